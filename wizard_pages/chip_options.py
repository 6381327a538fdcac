"""The folded options of the chips: which windows are used, and what becomes of their files."""

from __future__ import annotations

from typing import Any

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QCoreApplication, QSignalBlocker, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QDoubleSpinBox, QFormLayout, QWidget

from ..engine.settings import ChipSettings
from .learning_widgets import decimal, exact, narrow_combo, show_exact

_ALL = -1.0


class ChipOptions(QgsCollapsibleGroupBox):
    """Everything about chips but window and stride. ``changed`` comes from the user alone."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("More"))
        self.setCollapsed(True)
        self.min_known = _percentage(0.0, self.tr("any pixel is enough"))
        self.without_rois = _percentage(_ALL, self.tr("as many as there are"))
        self.format = narrow_combo()
        self.format.addItem(self.tr("GeoTIFF, opens in QGIS"), "geotiff")
        self.format.addItem(self.tr("NumPy, values alone"), "npy")
        self.keep = QCheckBox(self.tr("&Keep the chips after the run"))
        form = QFormLayout(self)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, widget, name, tip in self._rows():
            widget.setObjectName(name)
            widget.setToolTip(tip)
            if label:
                form.addRow(label, widget)
                form.labelForField(widget).setToolTip(tip)
            else:
                form.addRow(widget)
        self.restore(ChipSettings())
        for box in (self.min_known, self.without_rois):
            box.valueChanged.connect(self._number_changed)
        self.format.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.keep.toggled.connect(lambda _: self.changed.emit())

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def restore(self, chips: ChipSettings) -> None:
        """Show these settings, and unfold where they are not the usual ones."""
        blockers = [QSignalBlocker(widget) for _, widget, _, _ in self._rows()]
        show_exact(self.min_known, chips.min_known)
        show_exact(self.without_rois, _ALL if chips.without_rois is None else chips.without_rois)
        self.format.setCurrentIndex(self.format.findData(chips.format))
        self.keep.setChecked(chips.keep)
        del blockers
        if chips != ChipSettings(chips.window, chips.stride):
            self.setCollapsed(False)

    def values(self) -> dict[str, Any]:
        """What is shown here, by the names of the settings."""
        without = exact(self.without_rois)
        return {
            "format": self.format.currentData(),
            "keep": self.keep.isChecked(),
            "min_known": exact(self.min_known),
            "without_rois": None if without == _ALL else without,
        }

    def _number_changed(self) -> None:
        box = self.without_rois
        if _ALL < box.value() < 0:  # between all and none there is nothing below 0
            with QSignalBlocker(box):
                show_exact(box, 0.0)
        self.changed.emit()

    def _rows(self) -> list[tuple[str, QWidget, str, str]]:
        """Label, widget, name and advice of each option."""
        return [
            (
                self.tr("At &least labelled"), self.min_known, "min_known",
                self.tr("Chips of which less is labelled are left out: those that lie mostly on ground without "
                        "image, or outside the labelled area, teach little and cost as much time as any other."),
            ),
            (
                self.tr("Without &ROIs, at most"), self.without_rois, "without_rois",
                self.tr("How many of 100 chips may be without any ROI. Where ROIs are rare, 20 to 50 % save much "
                        "time. Those that stay are drawn by chance, from all over the area."),
            ),
            (
                self.tr("&Files of chips"), self.format, "format",
                self.tr("GeoTIFF files open in QGIS, in their place on the map. NumPy files are for programs of "
                        "your own; the result is the same."),
            ),
            (
                "", self.keep, "keep",
                self.tr("When unticked, chips and their copies are deleted at the end of the run, to free the "
                        "disk. They are made again when a step needs them."),
            ),
        ]  # fmt: skip


def _percentage(least: float, at_least: str) -> QDoubleSpinBox:
    box = decimal(least, 100.0, 1, 5.0)
    box.setSuffix(" %")
    box.setSpecialValueText(at_least)
    return box
