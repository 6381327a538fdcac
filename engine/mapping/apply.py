"""A model file applied outside any run: to a raster, or to a labelled one to judge it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from ..data.raster import Raster
from ..data.views import through
from ..errors import EngineError
from ..events import Finished, Reporter
from ..network.device import Machine, choose_machine
from ..network.model import Model, ModelCard, load_model, read_card
from ..settings import MaskSettings, PredictionSettings, RunSettings
from .evaluation import STEP as EVALUATE
from .evaluation import evaluate_model
from .mask import STEP as MASK
from .mask import require_own, rule_in_force, write_mask
from .outputs import require_free, require_no_input
from .probabilities import ProbabilityRaster
from .whole_raster import probabilities_written


def predict(
    model_path: str,
    raster_path: str,
    output: Path,
    probability: Path | None,
    settings: RunSettings,
    reporter: Reporter,
) -> dict[str, str]:
    """Steps 8 and 9 with a model file, outside any run; returns the paths written."""
    start = time.monotonic()
    model = load_model(model_path)
    rule = rule_in_force(model.card, settings.mask)
    machine = choose_machine(settings.training.device, settings.training.precision)
    require_free([path for path in (output, probability) if path is not None], [raster_path, model_path])
    require_own(output, rule)
    outputs = predict_one(model, raster_path, output, probability, settings.prediction, rule, machine, reporter)
    reporter.emit(Finished(outputs, round(time.monotonic() - start, 1)))
    return outputs


def predict_one(
    model: Model, raster_path: str, output: Path, probability: Path | None, prediction: PredictionSettings,
    rule: MaskSettings, machine: Machine, reporter: Reporter,
) -> dict[str, str]:  # fmt: skip
    """Both steps for one raster, whose outputs are free; returns the paths written."""
    rows = probability or output.with_name(f"{output.stem}_probability.tif")
    keep, raster = probability is not None, through(Raster(raster_path), model.card.view)
    with probabilities_written(model, raster, rows, prediction, machine, reporter, keep) as writer:
        outputs = _masked(writer.close_rows(), Path(raster_path).name, output, model.card, rule, reporter)
    if keep:
        outputs["probability"] = str(writer.written)
    return outputs


def mask(
    model_path: str, probability: Path, output: Path, asked: MaskSettings, reporter: Reporter
) -> dict[str, str]:
    """Step 9 alone, outside any run: another mask from probabilities that ``predict`` has kept.

    Raises EngineError when they are not this model's.
    """
    start = time.monotonic()
    card = read_card(model_path)
    rule = rule_in_force(card, asked)
    with ProbabilityRaster(probability, card.classes):
        pass
    require_free([output], [str(probability), model_path])
    require_own(output, rule)
    outputs = _masked(probability, probability.name, output, card, rule, reporter)
    outputs["probability"] = str(probability)
    reporter.emit(Finished(outputs, round(time.monotonic() - start, 1)))
    return outputs


def _masked(
    probability: Path, name: str, output: Path, card: ModelCard, rule: MaskSettings, reporter: Reporter
) -> dict[str, str]:
    """Step 9 of one raster: the paths written."""
    with reporter.step(MASK, f"Making the mask of {name}") as summary:
        made = write_mask(probability, output, card, rule, reporter)
        summary.update(areas=made.table)
    return made.outputs()


def evaluate(model_path: str, settings: RunSettings, picture: Path | None, reporter: Reporter) -> dict[str, Any]:
    """Figures of a model file on a labelled scene; with ``picture``, a PNG, also drawn as maps."""
    start = time.monotonic()
    scene = settings.inputs.scenes[0]
    if picture is not None:
        if picture.suffix.lower() != ".png":
            raise EngineError(f"The picture {picture} is no PNG name.", "Choose a name that ends in .png.")
        require_no_input(picture, [path for path in (model_path, *scene.files, scene.rois, scene.area) if path])
    model = load_model(model_path)
    machine = choose_machine(settings.training.device, settings.training.precision)
    with reporter.step(EVALUATE, "Comparing the model's mask with the polygons"):
        figures = evaluate_model(
            model, scene, settings.inputs, settings.prediction, settings.mask.threshold,
            machine, picture, reporter,
        )  # fmt: skip
    figures = {"model": model_path, **figures}
    reporter.emit(Finished(figures, round(time.monotonic() - start, 1)))
    return figures
