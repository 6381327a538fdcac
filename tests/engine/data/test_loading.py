"""Step 5: batches for the network, by any number of threads."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest
import torch

from deep_segmentation_wizard.engine.augmentation import EFFECTS, TECHNIQUES, AugmentationSettings, Change
from deep_segmentation_wizard.engine.data.classes import make_classes
from deep_segmentation_wizard.engine.data.dataset import ChipDataset, DecodedSet, make_loader
from deep_segmentation_wizard.engine.data.draws import Draw, Draws
from deep_segmentation_wizard.engine.data.scaling import Scaling, is_channels_last
from deep_segmentation_wizard.engine.data.techniques import TRANSFORMS, change, turn
from deep_segmentation_wizard.engine.network.device import choose_machine
from deep_segmentation_wizard.tests.engine.data.steps import Run, checkerboard_scene
from deep_segmentation_wizard.tests.engine.data.test_techniques import DTYPES, NO_LIMITS, full_range

TWO = make_classes({0: "background", 1: "rois"})
EVERYTHING = AugmentationSettings(
    applied="random", changes=tuple(Change(effect, 0.6, 0.7) for effect in EFFECTS), copies=3
)


def chips(count: int = 9, bands: int = 3, size: int = 40, dtype: type = np.uint8) -> DecodedSet:
    """Noise, of which every other chip has a hole."""
    rng = np.random.default_rng(2)
    images = rng.integers(1, 200, (count, size, size, bands)).astype(dtype).transpose(0, 3, 1, 2)
    labels = rng.integers(0, 2, (count, size, size)).astype(np.uint8)
    gaps = {number: rng.random((size, size)) < 0.2 for number in range(0, count, 2)}
    for number, gap in gaps.items():
        labels[number][gap] = 255
        if np.dtype(dtype).kind == "f":
            images[number][:, gap] = np.nan
    return DecodedSet([f"chip_{number}" for number in range(count)], images, labels, gaps, count)


def dataset(decoded: DecodedSet, augmentation: AugmentationSettings | None = EVERYTHING) -> ChipDataset:
    draws = augmentation and Draws(augmentation, 4, decoded.images.shape[1])
    return ChipDataset(decoded, decoded.scaling(), TWO, draws)


def loading_threads() -> int:
    return sum(thread.name.startswith("loading") for thread in threading.enumerate())


@pytest.mark.parametrize("dtype", [np.uint8, np.float32])
def test_batches_are_the_same_for_any_number_of_workers(dtype):
    train = dataset(chips(dtype=dtype))
    train.epoch = 2
    expected = list(make_loader(train, 8, 1))
    assert sum(len(images) for images, _ in expected) == 36
    for workers in (1, 2, 5):
        batches = list(make_loader(train, 8, 1, workers))
        assert len(batches) == len(expected)
        for (images, labels), (one, other) in zip(batches, expected, strict=True):
            assert torch.equal(images, one) and torch.equal(labels, other)


@pytest.mark.parametrize("augmentation", [None, EVERYTHING])
def test_a_batch_holds_the_very_pairs_of_the_dataset(augmentation):
    train = dataset(chips(), augmentation)
    batches = list(make_loader(train, 4))
    assert len(make_loader(train, 4)) == len(batches)
    images, labels = (torch.cat(parts) for parts in zip(*batches, strict=True))
    for number in range(len(train)):
        assert torch.equal(images[number], train[number][0])
        assert torch.equal(labels[number], train[number][1])
        assert torch.isfinite(images[number]).all()


@pytest.mark.parametrize("bands", [1, 3, 5])
def test_batches_lie_in_memory_as_the_network_wants_them(bands):
    images, _ = next(iter(make_loader(dataset(chips(bands=bands)), 4, 1)))
    assert images.is_contiguous(memory_format=torch.channels_last)
    assert choose_machine("cpu").place(images).data_ptr() == images.data_ptr()


@pytest.mark.parametrize("workers", [0, 3])
def test_no_thread_stays_behind_however_a_pass_ends(workers):
    train = dataset(chips())
    for _ in make_loader(train, 4, 1, workers):
        assert loading_threads() > 0
        break
    assert loading_threads() == 0
    list(make_loader(train, 4, 1, workers))
    assert loading_threads() == 0

    def cancelled() -> None:
        for _ in make_loader(train, 4, 1, workers):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cancelled()
    assert loading_threads() == 0


@pytest.mark.parametrize("workers", [0, 2])
def test_a_fault_in_a_thread_is_raised_where_the_batch_is_wanted(workers):
    broken = dataset(chips())
    broken.decoded.names.append("a chip that has no pixels")
    with pytest.raises(IndexError):
        list(make_loader(broken, 4, 1, workers))
    assert loading_threads() == 0


def test_only_as_many_batches_are_ahead_as_the_memory_is_meant_to_hold():
    train = dataset(chips(40, size=8))
    begun: list[int] = []
    room = train.empty_batch
    train.empty_batch = lambda *given: begun.append(1) or room(*given)  # type: ignore[method-assign]
    most = max(len(begun) - taken for taken, _ in enumerate(make_loader(train, 4, 1, 2)))
    assert len(begun) == 40
    assert most == 5


# -- the same in whatever order the pixels lie ---------------------------------------------------------------


def channels_last(image: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(image.transpose(1, 2, 0)).transpose(2, 0, 1)


def test_decoded_chips_lie_channels_last_in_one_mapped_array(tmp_path):
    run = Run(tmp_path / "run", checkerboard_scene(tmp_path, 160, 140, bands=3), window=40, stride=40)
    run.labels()
    run.chips()
    run.split(method="random")
    run.augment(techniques=())
    decoded = run.decode("train")
    assert isinstance(decoded.images, np.memmap)
    assert all(map(is_channels_last, decoded.images))
    assert len(list(run.folder.decoded.glob("*_images.npy"))) == 1


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("bands", [1, 2, 5])
def test_scaling_and_turns_do_not_depend_on_the_order_in_memory(dtype, bands):
    image = np.concatenate([full_range(dtype, seed) for seed in range(bands)])[:bands]
    other = channels_last(image)
    scaling = Scaling(
        tuple(image.mean(axis=(1, 2), dtype=np.float64)), tuple(image.std(axis=(1, 2), dtype=np.float64))
    )
    known = np.random.default_rng(0).random(image.shape[1:]) < 0.8
    assert np.array_equal(scaling.apply(image, known), scaling.apply(other, known))
    into = np.empty_like(image, np.float32)
    scaling.apply(other, known, into)
    assert np.array_equal(into, scaling.apply(image, known))
    for technique in TECHNIQUES:
        turned = turn(Draw(technique), other)
        assert turned.dtype == dtype
        assert np.array_equal(turned, TRANSFORMS[technique](image))


def test_scaling_is_as_exact_as_in_double_precision():
    rng = np.random.default_rng(0)
    for image in (
        rng.integers(0, 256, (2, 64, 64)).astype(np.uint8),
        rng.integers(64900, 65535, (2, 64, 64)).astype(np.uint16),
        (1e6 + rng.normal(0, 0.5, (2, 64, 64))).astype(np.float32),
        (3e9 + rng.integers(0, 9, (2, 64, 64))).astype(np.uint32),
    ):
        mean, deviation = image.mean(axis=(1, 2), dtype=np.float64), image.std(axis=(1, 2), dtype=np.float64)
        exact = (image.astype(np.float64) - mean[:, None, None]) / deviation[:, None, None]
        assert np.abs(Scaling(tuple(mean), tuple(deviation)).apply(image) - exact).max() < 3e-6


def test_more_bands_than_opencv_takes_at_once_are_changed_alike():
    rng = np.random.default_rng(0)
    few, label = rng.standard_normal((3, 16, 16), np.float32), np.zeros((16, 16), np.uint8)
    many = np.concatenate([few] * 200)
    known = rng.random((16, 16)) < 0.8
    for image in (few, many):
        image[:, ~known] = 0
    draw = Draw(angle=30, blur=1.0, gamma=1.4, contrast=1.2)
    expected = change(draw, few, label, known, NO_LIMITS)[0]
    changed = change(draw, many, label, known, NO_LIMITS)[0]
    assert changed.shape == (600, 16, 16)
    assert np.allclose(changed, np.concatenate([expected] * 200), atol=1e-5)


def test_grain_is_another_for_each_draw_and_stays_gaussian_in_chips_of_any_size():
    fields = []
    for size in (64, 1500):  # the second is drawn by itself, being larger than half the stored row
        flat = np.zeros((1, size, size), np.float32)
        label = np.zeros((size, size), np.uint8)
        for seed in (1, 2**31, 2**32 - 1):
            noisy = change(Draw(noise=1.0, seed=seed), flat, label, None, NO_LIMITS)[0][0]
            again = change(Draw(noise=1.0, seed=seed), flat, label, None, NO_LIMITS)[0][0]
            assert np.array_equal(noisy, again)
            share = np.mean(np.abs(noisy) < 1)
            assert share == pytest.approx(0.6827, abs=4 * 0.47 / size)
            fields.append(noisy)
    for number, one in enumerate(fields[:3]):
        for other in fields[number + 1 : 3]:
            assert abs(np.corrcoef(one.ravel(), other.ravel())[0, 1]) < 0.07


# -- faults -------------------------------------------------------------------------------------------------


def test_row_03_nan_and_infinity_never_reach_the_network():
    decoded = chips(dtype=np.float32)
    decoded.images[0][:, decoded.gaps[0]] = np.inf
    for epoch in range(3):
        train = dataset(decoded)
        train.epoch = epoch
        for images, labels in make_loader(train, 4, epoch, 2):
            assert torch.isfinite(images).all()
            assert set(labels.unique().tolist()) <= {0, 1, 255}
    assert all(np.isfinite((*decoded.scaling().mean, *decoded.scaling().deviation)))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16, np.float32])
def test_row_07_every_dtype_reaches_the_network_scaled_by_the_training_set(dtype):
    decoded = chips(dtype=dtype)
    known = np.stack([~decoded.gaps.get(n, np.zeros((40, 40), bool)) for n in range(9)])
    images = torch.cat([images for images, _ in make_loader(dataset(decoded, None), 4)]).numpy()
    pixels = images.transpose(1, 0, 2, 3)[:, known]
    assert pixels.shape[1] == known.sum() < known.size
    assert np.abs(pixels.mean(axis=1)).max() < 1e-4
    assert np.abs(pixels.std(axis=1) - 1).max() < 1e-4
    assert (images.transpose(1, 0, 2, 3)[:, ~known] == 0).all()


@pytest.mark.parametrize("value", [0, 200])
def test_row_08_a_constant_band_is_0_and_the_others_are_as_without_it(value):
    decoded = chips()
    expected = [images for images, _ in make_loader(dataset(decoded, None), 4)]
    images = decoded.images.copy("K")
    images[:, 1] = value
    found = [images for images, _ in make_loader(dataset(replace(decoded, images=images), None), 4)]
    for one, other in zip(found, expected, strict=True):
        assert (one[:, 1] == 0).all()
        assert torch.equal(one[:, [0, 2]], other[:, [0, 2]])
