"""Step 4: turned and mirrored copies, beside the originals."""

from __future__ import annotations

import numpy as np
import pytest
from osgeo import gdal

from deep_segmentation_wizard.engine.data.raster import Raster
from deep_segmentation_wizard.engine.data.techniques import TRANSFORMS
from deep_segmentation_wizard.engine.settings import TECHNIQUES
from deep_segmentation_wizard.tests.engine.data.steps import Run, checkerboard_scene, chip_files, state_of
from deep_segmentation_wizard.tests.engine.scenes import make_layer, make_raster, read, rectangle

EXPECTED = {
    "rotate_90": [[3, 6, 9], [2, 5, 8], [1, 4, 7]],
    "rotate_180": [[9, 8, 7], [6, 5, 4], [3, 2, 1]],
    "rotate_270": [[7, 4, 1], [8, 5, 2], [9, 6, 3]],
    "mirror": [[3, 2, 1], [6, 5, 4], [9, 8, 7]],
    "flip": [[7, 8, 9], [4, 5, 6], [1, 2, 3]],
    "flip_diagonal": [[1, 4, 7], [2, 5, 8], [3, 6, 9]],
    "flip_antidiagonal": [[9, 6, 3], [8, 5, 2], [7, 4, 1]],
}


def painted_scene(folder, width=200, height=180):
    """A scene whose second band holds the class of each pixel, in rectangles without any symmetry."""
    rng = np.random.default_rng(4)
    band = np.zeros((height, width), np.uint8)
    polygons, values = [], []
    for _ in range(160):
        column, row, wide, high = (int(rng.integers(0, most)) for most in (width - 20, height - 20, 18, 12))
        value = int(rng.integers(1, 5))
        band[row : row + high + 1, column : column + wide + 1] = value
        polygons.append(rectangle(column, row, wide + 1, high + 1))
        values.append(value)
    image = np.stack([rng.integers(0, 255, band.shape, np.uint8), band])
    raster = make_raster(folder / "scene.tif", image)
    return raster, make_layer(folder / "rois.gpkg", polygons, values=values)


@pytest.fixture(params=[48, 45], ids=["even window", "odd window"])
def run(tmp_path, request) -> Run:
    """A run that is split, on a scene whose second band is its label."""
    run = Run(
        tmp_path / "run", painted_scene(tmp_path), window=request.param, stride=23, class_field="class",
        unlabelled="background",
    )  # fmt: skip
    run.labels()
    run.chips()
    run.split()
    return run


@pytest.mark.parametrize("technique", TECHNIQUES)
def test_each_technique_does_what_its_name_says(technique):
    square = np.arange(1, 10).reshape(3, 3)
    assert TRANSFORMS[technique](square).tolist() == EXPECTED[technique]
    bands = np.stack([square, square * 10])
    assert TRANSFORMS[technique](bands).tolist() == [
        EXPECTED[technique],
        (np.array(EXPECTED[technique]) * 10).tolist(),
    ]


def test_image_and_label_are_turned_together(run):
    record = run.augment()
    pairs = list(chip_files(run.folder.augmented / "train"))
    assert sorted(record.names["train"]) == [image.name for image, _ in pairs]
    for image, label in pairs:
        pixels = read(image)
        assert np.array_equal(pixels[1], read(label))
    assert len({read(label).tobytes() for _, label in pairs}) == len(pairs)


def test_each_copy_is_its_original_turned(run):
    run.augment()
    checked = 0
    for image, label in chip_files(run.folder.augmented / "train"):
        technique = next(t for t in sorted(TECHNIQUES, key=len, reverse=True) if image.stem.endswith(f"_{t}"))
        name = image.name.removesuffix(f"_{technique}.tif").rpartition("_")[0] + ".tif"
        for copy in (image, label):
            original = run.folder.chips / "train" / copy.parent.name / name
            assert np.array_equal(read(copy), TRANSFORMS[technique](read(original)))
            checked += 1
    assert checked == 2 * 7 * len(list((run.folder.chips / "train" / "images").iterdir()))


def test_no_chip_is_touched(run):
    before = state_of(run.folder.chips)
    run.augment(sets=("train", "validation", "test"))
    assert state_of(run.folder.chips) == before


def test_only_chosen_techniques_and_sets_are_written(run):
    record = run.augment(techniques=("mirror", "rotate_180"), sets=("validation",))
    originals = [image.stem for image, _ in chip_files(run.folder.chips / "validation")]
    written = [image.name for image, _ in chip_files(run.folder.augmented / "validation")]
    assert sorted(record.names["validation"]) == written
    for stem in originals:  # each of both once, in an order of the chip's own
        own = sorted(name.removeprefix(f"{stem}_") for name in written if name.startswith(f"{stem}_"))
        assert own in (["1_mirror.tif", "2_rotate_180.tif"], ["1_rotate_180.tif", "2_mirror.tif"])
    assert len(written) == 2 * len(originals)
    assert sorted(p.name for p in run.folder.augmented.iterdir()) == ["augmented.json", "validation"]


@pytest.mark.parametrize("choice", [{"techniques": ()}, {"sets": ()}])
def test_nothing_chosen_writes_nothing_and_removes_earlier_copies(run, choice):
    run.augment()
    assert run.augment(**choice).names == {}
    assert [p.name for p in run.folder.augmented.iterdir()] == ["augmented.json"]


def test_by_default_the_training_set_alone_gets_all_seven_copies(run):
    record = run.augment()
    assert list(record.names) == ["train"]
    assert len(record.names["train"]) == 7 * len(list((run.folder.chips / "train" / "images").iterdir()))


def test_copies_have_no_place_on_the_map_but_keep_type_bands_and_nodata(tmp_path):
    raster, rois = checkerboard_scene(tmp_path, 200, 160, dtype=np.int16, bands=4, nodata=-3)
    run = Run(tmp_path / "run", (raster, rois), window=40, stride=40)
    run.labels()
    run.chips()
    run.split(method="random")
    run.augment(techniques=("flip",))
    for image, label in chip_files(run.folder.augmented / "train"):
        with Raster(str(image)) as copy:
            assert not copy.grid.has_position
            assert copy.grid.crs == ""
            assert (copy.dtype, len(copy.band_names), set(copy.nodata)) == (np.int16, 4, {-3})
        dataset = gdal.Open(str(label))
        assert dataset.GetRasterBand(1).GetNoDataValue() == 255
        assert dataset.GetRasterBand(1).GetColorTable() is not None
