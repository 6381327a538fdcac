"""What training minimizes, over the pixels whose label is known.

Each loss is made of sums over the pixels of a batch. ``total`` adds up the sums of all processes that share a
batch, so that several processes minimize the very loss that one would.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import nn
from torch.nn import functional

from ..data.classes import IGNORED
from ..learning import TrainingSettings

Total = Callable[[torch.Tensor], torch.Tensor]
_LEAST_DOUBT = 1e-6
"""For focal losses: where a probability is 1, a power below 1 has no slope."""


def alone(sums: torch.Tensor) -> torch.Tensor:
    """The total where nobody shares the batch."""
    return sums


def make_loss(
    settings: TrainingSettings, weights: Sequence[float] | None = None, total: Total = alone
) -> nn.Module:
    """The loss that is asked for; ``weights`` of the classes, None where all count alike.

    It takes ``logits`` float32 (B, K, H, W) and ``labels`` int64 (B, H, W) with 255 ignored, and returns a scalar:
    0 for a batch in which nothing is known.
    """
    return {
        "ce": CrossEntropy(weights, 0.0, total),
        "dice": Overlap(weights, 0.5, total),
        "ce_dice": CrossEntropyDice(weights, total),
        "focal": CrossEntropy(weights, settings.focal_gamma, total),
        "tversky": Overlap(weights, settings.tversky_beta, total),
    }[settings.loss]


class CrossEntropy(nn.Module):
    """Mean of -w·(1 - p)^gamma·ln p over the known pixels, p the probability of the true class, w its weight.

    With ``gamma`` 0 cross-entropy; else the focal loss of Lin, Goyal, Girshick, He and Dollár (2017), which turns
    to the pixels that are still wrong. The mean is weighted too: it is divided by the sum of w.
    """

    weights: torch.Tensor | None

    def __init__(self, weights: Sequence[float] | None = None, gamma: float = 0.0, total: Total = alone) -> None:
        super().__init__()
        self.gamma, self._total = gamma, total
        self.register_buffer("weights", None if weights is None else torch.tensor(weights))

    def forward(self, logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        """See ``make_loss``."""
        known = labels != IGNORED
        if self.weights is None:
            count = self._total(known.sum()).clamp(min=1)
        else:
            count = self._total((self.weights[labels.where(known, 0)] * known).sum())
            count = count.where(count > 0, 1)
        return self._total(self._summed(logits, labels)) / count

    def _summed(self, logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        if self.gamma == 0:
            return functional.cross_entropy(logits, labels, self.weights, ignore_index=IGNORED, reduction="sum")
        entropy = functional.cross_entropy(logits, labels, ignore_index=IGNORED, reduction="none")
        losses = entropy * (1 - torch.exp(-entropy)).clamp(min=_LEAST_DOUBT) ** self.gamma
        return (
            losses if self.weights is None else losses * self.weights[labels.where(labels != IGNORED, 0)]
        ).sum()


class Overlap(nn.Module):
    """Soft Dice or Tversky loss.

    Tversky after Salehi, Erdogmus and Gholipour (2017), with missed pixels weighted by ``beta``, false alarms by
    1 - beta: 1 - (2·Σp·t + 1) / (2·(1 - beta)·Σp + 2·beta·Σt + 1), per class over the whole batch, then the mean,
    weighted by class, over the classes that occur in it. With a ``beta`` of 0.5 this is Dice after Milletari,
    Navab and Ahmadi (2016), with sums instead of squares; 1 is added on both sides of the bar for tiny classes.
    """

    weights: torch.Tensor | None

    def __init__(self, weights: Sequence[float] | None = None, beta: float = 0.5, total: Total = alone) -> None:
        super().__init__()
        self.beta, self._total = beta, total
        self.register_buffer("weights", None if weights is None else torch.tensor(weights))

    def forward(self, logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        """See ``make_loss``."""
        known = labels != IGNORED
        probabilities = logits.softmax(dim=1).flatten(2)
        classes = torch.arange(logits.shape[1], device=labels.device).reshape(-1, 1, 1)
        truth = (labels.unsqueeze(1) == classes).to(probabilities.dtype).flatten(2)
        there = self._total(truth.sum(dim=(0, 2)))
        found = self._total((probabilities * known.to(truth.dtype).flatten(1).unsqueeze(1)).sum(dim=(0, 2)))
        overlap = self._total((probabilities * truth).sum(dim=(0, 2)))
        sizes = 2 * torch.lerp(found, there, self.beta)
        counts = (there > 0) * (1 if self.weights is None else self.weights)
        index = (2 * overlap + 1) / (sizes + 1)
        whole = counts.sum()
        return ((1 - index) * counts).sum() / whole.where(whole > 0, 1)


class CrossEntropyDice(nn.Module):
    """Cross-entropy plus Dice: the one makes single pixels right, the other keeps small classes from being drowned
    by large ones."""

    def __init__(self, weights: Sequence[float] | None = None, total: Total = alone) -> None:
        super().__init__()
        self.entropy, self.dice = CrossEntropy(weights, 0.0, total), Overlap(weights, 0.5, total)

    def forward(self, logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        """See ``make_loss``."""
        return self.entropy(logits, labels) + self.dice(logits, labels)


def inverse_frequencies(pixels: Sequence[int]) -> list[float]:
    """Weights of classes with so many pixels each: n / (K·n_k), so that each class weighs the same as a whole, and
    the mean over all pixels is 1. A class without pixels, which no loss will meet, gets 1."""
    there = sum(count > 0 for count in pixels)
    return [sum(pixels) / (there * count) if count else 1.0 for count in pixels]
