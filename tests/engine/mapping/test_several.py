"""Several rasters, or a folder of them, in one command; and a virtual raster over all results."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from deep_segmentation_wizard.engine.data.tiles import rasters_in
from deep_segmentation_wizard.tests.engine.network.models import constant_model, make_card, save_model
from deep_segmentation_wizard.tests.engine.scenes import NORTH_UP, engine, events_of, make_raster, read

X0, PIXEL, _, Y0, _, _ = NORTH_UP


def tile(folder: Path, name: str, column: int, row: int, size: tuple[int, int] = (64, 64), **options) -> Path:
    """A piece of one scene."""
    image = np.random.default_rng(column + 7 * row).integers(1, 255, (1, *size), dtype=np.uint8)
    geotransform = (X0 + column * PIXEL, PIXEL, 0.0, Y0 - row * PIXEL, 0.0, -PIXEL)
    return make_raster(folder / name, image, geotransform, **options)


@pytest.fixture
def tiles(tmp_path) -> Path:
    folder = tmp_path / "tiles"
    folder.mkdir()
    for name, column, row in (("a.tif", 0, 0), ("b.TIF", 64, 0), ("c.tif", 0, 64)):
        tile(folder, name, column, row)
    (folder / "notes.txt").touch()
    (folder / "old_mask.tif").touch()
    return folder


@pytest.fixture
def model(tmp_path) -> Path:
    made = constant_model(make_card(window=32), (0.5, 0.5))
    made.network.head.weight.data.fill_(3)  # so that the answer depends on the image
    return save_model(tmp_path / "m.safetensors", made)


def predict(model: Path, *options: object) -> list[dict]:
    done = engine("predict", "--model", model, *options, "--json")
    assert done.returncode == 0, done.stderr
    return events_of(done.stdout)


def test_a_folder_stands_for_its_rasters(tiles, model, tmp_path):
    out = tmp_path / "maps"
    outputs = predict(model, "--raster", tiles, "--output", out, "--probability", out)[-1]["outputs"]
    assert [Path(path).name for path in outputs["masks"]] == ["a_mask.tif", "b_mask.tif", "c_mask.tif"]
    for name in ("a.tif", "b.TIF", "c.tif"):
        alone = tmp_path / "alone.tif"
        predict(model, "--raster", tiles / name, "--output", alone)
        assert (read(out / f"{Path(name).stem}_mask.tif") == read(alone)).all()
    assert not [path.name for path in out.iterdir() if path.name.startswith(".")]


def test_a_virtual_raster_lies_over_all_results(tiles, model, tmp_path):
    out = tmp_path / "maps"
    outputs = predict(model, "--raster", tiles, "--output", out, "--probability", out)[-1]["outputs"]
    assert outputs["all_mask"] == str(out / "all_mask.vrt")
    moved = shutil.copytree(out, tmp_path / "moved")
    shutil.rmtree(out)
    mosaic = gdal.Open(str(moved / "all_mask.vrt"))
    assert (mosaic.RasterXSize, mosaic.RasterYSize) == (128, 128)
    pixels = mosaic.ReadAsArray()
    assert (pixels[:64, :64] == read(moved / "a_mask.tif")).all()
    assert (pixels[:64, 64:] == read(moved / "b_mask.tif")).all() and (pixels[64:, 64:] == 255).all()
    band = mosaic.GetRasterBand(1)
    assert band.GetNoDataValue() == 255 and band.GetCategoryNames() == ["background", "class 1"]
    assert band.GetColorTable() is not None and (moved / "all_mask.qml").is_file()
    whole = read(moved / "all_probability.vrt")
    assert np.isnan(whole[64:, 64:]).all() and (whole[:64, :64] == read(moved / "a_probability.tif")).all()


def test_a_mosaic_of_probabilities_gives_one_mask(tiles, model, tmp_path):
    out = tmp_path / "maps"
    predict(model, "--raster", tiles, "--output", out, "--probability", out, "--encoding", "8-bit")
    done = engine(
        "mask", "--model", model, "--probability", out / "all_probability.vrt", "--output", tmp_path / "m.tif"
    )
    assert done.returncode == 0, done.stderr
    assert (read(tmp_path / "m.tif") == read(out / "all_mask.vrt")).all()


def test_what_is_finished_is_kept_and_what_has_changed_is_made_again(tiles, model, tmp_path):
    out = tmp_path / "maps"
    arguments = ("--raster", tiles, "--output", out)
    predict(model, *arguments)
    tile(tiles, "b.TIF", 64, 0, (64, 70))
    (out / "c_mask.tif").unlink()
    events = predict(model, *arguments)
    kept = [Path(e["summary"]["raster"]).name for e in events if e["event"] == "StepFinished" and e["reused"]]
    assert kept == ["a.tif"] and read(out / "b_mask.tif").shape == (64, 70) and (out / "c_mask.tif").is_file()
    events = predict(model, *arguments, "--threshold", 0.9)
    assert not any(e["reused"] for e in events if e["event"] == "StepFinished")


def test_nothing_is_begun_unless_every_raster_can_work(tiles, model, tmp_path):
    make_raster(tiles / "z.tif", np.zeros((3, 40, 40), np.uint8))
    done = engine("predict", "--model", model, "--raster", tiles, "--output", tmp_path / "maps")
    assert done.returncode == 1 and "z.tif has 3" in done.stderr
    assert not (tmp_path / "maps").exists()


def test_row_19_the_bands_of_every_raster_are_checked_before_any_work(tiles, model, tmp_path):
    make_raster(tmp_path / "other.tif", np.zeros((2, 40, 40), np.uint8))
    done = engine(
        "predict", "--model", model, "--raster", tiles / "a.tif", "--raster", tmp_path / "other.tif",
        "--output", tmp_path / "maps",
    )  # fmt: skip
    assert done.returncode == 1 and "1 bands (band 1)" in done.stderr and "has 2 (band 1, band 2)" in done.stderr
    assert not (tmp_path / "maps").exists()


def test_row_20_pixels_of_another_size_are_warned_of_for_that_raster_alone(tiles, model, tmp_path):
    coarse = make_raster(tmp_path / "coarse.tif", np.zeros((40, 40), np.uint8), (X0, 5, 0, Y0, 0, -5))
    events = predict(model, "--raster", tiles / "a.tif", "--raster", coarse, "--output", tmp_path / "maps")
    warned = [event["message"] for event in events if event["event"] == "Finding"]
    assert len([message for message in warned if "10 times as large" in message]) == 1


@pytest.mark.parametrize("output", ["maps.tif", "taken"])
def test_several_rasters_need_a_folder(output, tiles, model, tmp_path):
    (tmp_path / "taken").touch()
    done = engine("predict", "--model", model, "--raster", tiles, "--output", tmp_path / output)
    assert done.returncode == 1 and "is no folder" in done.stderr


def test_a_folder_without_rasters_is_refused(model, tmp_path):
    (tmp_path / "empty").mkdir()
    done = engine("predict", "--model", model, "--raster", tmp_path / "empty", "--output", tmp_path / "maps")
    assert done.returncode == 1 and "no raster in the folder" in done.stderr


def test_a_record_from_a_stranger_leads_nowhere(tiles, model, tmp_path):
    out = tmp_path / "maps"
    out.mkdir()
    (out / "predictions.json").write_text(json.dumps({"maps": {"a_mask.tif": {"mask": "/etc/passwd"}}}))
    predict(model, "--raster", tiles, "--output", out)
    (out / "predictions.json").write_text("[[[")
    predict(model, "--raster", tiles, "--output", out)


@pytest.mark.parametrize("other", ["crs", "rotated"])
def test_without_a_mosaic_it_is_said_why(other, tiles, model, tmp_path):
    if other == "crs":
        tile(tiles, "z.tif", 500, 0, epsg=32634)
    else:
        make_raster(tiles / "z.tif", np.zeros((40, 40), np.uint8), (X0, 0.4, 0.3, Y0, 0.3, -0.4))
    events = predict(model, "--raster", tiles, "--output", tmp_path / "maps")
    said = [event["message"] for event in events if event["event"] == "Finding"]
    assert any("There is no all_mask.vrt over all maps" in message for message in said)
    assert "all_mask" not in events[-1]["outputs"] and not (tmp_path / "maps/all_mask.vrt").exists()


def test_a_virtual_raster_of_the_user_is_left_alone(tiles, model, tmp_path):
    out = tmp_path / "maps"
    out.mkdir()
    gdal.BuildVRT(str(out / "all_mask.vrt"), [str(tiles / "a.tif")]).FlushCache()
    before = (out / "all_mask.vrt").read_bytes()
    events = predict(model, "--raster", tiles, "--output", out)
    assert any("was not written here" in event.get("message", "") for event in events)
    assert (out / "all_mask.vrt").read_bytes() == before


def test_the_mosaic_command_lays_it_over_maps_that_are_there(tiles, model, tmp_path):
    out = tmp_path / "maps"
    for name in ("a.tif", "b.TIF"):
        predict(model, "--raster", tiles / name, "--output", out / f"{Path(name).stem}_mask.tif")
    done = engine("mosaic", out / "a_mask.tif", out / "b_mask.tif")
    assert done.returncode == 0, done.stderr
    assert read(out / "all_mask.vrt").shape == (64, 128)


def test_a_run_maps_a_folder_and_lays_a_mosaic_over_it(finished_run, tmp_path):
    run = shutil.copytree(finished_run, tmp_path / "run")
    scene = read(finished_run.parent / "scene.tif")
    tiles = tmp_path / "parts"
    tiles.mkdir()
    for number in range(2):
        place = (X0 + 100 * number * PIXEL, PIXEL, 0.0, Y0, 0.0, -PIXEL)
        make_raster(tiles / f"{number}.tif", scene[:, :, 100 * number : 100 * number + 100], place)
    rasters = ",".join(rasters_in(str(tiles)))
    done = engine("mask", "--folder", run, "--set", f"prediction.rasters={rasters}", "--json")
    assert done.returncode == 0, done.stderr
    assert read(run / "prediction/all_mask.vrt").shape == (scene.shape[1], 200)
    assert events_of(done.stdout)[-1]["outputs"]["all_mask"] == str(run / "prediction/all_mask.vrt")
