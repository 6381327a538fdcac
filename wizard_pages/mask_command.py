"""What the engine is to do so that a map's mask has another threshold, and what came of it."""

from __future__ import annotations

import contextlib
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from ..engine.settings import MaskSettings
from .result_layers import PredictedMap, cleaning_options, maps_of_run, remember_map

_WITH_VALUE = ("--threshold", "--least-probability", "--smallest-object", "--smallest-hole")
_ALONE = ("--polygons", "--simplify")


def is_stale(made: PredictedMap) -> bool:
    """Whether another model has been chosen since the map was made."""
    try:
        return Path(made.model).stat().st_mtime > Path(made.mask).stat().st_mtime
    except OSError:
        return False


def command_for(made: PredictedMap, wanted: MaskSettings, folder: Path) -> list[str]:
    """The engine's command for a mask as ``wanted``; a threshold of None is the model's own.

    From the probabilities, in seconds, where there are any of this model; else by predicting again.
    """
    if not made.arguments:
        values = {"threshold": wanted.threshold}
        if cleaning_options(wanted) != made.cleaning:
            values = asdict(wanted)
            if not wanted.simplify:  # first: there may be no polygons any more
                values = {"simplify": False, **values}
        options = [f"mask.{name}={_text(value)}" for name, value in values.items()]
        return ["mask", "--folder", str(folder), *(part for option in options for part in ("--set", option))]
    if is_stale(made) or not Path(made.probability or "-").is_file():
        return _predicting_again(made, wanted)
    command = ["mask", "--model", made.model, "--probability", made.probability, "--output", made.mask]
    return [*command, *_options(wanted)]


def take_result(made: PredictedMap, wanted: MaskSettings, folder: Path, outputs: dict[str, Any]) -> PredictedMap:
    """The map as the engine has written it; its name differs where a program had the old file open."""
    cleaning = cleaning_options(wanted)
    if not made.arguments:
        places = [item.name for item in maps_of_run(folder)]
        with contextlib.suppress(ValueError, IndexError, KeyError):
            mask = outputs["masks"][places.index(made.name)]
            made = replace(made, mask=mask, threshold=wanted.threshold, cleaning=cleaning)
        return made
    made = replace(
        made, mask=outputs.get("mask", made.mask), probability=outputs.get("probability", made.probability),
        threshold=wanted.threshold, cleaning=cleaning, arguments=tuple(_predicting_again(made, wanted)),
    )  # fmt: skip
    remember_map(Path(made.mask).parent, made)
    return made


def _options(wanted: MaskSettings) -> list[str]:
    threshold = [] if wanted.threshold is None else ["--threshold", repr(wanted.threshold)]
    return [*threshold, *cleaning_options(wanted)]


def _text(value: object) -> str:
    return "none" if value is None else str(value).lower() if isinstance(value, bool) else repr(value)


def _predicting_again(made: PredictedMap, wanted: MaskSettings) -> list[str]:
    """The command that made the map, with other options for its mask."""
    words, arguments = list(made.arguments), []
    while words:
        word = words.pop(0)
        if word in _WITH_VALUE:
            words.pop(0)
        elif word not in _ALONE:
            arguments.append(word)
    return [*arguments, *_options(wanted)]
