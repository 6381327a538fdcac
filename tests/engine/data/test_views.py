"""Chosen bands, pixels of another size, and bands that lie in separate files: what the network gets to see."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from deep_segmentation_wizard.engine.data.labels import labels_key
from deep_segmentation_wizard.engine.data.raster import Raster
from deep_segmentation_wizard.engine.data.stack import write_stack
from deep_segmentation_wizard.engine.data.views import View, through
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.tests.engine.data.steps import Run, checkerboard_scene, chip_files, window_of
from deep_segmentation_wizard.tests.engine.scenes import (
    NORTH_UP,
    TINY_NETWORK,
    engine,
    grid_of,
    make_layer,
    make_raster,
    make_scene,
    read,
    rectangle,
)

X, Y = NORTH_UP[0], NORTH_UP[3]
TRUE_METRE = 1 / 0.9996
"""Of UTM's central meridian: so many metres on the ground are one of its grid."""


def noise(bands: int, height: int, width: int, dtype: type = np.uint8, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(1, 200, (bands, height, width)).astype(dtype)


def whole(raster: Raster) -> tuple[np.ndarray, np.ndarray]:
    return raster.read(0, 0, raster.grid.width, raster.grid.height)


# -- bands --------------------------------------------------------------------------------------------------


def test_bands_come_in_the_order_asked_for(tmp_path):
    image = noise(4, 40, 50, np.uint16)
    path = make_raster(tmp_path / "scene.tif", image)
    seen = through(Raster(str(path)), View((4, 1)))
    assert np.array_equal(whole(seen)[0], image[[3, 0]])
    assert seen.band_names == tuple(Raster(str(path)).band_names[i] for i in (3, 0))


def test_an_alpha_band_comes_along(tmp_path):
    image = noise(4, 40, 50)
    image[3] = 255
    image[3, :10] = 0
    path = make_raster(tmp_path / "scene.tif", image, options=["PHOTOMETRIC=RGB", "ALPHA=YES"])
    pixels, known = whole(through(Raster(str(path)), View((2,))))
    assert np.array_equal(pixels, image[1:2])
    assert not known[:10].any() and known[10:].all()


def test_all_bands_are_the_raster_itself(tmp_path):
    raster = Raster(str(make_raster(tmp_path / "scene.tif", noise(3, 40, 50))))
    assert through(raster, View()) is raster
    assert through(raster, View((1, 2, 3), pixel_size=0.5 * TRUE_METRE)) is raster


def test_a_band_that_is_not_there_is_refused(tmp_path):
    path = make_raster(tmp_path / "scene.tif", noise(2, 40, 50))
    with pytest.raises(EngineError, match="no image band 3") as caught:
        through(Raster(str(path)), View((1, 3)))
    assert "1 " in caught.value.remedy and "2 " in caught.value.remedy


def test_a_band_given_twice_is_refused():
    done = engine("run", "--raster", "a.tif", "--rois", "b.gpkg", "--bands", "1,1", "--folder", "never")
    assert done.returncode == 1
    assert "once" in done.stderr


def test_a_raster_that_holds_the_chosen_bands_already_is_taken_as_it_is(tmp_path):
    raster = Raster(str(make_raster(tmp_path / "scene.tif", noise(2, 40, 50))))
    assert through(raster, View((4, 1), of=4)) is raster


# -- pixels of another size -----------------------------------------------------------------------------------


def test_larger_pixels_are_means_of_what_they_cover(tmp_path):
    image = noise(3, 60, 80)
    path = make_raster(tmp_path / "scene.tif", image)
    seen = through(Raster(str(path)), View(pixel_size=1.0))
    assert (seen.grid.width, seen.grid.height) == (40, 30)
    assert seen.grid.extent == Raster(str(path)).grid.extent
    means = image.reshape(3, 30, 2, 40, 2).mean(axis=(2, 4))
    assert np.abs(whole(seen)[0] - means).max() <= 0.5


def test_bilinear_differs_from_average(tmp_path):
    path = make_raster(tmp_path / "scene.tif", noise(1, 60, 80))
    average, bilinear = (
        whole(through(Raster(str(path)), View(pixel_size=1.5, resampling=kind)))[0]
        for kind in ("average", "bilinear")
    )
    assert average.shape == bilinear.shape and (average != bilinear).any()


def test_smaller_pixels_lie_between_their_neighbours(tmp_path):
    slope = np.tile(np.arange(0, 200, 4, np.uint8), (40, 1))
    seen = through(Raster(str(make_raster(tmp_path / "scene.tif", slope))), View(pixel_size=0.25))
    row = whole(seen)[0][0, 20].astype(int)
    assert seen.grid.width == 100
    assert set(np.diff(row[4:-4])) <= {1, 2, 3}


@pytest.mark.parametrize("size", [0.3, 0.7, 1.0, 1.3, 2.2])
def test_a_window_shows_the_pixels_of_the_whole(tmp_path, size):
    path = make_raster(tmp_path / "scene.tif", noise(2, 173, 211, np.uint16), nodata=7)
    seen = through(Raster(str(path)), View(pixel_size=size))
    everything = whole(seen)[0]
    for column, row in ((0, 0), (3, 5), (seen.grid.width - 30, seen.grid.height - 30)):
        assert np.array_equal(
            seen.read(column, row, 30, 30)[0], everything[:, row : row + 30, column : column + 30]
        )


def test_nodata_is_no_part_of_a_mean(tmp_path):
    image = np.full((1, 40, 40), 100, np.uint8)
    image[:, :20] = 255
    image[:, 20, ::2] = 255  # half of these cells is known
    seen = through(Raster(str(make_raster(tmp_path / "scene.tif", image, nodata=255))), View(pixel_size=1.0))
    pixels, known = whole(seen)
    assert not known[:10].any() and known[10:].all()
    assert set(pixels[0, 10:].flat) == {100}


def test_rotated_and_south_up_rasters_keep_their_ground(tmp_path):
    for place in ((X, 0.4, 0.3, Y, 0.3, -0.4), (X, 0.5, 0.0, Y, 0.0, 0.5)):
        path = make_raster(tmp_path / "scene.tif", noise(1, 60, 80), place)
        seen, stored = through(Raster(str(path)), View(pixel_size=1.0)).grid, Raster(str(path)).grid
        assert (seen.width, seen.height) == (40, 30)
        assert seen.to_map(40, 30) == pytest.approx(stored.to_map(80, 60))


def test_degrees_are_told_in_metres(tmp_path):
    degree = 1e-5  # at 60° north 1.11 m by 0.56 m
    path = make_raster(tmp_path / "scene.tif", noise(1, 200, 100), (10.0, degree, 0, 60.0, 0, -degree), epsg=4326)
    seen = through(Raster(str(path)), View(pixel_size=2.0)).grid
    assert (seen.width, seen.height) == (round(100 * 0.5572 / 2), round(200 * 1.1141 / 2))


@pytest.mark.parametrize(("size", "word"), [(0.01, "too small"), (500.0, "larger than all")])
def test_a_size_that_cannot_be_is_refused(tmp_path, size, word):
    path = make_raster(tmp_path / "scene.tif", noise(1, 60, 80))
    with pytest.raises(EngineError, match=word) as caught:
        through(Raster(str(path)), View(pixel_size=size))
    assert caught.value.remedy


def test_labels_are_what_most_of_the_fine_pixels_are(tmp_path):
    raster = make_raster(tmp_path / "scene.tif", noise(1, 90, 120))
    shapes = [rectangle(10.4, 8, 33, 40), rectangle(60, 20.7, 41, 50)]
    rois = make_layer(tmp_path / "rois.gpkg", shapes, values=[3, 7])
    fine = Run(tmp_path / "fine", (raster, rois), class_field="class", unlabelled="background")
    fine.labels()
    coarse = Run(tmp_path / "coarse", (raster, rois), class_field="class", unlabelled="background", pixel_size=1.5)
    record = coarse.labels()
    label = coarse.label()
    assert label.shape == (30, 40)
    cells = fine.label().reshape(30, 3, 40, 3).swapaxes(1, 2).reshape(30, 40, 9)
    share = np.stack([(cells == code).sum(axis=2) for code in (0, 3, 7)])
    assert np.array_equal(label, np.array([0, 3, 7])[share.argmax(axis=0)])
    assert grid_of(coarse.folder.labels / "scene.tif")[:3] == grid_of(record.scenes[0].raster)[:3]


def test_ignored_ground_has_its_say_in_larger_pixels(tmp_path):
    image = np.full((1, 80, 80), 100, np.uint8)
    image[:, :, :40] = 255
    raster = make_raster(tmp_path / "scene.tif", image, nodata=255)
    run = Run(
        tmp_path / "run", (raster, make_layer(tmp_path / "r.gpkg", [rectangle(30, 10, 20, 60)])), pixel_size=4
    )
    run.labels()
    assert (run.label()[:, :5] == 255).all() and not (run.label()[:, 5:] == 255).any()


# -- bands in separate files --------------------------------------------------------------------------------


def sentinel(folder: Path) -> list[str]:
    """Three bands as they come: 10 m, 10 m, and 20 m on a grid that reaches less far."""
    fine, coarse = (X, 10.0, 0, Y, 0, -10.0), (X, 20.0, 0, Y, 0, -20.0)
    red = make_raster(folder / "B04.tif", noise(1, 80, 100, np.uint16), fine)
    green = make_raster(folder / "B03.tif", noise(1, 80, 100, np.uint16, 1), fine)
    edge = make_raster(folder / "B05.tif", noise(1, 40, 45, np.uint16, 2), coarse)
    return [str(edge), str(red), str(green)]


def test_files_become_bands_on_the_finest_grid(tmp_path):
    files = sentinel(tmp_path)
    stack = Raster(str(write_stack(files, tmp_path / "scenes", "scene")))
    assert stack.band_names == ("B05", "B04", "B03")
    assert grid_of(stack.path) == grid_of(files[1])
    pixels, known = whole(stack)
    assert np.array_equal(pixels[1:], np.stack([read(file) for file in files[1:]]))
    assert known[:, :90].all() and not known[:, 90:].any()  # beyond the third file nothing is known
    corners = read(files[0])[10:12, 10:12].astype(float)
    assert pixels[0, 21, 21] == pytest.approx(corners[0, 0] * 9 / 16 + corners[1, 1] / 16
                                              + (corners[0, 1] + corners[1, 0]) * 3 / 16, abs=1)  # fmt: skip


def test_a_file_in_another_crs_is_warped(tmp_path):
    files = sentinel(tmp_path)[1:]
    gdal.Warp(str(tmp_path / "degrees.tif"), files[1], dstSRS="EPSG:4326", dstNodata=0).FlushCache()
    stack = Raster(str(write_stack([files[0], str(tmp_path / "degrees.tif")], tmp_path / "scenes", "s")))
    pixels, known = whole(stack)
    assert known[10:-10, 10:-10].all()
    again, before = pixels[1, 10:-10, 10:-10].astype(float), read(files[1])[10:-10, 10:-10].astype(float)
    assert np.corrcoef(again.ravel(), before.ravel())[0, 1] > 0.6  # noise, resampled twice


def test_what_one_file_masks_is_unknown_in_all(tmp_path):
    first, second = noise(4, 40, 50), noise(4, 40, 50, seed=1)
    for image, rows in ((first, slice(0, 5)), (second, slice(30, 40))):
        image[3] = 255
        image[3, rows] = 0
    options = ["PHOTOMETRIC=RGB", "ALPHA=YES"]
    files = [
        str(make_raster(tmp_path / f"{i}.tif", image, options=options)) for i, image in enumerate((first, second))
    ]
    stack = Raster(str(write_stack(files, tmp_path / "scenes", "s")))
    pixels, known = whole(stack)
    assert np.array_equal(pixels, np.concatenate([first[:3], second[:3]]))
    assert not known[:5].any() and known[5:30].all() and not known[30:].any()


def test_files_of_other_places_are_refused(tmp_path):
    here = str(make_raster(tmp_path / "here.tif", noise(1, 40, 50)))
    there = str(make_raster(tmp_path / "there.tif", noise(1, 40, 50), (X + 9000, 0.5, 0, Y, 0, -0.5)))
    with pytest.raises(EngineError, match="another place") as caught:
        write_stack([here, there], tmp_path / "scenes", "s")
    assert there in caught.value.message and caught.value.remedy


def test_a_changed_band_makes_the_run_anew(tmp_path):
    files = sentinel(tmp_path)
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(10, 10, 30, 30, (X, 10.0, 0, Y, 0, -10.0))])
    run = Run(tmp_path / "run", (files[0], rois, None, tuple(files[1:])))
    run.labels()
    key = labels_key(run.settings)
    make_raster(Path(files[2]), noise(1, 80, 100, np.uint16, 9), (X, 10.0, 0, Y, 0, -10.0), nodata=3)
    assert labels_key(run.settings) != key


def test_a_changed_tile_of_a_mosaic_makes_the_run_anew(tmp_path):
    raster, rois = checkerboard_scene(tmp_path, 100, 100)
    gdal.BuildVRT(str(tmp_path / "mosaic.vrt"), [str(raster)]).FlushCache()
    run = Run(tmp_path / "run", (tmp_path / "mosaic.vrt", rois))
    key = labels_key(run.settings)
    make_raster(raster, noise(2, 100, 100))
    assert labels_key(run.settings) != key


# -- a whole run --------------------------------------------------------------------------------------------


def test_separate_bands_in_larger_pixels_go_through_a_run(tmp_path):
    scene, rois = make_scene(tmp_path, 384, 320)
    image = read(scene)
    files = [make_raster(tmp_path / f"b{i}.tif", band) for i, band in enumerate(image)]
    place = (X, 1.0, 0.0, Y, 0.0, -1.0)
    files[2] = make_raster(
        tmp_path / "b2.tif", image[2].reshape(160, 2, 192, 2).mean(axis=(1, 3)).astype(np.uint8), place
    )
    done = engine(
        "run", "--stack", *files, "--rois", rois, "--bands", "3,1", "--pixel-size", 1, "--window", 32,
        "--stride", 16, "--epochs", 4, *TINY_NETWORK, "--folder", tmp_path / "run",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    run = tmp_path / "run"
    record = json.loads((run / "labels" / "labels.json").read_text())
    assert record["bands"] == ["b2", "b0"]
    assert grid_of(run / "prediction" / "b0_mask.tif")[:3] == (192, 160, place)
    mask, truth = read(run / "prediction" / "b0_mask.tif"), read(run / "labels" / "b0.tif")
    assert ((mask == 1) & (truth == 1)).sum() / ((mask == 1) | (truth == 1)).sum() > 0.6
    for image_file, _ in list(chip_files(run / "chips" / "all"))[:3]:
        column, row, width, height = window_of(image_file, record["scenes"][0]["raster"])
        stored = Raster(record["scenes"][0]["raster"]).read(column, row, width, height)[0]
        assert np.array_equal(read(image_file), stored)

    # Another raster with all three bands is seen in the same way.
    other = tmp_path / "other.tif"
    shutil.copy(scene, other)
    done = engine(
        "predict", "--model", run / "model.safetensors", "--raster", other, "--output", tmp_path / "m.tif"
    )
    assert done.returncode == 0, done.stderr
    assert grid_of(tmp_path / "m.tif")[:3] == (192, 160, place)
    predicted = read(tmp_path / "m.tif")
    assert (predicted == mask).mean() > 0.97
