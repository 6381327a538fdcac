"""The whole way through the wizard, from its toolbar button to the layers, by the widgets that a person uses.

The test, the benchmark and the pictures share it. ``look`` is called at every page with its name, once that shows
what it has to show, and at ``training_live`` and ``layers``; the plugin itself is never called.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from person import Person, plain, words_of
from qgis.core import QgsLayerTreeGroup, QgsProject, QgsRasterLayer
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSlider,
    QTableWidget,
    QWidget,
)

ACTION = "deepSegmentationWizard"
DOCK = "DeepSegmentationWizardDock"
PREPARING = ("inputs", "chips", "split", "augmentation", "network")
TRAINING_LIMIT_S = 1500


@dataclass
class Wishes:
    """What the person enters; None: the wizard's own value."""

    folder: str
    """Of the run."""
    predict: str = ""
    """Another raster to map, a file."""
    window: int | None = None
    train_percent: int | None = None
    only_technique: str = ""
    epochs: int | None = None
    minutes: float | None = None
    advanced: dict[str, int] = field(default_factory=dict)
    """Label under *Advanced* and number."""
    threshold: float = 0.6
    live_epoch: int = 1
    """After so many epochs the live training is looked at."""


class Walk:
    """One person on the way."""

    def __init__(self, iface: Any, wishes: Wishes, look: Callable[[str], None] = lambda _name: None) -> None:
        self.iface, self.wishes, self.look = iface, wishes, look
        self.window = iface.mainWindow()
        self.person = Person(self.window)
        self.other: QgsRasterLayer | None = None
        """The raster that is mapped with the finished model."""
        self.part = "start"
        """Which part of the way is being walked."""
        self.seen: dict[str, Any] = {"seconds": {}}
        self._begun = time.monotonic()

    def whole(self) -> dict[str, Any]:
        """All pages; what was seen on the way."""
        for part in (
            self.open_dock, self.inputs, self.chips, self.split, self.augmentation, self.network,
            self.back_and_forth, self.training, self.selection, self.prediction, self.result, self.load,
        ):  # fmt: skip
            self.part = part.__name__
            part()
            self.seen["seconds"][part.__name__] = round(time.monotonic() - self._begun, 1)
        return self.seen

    # -- the frame --------------------------------------------------------------------------------------------

    def open_dock(self) -> None:
        """By the button in the toolbar, where the first page is ready to be used."""
        self.show_dock()
        self.person.wait(lambda: self.page() == "inputs", "the first page", 60)

    def show_dock(self) -> None:
        """By the button in the toolbar, whatever it shows then."""
        bar = self.iface.pluginToolBar()
        action = next(action for action in bar.actions() if action.objectName() == ACTION)
        self.person.click(bar.widgetForAction(action))
        dock = self.window.findChild(QDockWidget, DOCK)
        self.person.wait(dock.isVisible, "the dock")
        self.dock = self.person.place = dock

    def page(self) -> str:
        """The name of the page in sight."""
        steps = self.dock.findChild(QWidget, "steps")
        current = [b for b in steps.findChildren(QAbstractButton) if b.isChecked()]
        return current[0].objectName().removeprefix("step_") if current else ""

    def body(self) -> QWidget:
        """The page in sight."""
        return self.dock.findChild(QWidget, self.page())

    def next(self, seconds: float = 60) -> None:
        """Press *Next* once that is possible, and arrive at another page."""
        before, button = self.page(), self.person.find(QPushButton, name="next")
        self.person.wait(button.isEnabled, f"Next on page {before}", seconds)
        self.person.click(button)
        self.person.wait(lambda: self.page() != before, f"the page after {before}")

    def back(self) -> None:
        """Press *Back*."""
        before = self.page()
        self.person.click(self.person.find(QPushButton, name="back"))
        self.person.wait(lambda: self.page() != before, f"the page before {before}")

    def says(self, words: str) -> bool:
        """Whether these words are in sight."""
        return any(words in text for text in self.person.texts())

    # -- the pages --------------------------------------------------------------------------------------------

    def inputs(self) -> None:
        """*Try with the sample*, and a folder."""
        self.seen["next_without_entries"] = self.person.find(QPushButton, name="next").isEnabled()
        self.look("inputs_empty")
        self.person.press("Try with the sample")
        self.person.enter(self.person.find(QgsFileWidget, name="folder"), self.wishes.folder)
        self.person.wait(lambda: "buildings" in self._classes_shown(), "the classes", 60)
        if self.wishes.predict:
            # As if dragged into QGIS: one more raster layer of the project.
            path = Path(self.wishes.predict)
            self.other = self.iface.addRasterLayer(str(path), path.stem)
            self.person.pause(0.3)
            node = QgsProject.instance().layerTreeRoot().findLayer(self.other)
            node.setItemVisibilityChecked(False)
            node.setExpanded(False)
        self.look("inputs")
        self.next()

    def chips(self) -> None:
        """The window, if another is wished."""
        if self.wishes.window is not None:
            self.person.enter(self.person.field("Window"), self.wishes.window)
            self.person.wait(lambda: self.says(f"Window {self.wishes.window} pixels"), "the chips of that size")
        self.person.wait(lambda: self._pictures_shown(self.body()) >= 4, "the pictures of chips", 60)
        self.look("chips")
        self.next()

    def split(self) -> None:
        """A share of the training set, if another is wished."""
        if self.wishes.train_percent is not None:
            self.person.enter(self.person.field("Training", QAbstractSpinBox), self.wishes.train_percent)
        numbers = [box.value() for box in self.person.all(QAbstractSpinBox)]
        self.seen["split"] = numbers
        self.person.wait(lambda: self.says("No pixel") or self.says("no pixel"), "the split", 60)
        self.look("split")
        self.next()

    def augmentation(self) -> None:
        """One technique or all."""
        if self.wishes.only_technique:
            self.person.press("None")
            self.person.press(self.wishes.only_technique)
        self.person.wait(lambda: self._pictures_shown(self.body()) >= 16, "the turned chips", 60)
        self.person.wait(lambda: self.says("in each pass"), "the count")
        self.look("augmentation")
        self.next()

    def network(self) -> None:
        """How long, and what is wished under *Advanced*."""
        if self.wishes.epochs is not None:
            self.person.click(self.person.find(QRadioButton, "Passes"))
            self.person.enter(self.person.field("Passes", QAbstractSpinBox), self.wishes.epochs)
        if self.wishes.minutes is not None:
            self.person.click(self.person.find(QRadioButton, "Time"))
            self.person.enter(self.person.field("Time", QAbstractSpinBox), self.wishes.minutes)
        self.person.wait(lambda: self.says("Takes ") or self.says("Enough for"), "the estimate", 90)
        self.look("network")
        self.person.unfold("Advanced")
        for label, number in self.wishes.advanced.items():
            self.person.enter(self.person.field(label, QAbstractSpinBox), number)
        self.look("network_advanced")

    def back_and_forth(self) -> None:
        """Back to the first page and forth again: what every entry says before and after."""
        before = self.entries()
        walked = [self.page()]
        while self.person.find(QPushButton, name="back").isEnabled():
            self.back()
            walked.append(self.page())
        while self.page() != "network":
            self.next()
            walked.append(self.page())
        self.seen |= {"walked": walked, "entries": before, "entries_after": self.entries()}

    def entries(self) -> dict[str, list[str]]:
        """What every entry of the preparing pages holds, in sight or not."""
        held = {}
        for name in PREPARING:
            page = self.dock.findChild(QWidget, name)
            held[name] = [
                *(box.text() for box in page.findChildren(QAbstractSpinBox)),
                *(combo.currentText() for combo in page.findChildren(QComboBox)),
                *(line.text() for line in page.findChildren(QLineEdit)),
                *(str(slider.value()) for slider in page.findChildren(QSlider)),
                *(f"{words_of(b)} {b.isChecked()}" for b in page.findChildren(QAbstractButton) if b.isCheckable()),
            ]
        return held

    def training(self) -> None:
        """*Start training*, the live curves, and its end."""
        self.seen["start_says"] = words_of(self.person.find(QPushButton, name="next"))
        self.next()
        self.seen["after_start"] = self.page()
        wanted = self.wishes.live_epoch
        self.person.wait(
            lambda: self.drawn_epochs() >= wanted or self._has_trained(), f"{wanted} epochs in the curves", 600
        )
        self.look("training_live")
        self.person.wait(self._has_trained, "the end of the training", TRAINING_LIMIT_S)
        self.person.pause(1.5)
        self.seen["epochs_drawn"] = self.drawn_epochs()
        self.look("training")
        self.next()

    def selection(self) -> None:
        """The checkpoints."""
        self.person.wait(lambda: self._rows("Checkpoints") > 0, "the checkpoints")
        self.seen["checkpoints"] = self._rows("Checkpoints")
        self.person.pause(1)
        self.look("selection")
        self.next()

    def prediction(self) -> None:
        """Another raster, with the model of the run."""
        if self.wishes.predict:
            stem = Path(self.wishes.predict).stem
            self.person.wait(lambda: self.says("Tells apart"), "the model to be read", 60)
            self.person.tick(self.person.field("Rasters", QListWidget), stem)
            self.look("prediction")
            start = self.person.find(QPushButton, "Predict")
            self.person.wait(start.isEnabled, "Predict", 30)
            self.person.click(start)
            self.person.wait(lambda: not start.isEnabled() and self._is_busy(), "the prediction to begin")
            self.person.pause(1)
            self.look("prediction_live")
            self.person.wait(lambda: start.isEnabled() and not self._is_busy(), "the map", 300)
        self.look("prediction_done" if self.wishes.predict else "prediction")
        self.next()

    def result(self) -> None:
        """The slider over the map; each place of the handle and what the map showed right then."""
        if self.wishes.predict:
            self.person.choose(self.person.field("Map", QComboBox), Path(self.wishes.predict).stem[:60])
            self._go_to_other_raster()
        self.person.wait(lambda: self.preview() is not None, "the preview", 60)
        self.person.pause(1)
        self.look("result_best")
        slider = self.person.find(QSlider)
        moves = self.seen["slider"] = []

        def note() -> None:
            moves.append((self.number(), self.step_of_preview()))

        self.seen["best_threshold"] = self.number()
        self.person.drag(slider, self.wishes.threshold, note)
        self.person.pause(1)
        self.look("result")

    def _go_to_other_raster(self) -> None:
        """As if ticked in the layers' panel, and zoomed to by QGIS's own *Zoom to Layer*."""
        QgsProject.instance().layerTreeRoot().findLayer(self.other).setItemVisibilityChecked(True)
        self.iface.setActiveLayer(self.other)
        self.iface.zoomToActiveLayer()

    def load(self) -> None:
        """*Load as layer*, with the probabilities."""
        self.person.click(self.person.find(QCheckBox, "probabilities"))
        self.seen["threshold"] = self.number()
        self.person.press("Load as layer")
        self.person.wait(lambda: len(self.loaded()) == 2, "the layers", 120)
        self.person.wait(lambda: self._rows("Area") > 0, "the areas", 60)
        self.seen["areas"] = self._table_texts("Area")
        self.person.wait(lambda: not self.iface.mapCanvas().isDrawing(), "the map to be drawn")
        self.person.pause(1)
        self.look("layers")

    # -- what there is to see -----------------------------------------------------------------------------------

    def preview(self) -> QgsRasterLayer | None:
        """The layer that shows the threshold."""
        found = [layer for layer in QgsProject.instance().mapLayers().values() if "review" in layer.name()]
        return found[0] if found else None

    def step_of_preview(self) -> float:
        """Where the colours of the preview change."""
        function = self.preview().renderer().shader().rasterShaderFunction()
        return function.colorRampItemList()[0].value

    def number(self) -> float:
        """The threshold in the box beside the slider."""
        return self.person.field("Threshold", QAbstractSpinBox).value()

    def group(self) -> QgsLayerTreeGroup | None:
        """The group of the run's results."""
        name = Path(self.wishes.folder).name
        groups = QgsProject.instance().layerTreeRoot().findGroups()
        return next((group for group in groups if name in group.name()), None)

    def loaded(self) -> list[QgsRasterLayer]:
        """The layers in that group, from top to bottom."""
        group = self.group()
        return [node.layer() for node in group.findLayers()] if group else []

    def drawn_epochs(self) -> int:
        """How many epochs the curves in sight show."""
        figures = [w.figure for w in self.person.all(QWidget) if hasattr(w, "figure") and hasattr(w, "draw_idle")]
        lines = [line for figure in figures for axes in figure.axes for line in axes.lines]
        lengths = [len(line.get_xdata()) for line in lines if "validation" in str(line.get_label())]
        return min(lengths, default=0)

    def _has_trained(self) -> bool:
        if self.says("has failed"):
            raise RuntimeError(f"The run has failed: {self.person.texts()}")
        step = self.dock.findChild(QAbstractButton, "step_selection")
        next_button = self.person.find(QPushButton, name="next")
        return step.isEnabled() and next_button.isEnabled() and not self._is_busy()

    def _is_busy(self) -> bool:
        return bool(self.person.all(QProgressBar, self.body()))

    def _rows(self, name: str) -> int:
        tables = [table for table in self.person.all(QTableWidget) if table.accessibleName().startswith(name)]
        return tables[0].rowCount() if tables else 0

    def _table_texts(self, name: str) -> list[list[str]]:
        table = self.person.field(name, QTableWidget)
        return [
            [table.item(row, column).text() for column in range(table.columnCount())]
            for row in range(table.rowCount())
        ]

    def _classes_shown(self) -> list[str]:
        trees = [w for w in self.person.all(QWidget) if hasattr(w, "topLevelItemCount")]
        return [tree.topLevelItem(n).text(0) for tree in trees for n in range(tree.topLevelItemCount())]

    def _pictures_shown(self, page: QWidget) -> int:
        return sum(1 for widget in self.person.all(QWidget, page) if getattr(widget, "is_shown", False) is True)


def words_in(place: QWidget) -> list[str]:
    """Every word of a place, in sight or not: for a look at what it says."""
    return [plain(label.text()) for label in place.findChildren(QLabel) if label.text()]
