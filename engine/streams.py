"""Standard input, output and error as other programs use them."""

from __future__ import annotations

import contextlib
import os
from typing import TextIO

from .events import Detached, Event, Reporter, Sink, to_line


def take_standard_output() -> TextIO:
    """Keep the descriptor of standard output for events, and point the ordinary one at standard error, so that
    nothing that a library prints can get between them."""
    events = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    return events


def json_lines(stream: TextIO) -> Sink:
    """Writes each event as a line of JSON."""

    def write(event: Event) -> None:
        with contextlib.suppress(BrokenPipeError):  # nobody listens any more; the run folder keeps the events
            stream.write(to_line(event) + "\n")

    return write


def let_go(reporter: Reporter, events: TextIO | None) -> None:
    """Say good-bye to the program that started this, then need neither its pipes nor its terminal any more."""
    reporter.emit(Detached(os.getpid()))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2, *([] if events is None else [events.fileno()])):
        os.dup2(nowhere, descriptor)  # whoever reads the pipe meets its end
    if hasattr(os, "setsid"):
        with contextlib.suppress(OSError):  # leads a session of its own already
            os.setsid()
