"""How good a model is on a labelled raster: predict it, and compare pixel by pixel."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal

from ..data.class_values import class_codes
from ..data.classes import IGNORED, LandClass, index_of_codes, roi_indices
from ..data.labels import burn
from ..data.scenes import prepare_scene
from ..data.vector import Polygons
from ..errors import EngineError
from ..events import Reporter
from ..network.device import Machine
from ..network.metrics import classify, confusion_matrix, measures
from ..network.model import Model
from ..settings import InputSettings, PredictionSettings, Scene
from .mask import threshold_in_force
from .outputs import MaskWriter
from .part import whole
from .prediction import predict_blocks, require_fitting
from .probabilities import ProbabilityWriter, form_for
from .report import draw_maps

STEP = "evaluate"


def evaluate_model(
    model: Model,
    scene: Scene,
    inputs: InputSettings,
    prediction: PredictionSettings,
    threshold: float | None,
    machine: Machine,
    picture: Path | None,
    reporter: Reporter,
) -> dict[str, Any]:
    """Figures over every labelled pixel of the scene, as plain values; with ``picture`` also drawn as maps."""
    card = model.card
    threshold = threshold_in_force(card, threshold)
    to_index = index_of_codes(card.classes)
    matrix = np.zeros((len(card.classes),) * 2, np.int64)
    with tempfile.TemporaryDirectory(prefix="dsw_") as temporary, contextlib.ExitStack() as stack:
        rasters, polygons = prepare_scene(scene, inputs, card.view, Path(temporary), reporter)
        raster = rasters.seen
        require_fitting(model, raster, reporter)
        codes = _codes_of_model(inputs, polygons, card.classes, reporter)
        truth_path = Path(temporary) / "truth.tif"
        burn(truth_path, rasters, polygons, codes, scene, inputs, reporter)
        # Twice: what is labelled is read by another thread, and one dataset serves one thread at a time.
        truth, known = gdal.Open(str(truth_path)), gdal.Open(str(truth_path))
        maps: dict[str, Path] = {}
        if picture is not None:
            maps = {name: Path(temporary) / f"{name}.tif" for name in ("probability", "mask")}
            form = form_for(card.classes, prediction)
            probability = stack.enter_context(ProbabilityWriter(maps["probability"], raster.grid, form))
            mask = stack.enter_context(MaskWriter(maps["mask"], raster.grid, card.classes, reporter))

        def labelled(row: int, rows: int) -> np.ndarray:
            return known.ReadAsArray(0, row, raster.grid.width, rows) != IGNORED

        blocks = predict_blocks(model, raster, prediction, machine, reporter, whole(raster, labelled))
        for block in stack.enter_context(contextlib.closing(blocks)):
            predicted = classify(block.probabilities, threshold)
            codes_here = truth.ReadAsArray(0, block.row, raster.grid.width, len(block.valid))
            matrix += confusion_matrix(to_index[codes_here], predicted, len(card.classes))
            if picture is not None:
                seen = block.valid & (codes_here != IGNORED)
                probability.add(block.probabilities, seen)
                mask.add(np.where(seen, predicted, np.uint8(IGNORED)))
        stack.close()
        figures = measures(matrix, roi_indices(card.classes))
        if picture is not None:
            draw_maps(picture, raster, truth_path, maps["probability"], maps["mask"], card.classes, figures.iou)
        truth = known = None
    return {
        "raster": scene.raster,
        "rois": scene.rois,
        "area": scene.area,
        "threshold": threshold,
        "pixels": int(matrix.sum()),
        "accuracy": figures.accuracy,
        "iou": figures.iou,
        "f1": figures.f1,
        "classes": {
            str(item.code): {"name": item.name, **asdict(figure)}
            for item, figure in zip(card.classes, figures.classes, strict=True)
        },
        "confusion_matrix": matrix.tolist(),
    }


def _codes_of_model(
    inputs: InputSettings, polygons: Polygons, classes: tuple[LandClass, ...], reporter: Reporter
) -> list[int | None]:
    """The model's code for each polygon: by the class's name, else by its number; ignored where it has neither."""
    drawn = [item for item in classes if item.code != 0]
    if inputs.class_field is None:
        if len(drawn) != 1:
            raise EngineError(
                f"The model knows {len(drawn)} classes, so the polygons must say which is which.",
                "Name the class field with --class-field.",
            )
        return [drawn[0].code] * len(polygons.geometries)
    code_of, names = class_codes(inputs, [polygons], reporter)
    known = {str(item.code): item.code for item in classes} | {item.name: item.code for item in classes}
    table = {code: known.get(name, IGNORED) for code, name in names.items()}
    unknown = sorted(names[code] for code, target in table.items() if target == IGNORED and code != 0)
    knows = f"It knows: {', '.join(item.name for item in classes)}."
    if unknown and len(unknown) == len(table.keys() - {0}):
        raise EngineError(f"The model knows none of these classes: {', '.join(unknown)}.", knows)
    if unknown:
        reporter.find(
            "warning", STEP,
            f"The model does not know these classes, they are left out: {', '.join(unknown)}.", knows,
        )  # fmt: skip
    codes = [code_of(value) for value in polygons.values]
    return [None if code is None else table[code] for code in codes]
