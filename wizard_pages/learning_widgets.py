"""Small widgets and cells that the pages from *Network and training* to *Result* share."""

from __future__ import annotations

import math

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPaintEvent, QPixmap
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDoubleSpinBox,
    QHeaderView,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QTableWidget,
    QTableWidgetItem,
)

from ..i18n.numbers import localized
from .page import RunState

AT_WORK = (RunState.RUNNING, RunState.STOPPING)
VALUE = Qt.ItemDataRole.UserRole
GIVEN = "given"
"""Property of a spin box: what it was given to show."""
SHOWN = "shown"
"""And what it made of that, rounded and within its range."""
MOST_ROWS = 10
ROW_HEIGHT = 24


class NumberCell(QTableWidgetItem):
    """A cell that sorts by its number; what is unknown comes last."""

    def __init__(self, value: float | None, text: str | None = None) -> None:
        number = math.nan if value is None else float(value)
        unknown = math.isnan(number)
        super().__init__(("–" if unknown else localized(f"{number:.3f}")) if text is None else text)
        self.setData(VALUE, -1.0 if unknown else number)
        self.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def __lt__(self, other: QTableWidgetItem) -> bool:
        return self.data(VALUE) < other.data(VALUE)


def make_table(titles: tuple[str, ...], name: str) -> QTableWidget:
    """A table to read, as narrow as its contents."""
    table = QTableWidget(0, len(titles))
    table.setHorizontalHeaderLabels(titles)
    table.setAccessibleName(name)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    return table


def fit_height(table: QTableWidget, most: int = MOST_ROWS) -> None:
    """As high as its rows, up to ``most``; more scroll. Room for a scroll bar below, where one may be needed."""
    rows = sum(table.rowHeight(row) for row in range(min(table.rowCount(), most)))
    header = table.horizontalHeader()
    bar = 0
    if (
        header.sectionResizeMode(0) != QHeaderView.ResizeMode.Stretch
        and header.length() > table.viewport().width()
    ):
        bar = table.horizontalScrollBar().sizeHint().height()
    table.setFixedHeight(header.sizeHint().height() + rows + 2 * table.frameWidth() + bar + 2)


class _ElidingCombo(QComboBox):
    """A combo box in which a long entry loses its middle, not its end."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As the style paints it, but for the text."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        words = option.currentText
        option.currentText = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideMiddle, room.width() - 4)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


def narrow_combo() -> QComboBox:
    """A combo box that does not widen the dock for a long entry."""
    combo = _ElidingCombo()
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(12)
    return combo


def whole_number(least: int, most: int) -> QSpinBox:
    """A spin box that speaks up when typing is done, not at each digit."""
    spin = QSpinBox()
    spin.setRange(least, most)
    spin.setKeyboardTracking(False)
    return spin


def decimal(least: float, most: float, decimals: int, step: float) -> QDoubleSpinBox:
    """The same for numbers with decimals."""
    spin = QDoubleSpinBox()
    spin.setDecimals(decimals)
    spin.setRange(least, most)
    spin.setSingleStep(step)
    spin.setKeyboardTracking(False)
    return spin


def show_exact(spin: QDoubleSpinBox, value: float) -> None:
    """Show ``value``, rounded if need be, and remember it for ``exact``."""
    spin.setProperty(GIVEN, value)
    spin.setValue(value)
    spin.setProperty(SHOWN, spin.value())


def exact(spin: QDoubleSpinBox) -> float:
    """The number shown; the one given to ``show_exact`` while that is what is shown, so that no digit is lost."""
    shown, given = spin.value(), spin.property(GIVEN)
    return shown if given is None or shown != spin.property(SHOWN) else given


def swatch(colour: str) -> QIcon:
    """A small square of a class's colour."""
    pixmap = QPixmap(12, 12)
    pixmap.fill(QColor(colour))
    return QIcon(pixmap)
