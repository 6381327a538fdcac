"""Pixels in units of the training set: mean 0 and deviation 1 in each band, there and back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

_SMALLEST_DEVIATION = 1e-10  # of the mean: less is rounding
_ROUNDING = 1e-6  # deviations by which a mean may be off


@dataclass(frozen=True)
class Scaling:
    """Mean and standard deviation of each band over the known pixels of the training set, in raster units."""

    mean: tuple[float, ...]
    deviation: tuple[float, ...]

    def apply(
        self, image: np.ndarray, valid: np.ndarray | None = None, out: np.ndarray | None = None
    ) -> np.ndarray:
        """(bands, height, width) of any dtype to float32 with mean 0 and deviation 1; unknown pixels become 0.

        The result has the image's order in memory, and goes to ``out`` if that is given.
        """
        scaled = np.empty_like(image, np.float32) if out is None else out
        pixels, target = planes(image, scaled)
        with np.errstate(over="ignore", invalid="ignore"):  # NoData may be any number
            np.subtract(pixels, per_value(self._subtracted, pixels), out=target, casting="same_kind")
            target *= per_value(self._factors, pixels)
        if valid is not None and not valid.all():
            scaled[:, ~valid] = 0
        return scaled

    @cached_property
    def _subtracted(self) -> np.ndarray:
        """The means, in float64 where float32 would lose small differences of large values, such as heights in
        millimetres. An image in a dtype that float32 does not hold is brought to float64 in any case."""
        exact = np.array(self.mean)
        rounded = exact.astype(np.float32)
        return rounded if (np.abs(rounded - exact) <= _ROUNDING * np.array(self.deviation)).all() else exact

    @cached_property
    def _factors(self) -> np.ndarray:
        return (1 / np.array(self.deviation)).astype(np.float32)

    def restore(self, scaled: np.ndarray, dtype: np.dtype) -> np.ndarray:
        """The way back: (bands, height, width) float32 to ``dtype``, rounded, within that type's range."""
        values = scaled * np.array(self.deviation)[:, None, None] + np.array(self.mean)[:, None, None]
        low, high = value_range(dtype)
        values = values.clip(low, high)
        return (np.rint(values, out=values) if dtype.kind in "iu" else values).astype(dtype)

    def limits(self, dtype: np.dtype) -> tuple[np.ndarray, np.ndarray]:
        """The smallest and the largest value that ``dtype`` can hold, scaled: two arrays (bands, 1, 1) float32."""
        mean, deviation = np.array(self.mean)[:, None, None], np.array(self.deviation)[:, None, None]
        low, high = value_range(dtype)
        most = np.finfo(np.float32).max
        with np.errstate(over="ignore"):
            ends = [((end - mean) / deviation).clip(-most, most).astype(np.float32) for end in (low, high)]
        return ends[0], ends[1]


class ScalingEstimate:
    """Mean and deviation per band in one stable pass: Chan, Golub and LeVeque's pairwise update."""

    def __init__(self, bands: int) -> None:
        self.count = 0
        self.mean = np.zeros(bands)
        self.squares = np.zeros(bands)

    def add(self, image: np.ndarray, valid: np.ndarray) -> None:
        """Take in the known pixels of an image (bands, height, width)."""
        pixels = image[:, valid].astype(np.float64)
        count = pixels.shape[1]
        if count == 0:
            return
        mean = pixels.mean(axis=1)
        shift = mean - self.mean
        total = self.count + count
        self.squares += ((pixels - mean[:, None]) ** 2).sum(axis=1) + shift**2 * self.count * count / total
        self.mean += shift * count / total
        self.count = total

    def scaling(self) -> Scaling:
        """The result; a band that never changes gets a deviation of 1, so that it scales to 0."""
        deviation = np.sqrt(self.squares / max(self.count, 1))
        flat = deviation <= _SMALLEST_DEVIATION * np.abs(self.mean)
        return Scaling(tuple(self.mean.tolist()), tuple(np.where(flat, 1.0, deviation).tolist()))


def value_range(dtype: np.dtype) -> tuple[float, float]:
    """The smallest and the largest finite value of ``dtype`` as float64, never beyond what it can hold."""
    if dtype.kind == "f":
        return float(np.finfo(dtype).min), float(np.finfo(dtype).max)
    limits = np.iinfo(dtype)
    high = float(limits.max)
    return float(limits.min), high if int(high) <= limits.max else float(np.nextafter(high, 0))


def is_channels_last(image: np.ndarray) -> bool:
    """Whether the bands of each pixel of (bands, height, width) lie side by side in memory."""
    return image.transpose(1, 2, 0).flags.c_contiguous


def planes(*images: np.ndarray) -> list[np.ndarray]:
    """The same memory as numpy goes through it fastest: images (bands, height, width) that are channels-last as
    (height, width·bands); unless all of them are, as they came."""
    if not all(map(is_channels_last, images)):
        return list(images)
    return [image.transpose(1, 2, 0).reshape(image.shape[1], -1) for image in images]


def per_value(values: np.ndarray, pixels: np.ndarray) -> np.ndarray:
    """One value per band, (bands,), in the shape that goes with what ``planes`` gave."""
    return values[:, None, None] if pixels.ndim == 3 else np.tile(values, pixels.shape[1] // len(values))
