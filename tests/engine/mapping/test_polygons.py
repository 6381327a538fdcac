"""Objects as polygons: what they are, how large, how sure; simplified without gaps between neighbours."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, ogr

from deep_segmentation_wizard.engine.data.raster import Raster
from deep_segmentation_wizard.engine.errors import Cancelled, EngineError
from deep_segmentation_wizard.engine.events import Progress, Reporter
from deep_segmentation_wizard.engine.mapping import apply, regions
from deep_segmentation_wizard.engine.mapping.ground_areas import PixelAreas
from deep_segmentation_wizard.engine.mapping.mask import write_mask
from deep_segmentation_wizard.engine.settings import MaskSettings
from deep_segmentation_wizard.tests.engine.mapping.test_cleaning import FOUR, NO_GROUND, TWO, blobs, probability_of
from deep_segmentation_wizard.tests.engine.network.models import constant_model, make_card, save_model
from deep_segmentation_wizard.tests.engine.scenes import NORTH_UP, engine, read

WITH = {"polygons": True}
SIMPLE = {"polygons": True, "simplify": True}


def made(folder: Path, places: np.ndarray, classes=FOUR, *, raster=None, **settings) -> list[dict]:
    """The polygons of the mask of these places: fields and geometry."""
    source = probability_of(folder, places, classes, **(raster or {}))
    done = write_mask(source, folder / "m_mask.tif", make_card(classes), MaskSettings(**settings), Reporter())
    assert done.polygons == folder / "m_polygons.gpkg"
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".")]
    return polygons_of(done.polygons)


def polygons_of(path: Path) -> list[dict]:
    source = gdal.OpenEx(str(path), gdal.OF_VECTOR)
    return [{**feature.items(), "geometry": feature.GetGeometryRef().Clone()} for feature in source.GetLayer(0)]


def burned(polygons: list[dict], like: Path) -> np.ndarray:
    """The classes of the polygons on the grid of a raster, 255 elsewhere."""
    template = gdal.Open(str(like))
    target = gdal.GetDriverByName("MEM").Create("", template.RasterXSize, template.RasterYSize, 1, gdal.GDT_Byte)
    target.SetGeoTransform(template.GetGeoTransform())
    target.SetSpatialRef(template.GetSpatialRef())
    target.GetRasterBand(1).Fill(255)
    source = ogr.GetDriverByName("Memory").CreateDataSource("")
    layer = source.CreateLayer("", template.GetSpatialRef())
    layer.CreateField(ogr.FieldDefn("class", ogr.OFTInteger))
    for item in polygons:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField(0, item["class"])
        feature.SetGeometry(item["geometry"])
        layer.CreateFeature(feature)
    gdal.RasterizeLayer(target, [1], layer, options=["ATTRIBUTE=class"])
    return target.ReadAsArray()


@pytest.mark.parametrize("rows", [3, 50, 1000])
@pytest.mark.parametrize(
    "geotransform",
    [NORTH_UP, (5e5, 0.5, 0.0, 5.4e6, 0.0, 0.5), (5e5, 0.4, 0.3, 5.5e6, 0.3, -0.4)],
    ids=["north-up", "south-up", "rotated"],
)
def test_polygons_cover_exactly_the_pixels_of_their_class(geotransform, rows, tmp_path, monkeypatch):
    places = blobs(4)
    monkeypatch.setattr(regions, "_STRIP_PIXELS", rows * places.shape[1])
    found = made(tmp_path, places, raster={"geotransform": geotransform}, **WITH)
    mask = read(tmp_path / "m_mask.tif")
    assert (burned(found, tmp_path / "m_mask.tif") == np.where(mask == 0, 255, mask)).all()
    assert {(item["class"], item["name"]) for item in found} == {(1, "house"), (2, "road"), (9, "tree")}
    assert all(item["geometry"].IsValid() for item in found)


@pytest.mark.parametrize("rows", [3, 1000])
def test_areas_are_those_of_the_ground_and_add_up_to_those_of_the_classes(rows, tmp_path, monkeypatch):
    places = blobs(4)
    monkeypatch.setattr(regions, "_STRIP_PIXELS", rows * places.shape[1])
    found = made(tmp_path, places, **WITH)
    with Raster(str(tmp_path / "image.tif")) as raster:
        pixel = PixelAreas(raster.grid).of(0, 1).mean()
    for item in found:
        assert item["area_m2"] == pytest.approx(item["geometry"].GetArea() * pixel / 0.25, rel=1e-5)
    for place, code in ((1, 1), (2, 2), (3, 9)):
        total = sum(item["area_m2"] for item in found if item["class"] == code)
        assert total == pytest.approx((places == place).sum() * pixel, rel=1e-5)


@pytest.mark.parametrize("rows", [3, 1000])
def test_the_probability_is_the_mean_over_the_object(rows, tmp_path, monkeypatch):
    places = np.zeros((60, 50), np.uint8)
    places[5:25, 5:20] = 1
    places[30:50, 30:45] = 1
    monkeypatch.setattr(regions, "_STRIP_PIXELS", rows * 50)
    source = probability_of(tmp_path, places, TWO)
    dataset = gdal.Open(str(source), gdal.GA_Update)
    values = dataset.ReadAsArray()
    values[5:25, 5:10] = 0.6
    dataset.WriteArray(values)
    dataset = None
    rule = MaskSettings(threshold=0.5, polygons=True)
    done = write_mask(source, tmp_path / "m.tif", make_card(TWO), rule, Reporter())
    found = sorted(polygons_of(done.polygons), key=lambda item: item["probability"])
    assert [item["probability"] for item in found] == pytest.approx([0.8, 0.9], abs=1e-6)


def test_without_a_background_every_class_is_written_and_without_crs_areas_are_of_the_map(tmp_path):
    places = blobs(3)
    found = made(tmp_path, places, NO_GROUND, raster={"epsg": None}, **WITH)
    assert {item["name"] for item in found} == {"meadow", "wood", "lake"}
    assert sum(item["area"] for item in found) == pytest.approx(0.25 * (places != 255).sum())
    assert "area_m2" not in found[0]


# -- simplified ---------------------------------------------------------------------------------------------


def union_of(polygons: list[dict]) -> ogr.Geometry:
    collection = ogr.Geometry(ogr.wkbMultiPolygon)
    for item in polygons:
        collection.AddGeometry(item["geometry"])
    return collection.UnionCascaded()


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("classes", [NO_GROUND, FOUR], ids=["everywhere", "with background"])
def test_simplified_neighbours_neither_part_nor_overlap(classes, seed, tmp_path):
    places = blobs(len(classes), seed=seed)
    exact = made(tmp_path, places, classes, **WITH)
    found = made(tmp_path, places, classes, **SIMPLE)
    assert len(found) == len(exact)
    assert all(item["geometry"].IsValid() and item["geometry"].GetArea() > 0 for item in found)
    union, areas = union_of(found), sum(item["geometry"].GetArea() for item in found)
    assert union.GetArea() == pytest.approx(areas, rel=1e-9), "two overlap"
    if classes is NO_GROUND:  # a coverage: its outer outline has no more holes than the raster has unknown parts
        holes = sum(
            part.GetGeometryCount() - 1
            for part in (union if union.GetGeometryType() == ogr.wkbMultiPolygon else [union])
        )
        exact_union = union_of(exact)
        exact_holes = sum(
            part.GetGeometryCount() - 1
            for part in (exact_union if exact_union.GetGeometryType() == ogr.wkbMultiPolygon else [exact_union])
        )
        assert holes == exact_holes, "there are gaps between neighbours"
    points = [sum(ring.GetPointCount() for item in every for ring in item["geometry"]) for every in (exact, found)]
    assert points[1] < 0.85 * points[0]  # with specks, which stay as they are
    for one, other in zip(found, exact, strict=True):
        assert one["area_m2"] == other["area_m2"]  # of the pixels that the object stands for
        assert one["geometry"].Difference(other["geometry"].Buffer(0.55 * 1.07)).GetArea() == pytest.approx(
            0, abs=1e-6
        )


def test_a_slanted_edge_becomes_one_line_and_a_building_keeps_its_corners(tmp_path):
    rows, columns = np.mgrid[:80, :80]
    places = (columns < rows).astype(np.uint8)  # a triangle up to the edge of the raster
    (triangle,) = made(tmp_path, places, TWO, **SIMPLE)
    assert triangle["geometry"].GetGeometryRef(0).GetPointCount() <= 6
    places = np.zeros((60, 60), np.uint8)
    places[10:40, 10:30] = 1
    (house,) = made(tmp_path, places, TWO, **SIMPLE)
    assert house["geometry"].GetArea() == pytest.approx(30 * 20 * 0.25)
    assert house["geometry"].GetGeometryRef(0).GetPointCount() == 5


def test_single_pixels_and_touching_corners_stay(tmp_path):
    places = np.zeros((40, 40), np.uint8)
    places[10, 10] = places[11, 11] = places[20, 20] = 1
    places[0, 0] = places[39, 39] = places[0, 20] = 1
    found = made(tmp_path, places, TWO, **SIMPLE)
    assert len(found) == 6 and all(item["geometry"].IsValid() for item in found)


def test_simplifying_gives_the_same_bytes_of_geometry_every_time(tmp_path):
    first, second = (
        [item["geometry"].ExportToWkb() for item in made(tmp_path, blobs(4), **SIMPLE)] for _ in range(2)
    )
    assert first == second


# -- as it is asked for -------------------------------------------------------------------------------------


def test_the_command_writes_polygons_and_takes_only_its_own_away(tmp_path):
    source = probability_of(tmp_path, blobs(2), TWO)
    model = save_model(tmp_path / "m.safetensors", constant_model(make_card(TWO), (0.5, 0.5)))
    command = ("mask", "--model", model, "--probability", source, "--output", tmp_path / "x_mask.tif")
    for options in (("--polygons",), ("--polygons", "--simplify")):
        done = engine(*command, *options)
        assert done.returncode == 0, done.stderr
        assert str(tmp_path / "x_polygons.gpkg") in done.stderr and polygons_of(tmp_path / "x_polygons.gpkg")
    done = engine(*command, "--simplify")
    assert done.returncode == 1 and "no polygons to simplify" in done.stderr
    other = ogr.GetDriverByName("GPKG").CreateDataSource(str(tmp_path / "y_polygons.gpkg"))
    other.CreateLayer("mine")
    other = None
    before = (tmp_path / "y_polygons.gpkg").read_bytes()
    with pytest.raises(EngineError, match="y_polygons.gpkg exists and was not written by"):
        apply.mask(str(model), source, tmp_path / "y_mask.tif", MaskSettings(polygons=True), Reporter())
    assert (tmp_path / "y_polygons.gpkg").read_bytes() == before and not (tmp_path / "y_mask.tif").exists()


def test_a_run_writes_polygons(finished_run, tmp_path):
    run = shutil.copytree(finished_run, tmp_path / "run")
    done = engine("mask", "--folder", run, "--polygons")
    assert done.returncode == 0, done.stderr
    mask = run / "prediction/scene_mask.tif"
    assert (burned(polygons_of(run / "prediction/scene_polygons.gpkg"), mask) == 1).sum() == (
        read(mask) == 1
    ).sum()


def test_row_52_cancel_among_the_polygons_leaves_no_file_behind(tmp_path):
    source = probability_of(tmp_path, blobs(4), FOUR)
    reporter = Reporter()

    def cancel(event: object) -> None:
        if isinstance(event, Progress) and event.unit == "polygons":
            reporter.control.cancel()

    reporter.sinks.append(cancel)
    with pytest.raises(Cancelled):
        write_mask(source, tmp_path / "m.tif", make_card(FOUR), MaskSettings(polygons=True), reporter)
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]
    assert not (tmp_path / "m_polygons.gpkg").exists()


def test_nothing_known_gives_an_empty_layer(tmp_path):
    assert made(tmp_path, np.full((30, 30), 255, np.uint8), FOUR, **SIMPLE) == []
