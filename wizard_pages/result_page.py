"""Page 9: the map as a layer, at the threshold that suits."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtCore import QSignalBlocker, Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..engine.errors import EngineError
from ..engine.settings import MaskSettings, RunSettings
from .area_box import AreaBox
from .cleaning_box import CleaningBox
from .data_widgets import breakable, tooltip
from .learning_widgets import AT_WORK, narrow_combo
from .mask_command import command_for, is_stale, take_result
from .page import Page, RunState, Services
from .prediction_jobs import MAPS
from .result_layers import (
    MapClass,
    PredictedMap,
    classes_of,
    cleaning_options,
    made_maps,
    maps_of_run,
    polygons_of,
)
from .result_loader import ResultLoader
from .threshold_preview import ThresholdPreview
from .threshold_slider import ThresholdSlider


class ResultPage(Page):
    """Threshold slider over the map, *Load as layer*, and the area of each class."""

    name = "result"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._maps: list[PredictedMap] = []
        self._folders: set[Path] = set()
        """Where the page before has put maps in this session."""
        self._classes: list[MapClass] = []
        self._best: float | None = None
        self._preview_due = False
        """Whether the preview is wanted as soon as the model is known."""
        self.preview = ThresholdPreview(services.iface.mapCanvas())
        self._pending: PredictedMap | None = None
        self.loader = ResultLoader(services, self)
        self.loader.loaded.connect(self._take_layer)
        self.areas = AreaBox()
        self.map = narrow_combo()
        self.map.setToolTip(self.tr("The raster whose map is shown and loaded."))
        self.map.setAccessibleName(self.tr("Map"))
        self.map.currentIndexChanged.connect(self._choose_map)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.cleaning = CleaningBox()
        self.cleaning.changed.connect(self._change_cleaning)
        for part in (self.map, self.note, self._threshold_box(), self.cleaning, self._load_box(), self.areas):
            layout.addWidget(part)
        layout.addStretch()
        services.run.event.connect(self._hear)
        services.run.state_changed.connect(self._take_state)

    def title(self) -> str:
        """Heading of the page."""
        return self.tr("Result")

    def intro(self) -> str:
        """What to do here."""
        return self.tr("Move the threshold until the map looks right, then load it as a layer.")

    def restore(self, settings: RunSettings) -> None:
        """Show the threshold, and the maps of the run."""
        self.threshold.set_wanted(settings.mask.threshold)
        self.cleaning.restore(settings.mask)
        self._list_maps()

    def store(self, settings: RunSettings) -> RunSettings:
        """``settings`` with the threshold, None where the model's own is kept, and how the mask is cleaned."""
        return replace(settings, mask=self.cleaning.wanted(self.threshold.wanted()))

    def enter(self) -> None:
        """Look for new maps, and show the threshold on the map; the model may have been chosen anew."""
        self._list_maps()
        self._preview_due = True
        self._ask_for_model()

    def leave(self) -> None:
        """Take the preview back."""
        self.preview.remove()

    # -- building -------------------------------------------------------------------------------------------

    def _threshold_box(self) -> QWidget:
        self.threshold_box = QGroupBox(self.tr("Threshold"))
        self.threshold = ThresholdSlider()
        self.threshold.value_changed.connect(self._move_threshold)
        self.on_map = QCheckBox(self.tr("&Show on the map"))
        self.on_map.setChecked(True)
        self.on_map.setToolTip(self.tr("Shows at once what the map will be; nothing is computed or written yet."))
        self.on_map.toggled.connect(self._toggle_preview)
        layout = QVBoxLayout(self.threshold_box)
        layout.addWidget(self.threshold)
        layout.addWidget(self.on_map)
        return self.threshold_box

    def _load_box(self) -> QWidget:
        box = QWidget()
        self.load = QPushButton(self.tr("&Load as layer"))
        font = self.load.font()
        font.setBold(True)
        self.load.setFont(font)
        self.load.setMinimumHeight(34)
        self.load.setToolTip(
            self.tr(
                "Writes the map at this threshold as a GeoTIFF and adds it to the project, background clear. A "
                "layer of the same map at another threshold gives way."
            )
        )
        self.load.clicked.connect(self.load_as_layer)
        self.with_probability = QCheckBox(self.tr("Add the &probabilities too"))
        self.with_probability.setToolTip(self.tr("A second layer that shows how sure the model is."))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the mask"))
        self.bar.hide()
        self.cancel = QPushButton(self.tr("&Cancel"))
        self.cancel.setToolTip(self.tr("Stops. The map stays as it was, and no layer is added."))
        self.cancel.clicked.connect(self.services.run.cancel)
        self.cancel.hide()
        line = QHBoxLayout()
        line.addWidget(self.bar, 1)
        line.addWidget(self.cancel)
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        self.saved = QLabel()
        self.saved.setWordWrap(True)
        self.saved.setTextFormat(Qt.TextFormat.PlainText)
        self.saved.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.saved.hide()
        layout.addWidget(self.load)
        layout.addWidget(self.saved)
        layout.addWidget(self.with_probability)
        layout.addLayout(line)
        return box

    # -- which map ------------------------------------------------------------------------------------------

    def current(self) -> PredictedMap | None:
        """The map that is chosen."""
        row = self.map.currentIndex()
        return self._maps[row] if 0 <= row < len(self._maps) else None

    def _list_maps(self) -> None:
        """All maps there are now; the chosen one stays chosen, and is not touched unless it was made anew."""
        folder = Path(self.services.folder)
        old, old_maps = self.current(), self._maps
        stored = [*maps_of_run(folder), *made_maps(folder / MAPS)]
        for other in sorted(self._folders - {folder / MAPS}):
            stored += made_maps(other)
        self._maps = [item for item in stored if Path(item.mask).is_file() or Path(item.probability).is_file()]
        if self._maps == old_maps and old is not None:
            return
        blocker = QSignalBlocker(self.map)
        self.map.clear()
        names = [item.name for item in self._maps]
        for row, item in enumerate(self._maps):
            again = item.name in names[:row]
            self.map.addItem(self.tr("{} (predicted later)").format(item.name) if again else item.name)
            self.map.setItemData(row, tooltip(item.mask), Qt.ItemDataRole.ToolTipRole)
        masks = [item.mask for item in self._maps]
        row = masks.index(old.mask) if old is not None and old.mask in masks else 0 if masks else -1
        self.map.setCurrentIndex(row)
        del blocker
        self.map.setVisible(bool(self._maps))
        current = self.current()
        if old is None or current is None or current.mask != old.mask:
            self._choose_map()

    def _forget_loaded(self) -> None:
        self.areas.forget()
        self.saved.hide()

    def _choose_map(self) -> None:
        self._classes = []
        self._forget_loaded()
        self.preview.remove()
        self._show_controls()
        self._preview_due = True
        if self.isVisible():
            self._ask_for_model()

    def _ask_for_model(self) -> None:
        chosen = self.current()
        if chosen is None:
            self.note.setText(
                self.tr("There is no map yet: train a network, or predict a raster on the page before.")
            )
            return
        if not self._classes:
            self.note.setText(self.tr("Reading the model…"))
        self.services.ask(
            "model", {"path": chosen.model},
            partial(self._take_card, chosen.mask), self._without_card,
        )  # fmt: skip

    def _take_card(self, asked: str, card: dict[str, Any]) -> None:
        chosen = self.current()
        if chosen is None or chosen.mask != asked:
            return
        self._classes = classes_of(card)
        self._best = card.get("threshold")
        if self._best is None and len(self._classes) == 2:
            self._best = 0.5  # what the engine takes where a model does not say
        self.threshold.set_best(self._best)
        self.cleaning.know_map(chosen.mask, len(self._classes))
        names = ", ".join(item.name for item in self._classes if item.code != 0)
        note = self.tr("Shows: {}").format(names)
        if len(self._classes) > 2:
            note += "\n" + self.tr("Each pixel gets its most probable class, so there is no threshold to choose.")
        elif not Path(chosen.probability or "-").is_file():
            note += "\n" + self.tr("The probabilities were not kept, so the threshold cannot be shown on the map.")
        elif is_stale(chosen):
            note += "\n" + self.tr("The model has changed since. Load as layer makes this map anew.")
        self.note.setText(note)
        self._show_controls()
        if self._preview_due and self.isVisible():
            self._preview_due = False
            self._show_preview()

    def _without_card(self, message: str, remedy: str) -> None:
        self.note.setText(f"{message} {remedy}".strip())

    def _show_controls(self) -> None:
        chosen, busy = self.current(), self.services.run.state in AT_WORK
        has_probability = chosen is not None and Path(chosen.probability or "-").is_file()
        is_current = has_probability and chosen is not None and not is_stale(chosen)
        self.threshold_box.setVisible(len(self._classes) == 2)
        self.cleaning.setVisible(bool(self._classes))
        self.on_map.setEnabled(is_current)
        self.load.setEnabled(bool(self._classes) and not busy and self._pending is None)
        self.with_probability.setEnabled(has_probability)
        self.bar.setVisible(self._pending is not None)
        self.cancel.setVisible(self._pending is not None)
        self.cancel.setEnabled(self.services.run.state is RunState.RUNNING)

    # -- the preview ----------------------------------------------------------------------------------------

    def _move_threshold(self) -> None:
        self._forget_loaded()  # it has another threshold
        self._show_preview()
        self.changed.emit()

    def _change_cleaning(self) -> None:
        self._forget_loaded()
        self.changed.emit()

    def _toggle_preview(self, wanted: bool) -> None:
        if wanted:
            self._show_preview()
        else:
            self.preview.remove()

    def _show_preview(self) -> None:
        chosen = self.current()
        if not (chosen and len(self._classes) == 2 and self.on_map.isChecked() and self.on_map.isEnabled()):
            return
        self.preview.show(chosen, self._classes, self.threshold.value())

    # -- load as layer --------------------------------------------------------------------------------------

    def load_as_layer(self) -> None:
        """Write the mask at the threshold, where there is none yet, and add it to the project."""
        chosen = self.current()
        if chosen is None or not self._classes:
            return
        self.loader.begin()
        if self._is_written(chosen):
            self._add(chosen)
            return
        self._pending = chosen
        try:
            self.services.run.start(command_for(chosen, self._wanted(), Path(self.services.folder)))
        except EngineError as error:
            self._pending = None
            self.services.say(error.message, error.remedy)
        self._show_controls()

    def _wanted(self) -> MaskSettings:
        """What to write; a threshold of None is the model's own."""
        return self.cleaning.wanted(self.threshold.wanted() if len(self._classes) == 2 else None)

    def _is_written(self, chosen: PredictedMap) -> bool:
        """Whether the mask on the disk is that of this model, this threshold and this cleaning."""
        if not Path(chosen.mask).is_file() or is_stale(chosen):
            return False
        wanted = self._wanted()
        if chosen.cleaning != cleaning_options(wanted):
            return False
        if wanted.polygons and not polygons_of(chosen.mask).is_file():
            return False
        if len(self._classes) != 2:
            return True
        made_with = self._best if chosen.threshold is None else chosen.threshold
        return math.isclose(made_with or 0.5, self.threshold.value(), abs_tol=1e-9)

    def _hear(self, event: dict[str, Any]) -> None:
        kind, outputs = event.get("event"), event.get("outputs", {})
        if self._pending is not None and kind == "Progress":
            self.bar.setRange(0, event["total"])
            self.bar.setValue(event["done"])
        elif self._pending is not None and kind == "Finished":
            self._pending = take_result(self._pending, self._wanted(), Path(self.services.folder), outputs)
        elif kind == "Finished" and "mask" in outputs:
            self._folders.add(Path(outputs["mask"]).parent)

    def _add(self, made: PredictedMap) -> None:
        self.loader.add(made, self._classes, self.with_probability.isChecked())

    def _take_layer(self, layer: QgsRasterLayer, classes: list[MapClass]) -> None:
        """The map is there: the preview over it would only hide it."""
        self.preview.remove()
        self.saved.setText(self.tr("Saved as {}").format(breakable(layer.source())))
        self.saved.show()
        self.areas.measure(layer, classes)

    def _take_state(self, state: RunState) -> None:
        if state not in AT_WORK:
            made, self._pending = self._pending, None
            if made is not None and state is RunState.FINISHED:
                self._add(made)
            elif made is not None and state is RunState.FAILED:
                self.services.say(*self.services.run.failure)
            if self.isVisible():
                self._list_maps()
                self._ask_for_model()
        self._show_controls()
