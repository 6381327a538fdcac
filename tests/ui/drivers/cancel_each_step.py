"""Presses Cancel in each step of a run, and goes on each time."""

import os
import signal
import time
from pathlib import Path

import hands
from qgis.core import QgsProject

from deep_segmentation_wizard.engine.process import EngineProcess


def drive(iface, arguments):
    """Returns for each step what Cancel did, and how the run ended after all."""
    hands.begin(iface)
    dock = hands.open_dock(iface)
    folder = Path(arguments["folder"])
    layers = hands.add_layers(arguments["raster"], arguments["rois"])
    hands.choose(dock, [layers], folder)
    hands.make_tiny(dock, epochs=2, window=32, stride=16)
    dock.wizard.go_to("network")
    seen, holder = {"steps": {}}, Holder()
    for step in arguments["steps"]:
        seen["steps"][step] = cancel_in(dock, holder, step, folder)
        dock.grab().save(str(Path(arguments["pictures"]) / f"cancelled_{step}.png"))
    heard = hands.listen(dock)
    begin(dock)
    seen["end"] = hands.wait_for_end(dock)
    seen["reused"] = [event["step"] for event in heard if event.get("reused")]
    seen["loaded"] = hands.load_as_layer(dock).isValid()
    seen["predict"] = cancel_predict_page(dock, holder)
    seen["load"] = cancel_load(dock, holder)
    seen["heavy_modules"] = hands.heavy_modules()
    return seen


def begin(dock):
    """Start training or Resume, whichever the wizard offers."""
    if dock.wizard.page.name == "network":
        hands.press_next(dock)
    else:
        dock.wizard.go_to("training")
        hands.press(dock.wizard.page, "Resume")


def cancel_in(dock, holder, step, folder):
    """Cancel, pressed as soon as the step has begun."""
    cancel = lambda: hands.press(dock.wizard.pages["training"], "Cancel")  # noqa: E731
    seen = stop_in(dock, holder, step, lambda: begin(dock), cancel)
    seen |= {"files": hands.unfinished_files(folder), "kept": folder.exists()}
    if not seen["kept"]:
        dock.wizard.go_to("network")
    seen["next_is_open"] = dock.wizard.next_button.isEnabled() or dock.wizard.page.name != "network"
    return seen


class Holder:
    """Holds the engine by SIGSTOP as soon as it says that it begins a step: some are over in milliseconds."""

    def __init__(self):
        self.step, self.held, self.heard = "", 0, EngineProcess.events
        EngineProcess.events = lambda engine: self.listen(engine)

    def hold_in(self, step):
        self.step, self.held = step, 0

    def listen(self, engine):
        """The events as they come, in the thread that reads them."""
        first = "BatchDone" if self.step == "train" else "StepStarted"
        for event in self.heard(engine):
            if self.step and event["event"] == first and event.get("step", "train") == self.step:
                os.kill(engine.process.pid, signal.SIGSTOP)
                self.step, self.held = "", engine.process.pid
            yield event

    def let_go(self):
        os.kill(self.held, signal.SIGCONT)


def stop_in(dock, holder, step, start, press_cancel):
    """Start, wait until the step has begun, and cancel; the engine is held while the button is pressed."""
    heard = hands.listen(dock)
    holder.hold_in(step)
    start()
    hands.wait_until(lambda: holder.held or not dock.session.run.at_work, f"the step {step}", 90)
    assert holder.held, (step, dock.session.run.failure, [event["event"] for event in heard][-5:])
    hands.settle(0.3)  # its words reach the pages, and the button is shown
    press_cancel()
    begun = time.monotonic()
    holder.let_go()
    state = hands.wait_for_end(dock)
    seconds = time.monotonic() - begun
    started = [event["step"] for event in heard if event["event"] == "StepStarted"]
    return {"state": state, "seconds": seconds, "last": started[-1], "engines": hands.engines()}


def cancel_predict_page(dock, holder):
    """Cancel on the *Predict* page."""
    page = dock.wizard.pages["prediction"]
    dock.wizard.go_to("prediction")
    hands.tick_a_raster(page)
    hands.wait_until(page.start.isEnabled, "Predict")
    seen = stop_in(dock, holder, "predict", page.start.click, page.cancel.click)
    folder = dock.session.folder / "maps"
    return seen | {"files": sorted(path.name for path in folder.rglob("*") if path.is_file())}


def cancel_load(dock, holder):
    """Cancel on the *Result* page, while the mask of another threshold is being made."""
    page = dock.wizard.pages["result"]
    dock.wizard.go_to("result")
    hands.wait_until(page.load.isEnabled, "Load as layer")
    before = set(QgsProject.instance().mapLayers())
    page.threshold.slider.setValue(333)
    seen = stop_in(dock, holder, "mask", page.load.click, page.cancel.click)
    hands.settle(0.5)
    folder = dock.session.folder
    return seen | {
        "files": hands.unfinished_files(folder),
        "loaded": len([n for n in hands.result_layers() if n not in before]),
        "can_load": page.load.isEnabled(),
    }
