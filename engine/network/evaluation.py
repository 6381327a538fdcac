"""What a network makes of a set of chips."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import torch
from torch import nn

from ..control import Control
from ..data.dataset import Loader
from .device import Machine
from .folding import ready_to_predict
from .metrics import confusion_matrix


def most_probable(logits: torch.Tensor) -> np.ndarray:
    """The class with the highest logit, the first of equal ones: (B, K, H, W) to (B, H, W) uint8."""
    logits = logits.detach()
    highest = logits[:, 1] > logits[:, 0] if logits.shape[1] == 2 else logits.argmax(dim=1)
    return highest.to(torch.uint8).cpu().numpy()


def predict_batches(
    network: nn.Module, loader: Loader, machine: Machine, control: Control
) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Logits (B, K, H, W) float32 and labels (B, H, W), both on the device, without gradients.

    The network is made ready as for a map, so that figures are those of maps. Raises Cancelled between batches.
    """
    ready = ready_to_predict(network, machine)
    with torch.inference_mode():
        for images, labels in loader:
            control.raise_if_cancelled()
            with machine.autocast():
                logits = ready(machine.place(images))
            yield logits, labels.to(machine.device)


def evaluate(
    network: nn.Module,
    loader: Loader,
    machine: Machine,
    loss: nn.Module,
    control: Control,
    look: Callable[[int, np.ndarray], None],
) -> tuple[float, np.ndarray]:
    """Mean loss over the images, and the confusion matrix of the highest probabilities.

    ``look`` is shown each batch: the number of its first image, and the classes predicted, (B, H, W) uint8.
    """
    total, images, matrix = 0.0, 0, np.zeros((1, 1), np.int64)
    for logits, labels in predict_batches(network, loader, machine, control):
        total += loss(logits, labels).item() * len(labels)
        predicted = most_probable(logits)
        look(images, predicted)
        images += len(labels)
        matrix = matrix + confusion_matrix(labels.cpu().numpy(), predicted, logits.shape[1])
    return total / images, matrix
