"""How the values of a class field become the codes and names of classes."""

from __future__ import annotations

from collections.abc import Callable

from ..errors import EngineError
from ..events import Reporter
from ..settings import ClassRule, InputSettings
from .classes import LARGEST_CODE
from .scenes import STEP
from .vector import Polygons

CodeOf = Callable[[str | int | float | None], int | None]


def class_codes(
    inputs: InputSettings, layers: list[Polygons], reporter: Reporter
) -> tuple[CodeOf, dict[int, str]]:
    """How values of the class field become codes, and the name of each code (0 for background among them).

    Whole numbers 0…250 stay what they are; anything else is numbered 1, 2, … in sorted order. Polygons whose
    value is empty, or that are not to be used, get None: they are not burned.
    """
    rules = {rule.value: rule for rule in inputs.classes}
    names = {0: "background"} if inputs.has_background else {}
    if inputs.class_field is None:
        names[1] = (rules[""].name if "" in rules else "") or layers[0].name
        return (lambda _value: 1), names
    values = [_tidy(value) for layer in layers for value in layer.values]
    empty = sum(value is None for value in values)
    if empty:
        reporter.find(
            "warning", STEP, f"{empty} polygons have nothing in '{inputs.class_field}' and were left out.",
            "Fill in the field if they belong to a class.",
        )  # fmt: skip
    distinct = sorted({value for value in values if value is not None}, key=_sort_key)
    if not distinct:
        raise EngineError(
            f"The field '{inputs.class_field}' is empty in every polygon.", "Fill it in, or choose another field."
        )
    wanted = _named_values(distinct, rules, inputs.class_field, reporter)
    numbers = _numbers(wanted, inputs.class_field)
    names.update({numbers[value]: name for value, name in wanted.items()})
    if 0 in names:
        names[0] = "background"
    return (lambda value: numbers.get(_tidy(value))), names


def _named_values(
    distinct: list[str | int], rules: dict[str, ClassRule], field: str, reporter: Reporter
) -> dict[str | int | None, str]:
    """The values that are used, each with the name of its class."""
    missing = sorted(set(rules) - {str(value) for value in distinct})
    if missing:
        reporter.find(
            "warning", STEP, f"No polygon has in '{field}': {', '.join(missing)}.",
            f"Its values are: {', '.join(str(value) for value in distinct[:20])}.",
        )  # fmt: skip
    found = {value: rules.get(str(value), ClassRule(str(value))) for value in distinct}
    wanted: dict[str | int | None, str] = {
        value: rule.name or rule.value for value, rule in found.items() if rule.use
    }
    if not wanted:
        raise EngineError("Every class is left out.", "Use at least one class.")
    return wanted


def _numbers(names: dict[str | int | None, str], field: str) -> dict[str | int | None, int]:
    """The code of each value; values with one name share the first one's. What is named background is that."""
    ground = {value: 0 for value, name in names.items() if name.lower() == "background"}
    names = {value: name for value, name in names.items() if value not in ground}
    first: dict[str, str | int | None] = {}
    for value, name in names.items():
        first.setdefault(name, value)
    codes = [value for value in first.values() if isinstance(value, int)]
    if all(isinstance(value, int) and 0 <= value <= LARGEST_CODE for value in names):
        by_name = dict(zip(first, codes, strict=True))
        return ground | {value: by_name[name] for value, name in names.items()}
    if len(first) > LARGEST_CODE:
        raise EngineError(
            f"The field '{field}' has {len(first)} different values.",
            f"Choose a field with at most {LARGEST_CODE} classes.",
        )
    code = {name: number for number, name in enumerate(first, start=1)}
    return ground | {value: code[name] for value, name in names.items()}


def _tidy(value: str | int | float | None) -> str | int | None:
    """Whole numbers as int, also those in texts; texts without outer blanks; NaN and empty texts as None."""
    if isinstance(value, str):
        text = value.strip()
        return int(text) if text.isascii() and text.isdigit() and str(int(text)) == text else text or None
    if isinstance(value, float):
        if value - value != 0:  # NaN or infinite
            return None
        return int(value) if value == int(value) else f"{value:g}"
    return value


def _sort_key(value: str | int) -> tuple[bool, int, str]:
    return (isinstance(value, str), value if isinstance(value, int) else 0, str(value))
