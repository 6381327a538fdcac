"""What the network says of windows, as probabilities."""

from __future__ import annotations

import numpy as np
import torch

from ..network.device import Machine
from ..network.folding import ready_to_predict, tell_odds
from ..network.model import Model
from .reading import Batch

_MIRRORED = ((), (3,), (2,), (2, 3))
"""Axes of (B, C, H, W) that are turned round for each look at a window."""


class WindowPredictor:
    """A model on a machine; with ``flips`` it looks at each window in its four mirror images."""

    def __init__(self, model: Model, machine: Machine, flips: bool) -> None:
        self.machine = machine
        self.network = ready_to_predict(model.network, machine)
        self.channels = 1 if len(model.card.classes) == 2 else len(model.card.classes)
        self._tells_odds = self.channels == 1 and tell_odds(self.network)
        self._looks = _MIRRORED if flips else _MIRRORED[:1]

    def of_batch(self, batch: Batch) -> np.ndarray:
        """The probabilities of its windows, (B, channels, window, window) float32."""
        if not batch.lefts:
            return np.empty((0, self.channels, *batch.images.shape[1:3]), np.float32)
        return self.predict(batch.images)

    def predict(self, images: torch.Tensor) -> np.ndarray:
        """Scaled images (B, H, W, bands) to probabilities (B, channels, H, W) float32.

        With two classes only the probability of the second is there.
        """
        with torch.inference_mode():
            placed = self.machine.place(images.permute(0, 3, 1, 2))
            total = self._look(placed, self._looks[0])
            for axes in self._looks[1:]:
                total += self._look(placed, axes)
            if len(self._looks) > 1:
                total /= len(self._looks)
        return total.cpu().numpy()

    def _look(self, images: torch.Tensor, axes: tuple[int, ...]) -> torch.Tensor:
        with self.machine.autocast():
            logits = self.network(images.flip(axes) if axes else images)
        logits = logits.float()
        if self.channels == 1:
            # Of two classes the softmax is the logistic function of their difference.
            probabilities = (logits if self._tells_odds else logits[:, 1:] - logits[:, :1]).sigmoid()
        else:
            probabilities = logits.softmax(dim=1)
        return probabilities.flip(axes) if axes else probabilities
