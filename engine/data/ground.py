"""Lengths on the ground, in metres, whatever the units of a CRS are."""

from __future__ import annotations

import math

from osgeo import osr

from .raster import Grid


def equidistant(grid: Grid) -> osr.SpatialReference:
    """An azimuthal equidistant projection around the middle of a grid that has a CRS: metres, true from there.

    300 km away lengths are wrong by less than 0.04 % (Snyder, Map Projections, 1987, chapter 25). Raises
    RuntimeError where the grid's middle lies outside of what its CRS knows.
    """
    crs = grid.spatial_reference()
    degrees = osr.SpatialReference()
    degrees.CopyGeogCSFrom(crs)
    degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    x, y = grid.to_map(grid.width / 2, grid.height / 2)
    longitude, latitude, _ = osr.CoordinateTransformation(crs, degrees).TransformPoint(x, y)
    ground = osr.SpatialReference()
    ground.CopyGeogCSFrom(crs)
    ground.SetAE(latitude, longitude, 0, 0)
    ground.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return ground


def equal_area(grid: Grid) -> osr.SpatialReference:
    """A projection of a grid that has a CRS in which every area is true, in m² on the CRS's own ellipsoid.

    Lambert's azimuthal one around the middle of the grid; in degrees the cylindrical one, in which parallels are
    as straight as they are there (Snyder, Map Projections, 1987, chapters 24 and 10). Raises RuntimeError where
    the grid's middle lies outside of what its CRS knows.
    """
    crs = grid.spatial_reference()
    if crs is None:
        raise RuntimeError("a grid without a CRS has no ground to measure")
    ground = osr.SpatialReference()
    ground.CopyGeogCSFrom(crs)
    ground.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    x, y = grid.to_map(grid.width / 2, grid.height / 2)
    degrees = ground.Clone()
    degrees.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    longitude, latitude, _ = osr.CoordinateTransformation(crs, degrees).TransformPoint(x, y)
    if crs.IsGeographic():
        ground.SetCEA(0, longitude, 0, 0)
    else:
        ground.SetLAEA(latitude, longitude, 0, 0)
    ground.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return ground


def pixel_metres(grid: Grid) -> tuple[float, float] | None:
    """Lengths of the two sides of a pixel in the middle of the grid; None without a CRS or a position."""
    if not grid.crs or not grid.has_position:
        return None
    column, row = grid.width / 2, grid.height / 2
    try:
        to_ground = osr.CoordinateTransformation(grid.spatial_reference(), equidistant(grid))
        points = [
            to_ground.TransformPoint(*grid.to_map(column + c, row + r))[:2] for c, r in ((0, 0), (1, 0), (0, 1))
        ]
    except RuntimeError:
        return None
    here, right, below = points
    sides = math.dist(here, right), math.dist(here, below)
    return sides if all(math.isfinite(side) and side > 0 for side in sides) else None
