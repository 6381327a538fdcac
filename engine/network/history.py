"""``history.csv``: a row of figures for every epoch.

Of either set loss and accuracy; IoU, F1, precision and recall as means over the drawn classes, and of each class
by its code, such as ``validation_recall_3``. The background's code is 0.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import numpy as np

from ..data.classes import LandClass, roi_indices
from .checkpoint import Row
from .metrics import measures

_MEASURES = ("iou", "f1", "precision", "recall")


def make_row(
    epoch: int,
    classes: Sequence[LandClass],
    train: tuple[float, np.ndarray],
    validation: tuple[float, np.ndarray],
    learning_rate: float,
) -> Row:
    """The figures of one epoch from the mean loss and the confusion matrix (K, K) of either set."""
    drawn = roi_indices(classes)
    row: Row = {"epoch": epoch}
    for name, (loss, counts) in (("train", train), ("validation", validation)):
        figures = measures(counts, drawn)
        row[f"{name}_loss"] = loss
        row[f"{name}_accuracy"] = figures.accuracy
        for measure in _MEASURES:
            row[f"{name}_{measure}"] = getattr(figures, measure)
    row["learning_rate"] = learning_rate
    return row


def class_columns(classes: Sequence[LandClass], train: np.ndarray, validation: np.ndarray) -> Row:
    """The figures of each class, by the confusion matrices (K, K) of both sets."""
    drawn = roi_indices(classes)
    columns: Row = {}
    for name, counts in (("train", train), ("validation", validation)):
        for item, figures in zip(classes, measures(counts, drawn).classes, strict=True):
            for measure in _MEASURES:
                columns[f"{name}_{measure}_{item.code}"] = getattr(figures, measure)
    return columns


def figures_of(row: Row) -> dict[str, float | None]:
    """What of a row tells how good the epoch was."""
    return {name: value for name, value in row.items() if name.startswith(("train_", "validation_"))}


def as_csv(history: Sequence[Row]) -> str:
    """All rows with a header; what is not known is empty. Rows of an earlier version may have fewer columns."""
    text = io.StringIO()
    columns = dict.fromkeys(name for row in history for name in row)
    writer = csv.DictWriter(text, fieldnames=list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows({k: "" if v is None else v for k, v in row.items()} for row in history)
    return text.getvalue()
