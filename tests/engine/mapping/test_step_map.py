"""The weights of overlapping windows, and their sum over each pixel."""

from __future__ import annotations

import numpy as np
import pytest

from deep_segmentation_wizard.engine.data.windows import padded_positions
from deep_segmentation_wizard.engine.mapping.step_map import profile, step_sums

KINDS = ("uniform", "gaussian", "hann")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("window", [1, 2, 3, 7, 64, 255, 1024])
def test_weights_are_above_0_and_alike_from_both_ends(kind, window):
    weights = profile(kind, window)
    assert weights.shape == (window,) and weights.dtype == np.float64
    assert weights.min() > 0
    assert weights == pytest.approx(weights[::-1], rel=1e-9)


@pytest.mark.parametrize("kind", ["gaussian", "hann"])
def test_the_middle_of_a_window_counts_most(kind):
    weights = profile(kind, 64)
    assert (np.diff(weights[:32]) > 0).all()
    assert weights[0] < 0.01 * weights[31]


def test_gaussian_has_a_deviation_of_an_eighth_of_the_window():
    weights = profile("gaussian", 81)
    assert weights[40] == 1
    assert weights[30] == pytest.approx(np.exp(-0.5 * (10 / (81 / 8)) ** 2), rel=2**-12)


@pytest.mark.parametrize("kind", KINDS)
def test_products_of_two_weights_are_exact_in_float32(kind):
    weights = profile(kind, 333)
    products = np.outer(weights, weights)
    assert (products == products.astype(np.float32)).all()


def test_uniform_weights_count_windows():
    sums = step_sums(profile("uniform", 4), [-1, 1, 3, 5], 8)
    assert sums.tolist() == [1, 2, 2, 2, 2, 2, 2, 1]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("window", "stride"), [(8, 1), (8, 3), (8, 8), (5, 2), (30, 15), (64, 64)])
def test_the_step_map_is_the_sum_of_all_windows(kind, window, stride):
    height, width = 23, 31
    weights = profile(kind, window)
    rows, columns = padded_positions(height, window, stride), padded_positions(width, window, stride)
    whole = np.zeros((height + 4 * window, width + 4 * window))
    for top in rows:
        for left in columns:
            y, x = top + 2 * window, left + 2 * window
            whole[y : y + window, x : x + window] += weights[:, None] * weights
    expected = whole[2 * window : 2 * window + height, 2 * window : 2 * window + width]
    assert expected.min() > 0
    found = np.outer(step_sums(weights, rows, height), step_sums(weights, columns, width))
    assert np.allclose(found, expected, rtol=1e-12, atol=0)
