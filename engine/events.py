"""What the engine says while it works: frozen records, each of which is one line of JSON.

Steps speak through a Reporter, which hands each event to its sinks (terminal, JSON lines, ``events.jsonl``)
and polls the user's requests on the way, so that whatever shows progress can also be cancelled.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from . import errors
from .control import Control
from .plain import to_plain

T = TypeVar("T")
Severity = Literal["info", "warning", "error"]
PERMILLE = "‰"
"""Unit of steps that have nothing to count, such as training by the clock."""


@dataclass(frozen=True)
class Event:
    """Base of all events."""


@dataclass(frozen=True)
class StepStarted(Event):
    """A step begins; ``title`` is for the user."""

    step: str
    title: str


@dataclass(frozen=True)
class Progress(Event):
    """``done`` of ``total`` units are finished; ``seconds_left`` is an estimate, None while unknown."""

    step: str
    done: int
    total: int
    unit: str
    seconds_left: float | None = None


@dataclass(frozen=True)
class StepFinished(Event):
    """A step is done; ``summary`` holds its main figures."""

    step: str
    seconds: float
    summary: dict[str, Any] = field(default_factory=dict)
    reused: bool = False
    """True: an earlier result was still valid, nothing was done."""


@dataclass(frozen=True)
class Finding(Event):
    """Something that the user should know; ``remedy`` may be empty where nothing needs mending."""

    severity: Severity
    step: str
    message: str
    remedy: str = ""


@dataclass(frozen=True)
class BatchDone(Event):
    """One step of the optimizer, sent a few times a second at most."""

    epoch: int
    batch: int
    batches: int
    loss: float
    learning_rate: float


@dataclass(frozen=True)
class EpochDone(Event):
    """``measures`` is the row of ``history.csv``; ``epochs`` is None when minutes rule."""

    epoch: int
    epochs: int | None
    measures: dict[str, Any]
    seconds_left: float | None = None


@dataclass(frozen=True)
class CheckpointSaved(Event):
    """An epoch is safe on the disk; ``best`` by validation IoU so far; ``kept`` are all that are there now."""

    epoch: int
    path: str
    best: bool
    kept: tuple[int, ...] = ()


@dataclass(frozen=True)
class SamplesDrawn(Event):
    """The pictures of a few validation chips in ``path`` show this epoch; 0: there is no prediction yet."""

    epoch: int
    path: str


@dataclass(frozen=True)
class Finished(Event):
    """The whole run is done; ``outputs`` names what it made."""

    outputs: dict[str, Any]
    seconds: float


@dataclass(frozen=True)
class Cancelled(Event):
    """The user stopped the work."""

    message: str


@dataclass(frozen=True)
class Detached(Event):
    """The run goes on without the program that started it; SIGTERM to ``process`` cancels it."""

    process: int


@dataclass(frozen=True)
class Failed(Event):
    """``bug`` is True when the cause is not the user's to mend; the log then has the traceback."""

    message: str
    remedy: str
    bug: bool = False


def ending(error: Exception) -> Event:
    """The event that tells how a run ended by ``error``: cancelled, refused with a remedy, or by a bug."""
    if isinstance(error, errors.Cancelled):
        return Cancelled(str(error) or "Cancelled. What was finished stays; go on with --resume.")
    if isinstance(error, errors.EngineError):
        return Failed(error.message, error.remedy)
    return Failed(
        f"Something went wrong inside the program: {type(error).__name__}: {error}",
        "Please report it with the text in engine.log.",
        bug=True,
    )


Sink = Callable[[Event], None]


def to_line(event: Event) -> str:
    """The event as one line of JSON, without the line break. Numbers that JSON lacks become null."""
    data = {"event": type(event).__name__, "time": round(time.time(), 3), **to_plain(event)}
    return json.dumps(finite(data), ensure_ascii=False)


def finite(value: Any) -> Any:
    """``value`` with NaN and infinity replaced by None, so that it is valid JSON."""
    if isinstance(value, float) and value - value != 0:
        return None
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(item) for item in value]
    return value


class Reporter:
    """Speaks for a step: emits events, and polls the user's requests."""

    def __init__(self, *sinks: Sink, control: Control | None = None) -> None:
        self.sinks = list(sinks)
        self.control = control or Control()

    def emit(self, event: Event) -> None:
        """Hand ``event`` to every sink."""
        for sink in self.sinks:
            sink(event)

    def find(self, severity: Severity, step: str, message: str, remedy: str = "") -> None:
        """Emit a Finding."""
        self.emit(Finding(severity, step, message, remedy))

    @contextmanager
    def step(self, name: str, title: str) -> Iterator[dict[str, Any]]:
        """Announce a step; what is put into the yielded dict goes into its StepFinished."""
        self.control.raise_if_cancelled()
        self.emit(StepStarted(name, title))
        start = time.monotonic()
        summary: dict[str, Any] = {}
        yield summary
        self.emit(StepFinished(name, round(time.monotonic() - start, 3), summary))

    def track(self, step: str, items: Sequence[T], unit: str) -> Iterator[T]:
        """Yield ``items`` one by one with progress; raises Cancelled between two of them when asked."""
        meter = self.meter(step, len(items), unit)
        for item in items:
            yield item
            meter.advance()

    def meter(self, step: str, total: int, unit: str) -> Meter:
        """A progress meter of ``total`` units."""
        return Meter(self, step, total, unit)


class Meter:
    """Counts finished units, emits Progress at most five times a second, and polls for Cancel."""

    INTERVAL = 0.2

    def __init__(self, reporter: Reporter, step: str, total: int, unit: str) -> None:
        self.reporter, self.step, self.total, self.unit = reporter, step, total, unit
        self.done = 0
        self._start = self._last = time.monotonic()
        reporter.control.raise_if_cancelled()
        reporter.emit(Progress(step, 0, total, unit))

    def advance(self, count: int = 1) -> None:
        """Count ``count`` more units; raises Cancelled when the user has asked for it."""
        self.reporter.control.raise_if_cancelled()
        self.done += count
        now = time.monotonic()
        if now - self._last >= self.INTERVAL or self.done >= self.total:
            self._last = now
            left = (now - self._start) / self.done * (self.total - self.done) if self.done else None
            self.reporter.emit(
                Progress(self.step, self.done, self.total, self.unit, None if left is None else round(left, 1))
            )
