"""What the engine says, in the user's language.

The engine knows neither Qt nor languages: it works in a process of its own, and its English also goes into files
and to terminals. ``engine_texts.json`` lists the texts in its source, with a name in braces for each value, as
``scripts/translate.py`` found them: "Use at most {number} folds.". Here a message is compared with them, and its
values are put into the translation of the one that it was made from. What was made from none stays English.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .numbers import localized

CONTEXT = "Engine"
FILE = Path(__file__).resolve().parent / "engine_texts.json"
WORDS = ("message", "remedy", "title", "reason", "problem")
"""Keys under which events and answers hold words of the engine; ``notes`` is a list of them."""
LONGEST = 4000
"""Longer messages are not looked at: they hold a program's output."""
DEEPEST = 3
"""A value may itself be a message, with values of its own."""
_VALUE = re.compile(r"\{(\w+)\}")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?]) (?=[^a-z])")


@dataclass(frozen=True)
class _Template:
    """A text with values: the words around them, and their names in between."""

    words: tuple[str, ...]
    names: tuple[str, ...]
    translation: str
    numbers: frozenset[str]

    def values(self, message: str) -> dict[str, str] | None:
        """The values in a message that was made from this text, None for another's.

        Each value ends where the words after it first come. Unlike a pattern, it never tries again: a message from
        a stranger's run folder must not keep QGIS busy.
        """
        first, *between, last = self.words
        position, end = len(first), len(message) - len(last)
        if end < position or not (message.startswith(first) and message.endswith(last)):
            return None
        found = []
        for word in between:
            place = message.find(word, position, end)
            if place < 0:
                return None
            found.append(message[position:place])
            position = place + len(word)
        return dict(zip(self.names, [*found, message[position:end]], strict=True))


class EngineTexts:
    """The texts, ready to be compared.

    :param texts: each text with the names of its values that are decimal numbers
    :param translate: the text in the user's language; the text itself where there is no translation
    """

    def __init__(self, texts: Mapping[str, list[str]], translate: Callable[[str], str]) -> None:
        self._plain: dict[str, str] = {}
        self._templates: list[_Template] = []
        for text, numbers in texts.items():
            parts = tuple(_VALUE.split(text))
            if len(parts) == 1:
                self._plain[text] = translate(text)
            else:
                self._templates.append(_Template(parts[::2], parts[1::2], translate(text), frozenset(numbers)))
        # The one with the most words of its own is the message's; fewer words would fit it, too.
        self._templates.sort(key=lambda template: -sum(map(len, template.words)))

    def in_users_language(self, message: str) -> str:
        """A message of the engine, translated as far as it is known: sentence by sentence where each is a text of
        its own, which the last value of the first would take in; else as a whole."""
        if not message or len(message) > LONGEST:
            return message
        whole, sentences = self._whole(message, DEEPEST), _BETWEEN_SENTENCES.split(message)
        if whole is None:  # where its last value is empty, the engine has stripped the space before it
            whole = (self._whole(f"{message} ", DEEPEST) or "").rstrip() or None
        parts = [self._whole(sentence, DEEPEST) for sentence in sentences]
        if whole is not None and (len(parts) == 1 or None in parts):
            return whole
        return " ".join(part or sentence for part, sentence in zip(parts, sentences, strict=True))

    def _whole(self, message: str, depth: int) -> str | None:
        if message in self._plain:
            return self._plain[message]
        for template in self._templates:
            if (values := template.values(message)) is not None:
                shown = {name: self._value(template, name, value, depth) for name, value in values.items()}
                return _VALUE.sub(lambda place: shown.get(place[1], place[0]), template.translation)  # noqa: B023
        return None

    def _value(self, template: _Template, name: str, value: str, depth: int) -> str:
        if name in template.numbers:
            return localized(value)
        if depth and " " in value:  # a word alone may be a name of the user's
            return self._whole(value, depth - 1) or value
        return value


_texts: EngineTexts | None = None
_translate: Callable[[str], str] | None = None


def translate_by(translate: Callable[[str], str] | None) -> None:
    """Translate by this from now on; None: leave everything in English."""
    global _texts, _translate
    _texts, _translate = None, translate


def in_users_language(message: str) -> str:
    """A message of the engine in the user's language; what is no message of the engine is left as it is."""
    global _texts
    if _translate is None:
        return message
    if _texts is None:  # read at the first message: QGIS's start must not wait for it
        _texts = EngineTexts(json.loads(FILE.read_text(encoding="utf-8")), _translate)
    return _texts.in_users_language(message)


def translated(data: Any) -> Any:
    """An event or answer of the engine with its words in the user's language, wherever in it they stand."""
    if _translate is None:
        return data
    if isinstance(data, dict):
        return {key: _translated_entry(key, value) for key, value in data.items()}
    if isinstance(data, list) and data and isinstance(data[0], dict):
        return [translated(item) for item in data]
    return data


def _translated_entry(key: str, value: Any) -> Any:
    if key in WORDS and isinstance(value, str):
        return in_users_language(value)
    if key == "notes" and isinstance(value, list):
        return [in_users_language(note) if isinstance(note, str) else note for note in value]
    return translated(value)
