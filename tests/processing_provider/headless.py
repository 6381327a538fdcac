"""QGIS without a screen: ``qgis_process`` as a person types it, and drivers in a QGIS of their own.

A driver is a Python file in ``drivers/`` with ``drive(arguments) -> dict``. It finds the provider registered, as
the plugin does it, and a folder for temporary files in ``arguments["temporary"]``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deep_segmentation_wizard.tests import real_qgis

ID = "deep_segmentation_wizard"
DRIVERS = Path(__file__).parent / "drivers"
SYSTEM_PYTHON = "/usr/bin/python3"


def available() -> bool:
    """Whether this machine has QGIS."""
    return shutil.which("qgis_process") is not None


@dataclass(frozen=True)
class Said:
    """How ``qgis_process`` ended: status, the results, what it wrote."""

    status: int
    results: dict[str, Any]
    text: str


def enable(folder: Path) -> str:
    """Make a profile in ``folder`` with the plugin linked, and enable it by ``qgis_process``."""
    real_qgis.make_profile(folder)
    (folder / "profiles" / "default" / "QGIS" / "QGIS3.ini").unlink()  # it is enabled by hand below
    return _start(folder, ["plugins", "enable", ID]).stdout


def run(folder: Path, algorithm: str, **inputs: Any) -> Said:
    """``qgis_process run`` with these inputs, handed over as JSON."""
    given = json.dumps({"inputs": inputs}, default=str)
    ended = _start(folder, ["run", f"{ID}:{algorithm}", "-"], given)
    try:
        results = json.loads(ended.stdout[ended.stdout.index("{") :]).get("results", {})
    except ValueError:
        results = {}
    return Said(ended.returncode, results, ended.stdout + ended.stderr)


def help_of(folder: Path, algorithm: str) -> str:
    """``qgis_process help``."""
    return _start(folder, ["help", f"{ID}:{algorithm}"]).stdout


def drive(name: str, folder: Path, **arguments: Any) -> dict[str, Any]:
    """Run a driver in a QGIS of its own, without a screen; returns what it returned."""
    answer = folder / "answer.json"
    temporary = folder / "temporary"
    temporary.mkdir(exist_ok=True)
    task = {
        "driver": str(DRIVERS / name),
        "answer": str(answer),
        "temporary": str(temporary),
        "profile": str(folder),
    }
    environment = _environment(folder) | {"TMPDIR": str(temporary)}
    ended = subprocess.run(
        [SYSTEM_PYTHON, str(DRIVERS / "start.py"), json.dumps({**task, "arguments": arguments}, default=str)],
        env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    if not answer.is_file():
        raise AssertionError(f"The driver failed ({ended.returncode}):\n{ended.stdout}\n{ended.stderr}")
    return json.loads(answer.read_text(encoding="utf-8"))


def _start(folder: Path, command: list[str], given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["qgis_process", *command],
        env=_environment(folder),
        input=given,
        capture_output=True,
        text=True,
        timeout=300,
    )


def _environment(folder: Path) -> dict[str, str]:
    """Without what would lead out of the profile in ``folder``, and without a virtual environment's Python."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "DISPLAY", "VIRTUAL_ENV")}
    own = str(Path(sys.executable).parent)
    path = ":".join(entry for entry in kept["PATH"].split(":") if entry != own)
    return kept | {
        "PATH": f"/usr/bin:/bin:{path}",
        "QGIS_CUSTOM_CONFIG_PATH": str(folder),
        "QT_QPA_PLATFORM": "offscreen",
        "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        real_qgis.MARK: str(folder),
    }
