"""The part of a raster that is to be mapped: all of it, an extent, or what polygons cover."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from osgeo import gdal, ogr

from ..data.raster import Grid, Raster, place
from ..data.vector import memory_layer, read_polygons
from ..errors import EngineError
from ..settings import PredictionSettings

Wanted = Callable[[int, int], np.ndarray]
"""From a first row and a number of rows to (rows, width) bool: where a prediction is wanted."""
Extent = tuple[float, float, float, float]
"""Smallest x, smallest y, largest x, largest y, in map units."""
_ROUNDING = 1e-6
"""In pixels: an extent that ends on the edge of a pixel does not reach into the next."""


@dataclass(frozen=True)
class Part:
    """A rectangle of a raster's pixels; ``column`` and ``row`` are those of its upper left pixel."""

    column: int
    row: int
    grid: Grid
    """Of the rectangle alone; the raster's pixels, not shifted."""
    wanted: Wanted | None = None
    """Counted in the rectangle's rows; None: everywhere."""


def whole(raster: Raster, wanted: Wanted | None = None) -> Part:
    """All of a raster."""
    return Part(0, 0, raster.grid, wanted)


def part_of(raster: Raster, settings: PredictionSettings) -> Part:
    """What the settings ask for of this raster.

    Raises EngineError when that lies outside the raster, or cannot be told because the raster has no position.
    """
    grid = raster.grid
    if settings.extent is None and settings.area is None:
        return whole(raster)
    if not grid.has_position:
        raise EngineError(
            f"{raster.path} has no position on the ground, so no part of it can be picked out.",
            "Map the whole raster, or georeference it first.",
        )
    part = whole(raster)
    if settings.extent is not None:
        x0, y0, x1, y1 = settings.extent
        extent = (x0, y0, x1, y1)
        part = _cut(part, grid, extent, f"The extent {_words(extent)}", raster)
    if settings.area is not None:
        polygons = read_polygons(settings.area, grid, raster.path).geometries
        boxes = np.array([polygon.GetEnvelope() for polygon in polygons])
        box = (boxes[:, 0].min(), boxes[:, 2].min(), boxes[:, 1].max(), boxes[:, 3].max())
        part = _cut(part, grid, box, f"The polygons of {settings.area}", raster)
        part = replace(part, wanted=_inside(polygons, part.grid))
    return part


def _cut(part: Part, grid: Grid, extent: Extent, what: str, raster: Raster) -> Part:
    """The pixels of ``part`` that ``extent`` touches."""
    inverse = gdal.InvGeoTransform(grid.geotransform)
    corners = [gdal.ApplyGeoTransform(inverse, x, y) for x in extent[::2] for y in extent[1::2]]
    columns, rows = zip(*corners, strict=True)
    left = max(math.floor(min(columns) + _ROUNDING), part.column)
    top = max(math.floor(min(rows) + _ROUNDING), part.row)
    right = min(math.ceil(max(columns) - _ROUNDING), part.column + part.grid.width)
    bottom = min(math.ceil(max(rows) - _ROUNDING), part.row + part.grid.height)
    if left >= right or top >= bottom:
        raise EngineError(
            f"{what} lies outside of what is to be mapped of {raster.path} ({_words(part.grid.extent)}).",
            "Move the map to the raster, or choose polygons that lie on it.",
        )
    return Part(left, top, Grid(right - left, bottom - top, grid.moved(left, top), grid.crs))


def _inside(polygons: list[ogr.Geometry], grid: Grid) -> Wanted:
    """Pixels whose middle lies in one of the polygons."""
    source, _ = memory_layer(grid, polygons, [1] * len(polygons))

    def wanted(row: int, rows: int) -> np.ndarray:
        strip = Grid(grid.width, rows, grid.moved(0, row), grid.crs)
        target = gdal.GetDriverByName("MEM").Create("", grid.width, rows, 1, gdal.GDT_Byte)
        place(target, strip)
        left, bottom, right, top = strip.extent
        layer = source.GetLayer(0)  # asked for anew: it lives only as long as its source
        layer.SetSpatialFilterRect(left, bottom, right, top)
        gdal.RasterizeLayer(target, [1], layer, burn_values=[1])
        return target.ReadAsArray() > 0

    return wanted


def _words(extent: Extent) -> str:
    return f"x {extent[0]:.9g}…{extent[2]:.9g}, y {extent[1]:.9g}…{extent[3]:.9g}"
