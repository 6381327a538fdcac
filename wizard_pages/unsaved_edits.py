"""What becomes of edits of a layer that are not saved when a run is to learn from it."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import QgsMapLayer
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import QMessageBox, QWidget

from .layers import has_unsaved_edits
from .page import Services


class UnsavedEdits:
    """Asks about each layer once."""

    def __init__(self, services: Services, page: QWidget) -> None:
        self._services, self._page = services, page
        self.settled: set[str] = set()
        """Ids of layers of which the user said to use what is saved."""

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def settle(self, layers: Iterable[QgsMapLayer]) -> bool:
        """Let the user decide: save, use what is saved, or False: cancel."""
        for layer in {layer.id(): layer for layer in layers}.values():
            if not has_unsaved_edits(layer) or layer.id() in self.settled:
                continue
            choice = self._ask(layer)
            if choice == QMessageBox.StandardButton.Cancel:
                return False
            if choice == QMessageBox.StandardButton.Ignore:
                self.settled.add(layer.id())
            elif not layer.commitChanges(False):
                errors = "\n".join(layer.commitErrors())
                self._services.say(self.tr("“{}” could not be saved.").format(layer.name()), details=errors)
                return False
        return True

    def _ask(self, layer: QgsMapLayer) -> QMessageBox.StandardButton:
        buttons = QMessageBox.StandardButton
        box = QMessageBox(
            QMessageBox.Icon.Question,
            self.tr("Unsaved edits"),
            self.tr("The layer “{}” has edits that are not saved. Shall they be saved now?").format(layer.name()),
            buttons.Save | buttons.Ignore | buttons.Cancel,
            self._page,
        )
        box.setObjectName("unsavedEdits")
        box.setTextFormat(Qt.TextFormat.PlainText)  # a layer's name may look like HTML
        box.setInformativeText(self.tr("What is not saved is not learnt from."))
        box.button(buttons.Ignore).setText(self.tr("&Use what is saved"))
        box.setDefaultButton(buttons.Save)
        choice = buttons(box.exec())
        box.deleteLater()
        return choice
