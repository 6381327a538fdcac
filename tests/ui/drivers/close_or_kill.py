"""QGIS ends while a run is at work, and another QGIS finds the run.

`arguments["act"]`:
"leave"   starts a run, saves the project, answers *Cancel* when QGIS is closed, then *Keep it running*
"find"    opens the project and the run it offers, which is still at work, and presses the button that
          `arguments["press"]` names
"kill"    starts a run, saves the project, and ends QGIS by SIGKILL
"resume"  opens the project, resumes the run to its end, and starts another, which is at work when QGIS closes:
          *Stop the run*
"""

import json
import os
import signal
import time
from pathlib import Path

import hands
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QMessageBox, QPushButton


def drive(iface, arguments):
    """Returns what was seen."""
    hands.begin(iface)
    return {"leave": leave, "find": find, "kill": kill, "resume": resume}[arguments["act"]](iface, arguments)


def begin(iface, arguments):
    """A run at work, and a project that knows it."""
    dock = hands.open_dock(iface)
    layers = hands.add_layers(arguments["raster"], arguments["rois"])
    hands.choose(dock, [layers], Path(arguments["folder"]))
    hands.make_tiny(dock, epochs=arguments["epochs"])
    hands.start(dock)
    QgsProject.instance().write(arguments["project"])
    return dock


def leave(iface, arguments):
    """The second question comes when the harness closes QGIS, after this function has returned."""
    dock = begin(iface, arguments)
    asked = answer_question(iface, "cancel")
    iface.actionExit().trigger()
    hands.settle(1)
    seen = {
        "asked": asked, "still_open": iface.mainWindow().isVisible(), "state": dock.session.run.state.value,
        "engines": len(hands.engines()),
    }  # fmt: skip
    answer_question(iface, "keepRunning")
    return seen


def answer_question(iface, answer):
    """Answer the question that comes when QGIS is closed; the list gets its words."""
    words, timer = [], QTimer(iface.mainWindow())
    standard = QMessageBox.StandardButton.Cancel

    def look():
        box = QApplication.activeModalWidget()
        if words or box is None or box.objectName() != "closingWithRun":
            return
        buttons = {name: box.findChild(QPushButton, name) for name in ("stopRun", "keepRunning")}
        buttons["cancel"] = box.button(standard)
        words.extend([box.text(), box.informativeText(), sorted(n for n, b in buttons.items() if b.isVisible())])
        buttons[answer].click()

    timer.timeout.connect(look)
    timer.start(200)
    return words


def find(iface, arguments):
    """The run that goes on alone is offered, followed, and told to end."""
    iface.addProject(arguments["project"])
    dock = hands.open_dock(iface)
    seen = {"offered": dock.notices.texts()}
    heard = hands.listen(dock)
    hands.press(dock, "Open it")
    seen["state"] = dock.session.run.state.value
    hands.wait_until(lambda: [e for e in heard if e["event"] == "EpochDone"], "an epoch", 90)
    page = dock.wizard.page
    seen["page"] = page.name
    dock.grab().save(arguments["picture"])
    button = {"Cancel": page.cancel, "Finish early": page.early}[arguments["press"]]
    hands.wait_until(button.isEnabled, "the button")
    pressed = time.monotonic()
    hands.press(page, arguments["press"])
    hands.settle(0.5)
    seen["answer"] = page.progress.facts.text()
    trained = lambda: [e for e in heard if e["event"] == "StepFinished" and e["step"] == "train"]  # noqa: E731
    hands.wait_until(lambda: trained() or not dock.session.run.at_work, "the training's end", 60)
    seen["seconds"] = time.monotonic() - pressed
    seen["end"] = hands.wait_for_end(dock)
    hands.settle(0.5)
    seen["resting"] = page.progress.step.text()
    return seen


def kill(iface, arguments):
    """QGIS is gone at once: nothing of it can say good-bye."""
    dock = begin(iface, arguments)
    notes = {"engines": len(hands.engines(idle=True)), "state": dock.session.run.state.value, "time": time.time()}
    Path(arguments["notes"]).write_text(json.dumps(notes))
    os.kill(os.getpid(), signal.SIGKILL)


def resume(iface, arguments):
    """The same profile and project: the run is offered, and *Resume* finishes it."""
    iface.addProject(arguments["project"])
    dock = hands.open_dock(iface)
    seen = {"offered": dock.notices.texts(), "layers": len(QgsProject.instance().mapLayers())}
    hands.press(dock, "Open it")
    hands.settle(0.5)
    seen |= {"page": dock.wizard.page.name, "state": dock.session.run.state.value}
    dock.grab().save(arguments["picture"])
    heard = hands.listen(dock)
    hands.press(dock.wizard.page, "Resume")
    hands.wait_for(dock, heard, "EpochDone")
    hands.press(dock.wizard.page, "Finish early")
    seen["end"] = hands.wait_for_end(dock)
    seen["reused"] = [event["step"] for event in heard if event.get("reused")]
    seen["first_epoch"] = next(event["epoch"] for event in heard if event["event"] == "EpochDone")
    seen["loaded"] = hands.load_as_layer(dock).isValid()
    layers = [
        next(layer for layer in QgsProject.instance().mapLayers().values() if arguments[name] in layer.source())
        for name in ("raster", "rois")
    ]
    hands.choose(dock, [layers], Path(arguments["folder_of_stop"]))
    hands.make_tiny(dock, epochs=arguments["epochs"])
    hands.start(dock)
    seen["heavy_modules"] = hands.heavy_modules()
    answer_question(iface, "stopRun")
    return seen
