"""Which windows become chips: enough of them labelled, and not too many without any ROI."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..settings import ChipSettings


@dataclass(frozen=True)
class Windows:
    """All windows over the scenes; N of them, ordered by scene, row and column."""

    places: np.ndarray
    """(N, 3) int64: scene, column and row of the upper left pixel."""
    counts: np.ndarray
    """(N, classes) int64: labelled pixels of each class."""
    sizes: np.ndarray
    """(N,) int64: pixels that lie inside the raster."""


@dataclass(frozen=True)
class Choice:
    """What the rules make of windows, each (N,) bool and no two of them true for one window."""

    kept: np.ndarray
    unlabelled: np.ndarray
    """Nothing is labelled."""
    too_little: np.ndarray
    """Less is labelled than the least share."""
    plain: np.ndarray
    """Without any ROI, and not among those that were drawn."""


def choose_windows(
    windows: Windows, drawn: tuple[int, ...], stride: int, settings: ChipSettings, seed: int
) -> Choice:
    """Apply the rules of ``settings``; ``drawn`` are the places of the drawn classes in the counts."""
    labelled = windows.counts.sum(axis=1)
    unlabelled = labelled == 0
    # Beyond the edge of a raster that is smaller than the window nothing could be labelled, so it does not count.
    too_little = ~unlabelled & (labelled < settings.min_known / 100 * windows.sizes)
    kept = ~unlabelled & ~too_little
    plain = np.zeros_like(kept)
    if settings.without_rois is not None:
        without = kept & (windows.counts[:, list(drawn)].sum(axis=1) == 0)
        candidates = np.flatnonzero(without)
        most = _most_plain(np.count_nonzero(kept) - len(candidates), settings.without_rois / 100)
        if len(candidates) > most:
            spread = spread_out(windows.places[candidates], most, stride, seed)
            plain[np.delete(candidates, spread)] = True
    return Choice(kept & ~plain, unlabelled, too_little, plain)


def spread_out(places: np.ndarray, count: int, stride: int, seed: int) -> np.ndarray:
    """Draw ``count`` of the ``places`` (N, 3) so that they lie all over the area; their indices, ascending.

    The ground is divided into about as many squares as are to be drawn, and one place is taken by chance in each
    before any square gives a second one.
    """
    if count <= 0:
        return np.zeros(0, np.int64)
    order = np.random.default_rng(seed).permutation(len(places))
    square = max(int(stride * np.sqrt(len(places) / count)), 1)
    cells = places[order].copy()
    cells[:, 1:] //= square
    numbers = np.unique(cells, axis=0, return_inverse=True)[1].reshape(-1)
    by_cell = np.argsort(numbers, kind="stable")
    starts = np.concatenate([[0], np.flatnonzero(np.diff(numbers[by_cell])) + 1])
    lengths = np.diff(np.append(starts, len(numbers)))
    turn = np.empty(len(numbers), np.int64)  # whether it is the first of its square, the second, …
    turn[by_cell] = np.arange(len(numbers)) - np.repeat(starts, lengths)
    return np.sort(order[np.argsort(turn, kind="stable")[:count]])


def _most_plain(with_rois: int, share: float) -> int:
    """How many chips without ROIs may stand beside so many with them."""
    if share >= 1:
        return np.iinfo(np.int64).max
    return int(share * with_rois / (1 - share) + 1e-9)
