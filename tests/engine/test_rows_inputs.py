"""Faults of rasters and labels, brought about from the command line or through whole steps."""

from __future__ import annotations

import csv
import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from deep_segmentation_wizard.engine import pipeline
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.events import EpochDone, Event, Reporter, StepFinished
from deep_segmentation_wizard.engine.run_folder import RunFolder
from deep_segmentation_wizard.engine.settings import (
    AugmentationSettings,
    ChipSettings,
    InputSettings,
    NetworkSettings,
    RunSettings,
    Scene,
    TrainingSettings,
)
from deep_segmentation_wizard.tests.engine.scenes import (
    NORTH_UP,
    TINY_NETWORK,
    bright_squares,
    engine,
    grid_of,
    make_layer,
    make_raster,
    make_scene,
    read,
    rectangle,
)

TINY = RunSettings(
    chips=ChipSettings(64, 64),
    augmentation=AugmentationSettings(techniques=()),
    network=NetworkSettings(2, 4),
    training=TrainingSettings(epochs=2, batch_size=4, device="cpu"),
)


def settings_of(raster: Path, rois: Path) -> RunSettings:
    return replace(TINY, inputs=InputSettings((Scene(str(raster), str(rois)),)))


def run(folder: Path, raster: Path, rois: Path, *options: object):
    return engine(
        "run", "--raster", raster, "--rois", rois, "--folder", folder, "--window", 64, "--stride", 64,
        "--epochs", 2, "--augment", "none", *TINY_NETWORK, *options,
    )  # fmt: skip


def losses(folder: Path) -> np.ndarray:
    with open(folder / "history.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    return np.array([[float(row["train_loss"]), float(row["validation_loss"])] for row in rows])


def test_row_03_a_run_on_nan_and_infinite_pixels_has_finite_losses_and_masks_them(tmp_path):
    image, squares = bright_squares(256, 256, np.float32)
    image[0, 40:50, 40:200] = np.nan
    image[1, 100:200, 30:35] = np.inf
    image[2, 7, 7] = -np.inf
    raster = make_raster(tmp_path / "scene.tif", image)
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(*square) for square in squares])
    done = run(tmp_path / "run", raster, rois)
    assert done.returncode == 0, done.stderr
    assert np.isfinite(losses(tmp_path / "run")).all()
    unknown = ~np.isfinite(image).all(axis=0)
    assert ((read(tmp_path / "run/prediction/scene_mask.tif") == 255) == unknown).all()


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16, np.float32])
def test_row_07_values_of_every_type_are_scaled_by_the_training_set_and_so_in_the_model(dtype, tmp_path):
    image, squares = bright_squares(256, 256, np.int64)
    image = (image * (40 if dtype in (np.uint16, np.int16) else 1)).astype(dtype)
    raster = make_raster(tmp_path / "scene.tif", image)
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(*square) for square in squares])
    done = run(tmp_path / "run", raster, rois)
    assert done.returncode == 0, done.stderr
    told = json.loads(engine("info", tmp_path / "run/model.safetensors", "--json").stdout)
    assert told["dtype"] == np.dtype(dtype).name
    training = [read(path) for path in sorted((tmp_path / "run/chips/train/images").iterdir())]
    means = np.stack(training).astype(float).mean(axis=(0, 2, 3))
    assert told["scaling"]["mean"] == pytest.approx(means, rel=1e-3)


GRIDS = {
    "row_10 rotated": {"geotransform": (500000.0, 0.4, 0.3, 5500000.0, 0.3, -0.4)},
    "row_11 south-up": {"geotransform": (500000.0, 0.5, 0.0, 5499000.0, 0.0, 0.5)},
    "row_14 in degrees": {"geotransform": (15.0, 5e-6, 0.0, 48.0, 0.0, -5e-6), "epsg": 4326},
    "row_15 not square": {"geotransform": (500000.0, 0.25, 0.0, 5500000.0, 0.0, -0.75)},
}


@pytest.mark.parametrize("name", GRIDS)
def test_rows_10_11_14_15_on_unusual_grids_a_run_learns_and_maps_in_place(name, tmp_path):
    options = GRIDS[name]
    image, squares = bright_squares(256, 256)
    image[:, :128, :128] //= 2  # a corner that tells turned maps apart
    raster = make_raster(tmp_path / "scene.tif", image, **options)
    drawn = [rectangle(*square, options["geotransform"]) for square in squares]
    rois = make_layer(tmp_path / "rois.gpkg", drawn, epsg=options.get("epsg", 32633))
    done = run(tmp_path / "run", raster, rois, "--set", "training.learning_rate=0.01", "--seed", 3)
    assert done.returncode == 0, done.stderr
    truth = np.zeros((256, 256), bool)
    for column, row, width, height in squares:
        truth[row : row + height, column : column + width] = True
    assert (read(tmp_path / "run/labels/scene.tif").astype(bool) == truth).all()
    mask = tmp_path / "run/prediction/scene_mask.tif"
    assert grid_of(mask) == grid_of(raster)


def test_row_15_both_sides_of_a_pixel_are_shown(tmp_path):
    raster, rois = make_scene(tmp_path, geotransform=GRIDS["row_15 not square"]["geotransform"])
    done = engine("check", "--quick", "--raster", raster, "--rois", rois)
    assert done.returncode == 0 and "0.25 × 0.75 m on the ground" in done.stdout


def test_row_18_a_raster_of_one_pixel_is_refused_and_leaves_nothing(tmp_path):
    raster = make_raster(tmp_path / "dot.tif", np.full((3, 1, 1), 9, np.uint8))
    for number, polygon in enumerate((rectangle(0, 0, 1, 1), rectangle(0, 0, 0.2, 0.2))):
        rois = make_layer(tmp_path / f"rois_{number}.gpkg", [polygon])
        done = run(tmp_path / "run", raster, rois)
        assert done.returncode == 1 and "Traceback" not in done.stderr
        assert "Only one class is present" in done.stderr
        assert not (tmp_path / "run").exists()


def test_row_21_rasters_on_other_grids_keep_their_own(tmp_path):
    first = make_scene(tmp_path, name="a")
    second = make_scene(
        tmp_path, 192, 192, (NORTH_UP[0] + 0.13, 0.8, 0.0, NORTH_UP[3] - 900.4, 0.0, -0.8), name="b"
    )
    given = [part for raster, rois in (first, second) for part in ("--raster", raster, "--rois", rois)]
    done = engine(
        "run", *given, "--folder", tmp_path / "run", "--window", 64, "--stride", 64, "--epochs", 1,
        "--augment", "none", *TINY_NETWORK,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for name, (raster, _) in (("a", first), ("b", second)):
        for result in (f"labels/{name}.tif", f"prediction/{name}_mask.tif"):
            assert grid_of(tmp_path / "run" / result) == grid_of(raster)


def test_row_23_a_part_that_a_file_does_not_have_is_refused(tmp_path):
    raster, rois = make_scene(tmp_path)
    for name in (f"GTIFF_DIR:7:{raster}", f"/vsizip/{tmp_path}/none.zip/scene.tif"):
        done = engine("check", "--quick", "--raster", name, "--rois", rois)
        assert done.returncode == 1 and "cannot be opened as a raster" in done.stderr, done.stderr


def test_row_24_a_raster_cut_short_fails_naming_the_block_and_the_run_leaves_nothing(tmp_path):
    image, squares = bright_squares(256, 256, np.float32)
    raster = make_raster(tmp_path / "scene.tif", image)
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(*square) for square in squares])
    raster.write_bytes(raster.read_bytes()[:300_000])
    done = run(tmp_path / "run", raster, rois)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "scene.tif cannot be read at columns 0–256, rows" in done.stderr and "damaged" in done.stderr
    assert not (tmp_path / "run").exists()


def replaced(raster: Path) -> None:
    """Another image takes the raster's place, as a new export does."""
    other, _ = bright_squares(100, 90, seed=9)
    os.replace(make_raster(raster.with_name("other.tif"), other), raster)


@pytest.mark.parametrize("change", [Path.unlink, replaced], ids=["removed", "replaced"])
@pytest.mark.parametrize("when", ["labels", "chips", "epoch"])
def test_row_25_a_source_that_goes_or_changes_in_mid_run_ends_it_cleanly(when, change, tmp_path):
    raster, rois = make_scene(tmp_path)
    folder, done = RunFolder(tmp_path / "run"), []

    def meddle(event: Event) -> None:
        is_time = isinstance(event, EpochDone) if when == "epoch" else (
            isinstance(event, StepFinished) and event.step == when
        )  # fmt: skip
        if is_time and not done:
            done.append(event)
            change(raster)

    with pytest.raises(EngineError) as caught:
        pipeline.run(folder, settings_of(raster, rois), Reporter(meddle))
    assert done and caught.value.remedy
    assert "scene.tif" in caught.value.message
    assert not list((tmp_path / "run").rglob("*_mask.tif")) and not list(
        (tmp_path / "run").rglob("*_probability.tif")
    )


def test_row_33_gaps_texts_and_empty_values_are_kept_in_the_model(tmp_path):
    image, squares = bright_squares(256, 256)
    raster = make_raster(tmp_path / "scene.tif", image)
    for name, values, expected in (
        ("numbers", [3, 70, None], {"3": "3", "70": "70"}),
        ("texts", ["roof", "road", None], {"1": "road", "2": "roof"}),
    ):
        each = [values[number % 3] for number in range(len(squares))]
        rois = make_layer(tmp_path / f"{name}.gpkg", [rectangle(*s) for s in squares], values=each)
        done = run(tmp_path / name, raster, rois, "--class-field", "class", "--unlabelled", "background")
        assert done.returncode == 0, done.stderr
        told = json.loads(engine("info", tmp_path / name / "model.safetensors", "--json").stdout)
        assert told["classes"] == {"0": "background"} | expected
        codes = set(
            np.unique(gdal.Open(str(tmp_path / name / "prediction/scene_mask.tif")).ReadAsArray()).tolist()
        )
        assert codes <= {0, *map(int, expected)}
