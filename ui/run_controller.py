"""The one run of the wizard: its state, and the engine thread behind it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from ..engine.errors import EngineError
from ..wizard_pages.page import RunState
from .engine_thread import COULD_NOT_START, EngineThread
from .run_follower import NO_ANSWER, RunFollower

AT_WORK = (RunState.RUNNING, RunState.STOPPING)
CANCELLED_STATUS = 130
PATIENCE_MS = 30_000
"""How long a run that was asked to stop may take before it is ended; what is finished stays either way."""
_AFTER_REST = {RunState.RUNNING}
_TRANSITIONS = {
    RunState.IDLE: _AFTER_REST,
    RunState.RUNNING: set(RunState) - {RunState.RUNNING},
    RunState.STOPPING: {RunState.CANCELLED, RunState.FAILED, RunState.FINISHED, RunState.IDLE},
    RunState.CANCELLED: _AFTER_REST | {RunState.IDLE},
    RunState.FAILED: _AFTER_REST | {RunState.IDLE},
    RunState.FINISHED: _AFTER_REST | {RunState.IDLE},
}


class _Signals(QObject):
    """Carries the signals: a QObject of its own, because ``event`` is the name of one of QObject's methods."""

    heard = pyqtSignal(dict)
    state_changed = pyqtSignal(object)


class RunController:
    """``Run`` of the pages' contract: one engine at work at a time. It lives in the GUI thread."""

    def __init__(self, python: Callable[[], str], parent: QObject | None = None) -> None:
        self._signals = _Signals(parent)
        self.event = self._signals.heard
        self.state_changed = self._signals.state_changed
        self._python = python
        self._state = RunState.IDLE
        self._failure = ("", "", "")
        self._last: dict[str, Any] = {}
        self._has_started = False
        self._thread: EngineThread | RunFollower | None = None
        self._patience = QTimer(self._signals)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._lose_patience)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    @property
    def state(self) -> RunState:
        """Where the run is in its life."""
        return self._state

    @property
    def at_work(self) -> bool:
        """Whether an engine is running."""
        return self._state in AT_WORK

    @property
    def failure(self) -> tuple[str, str, str]:
        """After FAILED: message, remedy, and details (exit status and the end of the log)."""
        return self._failure

    @property
    def has_started(self) -> bool:
        """Whether the engine has said anything since the last start."""
        return self._has_started

    def start(self, arguments: list[str]) -> None:
        """Start ``python -m engine`` with these arguments. Raises EngineError when a run is at work already."""
        if self.at_work:
            raise EngineError(
                self.tr("A run is at work already."), self.tr("Wait until it has finished, or cancel it first.")
            )
        python = self._python()
        if not python:
            raise EngineError(
                self.tr("The computing part of the wizard is not set up yet."),
                self.tr("Open the wizard's first page, which tells what is missing."),
            )
        self._begin(EngineThread(arguments, python, background=True, parent=self._signals))

    def follow(self, folder: Path) -> None:
        """Take up a run that was left running by an earlier QGIS."""
        if not self.at_work:
            self._begin(RunFollower(folder, self._signals))

    def cancel(self) -> None:
        """Ask it to stop; what is finished stays. Nothing happens unless it is running."""
        if self._state is RunState.RUNNING and self._thread is not None:
            self._thread.cancel()
            self._patience.start()
            self._go(RunState.STOPPING)

    def finish_early(self) -> None:
        """Ask training to end now and keep its best. Nothing happens unless it is running. Raises EngineError when
        a run of an earlier QGIS cannot be asked."""
        if self._state is RunState.RUNNING and self._thread is not None:
            self._thread.finish_early()

    def detach(self) -> None:
        """Let the run go on without QGIS. Nothing happens unless it is running."""
        if self._state is RunState.RUNNING and self._thread is not None:
            self._thread.detach()
            self._release(patience_ms=5000)
            self._go(RunState.IDLE)

    def shut_down(self, patience_ms: int = 5000) -> None:
        """Ask the run to stop, end it after ``patience_ms``, and leave neither child nor thread."""
        if self._thread is not None:
            self._thread.cancel()
            self._release(patience_ms)
            self._go(RunState.IDLE)

    def _begin(self, thread: EngineThread | RunFollower) -> None:
        self._failure, self._last = ("", "", ""), {}
        self._has_started = False
        self._thread = thread
        thread.heard.connect(self._hear)
        thread.ended.connect(self._end)
        thread.start()
        self._go(RunState.RUNNING)

    def _release(self, patience_ms: int) -> None:
        """Wait for the thread, killing its engine when that takes too long, and forget it."""
        thread, self._thread = self._thread, None
        self._patience.stop()
        if thread is None:
            return
        thread.heard.disconnect(self._hear)
        thread.ended.disconnect(self._end)
        if not thread.wait(patience_ms):
            thread.kill()
            thread.wait()
        thread.deleteLater()

    def _lose_patience(self) -> None:
        if self._state is RunState.STOPPING and self._thread is not None:
            self._thread.kill()

    def _hear(self, data: dict[str, Any]) -> None:
        self._has_started = True
        if data["event"] in ("Finished", "Cancelled", "Failed"):
            self._last = data
        self.event.emit(data)

    def _end(self, status: int, tail: str) -> None:
        was_stopping = self._state is RunState.STOPPING
        self._release(patience_ms=5000)
        ending = self._last.get("event")
        if status == 0:
            self._go(RunState.FINISHED)
        elif status != NO_ANSWER and (
            status == CANCELLED_STATUS or ending == "Cancelled" or (was_stopping and ending is None)
        ):
            self._go(RunState.CANCELLED)
        else:
            self._failure = self._explain(status, tail)
            self._go(RunState.FAILED)

    def _explain(self, status: int, tail: str) -> tuple[str, str, str]:
        """Message, remedy and details of a run that ended with this status."""
        details = self.tr("Exit status: {}").format(status) + "\n\n" + (tail.strip() or self.tr("(no output)"))
        if self._last.get("event") == "Failed":
            return self._last["message"], self._last["remedy"], details if self._last.get("bug") else ""
        if status == COULD_NOT_START:
            message = self.tr("The computing part of the wizard could not be started.")
            return message, self.tr("Check on the wizard's first page which Python it uses."), details
        if status == NO_ANSWER:
            message = self.tr("The run does not answer; it may still be at work.")
            return message, self.tr("End the Python process that works on it, then go on with Resume."), ""
        message = self.tr("The computation ended unexpectedly (exit status {}).").format(status)
        remedy = self.tr(
            "What was finished is kept: start again to go on from there. If it happens again, close other "
            "programs, or use smaller batches, because the memory may be too small."
        )
        return message, remedy, details

    def _go(self, state: RunState) -> None:
        if state not in _TRANSITIONS[self._state]:
            raise RuntimeError(f"A run cannot go from {self._state.value} to {state.value}.")
        self._state = state
        self.state_changed.emit(state)
