"""What the engine needs to run, and whether this Python has it. Standard library only: so it can always tell."""

from __future__ import annotations

import importlib
import platform
import sys
from dataclasses import dataclass

OLDEST_PYTHON = (3, 10)
_INSTALL = (
    "Get it by 'python -m engine install --run', or, in an environment of your own, by: "
    "{python} -m pip install {package}"
)
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
