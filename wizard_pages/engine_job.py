"""One command of the engine for the page that sets it up: its events as signals, and Cancel."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QObject, QProcess, QProcessEnvironment, pyqtSignal

from ..engine.discovery import child_environment
from ..engine.process import engine_command
from ..i18n.engine_texts import translated


class EngineJob(QObject):
    """At most one child at a time. (Runs and questions are the frame's; they need an engine that is ready.)"""

    heard = pyqtSignal(dict)
    """Each event, with its words in the user's language."""
    ended = pyqtSignal(str)
    """What it printed beside its events; it is gone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._pending = b""

    @property
    def at_work(self) -> bool:
        """Whether the child is there."""
        return self._process is not None

    def start(self, python: str, arguments: list[str], further: Mapping[str, str] | None = None) -> None:
        """Start a command; ``further`` are environment variables besides those that ``python`` needs."""
        self.stop()
        command = engine_command(python, *arguments, "--json", "--control")
        environment = QProcessEnvironment()
        for name, value in (child_environment(os.environ, python) | dict(further or {})).items():
            environment.insert(name, value)
        self._pending = b""
        self._process = process = QProcess(self)
        process.setProcessEnvironment(environment)
        process.setWorkingDirectory(str(Path.home()))
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(lambda *_: self._end())
        process.errorOccurred.connect(self._take_error)
        process.start(command[0], command[1:])

    def cancel(self) -> None:
        """Ask it to stop; ``ended`` follows."""
        if self._process is not None:
            self._process.write(b"cancel\n")

    def stop(self) -> None:
        """End it now, without ``ended``: asked by the end of its input first, so that its own children go too."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(TypeError):
            process.readyReadStandardOutput.disconnect()
            process.finished.disconnect()
            process.errorOccurred.disconnect()
        process.closeWriteChannel()
        if not process.waitForFinished(3000):
            process.kill()
            process.waitForFinished(2000)
        process.deleteLater()

    def _read(self) -> None:
        if self._process is None:
            return
        *lines, self._pending = (self._pending + bytes(self._process.readAllStandardOutput())).split(b"\n")
        for line in lines:
            with contextlib.suppress(ValueError):
                data: Any = json.loads(line)
                if isinstance(data, dict) and "event" in data:
                    self.heard.emit(translated(data))

    def _end(self) -> None:
        self._read()
        process, self._process = self._process, None
        if process is not None:
            text = bytes(process.readAllStandardError()).decode("utf-8", "replace")
            process.deleteLater()
            self.ended.emit(text)

    def _take_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # else ``finished`` follows
            self._end()
