"""The German texts: whole, faithful to the source, and compiled; and that what the user reads is marked at all."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

QtCore = pytest.importorskip("qgis.PyQt.QtCore", reason="no QGIS; scripts/setup.sh tests")

from deep_segmentation_wizard.scripts import translate  # noqa: E402 - without QGIS there is nothing to translate

ROOT = translate.ROOT
LANGUAGES = sorted(file.stem.rpartition("_")[2] for file in translate.FOLDER.glob("*.ts"))
SHOW = {
    "setText", "setToolTip", "setTitle", "setWindowTitle", "setPlaceholderText", "setSpecialValueText", "addRow",
    "setAccessibleName", "setStatusTip", "setDialogTitle", "addItem", "addButton", "addAction", "setLabelText",
    "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "heading", "wrapped", "Problem",
    "setHorizontalHeaderLabels", "pushInfo", "pushWarning", "reportError", "setProgressText", "say", "EngineError",
    "setInformativeText", "question", "error_item", "QgsProcessingException",
}  # fmt: skip
"""What puts words before the user's eyes."""


def test_the_one_command_finds_nothing_to_do():
    done = subprocess.run([sys.executable, translate.__file__, "--check"], capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout}\nCall scripts/translate.py, and fill in what it names."


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_says_what_its_source_says(language):
    name = translate.NAME.format(language)
    translator = QtCore.QTranslator()
    assert translator.load(str(translate.FOLDER / f"{name}.qm"))
    messages = translate.read_ts(translate.FOLDER / f"{name}.ts")
    assert "de" in LANGUAGES and len(messages) > 1000
    said = {key: translator.translate(key[0], key[1].encode()) for key in messages}
    assert [key for key, message in messages.items() if said[key] != message.translation] == []


def test_words_before_the_users_eyes_are_marked_for_translation():
    found = []
    for room in translate.ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")) or [ROOT / room]:
            tree = ast.parse(file.read_text(encoding="utf-8"))
            found += [f"{file.relative_to(ROOT)}:{place}" for place in unmarked(tree)]
    assert found == []


def unmarked(tree: ast.AST) -> list[str]:
    """Words in the arguments of what shows them that no ``tr`` or ``translate`` has around them."""
    found = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and name_of(node) in SHOW):
        arguments = [*call.args, *(keyword.value for keyword in call.keywords)]
        for text in (text for argument in arguments for text in strings_in(argument)):
            if re.search(r"[A-Za-z]{2,} [a-z]{2,}", text):
                found.append(f"{call.lineno}: {text}")
    return found


def strings_in(node: ast.AST) -> list[str]:
    """The strings that an argument is made of; those within other calls are not shown as they are."""
    if isinstance(node, ast.Call):
        return []
    own = [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []
    return own + [text for child in ast.iter_child_nodes(node) for text in strings_in(child)]


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


@pytest.mark.parametrize(
    "code",
    ['label.setText("Two words")', 'QLabel(f"Two words {x}")', 'say("One more" if x else self.tr("a b"))'],
)
def test_an_unmarked_text_is_found(code):
    assert len(unmarked(ast.parse(code))) == 1
    assert unmarked(ast.parse('label.setText(self.tr("Two words").format(x))')) == []


@pytest.mark.parametrize(
    ("text", "translation", "fault"),
    [
        ("{} of {}", "{} von", "values"),
        ("{name} has {count}", "{name} hat {zahl}", "values"),
        ("&Next", "Weiter", "keyboard"),
        ("<b>{}</b>", "{}", "tags"),
        ("Choose…", "Wählen", "end"),
        ("One\ntwo", "Eins zwei", "lines"),
    ],
)
def test_an_unfaithful_translation_is_found(text, translation, fault):
    assert any(fault in found for found in translate.unfaithful(translate.CONTEXT, text, translation))
    assert list(translate.unfaithful(translate.CONTEXT, "{} of {}", "{1} hat {0}")) == []


def test_a_text_without_translation_or_source_is_found():
    sources = translate.Sources({("Engine", "New."): ["engine/a.py"]})
    known = {("Engine", "Old."): translate.Message(("engine/a.py",), "Alt.", True)}
    faults = translate.faults_of("de", sources, known)
    assert len(faults) == 2 and "no longer in the source" in faults[0] and "is not translated" in faults[1]


def test_a_changed_text_keeps_its_translation_as_unfinished():
    key = ("Engine", "Use at most {number} folds, please.")
    known = {("Engine", "Use at most {number} folds."): translate.Message((), "Höchstens {number} Teile.", True)}
    merged = translate.merged(translate.Sources({key: ["engine/a.py"]}), known)
    assert list(merged) == [key]
    assert merged[key].translation == "Höchstens {number} Teile." and not merged[key].finished


def test_a_ts_file_is_read_as_it_was_written(tmp_path: Path):
    key = (translate.CONTEXT, "A “&Next” <b>{}</b>\n'x' \"y\" ")
    messages = {key: translate.Message(("ui/a.py",), "Ä <b>{}</b>\n & ", True)}
    translate.write_ts(tmp_path / "a.ts", "de", messages)
    assert translate.read_ts(tmp_path / "a.ts") == messages
