"""Checkpoints: every kept epoch as a model file, and ``last`` with all that a resumed run needs.

    checkpoints/epoch_007/model.safetensors                   predicts like any other model
    checkpoints/last/model.safetensors optimizer.safetensors checkpoint.json [averaged.safetensors]
    checkpoints/previous/                                     what was ``last`` an epoch before

``last`` is replaced as a whole, so a run that is killed at any moment goes on from a complete checkpoint; where
the disk has damaged the newest, from the one before.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import safetensors.torch
import torch
from torch import nn

from ..errors import EngineError
from ..files import new_folder, remove, write_json
from ..learning import TrainingSettings
from ..plain import from_plain, to_plain
from .learner import Learner, LearnerState
from .model import Model, ModelCard, load_model, save_weights, write_tensors
from .optimizers import state_names

Row = dict[str, Any]
"""A row of ``history.csv``."""


@dataclass(frozen=True)
class Progress:
    """Where training stood when the checkpoint was written."""

    key: str
    """Settings and data that it belongs to."""
    epoch: int
    seconds: float
    history: tuple[dict[str, Any], ...]
    batch_size: int | None = None
    """What was found by trying; None: as the settings say."""
    learning_rate: float | None = None
    """Likewise."""
    learner: LearnerState = LearnerState()


@dataclass
class Stored:
    """A complete checkpoint."""

    model: Model
    """The weights to go on from."""
    average: Model | None
    """The moving average of the weights, where one is made."""
    optimizer: dict[str, torch.Tensor]
    progress: Progress


def epoch_folder(checkpoints: Path, epoch: int) -> Path:
    """Where the model of an epoch lies."""
    return checkpoints / f"epoch_{epoch:03d}"


def save_epoch(checkpoints: Path, network: nn.Module, card: ModelCard) -> Path:
    """Store the weights of one epoch as a model file; returns its folder."""
    with new_folder(epoch_folder(checkpoints, card.epoch)) as temporary:
        save_weights(temporary / "model.safetensors", network, card)
    return epoch_folder(checkpoints, card.epoch)


def save_last(checkpoints: Path, learner: Learner, card: ModelCard, progress: Progress) -> None:
    """Put a new ``last`` in its place; the one that was there becomes ``previous``."""
    last, previous = checkpoints / "last", checkpoints / "previous"
    with new_folder(checkpoints / "next") as temporary:
        save_weights(temporary / "model.safetensors", learner.network, card)
        if learner.average is not None:
            save_weights(temporary / "averaged.safetensors", learner.average.network, card)
        state = {
            f"{number}.{name}": tensor.detach().cpu().contiguous()
            for number, values in learner.optimizer.state_dict()["state"].items()
            for name, tensor in values.items()
            if tensor is not None
        }
        write_tensors(temporary / "optimizer.safetensors", state, {})
        write_json(temporary / "checkpoint.json", to_plain(progress))
    if last.exists():
        remove(previous)
        os.replace(last, previous)
    os.replace(checkpoints / "next", last)


def load_last(checkpoints: Path, key: str, settings: TrainingSettings) -> Stored | None:
    """The newest complete checkpoint that belongs to ``key``, else None."""
    for name in ("last", "previous"):
        folder = checkpoints / name
        try:
            data = json.loads((folder / "checkpoint.json").read_text(encoding="utf-8"))
            progress = from_plain(Progress, data, "checkpoint")
            if progress.key != key or not _is_sound(progress):
                continue
            model = load_model(folder / "model.safetensors")
            average = None if settings.average is None else load_model(folder / "averaged.safetensors")
            state = safetensors.torch.load_file(folder / "optimizer.safetensors")
            if _fits(state, model.network, settings):
                return Stored(model, average, state, progress)
        except (OSError, ValueError, RecursionError, EngineError, safetensors.SafetensorError):
            continue  # missing or damaged: the one before may be whole
    return None


def _is_sound(progress: Progress) -> bool:
    """Whether what a damaged or foreign file says can be at all."""
    numbers = (progress.seconds, *(value for row in progress.history for value in row.values()))
    return (
        progress.epoch == len(progress.history) > 0
        and all(value is None or (type(value) in (int, float) and math.isfinite(value)) for value in numbers)
        and all(row.get("epoch") == number for number, row in enumerate(progress.history, start=1))
        and all("validation_iou" in row and row.get("validation_loss") is not None for row in progress.history)
        and (progress.batch_size is None or progress.batch_size > 0)
        and (progress.learning_rate is None or progress.learning_rate > 0)
        and progress.learner.is_sound
    )


def _fits(state: dict[str, torch.Tensor], network: nn.Module, settings: TrainingSettings) -> bool:
    """Whether an optimizer of these settings can go on with ``state``."""
    shapes = {
        f"{number}.{name}": () if name == "step" else tuple(parameter.shape)
        for number, parameter in enumerate(network.parameters())
        for name in state_names(settings)
    }
    found = {name: tuple(tensor.shape) for name, tensor in state.items()}
    return found == shapes and all(bool(torch.isfinite(tensor).all()) for tensor in state.values())


def epochs_to_keep(history: Sequence[Row], keep: int, every: int = 1) -> list[int]:
    """The ``keep`` epochs, at most, that stay as candidates: the best by validation IoU, and, of two or more, the
    newest. Of those that are neither, only ``every`` so-and-so-many-th is a candidate at all."""
    ranked = [
        row["epoch"] for row in sorted(history, key=lambda row: (-(row["validation_iou"] or 0.0), -row["epoch"]))
    ]
    newest = history[-1]["epoch"]
    best = [epoch for epoch in ranked if epoch % every == 0 or epoch in (ranked[0], newest)][:keep]
    if keep > 1 and newest not in best:
        best[-1] = newest
    return sorted(best)


def drop_epochs(checkpoints: Path, keep: list[int]) -> None:
    """Remove the model files of all other epochs."""
    wanted = {epoch_folder(checkpoints, epoch).name for epoch in keep}
    for folder in checkpoints.glob("epoch_*"):
        if folder.name not in wanted:
            remove(folder)
