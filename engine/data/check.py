"""What a user should know of the inputs before any work: facts, findings, and how much is to come."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..events import Reporter
from ..settings import InputSettings, RunSettings
from .chip_plan import ChipsRecord
from .classes import IGNORED
from .labels import LabelsRecord
from .raster_check import STEP, RasterFacts, compare_rasters, look_at_raster

FEW_POLYGONS = 10
RARE = 0.001
"""Share of the labelled pixels below which a class is hardly learnt."""
_PROBABILITY_BYTES, _MASK_BYTES = 4, 1


@dataclass(frozen=True)
class Estimate:
    """What a run with these settings will write. Compression is not counted on."""

    chips: int
    chip_bytes: int
    """Chips, their copies, and the arrays that training reads."""
    map_bytes: int
    """Probabilities and masks of the inputs' own rasters."""


def look_at_rasters(inputs: InputSettings, reporter: Reporter) -> list[RasterFacts]:
    """Look at each raster of the inputs, and at what sets one apart from another."""
    facts = [look_at_raster(path, reporter) for path in dict.fromkeys(scene.raster for scene in inputs.scenes)]
    compare_rasters(facts, reporter)
    return facts


def find_rare_classes(labels: LabelsRecord, reporter: Reporter) -> None:
    """Find classes of which there are few examples."""
    total = sum(count for scene in labels.scenes for code, count in scene.pixels.items() if code != str(IGNORED))
    for item in labels.classes:
        if item.code == 0:
            continue
        polygons = sum(scene.polygons.get(str(item.code), 0) for scene in labels.scenes)
        pixels = sum(scene.pixels.get(str(item.code), 0) for scene in labels.scenes)
        if polygons < FEW_POLYGONS:
            reporter.find(
                "info", STEP,
                f"There are only {polygons} polygons of '{item.name}'." if polygons != 1
                else f"There is only one polygon of '{item.name}'.",
                "Draw more of them, in different places: some dozens are a good beginning.",
            )  # fmt: skip
        if pixels < RARE * total:
            reporter.find(
                "warning", STEP, f"'{item.name}' covers only {100 * pixels / total:.2g} % of what is labelled.",
                "Draw more of it, or bound the labelled area closely around what you have drawn.",
            )  # fmt: skip


def estimate_size(
    facts: list[RasterFacts], plan: ChipsRecord, settings: RunSettings
) -> Estimate:
    """How many bytes the chips and the maps will take."""
    copies = len(settings.augmentation.techniques) if settings.augmentation.sets else 0
    pixel = max((len(item.bands) * np.dtype(item.dtype).itemsize for item in facts), default=1) + 1
    chip = plan.window**2 * pixel
    maps = sum(item.width * item.height for item in facts) * (_PROBABILITY_BYTES + _MASK_BYTES)
    # Once as files, once in the arrays that training reads.
    return Estimate(len(plan.names), 2 * len(plan.names) * (1 + copies) * chip, maps)


def find_full_disk(estimate: Estimate, folder: Path, reporter: Reporter) -> None:
    """Find out whether the run folder's disk has room for what is to come."""
    place = next(path for path in (folder, *folder.parents) if path.exists())
    free, needed = shutil.disk_usage(place).free, estimate.chip_bytes + estimate.map_bytes
    if needed > free:
        reporter.find(
            "error", STEP,
            f"The run may need {needed / 2**30:.1f} GiB, but the disk of {folder} has {free / 2**30:.1f} GiB free.",
            "Choose a folder on another disk, or use fewer copies or a longer stride.",
        )  # fmt: skip
