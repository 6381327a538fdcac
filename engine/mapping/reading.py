"""The windows of a raster in the order in which they are predicted, read row of windows by row of windows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import torch
from osgeo import gdal

from ..data.raster import Raster
from ..data.scaling import Scaling
from ..data.windows import padded_positions, reflected
from ..errors import EngineError
from ..network.device import Machine
from ..settings import Padding, PredictionSettings
from .part import Part

_ROWS_AT_ONCE = 64
"""Of the raster, that are read and interleaved at a time."""
_SMALLEST_CACHE, LARGEST_CACHE = 16 * 2**20, 128 * 2**20


@dataclass(frozen=True)
class WindowPlan:
    """Where windows start in a part: at all pairs of ``rows`` and ``columns``, which may be negative."""

    window: int
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    height: int
    """Of the part."""
    padding: Padding
    batch: int
    workers: int
    """Batches that are predicted at the same time."""

    def end(self, number: int) -> int:
        """The first row of the part that later rows of windows than this one still reach."""
        if number == len(self.rows) - 1:
            return self.height
        return min(max(self.rows[number + 1], 0), self.height)

    def first_reaching(self, row: int) -> int:
        """The first row of windows that reaches the part's row ``row``."""
        return next(number for number, top in enumerate(self.rows) if top + self.window > row)


@dataclass(frozen=True)
class WindowRow:
    """One row of windows; ``valid`` (rows, width) bool is that of its rows inside the part."""

    number: int
    top: int
    valid: np.ndarray
    todo: tuple[int, ...]
    """Starts of the windows in which there is anything to predict."""


@dataclass(frozen=True)
class Batch:
    """Windows of one row, ``lefts`` their starts. A row without any has one empty batch; ``last`` ends a row."""

    row: WindowRow
    lefts: tuple[int, ...]
    images: torch.Tensor
    """Scaled, (B, window, window, bands) in the network's precision: channels last, which convolutions like."""
    last: bool


def plan_windows(part: Part, settings: PredictionSettings, trained: int, machine: Machine) -> WindowPlan:
    """The windows over a part; ``trained`` is the model's window. Raises EngineError when they leave gaps."""
    window, stride = window_and_stride(settings, trained)
    rows, columns = (tuple(padded_positions(n, window, stride)) for n in (part.grid.height, part.grid.width))
    batch, workers = machine.division(window, settings.batch_size)
    return WindowPlan(window, rows, columns, part.grid.height, settings.padding, batch, workers)


def window_and_stride(settings: PredictionSettings, trained: int) -> tuple[int, int]:
    """Those in force; ``trained`` is the model's window. Raises EngineError when they leave gaps."""
    window = settings.window or trained
    stride = settings.stride or max(window // 2, 1)
    if stride > window:
        raise EngineError(
            f"A stride of {stride} leaves gaps between windows of {window} pixels.",
            f"Use a stride of at most {window}.",
        )
    return window, stride


def read_batches(
    raster: Raster, part: Part, plan: WindowPlan, scaling: Scaling, first: int, precision: torch.dtype
) -> Iterator[Batch]:
    """All windows in which anything is wanted and known, from the row of windows ``first`` on."""
    block_rows = raster.dataset.GetRasterBand(1).GetBlockSize()[1]
    shared = (plan.window + 2 * block_rows) * raster.grid.width  # by two neighbouring rows of windows
    limit_cache(shared * raster.dataset.RasterCount * raster.dtype.itemsize)
    scaler = _Scaler(scaling, raster.dtype, precision)
    for number in range(first, len(plan.rows)):
        yield from _batches_of(_read_strip(raster, part, plan.rows[number], plan), number, plan, scaler)


def _batches_of(strip: _Strip, number: int, plan: WindowPlan, scaler: _Scaler) -> Iterator[Batch]:
    """The batches of the row of windows ``number``."""
    todo = tuple(left for left in plan.columns if strip.has_valid(left))
    row = WindowRow(number, plan.rows[number], strip.valid, todo)
    batches = [todo[start : start + plan.batch] for start in range(0, len(todo), plan.batch)] or [()]
    for place, lefts in enumerate(batches):
        shape = (len(lefts), plan.window, plan.window, strip.image.shape[2])
        images = torch.empty(shape, dtype=scaler.precision)
        for image, left in zip(images, lefts, strict=True):
            scaler.scale(image, *strip.window(left))
        yield Batch(row, lefts, images, place == len(batches) - 1)


def padded_indices(start: int, stop: int, length: int, padding: Padding) -> tuple[np.ndarray, np.ndarray]:
    """Which pixel of 0…length stands at each of start…stop, and where it is the pixel itself: int64 and bool."""
    places = np.arange(start, stop)
    inside = (places >= 0) & (places < length)
    if padding == "reflect":
        return reflected(start, stop, length), inside
    return places.clip(0, length - 1), inside


class _Scaler:
    """``Scaling.apply``, channels last, in the precision of the network. Bytes, which are 256, are looked up in
    a table."""

    def __init__(self, scaling: Scaling, dtype: np.dtype, precision: torch.dtype) -> None:
        self._scaling, self._table, self.precision = scaling, None, precision
        if dtype == np.uint8:
            every = np.arange(256, dtype=np.uint8)[None, None].repeat(len(scaling.mean), axis=0)
            scaled = torch.from_numpy(np.ascontiguousarray(scaling.apply(every).transpose(1, 2, 0)))
            self._table = _bits(scaled.to(precision))

    def scale(self, into: torch.Tensor, image: np.ndarray, known: np.ndarray) -> None:
        """Image (H, W, bands) to what the network sees; what is not known becomes 0, as in training."""
        if self._table is None:
            into[:] = torch.from_numpy(self._scaling.apply(image.transpose(2, 0, 1), known)).permute(1, 2, 0)
            return
        bits = _bits(into)
        target = bits if bits.shape[2] > 1 else bits[..., 0]  # to OpenCV one band is no axis
        looked_up = cv2.LUT(image, self._table, dst=target)
        if not np.may_share_memory(looked_up, bits):
            target[...] = looked_up.reshape(target.shape)
        if not known.all():
            bits[~known] = 0  # which is 0.0, too


def _bits(values: torch.Tensor) -> np.ndarray:
    """The memory of float32, or of 16-bit floats as whole numbers: neither numpy nor OpenCV knows them all."""
    return values.numpy() if values.dtype == torch.float32 else values.view(torch.int16).numpy().view(np.uint16)


def limit_cache(needed: int) -> None:
    """Let GDAL keep so many bytes of what it has read and is to write. It would go on until its cache is full, and
    so memory would grow with the raster's height."""
    gdal.SetCacheMax(min(max(needed, _SMALLEST_CACHE), LARGEST_CACHE))


@dataclass(frozen=True)
class _Strip:
    """One row of windows: the image with its margins (rows, columns, bands), and where it is known.

    ``valid`` is what of ``known`` lies inside the part and is wanted.
    """

    image: np.ndarray
    known: np.ndarray
    valid: np.ndarray
    first_column: int
    size: int

    def window(self, left: int) -> tuple[np.ndarray, np.ndarray]:
        part = slice(left - self.first_column, left - self.first_column + self.size)
        return self.image[:, part], self.known[:, part]

    def has_valid(self, left: int) -> bool:
        first, last = max(left, 0), min(left + self.size, self.valid.shape[1])
        return bool(self.valid[:, first:last].any())


def _read_strip(raster: Raster, part: Part, top: int, plan: WindowPlan) -> _Strip:
    window, columns = plan.window, plan.columns
    left, right, up = part.column + columns[0], part.column + columns[-1] + window, part.row + top
    across, inside_across = padded_indices(left, right, raster.grid.width, plan.padding)
    down, inside_down = padded_indices(up, up + window, raster.grid.height, plan.padding)
    image = np.empty((window, len(across), len(raster.band_numbers)), raster.dtype)
    known = np.empty(image.shape[:2], bool)
    for start in range(0, window, _ROWS_AT_ONCE):
        rows = slice(start, start + _ROWS_AT_ONCE)
        bands, known[rows] = raster.read_reflected(across, down[rows])
        if bands.dtype == np.uint8 and len(bands) > 1:
            cv2.merge(list(bands), dst=image[rows])  # many times as fast as numpy, with bytes
        else:
            image[rows] = bands.transpose(1, 2, 0)
    if plan.padding == "constant":  # what is not known is the training set's mean to the network
        known &= inside_down[:, None] & inside_across
    first, last = max(top, 0), min(top + window, part.grid.height)
    valid = known[first - top : last - top, -columns[0] : -columns[0] + part.grid.width]
    if part.wanted is not None:
        valid = valid & part.wanted(first, last - first)
    return _Strip(image, known, np.ascontiguousarray(valid), columns[0], window)
