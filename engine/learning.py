"""What a network may be, how it learns, and which of its states becomes the model: settings of steps 6 and 7."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from .errors import EngineError
from .plain import later

MOST_WORKERS = 64

Device = Literal["auto", "cpu", "cuda", "mps"]
Precision = Literal["auto", "float32", "bfloat16", "float16"]
Normalization = Literal["batch", "group", "none"]
Padding = Literal["zeros", "reflect", "replicate"]
Upsampling = Literal["transposed", "bilinear"]
LossName = Literal["ce_dice", "ce", "dice", "focal", "tversky"]
Optimizer = Literal["adamw", "adam", "sgd"]
RateSchedule = Literal["one_cycle", "cosine", "plateau", "constant"]
StopMeasure = Literal["iou", "f1", "accuracy", "loss"]


@dataclass(frozen=True)
class NetworkSettings:
    """Step 6: the U-Net."""

    depth: int = 4
    """How often the resolution is halved."""
    base_width: int = 16
    """Channels at full resolution; they double at each halving."""
    normalization: Normalization = later("batch")
    """batch: over all chips of a step. group: over channels of one chip, for steps of very few chips."""
    dropout: float = later(0.0)
    """Share of the channels that are left out by chance after each level on the way down, in training only."""
    upsampling: Upsampling = later("transposed")
    """How the resolution is doubled again: by a learned transposed convolution, or by bilinear interpolation."""
    padding: Padding = later("zeros")
    """What convolutions see beyond the edge of a chip."""

    def __post_init__(self) -> None:
        if not 1 <= self.depth <= 6:
            raise EngineError(f"A network depth of {self.depth} does not work.", "Use a depth from 1 to 6.")
        if not 1 <= self.base_width <= 256:
            raise EngineError(f"A base width of {self.base_width} does not work.", "Use a width from 1 to 256.")
        if not 0 <= self.dropout < 1:
            raise EngineError(f"A dropout of {self.dropout:g} does not work.", "Use a share from 0 to 0.9.")


@dataclass(frozen=True)
class ClassWeight:
    """How much a class counts in the loss, by its name in the legend; others count 1."""

    name: str
    weight: float

    def __post_init__(self) -> None:
        if not 0 <= self.weight < math.inf:
            raise EngineError(
                f"A weight of {self.weight:g} for the class '{self.name}' does not work.", "Give 0 or more."
            )

    @classmethod
    def from_text(cls, text: str) -> ClassWeight:
        """What ``NAME=WEIGHT`` stands for."""
        name, equals, number = text.rpartition("=")
        try:
            return cls(name.strip(), float(number) if equals and name.strip() else math.nan)
        except (ValueError, EngineError):
            raise EngineError(
                f"'{text}' is no weight of a class.", "Write NAME=WEIGHT, such as buildings=3."
            ) from None


@dataclass(frozen=True)
class TrainingSettings:
    """Step 6: how the network learns."""

    epochs: int | None = None
    """Passes over the training set; None: 30, unless minutes are given."""
    minutes: float | None = None
    """Wall-clock time for training; the learning-rate schedule is fitted to it."""
    batch_size: int | None = 8
    """Chips looked at at once; None: as many as the memory takes, found by trying."""
    learning_rate: float | None = 2e-3
    """The highest rate of the schedule; None: found by trying."""
    weight_decay: float = 1e-2
    keep_checkpoints: int = 10
    """How many epochs stay as candidates for the model: the best by validation, and the last."""
    device: Device = "auto"
    precision: Precision = "auto"
    """bfloat16 where the processor or GPU computes it fast, else float32. float16 scales the loss."""
    optimizer: Optimizer = later("adamw")
    momentum: float = later(0.9)
    """Of SGD: share of the step before that goes into each step."""
    schedule: RateSchedule = later("one_cycle")
    """How the learning rate changes. plateau: falls to 0.3 of itself after 4 epochs without a lower validation
    loss."""
    loss: LossName = later("ce_dice")
    class_weights: Literal["equal", "inverse", "own"] = later("equal")
    """How much each class counts in the loss. inverse: the more, the rarer its pixels are in the training set."""
    own_weights: tuple[ClassWeight, ...] = later(())
    """With class_weights 'own'; a class that is not named counts 1."""
    focal_gamma: float = later(2.0)
    """Of the focal loss: how little pixels count that are right already; 0 is plain cross-entropy."""
    tversky_beta: float = later(0.7)
    """Of the Tversky loss: weight of missed pixels, 0–1; that of false alarms is the rest. 0.5 is Dice."""
    clip_gradients: float | None = later(None)
    """The largest norm of the gradient; a longer one is shortened to it."""
    accumulate: int = later(1)
    """Batches whose gradients make one step of the optimizer together."""
    average: float | None = later(None)
    """Decay of the moving average of the weights over the steps, such as 0.99; the average is then what is
    validated and kept. None: there is none."""
    patience: int | None = later(None)
    """Epochs without a better validation after which training ends; None: it never ends early by itself."""
    stop_measure: StopMeasure = later("iou")
    """What 'better' means for patience, on the validation set."""
    checkpoint_every: int = later(1)
    """Of every so-and-so-many-th epoch a candidate for the model is kept, besides the best and the last."""
    start_from: str | None = later(None)
    """A model file whose weights training begins with; None: with fresh ones."""
    workers: int = later(0)
    """Threads that prepare the next batches while the network computes; it is the same network for any number.
    0: each batch when it is due, by all threads that the processor has."""

    def __post_init__(self) -> None:
        if self.epochs is not None and self.minutes is not None:
            raise EngineError("Both epochs and minutes are given.", "Give one of them.")
        for name in (
            "epochs", "minutes", "batch_size", "learning_rate", "keep_checkpoints", "clip_gradients", "accumulate",
            "patience", "checkpoint_every",
        ):  # fmt: skip
            value = getattr(self, name)
            if value is not None and not 0 < value < math.inf:
                raise EngineError(f"'training.{name}' is {value}.", "Give a number above 0.")
        for name, highest in (("weight_decay", math.inf), ("focal_gamma", 100), ("tversky_beta", 1)):
            if not 0 <= getattr(self, name) <= highest:
                limit = "0 or more" if highest == math.inf else f"a number from 0 to {highest}"
                raise EngineError(f"'training.{name}' is {getattr(self, name)}.", f"Give {limit}.")
        for name in ("momentum", "average"):
            value = getattr(self, name)
            if value is not None and not 0 <= value < 1:
                raise EngineError(f"'training.{name}' is {value}.", "Give a number from 0 to below 1.")
        if not 0 <= self.workers <= MOST_WORKERS:
            raise EngineError(
                f"{self.workers} workers do not work.", f"Give a number from 0 to {MOST_WORKERS}, such as 4."
            )
        names = [item.name for item in self.own_weights]
        if len(set(names)) < len(names):
            raise EngineError("Two weights are given for one class.", "Give each class one weight.")
        if self.own_weights and self.class_weights != "own":
            raise EngineError(
                f"Own class weights are given, but 'training.class_weights' is '{self.class_weights}'.",
                "Set it to 'own', or give no weights.",
            )

    @property
    def epoch_limit(self) -> int | None:
        """The number of epochs in force, or None when minutes rule."""
        return None if self.minutes is not None else self.epochs or 30


@dataclass(frozen=True)
class SelectionSettings:
    """Step 7: which checkpoint becomes the model."""

    measure: Literal["iou", "accuracy", "f1"] = "iou"
    """iou and f1 are means over the ROI classes."""
    checkpoint: int | None = None
    """Epoch of the kept checkpoint that the user makes the model; None: the best by ``measure``."""
    by: Literal["test", "validation"] = later("test")
    """The set that the measure is taken on. Its own figure is then slightly optimistic; the other set's is not."""

    def __post_init__(self) -> None:
        if self.checkpoint is not None and self.checkpoint < 1:
            raise EngineError(
                f"There is no checkpoint of epoch {self.checkpoint}.",
                "Give the number of a kept epoch, from 1 up.",
            )
