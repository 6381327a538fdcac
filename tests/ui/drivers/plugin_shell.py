"""Walks the plugin's life in QGIS: loaded, its action found, its dialog opened and used, unloaded."""

import sys
from pathlib import Path

import qgis.utils
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QPushButton

PACKAGE = "deep_segmentation_wizard"
ACTION = "deepSegmentationWizard"


def drive(iface, arguments):
    """Returns what was seen; pictures of the dialog and of the main window go to `arguments["pictures"]`."""
    pictures = Path(arguments["pictures"])
    seen = {"loaded": PACKAGE in qgis.utils.plugins, "before": where_the_action_is(iface)}
    iface.mainWindow().grab().save(str(pictures / "main_window.png"))

    def use_the_dialog():
        # Called from the dialog's own event loop, as a user's clicks would be.
        dialog = QApplication.activeModalWidget()
        seen["dialog"] = dialog.objectName()
        dialog.grab().save(str(pictures / "dialog.png"))
        buttons = {button.text().replace("&", ""): button for button in dialog.findChildren(QPushButton)}
        seen["buttons"] = sorted(buttons)
        buttons["Copy command"].click()
        seen["clipboard"] = QApplication.clipboard().text()
        seen["copy_button_says"] = buttons["Copy command"].text()
        buttons["Close"].click()

    QTimer.singleShot(500, use_the_dialog)
    find_action(iface).trigger()
    seen["dialog_closed"] = QApplication.activeModalWidget() is None
    seen["heavy_modules"] = [name for name in ("torch", "cv2") if name in sys.modules]

    seen["unloaded"] = qgis.utils.unloadPlugin(PACKAGE)
    QApplication.processEvents()
    seen["after"] = where_the_action_is(iface)
    return seen


def find_action(iface):
    """The plugin's action, from the toolbar a user would click it in."""
    return next(action for action in iface.pluginToolBar().actions() if action.objectName() == ACTION)


def where_the_action_is(iface):
    """The places that hold the plugin's action, and the icon's validity there."""
    submenus = [entry.menu() for entry in iface.rasterMenu().actions() if entry.menu()]
    places = {
        "toolbar": iface.pluginToolBar().actions(),
        "raster_menu": [action for menu in submenus for action in menu.actions()],
    }
    return {
        place: [not action.icon().isNull() for action in actions if action.objectName() == ACTION]
        for place, actions in places.items()
    }
