"""Uses the pages from *Network and training* to *Result* as a person would, in a dock of its own.

The wizard's frame is stood in for: questions get the answers that the test brings along, and commands run the
engine at once, its events handed on as they would come.
"""

import json
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from qgis.core import QgsApplication, QgsPalettedRasterRenderer, QgsProject, QgsRasterLayer
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QEventLoop, QObject, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor, QImage
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QMessageBox, QScrollArea

from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.events import BatchDone, to_line
from deep_segmentation_wizard.engine.plain import from_plain
from deep_segmentation_wizard.engine.settings import RunSettings, read_settings
from deep_segmentation_wizard.wizard_pages import curves, result_layers
from deep_segmentation_wizard.wizard_pages.network_page import NetworkPage
from deep_segmentation_wizard.wizard_pages.page import RunState
from deep_segmentation_wizard.wizard_pages.prediction_page import PredictionPage
from deep_segmentation_wizard.wizard_pages.result_page import ResultPage
from deep_segmentation_wizard.wizard_pages.selection_page import SelectionPage
from deep_segmentation_wizard.wizard_pages.training_page import TrainingPage

PAGES = (NetworkPage, TrainingPage, SelectionPage, PredictionPage, ResultPage)
WIDTH, HEIGHT = 400, 640
FLOOD_SECONDS = 3


class StandInRun(QObject):
    """Runs a command to its end inside ``start``, and says so afterwards."""

    event = pyqtSignal(dict)
    state_changed = pyqtSignal(object)

    def __init__(self, python, root):
        super().__init__()
        self.python, self.root = python, root
        self.state, self.failure = RunState.IDLE, ("", "", "")
        self.commands, self.before_end = [], lambda: None
        self.refusal = None

    def start(self, arguments):
        self.commands.append(arguments)
        self.go(RunState.RUNNING)
        command = [self.python, "-m", "engine", *arguments, "--json"]
        done = subprocess.run(command, cwd=self.root, capture_output=True, text=True, check=False)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        self.failure = ("It failed.", "", done.stderr)
        self.answer(lines, RunState.FINISHED if done.returncode == 0 else RunState.FAILED)

    def answer(self, events, state):
        def play():
            for event in events:
                self.event.emit(event)
            self.before_end()
            self.go(state)

        QTimer.singleShot(0, play)

    def go(self, state):
        self.state = state
        self.state_changed.emit(state)

    def cancel(self):
        self.go(RunState.STOPPING)

    def finish_early(self):
        if self.refusal is not None:
            raise self.refusal
        self.commands.append(["finish_early"])


class StandInServices:
    """What the wizard offers to its pages."""

    def __init__(self, iface, run, folder, answers):
        self.iface, self.run, self.folder = iface, run, Path(folder)
        self.answers = {"changed": {"changed": False}, **answers}
        self.settings = read_settings(self.folder / "settings.json")
        self.said, self.turned_to, self.started, self.resumed = [], [], [], 0

    def ask(self, question, values, answered, refused):
        QTimer.singleShot(0, lambda: answered(self.answers[question]))

    def start_run(self, step=None):
        self.started.append(step)
        if step:
            choice = f"selection.measure={self.settings.selection.measure}"
            self.run.start([step, "--folder", str(self.folder), "--set", choice])
        else:
            self.run.go(RunState.RUNNING)

    def resume_run(self):
        self.resumed += 1

    def say(self, message, remedy="", details="", warning=True):
        self.said.append(f"{message} {remedy}")

    def go_to(self, name):
        self.turned_to.append(name)

    def group(self):
        return "Run <b>one</b>"

    def raster_layer(self):
        return None


def drive(iface, arguments):
    """Returns what was seen; pictures of the pages go to `arguments["pictures"]`."""
    if arguments.get("theme"):
        QgsApplication.setUITheme(arguments["theme"])
    run = StandInRun(arguments["python"], arguments["root"])
    services = StandInServices(iface, run, arguments["folder"], arguments["answers"])
    pages = {page.name: page for page in (kind(services) for kind in PAGES)}
    show = Stage(iface, pages, Path(arguments["pictures"]))
    raster = QgsRasterLayer(arguments["raster"], "A scene")
    QgsProject.instance().setCrs(raster.crs())
    QgsProject.instance().addMapLayer(raster)
    iface.mapCanvas().setExtent(raster.extent())
    for page in pages.values():
        page.restore(services.settings)
        page.changed.connect(lambda page=page: setattr(services, "settings", page.store(services.settings)))
    seen = {"round_trips": round_trips(pages, services, arguments["settings"])}
    seen["network"] = use_network(show, pages["network"], services)
    seen["training"] = use_training(show, pages["training"], services)
    seen["selection"] = use_selection(show, pages["selection"], services)
    seen["prediction"] = use_prediction(show, pages["prediction"], services, arguments["raster"])
    seen["result"] = use_result(show, pages["result"], services, raster)
    seen["widths"] = {name: page.minimumSizeHint().width() for name, page in pages.items()}
    seen["said"] = services.said
    seen["heavy_modules"] = [name for name in ("torch", "cv2") if name in sys.modules]
    show.close()
    return seen


class Stage:
    """A dock as narrow as people have it, with one page at a time."""

    def __init__(self, iface, pages, pictures):
        self.pages, self.pictures, self.shown = pages, pictures, None
        self.dock = QDockWidget("Deep Segmentation Wizard", iface.mainWindow())
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.dock.setWidget(self.area)
        iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.dock.setFloating(True)
        self.dock.resize(WIDTH, HEIGHT)
        self.dock.show()

    def __call__(self, page):
        if self.shown is not None:
            self.shown.leave()
            self.area.takeWidget().setParent(None)
        self.shown = page
        self.area.setWidget(page)
        page.show()
        page.enter()
        wait(0.3)

    def picture(self, name):
        wait(0.2)
        self.dock.resize(WIDTH, max(HEIGHT, min(self.shown.sizeHint().height() + 30, 950)))
        wait(0.3)
        self.dock.grab().save(str(self.pictures / f"{name}.png"))

    def close(self):
        self.shown.leave()
        self.area.takeWidget()
        for page in self.pages.values():
            page.setParent(None)
            page.deleteLater()
        self.dock.close()
        self.dock.deleteLater()
        wait(0.3)


def round_trips(pages, services, samples):
    """For each page the settings that did not come back as they went in."""
    failed = []
    kept, parts = services.settings, ("network", "training", "selection", "prediction", "mask", "seed")
    for number, plain in enumerate([{}, *samples]):
        settings = from_plain(RunSettings, plain)
        for page in pages.values():
            page.restore(settings)
            if page.store(settings) != settings:
                failed.append([page.name, number, "own"])
        stored = RunSettings()
        for page in pages.values():
            stored = page.store(stored)
        failed += [[part, number] for part in parts if getattr(stored, part) != getattr(settings, part)]
    for page in pages.values():
        page.restore(kept)
    return failed


def use_network(show, page, services):
    show(page)
    wait_until(lambda: "measur" not in page.computer.text().lower())
    page.by_epochs.click()
    page.epochs.setValue(40)
    show.picture("network")
    seen = {
        "next": page.next_text(),
        "epochs": services.settings.training.epochs,
        "estimate": page.estimate.text(),
    }
    unfold(page)
    show.picture("network_advanced")
    seen["options"] = choose_options(show, page, services)
    page.advanced.depth.setValue(6)
    services.settings = replace(services.settings, chips=replace(services.settings.chips, window=64, stride=32))
    seen["problems"] = [problem.about for problem in page.problems()]
    seen["went_on"] = page.go_next()
    seen["turned_to"] = list(services.turned_to)
    services.run.go(RunState.IDLE)
    services.settings = read_settings(services.folder / "settings.json")
    page.restore(services.settings)
    return seen


def choose_options(show, page, services):
    """What depends on another choice comes and goes with it, and what is chosen is stored."""
    rows, weights, seen = page.advanced._rows, page.advanced.weights, {}
    dependent = ("momentum", "focal_gamma", "tversky_beta", "stop_measure")

    def visible():
        return [name for name in dependent if rows[name].widget.isVisible()] + ["own"] * weights.isVisible()

    seen["at_first"] = visible()
    for name, value in (("optimizer", "sgd"), ("loss", "focal"), ("class_weights", "own")):
        rows[name].widget.setCurrentIndex(rows[name].widget.findData(value))
    rows["patience"].widget.setValue(5)
    rows["batch_size"].widget.setValue(0)
    rows["learning_rate"].widget.setValue(0)
    rows["start_from"].widget.setFilePath("/models/m.safetensors")
    weights._spins["buildings"].setValue(2.5)
    seen["chosen"] = visible()
    seen["words"] = [rows[name].widget.text() for name in ("batch_size", "learning_rate", "average")]
    training = services.settings.training
    seen["weights"] = [[item.name, item.weight] for item in training.own_weights]
    seen["training"] = [
        training.optimizer, training.loss, training.patience, training.batch_size, training.learning_rate,
        training.start_from,
    ]  # fmt: skip
    show.picture("network_options")
    seen["tips"] = [name for name, row in rows.items() if not row.widget.toolTip()]
    services.settings = read_settings(services.folder / "settings.json")
    page.restore(services.settings)
    page.epochs.setValue(40)
    return seen


def use_training(show, page, services):
    show(page)
    wait_until(lambda: page.curves.figure is not None or page.curves.shows_table)
    # There may have been a redraw before the figure was there.
    wait_until(lambda: page.curves.redraws > 0 and (page.curves.shows_table or page.curves.figure.loss.lines))
    lines = page.curves.figure.loss.get_lines() if page.curves.figure else []
    drawn = next((line for line in lines if line.get_label() == "validation"), None)
    seen = {
        "history": page.curves.history.points("validation_loss"),
        "drawn": [list(map(float, values)) for values in drawn.get_data()] if drawn else None,
        "chosen": page.curves.history.chosen,
        "resting": page.progress.step.text(),
    }
    show.picture("training_finished")
    if page.curves.figure:
        seen["saved"] = save_curves(page.curves.figure, show.pictures / "saved.png")
    seen["again"] = train_again(show, page, services)
    page.as_table.click()
    show.picture("training_table")
    seen["table_rows"] = page.curves.table.rowCount()
    page.as_table.click()
    seen["without_matplotlib"] = curves_without_matplotlib(page.curves.history)
    seen["samples"] = use_samples(show, page, services)
    seen |= flood(show, page, services)
    services.run.failure = ("The disk is full.", "Free some space, then resume.", "Exit status: 1")
    services.run.go(RunState.FAILED)
    show.picture("training_failed")
    seen["failure"] = page.failure.text.text() if page.failure.isVisible() else ""
    services.run.go(RunState.RUNNING)
    services.run.go(RunState.IDLE)
    return seen


def train_again(show, page, services):
    """The polygons have changed since the run was finished."""
    before = page.resume.isVisible()
    services.answers["changed"] = {"changed": True}
    page.leave()
    page.enter()
    wait_until(lambda: page.resume.isVisible())
    show.picture("training_changed")
    page.resume.click()
    seen = {"before": before, "button": page.resume.text(), "words": page.progress.step.text()}
    services.answers["changed"] = {"changed": False}
    page.enter()
    wait_until(lambda: not page.resume.isVisible())
    return seen | {"resumed": services.resumed}


def save_curves(view, path):
    """As matplotlib's *Save* does once the name has been chosen."""
    before = view.canvas.grab().toImage()
    view.figure.savefig(str(path))
    wait(0.3)
    saved = QImage(str(path))
    corner = saved.pixelColor(2, 2)
    return {
        "size": [saved.width(), saved.height()],
        "ground": [corner.name(), corner.alpha()],
        "same_after": view.canvas.grab().toImage() == before,
        "name": view.canvas.get_default_filename(),
    }


def use_samples(show, page, services):
    """The chips of the finished run; then those of a training that goes on, each time with something new."""
    view = page.samples
    seen = {"finished": describe_samples(view), "square": [view.rows[0].width(), view.rows[0].height()]}
    copy = Path(shutil.copytree(services.folder / "samples", show.pictures / "samples"))
    record = json.loads((copy / "samples.json").read_text(encoding="utf-8"))
    services.run.go(RunState.RUNNING)
    services.run.event.emit({"event": "StepStarted", "step": "train", "title": "Training"})

    def draw(colour="", pixels=64, **changes):
        if colour:
            image = QImage(pixels, pixels, QImage.Format.Format_RGB32)
            image.fill(QColor(colour))
            image.save(str(copy / "chip_1_prediction.png"))
        (copy / "samples.json").write_text(json.dumps(record | changes), encoding="utf-8")
        services.run.event.emit({"event": "SamplesDrawn", "epoch": 9, "path": str(copy)})
        wait(0.5)

    draw("red", epoch=9)
    image = view.rows[0].pictures[0].cacheKey()
    seen["changed"] = [describe_samples(view)["captions"][2], colour_of(view.rows[0])]
    view.rows[0].setFocus()
    QTest.keyClick(view.rows[0], Qt.Key.Key_Space)
    wait(0.3)
    view.large.grab().save(str(show.pictures / "sample_large.png"))
    draw("blue", epoch=10)
    seen["large"] = [view.large.windowTitle(), colour_of(view.large.row), view.large.captions.labels[2].text()]
    seen["image_kept"] = view.rows[0].pictures[0].cacheKey() == image
    QTest.keyClick(view.large, Qt.Key.Key_Escape)
    seen["closed"] = view.large is None
    (copy / "chip_1_prediction.png").unlink()
    draw(epoch=0)
    seen["begun"] = [describe_samples(view)["captions"][2], view.rows[0].pictures[2].isNull()]
    draw(chips=["<b>one</b>.tif"], classes=[{"name": "<i>roof</i>", "colour": "#123456"}])
    seen["single"] = describe_samples(view)
    draw("green", pixels=3000)
    seen["huge"] = view.rows[0].pictures[2].isNull()
    seen["hidden"] = []
    for damaged in ({"chips": []}, {"chips": 3}, {"epoch": None}, {"classes": [1]}):
        draw(**damaged)
        seen["hidden"].append(not view.isVisible())
    services.run.go(RunState.IDLE)
    seen["again"] = describe_samples(view) == seen["finished"]
    return seen


def describe_samples(view):
    return {
        "rows": [row.name for row in view.rows if row.isVisible()],
        "tips": [row.toolTip() for row in view.rows if row.isVisible()],
        "captions": [label.text() for label in view.captions.labels],
        "legend": view.legend.text(),
        "pictures": [not picture.isNull() for row in view.rows if row.isVisible() for picture in row.pictures],
    }


def colour_of(row):
    return row.pictures[2].toImage().pixelColor(5, 5).name()


def curves_without_matplotlib(history):
    """What is shown where the figure cannot be imported."""
    name = curves.__name__ + "_figure"
    kept, sys.modules[name] = sys.modules.pop(name, None), None
    view = curves.CurvesView()
    view.show_history(history)
    view.resize(380, 400)
    view.show()
    wait_until(lambda: view.table.rowCount() > 0)
    seen = [view.message.text(), view.table.rowCount(), view.stack.currentWidget() is view.table]
    view.close()
    view.deleteLater()
    sys.modules[name] = kept
    return seen


def flood(show, page, services):
    """A training that says more than can be drawn."""
    run = services.run
    run.go(RunState.RUNNING)
    for line in (services.folder / "events.jsonl").read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        if event["event"] == "StepStarted" and event["step"] == "select":
            break
        run.event.emit(event)
    before, sent, start = page.curves.redraws, 0, time.monotonic()
    gaps = Gaps()
    while time.monotonic() < start + FLOOD_SECONDS:
        for _ in range(20):
            run.event.emit(json.loads(to_line(BatchDone(4, 1 + sent % 90, 90, 0.5, 0.001))))
            sent += 1
        progress = {
            "event": "Progress",
            "step": "train",
            "done": 300,
            "total": 1000,
            "unit": "",
            "seconds_left": 700,
        }
        run.event.emit(progress)
        wait(0.005)
    taken = time.monotonic() - start
    longest = gaps.stop()
    seen = {
        "sent": sent,
        "longest_gap": longest,
        "redraws_per_second": (page.curves.redraws - before) / taken,
        "facts": page.progress.facts.text(),
    }
    show.picture("training_live")
    seen["buttons"] = [b.text() for b in (page.early, page.cancel, page.resume) if b.isVisible() and b.isEnabled()]
    run.refusal = EngineError("The run cannot be asked.", "Look at the folder.")
    page.early.click()
    seen["refused"] = [services.said.pop(), page.early.isEnabled(), page.progress.facts.text()]
    run.refusal = None
    page.early.click()
    seen["asked"] = run.commands[-1]
    return seen


class Gaps(QTimer):
    """How long the event loop was held up at most, in seconds."""

    def __init__(self):
        super().__init__()
        self.last, self.longest = time.monotonic(), 0.0
        self.timeout.connect(self.note)
        self.start(1)

    def note(self):
        now = time.monotonic()
        self.longest, self.last = max(self.longest, now - self.last), now

    def stop(self):
        super().stop()
        return self.longest


def use_selection(show, page, services):
    show(page)
    show.picture("selection")
    seen = {"why": page.why.text(), "rows": page.table.rowCount(), "again": page.again.isEnabled()}
    seen["matrix"] = [page.matrix.verticalHeaderItem(row).text() for row in range(page.matrix.rowCount())]
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    seen["sorted"] = [int(page.table.item(row, 0).text().split()[0]) for row in range(page.table.rowCount())]
    page.measure.setCurrentIndex(page.measure.findData("accuracy"))
    page.again.click()
    wait_until(lambda: services.run.state is RunState.FINISHED)
    seen["measure"] = services.settings.selection.measure
    seen["chosen_by"] = json.loads((services.folder / "selection.json").read_text(encoding="utf-8"))["measure"]
    seen["again_now"] = page.again.isEnabled()
    page.by.setCurrentIndex(page.by.findData("validation"))
    seen["by"] = [services.settings.selection.by, page.again.isEnabled()]
    page.by.setCurrentIndex(page.by.findData("test"))
    return seen


def use_prediction(show, page, services, raster):
    show(page)
    wait_until(lambda: page.start.isEnabled())
    names = [page.rasters.list.item(row).text() for row in range(page.rasters.list.count())]
    page.rasters.list.item(names.index("A scene")).setCheckState(Qt.CheckState.Checked)
    show.picture("prediction")
    unfold(page)
    show.picture("prediction_advanced")
    seen = {"listed": names, "stored": list(services.settings.prediction.rasters)}
    seen["proposed"] = [page.names.item(row).text() for row in range(page.names.count())]
    page.start.click()
    wait_until(lambda: services.run.state is RunState.FINISHED and not page.cancel.isVisible())
    seen["state"] = page.state.text()
    seen["proposed_next"] = [page.names.item(row).text() for row in range(page.names.count())]
    show.picture("prediction_done")
    return seen


def use_result(show, page, services, raster):
    show(page)
    wait_until(lambda: page.load.isEnabled())
    canvas = services.iface.mapCanvas()
    seen = {"maps": [page.map.itemText(n) for n in range(page.map.count())], "stale": page.note.text()}
    page.load.click()  # the model was chosen anew, so this map is, too
    wait_until(lambda: group(services) is not None and page.load.isEnabled())
    wait_until(lambda: "changed" not in page.note.text())
    seen["fresh"] = page.note.text()
    page.threshold.slider.setValue(300)
    first = result_layers.threshold_of(page.preview.layer())
    page.threshold.slider.setValue(620)
    seen["steps"] = [first, result_layers.threshold_of(page.preview.layer())]
    seen["preview_opacity"] = page.preview.layer().opacity()
    seen["stored"] = services.settings.mask.threshold
    wait(0.5)
    wait_until(lambda: not canvas.isDrawing())
    show.picture("result")
    canvas.grab().save(str(show.pictures / "preview.png"))
    page.with_probability.setChecked(True)
    page.load.click()
    wait_until(lambda: len(group(services).findLayers()) == 2)
    wait_until(lambda: page.areas.table.rowCount() > 0)
    wait(0.5)
    wait_until(lambda: not canvas.isDrawing())
    show.picture("result_loaded")
    services.iface.mainWindow().grab().save(str(show.pictures / "main_window.png"))
    mask = group(services).findLayers()[0].layer()
    seen |= describe(mask, raster)
    seen["layers"] = [node.name() for node in group(services).findLayers()]
    seen["saved"] = page.saved.text().replace("\u200b", "") == f"Saved as {mask.source()}"
    seen["areas_shown"] = page.areas.table.isVisible()
    seen["preview_gone"] = page.preview.layer() is None
    seen["areas"] = [[page.areas.table.item(row, column).text() for column in range(4)] for row in range(2)]
    seen["command"] = services.run.commands[-1][:1] + services.run.commands[-1][3:]
    page.load.click()  # the same threshold again: nothing to compute, and no second layer
    wait(0.3)
    seen["layers_again"] = len(group(services).findLayers())
    seen["commands"] = [command[0] for command in services.run.commands]
    seen |= load_another(show, page, services)
    seen["cleaned"] = clean_up(show, page, services)
    seen["named"] = load_with_html(page, services)
    seen |= switch_project(page, services)
    return seen


def load_another(show, page, services):
    """The map of the page before at another threshold: predicted again, in its place."""
    page.with_probability.setChecked(False)
    page.map.setCurrentIndex(1)
    wait_until(lambda: page.load.isEnabled())
    page.threshold.slider.setValue(800)
    old_figures = page.areas.isVisible() or page.saved.isVisible()
    page.load.click()
    wait_until(lambda: page.load.isEnabled())
    layer = group(services).findLayers()[0].layer()
    page.map.setCurrentIndex(0)
    wait_until(lambda: page.load.isEnabled())
    return {
        "another": [services.run.commands[-1][0], services.run.commands[-1][-1], Path(layer.source()).parent.name],
        "layers_now": len(group(services).findLayers()),
        "old_figures": old_figures,
    }


def clean_up(show, page, services):
    """Small objects vanish, and polygons come; then everything as it was."""
    before = [node.layer().source() for node in group(services).findLayers()]
    unfold(page.cleaning)
    page.cleaning.smallest_object.setValue(40)
    page.cleaning.polygons.setChecked(True)
    page.cleaning.simplify.setChecked(True)
    show.picture("result_cleaning")
    note = page.cleaning.note.text()
    page.load.click()
    wait_until(lambda: page.load.isEnabled() and page.areas.table.rowCount() > 0)
    layers = [node.layer() for node in group(services).findLayers()]
    polygons = next(layer for layer in layers if layer.source().endswith("_polygons.gpkg"))
    wait(0.5)
    services.iface.mainWindow().grab().save(str(show.pictures / "main_window_polygons.png"))
    seen = {
        "note": note,
        "command": services.run.commands[-1][3:],
        "stored": [page.cleaning.wanted(None).smallest_object, services.settings.mask.smallest_object],
        "smallest": min(feature["area_m2"] for feature in polygons.getFeatures()),
        "count": polygons.featureCount(),
        "name": polygons.name(),
        "least_shown": page.cleaning.least.isVisible(),
        "seen": [n.name().split(": ")[1] for n in group(services).findLayers()[:2] if n.isVisible()],
    }
    QgsProject.instance().removeMapLayer(polygons.id())
    page.cleaning.polygons.setChecked(False)
    page.cleaning.smallest_object.setValue(0)
    page.load.click()
    wait_until(lambda: page.load.isEnabled() and page.areas.table.rowCount() > 0)
    seen["as_before"] = sorted(node.layer().source() for node in group(services).findLayers()) == sorted(before)
    return seen


def load_with_html(page, services):
    """A class with a name that looks like HTML, and then a third class."""
    classes = services.answers["model"]["classes"]
    kept, classes["1"] = classes["1"], "<b>roof</b>"
    page.enter()
    wait_until(lambda: "roof" in page.note.text())
    page.load.click()
    wait_until(lambda: page.load.isEnabled() and page.areas.table.rowCount() > 0)
    mask = next(node.layer() for node in group(services).findLayers() if "roof" in node.name())
    seen = {
        "legend": mask.renderer().classes()[1].label,
        "style": "<b>" in Path(mask.source()).with_suffix(".qml").read_text(encoding="utf-8"),
        "note_is_plain": page.note.textFormat() == Qt.TextFormat.PlainText,
    }
    classes["2"] = "road"
    page.enter()
    wait_until(lambda: "road" in page.note.text())
    seen["threshold_for_three_classes"] = page.threshold_box.isVisible()
    del classes["2"]
    classes["1"] = kept
    page.enter()
    wait_until(lambda: page.threshold_box.isVisible())
    return seen


def describe(mask, raster):
    renderer = mask.renderer()
    paletted = isinstance(renderer, QgsPalettedRasterRenderer)
    return {
        "valid": mask.isValid(),
        "crs": mask.crs().authid() == raster.crs().authid(),
        "extent": mask.extent() == raster.extent() and mask.width() == raster.width(),
        "legend": [[item.value, item.label, item.color.alpha()] for item in renderer.classes()]
        if paletted
        else None,
        "style": Path(mask.source()).with_suffix(".qml").is_file(),
    }


def switch_project(page, services):
    """Another project is opened while a mask is being made: it is asked about."""
    page.with_probability.setChecked(False)
    page.threshold.slider.setValue(450)
    services.run.before_end = lambda: services.iface.newProject(False)
    page.load.click()
    wait_until(lambda: page.loader.question is not None and page.loader.question.isVisible())
    services.run.before_end = lambda: None
    seen = {"unasked": len(QgsProject.instance().mapLayers())}
    page.loader.question.button(QMessageBox.StandardButton.Yes).click()
    wait(0.3)
    seen["asked"] = len(group(services).findLayers()) if group(services) else 0
    return seen


def unfold(page):
    own = [page] if isinstance(page, QgsCollapsibleGroupBox) else []
    for box in (*own, *page.findChildren(QgsCollapsibleGroupBox)):
        box.setCollapsed(False)


def group(services):
    return QgsProject.instance().layerTreeRoot().findGroup(services.group())


def wait(seconds):
    """Let QGIS go on for a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)
        time.sleep(0.002)


def wait_until(condition, seconds=60):
    """Let QGIS go on until the condition holds; fail after a minute."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("waited in vain")
        wait(0.02)
