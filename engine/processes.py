"""Which of several processes of one command this is, as torchrun tells them by the environment."""

from __future__ import annotations

import os


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
