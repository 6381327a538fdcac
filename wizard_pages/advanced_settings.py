"""The folded settings of the network and its training, each with its advice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QCoreApplication, QSignalBlocker, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QWidget

from ..engine.settings import MOST_WORKERS, RunSettings
from .learning_widgets import decimal, exact, narrow_combo, show_exact, whole_number


class AdvancedSettings(QgsCollapsibleGroupBox):
    """Network, training but for its duration, and seed. ``changed`` comes from the user alone."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Advanced"))
        self.setCollapsed(True)
        self._found: dict[str, str] | None = None
        self.depth = whole_number(1, 6)
        self.base_width = whole_number(1, 256)
        self.batch_size = whole_number(1, 4096)
        self.learning_rate = decimal(0, 10, 6, 0.0005)
        self.weight_decay = decimal(0, 10, 6, 0.005)
        self.keep_checkpoints = whole_number(1, 10_000)
        self.device = narrow_combo()
        self.precision = narrow_combo()
        self.workers = whole_number(0, MOST_WORKERS)
        for text, value in (
            (self.tr("Automatic"), "auto"),
            (self.tr("Exact (float32)"), "float32"),
            (self.tr("Fast (bfloat16)"), "bfloat16"),
        ):
            self.precision.addItem(text, value)
        self.seed = QDoubleSpinBox()  # a QSpinBox ends at 2³¹
        self.seed.setDecimals(0)
        self.seed.setRange(0, 2**32 - 1)
        self._show_device("auto")
        form = QFormLayout(self)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, widget, name, tip in self._rows():
            widget.setObjectName(name)
            widget.setToolTip(tip)
            form.addRow(label, widget)
            form.labelForField(widget).setToolTip(tip)
            signal = widget.currentIndexChanged if isinstance(widget, QComboBox) else widget.valueChanged
            signal.connect(lambda _: self.changed.emit())

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("AdvancedSettings", text)

    def restore(self, settings: RunSettings) -> None:
        """Show these settings."""
        blockers = [QSignalBlocker(widget) for _, widget, _, _ in self._rows()]
        training, network = settings.training, settings.network
        self.depth.setValue(network.depth)
        self.base_width.setValue(network.base_width)
        self.batch_size.setValue(training.batch_size)
        show_exact(self.learning_rate, training.learning_rate)
        show_exact(self.weight_decay, training.weight_decay)
        self.keep_checkpoints.setValue(training.keep_checkpoints)
        self._show_device(training.device)
        self.precision.setCurrentIndex(self.precision.findData(training.precision))
        self.workers.setValue(training.workers)
        self.seed.setValue(settings.seed)
        del blockers

    def store(self, settings: RunSettings) -> RunSettings:
        """``settings`` with what is shown here."""
        training = replace(
            settings.training,
            batch_size=self.batch_size.value(),
            learning_rate=exact(self.learning_rate),
            weight_decay=exact(self.weight_decay),
            keep_checkpoints=self.keep_checkpoints.value(),
            device=self.device.currentData(),
            precision=self.precision.currentData(),
            workers=self.workers.value(),
        )
        network = replace(settings.network, depth=self.depth.value(), base_width=self.base_width.value())
        return replace(settings, network=network, training=training, seed=int(self.seed.value()))

    def offer_devices(self, answer: dict[str, Any]) -> None:
        """Offer the devices that this computer has, and the one that is chosen."""
        self._found = {device["kind"]: device["name"] for device in answer["devices"]}
        self._show_device(self.device.currentData())

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

    def _rows(self) -> list[tuple[str, QWidget, str, str]]:
        """Label, widget, name and advice of each setting."""
        return [
            (
                self.tr("&Levels (depth)"), self.depth, "depth",
                self.tr("How often the network halves the image to see the wider surroundings. 4 suits most; "
                        "more for large objects, fewer for chips below 100 pixels."),
            ),
            (
                self.tr("Width (&channels)"), self.base_width, "base_width",
                self.tr("How many patterns the network can tell apart. 16 is quick; 32 learns finer differences "
                        "from much training data, and takes about four times as long."),
            ),
            (
                self.tr("Chips per step (&batch size)"), self.batch_size, "batch_size",
                self.tr("How many chips are looked at before the network is corrected. "
                        "Halve it when the memory does not suffice."),
            ),
            (
                self.tr("Learning &rate"), self.learning_rate, "learning_rate",
                self.tr("How large each correction is at most. Halve it when the loss jumps up and down."),
            ),
            (
                self.tr("&Weight decay"), self.weight_decay, "weight_decay",
                self.tr("Keeps the network simple. Raise it a little when training gets better and better but "
                        "validation does not."),
            ),
            (
                self.tr("Checkpoints &kept"), self.keep_checkpoints, "keep_checkpoints",
                self.tr("How many stages of the training stay as candidates for the model: the best ones, and the "
                        "last. Each takes some space on the disk."),
            ),
            (
                self.tr("C&ompute on"), self.device, "device",
                self.tr("Automatic takes the graphics card if there is one that works, else the processor."),
            ),
            (
                self.tr("N&umber format"), self.precision, "precision",
                self.tr("Automatic computes with short numbers where this computer does that fast. "
                        "Exact is slower and hardly ever better."),
            ),
            (
                self.tr("Chips prepared a&head by"), self.workers, "workers",
                self.tr("Threads that prepare chips while a graphics card computes; 4 suits most. With 0 each "
                        "step waits for its chips, best without a graphics card. The result is the same."),
            ),
            (
                self.tr("Random &seed"), self.seed, "seed",
                self.tr("Start of everything that is drawn by chance. The same number gives the same chips and "
                        "sets again; another one shows how much is luck."),
            ),
        ]  # fmt: skip
