"""StepMap normalization: how overlapping windows become one seamless probability.

Every window adds its probabilities times a weight to a sum, and the weight itself to the step map; the sum divided
by the step map is the weighted mean of all windows that saw a pixel. The weights are the product of one profile
along the rows and the same along the columns, and windows lie on a regular grid, so the step map is such a product
too and never has to be held as a raster.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..settings import StepMapKind

_STEPS = 2**12


def profile(kind: StepMapKind, window: int) -> np.ndarray:
    """Weights along one side of a window, (window,) float64, all above 0 so that no pixel is ever lost.

    uniform: a plain mean. gaussian: sigma = window/8, as in nnU-Net (Isensee et al. 2021). hann: a raised cosine.
    They are rounded to 12 bits, so that the product of two is exact in float32: the map of a model that gives a
    constant is then exactly that.
    """
    places = np.arange(window) + 0.5
    if kind == "gaussian":
        return _rounded(np.exp(-0.5 * ((places - window / 2) / (window / 8)) ** 2))
    if kind == "hann":
        return _rounded(np.sin(np.pi * places / window) ** 2)
    return np.ones(window)


def _rounded(weights: np.ndarray) -> np.ndarray:
    fractions, exponents = np.frexp(weights)
    return np.ldexp(np.rint(fractions * _STEPS) / _STEPS, exponents)


def step_sums(weights: np.ndarray, positions: Sequence[int], length: int) -> np.ndarray:
    """The step map along one side: for each pixel of 0…length the sum of the weights of the windows over it.

    ``positions`` are the windows' starts, which may lie outside; returns (length,) float64.
    """
    sums = np.zeros(length)
    for start in positions:
        first, last = max(start, 0), min(start + len(weights), length)
        sums[first:last] += weights[first - start : last - start]
    return sums
