"""The check finds what is wrong with inputs before any work, and is silent where nothing is."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from deep_segmentation_wizard.engine.data.check import CheckReport, check_inputs
from deep_segmentation_wizard.engine.data.ground import pixel_metres
from deep_segmentation_wizard.engine.data.raster import Raster
from deep_segmentation_wizard.engine.events import Event, Finding, Reporter
from deep_segmentation_wizard.engine.settings import InputSettings, RunSettings, Scene
from deep_segmentation_wizard.tests.engine.data.steps import state_of
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


def test_row_8_a_constant_band_is_named(tmp_path):
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


def planted(folder: Path) -> dict[str, tuple[Path, Path, str]]:
    """Inputs that cannot work: raster, ROIs, and what must be said of them."""
    good, rois = make_scene(folder)
    far = make_layer(folder / "far.gpkg", [rectangle(9000, 9000, 20, 20)])
    empty = make_layer(folder / "empty.gpkg", [])
    tiny = make_raster(folder / "tiny.tif", noisy(20, 20))
    on_tiny = make_layer(folder / "on_tiny.gpkg", [rectangle(2, 2, 6, 6)])
    nowhere = make_raster(folder / "nowhere.tif", noisy(), geotransform=None, epsg=None)
    return {
        "missing": (folder / "none.tif", rois, "There is no raster at"),
        "no ROIs": (good, folder / "none.gpkg", "There is no layer at"),
        "far": (good, far, "lie outside the raster"),
        "empty": (good, empty, "has no polygons"),
        "tiny": (tiny, on_tiny, "too little"),
        "no position": (nowhere, rois, "no position on the map"),
    }


@pytest.mark.parametrize("case", ["missing", "no ROIs", "far", "empty", "tiny", "no position"])
def test_what_cannot_work_is_an_error_with_a_remedy(case, tmp_path):
    raster, rois, words = planted(tmp_path)[case]
    before = state_of(tmp_path)
    report, findings = check(tmp_path, (raster, rois))
    assert not report.ready
    [error] = [f for f in findings if f.severity == "error"]
    assert error.remedy
    if case != "tiny":
        assert words in error.message
    assert state_of(tmp_path) == before


def test_the_command_tells_facts_findings_and_whether_a_run_can_start(tmp_path):
    path, rois = make_scene(tmp_path)
    before = state_of(tmp_path)
    done = engine("check", "--raster", path, "--rois", rois)
    assert done.returncode == 0, done.stderr
    assert "256 × 224 pixels, 3 bands of uint8" in done.stdout and "A run can start." in done.stdout
    assert "0.5 × 0.5 m on the ground" in done.stdout
    done = engine("check", "--raster", path, "--rois", rois, "--json")
    last = events_of(done.stdout)[-1]
    assert last["event"] == "Finished" and last["outputs"]["ready"] is True
    assert last["outputs"]["rasters"][0]["crs"] == "WGS 84 / UTM zone 33N"
    done = engine("check", "--raster", path, "--rois", tmp_path / "none.gpkg")
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
