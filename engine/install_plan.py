"""What would be installed for this interpreter: packages, versions held, sizes, where from and where to.

Nothing is downloaded or written here. Standard library only.
"""

from __future__ import annotations

import dataclasses
import glob
import importlib
import os
import platform
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .environment import OLDEST_PYTHON
from .errors import EngineError
from .needs import MIB, free_disk
from .packages import Installed, has_module, package_folder, packages_home, read_installed
from .plain import to_plain
from .torch_builds import WHEEL_INDEX, Driver, TorchBuild, choose_build, default_build, read_driver

MARGIN_MB = 500
"""Kept free on the disk besides what is installed."""
# Module: (what pip is asked for, MB to download with what it needs, MB on the disk).
_OTHERS = {
    "safetensors": ("safetensors>=0.5,<1", 1, 2),
    "tqdm": ("tqdm>=4.66,<5", 1, 1),
    "cv2": ("opencv-python-headless>=4.6", 60, 180),
    "matplotlib": ("matplotlib>=3.5,<4", 25, 70),
    "numpy": ("numpy>=1.23,<3", 20, 70),
}


@dataclass(frozen=True)
class Wishes:
    """What the user may choose about an installation."""

    torch: str = "auto"
    """One of torch_builds.WISHES."""
    index: str | None = None
    """An index of packages in place of the ordinary one, and of PyTorch's unless that is given too."""
    torch_index: str | None = None
    """An index with a folder for each build, in place of PyTorch's public one."""
    wheels: str | None = None
    """A folder of wheels; then nothing is asked of any index."""
    proxy: str | None = None


@dataclass(frozen=True)
class Facts:
    """What is known of this interpreter and machine."""

    python: str
    version: tuple[int, int]
    system: str
    machine: str
    numpy: str | None
    has: tuple[str, ...]
    """Which of the modules it has without the package folder."""
    has_gdal: bool
    pip: str | None
    """A path to put on the search path for pip, '' where it is importable as it is, None where there is none."""
    driver: Driver | None


@dataclass(frozen=True)
class Plan:
    """What would be done, for the user to read first."""

    python: str
    folder: Path
    requirements: tuple[str, ...]
    constraints: tuple[str, ...]
    build: TorchBuild | None
    """None where the interpreter has a PyTorch of its own."""
    wishes: Wishes
    download_mb: int
    installed_mb: int
    free_mb: int
    installed: Installed | None
    """What is there now."""

    @property
    def needed_mb(self) -> int:
        """Room on the disk: what is downloaded is kept until all is unpacked and tried."""
        return self.download_mb + self.installed_mb + MARGIN_MB

    @property
    def sources(self) -> list[str]:
        """Where packages come from, for the user; without passwords."""
        if self.wishes.wheels:
            return [self.wishes.wheels]
        own = [hidden(self.wishes.index)] if self.wishes.index else ["pip's usual index"]
        return [*([hidden(url)] if (url := self.torch_url) else []), *own]

    @property
    def torch_url(self) -> str | None:
        """The index of the PyTorch build, None where the ordinary one is asked."""
        if self.build is None or self.build.folder is None or self.wishes.wheels:
            return None
        return f"{(self.wishes.torch_index or WHEEL_INDEX).rstrip('/')}/{self.build.folder}"


def look() -> Facts:
    """The facts of this interpreter. Raises EngineError where it cannot be used at all."""
    path = path_without_packages()
    machine = platform.machine().lower()
    numpy = None
    if has_module("numpy", path):
        numpy = str(importlib.import_module("numpy").__version__)
    return Facts(
        sys.executable, (sys.version_info.major, sys.version_info.minor), sys.platform, machine, numpy,
        tuple(name for name in ("torch", *_OTHERS) if has_module(name, path)), has_module("osgeo", path),
        find_pip(path), read_driver(),
    )  # fmt: skip


def folder_here() -> Path:
    """Where the packages for this interpreter lie, or would."""
    return package_folder(packages_home(), has_module("torch", path_without_packages()))


def path_without_packages() -> list[str]:
    """Where this interpreter finds modules of its own."""
    home = str(packages_home()) + os.sep
    return [entry for entry in sys.path if not os.path.abspath(entry).startswith(home)]


def find_pip(path: Sequence[str]) -> str | None:
    """How this interpreter gets pip: '' by itself, the path of a wheel that Python or the system keep, or None."""
    if has_module("pip", path):
        return ""
    library = os.path.dirname(os.__file__)
    for folder in (os.path.join(library, "ensurepip", "_bundled"), "/usr/share/python-wheels"):
        found = sorted(glob.glob(os.path.join(folder, "pip-*.whl")))
        if found:
            return found[-1]
    return None


def make_plan(facts: Facts, wishes: Wishes) -> Plan:
    """What to install for an interpreter. Raises EngineError where that cannot work."""
    _require_usable(facts)
    build = None if "torch" in facts.has else _choose(facts, wishes)
    requirements = [build.requirement] if build else []
    download, installed = (build.download_mb, build.installed_mb) if build else (0, 0)
    for name, (requirement, size, unpacked) in _OTHERS.items():
        if name not in facts.has:
            requirements.append(requirement)
            download, installed = download + size, installed + unpacked
    home = packages_home()
    folder = package_folder(home, "torch" in facts.has)
    return Plan(
        facts.python, folder, tuple(requirements), tuple(constraints(facts)), build, wishes, download, installed,
        (free_disk(home) or 0) // MIB, read_installed(folder),
    )  # fmt: skip


def constraints(facts: Facts) -> list[str]:
    """What pip has to hold: numpy as it is, since GDAL is compiled for it, and OpenCV below 5 beside numpy 1."""
    if facts.numpy is None:
        return []
    held = [f"numpy=={facts.numpy.partition('+')[0]}"]
    if int(facts.numpy.partition(".")[0]) < 2:
        held.append("opencv-python-headless<5")
    return held


def with_default_index(plan: Plan, facts: Facts) -> Plan:
    """The same with the PyTorch of the ordinary index, where PyTorch's own does not answer."""
    if plan.build is None:
        return plan
    build = default_build(facts.system, facts.machine, "PyTorch's own index did not answer.")
    return dataclasses.replace(
        plan,
        build=build,
        requirements=(build.requirement, *plan.requirements[1:]),
        download_mb=plan.download_mb - plan.build.download_mb + build.download_mb,
        installed_mb=plan.installed_mb - plan.build.installed_mb + build.installed_mb,
    )


def _choose(facts: Facts, wishes: Wishes) -> TorchBuild:
    """PyTorch's own index has the builds; one of the user's, or a folder of wheels, has what it has."""
    best = choose_build(facts.system, facts.machine, facts.driver, wishes.torch)
    if best.folder is None:
        return best
    if wishes.wheels:
        return default_build(facts.system, facts.machine, "The one that lies in the folder of wheels.")
    if wishes.index and not wishes.torch_index:
        return default_build(facts.system, facts.machine, "The one that your own index has.")
    return best


def _require_usable(facts: Facts) -> None:
    name = ".".join(map(str, facts.version))
    own = "Under 'Use my own Python' choose one of 3.10 or later that has GDAL, such as one of conda: " + CONDA
    if facts.version < OLDEST_PYTHON:
        raise EngineError(f"{facts.python} is Python {name}, and PyTorch needs 3.10 or later.", own)
    if facts.system == "darwin" and facts.machine == "x86_64" and facts.version > (3, 12):
        raise EngineError("There is no PyTorch for Python 3.13 or later on Macs with an Intel processor.", own)
    if not facts.has_gdal:
        raise EngineError(f"{facts.python} has no GDAL, which pip cannot install.", own)
    if facts.pip is None:
        raise EngineError(f"{facts.python} has no pip, which installs the packages.", _how_to_get_pip(facts))


CONDA = "conda create -n segmentation -c conda-forge python=3.12 gdal pip"


def _how_to_get_pip(facts: Facts) -> str:
    if facts.system == "win32":
        return (
            "Run the OSGeo4W setup again and add the package python3-pip; it needs no administrator rights there."
        )
    if facts.system == "darwin":
        return "Under 'Use my own Python' choose one that has pip and GDAL, such as one of conda: " + CONDA
    if shutil.which("apt-get"):
        return "Ask whoever looks after this machine for: sudo apt-get install python3-pip"
    return "Install pip for this Python from your system's packages (python3-pip)."


def describe(facts: Facts, wishes: Wishes) -> dict[str, Any]:
    """The plan and what it was made from: plain values, no passwords. Raises EngineError as make_plan does."""
    plan = make_plan(facts, wishes)
    installed = plan.installed
    return {
        "python": plan.python, "folder": str(plan.folder), "requirements": list(plan.requirements),
        "constraints": list(plan.constraints), "build": to_plain(plan.build), "sources": plan.sources,
        "download_mb": plan.download_mb, "installed_mb": plan.installed_mb, "needed_mb": plan.needed_mb,
        "free_mb": plan.free_mb, "wheels_command": wheels_command(plan), "facts": to_plain(facts),
        "installed": installed and {**to_plain(installed), "folder": str(installed.folder)},
    }  # fmt: skip


def hidden(url: str) -> str:
    """An address without its password or token."""
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url
    return parts._replace(netloc="***@" + parts.netloc.rpartition("@")[2]).geturl()


def hide_passwords(text: str) -> str:
    """A text, such as a log, without the passwords in its addresses."""
    return re.sub(r"(://)[^/@\s]+@", r"\1***@", text)


def wheels_command(plan: Plan) -> str:
    """What to type on a machine of the same kind that has internet, to fill a folder of wheels."""
    parts = ["python", "-m", "pip", "download", "--dest", "wheels", "--only-binary=:all:"]
    if plan.torch_url:
        parts += ["--extra-index-url", hidden(plan.torch_url)]
    return " ".join([*parts, *(f'"{text}"' for text in (*plan.requirements, *plan.constraints))])
