"""What can be found out about rasters before any work: what they are, and what is suspicious about them.

Looked at is a picture of at most a million pixels, so that a mosaic of gigabytes takes no longer than a tile.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..events import Reporter
from .ground import pixel_metres
from .raster import Raster

STEP = "check"
_EDGE = 1000
_COLLAR = 0.01
"""A part of the raster along its edges: less is a dark or bright thing that happens to lie there."""
_UNLIKE_PIXELS = 2.0


@dataclass(frozen=True)
class RasterFacts:
    """One raster; ``ranges`` are smallest and largest known value of each band, in the picture looked at."""

    raster: str
    width: int
    height: int
    bands: tuple[str, ...]
    dtype: str
    crs: str
    """Name of the CRS, '' for none."""
    metres: tuple[float, ...] | None
    """The sides of a pixel on the ground."""
    unknown: float
    """Share of the pixels that hold nothing (NoData, NaN, alpha, mask)."""
    ranges: tuple[tuple[float, ...], ...]


def look_at_raster(raster: Raster, reporter: Reporter) -> RasterFacts:
    """Tell what a raster is, and find what its user should know of; it is closed then."""
    with raster:
        image, valid = _picture(raster)
        grid = raster.grid
        crs = grid.spatial_reference()
        known = image[:, valid]
        ranges = tuple((float(band.min()), float(band.max())) if band.size else (0.0, 0.0) for band in known)
        facts = RasterFacts(
            raster=raster.path, width=grid.width, height=grid.height, bands=raster.band_names,
            dtype=raster.dtype.name, crs=crs.GetName() if crs else "", metres=pixel_metres(grid),
            unknown=float(1 - valid.mean()), ranges=ranges,
        )  # fmt: skip
        _find_constant_bands(facts, reporter)
        if not raster.has_mask and all(value is None for value in raster.nodata):
            _find_collar(facts, image, reporter)
    return facts


def compare_rasters(facts: list[RasterFacts], reporter: Reporter) -> None:
    """Find pixels of very different sizes among rasters that one network is to learn from."""
    sized = [item for item in facts if item.metres]
    if not sized:
        return
    small = min(sized, key=lambda item: max(item.metres or ()))
    large = max(sized, key=lambda item: max(item.metres or ()))
    ratio = max(large.metres or ()) / max(small.metres or ())
    if ratio > _UNLIKE_PIXELS:
        reporter.find(
            "warning", STEP,
            f"A pixel of {large.raster} is {ratio:.2g} times as large as one of {small.raster}; things look "
            "different to the network there.",
            "Resample them to one pixel size, or train a network for each.",
        )  # fmt: skip


def _picture(raster: Raster) -> tuple[np.ndarray, np.ndarray]:
    """The raster at a size to look at: every so many-th pixel, (bands, H, W), and where it is known (H, W)."""
    grid = raster.grid
    step = max(-(-max(grid.width, grid.height) // _EDGE), 1)
    columns, rows = np.arange(0, grid.width, step), np.arange(0, grid.height, step)
    if step == 1:
        return raster.read(0, 0, grid.width, grid.height)
    parts = [raster.read_reflected(columns, rows[i : i + 1]) for i in range(len(rows))]
    return np.concatenate([part[0] for part in parts], axis=1), np.concatenate([part[1] for part in parts])


def _find_constant_bands(facts: RasterFacts, reporter: Reporter) -> None:
    if facts.unknown == 1:
        return
    constant = [
        f"{name} ({low:g})" for name, (low, high) in zip(facts.bands, facts.ranges, strict=True) if low == high
    ]
    if constant:
        reporter.find(
            "warning", STEP, f"{facts.raster} holds one value only in: {', '.join(constant)}.",
            "Nothing can be learnt from such a band; it does no harm, either. Check whether it should hold more.",
        )  # fmt: skip


def _find_collar(facts: RasterFacts, image: np.ndarray, reporter: Reporter) -> None:
    """Ground beyond an image's edge, filled with black or white, that nobody has declared to be NoData."""
    values = (0, np.iinfo(image.dtype).max) if image.dtype.kind in "iu" else (0,)
    for value in values:
        filled = (image == value).all(axis=0)
        share = float(_from_the_edges(filled).mean())
        if share >= _COLLAR and not filled.all():
            name = Path(facts.raster).name
            reporter.find(
                "warning", STEP,
                f"{facts.raster} has a margin of the value {value:g} in all bands, {100 * share:.0f} % of it, "
                "that looks like no image but is not declared as NoData.",
                f"If it is empty, declare it: Raster > Conversion > Translate, NoData {value:g}, and use the new "
                f"file instead of {name}.",
            )  # fmt: skip


def _from_the_edges(filled: np.ndarray) -> np.ndarray:
    """What of ``filled`` (H, W) bool is reached from an edge along a row or a column without a break."""
    reached = np.zeros_like(filled)
    for axis in (0, 1):
        reached |= np.logical_and.accumulate(filled, axis=axis)
        reached |= np.flip(np.logical_and.accumulate(np.flip(filled, axis), axis=axis), axis)
    return reached
