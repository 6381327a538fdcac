"""The check finds what is wrong with inputs before any work, and is silent where nothing is."""

from __future__ import annotations

import dataclasses
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from osgeo import gdal

from deep_segmentation_wizard.engine import needs, pipeline
from deep_segmentation_wizard.engine.data import division
from deep_segmentation_wizard.engine.data.check import CheckReport, check_inputs, with_time
from deep_segmentation_wizard.engine.data.ground import pixel_metres
from deep_segmentation_wizard.engine.data.raster import Raster
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.events import Event, Finding, Reporter
from deep_segmentation_wizard.engine.network.device import Machine
from deep_segmentation_wizard.engine.network.unet import UNet
from deep_segmentation_wizard.engine.run_folder import RunFolder
from deep_segmentation_wizard.engine.settings import (
    ChipSettings,
    InputSettings,
    NetworkSettings,
    RunSettings,
    Scene,
    TrainingSettings,
)
from deep_segmentation_wizard.tests.engine.data.steps import state_of
from deep_segmentation_wizard.tests.engine.mapping.test_prediction import peak_of
from deep_segmentation_wizard.tests.engine.scenes import (
    NORTH_UP,
    ROOT,
    engine,
    events_of,
    make_layer,
    make_raster,
    make_scene,
    rectangle,
)

SAMPLE = ROOT / "sample"


def check(
    folder: Path, *scenes: tuple[Path | str, Path | str], **inputs: Any
) -> tuple[CheckReport, list[Finding]]:
    """The report, and what the check itself has found; what the steps say of windows is theirs."""
    events: list[Event] = []
    given = tuple(Scene(str(raster), str(rois)) for raster, rois in scenes)
    report = check_inputs(
        RunSettings(inputs=InputSettings(given, **inputs)), folder / "run", Reporter(events.append)
    )
    return report, [event for event in events if isinstance(event, Finding) and event.step == "check"]


def noisy(height: int = 224, width: int = 256, bands: int = 3, dtype: type = np.uint8) -> np.ndarray:
    return np.random.default_rng(0).integers(1, 200, (bands, height, width)).astype(dtype)


def squares(folder: Path, name: str = "rois", values: list | None = None, **options: Any) -> Path:
    places = [(column, row) for row in range(8, 200, 32) for column in range(8, 240, 32)]
    return make_layer(
        folder / f"{name}.gpkg", [rectangle(*place, 14, 14) for place in places],
        values=None if values is None else [values[i % len(values)] for i in range(len(places))], **options,
    )  # fmt: skip


def test_silent_on_the_sample():
    report, findings = check(
        Path("/nowhere"), (SAMPLE / "banepa_train.tif", SAMPLE / "banepa_train_buildings.gpkg")
    )
    assert findings == [] and report.ready
    [raster] = report.rasters
    assert raster.bands == ("Red", "Green", "Blue") and raster.dtype == "uint8" and raster.unknown == 0
    assert raster.metres == pytest.approx((0.264, 0.264), abs=0.002)
    assert [(c.name, c.polygons) for c in report.classes] == [("background", 0), ("buildings", 637)]
    assert sum(c.share for c in report.classes) == pytest.approx(1)
    assert report.estimate is not None and report.estimate.chips == 60


def collar(value: int, dtype: type = np.uint8) -> np.ndarray:
    """An image that lies askew in its frame, as a mosaic's edge does."""
    image = noisy(dtype=dtype)
    rows, columns = np.mgrid[:224, :256]
    image[:, columns < rows // 3] = value
    return image


@pytest.mark.parametrize(("value", "dtype"), [(0, np.uint8), (255, np.uint8), (65535, np.uint16), (0, np.float32)])
def test_a_margin_that_is_not_declared_as_nodata_is_proposed(value, dtype, tmp_path):
    raster = make_raster(tmp_path / "mosaic.tif", collar(value, dtype))
    _, findings = check(tmp_path, (raster, squares(tmp_path)))
    [found] = findings
    assert f"margin of the value {value}" in found.message and "14 %" in found.message
    assert f"NoData {value}" in found.remedy and "mosaic.tif" in found.remedy


def test_a_declared_margin_and_dark_things_inside_are_no_finding(tmp_path):
    dark = noisy()
    dark[:, 60:120, 60:120] = 0
    for name, image, nodata in (("declared", collar(0), 0), ("inside", dark, None)):
        raster = make_raster(tmp_path / f"{name}.tif", image, nodata=nodata)
        _, findings = check(tmp_path, (raster, squares(tmp_path, name)))
        assert [f.message for f in findings] == []


def test_row_08_a_constant_band_is_named(tmp_path):
    image = noisy()
    image[1] = 77
    raster = make_raster(tmp_path / "scene.tif", image)
    _, findings = check(tmp_path, (raster, squares(tmp_path)))
    assert [f.message.partition("one value only in: ")[2] for f in findings] == ["Green (77)."]


def test_unknown_pixels_and_ranges_are_told(tmp_path):
    image = noisy(bands=1, dtype=np.float32)
    image[0, :56] = -9999
    raster = make_raster(tmp_path / "scene.tif", image, nodata=-9999)
    report, _ = check(tmp_path, (raster, squares(tmp_path)))
    assert report.rasters[0].unknown == pytest.approx(0.25)
    assert report.rasters[0].ranges == ((1.0, 199.0),)


def test_few_polygons_and_rare_classes_are_told(tmp_path):
    raster = make_raster(tmp_path / "scene.tif", noisy())
    places = [rectangle(c, r, 14, 14) for r in range(8, 200, 32) for c in range(8, 240, 32)]
    rois = make_layer(
        tmp_path / "rois.gpkg", [*places, rectangle(3, 3, 2, 2)], values=["roof"] * len(places) + ["well"]
    )
    _, findings = check(tmp_path, (raster, rois), class_field="class", unlabelled="background")
    said = {(f.severity, f.message) for f in findings}
    assert ("info", "There is only one polygon of 'well'.") in said
    assert any(severity == "warning" and "'well' covers only 0.007 %" in message for severity, message in said)
    assert not any("roof" in message for _, message in said)


def test_row_20_rasters_of_unlike_pixels_are_warned_of(tmp_path):
    coarse = (*NORTH_UP[:1], 3 * NORTH_UP[1], 0.0, NORTH_UP[3], 0.0, 3 * NORTH_UP[5])
    scenes = []
    for name, geotransform in (("fine", NORTH_UP), ("coarse", coarse)):
        path, rois = make_scene(tmp_path, geotransform=geotransform, name=name)
        scenes.append((path, rois))
    _, findings = check(tmp_path, *scenes)
    assert [f.severity for f in findings] == ["warning"] and "3 times as large" in findings[0].message


def test_a_full_disk_is_an_error_with_the_estimate(tmp_path, monkeypatch):
    path, rois = make_scene(tmp_path)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    report, findings = check(tmp_path, (path, rois))
    assert not report.ready and findings[-1].severity == "error" and "GiB" in findings[-1].message


def test_the_chips_of_a_check_are_divided_once(tmp_path, monkeypatch):
    really, divided = division.divide_by_area, []
    monkeypatch.setattr(division, "divide_by_area", lambda *of: divided.append(of) or really(*of))
    inputs = InputSettings((Scene(*map(str, make_scene(tmp_path))),))
    report = check_inputs(RunSettings(inputs=inputs, chips=ChipSettings(64, 32)), tmp_path / "run", Reporter())
    assert report.ready and len(divided) == 1


def planted(folder: Path) -> dict[str, tuple[Path, Path, str]]:
    """Inputs that cannot work: raster, ROIs, and what must be said of them."""
    good, rois = make_scene(folder)
    far = make_layer(folder / "far.gpkg", [rectangle(9000, 9000, 20, 20)])
    no_crs = make_raster(folder / "no_crs.tif", noisy(), epsg=None)
    rois_no_crs = squares(folder, "rois_no_crs", epsg=None)
    # Drawn in zone 33, declared as zone 34.
    wrong_crs = squares(folder, "wrong_crs", epsg=32634)
    palette = make_raster(folder / "palette.tif", noisy(bands=1), options=["PHOTOMETRIC=PALETTE"])
    table = gdal.ColorTable()
    table.SetColorEntry(1, (255, 0, 0, 255))
    dataset = gdal.Open(str(palette), gdal.GA_Update)
    dataset.GetRasterBand(1).SetColorTable(table)
    dataset = None
    complex_numbers = make_raster(folder / "complex.tif", noisy(bands=1).astype(np.complex64))
    everywhere = make_layer(folder / "everywhere.gpkg", [rectangle(-5, -5, 400, 400)])
    empty = make_layer(folder / "empty.gpkg", [])
    tiny = make_raster(folder / "tiny.tif", noisy(20, 20))
    on_tiny = make_layer(folder / "on_tiny.gpkg", [rectangle(2, 2, 6, 6)])
    nowhere = make_raster(folder / "nowhere.tif", noisy(), geotransform=None, epsg=None)
    return {
        "missing": (folder / "none.tif", rois, "There is no raster at"),
        "no ROIs": (good, folder / "none.gpkg", "There is no layer at"),
        "far": (good, far, "lie outside the raster"),
        "empty": (good, empty, "has no polygons"),
        "tiny": (tiny, on_tiny, "labelled ground is too small"),
        "raster without CRS": (no_crs, rois, "no_crs.tif has no CRS"),
        "ROIs without CRS": (good, rois_no_crs, "rois_no_crs.gpkg has no CRS"),
        "wrong CRS": (good, wrong_crs, "lie outside the raster"),
        "palette": (palette, rois, "palette raster"),
        "complex": (complex_numbers, rois, "complex numbers"),
        "one class": (good, everywhere, "Only one class is present"),
        "no position": (nowhere, rois, "no position on the map"),
    }


CASES = (
    "missing", "no ROIs", "far", "empty", "tiny", "no position", "raster without CRS", "ROIs without CRS",
    "wrong CRS", "palette", "complex", "one class",
)  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_work_is_an_error_with_a_remedy(case, tmp_path):
    cases = planted(tmp_path)
    assert set(cases) == set(CASES)
    raster, rois, words = cases[case]
    before = state_of(tmp_path)
    report, findings = check(tmp_path, (raster, rois))
    assert not report.ready
    [error] = [f for f in findings if f.severity == "error"]
    assert error.remedy and words in error.message
    assert state_of(tmp_path) == before


def test_extents_far_apart_are_told_as_numbers(tmp_path):
    raster, rois, _ = planted(tmp_path)["far"]
    _, findings = check(tmp_path, (raster, rois))
    assert "polygons x 504500…504510" in findings[-1].message and "raster x 500000…500128" in findings[-1].message


def test_an_undeclared_margin_beside_declared_nodata_is_found(tmp_path):
    """Declared is 255, which lies at the right; the black at the left is nobody's."""
    image = collar(0)
    image[:, :, -30:] = 255
    raster = make_raster(tmp_path / "mosaic.tif", image, nodata=255)
    report, findings = check(tmp_path, (raster, squares(tmp_path)))
    assert [f.message.partition(" has a ")[2][:24] for f in findings] == ["margin of the value 0 in"]
    assert report.rasters[0].unknown == pytest.approx(30 / 256)


def test_shares_of_classes_are_told_in_pixels_and_polygons(tmp_path):
    raster = make_raster(tmp_path / "scene.tif", noisy())
    report, _ = check(tmp_path, (raster, squares(tmp_path, values=["roof", "road"])), class_field="class")
    drawn = {c.name: (c.polygons, c.pixels, c.share) for c in report.classes}
    assert drawn == {"road": (24, 24 * 196, 0.5), "roof": (24, 24 * 196, 0.5)}


def scenes_with(folder: Path, *images: np.ndarray) -> list[tuple[Path, Path]]:
    return [
        (make_raster(folder / f"scene_{n}.tif", image), squares(folder, f"rois_{n}"))
        for n, image in enumerate(images)
    ]


@pytest.mark.parametrize(
    ("dtype", "factor", "told"),
    [(np.uint16, 50, ["9900", "198"]), (np.float32, 1e-4, ["198", "0.0198"]), (np.int16, -50, ["9900", "198"])],
)
def test_values_in_other_units_are_found_among_rasters_of_one_type(dtype, factor, told, tmp_path):
    bytes_in = noisy().astype(dtype)
    scenes = scenes_with(tmp_path, bytes_in, (noisy() * float(factor)).astype(dtype))
    _, findings = check(tmp_path, *scenes)
    [found] = findings
    assert found.severity == "warning" and all(value in found.message for value in told)
    assert "scene_0.tif" in found.message and "scene_1.tif" in found.message


def test_rasters_of_another_brightness_are_no_finding(tmp_path):
    bright = noisy(dtype=np.uint16) * 5
    assert check(tmp_path, *scenes_with(tmp_path, noisy(dtype=np.uint16), bright))[1] == []


@pytest.mark.parametrize(("value", "end"), [(-9999.0, "close to 199"), (60000.0, "close to 1)")])
def test_values_crowded_at_one_end_are_found(value, end, tmp_path):
    image = noisy(dtype=np.float32)
    image[1, 100:104, 100:104] = value
    raster = make_raster(tmp_path / "scene.tif", image)
    _, findings = check(tmp_path, (raster, squares(tmp_path)))
    [found] = findings
    assert found.severity == "warning" and "band 2" in found.message and end in found.message
    assert "band 1" not in found.message and "NoData" in found.remedy


def test_a_band_of_few_codes_is_not_said_to_be_crowded(tmp_path):
    image = noisy()
    image[2] = 0
    image[2, 5:9, 5:9] = 1
    raster = make_raster(tmp_path / "scene.tif", image)
    assert check(tmp_path, (raster, squares(tmp_path)))[1] == []


# -- memory and time ----------------------------------------------------------------------------------------


def with_memory(monkeypatch, size: float) -> None:
    monkeypatch.setattr(needs, "free_memory", lambda: int(size))


def test_row_45_too_little_memory_is_refused_with_the_estimate(tmp_path, monkeypatch):
    path, rois = make_scene(tmp_path)
    report, findings = check(tmp_path, (path, rois))
    assert report.ready and findings == []
    least = needs.training_memory(RunSettings(), dataclasses.replace(DATA, window=report.estimate.window), 1)
    with_memory(monkeypatch, least - 1)
    before = state_of(tmp_path)
    report, findings = check(tmp_path, (path, rois))
    assert not report.ready and [f.severity for f in findings] == ["error"]
    assert f"{least / 2**30:.1f} GiB of memory, even with one chip at a time" in findings[0].message
    assert "narrower network" in findings[0].remedy
    settings = RunSettings(inputs=InputSettings((Scene(str(path), str(rois)),)))
    monkeypatch.setattr(pipeline, "choose_machine", lambda *_: Machine(torch.device("cpu"), torch.float32))
    with pytest.raises(EngineError, match="even with one chip at a time"):
        pipeline.run(RunFolder(tmp_path / "run"), settings, Reporter())
    assert state_of(tmp_path) == before and not (tmp_path / "run").exists()


def test_row_45_a_batch_that_does_not_fit_is_told_with_one_that_does(tmp_path, monkeypatch):
    path, rois = make_scene(tmp_path)
    window = check(tmp_path, (path, rois))[0].estimate.window
    with_memory(monkeypatch, needs.training_memory(RunSettings(), dataclasses.replace(DATA, window=window), 3) + 1)
    report, findings = check(tmp_path, (path, rois))
    assert report.ready and [f.severity for f in findings] == ["warning"]
    assert "batches of 8" in findings[0].message and "training.batch_size=3" in findings[0].remedy


DATA = needs.Data(window=64, bands=3, classes=2, widest=256, value_bytes=1)
"""What the check finds in the scene of these tests, but for the window."""


def test_needs_grow_with_what_they_depend_on():
    usual = RunSettings()
    for memory in (needs.training_memory, needs.prediction_memory):
        for change in ({"window": 256}, {"bands": 12}, {"classes": 9}):
            assert memory(usual, dataclasses.replace(DATA, **change)) > memory(usual, DATA)
        for network in (NetworkSettings(base_width=32), NetworkSettings(depth=5)):
            assert memory(dataclasses.replace(usual, network=network), DATA) > memory(usual, DATA)
    wide = dataclasses.replace(DATA, widest=50_000)
    assert needs.prediction_memory(usual, wide) > needs.prediction_memory(usual, DATA)
    exact = dataclasses.replace(usual, training=TrainingSettings(precision="float32"))
    short = dataclasses.replace(usual, training=TrainingSettings(precision="bfloat16"))
    assert needs.training_memory(exact, DATA) > needs.training_memory(short, DATA)


@pytest.mark.parametrize(("depth", "width", "bands", "classes"), [(4, 16, 3, 2), (2, 4, 12, 5), (1, 8, 1, 2)])
def test_weights_are_counted_exactly(depth, width, bands, classes):
    network = UNet(bands, classes, NetworkSettings(depth, width))
    counted = sum(weight.numel() for weight in network.parameters())
    assert needs.weights(NetworkSettings(depth, width), bands, classes) == counted


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of a child's memory is asked for by wait4")
@pytest.mark.parametrize(("batch", "width", "window"), [(8, 8, 128), (4, 16, 256)])
def test_a_real_training_takes_about_the_memory_that_is_estimated(batch, width, window, tmp_path):
    raster, rois = make_scene(tmp_path, 1024, 768)
    run, scene = tmp_path / "run", ("--raster", raster, "--rois", rois)
    for step in (["labels", *scene], ["chips", "--window", window, "--stride", window], ["split"],
                 ["augment", "--augment", "none"]):  # fmt: skip
        assert engine(*step, "--folder", run).returncode == 0
    given = {"training.batch_size": batch, "network.base_width": width, "training.precision": "float32"}
    options = [part for name, value in given.items() for part in ("--set", f"{name}={value}")]
    peak = 2**20 * peak_of("train", "--folder", run, "--epochs", 1, *options)
    settings = RunSettings()
    for name, value in given.items():
        settings = settings.with_value(name, str(value))
    estimate = needs.training_memory(settings, needs.Data(window, 3, 2, 1024, 1))
    assert 0.7 < peak / estimate < 1.15


def test_time_is_estimated_from_the_speed(tmp_path):
    path, rois = make_scene(tmp_path)
    report, _ = check(tmp_path, (path, rois))
    assert report.estimate is not None and report.estimate.seconds is None
    slow, fast = (with_time(report, RunSettings(), speed).estimate.seconds for speed in (1.0, 10.0))
    assert slow.training == pytest.approx(10 * fast.training) and slow.mapping == pytest.approx(10 * fast.mapping)
    minutes = RunSettings(training=TrainingSettings(minutes=7))
    assert with_time(report, minutes, 1.0).estimate.seconds.training == 420


def test_the_command_tells_facts_findings_and_whether_a_run_can_start(tmp_path):
    path, rois = make_scene(tmp_path)
    before = state_of(tmp_path)
    done = engine("check", "--raster", path, "--rois", rois)
    assert done.returncode == 0, done.stderr
    assert "GiB for training and" in done.stdout and " for training, " in done.stdout.partition("time ")[2]
    assert "256 × 224 pixels, 3 bands of uint8" in done.stdout and "A run can start." in done.stdout
    assert "0.5 × 0.5 m on the ground" in done.stdout
    done = engine("check", "--raster", path, "--rois", rois, "--json", "--quick")
    last = events_of(done.stdout)[-1]
    assert last["event"] == "Finished" and last["outputs"]["ready"] is True
    assert last["outputs"]["rasters"][0]["crs"] == "WGS 84 / UTM zone 33N"
    done = engine("check", "--quick", "--raster", path, "--rois", tmp_path / "none.gpkg")
    assert done.returncode == 1 and "There is no layer at" in done.stderr and "cannot start yet" in done.stdout
    assert state_of(tmp_path) == before and json.dumps(last)


@pytest.mark.parametrize(
    ("epsg", "geotransform", "expected"),
    [
        (32633, NORTH_UP, (0.5, 0.5)),
        (4326, (15.0, 1e-5, 0.0, 60.0, 0.0, -1e-5), (0.558, 1.114)),
        (3857, (1_669_792.0, 1.0, 0.0, 8_399_737.0, 0.0, -1.0), (0.5016, 0.4999)),
        (None, NORTH_UP, None),
    ],
)
def test_pixels_are_measured_on_the_ground(epsg, geotransform, expected, tmp_path):
    path = make_raster(tmp_path / "r.tif", noisy(50, 50), geotransform, epsg=epsg)
    with Raster(str(path)) as raster:
        found = pixel_metres(raster.grid)
    assert found is None if expected is None else found == pytest.approx(expected, rel=2e-3)
