"""Training that begins with the weights of a model file, also where bands or classes differ."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

import torch

from ..errors import EngineError
from ..events import Reporter
from .model import Model, ModelCard, load_model, make_network
from .unet import UNet

_STEP = "train"
_FIRST, _HEAD = "down.0.0.weight", ("head.weight", "head.bias")


def begin_with(path: str, card: ModelCard, reporter: Reporter) -> tuple[UNet, ModelCard]:
    """A network for ``card`` with the weights of a model file, and the card as it then is.

    The network has the file's shape. Its scaling is kept where the rasters have the same bands and data type,
    because its weights know values as they were scaled then; else that of the new rasters holds. Bands that the
    model does not know get fresh weights in the first layer, classes that it does not know in the last; those it
    knows, by their names, keep theirs. Raises EngineError when the file is no model, or knows none of the bands.
    """
    model = load_model(path)
    bands = matched_bands(path, model.card, card.bands)
    same_bands = bands == list(range(len(model.card.bands)))
    card = replace(card, network=replace(model.card.network, dropout=card.network.dropout))
    if same_bands and model.card.dtype == card.dtype:
        card = replace(card, scaling=model.card.scaling)
    network = make_network(card)
    network.load_state_dict(_carried_over(model, network, bands, card))
    _tell(path, model.card, card, bands, reporter)
    return network, card


def matched_bands(path: str, card: ModelCard, bands: Sequence[str]) -> list[int | None]:
    """For each of ``bands`` its place in a model, None for one that this does not know.

    They are matched by name; as many bands under other names are the same in the same order. Raises EngineError
    when the model knows none of them.
    """
    places = _places(card.bands, bands)
    if any(place is not None for place in places):
        return places
    if len(bands) == len(card.bands):
        return list(range(len(bands)))
    raise EngineError(
        f"The model {path} knows the bands {', '.join(card.bands)}, but the rasters have none of them: "
        f"{', '.join(bands)}.",
        "Begin with another model, or with fresh weights.",
    )


def _places(known: Sequence[Hashable], wanted: Sequence[Hashable]) -> list[int | None]:
    """For each that is wanted its place in ``known``, or None."""
    return [known.index(item) if item in known else None for item in wanted]


def _carried_over(
    model: Model, network: UNet, bands: list[int | None], card: ModelCard
) -> dict[str, torch.Tensor]:
    """The weights of ``model`` for a network of these bands and classes; what is new, as ``network`` has it."""
    weights, fresh = dict(model.network.state_dict()), network.state_dict()
    classes = _places(_class_names(model.card), _class_names(card))
    weights[_FIRST] = _picked(weights[_FIRST], fresh[_FIRST], bands, 1)
    for name in _HEAD:
        weights[name] = _picked(weights[name], fresh[name], classes, 0)
    return weights


def _picked(known: torch.Tensor, fresh: torch.Tensor, places: list[int | None], axis: int) -> torch.Tensor:
    """``fresh`` with what is known put in its place along an axis."""
    picked = fresh.clone()
    for place, source in enumerate(places):
        if source is not None:
            picked.select(axis, place).copy_(known.select(axis, source))
    return picked


def _class_names(card: ModelCard) -> list[str]:
    """By code 0 the background is told apart from a class that somebody called so."""
    return ["" if item.code == 0 else item.name for item in card.classes]


def _tell(path: str, old: ModelCard, new: ModelCard, bands: list[int | None], reporter: Reporter) -> None:
    """Say what is kept and what begins anew."""
    unknown = [name for name, place in zip(new.bands, bands, strict=True) if place is None]
    known = _class_names(old)
    fresh = [item.name for item, name in zip(new.classes, _class_names(new), strict=True) if name not in known]
    parts = [f"Training begins with the weights of {path}."]
    parts.append(
        "Its scaling is kept." if new.scaling == old.scaling else "The scaling is that of the new rasters."
    )
    if unknown:
        parts.append(f"It does not know the bands {', '.join(unknown)}, which begin anew.")
    if fresh:
        parts.append(f"It does not know the classes {', '.join(fresh)}, which begin anew.")
    reporter.find("info", _STEP, " ".join(parts), "A lower learning rate keeps more of what it knows.")
