"""What QGIS sees of the plugin: one action, in toolbar, Raster and Plugins menu, with its dock; another one for
the guide, in Plugins and Help menu; and its provider of Processing algorithms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.gui import QgisInterface
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QTimer
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from .i18n.language import Language

if TYPE_CHECKING:
    from .processing_provider.provider import Provider
    from .ui.dock import WizardDock
    from .ui.help_window import HelpWindow

ICON = Path(__file__).parent / "ui" / "icons" / "deep_segmentation_wizard.svg"


class DeepSegmentationWizard:
    """The plugin: `initGui` puts its action into QGIS, `unload` takes it out again, with dock and children."""

    def __init__(self, iface: QgisInterface) -> None:
        self.iface = iface
        self.language = Language()  # before the first text
        self.menu = self.tr("Deep Segmentation Wizard")
        self.action: QAction | None = None
        self.help_action: QAction | None = None
        self.dock: WizardDock | None = None
        self.help_window: HelpWindow | None = None
        self.provider: Provider | None = None

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def initProcessing(self) -> None:
        """Adds the algorithms; ``qgis_process`` calls this alone, without a screen."""
        from .processing_provider.provider import Provider

        self.provider = Provider()
        QgsApplication.processingRegistry().addProvider(self.provider)
        self.provider.refreshAlgorithms()  # its models need its algorithms

    def initGui(self) -> None:
        """Adds the action, and soon the algorithms; QGIS calls this when the plugin is enabled and at every start,
        which must not wait for them."""
        QTimer.singleShot(0, self._add_algorithms)
        window = self.iface.mainWindow()
        self.action = QAction(QIcon(str(ICON)), self.tr("Deep Segmentation Wizard"), window)
        self.action.setObjectName("deepSegmentationWizard")
        self.action.setToolTip(self.tr("Train a network on your own polygons and map whole rasters with it"))
        self.action.setCheckable(True)
        self.action.toggled.connect(self._open_first)
        self.iface.addToolBarIcon(self.action)
        self.iface.addPluginToRasterMenu(self.menu, self.action)
        self.iface.addPluginToMenu(self.menu, self.action)
        icon = QgsApplication.getThemeIcon("/mActionHelpContents.svg")
        self.help_action = QAction(icon, self.tr("Guide to the Deep Segmentation Wizard"), window)
        self.help_action.setObjectName("deepSegmentationWizardGuide")
        self.help_action.triggered.connect(lambda: self.show_help())
        self.iface.addPluginToMenu(self.menu, self.help_action)
        self.iface.pluginHelpMenu().addAction(self.help_action)

    def unload(self) -> None:
        """Removes everything `initGui` added; QGIS calls this when the plugin is disabled and at its end."""
        if self.dock is not None:
            self.dock.shut_down()
            self.dock = None
        if self.help_window is not None:
            sip.delete(self.help_window)  # at once, as the dock
            self.help_window = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        self.language.remove()
        if self.action is None or self.help_action is None:
            return
        self.iface.pluginHelpMenu().removeAction(self.help_action)
        self.iface.removePluginMenu(self.menu, self.help_action)
        self.help_action.deleteLater()
        self.help_action = None
        self.iface.removePluginMenu(self.menu, self.action)
        self.iface.removePluginRasterMenu(self.menu, self.action)
        self.iface.removeToolBarIcon(self.action)
        self.action.deleteLater()
        self.action = None

    def show_help(self, chapter: str = "index") -> None:
        """Opens the guide at a chapter, which is named as its file in ``docs/guide``."""
        from .ui.help_window import HelpWindow

        if self.help_window is None:
            self.help_window = HelpWindow(self.iface.mainWindow())
        self.help_window.show_chapter(chapter)

    def _add_algorithms(self) -> None:
        if self.action is not None and self.provider is None:  # the plugin may have been unloaded meanwhile
            self.initProcessing()

    def _open_first(self, wanted: bool) -> None:
        """Makes the dock when it is first asked for: QGIS's start must not wait for it."""
        if not wanted or self.dock is not None or self.action is None:
            return
        from .ui.dock import WizardDock
        from .ui.pages import PAGES

        self.action.toggled.disconnect(self._open_first)
        self.dock = WizardDock(self.iface, PAGES)
        self.dock.help_wanted.connect(self.show_help)
        self.dock.setToggleVisibilityAction(self.action)
        self.dock.show_again()
