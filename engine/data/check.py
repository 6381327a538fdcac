"""What a user should know of the inputs before any work: facts, findings, and how much is to come."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from ..errors import EngineError
from ..events import Reporter
from ..run_folder import RunFolder
from ..settings import InputSettings, RunSettings
from .chip_plan import ChipsRecord, plan_chips
from .chips import bytes_on_disk
from .classes import IGNORED
from .labels import LabelsRecord, make_labels
from .raster_check import STEP, RasterFacts, compare_rasters, look_at_raster
from .scene_raster import open_scene_raster
from .views import view_of

FEW_POLYGONS = 10
RARE = 0.001
"""Share of the labelled pixels below which a class is hardly learnt."""
_PROBABILITY_BYTES, _MASK_BYTES = 4, 1


@dataclass(frozen=True)
class ClassFacts:
    """One class as it was drawn; ``polygons`` of the background are 0."""

    code: int
    name: str
    polygons: int
    pixels: int
    share: float
    """Of the labelled pixels."""


@dataclass(frozen=True)
class Estimate:
    """What a run with these settings will write. Compression is not counted on."""

    chips: int
    chip_bytes: int
    """Chips, their copies, and the arrays that training reads."""
    map_bytes: int
    """Probabilities and masks of the inputs' own rasters."""


@dataclass(frozen=True)
class CheckReport:
    """Everything that was found out; what is suspicious has been told as findings."""

    ready: bool
    """Whether a run can start."""
    rasters: tuple[RasterFacts, ...]
    classes: tuple[ClassFacts, ...] = ()
    estimate: Estimate | None = None


def check_inputs(settings: RunSettings, folder: Path, reporter: Reporter) -> CheckReport:
    """Find out whether a run in ``folder`` could start with these settings. Nothing is left behind."""
    facts: list[RasterFacts] = []
    classes: tuple[ClassFacts, ...] = ()
    with tempfile.TemporaryDirectory(prefix="dsw_check_") as name:
        place = RunFolder(Path(name))
        try:
            if not settings.inputs.scenes:
                raise EngineError("No raster is given.", "Give at least one --raster with its --rois.")
            facts = look_at_rasters(settings.inputs, place.scenes, reporter)
            labels = make_labels(place, settings, reporter)
            classes = class_facts(labels)
            find_rare_classes(classes, reporter)
            plan = plan_chips(place, labels, settings, reporter)
        except EngineError as error:
            reporter.find("error", STEP, error.message, error.remedy)
            return CheckReport(False, tuple(facts), classes)
    estimate = estimate_size(facts, labels, plan, settings)
    return CheckReport(has_room(estimate, folder, reporter), tuple(facts), classes, estimate)


def class_facts(labels: LabelsRecord) -> tuple[ClassFacts, ...]:
    """The classes of the label rasters."""
    total = sum(count for scene in labels.scenes for code, count in scene.pixels.items() if code != str(IGNORED))
    found = []
    for item in labels.classes:
        code = str(item.code)
        pixels = sum(scene.pixels.get(code, 0) for scene in labels.scenes)
        polygons = sum(scene.polygons.get(code, 0) for scene in labels.scenes)
        found.append(ClassFacts(item.code, item.name, polygons, pixels, pixels / max(total, 1)))
    return tuple(found)


def look_at_rasters(inputs: InputSettings, folder: Path, reporter: Reporter) -> list[RasterFacts]:
    """Look at each raster of the inputs as it would be learnt from, and at what sets one apart from another.

    ``folder`` is where VRTs may be written. Raises EngineError for files that cannot be read.
    """
    view, distinct = view_of(inputs), {scene.files: scene for scene in inputs.scenes}
    seen = (open_scene_raster(scene, view, folder, "check").seen for scene in distinct.values())
    facts = [look_at_raster(raster, reporter) for raster in seen]
    compare_rasters(facts, reporter)
    return facts


def find_rare_classes(classes: tuple[ClassFacts, ...], reporter: Reporter) -> None:
    """Find classes of which there are few examples."""
    for item in classes:
        if item.code == 0:
            continue
        if item.polygons < FEW_POLYGONS:
            count = f"are only {item.polygons} polygons" if item.polygons != 1 else "is only one polygon"
            reporter.find(
                "info", STEP, f"There {count} of '{item.name}'.",
                "Draw more of them, in different places: some dozens are a good beginning.",
            )  # fmt: skip
        if item.share < RARE:
            reporter.find(
                "warning", STEP, f"'{item.name}' covers only {100 * item.share:.2g} % of what is labelled.",
                "Draw more of it, or bound the labelled area closely around what you have drawn.",
            )  # fmt: skip


def estimate_size(
    facts: list[RasterFacts], labels: LabelsRecord, plan: ChipsRecord, settings: RunSettings
) -> Estimate:
    """How many bytes the chips and the maps will take."""
    versions = settings.augmentation.written if settings.augmentation.sets else 0
    chips = bytes_on_disk(plan, labels)
    maps = sum(item.width * item.height for item in facts) * (_PROBABILITY_BYTES + _MASK_BYTES)
    # Once as files, once in the arrays that training reads.
    return Estimate(len(plan.names), 2 * chips * (1 + versions), maps)


def has_room(estimate: Estimate, folder: Path, reporter: Reporter) -> bool:
    """Whether the run folder's disk has room for what is to come; a finding says how much is missing."""
    place = next(path for path in (folder, *folder.parents) if path.exists())
    free, needed = shutil.disk_usage(place).free, estimate.chip_bytes + estimate.map_bytes
    if needed > free:
        reporter.find(
            "error", STEP,
            f"The run may need {needed / 2**30:.1f} GiB; the disk of {folder} has {free / 2**30:.1f} GiB free.",
            "Choose a folder on another disk, or use fewer copies or a longer stride.",
        )  # fmt: skip
    return needed <= free
