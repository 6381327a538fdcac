"""The engine's network behind the scaling that other tools do: to values from 0 to 1."""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engine.network.model import load_model


class _FromZeroToOne(nn.Module):
    """Takes uint8 values divided by 255, and gives the network what it was trained on."""

    def __init__(self, network: nn.Module, mean: torch.Tensor, deviation: torch.Tensor) -> None:
        super().__init__()
        self.network = network
        self.register_buffer("factor", (255 / deviation).reshape(1, -1, 1, 1))
        self.register_buffer("shift", (-mean / deviation).reshape(1, -1, 1, 1))

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return self.network(images * self.factor + self.shift)


def from_zero_to_one(path: str) -> nn.Module:
    """The model of a file as a module of float32 images (B, bands, H, W), from 0 to 1, to logits (B, K, H, W)."""
    model = load_model(path)
    scaling = model.card.scaling
    return _FromZeroToOne(model.network, torch.tensor(scaling.mean), torch.tensor(scaling.deviation)).eval()
