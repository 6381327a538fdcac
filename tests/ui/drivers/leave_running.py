"""QGIS is closed with a run at work that is to go on; a later QGIS finds it again and stops it.

`arguments["act"]` is "leave" (starts a run, saves the project, lets QGIS close, chooses *Keep it running*) or
"find" (opens the project and the run it offers, waits for an event, then presses the button that
`arguments["press"]` names: "cancel" or "early").
"""

import dataclasses
import time
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QEventLoop, QTimer
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QPushButton


def drive(iface, arguments):
    """Returns what was seen."""
    iface.messageBar().clearWidgets()
    iface.mainWindow().resize(1280, 720)
    return {"leave": leave, "find": find}[arguments["act"]](iface, arguments)


def leave(iface, arguments):
    dock = open_dock(iface)
    next(b for b in dock.wizard.page.findChildren(QPushButton) if "sample" in b.text()).click()
    wait_until(dock.wizard.findChild(QPushButton, "next").isEnabled, "the sample to be accepted")
    draft = dock.session.settings
    dock.session.settings = dataclasses.replace(
        draft,
        network=dataclasses.replace(draft.network, base_width=4, depth=2),
        training=dataclasses.replace(draft.training, epochs=arguments["epochs"], batch_size=2),
        chips=dataclasses.replace(draft.chips, window=128, stride=128),
        augmentation=dataclasses.replace(draft.augmentation, techniques=()),
    )
    for page in dock.wizard.pages.values():
        page.restore(dock.session.settings)
    dock.wizard.pages["inputs"].show_folder(Path(arguments["folder"]))
    heard = []
    dock.session.run.event.connect(lambda event: heard.append(event["event"]))
    dock.session.start_run()
    wait_until(lambda: "EpochDone" in heard or not dock.session.run.at_work, "the first epoch", 120)
    seen = {"state": dock.session.run.state.value, "notices": dock.notices.texts()}
    QgsProject.instance().write(arguments["project"])
    # The question comes when the harness lets QGIS close, after this function has returned.
    timer = QTimer(iface.mainWindow())
    timer.timeout.connect(keep_running)
    timer.start(200)
    return seen


def keep_running():
    """Answers the question as a user would."""
    box = QApplication.activeModalWidget()
    if box is not None and box.objectName() == "closingWithRun":
        box.findChild(QPushButton, "keepRunning").click()


def find(iface, arguments):
    iface.addProject(arguments["project"])
    dock = open_dock(iface)
    seen = {"offered": dock.notices.texts()}
    heard = []
    dock.session.run.event.connect(heard.append)
    next(b for b in dock.notices.findChildren(QPushButton) if b.text() == "Open it").click()
    seen["state"] = dock.session.run.state.value
    wait_until(lambda: any(event["event"] == "EpochDone" for event in heard), "an epoch", 90)
    page = dock.wizard.page
    seen["page"] = page.name
    button = getattr(page, arguments["press"])
    wait_until(lambda: button.isVisible() and button.isEnabled(), "the button to be there")
    wait_until(lambda: page.curves.figure is not None and page.curves.redraws > 1, "the curves")
    iface.mainWindow().grab().save(arguments["picture"])
    button.click()
    pressed = time.monotonic()
    wait_until(lambda: not button.isEnabled(), "an answer")
    seen["answer"] = page.progress.facts.text()
    wait_until(lambda: "train" in steps_ended(heard) or not dock.session.run.at_work, "the training's end", 60)
    seen["seconds"] = time.monotonic() - pressed
    wait_until(lambda: not dock.session.run.at_work, "the end", 90)
    seen["end"] = dock.session.run.state.value
    wait(0.5)
    seen["resting"] = page.progress.step.text()
    iface.mainWindow().grab().save(arguments["picture"].replace(".png", "_ended.png"))
    return seen


def steps_ended(heard):
    return [event["step"] for event in heard if event["event"] == "StepFinished"]


def open_dock(iface):
    """By the toolbar, as a user would."""
    actions = iface.pluginToolBar().actions()
    next(a for a in actions if a.objectName() == "deepSegmentationWizard").trigger()
    dock = iface.mainWindow().findChild(QDockWidget, "DeepSegmentationWizardDock")
    wait_until(dock.isVisible, "the dock to open")
    return dock


def wait(seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def wait_until(condition, what, seconds=30):
    """Let QGIS go on until the condition holds."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError(f"waited {seconds} s for {what}")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        time.sleep(0.01)
