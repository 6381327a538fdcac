"""Rasters and layers in the files in which people have them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, ogr, osr

from deep_segmentation_wizard.tests.engine.data.steps import Run, checkerboard_scene
from deep_segmentation_wizard.tests.engine.scenes import (
    NORTH_UP,
    UTM,
    grid_of,
    make_raster,
    read,
    rectangle,
    reference,
)

SQUARES = [(4, 4, 10, 12), (30, 20, 8, 8)]
PIXELS = sum(width * height for _, _, width, height in SQUARES)


def scene(folder: Path) -> Path:
    return make_raster(folder / "scene.tif", np.full((50, 60), 7, np.uint8))


def write(path: Path, driver: str, names: list[str], epsg: int = UTM) -> str:
    """A file with the squares in its last layer, and a square far off in each other."""
    source = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    for name in names:
        layer = source.CreateLayer(name, reference(epsg), ogr.wkbPolygon)
        layer.CreateField(ogr.FieldDefn("kind", ogr.OFTString))
        for place in SQUARES if name == names[-1] else [(0, 0, 1, 1)]:
            feature = ogr.Feature(layer.GetLayerDefn())
            geometry = ogr.CreateGeometryFromWkt(rectangle(*place))
            if epsg != UTM:
                geometry.Transform(osr.CoordinateTransformation(reference(UTM), reference(epsg)))
            feature.SetGeometry(geometry)
            feature.SetField("kind", "roof")
            layer.CreateFeature(feature)
    del layer, source
    return str(path) if len(names) == 1 else f"{path}|layername={names[-1]}"


@pytest.mark.parametrize(
    ("name", "driver", "layers", "epsg"),
    [
        ("rois.gpkg", "GPKG", ["rois"], UTM),
        ("many.gpkg", "GPKG", ["parcels", "roads and paths", "roofs of 2024"], UTM),
        ("rois.shp", "ESRI Shapefile", ["rois"], UTM),
        ("rois.geojson", "GeoJSON", ["rois"], 4326),
        ("rois.gdb", "OpenFileGDB", ["rois"], UTM),
        ("many.gdb", "OpenFileGDB", ["parcels", "roofs"], UTM),
        ("rois.kml", "KML", ["rois"], 4326),
        ("rois.fgb", "FlatGeobuf", ["rois"], UTM),
    ],
)
def test_layers_of_every_usual_format_are_burned_alike(name, driver, layers, epsg, tmp_path):
    rois = write(tmp_path / name, driver, layers, epsg)
    run = Run(tmp_path / "run", (scene(tmp_path), rois), class_field=None if driver == "KML" else "kind",
              unlabelled="background")  # fmt: skip
    record = run.labels()
    assert run.label().sum() == PIXELS
    assert record.scenes[0].polygons == {"1": 2}
    for column, row, width, height in SQUARES:
        assert run.label()[row : row + height, column : column + width].all()


def test_a_mosaic_of_two_tiles_is_one_raster(tmp_path):
    whole, rois = checkerboard_scene(tmp_path, 240, 160, bands=3)
    tiles = []
    for number in range(2):
        tile = tmp_path / f"tile_{number}.tif"
        gdal.Translate(str(tile), str(whole), srcWin=[120 * number, 0, 120, 160])
        tiles.append(str(tile))
    mosaic = tmp_path / "mosaic.vrt"
    gdal.BuildVRT(str(mosaic), tiles).FlushCache()
    assert (read(mosaic) == read(whole)).all() and grid_of(mosaic)[2] == NORTH_UP
    run = Run(tmp_path / "run", (mosaic, rois), window=40, stride=40)
    run.labels()
    made = run.chips()
    # A chip across the seam of the tiles is the piece of the whole.
    seam = next(n for n, c, r in zip(made.names, made.columns, made.rows, strict=True) if (c, r) == (80, 40))
    assert (read(run.folder.path / "chips/all/images" / seam) == read(whole)[:, 40:80, 80:120]).all()
    other = Run(tmp_path / "other", (whole, rois))
    other.labels()
    assert (run.label("mosaic") == other.label()).all()
