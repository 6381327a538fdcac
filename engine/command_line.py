"""The command line: options are read, a command is done, and what becomes of it is said.

Exit status: 0 done; 1 something the user can mend, said with its remedy; 2 wrong usage; 70 a bug; 130 cancelled.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import traceback
from collections.abc import Iterator

from .arguments import make_parser
from .commands import WORK, without_folders
from .control import Control
from .errors import Cancelled, EngineError
from .events import Reporter, ending
from .plain import to_plain
from .processes import process_count, process_number
from .streams import json_lines, let_go, take_standard_output
from .terminal import TerminalSink


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit status."""
    options = make_parser(WORK).parse_args(arguments)
    control = Control()
    control.cancel_on_signals()
    if options.background:
        _step_back()
    events = take_standard_output() if options.json and options.command not in ("info", "doctor") else None
    sink = TerminalSink() if events is None else json_lines(events)
    reporter = Reporter(sink, control=control)
    control.on_detach = lambda: let_go(reporter, events)
    if options.control:
        control.follow_standard_input()
    try:
        _look_into_folders(options)
        with _team(options) as is_follower:
            return 0 if is_follower else options.work(options, reporter) or 0
    except Exception as error:
        error = _as_engine_error(error)
        if events is not None:
            sink(ending(error))
        return _say_why(error)


def _look_into_folders(options: argparse.Namespace) -> None:
    """Put the rasters in a folder in the folder's place."""
    if getattr(options, "rasters", None):
        options.rasters = [without_folders(given) for given in options.rasters]
    if getattr(options, "predict", None):
        options.predict = without_folders(options.predict)


@contextlib.contextmanager
def _team(options: argparse.Namespace) -> Iterator[bool]:
    """Of several processes that torchrun started, the first works, and the others help it to train.

    Yields whether this is one of the others, whose work is then done already.
    """
    trains = options.command in ("run", "train")
    if process_count() == 1 or not trains:
        yield process_number() > 0
        return
    from .network import team

    if process_number() > 0:
        team.follow()
        yield True
        return
    with team.lead():
        yield False


def _say_why(error: Exception) -> int:
    event = to_plain(ending(error))
    print("\n" + event["message"], file=sys.stderr)
    if isinstance(error, Cancelled):
        return 130
    print(event["remedy"], file=sys.stderr)
    if isinstance(error, EngineError):
        return 1
    traceback.print_exception(error, file=sys.stderr)
    return 70


def _as_engine_error(error: Exception) -> Exception:
    """Failures of the machine that look like bugs but are the user's to mend."""
    if isinstance(error, ModuleNotFoundError) and not (error.name or "").startswith("engine"):
        return EngineError(
            f"The package '{error.name}' is missing in {sys.executable}.",
            "'python -m engine doctor' tells how to get it.",
        )
    if isinstance(error, MemoryError):
        return EngineError("The memory is full.", "Close other programs, or use a smaller window and batch.")
    if isinstance(error, OSError) and error.errno is not None:
        return EngineError(
            f"A file cannot be read or written: {error.strerror} ({error.filename}).",
            "Check the free space and your rights on that folder.",
        )
    return error


def _step_back() -> None:
    """Let every other program have the processor first. On Windows whoever starts the process sees to that."""
    if hasattr(os, "nice"):
        os.nice(5)  # more would starve it where several programs compute
