"""Everything that a user can choose, one frozen dataclass a step, plain values only.

The command line, the wizard and Processing all write these; they are stored as ``settings.json`` in the run
folder. Contradictions are refused here, before any work, with the name of the field and the remedy.
"""

from __future__ import annotations

import dataclasses
import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from .augmentation import TECHNIQUES as TECHNIQUES  # noqa: F401 - for those who read settings
from .augmentation import AugmentationSettings
from .augmentation import Technique as Technique  # noqa: F401
from .errors import EngineError
from .inputs import ClassRule as ClassRule  # noqa: F401
from .inputs import InputSettings
from .inputs import Resampling as Resampling  # noqa: F401
from .inputs import Scene as Scene  # noqa: F401
from .learning import NetworkSettings, SelectionSettings, TrainingSettings
from .plain import from_plain, later, parse_text, to_plain

SCHEMA = 1
DEFAULT_WINDOW = 256
SMALLEST_WINDOW = 32

SetName = Literal["train", "validation", "test"]
SET_NAMES: tuple[SetName, ...] = ("train", "validation", "test")
SplitMethod = Literal["area", "random", "scene", "layer", "field"]
MOST_FOLDS = 20
ChipFormat = Literal["geotiff", "npy"]
StepMapKind = Literal["uniform", "gaussian", "hann"]
Padding = Literal["reflect", "replicate", "constant"]
Encoding = Literal["float32", "8-bit"]


@dataclass(frozen=True)
class ChipSettings:
    """Step 2: how the rasters are clipped."""

    window: int | None = None
    """Edge of a chip in pixels; None: 256, or less where a scene is too small for three sets."""
    stride: int | None = None
    """Pixels from one chip to the next; None: half the window."""
    format: ChipFormat = later("geotiff")
    """geotiff: opens in QGIS, in its place. npy: numpy's own files, of values alone."""
    keep: bool = later(True)
    """False: chips and copies are deleted at the end of the run; a step that needs them makes them again."""
    min_known: float = later(0.0)
    """Least percentage of a chip's pixels that are labelled, and so neither NoData nor ignored."""
    without_rois: float | None = later(None)
    """Largest percentage of chips without any ROI, drawn by seed and spread over the area; None: all there are."""

    def __post_init__(self) -> None:
        if self.window is not None and self.window < SMALLEST_WINDOW:
            raise EngineError(
                f"A window of {self.window} pixels is too small for the network.",
                f"Use a window of {SMALLEST_WINDOW} pixels or more.",
            )
        for name in ("min_known", "without_rois"):
            value = getattr(self, name)
            if value is not None and not 0 <= value <= 100:
                raise EngineError(f"'chips.{name}' is {value:g}.", "Give a percentage from 0 to 100.")
        _check_stride(self.window or DEFAULT_WINDOW, self.stride)


@dataclass(frozen=True)
class SplitSettings:
    """Step 3: how chips are divided into three sets."""

    train: float = 70.0
    validation: float = 15.0
    test: float = 15.0
    """Percentages of the chips; together 100."""
    method: SplitMethod = "area"
    """area: few compact regions that share no pixel. random: any chip anywhere; overlapping chips leak. scene:
    whole rasters. layer: polygons that say which set lies within them. field: ROIs of one group stay together."""
    layer: str | None = later(None)
    """For 'layer': path of the polygons around the sets. The percentages do not count then."""
    field: str | None = later(None)
    """For 'layer': the field of that layer that names the set of each polygon. For 'field': the field of the ROI
    layer that names the group of each ROI."""
    folds: int | None = later(None)
    """Cross-validation: the ground is divided into so many parts, one for testing, the next one for validation,
    the others for training. The percentages do not count then."""
    fold: int | None = later(None)
    """Which part is for testing, from 1. None: a run does one after the other, a single step takes the first."""

    def __post_init__(self) -> None:
        shares = (self.train, self.validation, self.test)
        if min(shares) <= 0 or abs(sum(shares) - 100) > 0.01:
            raise EngineError(
                f"The split {self.train:g}, {self.validation:g}, {self.test:g} does not work.",
                "Give three percentages above 0 that add up to 100, such as 70,15,15.",
            )
        self._check_method()
        self._check_folds()

    def _check_method(self) -> None:
        if self.method == "layer" and not (self.layer and self.field):
            raise EngineError(
                "It is not said which polygons divide the chips.",
                "Give a polygon layer and its field that says train, validation or test.",
            )
        if self.method == "field" and not self.field:
            raise EngineError(
                "It is not said which ROIs belong together.",
                "Give a field of the ROI layer, such as the plot or the region.",
            )
        for name, methods in (("layer", ("layer",)), ("field", ("layer", "field"))):
            if getattr(self, name) is not None and self.method not in methods:
                raise EngineError(
                    f"'split.{name}' is given, but the chips are divided by '{self.method}'.",
                    f"Leave it out, or use the method {' or '.join(methods)}.",
                )

    def _check_folds(self) -> None:
        if self.folds is None:
            if self.fold is not None:
                raise EngineError(f"There is no fold {self.fold} without folds.", "Say how many folds there are.")
            return
        if not 3 <= self.folds <= MOST_FOLDS:
            raise EngineError(
                f"{self.folds} folds do not work.",
                f"Use 3 (one for each set) to {MOST_FOLDS}; 5 are usual.",
            )
        if self.fold is not None and not 1 <= self.fold <= self.folds:
            raise EngineError(f"There is no fold {self.fold}.", f"Give one from 1 to {self.folds}.")
        if self.method == "layer":
            raise EngineError(
                "Polygons that name the sets leave nothing to divide into folds.",
                "Leave the folds out, or divide by area, by raster or by a field of the ROIs.",
            )

    @property
    def fractions(self) -> tuple[float, float, float]:
        """Shares of train, validation and test; they add up to 1."""
        return (self.train / 100, self.validation / 100, self.test / 100)


@dataclass(frozen=True)
class PredictionSettings:
    """Step 8: sliding windows over whole rasters."""

    rasters: tuple[str, ...] = ()
    """The rasters to segment; empty: those of the inputs."""
    window: int | None = None
    """None: the window of training."""
    stride: int | None = None
    """None: half the window."""
    step_map: StepMapKind = "gaussian"
    """How overlapping windows are weighted before their probabilities are averaged."""
    extent: tuple[float, ...] | None = None
    """Only what lies within: smallest x, smallest y, largest x, largest y in the raster's CRS."""
    area: str | None = None
    """Only what lies in the polygons of this layer."""
    padding: Padding = later("reflect")
    """What windows see beyond the raster: its mirror image, its outermost pixels, or nothing known."""
    flips: bool = later(False)
    """Whether each window is also looked at mirrored, in three ways, and the four answers are averaged."""
    encoding: Encoding = later("float32")
    """How probabilities are stored: 0–1, or as 0–250 in a quarter of the room."""
    all_bands: bool = later(False)
    """With more than two classes: the probability of each, rather than the likeliest class and its own."""
    batch_size: int | None = later(None)
    """How many windows the network looks at together; None: as many as suit the device."""

    def __post_init__(self) -> None:
        for name in ("window", "batch_size"):
            value = getattr(self, name)
            if value is not None and value < 1:
                raise EngineError(f"'prediction.{name}' is {value}.", "Give a whole number above 0.")
        if self.extent is not None:
            x0, y0, x1, y1 = self.extent if len(self.extent) == 4 else (0, 0, 0, 0)
            if not (x0 < x1 and y0 < y1 and all(map(math.isfinite, self.extent))):
                raise EngineError(
                    f"An extent of {', '.join(f'{value:g}' for value in self.extent)} does not work.",
                    "Give smallest x, smallest y, largest x, largest y.",
                )
        _check_stride(self.window, self.stride)


@dataclass(frozen=True)
class MaskSettings:
    """Step 9: from probabilities to classes."""

    threshold: float | None = None
    """Least probability of the class, two classes only; None: the best on validation, kept in the model."""
    least_probability: float = 0.0
    """More than two classes only: where the likeliest class has less, the mask says that nothing is known."""
    smallest_object: float = 0.0
    """Objects smaller than this vanish, in m² on the ground (map units² without a CRS)."""
    smallest_hole: float = 0.0
    """Background enclosed by objects is filled where it is smaller than this; units as above."""
    polygons: bool = False
    """Whether the objects are also written as polygons into a GeoPackage."""
    simplify: bool = False
    """Whether the outlines of polygons are straight lines rather than stairs of pixels."""

    def __post_init__(self) -> None:
        if self.threshold is not None and not 0 <= self.threshold <= 1:
            raise EngineError(f"A threshold of {self.threshold} does not work.", "Give one from 0 to 1.")
        if not 0 <= self.least_probability <= 1:
            raise EngineError(
                f"A least probability of {self.least_probability} does not work.", "Give one from 0 to 1."
            )
        if self.simplify and not self.polygons:
            raise EngineError("There are no polygons to simplify.", "Ask for polygons, too.")
        for name in ("smallest_object", "smallest_hole"):
            if not 0 <= getattr(self, name) < math.inf:
                raise EngineError(f"'mask.{name}' is {getattr(self, name)}.", "Give an area in m², or 0.")


@dataclass(frozen=True)
class RunSettings:
    """One tree with everything chosen for a run."""

    schema: int = SCHEMA
    seed: int = 0
    inputs: InputSettings = field(default_factory=InputSettings)
    chips: ChipSettings = field(default_factory=ChipSettings)
    split: SplitSettings = field(default_factory=SplitSettings)
    augmentation: AugmentationSettings = field(default_factory=AugmentationSettings)
    network: NetworkSettings = field(default_factory=NetworkSettings)
    training: TrainingSettings = field(default_factory=TrainingSettings)
    selection: SelectionSettings = field(default_factory=SelectionSettings)
    prediction: PredictionSettings = field(default_factory=PredictionSettings)
    mask: MaskSettings = field(default_factory=MaskSettings)

    def __post_init__(self) -> None:
        if self.schema != SCHEMA:
            raise EngineError(
                f"The settings were written by another version (schema {self.schema}, here {SCHEMA}).",
                "Use the version of Deep Segmentation Wizard that wrote them.",
            )
        if not 0 <= self.seed < 2**32:
            raise EngineError(f"A seed of {self.seed} does not work.", "Give a whole number from 0 up.")

    def with_value(self, dotted: str, text: str) -> RunSettings:
        """A copy in which the field ``section.field`` holds what ``text`` says."""
        section_name, _, name = dotted.rpartition(".")
        sections = {f.name for f in dataclasses.fields(self)} - {"schema", "seed"}
        if not section_name and name == "seed":
            return dataclasses.replace(self, seed=parse_text(RunSettings, "seed", text))
        if section_name not in sections:
            raise EngineError(
                f"There is no setting '{dotted}'.",
                f"Write section.field=value with a section of: {', '.join(sorted(sections))}.",
            )
        section = getattr(self, section_name)
        value = parse_text(type(section), name, text, dotted)
        return dataclasses.replace(self, **{section_name: dataclasses.replace(section, **{name: value})})

    def to_json(self) -> str:
        """The text of ``settings.json``."""
        return json.dumps(to_plain(self), indent=2, ensure_ascii=False) + "\n"


def read_settings(path: Path) -> RunSettings:
    """Read ``settings.json``; raises EngineError when it is missing, damaged or contradicts itself."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EngineError(f"There are no settings at {path}.", "Check the path of the run folder.") from None
    except (OSError, ValueError) as error:
        raise EngineError(
            f"The settings {path} cannot be read: {error}.", "Restore the file, or start a new run folder."
        ) from None
    return from_plain(RunSettings, data)


def _check_stride(window: int | None, stride: int | None) -> None:
    if stride is None:
        return
    if stride < 1:
        raise EngineError(f"A stride of {stride} does not work.", "Use a stride of 1 pixel or more.")
    if window is not None and stride > window:
        raise EngineError(
            f"A stride of {stride} leaves gaps between windows of {window} pixels.",
            f"Use a stride of at most {window}.",
        )
