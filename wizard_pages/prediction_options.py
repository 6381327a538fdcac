"""The folded part of the *Predict* page: windows, threshold and device."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QCoreApplication, QSignalBlocker, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QFormLayout, QSpinBox, QWidget

from ..engine.settings import PredictionSettings
from .learning_widgets import decimal, narrow_combo, whole_number

OWN_THRESHOLD = -0.001
"""Below every threshold: the model's own."""


class PredictionOptions(QgsCollapsibleGroupBox):
    """How windows go over a raster. ``changed`` comes from what is stored with the run, by the user alone."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Advanced"))
        self.setCollapsed(True)
        self.window_size = _pixels(self.tr("as in training"))
        self.stride = _pixels(self.tr("half the window"))
        self.step_map = narrow_combo()
        for text, value in (
            (self.tr("Middle counts most (Gaussian)"), "gaussian"),
            (self.tr("Middle counts more (Hann)"), "hann"),
            (self.tr("All alike (uniform)"), "uniform"),
        ):
            self.step_map.addItem(text, value)
        self.padding = narrow_combo()
        for text, value in (
            (self.tr("Mirror image (reflect)"), "reflect"),
            (self.tr("Outermost pixels (replicate)"), "replicate"),
            (self.tr("Nothing (constant)"), "constant"),
        ):
            self.padding.addItem(text, value)
        self.flips = QCheckBox(self.tr("A&verage mirror images"))
        self.batch = whole_number(0, 1024)
        self.batch.setSpecialValueText(self.tr("automatic"))
        self.eight_bits = QCheckBox(self.tr("Probabilities in &8 bits"))
        self.all_bands = QCheckBox(self.tr("Probability of each c&lass"))
        self.threshold = decimal(OWN_THRESHOLD, 1, 3, 0.05)
        self.threshold.setSpecialValueText(self.tr("the model's own"))
        self.threshold.setValue(OWN_THRESHOLD)
        self.device = narrow_combo()
        self.device.addItem(self.tr("Automatic"), "auto")
        self.device.addItem(self.tr("Processor"), "cpu")
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, widget, tip in self._rows():
            widget.setToolTip(tip)
            form.addRow(label, widget)
            if form.labelForField(widget) is not None:
                form.labelForField(widget).setToolTip(tip)
        for spin in (self.window_size, self.stride, self.batch):
            spin.valueChanged.connect(lambda _: self.changed.emit())
        for combo in (self.step_map, self.padding):
            combo.currentIndexChanged.connect(lambda _: self.changed.emit())
        for box in (self.flips, self.eight_bits, self.all_bands):
            box.toggled.connect(lambda _: self.changed.emit())

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def restore(self, prediction: PredictionSettings, threshold: float | None) -> None:
        """Show these settings."""
        widgets = (
            self.window_size, self.stride, self.step_map, self.padding, self.flips, self.batch, self.eight_bits,
            self.all_bands,
        )  # fmt: skip
        blockers = [QSignalBlocker(widget) for widget in widgets]
        self.window_size.setValue(prediction.window or 0)
        self.stride.setValue(prediction.stride or 0)
        self.step_map.setCurrentIndex(self.step_map.findData(prediction.step_map))
        self.padding.setCurrentIndex(self.padding.findData(prediction.padding))
        self.flips.setChecked(prediction.flips)
        self.eight_bits.setChecked(prediction.encoding == "8-bit")
        self.all_bands.setChecked(prediction.all_bands)
        self.batch.setValue(prediction.batch_size or 0)
        del blockers
        self.threshold.setValue(OWN_THRESHOLD if threshold is None else threshold)

    def store(self, prediction: PredictionSettings) -> PredictionSettings:
        """``prediction`` with the windows shown here. Raises EngineError when they would leave gaps."""
        return replace(
            prediction,
            window=self.window_size.value() or None,
            stride=self.stride.value() or None,
            step_map=self.step_map.currentData(),
            padding=self.padding.currentData(),
            flips=self.flips.isChecked(),
            encoding="8-bit" if self.eight_bits.isChecked() else "float32",
            all_bands=self.all_bands.isChecked(),
            batch_size=self.batch.value() or None,
        )

    def know_classes(self, count: int) -> None:
        """Offer what has a meaning for a model of so many classes."""
        self.threshold.setEnabled(count == 2)
        self.all_bands.setEnabled(count > 2)

    def chosen_threshold(self) -> float | None:
        """The user's threshold, None for the model's own or where a model has none."""
        is_given = self.threshold.isEnabled() and self.threshold.value() >= 0
        return round(self.threshold.value(), 3) if is_given else None

    def arguments(self) -> list[str]:
        """These options as the command line takes them."""
        options = ["--step-map", self.step_map.currentData(), "--device", self.device.currentData()]
        options += ["--padding", self.padding.currentData(), *["--flips"] * self.flips.isChecked()]
        if self.eight_bits.isChecked():
            options += ["--encoding", "8-bit"]
        if self.all_bands.isChecked() and self.all_bands.isEnabled():
            options.append("--all-bands")
        for name, spin in (("--window", self.window_size), ("--stride", self.stride)):
            if spin.value():
                options += [name, str(spin.value())]
        threshold = self.chosen_threshold()
        if threshold is not None:
            options += ["--threshold", f"{threshold:g}"]
        if self.batch.value():
            options += ["--set", f"prediction.batch_size={self.batch.value()}"]
        return options

    def offer_devices(self, answer: dict[str, Any]) -> None:
        """Offer the graphics cards that this computer has."""
        names = {"cuda": self.tr("Graphics card ({})"), "mps": self.tr("Apple graphics ({})")}
        for device in answer["devices"]:
            if device["kind"] in names and self.device.findData(device["kind"]) < 0:
                self.device.addItem(names[device["kind"]].format(device["name"]), device["kind"])

    def _rows(self) -> list[tuple[str, QWidget, str]]:
        return [
            (self.tr("&Window"), self.window_size,
             self.tr("Edge of the square that the model sees at once. As in training is nearly always best.")),
            (self.tr("&Stride"), self.stride,
             self.tr("From window to window. Less than the window lets them overlap, which hides the seams: "
                     "half is good, a quarter smoother but four times as slow.")),
            (self.tr("&Overlaps"), self.step_map,
             self.tr("How overlapping windows are averaged. A model is surest in the middle of a window.")),
            (self.tr("Beyond the &edge"), self.padding,
             self.tr("What a window sees where the raster ends. Its mirror image is nearly always best.")),
            ("", self.flips,
             self.tr("Looks at each window also mirrored, in three ways, and averages the answers: a bit better "
                     "and steadier, and four times as slow.")),
            (self.tr("Windows at &once"), self.batch,
             self.tr("More may be faster on a graphics card and needs more memory.")),
            ("", self.eight_bits,
             self.tr("Stores them in steps of 0.4 % in a quarter of the room, enough for any threshold.")),
            ("", self.all_bands,
             self.tr("With more than two classes: a band for each, rather than the likeliest class and its own "
                     "probability.")),
            (self.tr("&Threshold"), self.threshold,
             self.tr("Least probability from which a pixel counts, with two classes. "
                     "The model's own is the best on its validation set.")),
            (self.tr("Co&mpute on"), self.device,
             self.tr("Automatic takes the graphics card if there is one that works, else the processor.")),
        ]  # fmt: skip


def _pixels(special: str) -> QSpinBox:
    spin = whole_number(0, 16384)
    spin.setSingleStep(32)
    spin.setSpecialValueText(special)
    return spin
