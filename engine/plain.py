"""Frozen dataclasses to plain JSON values and back, strictly.

Settings, events and the records of finished steps all go through here, so one set of rules holds for every
JSON file of a run: unknown keys and wrong types are refused with the name of the field.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from typing import Any, TypeVar

from .errors import EngineError

T = TypeVar("T")
_LATER = "later"


def to_plain(value: Any) -> Any:
    """Dataclasses become dicts, tuples become lists; everything else is kept."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, (list, tuple)):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: to_plain(item) for key, item in value.items()}
    return value


def later(default: Any) -> Any:
    """A dataclass field that came after the first files were written: at its default it says nothing new, so what
    was made before it existed still counts (see ``identity``)."""
    return dataclasses.field(default=default, metadata={_LATER: True})


def identity(value: Any) -> Any:
    """As ``to_plain``, without the fields made by ``later`` that hold their defaults."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        told = {f.name: getattr(value, f.name) for f in dataclasses.fields(value) if not _says_nothing(f, value)}
        return identity(told)
    if isinstance(value, (list, tuple)):
        return [identity(item) for item in value]
    if isinstance(value, dict):
        return {key: identity(item) for key, item in value.items()}
    return value


def _says_nothing(item: dataclasses.Field[Any], owner: Any) -> bool:
    return _LATER in item.metadata and getattr(owner, item.name) == item.default


def from_plain(kind: type[T], data: Any, where: str = "") -> T:
    """Build the dataclass ``kind`` from plain values.

    ``where`` is the dotted name of the part being read. Raises EngineError for unknown keys, missing fields
    and values of the wrong type.
    """
    if not isinstance(data, dict):
        raise _wrong(where, "a group of named values", data)
    hints = typing.get_type_hints(kind)
    known = {f.name for f in dataclasses.fields(kind)}  # type: ignore[arg-type]
    for key in data:
        if key not in known:
            raise EngineError(
                f"There is no setting '{_join(where, key)}'.",
                f"Known here: {', '.join(sorted(known))}.",
            )
    values = {key: _convert(hints[key], value, _join(where, key)) for key, value in data.items()}
    try:
        return kind(**values)
    except TypeError as error:
        raise EngineError(f"'{where or kind.__name__}' is incomplete: {error}.", "Add what is missing.") from None


def parse_text(kind: type, name: str, text: str, where: str = "") -> Any:
    """Turn what was typed for the field ``name`` of the dataclass ``kind`` into a value of its type.

    Lists are written with commas; ``none`` clears an optional field. ``where`` is the field's name in messages.
    """
    where = where or name
    hints = typing.get_type_hints(kind)
    if name not in hints:
        raise EngineError(f"There is no setting '{where}'.", f"Known here: {', '.join(sorted(hints))}.")
    return _parse(hints[name], text, where)


def _parse(hint: Any, text: str, where: str) -> Any:
    options = _options(hint)
    if type(None) in options:
        if text.lower() in ("none", ""):
            return None
        return _parse(next(o for o in options if o is not type(None)), text, where)
    if typing.get_origin(hint) is tuple:
        item = typing.get_args(hint)[0]
        return tuple(_parse(item, part.strip(), where) for part in text.split(",") if part.strip())
    if hint is bool and text.lower() in ("true", "false", "yes", "no", "1", "0"):
        return text.lower() in ("true", "yes", "1")
    if hint in (int, float):
        try:
            return hint(text)
        except ValueError:
            raise _wrong(where, "a whole number" if hint is int else "a number", text) from None
    if hasattr(hint, "from_text"):
        return hint.from_text(text)
    return _convert(hint, text, where)


def _convert(hint: Any, value: Any, where: str) -> Any:
    options = _options(hint)
    if type(None) in options:
        if value is None:
            return None
        return _convert(next(o for o in options if o is not type(None)), value, where)
    origin = typing.get_origin(hint)
    if origin is tuple:
        if not isinstance(value, (list, tuple)):
            raise _wrong(where, "a list", value)
        item = typing.get_args(hint)[0]
        return tuple(_convert(item, part, f"{where}[{number}]") for number, part in enumerate(value))
    if origin is dict:
        if not isinstance(value, dict):
            raise _wrong(where, "a group of named values", value)
        item = typing.get_args(hint)[1]
        return {str(key): _convert(item, part, _join(where, str(key))) for key, part in value.items()}
    if origin is typing.Literal:
        choices = typing.get_args(hint)
        if value not in choices:
            raise _wrong(where, "one of " + ", ".join(map(str, choices)), value)
        return value
    if dataclasses.is_dataclass(hint):
        return value if isinstance(value, hint) else from_plain(hint, value, where)  # type: ignore[arg-type]
    if hint is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if hint is Any or (isinstance(value, hint) and not (hint is int and isinstance(value, bool))):
        return value
    names = {int: "a whole number", float: "a number", str: "text", bool: "true or false"}
    raise _wrong(where, names.get(hint, str(hint)), value)


def _options(hint: Any) -> tuple[Any, ...]:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return typing.get_args(hint)
    return (hint,)


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _wrong(where: str, wanted: str, value: Any) -> EngineError:
    return EngineError(f"'{where}' is {value!r}, but it must be {wanted}.", f"Correct '{where}'.")
