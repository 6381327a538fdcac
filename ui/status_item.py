"""A run's progress in QGIS's status bar, while the dock is closed."""

from __future__ import annotations

from typing import Any

from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon, QMouseEvent
from qgis.PyQt.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QWidget

from ..wizard_pages.data_widgets import tooltip
from .memory import ROOT

ICON = ROOT / "ui" / "icons" / "deep_segmentation_wizard.svg"


class StatusItem(QWidget):
    """A button and a small bar; a click on either asks for the dock."""

    clicked = pyqtSignal()

    def __init__(self, iface: QgisInterface) -> None:
        super().__init__()
        self.setObjectName("deepSegmentationWizardStatus")
        self._iface = iface
        self._title = ""
        button = QToolButton()
        button.setIcon(QIcon(str(ICON)))
        button.setAutoRaise(True)
        button.clicked.connect(self.clicked)
        self.bar = QProgressBar()
        self.bar.setFixedWidth(110)
        self.bar.setMaximumHeight(16)
        self.bar.setTextVisible(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(button)
        layout.addWidget(self.bar)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hear({"event": "StepStarted", "title": self.tr("Starting")})
        iface.statusBarIface().addPermanentWidget(self)
        self.hide()

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def hear(self, event: dict[str, Any]) -> None:
        """Follow the run."""
        if event["event"] == "StepStarted":
            self._title = event["title"]
            self.bar.setRange(0, 0)
        elif event["event"] == "Progress" and event["total"]:
            self.bar.setRange(0, event["total"])
            self.bar.setValue(event["done"])
        else:
            return
        self.setToolTip(tooltip(self.tr("{}. Click to open the Deep Segmentation Wizard.").format(self._title)))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """A click anywhere on it."""
        self.clicked.emit()

    def remove(self) -> None:
        """Take it out of QGIS's status bar."""
        self._iface.statusBarIface().removeWidget(self)
