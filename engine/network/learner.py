"""A network that learns: takes batches, gives their loss and what the network saw in them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from torch import nn

from ..errors import EngineError
from ..learning import TrainingSettings
from . import workers
from .averaging import AveragedWeights
from .device import Machine, placed
from .evaluation import most_probable
from .model import Model
from .optimizers import make_optimizer, restore_optimizer

_SCALER = {"scale", "growth_factor", "backoff_factor", "growth_interval", "_growth_tracker"}
"""What torch.amp.GradScaler keeps."""


@dataclass(frozen=True)
class LearnerState:
    """What a resumed training needs besides weights and the optimizer's tensors."""

    scaler: dict[str, Any] = field(default_factory=dict)
    """Of float16: by how much the loss is scaled; empty in other precisions."""
    averaged_steps: int = 0
    parts: int = 1

    @property
    def is_sound(self) -> bool:
        """Whether what a file says can be at all."""
        scaler = all(type(value) in (int, float) and 0 <= value < math.inf for value in self.scaler.values())
        return scaler and set(self.scaler) in (set(), _SCALER) and self.averaged_steps >= 0 and self.parts > 0


class Learner:
    """Network, optimizer, and how gradients become steps.

    Each batch goes through the network in ``parts``: one, until the memory does not suffice. ``together`` lets
    several processes learn as one.
    """

    def __init__(
        self,
        network: nn.Module,
        loss: nn.Module,
        machine: Machine,
        settings: TrainingSettings,
        together: Callable[[nn.Module, torch.device], nn.Module] | None = None,
    ) -> None:
        self.network = placed(network, machine.device)
        self.loss, self.machine, self.settings = loss.to(machine.device), machine, settings
        self._is_shared = together is not None and workers.is_team()
        self._network = self.network if together is None else together(self.network, machine.device)
        self.optimizer = make_optimizer(self.network.parameters(), settings)
        self.average = None if settings.average is None else AveragedWeights(self.network, settings.average)
        self.scaler = torch.amp.GradScaler(machine.device.type, enabled=machine.precision == torch.float16)
        self.parts = 1

    @property
    def result(self) -> nn.Module:
        """The network to validate and keep: the average of the weights where one is made."""
        return self.network if self.average is None else self.average.network

    @property
    def state(self) -> LearnerState:
        """See ``restore``."""
        steps = 0 if self.average is None else self.average.steps
        return LearnerState(self.scaler.state_dict(), steps, self.parts)

    @property
    def rate(self) -> float:
        """The learning rate of the last step."""
        return self.optimizer.param_groups[0]["lr"]

    def restore(self, optimizer: dict[str, torch.Tensor], state: LearnerState, average: Model | None) -> None:
        """Go on as another left off: with its optimizer's tensors, other state, and average of the weights."""
        restore_optimizer(self.optimizer, optimizer)
        if state.scaler:
            self.scaler.load_state_dict(state.scaler)
        if self.average is not None and average is not None:
            self.average.steps = state.averaged_steps
            self.average.network.load_state_dict(average.network.state_dict())
        self.parts = state.parts

    def learn(
        self, images: torch.Tensor, labels: torch.Tensor, rate: float, first: bool = True, batches: int = 1,
        last: bool = True,
    ) -> tuple[float, np.ndarray]:  # fmt: skip
        """Learn from a batch: its loss, and the classes seen before the weights change, (B, H, W) uint8.

        Of ``batches`` that make a step of the optimizer together this is the ``first`` or the ``last`` one. Where
        the memory does not suffice, the batch is halved until it does; raises EngineError when nothing helps.
        Where gradients are no numbers, neither is the loss, and the weights stay as they are.
        """
        if first:
            self.optimizer.zero_grad(set_to_none=True)
        while True:
            try:
                seen = self._add_gradients(images, labels, 1 / batches)
                break
            except RuntimeError as error:
                if not is_out_of_memory(error):
                    raise
            # Out of the handler, where the error no longer holds what has filled the memory.
            self._halve(len(images))
        if last and not self._step(rate):
            return math.nan, seen[1]
        return seen

    def _add_gradients(self, images: torch.Tensor, labels: torch.Tensor, share: float) -> tuple[float, np.ndarray]:
        whole, seen = 0.0, []
        chips = len(images)
        parts = zip(images.chunk(self.parts), labels.chunk(self.parts), strict=True)
        for part, truth in parts:
            with self.machine.autocast():
                logits = self._network(self.machine.place(part))
            loss = self.loss(logits, truth.to(self.machine.device))
            weight = len(part) / chips if chips else 1.0
            self.scaler.scale(loss * (weight * share)).backward()
            whole += loss.item() * weight
            seen.append(most_probable(logits))
        return whole, np.concatenate(seen)

    def _halve(self, chips: int) -> None:
        self.optimizer.zero_grad(set_to_none=True)
        _empty_cache(self.machine.device)
        if self._is_shared or 2 * self.parts > chips:
            raise self._out_of_memory()
        self.parts *= 2

    def _step(self, rate: float) -> bool:
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        if self.settings.clip_gradients is not None:
            self.scaler.unscale_(self.optimizer)
        # A graphics card would have to wait here, and has no need to: there the loss itself tells.
        if self.settings.clip_gradients is not None or self.machine.device.type == "cpu":
            limit = self.settings.clip_gradients or math.inf
            norm = nn.utils.clip_grad_norm_(self.network.parameters(), limit)
            is_watched = self.machine.device.type == "cpu" and not self.scaler.is_enabled()
            if is_watched and not norm.isfinite():
                return False
        self.scaler.step(self.optimizer)
        self.scaler.update()
        if self.average is not None:
            self.average.update(self.network)
        return True

    def _out_of_memory(self) -> EngineError:
        """What to tell the user when nothing smaller is left to try."""
        name = self.machine.name
        if self._is_shared:
            return EngineError(f"The memory of {name} is full.", "Use smaller batches, or a smaller window.")
        on_processor = self.machine.device.type == "cpu"
        return EngineError(
            f"The memory of {name} is too small for this network, even with one chip at a time.",
            "Use a smaller window or a narrower network, or "
            + ("close other programs." if on_processor else "compute on the processor (--device cpu)."),
        )


def is_out_of_memory(error: RuntimeError) -> bool:
    """Whether an error of torch means that the memory of the device is full."""
    text = str(error).lower()
    return isinstance(error, torch.OutOfMemoryError) or "out of memory" in text or "can't allocate memory" in text


def _empty_cache(device: torch.device) -> None:
    if device.type == "cuda":
        torch.cuda.empty_cache()
    elif device.type == "mps":
        torch.mps.empty_cache()
