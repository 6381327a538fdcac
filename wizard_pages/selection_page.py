"""Page 7: the checkpoints against the testing set, and which of them became the model."""

from __future__ import annotations

import html
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QSignalBlocker, Qt
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..engine.settings import RunSettings
from .learning_widgets import AT_WORK, VALUE, NumberCell, fit_height, make_table, narrow_combo
from .page import Page, RunState, Services

SHOWN_CHECKPOINTS = 6


def read_json(path: Path) -> dict[str, Any]:
    """A record of the run; empty when it is missing or damaged."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


class SelectionPage(Page):
    """Which checkpoint became the model, why, and how good it is."""

    name = "selection"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._record: dict[str, Any] = {}
        self._classes: list[str] = []
        self._choosing = False
        self.why = QLabel()
        self.why.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.why)
        layout.addWidget(self._checkpoint_table())
        layout.addLayout(self._measure_line())
        layout.addWidget(self._matrix_part())
        layout.addWidget(self._classes_part())
        layout.addStretch()
        services.run.state_changed.connect(self._take_state)

    def title(self) -> str:
        """Heading of the page."""
        return self.tr("Choose the model")

    def intro(self) -> str:
        """What the testing set is for."""
        return self.tr(
            "Each checkpoint was tried on the testing chips, which it has never seen. The best one is the model."
        )

    def restore(self, settings: RunSettings) -> None:
        """Show the measure, and what the run folder holds."""
        blocker = QSignalBlocker(self.measure)
        self.measure.setCurrentIndex(self.measure.findData(settings.selection.measure))
        del blocker
        self._read_folder()

    def store(self, settings: RunSettings) -> RunSettings:
        """``settings`` with the measure."""
        return replace(settings, selection=replace(settings.selection, measure=self.measure.currentData()))

    def enter(self) -> None:
        """Read again what may have changed."""
        self._read_folder()

    # -- building -------------------------------------------------------------------------------------------

    def _checkpoint_table(self) -> QWidget:
        titles = (
            self.tr("Epoch"), self.tr("IoU\ntesting"), self.tr("F1\ntesting"), self.tr("Accuracy\ntesting"),
            self.tr("IoU\nvalidation"), self.tr("F1\nvalidation"), self.tr("Accuracy\nvalidation"),
            self.tr("Threshold"),
        )  # fmt: skip
        tips = (
            self.tr("The pass after which this checkpoint was saved."),
            self.tr("Overlap: what model and polygons share, of all that either marks. 1 is perfect."),
            self.tr("Middle way between precision and recall. 1 is perfect."),
            self.tr("Share of all pixels that are right. High even for a poor model where a class is rare."),
        )
        self.table = make_table(titles, self.tr("Checkpoints"))
        for column in range(len(titles)):
            tip = tips[(column - 1) % 3 + 1] if 0 < column < 7 else tips[0]
            if column == 7:
                tip = self.tr("Least probability from which a pixel counts; the best one on the validation set.")
            self.table.horizontalHeaderItem(column).setToolTip(tip)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAlternatingRowColors(True)
        self.table.setToolTip(self.tr("Click a row to see its figures below; click a heading to sort."))
        self.table.itemSelectionChanged.connect(self._show_details)
        return self.table

    def _measure_line(self) -> QHBoxLayout:
        self.measure = narrow_combo()
        self.measure.addItem(self.tr("IoU (overlap)"), "iou")
        self.measure.addItem(self.tr("Accuracy"), "accuracy")
        self.measure.addItem(self.tr("F1"), "f1")
        self.measure.setToolTip(
            self.tr("IoU is right for most maps. Accuracy suits classes that all cover much of the image.")
        )
        self.measure.currentIndexChanged.connect(self._edited)
        self.again = QPushButton(self.tr("Choose &again"))
        self.again.setToolTip(self.tr("Takes the best checkpoint by this measure as the model."))
        self.again.clicked.connect(self._choose_again)
        label = QLabel(self.tr("Best b&y"))
        label.setBuddy(self.measure)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self.measure, 1)
        line.addWidget(self.again)
        return line

    def _matrix_part(self) -> QWidget:
        box = QgsCollapsibleGroupBox(self.tr("What is taken for what"))
        self.matrix_note = QLabel(
            self.tr("Testing pixels. Each row is a class as you drew it: how much of it the model marks as what.")
        )
        self.matrix_note.setWordWrap(True)
        self.matrix = make_table((), self.tr("What is taken for what"))
        self.matrix.verticalHeader().show()
        layout = QVBoxLayout(box)
        layout.addWidget(self.matrix_note)
        layout.addWidget(self.matrix)
        return box

    def _classes_part(self) -> QWidget:
        box = QgsCollapsibleGroupBox(self.tr("How good for each class"))
        titles = (self.tr("Class"), self.tr("Precision"), self.tr("Recall"), self.tr("IoU"))
        self.per_class = make_table(titles, self.tr("How good for each class"))
        tips = (
            "",
            self.tr("Of all that the model marks as this class, how much is right."),
            self.tr("Of all that is this class, how much the model finds."),
            self.tr("Overlap: what model and polygons share, of all that either marks."),
        )
        for column, tip in enumerate(tips):
            self.per_class.horizontalHeaderItem(column).setToolTip(tip)
        QVBoxLayout(box).addWidget(self.per_class)
        return box

    # -- what is shown --------------------------------------------------------------------------------------

    def _read_folder(self) -> None:
        folder = Path(self.services.folder)
        record = read_json(folder / "selection.json")
        labels = read_json(folder / "labels" / "labels.json")
        self._classes = [str(item["name"]) for item in labels.get("classes", [])]
        if record != self._record or not record:
            self._record = record
            self._fill_table()
        self._show_buttons()

    def _candidates(self) -> list[dict[str, Any]]:
        return self._record.get("candidates", [])

    def _fill_table(self) -> None:
        blocker = QSignalBlocker(self.table)
        self.table.setSortingEnabled(False)
        self.table.setRowCount(len(self._candidates()))
        for line, candidate in enumerate(self._candidates()):
            chosen = candidate["epoch"] == self._record["chosen"]
            star = " ★" if chosen else ""
            cells = [NumberCell(candidate["epoch"], f"{candidate['epoch']}{star}")]
            for part in ("test", "validation"):
                for name in ("iou", "f1", "accuracy"):
                    value = candidate[part][name]
                    cells.append(NumberCell(value))
            cells.append(NumberCell(candidate["threshold"]))
            for column, cell in enumerate(cells):
                font = cell.font()
                font.setBold(chosen)
                cell.setFont(font)
                self.table.setItem(line, column, cell)
        self.table.setSortingEnabled(True)
        column = {"iou": 1, "f1": 2, "accuracy": 3}.get(self._record.get("measure", ""), 1)
        self.table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
        for line in range(self.table.rowCount()):
            if self.table.item(line, 0).data(VALUE) == self._record.get("chosen"):
                self.table.selectRow(line)
        del blocker
        fit_height(self.table, SHOWN_CHECKPOINTS)
        self._explain()
        self._show_details()

    def _explain(self) -> None:
        """Why this checkpoint, and how far its figure is to be believed."""
        if not self._candidates():
            self.why.setText(self.tr("There is no model yet: the training has to finish first."))
            return
        best = next(c for c in self._candidates() if c["epoch"] == self._record["chosen"])
        measure = self._record["measure"]
        text = self.tr(
            "<b>Epoch {epoch} is the model</b> (★): of {count} checkpoints it has the best {measure} on the "
            "testing chips, {value}. As it was picked by these very chips, expect a little less on new images."
        )
        if len(self._candidates()) == 1:
            text = self.tr(
                "<b>Epoch {epoch} is the model</b> (★): it is the only checkpoint. "
                "Its {measure} on the testing chips is {value}."
            )
        names = {"iou": self.tr("IoU"), "accuracy": self.tr("accuracy"), "f1": self.tr("F1")}
        self.why.setText(
            text.format(
                epoch=best["epoch"], count=len(self._candidates()),
                measure=names.get(measure, html.escape(measure)), value=NumberCell(best["test"][measure]).text(),
            )
        )  # fmt: skip

    def _show_details(self) -> None:
        """The confusion matrix and the classes of the row that is selected."""
        rows = self.table.selectionModel().selectedRows() if self.table.rowCount() else []
        epoch = self.table.item(rows[0].row(), 0).data(VALUE) if rows else None
        candidate = next((c for c in self._candidates() if c["epoch"] == epoch), None)
        for table in (self.matrix, self.per_class):
            table.setRowCount(0)
        if candidate is None:
            self.matrix.setColumnCount(0)
        else:
            count = len(candidate["confusion_matrix"])
            names = [*self._classes, *(self.tr("class {}").format(n + 1) for n in range(count))][:count]
            if len(self._classes) != count:
                names = [self.tr("class {}").format(n + 1) for n in range(count)]
            self._fill_matrix(candidate["confusion_matrix"], names)
            self._fill_classes(candidate["test"]["classes"], names)
        for table in (self.matrix, self.per_class):
            fit_height(table)

    def _fill_matrix(self, matrix: list[list[int]], names: list[str]) -> None:
        table = self.matrix
        table.setRowCount(len(matrix))
        table.setColumnCount(len(matrix))
        table.setVerticalHeaderLabels(names)
        table.setHorizontalHeaderLabels([f"→ {name}" for name in names])
        right = self.palette().color(QPalette.ColorRole.Highlight)
        for row, counts in enumerate(matrix):
            total = sum(counts)
            for column, count in enumerate(counts):
                share = count / total if total else 0.0
                cell = NumberCell(share, f"{100 * share:.1f} %" if total else "–")
                colour = QColor(right) if row == column else QColor("#d55e00")
                colour.setAlphaF(0.45 * share)
                cell.setBackground(colour)
                tip = self.tr("{count} pixels of “{truth}” are marked as “{seen}”.").format(
                    count=f"{count:,}", truth=names[row], seen=names[column]
                )
                cell.setToolTip(html.escape(tip))
                table.setItem(row, column, cell)

    def _fill_classes(self, classes: list[dict[str, Any]], names: list[str]) -> None:
        self.per_class.setRowCount(len(classes))
        for row, (figures, name) in enumerate(zip(classes, names, strict=False)):
            self.per_class.setItem(row, 0, QTableWidgetItem(name))
            for column, key in enumerate(("precision", "recall", "iou"), start=1):
                self.per_class.setItem(row, column, NumberCell(figures[key]))

    def _show_buttons(self) -> None:
        other = bool(self._record) and self.measure.currentData() != self._record.get("measure")
        self.again.setEnabled(other and self.services.run.state not in AT_WORK)

    # -- what the user does ---------------------------------------------------------------------------------

    def _edited(self) -> None:
        self._show_buttons()
        self.changed.emit()

    def _choose_again(self) -> None:
        self._choosing = True
        self.services.start_run("select")

    def _take_state(self, state: RunState) -> None:
        if state in AT_WORK:
            if self._choosing:
                self.why.setText(self.tr("Trying the checkpoints on the testing chips…"))
        elif self._choosing:
            self._choosing = False
            if state is RunState.FAILED:
                self.services.say(*self.services.run.failure)
            self._record = {}
            self._read_folder()
        elif state is RunState.FINISHED:
            self._read_folder()
        self._show_buttons()
