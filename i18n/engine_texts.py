"""What the engine says, in the user's language.

The engine knows neither Qt nor languages: it works in a process of its own, and its English also goes into files
and to terminals. ``engine_texts.json`` lists the texts in its source, with a name in braces for each value, as
``scripts/translate.py`` found them: "Use at most {number} folds.". Here a message is compared with them, and its
values are put into the translation of the one that it was made from. What was made from none stays English.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .numbers import localized

CONTEXT = "Engine"
FILE = Path(__file__).resolve().parent / "engine_texts.json"
WORDS = ("message", "remedy", "title", "reason", "problem")
"""Keys under which events and answers hold words of the engine; ``notes`` is a list of them."""
LONGEST = 4000
"""Longer messages are not looked at: they hold a program's output, and patterns take their time."""
DEEPEST = 3
"""A value may itself be a message, with values of its own."""
_VALUE = re.compile(r"\{(\w+)\}")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?]) (?=[^a-z])")


@dataclass(frozen=True)
class _Template:
    """A text with values."""

    pattern: re.Pattern[str]
    longest: str
    """The longest part without a value: where that is missing, the pattern need not be tried."""
    translation: str
    numbers: frozenset[str]


class EngineTexts:
    """The texts, ready to be compared.

    :param texts: each text with the names of its values that are decimal numbers
    :param translate: the text in the user's language; the text itself where there is no translation
    """

    def __init__(self, texts: Mapping[str, list[str]], translate: Callable[[str], str]) -> None:
        self._plain: dict[str, str] = {}
        found: list[tuple[int, _Template]] = []
        for text, numbers in texts.items():
            parts = _VALUE.split(text)
            if len(parts) == 1:
                self._plain[text] = translate(text)
                continue
            names = [f"(?P<{part}>.*?)" if place % 2 else re.escape(part) for place, part in enumerate(parts)]
            words = parts[::2]
            template = _Template(
                re.compile("".join(names), re.DOTALL), max(words, key=len), translate(text), frozenset(numbers)
            )
            found.append((sum(map(len, words)), template))
        # The one with the most words of its own is the message's; fewer words would match it, too.
        self._templates = [template for _, template in sorted(found, key=lambda pair: -pair[0])]

    def in_users_language(self, message: str) -> str:
        """A message of the engine, translated as a whole or sentence by sentence, as far as it is known."""
        if not message or len(message) > LONGEST:
            return message
        whole = self._whole(message, DEEPEST)
        if whole is not None:
            return whole
        sentences = _BETWEEN_SENTENCES.split(message)
        return " ".join(self._whole(sentence, DEEPEST) or sentence for sentence in sentences)

    def _whole(self, message: str, depth: int) -> str | None:
        if message in self._plain:
            return self._plain[message]
        for template in self._templates:
            if template.longest in message and (match := template.pattern.fullmatch(message)):
                return _filled(template.translation, dict(self._values(template, match, depth)))
        return None

    def _values(self, template: _Template, match: re.Match[str], depth: int) -> Iterator[tuple[str, str]]:
        for name, value in match.groupdict().items():
            if name in template.numbers:
                yield name, localized(value)
            elif depth and " " in value:  # a word alone may be a name of the user's
                yield name, self._whole(value, depth - 1) or value
            else:
                yield name, value


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _VALUE.sub(lambda place: values.get(place[1], place[0]), text)


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
