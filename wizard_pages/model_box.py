"""Which model is to predict: the run's own, or a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QGroupBox, QLabel, QVBoxLayout, QWidget

from .data_widgets import class_name
from .learning_widgets import narrow_combo
from .page import Services


class ModelBox(QGroupBox):
    """Chooses a model file and tells what is in it. ``known`` comes when that has been found out, or not."""

    known = pyqtSignal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Model"))
        self._services = services
        self.card: dict[str, Any] = {}
        """What the model says of itself; empty while that is unknown."""
        self.source = narrow_combo()
        self.source.addItem(self.tr("The model of this run"), "run")
        self.source.addItem(self.tr("A model file"), "file")
        self.source.setToolTip(self.tr("A model file may come from an earlier run or from a colleague."))
        self.source.setAccessibleName(self.title())
        self.file = QgsFileWidget()
        self.file.setFilter(self.tr("Models (*.safetensors)"))
        self.file.setDialogTitle(self.tr("Choose a model file"))
        self.file.setToolTip(self.tr("model.safetensors in the folder of a run."))
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.source.currentIndexChanged.connect(self.look)
        self.file.fileChanged.connect(self.look)
        layout = QVBoxLayout(self)
        for widget in (self.source, self.file, self.about):
            layout.addWidget(widget)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def path(self) -> Path | None:
        """The chosen model file, None while there is none."""
        chosen = (
            Path(self._services.folder) / "model.safetensors"
            if self.source.currentData() == "run"
            else Path(self.file.filePath().strip() or ".")
        )
        return chosen if chosen.is_file() else None

    def look(self) -> None:
        """Find out what the chosen model is."""
        from_file = self.source.currentData() == "file"
        self.file.setVisible(from_file)
        self.card = {}
        path = self.path()
        if path is None:
            self.about.setText(
                self.tr("Choose a model file.")
                if from_file
                else self.tr("This run has no model yet: train first, or choose a model file.")
            )
        else:
            self.about.setText(self.tr("Reading the model…"))
            self._services.ask("model", {"path": str(path)}, self._take_card, self._without_card)
        self.known.emit()

    def _take_card(self, card: dict[str, Any]) -> None:
        self.card = card
        lines = [
            self.tr("Tells apart: {}").format(", ".join(map(class_name, card["classes"].values()))),
            self.tr("Bands: {}").format(", ".join(card["bands"])),
            self.tr("Learned from windows of {} pixels").format(card["window"]),
        ]
        self.about.setText("\n".join(lines))
        self.known.emit()

    def _without_card(self, message: str, remedy: str) -> None:
        self.about.setText(f"{message} {remedy}".strip())
        self.known.emit()
