"""The ZIP, installed by QGIS's own installer into a fresh profile; the way from there to a finished training; and
its removal by the installer."""

import sys
from pathlib import Path

import pyplugin_installer
import qgis.utils
from qgis.core import QgsApplication, QgsSettings
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QDockWidget

sys.path.insert(0, str(Path(__file__).parent))

from hands import PACKAGE, begin, heavy_modules, settle  # noqa: E402
from walk import Walk, Wishes  # noqa: E402


def drive(iface, arguments):
    """Returns what was seen; pictures of the whole window go to `arguments["pictures"]`."""
    begin(iface)
    installer = pyplugin_installer.instance()
    installer.installFromZipFile(arguments["zip"])
    folder = Path(QgsApplication.qgisSettingsDirPath()) / "python" / "plugins" / PACKAGE
    seen = {"installed": state_of(folder), "loaded_from": sys.modules[PACKAGE].__file__}
    walk = Walk(iface, Wishes(**arguments["wishes"]))
    walk.look = lambda name: iface.mainWindow().grab().save(str(Path(arguments["pictures"]) / f"{name}.png"))
    choose_python(walk, arguments["python"])
    for part in (walk.inputs, walk.chips, walk.split, walk.augmentation, walk.network, walk.training):
        part()
    seen |= {"epochs": walk.seen["epochs_drawn"], "page": walk.page(), "notices": walk.dock.notices.texts()}
    walk.look("trained")
    seen["sample"] = [layer.source() for layer in qgis.utils.iface.mapCanvas().layers()]
    seen["heavy"] = heavy_modules()
    qgis.utils.iface.newProject(False)  # the sample's layers lie in the plugin's folder
    installer.uninstallPlugin(PACKAGE, quiet=True)
    settle()
    docks = [dock.objectName() for dock in iface.mainWindow().findChildren(QDockWidget)]
    seen["removed"] = state_of(folder) | {"docks": [name for name in docks if "DeepSegmentation" in name]}
    return seen


def choose_python(walk, python):
    """The one of QGIS lacks PyTorch, which the first page says; the user has another that does not."""
    walk.show_dock()
    walk.person.wait(lambda: walk.says("It lacks:"), "what is missing", 60)
    walk.look("environment")
    walk.person.unfold("Details")
    walk.person.enter(walk.person.find(QgsFileWidget, name="ownPython"), python)
    walk.person.wait(lambda: walk.page() == "inputs", "the first page", 60)


def state_of(folder):
    """All files in it, and what QGIS knows of the plugin: whether it is at work, and will be at the next start."""
    return {
        "files": sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()),
        "active": PACKAGE in qgis.utils.active_plugins,
        "remembered": QgsSettings().value(f"PythonPlugins/{PACKAGE}", False, type=bool),
    }
