"""Cross-validation: the ground in K parts, each of which is the testing ground of one of K runs.

Part ``k`` is tested, the next one validates, and all others train. A chip across the border between two parts
belongs to both: it is lost only where they come into different sets, and trains where both do.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .areas import LOST, TEST, TRAIN, VALIDATION, Cut, best_line, edge_numbers, score
from .groups import Memberships

_PATTERNS = 24
_REFINED = 4
_REFINEMENTS = 12


def sets_of_folds(folds: int, tested: int) -> np.ndarray:
    """The set of each fold, (folds,) int8, where the fold ``tested`` (from 1) is the testing set."""
    sets = np.full(folds, TRAIN, np.int8)
    sets[tested - 1] = TEST
    sets[tested % folds] = VALIDATION
    return sets


def all_can_train(by_fold: np.ndarray, drawn: Sequence[int]) -> bool:
    """Whether each run can work with folds of these pixels (folds, K) of each class: a drawn class to judge by in
    every fold, and two classes to learn from in what is left for training."""
    rest = by_fold.sum(axis=0) - by_fold - np.roll(by_fold, -1, axis=0)
    return bool((by_fold[:, list(drawn)] > 0).any(axis=1).all() and ((rest > 0).sum(axis=1) >= 2).all())


def fold_by_area(
    boxes: np.ndarray, counts: np.ndarray, drawn: Sequence[int], folds: int, seed: int
) -> Memberships:
    """The folds that each box reaches into, when straight cuts divide the ground into ``folds`` compact regions.

    ``boxes`` (N, 4), ``counts`` (N, K) and ``drawn`` as in ``areas.divide_by_area``. The regions have about as
    many boxes each and share the classes as evenly as can be; few boxes lie across the cuts.
    """
    rng = np.random.default_rng(seed)
    edges = edge_numbers(boxes)
    wanted = np.full(folds, 1 / folds)

    def cut(pattern: Cut | int, shares: np.ndarray) -> tuple[tuple[float, ...], np.ndarray]:
        reached = np.zeros((len(boxes), folds), bool)
        _mark(pattern, edges, np.arange(len(boxes)), np.zeros(0, np.int64), shares, reached)
        sets = np.where(reached.sum(axis=1) == 1, reached.argmax(axis=1), LOST).astype(np.int8)
        return score(sets, counts, drawn, wanted, works=all_can_train), reached

    patterns = [_pattern(0, folds, rng) for _ in range(_PATTERNS)]
    tried = [(*cut(pattern, wanted), pattern, wanted) for pattern in patterns]
    best = sorted(tried, key=lambda item: item[0])[:_REFINED]
    for _ in range(_REFINEMENTS):
        for place, (old, _, pattern, shares) in enumerate(best):
            changed = shares * np.exp(rng.normal(0, 0.2, folds))
            found, reached = cut(pattern, changed)
            if found < old:
                best[place] = (found, reached, pattern, changed)
    reached = min(best, key=lambda item: item[0])[1]
    chips, parts = np.nonzero(reached)
    return Memberships(parts, np.searchsorted(chips, np.arange(len(boxes))))


def fold_at_random(count: int, folds: int, seed: int) -> Memberships:
    """Chips anywhere, as many in each fold."""
    fold = np.empty(count, np.int64)
    for number, chips in enumerate(np.array_split(np.random.default_rng(seed).permutation(count), folds)):
        fold[chips] = number
    return Memberships(fold, np.arange(count))


def _pattern(first: int, number: int, rng: np.random.Generator) -> Cut | int:
    """Cuts that leave the folds from ``first`` on, so many, halved again and again."""
    if number == 1:
        return first
    half = (number + int(rng.integers(2))) // 2
    rest = _pattern(first + half, number - half, rng)
    return Cut(int(rng.integers(2)), _pattern(first, half, rng), rest)


def _folds(part: Cut | int) -> list[int]:
    return [part] if isinstance(part, int) else _folds(part.first) + _folds(part.second)


def _mark(
    part: Cut | int,
    edges: np.ndarray,
    inside: np.ndarray,
    partly: np.ndarray,
    shares: np.ndarray,
    reached: np.ndarray,
) -> None:
    """Cut the ground of ``part`` and mark in ``reached`` the folds of the boxes that lie ``inside`` of it or reach
    ``partly`` into it."""
    folds = _folds(part)
    if isinstance(part, int) or len(inside) == 0:
        reached[np.ix_(np.concatenate([inside, partly]), folds)] = True
        return
    low, high = edges[:, part.axis], edges[:, part.axis + 2]
    first = _folds(part.first)
    line = best_line(low[inside], high[inside], shares[first].sum() / shares[folds].sum())
    across = inside[(low[inside] < line) & (high[inside] > line)]
    over = np.concatenate([partly, across])
    _mark(part.first, edges, inside[high[inside] <= line], over[low[over] < line], shares, reached)
    _mark(part.second, edges, inside[low[inside] >= line], over[high[over] > line], shares, reached)
