"""Finds what the engine may say to a user: the texts in its source, with a name in braces for each value.

The engine's messages are ordinary strings and f-strings, some put together from parts. Every one that reads like
words for people is taken: ``f"Use at most {number} folds."`` becomes ``Use at most {number} folds.``, and where a
part is one of several constants, as an s of the plural is, a text for each of them. At run time
``i18n/engine_texts.py`` finds the text that a message was made from.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

NOT_SHOWN = (
    "*arguments.py",
    "__main__.py",
    "printing.py",
    "terminal.py",
    "preview.py",
    "chip_style.py",
    "report.py",
)
"""Modules whose texts QGIS never shows: they are for terminals and files."""
NO_MESSAGES = {"add_argument", "add_parser", "ArgumentParser", "compile", "search", "match", "sub", "RuntimeError"}
"""Calls whose arguments are no messages."""
MOST_VARIANTS = 8
NO_NAMES = {"value", "self", "str"}
"""Names in expressions that say nothing about what they stand for."""
_WORDS = re.compile(r"[A-Za-z]{2,}[,:]? +[a-z'“({]|[a-z]{2,}\.$|\} [a-z]{2,}")
_NO_WORDS = re.compile(
    r"</?\w|\n|^[-/.]|^\W*$|^  |[a-zA-Z?]\|[a-zA-Z]|^torch\.$"  # markup, options, patterns …
    r"|^(SELECT|CREATE|UPDATE|INSERT|import|conda) |^(PG|ERROR):"  # … and other programs' languages
)


@dataclass(frozen=True)
class EngineText:
    """A text of the engine; ``numbers`` are the names of its values that are written as decimal numbers."""

    text: str
    numbers: frozenset[str] = frozenset()


@dataclass
class _Draft:
    """A text while it is put together from an f-string."""

    text: str = ""
    numbers: set[str] = field(default_factory=set)
    names: dict[str, int] = field(default_factory=dict)

    def copy(self) -> _Draft:
        return _Draft(self.text, set(self.numbers), dict(self.names))

    def add_value(self, name: str, is_number: bool) -> None:
        """A value in braces, under a name that this text does not have yet."""
        self.names[name] = self.names.get(name, 0) + 1
        if self.names[name] > 1:
            name += str(self.names[name])
        if is_number:
            self.numbers.add(name)
        self.text += "{" + name + "}"


def texts_of_engine(engine: Path) -> dict[str, tuple[EngineText, str]]:
    """Each text once, by itself, with the file that it stands in."""
    found: dict[str, tuple[EngineText, str]] = {}
    for file in sorted(engine.rglob("*.py")):
        if not any(map(file.match, NOT_SHOWN)):
            for text in texts_of(file.read_text(encoding="utf-8")):
                found.setdefault(text.text, (text, file.relative_to(engine.parent).as_posix()))
    return found


def texts_of(source: str) -> Iterator[EngineText]:
    """The texts of one module, in the order of its lines."""
    yield from _visit(ast.parse(source))


def _visit(node: ast.AST) -> Iterator[EngineText]:
    if _is_docstring(node) or isinstance(node, ast.Compare):
        return
    if isinstance(node, ast.Call) and _name_of(node.func) in NO_MESSAGES:
        return
    if isinstance(node, (ast.Constant, ast.JoinedStr)) or _is_sum(node):
        for draft in _drafts(node):
            if _reads_like_words(draft.text):
                yield EngineText(draft.text, frozenset(draft.numbers))
        children: list[ast.AST] = [expression for part in _parts(node) for expression in _inside(part)]
    else:
        children = list(ast.iter_child_nodes(node))
    for child in children:
        yield from _visit(child)


def _is_sum(node: ast.AST) -> bool:
    """Whether it is a string with something added to it."""
    if not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add)):
        return False
    return any(
        isinstance(side, (ast.Constant, ast.JoinedStr)) or _is_sum(side) for side in (node.left, node.right)
    )


def _parts(node: ast.AST) -> list[ast.expr]:
    """The parts of a string, of an f-string, or of strings that are added: constants, and whatever is between."""
    if isinstance(node, ast.JoinedStr):
        return node.values
    if isinstance(node, ast.BinOp) and _is_sum(node):
        return [*_parts(node.left), *_parts(node.right)]
    return [node]  # type: ignore[list-item]


def _inside(part: ast.expr) -> list[ast.expr]:
    """What stands in braces or is added, where further texts may be; a choice among constants is taken into the
    text itself."""
    value = part.value if isinstance(part, ast.FormattedValue) else part
    return [] if isinstance(value, ast.Constant) or _constants(value) is not None else [value]


def _drafts(node: ast.AST) -> list[_Draft]:
    """The texts that a string stands for: one, or one for each choice among constants in it."""
    drafts = [_Draft()]
    for part in _parts(node):
        value = part.value if isinstance(part, ast.FormattedValue) else part
        choices = _constants(value)
        if choices is not None and len(drafts) * len(choices) <= MOST_VARIANTS:
            drafts = [_added(draft, choice) for draft, choice in itertools.product(drafts, choices)]
        else:
            for draft in drafts:
                draft.add_value(_value_name(value), _is_number(part))
    return drafts


def _added(draft: _Draft, words: str) -> _Draft:
    draft = draft.copy()
    draft.text += words
    return draft


def _constants(value: ast.expr) -> list[str] | None:
    """The texts among which an expression chooses, None where it may be anything."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return [value.value]
    if isinstance(value, ast.IfExp):
        one, other = _constants(value.body), _constants(value.orelse)
        return None if one is None or other is None else [*one, *other]
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Mult):
        one = _constants(value.left)
        return None if one is None else [*one, ""]
    return None


def _is_number(part: ast.expr) -> bool:
    """Whether its format makes a number with decimals or groups of it."""
    spec = part.format_spec if isinstance(part, ast.FormattedValue) else None
    return spec is not None and bool(re.search(r"[,efg%]", ast.unparse(spec)))


def _value_name(value: ast.expr) -> str:
    """What to call a value in braces: the last name in its expression that says something."""
    if isinstance(value, ast.Attribute):
        plain = value.attr in ("name", "path", "message", "value", "strerror", "parent", "text") and isinstance(
            value.value, (ast.Name, ast.Attribute)
        )
        return f"{_value_name(value.value)}_{value.attr}" if plain else value.attr.strip("_").lower()
    if isinstance(value, ast.Name):
        return value.id.strip("_").lower()
    if isinstance(value, ast.Call):
        owner = [value.func.value] if isinstance(value.func, ast.Attribute) else []
        found = [name for part in (*value.args, *owner) if (name := _value_name(part)) not in NO_NAMES]
        return found[0] if found else _name_of(value.func)
    if isinstance(value, (ast.GeneratorExp, ast.ListComp)):
        return _value_name(value.generators[0].iter)
    for child in ast.iter_child_nodes(value):
        if isinstance(child, ast.expr) and (name := _value_name(child)) not in NO_NAMES:
            return name
    return "value"


def _name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _reads_like_words(text: str) -> bool:
    """Whether a string is meant for people."""
    return bool(_WORDS.search(text)) and not _NO_WORDS.search(text)
