"""How fast this machine trains: a few steps on made-up images."""

from __future__ import annotations

import time
from typing import Any

import torch

from ..learning import TrainingSettings
from .device import Machine, available_devices, choose_machine, placed
from .losses import CrossEntropyDice
from .optimizers import make_optimizer
from .unet import UNet

_WARM_UP, _STEPS, _BATCH, _WINDOW = 2, 3, 4, 256


def training_speed(machine: Machine) -> float:
    """Images of 256×256 with 3 bands that the default network trains on per second."""
    network = placed(UNet(3, 2), machine.device).train()
    optimizer = make_optimizer(network.parameters(), TrainingSettings())
    loss = CrossEntropyDice()
    images = torch.rand(_BATCH, 3, _WINDOW, _WINDOW)
    labels = torch.randint(0, 2, (_BATCH, _WINDOW, _WINDOW)).to(machine.device)
    start = time.perf_counter()
    for step in range(_WARM_UP + _STEPS):
        if step == _WARM_UP:
            start = time.perf_counter()
        with machine.autocast():
            logits = network(machine.place(images))
        value = loss(logits, labels)
        optimizer.zero_grad(set_to_none=True)
        value.backward()
        optimizer.step()
        value.item()  # waits until a GPU has really finished
    return _STEPS * _BATCH / (time.perf_counter() - start)


def try_devices() -> dict[str, Any]:
    """The devices of this machine, the one that training would take, and how fast that is; plain values."""
    machine = choose_machine()
    speed = training_speed(machine)
    return {
        "devices": available_devices(),
        "chosen_device": machine.name,
        "training_images_per_second": round(speed, 1),
        "training_step_seconds": round(8 / speed, 3),
    }
