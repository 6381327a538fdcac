"""The page that sets up the engine, in a QGIS whose Python has no PyTorch: missing, installing, ready, removed."""

import json
import time
from pathlib import Path

from hands import ACTION, add_layers, begin, choose, make_tiny, settle, start, wait_for_end, wait_until
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QLabel, QMessageBox, QPushButton, QWidget

SLOW = 400_000
"""Bytes a second."""


def drive(iface, arguments):
    """What each state of the page shows; ``real``: by the machine's own index, timed, up to the first training."""
    begin(iface)
    begun = time.monotonic()
    next(a for a in iface.pluginToolBar().actions() if a.objectName() == ACTION).trigger()
    dock = iface.mainWindow().findChild(QDockWidget, "DeepSegmentationWizardDock")
    hands = Hands(iface, dock, Path(arguments["pictures"]))
    button = dock.findChild(QPushButton, "install")
    wait_until(button.isVisible, "the button Install", 60)
    seen = {"page": dock.wizard.page.name, "missing": hands.look("missing"), "offer": button.text()}
    seen["offered_after"] = time.monotonic() - begun
    play = install_for_real if arguments.get("real") else walk
    return seen | play(hands, dock, button, arguments)


def walk(hands, dock, button, arguments):
    """Through every state, by an index whose files the driver slows down or spoils."""
    tqdm = Path(arguments["index"]) / "simple" / arguments["tqdm"]
    seen = {"details": hands.details(), "diagnosis": hands.diagnosis()}
    spoiled = tqdm.with_name(tqdm.name + ".wrong")
    spoiled.touch()
    button.click()
    cancel = dock.findChild(QPushButton, "cancelInstall")
    wait_until(lambda: "hash is wrong" in hands.words(), "the wrong hash to be told", 60)
    seen["refused"] = hands.look("refused")
    spoiled.unlink()
    slow = tqdm.with_name(tqdm.name + ".slow")
    slow.write_text(str(SLOW))
    button.click()
    wait_until(lambda: cancel.isVisible() and " MB" in hands.words(), "progress", 60)
    settle(2)
    seen["installing"] = hands.look("installing")
    before = time.monotonic()
    cancel.click()
    wait_until(lambda: "Cancelled" in hands.words(), "the cancellation", 20)
    seen["cancel_seconds"] = time.monotonic() - before
    seen["cancelled"] = hands.look("cancelled")
    slow.unlink()
    button.click()
    wait_until(lambda: "training step" in hands.words(), "the training step", 60)
    seen["trying"] = hands.look("trying")
    wait_until(lambda: dock.wizard.page.name == "inputs", "the wizard to go on", 120)
    seen["after"] = {"page": dock.wizard.page.name, "notices": hands.notices()}
    hands.look("after")
    dock.wizard.show_settings()
    remove = next(b for b in dock.findChildren(QPushButton) if b.text() == "Re&move…")
    wait_until(remove.isVisible, "Remove", 60)
    settle()
    seen["ready"] = hands.look("ready")
    QTimer.singleShot(500, lambda: answer_yes())
    remove.click()
    wait_until(lambda: dock.wizard.page.name == "environment" and button.isVisible(), "Install again", 60)
    seen["removed"] = hands.look("removed")
    return seen


def install_for_real(hands, dock, button, arguments):
    """Click, wait, train: with seconds from the click on."""
    begun = time.monotonic()
    button.click()
    steps, last = {}, ""
    limit = begun + 420
    while dock.wizard.page.name == "environment" and time.monotonic() < limit:
        settle(0.25)
        label = hands.step()
        if label and label != last:
            steps[label] = round(time.monotonic() - begun, 1)
            hands.look(f"real_{len(steps)}")
            last = label
    seen = {"steps": steps, "page_after": dock.wizard.page.name, "words": hands.words()}
    seen["ready_seconds"] = round(time.monotonic() - begun, 1)
    layers = add_layers(arguments["raster"], arguments["rois"])
    choose(dock, [layers], arguments["folder"])
    settle(1)
    make_tiny(dock, 1)
    start(dock, "BatchDone")
    seen["first_step_seconds"] = round(time.monotonic() - begun, 1)
    hands.look("real_training")
    seen["state"] = wait_for_end(dock, 120)
    return seen


def answer_yes():
    """The question whether to remove."""
    box = QApplication.activeModalWidget()
    box.button(QMessageBox.StandardButton.Yes).click()


class Hands:
    """Looks at the page, and keeps a picture of each look."""

    def __init__(self, iface, dock, pictures):
        self.iface, self.dock, self.pictures = iface, dock, pictures

    def words(self):
        """All that can be read on the page."""
        labels = [label for label in self.dock.wizard.page.findChildren(QLabel) if label.isVisible()]
        return " | ".join(label.text().replace("\u200b", "") for label in labels if label.text())

    def step(self):
        """The step that is at work."""
        steps = ("Finding", "Downloading", "Unpacking", "Trying")
        return next((step for step in steps if f"{step}" in self.words() and "…" in self.words()), "")

    def buttons(self):
        """Buttons that can be pressed on the page."""
        page = self.dock.wizard.page
        return [
            b.text().replace("&", "") for b in page.findChildren(QPushButton) if b.isVisible() and b.isEnabled()
        ]

    def notices(self):
        """Messages of the dock."""
        return [str(text) for text in self.dock.notices.texts()]

    def look(self, name):
        """A picture, the words and the buttons."""
        settle(0.4)
        self.iface.mainWindow().grab().save(str(self.pictures / f"{name}.png"))
        return {"words": self.words(), "buttons": self.buttons(), "width": self.dock.width()}

    def details(self):
        """Unfolded, and folded again."""
        box = self.dock.findChild(QgsCollapsibleGroupBox, "installDetails")
        folded = box.isCollapsed()
        box.setCollapsed(False)
        seen = self.look("details") | {"folded": folded}
        names = ("torchBuild", "packageIndex", "proxy", "wheels", "ownPython")
        seen["widgets"] = [name for name in names if self.dock.findChild(QWidget, name).isVisible()]
        box.setCollapsed(True)
        return seen

    def diagnosis(self):
        """What is copied for someone who helps."""
        next(b for b in self.dock.findChildren(QPushButton) if "diagnosis" in b.text()).click()
        return json.loads(QGuiApplication.clipboard().text())
