"""A row for choosing layers: a raster with its ROIs and, if wished, the area that was labelled."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from qgis.core import QgsMapLayer, QgsVectorLayer
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QGridLayout,
    QGroupBox,
    QLabel,
    QToolButton,
    QWidget,
)

from ..engine.errors import EngineError
from ..engine.settings import Scene
from ..i18n.numbers import localized
from .data_widgets import Findings, error_item, percent, shortened, wrapped
from .layers import Sources, has_unsaved_edits
from .learning_widgets import narrow_combo
from .more_files import MoreFiles
from .page import Problem, Services
from .source_box import SourceBox
from .tile_list import TileList

_BANDS_NAMED = 6
_SQUARE = 0.05
"""Sides of a pixel that differ by less are told as one."""


class SceneRow(QGroupBox):
    """A raster, the polygons drawn on it, and the area inside which all was drawn."""

    changed = pyqtSignal()
    removed = pyqtSignal()

    def __init__(self, services: Services, sources: Sources) -> None:
        super().__init__()
        self.raster = SourceBox(services, sources, True, self.tr("Choose a raster layer"))
        self.rois = SourceBox(services, sources, False, self.tr("Choose a polygon layer"), only_polygons=False)
        self.area = SourceBox(services, sources, False, self.tr("The whole raster"))
        self.tiles = TileList()
        self.selected = QCheckBox()
        self.selected.setToolTip(
            self.tr("Tick this to learn from the polygons that are selected on the map now, and from no others.")
        )
        self.remove = QToolButton()
        self.remove.setText(self.tr("Remove"))
        self.remove.setToolTip(self.tr("Take this raster and its ROIs out of the run; the layers stay."))
        self.remove.clicked.connect(self.removed)
        self.files = MoreFiles()
        self.files.changed.connect(self.changed)
        self.raster_findings, self.rois_findings = Findings(), Findings()
        self.facts = wrapped(soft=True)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)  # names of bands may look like HTML
        self.facts.hide()
        self.unlabelled = narrow_combo()
        for text, rule in (
            (self.tr("as for all rasters"), None),
            (self.tr("background: something else"), "background"),
            (self.tr("not known: left out"), "ignore"),
        ):
            self.unlabelled.addItem(text, rule)
        self.unlabelled.setToolTip(
            self.tr("Where everything was drawn on one raster, but only examples on another, say so here.")
        )
        self.more = QgsCollapsibleGroupBox(self.tr("More about this raster"))
        self._lay_out()
        for box in (self.raster, self.rois, self.area):
            box.changed.connect(self._chosen)
        self.selected.toggled.connect(self.changed)
        self.tiles.changed.connect(self.changed)
        self.unlabelled.currentIndexChanged.connect(lambda _: self.changed.emit())

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def show_scene(self, scene: Scene | None, further: tuple[str, ...] = ()) -> None:
        """Show a scene, None for an empty row, and further rasters of which the same is said."""
        self.tiles.show_paths(list(further))
        self.unlabelled.blockSignals(True)
        self.unlabelled.setCurrentIndex(self.unlabelled.findData(scene.unlabelled if scene else None))
        self.unlabelled.blockSignals(False)
        self.raster.show_path(scene.raster if scene else "")
        self.files.show_files(scene.more if scene else ())
        chosen_only = self.rois.show_path(scene.rois if scene else "")
        self.area.show_path((scene.area if scene else None) or "")
        self.selected.blockSignals(True)
        self.selected.setChecked(chosen_only)
        self.selected.blockSignals(False)
        self.show_selection()

    def scene(self) -> Scene | None:
        """What is chosen; an empty path where something is missing or unusable, None where nothing is chosen."""
        raster, rois, area = (box.path_or_nothing(only) for box, only in self._boxes())
        more, rule = self.files.files if raster else (), self.unlabelled.currentData()
        return Scene(raster, rois, area or None, more, rule) if raster or rois or area else None

    def scenes(self) -> list[Scene]:
        """The scene, and those of the further rasters."""
        scene = self.scene()
        if scene is None:
            return []
        return [scene, *(dataclasses.replace(scene, raster=path, more=()) for path in self.tiles.paths)]

    def add_tiles(self, paths: list[str]) -> None:
        """Learn from these rasters, too, with the polygons of this row."""
        known = {self.raster.path_or_nothing(), *self.tiles.paths}
        new = [path for path in paths if path not in known]
        if new and not self.raster.name() and not self.raster.path_or_nothing():
            self.raster.show_path(new.pop(0))
        self.tiles.show_paths([*self.tiles.paths, *new])

    def offer_rule(self, several: bool) -> None:
        """A rule of its own makes sense among several rasters; one that is chosen stays in sight."""
        self.more.setVisible(several or self.unlabelled.currentData() is not None)

    def problems(self) -> list[Problem]:
        """What is missing, or cannot be used."""
        found = self.unusable()
        about = [problem.about for problem in found]
        (raster, _), (rois, only), _ = self._boxes()
        if "raster" not in about and not raster.path():
            remedy = self.tr("Choose the image to learn from.")
            found.append(Problem(self.tr("No raster is chosen."), remedy, "raster"))
        if "rois" not in about and not rois.path(only):
            remedy = self.tr("Choose the layer with the polygons that you drew on the raster.")
            found.append(Problem(self.tr("No ROI layer is chosen."), remedy, "rois"))
        return found

    def unusable(self) -> list[Problem]:
        """What is chosen but cannot be used, such as a web map."""
        found = []
        for (box, only), about in zip(self._boxes(), ("raster", "rois", "area"), strict=True):
            try:
                box.path(only)
            except EngineError as error:
                found.append(Problem(error.message, error.remedy, about))
        return found

    def layers(self) -> list[QgsMapLayer]:
        """The vector layers in use."""
        return [layer for box in (self.rois, self.area) if (layer := box.layer()) is not None]

    def names(self) -> dict[str, str]:
        """What the user calls each of the paths in use."""
        return (
            self.files.names()
            | {path: f"“{Path(path).name}”" for path in self.tiles.paths}
            | {
                path: f"“{box.name()}”"
                for box, only in self._boxes()
                if box.name() and (path := box.path_or_nothing(only))
            }
        )

    def show_facts(self, rasters: list[dict[str, Any]]) -> None:
        """Tell what the raster of this row is, where the engine has looked at it."""
        scene = self.scene()
        found = next((item for item in rasters if scene is not None and item["raster"] == scene.raster), None)
        self.facts.setVisible(found is not None)
        if found is None:
            return
        number = self.locale().toString
        words = [
            self.tr("{} × {} pixels").format(number(found["width"]), number(found["height"])),
            self._name_bands([shortened(name) for name in found["bands"]]),
            found["dtype"],
        ]
        if found["metres"]:
            width, height = (localized(f"{side:.3g}") for side in found["metres"])
            words.append(
                self.tr("a pixel is {} m wide").format(width)
                if abs(found["metres"][0] / found["metres"][1] - 1) < _SQUARE
                else self.tr("a pixel is {} × {} m").format(width, height)
            )
        if found["unknown"]:
            words.append(self.tr("{} of it unknown").format(percent(found["unknown"])))
        self.facts.setText(" · ".join(words))

    def _name_bands(self, names: list[str]) -> str:
        if len(names) == 1:
            return self.tr("one band: {}").format(names[0])
        listed = ", ".join(names[:_BANDS_NAMED]) + ("…" if len(names) > _BANDS_NAMED else "")
        return self.tr("{} bands: {}").format(len(names), listed)

    def show_findings(self, items: list[dict[str, str]]) -> list[dict[str, str]]:
        """Show what concerns this row beside what it concerns, and give back the rest."""
        scene, names = self.scene(), self.names()
        beside: dict[str, list[dict[str, str]]] = {"raster": [], "rois": [], "": []}
        for problem in self.unusable():
            place = "raster" if problem.about == "raster" else "rois"
            beside[place].append(error_item(problem.message, problem.remedy))
        for item in items:
            place = _place(item["message"], scene, self.tiles.paths)
            beside[place].append(with_names(item, names) if place else item)
        for layer in filter(has_unsaved_edits, self.layers()):
            message = self.tr("“{}” has edits that are not saved yet; they are not used.").format(layer.name())
            remedy = self.tr("Save the layer's edits to use them.")
            beside["rois"].append({"severity": "warning", "message": message, "remedy": remedy})
        self.raster_findings.show_items(beside["raster"])
        self.rois_findings.show_items(beside["rois"])
        return beside[""]

    def tab_order(self) -> list[QWidget]:
        """Its widgets from top to bottom."""
        boxes = (self.raster, self.rois, self.area)
        (raster, rois, area) = ([box.combo, box.button] for box in boxes)
        of_tiles = [self.files.add, self.files.clear, self.tiles.remove, self.tiles.list]
        return [*raster, *of_tiles, *rois, self.selected, *area, self.more, self.unlabelled, self.remove]

    def show_selection(self) -> None:
        """Offer “selected only” while the ROI layer has a selection, or while it is in use."""
        layer = self.rois.combo.currentLayer()
        count = layer.selectedFeatureCount() if isinstance(layer, QgsVectorLayer) else 0
        self.selected.setText(self.tr("Only the {} selected polygons").format(count))
        self.selected.setVisible(count > 0 or self.selected.isChecked())

    def _boxes(self) -> list[tuple[SourceBox, bool]]:
        only = self.selected.isChecked() and self.rois.combo.currentLayer() is not None
        return [(self.raster, False), (self.rois, only), (self.area, False)]

    def _chosen(self) -> None:
        if self.sender() is self.raster and self.files.files:
            self.files.show_files(())  # they belong to another raster
        if self.sender() is self.rois:
            self.selected.blockSignals(True)
            self.selected.setChecked(False)
            self.selected.blockSignals(False)
            self.show_selection()
        self.changed.emit()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 8, 8, 8)
        grid.setColumnStretch(1, 1)
        raster_tip = self.tr(
            "The image to learn from: a GeoTIFF or any other raster file, with any number of bands. Several "
            "rasters must have the same bands."
        )
        rois_tip = self.tr(
            "Your regions of interest: the polygons around what the network shall find. Draw them tightly: it "
            "learns from every pixel inside."
        )
        area_tip = self.tr(
            "Optional. If you drew only in a part of the raster, give a polygon around that part: everything "
            "outside it is left out, so that what you did not draw there is not taken for background."
        )
        rows = (
            (
                self.tr("Raster"),
                self.raster,
                raster_tip,
                (self.files, self.facts, self.tiles, self.raster_findings),
            ),
            (self.tr("Polygons"), self.rois, rois_tip, (self.selected, self.rois_findings)),
            (self.tr("All drawn within"), self.area, area_tip, (self.more,)),
        )
        form = QFormLayout(self.more)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(self.tr("Ground outside its polygons is"), self.unlabelled)
        self.more.setCollapsed(True)
        line = 0
        for text, box, tip, below in rows:
            label = QLabel(text)
            label.setBuddy(box.combo)
            label.setToolTip(tip)
            box.combo.setAccessibleDescription(tip)
            box.setToolTip(tip)
            grid.addWidget(label, line, 0)
            grid.addWidget(box, line, 1)
            if box is self.raster:
                box.layout().addWidget(self.files.add)
            line += 1
            for widget in below:
                grid.addWidget(widget, line, 1)
                line += 1
        grid.addWidget(self.remove, line, 1, Qt.AlignmentFlag.AlignRight)


def _place(message: str, scene: Scene | None, tiles: list[str]) -> str:
    """Whether a message is about the scene's rasters or its ROIs, by the path that it names first."""
    if scene is None:
        return ""
    paths = (*(("raster", file) for file in scene.files), ("rois", scene.rois), ("rois", scene.area or ""))
    paths += tuple(("raster", path) for path in tiles)
    found = [(message.find(path), place) for place, path in paths if path and path in message]
    return min(found)[1] if found else ""


def with_names(item: dict[str, str], names: dict[str, str]) -> dict[str, str]:
    """The finding with layers' names in place of their paths."""
    message, remedy = item["message"], item["remedy"]
    for path in sorted(names, key=len, reverse=True):
        message, remedy = message.replace(path, names[path]), remedy.replace(path, names[path])
    return {**item, "message": message, "remedy": remedy}
