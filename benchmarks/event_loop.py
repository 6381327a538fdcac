"""Runs the walk in the real QGIS and prints how evenly its event loop turned: called by event_loop.sh."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import real_qgis  # noqa: E402

LONGEST_MS, MOST_MS, START_MS = 150, 50, 50
"""Limits: of the longest gap, of 99 in 100 gaps, and of what the plugin adds to QGIS's start."""


def main() -> int:
    """Print the figures; 1 where a limit is broken."""
    epochs = int(sys.argv[1]) if len(sys.argv) > 1 else 6
    with tempfile.TemporaryDirectory(prefix="dsw-event-loop-") as name:
        folder = Path(name)
        raster = folder / "another_raster.tif"
        shutil.copy(ROOT / "sample" / "banepa_neighbour.tif", raster)
        wishes = {
            "folder": str(folder / "run"), "predict": str(raster), "only_technique": "Left to right",
            "epochs": epochs, "advanced": {"Levels": 4, "Width": 16}, "window": 128,
        }  # fmt: skip
        log = Path(os.environ.get("DSW_TRACE_GAPS", "") and "/tmp/dsw_gaps.log" or folder / "gaps.log")
        arguments = {"wishes": wishes, "log": str(log)}
        outcome = real_qgis.run_driver(real_qgis.DRIVERS / "event_loop.py", folder, arguments, timeout=590)
    return report(outcome.result)


def report(seen: dict) -> int:
    """Print what was measured; 1 where a limit is broken."""
    with_driver, gaps = sorted(gap[0] for gap in seen["gaps"]), sorted(gap[1] for gap in seen["gaps"])
    starts = sorted(seen["start_ms"])
    print(seen["machine"])
    print(seen["versions"])
    print(f"the walk took {seen['seconds']:.0f} s and {len(gaps)} beats, of which the driver itself worked "
          f"{seen['driver_seconds']:.1f} s, {seen['driver_longest_ms']:.0f} ms at a time at most")  # fmt: skip
    print("gaps in ms            median   95 %   99 %  longest")
    for name, values in (
        ("with the driver's work", with_driver), ("without it", gaps), ("QGIS alone", sorted(seen["alone"])),
    ):  # fmt: skip
        cells = (share(values, 0.5), share(values, 0.95), share(values, 0.99), values[-1])
        print(f"{name:22}" + "".join(f"{cell:7.1f}" for cell in cells))
    # A long gap counts for as long as it lasts, too: how much of the time did a click wait longer than that?
    waited = sum(gap for gap in gaps if gap > MOST_MS) / sum(gaps)
    print(f"share of the time in gaps above {MOST_MS} ms: {100 * waited:.2f} %")
    longest = sorted(seen["gaps"], key=lambda gap: -gap[1])[:10]
    print("the ten longest without it: " + ", ".join(f"{gap[1]:.0f} ({gap[2]})" for gap in longest))
    print(f"the plugin at QGIS's start: {seen['start_first']} by QGIS's own clock, files not compiled yet; loaded "
          f"again median {share(starts, 0.5):.1f} ms, longest {starts[-1]:.1f} ms")  # fmt: skip
    broken = [
        words
        for words, value, limit in (
            ("longest gap", gaps[-1], LONGEST_MS),
            ("99 % of the gaps", share(gaps, 0.99), MOST_MS),
            ("start", starts[-1], START_MS),
        )
        if value >= limit
    ]
    print(f"BROKEN: {', '.join(broken)}" if broken else "all within the limits")
    return bool(broken)


def share(values: list[float], part: float) -> float:
    """The value below which this part of the sorted values lies."""
    return values[min(int(part * len(values)), len(values) - 1)]


if __name__ == "__main__":
    sys.exit(main())
