"""Figures from confusion matrices: accuracy, IoU, F1, precision, recall, and the best threshold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..data.classes import IGNORED

THRESHOLD_STEPS = 200
"""Thresholds are looked for in steps of 1/200."""
CURVE_POINTS = 50
"""Of the precision–recall curve."""
_DIGITS = 4
"""Of figures that are kept by the thousand."""
_THRESHOLDS = (np.arange(THRESHOLD_STEPS + 1) / THRESHOLD_STEPS).astype(np.float32)


@dataclass(frozen=True)
class ClassMeasures:
    """Figures of one class, 0–1; None where the class occurs neither in the truth nor in the prediction."""

    iou: float | None
    f1: float | None
    precision: float | None
    recall: float | None
    pixels: int
    """Pixels of the class in the truth."""


@dataclass(frozen=True)
class Measures:
    """``accuracy`` over all known pixels; the other figures are means over the drawn (ROI) classes."""

    accuracy: float | None
    iou: float | None
    f1: float | None
    precision: float | None
    recall: float | None
    classes: tuple[ClassMeasures, ...]


@dataclass(frozen=True)
class PrecisionRecall:
    """Precision and recall of the second of two classes, one entry for each threshold, 0–1; precision is None
    where nothing reaches the threshold, recall where the truth has nothing of the class."""

    thresholds: tuple[float, ...]
    precision: tuple[float | None, ...]
    recall: tuple[float | None, ...]


def confusion_matrix(truth: np.ndarray, predicted: np.ndarray, classes: int) -> np.ndarray:
    """Counts (classes, classes) int64, truth down and prediction across.

    ``truth`` and ``predicted`` hold places of classes, any shape alike; pixels with 255 in either are left out.
    """
    number = np.uint8 if classes**2 < 2**8 else np.uint16  # as short as can be: there are many pixels
    pairs: np.ndarray = truth.astype(number)
    pairs *= number(classes)
    pairs += predicted.astype(number)
    pairs[(truth == IGNORED) | (predicted == IGNORED)] = classes**2
    counts = np.bincount(pairs.ravel(), minlength=classes**2 + 1)
    return counts[: classes**2].reshape(classes, classes)


def confusion_matrices(truth: np.ndarray, predicted: np.ndarray, classes: int) -> np.ndarray:
    """``confusion_matrix`` of each chip: (N, classes, classes) int64 from two arrays (N, H, W)."""
    count = len(truth)
    known = (truth != IGNORED) & (predicted != IGNORED)
    pairs = truth.astype(np.int64) * classes + predicted
    pairs += np.arange(count).reshape(-1, 1, 1) * classes**2
    counts = np.bincount(pairs[known], minlength=count * classes**2)
    return counts.reshape(count, classes, classes)


def mean_ious(matrices: np.ndarray, drawn: Sequence[int]) -> list[float | None]:
    """For each of the confusion matrices (N, K, K) the mean IoU of the drawn classes, rounded; None where none of
    them is in truth or prediction."""
    hits = np.diagonal(matrices, axis1=1, axis2=2)[:, list(drawn)].astype(float)
    either = (matrices.sum(axis=1) + matrices.sum(axis=2))[:, list(drawn)] - hits
    there = either > 0
    sums = np.where(there, hits / np.maximum(either, 1), 0.0).sum(axis=1)
    numbers = there.sum(axis=1)
    return [
        round(total / number, _DIGITS) if number else None
        for total, number in zip(sums.tolist(), numbers.tolist(), strict=True)
    ]


def measures(matrix: np.ndarray, drawn: Sequence[int]) -> Measures:
    """All figures of one confusion matrix; ``drawn`` are the places of the ROI classes."""
    matrix = matrix.astype(float)
    hits, truth, predicted = np.diag(matrix), matrix.sum(axis=1), matrix.sum(axis=0)
    each = tuple(
        ClassMeasures(
            iou=_ratio(hits[i], truth[i] + predicted[i] - hits[i]),
            f1=_ratio(2 * hits[i], truth[i] + predicted[i]),
            precision=_ratio(hits[i], predicted[i]),
            recall=_ratio(hits[i], truth[i]),
            pixels=int(truth[i]),
        )
        for i in range(len(matrix))
    )
    return Measures(
        accuracy=_ratio(hits.sum(), matrix.sum()),
        iou=_mean([each[i].iou for i in drawn]),
        f1=_mean([each[i].f1 for i in drawn]),
        precision=_mean([each[i].precision for i in drawn]),
        recall=_mean([each[i].recall for i in drawn]),
        classes=each,
    )


class ThresholdSearch:
    """Counts, for two classes, how probabilities of the second are spread over the truth, to find the threshold
    with the best mean IoU of the drawn classes."""

    def __init__(self, drawn: Sequence[int]) -> None:
        self.drawn = drawn
        self._counts = np.zeros((2, THRESHOLD_STEPS + 1), np.int64)

    def add(self, truth: np.ndarray, probability: np.ndarray) -> None:
        """``truth`` places of classes, ``probability`` of the second class (0–1), any shape alike."""
        known = truth != IGNORED
        # Compared as in ``classify``, or pixels exactly at the threshold would count here and not there.
        steps = _THRESHOLDS.searchsorted(probability[known].astype(np.float32), side="right") - 1
        pairs = truth[known].astype(np.int64) * (THRESHOLD_STEPS + 1) + steps
        self._counts += np.bincount(pairs, minlength=2 * (THRESHOLD_STEPS + 1)).reshape(2, -1)

    def matrix_at(self, step: int) -> np.ndarray:
        """The confusion matrix when probabilities from step/200 up count as the second class."""
        second = self._counts[:, step:].sum(axis=1)
        return np.stack([self._counts.sum(axis=1) - second, second], axis=1)

    @staticmethod
    def step_of(threshold: float) -> int:
        """The step of a threshold that ``best`` gave."""
        return round(threshold * THRESHOLD_STEPS)

    def best(self) -> float:
        """The best threshold, 0–1; of equally good ones the one nearest to 0.5."""
        steps = range(1, THRESHOLD_STEPS)
        scores = [measures(self.matrix_at(step), self.drawn).iou or 0.0 for step in steps]
        ranked = max(
            zip(scores, steps, strict=True), key=lambda s: (round(s[0], 6), -abs(s[1] / THRESHOLD_STEPS - 0.5))
        )
        return ranked[1] / THRESHOLD_STEPS

    def curve(self) -> PrecisionRecall:
        """Precision and recall of the second class at evenly spaced thresholds from 0 to 1."""
        steps = range(0, THRESHOLD_STEPS + 1, THRESHOLD_STEPS // CURVE_POINTS)
        points = [measures(self.matrix_at(step), self.drawn).classes[1] for step in steps]
        return PrecisionRecall(
            thresholds=tuple(step / THRESHOLD_STEPS for step in steps),
            precision=tuple(_rounded(point.precision) for point in points),
            recall=tuple(_rounded(point.recall) for point in points),
        )


def classify(probabilities: np.ndarray, threshold: float | None) -> np.ndarray:
    """Places of classes, (H, W) uint8.

    ``probabilities`` is (1, H, W), that of the second of two classes, decided by ``threshold`` (from it up);
    or (K, H, W), decided by the highest.
    """
    if len(probabilities) == 1:
        return (probabilities[0] >= (0.5 if threshold is None else threshold)).astype(np.uint8)
    return probabilities.argmax(axis=0).astype(np.uint8)


def _ratio(part: float, whole: float) -> float | None:
    return float(part / whole) if whole > 0 else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None
