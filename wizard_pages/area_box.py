"""The area of each class of a mask, counted away from the GUI thread."""

from __future__ import annotations

import math

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtCore import QCoreApplication, QLocale
from qgis.PyQt.QtWidgets import QGroupBox, QHeaderView, QLabel, QSizePolicy, QTableWidgetItem, QVBoxLayout, QWidget

from .area_count import AreaCount
from .data_widgets import class_name
from .learning_widgets import NumberCell, fit_height, make_table, swatch
from .result_layers import MapClass


class AreaBox(QGroupBox):
    """A table of hectares, square metres and shares; hidden until there is a mask to measure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Area of each class"))
        self._count: AreaCount | None = None
        self._classes: list[MapClass] = []
        titles = (self.tr("Class"), self.tr("Hectares"), self.tr("m²"), self.tr("Share"))
        self.table = make_table(titles, self.title())
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setToolTip(self.tr("Measured on the ellipsoid: true on the ground, whatever the projection."))
        self.note = QLabel()
        self.note.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(self.table)
        layout.addWidget(self.note)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def forget(self) -> None:
        """Hide, and stop counting."""
        count, self._count = self._count, None
        if count is not None:
            count.finished.disconnect(self._fill)
            count.close()
        self.hide()

    def measure(self, layer: QgsRasterLayer, classes: list[MapClass]) -> None:
        """Count the layer's pixels in the background, then show the areas."""
        self.forget()
        self.table.setRowCount(0)
        self.table.hide()
        self.note.setText(self.tr("Counting…"))
        self.note.show()
        self.show()
        self._classes = classes
        self._count = AreaCount(layer, [item.code for item in classes])
        self._count.finished.connect(self._fill)
        self.destroyed.connect(self._count.close)
        self._count.start()

    def _fill(self) -> None:
        count, self._count = self._count, None
        if count is None:
            return
        count.close()
        if count.areas is None:
            self.note.setText(self.tr("The areas could not be counted."))
            return
        classes = self._classes
        locale, total = QLocale(), sum(pixels for pixels, _ in count.areas.values()) or 1
        rows = sorted(classes, key=lambda item: (item.code == 0, item.code))
        self.table.setRowCount(len(rows))
        for row, item in enumerate(rows):
            pixels, area = count.areas[item.code]
            name = QTableWidgetItem(swatch(item.colour), class_name(item.name))
            self.table.setItem(row, 0, name)
            self.table.setItem(row, 1, _area_cell(locale, area / 10_000, 2))
            self.table.setItem(row, 2, _area_cell(locale, area, 0))
            share = 100 * pixels / total
            self.table.setItem(row, 3, NumberCell(share, f"{locale.toString(share, 'f', 1)} %"))
        self.table.show()
        fit_height(self.table)
        unknown = any(math.isnan(area) for _, area in count.areas.values())
        self.note.setVisible(unknown)
        self.note.setText(self.tr("The raster has no coordinate reference system, so its areas are not known."))


def _area_cell(locale: QLocale, value: float, decimals: int) -> NumberCell:
    return NumberCell(value, None if math.isnan(value) else locale.toString(value, "f", decimals))
