"""Around a run at work: layers go, projects change, the plugin is reloaded, others want its folder."""

import json
import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import hands
import qgis.utils
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import QThread
from qgis.PyQt.QtWidgets import QDockWidget, QMessageBox, QWidget

from deep_segmentation_wizard.engine.process import EngineProcess


def drive(iface, arguments):
    """Returns what was seen in each scene."""
    hands.begin(iface)
    QgsSettings().setValue("deep_segmentation_wizard/python", arguments["python_with_junk"])
    dock = hands.open_dock(iface)
    layers = hands.add_layers(arguments["raster"], arguments["rois"])
    first, second = Path(arguments["folder"]), Path(arguments["folder_of_another"])
    hands.choose(dock, [layers], first)
    hands.make_tiny(dock, epochs=4)
    seen = {}
    python = arguments["python"]
    scenes = {
        "removed": lambda: remove_layers(dock, first),
        "late": lambda: change_late_settings(dock, first),
        "other": lambda: change_other_settings(dock, first),
        "held": lambda: start_in_a_held_folder(dock, python, first),
        "new": lambda: start_where_another_begins(dock, python, second),
        "stale": lambda: kill_the_holder(dock, second),
        "switched": lambda: switch_while_training(iface, dock),
        "predicted": lambda: switch_while_predicting(iface, dock),
        "loaded": lambda: switch_while_loading(iface, dock),
        "reloaded": lambda: reload_in_mid_run(iface, dock, arguments, Path(arguments["folder_of_reload"])),
    }
    hands.play(scenes, seen)
    seen["heavy_modules"] = hands.heavy_modules()
    return seen


def remove_layers(dock, folder):
    """All layers go in mid-training; the Python that computes prints junk all the time."""
    heard = hands.start(dock)
    QgsProject.instance().removeAllMapLayers()
    state = hands.wait_for_end(dock)
    written = [without_time(json.loads(line)) for line in (folder / "events.jsonl").read_text().splitlines()]
    heard = [without_time(event) for event in heard]
    layer = hands.load_as_layer(dock)
    seen = {
        "state": state, "heard": len(heard), "missed": [e["event"] for e in written if e not in heard],
        "valid": layer.isValid(), "file": Path(layer.source()).name, "size": [layer.width(), layer.height()],
        "crs": layer.crs().authid(),
    }  # fmt: skip
    QgsSettings().setValue("deep_segmentation_wizard/python", "")
    return seen


def without_time(event):
    """An event is stamped anew for each who hears it."""
    return {**event, "time": 0}


def late(settings, threshold):
    """Other settings of what comes after training."""
    return replace(
        settings,
        prediction=replace(settings.prediction, step_map="hann"),
        mask=replace(settings.mask, threshold=threshold),
    )


def put(dock, settings):
    """A draft, as if it had been entered on the pages."""
    dock.session.settings = settings
    for page in dock.wizard.pages.values():
        page.restore(settings)


def change_late_settings(dock, folder):
    """Start in the folder of the finished run with another step map and threshold."""
    put(dock, late(dock.session.settings, 0.25))
    heard = hands.listen(dock)
    dock.session.start_run()
    seen = {"refused": dock.session.refused, "state": hands.wait_for_end(dock)}
    stored = json.loads((folder / "settings.json").read_text())
    seen["stored"] = [stored["prediction"]["step_map"], stored["mask"]["threshold"]]
    seen["reused"] = [event["step"] for event in heard if event.get("reused")]
    seen["done"] = [event["step"] for event in heard if event["event"] == "StepStarted"]
    return seen


def change_other_settings(dock, folder):
    """Start there with another network."""
    stored, draft = (folder / "settings.json").read_text(), dock.session.settings
    put(dock, replace(draft, network=replace(draft.network, base_width=8)))
    dock.session.start_run()
    seen = {"refused": dock.session.refused, "said": dock.notices.texts(), "at_work": dock.session.run.at_work}
    put(dock, draft)
    return seen | {"untouched": (folder / "settings.json").read_text() == stored}


def start_in_a_held_folder(dock, python, folder):
    """Another program works in the finished run's folder: its settings stay, late ones too."""
    stored = (folder / "settings.json").read_text()
    stored_events = (folder / "events.jsonl").read_text()
    held = hold_folder(folder)
    put(dock, late(dock.session.settings, 0.75))
    dock.session.start_run()
    state = hands.wait_for_end(dock)
    os.close(held)
    return {
        "state": state, "said": dock.notices.texts(),
        "untouched": (folder / "settings.json").read_text() == stored
        and (folder / "events.jsonl").read_text() == stored_events,
    }  # fmt: skip


def hold_folder(folder):
    """Take the folder's lock, as an engine does."""
    import fcntl

    lock = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return lock


def start_where_another_begins(dock, python, folder):
    """Another engine, as of a second QGIS, has just begun a run of the same settings in the folder."""
    settings = replace(
        dock.session.settings, training=replace(dock.session.settings.training, epochs=300, minutes=None)
    )
    put(dock, settings)
    dock.wizard.pages["inputs"].findChild(QWidget, "folder").setFilePath(str(folder))
    file = folder.with_suffix(".json")
    file.write_text(settings.to_json(), encoding="utf-8")
    other = EngineProcess(["run", "--folder", str(folder), "--settings", str(file)], python)
    for event in other.events():
        if event["event"] == "EpochDone":
            break
    dock.other = other
    dock.session.start_run()
    state = hands.wait_for_end(dock)
    return {
        "state": state, "said": dock.notices.texts(), "other_at_work": other.process.poll() is None,
        "page_usable": dock.wizard.isEnabled(),
    }  # fmt: skip


def kill_the_holder(dock, folder):
    """The other engine is killed: its lock file stays, and hinders nobody."""
    dock.other.process.send_signal(signal.SIGKILL)
    dock.other.wait()
    lock = (folder / ".lock").exists()
    heard = hands.listen(dock)
    dock.wizard.go_to("training")
    hands.press(dock.wizard.page, "Resume")
    hands.wait_for(dock, heard, "EpochDone")
    return {
        "lock_was_left": lock, "reused": [event["step"] for event in heard if event.get("reused")],
        "said": dock.notices.texts(),
    }  # fmt: skip


def project_now():
    """What the open project holds of ours."""
    entry, _ = QgsProject.instance().readEntry("deep_segmentation_wizard", "run_folder", "")
    return {"layers": len(QgsProject.instance().mapLayers()), "run": entry}


def switch_while_training(iface, dock):
    """Another project is opened in mid-training, which is then finished early."""
    iface.newProject(False)
    state = dock.session.run.state.value
    hands.press(dock.wizard.pages["training"], "Finish early")
    end = hands.wait_for_end(dock)
    hands.settle(0.5)
    return {"during": state, "end": end, **project_now()}


def switch_while_predicting(iface, dock):
    """Another project is opened while the *Predict* page maps a raster."""
    page = dock.wizard.pages["prediction"]
    dock.wizard.go_to("prediction")
    hands.tick_a_raster(page)
    hands.wait_until(page.start.isEnabled, "Predict")
    page.start.click()
    heard = hands.listen(dock)
    hands.wait_until(lambda: any(e["event"] == "StepStarted" for e in heard), "the step")
    iface.newProject(False)
    end = hands.wait_for_end(dock)
    hands.settle(0.5)
    maps = list(Path(page.output.filePath()).glob("*_mask.tif"))
    return {"end": end, "maps": len(maps), **project_now()}


def switch_while_loading(iface, dock):
    """Another project is opened while a mask is made for *Load as layer*: asked, and answered No."""
    page = dock.wizard.pages["result"]
    dock.wizard.go_to("result")
    hands.wait_until(page.load.isEnabled, "Load as layer")
    page.on_map.setChecked(False)
    page.threshold.slider.setValue(777)
    page.load.click()
    hands.wait_until(lambda: page.loader.question is not None or dock.session.run.at_work, "the work")
    iface.newProject(False)
    hands.wait_until(lambda: page.loader.question is not None and page.loader.question.isVisible(), "the question")
    unasked, text = project_now(), page.loader.question.text()
    page.loader.question.button(QMessageBox.StandardButton.No).click()
    hands.settle(0.5)
    return {"unasked": unasked, "question": text, "after_no": project_now()["layers"]}


def reload_in_mid_run(iface, dock, arguments, folder):
    """The plugin is reloaded in mid-run, as by the Plugin Reloader, and opened again."""
    layers = hands.add_layers(arguments["raster"], arguments["rois"])
    hands.choose(dock, [layers], folder)
    hands.make_tiny(dock, epochs=300)
    hands.start(dock)
    del dock
    begun = time.monotonic()
    qgis.utils.reloadPlugin(hands.PACKAGE)
    seconds = time.monotonic() - begun
    hands.settle(1)
    window = iface.mainWindow()
    seen = {
        "seconds": seconds, "engines": hands.engines(idle=True),
        "docks": len(docks(window)), "threads": len(window.findChildren(QThread)),
        "status": len([w for w in window.findChildren(QWidget) if w.objectName() == hands.STATUS]),
        "actions": len([a for a in iface.pluginToolBar().actions() if a.objectName() == hands.ACTION]),
        "files": hands.unfinished_files(folder),
    }  # fmt: skip
    dock = hands.open_dock(iface)
    seen["offered"] = dock.notices.texts()
    assert seen["offered"], (project_now(), str(dock.session.folder), dock.wizard.page.name)
    hands.press(dock, "Open it")
    heard = hands.listen(dock)
    hands.press(dock.wizard.page, "Resume")
    hands.wait_for(dock, heard, "EpochDone")
    seen["resumed"] = [event["step"] for event in heard if event.get("reused")]
    seen["docks_now"], seen["engines_now"] = len(docks(window)), len(hands.engines())
    dock.session.run.cancel()
    seen["end"] = hands.wait_for_end(dock)
    qgis.utils.unloadPlugin(hands.PACKAGE)
    hands.settle(0.5)
    seen["engines_at_last"] = hands.engines(idle=True)
    seen["modules_at_last"] = [
        n for n in sys.modules if n.startswith(hands.PACKAGE) and n.count(".") > 1 and sys.modules[n] is not None
    ]
    return seen


def docks(window):
    """Our docks in the main window."""
    return [d for d in window.findChildren(QDockWidget) if "DeepSegmentation" in d.objectName()]
