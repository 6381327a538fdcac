"""How a process shares the computer: which of several of one command it is, as torchrun tells them by the
environment, and how its threads wait."""

from __future__ import annotations

import os

WAITING = {"OMP_WAIT_POLICY": "PASSIVE", "GOMP_SPINCOUNT": "10000"}
"""OpenMP's threads sleep while they wait for each other. By default they spin, and on a machine where anything
else is at work a network then trains several times slower. GNU's spin for some 30 µs first, which spares most of
the sleeps and costs others little: a network alone on two cores trains an eighth faster than without."""


def share_the_processor() -> None:
    """Let the threads of this process wait so, unless the user has chosen another way. To be called before torch
    is loaded, which looks at it then."""
    for name, value in WAITING.items():
        os.environ.setdefault(name, value)


def process_count() -> int:
    """How many processes do this work together."""
    return max(_number("WORLD_SIZE", 1), 1)


def process_number() -> int:
    """The number of this process, from 0 up; 0 leads."""
    return _number("RANK", 0)


def local_number() -> int:
    """Its number on this computer, and so that of its graphics card."""
    return _number("LOCAL_RANK", 0)


def _number(name: str, usual: int) -> int:
    text = os.environ.get(name, "")
    return int(text) if text.isdigit() else usual
