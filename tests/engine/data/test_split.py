"""Step 3: three sets of chips that share no ground, linked and not copied, and never edited in place."""

from __future__ import annotations

import os

import numpy as np
import pytest
from osgeo import gdal, ogr

from deep_segmentation_wizard.tests.engine.data.steps import (
    Run,
    checkerboard_scene,
    chip_files,
    state_of,
    window_of,
)
from deep_segmentation_wizard.tests.engine.scenes import make_layer, make_raster, read, rectangle

SETS = ("train", "validation", "test")


def cut(run: Run) -> Run:
    run.labels()
    run.chips()
    return run


@pytest.fixture
def run(tmp_path) -> Run:
    """A run with chips at a stride of a quarter of the window."""
    return cut(Run(tmp_path / "run", checkerboard_scene(tmp_path, 340, 270), window=64, stride=16))


def ground_of(run: Run, name: str) -> ogr.Geometry:
    """What the chips of a set cover on the map, by their own georeference."""
    parts = ogr.Geometry(ogr.wkbMultiPolygon)
    for image, _ in chip_files(run.folder.chips / name):
        dataset = gdal.Open(str(image))
        x0, xx, xy, y0, yx, yy = dataset.GetGeoTransform()
        w, h = dataset.RasterXSize, dataset.RasterYSize
        corners = [
            (x0 + c * xx + r * xy, y0 + c * yx + r * yy) for c, r in ((0, 0), (w, 0), (w, h), (0, h), (0, 0))
        ]
        parts.AddGeometry(
            ogr.CreateGeometryFromWkt("POLYGON((" + ",".join(f"{x!r} {y!r}" for x, y in corners) + "))")
        )
    return parts.UnionCascaded()


def shared(run: Run) -> float:
    """Square metres that two sets have in common."""
    ground = [ground_of(run, name) for name in SETS]
    return sum(ground[a].Intersection(ground[b]).GetArea() for a, b in ((0, 1), (0, 2), (1, 2)))


# -- by area ------------------------------------------------------------------------------------------------


def test_no_pixel_is_in_two_sets_at_a_stride_of_a_quarter_of_the_window(run):
    run.split()
    raster = run.settings.inputs.scenes[0].raster
    covered = []
    for name in SETS:
        hits = np.zeros((270, 340), bool)
        for image, label in chip_files(run.folder.chips / name):
            column, row, width, height = window_of(image, raster)
            hits[row : row + height, column : column + width] = True
            assert np.array_equal(read(label), run.label()[row : row + height, column : column + width])
        covered.append(hits)
        assert hits.any()
    assert np.sum(covered, axis=0).max() == 1
    assert not any(run.split().shared_pixels.values())


def test_the_record_tells_all_that_was_decided(run):
    record = run.split(seed=5)
    in_sets = [chip for name in SETS for chip in record.names[name]]
    assert sorted([*in_sets, *record.lost]) == sorted(run.chips().names)
    assert (record.method, record.seed) == ("area", 5)
    for name in SETS:
        assert record.percentages[name] == pytest.approx(100 * len(record.names[name]) / len(in_sets), abs=0.1)


def test_class_shares_are_those_of_the_labels(run):
    record = run.split()
    for name in SETS:
        labels = np.stack([read(label) for _, label in chip_files(run.folder.chips / name)])
        assert record.class_shares[name] == pytest.approx({str(code): np.mean(labels == code) for code in (0, 1)})


def test_the_user_is_told_sizes_and_losses(run):
    record = run.split()
    assert record.lost
    assert f"train {len(record.names['train'])} (" in run.findings
    assert f"{len(record.lost)} of {len(run.chips().names)} chips (" in run.findings
    assert "warning" not in run.findings


def test_a_class_that_a_set_lacks_is_said(tmp_path):
    raster = make_raster(tmp_path / "scene.tif", np.ones((330, 400), np.uint8))
    squares = [rectangle(c, r, 8, 8) for c in range(0, 400, 20) for r in range(0, 330, 20)]
    squares.append(rectangle(1, 1, 5, 5))
    rois = make_layer(tmp_path / "rois.gpkg", squares, values=["field"] * (len(squares) - 1) + ["well"])
    run = cut(
        Run(tmp_path / "run", (raster, rois), class_field="class", unlabelled="background", window=64, stride=32)
    )
    record = run.split()
    code = "2"
    lacking = [name for name in SETS if record.class_shares[name][code] == 0]
    assert lacking == ["validation", "test"]
    for name in lacking:
        assert f"The {name} set has no pixel of: well." in run.findings


def test_a_very_rare_class_is_not_said_to_be_missing(tmp_path):
    raster = make_raster(tmp_path / "scene.tif", np.ones((600, 600), np.uint8))
    corners = [rectangle(c, r, 1, 1) for c in range(0, 600, 60) for r in range(0, 600, 60)]
    plain = rectangle(0, 0, 600, 600)
    rois = make_layer(tmp_path / "rois.gpkg", [plain, *corners], values=["plain"] + ["rare"] * len(corners))
    run = cut(Run(tmp_path / "run", (raster, rois), class_field="class", window=150, stride=75))
    record = run.split()
    assert 0 < record.class_shares["test"]["2"] < 0.0005
    assert "has no pixel of" not in run.findings


def test_the_same_seed_gives_the_same_split(run):
    assert run.split(seed=1) == run.split(seed=1)


ELSEWHERE = (501000.0, 0.5, 0.0, 5500000.0, 0.0, -0.5)
HALF_OVER = (500080.3, 0.5, 0.0, 5499979.9, 0.0, -0.5)
FINER = (500080.3, 0.3, 0.0, 5499979.9, 0.0, -0.3)
TURNED = (500060.3, 0.4, 0.3, 5499979.9, 0.3, -0.4)
SECOND_SCENES = {"elsewhere": ELSEWHERE, "half over the first": HALF_OVER, "finer": FINER, "turned": TURNED}


@pytest.mark.parametrize("geotransform", SECOND_SCENES.values(), ids=SECOND_SCENES)
def test_scenes_that_overlap_share_no_ground_between_sets(tmp_path, geotransform):
    first = checkerboard_scene(tmp_path, 400, 330, name="first")
    second = checkerboard_scene(tmp_path, 330, 300, name="second", geotransform=geotransform)
    run = cut(Run(tmp_path / "run", first, second, window=48, stride=24))
    record = run.split()
    assert shared(run) < 1e-3
    assert not any(record.shared_pixels.values())
    assert all(len(record.names[name]) > 10 for name in SETS)


def test_row_21_scenes_in_two_crs_share_no_ground_between_sets(tmp_path):
    first = checkerboard_scene(tmp_path, 400, 330, name="first")
    second = checkerboard_scene(
        tmp_path, 330, 300, name="second", geotransform=(15.0008, 6e-6, 0.0, 49.6525, 0.0, -4e-6), epsg=4326
    )
    run = cut(Run(tmp_path / "run", first, second, window=48, stride=24))
    run.split()
    index = ogr.Open(str(run.folder.chips / "index.gpkg"))
    ground = {name: ogr.Geometry(ogr.wkbMultiPolygon) for name in (*SETS, "none")}
    for feature in index.GetLayer():
        ground[feature["set"]].AddGeometry(feature.GetGeometryRef())
    ground = [ground[name].UnionCascaded() for name in SETS]
    assert sum(ground[a].Intersection(ground[b]).GetArea() for a, b in ((0, 1), (0, 2), (1, 2))) < 1e-3


def test_rotated_and_south_up_rasters_share_no_ground_either(tmp_path):
    for name, geotransform in (("turned", TURNED), ("south-up", (500000.0, 0.5, 0.0, 5499960.0, 0.0, 0.5))):
        run = cut(
            Run(
                tmp_path / name,
                checkerboard_scene(tmp_path, 400, 330, name=name, geotransform=geotransform),
                window=48,
                stride=12,
            )
        )
        run.split()
        assert shared(run) < 1e-3


# -- at random ----------------------------------------------------------------------------------------------


def test_a_random_split_uses_every_chip_and_warns_of_shared_pixels(run):
    record = run.split(method="random")
    assert not record.lost
    assert [len(record.names[name]) / len(run.chips().names) for name in SETS] == pytest.approx(
        [0.7, 0.15, 0.15], abs=0.01
    )
    run.split(method="random")
    expected = sum(record.shared_pixels.values())
    assert expected == pytest.approx(shared(run) / 0.25)
    assert "warning: The sets share pixels" in run.findings


def test_a_random_split_without_overlap_shares_nothing(tmp_path):
    run = cut(Run(tmp_path / "run", checkerboard_scene(tmp_path, 480, 320), window=32, stride=32))
    assert not any(run.split(method="random").shared_pixels.values())
    assert "warning" not in run.findings


def test_a_random_split_is_seeded(run):
    splits = [run.split(method="random", seed=seed).names for seed in (1, 1, 2)]
    assert splits[0] == splits[1] != splits[2]


# -- files --------------------------------------------------------------------------------------------------


def test_chips_are_linked_not_copied(run):
    run.split()
    for name in SETS:
        for pair in chip_files(run.folder.chips / name):
            for path in pair:
                assert path.samefile(run.folder.chips / "all" / path.parent.name / path.name)


def test_chips_are_copied_where_there_are_no_links(run, monkeypatch):
    def no_links(*_args, **_options):
        raise OSError("this file system has no links")

    monkeypatch.setattr(os, "link", no_links)
    record = run.split()
    assert all(record.names.values())
    for name in SETS:
        assert sorted(record.names[name]) == [image.name for image, _ in chip_files(run.folder.chips / name)]
        for pair in chip_files(run.folder.chips / name):
            for path in pair:
                original = run.folder.chips / "all" / path.parent.name / path.name
                assert path.read_bytes() == original.read_bytes()
                assert not path.samefile(original)


@pytest.mark.parametrize("method", ["area", "random"])
def test_splitting_again_touches_no_chip(run, method):
    before = state_of(run.folder.chips / "all")
    first = run.split()
    second = run.split(method=method, train=60, validation=20, test=20)
    assert state_of(run.folder.chips / "all") == before
    assert first.names != second.names
    for name in SETS:
        assert [image.name for image, _ in chip_files(run.folder.chips / name)] == sorted(second.names[name])


def test_percentages_that_the_chips_cannot_meet_are_refused_and_the_sets_stay(tmp_path):
    run = cut(Run(tmp_path / "run", checkerboard_scene(tmp_path, 160, 160), window=64, stride=48))
    run.split()
    error = run.refused(lambda: run.split(method="random", train=98, validation=1, test=1))
    assert "too few for a split of 98, 1, 1" in error.message
