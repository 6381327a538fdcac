"""Qt 6, with which QGIS 4 comes: the code is held to what PyQt6 has, and its plain widgets are used under it.

There is no QGIS 4 here. What can be known without one: every Qt name and member of an enumeration in the code
exists in PyQt6 where the code looks for it, nothing is used that PyQt6 has dropped, QGIS's own enumerations are
used by their full names, and the widgets that need no QGIS work. The rules are those of QGIS's
pyqt5_to_pyqt6.py, which the plugin repository's check for Qt 6 runs, and more.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
QT6 = ROOT / ".venv" / "qt6" / "bin" / "python"
QGIS_PYTHON = "/usr/bin/python3"
MODULES = ("QtCore", "QtGui", "QtWidgets", "QtNetwork", "QtTest", "QtSvg", "QtXml", "QtPrintSupport")
MOVED = {"QAction", "QActionGroup", "QShortcut"}
"""In PyQt6 in another module; QGIS has them in both."""
OF_OTHERS = {"renderer", "opened", "closed", "intersect", "bit_length"}
"""Members that classes of QGIS or Python have, too."""
OVERLOADED = ("activated", "highlighted", "currentIndexChanged", "valueChanged", "buttonClicked")
FOLDERS = ("ui", "wizard_pages", "processing_provider")

pytestmark = pytest.mark.skipif(not QT6.is_file(), reason="no PyQt6; scripts/setup.sh tests")


@dataclass
class Names:
    """What the bindings hold: `{module: {name: …}}`, as names_of.py prints it."""

    qt5: dict[str, Any]
    qt6: dict[str, Any]
    qgis: dict[str, Any]
    dropped: set[str] = field(init=False)
    """Members of any class of PyQt5 that no class of PyQt6 has."""

    def __post_init__(self) -> None:
        self.dropped = members_in(self.qt5) - members_in(self.qt6) - OF_OTHERS


def members_in(modules: dict[str, Any]) -> set[str]:
    """Names of what the classes hold."""
    classes = [item for names in modules.values() for item in names.values() if isinstance(item, dict)]
    return {name for members in classes for name in members}


def run(*command: str | Path, **environment: str) -> Any:
    """What a program prints as JSON."""
    kept = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME", "DISPLAY")
    }
    kept |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1"} | environment
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, env=kept, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def names() -> Names:
    script = ROOT / "tests" / "qt6" / "names_of.py"
    qt5 = run(QGIS_PYTHON, script, *(f"PyQt5.{module}" for module in MODULES))
    qt6 = run(QT6, script, *(f"PyQt6.{module}" for module in MODULES))
    return Names(qt5, qt6, run(QGIS_PYTHON, script, "qgis.core", "qgis.gui"))


# -- names --------------------------------------------------------------------------------------------------------


def sources(root: Path) -> dict[str, ast.Module]:
    """The files that QGIS loads."""
    files = [*root.glob("*.py"), *(file for folder in FOLDERS for file in (root / folder).rglob("*.py"))]
    return {file.relative_to(root).as_posix(): ast.parse(file.read_text(encoding="utf-8")) for file in files}


def faults_in(trees: dict[str, ast.Module], names: Names) -> list[str]:
    """All that would not work with Qt 6, each as `file:line: fault`."""
    own = {name for tree in trees.values() for node in ast.walk(tree) for name in defined_by(node)}
    return [
        f"{file}:{line}: {fault}"
        for file, tree in trees.items()
        for line, fault in faults_of(tree, names, names.dropped - own)
    ]


def defined_by(node: ast.AST) -> Iterator[str]:
    """What the code itself calls so: functions, classes, arguments, attributes."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        yield node.attr
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        yield node.target.id


def faults_of(tree: ast.Module, names: Names, dropped: set[str]) -> Iterator[tuple[int, str]]:
    """Line and fault of one file."""
    known: dict[str, Any] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("qgis."):
            yield from faults_of_import(node, names, known)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            known |= shortened(node.targets[0].id, ast.unparse(node.value), known)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield from ((node.lineno, fault) for fault in faults_of_attribute(node, known, dropped))
        elif isinstance(node, ast.Call):
            yield from ((node.lineno, fault) for fault in faults_of_call(node))
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value).rpartition(".")[2] in OVERLOADED:
            yield node.lineno, f"{ast.unparse(node)}: Qt 6 has no such overload"


def faults_of_import(node: ast.ImportFrom, names: Names, known: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """What is imported, looked up, and kept in `known` by the name it gets: a class of Qt or QGIS."""
    module = (node.module or "").removeprefix("qgis.PyQt.")
    is_qt = module != node.module
    held = names.qt6.get(f"PyQt6.{module}") if is_qt else names.qgis.get(node.module or "")
    if held is None:
        if (node.module or "").startswith("qgis.PyQt") and [alias.name for alias in node.names] != ["sip"]:
            yield node.lineno, f"import from {node.module}, not from one of its modules"
        return
    for alias in node.names:
        if alias.name in held or alias.name in MOVED:
            known[alias.asname or alias.name] = (is_qt, held.get(alias.name))
        elif is_qt:
            yield node.lineno, f"{alias.name} is not in PyQt6.{module}"


def shortened(name: str, words: str, known: dict[str, Any]) -> dict[str, Any]:
    """The enumeration that `name` is another name for, as in `buttons = QMessageBox.StandardButton`."""
    holder, _, attribute = words.partition(".")
    is_qt, members = known.get(holder, (False, None))
    enumeration = members.get(attribute) if isinstance(members, dict) else None
    return {name: (is_qt, enumeration)} if isinstance(enumeration, dict) else {}


def faults_of_attribute(node: ast.Attribute, known: dict[str, Any], dropped: set[str]) -> Iterator[str]:
    """`QClass.Enumeration.Member`, looked up part by part; any other attribute by its name alone."""
    holder, words = node.value, ast.unparse(node)
    parts = words.split(".")
    if isinstance(holder, ast.Name) and isinstance(known.get(holder.id, (0, 0))[1], dict):
        is_qt, members = known[holder.id]
        if is_qt and node.attr not in members:
            yield f"{words} is not in PyQt6"
        elif not is_qt and members.get(node.attr) == "enum":
            yield f"{words} lacks the name of its enumeration"
    elif isinstance(holder, ast.Attribute) and isinstance(holder.value, ast.Name) and holder.value.id in known:
        is_qt, members = known[holder.value.id]
        enumeration = members.get(holder.attr) if isinstance(members, dict) else None
        if is_qt and isinstance(enumeration, dict) and node.attr not in enumeration:
            yield f"{words} is not in PyQt6"
    elif node.attr in dropped and not parts[-2][:1].isupper():
        yield f"{node.attr}: no class of PyQt6 has it"


def faults_of_call(node: ast.Call) -> Iterator[str]:
    """Calls that mean something else in Qt 6, or nothing."""
    words = ast.unparse(node.func)
    if words.endswith(".addAction") and len(node.args) >= 4:
        yield "addAction with four arguments: make the QAction first"
    if words.endswith("fontMetrics().width"):
        yield "QFontMetrics.width: use horizontalAdvance"
    if words == "QVariant":
        yield "QVariant: PyQt6 has no null values; use None or qgis.core.NULL"


def test_the_code_uses_nothing_that_qt_6_does_not_have(names: Names) -> None:
    trees = sources(ROOT)
    assert len(trees) > 100 and faults_in(trees, names) == []


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("from qgis.PyQt.QtCore import Qt\nx = Qt.AlignLeft", "Qt.AlignLeft is not in PyQt6"),
        (
            "from qgis.PyQt.QtCore import Qt\nx = Qt.MouseButton.MidButton",
            "Qt.MouseButton.MidButton is not in PyQt6",
        ),
        ("from qgis.PyQt.QtCore import Qt\nx = Qt.Aligment.AlignLeft", "Qt.Aligment is not in PyQt6"),
        ("from qgis.PyQt.QtWidgets import QDialog as D\nx = D.Accepted", "D.Accepted is not in PyQt6"),
        ("from qgis.PyQt.QtCore import Qt\nk = Qt.Key\nx = k.Key_Nothing", "k.Key_Nothing is not in PyQt6"),
        ("from qgis.PyQt.QtCore import QRegExp", "QRegExp is not in PyQt6.QtCore"),
        ("from qgis.PyQt.QtWidgets import QDesktopWidget", "QDesktopWidget is not in PyQt6.QtWidgets"),
        ("from qgis.PyQt import QtCore", "import from qgis.PyQt, not from one of its modules"),
        ("def f(dialog):\n    dialog.exec_()", "exec_: no class of PyQt6 has it"),
        ("def f(event):\n    return event.localPos()", "localPos: no class of PyQt6 has it"),
        ("class C:\n    def f(self):\n        return self.Accepted", "Accepted: no class of PyQt6 has it"),
        ("from qgis.core import Qgis\nx = Qgis.Warning", "Qgis.Warning lacks the name of its enumeration"),
        ("from qgis.gui import QgsFileWidget as W\nx = W.GetDirectory", "W.GetDirectory lacks the name of its"),
        ("def f(menu, icon, done):\n    menu.addAction(icon, 'a', done, 'b')", "addAction with four arguments"),
        ("def f(w):\n    return w.fontMetrics().width('a')", "QFontMetrics.width"),
        ("def f(box, g):\n    box.activated[str].connect(g)", "box.activated[str]: Qt 6 has no such overload"),
        ("from qgis.PyQt.QtCore import QVariant\nx = QVariant()", "QVariant: PyQt6 has no null values"),
    ],
)
def test_the_check_finds_a_planted_fault(names: Names, code: str, fault: str) -> None:
    found = faults_in({"planted.py": ast.parse(code)}, names)
    assert len(found) == 1 and fault in found[0]


@pytest.mark.parametrize(
    "code",
    [
        "from qgis.PyQt.QtCore import Qt\nx = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop",
        "from qgis.PyQt.QtCore import Qt\nkeys = Qt.Key\nx = keys.Key_A",
        "from qgis.PyQt.QtWidgets import QAction, QDialog\nx = QDialog().exec() == QDialog.DialogCode.Accepted",
        "from qgis.core import Qgis\nfrom qgis.PyQt import sip\nx = Qgis.MessageLevel.Warning",
        "class C:\n    def f(self):\n        self.localPos = 1\n        return self.localPos",
    ],
)
def test_the_check_lets_right_code_pass(names: Names, code: str) -> None:
    assert faults_in({"right.py": ast.parse(code)}, names) == []


# -- widgets ------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the plugin, and with QGIS's own `qgis.PyQt` as a QGIS made with Qt 6 has it."""
    folder = tmp_path_factory.mktemp("packages")
    find = "import importlib.util as u, json; print(json.dumps([*u.find_spec('qgis').submodule_search_locations]))"
    [qgis] = run(QGIS_PYTHON, "-c", find)
    (folder / "qgis" / "PyQt").mkdir(parents=True)
    (folder / "qgis" / "__init__.py").touch()
    for name in ("__init__.py", *(f"{module}.py" for module in ("QtCore", "QtGui", "QtWidgets", "QtTest", "sip"))):
        text = (Path(qgis) / "PyQt" / name).read_text(encoding="utf-8")
        (folder / "qgis" / "PyQt" / name).write_text(text.replace("PyQt5", "PyQt6").replace("5 == 6", "6 == 6"))
    (folder / "deep_segmentation_wizard").symlink_to(ROOT, target_is_directory=True)
    return folder


@pytest.fixture(scope="module")
def report(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    pictures = tmp_path_factory.mktemp("pictures")
    return run(QT6, ROOT / "tests" / "qt6" / "widgets.py", pictures, PYTHONPATH=str(packages), LC_ALL="C.UTF-8")


def test_modules_that_need_no_qgis_load(report: dict[str, Any]) -> None:
    assert report["qt"].startswith("6.") and report["wrong"] == {}
    assert {"ui.step_bar", "wizard_pages.page", "wizard_pages.curves_figure"} <= set(report["loaded"])


def test_widgets_work_as_with_qt_5(report: dict[str, Any]) -> None:
    seen = report["seen"]
    assert seen["step_bar"]["wanted"] == ["inputs"]
    assert seen["percentages"]["values"] == [40, 30, 30] and seen["percentages"]["slider"] == 40
    assert seen["percentages"]["text"] == "40 %"
    threshold = seen["threshold_slider"]
    assert threshold["wanted"] is None and threshold["moved"] > 0.4
    assert threshold["heard"] == [threshold["moved"], 0.4]
    assert seen["class_table"] | {"colours": 0} == {"rules": [["road", False]], "rows": 4, "colours": 0}
    assert seen["data_widgets"]["shown"] is True
    assert seen["learning_widgets"]["first"] == "2" and seen["learning_widgets"]["width"] < 400
    assert seen["class_weights"]["weights"] == {"roof": 2.5}
    assert (seen["training_progress"]["done"], seen["training_progress"]["details"]) == (30, [False, True])
    assert seen["training_samples"]["large"] == [True, False]
    assert seen["curves"]["redraws"] > 0 and (seen["curves"]["best"], seen["curves"]["rows"]) == (5, 5)


def test_widgets_are_drawn(report: dict[str, Any]) -> None:
    assert {name: facts["colours"] for name, facts in report["seen"].items() if facts["colours"] < 5} == {}


def test_qt_complains_about_nothing(report: dict[str, Any]) -> None:
    assert report["said"] == []
