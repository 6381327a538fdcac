"""Checkpoints: every kept epoch as a model file, and ``last`` with all that a resumed run needs.

    checkpoints/epoch_007/model.safetensors                   predicts like any other model
    checkpoints/last/model.safetensors optimizer.safetensors checkpoint.json
    checkpoints/previous/                                     what was ``last`` an epoch before

``last`` is replaced as a whole, so a run that is killed at any moment goes on from a complete checkpoint; where
the disk has damaged the newest, from the one before.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import safetensors.torch
import torch
from torch import nn

from ..errors import EngineError
from ..plain import from_plain, to_plain
from ..run_folder import new_folder, remove, write_json
from .model import Model, ModelCard, load_model, save_weights, write_tensors

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


def epoch_folder(checkpoints: Path, epoch: int) -> Path:
    """Where the model of an epoch lies."""
    return checkpoints / f"epoch_{epoch:03d}"


def save_epoch(checkpoints: Path, network: nn.Module, card: ModelCard) -> Path:
    """Store the weights of one epoch as a model file; returns its folder."""
    with new_folder(epoch_folder(checkpoints, card.epoch)) as temporary:
        save_weights(temporary / "model.safetensors", network, card)
    return epoch_folder(checkpoints, card.epoch)


def save_last(
    checkpoints: Path, network: nn.Module, card: ModelCard, optimizer: torch.optim.Optimizer, progress: Progress
) -> None:
    """Put a new ``last`` in its place; the one that was there becomes ``previous``."""
    last, previous = checkpoints / "last", checkpoints / "previous"
    with new_folder(checkpoints / "next") as temporary:
        save_weights(temporary / "model.safetensors", network, card)
        state = {
            f"{number}.{name}": tensor.detach().cpu().contiguous()
            for number, values in optimizer.state_dict()["state"].items()
            for name, tensor in values.items()
        }
        write_tensors(temporary / "optimizer.safetensors", state, {})
        write_json(temporary / "checkpoint.json", to_plain(progress))
    if last.exists():
        remove(previous)
        os.replace(last, previous)
    os.replace(checkpoints / "next", last)


def load_last(checkpoints: Path, key: str) -> tuple[Model, dict[str, torch.Tensor], Progress] | None:
    """The newest complete checkpoint that belongs to ``key``: model, optimizer state, progress; else None."""
    for name in ("last", "previous"):
        folder = checkpoints / name
        try:
            data = json.loads((folder / "checkpoint.json").read_text(encoding="utf-8"))
            progress = from_plain(Progress, data, "checkpoint")
            if progress.key != key:
                continue
            state = safetensors.torch.load_file(folder / "optimizer.safetensors")
            return load_model(folder / "model.safetensors"), state, progress
        except (OSError, ValueError, EngineError, safetensors.SafetensorError):
            continue  # missing or damaged: the one before may be whole
    return None


def restore_optimizer(optimizer: torch.optim.Optimizer, state: dict[str, torch.Tensor]) -> None:
    """Put a stored state back into an optimizer of the same parameters."""
    values: dict[int, dict[str, torch.Tensor]] = {}
    for key, tensor in state.items():
        number, _, name = key.partition(".")
        values.setdefault(int(number), {})[name] = tensor
    optimizer.load_state_dict({"state": values, "param_groups": optimizer.state_dict()["param_groups"]})


def epochs_to_keep(history: Sequence[Row], keep: int) -> list[int]:
    """The ``keep`` epochs that stay as candidates: the best by validation IoU, and, of two or more, the newest."""
    ranked = sorted(history, key=lambda row: (-(row["validation_iou"] or 0.0), -row["epoch"]))
    best = [row["epoch"] for row in ranked[:keep]]
    newest = history[-1]["epoch"]
    if keep > 1 and newest not in best:
        best[-1] = newest
    return sorted(best)


def drop_epochs(checkpoints: Path, keep: list[int]) -> None:
    """Remove the model files of all other epochs."""
    wanted = {epoch_folder(checkpoints, epoch).name for epoch in keep}
    for folder in checkpoints.glob("epoch_*"):
        if folder.name not in wanted:
            remove(folder)
