"""Pictures of a run, whatever its rasters and names look like."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from deep_segmentation_wizard.engine.data.classes import LandClass, make_classes
from deep_segmentation_wizard.engine.data.raster import Raster
from deep_segmentation_wizard.engine.events import Reporter
from deep_segmentation_wizard.engine.mapping.outputs import MaskWriter
from deep_segmentation_wizard.engine.mapping.probabilities import ProbabilityWriter, form_for
from deep_segmentation_wizard.engine.mapping.report import draw_curves, draw_maps
from deep_segmentation_wizard.engine.settings import PredictionSettings
from deep_segmentation_wizard.tests.engine.scenes import make_raster, read

AS_USUAL = PredictionSettings()
CLASSES = make_classes({0: "background", 1: "house", 2: "road"})


def draw(folder: Path, image: np.ndarray, classes: tuple[LandClass, ...] = CLASSES, **options) -> Path:
    """Maps of an image with made-up probabilities; the lower half of the mask is class 1."""
    scene = make_raster(folder / "scene.tif", image, **options)
    with Raster(str(scene)) as raster:
        height, width = raster.grid.height, raster.grid.width
        places = np.zeros((height, width), np.uint8)
        places[height // 2 :] = 1
        bands = 1 if len(classes) == 2 else len(classes)
        ramp = np.broadcast_to(np.linspace(0, 1, width, dtype=np.float32), (bands, height, width))
        valid = np.ones((height, width), bool)
        with ProbabilityWriter(
            folder / "p.tif", raster.grid, form_for(classes, PredictionSettings())
        ) as probability:
            probability.add(ramp, valid)
        with MaskWriter(folder / "mask.tif", raster.grid, classes, Reporter()) as mask:
            mask.add(np.where(valid, places, np.uint8(255)))
    picture = folder / "report" / "maps.png"
    draw_maps(
        picture, Raster(str(scene)), folder / "mask.tif", folder / "p.tif", folder / "mask.tif", classes, 0.5
    )
    return picture


def size_of(picture: Path) -> tuple[int, int]:
    assert picture.read_bytes().startswith(b"\x89PNG\r\n")
    dataset = gdal.Open(str(picture))
    return dataset.RasterXSize, dataset.RasterYSize


def colours_in(picture: Path, first: float = 0.0, last: float = 1.0) -> set[tuple[int, ...]]:
    """The colours of a part of a picture, from one share of its width to another."""
    pixels = read(picture)[:3]
    width = pixels.shape[2]
    part = pixels[:, :, int(first * width) : int(last * width)]
    return set(map(tuple, part.reshape(3, -1).T.tolist()))


@pytest.mark.parametrize(
    "shape", [(3, 200, 300), (1, 200, 300), (2, 50, 40), (5, 1200, 700), (3, 10, 3000), (3, 3000, 3)]
)
def test_maps_of_any_shape_have_a_sensible_size(shape, tmp_path):
    image = np.random.default_rng(0).integers(0, 2000, shape).astype(np.uint16)
    width, height = size_of(draw(tmp_path, image))
    assert 1500 < width < 2500 and 150 < height < 2500


def test_maps_show_the_classes_in_their_colours(tmp_path):
    picture = draw(tmp_path, np.random.default_rng(0).integers(0, 255, (3, 120, 120), dtype=np.uint8))
    mask = colours_in(picture, 0.76, 1.0)
    assert {CLASSES[0].rgb, CLASSES[1].rgb} <= mask
    assert CLASSES[2].rgb not in mask - colours_in(picture, 0.4, 0.6)


def test_nodata_does_not_spoil_the_contrast_of_the_image(tmp_path):
    image = np.random.default_rng(0).integers(100, 160, (1, 150, 150)).astype(np.float32)
    image[:, :, :60] = -9999
    picture = draw(tmp_path, image, nodata=-9999)
    pixels = read(picture)[0]
    height, width = pixels.shape
    known = pixels[height // 3 : height // 2, int(0.13 * width) : int(0.22 * width)]  # right of the gap, no title
    assert known.std() > 30


@pytest.mark.parametrize("name", [r"$\bad{$", "a$b$c", "<b>&amp;</b>", "_hidden", "x" * 500, "%s {0}"])
def test_any_name_can_be_drawn(name, tmp_path):
    classes = (LandClass(0, "background", "#dcdcdc"), LandClass(1, name, "#d55e00"))
    assert size_of(draw(tmp_path, np.zeros((3, 60, 60), np.uint8), classes))[0] > 1000


def test_maps_without_truth_have_a_panel_less(tmp_path):
    with_truth = size_of(draw(tmp_path, np.zeros((3, 60, 60), np.uint8)))[0]
    path = tmp_path / "other.png"
    draw_maps(path, Raster(str(tmp_path / "scene.tif")), None, tmp_path / "p.tif", tmp_path / "mask.tif", CLASSES)
    assert size_of(path)[0] == pytest.approx(0.75 * with_truth, abs=3)


def test_maps_of_a_raster_in_which_nothing_is_known(tmp_path):
    scene = make_raster(tmp_path / "scene.tif", np.zeros((1, 40, 40), np.uint8), nodata=0)
    with Raster(str(scene)) as raster:
        nowhere = np.zeros((40, 40), bool)
        with ProbabilityWriter(
            tmp_path / "p.tif", raster.grid, form_for(CLASSES, PredictionSettings())
        ) as probability:
            probability.add(np.zeros((3, 40, 40), np.float32), nowhere)
        with MaskWriter(tmp_path / "mask.tif", raster.grid, CLASSES, Reporter()) as mask:
            mask.add(np.full((40, 40), 255, np.uint8))
    draw_maps(tmp_path / "maps.png", Raster(str(scene)), None, tmp_path / "p.tif", tmp_path / "mask.tif", CLASSES)
    assert size_of(tmp_path / "maps.png")[0] > 1000


def write_history(path: Path, epochs: int, gap: bool = False) -> Path:
    columns = ["epoch", *(f"{s}_{m}" for s in ("train", "validation") for m in ("loss", "accuracy", "iou"))]
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for epoch in range(1, epochs + 1):
            writer.writerow([epoch, *("" if gap and number == 2 else 1 / epoch for number in range(6))])
    return path


@pytest.mark.parametrize("epochs", [1, 5, 300])
@pytest.mark.parametrize("gap", [False, True])
def test_curves_are_drawn_from_the_history(epochs, gap, tmp_path):
    history = write_history(tmp_path / "history.csv", epochs, gap)
    draw_curves(tmp_path / "report/curves.png", history, chosen=1)
    assert 1000 < size_of(tmp_path / "report/curves.png")[0] < 1500
    assert {(0x00, 0x72, 0xB2), (0xD5, 0x5E, 0x00)} <= colours_in(tmp_path / "report/curves.png")
