"""What chance decides about versions of chips."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from deep_segmentation_wizard.engine.augmentation import (
    EFFECTS,
    TECHNIQUES,
    AugmentationSettings,
    Change,
    Effect,
    choose,
)
from deep_segmentation_wizard.engine.data.draws import Draw, Draws, example

ALL = AugmentationSettings(TECHNIQUES, changes=tuple(Change(effect, 0.5, 0.5) for effect in EFFECTS))


def many(settings: AugmentationSettings, bands: int = 4, count: int = 2000, seed: int = 3) -> list[Draw]:
    draws = Draws(settings, seed, bands)
    return [draws.draw(f"chip {n % 50}", 1 + n // 50) for n in range(count)]


def only(effect: Effect, strength: float, probability: float = 1.0) -> AugmentationSettings:
    return AugmentationSettings((), changes=(Change(effect, strength, probability),))


def test_a_version_depends_on_seed_chip_and_number_alone():
    first = Draws(ALL, 7, 3)
    forwards = {(chip, n): first.draw(chip, n) for chip in ("a", "b") for n in range(1, 30)}
    again = Draws(replace(ALL, changes=ALL.changes[::-1]), 7, 3)
    assert forwards == {key: again.draw(*key) for key in reversed(forwards)}
    assert len(set(forwards.values())) == len(forwards)
    assert Draws(ALL, 8, 3).draw("a", 1) != forwards["a", 1]


def test_every_turn_comes_once_in_a_round_and_chips_have_orders_of_their_own():
    draws = Draws(AugmentationSettings(), 0, 3)
    orders = set()
    for chip in map(str, range(40)):
        for start in (1, 8, 71):
            turns = [draws.draw(chip, n).turn for n in range(start, start + 7)]
            assert sorted(turns) == sorted(TECHNIQUES)
        orders.add(tuple(turns))
    assert len(orders) > 35


def test_turns_alone_are_exact_and_nothing_chosen_changes_nothing():
    assert all(draw.is_exact and not draw.moves for draw in many(AugmentationSettings(("mirror",))))
    assert set(many(AugmentationSettings(()))) == {Draw()}


@pytest.mark.parametrize("probability", [0.0, 0.1, 0.5, 1.0])
def test_an_effect_comes_as_often_as_its_probability_says(probability):
    happened = [draw.angle != 0 for draw in many(only("rotate", 0.5, probability))]
    assert np.mean(happened) == pytest.approx(
        probability, abs=4 * (0.25 / len(happened)) ** 0.5 * (0 < probability < 1)
    )


def test_effects_come_independently_of_each_other():
    draws = many(ALL)
    seen = np.array(
        [[d.angle != 0, d.zoom != 1, d.brightness != 0, d.noise > 0, d.cut_out is not None] for d in draws]
    )
    correlation = np.corrcoef(seen.T)
    assert np.abs(correlation - np.eye(5)).max() < 4 / len(draws) ** 0.5
    turns = Counter(draw.turn for draw in draws)
    assert all(count == pytest.approx(len(draws) / 7, rel=0.1) for count in turns.values())


MEASURED = {
    "rotate": lambda d: d.angle / 180,
    "scale": lambda d: np.log2(d.zoom),
    "shift": lambda d: 2 * d.shift[0],
    "brightness": lambda d: d.brightness,
    "contrast": lambda d: np.log2(d.contrast),
    "gamma": lambda d: np.log2(d.gamma),
}


@pytest.mark.parametrize("effect", MEASURED)
@pytest.mark.parametrize("strength", [0.2, 1.0])
def test_draws_fill_the_range_of_their_strength_evenly_on_both_sides(effect, strength):
    values = np.sort([MEASURED[effect](draw) for draw in many(only(effect, strength))]) / strength
    assert values[0] >= -1 and values[-1] <= 1
    even = np.linspace(-1, 1, len(values))
    assert np.abs(values - even).max() < 2 * 1.95 / len(values) ** 0.5  # Kolmogorov and Smirnov, 1 in 1000


@pytest.mark.parametrize("effect", EFFECTS)
def test_no_strength_is_no_effect(effect):
    assert {replace(draw, seed=0) for draw in many(only(effect, 0.0), count=100)} == {Draw()}


@given(st.integers(1, 12), st.floats(0.01, 1), st.integers(0, 99))
@hypothesis_settings(max_examples=60, deadline=None)
def test_a_band_is_always_left_and_a_cut_out_lies_inside(bands, strength, seed):
    for draw in many(only("band_dropout", strength), bands, 30, seed):
        assert len(set(draw.dropped)) == len(draw.dropped) <= max(strength * bands / 2 + 0.5, 1)
        assert len(draw.dropped) < bands and set(draw.dropped) <= set(range(bands))
        assert bool(draw.dropped) == (bands > 1)
    for draw in many(only("cut_out", strength), bands, 30, seed):
        left, top, width, height = draw.cut_out
        assert left >= 0 and top >= 0 and left + width <= 1 and top + height <= 1
        assert strength / 4 <= min(width, height) and max(width, height) <= strength / 2


@pytest.mark.parametrize("effect", EFFECTS)
def test_an_example_is_the_utmost_of_its_strength(effect):
    sides = [example(effect, 0.4, 3, side) for side in (1, -1)]
    assert sides[0] != sides[1] and not any(side.is_exact for side in sides)
    if effect in MEASURED:
        assert [MEASURED[effect](side) for side in sides] == pytest.approx([0.4, -0.4])


# -- how they are chosen ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "versions", "written", "drawn", "per_pass"),
    [
        ({}, 7, 7, 0, 8),
        ({"applied": "random"}, 7, 0, 7, 8),
        ({"applied": "both"}, 7, 4, 3, 8),
        ({"applied": "both", "copies": 6}, 6, 3, 3, 7),
        ({"applied": "random", "sets": ("test",)}, 7, 0, 0, 1),
        ({"techniques": ()}, 0, 0, 0, 1),
        ({"techniques": (), "copies": 5}, 0, 0, 0, 1),
        ({"techniques": (), "changes": (Change("noise"),)}, 1, 1, 0, 2),
        ({"copies": 0}, 0, 0, 0, 1),
        ({"copies": 20}, 20, 20, 0, 21),
    ],
)
def test_versions_are_counted_alike_however_they_are_made(chosen, versions, written, drawn, per_pass):
    settings = AugmentationSettings(**chosen)
    assert (settings.versions, settings.written, settings.drawn, settings.per_pass) == (
        versions, written, drawn, per_pass,
    )  # fmt: skip


def test_a_list_of_names_and_groups_is_read():
    assert choose("turns") == (TECHNIQUES, ())
    assert choose("none") == choose("") == ((), ())
    assert choose("mirror, rotate:0.2:1, noise") == (("mirror",), (Change("rotate", 0.2, 1.0), Change("noise")))
    assert choose("light:0.4,gamma:0.1")[1] == (
        Change("brightness", 0.4), Change("contrast", 0.4), Change("gamma", 0.1),
    )  # fmt: skip
    assert choose("all") == (TECHNIQUES, tuple(Change(effect) for effect in EFFECTS))
