"""Page 8: a model over whole rasters, one after another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import Qt, QTimer
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
from ..engine.settings import RunSettings
from .data_widgets import breakable
from .estimates import duration
from .learning_widgets import AT_WORK
from .model_box import ModelBox
from .page import Page, RunState, Services
from .part_box import PartBox
from .prediction_jobs import MAPS, Job, Plan
from .prediction_options import PredictionOptions
from .raster_list import RasterList, short_list
from .result_layers import maps_of_run, remember_map


class PredictionPage(Page):
    """Model, rasters, windows, outputs; *Start* predicts the ticked rasters one after another."""

    name = "prediction"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._waiting: list[Job] = []
        self._job: Job | None = None
        self._count = 0
        self._mosaic = ""
        """The virtual raster over the maps just made."""
        self._proposed = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.options = PredictionOptions()
        self.options.changed.connect(self.changed)
        self.options.collapsedStateChanged.connect(self._look_for_devices)
        self.model = ModelBox(services)
        self.model.known.connect(self._know_model)
        layout.addWidget(self.model)
        layout.addWidget(self._raster_box())
        layout.addLayout(self._start_part())  # in sight on a small screen; what follows has good defaults
        layout.addWidget(self._output_box())
        layout.addWidget(self.options)
        layout.addStretch()
        services.run.event.connect(self._hear)
        services.run.state_changed.connect(self._take_state)

    def title(self) -> str:
        """Heading of the page."""
        return self.tr("Predict")

    def intro(self) -> str:
        """What this page is for."""
        others = self.tr(
            "Tick rasters that look like the ones it learned from: the same bands, a similar pixel size and "
            "season."
        )
        if self._has_own_maps():
            return self.tr("Your own rasters are mapped already: Next shows them.") + " " + others
        return self.tr("The model maps whole rasters.") + " " + others

    def restore(self, settings: RunSettings) -> None:
        """Show these settings."""
        self.options.restore(settings.prediction, settings.mask.threshold)
        self.rasters.fill(list(settings.prediction.rasters))
        self._propose_folder()
        self._show_names()

    def store(self, settings: RunSettings) -> RunSettings:
        """``settings`` with the rasters and windows. Raises EngineError when windows leave gaps."""
        prediction = replace(settings.prediction, rasters=tuple(self.rasters.ticked()))
        return replace(settings, prediction=self.options.store(prediction))

    def enter(self) -> None:
        """Layers and the run's model may have come or gone."""
        self.rasters.fill(self.rasters.ticked())
        self._propose_folder()
        self.model.look()
        self._show_names()

    # -- building -------------------------------------------------------------------------------------------

    def _raster_box(self) -> QWidget:
        box = QGroupBox(self.tr("Rasters"))
        self.rasters = RasterList()
        self.rasters.ticked_another.connect(self._ticked_another)
        self.part = PartBox(self.services)
        self.part.changed.connect(self._show_names)
        layout = QVBoxLayout(box)
        layout.addWidget(self.rasters)
        layout.addWidget(self.part)
        return box

    def _output_box(self) -> QWidget:
        box = QGroupBox(self.tr("Output"))
        self.output = QgsFileWidget()
        self.output.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.output.setDialogTitle(self.tr("Choose a folder for the maps"))
        self.output.setToolTip(self.tr("The folder for the maps. Nothing in it is ever overwritten."))
        self.output.fileChanged.connect(self._show_names)
        self.names = short_list(58)
        self.names.setAccessibleName(self.tr("Files that will be written"))
        self.keep = QCheckBox(self.tr("&Keep the probabilities"))
        self.keep.setChecked(True)
        self.keep.setToolTip(
            self.tr("How sure the model is, for each pixel. The threshold slider on the next page needs them.")
        )
        self.keep.toggled.connect(self._show_names)
        layout = QVBoxLayout(box)
        for widget in (self.output, self.names, self.keep):
            layout.addWidget(widget)
        return box

    def _start_part(self) -> QVBoxLayout:
        self.start = QPushButton(self.tr("&Predict"))
        self.start.setToolTip(self.tr("Maps the rasters one after another. You can go on working meanwhile."))
        self.start.clicked.connect(self.predict)
        self.cancel = QPushButton(self.tr("&Cancel"))
        self.cancel.setToolTip(self.tr("Stops. Rasters that are finished stay."))
        self.cancel.clicked.connect(self._cancel)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the prediction"))
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        line = QHBoxLayout()
        line.addWidget(self.start, 1)
        line.addWidget(self.cancel)
        layout = QVBoxLayout()
        layout.addLayout(line)
        layout.addWidget(self.bar)
        layout.addWidget(self.state)
        self.bar.hide()
        self.cancel.hide()
        return layout

    # -- the model ------------------------------------------------------------------------------------------

    def _know_model(self) -> None:
        if self.model.card:
            self.options.know_classes(len(self.model.card["classes"]))
        self._show_buttons()

    def _look_for_devices(self, folded: bool) -> None:
        if not folded and self.services.run.state not in AT_WORK:
            self.services.ask("devices", {}, self.options.offer_devices, lambda *_: None)

    # -- rasters and names ----------------------------------------------------------------------------------

    def _ticked_another(self) -> None:
        self._show_names()
        self.changed.emit()

    def _sources(self) -> list[str]:
        """What *Predict* will map: what is ticked, else the rasters of the first page while they have no map."""
        if self._has_own_maps():
            return self.rasters.ticked()
        return self.rasters.ticked() or list(dict.fromkeys(s.raster for s in self.services.settings.inputs.scenes))

    def _plan(self) -> Plan:
        return Plan(
            str(self.model.path()), Path(self.output.filePath().strip() or "."), self.keep.isChecked(),
            self.options.chosen_threshold(), tuple(self.options.arguments()),
        )  # fmt: skip

    def _has_own_maps(self) -> bool:
        """Whether the run has mapped its own rasters."""
        return any(Path(made.mask).is_file() for made in maps_of_run(Path(self.services.folder)))

    def _propose_folder(self) -> None:
        """A folder within the run, unless the user has chosen one."""
        if self.output.filePath() in ("", self._proposed):
            self._proposed = str(Path(self.services.folder) / MAPS)
            self.output.setFilePath(self._proposed)

    def _show_names(self) -> None:
        self.names.clear()
        part = [] if self.part.is_whole else ["part"]  # which one does not matter for the names
        for job in self._plan().jobs(dict.fromkeys(self._sources(), part)):
            for path in (job.made.mask, job.made.probability):
                if path:
                    self.names.addItem(Path(path).name)
        self._show_buttons()

    # -- work -----------------------------------------------------------------------------------------------

    def predict(self) -> None:
        """Map the rasters one after another."""
        try:
            self.store(self.services.settings)
            plan = self._plan()
            jobs = plan.jobs(self.part.arguments(self._sources(), plan.folder))
            self._count, self._waiting, self._mosaic = len(jobs), plan.with_mosaic(jobs), ""
        except EngineError as error:
            self.services.say(error.message, error.remedy)
            return
        self._start_next()

    def _start_next(self) -> None:
        self._job = self._waiting.pop(0)
        try:
            self.services.run.start(list(self._job.made.arguments))
        except EngineError as error:
            self._job, self._waiting = None, []
            self.services.say(error.message, error.remedy)
        self._show_buttons()

    def _cancel(self) -> None:
        self._waiting = []
        self.services.run.cancel()

    def _hear(self, event: dict[str, Any]) -> None:
        if self._job is None:
            return
        if self._job.is_mosaic:
            if event.get("event") == "Finished":
                self._mosaic = event["outputs"].get("all_mask", "")
        elif event.get("event") == "Progress":
            self.bar.setRange(0, event["total"])
            self.bar.setValue(event["done"])
            number = self._count - sum(not job.is_mosaic for job in self._waiting)
            text = self.tr("{} of {}: {}").format(number, self._count, breakable(Path(self._job.made.raster).name))
            if event.get("seconds_left"):
                text += "\n" + self.tr("{} left for this raster").format(duration(event["seconds_left"]))
            self.state.setText(text)
        elif event.get("event") == "Finding":
            self.services.say(
                event["message"], event.get("remedy", ""), warning=event.get("severity") == "warning"
            )
        elif event.get("event") == "Finished":
            outputs = event["outputs"]
            made = replace(self._job.made, mask=outputs["mask"], probability=outputs.get("probability", ""))
            remember_map(self._job.folder, made)

    def _take_state(self, state: RunState) -> None:
        if self._job is not None and state not in AT_WORK:
            self._job = None
            if state is RunState.FINISHED and self._waiting:
                QTimer.singleShot(0, self._start_next)  # the run has yet to tell others that it has ended
                return
            self._end(state)
        self._show_buttons()

    def _end(self, state: RunState) -> None:
        left, self._waiting = sum(not job.is_mosaic for job in self._waiting), []
        if state is RunState.FINISHED:
            self.state.setText(self.tr("Done. The next page shows the maps and loads them as layers."))
            if self._mosaic:
                name = breakable(Path(self._mosaic).name)
                self.state.setText(self.state.text() + "\n" + self.tr("All of them as one: {}").format(name))
        elif state is RunState.FAILED:
            message, remedy, details = self.services.run.failure
            self.state.setText(f"{message} {remedy}".strip())
            self.services.say(message, remedy, details)
        else:
            self.state.setText(self.tr("Cancelled. Maps that were finished stay."))
        if left:
            self.state.setText(self.state.text() + "\n" + self.tr("Not begun: {} rasters.").format(left))
        self._show_names()

    def _show_buttons(self) -> None:
        busy = self.services.run.state in AT_WORK
        mine = self._job is not None
        self.start.setEnabled(not busy and not mine and bool(self.model.card) and bool(self._sources()))
        self.cancel.setVisible(mine)
        self.cancel.setEnabled(self.services.run.state is RunState.RUNNING)
        self.bar.setVisible(mine)
