"""How evenly QGIS's event loop turns over a whole walk while the engine trains on all cores.

A timer beats in it every few milliseconds; what keeps it waiting is what a user would feel. The driver is no user:
the time in which it looks for widgets, or asks whether something has come, is taken off a gap, and told.
"""

import faulthandler
import os
import platform
import time
from collections import Counter
from pathlib import Path

import qgis.utils
from qgis.core import Qgis
from qgis.PyQt.QtCore import QT_VERSION_STR, Qt, QTimer
from walk import Walk, Wishes
from wizard_frame import PACKAGE, stop_at_exception, time_of_start

BEAT_MS = 5
BLOCKED_MS = 60
"""From such a gap on, the code that the main thread was in is noted."""


class Heart:
    """Beats in the event loop, and notes when, at which page, and where the main thread was when it was late."""

    def __init__(self, log: Path, walk: Walk) -> None:
        self.beats: list[tuple[float, str]] = []
        self._walk = walk
        self._log = log.open("w", encoding="utf-8")
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        faulthandler.cancel_dump_traceback_later()
        self._log.close()

    def _beat(self) -> None:
        self.beats.append((time.perf_counter(), self._walk.part))
        if os.environ.get("DSW_TRACE_GAPS"):  # itself costs some time
            self._log.write(f"beat {self.beats[-1][0]:.4f}\n")
            self._log.flush()
            faulthandler.dump_traceback_later(BLOCKED_MS / 1000, file=self._log)


def drive(iface, arguments):
    """Returns gaps in ms with and without the driver's own work, and what the plugin adds to QGIS's start."""
    iface.messageBar().clearWidgets()
    qgis.utils.open_stack_dialog = stop_at_exception
    at_start = qgis.utils.plugin_times.get(PACKAGE, "")
    starts = [time_of_start() for _ in range(7)]
    walk = Walk(iface, Wishes(**arguments["wishes"]))
    heart = Heart(Path(arguments["log"]), walk)
    walk.person.pause(1)
    empty = Heart(Path(arguments["log"] + ".alone"), walk)
    empty.start()
    walk.person.pause(5)  # QGIS alone, for comparison
    empty.stop()
    walk.person.own_work.clear()
    heart.start()
    walk.whole()
    walk.person.pause(1)
    heart.stop()
    gaps = [(*gap, before, after) for before, after, gap in gaps_between(heart.beats, walk.person.own_work)]
    spans = [end - start for start, end in walk.person.own_work]
    return {
        "gaps": [gap[:3] for gap in gaps],
        "alone": [1000 * (b[0] - a[0]) for a, b in zip(empty.beats, empty.beats[1:], strict=False)],
        "driver_seconds": sum(spans), "driver_longest_ms": 1000 * max(spans),
        "seconds": heart.beats[-1][0] - heart.beats[0][0],
        "pages": dict(Counter(page for _, page in heart.beats)),
        "start_ms": starts, "start_first": at_start,
        "machine": f"{processor()}, {len(os.sched_getaffinity(0))} cores, {platform.system()}",
        "versions": f"QGIS {Qgis.QGIS_VERSION}, Qt {QT_VERSION_STR}, Python {platform.python_version()}",
    }  # fmt: skip


def gaps_between(beats, own_work):
    """Each two beats, with (gap, gap without the driver's own work, page), in milliseconds."""
    spans = iter(sorted(own_work))
    span = next(spans, None)
    for before, after in zip(beats, beats[1:], strict=False):
        own = 0.0
        while span is not None and span[1] <= before[0]:
            span = next(spans, None)
        while span is not None and span[0] < after[0]:
            own += max(0.0, min(span[1], after[0]) - max(span[0], before[0]))
            if span[1] > after[0]:
                break
            span = next(spans, None)
        gap = after[0] - before[0]
        yield before, after, (1000 * gap, 1000 * (gap - own), before[1])


def processor():
    """The processor's name, where the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown processor"
