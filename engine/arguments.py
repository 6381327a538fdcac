"""What can be typed: the options of each command, and the settings that they stand for."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import __version__
from .augmentation import EFFECTS, GROUPS, TECHNIQUES, choose
from .databases import is_database, take_password
from .errors import EngineError
from .learning_arguments import AUTOMATIC, LEARNING_PLACES, add_training
from .settings import SET_NAMES, ClassRule, RunSettings, Scene
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
    if given.get("rasters") or given.get("stacks"):
        sections.setdefault("inputs", {})["scenes"] = _scenes(options)
    if given.get("unlabelled"):
        inputs = sections.setdefault("inputs", {})
        inputs |= _rules(options, inputs.get("scenes", base.inputs.scenes))
    if given.get("classes"):
        sections.setdefault("inputs", {})["classes"] = tuple(map(_class_rule, options.classes))
    if given.get("predict"):
        sections.setdefault("prediction", {})["rasters"] = tuple(
            dict.fromkeys(map(absolute_path, options.predict))
        )
    if given.get("within"):
        sections.setdefault("prediction", {})["area"] = absolute_path(options.within)
    if "split" in given:
        sections.setdefault("split", {}).update(zip(("train", "validation", "test"), options.split, strict=True))
    _choose_method(given, sections)
    if "augment" in given:
        chosen = zip(("techniques", "changes"), choose(given["augment"]), strict=True)
        sections.setdefault("augmentation", {}).update(chosen)
    if "start_from" in given:
        sections["training"]["start_from"] = absolute_path(options.start_from)
    if "own_weights" in given:
        sections["training"]["class_weights"] = "own"
    elif "class_weights" in given:
        sections["training"]["own_weights"] = ()
    if "minutes" in given:
        sections["training"].setdefault("epochs", None)
    if "epochs" in given:
        sections["training"].setdefault("minutes", None)
    if "measure" in given or "by" in given:
        sections["selection"].setdefault("checkpoint", None)
    changes = {
        section: dataclasses.replace(getattr(base, section), **values) for section, values in sections.items()
    }
    settings = dataclasses.replace(base, **changes)
    if "seed" in given:
        settings = dataclasses.replace(settings, seed=options.seed)
    for assignment in given.get("set", []):
        dotted, equals, text = assignment.partition("=")
        if not equals:
            raise EngineError(f"'{assignment}' sets nothing.", "Write --set section.field=value.")
        settings = settings.with_value(dotted.strip(), text.strip())
    return settings


_PLACES = {
    "class_field": ("inputs", "class_field"),
    "overlap": ("inputs", "overlap"), "all_touched": ("inputs", "all_touched"),
    "line_width": ("inputs", "line_width"), "point_radius": ("inputs", "point_radius"),
    "bare_rasters": ("inputs", "without_rois"), "bands": ("inputs", "bands"),
    "pixel_size": ("inputs", "pixel_size"), "resampling": ("inputs", "resampling"),
    "copies": ("augmentation", "copies"), "applied": ("augmentation", "applied"),
    "augment_sets": ("augmentation", "sets"),
    "epochs": ("training", "epochs"), "minutes": ("training", "minutes"), "device": ("training", "device"),
    **LEARNING_PLACES,
    "chip_window": ("chips", "window"), "chip_stride": ("chips", "stride"), "chip_format": ("chips", "format"),
    "keep_chips": ("chips", "keep"), "min_known": ("chips", "min_known"),
    "without_rois": ("chips", "without_rois"),
    "split_by": ("split", "method"), "split_field": ("split", "field"),
    "folds": ("split", "folds"), "fold": ("split", "fold"),
    "window": ("prediction", "window"), "stride": ("prediction", "stride"),
    "step_map": ("prediction", "step_map"), "extent": ("prediction", "extent"), "threshold": ("mask", "threshold"),
    "padding": ("prediction", "padding"), "flips": ("prediction", "flips"),
    "least_probability": ("mask", "least_probability"),
    "smallest_object": ("mask", "smallest_object"), "smallest_hole": ("mask", "smallest_hole"),
    "polygons": ("mask", "polygons"), "simplify": ("mask", "simplify"),
    "encoding": ("prediction", "encoding"), "all_bands": ("prediction", "all_bands"),
    "measure": ("selection", "measure"), "checkpoint": ("selection", "checkpoint"), "by": ("selection", "by"),
}  # fmt: skip


def _choose_method(given: dict[str, Any], sections: dict[str, dict[str, Any]]) -> None:
    """A layer or a field tells the method, and another method than before does without them."""
    if "split_layer" in given:
        sections.setdefault("split", {}).update(layer=absolute_path(given["split_layer"]))
        sections["split"].setdefault("method", "layer")
    elif "split_field" in given:
        sections["split"].setdefault("method", "field")
    if "method" in sections.get("split", {}):
        sections["split"] = {"layer": None, "field": None, **sections["split"]}
    if "folds" in given:
        sections["split"].setdefault("fold", None)


def _scenes(options: argparse.Namespace) -> tuple[Scene, ...]:
    """Pair rasters, and then stacks, with ROI layers and areas."""
    rasters = [[raster] for given in options.rasters or [] for raster in given] + (options.stacks or [])
    rois, areas = (
        _one_each(name, given, _given_together(options), len(rasters))
        for name, given in (("--rois", options.rois or []), ("--area", options.areas or [None]))
    )
    return tuple(
        Scene(
            absolute_path(files[0]), absolute_path(layer), absolute_path(area) if area else None,
            tuple(map(absolute_path, files[1:])),
        )
        for files, layer, area in zip(rasters, rois, areas, strict=True)
    )  # fmt: skip


def _rules(options: argparse.Namespace, scenes: tuple[Scene, ...]) -> dict[str, Any]:
    """The settings for unlabelled ground: one rule for all scenes, or one for each."""
    if len(options.unlabelled) == 1:
        plain = tuple(dataclasses.replace(scene, unlabelled=None) for scene in scenes)
        return {"unlabelled": options.unlabelled[0], "scenes": plain}
    rules = _one_each("--unlabelled", options.unlabelled, _given_together(options), len(scenes))
    changed = (dataclasses.replace(scene, unlabelled=rule) for scene, rule in zip(scenes, rules, strict=True))
    return {"scenes": tuple(changed)}


def _given_together(options: argparse.Namespace) -> list[list[Any]]:
    """What each ``--raster`` and then each ``--stack`` stands for: several rasters, or one of several files."""
    return [*(options.rasters or []), *([stack] for stack in options.stacks or [])]


def _one_each(name: str, given: list[Any], rasters: list[list[Any]], count: int) -> list[Any]:
    """What was given once for all ``count`` rasters, once for each ``--raster``, or once for each file."""
    if len(given) == 1:
        return given * count
    if len(given) == len(rasters):
        return [value for value, files in zip(given, rasters, strict=True) for _ in files]
    if len(given) != count:
        raise EngineError(
            f"{name} is given {len(given)} times for {count} raster{'s' * (count > 1)}.",
            f"Give one {name} for each --raster in the same order, or one for all.",
        )
    return given


def _class_rule(text: str) -> ClassRule:
    """``value``, ``value=name``, or ``-value`` for one that is left out."""
    if text.startswith("-") and "=" not in text:
        return ClassRule(text[1:], use=False)
    value, _, name = text.partition("=")
    return ClassRule(value.strip(), name.strip())


def absolute_path(text: str) -> str:
    """Absolute, so that a run can be resumed from any folder; names of GDAL's own (/vsizip/…, GPKG:…) stay, and so
    do those of databases, less the password, which is kept for this process alone."""
    if is_database(text):
        return take_password(text)
    if text.startswith("/vsi") or (":" in text[2:] and not Path(text).exists()):
        return text
    file, bar, options = text.partition("|")
    return str(Path(file).absolute()) + bar + options


def _numbers(count: int, what: str) -> Callable[[str], tuple[float, ...]]:
    """Reads so many numbers with commas between them; ``what`` says in a message what they should be."""

    def read(text: str) -> tuple[float, ...]:
        try:
            values = tuple(float(part) for part in text.split(","))
        except ValueError:
            values = ()
        if len(values) != count:
            raise argparse.ArgumentTypeError(f"'{text}' is not {what}")
        return values

    return read


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
    _add_inputs(run)
    _add_folder(run)
    _add_chips(run)
    _add_split(run)
    _add_augmentation(run)
    add_training(run)
    run.add_argument(
        "--predict",
        action="append",
        metavar="RASTER",
        help="segment this raster, or those of a folder, instead of the inputs",
    )  # fmt: skip
    run.add_argument("--resume", action="store_true", help="go on with the run in the folder")
    adders: dict[str, list[Callable[[argparse.ArgumentParser], None]]] = {
        "labels": [_add_inputs], "chips": [_add_chips], "split": [_add_split],
        "augment": [_add_augmentation], "train": [add_training],
        "select": [_add_choice], "mask": [_add_threshold, _add_cleaning, _add_probability],
    }  # fmt: skip
    for name, text in STEPS.items():
        step = command(name, f"one step alone: {text}", "step")
        _add_folder(step, required=name != "mask")
        for add in adders.get(name, []):
            add(step)
    _add_preview(command("preview", "draw what augmentation does to a chip, as one picture"))
    check = command("check", "look at rasters and ROIs, and tell what is wrong with them, before any work")
    _add_folder(check, required=False)
    for add in (_add_inputs, _add_chips, _add_split, _add_augmentation, add_training):
        add(check)
    check.add_argument("--quick", action="store_true", help="leave out the speed, and so how long a run will take")
    _add_predict(command("predict", "segment a raster with a model file"))
    mosaic = command("mosaic", "lay a virtual raster over finished maps, as if they were one")
    mosaic.add_argument("maps", nargs="+", metavar="MASK.tif", help="masks, or probabilities, in one folder")
    _add_evaluate(command("evaluate", "compare a model with ROIs, pixel by pixel"))
    _add_export(command("export", "write a model as an ONNX file, for the plugin Deepness and other programs"))
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


def _add_inputs(parser: argparse.ArgumentParser, required: bool = False) -> None:
    parser.add_argument(
        "--raster",
        dest="rasters",
        action="append",
        nargs="+",
        required=required,
        metavar="RASTER",
        help="image, several of them (tiles/*.tif), or a folder of tiles; may be repeated",
    )
    parser.add_argument(
        "--stack", dest="stacks", action="append", nargs="+", metavar="FILE",
        help="a raster whose bands lie in these files, in this order; may be repeated, after any --raster",
    )  # fmt: skip
    parser.add_argument(
        "--bands", type=_whole_numbers, metavar="LIST", help="the bands to use, in this order, such as 4,3,2 (all)"
    )
    parser.add_argument(
        "--pixel-size", type=float, metavar="METRES", help="learn from pixels of this size (the raster's own)"
    )
    parser.add_argument(
        "--resampling", choices=("auto", "average", "bilinear"), help="how pixels of another size are made (auto)"
    )
    parser.add_argument(
        "--rois",
        action="append",
        required=required,
        metavar="LAYER",
        help="its polygons (file or file|layername=NAME)",
    )
    parser.add_argument(
        "--area", dest="areas", action="append", metavar="LAYER", help="polygons around what is labelled"
    )
    parser.add_argument("--class-field", metavar="FIELD", help="field that names the class of a polygon")
    parser.add_argument(
        "--unlabelled", action="append", choices=("background", "ignore"),
        help="what lies outside every ROI, for all rasters or for each (default: background, or ignore with a "
        "class field)",
    )  # fmt: skip
    parser.add_argument(
        "--class", dest="classes", action="append", metavar="VALUE=NAME",
        help="rename a class (values with one name become one class), or leave one out: --class=-VALUE",
    )  # fmt: skip
    parser.add_argument(
        "--overlap", choices=("later", "earlier", "smaller"), help="which of two overlapping ROIs counts (later)"
    )
    parser.add_argument(
        "--all-touched", action="store_const", const=True, help="take every pixel that a ROI touches"
    )
    parser.add_argument("--line-width", type=float, metavar="METRES", help="take lines for strips of this width")
    parser.add_argument("--point-radius", type=float, metavar="METRES", help="take points for discs")
    parser.add_argument(
        "--bare-rasters", choices=("skip", "background"),
        help="of several rasters under one ROI layer, those without any ROI (skip)",
    )  # fmt: skip


def _add_chips(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--window", dest="chip_window", type=int, metavar="PIXELS", help="edge of a chip (256)")
    parser.add_argument(
        "--stride", dest="chip_stride", type=int, metavar="PIXELS", help="from chip to chip (window/2)"
    )
    parser.add_argument("--chip-format", choices=("geotiff", "npy"), help="files of the chips (geotiff)")
    parser.add_argument(
        "--temporary-chips", dest="keep_chips", action="store_const", const=False,
        help="delete the chips at the end of the run",
    )  # fmt: skip
    parser.add_argument(
        "--min-known", type=float, metavar="PERCENT", help="least labelled share of a chip (0: any pixel will do)"
    )
    parser.add_argument(
        "--without-rois",
        type=float,
        metavar="PERCENT",
        help="largest share of chips without any ROI (as there are)",
    )


def _add_split(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--split", type=_numbers(3, "three percentages such as 70,15,15"), metavar="A,B,C",
        help="percentages of the sets (70,15,15)",
    )  # fmt: skip
    parser.add_argument(
        "--split-by", choices=("area", "random", "scene", "layer", "field"),
        help="regions of the ground, chance, whole rasters, polygons of yours, or groups of ROIs (area)",
    )  # fmt: skip
    parser.add_argument(
        "--split-layer", metavar="LAYER", help="polygons around the sets; --split-field names the set of each"
    )
    parser.add_argument(
        "--split-field", metavar="FIELD",
        help="with --split-layer its field that says train, validation or test; else the field of the ROIs whose "
        "groups, such as plots, stay together",
    )  # fmt: skip
    parser.add_argument(
        "--folds", type=int, metavar="K", help="cross-validation: K parts of the ground, each tested once"
    )
    parser.add_argument(
        "--fold", type=int, metavar="I", help="test this part only, from 1 (all, one run after the other)"
    )


def _add_augmentation(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--augment", metavar="LIST",
        help=f"what versions of chips may differ in, with commas: 'none', groups ({', '.join(GROUPS)}), turns and "
        f"mirrors ({', '.join(TECHNIQUES)}), or changes ({', '.join(EFFECTS)}), these and their groups with a "
        "strength and a probability from 0 to 1 if wanted, such as turns,light:0.3,rotate:0.1:0.5 (turns)",
    )  # fmt: skip
    parser.add_argument("--copies", type=int, help="versions of each chip beside itself (one for each turn)")
    parser.add_argument(
        "--applied", choices=("copies", "random", "both"),
        help="write the versions once, draw them anew in each pass, or half and half (copies)",
    )  # fmt: skip
    parser.add_argument(
        "--augment-sets", type=_set_names, metavar="SETS", help="the sets to augment, with commas (train)"
    )


def _whole_numbers(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no list of numbers such as 4,3,2") from None


def _set_names(text: str) -> tuple[str, ...]:
    names = tuple(filter(None, (part.strip() for part in text.split(","))))
    if not set(names) <= set(SET_NAMES):
        raise argparse.ArgumentTypeError(f"'{text}' is none of {', '.join(SET_NAMES)}")
    return names


def _add_preview(parser: argparse.ArgumentParser) -> None:
    _add_folder(parser, required=False)
    _add_inputs(parser)
    _add_chips(parser)
    _add_augmentation(parser)
    parser.add_argument("--output", required=True, metavar="SHEET.png", help="the picture to write")
    parser.add_argument("--draws", type=int, default=5, help="how many examples of each (5)")


def _add_choice(parser: argparse.ArgumentParser) -> None:
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--measure", choices=("iou", "accuracy", "f1"), help="take the best by this (iou)")
    parser.add_argument("--by", choices=("test", "validation"), help="the set that it is measured on (test)")
    choice.add_argument("--checkpoint", type=int, metavar="EPOCH", help="take this kept checkpoint instead")


def _add_threshold(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--threshold", type=float, help="least probability of the class (the model's own)")


def _add_cleaning(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--least-probability", type=float, metavar="P",
        help="with more than two classes: where the likeliest has less, the mask is 255 (0)",
    )  # fmt: skip
    parser.add_argument("--smallest-object", type=float, metavar="M2", help="objects below so many m² vanish (0)")
    parser.add_argument("--smallest-hole", type=float, metavar="M2", help="holes below so many m² are filled (0)")
    parser.add_argument(
        "--polygons", action="store_const", const=True,
        help="also write the objects as polygons: class, area, mean probability (GeoPackage)",
    )  # fmt: skip
    parser.add_argument(
        "--simplify", action="store_const", const=True,
        help="with --polygons: straight lines rather than stairs of pixels, without gaps between neighbours",
    )  # fmt: skip


def _add_probability(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--probability", metavar="P.tif", help="outside any run: the probabilities of 'predict'")
    parser.add_argument("--model", metavar="FILE", help="with --probability: the model that made them")
    parser.add_argument("--output", metavar="MASK.tif", help="with --probability: the mask to write")


def _add_windows(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", required=True, metavar="FILE", help="a model.safetensors")
    parser.add_argument("--window", type=int, metavar="PIXELS", help="edge of a window (that of training)")
    parser.add_argument("--stride", type=int, metavar="PIXELS", help="from window to window (window/2)")
    parser.add_argument(
        "--step-map", choices=("uniform", "gaussian", "hann"), help="weights of overlaps (gaussian)"
    )
    _add_edges(parser)
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), help="where to compute (auto)")
    parser.add_argument(
        "--set", action="append", default=[], metavar="SECTION.FIELD=VALUE", help="any other setting"
    )
    _add_threshold(parser)


def _add_edges(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--padding", choices=("reflect", "replicate", "constant"),
        help="what windows see beyond the raster: its mirror image, its outermost pixels, or nothing (reflect)",
    )  # fmt: skip
    parser.add_argument(
        "--flips", action="store_const", const=True,
        help="average what the model says of each window and its mirror images: steadier, four times as slow",
    )  # fmt: skip


def _add_predict(parser: argparse.ArgumentParser) -> None:
    _add_windows(parser)
    parser.add_argument(
        "--raster", dest="sources", action="append", required=True, metavar="RASTER",
        help="the raster to segment, or a folder of rasters; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--output", required=True, metavar="MASK.tif", help="the mask to write; of several rasters their folder"
    )
    parser.add_argument(
        "--probability",
        metavar="FILE.tif",
        help="also write the probabilities; of several rasters into this folder",
    )
    _add_encoding(parser)
    _add_cleaning(parser)
    parser.add_argument(
        "--extent", type=_numbers(4, "an extent such as 500000,20000,501000,21000"), metavar="X0,Y0,X1,Y1",
        help="only what lies within, in the raster's CRS (--extent=-10,… where it begins with a minus)",
    )  # fmt: skip
    parser.add_argument("--within", metavar="LAYER", help="only what lies in these polygons")


def _add_encoding(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--encoding", choices=("float32", "8-bit"),
        help="how probabilities are stored: 0-1, or as 0-250 in a quarter of the room (float32)",
    )  # fmt: skip
    parser.add_argument(
        "--all-bands", action="store_const", const=True,
        help="with more than two classes keep the probability of each, not only of the likeliest",
    )  # fmt: skip


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    _add_windows(parser)
    _add_inputs(parser, required=True)
    parser.add_argument("--output", required=True, metavar="METRICS.json", help="the figures to write")
    parser.add_argument("--picture", metavar="FILE.png", help="also draw image, truth, probability and mask")


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", required=True, metavar="FILE", help="a model.safetensors")
    parser.add_argument("--output", required=True, metavar="MODEL.onnx", help="the file to write")
    parser.add_argument("--overwrite", action="store_true", help="replace that file where it is there already")
    parser.add_argument("--window", type=int, metavar="PIXELS", help="edge of a tile (the window of training)")
    parser.add_argument(
        "--stride", type=int, metavar="PIXELS", help="from tile to tile, which tells their overlap (window/2)"
    )
    _add_threshold(parser)
