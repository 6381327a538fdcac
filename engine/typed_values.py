"""What words of a command line stand for: paths, lists of numbers, names."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from .databases import is_database, take_password
from .settings import SET_NAMES, ClassRule


def absolute_path(text: str) -> str:
    """Absolute, so that a run can be resumed from any folder; names of GDAL's own (/vsizip/…, GPKG:…) stay, and so
    do those of databases, less the password, which is kept for this process alone."""
    if is_database(text):
        return take_password(text)
    if text.startswith("/vsi") or (":" in text[2:] and not Path(text).exists()):
        return text
    file, bar, options = text.partition("|")
    return str(Path(file).absolute()) + bar + options


def numbers(count: int, what: str) -> Callable[[str], tuple[float, ...]]:
    """Reads so many numbers with commas between them; ``what`` says in a message what they should be."""

    def read(text: str) -> tuple[float, ...]:
        try:
            values = tuple(float(part) for part in text.split(","))
        except ValueError:
            values = ()
        if len(values) != count:
            raise argparse.ArgumentTypeError(f"'{text}' is not {what}")
        return values

    return read


def whole_numbers(text: str) -> tuple[int, ...]:
    """Whole numbers with commas between them."""
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no list of numbers such as 4,3,2") from None


def set_names(text: str) -> tuple[str, ...]:
    """Sets of chips, with commas between them."""
    names = tuple(filter(None, (part.strip() for part in text.split(","))))
    if not set(names) <= set(SET_NAMES):
        raise argparse.ArgumentTypeError(f"'{text}' is none of {', '.join(SET_NAMES)}")
    return names


def class_rule(text: str) -> ClassRule:
    """``value``, ``value=name``, or ``-value`` for one that is left out."""
    if text.startswith("-") and "=" not in text:
        return ClassRule(text[1:], use=False)
    value, _, name = text.partition("=")
    return ClassRule(value.strip(), name.strip())
