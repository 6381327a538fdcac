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

from .discovery import child_environment, folders_of_gdal

_ROOT = Path(__file__).resolve().parent.parent
_START = (
    "import os, runpy, sys; sys.path.insert(0, sys.argv.pop(1)); "
    "sys.path += [p for p in sys.argv.pop(1).split(os.pathsep) if p and p not in sys.path]; "
    "runpy.run_module('engine', run_name='__main__', alter_sys=True)"
)
_TAIL = 200
_EVENT = b'{"event": '
"""How each event's line begins, as ``to_line`` writes it; inside the texts of an event it cannot stand."""


def engine_command(python: str, *arguments: str) -> list[str]:
    """The command line that runs ``python -m engine`` isolated (-I) from folder and environment."""
    further = os.pathsep.join(folders_of_gdal(python))
    return [python, "-I", "-X", "utf8", "-c", _START, str(_ROOT), further, *arguments]


class EngineProcess:
    """One engine at work. Iterate ``events`` until it ends, then ``wait``.

    All that it prints beside its events is kept: its last lines as ``error_tail``. With ``background`` it leaves
    the processor to others. ``takes_commands`` is False for ``serve``, which reads questions from standard input.
    """

    def __init__(
        self,
        arguments: list[str],
        python: str = sys.executable,
        background: bool = False,
        takes_commands: bool = True,
    ) -> None:
        options = ["--json", *["--control"] * takes_commands, *["--background"] * background]
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        flags |= getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0) if background else 0
        self.process = subprocess.Popen(  # nosec B603 - a list that engine_command made, no shell
            engine_command(python, *arguments, *options),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=tempfile.gettempdir(),
            env=child_environment(os.environ, python),
            creationflags=flags,
        )
        self._errors: list[str] = []
        self._reader = threading.Thread(target=self._read_errors, daemon=True)
        self._reader.start()

    def events(self) -> Iterator[dict[str, Any]]:
        """Each event as a dict with the key ``event``. What others write into the same pipe (a library's chatter)
        is left out, also where it stands before an event in the same line."""
        if self.process.stdout is None:
            return
        for line in self.process.stdout:
            start = line.rfind(_EVENT)
            if start < 0:
                continue
            try:
                data = json.loads(line[start:])
            except ValueError:
                continue
            if isinstance(data, dict) and "event" in data:
                yield data

    def send(self, command: str) -> None:
        """Send a line: 'cancel', 'finish_early', 'detach', or a question. Nothing happens when it has ended."""
        with contextlib.suppress(OSError, ValueError):
            if self.process.stdin is not None:
                self.process.stdin.write(command.encode() + b"\n")
                self.process.stdin.flush()

    def close_input(self) -> None:
        """Let it meet the end of its commands or questions."""
        with contextlib.suppress(OSError, ValueError):
            if self.process.stdin is not None:
                self.process.stdin.close()

    def let_go(self) -> None:
        """After 'detach': close the pipes and forget it; it goes on alone."""
        self._reader.join(timeout=5)
        self._close_pipes()
        # Nobody waits for it, which is as it should be; Popen would warn of it.
        self.process.returncode = 0

    def wait(self, timeout: float | None = None) -> int:
        """After the last event: wait for the end and return the exit status."""
        status = self.process.wait(timeout)
        self._reader.join(timeout=5)
        self._close_pipes()
        return status

    def kill(self) -> None:
        """End it at once; the run folder stays resumable."""
        self.process.kill()
        self.process.wait()
        self._reader.join(timeout=5)

    @property
    def error_tail(self) -> str:
        """The end of what it printed beside its events."""
        return "".join(self._errors)

    def _close_pipes(self) -> None:
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            with contextlib.suppress(OSError, ValueError):
                if stream is not None:
                    stream.close()

    def _read_errors(self) -> None:
        if self.process.stderr is None:
            return
        for line in self.process.stderr:
            self._errors.append(line.decode("utf-8", "replace"))
            del self._errors[:-_TAIL]
