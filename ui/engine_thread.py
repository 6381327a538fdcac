"""One engine at work, heard by a thread of its own and told by signals to the GUI thread."""

from __future__ import annotations

import threading

from qgis.PyQt.QtCore import QObject, QThread, pyqtSignal

from ..engine.process import EngineProcess
from ..i18n.engine_texts import translated

COULD_NOT_START = 127


class EngineThread(QThread):
    """Starts the engine, emits each of its events, then how it ended.

    The methods may be called from the GUI thread at any time. The thread ends when the engine does or lets go of
    its output; it is never stopped from outside.
    """

    heard = pyqtSignal(dict)
    """Each event of the engine, in the user's language. (The name ``event`` is taken by QObject.)"""
    ended = pyqtSignal(int, str)
    """Exit status and the end of what it printed beside its events."""

    def __init__(
        self,
        arguments: list[str],
        python: str,
        background: bool = False,
        takes_commands: bool = True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.python = python
        self._arguments = arguments
        self._background, self._takes_commands = background, takes_commands
        self._engine: EngineProcess | None = None
        self._unsent: list[str] = []
        self._killed = self._closed = self._detached = False
        self._lock = threading.Lock()

    def run(self) -> None:
        """The thread's work: called by Qt."""
        try:
            engine = EngineProcess(self._arguments, self.python, self._background, self._takes_commands)
        except OSError as error:
            self.ended.emit(COULD_NOT_START, f"{self.python}: {error}")
            return
        with self._lock:
            self._engine = engine
            if self._killed:
                engine.process.kill()
            for command in self._unsent:
                engine.send(command)
            if self._closed:
                engine.close_input()
        for data in engine.events():
            self.heard.emit(translated(data))
        if self._detached:
            engine.let_go()
        else:
            self.ended.emit(engine.wait(), engine.error_tail)

    def send(self, command: str) -> None:
        """Send a line to the engine, as soon as it has started."""
        with self._lock:
            if self._engine is None:
                self._unsent.append(command)
            else:
                self._engine.send(command)

    def cancel(self) -> None:
        """Ask it to stop; what is finished stays."""
        self.send("cancel")

    def finish_early(self) -> None:
        """Ask training to end now and keep its best."""
        self.send("finish_early")

    def detach(self) -> None:
        """Let it go on alone: it closes its output, and this thread ends without ``ended``."""
        self._detached = True
        self.send("detach")

    def kill(self) -> None:
        """End it at once; its run folder stays resumable."""
        with self._lock:
            self._killed = True
            if self._engine is not None:
                self._engine.process.kill()

    def close_input(self) -> None:
        """Let it meet the end of its questions; ``serve`` then ends by itself."""
        with self._lock:
            self._closed = True
            if self._engine is not None:
                self._engine.close_input()
