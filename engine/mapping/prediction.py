"""Step 8: segment rasters of any size by a sliding window.

The raster streams through: one row of windows is read, predicted and blended, and the rows that no later window
can reach are handed on. Memory depends on the raster's width, never on its height. Three stages work at the same
time: a thread reads ahead, one or several run the network, and whoever takes the blocks blends and writes.
"""

from __future__ import annotations

from collections.abc import Generator

import numpy as np

from ..data.grid import spatial_reference
from ..data.raster import Raster
from ..errors import EngineError
from ..events import Reporter
from ..network.device import Machine, threads_divided
from ..network.model import Model
from ..settings import PredictionSettings
from .ahead import ahead, in_turn
from .blending import Blend
from .blending import Block as Block
from .inference import WindowPredictor
from .part import Part, whole
from .reading import plan_windows, read_batches

STEP = "predict"
_UNLIKE_PIXELS = 2.0
_AHEAD = 1
"""Batches that have been read and wait for the network."""


def require_fitting(model: Model, raster: Raster, reporter: Reporter) -> None:
    """Refuse a raster that the model cannot read, and warn of one unlike those it learned from."""
    card, bands = model.card, raster.band_names
    if len(bands) != len(card.bands) or (bands != card.bands and sorted(bands) == sorted(card.bands)):
        raise EngineError(
            f"The model was trained on {len(card.bands)} bands ({', '.join(card.bands)}), but {raster.path} has "
            f"{len(bands)} ({', '.join(bands)}).",
            "Use a raster with the same bands in the same order. Bands in separate files are stacked by Raster > "
            "Miscellaneous > Build Virtual Raster, each file into a separate band.",
        )
    if raster.dtype.name != card.dtype:
        reporter.find(
            "warning", STEP,
            f"{raster.path} holds {raster.dtype.name} values, the model learned from {card.dtype}.",
            "Make sure that the values have the same meaning.",
        )  # fmt: skip
    if raster.grid.has_position and _like_units(raster.grid.crs, card.crs):
        ratio = max(np.divide(raster.grid.pixel_size, card.pixel_size), key=lambda r: abs(np.log(r)))
        if abs(np.log(ratio)) > np.log(_UNLIKE_PIXELS):
            reporter.find(
                "warning", STEP,
                f"A pixel of {raster.path} is {ratio:.2g} times as large as those the model learned from.",
                "Resample the raster to a similar pixel size for a better result.",
            )  # fmt: skip


def _like_units(crs: str, other: str) -> bool:
    """Whether lengths in two CRS can be compared: the same one, or two in metres."""
    first, second = spatial_reference(crs), spatial_reference(other)
    if crs == other or first is None or second is None:
        return crs == other
    return all(one.IsProjected() and one.GetLinearUnits() == 1 for one in (first, second))


def predict_blocks(
    model: Model,
    raster: Raster,
    settings: PredictionSettings,
    machine: Machine,
    reporter: Reporter,
    part: Part | None = None,
    first_row: int = 0,
) -> Generator[Block, None, None]:
    """Predict a part of a raster (all of it, unless given) from top to bottom, without a gap between blocks.

    Around a part the network sees what the raster holds there; only beyond the raster's own edges it is padded.
    Windows without a pixel that is both known and wanted are passed over. With ``first_row`` it begins there, and
    gives exactly what a prediction from the top would. Raises Cancelled between two batches.
    """
    part = part or whole(raster)
    plan = plan_windows(part, settings, model.card.window, machine)
    predictor = WindowPredictor(model, machine, settings.flips)
    blend = Blend(plan, part.grid.width, predictor.channels, settings.step_map, first_row)
    first = plan.first_reaching(first_row)
    meter = reporter.meter(STEP, (len(plan.rows) - first) * len(plan.columns), "windows")
    batches = read_batches(raster, part, plan, model.card.scaling, first, machine.precision)
    with (
        ahead(batches, _AHEAD) as read,
        threads_divided(plan.workers) as begin,
        in_turn(read, predictor.of_batch, plan.workers, begin) as predicted,
    ):
        for batch, probabilities in predicted:
            for left, window in zip(batch.lefts, probabilities, strict=True):
                blend.add(batch.row, left, window)
            meter.advance(len(batch.lefts))
            if batch.last:
                meter.advance(len(plan.columns) - len(batch.row.todo))
                yield from blend.finish(batch.row)
