"""What can be typed about the data: rasters and ROIs, chips, sets, augmentation."""

from __future__ import annotations

import argparse
import dataclasses
from typing import Any

from .augmentation import EFFECTS, GROUPS, TECHNIQUES, choose
from .errors import EngineError
from .settings import SET_NAMES, Scene
from .typed_values import absolute_path, class_rule, numbers, set_names, whole_numbers

DATA_PLACES = {
    "class_field": ("inputs", "class_field"),
    "overlap": ("inputs", "overlap"), "all_touched": ("inputs", "all_touched"),
    "line_width": ("inputs", "line_width"), "point_radius": ("inputs", "point_radius"),
    "bare_rasters": ("inputs", "without_rois"), "bands": ("inputs", "bands"),
    "pixel_size": ("inputs", "pixel_size"), "resampling": ("inputs", "resampling"),
    "chip_window": ("chips", "window"), "chip_stride": ("chips", "stride"), "chip_format": ("chips", "format"),
    "keep_chips": ("chips", "keep"), "min_known": ("chips", "min_known"),
    "without_rois": ("chips", "without_rois"),
    "split_by": ("split", "method"), "split_field": ("split", "field"),
    "folds": ("split", "folds"), "fold": ("split", "fold"),
    "copies": ("augmentation", "copies"), "applied": ("augmentation", "applied"),
    "augment_sets": ("augmentation", "sets"),
}  # fmt: skip
"""The setting that each option stands for, where it is one value."""


def place_data(given: dict[str, Any], scenes: tuple[Scene, ...], sections: dict[str, dict[str, Any]]) -> None:
    """Put the values of ``sections`` that several options, or one for several values, stand for.

    ``given`` is what was typed, by name; ``scenes`` are those where none are given.
    """
    if given.get("rasters") or given.get("stacks"):
        sections.setdefault("inputs", {})["scenes"] = _scenes(given)
    if given.get("unlabelled"):
        inputs = sections.setdefault("inputs", {})
        inputs |= _rules(given, inputs.get("scenes", scenes))
    if given.get("classes"):
        sections.setdefault("inputs", {})["classes"] = tuple(map(class_rule, given["classes"]))
    if "split" in given:
        sections.setdefault("split", {}).update(zip(SET_NAMES, given["split"], strict=True))
    _choose_method(given, sections)
    if "augment" in given:
        chosen = zip(("techniques", "changes"), choose(given["augment"]), strict=True)
        sections.setdefault("augmentation", {}).update(chosen)


def _scenes(given: dict[str, Any]) -> tuple[Scene, ...]:
    """Pair rasters, and then stacks, with ROI layers and areas."""
    rasters = [[raster] for group in given.get("rasters", []) for raster in group] + given.get("stacks", [])
    rois, areas = (
        _one_each(name, layers, _given_together(given), len(rasters))
        for name, layers in (("--rois", given.get("rois", [])), ("--area", given.get("areas", [None])))
    )
    return tuple(
        Scene(
            absolute_path(files[0]), absolute_path(layer), absolute_path(area) if area else None,
            tuple(map(absolute_path, files[1:])),
        )
        for files, layer, area in zip(rasters, rois, areas, strict=True)
    )  # fmt: skip


def _rules(given: dict[str, Any], scenes: tuple[Scene, ...]) -> dict[str, Any]:
    """The settings for unlabelled ground: one rule for all scenes, or one for each."""
    rules = given["unlabelled"]
    if len(rules) == 1:
        plain = tuple(dataclasses.replace(scene, unlabelled=None) for scene in scenes)
        return {"unlabelled": rules[0], "scenes": plain}
    rules = _one_each("--unlabelled", rules, _given_together(given), len(scenes))
    changed = (dataclasses.replace(scene, unlabelled=rule) for scene, rule in zip(scenes, rules, strict=True))
    return {"scenes": tuple(changed)}


def _given_together(given: dict[str, Any]) -> list[list[Any]]:
    """What each ``--raster`` and then each ``--stack`` stands for: several rasters, or one of several files."""
    return [*given.get("rasters", []), *([stack] for stack in given.get("stacks", []))]


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


def add_inputs(parser: argparse.ArgumentParser, required: bool = False) -> None:
    """Add the options of step 1."""
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
        "--bands", type=whole_numbers, metavar="LIST", help="the bands to use, in this order, such as 4,3,2 (all)"
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


def add_chips(parser: argparse.ArgumentParser) -> None:
    """Add the options of step 2."""
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


def add_split(parser: argparse.ArgumentParser) -> None:
    """Add the options of step 3."""
    parser.add_argument(
        "--split", type=numbers(3, "three percentages such as 70,15,15"), metavar="A,B,C",
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


def add_augmentation(parser: argparse.ArgumentParser) -> None:
    """Add the options of step 4."""
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
        "--augment-sets", type=set_names, metavar="SETS", help="the sets to augment, with commas (train)"
    )
