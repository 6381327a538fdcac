"""Which Python computes: the same choice as in the wizard."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsSettings

from ..engine.discovery import PYTHON_KEY, READY_KEY, preferred_interpreters

ROOT = Path(__file__).resolve().parent.parent


def find_python() -> str:
    """The interpreter to start the engine with; '' when there is none."""
    settings = QgsSettings()
    own, ready = (settings.value(key, "", type=str) for key in (PYTHON_KEY, READY_KEY))
    return next(iter(preferred_interpreters(ROOT, own, ready)), "")
