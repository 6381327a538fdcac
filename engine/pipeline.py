"""The nine steps in order.

Each step leaves one durable result in the run folder together with a key of all that it depends on, so a run goes
on from any of them: a result whose key still fits is kept, everything behind a change is made again.
"""

from __future__ import annotations

import importlib.util
import json
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .data.augment import augment_chips, augment_key
from .data.chips import chips_key, cut_chips
from .data.labels import STEP as LABELS
from .data.labels import LabelsRecord, labels_key, make_labels
from .data.raster import Raster
from .data.split import divide_chips, split_key
from .errors import Cancelled, EngineError
from .events import Event, Finished, Reporter, StepFinished, ending, to_line
from .mapping.evaluation import evaluate_model
from .mapping.mask import STEP as MASK
from .mapping.mask import threshold_in_force, write_mask
from .mapping.outputs import MaskWriter, ProbabilityWriter, RasterWriter, require_free
from .mapping.prediction import STEP as PREDICT
from .mapping.prediction import predict_blocks, require_fitting
from .mapping.report import draw_curves, draw_maps
from .network.device import choose_machine
from .network.metrics import classify
from .network.model import Model, load_model, read_card
from .network.selection import STEP as SELECT
from .network.selection import SelectionRecord, select_key, select_model
from .network.training import STEP as TRAIN
from .network.training import train, train_key
from .plain import from_plain, to_plain
from .run_folder import RunFolder, make_key, write_json
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
PREPARATION = ("labels", "chips", "split")
"""The steps that may find that the inputs cannot work."""


@dataclass(frozen=True)
class PredictedRaster:
    """One raster of step 8; paths are relative to the run folder."""

    name: str
    raster: str
    probability: str
    key: str


@dataclass(frozen=True)
class PredictionRecord:
    """The rasters of step 8 that are done."""

    rasters: tuple[PredictedRaster, ...]


def run(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> dict[str, Any]:
    """All nine steps in a new folder; returns the paths of what was made.

    When the inputs are refused, nothing is left behind.
    """
    start = time.monotonic()
    with folder.open(), _recorded(folder, reporter):
        with folder.nothing_left_when_refused():
            require_inputs(settings)
            folder.save_settings(settings)
            for name in PREPARATION:
                _do(name, folder, settings, reporter)
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
    if name == LABELS:
        with folder.open(), _recorded(folder, reporter):
            if folder.holds_a_run:
                _do(LABELS, folder, settings, reporter)
                folder.save_settings(settings)
                return
            with folder.nothing_left_when_refused():
                require_inputs(settings)
                folder.save_settings(settings)
                _do(LABELS, folder, settings, reporter)
        return
    folder.require_run()
    with folder.open(), _recorded(folder, reporter):
        before = None
        for step in STEPS[: _position(name)]:
            before = step.make_key(settings, before)
            folder.require_key(step.name, before)
        _do(name, folder, settings, reporter)
        folder.save_settings(settings)


def run_mask(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> list[str]:
    """Step 9 alone: masks from the probabilities in the folder, which are made first where they are missing."""
    folder.require_run()
    with folder.open(), _recorded(folder, reporter):
        if not folder.model_file.is_file():
            raise EngineError(f"There is no model in {folder.path}.", "Run 'select' first.")
        predict_rasters(folder, settings, reporter)
        masks = make_masks(folder, settings, reporter)
        folder.save_settings(settings)
    return [str(path) for path in masks]


def require_inputs(settings: RunSettings) -> None:
    """Raises EngineError when there is nothing to learn from, or a raster to predict cannot work."""
    if not settings.inputs.scenes:
        raise EngineError("No raster is given.", "Give at least one --raster with its --rois.")
    bands = None
    for path in [*(scene.raster for scene in settings.inputs.scenes[:1]), *settings.prediction.rasters]:
        with Raster(path) as raster:
            bands = bands or raster.band_names
            if len(raster.band_names) != len(bands):
                raise EngineError(
                    f"{path} has {len(raster.band_names)} bands ({', '.join(raster.band_names)}), but the network "
                    f"would learn from {len(bands)} ({', '.join(bands)}).",
                    "Predict rasters with the same bands in the same order.",
                )


def predict_rasters(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> list[PredictedRaster]:
    """Step 8: a probability raster for each raster that is to be predicted."""
    model = load_model(folder.model_file)
    machine = choose_machine(settings.training.device, settings.training.precision)
    record_file = folder.prediction / "prediction.json"
    earlier = {item.name: item for item in _predicted(folder)}
    done: list[PredictedRaster] = []
    for name, path in _named_rasters(settings):
        state = Path(path).stat() if Path(path).exists() else None
        file = [path, state and state.st_size, state and state.st_mtime_ns]
        item = PredictedRaster(
            name, path, f"prediction/{name}_probability.tif",
            make_key(settings.prediction, folder.key(SELECT), file),
        )  # fmt: skip
        if earlier.get(name) == item and (folder.path / item.probability).is_file():
            reporter.emit(StepFinished(PREDICT, 0.0, {"raster": path}, reused=True))
        else:
            with reporter.step(PREDICT, f"Predicting {Path(path).name}") as summary:
                _predict_raster(model, path, folder.path / item.probability, settings, machine, reporter)
                summary["raster"] = path
        done.append(item)
        write_json(record_file, to_plain(PredictionRecord(tuple(done))))
    return done


def make_masks(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> list[Path]:
    """Step 9: a mask, and a picture beside it in ``report``, for each probability raster."""
    card = read_card(folder.model_file)
    threshold = threshold_in_force(card, settings.mask.threshold)
    labels = folder.read_record(LABELS, LabelsRecord)
    truths = {scene.raster: folder.path / scene.label for scene in labels.scenes}
    masks: list[Path] = []
    for item in _predicted(folder):
        with reporter.step(MASK, f"Making the mask of {item.name}") as summary:
            probability = folder.path / item.probability
            output = folder.prediction / f"{item.name}_mask.tif"
            masks.append(write_mask(probability, output, card, threshold, reporter))
            if _can_draw(reporter):
                picture = folder.report / f"{item.name}.png"
                draw_maps(picture, item.raster, truths.get(item.raster), probability, masks[-1], card.classes)
            summary.update(mask=str(masks[-1]), threshold=threshold)
    return masks


def predict_one(
    model_path: str,
    raster_path: str,
    output: Path,
    probability: Path | None,
    settings: RunSettings,
    reporter: Reporter,
) -> dict[str, str]:
    """Steps 8 and 9 with a model file, outside any run; returns the paths written."""
    model = load_model(model_path)
    threshold = threshold_in_force(model.card, settings.mask.threshold)
    machine = choose_machine(settings.training.device, settings.training.precision)
    with Raster(raster_path) as raster, ExitStack() as writers:
        require_fitting(model, raster, reporter)
        for path in filter(None, (output, probability)):
            require_free(path, [raster_path, model_path])
        with reporter.step(PREDICT, f"Predicting {Path(raster_path).name}"):
            mask = writers.enter_context(MaskWriter(output, raster.grid, model.card.classes, reporter))
            written: dict[str, RasterWriter] = {"mask": mask}
            if probability is not None:
                writer = ProbabilityWriter(probability, raster.grid, model.card.classes)
                written["probability"] = writers.enter_context(writer)
            for block in predict_blocks(model, raster, settings.prediction, machine, reporter):
                mask.add(classify(block.probabilities, threshold), block.valid)
                if probability is not None:
                    writer.add(block.probabilities, block.valid)
            writers.close()
    return {name: str(writer.written) for name, writer in written.items()}


def evaluate_one(
    model_path: str, settings: RunSettings, picture: Path | None, reporter: Reporter
) -> dict[str, Any]:
    """Figures of a model file on a labelled scene."""
    model = load_model(model_path)
    machine = choose_machine(settings.training.device, settings.training.precision)
    with reporter.step("evaluate", "Comparing the model's mask with the polygons"):
        figures = evaluate_model(
            model, settings.inputs.scenes[0], settings.inputs, settings.prediction, settings.mask.threshold,
            machine, picture, reporter,
        )  # fmt: skip
    return {"model": model_path, **figures}


def _finish(
    folder: RunFolder, settings: RunSettings, reporter: Reporter, start: float, just_done: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Every step that is not done yet, and what came of it all."""
    before = None
    for step in STEPS:
        key = step.make_key(settings, before)
        if step.name in just_done:
            pass
        elif folder.key(step.name) == key:
            reporter.emit(StepFinished(step.name, 0.0, reused=True))
        else:
            step.work(folder, settings, reporter)
        before = key
    predict_rasters(folder, settings, reporter)
    masks = make_masks(folder, settings, reporter)
    selection = folder.read_record(SELECT, SelectionRecord)
    if _can_draw(reporter):
        draw_curves(folder.report / "curves.png", folder.history_file, selection.chosen)
    best = next(c for c in selection.candidates if c.epoch == selection.chosen)
    outputs = {
        "model": str(folder.model_file),
        "masks": [str(path) for path in masks],
        "probabilities": [str(folder.path / item.probability) for item in _predicted(folder)],
        "history": str(folder.history_file),
        "report": str(folder.report),
        "epoch": best.epoch,
        "threshold": best.threshold,
        "test": {name: best.test[name] for name in ("iou", "f1", "accuracy")},
    }
    reporter.emit(Finished(outputs, round(time.monotonic() - start, 1)))
    return outputs


def _do(name: str, folder: RunFolder, settings: RunSettings, reporter: Reporter) -> None:
    STEPS[_position(name)].work(folder, settings, reporter)


def _position(name: str) -> int:
    return [step.name for step in STEPS].index(name)


def _predict_raster(
    model: Model, path: str, output: Path, settings: RunSettings, machine: Any, reporter: Reporter
) -> None:
    with Raster(path) as raster:
        require_fitting(model, raster, reporter)
        with ProbabilityWriter(output, raster.grid, model.card.classes) as writer:
            for block in predict_blocks(model, raster, settings.prediction, machine, reporter):
                writer.add(block.probabilities, block.valid)


def _named_rasters(settings: RunSettings) -> list[tuple[str, str]]:
    """The rasters to predict with a distinct name each."""
    paths = settings.prediction.rasters or tuple(dict.fromkeys(s.raster for s in settings.inputs.scenes))
    names: dict[str, str] = {}
    for path in paths:
        name, number = Path(path).stem[:80], 2
        while name.lower() in {n.lower() for n in names}:
            name, number = f"{Path(path).stem[:80]}_{number}", number + 1
        names[name] = path
    return list(names.items())


def _predicted(folder: RunFolder) -> tuple[PredictedRaster, ...]:
    try:
        data = json.loads((folder.prediction / "prediction.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    return from_plain(PredictionRecord, data, "prediction.json").rasters


def _can_draw(reporter: Reporter) -> bool:
    if importlib.util.find_spec("matplotlib") is None:
        reporter.find(
            "info", MASK, "Pictures are left out: matplotlib is missing.", "Install matplotlib for pictures."
        )
        return False
    return True


@contextmanager
def _recorded(folder: RunFolder, reporter: Reporter) -> Iterator[None]:
    """Keep what is said in ``events.jsonl``, and the traceback of a bug in ``engine.log``."""

    def keep(event: Event) -> None:
        with open(folder.events_file, "a", encoding="utf-8") as file:
            file.write(to_line(event) + "\n")

    reporter.sinks.append(keep)
    try:
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
