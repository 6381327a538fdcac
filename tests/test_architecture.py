"""Holds the arrows of the design: which room may import from which, and what may not come in at all."""

import ast
import importlib.util
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "deep_segmentation_wizard"

# From each room to the rooms it may import from, besides itself.
ARROWS = {
    "plugin": {"main_plugin"},  # the root's __init__.py
    # What QGIS loads takes from the engine what needs the standard library alone; the rest works in the child.
    "main_plugin": {"ui", "wizard_pages", "processing_provider", "i18n", "engine.base"},
    "ui": {"wizard_pages", "i18n", "engine.base"},
    "wizard_pages": {"i18n", "engine.base"},
    "processing_provider": {"i18n", "engine.base"},
    "i18n": set(),
    "engine.top": {"engine"},
    "engine.mapping": {"engine.network", "engine.data", "engine.base"},
    "engine.network": {"engine.data", "engine.base"},
    "engine.data": {"engine.base"},
    "engine.base": set(),
}
ENGINE_TOP = {
    "pipeline", "cross_validation", "__main__", "command_line", "commands", "serve", "answers", "printing"
}  # fmt: skip
OWN = {PACKAGE, "engine", "ui", "wizard_pages", "processing_provider", "i18n", "main_plugin"}
QT = {"qgis", "PyQt5", "PyQt6", "PySide2", "PySide6", "qtpy"}
HEAVY = {"torch", "cv2"}


@dataclass(frozen=True)
class Import:
    """One imported module. `target` is its path from the plugin's root for a relative import, else its own."""

    line: int
    target: tuple[str, ...]
    relative: bool
    at_load: bool  # runs when the module is loaded, not only when a function is called


def room_of(module: tuple[str, ...]) -> str:
    """The room of a module given by its path from the plugin's root, () being the root's __init__.py."""
    if not module:
        return "plugin"
    if module[0] != "engine":
        return module[0]
    if len(module) > 1 and f"engine.{module[1]}" in ARROWS:
        return f"engine.{module[1]}"
    return "engine.top" if module[1:2] and module[1] in ENGINE_TOP else "engine.base"


def imports_of(file: Path, root: Path) -> Iterator[Import]:
    """All imports in a file, wherever they stand in it."""
    package = file.relative_to(root).parent.parts

    def visit(node: ast.AST, at_load: bool) -> Iterator[Import]:
        if isinstance(node, ast.Import):
            for name in node.names:
                yield Import(node.lineno, tuple(name.name.split(".")), False, at_load)
        elif isinstance(node, ast.ImportFrom):
            module = tuple(node.module.split(".")) if node.module else ()
            if not node.level:
                yield Import(node.lineno, module, False, at_load)
            else:
                start = package[: len(package) - node.level + 1]
                for name in node.names:
                    yield Import(node.lineno, (*start, *module) if module else (*start, name.name), True, at_load)
        else:
            later = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
            typing_only = isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
            for child in ast.iter_child_nodes(node):
                yield from visit(child, at_load and not later and not typing_only)

    yield from visit(ast.parse(file.read_text(encoding="utf-8")), True)


def faults_of(source: str, found: Import) -> Iterator[str]:
    """What is wrong with an import that stands in the room `source`."""
    first = found.target[0]
    in_engine = source.startswith("engine.")
    if found.relative:
        target = room_of(found.target)
        permitted = {source} | ARROWS[source]
        if target not in permitted and not (target.startswith("engine.") and "engine" in permitted):
            yield f"{source} must not import from {target}"
        return
    if first in OWN:
        yield f"{first} must be imported relatively"
    if in_engine and first in QT:
        yield f"the engine must not import {first}"
    if not in_engine and first in HEAVY:
        yield f"{first} must not be imported outside the engine"
    if not in_engine and first in QT - {"qgis"}:
        yield f"{first} must be imported through qgis.PyQt"
    light = sys.stdlib_module_names | OWN | QT  # the last two have their own fault above
    if source == "engine.base" and found.at_load and first not in light:
        yield f"{first} is not in the standard library, and this module must load without it"


def source_files(root: Path) -> Iterator[tuple[Path, str]]:
    """Every Python file of the plugin with its room; tests, scripts and benchmarks are no part of the plugin."""
    folders = ("engine", "ui", "wizard_pages", "processing_provider", "i18n")
    for file in (*root.glob("*.py"), *(file for folder in folders for file in (root / folder).rglob("*.py"))):
        module = file.relative_to(root).with_suffix("").parts
        yield file, room_of(module[:-1] if module[-1] == "__init__" else module)


def violations(root: Path) -> list[str]:
    """All faults in a plugin's tree, each as `file:line: fault`."""
    faults = []
    for file, room in source_files(root):
        name = file.relative_to(root).as_posix()
        if room not in ARROWS:
            faults.append(f"{name}:1: {room} is no room of the design")
            continue
        for found in imports_of(file, root):
            faults += [f"{name}:{found.line}: {fault}" for fault in faults_of(room, found)]
    return faults


def test_imports_follow_the_arrows() -> None:
    assert violations(ROOT) == []


def test_the_check_looks_into_every_room_there_is() -> None:
    engine_rooms = {room for room in ARROWS if room.startswith("engine.")}
    assert {"plugin", "main_plugin", "ui"} | engine_rooms <= {room for _, room in source_files(ROOT)}


def test_the_engine_has_one_name() -> None:
    assert importlib.util.find_spec("engine") is None
    assert importlib.util.find_spec(f"{PACKAGE}.engine") is not None


@pytest.mark.parametrize(
    ("file", "code", "fault"),
    [
        ("engine/data/labels.py", "from ..network import unet", "must not import from engine.network"),
        ("engine/data/labels.py", "from ..mapping.mask import x", "must not import from engine.mapping"),
        ("engine/data/labels.py", "from .. import pipeline", "engine.data must not import from engine.top"),
        ("engine/network/unet.py", "def f():\n    from ..mapping import x", "must not import from engine.mapping"),
        ("engine/settings.py", "from .data import labels", "engine.base must not import from engine.data"),
        ("engine/settings.py", "from . import command_line", "engine.base must not import from engine.top"),
        ("engine/a_new_one.py", "from .network.unet import UNet", "must not import from engine.network"),
        ("engine/mapping/mask.py", "from ...ui import dock", "engine.mapping must not import from ui"),
        ("engine/settings.py", "import numpy", "numpy is not in the standard library"),
        ("engine/settings.py", "try:\n    import tqdm\nexcept ImportError:\n    pass", "tqdm is not in the"),
        ("engine/settings.py", "import qgis.core", "the engine must not import qgis"),
        ("engine/data/labels.py", "from PyQt5.QtCore import QThread", "the engine must not import PyQt5"),
        ("engine/pipeline.py", "import engine.settings", "engine must be imported relatively"),
        ("engine/pipeline.py", f"from {PACKAGE}.engine import errors", f"{PACKAGE} must be imported relatively"),
        ("ui/dock.py", "def f():\n    import torch", "torch must not be imported outside the engine"),
        ("__init__.py", "import cv2", "cv2 must not be imported outside the engine"),
        ("main_plugin.py", "from PyQt6 import QtCore", "PyQt6 must be imported through qgis.PyQt"),
        ("wizard_pages/chips.py", "from ..ui.dock import Dock", "wizard_pages must not import from ui"),
        ("wizard_pages/chips.py", "from ..engine.data.tiles import x", "must not import from engine.data"),
        ("processing_provider/train.py", "from ..ui import dock", "processing_provider must not import from ui"),
        ("processing_provider/train.py", "from ..wizard_pages import page", "must not import from wizard_pages"),
        ("processing_provider/train.py", "def f():\n    import torch", "torch must not be imported outside the"),
        ("wizard_pages/page.py", "from ..processing_provider import options", "must not import from processing_"),
        ("ui/dock.py", "from .. import main_plugin", "ui must not import from main_plugin"),
        ("__init__.py", "from .engine import settings", "plugin must not import from engine.base"),
        ("helpers.py", "", "helpers is no room of the design"),
    ],
)  # fmt: skip
def test_the_check_finds_a_planted_fault(tmp_path: Path, file: str, code: str, fault: str) -> None:
    planted = tmp_path / file
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(code, encoding="utf-8")
    assert len(found := violations(tmp_path)) == 1
    assert found[0].startswith(f"{file}:") and fault in found[0]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("__init__.py", "def classFactory(iface):\n    from .main_plugin import Plugin"),
        ("main_plugin.py", "from qgis.PyQt.QtCore import QObject\nfrom .processing_provider import provider"),
        (
            "processing_provider/child.py",
            "from qgis.core import QgsProcessing\nfrom ..engine.process import Engine",
        ),
        ("ui/engine_thread.py", "from ..engine.process import EngineProcess\nfrom ..wizard_pages import chips"),
        ("engine/pipeline.py", "from .mapping import mask\nfrom .network import unet\nfrom .data import labels"),
        ("engine/mapping/mask.py", "import cv2\nfrom ..network.unet import UNet\nfrom ..settings import Run"),
        ("engine/environment.py", "import json\ndef f():\n    import torch\n"),
        ("engine/settings.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import numpy"),
        ("tests/engine/test_x.py", "import torch\nfrom deep_segmentation_wizard.engine import settings"),
    ],
)
def test_the_check_lets_the_design_pass(tmp_path: Path, file: str, code: str) -> None:
    allowed = tmp_path / file
    allowed.parent.mkdir(parents=True, exist_ok=True)
    allowed.write_text(code, encoding="utf-8")
    assert violations(tmp_path) == []
