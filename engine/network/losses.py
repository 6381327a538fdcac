"""What training minimizes."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from ..data.classes import IGNORED


class CrossEntropyDice(nn.Module):
    """Cross-entropy plus soft Dice loss, both over the pixels whose label is known.

    Dice after Milletari, Navab and Ahmadi (2016), with sums instead of squares and 1 added on both sides of the
    bar for tiny classes: 1 - (2·Σp·t + 1) / (Σp + Σt + 1), per class over the whole batch, then the mean over the
    classes that occur in it. Cross-entropy makes single pixels right, Dice keeps small classes from being drowned
    by large ones.
    """

    def forward(self, logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        """``logits`` float32 (B, K, H, W), ``labels`` int64 (B, H, W) with 255 ignored; returns a scalar.

        A batch in which nothing is known gives 0.
        """
        known = labels != IGNORED
        count = known.sum().clamp(min=1)
        entropy = functional.cross_entropy(logits, labels, ignore_index=IGNORED, reduction="sum") / count
        probabilities = logits.softmax(dim=1) * known.unsqueeze(1)
        truth = functional.one_hot(labels.where(known, 0), logits.shape[1]).movedim(-1, 1) * known.unsqueeze(1)
        overlap = (probabilities * truth).sum(dim=(0, 2, 3))
        sizes = (probabilities + truth).sum(dim=(0, 2, 3))
        occurs = truth.sum(dim=(0, 2, 3)) > 0
        dice = (2 * overlap + 1) / (sizes + 1)
        return entropy + ((1 - dice) * occurs).sum() / occurs.sum().clamp(min=1)
