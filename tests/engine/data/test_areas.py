"""Dividing the ground by straight cuts: what the sets share, lose and hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deep_segmentation_wizard.engine.data.areas import LOST, can_train, divide_by_area, shared_area, sum_by_set
from deep_segmentation_wizard.engine.data.windows import chip_positions

USUAL = (0.7, 0.15, 0.15)
SIZES = [(1000, 1000), (600, 2000), (1500, 700), (400, 3000), (700, 700), (512, 512), (900, 450), (4000, 3000)]


def chips(width: int, height: int, window: int, stride: int) -> np.ndarray:
    """Boxes of all chips of a raster."""
    starts = [
        (x, y) for y in chip_positions(height, window, stride) for x in chip_positions(width, window, stride)
    ]
    return np.hstack([starts, np.array(starts) + window]).astype(float)


def divide(boxes, counts=None, fractions=USUAL, seed=0) -> np.ndarray:
    counts = np.full((len(boxes), 2), 9) if counts is None else counts
    return divide_by_area(boxes, counts, range(1, counts.shape[1]), fractions, seed)


def painted(boxes: np.ndarray, sets: np.ndarray) -> np.ndarray:
    """For each pixel the sets that reach it, as bits."""
    boxes = boxes.astype(int)
    ground = np.zeros((boxes[:, 3].max(), boxes[:, 2].max()), np.uint8)
    for (left, top, right, bottom), number in zip(boxes, sets, strict=True):
        if number != LOST:
            ground[top:bottom, left:right] |= np.uint8(1 << number)
    return ground


def regions(boxes: np.ndarray, sets: np.ndarray) -> int:
    """How many connected pieces of ground the sets have together."""
    import cv2

    ground = painted(boxes, sets)
    return sum(cv2.connectedComponents((ground >> s & 1).astype(np.uint8))[0] - 1 for s in range(3))


@pytest.mark.parametrize("stride", [32, 43, 128])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_no_pixel_is_shared_and_the_regions_are_few(size, stride):
    boxes = chips(*size, 128, stride)
    sets = divide(boxes)
    assert set(np.unique(painted(boxes, sets))) <= {0, 1, 2, 4}
    assert 3 <= regions(boxes, sets) <= 6


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_at_most_a_quarter_is_lost_at_a_stride_of_half_the_window(size):
    for seed in range(3):
        sets = divide(chips(*size, 128, 64), seed=seed)
        assert np.mean(sets == LOST) <= 0.25


@pytest.mark.parametrize("fractions", [USUAL, (0.6, 0.2, 0.2), (0.8, 0.1, 0.1), (0.34, 0.33, 0.33)])
@pytest.mark.parametrize("size", [(4000, 3000), (2500, 2500), (1500, 6000)], ids=str)
def test_percentages_are_met_within_a_few_points(size, fractions):
    sets = divide(chips(*size, 128, 64), fractions=fractions)
    kept = sets[sets != LOST]
    shares = [np.mean(kept == s) for s in range(3)]
    assert shares == pytest.approx(fractions, abs=0.03)


def gradient(boxes: np.ndarray) -> np.ndarray:
    """Class 1 grows from nothing at the upper left to everything at the lower right."""
    share = boxes[:, :2].sum(axis=1) / boxes[:, :2].sum(axis=1).max()
    return np.column_stack([1 - share, share]) * 1000


def upper_right_half(boxes: np.ndarray) -> np.ndarray:
    """Class 1 lies above the diagonal only."""
    above = boxes[:, 0] - boxes[:, 1] > 0
    return np.column_stack([np.full(len(boxes), 500), 500 * above])


def a_strip_on_the_left(boxes: np.ndarray) -> np.ndarray:
    """Class 1 lies in the first fifth only."""
    left = boxes[:, 0] < boxes[:, 0].max() / 5
    return np.column_stack([np.full(len(boxes), 500), 500 * left])


@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize("classes", [gradient, upper_right_half, a_strip_on_the_left])
@pytest.mark.parametrize("size", [(1600, 1600), (1000, 2500)], ids=str)
def test_every_set_gets_its_part_of_a_class_that_lies_to_one_side(size, classes, seed):
    boxes = chips(*size, 128, 64)
    counts = classes(boxes).astype(int)
    sets = divide(boxes, counts, seed=seed)
    assert np.mean(sets == LOST) <= 0.25
    parts = sum_by_set(sets, counts)[:, 1]
    assert (parts / parts.sum() > np.array(USUAL) / 2).all()


@pytest.mark.parametrize("size", [(4000, 3000), (2500, 2500), (1500, 6000)], ids=str)
def test_percentages_are_met_where_classes_lie_unevenly_too(size):
    boxes = chips(*size, 128, 64)
    sets = divide(boxes, upper_right_half(boxes))
    kept = sets[sets != LOST]
    assert [np.mean(kept == s) for s in range(3)] == pytest.approx(USUAL, abs=0.03)


def rare_classes(boxes: np.ndarray, number: int, share: float, seed: int) -> np.ndarray:
    """Background everywhere, and classes that lie in a few chips each."""
    found = np.random.default_rng(seed).random((len(boxes), number)) < share
    return np.column_stack([np.full(len(boxes), 500), 900 * found])


@pytest.mark.parametrize("size", [(512, 512), (640, 400), (576, 576)], ids=str)
def test_rare_classes_do_not_cost_more_than_a_quarter_of_a_small_scene(size):
    boxes = chips(*size, 128, 64)
    for seed in range(8):
        sets = divide(boxes, rare_classes(boxes, 4, 0.12, seed))
        assert np.mean(sets == LOST) <= 0.25


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_sets_that_can_work_come_before_everything_else(seed):
    """The scene is so small that more than a quarter may have to go for drawn pixels in each set."""
    boxes = chips(448, 448, 128, 64)
    counts = rare_classes(boxes, 2, 0.06, seed)
    assert can_train(sum_by_set(divide(boxes, counts), counts), [1, 2])


def test_the_seed_decides():
    boxes = chips(2000, 2000, 128, 64)
    rng = np.random.default_rng(0)
    counts = rng.integers(0, 9000, (len(boxes), 4)) * (rng.random((len(boxes), 4)) < 0.01)
    divisions = [divide(boxes, counts, seed=seed) for seed in (0, 0, 1, 2, 3, 4, 5)]
    assert np.array_equal(divisions[0], divisions[1])
    assert len({tuple(d.tolist()) for d in divisions}) > 1


def test_two_scenes_far_apart_are_divided_as_one():
    first, second = chips(900, 900, 128, 64), chips(700, 500, 128, 64) + [5000, 200, 5000, 200]
    boxes = np.vstack([first, second])
    sets = divide(boxes)
    assert not any(shared_area(boxes, sets).values())
    assert np.mean(sets == LOST) <= 0.25
    assert min(np.sum(sets == s) for s in range(3)) >= 0.1 * len(boxes)


def test_rounding_of_map_coordinates_does_not_make_neighbours_overlap():
    boxes = chips(1000, 1000, 100, 100)
    noise = np.random.default_rng(0).uniform(-2e-8, 2e-8, boxes.shape)
    sets = divide(boxes + 11_000_000 + noise)
    assert np.array_equal(sets, divide(boxes))
    assert not (sets == LOST).any()


@given(
    st.lists(
        st.tuples(
            st.integers(0, 30), st.integers(0, 30), st.integers(1, 12), st.integers(1, 12), st.integers(-1, 2)
        ),
        min_size=1,
        max_size=25,
    )
)
@settings(max_examples=60, deadline=None)
def test_shared_ground_is_measured_exactly(items):
    items = np.array(items)
    boxes = np.hstack([items[:, :2], items[:, :2] + items[:, 2:4]])
    ground = painted(boxes, items[:, 4])
    for (a, b), area in shared_area(boxes / 4, items[:, 4]).items():
        assert area == ((ground >> a & 1) & (ground >> b & 1)).sum() / 16


def test_thousands_of_boxes_without_common_edges_take_little_memory_and_time():
    """As chips of a rotated scene beside another one have them."""
    rng = np.random.default_rng(0)
    starts = rng.uniform(0, 2000, (3000, 2))
    boxes = np.hstack([starts, starts + 20])
    areas = shared_area(boxes, rng.integers(-1, 3, 3000))
    assert min(areas.values()) > 0
