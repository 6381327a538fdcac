"""Tiny made-up rasters, polygons and runs for tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal, ogr, osr

ROOT = Path(__file__).resolve().parents[2]
UTM = 32633
NORTH_UP = (500000.0, 0.5, 0.0, 5500000.0, 0.0, -0.5)
TINY_NETWORK = ("--set", "network.depth=2", "--set", "network.base_width=4", "--set", "training.batch_size=4")


def reference(epsg: int) -> osr.SpatialReference:
    """A CRS with x before y."""
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(epsg)
    crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return crs


def make_raster(
    path: Path,
    image: np.ndarray,
    geotransform: tuple[float, ...] | None = NORTH_UP,
    epsg: int | None = UTM,
    nodata: float | None = None,
    options: Sequence[str] = (),
) -> Path:
    """Write ``image`` (bands, H, W) or (H, W) as a GeoTIFF."""
    image = image if image.ndim == 3 else image[None]
    from osgeo import gdal_array

    kind = gdal_array.NumericTypeCodeToGDALTypeCode(image.dtype)
    bands, height, width = image.shape
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), width, height, bands, kind, list(options))
    if geotransform is not None:
        dataset.SetGeoTransform(geotransform)
    if epsg is not None:
        dataset.SetSpatialRef(reference(epsg))
    if nodata is not None:
        for number in range(bands):
            dataset.GetRasterBand(number + 1).SetNoDataValue(nodata)
    dataset.WriteArray(image)
    dataset = None
    return path


def make_layer(
    path: Path,
    polygons: Sequence[str | ogr.Geometry | None],
    epsg: int | None = UTM,
    values: Sequence[Any] | None = None,
    field: str = "class",
    name: str = "rois",
    driver: str = "GPKG",
) -> Path:
    """Write polygons (WKT or geometries, None for no geometry) with an optional field."""
    source = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    crs = None if epsg is None else reference(epsg)
    layer = source.CreateLayer(name, crs, ogr.wkbUnknown if driver == "Memory" else ogr.wkbPolygon)
    if values is not None:
        kinds = {int: ogr.OFTInteger, float: ogr.OFTReal, str: ogr.OFTString}
        sample = next((v for v in values if v is not None), "")
        layer.CreateField(ogr.FieldDefn(field, kinds[type(sample)]))
    for number, polygon in enumerate(polygons):
        feature = ogr.Feature(layer.GetLayerDefn())
        if polygon is not None:
            feature.SetGeometry(ogr.CreateGeometryFromWkt(polygon) if isinstance(polygon, str) else polygon)
        if values is not None and values[number] is not None:
            feature.SetField(field, values[number])
        layer.CreateFeature(feature)
    del layer, source
    return path


def rectangle(
    column: float, row: float, width: float, height: float, geotransform: tuple[float, ...] = NORTH_UP
) -> str:
    """WKT of a rectangle given in pixels of a raster."""
    x0, xx, xy, y0, yx, yy = geotransform
    corners = [(column, row), (column + width, row), (column + width, row + height), (column, row + height)]
    corners.append(corners[0])
    return "POLYGON((" + ",".join(f"{x0 + c * xx + r * xy} {y0 + c * yx + r * yy}" for c, r in corners) + "))"


def bright_squares(
    width: int, height: int, dtype: type = np.uint8, bands: int = 3, every: int = 32, size: int = 14, seed: int = 0
) -> tuple[np.ndarray, list[tuple[int, int, int, int]]]:
    """An image that a tiny network learns in seconds: bright squares on dark noise, and where they are
    (column, row, width, height)."""
    rng = np.random.default_rng(seed)
    image = rng.integers(0, 60, (bands, height, width))
    squares = []
    for row in range(8, height - size, every):
        for column in range(8, width - size, every):
            image[:, row : row + size, column : column + size] += 150
            squares.append((column, row, size, size))
    return image.astype(dtype), squares


def make_scene(
    folder: Path,
    width: int = 256,
    height: int = 224,
    geotransform: tuple[float, ...] = NORTH_UP,
    dtype: type = np.uint8,
    bands: int = 3,
    name: str = "scene",
    **raster: Any,
) -> tuple[Path, Path]:
    """A raster of bright squares and the layer of these squares: paths of both."""
    image, squares = bright_squares(width, height, dtype, bands)
    path = make_raster(folder / f"{name}.tif", image, geotransform, **raster)
    rois = make_layer(folder / f"{name}_rois.gpkg", [rectangle(*s, geotransform) for s in squares])
    return path, rois


def read(path: Path | str) -> np.ndarray:
    """All bands of a raster; (H, W) where there is one."""
    return gdal.Open(str(path)).ReadAsArray()


def grid_of(path: Path | str) -> tuple[int, int, tuple[float, ...], str]:
    """Size, geotransform and CRS of a raster."""
    dataset = gdal.Open(str(path))
    crs = dataset.GetSpatialRef()
    return dataset.RasterXSize, dataset.RasterYSize, dataset.GetGeoTransform(), crs.ExportToWkt() if crs else ""


def engine(*arguments: object, cwd: Path = ROOT, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run ``python -m engine …`` as a person would, and wait for it."""
    command = [sys.executable, "-m", "engine", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    options = {"timeout": 300, "stdin": subprocess.DEVNULL, **options}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, **options)


def events_of(output: str) -> list[dict[str, Any]]:
    """The events of a run with ``--json``; every line must be one."""
    return [json.loads(line) for line in output.splitlines()]
