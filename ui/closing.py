"""What happens to a run at work when the user closes QGIS."""

from __future__ import annotations

from qgis.gui import QgisInterface, QgsApplicationExitBlockerInterface
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QMessageBox

from ..wizard_pages.page import RunState
from .run_controller import RunController


class ClosingGuard(QgsApplicationExitBlockerInterface):
    """Asked by QGIS before it closes."""

    def __init__(self, iface: QgisInterface, run: RunController) -> None:
        super().__init__()
        self._iface, self._run = iface, run
        iface.registerApplicationExitBlocker(self)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def allowExit(self) -> bool:
        """Whether QGIS may close now; asks when a run is at work."""
        if self._run.state is RunState.STOPPING:
            self._run.shut_down()
        if not self._run.at_work:
            return True
        box = QMessageBox(self._iface.mainWindow())
        box.setObjectName("closingWithRun")
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Deep Segmentation Wizard"))
        box.setText(self.tr("A run is still at work."))
        box.setInformativeText(
            self.tr(
                "Stop it: what is finished is kept, and you can go on from there next time.\n"
                "Keep it running: it works on without QGIS; open its run folder next time to see how far it is."
            )
        )
        stop = box.addButton(self.tr("&Stop the run"), QMessageBox.ButtonRole.AcceptRole)
        keep = box.addButton(self.tr("&Keep it running"), QMessageBox.ButtonRole.AcceptRole)
        stop.setObjectName("stopRun")
        keep.setObjectName("keepRunning")
        box.setEscapeButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.setDefaultButton(stop)
        box.exec()
        chosen = box.clickedButton()
        box.deleteLater()
        if chosen is stop:
            self._run.shut_down()
        elif chosen is keep:
            self._run.detach()
        else:
            return False
        return True

    def remove(self) -> None:
        """Let QGIS close without asking."""
        self._iface.unregisterApplicationExitBlocker(self)
