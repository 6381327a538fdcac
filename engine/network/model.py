"""The model file: one safetensors file with all that is needed to apply a network to another raster.

Its header is checked before anything is allocated, and nothing in it is ever executed.
"""

from __future__ import annotations

import json
import math
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import safetensors
import safetensors.torch
import torch
from torch import nn

from .. import __version__
from ..data.chip_plan import ChipsRecord
from ..data.chips import STEP as CHIPS
from ..data.classes import LARGEST_CODE, LandClass
from ..data.dataset import Scaling
from ..data.labels import STEP as LABELS
from ..data.labels import LabelsRecord
from ..data.raster import Raster
from ..data.statistics import SHARES, BandStatistics
from ..data.views import View
from ..errors import EngineError
from ..files import write_bytes
from ..plain import from_plain, to_plain
from ..run_folder import RunFolder
from ..settings import NetworkSettings, RunSettings
from .unet import UNet

FORMAT = 2
_READABLE = (1, FORMAT)
"""Format 1 lacks statistics and the later settings of networks, which then had their defaults."""
_KEY = "deep_segmentation_wizard"
_TYPES = {torch.float32: "F32", torch.int64: "I64"}
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LARGEST_WINDOW = 16384


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
    statistics: tuple[BandStatistics, ...] = ()
    """What the pixels of the training area were like, band by band; empty: not known."""
    versions: dict[str, str] = field(default_factory=dict)
    view: View = View()
    """What it sees of rasters such as it learned from."""
    format: int = FORMAT


@dataclass
class Model:
    """A network ready to be applied: logits of ``card.classes`` from scaled images."""

    network: nn.Module
    card: ModelCard


def describe_model(
    folder: RunFolder, settings: RunSettings, scaling: Scaling, statistics: tuple[BandStatistics, ...] = ()
) -> ModelCard:
    """The card of the model that this run is to make."""
    labels = folder.read_record(LABELS, LabelsRecord)
    chips = folder.read_record(CHIPS, ChipsRecord)
    with Raster(labels.scenes[0].raster) as raster:
        grid = raster.grid
    return ModelCard(
        classes=labels.classes,
        bands=labels.bands,
        dtype=labels.dtype,
        scaling=scaling,
        window=chips.window,
        pixel_size=grid.pixel_size,
        crs=grid.crs,
        network=settings.network,
        seed=settings.seed,
        view=labels.view,
        statistics=statistics,
        versions={
            "deep_segmentation_wizard": __version__,
            "torch": torch.__version__,
            "numpy": np.__version__,
            "python": sys.version.split()[0],
        },
    )


def make_network(card: ModelCard) -> UNet:
    """A U-Net of the card's shape with fresh weights."""
    return UNet(len(card.bands), len(card.classes), card.network)


def save_weights(path: Path, network: nn.Module, card: ModelCard) -> None:
    """Write a model file atomically."""
    tensors = {name: tensor.detach().cpu().contiguous() for name, tensor in network.state_dict().items()}
    write_tensors(path, tensors, {_KEY: json.dumps(to_plain(card), ensure_ascii=False)})


def write_tensors(path: Path, tensors: dict[str, torch.Tensor], metadata: dict[str, str]) -> None:
    """Write a safetensors file under a temporary name, flush it to the disk, then rename it."""
    write_bytes(path, safetensors.torch.save(tensors, metadata))  # its own files could be read by nobody else


def read_card(path: Path | str) -> ModelCard:
    """Read what a model file says of itself; raises EngineError when it is not one of ours."""
    with _opened(path) as file:
        text = (file.metadata() or {}).get(_KEY)
    if text is None:
        raise EngineError(
            f"{path} is not a model of Deep Segmentation Wizard.", "Choose a model.safetensors from a run folder."
        )
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damaged(path, str(error)) from None
    version = data.get("format") if isinstance(data, dict) else None
    if version not in _READABLE:
        raise EngineError(
            f"The model {path} has format {version}, this version reads up to {FORMAT}.",
            "Use the version of Deep Segmentation Wizard that wrote it.",
        )
    try:
        card = from_plain(ModelCard, {**data, "format": FORMAT}, "model")
    except (EngineError, OverflowError, RecursionError) as error:
        raise _damaged(path, str(error)) from None
    wrong = _contradiction(card)
    if wrong is not None:
        raise _damaged(path, wrong)
    return card


def load_model(path: Path | str) -> Model:
    """Read a model file. Names, shapes and types are compared with the card before any weight is loaded.

    Raises EngineError for a file that is no model, is damaged, or contradicts itself.
    """
    card = read_card(path)
    with torch.device("meta"):
        network = make_network(card)
    expected = network.state_dict()
    with _opened(path) as file:
        parts = {name: file.get_slice(name) for name in file.keys()}  # noqa: SIM118
        found = {name: (tuple(part.get_shape()), part.get_dtype()) for name, part in parts.items()}
        if found != {name: (tuple(t.shape), _TYPES[t.dtype]) for name, t in expected.items()}:
            raise _damaged(path, "the weights do not fit the network")
        weights = {name: file.get_tensor(name) for name in found}
    for name, tensor in weights.items():
        if not torch.isfinite(tensor).all() or (name.endswith("running_var") and tensor.min() < 0):
            raise _damaged(path, f"a weight of '{name}' is no number that it could be")
    network.load_state_dict(weights, assign=True)
    return Model(network.eval(), card)


def _contradiction(card: ModelCard) -> str | None:
    """What in a card cannot be; None when all is well."""
    codes = [item.code for item in card.classes]
    scaling = (*card.scaling.mean, *card.scaling.deviation)
    rules = {
        "the classes": len(set(codes)) == len(codes) >= 2
        and 0 <= min(codes) <= max(codes) <= LARGEST_CODE
        and all(_COLOUR.fullmatch(item.colour) for item in card.classes),
        "the bands": len(card.bands) == len(card.scaling.mean) == len(card.scaling.deviation) > 0,
        "the scaling": all(map(math.isfinite, scaling)) and min(card.scaling.deviation, default=0) > 0,
        "the window": 1 <= card.window <= _LARGEST_WINDOW,
        "the pixel size": len(card.pixel_size) == 2 and all(0 < side < math.inf for side in card.pixel_size),
        "the choice of bands": not card.view.bands
        or (len(card.view.bands) == len(card.bands) and min(card.view.bands) >= 1),
        "the size of its pixels": card.view.pixel_size is None or 0 < card.view.pixel_size < math.inf,
        "the measures": all(map(_is_figure, card.measures.values())) and _are_scores(card.measures.get("test")),
        "the statistics": len(card.statistics) in (0, len(card.bands)) and all(map(_can_be, card.statistics)),
        "the threshold": card.threshold is None or 0 <= card.threshold <= 1,
    }
    return next((f"{name} cannot be right" for name, holds in rules.items() if not holds), None)


def _can_be(band: BandStatistics) -> bool:
    values = (band.mean, band.deviation, *band.quantiles)
    return all(map(math.isfinite, values)) and len(band.quantiles) == len(SHARES) and band.deviation >= 0


def _are_scores(test: Any) -> bool:
    """Whether the figures on the testing set, which are shown, are there as numbers, or not at all."""
    if test is None:
        return True
    scores = [test.get(name) for name in ("iou", "f1", "accuracy")] if isinstance(test, dict) else [""]
    return all(score is None or type(score) in (int, float) for score in scores)


def _is_figure(value: Any) -> bool:
    """Whether it is what measures hold: a number, a text, nothing, or such values by name or in a row."""
    if isinstance(value, dict):
        return all(map(_is_figure, value.values()))
    if isinstance(value, list):
        return all(map(_is_figure, value))
    return value is None or isinstance(value, (int, float, str))


def _damaged(path: Path | str, why: str) -> EngineError:
    return EngineError(f"The model {path} is damaged: {why}.", "Use another copy of it.")


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


def describe(path: Path | str) -> dict[str, Any]:
    """What a model file is, as plain values: its card, with ``classes`` and ``colours`` by code."""
    card = read_card(path)
    described = to_plain(card) | {"classes": {str(item.code): item.name for item in card.classes}}
    return described | {"colours": {str(item.code): item.colour for item in card.classes}}
