"""Makes the wizard's widgets that need no QGIS, under Qt 6 and without a screen, and uses them.

The Python of `.venv/qt6` runs it, with QGIS's own `qgis.PyQt` on the path, for PyQt6; it prints what was seen:

    python widgets.py PICTURES
"""

import importlib
import json
import math
import sys
import time
import traceback
from pathlib import Path

from qgis.PyQt.QtCore import QT_VERSION_STR, QEvent, QPoint, Qt, qInstallMessageHandler
from qgis.PyQt.QtGui import QColor, QImage
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QVBoxLayout, QWidget

PACKAGE = "deep_segmentation_wizard"
ROOT = Path(importlib.import_module(PACKAGE).__file__).resolve().parent
LEFT = Qt.MouseButton.LeftButton
WITHOUT_SCREEN = ("This plugin does not support", "propagateSizeHints")
"""What Qt says because it draws without a screen."""


def step_bar(_folder):
    from deep_segmentation_wizard.ui.step_bar import StepBar

    bar, wanted = StepBar(), []
    bar.wanted.connect(wanted.append)
    bar.set_steps([("inputs", "Rasters"), ("chips", "Chips"), ("split", "Split")])
    bar.show_state("chips", {"inputs", "chips"}, {"inputs"})
    yield bar
    for name in ("inputs", "split"):  # the last cannot be gone to yet
        QTest.mouseClick(bar.button(name), LEFT)
    yield {"wanted": wanted}


def percentages(_folder):
    from deep_segmentation_wizard.wizard_pages.percentages import Percentages

    shares = Percentages([("Training", "", "#0072b2"), ("Validation", "", "#e69f00"), ("Testing", "", "#cc79a7")])
    shares.show_values((70, 15, 15))
    yield shares
    box = shares.boxes[0]
    QTest.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box, "40")
    QTest.keyClick(box, Qt.Key.Key_Return)
    yield {"values": shares.values, "slider": shares.sliders[0].value(), "text": box.text()}


def threshold_slider(_folder):
    from deep_segmentation_wizard.wizard_pages.threshold_slider import ThresholdSlider

    slider, heard = ThresholdSlider(), []
    slider.value_changed.connect(heard.append)
    slider.set_best(0.4)
    yield slider
    QTest.keyClick(slider.slider, Qt.Key.Key_Right)
    moved = slider.wanted()
    QTest.mouseClick(slider.best_button, LEFT)
    yield {"moved": moved, "heard": heard, "wanted": slider.wanted()}


def class_table(_folder):
    from deep_segmentation_wizard.wizard_pages.class_table import ClassTable

    table = ClassTable()
    classes = [
        {"code": code, "name": name, "colour": colour, "polygons": 12, "pixels": 100 * (code + 1)}
        for code, name, colour in ((0, "background", "#999999"), (1, "roof", "#d55e00"), (2, "road", "#0072b2"))
    ]
    table.show_classes(classes, 50, by_field=True)
    yield table
    item = table.table.topLevelItem(2)
    box = table.table.visualItemRect(item).topLeft() + QPoint(9, table.table.visualItemRect(item).height() // 2)
    QTest.mouseClick(table.table.viewport(), LEFT, pos=box)
    yield {"rules": [[rule.value, rule.use] for rule in table.rules], "rows": table.table.topLevelItemCount()}


def data_widgets(folder):
    from deep_segmentation_wizard.wizard_pages.data_widgets import Findings, Picture, SharesBar

    together = QWidget()
    layout = QVBoxLayout(together)
    findings, bar, picture = Findings(), SharesBar(), Picture()
    for widget in (findings, bar, picture):
        layout.addWidget(widget)
    items = [{"severity": "warning", "message": "Two polygons <b>overlap</b>.", "remedy": "The later one counts."}]
    findings.show_items(items)
    bar.show_parts([(0.7, "#0072b2", "roof"), (0.3, "#999999", "background")])
    picture.show_file(str(make_picture(folder / "chip.png", "#d55e00")))
    yield together
    yield {"shown": picture.is_shown}


def learning_widgets(_folder):
    from deep_segmentation_wizard.wizard_pages.learning_widgets import NumberCell, make_table, narrow_combo, swatch

    together = QWidget()
    layout = QVBoxLayout(together)
    table, combo = make_table(("Epoch", "IoU"), "Checkpoints"), narrow_combo()
    values = (0.5, math.nan, 0.9, 0.1)
    table.setSortingEnabled(False)
    table.setRowCount(len(values))
    for row, value in enumerate(values):
        table.setItem(row, 0, NumberCell(row, str(row)))
        table.setItem(row, 1, NumberCell(value))
    combo.addItem(swatch("#d55e00"), "a name of a class that is much longer than the box that is to show it")
    layout.addWidget(table)
    layout.addWidget(combo)
    yield together
    table.sortItems(1, Qt.SortOrder.DescendingOrder)
    yield {"first": table.item(0, 0).text(), "width": combo.minimumSizeHint().width()}


def class_weights(_folder):
    from deep_segmentation_wizard.engine.learning import ClassWeight
    from deep_segmentation_wizard.wizard_pages.class_weights import ClassWeights

    weights = ClassWeights()
    weights.offer(["background", "roof"])
    weights.restore((ClassWeight("roof", 2.5),))
    yield weights
    yield {"weights": {weight.name: weight.weight for weight in weights.value()}}


def training_progress(_folder):
    from deep_segmentation_wizard.wizard_pages.training_progress import FailureBox, ProgressBox

    together = QWidget()
    layout = QVBoxLayout(together)
    progress, failure = ProgressBox(), FailureBox()
    layout.addWidget(progress)
    layout.addWidget(failure)
    progress.show_work("Training", {"done": 30, "total": 100}, ["epoch 3 of 10", "2 min left"])
    failure.tell("The disk is full.", "Make room.", "OSError: [Errno 28]")
    failure.show()
    yield together
    before = failure.details.isVisible()
    QTest.mouseClick(failure.details_button, LEFT)
    yield {"done": progress.bar.value(), "details": [before, failure.details.isVisible()]}


def training_samples(folder):
    from deep_segmentation_wizard.wizard_pages.training_samples import SamplesView

    record = {"epoch": 4, "chips": ["chip_0007"], "classes": [{"name": "roof <1>", "colour": "#d55e00"}]}
    (folder / "samples.json").write_text(json.dumps(record))
    for kind, colour in (("image", "#567d46"), ("truth", "#d55e00"), ("prediction", "#e69f00")):
        make_picture(folder / f"chip_1_{kind}.png", colour)
    samples = SamplesView()
    samples.show_folder(folder)
    yield samples
    QTest.mouseClick(samples.rows[0], LEFT)
    shown = samples.large is not None and samples.large.isVisible()
    QTest.keyClick(samples.large, Qt.Key.Key_Escape)
    yield {"large": [shown, samples.large is not None]}


def curves(_folder):
    from deep_segmentation_wizard.wizard_pages.curves import CurvesView, History

    rows = [
        {"epoch": n, "train_loss": 1 / n, "validation_loss": 1.2 / n, "train_iou": 1 - 1 / n,
         "validation_iou": 1 - 1.1 / n, "train_accuracy": 0.9, "validation_accuracy": 0.8}
        for n in range(1, 6)
    ]  # fmt: skip
    view = CurvesView()
    view.resize(480, 360)
    view.show_history(History(rows=rows, checkpoints=[3, 5]))
    yield view
    wait_until(lambda: view.redraws > 0)
    view.show_table(True)
    wait_until(lambda: view.table.rowCount() > 0)
    yield {"redraws": view.redraws, "best": view.history.best, "rows": view.table.rowCount()}


SCENES = (
    step_bar, percentages, threshold_slider, class_table, data_widgets, learning_widgets, class_weights,
    training_progress, training_samples, curves,
)  # fmt: skip


def make_picture(path, colour):
    """A picture of one colour."""
    image = QImage(32, 32, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    image.save(str(path))
    return path


def wait_until(condition, seconds=20):
    """Let Qt go on until the condition holds."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError
        QTest.qWait(20)


def play(scene, folder):
    """Make a scene's widget, look at it, use it; what came of it."""
    folder.mkdir()
    acts = scene(folder)
    widget = next(acts)
    widget.resize(max(widget.sizeHint().width(), 420), max(widget.sizeHint().height(), widget.height()))
    widget.show()
    QTest.qWait(50)
    facts = next(acts)
    picture = widget.grab()
    picture.save(str(folder.parent / f"{scene.__name__}.png"))
    image = picture.toImage()
    places = ((x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))
    facts["colours"] = len({image.pixel(*place) for place in places})
    widget.close()
    widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return facts


def import_all():
    """The modules of the windows that could be loaded without QGIS, and what else went wrong with others."""
    loaded, wrong = [], {}
    for path in sorted((*ROOT.glob("ui/*.py"), *ROOT.glob("wizard_pages/*.py"))):
        name = ".".join((PACKAGE, *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
        try:
            importlib.import_module(name)
            loaded.append(name.removeprefix(f"{PACKAGE}."))
        except ModuleNotFoundError as error:
            if error.name not in ("qgis.core", "qgis.gui"):
                wrong[name] = traceback.format_exc()
        except Exception:
            wrong[name] = traceback.format_exc()
    return loaded, wrong


def main(pictures):
    """Print what there was to see."""
    said = []
    qInstallMessageHandler(lambda _kind, _context, text: said.append(text))
    application = QApplication(["widgets"])
    loaded, wrong = import_all()
    usual = sys.excepthook
    sys.excepthook = lambda *error: said.append("".join(traceback.format_exception(*error)))  # Qt would abort
    try:
        seen = {scene.__name__: play(scene, pictures / scene.__name__) for scene in SCENES}
    finally:
        sys.excepthook = usual
    said = [text for text in said if not text.startswith(WITHOUT_SCREEN)]
    json.dump({"qt": QT_VERSION_STR, "seen": seen, "said": said, "loaded": loaded, "wrong": wrong}, sys.stdout)
    del application


if __name__ == "__main__":
    main(Path(sys.argv[1]))
