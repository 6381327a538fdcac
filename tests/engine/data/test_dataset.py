"""Step 5: tensors scaled by the training set, with unknown pixels out of the way."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from deep_segmentation_wizard.engine.data.classes import make_classes
from deep_segmentation_wizard.engine.data.dataset import (
    ChipDataset,
    DecodedSet,
    Scaling,
    ScalingEstimate,
    make_loader,
    remove_decoded,
)
from deep_segmentation_wizard.tests.engine.data.steps import Run, checkerboard_scene, chip_files
from deep_segmentation_wizard.tests.engine.scenes import make_layer, make_raster, read, rectangle

TWO = make_classes({0: "background", 1: "rois"})


def prepared(folder, image, nodata=None, classes=(1,), **inputs) -> Run:
    """A run whose chips are split at random, on an image with ROIs of ``classes`` all over."""
    height, width = image.shape[-2:]
    raster = make_raster(folder / "scene.tif", image, nodata=nodata)
    places = [(c, r) for r in range(0, height, 20) for c in range(0, width, 20)]
    values = [classes[n % len(classes)] for n in range(len(places))]
    rois = make_layer(folder / "rois.gpkg", [rectangle(c, r, 9, 9) for c, r in places], values=values)
    run = Run(folder / "run", (raster, rois), window=40, stride=40, **inputs)
    run.labels()
    run.chips()
    run.split(method="random")
    run.augment(techniques=("mirror", "rotate_90"))
    return run


def pixels_of(decoded: DecodedSet) -> np.ndarray:
    """Known pixels of the original chips, (bands, n) float64, by plain means."""
    columns = []
    for number in range(decoded.originals):
        gap = decoded.gaps.get(number)
        image = decoded.images[number].reshape(decoded.images.shape[1], -1).astype(np.float64)
        columns.append(image if gap is None else image[:, ~gap.ravel()])
    return np.concatenate(columns, axis=1)


def scaled_pixels(dataset: ChipDataset) -> np.ndarray:
    """Known pixels after scaling, (bands, n)."""
    columns = []
    for number in range(len(dataset)):
        gap = dataset.decoded.gaps.get(number)
        image = dataset[number][0].numpy()
        columns.append(image.reshape(len(image), -1) if gap is None else image[:, ~gap])
    return np.concatenate(columns, axis=1).astype(np.float64)


def noise(dtype=np.uint8, bands=3, seed=0) -> np.ndarray:
    return np.random.default_rng(seed).integers(1, 250, (bands, 200, 240)).astype(dtype)


# -- shapes and values --------------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16, np.float32, np.float64])
def test_images_and_labels_have_the_shapes_and_types_that_training_needs(tmp_path, dtype):
    decoded = prepared(tmp_path, noise(dtype)).decode("train")
    assert decoded.images.dtype == dtype
    dataset = ChipDataset(decoded, decoded.scaling(), TWO)
    for image, label in (dataset[0], dataset[len(dataset) - 1]):
        assert (image.dtype, image.shape) == (torch.float32, (3, 40, 40))
        assert (label.dtype, label.shape) == (torch.int64, (40, 40))
        assert set(label.unique().tolist()) <= {0, 1}


def test_decoded_chips_are_those_of_the_folder_with_copies_behind(tmp_path):
    run = prepared(tmp_path, noise())
    decoded = run.decode("train", augmented=True)
    originals = [image.name for image, _ in chip_files(run.folder.chips / "train")]
    copies = [image.name for image, _ in chip_files(run.folder.augmented / "train")]
    assert sorted(decoded.names[: decoded.originals]) == originals
    assert sorted(decoded.names[decoded.originals :]) == copies
    assert len(copies) == 2 * len(originals)
    for number, name in enumerate(decoded.names):
        place = (run.folder.chips if number < decoded.originals else run.folder.augmented) / "train"
        assert np.array_equal(decoded.images[number], read(place / "images" / name))
        assert np.array_equal(decoded.labels[number], read(place / "labels" / name))
    assert len(run.decode("train").names) == len(originals)
    assert isinstance(decoded.images, np.memmap)
    del decoded
    remove_decoded(run.folder)
    assert not run.folder.decoded.exists()


def test_labels_are_places_of_classes_and_255_stays(tmp_path):
    run = prepared(tmp_path, noise(), classes=(7, 3), class_field="class")
    decoded = run.decode("train")
    classes = make_classes({3: "3", 7: "7"})
    dataset = ChipDataset(decoded, decoded.scaling(), classes)
    for number in range(len(dataset)):
        codes, places = decoded.labels[number], dataset[number][1].numpy()
        assert set(np.unique(codes)) == {3, 7, 255}
        assert np.array_equal(places, np.select([codes == 3, codes == 7], [0, 1], 255))


# -- scaling ------------------------------------------------------------------------------------------------

OFFSETS = {
    "bytes": lambda rng, shape: rng.integers(0, 255, shape).astype(np.uint8),
    "signed": lambda rng, shape: rng.integers(-3000, 3000, shape).astype(np.int16),
    "float32 around a million": lambda rng, shape: (1e6 + rng.normal(0, 0.5, shape)).astype(np.float32),
    "float64 around a million": lambda rng, shape: 1e6 + rng.normal(0, 0.01, shape),
    "int32 around a billion": lambda rng, shape: (10**9 + rng.integers(-9, 9, shape)).astype(np.int32),
    "uint16 at its end": lambda rng, shape: rng.integers(65000, 65003, shape).astype(np.uint16),
    "tiny": lambda rng, shape: rng.normal(3e-8, 1e-8, shape).astype(np.float32),
}


@pytest.mark.parametrize("make", OFFSETS.values(), ids=OFFSETS)
def test_row_07_the_training_set_has_mean_0_and_deviation_1(tmp_path, make):
    run = prepared(tmp_path, make(np.random.default_rng(0), (2, 200, 240)))
    decoded = run.decode("train", augmented=True)
    scaling, pixels = decoded.scaling(), pixels_of(decoded)
    assert scaling.mean == pytest.approx(pixels.mean(axis=1), rel=1e-12)
    assert scaling.deviation == pytest.approx(pixels.std(axis=1), rel=1e-6)
    scaled = scaled_pixels(ChipDataset(decoded, scaling, TWO))
    assert np.abs(scaled.mean(axis=1)).max() < 1e-3
    assert np.abs(scaled.std(axis=1) - 1).max() < 1e-3


@given(
    st.lists(st.integers(0, 40), min_size=1, max_size=6),
    st.sampled_from([0.0, -7.5, 1e6]),
    st.sampled_from([1e-2, 1.0, 1e4]),
    st.integers(0, 99),
)
@settings(max_examples=60, deadline=None)
def test_the_running_estimate_equals_that_over_all_pixels(sizes, offset, spread, seed):
    rng = np.random.default_rng(seed)
    estimate, seen = ScalingEstimate(2), []
    for size in sizes:
        image = offset + rng.normal(0, spread, (2, 1, size + 3))
        valid = np.arange(size + 3)[None] < size  # so some images have no known pixel at all
        estimate.add(image, valid)
        seen.append(image[:, valid])
    seen = np.concatenate(seen, axis=1)
    assert estimate.count == seen.shape[1]
    if seen.shape[1] > 1:
        scaling = estimate.scaling()
        assert scaling.mean == pytest.approx(seen.mean(axis=1), rel=1e-9, abs=1e-9)
        assert scaling.deviation == pytest.approx(seen.std(axis=1), rel=1e-6)


@pytest.mark.parametrize("value", [0, 7, 0.1, 1e6, -1e-30])
def test_row_08_a_band_that_never_changes_scales_to_zero(value):
    estimate = ScalingEstimate(2)
    rng = np.random.default_rng(0)
    for _ in range(5):
        image = np.stack([np.full((8, 8), value, np.float32), rng.normal(size=(8, 8)).astype(np.float32)])
        estimate.add(image, np.ones((8, 8), bool))
    scaling = estimate.scaling()
    scaled = scaling.apply(image)
    assert scaling.deviation[0] == 1
    assert np.abs(scaled[0]).max() < 1e-6
    assert np.isfinite(scaled).all()
    assert scaling.deviation[1] == pytest.approx(1, abs=0.2)


def test_validation_is_scaled_by_the_training_sets_figures(tmp_path):
    run = prepared(tmp_path, noise(np.int16))
    train, validation = run.decode("train"), run.decode("validation")
    scaling = train.scaling()
    assert validation.scaling() != scaling
    image = ChipDataset(validation, scaling, TWO)[1][0].numpy()
    expected = (validation.images[1] - np.array(scaling.mean)[:, None, None]) / np.array(scaling.deviation)[
        :, None, None
    ]
    assert np.allclose(image, expected, atol=1e-6)


# -- pixels that are not known ------------------------------------------------------------------------------

GAPS = {
    "declared": (np.int16, -9999, -9999),
    "the least float": (np.float32, float(np.finfo(np.float32).min), float(np.finfo(np.float32).min)),
    "the least double": (np.float64, float(np.finfo(np.float64).min), float(np.finfo(np.float64).min)),
    "declared NaN": (np.float32, float("nan"), float("nan")),
    "stray NaN": (np.float32, None, float("nan")),
    "stray infinity": (np.float32, None, float("inf")),
}


@pytest.mark.parametrize("dtype, nodata, value", GAPS.values(), ids=GAPS)
@pytest.mark.filterwarnings("error")
def test_row_01_unknown_pixels_leave_the_statistics_and_become_0_and_255(tmp_path, dtype, nodata, value):
    image = noise(dtype)
    gaps = np.random.default_rng(3).random(image.shape[1:]) < 0.1
    image[1, gaps] = value
    run = prepared(tmp_path, image, nodata=nodata)
    decoded = run.decode("train", augmented=True)
    scaling, pixels = decoded.scaling(), pixels_of(decoded)
    assert 0 < pixels.min() <= pixels.max() < 250
    assert scaling.mean == pytest.approx(pixels.mean(axis=1))
    assert scaling.deviation == pytest.approx(pixels.std(axis=1))
    dataset = ChipDataset(decoded, scaling, TWO)
    assert len(decoded.gaps) == len(dataset)
    for number in range(len(dataset)):
        scaled, label = (tensor.numpy() for tensor in dataset[number])
        gap = decoded.gaps[number]
        assert (scaled[:, gap] == 0).all()
        assert (label[gap] == 255).all()
        assert (label[~gap] != 255).all()
        assert np.isfinite(scaled).all()
        assert gap.any()


def test_everything_unknown_in_one_chip_harms_nothing():
    images = np.full((2, 1, 4, 4), np.nan, np.float32)
    images[1] = np.arange(16).reshape(4, 4)
    decoded = DecodedSet(["a", "b"], images, np.zeros((2, 4, 4), np.uint8), {0: np.ones((4, 4), bool)}, 2)
    scaling = decoded.scaling()
    assert scaling.mean == pytest.approx((7.5,))
    assert (ChipDataset(decoded, scaling, TWO)[0][0] == 0).all()


# -- loader -------------------------------------------------------------------------------------------------


def numbered(count: int) -> ChipDataset:
    """A dataset whose images hold their number."""
    images = np.arange(count, dtype=np.float32)[:, None, None, None] * np.ones((1, 2, 8, 8), np.float32)
    decoded = DecodedSet([str(n) for n in range(count)], images, np.zeros((count, 8, 8), np.uint8), {}, count)
    return ChipDataset(decoded, Scaling((0.0, 0.0), (1.0, 1.0)), TWO)


def order(dataset: ChipDataset, seed: int | None) -> list[int]:
    return [int(image[0, 0, 0]) for images, _ in make_loader(dataset, 4, seed) for image in images]


def test_the_loader_gives_every_chip_once_in_batches():
    batches = list(make_loader(numbered(10), 4, 1))
    assert [tuple(images.shape) for images, _ in batches] == [(4, 2, 8, 8), (4, 2, 8, 8), (2, 2, 8, 8)]
    assert [tuple(labels.shape) for _, labels in batches] == [(4, 8, 8), (4, 8, 8), (2, 8, 8)]
    assert sorted(order(numbered(10), 1)) == list(range(10))


def test_the_seed_decides_the_order_whatever_else_draws_numbers():
    dataset = numbered(30)
    first = order(dataset, 5)
    torch.manual_seed(99)
    assert order(dataset, 5) == first
    assert order(dataset, 6) != first
    assert order(dataset, None) == list(range(30))


def test_a_checkerboard_goes_from_raster_to_batch(tmp_path):
    run = Run(tmp_path / "run", checkerboard_scene(tmp_path, 300, 260, bands=2), window=48, stride=24)
    run.labels()
    run.chips()
    run.split()
    run.augment()
    train = run.decode("train", augmented=True)
    images, labels = next(iter(make_loader(ChipDataset(train, train.scaling(), TWO), 8, 0)))
    assert images.shape == (8, 2, 48, 48)
    assert labels.float().mean() == pytest.approx(0.5, abs=0.1)
