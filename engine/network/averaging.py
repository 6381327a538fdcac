"""A moving average of the weights, which wavers less than the weights themselves."""

from __future__ import annotations

import copy

import torch
from torch import nn


class AveragedWeights:
    """Exponential moving average of all weights of a network, and of its running statistics.

    After Polyak and Juditsky (1992). Early on the average follows fast, by a decay of (1 + n) / (10 + n) after n
    steps, until that exceeds ``decay``: fresh weights should be forgotten soon.
    """

    def __init__(self, network: nn.Module, decay: float, steps: int = 0) -> None:
        self.network = copy.deepcopy(network).eval().requires_grad_(False)
        """What is validated and kept."""
        self.decay = decay
        self.steps = steps
        """How many steps have gone into it."""

    @torch.no_grad()
    def update(self, network: nn.Module) -> None:
        """Take in the weights after a step."""
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for mean, now in zip(self.network.state_dict().values(), network.state_dict().values(), strict=True):
            if mean.is_floating_point():
                mean.lerp_(now, 1 - decay)
            else:
                mean.copy_(now)
