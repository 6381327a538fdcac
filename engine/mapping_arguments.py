"""What can be typed about the choice of the model, and about maps that are made with it."""

from __future__ import annotations

import argparse
from typing import Any

from .data_arguments import add_inputs
from .typed_values import absolute_path, numbers

MAPPING_PLACES = {
    "measure": ("selection", "measure"), "checkpoint": ("selection", "checkpoint"), "by": ("selection", "by"),
    "window": ("prediction", "window"), "stride": ("prediction", "stride"),
    "step_map": ("prediction", "step_map"), "extent": ("prediction", "extent"), "threshold": ("mask", "threshold"),
    "padding": ("prediction", "padding"), "flips": ("prediction", "flips"),
    "encoding": ("prediction", "encoding"), "all_bands": ("prediction", "all_bands"),
    "least_probability": ("mask", "least_probability"),
    "smallest_object": ("mask", "smallest_object"), "smallest_hole": ("mask", "smallest_hole"),
    "polygons": ("mask", "polygons"), "simplify": ("mask", "simplify"),
}  # fmt: skip
"""The setting that each option stands for, where it is one value."""


def place_maps(given: dict[str, Any], sections: dict[str, dict[str, Any]]) -> None:
    """As ``place_data``."""
    if given.get("predict"):
        sections.setdefault("prediction", {})["rasters"] = tuple(
            dict.fromkeys(map(absolute_path, given["predict"]))
        )
    if given.get("within"):
        sections.setdefault("prediction", {})["area"] = absolute_path(given["within"])
    if "measure" in given or "by" in given:
        sections["selection"].setdefault("checkpoint", None)


def add_choice(parser: argparse.ArgumentParser) -> None:
    """Add the options of step 7."""
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--measure", choices=("iou", "accuracy", "f1"), help="take the best by this (iou)")
    parser.add_argument("--by", choices=("test", "validation"), help="the set that it is measured on (test)")
    choice.add_argument("--checkpoint", type=int, metavar="EPOCH", help="take this kept checkpoint instead")


def add_threshold(parser: argparse.ArgumentParser) -> None:
    """Add the option of step 9 that matters most."""
    parser.add_argument("--threshold", type=float, help="least probability of the class (the model's own)")


def add_cleaning(parser: argparse.ArgumentParser) -> None:
    """Add the other options of step 9."""
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


def add_probability(parser: argparse.ArgumentParser) -> None:
    """Add what a mask outside any run is made of."""
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
    add_threshold(parser)


def _add_edges(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--padding", choices=("reflect", "replicate", "constant"),
        help="what windows see beyond the raster: its mirror image, its outermost pixels, or nothing (reflect)",
    )  # fmt: skip
    parser.add_argument(
        "--flips", action="store_const", const=True,
        help="average what the model says of each window and its mirror images: steadier, four times as slow",
    )  # fmt: skip


def add_predict(parser: argparse.ArgumentParser) -> None:
    """Add the options of a map outside any run."""
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
    add_cleaning(parser)
    parser.add_argument(
        "--extent", type=numbers(4, "an extent such as 500000,20000,501000,21000"), metavar="X0,Y0,X1,Y1",
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


def add_evaluate(parser: argparse.ArgumentParser) -> None:
    """Add the options of a comparison with ROIs."""
    _add_windows(parser)
    add_inputs(parser, required=True)
    parser.add_argument("--output", required=True, metavar="METRICS.json", help="the figures to write")
    parser.add_argument("--picture", metavar="FILE.png", help="also draw image, truth, probability and mask")


def add_export(parser: argparse.ArgumentParser) -> None:
    """Add the options of an export."""
    parser.add_argument("--model", required=True, metavar="FILE", help="a model.safetensors")
    parser.add_argument("--output", required=True, metavar="MODEL.onnx", help="the file to write")
    parser.add_argument("--overwrite", action="store_true", help="replace that file where it is there already")
    parser.add_argument("--window", type=int, metavar="PIXELS", help="edge of a tile (the window of training)")
    parser.add_argument(
        "--stride", type=int, metavar="PIXELS", help="from tile to tile, which tells their overlap (window/2)"
    )
    add_threshold(parser)
