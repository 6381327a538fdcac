"""What is seldom asked about rasters: which bands are used, and at which pixel size."""

from __future__ import annotations

import dataclasses
from typing import Any

from qgis.core import QgsApplication
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QCoreApplication, QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..engine.settings import InputSettings
from .data_widgets import tooltip
from .learning_widgets import decimal, exact, narrow_combo, show_exact

_NUMBER = Qt.ItemDataRole.UserRole
_ROWS = 5


class RasterOptions(QgsCollapsibleGroupBox):
    """Bands and pixel size, folded. ``changed`` comes from the user alone."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setTitle(self.tr("More about the rasters"))
        self.setCollapsed(True)
        self._chosen: tuple[int, ...] = ()
        """The bands of the settings; empty: all."""
        self._bands: list[dict[str, Any]] = []
        """Those of the raster, ``{number, name}``; empty while they are not known."""
        self.bands = QListWidget()
        self.up = self._arrow("/mActionArrowUp.svg", self.tr("Move the band up"), -1)
        self.down = self._arrow("/mActionArrowDown.svg", self.tr("Move the band down"), 1)
        self.pixel_size = decimal(0.0, 10_000.0, 2, 0.1)
        self.resampling = narrow_combo()
        self._lay_out()
        self.bands.itemChanged.connect(self._bands_changed)
        self.bands.model().rowsMoved.connect(self._bands_changed)
        self.pixel_size.valueChanged.connect(self._size_changed)
        self.resampling.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.restore(InputSettings())

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def restore(self, inputs: InputSettings) -> None:
        """Show these settings, and unfold where they are not the usual ones."""
        blockers = [QSignalBlocker(widget) for widget in (self.pixel_size, self.resampling)]
        self._chosen = inputs.bands
        show_exact(self.pixel_size, inputs.pixel_size or 0.0)
        self.resampling.setCurrentIndex(self.resampling.findData(inputs.resampling))
        self.resampling.setEnabled(inputs.pixel_size is not None)
        del blockers
        self._fill()
        if inputs.bands or inputs.pixel_size:
            self.setCollapsed(False)

    def store(self, inputs: InputSettings) -> InputSettings:
        """``inputs`` with what is chosen here."""
        return dataclasses.replace(
            inputs,
            bands=self._chosen,
            pixel_size=exact(self.pixel_size) or None,
            resampling=self.resampling.currentData(),
        )

    def show_bands(self, bands: list[dict[str, Any]]) -> None:
        """Offer the bands of a raster, ``{number, name}``. Chosen ones that it does not have stay in the list, for
        the user to take out."""
        if bands != self._bands:
            self._bands = bands
            self._fill()

    def tab_order(self) -> list[QWidget]:
        """Its widgets from top to bottom."""
        return [self, self.bands, self.up, self.down, self.pixel_size, self.resampling]

    # -- helpers ----------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """The chosen bands in their order, then the others."""
        blocker = QSignalBlocker(self.bands)
        names = {item["number"]: item["name"] for item in self._bands}
        order = list(dict.fromkeys((*self._chosen, *names)))
        self.bands.clear()
        for number in order:
            item = QListWidgetItem(f"{number}  {names.get(number, self.tr('(not in this raster)'))}")
            item.setData(_NUMBER, number)
            item.setToolTip(tooltip(item.text()))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            chosen = number in self._chosen or not self._chosen
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self.bands.addItem(item)
        rows = min(max(len(order), 1), _ROWS)
        height = max(self.bands.sizeHintForRow(0), self.fontMetrics().height() + 4)
        self.bands.setFixedHeight(rows * height + 2 * self.bands.frameWidth() + 2)
        del blocker

    def _bands_changed(self, *_: object) -> None:
        items = [self.bands.item(row) for row in range(self.bands.count())]
        chosen = tuple(i.data(_NUMBER) for i in items if i.checkState() == Qt.CheckState.Checked)
        if not chosen:  # without any band there is nothing to see: the last one stays
            self._fill()
            return
        everything = tuple(item["number"] for item in self._bands)
        self._chosen = () if chosen == everything else chosen
        self.changed.emit()

    def _move(self, step: int) -> None:
        row = self.bands.currentRow()
        if row < 0 or not 0 <= row + step < self.bands.count():
            return
        blocker = QSignalBlocker(self.bands.model())
        item = self.bands.takeItem(row)
        self.bands.insertItem(row + step, item)
        self.bands.setCurrentRow(row + step)
        del blocker
        self.bands.viewport().update()
        self._bands_changed()

    def _size_changed(self) -> None:
        self.resampling.setEnabled(self.pixel_size.value() > 0)
        self.changed.emit()

    def _arrow(self, icon: str, text: str, step: int) -> QToolButton:
        button = QToolButton()
        button.setIcon(QgsApplication.getThemeIcon(icon))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setAutoRaise(True)
        button.clicked.connect(lambda: self._move(step))
        return button

    def _lay_out(self) -> None:
        self.bands.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.bands.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bands.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.bands.setAccessibleName(self.tr("Bands"))
        self.bands.setToolTip(
            self.tr("The bands that the network gets to see. Untick those that say nothing about what you look "
                    "for; the order matters only where a model is to be used on other rasters.")
        )  # fmt: skip
        self.pixel_size.setSuffix(" m")
        self.pixel_size.setSpecialValueText(self.tr("as they are"))
        self.pixel_size.setToolTip(
            self.tr("Larger pixels let the network see more ground at once, and take less time; things should "
                    "stay some ten pixels wide. The map gets pixels of this size. Metres on the ground.")
        )  # fmt: skip
        for text, value in (
            (self.tr("as fits the size"), "auto"),
            (self.tr("average of what a pixel covers"), "average"),
            (self.tr("between the nearest four"), "bilinear"),
        ):
            self.resampling.addItem(text, value)
        self.resampling.setToolTip(
            self.tr("How pixels of another size get their values. By itself: averages for larger pixels, values "
                    "in between for smaller ones. A pixel's class is the one that most of it has.")
        )  # fmt: skip
        arrows = QVBoxLayout()
        for button in (self.up, self.down):
            arrows.addWidget(button)
        arrows.addStretch(1)
        bands = QHBoxLayout()
        bands.addWidget(self.bands, 1)
        bands.addLayout(arrows)
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(self.tr("&Bands"), bands)
        form.labelForField(bands).setBuddy(self.bands)
        form.addRow(self.tr("Pi&xel size"), self.pixel_size)
        form.addRow(self.tr("Their &values"), self.resampling)
