#!/usr/bin/env python3
"""Brings the translations up to date with the source, in one go:

    scripts/translate.py            collect all texts into i18n/*.ts, make the .qm files, tell what is missing
    scripts/translate.py --check    write nothing; tell what is missing or out of date

What is missing gets an empty, unfinished entry in the .ts file: fill it in there, by Qt Linguist or any editor
(and remove type="unfinished"), and call this again. Until then the text stays English. A text that was changed
keeps its former translation as an unfinished one. Another language begins with ``scripts/translate.py --new fr``.
Needs lrelease, of the package qttools5-dev-tools; else the standard library only.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import json
import re
import shutil
import string
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(Path(__file__).resolve().parent))

from engine_messages import texts_of_engine  # type: ignore[import-not-found]  # noqa: E402 - beside this script

FOLDER = ROOT / "i18n"
NAME = "deep_segmentation_wizard_{}"
ROOMS = ("main_plugin.py", "ui", "wizard_pages", "processing_provider")
"""What speaks to the user in QGIS."""
CONTEXT, ENGINE = "DeepSegmentationWizard", "Engine"
ENGINE_TEXTS = FOLDER / "engine_texts.json"
Key = tuple[str, str]
"""Context and text."""


@dataclass(frozen=True)
class Message:
    """A text and what it is in another language; ``files`` are those that it stands in."""

    files: tuple[str, ...] = ()
    translation: str = ""
    finished: bool = False


@dataclass
class Sources:
    """All texts of the plugin, and what is wrong with the way they are marked."""

    files: dict[Key, list[str]] = field(default_factory=dict)
    engine: dict[str, list[str]] = field(default_factory=dict)
    """The engine's texts with their numbers, as ``engine_texts.json`` has them."""
    faults: list[str] = field(default_factory=list)

    def add(self, key: Key, file: str) -> None:
        """Note that a text stands in a file."""
        files = self.files.setdefault(key, [])
        if file not in files:
            files.append(file)


def collect(root: Path = ROOT) -> Sources:
    """All texts, in the order of files and lines."""
    found = Sources()
    for room in ROOMS:
        for file in sorted((root / room).rglob("*.py")) or [root / room]:
            name = file.relative_to(root).as_posix()
            for line, text in marked_texts(file.read_text(encoding="utf-8")):
                if text is None:
                    found.faults.append(f"{name}:{line}: tr() takes one string as it is")
                else:
                    found.add((CONTEXT, text), name)
    for file in sorted((root / "processing_provider" / "models").glob("*.model3")):
        for text in model_texts(file):
            found.add((CONTEXT, text), file.relative_to(root).as_posix())
    for text, file in texts_of_engine(root / "engine").values():
        found.add((ENGINE, text.text), file)
        found.engine[text.text] = sorted(text.numbers)
    return found


def marked_texts(source: str) -> Iterator[tuple[int, str | None]]:
    """Line and text of each call of ``tr`` or ``translate``; None for what is no string, or in another context."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if name == "tr":
            yield call.lineno, _text_of(call.args[0]) if len(call.args) == 1 else None
        elif name == "translate" and len(call.args) == 2:
            if _text_of(call.args[0]) != CONTEXT:
                yield call.lineno, None
            elif not isinstance(call.args[1], ast.Name):  # else it is what ``tr`` itself does
                yield call.lineno, _text_of(call.args[1])


def model_texts(file: Path) -> Iterator[str]:
    """The words of a model of Processing that its user reads: its name and help, names and helps of parameters."""
    for option in ET.parse(file).getroot().iter("Option"):
        name, inside = option.get("name"), option.get("type") == "Map"
        if name in ("model_name", "description", "help") and not inside and option.get("value"):
            yield option.get("value", "")
        elif name == "help" and inside:
            yield from filter(None, (part.get("value") for part in option.iter("Option")))


def _text_of(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


# -- the files of Qt Linguist -------------------------------------------------------------------------------------


def read_ts(file: Path) -> dict[Key, Message]:
    """The entries of a .ts file."""
    found = {}
    for context in ET.parse(file).getroot().iter("context"):
        name = context.findtext("name", "")
        for entry in context.iter("message"):
            translation = entry.find("translation")
            files = tuple(place.get("filename", "").removeprefix("../") for place in entry.iter("location"))
            kind = "unfinished" if translation is None else translation.get("type", "")
            words = (translation.text or "") if translation is not None else ""
            if kind not in ("obsolete", "vanished"):
                found[name, entry.findtext("source", "")] = Message(files, words, not kind and bool(words))
    return found


def merged(sources: Sources, known: dict[Key, Message]) -> dict[Key, Message]:
    """An entry for each text there is now; a new one takes up the translation of a similar one that is gone."""
    gone: dict[str, dict[str, str]] = {CONTEXT: {}, ENGINE: {}}
    for (context, text), message in known.items():
        if (context, text) not in sources.files and message.translation:
            gone[context][text] = message.translation
    found = {}
    for key, files in sources.files.items():
        message = known.get(key, Message())
        if key not in known and (like := difflib.get_close_matches(key[1], gone[key[0]], 1, 0.75)):
            message = Message((), gone[key[0]][like[0]])
        found[key] = replace(message, files=tuple(files))
    return found


def write_ts(file: Path, language: str, messages: dict[Key, Message]) -> None:
    """Write a .ts file as Qt Linguist does, without numbers of lines, which change with every edit."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines.append(f'<TS version="2.1" language="{language}" sourcelanguage="en">')
    for context in (CONTEXT, ENGINE):
        lines += ["<context>", f"    <name>{context}</name>"]
        for (name, text), message in messages.items():
            if name == context:
                lines += _entry(text, message)
        lines.append("</context>")
    file.write_text("\n".join([*lines, "</TS>", ""]), encoding="utf-8")


def _entry(text: str, message: Message) -> list[str]:
    kind = "" if message.finished else ' type="unfinished"'
    quotes = {'"': "&quot;", "'": "&apos;"}
    return [
        "    <message>",
        *(f'        <location filename="../{file}"/>' for file in message.files),
        f"        <source>{escape(text, quotes)}</source>",
        f"        <translation{kind}>{escape(message.translation, quotes)}</translation>",
        "    </message>",
    ]


def write_qm(file: Path) -> None:
    """Compile a .ts file beside itself; what is unfinished is left out and stays English."""
    command = next(filter(None, map(shutil.which, ("lrelease", "lrelease-qt5", "lrelease-qt6"))), None)
    if command is None:
        raise SystemExit("There is no lrelease. Install the package qttools5-dev-tools.")
    qm = file.with_suffix(".qm")
    subprocess.run([command, "-silent", "-nounfinished", str(file), "-qm", str(qm)], check=True)


# -- what is wrong ------------------------------------------------------------------------------------------------


def faults_of(language: str, sources: Sources, known: dict[Key, Message]) -> list[str]:
    """What is missing, out of date or not faithful to the source in a translation."""
    found = list(sources.faults)
    for key in known:
        if key not in sources.files:
            found.append(f"{language}: no longer in the source: {key[1]!r}")
    for key, files in sources.files.items():
        message = known.get(key, Message())
        place = f"{language}: {files[0]}: {key[1]!r}"
        if not message.translation:
            found.append(f"{place} is not translated")
        elif not message.finished:
            found.append(f"{place} is not finished: {message.translation!r}")
        else:
            found += [
                f"{place} {fault}: {message.translation!r}" for fault in unfaithful(*key, message.translation)
            ]
    return found


def unfaithful(context: str, text: str, translation: str) -> Iterator[str]:
    """What a translation lacks of its source, or has besides."""
    values = named_values if context == ENGINE else format_values
    if values(text) != values(translation):
        yield "has other values in braces"
    for what, pattern in {
        "tags": r"</?\w+[^>]*>", "numbered values": r"%\d|%n", "keyboard letters": r"&(?=\w)",
        "space at its beginning": r"^\s+", "space at its end": r"\s+$", "end": r"(…|:)$", "lines": r"\n",
    }.items():  # fmt: skip
        if sorted(re.findall(pattern, text)) != sorted(re.findall(pattern, translation)):
            yield f"has other {what}"


def format_values(text: str) -> list[tuple[str, str]]:
    """Name and format of each value of ``str.format``; those without a name are numbered."""
    try:
        parts = [(name, spec or "") for _, name, spec, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:
        return [("", text)]
    return sorted((name or str(number), spec) for number, (name, spec) in enumerate(parts))


def named_values(text: str) -> list[str]:
    """The names in braces."""
    return sorted(re.findall(r"\{(\w+)\}", text))


def main() -> int:
    """The command; returns its exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--new", metavar="LANGUAGE", help="begin a translation, such as fr or pt_BR")
    options = parser.parse_args()
    sources = collect()
    engine_texts = json.dumps(sources.engine, indent=0, ensure_ascii=False) + "\n"
    files = {file.stem.removeprefix(NAME.format("")): file for file in sorted(FOLDER.glob(NAME.format("*.ts")))}
    if options.new:
        files.setdefault(options.new, FOLDER / NAME.format(f"{options.new}.ts"))
    faults = []
    if not options.check:
        ENGINE_TEXTS.write_text(engine_texts, encoding="utf-8")
    elif not ENGINE_TEXTS.is_file() or ENGINE_TEXTS.read_text(encoding="utf-8") != engine_texts:
        faults.append(f"{ENGINE_TEXTS.name} is out of date")
    for language, file in files.items():
        messages = read_ts(file) if file.is_file() else {}
        if not options.check:
            messages = merged(sources, messages)
            write_ts(file, language, messages)
            write_qm(file)
        faults += faults_of(language, sources, messages)
    print("\n".join([*faults, f"{len(sources.files)} texts, {len(faults)} faults"]))
    if faults and not options.check:
        print(f"Mend them in {FOLDER}, then call this again.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
