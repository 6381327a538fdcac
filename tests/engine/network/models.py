"""Made-up models and networks: what they answer is known beforehand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from deep_segmentation_wizard.engine.data.classes import LandClass, make_classes
from deep_segmentation_wizard.engine.data.dataset import Scaling
from deep_segmentation_wizard.engine.network.device import Machine
from deep_segmentation_wizard.engine.network.model import Model, ModelCard, make_network, save_weights
from deep_segmentation_wizard.engine.settings import NetworkSettings
from deep_segmentation_wizard.tests.engine.scenes import reference

PLAIN = Machine(torch.device("cpu"), torch.float32)
SMALLEST = NetworkSettings(depth=1, base_width=2)


def make_card(
    classes: tuple[LandClass, ...] | int = 2, bands: tuple[str, ...] = ("band 1",), **values: Any
) -> ModelCard:
    """A card for uint8 rasters that are taken as they are."""
    if isinstance(classes, int):
        classes = make_classes({code: f"class {code}" for code in range(classes)})
    base = ModelCard(
        classes=classes,
        bands=bands,
        dtype="uint8",
        scaling=Scaling((0.0,) * len(bands), (1.0,) * len(bands)),
        window=64,
        pixel_size=(0.5, 0.5),
        crs=reference(32633).ExportToWkt(),
        network=SMALLEST,
        threshold=0.5 if len(classes) == 2 else None,
    )
    return replace(base, **values)


class Constant(nn.Module):
    """The same probabilities everywhere, whatever the image. Counts its calls."""

    def __init__(self, probabilities: tuple[float, ...]) -> None:
        super().__init__()
        self.logits = torch.tensor(probabilities).log()
        self.windows = 0

    def __deepcopy__(self, _memo: dict) -> Constant:
        return self  # prediction works with a copy, and what is counted there is looked at here

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        batch, _, height, width = images.shape
        self.windows += batch
        return self.logits[None, :, None, None].expand(batch, -1, height, width).clone()


class Pixelwise(nn.Module):
    """A 1×1 convolution: the answer for a pixel depends on that pixel alone, and tells values around 128 apart."""

    def __init__(self, bands: int, classes: int) -> None:
        super().__init__()
        self.layer = nn.Conv2d(bands, classes, 1)
        weights = 0.02 * torch.linspace(-1, 1, classes * bands).sin().reshape(classes, bands, 1, 1)
        with torch.no_grad():
            self.layer.weight.copy_(weights)
            self.layer.bias.copy_(-128 * weights.sum(dim=(1, 2, 3)))

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return self.layer(images)

    def whole(self, image: np.ndarray) -> np.ndarray:
        """Probabilities of a whole image (bands, H, W) in one go: (classes, H, W)."""
        with torch.inference_mode():
            return self(torch.from_numpy(image).float()[None]).softmax(dim=1)[0].numpy()


def constant_model(card: ModelCard, probabilities: tuple[float, ...]) -> Model:
    """Our U-Net, whose last layer says the same everywhere."""
    torch.manual_seed(0)
    network = make_network(card)
    with torch.no_grad():
        network.head.weight.zero_()
        network.head.bias.copy_(torch.tensor(probabilities).log())
    return Model(network.eval(), card)


def pixelwise_model(card: ModelCard) -> Model:
    """A model whose answer for a pixel depends on that pixel alone; it has no file."""
    return Model(Pixelwise(len(card.bands), len(card.classes)), card)


def unet_model(card: ModelCard, seed: int = 0) -> Model:
    """Our U-Net with fresh weights."""
    torch.manual_seed(seed)
    return Model(make_network(card).eval(), card)


def save_model(path: Path, model: Model) -> Path:
    """Write a model file."""
    save_weights(path, model.network, model.card)
    return path
