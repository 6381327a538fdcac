"""One measurement in a process of its own: what it prints, how long it took, and how much memory it came to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent


class ChildFailedError(Exception):
    """A child ended badly; the message is the last it said."""


@dataclass(frozen=True)
class Child:
    """What became of a process."""

    lines: list[str]
    """Its standard output."""
    times: list[float]
    """Seconds from its start to each of these lines."""
    seconds: float
    """From its start to its end."""
    peak_mib: float
    """Most memory it ever held. The kernel counts from the parent's own size, so the parent is kept small: it
    imports neither numpy nor GDAL nor torch."""

    @property
    def result(self) -> dict[str, Any]:
        """The last line, which is JSON."""
        return json.loads(self.lines[-1])


def run(
    command: list[str], environment: dict[str, str] | None = None, enough: Callable[[str], bool] | None = None
) -> Child:
    """Run a command from the repository's root; raises ChildFailedError.

    When ``enough`` says so of a line, the child is asked to end, and how it ends does not matter.
    """
    lines: list[str] = []
    times: list[float] = []
    stopped = False
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        start = time.monotonic()
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **(environment or {})}, stdout=subprocess.PIPE, stderr=said,
            text=True,
        )  # fmt: skip
        with process, process.stdout as output:  # type: ignore[union-attr]
            for line in output:
                times.append(time.monotonic() - start)
                lines.append(line.rstrip("\n"))
                if enough is not None and not stopped and enough(line):
                    stopped = True
                    process.terminate()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - start
        if process.returncode and not stopped:
            said.seek(0)
            last = [*lines[-1:], *said.read().strip().splitlines()[-1:]]
            raise ChildFailedError(f"status {process.returncode}: {' '.join(last)[-300:]}")
    return Child(lines, times, seconds, usage.ru_maxrss / 1024)


def run_module(name: str, arguments: dict[str, Any], environment: dict[str, str] | None = None) -> Child:
    """Run a module of this folder, which takes its arguments as JSON and answers with a line of it."""
    return run([sys.executable, str(HERE / f"{name}.py"), json.dumps(arguments)], environment)
