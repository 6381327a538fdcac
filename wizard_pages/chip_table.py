"""The table of testing chips: thousands of rows, sorted by their IoU."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ..i18n.numbers import localized
from .data_widgets import tooltip
from .learning_widgets import ROW_HEIGHT, swatch
from .score_map import COLOURS, group_of

NAME, IOU = 0, 1
_RIGHT = 0x82
"""AlignRight and AlignVCenter as a number, which models of Qt 5 and 6 may both give."""


@dataclass(frozen=True)
class Chip:
    """A testing chip and how well one checkpoint sees it; None where there is nothing to see."""

    name: str
    iou: float | None


class ChipModel(QAbstractTableModel):
    """Thousands of chips for a table, without an item for each; it sorts itself, what has no figure last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips: list[Chip] = []
        self._order = (IOU, Qt.SortOrder.AscendingOrder)
        self._swatches: list[QIcon] = []

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these, in the order that was chosen last."""
        self._swatches = self._swatches or [swatch(colour) for colour in COLOURS]
        self.beginResetModel()
        self.chips = list(chips)
        self._sort()
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        """A row for each chip."""
        return 0 if parent.isValid() else len(self.chips)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Name and IoU."""
        return 0 if parent.isValid() else 2

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell shows."""
        chip = self.chips[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            if index.column() == NAME:
                return Path(chip.name).stem
            return "–" if chip.iou is None else localized(f"{chip.iou:.3f}")
        if role == Qt.ItemDataRole.DecorationRole and index.column() == NAME:
            return self._swatches[group_of(chip.iou)]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == IOU:
            return _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            text = chip.name
            if chip.iou is None:
                text += "\n" + self.tr("Nothing of the classes is here, neither drawn nor marked by the model.")
            return tooltip(text)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Headings with their tips."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("Testing chip"), self.tr("IoU"))[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.ToolTipRole:
            return (
                self.tr("The file in chips/test, named after its row (r) and column (c) in the raster."),
                self.tr("Overlap in this chip: what model and polygons share, of all that either marks."),
            )[section]
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self._order = (column, order)
        self.layoutAboutToBeChanged.emit()
        before = [self.chips[index.row()] for index in self.persistentIndexList()]
        self._sort()
        places = {id(chip): row for row, chip in enumerate(self.chips)}
        for index, chip in zip(self.persistentIndexList(), before, strict=True):
            self.changePersistentIndex(index, self.index(places[id(chip)], index.column()))
        self.layoutChanged.emit()

    def _sort(self) -> None:
        column, order = self._order
        down = order == Qt.SortOrder.DescendingOrder
        if column == NAME:
            self.chips.sort(key=lambda chip: chip.name, reverse=down)
        else:
            sign = -1 if down else 1
            self.chips.sort(key=lambda chip: (chip.iou is None, sign * (chip.iou or 0.0), chip.name))


def make_view(model: ChipModel, name: str) -> QTableView:
    """A table in the look of the others."""
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName(name)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    view.horizontalHeader().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
    view.horizontalHeader().setSectionResizeMode(IOU, QHeaderView.ResizeMode.Fixed)
    view.horizontalHeader().resizeSection(IOU, view.fontMetrics().horizontalAdvance("0.000") + 40)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    view.setAlternatingRowColors(True)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.setSortingEnabled(True)
    view.sortByColumn(IOU, Qt.SortOrder.AscendingOrder)
    return view
