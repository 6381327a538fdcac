"""Rasters looked at in another way than they are stored: some of their bands, pixels of another size.

GDAL does it while it reads, by a VRT, so nothing is written and any window gives the same pixels as the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

from osgeo import gdal

from ..errors import EngineError
from ..settings import InputSettings, Resampling
from .ground import pixel_metres
from .raster import Grid, Raster

_FINEST = 1 / 8
"""Of a raster's own pixels: smaller ones would be made of nothing, and fill the disk."""
_SAME = 1e-3
"""Pixels whose sides differ by less than this part are of one size."""


@dataclass(frozen=True)
class View:
    """What is seen of a raster. The defaults: all of it, as it is."""

    bands: tuple[int, ...] = ()
    """Numbers in the raster, from 1; empty: all, in their order."""
    of: int = 0
    """How many image bands the rasters have from which these are picked, 0 for any. A raster of just as many bands
    as are picked is taken to hold them already."""
    pixel_size: float | None = None
    """Side of a pixel in metres on the ground, in map units without a CRS."""
    resampling: Resampling = "auto"


def view_of(inputs: InputSettings) -> View:
    """The view that the settings ask for."""
    return View(inputs.bands, 0, inputs.pixel_size, inputs.resampling)


def through(raster: Raster, view: View) -> Raster:
    """The raster as ``view`` shows it, ``raster`` itself where that changes nothing.

    A mask or an alpha band comes along. Raises EngineError for bands that are not there, and for a pixel size that
    cannot be.
    """
    numbers = _numbers(raster, view)
    size = grid_size(raster, view.pixel_size)
    same_size = size == (raster.grid.width, raster.grid.height)
    if numbers == raster.band_numbers and same_size:
        return raster
    alpha = [raster.colours.index(gdal.GCI_AlphaBand) + 1] if gdal.GCI_AlphaBand in raster.colours else []
    coarser = size[0] * size[1] < raster.grid.width * raster.grid.height
    method = ("average" if coarser else "bilinear") if view.resampling == "auto" else view.resampling
    options = {} if same_size else {"width": size[0], "height": size[1], "resampleAlg": method}
    seen = gdal.Translate("", raster.dataset, format="VRT", bandList=numbers + alpha, **options)
    if numbers != raster.band_numbers:
        names = dict(zip(raster.band_numbers, raster.band_names, strict=True))
        for place, number in enumerate(numbers, start=1):
            seen.GetRasterBand(place).SetDescription(names[number])
    return Raster(raster.path, seen)


def grid_size(raster: Raster, pixel_size: float | None) -> tuple[int, int]:
    """Columns and rows of the raster's ground at this pixel size, see ``View``."""
    grid = raster.grid
    if pixel_size is None:
        return grid.width, grid.height
    sides = _sides(raster)
    factors = [pixel_size / side for side in sides]
    if min(factors) < _FINEST:
        raise EngineError(
            f"Pixels of {pixel_size:g} m are too small for {raster.path}, whose own are {min(sides):.3g} m.",
            f"Use a pixel size of {_FINEST * max(sides):.3g} m or more.",
        )
    lengths = (grid.width, grid.height)
    wide, high = (
        length if abs(factor - 1) < _SAME else round(length / factor)
        for length, factor in zip(lengths, factors, strict=True)
    )
    if min(wide, high) < 1:
        raise EngineError(
            f"Pixels of {pixel_size:g} m are larger than all of {raster.path}.",
            f"Use a smaller pixel size; the raster's own is {min(sides):.3g} m.",
        )
    return wide, high


def resampled_labels(path: str, grid: Grid) -> gdal.Dataset:
    """The label raster at ``path`` on a grid of other pixels over the same ground: of the pixels that fall into
    one, the value that most have. It must declare no NoData, or that would have no say."""
    return gdal.Translate("", path, format="VRT", width=grid.width, height=grid.height, resampleAlg="mode")


def _sides(raster: Raster) -> tuple[float, float]:
    sides = pixel_metres(raster.grid) if raster.grid.crs else raster.grid.pixel_size
    if sides is None:
        raise EngineError(
            f"How large a pixel of {raster.path} is on the ground cannot be told.",
            "Check the raster's CRS, or leave its pixels as they are.",
        )
    return sides


def _numbers(raster: Raster, view: View) -> list[int]:
    count = len(raster.band_numbers)
    if not view.bands or (count != view.of and view.of and count == len(view.bands)):
        return raster.band_numbers
    missing = [number for number in view.bands if number not in raster.band_numbers]
    if missing:
        listed = ", ".join(
            f"{number} {name}" for number, name in zip(raster.band_numbers, raster.band_names, strict=True)
        )
        raise EngineError(
            f"{raster.path} has no image band {', '.join(map(str, missing))}.", f"Its bands are: {listed}."
        )
    return list(view.bands)
