"""Page 1: the rasters to learn from, the polygons drawn on them, and the folder of the run."""

from __future__ import annotations

import dataclasses
from itertools import groupby
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.PyQt.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..engine.errors import EngineError
from ..engine.run_folder import RunFolder
from ..engine.settings import RunSettings, Scene
from .class_choice import ClassChoice
from .data_widgets import ASK_AFTER_MS, Findings, Question, error_item, page_layout
from .label_options import LabelOptions
from .layers import Sources
from .page import Page, Problem, Services
from .raster_options import RasterOptions
from .run_folder_box import RunFolderBox
from .sample import add_sample
from .source_rows import SceneRow, with_names
from .unsaved_edits import UnsavedEdits

LEAST_TILES = 3
"""So many rasters under one layer are shown as one row with a list."""


class InputsPage(Page):
    """Rows of raster and ROI layer, what the polygons mean, and where the run lives."""

    name = "inputs"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self.sources = Sources(self)
        self.rows: list[SceneRow] = []
        self._shown = False
        self._answer: list[dict[str, str]] = []
        """What the engine found last."""
        self._hindering: list[Problem] = []
        """Errors among it; none while something has changed since."""
        self._edits = UnsavedEdits(services, self)
        self._build()
        self._check = Question(self, "check", self._show_check, self._show_refusal)
        self._bands = Question(self, "bands", self._show_bands, lambda *_: None)
        self._bands_of: tuple[str, ...] = ()
        """The files whose bands are shown."""
        self.sources.changed.connect(self._layers_changed)
        self.sources.touched.connect(self._layers_touched)
        self.destroyed.connect(self.sources.close)
        self._show_rows(())

    def title(self) -> str:
        """Heading."""
        return self.tr("Rasters and ROIs")

    def intro(self) -> str:
        """What the page is for."""
        return self.tr(
            "Choose an image and the polygons that you drew on it: the examples that the network learns from."
        )

    # -- the contract with the wizard -------------------------------------------------------------------------

    def restore(self, settings: RunSettings) -> None:
        """Show these settings."""
        self._show_rows(settings.inputs.scenes)
        self.classes.restore(settings.inputs)
        self.rasters.restore(settings.inputs)
        self.options.restore(settings.inputs)
        self._follow_layers()
        if self._shown:
            self._look(ASK_AFTER_MS)

    def store(self, settings: RunSettings) -> RunSettings:
        """``settings`` with the inputs as they are chosen here."""
        scenes = tuple(scene for row in self.rows for scene in row.scenes())
        inputs = self.rasters.store(self.options.store(self.classes.store(scenes)))
        return dataclasses.replace(settings, inputs=inputs)

    def problems(self) -> list[Problem]:
        """What is missing, cannot be used, or was refused by the engine when it looked."""
        found = [problem for row in self.rows for problem in row.problems()] + self.classes.problems()
        scenes = [scene for row in self.rows for scene in row.scenes()]
        if self.classes.class_field() is None and scenes and all(s.unlabelled == "ignore" for s in scenes):
            message = self.tr("With one class only and everything else left out there is nothing to tell apart.")
            remedy = self.tr("Let the ground outside the polygons be background in one raster at least.")
            found.append(Problem(message, remedy, "unlabelled"))
        found += self._hindering
        found += self._folder.problems()
        return found

    def enter(self) -> None:
        """Look at the layers again; they may have changed."""
        self._shown = True
        self._follow_layers()
        self._look(0)

    def leave(self) -> None:
        """Ask no more."""
        self._shown = False
        self._check.stop()
        self._bands.stop()

    def go_next(self) -> bool:
        """Ask about unsaved edits; False when the user wants to look at them first."""
        return self.settle_edits()

    @property
    def folder(self) -> Path:
        """The run folder as the user wrote it."""
        return self._folder.folder

    def show_folder(self, folder: Path) -> None:
        """Show the folder of a run, such as one that was opened."""
        self._folder.show_folder(folder)

    def settle_edits(self) -> bool:
        """Let the user decide on unsaved edits of the layers in use: save, use what is saved, or False: cancel."""
        return self._edits.settle(layer for row in self.rows for layer in row.layers())

    def freeze(self, settings: RunSettings, folder: Path) -> RunSettings:
        """``settings`` for a run that starts now: layers without a file of their own are kept in its inputs/.

        Raises EngineError when they cannot be written, or when the user wants to look at unsaved edits first.
        """
        if not self.settle_edits():
            raise EngineError(
                self.tr("The run was not started: a layer has edits that are not saved."),
                self.tr("Save them, or discard them, and start again."),
            )
        return self.sources.freeze(settings, folder)

    # -- what the user does -----------------------------------------------------------------------------------

    def use_sample(self) -> None:
        """Add the sample's layers to the project, unless they are there, and choose them."""
        try:
            raster, rois = add_sample(self.sources, self.services.iface)
        except EngineError as error:
            self.services.say(error.message, error.remedy)
            return
        self._show_rows(())
        self.classes.restore(RunSettings().inputs)
        self.rows[0].raster.show_layer(raster)
        self.rows[0].rois.show_layer(rois)

    def open_earlier(self) -> None:
        """Let the user choose the folder of an earlier run."""
        start = str(self.folder.parent if self.folder.parent.is_dir() else Path.home())
        folder = QFileDialog.getExistingDirectory(self, self.tr("Open an earlier run"), start)
        if not folder:
            return
        if RunFolder(folder).holds_a_run:
            self.services.open_run(Path(folder))
        else:
            self.services.say(
                self.tr("“{}” holds no run.").format(Path(folder).name),
                self.tr("Choose the folder of a run: it has a file named settings.json."),
            )

    def add_folder(self, folder: str) -> None:
        """Learn from the rasters in a folder, too, with the polygons of the first row."""

        def add(answer: dict[str, Any]) -> None:
            self.rows[0].add_tiles(answer["rasters"])
            self._entries_changed()

        self.services.ask("tiles", {"folder": folder}, add, lambda *why: self.services.say(*why))

    def add_row(self, scene: Scene | None = None, further: tuple[str, ...] = ()) -> SceneRow:
        """One more raster with its ROIs, and further rasters under the same ones."""
        row = SceneRow(self.services, self.sources)
        row.show_scene(scene, further)
        row.changed.connect(self._entries_changed)
        row.removed.connect(lambda: self._remove_row(row))
        self.rows.append(row)
        self._rows.addWidget(row)
        self._number_rows()
        return row

    # -- helpers ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = page_layout(self)
        layout.addLayout(self._shortcuts())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        layout.addLayout(self._rows)
        self._add = add = QPushButton(
            QgsApplication.getThemeIcon("/symbologyAdd.svg"), self.tr("&Add another raster")
        )
        add.setToolTip(
            self.tr("Learn from several images at once, for example of different places or days. It helps the "
                    "network to cope with new ones.")
        )  # fmt: skip
        add.clicked.connect(self._add_clicked)
        self._add_tiles = QPushButton(self.tr("Add a fol&der of tiles…"))
        self._add_tiles.setToolTip(
            self.tr("For an image in many files: all rasters of a folder are learnt from, with the polygons of "
                    "the first raster.")
        )  # fmt: skip
        self._add_tiles.clicked.connect(self._choose_folder)
        line = QHBoxLayout()
        for button in (add, self._add_tiles):
            line.addWidget(button)
        line.addStretch(1)
        layout.addLayout(line)
        self.rasters = RasterOptions()
        self.rasters.changed.connect(self._entries_changed)
        layout.addWidget(self.rasters)
        self.classes = ClassChoice()
        self.classes.changed.connect(self._entries_changed)
        layout.addWidget(self.classes)
        self.options = LabelOptions()
        self.options.changed.connect(self._entries_changed)
        layout.addWidget(self.options)
        self._findings = Findings()
        layout.addWidget(self._findings)
        self._folder = RunFolderBox()
        self._folder.changed.connect(self.changed)
        layout.addWidget(self._folder)
        layout.addStretch(1)

    def _shortcuts(self) -> QHBoxLayout:
        sample = QPushButton(self.tr("&Try with the sample"))
        sample.setToolTip(
            self.tr("See how it works first: adds a small aerial image of Banepa, Nepal, and its buildings.")
        )
        sample.clicked.connect(self.use_sample)
        earlier = QPushButton(self.tr("&Open an earlier run…"))
        earlier.setToolTip(self.tr("Look at a run again, go on with it, or use its model."))
        earlier.clicked.connect(self.open_earlier)
        self._first = (sample, earlier)
        line = QHBoxLayout()
        line.addWidget(sample)
        line.addWidget(earlier)
        line.addStretch(1)
        return line

    def _show_rows(self, scenes: tuple[Scene, ...]) -> None:
        while self.rows:
            self._drop(self.rows[0])
        for scene, further in _rows_of(scenes):
            self.add_row(scene, further)

    def _add_clicked(self) -> None:
        self.add_row().raster.setFocus()
        self._entries_changed()

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("Choose a folder of tiles"), QgsProject.instance().homePath()
        )
        if folder:
            self.add_folder(folder)

    def _remove_row(self, row: SceneRow) -> None:
        self._drop(row)
        self._number_rows()
        self._entries_changed()

    def _drop(self, row: SceneRow) -> None:
        self.rows.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _number_rows(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            row.setTitle(self.tr("Raster {}").format(number) if len(self.rows) > 1 else "")
            row.remove.setVisible(len(self.rows) > 1)
            row.offer_rule(len(self.rows) > 1)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """From top to bottom by the Tab key, though rows come and go."""
        widgets = [*self._first, *(widget for row in self.rows for widget in row.tab_order())]
        widgets += [
            self._add,
            self._add_tiles,
            *self.rasters.tab_order(),
            *self.classes.tab_order(),
            *self.options.tab_order(),
            self._folder.file.lineEdit(),
        ]
        for before, after in zip(widgets, widgets[1:], strict=False):
            QWidget.setTabOrder(before, after)

    def _entries_changed(self) -> None:
        self._follow_layers()
        self._edits.settled.clear()
        self.changed.emit()
        self._look(ASK_AFTER_MS)

    def _layers_changed(self) -> None:
        """What is saved of a layer has changed."""
        self.changed.emit()
        if self._shown:
            self._look(ASK_AFTER_MS)

    def _layers_touched(self, number: str) -> None:
        """A layer has other unsaved edits, or another selection."""
        self._edits.settled.discard(number)
        for row in self.rows:
            row.show_selection()
        if self._shown:
            self._show_findings(self._answer)

    def _follow_layers(self) -> None:
        layer = self.rows[0].rois.layer() if self.rows else None
        self.classes.show_layer(layer if isinstance(layer, QgsVectorLayer) else None)
        self.options.show_layers([x for row in self.rows if isinstance(x := row.rois.layer(), QgsVectorLayer)])

    def _look(self, delay: int) -> None:
        """Have the engine look at the inputs, once there is something to look at."""
        self._hindering = []
        if any(row.problems() for row in self.rows):
            self._check.stop()
            self._bands.stop()
            self.classes.show_classes([], 0)
            self._show_findings([])
        else:
            if self._files() != self._bands_of:
                self._bands.ask_soon(delay)
            self._check.ask_soon(delay)

    def _files(self) -> tuple[str, ...]:
        scene = self.rows[0].scene()
        return scene.files if scene is not None else ()

    def _show_bands(self, answer: dict[str, Any]) -> None:
        self._bands_of = self._files()
        self.rasters.show_bands(answer["bands"])

    def _show_check(self, answer: dict[str, Any]) -> None:
        self.classes.show_classes(answer["classes"], answer["ignored"])
        for row in self.rows:
            row.show_facts(answer["rasters"])
        self._show_findings(answer["findings"])
        names = {path: name for row in self.rows for path, name in row.names().items()}
        errors = [with_names(item, names) for item in answer["findings"] if item["severity"] == "error"]
        self._hindering = [Problem(item["message"], item["remedy"], "rois") for item in errors]

    def _show_refusal(self, message: str, remedy: str) -> None:
        self.classes.show_classes([], 0)
        self._show_findings([error_item(message, remedy)])

    def _show_findings(self, items: list[dict[str, str]]) -> None:
        """Each finding beside what it concerns, in the user's names for things; the rest below."""
        self._answer, left = items, items
        for row in self.rows:
            left = row.show_findings(left)
        self._findings.show_items(left)


def _rows_of(scenes: tuple[Scene, ...]) -> list[tuple[Scene | None, tuple[str, ...]]]:
    """A scene for each row, with the further rasters of which the same is said; at least one row."""
    groups = [list(group) for _, group in groupby(scenes, lambda scene: dataclasses.replace(scene, raster=""))]
    rows: list[tuple[Scene | None, tuple[str, ...]]] = []
    for first, *others in groups:
        if len(others) + 1 < LEAST_TILES:
            rows += [(scene, ()) for scene in (first, *others)]
        else:
            rows.append((first, tuple(scene.raster for scene in others)))
    return rows or [(None, ())]
