"""The grid of a raster, which everything made from it must match: its pixels, and where they lie."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from osgeo import ogr, osr

Geotransform = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Grid:
    """Size in pixels, affine geotransform in GDAL's order, and the CRS as WKT ('' for none)."""

    width: int
    height: int
    geotransform: Geotransform
    crs: str

    @property
    def has_position(self) -> bool:
        """False for rasters that carry no geotransform (GDAL then reports the unit one)."""
        return self.geotransform != (0.0, 1.0, 0.0, 0.0, 0.0, 1.0)

    def spatial_reference(self) -> osr.SpatialReference | None:
        """The CRS with x before y, whatever order its authority prescribes."""
        return spatial_reference(self.crs)

    def to_map(self, column: float, row: float) -> tuple[float, float]:
        """Map coordinates of a place given in pixels from the upper left corner of the raster."""
        x0, xx, xy, y0, yx, yy = self.geotransform
        return (x0 + column * xx + row * xy, y0 + column * yx + row * yy)

    def moved(self, column: int, row: int) -> Geotransform:
        """The geotransform of a window that starts at this pixel."""
        _, xx, xy, _, yx, yy = self.geotransform
        x, y = self.to_map(column, row)
        return (x, xx, xy, y, yx, yy)

    def bounds(self, column: int, row: int, width: int, height: int) -> tuple[float, float, float, float]:
        """Smallest x, smallest y, largest x, largest y of a window, in map units."""
        corners = [self.to_map(column + i * width, row + j * height) for i in (0, 1) for j in (0, 1)]
        xs, ys = zip(*corners, strict=True)
        return (min(xs), min(ys), max(xs), max(ys))

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Bounds of the whole raster."""
        return self.bounds(0, 0, self.width, self.height)

    @property
    def pixel_size(self) -> tuple[float, float]:
        """Lengths of a pixel's two sides in units of the CRS."""
        _, xx, xy, _, yx, yy = self.geotransform
        return (float(np.hypot(xx, yx)), float(np.hypot(xy, yy)))

    def footprint(self) -> ogr.Geometry:
        """The raster's outline as a polygon in its own CRS."""
        return outline(self, 0, 0, self.width, self.height)


def spatial_reference(wkt: str) -> osr.SpatialReference | None:
    """A CRS from WKT with x before y; None for ''."""
    if not wkt:
        return None
    reference = osr.SpatialReference()
    reference.ImportFromWkt(wkt)
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


def outline(grid: Grid, column: float, row: float, width: float, height: float) -> ogr.Geometry:
    """A window's outline as a polygon in the raster's CRS."""
    ring = ogr.Geometry(ogr.wkbLinearRing)
    for i, j in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0)):
        ring.AddPoint_2D(*grid.to_map(column + i * width, row + j * height))
    polygon = ogr.Geometry(ogr.wkbPolygon)
    polygon.AddGeometry(ring)
    return polygon


def to_crs_of(grid: Grid, other: Grid) -> osr.CoordinateTransformation | None:
    """How to bring a grid's map coordinates into the CRS of another; None where it is the same, or unknown."""
    ours, theirs = grid.spatial_reference(), other.spatial_reference()
    if ours is None or theirs is None or ours.IsSame(theirs):
        return None
    return osr.CoordinateTransformation(ours, theirs)
