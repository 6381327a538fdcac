"""The folded settings of the network and its training, each with its advice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QCoreApplication, QSignalBlocker, pyqtSignal
from qgis.PyQt.QtWidgets import QDoubleSpinBox, QFormLayout, QVBoxLayout, QWidget

from ..engine.settings import RunSettings
from .advanced_rows import AdvancedRows
from .class_weights import ClassWeights
from .data_widgets import heading
from .setting_rows import Row


class AdvancedSettings(QgsCollapsibleGroupBox):
    """Network, training but for its duration, and seed. ``changed`` comes from the user alone."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Advanced"))
        self.setCollapsed(True)
        self._found: dict[str, str] | None = None
        self.seed = QDoubleSpinBox()  # a QSpinBox ends at 2³¹
        self.seed.setDecimals(0)
        self.seed.setRange(0, 2**32 - 1)
        self.weights = ClassWeights()
        self.weights.changed.connect(self.changed)
        inside = QWidget()  # what it holds itself, a QgsCollapsibleGroupBox shows as a whole when it is unfolded
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(inside)
        self._form = QFormLayout(inside)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._rows: dict[str, Row] = {}
        for title, rows in AdvancedRows(self.seed).groups():
            self._form.addRow(heading(title))
            for row in rows:
                row.add_to(self._form)
                self._rows[row.field] = row
                row.changed.connect(self._edited)
                if row.field == "class_weights":
                    self._form.addRow(self.weights)
        self.depth, self.device = self._rows["depth"].widget, self._rows["device"].widget
        self._show_device("auto")
        self._show_what_matters()

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def restore(self, settings: RunSettings) -> None:
        """Show these settings."""
        blockers = [QSignalBlocker(row.widget) for row in self._rows.values()]
        self._show_device(settings.training.device)
        for row in self._rows.values():
            row.show(getattr(getattr(settings, row.section) if row.section else settings, row.field))
        self.weights.restore(settings.training.own_weights)
        del blockers
        self._show_what_matters()

    def store(self, settings: RunSettings) -> RunSettings:
        """``settings`` with what is shown here."""
        shown = {
            section: {row.field: row.value for row in self._rows.values() if row.section == section}
            for section in ("network", "training")
        }
        is_own = shown["training"]["class_weights"] == "own"
        shown["training"]["own_weights"] = self.weights.value() if is_own else ()
        return replace(
            settings,
            network=replace(settings.network, **shown["network"]),
            training=replace(settings.training, **shown["training"]),
            seed=int(self.seed.value()),
        )

    def offer_devices(self, answer: dict[str, Any]) -> None:
        """Offer the devices that this computer has, and the one that is chosen."""
        self._found = {device["kind"]: device["name"] for device in answer["devices"]}
        self._show_device(self.device.currentData())

    def offer_classes(self, names: Sequence[str]) -> None:
        """Offer these classes for weights of their own."""
        self.weights.offer(names)

    def _edited(self, *_value: object) -> None:
        self._show_what_matters()
        self.changed.emit()

    def _show_what_matters(self) -> None:
        """Hide what has no effect as things are chosen now."""
        value = {name: row.value for name, row in self._rows.items()}
        for name, matters in {
            "momentum": value["optimizer"] == "sgd",
            "focal_gamma": value["loss"] == "focal",
            "tversky_beta": value["loss"] == "tversky",
            "stop_measure": value["patience"] is not None,
        }.items():
            self._rows[name].set_visible(self._form, matters)
        self.weights.setVisible(value["class_weights"] == "own")

    def _show_device(self, chosen: str) -> None:
        names = {
            "cpu": self.tr("Processor"),
            "cuda": self.tr("Graphics card"),
            "mps": self.tr("Apple graphics"),
        }
        found = self._found or {}
        blocker = QSignalBlocker(self.device)
        self.device.clear()
        self.device.addItem(self.tr("Automatic"), "auto")
        for kind in dict.fromkeys(["cpu", *found, *([chosen] if chosen != "auto" else [])]):
            is_missing = self._found is not None and kind not in found
            about = self.tr("not found here") if is_missing else found.get(kind, "")
            self.device.addItem(f"{names[kind]} ({about})" if about else names[kind], kind)
        self.device.setCurrentIndex(max(self.device.findData(chosen), 0))
        del blocker
