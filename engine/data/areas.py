"""Dividing rectangles into sets by straight cuts, so that no two sets share ground.

Chips overlap their neighbours, so a split that draws chips at random leaks training pixels into the testing set.
Here the ground is cut by a few straight lines into compact regions, each region belongs to one set, and a chip
that reaches over a line belongs to none. Many arrangements of the lines are tried; the best keeps the
percentages, spreads every class evenly over the sets, and loses few chips.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np

LOST = -1
TRAIN, VALIDATION, TEST = 0, 1, 2
_ACCEPTED_LOSS = 0.25
_TRIES_PER_PATTERN = 12


@dataclass(frozen=True)
class Cut:
    """A straight line across ``axis`` (0: x, 1: y) between two parts, each a Cut again or the number of a set."""

    axis: int
    first: Cut | int
    second: Cut | int


def divide_by_area(
    boxes: np.ndarray, counts: np.ndarray, fractions: tuple[float, float, float], seed: int
) -> np.ndarray:
    """Assign each box to a set.

    ``boxes`` (N, 4) float64: smallest x, smallest y, largest x, largest y; ``counts`` (N, K): pixels of each
    class in each box; ``fractions``: wanted shares of train, validation, test. Returns (N,) int8 of 0, 1, 2, or
    LOST for boxes that lie across a cut. A set may come out empty when there are too few boxes.
    """
    rng = np.random.default_rng(seed)
    # Edges that differ by rounding only must count as one, or neighbours would seem to overlap.
    boxes = np.round(boxes - np.tile(boxes[:, :2].min(axis=0), 2), 6)
    best, best_score = np.full(len(boxes), LOST, np.int8), np.inf
    for pattern in _patterns():
        for attempt in range(_TRIES_PER_PATTERN):
            sets = np.full(len(boxes), LOST, np.int8)
            jitter = None if attempt == 0 else rng
            _apply(pattern, boxes, np.arange(len(boxes)), fractions, _leaves(pattern), jitter, sets)
            score = _score(sets, counts, fractions)
            if score < best_score:
                best, best_score = sets, score
    return best


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


def _apply(
    part: Cut | int,
    boxes: np.ndarray,
    members: np.ndarray,
    fractions: tuple[float, float, float],
    all_leaves: list[int],
    jitter: np.random.Generator | None,
    sets: np.ndarray,
) -> None:
    """Cut the ``members`` as ``part`` says and write their sets."""
    if len(members) == 0:
        return
    if isinstance(part, int):
        sets[members] = part
        return
    low, high = boxes[members, part.axis], boxes[members, part.axis + 2]
    share_first, share_second = (
        sum(fractions[leaf] / all_leaves.count(leaf) for leaf in _leaves(side))
        for side in (part.first, part.second)
    )
    # A line may run along any edge of a box; how many boxes it leaves whole on each side follows by sorting.
    lines = np.unique(np.concatenate([low, high]))
    before = np.searchsorted(np.sort(high), lines, side="right")
    after = len(members) - np.searchsorted(np.sort(low), lines, side="left")
    wanted = share_first / (share_first + share_second)
    error = np.abs(before / np.maximum(before + after, 1) - wanted)
    lost = 1 - (before + after) / len(members)
    order = np.argsort(error + 0.5 * lost + (before == 0) + (after == 0), kind="stable")
    pick = 0 if jitter is None else int(jitter.integers(min(6, len(order))))
    line = lines[order[pick]]
    _apply(part.first, boxes, members[high <= line], fractions, all_leaves, jitter, sets)
    _apply(part.second, boxes, members[low >= line], fractions, all_leaves, jitter, sets)


def _score(sets: np.ndarray, counts: np.ndarray, fractions: tuple[float, float, float]) -> float:
    """How bad a division is: empty sets and missing classes first, then loss, percentages and balance."""
    sizes = np.array([np.count_nonzero(sets == s) for s in range(3)])
    if sizes.min() == 0:
        return 1e6 + float(np.count_nonzero(sizes == 0))
    wanted = np.array(fractions)
    lost = 1 - sizes.sum() / len(sets)
    percentages = np.abs(sizes / sizes.sum() - wanted).sum() / 2
    by_set = np.stack([counts[sets == s].sum(axis=0) for s in range(3)]).astype(float)  # (3, K)
    present = counts.sum(axis=0) > 0
    missing = (by_set[:, present] == 0).sum(axis=1)
    shares = by_set[:, present] / np.maximum(by_set[:, present].sum(axis=0), 1)
    balance = np.abs(shares - wanted[:, None]).sum(axis=0).mean() / 2
    penalty = 20 * missing[TRAIN] + 5 * (missing[VALIDATION] + missing[TEST])
    return float(1.5 * lost + 2 * percentages + balance + penalty + 10 * max(0.0, lost - _ACCEPTED_LOSS))


def shared_area(boxes: np.ndarray, sets: np.ndarray) -> dict[tuple[int, int], float]:
    """The ground that each pair of sets has in common, in square units of ``boxes``.

    Exact: the boxes' own edges divide the plane into cells, and each cell notes which sets reach it.
    """
    xs, ys = np.unique(boxes[:, [0, 2]]), np.unique(boxes[:, [1, 3]])
    cells = np.zeros((len(ys), len(xs)), np.uint8)
    left, right = np.searchsorted(xs, boxes[:, 0]), np.searchsorted(xs, boxes[:, 2])
    top, bottom = np.searchsorted(ys, boxes[:, 1]), np.searchsorted(ys, boxes[:, 3])
    for i in np.flatnonzero(sets != LOST):
        cells[top[i] : bottom[i], left[i] : right[i]] |= 1 << sets[i]
    areas = np.zeros_like(cells, float)
    areas[:-1, :-1] = np.outer(np.diff(ys), np.diff(xs))
    return {
        (a, b): float(areas[(cells & (1 << a) > 0) & (cells & (1 << b) > 0)].sum())
        for a, b in ((TRAIN, VALIDATION), (TRAIN, TEST), (VALIDATION, TEST))
    }
