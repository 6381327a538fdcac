"""Overlapping windows become one seamless probability: the rows still in reach of a window are held, no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from ..settings import StepMapKind
from .reading import WindowPlan, WindowRow
from .step_map import profile, step_sums

_ROWS = 32
"""That are handed on at a time: few enough to stay in the processor's cache until they are written."""


@dataclass(frozen=True)
class Block:
    """Finished rows of a part: ``probabilities`` (1 or K, rows, width) float32, ``valid`` (rows, width) bool.

    With two classes only the probability of the second is there. Where ``valid`` is False they mean nothing: there
    the image is unknown, or a prediction is not wanted.
    """

    row: int
    probabilities: np.ndarray
    valid: np.ndarray


class Blend:
    """The weighted sums of the rows still in reach of a window; ``done`` rows of the part are handed on."""

    def __init__(self, plan: WindowPlan, width: int, channels: int, kind: StepMapKind, done: int) -> None:
        self._plan, self._window, self._width = plan, plan.window, width
        weights = profile(kind, plan.window)
        self._row_sums = step_sums(weights, plan.rows, plan.height)
        self._column_sums = step_sums(weights, plan.columns, width)
        self._weights = (weights[:, None] * weights).astype(np.float32)
        # float64: a model that gives a constant must give exactly that, after any number of additions.
        self._sums = np.zeros((channels, plan.window, width))
        self._valid = np.zeros((plan.window, width), bool)
        self._row: WindowRow | None = None
        self.done = done

    def add(self, row: WindowRow, left: int, probabilities: np.ndarray) -> None:
        """Add a window (channels, window, window) of this row that starts at column ``left``."""
        self._begin(row)
        first, last = max(left, 0), min(left + self._window, self._width)
        start, stop = self._rows_of(row)
        rows, columns = slice(start - row.top, stop - row.top), slice(first - left, last - left)
        weights = self._weights[rows, columns]
        for sums, probability in zip(self._sums, probabilities, strict=True):
            target = sums[start - self.done : stop - self.done, first:last]
            # numpy would need two passes, and room for what lies between them.
            cv2.accumulateProduct(probability[rows, columns], weights, target)

    def finish(self, row: WindowRow) -> Iterator[Block]:
        """After the last window of a row: hand on what no later row reaches, a few rows at a time, and move the
        rest up when all of it is taken."""
        self._begin(row)
        count = self._plan.end(row.number) - self.done
        for start in range(0, count, _ROWS):
            rows = slice(start, min(start + _ROWS, count))
            step_map = self._row_sums[self.done : self.done + count][rows, None] * self._column_sums
            probabilities = np.empty((len(self._sums), *step_map.shape), np.float32)
            np.divide(self._sums[:, rows], step_map, out=probabilities, casting="same_kind")
            yield Block(self.done + start, probabilities, self._valid[rows].copy())
        if count > 0:
            for buffer in (self._sums, self._valid):
                buffer[..., : self._window - count, :] = buffer[..., count:, :]
                buffer[..., self._window - count :, :] = 0
            self.done += count

    def _begin(self, row: WindowRow) -> None:
        if row is not self._row:
            self._row = row
            start, stop = self._rows_of(row)
            # Rows that were done before this began (see Rows in journal.py) are no longer held.
            self._valid[start - self.done : stop - self.done] = row.valid[start - stop :]

    def _rows_of(self, row: WindowRow) -> tuple[int, int]:
        """The rows of the part that this row of windows still adds to."""
        return max(row.top, self.done), min(row.top + self._window, self._plan.height)
