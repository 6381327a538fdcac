"""What QGIS runs first (PYQGIS_STARTUP): waits for QGIS, calls the driver, writes the result and ends QGIS.

It runs before any plugin is loaded, so that nothing a plugin complains about at its start is missed. QGIS
executes this text in a namespace of its own, without `__file__`; the task comes in the environment.
"""

import importlib.util
import json
import os
import sys
import traceback
from pathlib import Path

import qgis.utils
from qgis.core import Qgis, QgsApplication
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QLabel, QTextEdit

POLL_MS = 250
LEAVE_AGAIN_MS = 3000


def remember(message, category, level):
    """Keeps a warning or worse in QGIS's message log, if it is about Python or this plugin.

    Others are the machine's: no network for the news, no GRASS, no font.
    """
    bad = level in (Qgis.MessageLevel.Warning, Qgis.MessageLevel.Critical)
    about = f"{category} {message}".lower().replace(" ", "_")
    if bad and ("python" in about or "deep_segmentation_wizard" in about):
        complaints.append(f"{category}: {message}")


def run_when_started():
    """Calls the driver once the main window is shown; a dialog in its way means an error at the start."""
    if dialog := QApplication.activeModalWidget():
        words = [label.text() for label in dialog.findChildren(QLabel)]
        words += [text.toPlainText() for text in dialog.findChildren(QTextEdit)]
        finish({"error": f"QGIS shows the dialog '{dialog.windowTitle()}' at its start: {' '.join(words)}"})
        os._exit(1)  # the dialog's own event loop would outlive every request to quit
    iface = qgis.utils.iface
    if iface is None or not iface.mainWindow().isVisible():
        QTimer.singleShot(POLL_MS, run_when_started)
        return
    iface.mainWindow().resize(1600, 1000)  # the whole virtual screen
    # QGIS 3.40 crashes at its end when one of its own tasks (news, fonts) has used the network in a thread that
    # still waits for more: the thread's end then asks a database that is gone. So let none wait.
    if hasattr(QgsApplication.taskManager(), "threadPool"):
        QgsApplication.taskManager().threadPool().setExpiryTimeout(0)
    try:
        path = Path(task["driver"])
        sys.path.insert(0, str(path.parent))  # what drivers have in common lies beside them
        spec = importlib.util.spec_from_file_location(path.stem, path)
        driver = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(driver)
        finish({"result": driver.drive(iface, task["arguments"])})
    except BaseException:
        finish({"error": traceback.format_exc()})
    QApplication.processEvents()  # what the driver set off may still change the project
    qgis.utils.iface.newProject(False)  # else QGIS asks whether to save
    leave()


def leave():
    """Ends QGIS. A request from before QGIS's own event loop began is forgotten, so it is made again."""
    QTimer.singleShot(LEAVE_AGAIN_MS, leave)
    qgis.utils.iface.actionExit().trigger()


def finish(answer):
    """Writes the result."""
    answer["complaints"] = complaints
    Path(task["result"]).write_text(json.dumps(answer, indent=1), encoding="utf-8")


if "DSW_DRIVER_TASK" in os.environ:  # taken out at once, because QGIS 3.34 executes this file twice
    task = json.loads(os.environ.pop("DSW_DRIVER_TASK"))
    complaints = []
    QgsApplication.messageLog().messageReceived[str, str, Qgis.MessageLevel].connect(remember)
    QTimer.singleShot(POLL_MS, run_when_started)
