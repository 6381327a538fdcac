"""One model over several rasters: a mask for each in one folder, and a mosaic of them all."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..data.raster import Raster
from ..data.views import through
from ..errors import EngineError
from ..events import Finished, Reporter, StepFinished
from ..files import read_json, write_json
from ..network.device import choose_machine
from ..network.model import Model, load_model
from ..run_folder import distinct_names, make_key
from ..settings import MaskSettings, PredictionSettings, RunSettings
from .apply import predict_one
from .mask import beside, require_own, rule_in_force
from .mosaic import write_mosaics
from .outputs import require_free
from .part import part_of
from .prediction import STEP, require_fitting
from .probabilities import form_for
from .room import bytes_on_disk, require_disk
from .whole_raster import digest_of, file_states

RECORD = "predictions.json"
"""In the folder of the maps: which of them are finished, so that a command that was interrupted goes on."""


@dataclass(frozen=True)
class _Job:
    """One raster, and where its results go."""

    raster: str
    mask: Path
    probability: Path | None

    def outputs(self, rule: MaskSettings) -> dict[str, str]:
        """What there is once it is finished."""
        files = {"mask": self.mask, "areas": beside(self.mask, "areas.csv")}
        if rule.polygons:
            files["polygons"] = beside(self.mask, "polygons.gpkg")
        if self.probability is not None:
            files["probability"] = self.probability
        return {name: str(path) for name, path in files.items()}


def predict_several(
    model_path: str, rasters: Sequence[str], folder: Path, probabilities: Path | None, settings: RunSettings,
    reporter: Reporter,
) -> dict[str, Any]:  # fmt: skip
    """Steps 8 and 9 for each raster; returns the paths written. Nothing is begun unless all of them can work."""
    start = time.monotonic()
    model, prediction = load_model(model_path), settings.prediction
    rule = rule_in_force(model.card, settings.mask)
    machine = choose_machine(settings.training.device, settings.training.precision)
    jobs = [
        _Job(
            path, folder / f"{name}_mask.tif",
            None if probabilities is None else probabilities / f"{name}_probability.tif",
        )
        for name, path in zip(distinct_names(rasters), rasters, strict=True)
    ]  # fmt: skip
    _require_all(jobs, model, model_path, folder, prediction, rule, reporter)
    common = (prediction, rule, digest_of(model), str(machine.precision))
    done, made = _finished(folder), []
    for job in jobs:
        key = make_key(*common, file_states(job.raster, prediction), str(job.probability or ""))
        outputs = job.outputs(rule)
        if done.get(job.mask.name) == key and all(Path(path).is_file() for path in outputs.values()):
            reporter.emit(StepFinished(STEP, 0.0, {"raster": job.raster}, reused=True))
        else:
            outputs = predict_one(
                model, job.raster, job.mask, job.probability, prediction, rule, machine, reporter
            )
            done[job.mask.name] = key
            write_json(folder / RECORD, {"maps": done})
        made.append(outputs)
    masks = [Path(outputs["mask"]) for outputs in made]
    kept = [Path(outputs["probability"]) for outputs in made if "probability" in outputs]
    found: dict[str, Any] = {"masks": [str(path) for path in masks], "probabilities": [str(path) for path in kept]}
    found |= write_mosaics(masks, kept, reporter)
    reporter.emit(Finished(found, round(time.monotonic() - start, 1)))
    return found


def _require_all(
    jobs: Sequence[_Job], model: Model, model_path: str, folder: Path, prediction: PredictionSettings,
    rule: MaskSettings, reporter: Reporter,
) -> None:  # fmt: skip
    """Raises EngineError unless every raster suits the model, every name is free and the disk has room for all."""
    inputs, needed = [*(job.raster for job in jobs), model_path], 0
    form = form_for(model.card.classes, prediction)
    for job in jobs:
        require_free([path for path in (job.mask, job.probability) if path is not None], inputs)
        require_own(job.mask, rule)
        with through(Raster(job.raster), model.card.view) as raster:
            require_fitting(model, raster, Reporter())  # what it finds is said when its turn comes
            needed += bytes_on_disk(part_of(raster, prediction).grid, form)
    require_disk(folder, needed, reporter, STEP)


def _finished(folder: Path) -> dict[str, str]:
    """The keys of the maps that are finished, by the names of the masks; what cannot be read is made again."""
    try:
        maps = (read_json(folder / RECORD) or {}).get("maps")
    except EngineError:
        return {}
    return maps if isinstance(maps, dict) else {}
