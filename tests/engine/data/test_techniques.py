"""What versions of chips look like, technique by technique."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from deep_segmentation_wizard.engine.augmentation import EFFECTS, AugmentationSettings, Change
from deep_segmentation_wizard.engine.data.draws import Draw, Draws, example
from deep_segmentation_wizard.engine.data.scaling import Scaling, ScalingEstimate, value_range
from deep_segmentation_wizard.engine.data.techniques import change, never_nodata, turn

DTYPES = [
    np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64, np.float32, np.float64,
]  # fmt: skip
NO_LIMITS = (np.float32(-1e9), np.float32(1e9))


def blobs(size: int = 96, seed: int = 0, classes: int = 3) -> np.ndarray:
    """A label of round patches of several classes."""
    rng = np.random.default_rng(seed)
    label = np.zeros((size, size), np.uint8)
    for _ in range(12):
        centre = tuple(rng.integers(0, size, 2).tolist())
        cv2.circle(label, centre, int(rng.integers(6, 16)), int(rng.integers(1, classes + 1)), -1)
    return label


def painted(label: np.ndarray, classes: int = 3) -> np.ndarray:
    """An image whose bands are 1 where their class is."""
    return np.stack([label == code for code in range(classes + 1)]).astype(np.float32)


def changed(draw: Draw, image: np.ndarray, label: np.ndarray | None = None, known: np.ndarray | None = None):
    label = np.zeros(image.shape[1:], np.uint8) if label is None else label
    return change(draw, image, label, known, NO_LIMITS)


def noise(bands: int = 3, size: int = 64, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((bands, size, size), np.float32)


# -- geometry: image and label stay together ----------------------------------------------------------------

MOVES = st.builds(
    Draw,
    angle=st.floats(-180, 180),
    zoom=st.floats(0.5, 2),
    shift=st.tuples(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5)),
    elastic=st.floats(0, 1),
    seed=st.integers(0, 2**32 - 1),
)


@given(MOVES, st.integers(0, 20), st.sampled_from([95, 96]))
@hypothesis_settings(max_examples=150, deadline=None)
def test_a_label_painted_into_the_image_moves_with_it(draw, seed, size):
    label = blobs(size, seed)
    image, moved, _ = changed(draw, painted(label), label)
    inside = moved != 255
    # Away from the rims of patches all four neighbours agree, and then the mixture must be of the label's class.
    pure = (image.max(axis=0) > 0.999) & inside
    assert np.array_equal(image.argmax(axis=0)[pure], moved[pure])
    # At rims the mixture never lacks the nearest neighbour.
    share = np.take_along_axis(image, np.where(inside, moved, 0)[None].astype(np.intp), 0)[0]
    assert (share[inside] > 0.2).all()
    assert pure.sum() >= 0.6 * inside.sum()


def test_a_quarter_turn_by_angle_is_the_exact_one():
    label, image = blobs(), noise(2, 96)
    for degrees, times in ((90, 1), (180, 2), (-90, 3)):
        moved, codes, _ = changed(Draw(angle=degrees), image, label)
        assert np.array_equal(codes, np.rot90(label, times))
        assert np.allclose(moved, np.rot90(image, times, axes=(1, 2)), atol=1e-3)


def test_a_shift_moves_right_and_down_and_leaves_nothing_known_behind():
    label, image = blobs(), noise(1, 96)
    moved, codes, _ = changed(Draw(shift=(0.25, 0.125)), image, label)
    assert np.array_equal(codes[12:, 24:], label[:-12, :-24])
    assert np.allclose(moved[:, 12:, 24:], image[:, :-12, :-24], atol=1e-5)
    assert (codes[:12] == 255).all() and (codes[:, :24] == 255).all()
    assert np.isfinite(moved).all() and moved[:, :12].std() > 0.5  # the image goes on as in a mirror


def test_a_zoom_enlarges_about_the_middle():
    label = np.zeros((96, 96), np.uint8)
    label[36:60, 40:56] = 1  # 24 high, 16 wide, in the middle
    image, codes, _ = changed(Draw(zoom=2), painted(label, 1), label)
    assert codes[24:72, 32:64].all() and codes.sum() == 48 * 32
    assert image[1, 26:70, 34:62].min() > 0.99
    _, small, _ = changed(Draw(zoom=0.5), painted(label, 1), label)
    assert (small == 1).sum() == 12 * 8
    assert (small != 255).sum() == 48 * 48


def test_elastic_deformation_bends_but_never_folds():
    columns = np.tile(np.arange(256, dtype=np.float32), (256, 1))
    for seed in range(20):
        draw = Draw(elastic=1.0, seed=seed)
        x, y = (changed(draw, band[None])[0][0] for band in (columns, columns.T.copy()))
        inner = slice(30, -30)
        # The map from the version back to the chip keeps its orientation everywhere.
        xx, xy = np.gradient(x)[::-1]
        yx, yy = np.gradient(y)[::-1]
        determinant = (xx * yy - xy * yx)[inner, inner]
        assert determinant.min() > 0
        assert 4 < np.abs(x - columns)[inner, inner].max() < 30


def test_a_turn_comes_first_and_loses_nothing():
    label, image = blobs(), noise(3, 96)
    draw = Draw("rotate_90", shift=(0.25, 0.0))
    moved, codes, _ = changed(
        draw, np.ascontiguousarray(turn(draw, image)), np.ascontiguousarray(turn(draw, label))
    )
    assert np.array_equal(codes[:, 24:], np.rot90(label)[:, :-24])
    assert np.allclose(moved[:, :, 24:], np.rot90(image, axes=(1, 2))[:, :, :-24], atol=1e-5)


# -- light and disturbance ----------------------------------------------------------------------------------


def test_brightness_and_contrast_count_in_deviations_of_the_band():
    image = noise()
    assert np.allclose(changed(Draw(brightness=0.5), image)[0], image + 0.5)
    assert np.allclose(changed(Draw(contrast=1.5), image)[0], image * 1.5)


def test_gamma_keeps_its_ends_its_order_and_what_lies_beyond():
    image = np.linspace(-4, 4, 64 * 64, dtype=np.float32).reshape(1, 64, 64)
    for gamma in (0.5, 2.0):
        curved = changed(Draw(gamma=gamma), image)[0]
        beyond = np.abs(image) >= 2
        assert np.array_equal(curved[beyond], image[beyond])
        assert (np.diff(curved.ravel()) >= -1e-6).all()
        assert np.allclose(curved[~beyond], ((image[~beyond] + 2) / 4) ** gamma * 4 - 2, atol=1e-5)
    middle = changed(Draw(gamma=2.0), np.zeros((1, 8, 8), np.float32))[0]
    assert np.allclose(middle, -1)


def test_blur_spreads_a_point_as_gauss_says():
    image = np.zeros((1, 65, 65), np.float32)
    image[0, 32, 32] = 1
    blurred = changed(Draw(blur=2.0), image)[0][0]
    rows = np.arange(65) - 32
    assert blurred.sum() == pytest.approx(1, abs=1e-3)
    assert (blurred.sum(axis=0) * rows**2).sum() == pytest.approx(4, rel=0.05)


def test_noise_has_its_deviation_and_no_pattern():
    image = np.zeros((3, 128, 128), np.float32)
    noisy = changed(Draw(noise=0.25, seed=4), image)[0]
    assert noisy.std() == pytest.approx(0.25, rel=0.02) and abs(noisy.mean()) < 0.01
    assert abs(np.corrcoef(noisy[0].ravel(), noisy[1].ravel())[0, 1]) < 0.03
    assert abs(np.corrcoef(noisy[0, :, 1:].ravel(), noisy[0, :, :-1].ravel())[0, 1]) < 0.03


def test_a_dropped_band_and_a_cut_out_become_the_mean_and_the_label_stays():
    image, label = noise() + 3, blobs(64)
    dropped, codes, _ = changed(Draw(dropped=(1,)), image, label)
    assert (dropped[1] == 0).all() and np.array_equal(dropped[[0, 2]], image[[0, 2]])
    cut, same, _ = changed(Draw(cut_out=(0.25, 0.5, 0.25, 0.125)), image, label)
    hole = np.zeros((64, 64), bool)
    hole[32:40, 16:32] = True
    assert (cut[:, hole] == 0).all() and np.array_equal(cut[:, ~hole], image[:, ~hole])
    assert np.array_equal(codes, label) and np.array_equal(same, label)


def test_the_input_stays_as_it_was():
    image, label, known = noise(), blobs(64), np.ones((64, 64), bool)
    known[:9] = False
    image[:, ~known] = 0
    before = image.copy(), label.copy(), known.copy()
    for effect in EFFECTS:
        changed(example(effect, 1.0, 3), image, label, known)
    assert all(np.array_equal(a, b) for a, b in zip(before, (image, label, known), strict=True))


# -- any dtype ----------------------------------------------------------------------------------------------


def everything(number: int, bands: int = 2, strength: float = 1.0) -> Draw:
    chosen = AugmentationSettings((), changes=tuple(Change(effect, strength, 0.6) for effect in EFFECTS))
    return Draws(chosen, 1, bands).draw("chip", number)


def full_range(dtype: type, seed: int = 0) -> np.ndarray:
    """An image that uses all that its dtype can hold (floats: reflectances)."""
    rng = np.random.default_rng(seed)
    if np.dtype(dtype).kind == "f":
        return rng.random((2, 48, 48)).astype(dtype)
    low, high = value_range(np.dtype(dtype))
    values = rng.uniform(low, high, (2, 48, 48))
    values[:, :2], values[:, 2:4] = low, high
    return values.clip(low, high).astype(dtype)


def scaling_of(image: np.ndarray) -> Scaling:
    estimate = ScalingEstimate(len(image))
    estimate.add(image, np.ones(image.shape[1:], bool))
    return estimate.scaling()


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.filterwarnings("error")
def test_values_stay_in_the_range_of_their_type(dtype):
    image = full_range(dtype)
    scaling, label = scaling_of(image), blobs(48)
    low, high = value_range(image.dtype)
    for number in range(1, 25):
        limits = scaling.limits(image.dtype)
        scaled, codes, _ = change(everything(number), scaling.apply(image), label, None, limits)
        assert np.isfinite(scaled).all()
        assert (scaled >= limits[0]).all() and (scaled <= limits[1]).all()
        back = scaling.restore(scaled, image.dtype)
        assert back.dtype == dtype and np.isfinite(back).all()
        assert back.min() >= low and back.max() <= high
        assert set(np.unique(codes)) <= {0, 1, 2, 3, 255}
        # Wrapping round would turn the darkest into the brightest: order is kept as far as rounding goes.
        assert np.corrcoef(scaled.ravel(), back.astype(np.float64).ravel())[0, 1] > 0.99


@pytest.mark.parametrize("dtype", DTYPES)
def test_what_is_not_changed_comes_back_as_it_was(dtype):
    image = full_range(dtype)
    scaling = scaling_of(image)
    back = scaling.restore(scaling.apply(image), image.dtype)
    if np.dtype(dtype).itemsize <= 2:
        assert np.array_equal(back, image)
    else:
        error = np.abs(back.astype(np.float64) - image.astype(np.float64)).max()
        assert error <= 2e-6 * max(scaling.deviation)


def test_bytes_and_reflectances_behave_alike():
    photo = np.random.default_rng(1).integers(40, 200, (2, 48, 48)).astype(np.uint8)
    reflectance = (photo / 255 * 0.6).astype(np.float32)
    label = blobs(48)
    for number in range(1, 10):
        draw = everything(number, strength=0.3)
        versions = []
        for image in (photo, reflectance):
            scaling = scaling_of(image)
            scaled = change(draw, scaling.apply(image), label, None, scaling.limits(image.dtype))[0]
            versions.append(scaling.restore(scaled, image.dtype).astype(np.float64))
        at_an_end = (versions[0] == 0) | (versions[0] == 255)
        difference = np.abs(versions[1] / 0.6 * 255 - versions[0])
        assert difference[~at_an_end].max() <= 0.51


# -- what is not known --------------------------------------------------------------------------------------


@given(MOVES, st.integers(0, 99), st.floats(0, 3))
@hypothesis_settings(max_examples=80, deadline=None)
def test_known_pixels_are_mixed_from_known_ones_only(draw, seed, blur):
    rng = np.random.default_rng(seed)
    known = rng.random((48, 48)) < rng.uniform(0.1, 0.95)
    image = np.where(known, rng.uniform(3, 5, (2, 48, 48)), 0).astype(np.float32)
    label = np.where(known, 1, 255).astype(np.uint8)
    for version in (draw, Draw(blur=blur)):
        moved, codes, still = changed(version, image, label, known)
        assert still.dtype == bool
        if still.any():
            assert moved[:, still].min() >= 3 - 0.01 and moved[:, still].max() <= 5 + 0.01
        assert (moved[:, ~still] == 0).all()
        assert (codes[~still] == 255).all()
        assert (still[codes != 255]).all()


@pytest.mark.parametrize(
    ("dtype", "nodata"),
    [
        (np.uint8, 0), (np.uint8, 255), (np.uint8, 120), (np.int16, -32768), (np.int16, 32767), (np.int16, 0),
        (np.uint16, 65535), (np.float32, -9999.0), (np.float32, -3.4028234663852886e38), (np.float64, 0.0),
        (np.float32, 0.25), (np.int8, -128), (np.uint64, 0),
    ],
)  # fmt: skip
def test_known_pixels_never_become_nodata_and_unknown_ones_always_are(dtype, nodata):
    rng = np.random.default_rng(2)
    image = rng.choice(np.array([nodata, *([1, 2, 3] if nodata in (0, 0.25) else [40, 60, 100])]), (2, 40, 40))
    image = image.astype(dtype)
    known = rng.random((40, 40)) < 0.7
    result = never_nodata(image.copy(), known, (nodata, nodata))
    assert result.dtype == dtype
    assert (result[:, ~known] == dtype(nodata)).all()
    assert (result[:, known] != dtype(nodata)).all()
    others = (image != dtype(nodata)) & known
    assert np.array_equal(result[others], image[others])
    step = np.abs(result[:, known].astype(np.float64) - image[:, known].astype(np.float64)).max()
    assert step <= (1 if np.dtype(dtype).kind in "iu" else max(abs(nodata) * 1e-6, 1e-30))


@pytest.mark.filterwarnings("error")
def test_without_a_nodata_value_floats_hold_nan_and_whole_numbers_rest_with_the_mask():
    known = np.eye(8, dtype=bool)
    for nodata in (None, float("nan")):
        result = never_nodata(np.ones((1, 8, 8), np.float32), known, (nodata,))
        assert np.array_equal(np.isnan(result[0]), ~known)
    bytes_ = np.full((1, 8, 8), 9, np.uint8)
    for nodata in (None, float("nan"), -9999.0, 0.5):
        assert np.array_equal(never_nodata(bytes_.copy(), known, (nodata,)), bytes_)
