"""``history.csv``: a row of figures for every epoch."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import numpy as np

from ..data.classes import LandClass, roi_indices
from .checkpoint import Row
from .metrics import measures


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
        row[f"{name}_iou"] = figures.iou
        row[f"{name}_f1"] = figures.f1
    row["learning_rate"] = learning_rate
    return row


def figures_of(row: Row) -> dict[str, float | None]:
    """What of a row tells how good the epoch was."""
    return {name: value for name, value in row.items() if name.startswith(("train_", "validation_"))}


def as_csv(history: Sequence[Row]) -> str:
    """All rows with a header; what is not known is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(history[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({k: "" if v is None else v for k, v in row.items()} for row in history)
    return text.getvalue()
