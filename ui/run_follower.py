"""A run that goes on without us, from an earlier QGIS: heard and asked by way of its run folder."""

from __future__ import annotations

import contextlib
import json
import time
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from ..engine.control import Request, leave_request
from ..engine.errors import EngineError
from ..engine.run_folder import RunFolder
from ..i18n.engine_texts import translated
from .memory import is_at_work

LOOK_MS = 700
_STATUS = {"Finished": 0, "Cancelled": 130, "Failed": 1}
DIED = -1
NO_ANSWER = 126


class RunFollower(QObject):
    """Takes the place of an EngineThread for a detached run; its events are read from ``events.jsonl``."""

    heard = pyqtSignal(dict)
    ended = pyqtSignal(int, str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = RunFolder(folder)
        self._position = self._size()
        self._rest = b""
        self._last = ""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def start(self) -> None:
        """Begin to follow."""
        self._timer.start()

    def cancel(self) -> None:
        """Ask it to stop; what is finished stays."""
        with contextlib.suppress(OSError):  # not heard, it will be given up
            self._ask("cancel")

    def kill(self) -> None:
        """Give it up: follow it no longer.

        Its process is never ended from here. Which one it is could only be read in the run folder, and a folder
        from a stranger might name any.
        """
        if self._timer.isActive():
            self._timer.stop()
            self.ended.emit(NO_ANSWER, "")

    def finish_early(self) -> None:
        """Ask training to end now and keep its best. Raises EngineError when it cannot be asked."""
        try:
            self._ask("finish_early")
        except OSError as error:
            raise EngineError(
                self.tr("The run cannot be asked: {} cannot be written ({}).").format(
                    self._folder.path, error.strerror
                ),
                self.tr("Check the free space and your rights on that folder."),
            ) from None

    def detach(self) -> None:
        """It goes on alone, as it does already."""
        self._timer.stop()

    def wait(self, milliseconds: int = 10_000) -> bool:
        """Stop following; wait until it has ended, unless it was detached."""
        if not self._timer.isActive():
            return True
        self._timer.stop()
        give_up = time.monotonic() + milliseconds / 1000
        while is_at_work(self._folder.path):
            if time.monotonic() > give_up:
                self._timer.start()
                return False
            time.sleep(0.05)
        return True

    def _look(self) -> None:
        """Read what it has said since; find out whether it has ended."""
        at_work = is_at_work(self._folder.path)  # asked first: what it said before its end is then in the file
        self._read()
        if not at_work:
            self._timer.stop()
            self.ended.emit(_STATUS.get(self._last, DIED), "")

    def _read(self) -> None:
        with contextlib.suppress(OSError), open(self._folder.events_file, "rb") as file:
            file.seek(self._position)
            data = file.read()
            self._position += len(data)
            *lines, self._rest = (self._rest + data).split(b"\n")
            for line in lines:
                event = _parse(line)
                if event:
                    self._last = event["event"]
                    self.heard.emit(translated(event))

    def _size(self) -> int:
        try:
            return self._folder.events_file.stat().st_size
        except OSError:
            return 0

    def _ask(self, request: Request) -> None:
        """Leave a request, unless nobody is there any more to take it."""
        if is_at_work(self._folder.path):
            leave_request(self._folder.path, request)


def _parse(line: bytes) -> dict[str, Any]:
    try:
        event = json.loads(line)
    except ValueError:
        return {}
    return event if isinstance(event, dict) and "event" in event else {}
