"""The nine steps in order.

Each step leaves one durable result in the run folder together with a key of all that it depends on, so a run goes
on from any of them: a result whose key still fits is kept, everything behind a change is made again.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .data.augment import augment_chips, augment_key
from .data.chips import chips_key, cut_chips
from .data.labels import STEP as LABELS
from .data.labels import file_state, labels_key, make_labels
from .data.raster import Raster
from .data.room import require_memory
from .data.split import divide_chips, split_key
from .data.temporary import delete_chips, has_files
from .data.views import through, view_of
from .errors import Cancelled, EngineError
from .events import Event, Finished, Reporter, StepFinished, ending, to_line
from .mapping.maps import can_draw, make_masks, predict_rasters, predicted
from .mapping.mosaic import write_mosaics
from .mapping.report import draw_curves
from .network.device import choose_machine
from .network.fine_tuning import matched_bands
from .network.model import read_card
from .network.selection import STEP as SELECT
from .network.selection import SelectionRecord, needs_chips, select_key, select_model
from .network.training import STEP as TRAIN
from .network.training import train, train_key
from .run_folder import RunFolder
from .settings import RunSettings

KeyMaker = Callable[[RunSettings, str | None], str]
Work = Callable[[RunFolder, RunSettings, Reporter], Any]


@dataclass(frozen=True)
class Step:
    """A step with a record in the run folder; its key is made from the settings and the key of the step before."""

    name: str
    make_key: KeyMaker
    work: Work


STEPS = (
    Step(LABELS, lambda settings, _: labels_key(settings), make_labels),
    Step("chips", chips_key, cut_chips),
    Step("split", split_key, divide_chips),
    Step("augment", augment_key, augment_chips),
    Step(TRAIN, train_key, train),
    Step(SELECT, select_key, select_model),
)
_READS = {"split": ("chips",), "augment": ("split",), TRAIN: ("split", "augment"), SELECT: ("split",)}
"""The steps before it whose files each step reads."""
PREPARATION = ("labels", "chips", "split")
"""The steps that may find that the inputs cannot work."""


def run(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> dict[str, Any]:
    """All nine steps in a new folder; returns the paths of what was made.

    When the inputs are refused, nothing is left behind.
    """
    start = time.monotonic()
    with folder.open(), _recorded(folder, reporter):
        with folder.nothing_left_when_refused():
            require_inputs(settings, is_new=True)
            settings = _without_choice(settings, reporter)
            folder.save_settings(settings)
            rasters = _states_of_rasters(settings)
            for name in PREPARATION:
                _require_unchanged(rasters)
                _do(name, folder, settings, reporter)
            if choose_machine(settings.training.device, settings.training.precision).device.type == "cpu":
                require_memory(folder, settings)
        return _finish(folder, settings, reporter, start, PREPARATION)


def resume(folder: RunFolder, reporter: Reporter) -> dict[str, Any]:
    """Go on with the run in the folder from where it stopped."""
    start = time.monotonic()
    settings = folder.require_run()
    with folder.open(), _recorded(folder, reporter):
        stored = folder.key(LABELS)
        if stored is not None and stored != labels_key(settings):
            reporter.find("warning", LABELS, "The rasters or layers have changed since, so the run starts anew.")
        return _finish(folder, settings, reporter, start)


def run_step(folder: RunFolder, settings: RunSettings, name: str, reporter: Reporter) -> None:
    """One step alone, from what the folder holds. Raises EngineError when a step before it is missing or stale."""
    start = time.monotonic()
    is_new = name == LABELS and not folder.holds_a_run
    if not is_new:
        folder.require_run()
    with folder.open(), _recorded(folder, reporter):
        with folder.nothing_left_when_refused() if is_new else nullcontext():
            before = None
            for step in STEPS[: _position(name)]:
                before = step.make_key(settings, before)
                folder.require_key(step.name, before)
            require_inputs(settings)
            if name != SELECT:
                settings = _without_choice(settings, reporter)
            _do(name, folder, settings, reporter)
            folder.save_settings(settings)
            if name == SELECT:
                _draw_curves(folder, reporter)
                if not settings.chips.keep:
                    delete_chips(folder, reporter)
        reporter.emit(Finished({"record": str(folder.record_file(name))}, round(time.monotonic() - start, 1)))


def run_mask(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> list[str]:
    """Step 9 alone: masks from the probabilities in the folder, which are made first where they are missing."""
    start = time.monotonic()
    folder.require_run()
    with folder.open(), _recorded(folder, reporter):
        if not folder.model_file.is_file():
            raise EngineError(f"There is no model in {folder.path}.", "Run 'select' first.")
        predict_rasters(folder, settings, reporter)
        made = make_masks(folder, settings, reporter)
        masks = [str(path) for path in made]
        mosaics = write_mosaics(made, _probabilities(folder), reporter)
        folder.save_settings(settings)
        reporter.emit(Finished({"masks": masks, **mosaics}, round(time.monotonic() - start, 1)))
    return masks


def require_inputs(settings: RunSettings, is_new: bool = False) -> None:
    """Raises EngineError when there is nothing to learn from, or a raster to predict cannot work; for a new run
    also when the model that it is to start from does not fit."""
    if not settings.inputs.scenes:
        raise EngineError("No raster is given.", "Give at least one --raster with its --rois.")
    scenes, chosen = settings.inputs.scenes, settings.inputs.bands
    bands = [name for file in scenes[0].files for name in Raster(file).band_names]
    view = replace(view_of(settings.inputs), of=len(bands) if chosen else 0)
    count = len(chosen) or len(bands)
    for path in settings.prediction.rasters:
        if path in (scene.raster for scene in scenes):
            continue
        with through(Raster(path), view) as raster:
            if len(raster.band_names) != count:
                raise EngineError(
                    f"{path} has {len(raster.band_names)} bands ({', '.join(raster.band_names)}), but the network "
                    f"would learn from {count} of {', '.join(bands)}.",
                    "Predict rasters with the same bands in the same order.",
                )
    start = settings.training.start_from
    if start is not None and is_new:
        seen = [bands[number - 1] for number in chosen if number <= len(bands)] if chosen else bands
        matched_bands(start, read_card(start), tuple(seen))


def _finish(
    folder: RunFolder, settings: RunSettings, reporter: Reporter, start: float, just_done: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Every step that is not done yet, and what came of it all."""
    before, rasters = None, _states_of_rasters(settings)
    for step in STEPS:
        key = step.make_key(settings, before)
        if step.name in just_done:
            pass
        elif folder.key(step.name) == key:
            reporter.emit(StepFinished(step.name, 0.0, reused=True))
        else:
            if step.name == TRAIN and settings.selection.checkpoint is not None:
                settings = _without_choice(settings, reporter)
                folder.save_settings(settings)
            _require_unchanged(rasters)
            _do(step.name, folder, settings, reporter)
        before = key
    _require_unchanged(rasters)
    predict_rasters(folder, settings, reporter)
    masks = make_masks(folder, settings, reporter)
    mosaics = write_mosaics(masks, _probabilities(folder), reporter)
    if not settings.chips.keep:
        delete_chips(folder, reporter)
    record = _draw_curves(folder, reporter)
    chosen = record.model
    outputs = {
        "model": str(folder.model_file),
        "masks": [str(path) for path in masks],
        "probabilities": [str(path) for path in _probabilities(folder)],
        **mosaics,
        "history": str(folder.history_file),
        "report": str(folder.report),
        "epoch": chosen.epoch,
        "threshold": chosen.threshold,
        "test": {name: chosen.test[name] for name in ("iou", "f1", "accuracy")},
        "optimistic": record.optimistic,
    }
    reporter.emit(Finished(outputs, round(time.monotonic() - start, 1)))
    return outputs


def _states_of_rasters(settings: RunSettings) -> dict[str, list[str | int]]:
    """What tells whether a raster of the run is changed later on. Layers are read once, and may be drawn on."""
    paths = (*(file for scene in settings.inputs.scenes for file in scene.files), *settings.prediction.rasters)
    return {path: file_state(path) for path in paths}


def _require_unchanged(rasters: dict[str, list[str | int]]) -> None:
    """Raises EngineError when one is no longer what it was: labels and chips of the old one would not fit it."""
    for path, state in rasters.items():
        if file_state(path) != state:
            raise EngineError(
                f"The raster {path} was changed or removed while the run was at work.",
                "Put it back as it was and resume the run, or start a new one.",
            )


def _probabilities(folder: RunFolder) -> list[Path]:
    return [folder.path / item.probability for item in predicted(folder)]


def _without_choice(settings: RunSettings, reporter: Reporter) -> RunSettings:
    """``settings`` for a training that is still to come: a checkpoint chosen by hand was one of another."""
    chosen = settings.selection.checkpoint
    if chosen is None:
        return settings
    reporter.find(
        "info", SELECT,
        f"Epoch {chosen} was chosen by hand after another training, so the best by {settings.selection.measure} "
        "is taken.",
        "Choose by hand again when the training is done.",
    )  # fmt: skip
    return replace(settings, selection=replace(settings.selection, checkpoint=None))


def _draw_curves(folder: RunFolder, reporter: Reporter) -> SelectionRecord:
    """The report's curves with the checkpoint that became the model; returns what was chosen."""
    record = folder.read_record(SELECT, SelectionRecord)
    if can_draw(reporter):
        draw_curves(folder.report / "curves.png", folder.history_file, record.chosen, record.by_hand)
    return record


def _do(name: str, folder: RunFolder, settings: RunSettings, reporter: Reporter) -> None:
    """One step; chips that it reads and that have been deleted are made again first."""
    reads = _READS.get(name, ()) if name != SELECT or needs_chips(folder, settings) else ()
    for earlier in reads:
        if not has_files(folder, earlier):
            _do(earlier, folder, settings, reporter)
    STEPS[_position(name)].work(folder, settings, reporter)


def _position(name: str) -> int:
    return [step.name for step in STEPS].index(name)


@contextmanager
def _recorded(folder: RunFolder, reporter: Reporter) -> Iterator[None]:
    """Keep what is said in ``events.jsonl``, and the traceback of a bug in ``engine.log``; obey what is asked by
    way of the folder."""

    def keep(event: Event) -> None:
        with open(folder.events_file, "a", encoding="utf-8") as file:
            file.write(to_line(event) + "\n")

    reporter.sinks.append(keep)
    try:
        with reporter.control.obeying(folder.path):
            yield
    except Exception as error:
        if folder.holds_a_run:  # else the run was refused and has left nothing
            keep(ending(error))
            if not isinstance(error, (EngineError, Cancelled)):
                with open(folder.log_file, "a", encoding="utf-8") as file:
                    file.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')}\n{traceback.format_exc()}\n")
        raise
    finally:
        reporter.sinks.remove(keep)
