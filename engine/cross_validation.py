"""All runs of a cross-validation, one after the other: every part of the ground is tested once.

Each is a whole run in ``fold_1``, ``fold_2``, … of the folder. ``folds.json`` tells the testing figures of each,
their mean and their deviation: how much they depend on which ground was kept for testing. A stopped one goes on
with ``run --resume``; what is finished stays.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import replace
from typing import Any

from . import pipeline
from .events import Event, Finished, Reporter
from .files import remove, write_json
from .run_folder import RunFolder
from .settings import RunSettings

STEP = "folds"
FIGURES = ("iou", "f1", "accuracy")


def is_wanted(settings: RunSettings) -> bool:
    """Whether these settings stand for all runs of a cross-validation, not for one of them."""
    return settings.split.folds is not None and settings.split.fold is None


def run(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> dict[str, Any]:
    """Every run that is not finished yet; returns what ``folds.json`` tells.

    When the inputs are refused, nothing is left behind.
    """
    start = time.monotonic()
    count = settings.split.folds or 0
    places = [RunFolder(folder.path / f"fold_{number}") for number in range(1, count + 1)]
    is_new = not folder.holds_a_run
    if is_new:
        for place in places:
            place.require_new()
    with folder.open():
        folder.save_settings(settings)
        try:
            outputs = [_run_one(place, settings, number, reporter) for number, place in enumerate(places, start=1)]
        except BaseException:
            if is_new and not places[0].holds_a_run:  # refused
                remove(folder.settings_file)
            raise
        record = _record(outputs)
        write_json(folder.folds_file, record)
    finished = {"folds": str(folder.folds_file), "mean": record["mean"], "deviation": record["deviation"]}
    reporter.emit(Finished(finished, round(time.monotonic() - start, 1)))
    return record


def _run_one(folder: RunFolder, settings: RunSettings, number: int, reporter: Reporter) -> dict[str, Any]:
    """One of the runs, begun or gone on with; ``reporter`` hears all that it says but that it is finished."""

    def forward(event: Event) -> None:
        if not isinstance(event, Finished):
            reporter.emit(event)

    reporter.find("info", STEP, f"Fold {number} of {settings.split.folds} is tested, in {folder.path}.")
    own = Reporter(forward, control=reporter.control)
    if folder.holds_a_run:
        outputs = pipeline.resume(folder, own)
    else:
        outputs = pipeline.run(folder, replace(settings, split=replace(settings.split, fold=number)), own)
    return {"fold": number, "folder": folder.path.name, "epoch": outputs["epoch"], "test": outputs["test"]}


def _record(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures of all runs; the deviation is that of a sample. A figure that no run has is None."""
    values = {name: [run["test"][name] for run in runs if run["test"][name] is not None] for name in FIGURES}
    return {
        "folds": len(runs),
        "runs": runs,
        "mean": {name: statistics.fmean(found) if found else None for name, found in values.items()},
        "deviation": {name: statistics.stdev(found) if len(found) > 1 else None for name, found in values.items()},
    }
