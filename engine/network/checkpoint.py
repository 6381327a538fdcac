"""Checkpoints: every kept epoch as a model file, and ``last`` with all that a resumed run needs.

    checkpoints/epoch_007/model.safetensors                   predicts like any other model
    checkpoints/last/model.safetensors optimizer.safetensors checkpoint.json

``last`` is replaced as a whole and the one before is kept until then, so a run that is killed at any moment goes
on from a complete checkpoint.
"""

from __future__ import annotations

import json
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
    """Replace ``last``."""
    with new_folder(checkpoints / "last") as temporary:
        save_weights(temporary / "model.safetensors", network, card)
        state = {
            f"{number}.{name}": tensor.detach().cpu().contiguous()
            for number, values in optimizer.state_dict()["state"].items()
            for name, tensor in values.items()
        }
        write_tensors(temporary / "optimizer.safetensors", state, {})
        write_json(temporary / "checkpoint.json", to_plain(progress))


def load_last(checkpoints: Path, key: str) -> tuple[Model, dict[str, torch.Tensor], Progress] | None:
    """The newest complete checkpoint that belongs to ``key``: model, optimizer state, progress; else None."""
    for name in ("last", ".last.old"):
        folder = checkpoints / name
        try:
            data = json.loads((folder / "checkpoint.json").read_text(encoding="utf-8"))
            progress = from_plain(Progress, data, "checkpoint")
            if progress.key != key:
                continue
            state = safetensors.torch.load_file(folder / "optimizer.safetensors")
            return load_model(folder / "model.safetensors"), state, progress
        except (OSError, ValueError, EngineError, safetensors.SafetensorError):
            continue  # cut short by a crash: the one before is whole
    return None


def restore_optimizer(optimizer: torch.optim.Optimizer, state: dict[str, torch.Tensor]) -> None:
    """Put a stored state back into an optimizer of the same parameters."""
    values: dict[int, dict[str, torch.Tensor]] = {}
    for key, tensor in state.items():
        number, _, name = key.partition(".")
        values.setdefault(int(number), {})[name] = tensor
    optimizer.load_state_dict({"state": values, "param_groups": optimizer.state_dict()["param_groups"]})


def epochs_to_keep(history: tuple[Row, ...] | list[Row], keep: int) -> list[int]:
    """The epochs that stay as candidates: the ``keep`` best by validation IoU, and the newest."""
    ranked = sorted(history, key=lambda row: (-(row["validation_iou"] or 0.0), -row["epoch"]))
    return sorted({row["epoch"] for row in ranked[:keep]} | {row["epoch"] for row in history[-1:]})


def drop_epochs(checkpoints: Path, keep: list[int]) -> None:
    """Remove the model files of all other epochs."""
    wanted = {epoch_folder(checkpoints, epoch).name for epoch in keep}
    for folder in checkpoints.glob("epoch_*"):
        if folder.name not in wanted:
            remove(folder)
