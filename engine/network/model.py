"""The model file: one safetensors file with all that is needed to apply a network to another raster.

Its header is checked before anything is allocated, and nothing in it is ever executed.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import safetensors
import safetensors.torch
import torch
from torch import nn

from ..data.classes import LandClass
from ..data.dataset import Scaling
from ..errors import EngineError
from ..plain import from_plain, to_plain
from ..settings import NetworkSettings
from .unet import UNet

FORMAT = 1
_KEY = "deep_segmentation_wizard"


@dataclass(frozen=True)
class ModelCard:
    """Everything about a model but its weights."""

    classes: tuple[LandClass, ...]
    bands: tuple[str, ...]
    dtype: str
    """Data type of the rasters it learned from."""
    scaling: Scaling
    window: int
    pixel_size: tuple[float, ...]
    """Sides of a pixel of the training raster, in units of its CRS."""
    crs: str
    """The training raster's CRS as WKT."""
    network: NetworkSettings
    threshold: float | None = None
    """Least probability of the second class, for two classes only."""
    epoch: int = 0
    seed: int = 0
    measures: dict[str, Any] = field(default_factory=dict)
    """How good it was, by set."""
    versions: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


@dataclass
class Model:
    """A network ready to be applied: logits of ``card.classes`` from scaled images."""

    network: nn.Module
    card: ModelCard


def make_network(card: ModelCard) -> UNet:
    """A U-Net of the card's shape with fresh weights."""
    return UNet(len(card.bands), len(card.classes), card.network.depth, card.network.base_width)


def save_weights(path: Path, network: nn.Module, card: ModelCard) -> None:
    """Write a model file atomically."""
    tensors = {name: tensor.detach().cpu().contiguous() for name, tensor in network.state_dict().items()}
    write_tensors(path, tensors, {_KEY: json.dumps(to_plain(card), ensure_ascii=False)})


def write_tensors(path: Path, tensors: dict[str, torch.Tensor], metadata: dict[str, str]) -> None:
    """Write a safetensors file under a temporary name, flush it to the disk, then rename it."""
    temporary = path.with_name(f".{path.name}.new")
    safetensors.torch.save_file(tensors, temporary, metadata)
    with open(temporary, "rb+") as file:
        os.fsync(file.fileno())
    os.replace(temporary, path)


def read_card(path: Path | str) -> ModelCard:
    """Read what a model file says of itself; raises EngineError when it is not one of ours."""
    with _opened(path) as file:
        text = (file.metadata() or {}).get(_KEY)
    if text is None:
        raise EngineError(
            f"{path} is not a model of Deep Segmentation Wizard.", "Choose a model.safetensors from a run folder."
        )
    try:
        card = from_plain(ModelCard, json.loads(text), "model")
    except ValueError as error:
        raise EngineError(f"The model {path} is damaged: {error}.", "Use another copy of it.") from None
    if card.format != FORMAT:
        raise EngineError(
            f"The model {path} has format {card.format}, this version reads {FORMAT}.",
            "Use the version of Deep Segmentation Wizard that wrote it.",
        )
    bands = len(card.bands)
    if (
        bands == 0
        or len(card.classes) < 2
        or len(card.scaling.mean) != bands
        or len(card.scaling.deviation) != bands
    ):
        raise EngineError(f"The model {path} contradicts itself.", "Use another copy of it.")
    return card


def load_model(path: Path | str) -> Model:
    """Read a model file. Names, shapes and types are compared with the card before weights are loaded."""
    card = read_card(path)
    with torch.device("meta"):
        network = make_network(card)
    expected = network.state_dict()
    with _opened(path) as file:
        found = {name: tuple(file.get_slice(name).get_shape()) for name in file.keys()}  # noqa: SIM118
        if found != {name: tuple(tensor.shape) for name, tensor in expected.items()}:
            raise EngineError(f"The weights in {path} do not fit its description.", "Use another copy of it.")
        weights = {name: file.get_tensor(name) for name in found}
    for name, tensor in weights.items():
        if tensor.dtype != expected[name].dtype or not torch.isfinite(tensor).all():
            raise EngineError(f"The weights in {path} are damaged ('{name}').", "Use another copy of it.")
    network.load_state_dict(weights, assign=True)
    return Model(network.eval(), card)


def _opened(path: Path | str) -> Any:
    if not Path(path).is_file():
        raise EngineError(f"There is no model at {path}.", "Check the path.")
    try:
        return safetensors.safe_open(str(path), framework="pt")
    except (safetensors.SafetensorError, OSError) as error:
        raise EngineError(
            f"{path} cannot be read as a model: {error}.",
            "Choose a model.safetensors; other files are never loaded.",
        ) from None
