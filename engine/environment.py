"""What the engine needs to run, and which Python has it. Standard library only, so that it can always tell."""

from __future__ import annotations

import importlib
import os
import platform
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

OLDEST_PYTHON = (3, 10)
_INSTALL = "Install it into this Python: {python} -m pip install {package}"
_FROM_QGIS = "It comes with QGIS, or from your system's packages ({package}); pip has no build of it."
PACKAGES = {
    "numpy": ("python3-numpy", _INSTALL),
    "osgeo.gdal": ("python3-gdal", _FROM_QGIS),
    "cv2": ("opencv-python-headless", _INSTALL),
    "torch": ("torch", _INSTALL),
    "safetensors": ("safetensors", _INSTALL),
    "tqdm": ("tqdm", _INSTALL),
    "matplotlib": ("matplotlib", _INSTALL),
}
"""Module: the package that holds it, and how to get it."""
OPTIONAL = ("matplotlib",)
PYTHON_KEY = "deep_segmentation_wizard/python"
"""Under which QGIS keeps the user's own interpreter."""
READY_KEY = "deep_segmentation_wizard/ready_python"
"""Under which QGIS keeps the interpreter that was ready at the last check."""

# What QGIS and its launchers set for themselves; another Python would load the wrong libraries or data by them.
_OF_QGIS = (
    "PYTHONHOME", "PYTHONPATH", "PYTHONEXECUTABLE", "PYTHONSTARTUP", "PYTHONUSERBASE", "PYQGIS_STARTUP",
    "QGIS_PREFIX_PATH", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH",
    "PROJ_LIB", "PROJ_DATA", "GDAL_DATA", "GDAL_DRIVER_PATH", "GEOTIFF_CSV", "OSGEO4W_ROOT",
)  # fmt: skip


@dataclass(frozen=True)
class Package:
    """One package: its version, or why it cannot be used and the remedy."""

    name: str
    version: str | None
    problem: str = ""
    remedy: str = ""
    optional: bool = False


def inspect_python() -> Package:
    """The interpreter itself."""
    if sys.version_info < OLDEST_PYTHON:
        oldest = ".".join(map(str, OLDEST_PYTHON))
        return Package("python", platform.python_version(), "too old", f"Use Python {oldest} or later.")
    return Package("python", platform.python_version())


def inspect_packages() -> list[Package]:
    """Import each package, in this interpreter, and tell how that went."""
    found = []
    for name, (package, remedy) in PACKAGES.items():
        try:
            module = importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 - a broken binary may raise anything
            text = remedy.format(python=sys.executable, package=package)
            found.append(Package(name, None, f"{type(error).__name__}: {error}", text, name in OPTIONAL))
            continue
        found.append(Package(name, str(getattr(module, "__version__", "?")), optional=name in OPTIONAL))
    return found


def find_interpreters(plugin: Path, configured: str = "") -> list[str]:
    """Pythons that may run the engine, the likeliest first; each is an existing file.

    The one the user configured, the environment in the plugin's folder, QGIS's own. ``sys.executable`` is never
    taken unchecked: inside QGIS it may be QGIS itself, and starting it would open a second one.
    """
    on_windows = sys.platform == "win32"
    environment = plugin / ".venv" / ("Scripts/python.exe" if on_windows else "bin/python")
    prefix = Path(sys.base_exec_prefix)
    own = [prefix / "python.exe"] if on_windows else [prefix / "bin" / "python3", Path("/usr/bin/python3")]
    own = [Path(sys.executable), *own] if is_python(sys.executable) else own
    candidates = [Path(configured)] if configured else []
    candidates += [environment, *own]
    return [str(path) for path in dict.fromkeys(candidates) if is_python(str(path)) and path.is_file()]


def preferred_interpreters(plugin: Path, own: str = "", ready: str = "") -> list[str]:
    """As ``find_interpreters``: the user's ``own``, the one that was ``ready`` last, those found."""
    found = find_interpreters(plugin, own)
    if ready in found and ready != own and (not own or found[0] != own):
        found.remove(ready)
        found.insert(0, ready)
    return found


def is_python(executable: str) -> bool:
    """Whether a file is a Python by its name."""
    return Path(executable or "").name.lower().startswith("python")


def child_environment(environment: Mapping[str, str], python: str) -> dict[str, str]:
    """The environment for an engine in ``python``: without what QGIS set for itself, unless it is QGIS's own."""
    if _is_own(python):
        return dict(environment)
    return {name: value for name, value in environment.items() if name.upper() not in _OF_QGIS}


def _is_own(python: str) -> bool:
    """Whether ``python`` is the one that this process embeds or runs in, not a virtual environment of it."""
    folder = Path(python).parent
    in_virtual_environment = (folder.parent / "pyvenv.cfg").is_file()
    own = {Path(sys.base_exec_prefix), Path(sys.base_exec_prefix) / "bin", Path(sys.base_exec_prefix) / "Scripts"}
    return not in_virtual_environment and Path(os.path.realpath(folder)) in {
        Path(os.path.realpath(p)) for p in own
    }
