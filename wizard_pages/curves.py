"""The live plots of a training: what was heard, and how it is drawn.

``History`` takes every event as it comes and costs next to nothing; ``CurvesView`` draws it a few times a second
at most. matplotlib is imported at first need and away from the GUI thread; without it the figures are a table.
"""

from __future__ import annotations

import csv
import importlib
import math
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt, QTimer
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QStackedWidget,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)

from .learning_widgets import NumberCell, make_table

if TYPE_CHECKING:
    from .curves_figure import CurvesFigure

REDRAW_MS = 400
"""Least time between two redraws, however many events come."""
REST = 12
"""So many times as long as a redraw takes, the next one waits: most of the time is left to QGIS."""
LONGEST_BATCHES = 1000
"""Of the batches' losses so many are kept at most; then every second one goes."""
COLUMNS = (
    "epoch", "train_loss", "validation_loss", "train_iou", "validation_iou", "train_accuracy",
    "validation_accuracy",
)  # fmt: skip
Row = dict[str, float]
"""A row of ``history.csv``; a figure that does not exist is NaN."""


def read_history(path: Path) -> list[Row]:
    """The rows of ``history.csv``; none when it is missing or damaged."""
    try:
        with open(path, encoding="utf-8", newline="") as file:
            return [_numbers(row) for row in csv.DictReader(file)]
    except (OSError, csv.Error, UnicodeDecodeError):
        return []


def _numbers(row: dict[str, Any]) -> Row:
    """Every figure as a number; what is none becomes NaN, which plots leave out."""
    numbers = {}
    for name, value in row.items():
        try:
            numbers[name] = float(value)
        except (TypeError, ValueError):
            numbers[name] = math.nan
    return numbers


@dataclass
class History:
    """What a training has said so far."""

    rows: list[Row] = field(default_factory=list)
    batches: list[tuple[float, float]] = field(default_factory=list)
    """Position in epochs and loss."""
    checkpoints: list[int] = field(default_factory=list)
    """Epochs that are on the disk as candidates for the model."""
    chosen: int | None = None
    """The epoch that became the model."""
    heard: int = 0
    every: int = 1
    """Of the batches' losses each so-and-so-many-th is kept, so that a long training is shown evenly."""

    def hear(self, event: dict[str, Any]) -> bool:
        """Take in an event; whether it changed anything that is drawn."""
        kind = event.get("event")
        if kind == "BatchDone" and isinstance(event.get("loss"), (int, float)):
            self.heard += 1
            if self.heard % self.every == 0:
                position = event["epoch"] - 1 + event["batch"] / max(event["batches"], 1)
                self.batches.append((position, float(event["loss"])))
            if len(self.batches) > LONGEST_BATCHES:
                del self.batches[::2]
                self.every *= 2
        elif kind == "EpochDone":
            row = _numbers(event["measures"])
            # A resumed training may repeat an epoch that was cut off.
            self.rows = [r for r in self.rows if r["epoch"] < row["epoch"]] + [row]
        elif kind == "CheckpointSaved":
            # Older ones may have gone; an engine of before did not say which.
            self.checkpoints = sorted(event.get("kept") or {*self.checkpoints, int(event["epoch"])})
        elif kind == "StepFinished" and event.get("step") == "select" and "epoch" in event.get("summary", {}):
            self.chosen = int(event["summary"]["epoch"])
        else:
            return False
        return True

    @property
    def best(self) -> int | None:
        """The epoch with the best IoU on the validation set, or None before the first."""
        known = [row for row in self.rows if not math.isnan(row.get("validation_iou", math.nan))]
        return int(max(known, key=lambda row: row["validation_iou"])["epoch"]) if known else None

    def points(self, column: str) -> tuple[list[float], list[float]]:
        """Epochs and values of one column, as they are plotted."""
        return [row["epoch"] for row in self.rows], [row.get(column, math.nan) for row in self.rows]


class CurvesView(QWidget):
    """Draws a ``History``: as curves, or as a table where matplotlib is missing or when asked to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.history = History()
        self.redraws = 0
        self.figure: CurvesFigure | None = None
        self._asked_for_table = False
        self._loading: threading.Thread | None = None
        self._missing = False
        self._begun: float | None = None
        """When the redraw began that is under way."""
        self.note = QLabel(self.tr("The curves appear here when training starts."))
        self.note.setWordWrap(True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.table = self._make_table()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.note)
        self.stack.addWidget(self.table)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.message)
        layout.addWidget(self.stack, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REDRAW_MS)
        self._timer.timeout.connect(self._redraw)
        self._waiting = QTimer(self)
        self._waiting.setInterval(50)
        self._waiting.timeout.connect(self._look_for_matplotlib)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("CurvesView", text)

    def show_history(self, history: History) -> None:
        """Start anew with this history."""
        self.history = history
        if self.figure is not None:
            self.figure.forget_zoom()
        self._refresh_soon()

    def refresh(self) -> None:
        """Draw soon; however often this is called, at most every ``REDRAW_MS``."""
        if not self._timer.isActive():
            self._timer.start()

    def show_table(self, wanted: bool) -> None:
        """Figures as a table rather than as curves."""
        self._asked_for_table = wanted
        self._refresh_soon()

    @property
    def shows_table(self) -> bool:
        """Whether figures are a table, for want of matplotlib or because the user wants it so."""
        return self._missing or self._asked_for_table

    def prepare(self) -> None:
        """Import matplotlib, if that has not been done yet: half a second, so not in the GUI thread."""
        if self.figure is None and self._loading is None and not self._missing:
            self._loading = threading.Thread(target=import_matplotlib, name="matplotlib", daemon=True)
            self._loading.start()
            self._waiting.start()

    def showEvent(self, event: QEvent) -> None:
        """Catch up with what came while hidden."""
        super().showEvent(event)
        self.prepare()
        self._refresh_soon()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of QGIS's theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_timer"):
            self.refresh()

    def _look_for_matplotlib(self) -> None:
        if self._loading is not None and self._loading.is_alive():
            return
        self._waiting.stop()
        self._loading = None
        try:
            from .curves_figure import CurvesFigure

            self.figure = CurvesFigure(self)
            self.figure.canvas.mpl_connect("draw_event", self._rest)
            self.stack.addWidget(self.figure)
        except Exception:  # noqa: BLE001 - a broken matplotlib must cost the curves only, never the page
            self._missing = True
            self.message.setText(
                self.tr(
                    "The curves need the Python package matplotlib, which this QGIS does not have. "
                    "Here are the same figures as a table."
                )
            )
            self.message.show()
        self.refresh()

    def _redraw(self) -> None:
        if not self.isVisible():
            return  # showEvent catches up
        self.redraws += 1
        if not self.history.rows and not self.history.batches:
            self.stack.setCurrentWidget(self.note)
        elif self.shows_table:
            self._fill_table()
            self.stack.setCurrentWidget(self.table)
        elif self.figure is not None:
            self.stack.setCurrentWidget(self.figure)
            self._begun = time.perf_counter()
            self.figure.draw_history(self.history, self.palette().color(QPalette.ColorRole.WindowText))

    def _refresh_soon(self) -> None:
        """What the user has asked for does not wait for the rest after a drawing."""
        self._timer.setInterval(REDRAW_MS)
        self.refresh()

    def _rest(self, _drawn: object) -> None:
        """The canvas has been drawn; the longer that took, the longer the next one waits."""
        if self._begun is not None:  # else the user has zoomed, or saved a picture
            seconds, self._begun = time.perf_counter() - self._begun, None
            self._timer.setInterval(max(REDRAW_MS, round(1000 * REST * seconds)))

    def _make_table(self) -> QTableWidget:
        titles = (
            self.tr("Epoch"),
            self.tr("Loss\ntraining"), self.tr("Loss\nvalidation"),
            self.tr("IoU\ntraining"), self.tr("IoU\nvalidation"),
            self.tr("Accuracy\ntraining"), self.tr("Accuracy\nvalidation"),
        )  # fmt: skip
        table = make_table(titles, self.tr("Figures of each epoch"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setAlternatingRowColors(True)
        return table

    def _fill_table(self) -> None:
        rows, best = self.history.rows, self.history.best
        self.table.setRowCount(len(rows))
        for line, row in enumerate(rows):
            for column, name in enumerate(COLUMNS):
                value = row.get(name, math.nan)
                item = NumberCell(value, f"{value:.0f}" if name == "epoch" else None)
                font = item.font()
                font.setBold(row["epoch"] == best)
                item.setFont(font)
                self.table.setItem(line, column, item)
        self.table.scrollToBottom()


def import_matplotlib() -> None:
    """The slow part of the import; whether it worked shows when the figure is made."""
    try:
        for name in ("matplotlib.backends.backend_agg", "matplotlib.figure", "matplotlib.font_manager"):
            importlib.import_module(name)
    except Exception:  # noqa: BLE001 - told by the view
        return
