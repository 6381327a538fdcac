"""Where windows lie along one side of a raster. Both sides are alike, so everything here has one dimension."""

from __future__ import annotations

import numpy as np


def chip_positions(length: int, window: int, stride: int) -> list[int]:
    """Starts of windows that cover 0…length: every stride, and one flush with the end.

    A side shorter than the window has one start, 0.
    """
    last = max(length - window, 0)
    starts = list(range(0, last + 1, stride))
    if starts[-1] != last:
        starts.append(last)
    return starts


def padded_positions(length: int, window: int, stride: int) -> list[int]:
    """Starts of windows for prediction: evenly spaced, reaching beyond both ends by half the overlap.

    So the pixels at an end are seen as far from a window's edge as those in the middle. Starts may be negative;
    every pixel of 0…length lies in at least one window.
    """
    margin = (window - stride) // 2
    count = max(-(-(length + 2 * margin - window) // stride), 0) + 1
    return [number * stride - margin for number in range(count)]


def reflected(start: int, stop: int, length: int) -> np.ndarray:
    """Indices of start…stop in a signal of ``length``, mirrored at its ends without repeating the edge.

    Shape (stop - start,), int64. Works at any distance, as often mirrored as needed.
    """
    indices = np.arange(start, stop)
    if length == 1:
        return np.zeros_like(indices)
    period = 2 * (length - 1)
    indices = np.abs(indices) % period
    return np.where(indices >= length, period - indices, indices)
