"""Prints, as JSON, what modules hold: `{module: {name: what it is}}`, and the same of each of its classes.

What it is: `{name: …}` for a class, `"enum"` for a member of an enumeration, null for anything else. A Python that
has the modules runs it:

    python names_of.py PyQt6.QtCore PyQt6.QtGui
"""

import enum
import importlib
import inspect
import json
import sys


def held_by(holder, names, depth):
    """What a module or a class holds, inherited or its own."""
    return {name: described(getattr(holder, name, None), depth) for name in names}


def described(value, depth):
    """What it is; classes are looked into `depth` deep: a class, its enumerations, their members."""
    if inspect.isclass(value):
        combined = value.__members__ if isinstance(value, enum.EnumMeta) else ()  # of which dir() is silent
        names = {*dir(value), *combined}
        return held_by(value, sorted(names), depth - 1) if depth else {}
    return "enum" if is_member(value) else None


def is_member(value):
    """Whether it is a member of an enumeration: Python's, or a subclass of int as PyQt5 makes them."""
    return isinstance(value, enum.Enum) or (isinstance(value, int) and type(value) not in (int, bool))


if __name__ == "__main__":
    modules = map(importlib.import_module, sys.argv[1:])
    json.dump({module.__name__: held_by(module, vars(module), 2) for module in modules}, sys.stdout)
