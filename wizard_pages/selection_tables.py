"""The tables of *Choose the model*: the checkpoints, what is taken for what, and how good each class is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QCoreApplication, QSignalBlocker, Qt
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..i18n.numbers import localized
from .data_widgets import tooltip
from .learning_widgets import VALUE, NumberCell, fit_height, make_table

SHOWN_CHECKPOINTS = 6
WIDEST_NAME = 120
"""Pixels that the name of a class takes at most as a heading; the whole of it is in its tip."""
_RIGHT, _WRONG = "#0072b2", "#d55e00"  # told apart with every kind of colour vision
_MEASURES = ("iou", "f1", "accuracy")


def tr(text: str) -> str:
    """The text in the user's language."""
    return QCoreApplication.translate("DeepSegmentationWizard", text)


def checkpoint_table() -> QTableWidget:
    """A table for a row each checkpoint, sortable."""
    titles = (tr("Epoch"), tr("IoU"), tr("F1"), tr("Accuracy"), tr("Threshold"))
    figures = (
        tr("Overlap: what model and polygons share, of all that either marks. 1 is perfect."),
        tr("Middle way between precision and recall. 1 is perfect."),
        tr("Share of all pixels that are right. High even for a poor model where a class is rare."),
    )
    tips = (
        tr("The pass after which this checkpoint was saved."), *figures,
        tr("Least probability from which a pixel counts; the best one on the validation set."),
    )  # fmt: skip
    table = make_table(titles, tr("Checkpoints"))
    for column, tip in enumerate(tips):
        table.horizontalHeaderItem(column).setToolTip(tip)
    # The epoch needs least: it gives way where a theme's headings are wide.
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setAlternatingRowColors(True)
    table.setToolTip(tr("Click a row to see its figures below; click a heading to sort."))
    return table


def fill_checkpoints(table: QTableWidget, record: dict[str, Any]) -> None:
    """Show the candidates of ``selection.json``, the model in bold with a star, and select it."""
    blocker = QSignalBlocker(table)
    candidates = record.get("candidates", [])
    table.setSortingEnabled(False)
    table.setRowCount(len(candidates))
    for line, candidate in enumerate(candidates):
        chosen = candidate["epoch"] == record["chosen"]
        cells = [NumberCell(candidate["epoch"], f"{candidate['epoch']}{' ★' if chosen else ''}")]
        cells += [NumberCell(candidate["test"][name]) for name in _MEASURES]
        cells.append(NumberCell(candidate["threshold"]))
        for column, cell in enumerate(cells):
            font = cell.font()
            font.setBold(chosen)
            cell.setFont(font)
            table.setItem(line, column, cell)
    table.setSortingEnabled(True)
    column = _MEASURES.index(record["measure"]) + 1 if record.get("measure") in _MEASURES else 1
    table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    for line in range(table.rowCount()):
        if table.item(line, 0).data(VALUE) == record.get("chosen"):
            table.selectRow(line)
    del blocker
    fit_height(table, SHOWN_CHECKPOINTS)


def selected_epoch(table: QTableWidget) -> int | None:
    """The epoch of the row that is selected."""
    rows = table.selectionModel().selectedRows() if table.rowCount() else []
    return int(table.item(rows[0].row(), 0).data(VALUE)) if rows else None


class MatrixPart(QgsCollapsibleGroupBox):
    """The confusion matrix of a checkpoint, in shares of what was drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(tr("What is taken for what"))
        note = QLabel(
            tr("Testing pixels. Each row is a class as you drew it: how much of it the model marks as what.")
        )
        note.setWordWrap(True)
        self.table = make_table((), tr("What is taken for what"))
        self.table.setToolTip(tr("Each row adds up to 100 %; the diagonal is what is right."))
        for header in (self.table.verticalHeader(), self.table.horizontalHeader()):
            header.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.horizontalHeader().setMaximumSectionSize(WIDEST_NAME)
        self.table.verticalHeader().setMaximumWidth(WIDEST_NAME)
        self.table.verticalHeader().show()
        layout = QVBoxLayout(self)
        layout.addWidget(note)
        layout.addWidget(self.table)

    def show_matrix(self, matrix: Sequence[Sequence[int]], names: Sequence[str]) -> None:
        """Show pixel counts, truth down and prediction across; nothing for an empty matrix."""
        table = self.table
        table.setRowCount(len(matrix))
        table.setColumnCount(len(matrix))
        for number, name in enumerate(names[: len(matrix)]):
            for heading, set_heading in (
                (QTableWidgetItem(name), table.setVerticalHeaderItem),
                (QTableWidgetItem(f"→ {name}"), table.setHorizontalHeaderItem),
            ):
                heading.setToolTip(tooltip(name))
                set_heading(number, heading)
        for row, counts in enumerate(matrix):
            total = sum(counts)
            for column, count in enumerate(counts):
                share = count / total if total else 0.0
                cell = NumberCell(share, localized(f"{100 * share:.1f}") + " %" if total else "–")
                colour = QColor(_RIGHT if row == column else _WRONG)
                colour.setAlphaF(0.45 * share)
                cell.setBackground(colour)
                words = tr("{count} pixels of “{truth}” are marked as “{seen}”.")
                about = words.format(count=localized(f"{count:,}"), truth=names[row], seen=names[column])
                cell.setToolTip(tooltip(about))
                table.setItem(row, column, cell)
        fit_height(table)


class ClassesPart(QgsCollapsibleGroupBox):
    """Precision, recall and IoU of each class."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(tr("How good for each class"))
        self.table = make_table((tr("Class"), tr("Precision"), tr("Recall"), tr("IoU")), self.title())
        tips = (
            tr("The classes as you named them."),
            tr("Of all that the model marks as this class, how much is right."),
            tr("Of all that is this class, how much the model finds."),
            tr("Overlap: what model and polygons share, of all that either marks."),
        )
        for column, text in enumerate(tips):
            self.table.horizontalHeaderItem(column).setToolTip(text)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        QVBoxLayout(self).addWidget(self.table)

    def show_classes(self, classes: Sequence[dict[str, Any]], names: Sequence[str]) -> None:
        """Show the figures of each class."""
        self.table.setRowCount(len(classes))
        for row, (figures, name) in enumerate(zip(classes, names, strict=False)):
            cell = QTableWidgetItem(name)
            cell.setToolTip(tooltip(name))
            self.table.setItem(row, 0, cell)
            for column, key in enumerate(("precision", "recall", "iou"), start=1):
                self.table.setItem(row, column, NumberCell(figures[key]))
        fit_height(self.table)
