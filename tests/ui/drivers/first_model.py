"""From a QGIS that knows nothing of the plugin and has no PyTorch to a trained model, by clicks alone, timed:
*Install from ZIP* in the plugin manager, the toolbar's button, *Install*, *Try with the sample*, *Start training*.
"""

import sys
import time
from pathlib import Path

import qgis.utils
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QApplication,
    QListWidget,
    QMessageBox,
    QPushButton,
)

sys.path.insert(0, str(Path(__file__).parent))

from hands import PACKAGE, begin  # noqa: E402
from person import Person  # noqa: E402
from walk import Walk, Wishes  # noqa: E402

STEPS = ("Finding", "Downloading", "Unpacking", "Trying")
INSTALL_LIMIT_S = 900


def drive(iface, arguments):
    """Seconds since the first click at each picture in ``arguments["pictures"]``, and what was seen at the end."""
    begin(iface)
    camera = Camera(iface.mainWindow(), Path(arguments["pictures"]))
    install_plugin(iface, camera, arguments["zip"])
    walk = Walk(iface, Wishes(**arguments["wishes"]), camera.look)
    walk.show_dock()
    install_engine(walk, camera)
    for part in (walk.inputs, walk.chips, walk.split, walk.augmentation, walk.network, walk.training):
        part()
    camera.look("model")
    return {"seconds": camera.seconds, "epochs": walk.seen["epochs_drawn"], "page": walk.page(),
            "notices": walk.dock.notices.texts(), "loaded_from": sys.modules[PACKAGE].__file__}  # fmt: skip


class Camera:
    """Takes pictures of the whole window, and notes when."""

    def __init__(self, window, folder):
        self._window, self._folder, self._begun = window, folder, time.monotonic()
        self.seconds = {}

    def look(self, name, window=None):
        """A picture of this window; the first of its name counts."""
        self.seconds.setdefault(name, round(time.monotonic() - self._begun, 1))
        (window or self._window).grab().save(str(self._folder / f"{len(self.seconds):02}_{name}.png"))


def install_plugin(iface, camera, package):
    """*Plugins > Manage and Install Plugins… > Install from ZIP > Install Plugin*."""
    failures = []

    def in_the_dialog():
        dialog = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "QgsPluginManagerBase")
        try:
            person = Person(dialog)
            person.wait(dialog.isVisible, "the plugin manager")
            options = person.find(QListWidget, name="mOptionsListWidget")
            [row] = [n for n in range(options.count()) if "ZIP" in options.item(n).text()]
            person.click(options.viewport(), options.visualItemRect(options.item(row)).center())
            line = person.find(QgsFileWidget, name="mZipFileWidget").lineEdit()
            person.click(line)
            QTest.keyClicks(line, package)  # Enter would press a button of the dialog
            camera.look("plugin_manager", dialog)
            QTimer.singleShot(1000, agree)
            person.click(person.find(QPushButton, name="buttonInstallFromZip"))
            person.wait(lambda: PACKAGE in qgis.utils.active_plugins, "the plugin", 60)
        except BaseException as error:  # noqa: BLE001 - raised below: here it would end QGIS
            failures.append(error)
        finally:
            dialog.close()

    def agree():
        """QGIS asks whether a plugin from a ZIP may be trusted."""
        for box in QApplication.topLevelWidgets():
            if isinstance(box, QMessageBox) and box.isVisible():
                yes = box.button(QMessageBox.StandardButton.Yes) or box.defaultButton()
                if yes is not None:
                    yes.click()

    QTimer.singleShot(1500, in_the_dialog)
    iface.actionManagePlugins().trigger()
    if failures:
        raise failures[0]


def install_engine(walk, camera):
    """*Install*, and a picture of each of its steps."""
    person = walk.person
    person.wait(lambda: person.sees(QPushButton, name="install"), "the button Install", 60)
    camera.look("engine_missing")
    person.click(person.find(QPushButton, name="install"))

    def ready():
        words = [text for text in person.texts() if "…" in text]
        for step in STEPS:
            if any(step in text for text in words) and f"engine_{step.lower()}" not in camera.seconds:
                camera.look(f"engine_{step.lower()}")
        return walk.page() == "inputs"

    person.wait(ready, "the engine", INSTALL_LIMIT_S)
    camera.look("engine_ready")
