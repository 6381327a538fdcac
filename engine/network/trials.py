"""What a training can find out by trying: how many chips at once, and the learning rate.

Both try on a copy of the network, so that nothing is learned from it.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import torch
from torch import nn

from ..events import Reporter
from ..learning import TrainingSettings
from .device import Machine
from .learner import Learner
from .model import ModelCard

Batch = tuple[torch.Tensor, torch.Tensor]
_STEP = "train"
_LARGEST_BATCH = {"cpu": 8, "cuda": 64, "mps": 16}
"""A processor gains nothing from more; beyond these, steps become fewer than the network needs."""
_STEPS_AN_EPOCH = 20
"""At least, where there are enough chips."""
_RATE_STEPS = 60
_LOWEST, _HIGHEST = 1e-6, 1.0
_SGD_HIGHEST = 10.0
_MEMORY = 0.9
_DIVERGED = 4.0
_FALL = 1 / 3


def find_batch_size(
    network: nn.Module, loss: nn.Module, machine: Machine, settings: TrainingSettings, card: ModelCard, chips: int
) -> int:
    """The largest power of two, within reason, of which the memory takes a step. Raises EngineError for none.

    It leaves at least 20 steps in an epoch of ``chips`` where it can: few long steps teach less than many.
    """
    most = min(_LARGEST_BATCH[machine.device.type], max(chips // _STEPS_AN_EPOCH, 2))
    size = 2 ** (most.bit_length() - 1)
    images = torch.rand(size, len(card.bands), card.window, card.window)
    labels = torch.zeros(size, card.window, card.window, dtype=torch.int64)
    learner = _copied(network, loss, machine, settings)
    learner.learn(images, labels, rate=0.0)
    return size // learner.parts


def find_rate(
    network: nn.Module,
    loss: nn.Module,
    machine: Machine,
    settings: TrainingSettings,
    batches: Callable[[], Iterable[Batch]],
    reporter: Reporter,
) -> float:
    """The highest rate to train with, after Smith (2017): steps with ever higher rates, until the loss, smoothed,
    is four times its lowest. The rate taken is that at which a third of its fall was done: there it falls well and
    is far from leaping. Where it does not fall at all, the usual rate."""
    learner = _copied(network, loss, machine, settings)
    highest = _SGD_HIGHEST if settings.optimizer == "sgd" else _HIGHEST
    rates = [_LOWEST * (highest / _LOWEST) ** (step / (_RATE_STEPS - 1)) for step in range(_RATE_STEPS)]
    smoothed = 0.0
    means: list[float] = []
    meter = reporter.meter(_STEP, _RATE_STEPS, "learning rates")
    for step, (rate, (images, labels)) in enumerate(zip(rates, _endless(batches), strict=False), start=1):
        value, _ = learner.learn(images, labels, rate)
        smoothed = _MEMORY * smoothed + (1 - _MEMORY) * value
        mean = smoothed / (1 - _MEMORY**step)
        if not math.isfinite(mean) or mean > _DIVERGED * min([mean, *means]):
            break
        means.append(mean)
        meter.advance()
    if not means or min(means) == means[0]:
        return TrainingSettings().learning_rate or _LOWEST
    fallen = means[0] - _FALL * (means[0] - min(means))
    return float(f"{next(rate for rate, mean in zip(rates, means, strict=False) if mean <= fallen):.2g}")


def _endless(batches: Callable[[], Iterable[Batch]]) -> Iterator[Batch]:
    while True:
        yield from batches()


def _copied(network: nn.Module, loss: nn.Module, machine: Machine, settings: TrainingSettings) -> Learner:
    copied = Learner(copy.deepcopy(network), loss, machine, replace(settings, average=None))
    copied.network.train()
    return copied
