"""What can be typed: the options of each command, and the settings that they stand for."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Callable
from typing import Any

from . import __version__
from .data_arguments import DATA_PLACES, add_augmentation, add_chips, add_inputs, add_split, place_data
from .errors import EngineError
from .learning_arguments import AUTOMATIC, LEARNING_PLACES, add_training, place_training
from .mapping_arguments import (
    MAPPING_PLACES,
    add_choice,
    add_cleaning,
    add_evaluate,
    add_export,
    add_predict,
    add_probability,
    add_threshold,
    place_maps,
)
from .settings import RunSettings
from .torch_builds import WISHES

STEPS = {
    "labels": "burn ROIs onto the rasters' grids",
    "chips": "clip rasters and labels into chips",
    "split": "divide chips into training, validation and testing",
    "augment": "write further versions of chips",
    "train": "train the network",
    "select": "choose the best checkpoint on the testing set",
    "mask": "make masks of the run's rasters",
}
"""Commands that do one step of a run."""


def settings_from(options: argparse.Namespace, base: RunSettings) -> RunSettings:
    """``base`` with everything that was typed put in its place."""
    given = {name: value for name, value in vars(options).items() if value is not None}
    sections: dict[str, dict[str, Any]] = {}
    for name, (section, field) in _PLACES.items():
        if name in given:
            sections.setdefault(section, {})[field] = None if given[name] is AUTOMATIC else given[name]
    place_data(given, base.inputs.scenes, sections)
    place_training(given, sections)
    place_maps(given, sections)
    changes = {
        section: dataclasses.replace(getattr(base, section), **values) for section, values in sections.items()
    }
    settings = dataclasses.replace(base, **changes)
    if "seed" in given:
        settings = dataclasses.replace(settings, seed=given["seed"])
    for assignment in given.get("set", []):
        dotted, equals, text = assignment.partition("=")
        if not equals:
            raise EngineError(f"'{assignment}' sets nothing.", "Write --set section.field=value.")
        settings = settings.with_value(dotted.strip(), text.strip())
    return settings


_PLACES = {**DATA_PLACES, **LEARNING_PLACES, **MAPPING_PLACES}


def make_parser(work: dict[str, Any]) -> argparse.ArgumentParser:
    """The parser of all commands; ``work`` has the function of each, and of the single steps under 'step'."""
    parser = argparse.ArgumentParser(
        prog="python -m engine", description="Deep Segmentation Wizard: from a raster and polygons to a mask."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, text: str, kind: str = "") -> argparse.ArgumentParser:
        sub = commands.add_parser(
            name, help=text, description=text[0].upper() + text[1:] + ".", allow_abbrev=False
        )
        sub.set_defaults(work=work[kind or name], set=[], predict=None)
        sub.add_argument("--json", action="store_true", help="write events as JSON lines to standard output")
        sub.add_argument(
            "--control", action="store_true",
            help="take 'finish_early', 'cancel' and 'detach' from lines on standard input; its end cancels "
            "unless detached",
        )  # fmt: skip
        sub.add_argument("--background", action="store_true", help="leave the processor to others who want it")
        return sub

    run = command("run", "do all nine steps, from raster and ROIs to the mask")
    add_inputs(run)
    _add_folder(run)
    add_chips(run)
    add_split(run)
    add_augmentation(run)
    add_training(run)
    run.add_argument(
        "--predict",
        action="append",
        metavar="RASTER",
        help="segment this raster, or those of a folder, instead of the inputs",
    )  # fmt: skip
    run.add_argument("--resume", action="store_true", help="go on with the run in the folder")
    adders: dict[str, list[Callable[[argparse.ArgumentParser], None]]] = {
        "labels": [add_inputs], "chips": [add_chips], "split": [add_split],
        "augment": [add_augmentation], "train": [add_training],
        "select": [add_choice], "mask": [add_threshold, add_cleaning, add_probability],
    }  # fmt: skip
    for name, text in STEPS.items():
        step = command(name, f"one step alone: {text}", "step")
        _add_folder(step, required=name != "mask")
        for add in adders.get(name, []):
            add(step)
    _add_preview(command("preview", "draw what augmentation does to a chip, as one picture"))
    check = command("check", "look at rasters and ROIs, and tell what is wrong with them, before any work")
    _add_folder(check, required=False)
    for add in (add_inputs, add_chips, add_split, add_augmentation, add_training):
        add(check)
    check.add_argument("--quick", action="store_true", help="leave out the speed, and so how long a run will take")
    add_predict(command("predict", "segment a raster with a model file"))
    mosaic = command("mosaic", "lay a virtual raster over finished maps, as if they were one")
    mosaic.add_argument("maps", nargs="+", metavar="MASK.tif", help="masks, or probabilities, in one folder")
    add_evaluate(command("evaluate", "compare a model with ROIs, pixel by pixel"))
    add_export(command("export", "write a model as an ONNX file, for the plugin Deepness and other programs"))
    info = command("info", "tell what a model file is")
    info.add_argument("file", metavar="MODEL", help="a model.safetensors")
    command("serve", "answer the wizard's questions, JSON lines from standard input")
    doctor = command("doctor", "tell versions, devices, speed, and what is missing")
    doctor.add_argument("--quick", action="store_true", help="leave out devices and speed")
    _add_install(command("install", "install what this Python lacks, into a folder of the engine's own"))
    return parser


def _add_install(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    for name, text in (
        ("plan", "tell what would be installed, how large it is, from where and where to; nothing is changed"),
        ("run", "install, or go on where it stopped, and try it by a training step"),
        ("repair", "install everything anew; what is there stays until that is done"),
        ("remove", "remove everything that was installed and downloaded"),
    ):
        what.add_argument(f"--{name}", dest="what", action="store_const", const=name, help=text)
    parser.add_argument("--torch", choices=WISHES, default="auto", help="the build of PyTorch (by the driver)")
    parser.add_argument("--index", metavar="URL", help="an index of packages in place of pip's, and of PyTorch's")
    parser.add_argument("--torch-index", metavar="URL", help="an index in place of PyTorch's own")
    parser.add_argument("--wheels", metavar="FOLDER", help="take all packages from this folder, without internet")
    parser.add_argument(
        "--proxy", metavar="URL", help="such as http://host:port, with name, colon, password, @ before host"
    )


def _add_folder(parser: argparse.ArgumentParser, required: bool = True) -> None:
    parser.add_argument("--folder", required=required, metavar="RUN", help="the run folder")
    parser.add_argument("--settings", metavar="FILE", help="start from this settings.json")
    parser.add_argument("--seed", type=int, help="for everything that is drawn by chance")
    parser.add_argument(
        "--set", action="append", default=[], metavar="SECTION.FIELD=VALUE", help="any setting of settings.json"
    )


def _add_preview(parser: argparse.ArgumentParser) -> None:
    _add_folder(parser, required=False)
    add_inputs(parser)
    add_chips(parser)
    add_augmentation(parser)
    parser.add_argument("--output", required=True, metavar="SHEET.png", help="the picture to write")
    parser.add_argument("--draws", type=int, default=5, help="how many examples of each (5)")
