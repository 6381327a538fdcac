"""A model as an ONNX file for Deepness (PUTvision/qgis-plugin-deepness), the plugin that maps with such files.

Deepness cuts square tiles of the size that the input has, resampled to ``resolution``, divides their values by
255, takes off ``standardization_mean`` and divides by ``standardization_std``. Of an output with one channel the
pixels from ``seg_thresh`` on are class 1, of one with more the highest channel counts; the middle of each tile is
kept. The scaling lies in the network itself, because earlier versions of Deepness know of none.
"""

from __future__ import annotations

import json
import math
import os
import time
from pathlib import Path
from typing import Any

from osgeo import osr

from .. import __version__
from ..data.grid import spatial_reference
from ..errors import EngineError
from ..events import Finished, Reporter
from ..files import write_bytes
from ..network.model import ModelCard, load_model
from ..network.onnx_graph import INPUT, LARGEST_INPUT, OUTPUT, graph_of
from ..settings import RunSettings
from .mask import threshold_in_force
from .outputs import require_no_input
from .reading import window_and_stride

STEP = "export"
_SQUARE = 1.01
"""Sides of a pixel that differ by less are taken for equal."""


def export(
    model_path: str, output: Path, settings: RunSettings, reporter: Reporter, overwrite: bool = False
) -> dict[str, Any]:
    """Write the model as an ONNX file; returns its path, and the metadata in it.

    Raises EngineError when the file is there already, unless ``overwrite``.
    """
    start = time.monotonic()
    _require_free(output, model_path, overwrite)
    model = load_model(model_path)
    window, stride = window_and_stride(settings.prediction, model.card.window)
    threshold = threshold_in_force(model.card, settings.mask.threshold)
    metadata = deepness_metadata(model.card, window, stride, threshold)
    _tell(model.card, reporter)
    with reporter.step(STEP, "Writing the model in ONNX") as summary:
        graph = graph_of(model, window)
        reporter.control.raise_if_cancelled()
        producer = ("Deep Segmentation Wizard", __version__)
        data = graph.to_bytes("segmentation", producer, _about(model.card, window), metadata)
        output.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(output, data)
        summary["megabytes"] = round(len(data) / 2**20, 1)
    outputs = {"onnx": str(output), "metadata": metadata}
    reporter.emit(Finished(outputs, round(time.monotonic() - start, 1)))
    return outputs


def deepness_metadata(card: ModelCard, window: int, stride: int, threshold: float | None) -> dict[str, str]:
    """What Deepness reads in the file, each value as JSON.

    Its documentation says ``tiles_size`` and its code ``tile_size``, so both are there.
    """
    bands = len(card.bands)
    values: dict[str, Any] = {
        "model_type": "Segmentor",
        "class_names": {place: item.name for place, item in enumerate(card.classes)},
        "tiles_size": window,
        "tile_size": window,
        "tiles_overlap": 100 * (window - stride) // window,
        "standardization_mean": [0.0] * bands,
        "standardization_std": [1.0] * bands,
        "seg_thresh": 0.0 if len(card.classes) > 2 else 0.5 if threshold is None else threshold,
        "seg_small_segment": 0,
    }
    sides = pixel_sides(card)
    if sides is not None:
        values["resolution"] = float(f"{100 * math.sqrt(sides[0] * sides[1]):.6g}")
    return {name: json.dumps(value, ensure_ascii=False) for name, value in values.items()}


def pixel_sides(card: ModelCard) -> tuple[float, float] | None:
    """Sides of the training raster's pixels in metres of its CRS; in degrees the northern one, twice.

    None without a CRS.
    """
    crs = _crs_of(card)
    if crs is None:
        return None
    x, y = card.pixel_size
    if crs.IsGeographic():
        y *= crs.GetSemiMajor() * crs.GetAngularUnits()
        return y, y
    return x * crs.GetLinearUnits(), y * crs.GetLinearUnits()


def _crs_of(card: ModelCard) -> osr.SpatialReference | None:
    """The training raster's CRS; None where there is none, or none that can be read in a stranger's file."""
    try:
        return spatial_reference(card.crs)
    except RuntimeError:
        return None


def _about(card: ModelCard, window: int) -> str:
    """For people who open the file in something else."""
    bands, classes = ", ".join(card.bands), ", ".join(item.name for item in card.classes)
    answer = f"the probability of {card.classes[1].name}" if len(card.classes) == 2 else "that of each class"
    return (
        f"{INPUT}: float32 (batch, {len(card.bands)}, {window}, {window}), the bands {bands} of a raster like "
        f"those it learned from ({card.dtype}), divided by {LARGEST_INPUT:g}. "
        f"{OUTPUT}: float32 (batch, channels, {window}, {window}), {answer} ({classes})."
    )


def _require_free(output: Path, model_path: str, overwrite: bool) -> None:
    if output.suffix.lower() != ".onnx":
        raise EngineError(f"The output {output} is no ONNX name.", "Choose a name that ends in .onnx.")
    require_no_input(output, [model_path])
    if os.path.isdir(output):
        raise EngineError(f"{output} is a folder.", "Choose another name for the output.")
    if os.path.lexists(output) and not overwrite:
        raise EngineError(
            f"{output} is there already.", "Choose another name, or let it be replaced (--overwrite)."
        )


def _tell(card: ModelCard, reporter: Reporter) -> None:
    """Say what Deepness cannot do that this program does."""
    if card.dtype != "uint8":
        reporter.find(
            "warning", STEP,
            f"Deepness takes rasters of 8 bits only, and this model learned from {card.dtype}. The file is for "
            "other programs that run ONNX: they have to divide values by 255 first.",
            "For Deepness, train with a copy of the raster in 8 bits (Raster > Conversion > Translate).",
        )  # fmt: skip
    _tell_of_pixels(card, reporter)
    if card.view.bands not in ((), tuple(range(1, len(card.bands) + 1))):
        numbers = ", ".join(map(str, card.view.bands))
        reporter.find(
            "warning", STEP,
            f"The model sees the bands {numbers} of its rasters, in this order; Deepness takes the first ones.",
            f"In Deepness, choose {numbers} under 'Input channels mapping'.",
        )  # fmt: skip
    reporter.find(
        "info", STEP,
        "Deepness takes NoData for image and what lies beyond the raster's edge for black, and it does not blend "
        "its tiles: there its maps differ from those made here.",
        "Where that matters, let it map inside a polygon only.",
    )  # fmt: skip


def _tell_of_pixels(card: ModelCard, reporter: Reporter) -> None:
    crs = _crs_of(card)
    if crs is None:
        reporter.find(
            "warning", STEP, "How large a pixel is on the ground is not known: the training raster had no CRS.",
            "Set the resolution in Deepness yourself.",
        )  # fmt: skip
        return
    if crs.IsGeographic() or crs.GetLinearUnits() != 1:
        reporter.find(
            "warning", STEP,
            f"The training raster was in {_units(crs)}, and Deepness maps only rasters whose CRS is in metres.",
            "Reproject the raster that you want to map there (Raster > Projections > Warp).",
        )  # fmt: skip
    x, y = card.pixel_size
    if max(x / y, y / x) > _SQUARE:
        reporter.find(
            "warning", STEP,
            f"The model learned from pixels of {x:g} × {y:g}, and Deepness makes square ones of any raster.",
            "Train with square pixels (--pixel-size), or expect a map that is a little worse.",
        )  # fmt: skip


def _units(crs: osr.SpatialReference) -> str:
    return "degrees" if crs.IsGeographic() else crs.GetLinearUnitsName()
