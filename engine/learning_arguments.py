"""What can be typed about the network and its training."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, get_args

from .errors import EngineError
from .learning import (
    ClassWeight,
    Device,
    LossName,
    Normalization,
    Optimizer,
    Padding,
    Precision,
    RateSchedule,
    Upsampling,
)
from .typed_values import absolute_path

AUTOMATIC = object()
"""What was typed as 'auto' where a number could stand: it is to be found by trying."""
LEARNING_PLACES = {
    **{name: ("network", name) for name in (
        "depth", "base_width", "normalization", "dropout", "upsampling",
    )},
    "layer_padding": ("network", "padding"),
    **{name: ("training", name) for name in (
        "batch_size", "learning_rate", "optimizer", "schedule", "loss", "class_weights", "own_weights",
        "precision", "average", "patience", "accumulate", "checkpoint_every", "start_from", "workers", "device",
        "epochs", "minutes",
    )},
}  # fmt: skip
"""The setting that each option stands for."""


def place_training(given: dict[str, Any], sections: dict[str, dict[str, Any]]) -> None:
    """Put the values of ``sections`` that follow from others of what was typed, ``given`` by name."""
    if "start_from" in given:
        sections["training"]["start_from"] = absolute_path(given["start_from"])
    if "own_weights" in given:
        sections["training"]["class_weights"] = "own"
    elif "class_weights" in given:
        sections["training"]["own_weights"] = ()
    if "minutes" in given:
        sections["training"].setdefault("epochs", None)
    if "epochs" in given:
        sections["training"].setdefault("minutes", None)


def add_training(parser: argparse.ArgumentParser) -> None:
    """Add the options of step 6."""
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--epochs", type=int, help="passes over the training set (30)")
    length.add_argument("--minutes", type=float, help="time for training, instead of epochs")
    parser.add_argument("--device", choices=get_args(Device), help="where to compute (auto)")
    parser.add_argument(
        "--precision", choices=get_args(Precision), help="of convolutions (auto: the fastest that is safe)"
    )
    parser.add_argument(
        "--from", dest="start_from", metavar="MODEL", help="begin with the weights of this model file"
    )
    parser.add_argument("--depth", type=int, help="how often the network halves the resolution (4)")
    parser.add_argument("--base-width", type=int, help="its channels at full resolution (16)")
    parser.add_argument("--normalization", choices=get_args(Normalization), help="between its layers (batch)")
    parser.add_argument("--dropout", type=float, metavar="SHARE", help="of channels, in training (0)")
    parser.add_argument("--upsampling", choices=get_args(Upsampling), help="on its way up (transposed)")
    parser.add_argument("--layer-padding", choices=get_args(Padding), help="beyond the edge of a chip (zeros)")
    parser.add_argument(
        "--batch-size", type=_or_automatic(int), metavar="N", help="chips at once (8); auto: found by trying"
    )
    parser.add_argument(
        "--learning-rate",
        type=_or_automatic(float),
        metavar="R",
        help="the highest (0.002); auto: found",
    )
    parser.add_argument("--optimizer", choices=get_args(Optimizer), help="how weights follow gradients (adamw)")
    parser.add_argument("--schedule", choices=get_args(RateSchedule), help="of the learning rate (one_cycle)")
    parser.add_argument("--loss", choices=get_args(LossName), help="what is minimized (ce_dice)")
    weights = parser.add_mutually_exclusive_group()
    weights.add_argument("--class-weights", choices=("equal", "inverse"), help="of classes in the loss (equal)")
    weights.add_argument(
        "--own-weights", type=_weights, metavar="NAME=WEIGHT,…", help="of single classes; others count 1"
    )
    parser.add_argument("--accumulate", type=int, metavar="N", help="batches that make one step together (1)")
    parser.add_argument("--average", type=float, metavar="DECAY", help="of a moving average of the weights")
    parser.add_argument("--patience", type=int, metavar="EPOCHS", help="end after so many without a better IoU")
    parser.add_argument(
        "--workers", type=int, metavar="N",
        help="threads that prepare chips while a GPU computes (0: each batch when it is due, by all threads)",
    )  # fmt: skip
    parser.add_argument("--checkpoint-every", type=int, metavar="EPOCHS", help="between candidates (1)")


def _or_automatic(kind: type) -> Callable[[str], Any]:
    """Reads a number, or 'auto'."""

    def read(text: str) -> Any:
        return AUTOMATIC if text == "auto" else kind(text)

    read.__name__ = f"{kind.__name__} or auto"  # argparse says it where the text is neither
    return read


def _weights(text: str) -> tuple[ClassWeight, ...]:
    try:
        return tuple(ClassWeight.from_text(part) for part in text.split(","))
    except EngineError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
