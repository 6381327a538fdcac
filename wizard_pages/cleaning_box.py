"""The folded part of the *Result* page: small objects and holes, sure enough or not, and polygons."""

from __future__ import annotations

import math
from pathlib import Path

from qgis.core import QgsRasterLayer
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QCoreApplication, QSignalBlocker, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QDoubleSpinBox, QFormLayout, QLabel, QWidget

from ..engine.settings import MaskSettings
from ..i18n.numbers import localized
from .area_count import pixel_area
from .learning_widgets import decimal

LARGEST_M2 = 1e9


class CleaningBox(QgsCollapsibleGroupBox):
    """What is done to a mask after the threshold. ``changed`` comes from the user alone."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Clean up and polygons"))
        self.setCollapsed(True)
        self._pixel = math.nan
        self._given = MaskSettings()
        """What was restored: it may be more exact than what is shown."""
        self.smallest_object, self.smallest_hole = self._square_metres(), self._square_metres()
        self.least = decimal(0, 1, 3, 0.05)
        self.least.setSpecialValueText(self.tr("any"))
        self.polygons = QCheckBox(self.tr("Pol&ygons too"))
        self.simplify = QCheckBox(self.tr("Straight o&utlines"))
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.form = QFormLayout(self)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, widget, tip in self._rows():
            widget.setToolTip(tip)
            self.form.addRow(label, widget)
            if self.form.labelForField(widget) is not None:
                self.form.labelForField(widget).setToolTip(tip)
        self.form.addRow(self.note)
        for spin in (self.smallest_object, self.smallest_hole, self.least):
            spin.valueChanged.connect(lambda _: self._tell())
        for box in (self.polygons, self.simplify):
            box.toggled.connect(lambda _: self._tell())
        self.collapsedStateChanged.connect(lambda _: self._show())  # unfolding shows everything in it
        self._show()

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def restore(self, mask: MaskSettings) -> None:
        """Show these settings."""
        self._given = mask
        widgets = (self.smallest_object, self.smallest_hole, self.least, self.polygons, self.simplify)
        blockers = [QSignalBlocker(widget) for widget in widgets]
        self.smallest_object.setValue(mask.smallest_object)
        self.smallest_hole.setValue(mask.smallest_hole)
        self.least.setValue(mask.least_probability)
        self.polygons.setChecked(mask.polygons)
        self.simplify.setChecked(mask.simplify)
        del blockers
        self._show()

    def wanted(self, threshold: float | None) -> MaskSettings:
        """What is chosen, for a map that is made at this threshold."""
        has_least = self.least.isEnabled()
        return MaskSettings(
            threshold=threshold,
            least_probability=_exact(self.least, self._given.least_probability) if has_least else 0.0,
            smallest_object=_exact(self.smallest_object, self._given.smallest_object),
            smallest_hole=_exact(self.smallest_hole, self._given.smallest_hole),
            polygons=self.polygons.isChecked(),
            simplify=self.polygons.isChecked() and self.simplify.isChecked(),
        )

    def know_map(self, path: str, classes: int) -> None:
        """Offer what has a meaning for a map of so many classes, and tell how large its pixels are."""
        self.least.setEnabled(classes > 2)
        layer = QgsRasterLayer(path, "") if Path(path).is_file() else None
        self._pixel = pixel_area(layer) if layer is not None and layer.isValid() else math.nan
        self._show()

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for widget in (self.least, self.form.labelForField(self.least)):
            widget.setVisible(self.least.isEnabled() and not self.isCollapsed())
        self.simplify.setEnabled(self.polygons.isChecked())
        parts = [self.tr("Done when the map is loaded as a layer; the preview shows the threshold alone.")]
        sizes = [spin.value() for spin in (self.smallest_object, self.smallest_hole) if spin.value() > 0]
        if math.isfinite(self._pixel) and self._pixel > 0:
            parts.append(self.tr("A pixel covers {} m².").format(localized(f"{self._pixel:.3g}")))
            counts = " / ".join(localized(f"{size / self._pixel:,.0f}") for size in sizes)
            if counts:
                parts.append(self.tr("So that is {} pixels.").format(counts))
        self.note.setText(" ".join(parts))

    def _square_metres(self) -> QDoubleSpinBox:
        spin = decimal(0, LARGEST_M2, 2, 1)
        spin.setSuffix(self.tr(" m²"))
        spin.setSpecialValueText(self.tr("all stay"))
        spin.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        return spin

    def _rows(self) -> list[tuple[str, QWidget, str]]:
        return [
            (self.tr("Smallest o&bject"), self.smallest_object,
             self.tr("Objects that cover less ground than this vanish; they take the class that surrounds them.")),
            (self.tr("Smallest &hole"), self.smallest_hole,
             self.tr("Background that objects enclose is filled where it covers less ground than this.")),
            (self.tr("Sure by at l&east"), self.least,
             self.tr("Where the most probable class has less than this, the map says that nothing is known.")),
            ("", self.polygons,
             self.tr("Also writes a GeoPackage of the objects, with class, area in m² and mean probability, and "
                     "adds it as a layer.")),
            ("", self.simplify,
             self.tr("Outlines are straight lines rather than stairs of pixels. No point moves by more than a "
                     "pixel, and neighbours stay neighbours.")),
        ]  # fmt: skip


def _exact(spin: QDoubleSpinBox, given: float) -> float:
    """What was given, as long as it is what the widget shows; else what the user has entered."""
    shown = round(spin.value(), spin.decimals())
    return given if round(given, spin.decimals()) == shown else shown
