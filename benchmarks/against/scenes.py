"""Rasters to measure on, made of the sample: called by performance.py as a process of its own.

{"kind": "mosaic", "path", "width", "height"}: the sample's image, mirrored to and fro, tiled as GDAL writes it
{"kind": "labelled", "path", "rois", "size"}: such a square with polygons on two fifths of it
{"kind": "same", "first", "second"}: of two masks, the shares of pixels that are equal, and that are class 1 in the
first
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr, osr

gdal.UseExceptions()
SAMPLE = Path(__file__).resolve().parents[2] / "sample" / "banepa_train.tif"
X0, Y0, PIXEL, CELL = 500000, 5500000, 0.5, 64
STRIP = 512


def make_mosaic(path: str, width: int, height: int) -> None:
    """Written in strips, for a raster may be higher than memory is large."""
    image = gdal.Open(str(SAMPLE)).ReadAsArray()
    rows, columns = _to_and_fro(image.shape[1], height), _to_and_fro(image.shape[2], width)
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    options = ["TILED=YES", "COMPRESS=NONE"]
    dataset = gdal.GetDriverByName("GTiff").Create(path, width, height, len(image), gdal.GDT_Byte, options)
    dataset.SetGeoTransform((X0, PIXEL, 0, Y0, 0, -PIXEL))
    dataset.SetSpatialRef(crs)
    for top in range(0, height, STRIP):
        strip = image[:, rows[top : top + STRIP]][:, :, columns]
        dataset.WriteArray(strip, 0, top)
    dataset = None


def _to_and_fro(length: int, wanted: int) -> np.ndarray:
    """0, 1 … length-1, length-1 … 1, 0, 0, 1 … as long as wanted."""
    places = np.arange(wanted) % (2 * length)
    return np.minimum(places, 2 * length - 1 - places)


def make_polygons(path: str, size: int) -> None:
    """Slanted squares in two of five cells."""
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    layer = source.CreateLayer("rois", crs, ogr.wkbPolygon)
    source.StartTransaction()
    for row, column in np.argwhere(np.random.default_rng(1).random((size // CELL, size // CELL)) < 0.4):
        x, y = X0 + column * CELL * PIXEL, Y0 - row * CELL * PIXEL
        corners = ((2, 2), (26, 4), (28, 28), (4, 26), (2, 2))
        feature = ogr.Feature(layer.GetLayerDefn())
        ring = ",".join(f"{x + i} {y - j}" for i, j in corners)
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POLYGON(({ring}))"))
        layer.CreateFeature(feature)
    source.CommitTransaction()


def compare(first: str, second: str) -> dict[str, float]:
    """Two masks of one size; shares from 0 to 1."""
    one, other = (gdal.Open(path).ReadAsArray() for path in (first, second))
    return {"same": float((one == other).mean()), "rois": float((one == 1).mean())}


def main(wanted: dict) -> dict:
    """Do what is asked; returns what there is to say."""
    if wanted["kind"] == "same":
        return compare(wanted["first"], wanted["second"])
    if wanted["kind"] == "labelled":
        make_mosaic(wanted["path"], wanted["size"], wanted["size"])
        make_polygons(wanted["rois"], wanted["size"])
    else:
        make_mosaic(wanted["path"], wanted["width"], wanted["height"])
    return {}


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]))))
