"""What a person at a terminal sees: a line a step, a bar with the time left, and what they should know."""

from __future__ import annotations

import importlib.util
import sys
from typing import Any, TextIO

from . import events
from .events import PERMILLE

_BAR = "  {percentage:3.0f} % {bar} {desc}"


class TerminalSink:
    """Prints events to ``stream``; bars only where it is a terminal."""

    def __init__(self, stream: TextIO = sys.stderr) -> None:
        self.stream = stream
        self._bar: Any = None
        self._step = ""
        # Before an installation there is no tqdm.
        self._bars = stream.isatty() and importlib.util.find_spec("tqdm") is not None

    def __call__(self, event: events.Event) -> None:
        """Show one event."""
        if isinstance(event, events.Progress):
            if self._bars:
                self._progress(event)
        elif isinstance(event, events.StepStarted):
            self._print(f"\n{event.title}")
        elif isinstance(event, events.StepFinished):
            self._close()
            if event.reused:
                self._print(f"  {event.step}: done before, kept")
            else:
                self._print(f"  done in {event.seconds:.1f} s" + _summary(event.summary))
                for row in event.summary.get("areas", ()):
                    self._print("    " + _area(row))
        elif isinstance(event, events.Finding):
            self._print(f"  {'!' if event.severity == 'warning' else '·'} {event.message} {event.remedy}".rstrip())
        elif isinstance(event, events.EpochDone):
            self._print(_epoch(event))

    def _progress(self, event: events.Progress) -> None:
        from tqdm import tqdm

        if self._bar is None or (self._step, self._bar.total) != (event.step, event.total):
            self._close()
            self._step = event.step
            self._bar = tqdm(total=event.total, file=self.stream, leave=False, dynamic_ncols=True, bar_format=_BAR)
        count = "" if event.unit == PERMILLE else f"{event.done} of {event.total} {event.unit}"
        left = "" if event.seconds_left is None else f"{_duration(event.seconds_left)} left"
        self._bar.set_description_str(", ".join(filter(None, (count, left))), refresh=False)
        self._bar.n = event.done
        self._bar.refresh()
        if event.done >= event.total:
            self._close()

    def _print(self, text: str) -> None:
        if self._bar is not None:
            self._bar.write(text, file=self.stream)
        else:
            print(text, file=self.stream, flush=True)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def _epoch(event: events.EpochDone) -> str:
    row = event.measures
    of = f" of {event.epochs}" if event.epochs else ""
    left = "" if event.seconds_left is None else f", {_duration(event.seconds_left)} left"
    return (
        f"  epoch {event.epoch}{of}: loss {row['train_loss']:.3f}, validation loss {row['validation_loss']:.3f}, "
        f"accuracy {_figure(row['validation_accuracy'])}, IoU {_figure(row['validation_iou'])} "
        f"({row['images_per_second']:.0f} images/s{left})"
    )


def _area(row: dict[str, Any]) -> str:
    """One class of a mask."""
    ground = "" if row["area_m2"] is None else f", {row['area_m2'] / 10_000:,.2f} ha"
    return f"{row['name']}: {row['percent']:.1f} %{ground}"


def _summary(summary: dict[str, Any]) -> str:
    parts = [
        f"{name.replace('_', ' ')} {_figure(value) if isinstance(value, float) else value}"
        for name, value in summary.items()
        if isinstance(value, (int, float, str))
    ]
    return f" ({', '.join(parts)})" if parts else ""


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"
