"""The engine's child process behind an algorithm: its events become feedback, Cancel reaches it."""

from __future__ import annotations

import contextlib
import queue
import shlex
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qgis.core import QgsProcessingException, QgsProcessingFeedback
from qgis.PyQt.QtCore import QCoreApplication

from ..engine.process import EngineProcess
from ..i18n.engine_texts import translated
from ..i18n.numbers import localized

CANCELLED_STATUS = 130
PATIENCE = 4.0
"""Seconds that a cancelled engine may take to come to a clean end."""
POLL = 0.1
QUIET = 10.0
"""Seconds between two notes on how long it will take."""
FOLDS = "folds"
"""Step of the note with which each run of a cross-validation begins."""
SHARES = {"labels": 1, "chips": 4, "split": 1, "augment": 4, "train": 75, "select": 5, "predict": 8, "mask": 2}
"""About how the time of a whole run is divided among its steps."""


def tr(text: str) -> str:
    """The text in the user's language."""
    return QCoreApplication.translate("DeepSegmentationWizard", text)


@dataclass
class Outcome:
    """What an engine told of its work; ``finished`` is the last word of one that came to its end."""

    finished: dict[str, Any] = field(default_factory=dict)
    steps: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Summary of each step that was done, by its name."""
    cancelled: bool = False


class Listener:
    """Puts events into Processing's feedback.

    ``shares`` are the steps that move the bar, with about what part of the time each takes. The bar moves from the
    first to the second percentage of ``part``; ``rounds`` of all steps are to come.
    """

    def __init__(
        self,
        feedback: QgsProcessingFeedback,
        shares: Mapping[str, float],
        part: tuple[float, float] = (0, 100),
        rounds: int = 1,
    ) -> None:
        self.feedback = feedback
        self.outcome = Outcome()
        self.failure: dict[str, Any] | None = None
        self._start, self._length = part[0], part[1] - part[0]
        self._places = _places(shares)
        self._rounds, self._rounds_done = rounds, -1
        self._shown, self._noted = part[0], time.monotonic()

    def hear(self, event: Mapping[str, Any]) -> None:
        """Take one event."""
        take = getattr(self, f"_on_{event['event'].lower()}", None)
        if take is not None:
            take(event)

    def _on_stepstarted(self, event: Mapping[str, Any]) -> None:
        self.feedback.setProgressText(event["title"])

    def _on_progress(self, event: Mapping[str, Any]) -> None:
        start, length = self._places.get(event["step"], (0.0, 0.0))
        self._show(start + length * event["done"] / max(event["total"], 1))
        self._note(event.get("seconds_left"))

    def _on_stepfinished(self, event: Mapping[str, Any]) -> None:
        self.outcome.steps[event["step"]] = event["summary"]
        start, length = self._places.get(event["step"], (0.0, 0.0))
        self._show(start + length)

    def _on_epochdone(self, event: Mapping[str, Any]) -> None:
        names = {
            "train_loss": tr("training loss"),
            "validation_loss": tr("validation loss"),
            "validation_iou": tr("validation IoU"),
        }
        measures = event["measures"]
        known = [name for name in names if measures.get(name) is not None]
        shown = [f"{names[name]} {localized(f'{measures[name]:.3f}')}" for name in known]
        self.feedback.pushInfo(tr("Epoch {}: {}").format(event["epoch"], ", ".join(shown)))

    def _on_finding(self, event: Mapping[str, Any]) -> None:
        if event["step"] == FOLDS:
            self._rounds_done += 1
        text = " ".join(filter(None, (event["message"], event.get("remedy", ""))))
        if event["severity"] == "info":
            self.feedback.pushInfo(text)
        elif event["severity"] == "error":
            self.feedback.reportError(text)
        else:
            self.feedback.pushWarning(text)

    def _on_finished(self, event: Mapping[str, Any]) -> None:
        self.outcome.finished = dict(event["outputs"])
        self._rounds_done = self._rounds - 1
        self._show(1.0)

    def _on_failed(self, event: Mapping[str, Any]) -> None:
        self.failure = dict(event)

    def _on_cancelled(self, _event: Mapping[str, Any]) -> None:
        self.outcome.cancelled = True

    def _show(self, done: float) -> None:
        done = (max(self._rounds_done, 0) + min(done, 1.0)) / self._rounds
        self._shown = max(self._shown, self._start + self._length * done)
        self.feedback.setProgress(self._shown)

    def _note(self, seconds: float | None) -> None:
        """How long the step will still take, said now and then."""
        if seconds is None or seconds < 2 or time.monotonic() - self._noted < QUIET:
            return
        self._noted = time.monotonic()
        left = tr("{} s").format(round(seconds)) if seconds < 90 else tr("{} min").format(round(seconds / 60))
        self.feedback.pushInfo(tr("About {} left for this step").format(left))


def run_engine(arguments: list[str], python: str, listener: Listener) -> Outcome:
    """Start ``python -m engine`` with these arguments and listen until it ends.

    When the user cancels, it is asked to stop and ended after some seconds; what was finished stays. Raises
    QgsProcessingException with message and remedy when it is refused or fails.
    """
    feedback = listener.feedback
    feedback.pushCommandInfo(shlex.join(["python", "-m", "engine", *arguments]))
    try:
        engine = EngineProcess(arguments, python, background=True)
    except OSError as error:
        raise QgsProcessingException(tr("{} cannot be started: {}").format(python, error)) from None
    events: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(engine, events), name="engine events", daemon=True).start()
    cancelled_at: float | None = None
    try:
        while True:
            if cancelled_at is None and feedback.isCanceled():
                cancelled_at = time.monotonic()
                engine.send("cancel")
            elif cancelled_at is not None and time.monotonic() - cancelled_at > PATIENCE:
                engine.process.kill()
            with contextlib.suppress(queue.Empty):
                event = events.get(timeout=POLL)
                if event is None:
                    break
                listener.hear(event)
    except BaseException:
        engine.kill()
        raise
    status = engine.wait()
    if cancelled_at is not None or status == CANCELLED_STATUS:
        listener.outcome.cancelled = True
    elif status != 0:
        _refuse(listener, status, engine.error_tail)
    return listener.outcome


def _read(engine: EngineProcess, events: queue.SimpleQueue[dict[str, Any] | None]) -> None:
    for event in engine.events():
        events.put(translated(event))
    events.put(None)


def _refuse(listener: Listener, status: int, tail: str) -> None:
    """Raises QgsProcessingException that says why, and what helps."""
    failure = listener.failure
    if failure is None and listener.outcome.finished:
        return  # 'check' tells by its status what its answer says as well
    if failure is None or failure.get("bug"):
        listener.feedback.pushDebugInfo(tail)
    if failure is None:
        raise QgsProcessingException(
            tr(
                "The computation ended unexpectedly (exit status {}). What was finished is kept. If it happens "
                "again, close other programs or use smaller batches, because the memory may be too small."
            ).format(status)
        )
    raise QgsProcessingException(f"{failure['message']} {failure['remedy']}".strip())


def _places(shares: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """Where each step begins, and how long it is, as parts of the whole."""
    total, before, places = sum(shares.values()), 0.0, {}
    for name, share in shares.items():
        places[name] = (before / total, share / total)
        before += share
    return places
