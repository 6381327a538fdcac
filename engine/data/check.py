"""What a user should know of the inputs before any work: facts, findings, and how much is to come."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from .. import needs
from ..errors import EngineError
from ..events import Reporter
from ..run_folder import RunFolder
from ..settings import InputSettings, RunSettings
from .areas import TRAIN, VALIDATION
from .chip_plan import ChipsRecord, plan_chips, scene_grids
from .chips import bytes_on_disk
from .classes import IGNORED
from .division import Divider
from .labels import LabelsRecord, make_labels
from .raster_check import STEP, RasterFacts, compare_rasters, look_at_raster
from .room import data_of, has_disk, has_memory
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
    """What a run with these settings will write, and need. Compression is not counted on."""

    chips: int
    chip_bytes: int
    """Chips, their copies, and the arrays that training reads."""
    map_bytes: int
    """Probabilities and masks of the inputs' own rasters."""
    window: int
    training_chips: int
    """Of them in the training set; copies are not counted."""
    validation_chips: int
    map_pixels: int
    training_memory: int
    """Bytes of main memory at most, where the processor computes; see ``needs``."""
    prediction_memory: int
    seconds: Seconds | None = None
    """None as long as the speed has not been measured."""


@dataclass(frozen=True)
class Seconds:
    """How long a run will roughly take."""

    chips: float
    """To clip them, and to write their copies."""
    training: float
    mapping: float


@dataclass(frozen=True)
class CheckReport:
    """Everything that was found out; what is suspicious has been told as findings."""

    ready: bool
    """Whether a run can start."""
    rasters: tuple[RasterFacts, ...]
    classes: tuple[ClassFacts, ...] = ()
    estimate: Estimate | None = None


def check_inputs(
    settings: RunSettings, folder: Path, reporter: Reporter, on_processor: bool = True
) -> CheckReport:
    """Find out whether a run in ``folder`` could start with these settings. Nothing is left behind.

    Where a graphics card computes, the main memory is not looked at.
    """
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
            divider = Divider(labels, scene_grids(labels), settings, reporter.control)
            plan = plan_chips(place, labels, settings, reporter, divider)
        except EngineError as error:
            reporter.find("error", STEP, error.message, error.remedy)
            return CheckReport(False, tuple(facts), classes)
    estimate = estimate_size(facts, labels, plan, divider, settings)
    ready = has_disk(estimate.chip_bytes + estimate.map_bytes, folder, reporter)
    if on_processor:
        ready = has_memory(settings, data_of(labels, plan), reporter) and ready
    return CheckReport(ready, tuple(facts), classes, estimate)


def with_time(report: CheckReport, settings: RunSettings, images_per_second: float) -> CheckReport:
    """The report with how long a run will take on a device that trains on so many images of 256×256 a second."""
    estimate = report.estimate
    if estimate is None:
        return report
    each = needs.seconds_per_epoch(
        settings, estimate.training_chips, estimate.validation_chips, estimate.window, images_per_second
    )
    training, epochs = settings.training, settings.training.epoch_limit
    written = estimate.chips + estimate.training_chips * settings.augmentation.written
    seconds = Seconds(
        chips=needs.cutting_seconds(written, estimate.window),
        training=60 * (training.minutes or 0) if epochs is None else each * epochs,
        mapping=needs.mapping_seconds(settings, estimate.window, estimate.map_pixels, images_per_second),
    )
    return replace(report, estimate=replace(estimate, seconds=seconds))


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
    facts: list[RasterFacts], labels: LabelsRecord, plan: ChipsRecord, divider: Divider, settings: RunSettings
) -> Estimate:
    """How many bytes the chips and the maps will take, and what the steps will need."""
    versions = settings.augmentation.written if settings.augmentation.sets else 0
    chips = bytes_on_disk(plan, labels)
    pixels = sum(item.width * item.height for item in facts)
    sets = divider.divide(plan).sets
    data = data_of(labels, plan)
    return Estimate(
        chips=len(plan.names),
        # Once as files, once in the arrays that training reads.
        chip_bytes=2 * chips * (1 + versions),
        map_bytes=pixels * (_PROBABILITY_BYTES + _MASK_BYTES),
        window=plan.window,
        training_chips=int((sets == TRAIN).sum()),
        validation_chips=int((sets == VALIDATION).sum()),
        map_pixels=pixels,
        training_memory=needs.training_memory(settings, data),
        prediction_memory=needs.prediction_memory(settings, data),
    )
