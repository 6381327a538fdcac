"""The engine as a child process: how QGIS and the tests start it, hear its events and send it commands.

The child runs isolated: nothing in its working folder, and no Python setting of the parent's environment, can put
a module in place of the standard library's. A file ``json.py`` in a run folder is never imported.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess  # nosec B404 - the engine's own command line is the only thing started, never through a shell
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .environment import child_environment

_ROOT = Path(__file__).resolve().parent.parent
_START = (
    "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); "
    "runpy.run_module('engine', run_name='__main__', alter_sys=True)"
)
_TAIL = 200


def engine_command(python: str, *arguments: str) -> list[str]:
    """The command line that runs ``python -m engine`` isolated (-I) from folder and environment."""
    return [python, "-I", "-X", "utf8", "-c", _START, str(_ROOT), *arguments]


class EngineProcess:
    """One engine at work. Iterate ``events`` until it ends, then ``wait``.

    All that it prints beside its events is kept: its last lines as ``error_tail``.
    """

    def __init__(self, arguments: list[str], python: str = sys.executable) -> None:
        self.process = subprocess.Popen(  # nosec B603
            engine_command(python, *arguments, "--json", "--control"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=tempfile.gettempdir(),
            env=child_environment(os.environ, python),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._errors: list[str] = []
        self._reader = threading.Thread(target=self._read_errors, daemon=True)
        self._reader.start()

    def events(self) -> Iterator[dict[str, Any]]:
        """Each event as a dict with the key ``event``; lines that are none (a library's chatter) are left out."""
        if self.process.stdout is None:
            return
        for line in self.process.stdout:
            try:
                data = json.loads(line)
            except ValueError:
                continue
            if isinstance(data, dict) and "event" in data:
                yield data

    def send(self, command: str) -> None:
        """Send a line: 'cancel', 'finish_early', or a request to ``serve``. Nothing happens when it has ended."""
        with contextlib.suppress(OSError, ValueError):
            if self.process.stdin is not None:
                self.process.stdin.write(command.encode() + b"\n")
                self.process.stdin.flush()

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end and return the exit status."""
        status = self.process.wait(timeout)
        self._reader.join(timeout=5)
        return status

    def kill(self) -> None:
        """End it at once; the run folder stays resumable."""
        self.process.kill()
        self.wait()

    @property
    def error_tail(self) -> str:
        """The end of what it printed beside its events."""
        return "".join(self._errors)

    def _read_errors(self) -> None:
        if self.process.stderr is None:
            return
        for line in self.process.stderr:
            self._errors.append(line.decode("utf-8", "replace"))
            del self._errors[:-_TAIL]
