"""The one folder per user in which the engine's packages lie. Standard library only.

It is outside the plugin and outside QGIS's profile, so that an update of either keeps it, and never on the search
path of QGIS itself.
"""

from __future__ import annotations

import importlib.machinery
import json
import ntpath
import os
import platform
import posixpath
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER_VARIABLE = "DEEP_SEGMENTATION_WIZARD_PACKAGES"
"""Environment variable that names another folder, such as one on a larger disk."""
STAGED_VARIABLE = "DEEP_SEGMENTATION_WIZARD_STAGED"
"""Environment variable by which an installation tries what it has made before it gets its final name."""
RECORD = "packages.json"
_NAME = "deep_segmentation_wizard"


@dataclass(frozen=True)
class Installed:
    """The record of a finished installation."""

    folder: Path
    site: str
    """The folder within it that goes on the search path."""
    versions: dict[str, str]
    build: str
    """Which PyTorch: 'cpu', 'cu126', …"""
    size: int
    """Bytes on the disk."""


def data_folder(system: str, environment: Mapping[str, str], home: str) -> str:
    """Where data of one user and one machine lie by the rules of the system; ``home`` is the user's folder.

    On Windows names are short on purpose: paths in PyTorch's package are up to 171 letters long, of 260.
    """
    if environment.get(FOLDER_VARIABLE):
        return environment[FOLDER_VARIABLE]
    if system == "win32":
        base = environment.get("LOCALAPPDATA") or ntpath.join(home, "AppData", "Local")
        return ntpath.join(base, _NAME)
    if system == "darwin":
        return posixpath.join(home, "Library", "Application Support", _NAME)
    base = environment.get("XDG_DATA_HOME", "")
    return posixpath.join(base if base.startswith("/") else posixpath.join(home, ".local", "share"), _NAME)


def packages_home() -> Path:
    """The folder of this user."""
    return Path(data_folder(sys.platform, os.environ, os.path.expanduser("~"))).absolute()


def package_folder(home: Path, has_torch: bool = False) -> Path:
    """The one for interpreters like this one: compiled packages fit one version of Python on one kind of machine.

    An interpreter with a PyTorch of its own gets another, which holds only what that one lacks.
    """
    name = f"cp{sys.version_info.major}{sys.version_info.minor}"
    if sys.platform != "win32":  # where names must be short, and QGIS is for one kind of processor only
        name += f"-{platform.machine().lower()}"
    return home / (name + "-own" * has_torch)


def read_installed(folder: Path) -> Installed | None:
    """What was installed into ``folder``; None where nothing is, or nothing whole."""
    try:
        data: dict[str, Any] = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        site = str(data["site"])
        if os.path.isabs(site) or ".." in Path(site).parts or not (folder / site).is_dir():
            return None
        return Installed(folder, site, dict(data["versions"]), str(data["build"]), int(data["size"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def put_on_path() -> None:
    """Let this interpreter find the packages.

    They come after the standard library and before the interpreter's packages, some of which may be older than
    PyTorch asks for; numpy and GDAL are never among them. Where the interpreter has a PyTorch of its own, they
    come last.
    """
    has_torch = has_module("torch", sys.path)
    staged = os.environ.get(STAGED_VARIABLE)
    installed = read_installed(Path(staged) if staged else package_folder(packages_home(), has_torch))
    if installed is not None:
        sys.path.insert(len(sys.path) if has_torch else _place(sys.path), str(installed.folder / installed.site))


def has_module(name: str, path: Sequence[str]) -> bool:
    """Whether a top-level module could be imported from ``path``."""
    return importlib.machinery.PathFinder.find_spec(name, list(path)) is not None


def _place(path: Sequence[str]) -> int:
    names = ("site-packages", "dist-packages")
    return next((place for place, entry in enumerate(path) if os.path.basename(entry) in names), len(path))
