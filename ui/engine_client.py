"""The second, idle engine: it answers the pages' questions, so that the dock never works itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal

from ..engine.plain import to_plain
from ..wizard_pages.page import Answered, Refused
from .engine_thread import EngineThread


@dataclass(frozen=True)
class _Pending:
    """A question that waits for its answer."""

    ask: str
    answered: Answered
    refused: Refused


class EngineClient(QObject):
    """Asks ``engine serve``, which is started at the first question, and again after it died."""

    died = pyqtSignal()

    def __init__(self, python: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._python = python
        self._thread: EngineThread | None = None
        self._pending: dict[int, _Pending] = {}
        self._last_id = 0

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def ask(self, question: str, values: dict[str, Any], answered: Answered, refused: Refused) -> None:
        """Ask; one of the callbacks comes later. An earlier question of the same name is forgotten."""
        for number in [number for number, pending in self._pending.items() if pending.ask == question]:
            del self._pending[number]
        self._last_id += 1
        self._pending[self._last_id] = _Pending(question, answered, refused)
        if self._thread is not None and self._thread.python != self._python():
            self._leave()  # the user chose another Python
        thread = self._thread or self._start()
        line = json.dumps({**values, "id": self._last_id, "ask": question}, default=to_plain)
        thread.send(line)

    def shut_down(self, patience_ms: int = 3000) -> None:
        """End the child and its thread; questions still open are never answered."""
        self._pending.clear()
        self._leave(patience_ms)

    def _leave(self, patience_ms: int = 1000) -> None:
        thread, self._thread = self._thread, None
        if thread is None:
            return
        thread.heard.disconnect(self._hear)
        thread.ended.disconnect(self._end)
        thread.close_input()
        if not thread.wait(patience_ms):
            thread.kill()
            thread.wait()
        thread.deleteLater()

    def _start(self) -> EngineThread:
        self._thread = thread = EngineThread(["serve"], self._python(), takes_commands=False, parent=self)
        thread.heard.connect(self._hear)
        thread.ended.connect(self._end)
        thread.start()
        return thread

    def _hear(self, data: dict[str, Any]) -> None:
        pending = self._pending.pop(data.get("id", 0), None)
        if pending is None or data.get("superseded"):
            return
        if (refused := data.get("refused")) is not None:
            _call(pending.refused, refused["message"], refused["remedy"])
        else:
            _call(pending.answered, data["answer"])

    def _end(self, status: int, tail: str) -> None:
        """It died: say so to all who wait. The next question starts another."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.wait()
            thread.deleteLater()
        waiting, self._pending = list(self._pending.values()), {}
        last_line = tail.strip().rpartition("\n")[2]
        for pending in waiting:
            _call(
                pending.refused,
                self.tr("The computing part of the wizard ended unexpectedly (exit status {}).").format(status),
                last_line,
            )
        self.died.emit()


def _call(callback: Callable[..., None], *values: Any) -> None:
    """Call back, unless the widget that asked is gone by now."""
    owner = getattr(callback, "__self__", None)
    if isinstance(owner, QObject) and sip.isdeleted(owner):
        return
    try:
        callback(*values)
    except RuntimeError as error:
        if "has been deleted" not in str(error):
            raise
