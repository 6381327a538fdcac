"""A figure that needs matplotlib, which is imported at first need and away from the GUI thread."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

LOOK_MS = 50


class LateFigure(QObject):
    """Makes a figure once matplotlib is there."""

    ended = pyqtSignal()
    """The figure has been made, or ``is_missing``."""

    def __init__(self, make: Callable[[], None], parent: QObject) -> None:
        """``make`` imports the module of the figure and puts the figure in its place."""
        super().__init__(parent)
        self.is_missing = False
        """Whether matplotlib is not there, or broken: that must cost the figure only, never the page."""
        self._make = make
        self._loading: threading.Thread | None = None
        self._waiting = QTimer(self)
        self._waiting.setInterval(LOOK_MS)
        self._waiting.timeout.connect(self._look)

    def prepare(self) -> None:
        """Begin, if that has not been done yet: the import takes half a second, so not in the GUI thread."""
        if self._loading is None:
            self._loading = threading.Thread(target=_import_matplotlib, name="matplotlib", daemon=True)
            self._loading.start()
            self._waiting.start()

    def _look(self) -> None:
        if self._loading is not None and self._loading.is_alive():
            return
        self._waiting.stop()
        try:
            self._make()
        except Exception:  # noqa: BLE001 - told by whoever wanted the figure
            self.is_missing = True
        self.ended.emit()


def _import_matplotlib() -> None:
    """The slow part of the import; whether it worked shows when the figure is made."""
    try:
        for name in ("matplotlib.backends.backend_agg", "matplotlib.figure", "matplotlib.font_manager"):
            importlib.import_module(name)
    except Exception:  # noqa: BLE001 - told by ``is_missing``
        return
