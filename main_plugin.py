"""What QGIS sees of the plugin: one action, in the plugins' toolbar and in the Raster menu."""

from pathlib import Path

from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from .ui.about_dialog import AboutDialog

ICON = Path(__file__).parent / "ui" / "icons" / "deep_segmentation_wizard.svg"


class DeepSegmentationWizard:
    """The plugin: `initGui` puts its action into QGIS, `unload` takes it out again."""

    def __init__(self, iface: QgisInterface) -> None:
        self.iface = iface
        self.menu = self.tr("Deep Segmentation Wizard")
        self.action: QAction | None = None

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def initGui(self) -> None:
        """Adds the action; QGIS calls this when the plugin is enabled and at every start."""
        window = self.iface.mainWindow()
        self.action = QAction(QIcon(str(ICON)), self.tr("Deep Segmentation Wizard…"), window)
        self.action.setObjectName("deepSegmentationWizard")
        self.action.setToolTip(self.tr("Train a network on your own polygons and map whole rasters with it"))
        self.action.triggered.connect(self.open_dialog)
        self.iface.addToolBarIcon(self.action)
        self.iface.addPluginToRasterMenu(self.menu, self.action)

    def unload(self) -> None:
        """Removes everything `initGui` added; QGIS calls this when the plugin is disabled and at its end."""
        if self.action is None:
            return
        self.iface.removePluginRasterMenu(self.menu, self.action)
        self.iface.removeToolBarIcon(self.action)
        self.action.deleteLater()
        self.action = None

    def open_dialog(self) -> None:
        """Shows the dialog until the user closes it."""
        dialog = AboutDialog(self.iface.mainWindow())
        dialog.exec()
        dialog.deleteLater()
