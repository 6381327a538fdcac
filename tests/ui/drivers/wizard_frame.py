"""The frame of the wizard in the real QGIS: walked, cancelled, killed, unloaded in mid-run, loaded again."""

import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path

import qgis.utils
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QPoint, Qt, QThread
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QCheckBox,
    QDockWidget,
    QLabel,
    QPushButton,
    QWidget,
)
from waiting import settle, wait_until

PACKAGE = "deep_segmentation_wizard"
ACTION = "deepSegmentationWizard"
STATUS = "deepSegmentationWizardStatus"
SMALL = {"base_width": 4, "depth": 2}


def drive(iface, arguments):
    """Returns what was seen; pictures go to `arguments["pictures"]`, the run to `arguments["folder"]`."""
    pictures = Path(arguments["pictures"])
    iface.messageBar().clearWidgets()
    qgis.utils.open_stack_dialog = stop_at_exception
    iface.mainWindow().resize(1280, 720)
    folder = Path(arguments["folder"])
    seen = {"start_ms": time_of_start(), "places": places_of_action(iface), "seconds": {}}
    dock = open_dock(iface)
    settle(1)
    seen["dock_width"] = dock.width()
    seen["steps"] = [name for name in dock.wizard.pages if name != "environment"]
    scenes = {
        "environment": lambda: miss_packages(dock, pictures),
        "walk": lambda: walk(dock, pictures),
        "settings": lambda: look_at_settings(dock, pictures),
        "heavy_modules": lambda: [name for name in ("torch", "cv2") if name in sys.modules],
        "small_network": lambda: use_small_network(dock, folder),
        "cancelled": lambda: cancel_a_run(dock),
        "second_start": lambda: start_twice(dock),
        "status_bar": lambda: close_and_reopen(iface, dock),
        "killed": lambda: kill_the_engine(dock, pictures),
        "left_after_unload": lambda: unload_in_mid_run(iface, dock),
        "loaded_again": lambda: load_again(iface),
    }
    for name, scene in scenes.items():
        begun = time.monotonic()
        seen[name] = scene()
        seen["seconds"][name] = round(time.monotonic() - begun, 1)
        (pictures / "seen.json").write_text(json.dumps(seen, indent=1), encoding="utf-8")
    return seen


def stop_at_exception(kind, value, trace, _message, *_):
    """In place of QGIS's window with the exception, which would wait for someone to close it."""
    sys.stderr.write("".join(traceback.format_exception(kind, value, trace)))
    sys.stderr.flush()


def time_of_start():
    """Milliseconds that the plugin adds to QGIS's start: import, classFactory, initGui."""
    qgis.utils.unloadPlugin(PACKAGE)
    assert not [name for name in sys.modules if name.startswith(PACKAGE + ".ui")]
    start = time.perf_counter()
    qgis.utils.loadPlugin(PACKAGE)
    qgis.utils.startPlugin(PACKAGE)
    return 1000 * (time.perf_counter() - start)


def places_of_action(iface):
    """Where the action is found."""
    submenus = {"raster": iface.rasterMenu(), "plugins": iface.pluginMenu()}
    places = {"toolbar": iface.pluginToolBar().actions()}
    for name, menu in submenus.items():
        places[name] = [a for entry in menu.actions() if entry.menu() for a in entry.menu().actions()]
    return sorted(name for name, actions in places.items() if any(a.objectName() == ACTION for a in actions))


def open_dock(iface):
    """By the toolbar, as a user would."""
    next(a for a in iface.pluginToolBar().actions() if a.objectName() == ACTION).trigger()
    dock = iface.mainWindow().findChild(QDockWidget, "DeepSegmentationWizardDock")
    wait_until(dock.isVisible, "the dock to open")
    return dock


def miss_packages(dock, pictures):
    """The user's own Python lacks packages: the first page says which; without it the wizard goes on."""
    own = dock.findChild(QgsFileWidget, "ownPython")
    own.setFilePath("/usr/bin/python3")
    wait_until(lambda: dock.wizard.page.name == "environment", "the page that sets up the engine", 60)
    settle()
    dock.grab().save(str(pictures / "environment.png"))
    seen = {
        "problems": dock.wizard.findChild(QLabel, "problems").text(),
        "words": " ".join(label.text() for label in dock.wizard.page.findChildren(QLabel)),
        "chips_open": dock.wizard.steps.button("chips").isEnabled(),
    }
    own.setFilePath("")
    wait_until(lambda: dock.wizard.page.name == "inputs", "the packages to be found", 60)
    return seen


def walk(dock, pictures):
    """Forward over all preparing pages by Next, an entry on the way, and back to the first."""
    wizard = dock.wizard
    back, forward = (wizard.findChild(QPushButton, name) for name in ("back", "next"))
    seen = {"next_without_entries": forward.isEnabled(), "hint": wizard.findChild(QLabel, "problems").text()}
    next(b for b in wizard.page.findChildren(QPushButton) if "sample" in b.text()).click()
    wait_until(forward.isEnabled, "the sample to be accepted")
    names = []
    while wizard.page.name != "network":
        names.append(wizard.page.name)
        if wizard.page.name == "chips":
            wizard.page.window.setValue(128)
            wizard.page.stride.setValue(96)
        if wizard.page.name == "augmentation":
            wizard.page.findChildren(QCheckBox)[0].click()
        forward.click()
    settle()
    before = dock.session.settings
    seen["entries"] = entries(wizard)
    dock.grab().save(str(pictures / "network.png"))
    while back.isEnabled():
        back.click()
    dock.grab().save(str(pictures / "inputs.png"))
    for _ in range(4):
        forward.click()
    seen |= {"walked": names, "kept": dock.session.settings == before, "page": wizard.page.name}
    seen["entries_after"] = entries(wizard)
    step = wizard.steps.button("chips")
    step.setFocus()
    QTest.mouseClick(step, Qt.MouseButton.LeftButton)
    seen["clicked_step"] = wizard.page.name
    seen["selection_is_open"] = wizard.steps.button("selection").isEnabled()
    seen["prediction_is_open"] = wizard.steps.button("prediction").isEnabled()
    return seen


def look_at_settings(dock, pictures):
    """By the button beside the heading to the page about the engine's Python, and back."""
    wizard = dock.wizard
    before = wizard.page.name
    back, forward = (wizard.findChild(QPushButton, name) for name in ("back", "next"))
    QTest.mouseClick(wizard.findChild(QAbstractButton, "settings"), Qt.MouseButton.LeftButton)
    state = wizard.findChild(QLabel, "environmentState")
    wait_until(lambda: state.text().startswith("Ready"), "the Python to be found ready", 60)
    settle()
    dock.grab().save(str(pictures / "settings.png"))
    seen = {
        "page": wizard.page.name,
        "next": forward.isVisible(),
        "steps": wizard.steps.button("chips").isEnabled(),
    }
    seen["words"] = " ".join(label.text() for label in wizard.findChildren(QLabel) if label.isVisible())
    back.click()
    return seen | {"back_to": wizard.page.name == before, "next_again": forward.isVisible()}


def entries(wizard):
    """What every number and tick of the preparing pages shows."""
    shown = {}
    for name in ("chips", "split", "augmentation", "network"):
        page = wizard.pages[name]
        numbers = [box.text() for box in page.findChildren(QAbstractSpinBox)]
        shown[name] = numbers + [b.isChecked() for b in page.findChildren(QAbstractButton) if b.isCheckable()]
    return shown


def use_small_network(dock, folder):
    """A draft that trains fast, in a folder of the test's own."""
    draft = dock.session.settings
    network = dataclasses.replace(draft.network, **SMALL)
    training = dataclasses.replace(draft.training, epochs=400, batch_size=2)
    chips = dataclasses.replace(draft.chips, window=128, stride=128)
    augmentation = dataclasses.replace(draft.augmentation, techniques=())
    dock.session.settings = dataclasses.replace(
        draft, network=network, training=training, chips=chips, augmentation=augmentation
    )
    for page in dock.wizard.pages.values():
        page.restore(dock.session.settings)
    dock.wizard.pages["inputs"].show_folder(folder)


def start(dock, until):
    """Start, the first time by the button of the network page, and wait for an event."""
    heard = []
    dock.session.run.event.connect(lambda event: heard.append(event["event"]))
    if dock.session.folder.exists():
        dock.session.start_run()  # goes on with the run that is there
    else:
        dock.wizard.go_to("network")
        dock.wizard.findChild(QPushButton, "next").click()
    wait_until(lambda: until in heard or not dock.session.run.at_work, until, 90)
    assert until in heard, (heard, dock.session.run.failure, dock.notices.texts())
    return heard


def cancel_a_run(dock):
    """Seconds from Cancel to the end."""
    heard = start(dock, "EpochDone")
    settle(2)  # the first curves are drawn, for which matplotlib is loaded
    heard.clear()
    begun = time.monotonic()
    dock.session.run.cancel()
    states = [dock.session.run.state.value]
    wait_until(lambda: not dock.session.run.at_work, "the end", 30)
    states.append(dock.session.run.state.value)
    return {"seconds": time.monotonic() - begun, "states": states, "children": children()}


def start_twice(dock):
    """A second start while a run is at work says so and changes nothing."""
    start(dock, "EpochDone")
    dock.session.start_run()
    return {"state": dock.session.run.state.value, "notice": dock.notices.texts()}


def close_and_reopen(iface, dock):
    """The dock closed with a run at work: a bar in QGIS's status bar brings it back."""
    item = iface.mainWindow().findChild(QWidget, STATUS)
    seen = {"before": item.isVisible()}
    dock.close()
    settle()
    seen["closed"] = item.isVisible()
    seen["still"] = dock.session.run.state.value
    QTest.mouseClick(item.bar, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QTest.mouseClick(item.findChild(QAbstractButton), Qt.MouseButton.LeftButton)
    settle()
    seen["reopened"] = dock.isVisible()
    seen["after"] = item.isVisible()
    return seen


def kill_the_engine(dock, pictures):
    """The operating system ends the engine; the dock says so and stays usable."""
    niceness = []
    for pid in children():
        if "serve" not in Path(f"/proc/{pid}/cmdline").read_text().split("\0"):
            niceness.append(os.getpriority(os.PRIO_PROCESS, pid) - os.getpriority(os.PRIO_PROCESS, 0))
            os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not dock.session.run.at_work, "the death to be noticed", 10)
    settle()
    dock.grab().save(str(pictures / "killed.png"))
    message, remedy, details = dock.session.run.failure
    dock.wizard.go_to("inputs")
    dock.wizard.findChild(QPushButton, "next").click()
    return {
        "state": dock.session.run.state.value, "message": message, "remedy": remedy, "details": details,
        "notice": dock.notices.texts(), "page_after": dock.wizard.page.name, "niceness": niceness,
    }  # fmt: skip


def unload_in_mid_run(iface, dock):
    """Resume, then unload: nothing may be left."""
    heard = start(dock, "EpochDone")
    begun = time.monotonic()
    qgis.utils.unloadPlugin(PACKAGE)
    seconds = time.monotonic() - begun
    settle()
    window = iface.mainWindow()
    return {
        "resumed": heard[0], "seconds": seconds, "children": children(),
        "docks": [d.objectName() for d in window.findChildren(QDockWidget) if "DeepSeg" in d.objectName()],
        "status": [w.objectName() for w in window.findChildren(QWidget) if w.objectName() == STATUS],
        "threads": len([t for t in window.findChildren(QThread)]),
        "places": places_of_action(iface),
        # An empty package may stay: QGIS forgets modules, and not the packages around them.
        "modules": [n for n in sys.modules if n.startswith(PACKAGE) and n != f"{PACKAGE}.wizard_pages"],
    }  # fmt: skip


def load_again(iface):
    """Loaded again, the dock opens the run that was broken off."""
    qgis.utils.loadPlugin(PACKAGE)
    qgis.utils.startPlugin(PACKAGE)
    dock = open_dock(iface)
    offered = dock.notices.texts()
    next(b for b in dock.notices.findChildren(QPushButton) if b.text() == "Open it").click()
    settle()
    result = {
        "offered": offered, "page": dock.wizard.page.name, "epochs": dock.session.settings.training.epochs,
        "folder": str(dock.session.folder), "inputs_folder": str(dock.wizard.pages["inputs"].folder),
    }  # fmt: skip
    return result | {"unloaded": qgis.utils.unloadPlugin(PACKAGE)}


def children():
    """Process numbers of QGIS's children that are engines."""
    found = subprocess.run(["pgrep", "-P", str(os.getpid()), "-f", "runpy"], capture_output=True, text=True)
    return [int(word) for word in found.stdout.split()]
