"""Steps 8 and 9 of a run: a probability raster and a mask for each raster that is to be mapped."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from pathlib import Path

from ..data.labels import STEP as LABELS
from ..data.labels import LabelsRecord
from ..data.raster import Raster, full_path
from ..data.views import through
from ..events import Reporter, StepFinished
from ..files import write_json
from ..network.device import choose_machine
from ..network.model import ModelCard, load_model, read_card
from ..network.selection import STEP as SELECT
from ..plain import from_plain, to_plain
from ..run_folder import RunFolder, distinct_names, make_key
from ..settings import RunSettings
from .mask import STEP as MASK
from .mask import rule_in_force, write_mask
from .prediction import STEP as PREDICT
from .report import draw_maps
from .whole_raster import file_states, probabilities_written


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


def predict_rasters(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> list[PredictedRaster]:
    """Step 8: a probability raster for each raster that is to be predicted."""
    model = load_model(folder.model_file)
    labels = folder.read_record(LABELS, LabelsRecord)
    machine = choose_machine(settings.training.device, settings.training.precision)
    prediction = settings.prediction
    record_file = folder.prediction / "prediction.json"
    earlier = {item.name: item for item in predicted(folder)}
    done: list[PredictedRaster] = []
    for name, path in _named_rasters(settings):
        item = PredictedRaster(
            name, path, f"prediction/{name}_probability.tif",
            make_key(prediction, folder.key(SELECT), *file_states(path, prediction)),
        )  # fmt: skip
        if earlier.get(name) == item and (folder.path / item.probability).is_file():
            reporter.emit(StepFinished(PREDICT, 0.0, {"raster": path}, reused=True))
        else:
            output = folder.path / item.probability
            with probabilities_written(
                model, _open(path, labels, model.card), output, prediction, machine, reporter
            ):
                pass
        done.append(item)
        write_json(record_file, to_plain(PredictionRecord(tuple(done))))
    return done


def make_masks(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> list[Path]:
    """Step 9: a mask, and a picture beside it in ``report``, for each probability raster."""
    card = read_card(folder.model_file)
    rule = rule_in_force(card, settings.mask)
    labels = folder.read_record(LABELS, LabelsRecord)
    truths = {scene.named: folder.path / scene.label for scene in labels.scenes}
    masks: list[Path] = []
    for item in predicted(folder):
        with reporter.step(MASK, f"Making the mask of {item.name}") as summary:
            probability = folder.path / item.probability
            output = folder.prediction / f"{item.name}_mask.tif"
            made = write_mask(probability, output, card, rule, reporter)
            masks.append(made.mask)
            if can_draw(reporter):
                picture = folder.report / f"{item.name}.png"
                with _open(item.raster, labels, card) as raster:
                    truth = truths.get(full_path(item.raster))
                    draw_maps(picture, raster, truth, probability, masks[-1], card.classes)
            summary.update(mask=str(made.mask), threshold=rule.threshold, areas=made.table)
    return masks


def _open(path: str, labels: LabelsRecord, card: ModelCard) -> Raster:
    """A raster as the network sees it: one of the run's own as it was learnt from, any other in the same way."""
    own = next((scene for scene in labels.scenes if full_path(path) == scene.named), None)
    return through(Raster(path), card.view) if own is None else Raster(path, Raster(own.raster).dataset)


def _named_rasters(settings: RunSettings) -> list[tuple[str, str]]:
    """The rasters to predict with a distinct name each."""
    paths = settings.prediction.rasters or tuple(dict.fromkeys(s.raster for s in settings.inputs.scenes))
    return list(zip(distinct_names(paths), paths, strict=True))


def predicted(folder: RunFolder) -> tuple[PredictedRaster, ...]:
    """The rasters whose probabilities are in the folder."""
    try:
        data = json.loads((folder.prediction / "prediction.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    return from_plain(PredictionRecord, data, "prediction.json").rasters


def can_draw(reporter: Reporter) -> bool:
    """Whether pictures can be drawn; says so when they cannot."""
    if importlib.util.find_spec("matplotlib") is None:
        reporter.find(
            "info", MASK, "Pictures are left out: matplotlib is missing.", "Install matplotlib for pictures."
        )
        return False
    return True
