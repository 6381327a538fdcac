"""What QGIS sees of the plugin: one action, in toolbar, Raster and Plugins menu, with its dock; and its provider
of Processing algorithms."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, QTimer
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from .i18n.language import Language

if TYPE_CHECKING:
    from .processing_provider.provider import Provider
    from .ui.dock import WizardDock

ICON = Path(__file__).parent / "ui" / "icons" / "deep_segmentation_wizard.svg"


class DeepSegmentationWizard:
    """The plugin: `initGui` puts its action into QGIS, `unload` takes it out again, with dock and children."""

    def __init__(self, iface: QgisInterface) -> None:
        self.iface = iface
        self.language = Language()  # before the first text
        self.menu = self.tr("Deep Segmentation Wizard")
        self.action: QAction | None = None
        self.dock: WizardDock | None = None
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

    def unload(self) -> None:
        """Removes everything `initGui` added; QGIS calls this when the plugin is disabled and at its end."""
        if self.dock is not None:
            self.dock.shut_down()
            self.dock = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        self.language.remove()
        if self.action is None:
            return
        self.iface.removePluginMenu(self.menu, self.action)
        self.iface.removePluginRasterMenu(self.menu, self.action)
        self.iface.removeToolBarIcon(self.action)
        self.action.deleteLater()
        self.action = None

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
        self.dock.setToggleVisibilityAction(self.action)
        self.dock.show_again()
