"""What outlives QGIS: the user's last values and interpreter (QgsSettings), the project's run (QgsProject)."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from qgis.core import QgsProject, QgsSettings

from ..engine.errors import EngineError
from ..engine.plain import from_plain, to_plain
from ..engine.run_folder import RunFolder
from ..engine.settings import InputSettings, RunSettings, TrainingSettings
from ..wizard_pages.environment_page import interpreters

ROOT = Path(__file__).resolve().parent.parent
_SCOPE = "deep_segmentation_wizard"
_DRAFT_KEY = f"{_SCOPE}/last_values"
_RUN_ENTRY = "run_folder"


def without_paths(settings: RunSettings) -> RunSettings:
    """The values that fit any data; what belongs to one place, its files and its training is left out."""
    split = settings.split
    if split.field is not None:  # of a layer
        split = dataclasses.replace(split, method="area", layer=None, field=None)
    return dataclasses.replace(
        settings,
        inputs=InputSettings(),
        split=split,
        training=_for_any_data(settings.training),
        selection=dataclasses.replace(settings.selection, checkpoint=None),
        prediction=dataclasses.replace(settings.prediction, rasters=()),
    )


def _for_any_data(training: TrainingSettings) -> TrainingSettings:
    """Without a model to start from, and without weights of classes that other data do not have."""
    weights = "equal" if training.class_weights == "own" else training.class_weights
    return dataclasses.replace(training, start_from=None, class_weights=weights, own_weights=())


def last_values() -> RunSettings:
    """The values that the user chose last, or the defaults."""
    try:
        return from_plain(RunSettings, json.loads(QgsSettings().value(_DRAFT_KEY, "{}", type=str)))
    except (ValueError, EngineError):  # of another version
        return RunSettings()


def remember_values(settings: RunSettings) -> None:
    """Keep the values for the next run, without paths."""
    QgsSettings().setValue(_DRAFT_KEY, json.dumps(to_plain(without_paths(settings))))


def engine_python() -> str:
    """The interpreter for the engine, '' when there is none."""
    found = interpreters()
    return found[0] if found else ""


def remember_run(folder: Path) -> None:
    """Let the project know its run; saved with the project."""
    if run_of_project() != folder:
        QgsProject.instance().writeEntry(_SCOPE, _RUN_ENTRY, str(folder))


def run_of_project() -> Path | None:
    """The run that the open project remembers, if its folder still holds one."""
    text, known = QgsProject.instance().readEntry(_SCOPE, _RUN_ENTRY, "")
    return Path(text) if known and text and RunFolder(text).holds_a_run else None


def is_finished(folder: Path) -> bool:
    """Whether a run has come to its end: every checkpoint judged and a mask written."""
    run = RunFolder(folder)
    return run.selection_file.is_file() and any(run.prediction.glob("*_mask*.tif"))


def is_at_work(folder: Path) -> bool:
    """Whether some process works in the run folder now."""
    run = RunFolder(folder)
    return run.holds_a_run and run.is_held
