"""How the chips are divided: the usual ways in sight, groups of ROIs and cross-validation folded away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsFields, QgsVectorLayer
from qgis.gui import QgsCollapsibleGroupBox, QgsFieldComboBox
from qgis.PyQt.QtCore import QCoreApplication, QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ..engine.settings import MOST_FOLDS, SplitSettings
from .data_widgets import wrapped
from .layers import Sources, has_unsaved_edits, read_layer
from .page import Services
from .source_box import SourceBox

LEAST_SCENES = LEAST_FOLDS = 3
_INDENT = 20
"""Of what belongs to a method, below its button."""


class SplitMethod(QWidget):
    """Chooses the method, its layer and field, and the folds. ``changed`` comes from the user alone.

    ``more`` is a part of it that the page puts where it likes.
    """

    changed = pyqtSignal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._sources = Sources(self)
        self._sources.changed.connect(self._layer_saved)
        self._sources.touched.connect(self._show_edits)
        self.destroyed.connect(self._sources.close)
        self.by_area = QRadioButton(self.tr("by &area (recommended)"))
        self.at_random = QRadioButton(self.tr("at rando&m"))
        self.by_scene = QRadioButton(self.tr("by raste&r, each one whole"))
        self.by_layer = QRadioButton(self.tr("by &polygons of mine"))
        self.by_field = QRadioButton(self.tr("by &groups of ROIs, as a field says"))
        self.buttons: dict[str, QRadioButton] = {
            "area": self.by_area, "random": self.at_random, "scene": self.by_scene, "layer": self.by_layer,
            "field": self.by_field,
        }  # fmt: skip
        self.layer = SourceBox(services, self._sources, False, self.tr("Choose a polygon layer"))
        self.layer_field, self.group_field = FieldBox(), FieldBox()
        self.folds, self.fold = QSpinBox(), QSpinBox()
        self._edits = wrapped(soft=True)
        self._edits.setTextFormat(Qt.TextFormat.PlainText)  # a layer's name may look like HTML
        self.more = QgsCollapsibleGroupBox(self.tr("More"))
        self._explain()
        self._lay_out()
        self._connect()

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    @property
    def method(self) -> str:
        """The name of the method that is chosen."""
        return next((name for name, button in self.buttons.items() if button.isChecked()), "area")

    @property
    def uses_percentages(self) -> bool:
        """Whether the percentages count."""
        return self.method != "layer" and self.folds.value() < LEAST_FOLDS

    @property
    def is_complete(self) -> bool:
        """Whether everything is chosen that the method needs."""
        if self.method == "layer":
            return bool(self.layer.path_or_nothing() and self.layer_field.name())
        return self.method != "field" or bool(self.group_field.name())

    def restore(self, split: SplitSettings) -> None:
        """Show these settings, and unfold where they are not the usual ones."""
        blockers = [QSignalBlocker(widget) for widget in (self.folds, self.fold)]
        self.buttons[split.method].setChecked(True)
        self.layer.show_path(split.layer or "")
        self._follow_layer()
        self.layer_field.show_name(split.field if split.method == "layer" else None)
        self.group_field.show_name(split.field if split.method == "field" else None)
        self.folds.setValue(split.folds or LEAST_FOLDS - 1)
        self.fold.setMaximum(split.folds or 1)
        self.fold.setValue(split.fold or 1)
        del blockers
        if split.method == "field" or split.folds is not None:
            self.more.setCollapsed(False)
        self._show_parts()

    def values(self) -> dict[str, Any]:
        """What is chosen, by the names of the settings. Raises EngineError for a layer that cannot be used."""
        folds = self.folds.value() if self.folds.value() >= LEAST_FOLDS and self.method != "layer" else None
        field = {"layer": self.layer_field, "field": self.group_field}.get(self.method)
        return {
            "method": self.method,
            "layer": (self.layer.path() or None) if self.method == "layer" else None,
            "field": field.name() if field is not None else None,
            "folds": folds,
            "fold": self.fold.value() if folds else None,
        }

    def show_scenes(self, rasters: int, rois: str) -> None:
        """Follow the first page: how many rasters there are, and the path of the first ROI layer."""
        self.by_scene.setVisible(rasters >= LEAST_SCENES or self.by_scene.isChecked())
        if rois:
            self.group_field.show_layer(read_layer(rois, False))

    def keep(self, path: str, folder: Path) -> str:
        """Where the layer at ``path`` stays for a run in ``folder``. Raises EngineError when it cannot be kept."""
        return self._sources.keep(path, folder / "inputs")

    # -- helpers ----------------------------------------------------------------------------------------------

    def _explain(self) -> None:
        self.by_area.setToolTip(
            self.tr("Each set gets ground of its own. Chips across a border are left out, so no pixel is in two "
                    "sets, and the figures tell what to expect on new ground.")
        )  # fmt: skip
        self.at_random.setToolTip(
            self.tr("Any chip may fall into any set, and none is lost. Neighbours overlap, so the network is "
                    "judged on pixels that it has learnt from: the figures look better than they are.")
        )  # fmt: skip
        self.by_scene.setToolTip(
            self.tr("All chips of a raster come into one set: the figures tell what to expect on another raster, "
                    "such as another day or place.")
        )  # fmt: skip
        self.by_layer.setToolTip(
            self.tr("You draw the ground of each set, in a polygon layer with a field that says train, validation "
                    "or test. Chips that no polygon holds whole are left out.")
        )  # fmt: skip
        self.by_field.setToolTip(
            self.tr("ROIs with the same value, such as a plot, an owner or a region, come into one set, with the "
                    "ground around them. A chip on ROIs of two sets is left out.")
        )  # fmt: skip
        self.layer.combo.setAccessibleName(self.tr("Polygons of the sets"))
        self.layer_field.setToolTip(self.tr("The field that says train, validation or test."))
        self.group_field.setToolTip(self.by_field.toolTip())
        self.folds.setRange(LEAST_FOLDS - 1, MOST_FOLDS)
        self.folds.setSpecialValueText(self.tr("none"))
        self.folds.setToolTip(
            self.tr("Cross-validation: the ground is cut into so many parts, and each run keeps another one for "
                    "testing. So you learn how much the figures depend on the place; 5 are usual.")
        )  # fmt: skip
        self.fold.setMinimum(1)
        self.fold.setToolTip(
            self.tr("The part that this run keeps for testing; the next one is for validation. Start a run for "
                    "each, in a folder of its own; the command line does all of them in one go.")
        )  # fmt: skip

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._group = QButtonGroup(self)
        for button in self.buttons.values():
            self._group.addButton(button)
        for name in ("area", "random", "scene", "layer"):
            layout.addWidget(self.buttons[name])
        self._polygons = QWidget()
        form = QFormLayout(self._polygons)
        form.setContentsMargins(_INDENT, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("&Layer"), self.layer)
        form.addRow(self.tr("Set i&n field"), self.layer_field)
        form.addRow(self._edits)
        layout.addWidget(self._polygons)
        self._groups = QWidget()
        line = QHBoxLayout(self._groups)
        line.setContentsMargins(_INDENT, 0, 0, 0)
        line.addWidget(self.group_field)
        self._folds = QFormLayout()
        self._folds.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._folds.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._folds.addRow(self.tr("F&olds (cross-validation)"), self.folds)
        self._folds.addRow(self.tr("&Tested in this run"), self.fold)
        inside = QVBoxLayout(self.more)
        inside.addWidget(self.by_field)
        inside.addWidget(self._groups)
        inside.addLayout(self._folds)
        self.more.setCollapsed(True)

    def _connect(self) -> None:
        for button in self.buttons.values():
            button.clicked.connect(self._chosen)
        self.layer.changed.connect(self._layer_chosen)
        self.layer_field.chosen.connect(self._chosen)
        self.group_field.chosen.connect(self._chosen)
        self.folds.valueChanged.connect(self._folds_changed)
        self.fold.valueChanged.connect(lambda _: self.changed.emit())
        for spin in (self.folds, self.fold):
            spin.setKeyboardTracking(False)

    def _chosen(self, *_: Any) -> None:
        self._show_parts()
        self.changed.emit()

    def _layer_chosen(self) -> None:
        self._follow_layer()
        self._chosen()

    def _folds_changed(self) -> None:
        self.fold.blockSignals(True)
        self.fold.setMaximum(max(self.folds.value(), 1))
        self.fold.blockSignals(False)
        self._chosen()

    def _follow_layer(self) -> None:
        layer = self.layer.layer()
        self.layer_field.show_layer(layer if isinstance(layer, QgsVectorLayer) else None)

    def _layer_saved(self) -> None:
        if self.method == "layer":
            self._chosen()

    def _show_parts(self) -> None:
        """What the method needs, and no more."""
        self._polygons.setVisible(self.method == "layer")
        self._groups.setVisible(self.method == "field")
        for widget in (self.folds, self._folds.labelForField(self.folds)):
            widget.setEnabled(self.method != "layer")
        for widget in (self.fold, self._folds.labelForField(self.fold)):
            widget.setEnabled(self.method != "layer" and self.folds.value() >= LEAST_FOLDS)
        self._show_edits()

    def _show_edits(self, *_: Any) -> None:
        layer = self.layer.layer()
        unsaved = has_unsaved_edits(layer)
        self._edits.setVisible(unsaved)
        if layer is not None and unsaved:
            self._edits.setText(
                self.tr("“{}” has edits that are not saved; only what is saved counts.").format(layer.name())
            )


class FieldBox(QgsFieldComboBox):
    """A field of a layer. A name that the layer lacks is kept until another one is chosen."""

    chosen = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._missing: str | None = None
        self.setAllowEmptyFieldName(True)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.fieldChanged.connect(self._choose)

    def name(self) -> str | None:
        """The name of the field, None where none is chosen."""
        return self.currentField() or self._missing

    def show_name(self, name: str | None) -> None:
        """Show this field, without ``chosen``."""
        self.blockSignals(True)
        self.setField(name or "")
        self._missing = name if name and self.currentField() != name else None
        self.blockSignals(False)

    def show_layer(self, layer: QgsVectorLayer | None) -> None:
        """Offer the fields of this layer, keeping the one that is chosen. The layer is not held."""
        name, fields = self.name(), QgsFields()
        keys = set(layer.primaryKeyAttributes()) if layer is not None else set()  # QGIS's own numbers
        for number, field in enumerate(layer.fields() if layer is not None else ()):
            if number not in keys:
                fields.append(field)
        self.blockSignals(True)
        self.setFields(fields)
        self.blockSignals(False)
        self.show_name(name)

    def _choose(self) -> None:
        self._missing = None
        self.chosen.emit()
