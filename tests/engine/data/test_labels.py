"""Step 1: what is burned where, how classes are named, and which inputs are refused."""

from __future__ import annotations

import shutil
import subprocess
import uuid
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from osgeo import gdal, ogr, osr

from deep_segmentation_wizard.engine.data.raster import Grid
from deep_segmentation_wizard.tests.engine.data.steps import Run, state_of
from deep_segmentation_wizard.tests.engine.scenes import (
    NORTH_UP,
    UTM,
    grid_of,
    make_layer,
    make_raster,
    read,
    rectangle,
    reference,
)

SOUTH_UP = (500000.0, 0.5, 0.0, 5499960.0, 0.0, 0.5)
NON_SQUARE = (500000.0, 0.25, 0.0, 5500000.0, 0.0, -0.75)
ROTATED = (500000.0, 0.4, 0.3, 5500000.0, 0.3, -0.4)
GRIDS = {"north-up": NORTH_UP, "south-up": SOUTH_UP, "non-square": NON_SQUARE, "rotated": ROTATED}
BOW_TIE = "POLYGON((500005 5499995,500015 5499985,500015 5499995,500005 5499985,500005 5499995))"


def plain_raster(folder: Path, width: int = 60, height: int = 50, **raster) -> Path:
    return make_raster(folder / "scene.tif", np.full((height, width), 7, np.uint8), **raster)


def burned_by_gdal(raster: Path, rois: Path, field: str | None = None) -> np.ndarray:
    """What the command line tool burns onto the raster's grid, 0 elsewhere."""
    blank = raster.with_name(f"{uuid.uuid4().hex}.tif")
    width, height, geotransform, _ = grid_of(raster)
    make_raster(blank, np.zeros((height, width), np.uint8), geotransform, epsg=None)
    value = ["-a", field] if field else ["-burn", "1"]
    subprocess.run(["gdal_rasterize", "-q", *value, str(rois), str(blank)], check=True, capture_output=True)
    return read(blank)


def moved(polygon: str, epsg: int, source: int = UTM) -> ogr.Geometry:
    geometry = ogr.CreateGeometryFromWkt(polygon)
    geometry.Transform(osr.CoordinateTransformation(reference(source), reference(epsg)))
    return geometry


@st.composite
def blobs(draw) -> str:
    """A simple polygon around a random place, some reaching over the raster's edge."""
    x, y = draw(st.floats(500000, 500030)), draw(st.floats(5499975, 5500000))
    radii = draw(st.lists(st.floats(0.3, 9), min_size=3, max_size=12))
    angles = np.linspace(0, 2 * np.pi, len(radii), endpoint=False)
    points = [(x + r * np.cos(a), y + r * np.sin(a)) for r, a in zip(radii, angles, strict=True)]
    return "POLYGON((" + ",".join(f"{float(a)!r} {float(b)!r}" for a, b in [*points, points[0]]) + "))"


# -- where polygons land ------------------------------------------------------------------------------------


@pytest.mark.parametrize("geotransform", GRIDS.values(), ids=GRIDS)
def test_polygons_land_on_their_pixels_on_exactly_the_rasters_grid(tmp_path, geotransform):
    raster = plain_raster(tmp_path, geotransform=geotransform)
    rois = make_layer(
        tmp_path / "rois.gpkg", [rectangle(3, 4, 10, 20, geotransform), rectangle(40, 30, 5, 6, geotransform)]
    )
    run = Run(tmp_path / "run", (raster, rois))
    run.labels()
    expected = np.zeros((50, 60), np.uint8)
    expected[4:24, 3:13] = expected[30:36, 40:45] = 1
    assert np.array_equal(run.label(), expected)
    assert grid_of(run.folder.labels / "scene.tif") == grid_of(raster)
    assert gdal.Open(str(run.folder.labels / "scene.tif")).GetRasterBand(1).DataType == gdal.GDT_Byte


@given(
    polygons=st.lists(blobs(), min_size=1, max_size=5),
    geotransform=st.sampled_from([NORTH_UP, NON_SQUARE, ROTATED]),
)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_labels_equal_those_of_gdal_rasterize(tmp_path, polygons, geotransform):
    folder = tmp_path / uuid.uuid4().hex
    folder.mkdir()
    raster = plain_raster(folder, geotransform=geotransform)
    corner, values = rectangle(0, 0, 2, 2, geotransform), list(range(1, len(polygons) + 2))
    rois = make_layer(folder / "rois.gpkg", [corner, *polygons], values=values)
    run = Run(folder / "run", (raster, rois), class_field="class", unlabelled="background")
    run.labels()
    assert np.array_equal(run.label(), burned_by_gdal(raster, rois, "class"))


@pytest.mark.parametrize("of_raster, of_rois", [(UTM, 4326), (UTM, 32634), (UTM, 3857), (4326, UTM)])
def test_row_26_rois_in_another_crs_equal_those_that_ogr2ogr_transforms(tmp_path, of_raster, of_rois):
    geotransform = NORTH_UP if of_raster == UTM else (15.0, 5e-6, 0.0, 49.65, 0.0, -5e-6)
    polygons = [
        moved(rectangle(c, r, 8.4, 6.3, geotransform), of_rois, of_raster)
        for c, r in ((3.2, 4.1), (30, 20), (48, 38))
    ]
    raster = plain_raster(tmp_path, geotransform=geotransform, epsg=of_raster)
    rois = make_layer(tmp_path / "rois.gpkg", polygons, epsg=of_rois)
    run = Run(tmp_path / "run", (raster, rois))
    run.labels()
    there = tmp_path / "there.gpkg"
    subprocess.run(
        ["ogr2ogr", "-t_srs", f"EPSG:{of_raster}", str(there), str(rois)], check=True, capture_output=True
    )
    assert np.array_equal(run.label(), burned_by_gdal(raster, there))
    assert 3 * 40 < (run.label() == 1).sum() < 3 * 64


def test_row_34_the_later_polygon_wins(tmp_path):
    raster = plain_raster(tmp_path)
    below, above = rectangle(0, 0, 20, 20), rectangle(10, 10, 20, 20)
    for first, second in ((1, 2), (2, 1)):
        rois = make_layer(tmp_path / f"rois{first}.gpkg", [below, above], values=[first, second])
        run = Run(tmp_path / f"run{first}", (raster, rois), class_field="class")
        run.labels()
        assert run.label()[5, 5] == first
        assert run.label()[15, 15] == second


def test_holes_and_multipolygons_are_kept(tmp_path):
    ring, hole = (rectangle(*box)[8:-1] for box in ((2, 2, 20, 20), (6, 6, 5, 5)))
    other = rectangle(40, 30, 5, 5)[8:-1]
    rois = make_layer(tmp_path / "rois.gpkg", [f"MULTIPOLYGON(({ring},{hole}),({other}))"])
    run = Run(tmp_path / "run", (plain_raster(tmp_path), rois))
    run.labels()
    expected = np.zeros((50, 60), np.uint8)
    expected[2:22, 2:22] = 1
    expected[6:11, 6:11] = 0
    expected[30:35, 40:45] = 1
    assert np.array_equal(run.label(), expected)


# -- geometries that need care ------------------------------------------------------------------------------


def test_row_27_invalid_polygon_is_repaired_in_a_copy_and_counted(tmp_path):
    raster = plain_raster(tmp_path)
    rois = make_layer(tmp_path / "rois.gpkg", [BOW_TIE, rectangle(40, 30, 5, 5)])
    before = state_of(tmp_path)
    run = Run(tmp_path / "run", (raster, rois))
    run.labels()
    shutil.rmtree(run.folder.path)
    assert state_of(tmp_path) == before
    assert "warning: 1 invalid polygons" in run.findings


def test_a_repaired_bow_tie_covers_both_its_wings(tmp_path):
    run = Run(tmp_path / "run", (plain_raster(tmp_path), make_layer(tmp_path / "rois.gpkg", [BOW_TIE])))
    run.labels()
    label = run.label()[10:30, 10:30]  # the square around it
    assert label.sum() == pytest.approx(200, abs=20)
    assert label[10, 0] == label[10, 19] == 1
    assert label[0, 10] == label[19, 10] == 0


def test_row_28_features_without_a_usable_polygon_are_skipped_and_counted(tmp_path):
    flat = "POLYGON((500005 5499995,500010 5499990,500005 5499995))"
    rois = make_layer(tmp_path / "rois.gpkg", [None, "POLYGON EMPTY", flat, rectangle(3, 4, 5, 6)])
    run = Run(tmp_path / "run", (plain_raster(tmp_path), rois))
    record = run.labels()
    assert "3 features without a usable polygon were skipped" in run.findings
    assert record.scenes[0].polygons == {"1": 1}
    assert run.label().sum() == 30


def test_only_the_polygons_of_a_mixed_layer_are_burned(tmp_path):
    line, point = "LINESTRING(500000 5500000,500020 5499980)", "POINT(500003 5499994)"
    collection = f"GEOMETRYCOLLECTION({line},{rectangle(40, 30, 5, 5)})"
    rois = make_layer(
        tmp_path / "rois.geojson", [point, rectangle(3, 4, 5, 6), line, collection], driver="GeoJSON"
    )
    run = Run(tmp_path / "run", (plain_raster(tmp_path), rois))
    run.labels()
    expected = np.zeros((50, 60), np.uint8)
    expected[4:10, 3:8] = expected[30:35, 40:45] = 1
    assert np.array_equal(run.label(), expected)
    assert "2 features" in run.findings


def test_an_unclosed_ring_is_closed(tmp_path):
    x, y = NORTH_UP[0], NORTH_UP[3]
    ring = f"POLYGON(({x} {y},{x + 10} {y},{x + 10} {y - 10},{x} {y - 10}))"
    run = Run(tmp_path / "run", (plain_raster(tmp_path), make_layer(tmp_path / "rois.gpkg", [ring])))
    run.labels()
    assert run.label()[:20, :20].all()
    assert run.label().sum() == 400


def test_a_polygon_that_the_rasters_crs_cannot_hold_is_skipped(tmp_path):
    good = moved(rectangle(3, 4, 20, 20), 4326)
    beyond_the_pole = "POLYGON((10 95,11 95,11 96,10 95))"
    rois = make_layer(tmp_path / "rois.gpkg", [beyond_the_pole, good], epsg=4326)
    run = Run(tmp_path / "run", (plain_raster(tmp_path), rois))
    run.labels()
    assert run.label().sum() == pytest.approx(400, abs=45)
    assert "1 features without a usable polygon were skipped" in run.findings


def test_row_31_polygons_over_the_edge_are_clipped_and_said(tmp_path):
    rois = make_layer(
        tmp_path / "rois.gpkg", [rectangle(-10, -10, 20, 20), rectangle(90, 90, 5, 5), rectangle(20, 20, 2, 2)]
    )
    run = Run(tmp_path / "run", (plain_raster(tmp_path), rois))
    run.labels()
    assert run.label()[:10, :10].all()
    assert run.label().sum() == 104
    assert "Of 3 polygons on scene.tif, 1 lie outside the raster and 1 reach over its edge" in run.findings


def test_nothing_is_said_of_faultless_polygons(tmp_path):
    run = Run(
        tmp_path / "run", (plain_raster(tmp_path), make_layer(tmp_path / "rois.gpkg", [rectangle(3, 4, 5, 6)]))
    )
    run.labels()
    assert run.findings == ""


# -- classes ------------------------------------------------------------------------------------------------


def classes_of(folder: Path, values: list, **inputs) -> tuple[Run, dict[int, str]]:
    """Label one square for each value; the run, and the names of its classes by code."""
    squares = [rectangle(8 * number, 0, 5, 5) for number in range(len(values))]
    rois = make_layer(folder / "rois.gpkg", squares, values=values)
    run = Run(
        folder / "run", (plain_raster(folder, 8 * len(values) + 8), rois), **{"class_field": "class", **inputs}
    )
    return run, {c.code: c.name for c in run.labels().classes}


def burned_of(run: Run, count: int) -> list[int]:
    """The label in each of the squares."""
    return [int(run.label()[2, 8 * number + 2]) for number in range(count)]


def test_without_a_class_field_the_layer_names_the_class(tmp_path):
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(3, 4, 5, 6)], name="houses")
    run = Run(tmp_path / "run", (plain_raster(tmp_path), rois))
    assert {c.code: c.name for c in run.labels().classes} == {0: "background", 1: "houses"}


def test_whole_numbers_stay_the_masks_values(tmp_path):
    run, names = classes_of(tmp_path, [7, 3, 250])
    assert names == {3: "3", 7: "7", 250: "250"}
    assert burned_of(run, 3) == [7, 3, 250]


def test_polygons_of_code_0_are_background(tmp_path):
    run, names = classes_of(tmp_path, [4, 0])
    assert names == {0: "background", 4: "4"}
    assert burned_of(run, 2) == [4, 0]


def test_texts_are_numbered_in_sorted_order_and_keep_their_names(tmp_path):
    run, names = classes_of(tmp_path, ["water", "forest", " road ", "forest"])
    assert names == {1: "forest", 2: "road", 3: "water"}
    assert burned_of(run, 4) == [3, 1, 2, 1]


def test_numbers_written_as_texts_are_numbers(tmp_path):
    run, names = classes_of(tmp_path, ["10", "9"])
    assert names == {9: "9", 10: "10"}
    assert burned_of(run, 2) == [10, 9]


def test_whole_floats_are_whole_numbers(tmp_path):
    run, names = classes_of(tmp_path, [2.0, 5.0])
    assert names == {2: "2", 5: "5"}
    assert burned_of(run, 2) == [2, 5]


@pytest.mark.parametrize(
    "values, expected",
    [
        ([300, 3, 7], {1: "3", 2: "7", 3: "300"}),
        ([-1, 4], {1: "-1", 2: "4"}),
        ([2.5, 1.0], {1: "1", 2: "2.5"}),
        (["007", "7"], {1: "7", 2: "007"}),
    ],
)
def test_row_33_other_values_are_renumbered_and_keep_their_value_as_name(tmp_path, values, expected):
    run, names = classes_of(tmp_path, values)
    assert names == expected
    code = {name: number for number, name in expected.items()}
    assert burned_of(run, len(values)) == [code[f"{v:g}" if isinstance(v, float) else str(v)] for v in values]


def test_row_33_polygons_without_a_class_are_left_out_and_said(tmp_path):
    run, names = classes_of(tmp_path, ["a", None, "b", " "])
    assert names == {1: "a", 2: "b"}
    assert burned_of(run, 4) == [1, 255, 2, 255]
    assert "2 polygons have nothing in 'class'" in run.findings


def test_unlabelled_ground_is_background_without_a_class_field_and_ignored_with_one(tmp_path):
    run, _ = classes_of(tmp_path, [1, 2])
    assert run.label()[40, 2] == 255
    for rule, value in (("background", 0), ("ignore", 255)):
        run, names = classes_of(make(tmp_path / rule), [1, 2], unlabelled=rule)
        assert run.label()[40, 2] == value
        assert (0 in names) == (rule == "background")
    run, _ = classes_of(make(tmp_path / "plain"), [1, 2], class_field=None)
    assert run.label()[40, 2] == 0


def make(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_classes_are_those_of_all_scenes_together(tmp_path):
    scenes = []
    for name, values in (("a", ["x", "y"]), ("b", ["z", "x"])):
        raster = make_raster(tmp_path / f"{name}.tif", np.ones((20, 20), np.uint8))
        squares = [rectangle(0, 0, 5, 5), rectangle(10, 0, 5, 5)]
        scenes.append((raster, make_layer(tmp_path / f"{name}.gpkg", squares, values=values)))
    run = Run(tmp_path / "run", *scenes, class_field="class")
    assert [c.name for c in run.labels().classes] == ["x", "y", "z"]
    assert [run.label("a")[2, c] for c in (2, 12)] == [1, 2]
    assert [run.label("b")[2, c] for c in (2, 12)] == [3, 1]


def test_the_same_number_in_a_text_field_and_a_number_field_is_one_class(tmp_path):
    scenes = []
    for name, values in (("a", ["3", "4"]), ("b", [4, 3])):
        raster = make_raster(tmp_path / f"{name}.tif", np.ones((20, 20), np.uint8))
        squares = [rectangle(0, 0, 5, 5), rectangle(10, 0, 5, 5)]
        scenes.append((raster, make_layer(tmp_path / f"{name}.gpkg", squares, values=values)))
    run = Run(tmp_path / "run", *scenes, class_field="class")
    assert {c.code: c.name for c in run.labels().classes} == {3: "3", 4: "4"}
    assert run.label("b")[2, 2] == 4


def test_a_class_too_small_for_any_pixel_is_left_out_and_said(tmp_path):
    speck = rectangle(30.6, 30.6, 0.2, 0.2)
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(0, 0, 5, 5), speck], values=["house", "speck"])
    run = Run(tmp_path / "run", (plain_raster(tmp_path), rois), class_field="class", unlabelled="background")
    assert [c.name for c in run.labels().classes] == ["background", "house"]
    assert "left out: speck" in run.findings


def test_record_counts_polygons_and_pixels_by_code(tmp_path):
    run, _ = classes_of(tmp_path, [3, 3, 7])
    scene = run.labels().scenes[0]
    assert scene.polygons == {"3": 2, "7": 1}
    assert scene.pixels == {"3": 50, "7": 25, "255": 50 * 32 - 75}


def test_label_rasters_carry_the_classes_colours(tmp_path):
    run, _ = classes_of(tmp_path, [3, 7])
    classes = run.labels().classes
    dataset = gdal.Open(str(run.folder.labels / "scene.tif"))
    band = dataset.GetRasterBand(1)
    assert band.GetNoDataValue() == 255
    assert len({c.colour for c in classes}) == 2
    assert [band.GetColorTable().GetColorEntry(c.code)[:3] for c in classes] == [c.rgb for c in classes]


# -- ground that is not known -------------------------------------------------------------------------------


def test_row_35_outside_the_labelled_area_everything_is_ignored(tmp_path):
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(5, 5, 10, 10), rectangle(40, 5, 10, 10)])
    area = make_layer(tmp_path / "area.gpkg", [moved(rectangle(0, 0, 30, 50), 4326)], epsg=4326)
    run = Run(tmp_path / "run", (plain_raster(tmp_path), rois, area))
    run.labels()
    assert (run.label()[:, 31:] == 255).all()
    assert (run.label()[:, :29] != 255).all()
    assert (run.label()[5:15, 5:15] == 1).all()
    assert sorted(p.name for p in run.folder.labels.iterdir()) == ["labels.json", "scene.tif"]


@pytest.mark.parametrize("nodata", [-5.0, float("nan"), None])
def test_pixels_that_the_image_does_not_know_are_ignored(tmp_path, nodata):
    image = np.ones((2, 50, 60), np.float32)
    image[1, 7, 8] = np.nan if nodata is None else nodata
    image[0, 40, 40] = np.nan
    raster = make_raster(tmp_path / "scene.tif", image, nodata=nodata)
    run = Run(tmp_path / "run", (raster, make_layer(tmp_path / "rois.gpkg", [rectangle(5, 5, 10, 10)])))
    run.labels()
    assert sorted(zip(*np.nonzero(run.label() == 255), strict=True)) == [(7, 8), (40, 40)]
    assert (run.label() == 1).sum() == 99


# -- what is refused ----------------------------------------------------------------------------------------


def refusal(
    folder: Path, raster: Path | None = None, rois: Path | None = None, area: Path | None = None, **inputs
):
    """The refusal of one scene, faultless but for what is given."""
    raster = raster or plain_raster(folder)
    rois = rois or make_layer(folder / "rois.gpkg", [rectangle(3, 4, 5, 6)])
    before = state_of(folder)
    run = Run(folder / "run", (raster, rois, area), **inputs)
    error = run.refused(run.labels)
    assert state_of(folder) == before
    return error


def test_missing_files(tmp_path):
    assert "There is no raster at" in refusal(tmp_path, raster=tmp_path / "no.tif").message
    assert "There is no layer at" in refusal(make(tmp_path / "b"), rois=tmp_path / "no.gpkg").message
    assert "There is no layer at" in refusal(make(tmp_path / "c"), area=tmp_path / "no.gpkg").message


def test_file_that_is_no_layer(tmp_path):
    (tmp_path / "rois.gpkg").write_text("hello")
    assert "cannot be opened as a layer" in refusal(tmp_path, rois=tmp_path / "rois.gpkg").message


def test_row_12_raster_without_crs_under_rois_that_have_one(tmp_path):
    error = refusal(tmp_path, raster=plain_raster(tmp_path, epsg=None))
    assert "scene.tif has no CRS" in error.message
    assert "Assign Projection" in error.remedy


def test_row_12_rois_without_crs_on_a_raster_that_has_one(tmp_path):
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(3, 4, 5, 6)], epsg=None)
    error = refusal(tmp_path, rois=rois)
    assert "rois.gpkg has no CRS" in error.message


def test_row_12_both_without_crs_work_and_the_labels_have_none(tmp_path):
    raster = plain_raster(tmp_path, epsg=None)
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(3, 4, 5, 6)], epsg=None)
    run = Run(tmp_path / "run", (raster, rois))
    run.labels()
    assert run.label().sum() == 30
    assert grid_of(run.folder.labels / "scene.tif") == grid_of(raster)


def test_row_30_no_overlap_names_both_extents(tmp_path):
    far = "POLYGON((510000 5510000,510010 5510000,510010 5510010,510000 5510000))"
    error = refusal(tmp_path, rois=make_layer(tmp_path / "rois.gpkg", [far]))
    assert "polygons x 510000…510010, y 5510000…5510010" in error.message
    assert "raster x 500000…500030, y 5499975…5500000" in error.message


def test_row_10_rois_that_only_seem_to_overlap_a_rotated_raster(tmp_path):
    raster = plain_raster(tmp_path, geotransform=ROTATED)
    x, y, *_ = Grid(60, 50, ROTATED, "").extent
    corner = f"POLYGON(({x} {y},{x + 2} {y},{x + 2} {y + 2},{x} {y}))"
    error = refusal(tmp_path, raster=raster, rois=make_layer(tmp_path / "rois.gpkg", [corner]))
    assert "lie outside the raster" in error.message


@pytest.mark.parametrize("polygons", [[], [None], ["POLYGON EMPTY"]])
def test_row_29_an_empty_layer_is_refused(tmp_path, polygons):
    error = refusal(tmp_path, rois=make_layer(tmp_path / "rois.gpkg", polygons))
    assert "has no polygons" in error.message


def test_layer_of_lines(tmp_path):
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(tmp_path / "roads.gpkg"))
    layer = source.CreateLayer("roads", reference(UTM), ogr.wkbLineString)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkt("LINESTRING(500000 5500000,500010 5499990)"))
    layer.CreateFeature(feature)
    del feature, layer, source
    assert "holds no polygons" in refusal(tmp_path, rois=tmp_path / "roads.gpkg").message


def two_layers(path: Path) -> Path:
    make_layer(path, [rectangle(3, 4, 5, 6)], name="houses")
    source = ogr.Open(str(path), 1)
    layer = source.CreateLayer("fields of wheat", reference(UTM), ogr.wkbPolygon)
    feature = ogr.Feature(layer.GetLayerDefn())
    feature.SetGeometry(ogr.CreateGeometryFromWkt(rectangle(20, 20, 10, 10)))
    layer.CreateFeature(feature)
    del feature, layer, source
    return path


def test_several_layers_in_one_file_must_be_told_apart(tmp_path):
    path = two_layers(tmp_path / "rois.gpkg")
    error = refusal(tmp_path, rois=path)
    assert "houses, fields of wheat" in error.message
    assert "|layername=" in error.remedy
    assert "no layer named 'roads'" in refusal(tmp_path, rois=f"{path}|layername=roads").message


@pytest.mark.parametrize("name, pixels", [("houses", 30), ("fields of wheat", 100)])
def test_a_layer_is_chosen_by_its_name(tmp_path, name, pixels):
    path = two_layers(tmp_path / "rois.gpkg")
    run = Run(tmp_path / "run", (plain_raster(tmp_path), f"{path}|layername={name}"))
    assert run.labels().classes[1].name == name
    assert run.label().sum() == pixels


def test_row_32_only_one_class_is_refused(tmp_path):
    everywhere = make_layer(tmp_path / "all.gpkg", [rectangle(-5, -5, 100, 100)])
    assert "Only one class is present ('rois')" in refusal(tmp_path, rois=everywhere).message
    alone = make_layer(tmp_path / "alone.gpkg", [rectangle(3, 4, 5, 6)], values=["house"])
    error = refusal(tmp_path, rois=alone, class_field="class")
    assert "Only one class is present ('house')" in error.message
    assert "another class" in error.remedy
    speck = make_layer(tmp_path / "speck.gpkg", [rectangle(3.6, 3.6, 0.2, 0.2)])
    assert "Only one class is present ('background')" in refusal(tmp_path, rois=speck).message


def test_row_05_only_nodata_in_the_labelled_area_is_refused(tmp_path):
    image = np.ones((50, 60), np.uint8)
    image[:, :30] = 0
    raster = make_raster(tmp_path / "scene.tif", image, nodata=0)
    area = make_layer(tmp_path / "area.gpkg", [rectangle(0, 0, 30, 50)])
    assert "No labelled pixel is left" in refusal(tmp_path, raster=raster, area=area).message


def test_unknown_or_empty_class_field(tmp_path):
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(3, 4, 5, 6)], values=[""], field="kind")
    error = refusal(tmp_path, rois=rois, class_field="class")
    assert "has no field 'class'" in error.message
    assert "kind" in error.remedy
    assert "'kind' is empty in every polygon" in refusal(tmp_path, rois=rois, class_field="kind").message


def test_a_field_of_identifiers(tmp_path):
    values = [f"id {number}" for number in range(251)]
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(3, 4, 5, 6)] * 251, values=values)
    assert "has 251 different values" in refusal(tmp_path, rois=rois, class_field="class").message


def test_row_13_a_raster_without_geotransform_is_refused(tmp_path):
    raster = plain_raster(tmp_path, geotransform=None)
    assert "no position on the map" in refusal(tmp_path, raster=raster).message


def test_row_21_scenes_with_different_bands_or_values_are_refused(tmp_path):
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(3, 4, 5, 6)])
    first = make_raster(tmp_path / "first.tif", np.zeros((2, 50, 60), np.uint8))
    for image, said in ((np.zeros((50, 60), np.uint8), "1 bands"), (np.zeros((2, 50, 60), np.int16), "int16")):
        other = make_raster(tmp_path / "other.tif", image)
        run = Run(tmp_path / "run", (first, rois), (other, rois))
        assert said in run.refused(run.labels).message


def test_scenes_of_one_file_name_keep_apart(tmp_path):
    scenes = []
    for number in range(3):
        folder = make(tmp_path / str(number))
        scenes.append((plain_raster(folder), make_layer(folder / "rois.gpkg", [rectangle(3, 4, 5, number + 1)])))
    run = Run(tmp_path / "run", *scenes)
    names = [scene.name for scene in run.labels().scenes]
    assert len({name.lower() for name in names}) == 3
    assert [run.label(name).sum() for name in names] == [5, 10, 15]


def test_a_name_as_long_as_the_file_system_allows_goes_through_all_steps(tmp_path):
    image = np.random.default_rng(0).integers(0, 99, (1, 200, 200), np.uint8)
    raster = make_raster(tmp_path / ("地" * 83 + ".tif"), image)
    squares = [rectangle(c, r, 10, 10) for c in range(0, 200, 25) for r in range(0, 200, 25)]
    run = Run(tmp_path / "run", (raster, make_layer(tmp_path / "rois.gpkg", squares)), window=32, stride=16)
    run.labels()
    run.chips()
    run.split()
    run.augment(techniques=("flip_antidiagonal",))


def test_a_refused_second_try_keeps_the_first_labels(tmp_path):
    raster, rois = plain_raster(tmp_path), make_layer(tmp_path / "rois.gpkg", [rectangle(3, 4, 5, 6)])
    Run(tmp_path / "run", (raster, rois)).labels()
    run = Run(tmp_path / "run", (raster, make_layer(tmp_path / "all.gpkg", [rectangle(-5, -5, 100, 100)])))
    run.refused(run.labels)
    assert run.label().sum() == 30
