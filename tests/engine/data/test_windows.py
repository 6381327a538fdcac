"""Where windows lie along a side."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deep_segmentation_wizard.engine.data.windows import chip_positions, padded_positions, reflected


@st.composite
def sides(draw):
    """A length, a window and a stride that leaves no gaps."""
    window = draw(st.integers(1, 120))
    return draw(st.integers(1, 400)), window, draw(st.integers(1, window))


@given(sides())
@settings(max_examples=150, deadline=None)
def test_chips_cover_a_side_to_its_last_pixel_and_stay_inside(side):
    length, window, stride = side
    starts = chip_positions(length, window, stride)
    hits = np.zeros(max(length, window), int)
    for start in starts:
        hits[start : start + window] += 1
        assert 0 <= start <= max(length - window, 0)
    assert hits.min() >= 1
    assert len(set(starts)) == len(starts)
    assert set(np.diff(starts[:-1])) <= {stride}


def test_the_last_chip_is_flush_with_the_end():
    assert chip_positions(250, 64, 32) == [0, 32, 64, 96, 128, 160, 186]
    assert chip_positions(256, 64, 64) == [0, 64, 128, 192]
    assert chip_positions(10, 64, 32) == [0]


@given(sides())
@settings(max_examples=150, deadline=None)
def test_every_pixel_is_predicted_half_an_overlap_away_from_a_windows_edge(side):
    length, window, stride = side
    margin = (window - stride) // 2
    seen = np.zeros(length, bool)
    for start in padded_positions(length, window, stride):
        assert -margin <= start < length
        seen[max(start + margin, 0) : max(start + window - margin, 0)] = True
    assert seen.all()


@given(st.data(), st.integers(2, 60))
@settings(max_examples=100, deadline=None)
def test_reflected_indices_are_those_of_numpy(data, length):
    before, after = (data.draw(st.integers(0, length - 1)) for _ in range(2))  # farther, numpy 1 is wrong
    expected = np.pad(np.arange(length), (before, after), mode="reflect")
    assert np.array_equal(reflected(-before, length + after, length), expected)


@given(st.integers(2, 12), st.integers(-60, 60), st.integers(0, 60))
@settings(max_examples=100, deadline=None)
def test_far_outside_a_side_is_mirrored_again_and_again(length, start, count):
    there_and_back = [*range(length), *range(length - 2, 0, -1)]
    expected = [there_and_back[i % len(there_and_back)] for i in range(start, start + count)]
    assert reflected(start, start + count, length).tolist() == expected


@pytest.mark.parametrize("length", [1, 2, 3])
def test_tiny_sides_are_mirrored_as_often_as_needed(length):
    indices = reflected(-50, 50, length)
    assert len(indices) == 100
    assert set(indices.tolist()) == set(range(length))
    assert indices[50 : 50 + length].tolist() == list(range(length))
    assert np.abs(np.diff(indices)).max(initial=0) <= 1
