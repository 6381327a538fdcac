"""A model file applied outside any run: to a raster, or to a labelled one to judge it."""

from __future__ import annotations

import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from ..data.raster import Raster
from ..errors import EngineError
from ..events import Finished, Reporter
from ..network.device import choose_machine
from ..network.metrics import classify
from ..network.model import load_model, read_card
from ..settings import RunSettings
from .evaluation import STEP as EVALUATE
from .evaluation import evaluate_model
from .mask import STEP as MASK
from .mask import threshold_in_force, write_mask
from .outputs import MaskWriter, ProbabilityWriter, RasterWriter, require_free, require_no_input
from .part import part_of
from .prediction import STEP as PREDICT
from .prediction import predict_blocks, require_fitting


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
    threshold = threshold_in_force(model.card, settings.mask.threshold)
    machine = choose_machine(settings.training.device, settings.training.precision)
    with Raster(raster_path) as raster, ExitStack() as writers:
        require_fitting(model, raster, reporter)
        part = part_of(raster, settings.prediction)
        require_free([path for path in (output, probability) if path is not None], [raster_path, model_path])
        with reporter.step(PREDICT, f"Predicting {Path(raster_path).name}"):
            written: dict[str, RasterWriter] = {}
            if probability is not None:
                writer = ProbabilityWriter(probability, part.grid, model.card.classes)
                written["probability"] = writers.enter_context(writer)
            # Entered last, finished first: making it a COG takes a while, and may fail or be cancelled.
            mask = writers.enter_context(MaskWriter(output, part.grid, model.card.classes, reporter))
            written["mask"] = mask
            blocks = predict_blocks(model, raster, settings.prediction, machine, reporter, part)
            for block in writers.enter_context(closing(blocks)):
                mask.add(classify(block.probabilities, threshold), block.valid)
                if probability is not None:
                    writer.add(block.probabilities, block.valid)
            writers.close()
    outputs = {name: str(writer.written) for name, writer in written.items()}
    reporter.emit(Finished(outputs, round(time.monotonic() - start, 1)))
    return outputs


def mask(
    model_path: str, probability: Path, output: Path, threshold: float | None, reporter: Reporter
) -> dict[str, str]:
    """Step 9 alone, outside any run: another mask from probabilities that ``predict`` has kept.

    Raises EngineError when they are not this model's.
    """
    start = time.monotonic()
    card = read_card(model_path)
    threshold = threshold_in_force(card, threshold)
    shown = card.classes[1:] if len(card.classes) == 2 else card.classes
    with Raster(str(probability)) as raster:
        if raster.band_names != tuple(item.name for item in shown):
            raise EngineError(
                f"{probability} holds {', '.join(raster.band_names)}, but the model tells apart "
                f"{', '.join(item.name for item in card.classes)}.",
                "Choose the probabilities that this model has made.",
            )
    require_free([output], [str(probability), model_path])
    with reporter.step(MASK, f"Making the mask of {probability.name}"):
        outputs = {"mask": str(write_mask(probability, output, card, threshold, reporter))}
    outputs["probability"] = str(probability)
    reporter.emit(Finished(outputs, round(time.monotonic() - start, 1)))
    return outputs


def evaluate(model_path: str, settings: RunSettings, picture: Path | None, reporter: Reporter) -> dict[str, Any]:
    """Figures of a model file on a labelled scene; with ``picture``, a PNG, also drawn as maps."""
    start = time.monotonic()
    scene = settings.inputs.scenes[0]
    if picture is not None:
        if picture.suffix.lower() != ".png":
            raise EngineError(f"The picture {picture} is no PNG name.", "Choose a name that ends in .png.")
        require_no_input(picture, [path for path in (model_path, scene.raster, scene.rois, scene.area) if path])
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
