"""The dock: the wizard with its messages, and what must go when the plugin goes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..wizard_pages.page import Page, RunState
from . import memory
from .closing import ClosingGuard
from .notice import Notices
from .session import Session
from .status_item import StatusItem
from .wizard import Wizard

WIDTH = 400


class WizardDock(QgsDockWidget):
    """The wizard in a panel of QGIS. Closing it keeps a run going; ``shut_down`` ends everything."""

    help_wanted = pyqtSignal(str)
    """The user asks for a chapter of the guide."""

    def __init__(self, iface: QgisInterface, page_classes: Sequence[type[Page]]) -> None:
        super().__init__(
            QCoreApplication.translate("DeepSegmentationWizard", "Deep Segmentation Wizard"), iface.mainWindow()
        )
        self.setObjectName("DeepSegmentationWizardDock")
        self.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
        self._iface = iface
        self.session = Session(iface, self)
        self.notices = Notices()
        self.session.message.connect(self._show_message)
        self.session.run_offered.connect(self._offer_run)
        self.wizard = Wizard(self.session, page_classes)
        self.wizard.help_wanted.connect(self.help_wanted)
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notices)
        layout.addWidget(self.wizard, 1)
        self.setWidget(body)
        self.status = StatusItem(iface)
        self.status.clicked.connect(self.show_again)
        self.session.run.event.connect(self.status.hear)
        self.session.run.state_changed.connect(self._take_state)
        self._is_open = False
        self.opened.connect(lambda: self._set_open(True))
        self.closed.connect(lambda: self._set_open(False))
        self.guard = ClosingGuard(iface, self.session.run)
        iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)
        iface.mainWindow().resizeDocks([self], [WIDTH], Qt.Orientation.Horizontal)
        self.session.offer_run()

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def show_again(self) -> None:
        """Bring the dock to the front."""
        self.setUserVisible(True)

    def shut_down(self) -> None:
        """Take everything out of QGIS again: children, threads, drawings, widgets. The dock is gone afterwards.

        It goes at once: a timer of some page that fired later would meet modules that QGIS has emptied.
        """
        self.wizard.close_down()
        self.session.shut_down()
        self.guard.remove()
        self.status.remove()
        self._iface.removeDockWidget(self)
        sip.delete(self.status)
        sip.delete(self)

    def _set_open(self, is_open: bool) -> None:
        self._is_open = is_open
        self.wizard.set_active(is_open)
        self._update_status()

    def _take_state(self, state: RunState) -> None:
        if state is RunState.RUNNING:
            self.notices.clear()  # of the run before
        self._update_status()

    def _update_status(self) -> None:
        self.status.setVisible(self.session.run.at_work and not self._is_open)

    def _show_message(self, message: str, remedy: str, details: str, warning: bool) -> None:
        self.notices.show_message(message, remedy, details, warning)

    def _offer_run(self, folder: str) -> None:
        """Offer the project's run, with what is known of it."""
        name = Path(folder).name
        if memory.is_at_work(Path(folder)):
            words = self.tr("The run “{}” of this project is still at work.").format(name)
        elif memory.is_finished(Path(folder)):
            words = self.tr("This project has the finished run “{}”.").format(name)
        else:
            words = self.tr("The run “{}” of this project is not finished.").format(name)
        notice = self.notices.show_message(words, "", "", False)
        notice.add_button(self.tr("Open it"), lambda: self.session.open_run(Path(folder)), closes=True)
