"""What a user can choose about labels: lines and points, overlaps, touched pixels, classes, tiles without ROIs."""

from __future__ import annotations

import dataclasses
import subprocess
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, ogr, osr

from deep_segmentation_wizard.engine.data.labels import file_state, labels_key
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.plain import from_plain, to_plain
from deep_segmentation_wizard.engine.run_folder import make_key
from deep_segmentation_wizard.engine.settings import ClassRule, InputSettings, RunSettings, Scene
from deep_segmentation_wizard.tests.engine.data.steps import Run
from deep_segmentation_wizard.tests.engine.scenes import (
    NORTH_UP,
    UTM,
    engine,
    grid_of,
    make_layer,
    make_raster,
    read,
    rectangle,
    reference,
)

X, Y, PIXEL = NORTH_UP[0], NORTH_UP[3], NORTH_UP[1]


def raster_of(folder: Path, width: int = 120, height: int = 100, **options) -> Path:
    return make_raster(
        folder / f"{options.pop('name', 'scene')}.tif", np.full((height, width), 7, np.uint8), **options
    )


def shape_file(
    folder: Path, wkt: list[str], epsg: int = UTM, driver: str = "GPKG", kind: int = ogr.wkbUnknown
) -> Path:
    """A layer of lines or points."""
    path = folder / ("shapes.gpkg" if driver == "GPKG" else "shapes.geojson")
    source = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    layer = source.CreateLayer("shapes", reference(epsg), kind)
    for text in wkt:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(text))
        layer.CreateFeature(feature)
    del layer, source
    return path


# -- lines and points ---------------------------------------------------------------------------------------


def test_lines_become_strips_of_their_width(tmp_path):
    line = shape_file(tmp_path, [f"LINESTRING({X + 5} {Y - 20},{X + 45} {Y - 20})"], kind=ogr.wkbLineString)
    run = Run(tmp_path / "run", (raster_of(tmp_path), line), line_width=4.0)
    run.labels()
    rows, columns = np.nonzero(run.label())
    assert (np.ptp(rows) + 1) * PIXEL == pytest.approx(4, abs=PIXEL)
    assert run.label().sum() * PIXEL**2 == pytest.approx(40 * 4 + np.pi * 2**2, rel=0.02)
    assert rows.mean() == pytest.approx(39.5, abs=0.5)


def test_points_become_discs_of_their_radius(tmp_path):
    points = shape_file(tmp_path, [f"MULTIPOINT(({X + 15} {Y - 15}),({X + 45} {Y - 30}))"], kind=ogr.wkbMultiPoint)
    run = Run(tmp_path / "run", (raster_of(tmp_path), points), point_radius=6.0)
    run.labels()
    assert run.label().sum() * PIXEL**2 == pytest.approx(2 * np.pi * 36, rel=0.02)
    assert run.label()[30, 30] == run.label()[60, 90] == 1


@pytest.mark.parametrize(
    "epsg, geotransform, square_metre",
    [
        (4326, (15.0, 5e-6, 0.0, 60.0, 0.0, -5e-6), 5e-6 * 111_412 * 5e-6 * 55_800),
        (3857, (1_669_792.0, 0.5, 0.0, 8_399_737.0, 0.0, -0.5), (0.5 * 0.5017) ** 2),
    ],
)
def test_row_14_metres_are_metres_on_the_ground_in_degrees_and_in_web_mercator(
    tmp_path, epsg, geotransform, square_metre
):
    """At 60° north a degree of longitude is 55.8 km, and Web Mercator stretches lengths nearly twice."""
    raster = raster_of(tmp_path, geotransform=geotransform, epsg=epsg)
    x, y = geotransform[0] + 60 * geotransform[1], geotransform[3] + 50 * geotransform[5]
    point = ogr.Geometry(ogr.wkbPoint)
    point.AddPoint_2D(x, y)
    point.Transform(osr.CoordinateTransformation(reference(epsg), reference(4326)))
    points = shape_file(tmp_path, [point.ExportToWkt()], epsg=4326, kind=ogr.wkbPoint)
    run = Run(tmp_path / "run", (raster, points), point_radius=5.0)
    run.labels()
    assert run.label().sum() * square_metre == pytest.approx(np.pi * 25, rel=0.04)


def test_a_layer_of_lines_without_a_width_is_refused_with_what_to_say(tmp_path):
    line = shape_file(tmp_path, [f"LINESTRING({X} {Y},{X + 45} {Y - 20})"], kind=ogr.wkbLineString)
    run = Run(tmp_path / "run", (raster_of(tmp_path), line), point_radius=3.0)
    error = run.refused(run.labels)
    assert "holds no polygons" in error.message and "--line-width" in error.remedy


def test_a_mixed_layer_is_used_as_far_as_widths_are_given(tmp_path):
    shapes = [
        f"POINT({X + 10} {Y - 10})", f"LINESTRING({X + 5} {Y - 30},{X + 45} {Y - 30})", rectangle(80, 10, 20, 20),
    ]  # fmt: skip
    layer = shape_file(tmp_path, shapes, driver="GeoJSON", epsg=UTM)
    raster = raster_of(tmp_path)
    seen = []
    for number, options in enumerate(({}, {"line_width": 2.0}, {"line_width": 2.0, "point_radius": 3.0})):
        run = Run(tmp_path / f"run{number}", (raster, layer), **options)
        run.labels()
        seen.append([int(run.label()[row, column]) for row, column in ((20, 20), (60, 40), (20, 90))])
        assert (f"{2 - number} features without" in run.findings) == (number < 2)
    assert seen == [[0, 0, 1], [0, 1, 1], [1, 1, 1]]


@pytest.mark.parametrize("name", ["line_width", "point_radius"])
@pytest.mark.parametrize("value", [0.0, -3.0, float("nan"), float("inf")])
def test_widths_that_are_none_are_refused(name, value):
    with pytest.raises(EngineError, match=name):
        InputSettings(**{name: value})


# -- which pixels, which polygon ------------------------------------------------------------------------------


def test_all_touched_pixels_equal_those_of_gdal_rasterize(tmp_path):
    raster = raster_of(tmp_path)
    blob = "POLYGON((" + ",".join(
        f"{X + 25 + r * np.cos(a)} {Y - 25 + r * np.sin(a)}"
        for a, r in zip(np.linspace(0, 2 * np.pi, 17), [7, 12, 9.3, 15] * 4 + [7], strict=True)
    ) + "))"  # fmt: skip
    rois = make_layer(tmp_path / "rois.gpkg", [blob, rectangle(90.2, 70.6, 0.3, 20)])
    sums = []
    for number, options in enumerate(([], ["-at"])):
        blank = make_raster(tmp_path / f"blank{number}.tif", np.zeros((100, 120), np.uint8), NORTH_UP, epsg=None)
        subprocess.run(["gdal_rasterize", "-q", *options, "-burn", "1", str(rois), str(blank)], check=True)
        run = Run(tmp_path / f"run{number}", (raster, rois), all_touched=bool(options))
        run.labels()
        assert np.array_equal(run.label(), read(blank))
        sums.append(int(run.label().sum()))
    assert sums[1] > sums[0]


@pytest.mark.parametrize("rule, expected", [("later", [3, 3, 2]), ("earlier", [1, 1, 1]), ("smaller", [3, 2, 2])])
def test_row_34_overlaps_are_settled_as_wished(tmp_path, rule, expected):
    """A large square, a smaller one in it that comes second, and a middle one that comes last."""
    squares = [rectangle(0, 0, 60, 60), rectangle(10, 10, 20, 20), rectangle(5, 5, 20, 40)]
    rois = make_layer(tmp_path / "rois.gpkg", squares, values=[1, 2, 3])
    run = Run(
        tmp_path / "run", (raster_of(tmp_path), rois), class_field="class", overlap=rule, unlabelled="background"
    )
    run.labels()
    assert [int(run.label()[row, column]) for row, column in ((40, 8), (12, 12), (12, 28))] == expected


# -- classes ------------------------------------------------------------------------------------------------


def with_classes(folder: Path, values: list, *rules: ClassRule, **inputs) -> tuple[Run, dict[int, str], list[int]]:
    """One square for each value: the run, the names of its classes by code, and the label in each square."""
    squares = [rectangle(8 * number, 0, 5, 5) for number in range(len(values))]
    rois = make_layer(folder / "rois.gpkg", squares, values=values)
    raster = raster_of(folder, 8 * len(values) + 8)
    run = Run(folder / "run", (raster, rois), class_field="class", classes=rules, **inputs)
    names = {c.code: c.name for c in run.labels().classes}
    return run, names, [int(run.label()[2, 8 * number + 2]) for number in range(len(values))]


def test_a_class_that_is_not_used_is_as_if_not_drawn(tmp_path):
    for unlabelled, left in (("background", 0), ("ignore", 255)):
        folder = tmp_path / unlabelled
        folder.mkdir()
        rule = ClassRule("road", use=False)
        _, names, burned = with_classes(folder, ["roof", "road", "tree"], rule, unlabelled=unlabelled)
        assert [name for name in names.values() if name != "background"] == ["roof", "tree"]
        assert burned == [1, left, 2]


def test_classes_are_renamed_and_merged(tmp_path):
    rules = (ClassRule("oak", "forest"), ClassRule("pine", "forest"), ClassRule("lake", "water"))
    _, names, burned = with_classes(tmp_path, ["pine", "lake", "oak", "road"], *rules)
    assert names == {1: "water", 2: "forest", 3: "road"}
    assert burned == [2, 1, 2, 3]


def test_merged_whole_numbers_share_the_smallest(tmp_path):
    _, names, burned = with_classes(tmp_path, [30, 20, 7], ClassRule("30", "built"), ClassRule("20", "built"))
    assert names == {7: "7", 20: "built"}
    assert burned == [20, 20, 7]


def test_a_class_named_background_is_background(tmp_path):
    _, names, burned = with_classes(
        tmp_path, ["roof", "other"], ClassRule("other", "Background"), unlabelled="ignore"
    )
    assert names == {0: "background", 1: "roof"}
    assert burned == [1, 0]


def test_a_single_class_can_be_named(tmp_path):
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(3, 4, 5, 6)], name="polygons_final2")
    run = Run(tmp_path / "run", (raster_of(tmp_path), rois), classes=(ClassRule("", "houses"),))
    assert [c.name for c in run.labels().classes] == ["background", "houses"]


def test_a_rule_for_a_value_that_nobody_has_is_said(tmp_path):
    run, names, _ = with_classes(tmp_path, ["a", "b"], ClassRule("c", "d"))
    assert "warning: No polygon has in 'class': c. Its values are: a, b." in run.findings
    assert names == {1: "a", 2: "b"}


def test_leaving_every_class_out_is_refused(tmp_path):
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(0, 0, 5, 5)], values=["a"])
    run = Run(
        tmp_path / "run", (raster_of(tmp_path), rois), class_field="class", classes=(ClassRule("a", use=False),)
    )
    assert run.refused(run.labels).message == "Every class is left out."


def test_two_rules_for_one_value_are_refused():
    with pytest.raises(EngineError, match="Two rules"):
        InputSettings(classes=(ClassRule("a", "b"), ClassRule("a", "c")))


# -- tiles --------------------------------------------------------------------------------------------------


def tiles(folder: Path, count: int = 4) -> list[Path]:
    """Tiles side by side, each 40 pixels wide."""
    made = []
    for number in range(count):
        place = (X + number * 40 * PIXEL, *NORTH_UP[1:])
        made.append(raster_of(folder, 40, 40, geotransform=place, name=f"tile_{number}"))
    return made


@pytest.mark.parametrize(
    "rule, used", [("skip", ["tile_0", "tile_2"]), ("background", [f"tile_{n}" for n in range(4)])]
)
def test_tiles_without_rois_are_left_out_or_background(tmp_path, rule, used):
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(5, 5, 10, 10), rectangle(90, 5, 10, 10)])
    run = Run(tmp_path / "run", *[(tile, rois) for tile in tiles(tmp_path)], without_rois=rule)
    record = run.labels()
    assert [scene.name for scene in record.scenes] == used
    assert "info: 2 of 4 rasters have no ROI on them" in run.findings
    if rule == "background":
        assert not run.label("tile_1").any()


def test_a_layer_that_lies_on_no_raster_is_refused(tmp_path):
    first, second, *_ = tiles(tmp_path)
    good = make_layer(tmp_path / "good.gpkg", [rectangle(5, 5, 10, 10)])
    far = make_layer(tmp_path / "far.gpkg", [rectangle(5000, 5, 10, 10)])
    run = Run(tmp_path / "run", (first, good), (second, far))
    assert "lie outside the raster" in run.refused(run.labels).message


def test_twenty_tiles_with_one_layer_go_through_the_command(tmp_path):
    names = tiles(tmp_path, 20)
    squares = [rectangle(40 * number + 8, 8, 14, 14) for number in range(0, 20, 2)]
    rois = make_layer(tmp_path / "rois.gpkg", squares)
    given = [part for name in names for part in ("--raster", name)]
    done = engine("labels", *given, "--rois", rois, "--folder", tmp_path / "run", "--bare-rasters", "background")
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "run/labels").glob("*.tif"))) == 20


def test_the_command_takes_all_of_it(tmp_path):
    lines = shape_file(tmp_path, [f"LINESTRING({X + 5} {Y - 20},{X + 45} {Y - 20})"], kind=ogr.wkbLineString)
    done = engine(
        "labels", "--raster", raster_of(tmp_path), "--rois", lines, "--folder", tmp_path / "run",
        "--line-width", 3, "--all-touched", "--overlap", "smaller", "--class==roads",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    label = gdal.Open(str(tmp_path / "run/labels/scene.tif"))
    assert label.ReadAsArray().sum() * PIXEL**2 > 40 * 3
    assert grid_of(tmp_path / "run/labels/scene.tif") == grid_of(tmp_path / "scene.tif")
    assert '"name": "roads"' in (tmp_path / "run/labels/labels.json").read_text()


def test_the_command_leaves_classes_out_and_renames(tmp_path):
    squares = [rectangle(8 * number, 0, 5, 5) for number in range(3)]
    rois = make_layer(tmp_path / "rois.gpkg", squares, values=["a", "b", "c"])
    done = engine(
        "labels", "--raster", raster_of(tmp_path), "--rois", rois, "--folder", tmp_path / "run",
        "--class-field", "class", "--class=-b", "--class", "c=roof",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    label = read(tmp_path / "run/labels/scene.tif")
    assert [int(label[2, 8 * number + 2]) for number in range(3)] == [1, 255, 2]
    assert '"name": "roof"' in (tmp_path / "run/labels/labels.json").read_text()


# -- unlabelled ground, scene by scene ----------------------------------------------------------------------


def two_fields(folder: Path, *rules: str | None, **inputs) -> Run:
    """Two rasters with a square each, and a rule for the ground around each of them."""
    scenes = []
    for number, rule in enumerate(rules):
        raster = raster_of(folder, 40, 40, name=f"field_{number}")
        rois = make_layer(folder / f"rois_{number}.gpkg", [rectangle(5, 5, 10, 10)], values=["roof"])
        scenes.append((raster, rois, None, (), rule))
    return Run(folder / "run", *scenes, **inputs)


@pytest.mark.parametrize(
    ("run_rule", "rules", "around"),
    [
        (None, (None, None), [0, 0]),
        (None, (None, "ignore"), [0, 255]),
        ("background", ("ignore", None), [255, 0]),
        (None, ("background", "ignore"), [0, 255]),
    ],
)
def test_what_is_not_drawn_can_mean_another_thing_in_each_scene(tmp_path, run_rule, rules, around):
    run = two_fields(tmp_path, *rules, unlabelled=run_rule)
    record = run.labels()
    assert [int(run.label(f"field_{n}")[30, 30]) for n in (0, 1)] == around
    assert [c.code for c in record.classes] == [0, 1]
    assert all((run.label(f"field_{n}")[5:15, 5:15] == 1).all() for n in (0, 1))


def test_a_scene_may_be_background_where_the_run_ignores(tmp_path):
    run = two_fields(tmp_path, "background", None, class_field="class", unlabelled="ignore")
    assert {c.code: c.name for c in run.labels().classes} == {0: "background", 1: "roof"}
    assert [int(run.label(f"field_{n}")[30, 30]) for n in (0, 1)] == [0, 255]


def test_one_class_and_nothing_else_in_every_scene_is_refused():
    scenes = tuple(Scene(f"{n}.tif", "rois.gpkg", unlabelled="ignore") for n in range(2))
    with pytest.raises(EngineError, match="nothing to tell apart"):
        InputSettings(scenes)


def test_a_bare_tile_whose_ground_is_not_known_is_left_out_among_others_of_background(tmp_path):
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(5, 5, 10, 10)])
    rules = (None, "ignore", None, "background")
    scenes = [(tile, rois, None, (), rule) for tile, rule in zip(tiles(tmp_path), rules, strict=True)]
    run = Run(tmp_path / "run", *scenes, without_rois="background")
    assert [scene.name for scene in run.labels().scenes] == ["tile_0", "tile_2", "tile_3"]
    assert "1 of 4 rasters have no ROI on them and are left out" in run.findings
    assert "2 of 4 rasters have no ROI on them and are taken for background" in run.findings


def test_without_rules_of_their_own_scenes_leave_keys_and_old_settings_as_they_were(tmp_path):
    run = two_fields(tmp_path, None, None)
    plain = to_plain(run.settings)
    for scene in plain["inputs"]["scenes"]:
        del scene["unlabelled"], scene["more"]
    for name in ("bands", "pixel_size", "resampling"):
        del plain["inputs"][name]
    assert from_plain(RunSettings, plain) == run.settings
    files = [file_state(path) for scene in run.settings.inputs.scenes for path in (scene.raster, scene.rois)]
    assert labels_key(run.settings) == make_key(plain["inputs"], files)
    first, second = run.settings.inputs.scenes
    scenes = (first, dataclasses.replace(second, unlabelled="ignore"))
    other = RunSettings(inputs=dataclasses.replace(run.settings.inputs, scenes=scenes))
    assert labels_key(other) != labels_key(run.settings)
