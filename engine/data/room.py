"""Whether the memory and the disk have room for a run, before it begins."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .. import needs
from ..errors import EngineError
from ..events import Reporter
from ..needs import gib
from ..run_folder import RunFolder
from ..settings import RunSettings
from .chip_plan import STEP as CHIPS
from .chip_plan import ChipsRecord, scene_grids
from .labels import STEP as LABELS
from .labels import LabelsRecord

STEP = "check"


def data_of(labels: LabelsRecord, plan: ChipsRecord) -> needs.Data:
    """What a run's needs depend on, besides its settings."""
    widest = max(grid.width for grid in scene_grids(labels))
    size = np.dtype(labels.dtype).itemsize
    return needs.Data(plan.window, len(plan.bands), len(labels.classes), widest, size)


def require_memory(folder: RunFolder, settings: RunSettings) -> None:
    """Raises EngineError when the memory does not suffice to train on the processor, nor to map."""
    labels, plan = folder.read_record(LABELS, LabelsRecord), folder.read_record(CHIPS, ChipsRecord)
    refusal = memory_refusal(settings, data_of(labels, plan), needs.free_memory())
    if refusal is not None:
        raise refusal


def memory_refusal(settings: RunSettings, data: needs.Data, free: int | None) -> EngineError | None:
    """Why not even one chip at a time has room in so many free bytes; None where it has, or nobody knows."""
    if free is None:
        return None
    training = needs.training_memory(settings, data, 1)
    if training > free:
        return EngineError(
            f"Training may need {gib(training)} of memory, even with one chip at a time; {gib(free)} are free.",
            f"Close other programs, or use chips smaller than {data.window} pixels, a narrower network "
            "(--set network.base_width=8), or a computer with more memory.",
        )
    mapping = needs.prediction_memory(settings, data, 1)
    if mapping > free:
        return EngineError(
            f"A map of a raster {data.widest} pixels wide may need {gib(mapping)} of memory; {gib(free)} are "
            "free.",
            "Close other programs, use a smaller window for the prediction, or map the raster in parts.",
        )
    return None


def has_memory(settings: RunSettings, data: needs.Data, reporter: Reporter) -> bool:
    """Whether the memory suffices to train and to map on the processor; a finding tells where it is short."""
    free = needs.free_memory()
    refusal = memory_refusal(settings, data, free)
    if refusal is not None:
        reporter.find("error", STEP, refusal.message, refusal.remedy)
        return False
    batch = settings.training.batch_size
    if batch is None or free is None:  # a batch that is found by trying fits
        return True
    fitting = needs.fitting_batch(settings, data, free)
    if fitting < batch:
        reporter.find(
            "warning", STEP,
            f"Training in batches of {batch} may need {gib(needs.training_memory(settings, data))} of memory; "
            f"{gib(free)} are free.",
            f"Use batches of {fitting} (--set training.batch_size={fitting}), or close other programs.",
        )  # fmt: skip
    return True


def has_disk(needed: int, folder: Path, reporter: Reporter) -> bool:
    """Whether the run folder's disk has room for so many bytes; a finding says how much is missing."""
    free = needs.free_disk(folder)
    if free is None or needed <= free:
        return True
    reporter.find(
        "error", STEP,
        f"The run may need {gib(needed)}; the disk of {folder} has {gib(free)} free.",
        "Choose a folder on another disk, or use fewer copies or a longer stride.",
    )  # fmt: skip
    return False
