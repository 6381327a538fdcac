"""What the pixels of the training area were like, so that a raster unlike them can be told later."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .dataset import DecodedSet

SHARES = (0.0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1.0)
"""The shares of pixels below each of the quantiles."""
_PIXELS = 1_000_000
"""So many are looked at, at most, evenly spread over all chips."""


@dataclass(frozen=True)
class BandStatistics:
    """One band over the known pixels of the training set, in raster units."""

    mean: float
    deviation: float
    quantiles: tuple[float, ...]
    """One for each of ``SHARES``: smallest value, …, median, …, largest value."""


def band_statistics(decoded: DecodedSet) -> tuple[BandStatistics, ...]:
    """Statistics of each band from the original chips; none where no pixel is known."""
    chips, side = decoded.originals, decoded.labels.shape[1]
    step = max(int(np.ceil(np.sqrt(chips * side**2 / _PIXELS))), 1)
    pixels = []
    for number in range(chips):
        thinned = decoded.images[number, :, ::step, ::step]
        gap = decoded.gaps.get(number)
        pixels.append(thinned[:, ~gap[::step, ::step]] if gap is not None else thinned.reshape(len(thinned), -1))
    values = np.concatenate(pixels, axis=1).astype(np.float64)
    if values.shape[1] == 0:
        return ()
    return tuple(
        BandStatistics(float(band.mean()), float(band.std()), tuple(np.quantile(band, SHARES).tolist()))
        for band in values
    )


def class_pixels(decoded: DecodedSet, codes: list[int]) -> list[int]:
    """How many known pixels of the original chips each class has."""
    counts = np.zeros(256, np.int64)
    for label in decoded.labels[: decoded.originals]:
        counts += np.bincount(label.ravel(), minlength=256)
    return counts[codes].tolist()
