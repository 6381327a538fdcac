"""What the user may ask of a step while it works: to finish early, or to cancel.

Steps poll; nothing is ever stopped from outside. Requests come from signals (Ctrl+C, a cluster's SIGTERM), with
``--control`` from lines on standard input: ``cancel``, ``finish_early``, ``detach``, and from files in the run
folder, left there by a program that has no pipe to the engine (``leave_request``).
"""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Literal

from .errors import Cancelled

Request = Literal["cancel", "finish_early"]
LOOK_SECONDS = 0.5
"""Requests in the run folder are looked for so often at most; batches may be done in milliseconds."""


def request_file(folder: Path, request: Request) -> Path:
    """The file in a run folder that stands for a request by being there; what is in it is never read."""
    return folder / f".{request}"


def leave_request(folder: Path, request: Request) -> None:
    """Ask the engine that works in this run folder. Raises OSError when the folder cannot be written."""
    with contextlib.suppress(FileExistsError):  # asked already
        # Exclusively: a link in a folder from a stranger is not written through.
        os.close(os.open(request_file(folder, request), os.O_WRONLY | os.O_CREAT | os.O_EXCL))


class Control:
    """The requests made so far. Safe to set from any thread or signal handler."""

    def __init__(self) -> None:
        self._cancel = threading.Event()
        self._finish_early = threading.Event()
        self._detached = False
        self._folder: Path | None = None
        self._next_look = 0.0
        self.on_detach: Callable[[], None] = lambda: None
        """Called once, by the thread that reads commands."""

    def cancel(self) -> None:
        """Ask to stop; what is finished stays."""
        self._cancel.set()

    def finish_early(self) -> None:
        """Ask training to end now and keep its best; the steps behind it still run."""
        self._finish_early.set()

    def detach(self) -> None:
        """Go on without the one who started this: the end of standard input no longer cancels."""
        if not self._detached:
            self.on_detach()
            self._detached = True

    @property
    def cancelled(self) -> bool:
        """Whether the user has asked to stop."""
        self._look()
        return self._cancel.is_set()

    @property
    def finishing_early(self) -> bool:
        """Whether the user has asked training to end now."""
        self._look()
        return self._finish_early.is_set()

    def raise_if_cancelled(self) -> None:
        """Raises Cancelled once the user has asked for it."""
        if self.cancelled:
            raise Cancelled

    def cancel_on_signals(self) -> None:
        """Let Ctrl+C and SIGTERM cancel; a second one ends the process at once."""

        def handle(number: int, _frame: FrameType | None) -> None:
            if self._cancel.is_set():
                os._exit(130)
            self.cancel()

        signal.signal(signal.SIGINT, handle)
        signal.signal(signal.SIGTERM, handle)

    @contextlib.contextmanager
    def obeying(self, folder: Path) -> Iterator[None]:
        """Obey requests that are left in the run folder while the block runs; earlier ones are forgotten.

        Only for whoever holds the folder's lock.
        """
        _forget_requests(folder)
        self._folder = folder
        try:
            yield
        finally:
            self._folder = None
            _forget_requests(folder)

    def _look(self) -> None:
        if self._folder is None or time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + LOOK_SECONDS
        if _is_requested(self._folder, "cancel"):
            self.cancel()
        if _is_requested(self._folder, "finish_early"):
            self.finish_early()

    def follow_standard_input(self) -> None:
        """Read commands from standard input in the background; its end cancels, unless detached.

        The descriptor is read directly: a thread that sleeps in ``sys.stdin`` would hold a lock that the
        interpreter needs to shut down.
        """
        threading.Thread(target=self._read_commands, args=(0,), name="commands", daemon=True).start()

    def _read_commands(self, descriptor: int) -> None:
        pending = b""
        while True:
            try:
                data = os.read(descriptor, 4096)
            except OSError:
                data = b""
            if not data:
                if not self._detached:
                    self.cancel()
                return
            *lines, pending = (pending + data).split(b"\n")
            for line in lines:
                command = line.strip()
                if command == b"cancel":
                    self.cancel()
                elif command == b"finish_early":
                    self.finish_early()
                elif command == b"detach":
                    self.detach()


def _is_requested(folder: Path, request: Request) -> bool:
    try:
        return stat.S_ISREG(os.lstat(request_file(folder, request)).st_mode)
    except OSError:
        return False


def _forget_requests(folder: Path) -> None:
    """A link is removed, not what it points to; a folder of that name stays and means nothing."""
    for request in ("cancel", "finish_early"):
        with contextlib.suppress(OSError):
            request_file(folder, request).unlink()
