"""Dividing rectangles into sets by straight cuts, so that no two sets share ground.

Chips overlap their neighbours, so a split that draws chips at random leaks training pixels into the testing set.
Here the ground is cut by a few straight lines into compact regions, each region belongs to one set, and a chip
that reaches over a line belongs to none. Many arrangements of the lines are tried and the best ones shifted to and
fro; what counts is to keep the percentages, spread every class evenly over the sets, and lose few chips.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

LOST = -1
TRAIN, VALIDATION, TEST = 0, 1, 2
ACCEPTED_LOSS = 0.25
_TRIES_PER_PATTERN = 4
_REFINED = 5
_REFINEMENTS = 40

Works = Callable[[np.ndarray, Sequence[int]], bool]
"""Whether sets can work, from the pixels (sets, K) of each class in them and the places of the drawn classes."""


@dataclass(frozen=True)
class Cut:
    """A straight line across ``axis`` (0: x, 1: y) between two parts, each a Cut again or the number of a set."""

    axis: int
    first: Cut | int
    second: Cut | int


@dataclass(frozen=True)
class _Division:
    """One way to divide the boxes; ``shares`` are those wanted in the parts of ``pattern``, from first to last."""

    score: tuple[float, ...]
    pattern: Cut
    shares: np.ndarray
    sets: np.ndarray


def divide_by_area(
    boxes: np.ndarray, counts: np.ndarray, drawn: Sequence[int], fractions: tuple[float, float, float], seed: int
) -> np.ndarray:
    """Assign each box to a set.

    ``boxes`` (N, 4) float64: smallest x, smallest y, largest x, largest y; ``counts`` (N, K): pixels of each
    class in each box; ``drawn``: the places in K of the classes that were drawn; ``fractions``: wanted shares of
    train, validation, test. Returns (N,) int8 of 0, 1, 2, or LOST for boxes that lie across a cut. A set may come
    out empty when there are too few boxes.
    """
    rng = np.random.default_rng(seed)
    edges = edge_numbers(boxes)

    def divide(pattern: Cut, shares: np.ndarray) -> _Division:
        sets = np.full(len(boxes), LOST, np.int8)
        _apply(pattern, edges, np.arange(len(boxes)), shares, sets)
        return _Division(score(sets, counts, drawn, fractions), pattern, shares, sets)

    tried = [divide(pattern, shares) for pattern in _patterns() for shares in _shares(pattern, fractions, rng)]
    best = sorted(tried, key=lambda division: division.score)[:_REFINED]
    for _ in range(_REFINEMENTS):
        for place, old in enumerate(best):
            new = divide(old.pattern, old.shares * np.exp(rng.normal(0, 0.3, len(old.shares))))
            if new.score < old.score:
                best[place] = new
    return min(best, key=lambda division: division.score).sets


def can_train(by_set: np.ndarray, drawn: Sequence[int]) -> bool:
    """Whether sets with these pixels (3, K) of each class can work: two classes to learn from, and in each set
    a drawn class to judge by."""
    present = by_set > 0
    return bool(present[TRAIN].sum() >= 2 and present[:, list(drawn)].any(axis=1).all())


def sum_by_set(sets: np.ndarray, counts: np.ndarray, number: int = 3) -> np.ndarray:
    """Pixels of each class in each of so many sets, such as train, validation and test: (number, K)."""
    columns = [np.bincount(sets + 1, weights=column, minlength=number + 1)[1:] for column in counts.T]
    return np.stack(columns, axis=1)


def edge_numbers(boxes: np.ndarray) -> np.ndarray:
    """The boxes with each coordinate replaced by its place among all of its axis: (N, 4) int64."""
    # Edges that differ by rounding only must count as one, or neighbours would seem to overlap.
    boxes = np.round(boxes - np.tile(boxes[:, :2].min(axis=0), 2), 6)
    numbers = np.empty(boxes.shape, np.int64)
    for axis in (0, 1):
        pair = [axis, axis + 2]
        numbers[:, pair] = np.unique(boxes[:, pair], return_inverse=True)[1].reshape(-1, 2)
    return numbers


def _patterns() -> list[Cut]:
    """Arrangements of cuts, from three regions to five."""
    found: list[Cut] = []
    for axis in (0, 1):
        for a, b, c in permutations((TRAIN, VALIDATION, TEST)):
            found.append(Cut(axis, a, Cut(axis, b, c)))
            found.append(Cut(axis, a, Cut(1 - axis, b, c)))
            found.append(Cut(axis, Cut(1 - axis, b, c), a))
        for a, b in ((VALIDATION, TEST), (TEST, VALIDATION)):
            # Training ground on several sides of the others, for scenes that change from end to end.
            found.append(Cut(axis, TRAIN, Cut(axis, Cut(1 - axis, a, b), TRAIN)))
            found.append(Cut(axis, TRAIN, Cut(axis, a, Cut(axis, TRAIN, b))))
            found.append(Cut(axis, a, Cut(axis, TRAIN, Cut(axis, b, TRAIN))))
            found.append(Cut(axis, TRAIN, Cut(axis, a, Cut(axis, TRAIN, Cut(axis, b, TRAIN)))))
            found.append(Cut(axis, Cut(1 - axis, TRAIN, a), Cut(1 - axis, b, TRAIN)))
    return found


def _leaves(part: Cut | int) -> list[int]:
    return [part] if isinstance(part, int) else _leaves(part.first) + _leaves(part.second)


def _shares(pattern: Cut, fractions: tuple[float, float, float], rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Shares of the parts that add up to the fractions: equal parts of a set first, then unequal ones."""
    leaves = np.array(_leaves(pattern))
    for attempt in range(_TRIES_PER_PATTERN):
        weights = np.ones(len(leaves)) if attempt == 0 else rng.uniform(0.05, 1, len(leaves))
        yield np.array(fractions)[leaves] * weights / np.bincount(leaves, weights)[leaves]


def _apply(part: Cut | int, edges: np.ndarray, members: np.ndarray, shares: np.ndarray, sets: np.ndarray) -> None:
    """Cut the ``members`` as ``part`` says and write their sets."""
    if len(members) == 0:
        return
    if isinstance(part, int):
        sets[members] = part
        return
    of_first, of_second = np.split(shares, [len(_leaves(part.first))])
    low, high = edges[members, part.axis], edges[members, part.axis + 2]
    line = best_line(low, high, of_first.sum() / shares.sum())
    _apply(part.first, edges, members[high <= line], of_first, sets)
    _apply(part.second, edges, members[low >= line], of_second, sets)


def best_line(low: np.ndarray, high: np.ndarray, wanted: float) -> int:
    """Where to cut boxes that reach from ``low`` to ``high``, whole numbers from 0 up, so that the ``wanted``
    share of them lies before the line and few lie across it."""
    # A line may run along any edge of a box; counting edges tells how many boxes it leaves whole on each side.
    starts, ends = (np.bincount(side, minlength=high.max() + 1) for side in (low, high))
    lines = np.flatnonzero(starts + ends)
    before = ends.cumsum()[lines]
    after = starts[::-1].cumsum()[::-1][lines]
    error = np.abs(before / np.maximum(before + after, 1) - wanted)
    lost = 1 - (before + after) / len(low)
    return int(lines[np.argmin(error + 0.5 * lost + (before == 0) + (after == 0))])


def score(
    sets: np.ndarray,
    counts: np.ndarray,
    drawn: Sequence[int],
    wanted: Sequence[float] | np.ndarray,
    weights: np.ndarray | None = None,
    works: Works = can_train,
) -> tuple[float, ...]:
    """How bad a division is, the gravest first: sets that cannot work, a loss above the accepted one, classes
    missing in a set, and then loss, percentages and balance together.

    ``wanted`` are the shares of the sets, training first, or of folds; ``weights`` (N,) how many chips each row
    stands for, one where they are None; ``works`` judges the pixels of each class in each set.
    """
    sizes = np.bincount(sets + 1, weights, minlength=len(wanted) + 1)[1:]
    by_set = sum_by_set(sets, counts, len(wanted))
    shares_wanted = np.array(wanted)
    lost = 1 - sizes.sum() / (len(sets) if weights is None else weights.sum())
    percentages = np.abs(sizes / max(sizes.sum(), 1) - shares_wanted).sum() / 2
    present = by_set.sum(axis=0) > 0
    missing = (by_set[:, counts.any(axis=0)] == 0).sum(axis=1)
    shares = by_set[:, present] / by_set[:, present].sum(axis=0)
    # Hellinger's distance: what a small set lacks weighs as much as what a large one does.
    balance = ((np.sqrt(shares) - np.sqrt(shares_wanted[:, None])) ** 2).sum() / 2 / max(present.sum(), 1)
    return (
        np.count_nonzero(sizes == 0),
        not works(by_set, drawn),
        max(0.0, lost - ACCEPTED_LOSS),
        (3 * missing[TRAIN] if works is can_train else 0) + missing.sum(),
        2 * lost + 3 * percentages + 16 * balance,
    )


def shared_area(boxes: np.ndarray, sets: np.ndarray) -> dict[tuple[int, int], float]:
    """The ground that each pair of sets has in common, in square units of ``boxes``.

    Exact: a line sweeps over the plane from one edge of a box to the next and notes, between the edges along
    it, how many boxes of each set it meets.
    """
    xs, ys = np.unique(boxes[:, [0, 2]]), np.unique(boxes[:, [1, 3]])
    left, right = np.searchsorted(xs, boxes[:, 0]), np.searchsorted(xs, boxes[:, 2])
    top, bottom = np.searchsorted(ys, boxes[:, 1]), np.searchsorted(ys, boxes[:, 3])
    kept = np.flatnonzero(sets != LOST)
    beginning, ending = _grouped(kept, top[kept], len(ys)), _grouped(kept, bottom[kept], len(ys))
    met = np.zeros((3, len(xs)), np.int32)
    widths = np.append(np.diff(xs), 0.0)
    areas = {(TRAIN, VALIDATION): 0.0, (TRAIN, TEST): 0.0, (VALIDATION, TEST): 0.0}
    for number, height in enumerate(np.diff(ys)):
        for i in beginning[number]:
            met[sets[i], left[i] : right[i]] += 1
        for i in ending[number]:
            met[sets[i], left[i] : right[i]] -= 1
        reached = met > 0
        for a, b in areas:
            areas[a, b] += float(height * widths[reached[a] & reached[b]].sum())
    return areas


def _grouped(items: np.ndarray, keys: np.ndarray, count: int) -> list[np.ndarray]:
    """The ``items`` with key 0, with key 1, … up to ``count``."""
    order = np.argsort(keys, kind="stable")
    return np.split(items[order], np.searchsorted(keys[order], np.arange(1, count)))
