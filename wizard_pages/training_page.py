"""Page 6: the run at work, seen live: progress, curves, and the ways to end it or go on with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from ..engine.errors import EngineError
from ..engine.files import read_json_or
from ..engine.run_folder import RunFolder
from ..engine.settings import RunSettings, read_settings
from ..i18n.numbers import localized
from .curves import CurvesView, History, read_history
from .estimates import duration
from .learning_widgets import AT_WORK
from .page import Page, RunState, Services
from .training_log import RunLog
from .training_progress import FailureBox, ProgressBox
from .training_samples import SamplesView

SHOW_MS = 250
"""Least time between two changes of the progress shown."""
FIRST_STEPS = ("labels", "chips", "split", "augment", "train")
"""A command that begins with one of these is a training; others are choosing, predicting or masking alone."""


class TrainingPage(Page):
    """Shows a training, live or from its history."""

    name = "training"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._changed = False
        """Whether the inputs are others by now than those that were learnt from."""
        self._ours: bool | None = None
        """Whether the command at work is a training; None while it has not said anything yet."""
        self._progress: dict[str, Any] = {}
        self._step = self._epoch = ""
        self._speed = 0.0
        self._early = False
        self._new_samples: Path | None = None
        """Where pictures have been drawn that are not shown yet."""
        self.progress, self.failure, self.log = ProgressBox(), FailureBox(), RunLog()
        self.curves, self.samples = CurvesView(), SamplesView()
        self.curves.setMinimumHeight(255)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.progress)
        layout.addWidget(self.failure)
        layout.addWidget(self.curves, 1)
        layout.addLayout(self._buttons())
        layout.addWidget(self.samples)
        layout.addWidget(self.log)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOW_MS)
        self._timer.timeout.connect(self._show)
        services.run.event.connect(self._hear)
        services.run.state_changed.connect(self._take_state)

    def title(self) -> str:
        """Heading of the page."""
        return self.tr("Training")

    def intro(self) -> str:
        """How to read the curves."""
        return self.tr(
            "The orange curves count: how well it does on chips that it does not learn from. When they get no "
            "better, more passes help no further; the best state so far is kept in any case."
        )

    def restore(self, settings: RunSettings) -> None:
        """Show what the run folder knows of its training, unless one is being watched."""
        if self.services.run.state not in AT_WORK:
            self._read_folder()

    def enter(self) -> None:
        """Catch up with the folder."""
        self.curves.prepare()
        self._changed = False
        if self.services.run.state not in AT_WORK and self.curves.history.chosen is not None:
            self.services.ask("changed", {"folder": str(self.services.folder)}, self._take_change, lambda *_: None)
        if self.services.run.state not in AT_WORK:
            self._read_folder()
        self._show()

    # -- building -------------------------------------------------------------------------------------------

    def _buttons(self) -> QHBoxLayout:
        self.early = QPushButton(self.tr("&Finish early"))
        self.early.setToolTip(self.tr("Ends the training now and goes on with the best checkpoint so far."))
        self.early.clicked.connect(self._finish_early)
        self.cancel = QPushButton(self.tr("&Cancel"))
        self.cancel.setToolTip(self.tr("Stops. What is finished stays, and Resume goes on from there."))
        self.cancel.clicked.connect(self.services.run.cancel)
        self.resume = QPushButton(self.tr("&Resume"))
        self.resume.setToolTip(self.tr("Goes on with the run in this folder, from its last checkpoint."))
        self.resume.clicked.connect(lambda: self.services.resume_run())
        self.as_table = QToolButton()
        self.as_table.setText(self.tr("&Table"))
        self.as_table.setCheckable(True)
        self.as_table.setToolTip(self.tr("Shows the figures of each epoch as a table in place of the curves."))
        self.as_table.toggled.connect(self.curves.show_table)
        layout = QHBoxLayout()
        for button in (self.early, self.cancel, self.resume):
            layout.addWidget(button)
        layout.addStretch()
        layout.addWidget(self.as_table)
        return layout

    # -- what comes from the engine -------------------------------------------------------------------------

    def _hear(self, event: dict[str, Any]) -> None:
        """Keep what an event says; showing it comes later and less often."""
        kind = event.get("event")
        if self._ours is None and kind in ("StepStarted", "StepFinished", "Progress"):
            self._ours = event.get("step") in FIRST_STEPS
            if self._ours:
                self._begin(event)
        if self._ours is False:
            return
        if self.curves.history.hear(event):
            self.curves.refresh()
        if kind == "StepStarted":
            self._step, self._epoch, self._progress = event["title"], "", {}
        elif kind == "Progress":
            self._progress = event
        elif kind == "BatchDone":
            self._epoch = self._epoch_text(event["epoch"])
        elif kind == "EpochDone":
            self._speed = event["measures"].get("images_per_second") or self._speed
        elif kind == "SamplesDrawn":
            self._new_samples = Path(event["path"])
            if not self._epoch:
                self._progress = {}  # that of reading the chips, which is done
        self.log.hear(event)
        if not self._timer.isActive():
            self._timer.start()

    def _begin(self, event: dict[str, Any]) -> None:
        """A training starts anew with its labels, or goes on where it stopped or was left running."""
        is_new = event.get("event") == "StepStarted" and event.get("step") == "labels"
        if event.get("event") == "Progress" and event.get("step") == "train":
            self._step = self.tr("Training the network")  # left running: its beginning was not heard
        self.curves.show_history(History() if is_new else self._stored_history())
        self._new_samples = None
        if is_new:
            self.samples.clear()
        else:
            self._new_samples = RunFolder(self.services.folder).samples
        self.log.clear()

    def _take_state(self, state: RunState) -> None:
        if state is RunState.RUNNING:
            self._ours, self._early, self._changed = None, False, False
            self._step, self._epoch, self._progress = self.tr("Starting…"), "", {}
            self.failure.hide()
        elif state not in AT_WORK and (self._ours or (self._ours is None and self.isVisible())):
            self._end(state)
        self._show()

    def _end(self, state: RunState) -> None:
        self._progress, self._epoch = {}, ""
        if state is RunState.FAILED:
            self.failure.tell(*self.services.run.failure)
        self._read_folder(keep_batches=True)

    # -- what the folder holds ------------------------------------------------------------------------------

    def _stored_history(self) -> History:
        folder = Path(self.services.folder)
        checkpoints = [path.name.removeprefix("epoch_") for path in (folder / "checkpoints").glob("epoch_*")]
        history = History(rows=read_history(folder / "history.csv"))
        history.checkpoints = sorted(int(number) for number in checkpoints if number.isdigit())
        selection: dict[str, Any] = read_json_or(folder / "selection.json", {})
        history.chosen = selection.get("chosen")
        return history

    def _read_folder(self, keep_batches: bool = False) -> None:
        """Rebuild the curves from ``history.csv``; the batches' loss is not kept there. Samples are read anew."""
        self._new_samples = RunFolder(self.services.folder).samples
        history = self._stored_history()
        if keep_batches:
            _take_batches(history, self.curves.history)
        old = self.curves.history
        if (history.rows, history.checkpoints, history.chosen) == (old.rows, old.checkpoints, old.chosen):
            return
        if not keep_batches and len(history.rows) == len(old.rows) and history.rows == old.rows:
            _take_batches(history, old)
        self.curves.show_history(history)

    # -- what is shown --------------------------------------------------------------------------------------

    def _show(self) -> None:
        state = self.services.run.state
        working = state in AT_WORK and self._ours is not False
        self.log.catch_up()
        if self._new_samples is not None:
            self.samples.show_folder(self._new_samples)
            self._new_samples = None
        if working:
            self.progress.show_work(self._step, self._progress, self._facts(state))
        else:
            self.progress.show_rest(self._resting_text(state))
        in_training = working and self._progress.get("step") == "train" and bool(self._epoch)
        self.early.setEnabled(in_training and state is RunState.RUNNING and not self._early)
        self.early.setVisible(working)
        self.cancel.setVisible(working)
        self.cancel.setEnabled(state is RunState.RUNNING)
        self.resume.setVisible(state not in AT_WORK and (self._unfinished() or self._changed))
        self.resume.setText(self.tr("T&rain again") if self._changed else self.tr("&Resume"))

    def _facts(self, state: RunState) -> list[str]:
        """What is said below the bar."""
        if state is RunState.STOPPING:
            return [self.tr("Stopping; what is finished stays…")]
        if self._early:
            return [self.tr("Ending the training and keeping its best…")]
        facts = [self._epoch] if self._epoch else []
        if self._epoch and self._speed:
            facts.append(self.tr("{} chips/s").format(localized(f"{self._speed:.1f}")))
        left = self._progress.get("seconds_left")
        if left is not None and left > 0:
            facts.append(self.tr("{} left").format(duration(left)))
        return facts

    def _take_change(self, answer: dict[str, Any]) -> None:
        self._changed = bool(answer["changed"])
        self._show()

    def _epoch_text(self, epoch: int) -> str:
        limit = self.services.settings.training.epoch_limit
        if limit is None:
            return self.tr("Epoch {}").format(epoch)
        return self.tr("Epoch {} of {}").format(epoch, limit)

    def _resting_text(self, state: RunState) -> str:
        rows = len(self.curves.history.rows)
        if state is RunState.FAILED and self._ours is not False and not self.failure.isHidden():
            return self.tr("The run has failed.")
        if self._changed:
            return self.tr(
                "Your polygons or rasters have changed since this training. Train again learns from them as they "
                "are now; the model and the map made before are replaced."
            )
        if self.curves.history.chosen is not None and self._unfinished():
            return self.tr("Training is finished, but not all rasters are mapped yet. Resume goes on with them.")
        if self.curves.history.chosen is not None:
            return self.tr(
                "Training is finished, and your raster is mapped: {} epochs; epoch {} became the model."
            ).format(rows, self.curves.history.chosen)
        if self._unfinished():
            return self.tr("Stopped after epoch {}. Resume goes on from there.").format(rows)
        return self.tr("No training yet. Go back one page and press Start training.")

    def _unfinished(self) -> bool:
        """Whether the folder holds a run that can go on: without a model, or without all of its maps."""
        folder = Path(self.services.folder)
        try:
            settings = read_settings(folder / "settings.json")
        except EngineError:
            return False
        wanted = settings.prediction.rasters or {scene.raster for scene in settings.inputs.scenes}
        masks = list((folder / "prediction").glob("*_mask.tif"))
        return not (folder / "selection.json").is_file() or len(masks) < len(wanted)

    # -- what the user asks for -----------------------------------------------------------------------------

    def _finish_early(self) -> None:
        try:
            self.services.run.finish_early()
        except EngineError as error:
            self.services.say(error.message, error.remedy)
        else:
            self._early = True
        self._show()


def _take_batches(history: History, old: History) -> None:
    """The loss of each batch is told live only; it is in no file."""
    history.batches, history.heard, history.every = old.batches, old.heard, old.every
