"""Dividing groups of chips, such as whole rasters or plots, into sets: no group is ever torn apart.

A chip may belong to several groups, for example when it touches the polygons of two plots. It goes with them when
they come into one set, and is lost otherwise; so groups that lie close together tend to stay together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from .areas import LOST, Works, can_train, score

_ALL_TRIED = 1000
"""Up to so many ways of dividing, every one is looked at."""
_STARTS = 4
_CHANGES = 500

Judge = Callable[[np.ndarray], tuple[float, ...]]
"""How bad it is to divide the groups into these sets."""


@dataclass(frozen=True)
class Memberships:
    """The groups of each chip: at least one for each of N chips, all one after the other."""

    groups: np.ndarray
    """(M,) int64: the groups of the first chip, of the second, …"""
    starts: np.ndarray
    """(N,) int64: where those of each chip begin."""

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Memberships:
        """From the groups of each chip."""
        lengths = np.array([len(row) for row in rows], np.int64)
        groups = np.array([group for row in rows for group in row], np.int64)
        return cls(groups, np.concatenate([[0], lengths.cumsum()[:-1]]).astype(np.int64))

    def rows(self) -> list[tuple[int, ...]]:
        """The groups of each chip, in ascending order."""
        return [tuple(sorted(part.tolist())) for part in np.split(self.groups, self.starts[1:])]

    def sets(self, set_of_group: np.ndarray) -> np.ndarray:
        """The set of each chip, (N,) int8: that of all its groups, or LOST where these are in several sets."""
        mapped = set_of_group[self.groups]
        low, high = np.minimum.reduceat(mapped, self.starts), np.maximum.reduceat(mapped, self.starts)
        return np.where(low == high, low, LOST).astype(np.int8)


def divide_groups(
    chips: Memberships,
    counts: np.ndarray,
    drawn: Sequence[int],
    wanted: Sequence[float],
    seed: int,
    works: Works = can_train,
) -> np.ndarray:
    """The set of each group, (G,) int8, so that shares of the chips and classes come as near to ``wanted`` as
    whole groups allow.

    ``counts`` (N, K): pixels of each class in each chip; ``drawn``: the places in K of the classes that were
    drawn. A few groups are tried in every way. More begin with the largest ones, each put where most is lacking,
    and are then moved and exchanged by chance as long as that helps.
    """
    units, sizes, pixels = _alike(chips, counts)
    number = int(chips.groups.max()) + 1
    rng = np.random.default_rng(seed)

    def judge(set_of_group: np.ndarray) -> tuple[float, ...]:
        return score(units.sets(set_of_group), pixels, drawn, wanted, sizes, works)

    if len(wanted) ** number <= _ALL_TRIED:
        ways = np.array(list(product(range(len(wanted)), repeat=number)), np.int8)
        return min(rng.permutation(ways), key=judge)  # of equal ones the seed decides
    found = [_improved(_begun(units, sizes, number, wanted, rng), judge, len(wanted), rng) for _ in range(_STARTS)]
    return min(found, key=judge)


def _alike(chips: Memberships, counts: np.ndarray) -> tuple[Memberships, np.ndarray, np.ndarray]:
    """Chips of the same groups as one: these groups, how many chips they are, and their pixels of each class."""
    numbers: dict[tuple[int, ...], int] = {}
    of_chip = np.array([numbers.setdefault(row, len(numbers)) for row in chips.rows()])
    pixels = np.zeros((len(numbers), counts.shape[1]), np.int64)
    np.add.at(pixels, of_chip, counts)
    return Memberships.of(list(numbers)), np.bincount(of_chip).astype(float), pixels


def _begun(
    units: Memberships, sizes: np.ndarray, number: int, wanted: Sequence[float], rng: np.random.Generator
) -> np.ndarray:
    """Each group, from the largest to the smallest, in the set that lacks most."""
    lengths = np.diff(np.append(units.starts, len(units.groups)))
    weights = np.bincount(units.groups, np.repeat(sizes / lengths, lengths), minlength=number)
    lacking = np.array(wanted) * weights.sum()
    sets = np.zeros(number, np.int8)
    for group in np.argsort(-weights * rng.uniform(0.7, 1.3, number), kind="stable"):
        sets[group] = np.argmax(lacking)
        lacking[sets[group]] -= weights[group]
    return sets


def _improved(sets: np.ndarray, judge: Judge, number: int, rng: np.random.Generator) -> np.ndarray:
    """``sets`` after many small changes, of which those were kept that made it better."""
    best = judge(sets)
    for _ in range(_CHANGES):
        one, other = rng.integers(len(sets), size=2)
        changed = sets.copy()
        if rng.random() < 0.5 and sets[one] != sets[other]:
            changed[[one, other]] = changed[[other, one]]
        else:
            changed[one] = (sets[one] + rng.integers(1, number)) % number
        if (found := judge(changed)) < best:
            sets, best = changed, found
    return sets
