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
_UNLIKE_VALUES = 10.0
_CROWDED, _END = 0.98, 0.02
"""More than this share of the values within this part of their range, at one end of it."""
_FEW_VALUES = 32
"""A range of so many whole numbers holds codes or shades too few to crowd."""


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
    bulk: tuple[tuple[float, ...], ...] = ()
    """Values that 1 % and 99 % of the known pixels of each band do not exceed."""


def look_at_raster(raster: Raster, reporter: Reporter) -> RasterFacts:
    """Tell what a raster is, and find what its user should know of; it is closed then."""
    with raster:
        image, valid = _picture(raster)
        grid = raster.grid
        crs = grid.spatial_reference()
        known = image[:, valid]
        ranges = tuple((float(band.min()), float(band.max())) if band.size else (0.0, 0.0) for band in known)
        bulk = tuple(
            tuple(map(float, np.percentile(band, (1, 99)))) if band.size else (0.0, 0.0) for band in known
        )
        facts = RasterFacts(
            raster=raster.path, width=grid.width, height=grid.height, bands=raster.band_names,
            dtype=raster.dtype.name, crs=crs.GetName() if crs else "", metres=pixel_metres(grid),
            unknown=float(1 - valid.mean()), ranges=ranges, bulk=bulk,
        )  # fmt: skip
        _find_constant_bands(facts, reporter)
        _find_collar(facts, image, valid, reporter)
        _find_crowded_bands(facts, known, reporter)
    return facts


def compare_rasters(facts: list[RasterFacts], reporter: Reporter) -> None:
    """Find pixels of very different sizes, and values of very different ranges, among rasters for one network."""
    _compare_values(facts, reporter)
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


def _compare_values(facts: list[RasterFacts], reporter: Reporter) -> None:
    """Reflectances from 0 to 1 beside ones from 0 to 10000, or bytes in files of 16 bits beside full ones."""
    sizes = [(max(abs(value) for pair in item.bulk for value in pair), item) for item in facts if item.unknown < 1]
    sizes = [(size, item) for size, item in sizes if size > 0]
    if not sizes:
        return
    small, large = (choose(sizes, key=lambda pair: pair[0]) for choose in (min, max))
    if large[0] / small[0] >= _UNLIKE_VALUES:
        reporter.find(
            "warning", STEP,
            f"The values of {large[1].raster} reach {large[0]:.6g}, those of {small[1].raster} only "
            f"{small[0]:.6g}, as if they were measured in other units.",
            "Bring them to one scale first (Raster > Raster Calculator), or train a network for each.",
        )  # fmt: skip


def _find_crowded_bands(facts: RasterFacts, known: np.ndarray, reporter: Reporter) -> None:
    """A few values far from all others: the scaling would leave the rest hardly any room."""
    found = []
    for name, band, (low, high) in zip(facts.bands, known, facts.ranges, strict=True):
        spread = float(high) - float(low)
        if not np.isfinite(spread) or spread <= (_FEW_VALUES if band.dtype.kind in "iu" else 0):
            continue
        at_low = float((band <= low + _END * spread).mean()) > _CROWDED
        at_high = float((band >= high - _END * spread).mean()) > _CROWDED
        if at_low != at_high:
            found.append(f"{name} ({low:g} to {high:g}, nearly all close to {low if at_low else high:g})")
    if found:
        reporter.find(
            "warning", STEP,
            f"In {facts.raster} a few pixels lie far from all others: {'; '.join(found)}.",
            "If they are NoData, declare it (Raster > Conversion > Translate); if they are glare, clip them. "
            "The network is shown the whole range, and would see hardly any difference among the others.",
        )  # fmt: skip


def _find_collar(facts: RasterFacts, image: np.ndarray, valid: np.ndarray, reporter: Reporter) -> None:
    """Ground beyond an image's edge, filled with black or white, that nobody has declared to be NoData."""
    values = (0, np.iinfo(image.dtype).max) if image.dtype.kind in "iu" else (0,)
    for value in values:
        filled = (image == value).all(axis=0) & valid
        # Beyond what is declared there may be a margin that is not.
        share = float((_from_the_edges(filled | ~valid) & filled).mean())
        if share >= _COLLAR and not (filled | ~valid).all():
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
