"""What the user may ask of a step while it works: to finish early, or to cancel.

Steps poll; nothing is ever stopped from outside. Requests come from signals (Ctrl+C, a cluster's SIGTERM) and,
with ``--control``, from lines on standard input: ``cancel``, ``finish_early``, ``detach``.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from types import FrameType

from .errors import Cancelled


class Control:
    """The requests made so far. Safe to set from any thread or signal handler."""

    def __init__(self) -> None:
        self._cancel = threading.Event()
        self._finish_early = threading.Event()
        self._detached = False
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
        return self._cancel.is_set()

    @property
    def finishing_early(self) -> bool:
        """Whether the user has asked training to end now."""
        return self._finish_early.is_set()

    def raise_if_cancelled(self) -> None:
        """Raises Cancelled once the user has asked for it."""
        if self.cancelled:
            raise Cancelled

    def cancel_on_signals(self) -> None:
        """Let Ctrl+C and SIGTERM cancel; a second one ends the process at once."""

        def handle(number: int, _frame: FrameType | None) -> None:
            if self.cancelled:
                os._exit(130)
            self.cancel()

        signal.signal(signal.SIGINT, handle)
        signal.signal(signal.SIGTERM, handle)

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
