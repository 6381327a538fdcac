"""What the engine is to do so that a map's mask has another threshold, and what came of it."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from .result_layers import PredictedMap, maps_of_run, remember_map


def is_stale(made: PredictedMap) -> bool:
    """Whether another model has been chosen since the map was made."""
    try:
        return Path(made.model).stat().st_mtime > Path(made.mask).stat().st_mtime
    except OSError:
        return False


def command_for(made: PredictedMap, wanted: float | None, folder: Path) -> list[str]:
    """The engine's command for a mask at the threshold ``wanted``; None: the model's own.

    From the probabilities, in seconds, where there are any of this model; else by predicting again.
    """
    if not made.arguments:
        value = "none" if wanted is None else repr(wanted)
        return ["mask", "--folder", str(folder), "--set", f"mask.threshold={value}"]
    if is_stale(made) or not Path(made.probability or "-").is_file():
        return _predicting_again(made, wanted)
    command = ["mask", "--model", made.model, "--probability", made.probability, "--output", made.mask]
    return command if wanted is None else [*command, "--threshold", repr(wanted)]


def take_result(made: PredictedMap, wanted: float | None, folder: Path, outputs: dict[str, Any]) -> PredictedMap:
    """The map as the engine has written it; its name differs where a program had the old file open."""
    if not made.arguments:
        places = [item.name for item in maps_of_run(folder)]
        with contextlib.suppress(ValueError, IndexError, KeyError):
            made = replace(made, mask=outputs["masks"][places.index(made.name)], threshold=wanted)
        return made
    made = replace(
        made, mask=outputs.get("mask", made.mask), probability=outputs.get("probability", made.probability),
        threshold=wanted, arguments=tuple(_predicting_again(made, wanted)),
    )  # fmt: skip
    remember_map(Path(made.mask).parent, made)
    return made


def _predicting_again(made: PredictedMap, wanted: float | None) -> list[str]:
    arguments = list(made.arguments)
    if "--threshold" in arguments:
        place = arguments.index("--threshold")
        del arguments[place : place + 2]
    return arguments if wanted is None else [*arguments, "--threshold", repr(wanted)]
