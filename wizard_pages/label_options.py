"""What is seldom asked about labels: widths of lines and points, overlaps, pixels at the edges, empty rasters."""

from __future__ import annotations

import dataclasses

from qgis.core import QgsVectorLayer, QgsWkbTypes
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QCoreApplication, QSignalBlocker, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QDoubleSpinBox, QFormLayout, QVBoxLayout, QWidget

from ..engine.settings import InputSettings
from .learning_widgets import narrow_combo

USUAL_METRES = 2.0


class LabelOptions(QWidget):
    """Widths, shown while a layer has lines or points, and the rest folded. ``changed`` comes from the user."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.line_width = _metres(self.tr("Each line becomes a strip so wide on the ground, such as a road."))
        self.point_radius = _metres(
            self.tr("Each point becomes a disc of this radius on the ground, such as a crown.")
        )
        self.overlap = narrow_combo()
        for text, value in (
            (self.tr("the one drawn later"), "later"),
            (self.tr("the one drawn earlier"), "earlier"),
            (self.tr("the smaller one"), "smaller"),
        ):
            self.overlap.addItem(text, value)
        self.overlap.setToolTip(self.tr("Of two polygons on one pixel, one gives it its class."))
        self.without_rois = narrow_combo()
        self.without_rois.addItem(self.tr("are left out"), "skip")
        self.without_rois.addItem(self.tr("are all background"), "background")
        self.without_rois.setToolTip(
            self.tr("For tiles under one layer. Take them for background only if somebody has searched them.")
        )
        self.all_touched = QCheckBox(self.tr("Take every pixel that a polygon to&uches"))
        self.all_touched.setToolTip(
            self.tr("For things about as thin as a pixel, which else leave gaps. Usually a pixel counts when the "
                    "polygon covers its middle.")
        )  # fmt: skip
        self._widths, self._rest = QFormLayout(), QgsCollapsibleGroupBox(self.tr("More about the polygons"))
        self._lay_out()
        for spin in (self.line_width, self.point_radius):
            spin.valueChanged.connect(lambda _: self.changed.emit())
        for combo in (self.overlap, self.without_rois):
            combo.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.all_touched.toggled.connect(lambda _: self.changed.emit())

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def restore(self, inputs: InputSettings) -> None:
        """Show these settings."""
        blockers = [QSignalBlocker(widget) for widget in self.tab_order()]
        self.line_width.setValue(inputs.line_width or USUAL_METRES)
        self.point_radius.setValue(inputs.point_radius or USUAL_METRES)
        self.overlap.setCurrentIndex(self.overlap.findData(inputs.overlap))
        self.without_rois.setCurrentIndex(self.without_rois.findData(inputs.without_rois))
        self.all_touched.setChecked(inputs.all_touched)
        del blockers
        self._show_width(self.line_width, inputs.line_width is not None)
        self._show_width(self.point_radius, inputs.point_radius is not None)

    def store(self, inputs: InputSettings) -> InputSettings:
        """``inputs`` with what is chosen here."""
        return dataclasses.replace(
            inputs,
            line_width=None if self.line_width.isHidden() else self.line_width.value(),
            point_radius=None if self.point_radius.isHidden() else self.point_radius.value(),
            overlap=self.overlap.currentData(),
            without_rois=self.without_rois.currentData(),
            all_touched=self.all_touched.isChecked(),
        )

    def tab_order(self) -> list[QWidget]:
        """Its widgets from top to bottom."""
        return [self.line_width, self.point_radius, self._rest, self.overlap, self.without_rois, self.all_touched]

    def show_layers(self, layers: list[QgsVectorLayer]) -> None:
        """Ask for the width of lines and points where there are any; of layers that cannot be read, who knows."""
        if not all(layer.isValid() for layer in layers):
            return
        kinds = {layer.geometryType() for layer in layers}
        self._show_width(self.line_width, QgsWkbTypes.GeometryType.LineGeometry in kinds)
        self._show_width(self.point_radius, QgsWkbTypes.GeometryType.PointGeometry in kinds)

    def _show_width(self, spin: QDoubleSpinBox, visible: bool) -> None:
        for widget in (spin, self._widths.labelForField(spin)):
            widget.setVisible(visible)

    def _lay_out(self) -> None:
        self._widths.addRow(self.tr("&Width of lines"), self.line_width)
        self._widths.addRow(self.tr("Radius of &points"), self.point_radius)
        form = QFormLayout(self._rest)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(self.tr("Where two o&verlap, counts"), self.overlap)
        form.addRow(self.tr("&Rasters without any polygon"), self.without_rois)
        form.addRow(self.all_touched)
        self._rest.setCollapsed(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._widths)
        layout.addWidget(self._rest)


def _metres(tip: str) -> QDoubleSpinBox:
    spin = QDoubleSpinBox()
    spin.setRange(0.01, 10_000)
    spin.setDecimals(2)
    spin.setSuffix(" m")
    spin.setToolTip(tip)
    spin.setKeyboardTracking(False)
    return spin
