"""Step 8: segment rasters of any size by a sliding window.

The raster streams through: one row of windows is read, predicted and blended, and the rows that no later window
can reach are handed on. Memory depends on the raster's width, never on its height.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from osgeo import gdal

from ..data.dataset import Scaling
from ..data.raster import Raster, spatial_reference
from ..data.windows import padded_positions, reflected
from ..errors import EngineError
from ..events import Reporter
from ..network.device import Machine
from ..network.model import Model
from ..settings import PredictionSettings
from .part import Part, whole
from .step_map import profile, step_sums

STEP = "predict"
_UNLIKE_PIXELS = 2.0
_SMALLEST_CACHE, _LARGEST_CACHE = 16 * 2**20, 128 * 2**20


@dataclass(frozen=True)
class Block:
    """Finished rows of a part: ``probabilities`` (1 or K, rows, width) float32, ``valid`` (rows, width) bool.

    With two classes only the probability of the second is there. Where ``valid`` is False they mean nothing: there
    the image is unknown, or a prediction is not wanted.
    """

    row: int
    probabilities: np.ndarray
    valid: np.ndarray


def require_fitting(model: Model, raster: Raster, reporter: Reporter) -> None:
    """Refuse a raster that the model cannot read, and warn of one unlike those it learned from."""
    card, bands = model.card, raster.band_names
    if len(bands) != len(card.bands) or (bands != card.bands and sorted(bands) == sorted(card.bands)):
        raise EngineError(
            f"The model was trained on {len(card.bands)} bands ({', '.join(card.bands)}), but {raster.path} has "
            f"{len(bands)} ({', '.join(bands)}).",
            "Use a raster with the same bands in the same order.",
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
) -> Iterator[Block]:
    """Predict a part of a raster (all of it, unless given) from top to bottom, without a gap between blocks.

    Around a part the network sees what the raster holds there; only beyond the raster's own edges it is mirrored.
    Windows without a pixel that is both known and wanted are passed over. Raises Cancelled between two batches.
    """
    part = part or whole(raster)
    grid = part.grid
    window = settings.window or model.card.window
    stride = settings.stride or max(window // 2, 1)
    if stride > window:
        raise EngineError(
            f"A stride of {stride} leaves gaps between windows of {window} pixels.",
            f"Use a stride of at most {window}.",
        )
    rows = padded_positions(grid.height, window, stride)
    columns = padded_positions(grid.width, window, stride)
    weights = profile(settings.step_map, window)
    row_sums = step_sums(weights, rows, grid.height)
    column_sums = step_sums(weights, columns, grid.width)
    _limit_cache(raster, window)
    network = model.network.to(machine.device, memory_format=torch.channels_last).eval()
    windows = _WindowPredictor(network, model.card.scaling, machine, len(model.card.classes))
    blend = _Blend(windows.channels, window, grid.width, weights)
    meter = reporter.meter(STEP, len(rows) * len(columns), "windows")
    for number, top in enumerate(rows):
        strip = _read_strip(raster, part, top, window, columns)
        blend.begin_row(top, strip.valid, grid.height)
        todo = [left for left in columns if strip.has_valid(left)]
        meter.advance(len(columns) - len(todo))
        for start in range(0, len(todo), settings.batch_size):
            lefts = todo[start : start + settings.batch_size]
            for left, probabilities in zip(lefts, windows.predict([strip.window(x) for x in lefts]), strict=True):
                blend.add(left, probabilities)
            meter.advance(len(lefts))
        end = grid.height if number == len(rows) - 1 else min(max(rows[number + 1], 0), grid.height)
        if end > blend.done:
            yield blend.finish(end, row_sums, column_sums)


def _limit_cache(raster: Raster, window: int) -> None:
    """Let GDAL keep what two neighbouring rows of windows share. It would go on until its cache is full, and so
    memory would grow with the raster's height."""
    block_rows = raster.dataset.GetRasterBand(1).GetBlockSize()[1]
    pixels = (window + 2 * block_rows) * raster.grid.width
    bytes_read = pixels * raster.dataset.RasterCount * raster.dtype.itemsize
    gdal.SetCacheMax(min(max(bytes_read, _SMALLEST_CACHE), _LARGEST_CACHE))


class _WindowPredictor:
    """Probabilities of single windows."""

    def __init__(self, network: torch.nn.Module, scaling: Scaling, machine: Machine, classes: int) -> None:
        self.network, self.scaling, self.machine = network, scaling, machine
        self.channels = 1 if classes == 2 else classes

    def predict(self, windows: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
        """Images (bands, H, W) with what is known of them (H, W) to probabilities (B, channels, H, W) float32."""
        images = torch.from_numpy(np.stack([self.scaling.apply(image, valid) for image, valid in windows]))
        with torch.inference_mode(), self.machine.autocast():
            logits = self.network(self.machine.place(images))
        probabilities = logits.float().softmax(dim=1)
        return probabilities[:, -self.channels :].cpu().numpy()


@dataclass(frozen=True)
class _Strip:
    """One row of windows: the image with its margins, and where it is known.

    ``valid`` is what of ``known`` lies inside the part and is wanted.
    """

    image: np.ndarray
    known: np.ndarray
    valid: np.ndarray
    first_column: int
    size: int

    def window(self, left: int) -> tuple[np.ndarray, np.ndarray]:
        part = slice(left - self.first_column, left - self.first_column + self.size)
        return self.image[:, :, part], self.known[:, part]

    def has_valid(self, left: int) -> bool:
        first, last = max(left, 0), min(left + self.size, self.valid.shape[1])
        return bool(self.valid[:, first:last].any())


def _read_strip(raster: Raster, part: Part, top: int, window: int, columns: list[int]) -> _Strip:
    left, right, up = part.column + columns[0], part.column + columns[-1] + window, part.row + top
    image, known = raster.read_reflected(
        reflected(left, right, raster.grid.width), reflected(up, up + window, raster.grid.height)
    )
    first, last = max(top, 0), min(top + window, part.grid.height)
    valid = known[first - top : last - top, -columns[0] : -columns[0] + part.grid.width]
    if part.wanted is not None:
        valid = valid & part.wanted(first, last - first)
    return _Strip(image, known, valid, columns[0], window)


class _Blend:
    """The weighted sums of the rows still in reach of a window."""

    def __init__(self, channels: int, window: int, width: int, weights: np.ndarray) -> None:
        # float64: a model that gives a constant must give exactly that, after any number of additions.
        self.sums = np.zeros((channels, window, width))
        self.valid = np.zeros((window, width), bool)
        self.window, self.width = window, width
        self.weights = weights[:, None] * weights
        self.done = 0
        """Rows handed on; the first row of ``sums``."""
        self.first = self.last = 0
        self.top = 0

    def begin_row(self, top: int, valid: np.ndarray, height: int) -> None:
        """Windows that start at row ``top`` follow; ``valid`` is that of their rows inside the raster."""
        self.top = top
        self.first, self.last = max(top, 0), min(top + self.window, height)
        self.valid[self.first - self.done : self.last - self.done] = valid

    def add(self, left: int, probabilities: np.ndarray) -> None:
        """Add a window (channels, window, window) that starts at column ``left``."""
        first, last = max(left, 0), min(left + self.window, self.width)
        rows, columns = slice(self.first - self.top, self.last - self.top), slice(first - left, last - left)
        target = self.sums[:, self.first - self.done : self.last - self.done, first:last]
        target += probabilities[:, rows, columns] * self.weights[rows, columns]

    def finish(self, end: int, row_sums: np.ndarray, column_sums: np.ndarray) -> Block:
        """Hand on the rows up to ``end`` and move the others up."""
        count = end - self.done
        step_map = row_sums[self.done : end, None] * column_sums
        block = Block(self.done, (self.sums[:, :count] / step_map).astype(np.float32), self.valid[:count].copy())
        for buffer in (self.sums, self.valid):
            buffer[..., : self.window - count, :] = buffer[..., count:, :].copy()
            buffer[..., self.window - count :, :] = 0
        self.done = end
        return block
