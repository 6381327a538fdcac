"""The command line: what was typed becomes settings, settings become steps.

Exit status: 0 done; 1 something the user can mend, said with its remedy; 2 wrong usage; 70 a bug; 130 cancelled.
"""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from . import __version__
from .control import Control
from .environment import inspect_packages, inspect_python
from .errors import Cancelled, EngineError
from .events import Event, Reporter, ending, finite, to_line
from .plain import to_plain
from .run_folder import RunFolder, write_json
from .settings import RunSettings, Scene, read_settings
from .terminal import TerminalSink

Command = Callable[[argparse.Namespace, Reporter], Any]
_STEPS = {
    "labels": "burn ROIs onto the rasters' grids",
    "chips": "clip rasters and labels into chips",
    "split": "divide chips into training, validation and testing",
    "augment": "write turned and mirrored copies",
    "train": "train the network",
    "select": "choose the best checkpoint on the testing set",
    "mask": "make masks of the run's rasters",
}


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit status."""
    options = _parser().parse_args(arguments)
    control = Control()
    control.cancel_on_signals()
    if options.control:
        control.follow_standard_input()
    events = _take_standard_output() if options.json and options.work not in (_info, _doctor) else None
    sink = TerminalSink() if events is None else _json_lines(events)
    reporter = Reporter(sink, control=control)
    try:
        return options.work(options, reporter) or 0
    except Exception as error:
        error = _as_engine_error(error)
        if events is not None:
            sink(ending(error))
        return _say_why(error)


def _say_why(error: Exception) -> int:
    event = to_plain(ending(error))
    print("\n" + event["message"], file=sys.stderr)
    if isinstance(error, Cancelled):
        return 130
    print(event["remedy"], file=sys.stderr)
    if isinstance(error, EngineError):
        return 1
    traceback.print_exception(error, file=sys.stderr)
    return 70


def _as_engine_error(error: Exception) -> Exception:
    """Failures of the machine that look like bugs but are the user's to mend."""
    if isinstance(error, ModuleNotFoundError) and not (error.name or "").startswith("engine"):
        return EngineError(
            f"The package '{error.name}' is missing in {sys.executable}.",
            "'python -m engine doctor' tells how to get it.",
        )
    if isinstance(error, MemoryError):
        return EngineError("The memory is full.", "Close other programs, or use a smaller window and batch.")
    if isinstance(error, OSError) and error.errno is not None:
        return EngineError(
            f"A file cannot be read or written: {error.strerror} ({error.filename}).",
            "Check the free space and your rights on that folder.",
        )
    return error


def _take_standard_output() -> TextIO:
    """Keep the descriptor of standard output for events, and point the ordinary one at standard error, so that
    nothing that a library prints can get between them."""
    events = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    return events


def _json_lines(stream: TextIO) -> Callable[[Event], None]:
    def write(event: Event) -> None:
        with contextlib.suppress(BrokenPipeError):  # nobody listens any more; the run folder keeps the events
            stream.write(to_line(event) + "\n")

    return write


# -- commands -----------------------------------------------------------------------------------------------


def _run(options: argparse.Namespace, reporter: Reporter) -> int:
    from . import pipeline

    folder = RunFolder(options.folder)
    if options.resume:
        outputs = pipeline.resume(folder, reporter)
    else:
        folder.require_new()
        base = read_settings(Path(options.settings)) if options.settings else RunSettings()
        outputs = pipeline.run(folder, _settings(options, base), reporter)
    test = {name: "–" if value is None else f"{value:.3f}" for name, value in outputs["test"].items()}
    print("\nDone.", file=sys.stderr)
    for mask in outputs["masks"]:
        print(f"  mask     {mask}", file=sys.stderr)
    print(f"  model    {outputs['model']}", file=sys.stderr)
    print(f"  report   {outputs['report']}", file=sys.stderr)
    print(
        f"  testing  IoU {test['iou']}, F1 {test['f1']}, accuracy {test['accuracy']} (epoch {outputs['epoch']})",
        file=sys.stderr,
    )
    return 0


def _one_step(options: argparse.Namespace, reporter: Reporter) -> int:
    from . import pipeline

    folder = RunFolder(options.folder)
    base = read_settings(folder.settings_file) if folder.holds_a_run else RunSettings()
    if options.command != "labels":
        base = folder.require_run()
    settings = _settings(options, base)
    if options.command == "mask":
        pipeline.run_mask(folder, settings, reporter)
    else:
        pipeline.run_step(folder, settings, options.command, reporter)
    return 0


def _predict(options: argparse.Namespace, reporter: Reporter) -> int:
    from . import pipeline

    settings = _settings(options, RunSettings())
    outputs = pipeline.predict_one(
        _path(options.model), _path(options.raster), Path(_path(options.output)),
        Path(_path(options.probability)) if options.probability else None, settings, reporter,
    )  # fmt: skip
    for name, path in outputs.items():
        print(f"  {name}  {path}", file=sys.stderr)
    return 0


def _evaluate(options: argparse.Namespace, reporter: Reporter) -> int:
    from . import pipeline

    settings = _settings(options, RunSettings())
    if len(settings.inputs.scenes) > 1:
        raise EngineError("Several rasters are given.", "Evaluate one raster at a time.")
    output = Path(_path(options.output))
    picture = Path(_path(options.picture)) if options.picture else None
    figures = pipeline.evaluate_one(_path(options.model), settings, picture, reporter)
    output.parent.mkdir(parents=True, exist_ok=True)
    write_json(output, figures)
    shown = ", ".join(
        f"{label} {'–' if figures[name] is None else format(figures[name], '.3f')}"
        for label, name in (("IoU", "iou"), ("F1", "f1"), ("accuracy", "accuracy"))
    )
    print(f"  {shown} over {figures['pixels']} pixels\n  figures  {output}", file=sys.stderr)
    return 0


def _info(options: argparse.Namespace, _reporter: Reporter) -> int:
    from .network.model import read_card

    card = read_card(_path(options.file))
    data = to_plain(card) | {"classes": {str(item.code): item.name for item in card.classes}}
    data["colours"] = {str(item.code): item.colour for item in card.classes}
    if options.json:
        print(json.dumps(finite(data), ensure_ascii=False, indent=1))
        return 0
    test = card.measures.get("test", {})
    print(f"classes     {', '.join(f'{code} {name}' for code, name in data['classes'].items())}")
    print(f"bands       {', '.join(card.bands)} ({card.dtype})")
    print(f"pixel size  {card.pixel_size[0]:g} × {card.pixel_size[1]:g} in units of its CRS")
    print(f"window      {card.window}")
    print(f"threshold   {'–' if card.threshold is None else format(card.threshold, 'g')}")
    print(
        f"network     U-Net, depth {card.network.depth}, base width {card.network.base_width}, epoch {card.epoch}"
    )
    if test.get("iou") is not None:
        print(f"test        IoU {test['iou']:.3f}, F1 {test['f1']:.3f}, accuracy {test['accuracy']:.3f}")
        print(f"            {card.measures.get('chosen_by', '')}")
    print(f"versions    {', '.join(f'{name} {version}' for name, version in card.versions.items())}")
    return 0


def _doctor(options: argparse.Namespace, _reporter: Reporter) -> int:
    packages = [inspect_python(), *inspect_packages()]
    missing = [p for p in packages if p.problem and not p.optional]
    data: dict[str, Any] = {
        "ready": not missing,
        "interpreter": sys.executable,
        "engine": __version__,
        "packages": {p.name: to_plain(p) for p in packages},
        "missing": [{"name": p.name, "problem": p.problem, "remedy": p.remedy} for p in packages if p.problem],
        "devices": [],
    }
    if not missing:
        data |= _try_devices()
    if options.json:
        print(json.dumps(finite(data), ensure_ascii=False, indent=1))
    else:
        _print_doctor(data)
    return 1 if missing else 0


def _try_devices() -> dict[str, Any]:
    from .network.device import available_devices, choose_machine
    from .network.speed import training_speed

    machine = choose_machine()
    speed = training_speed(machine)
    return {
        "devices": available_devices(),
        "chosen_device": machine.name,
        "training_images_per_second": round(speed, 1),
        "training_step_seconds": round(8 / speed, 3),
    }


def _print_doctor(data: dict[str, Any]) -> None:
    print(f"interpreter  {data['interpreter']}")
    for package in data["packages"].values():
        print(f"{package['name']:<12} {package['version'] or package['problem']}")
        if package["remedy"]:
            print(f"             → {package['remedy']}")
    for device in data["devices"]:
        print(f"device       {device['name']} ({device['memory_gib']} GiB)")
    if data["ready"]:
        print(f"chosen       {data['chosen_device']}")
        print(
            f"speed        {data['training_images_per_second']} images of 256×256 per second in training, "
            f"{data['training_step_seconds']} s for a step of 8"
        )
    print("The engine is ready." if data["ready"] else "The engine is not ready: see the arrows above.")


# -- settings from options ----------------------------------------------------------------------------------


def _settings(options: argparse.Namespace, base: RunSettings) -> RunSettings:
    """``base`` with everything that was typed put in its place."""
    given = {name: value for name, value in vars(options).items() if value is not None}
    sections: dict[str, dict[str, Any]] = {}
    for name, (section, field) in _PLACES.items():
        if name in given:
            sections.setdefault(section, {})[field] = given[name]
    if given.get("rasters"):
        sections.setdefault("inputs", {})["scenes"] = _scenes(options)
    if given.get("predict"):
        sections.setdefault("prediction", {})["rasters"] = tuple(map(_path, options.predict))
    if "split" in given:
        sections.setdefault("split", {}).update(zip(("train", "validation", "test"), options.split, strict=True))
    if "minutes" in given:
        sections["training"].setdefault("epochs", None)
    if "epochs" in given:
        sections["training"].setdefault("minutes", None)
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
    "class_field": ("inputs", "class_field"), "unlabelled": ("inputs", "unlabelled"),
    "epochs": ("training", "epochs"), "minutes": ("training", "minutes"), "device": ("training", "device"),
    "chip_window": ("chips", "window"), "chip_stride": ("chips", "stride"),
    "window": ("prediction", "window"), "stride": ("prediction", "stride"),
    "step_map": ("prediction", "step_map"), "threshold": ("mask", "threshold"),
}  # fmt: skip


def _scenes(options: argparse.Namespace) -> tuple[Scene, ...]:
    """Pair rasters with ROI layers and areas: as many of each, or one for all."""
    rasters = options.rasters
    paired = []
    for name, given in (("--rois", options.rois or []), ("--area", options.areas or [None])):
        if len(given) not in (1, len(rasters)):
            raise EngineError(
                f"There are {len(rasters)} rasters but {len(given)} of {name}.",
                f"Give one {name} for each --raster in the same order, or one for all.",
            )
        paired.append(given * len(rasters) if len(given) == 1 else given)
    return tuple(
        Scene(_path(raster), _path(rois), _path(area) if area else None)
        for raster, rois, area in zip(rasters, *paired, strict=True)
    )


def _path(text: str) -> str:
    """Absolute, so that a run can be resumed from any folder; names of GDAL's own (/vsizip/…, GPKG:…) stay."""
    if text.startswith("/vsi") or (":" in text[2:] and not Path(text).exists()):
        return text
    file, bar, options = text.partition("|")
    return str(Path(file).absolute()) + bar + options


def _percentages(text: str) -> tuple[float, ...]:
    try:
        values = tuple(float(part) for part in text.split(","))
    except ValueError:
        values = ()
    if len(values) != 3:
        raise argparse.ArgumentTypeError(f"'{text}' is not three percentages such as 70,15,15")
    return values


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m engine", description="Deep Segmentation Wizard: from a raster and polygons to a mask."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, text: str, work: Command) -> argparse.ArgumentParser:
        sub = commands.add_parser(
            name, help=text, description=text[0].upper() + text[1:] + ".", allow_abbrev=False
        )
        sub.set_defaults(work=work, set=[], predict=None)
        sub.add_argument("--json", action="store_true", help="write events as JSON lines to standard output")
        sub.add_argument(
            "--control", action="store_true",
            help="take 'finish_early' and 'cancel' from lines on standard input; its end cancels",
        )  # fmt: skip
        return sub

    run = command("run", "do all nine steps, from raster and ROIs to the mask", _run)
    _add_inputs(run)
    _add_folder(run)
    _add_chips(run)
    _add_split(run)
    _add_training(run)
    run.add_argument(
        "--predict", action="append", metavar="RASTER", help="segment this raster instead of the inputs"
    )
    run.add_argument("--settings", metavar="FILE", help="start from a settings.json")
    run.add_argument("--resume", action="store_true", help="go on with the run in the folder")
    adders: dict[str, list[Callable[[argparse.ArgumentParser], None]]] = {
        "labels": [_add_inputs], "chips": [_add_chips], "split": [_add_split], "train": [_add_training],
        "mask": [_add_threshold],
    }  # fmt: skip
    for name, text in _STEPS.items():
        step = command(name, f"one step alone: {text}", _one_step)
        _add_folder(step)
        for add in adders.get(name, []):
            add(step)
    _add_predict(command("predict", "segment a raster with a model file", _predict))
    _add_evaluate(command("evaluate", "compare a model with ROIs, pixel by pixel", _evaluate))
    info = command("info", "tell what a model file is", _info)
    info.add_argument("file", metavar="MODEL", help="a model.safetensors")
    command("doctor", "tell versions, devices, speed, and what is missing", _doctor)
    return parser


def _add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--folder", required=True, metavar="RUN", help="the run folder")
    parser.add_argument("--seed", type=int, help="for everything that is drawn by chance")
    parser.add_argument(
        "--set", action="append", default=[], metavar="SECTION.FIELD=VALUE", help="any setting of settings.json"
    )


def _add_inputs(parser: argparse.ArgumentParser, required: bool = False) -> None:
    parser.add_argument(
        "--raster",
        dest="rasters",
        action="append",
        required=required,
        metavar="RASTER",
        help="image; may be repeated",
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
        "--unlabelled", choices=("background", "ignore"),
        help="what lies outside every ROI (default: background, or ignore with a class field)",
    )  # fmt: skip


def _add_chips(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--window", dest="chip_window", type=int, metavar="PIXELS", help="edge of a chip (256)")
    parser.add_argument(
        "--stride", dest="chip_stride", type=int, metavar="PIXELS", help="from chip to chip (window/2)"
    )


def _add_split(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--split", type=_percentages, metavar="A,B,C", help="percentages of the sets (70,15,15)")


def _add_training(parser: argparse.ArgumentParser) -> None:
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--epochs", type=int, help="passes over the training set (30)")
    length.add_argument("--minutes", type=float, help="time for training, instead of epochs")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), help="where to compute (auto)")


def _add_threshold(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--threshold", type=float, help="least probability of the class (the model's own)")


def _add_windows(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--model", required=True, metavar="FILE", help="a model.safetensors")
    parser.add_argument("--window", type=int, metavar="PIXELS", help="edge of a window (that of training)")
    parser.add_argument("--stride", type=int, metavar="PIXELS", help="from window to window (window/2)")
    parser.add_argument(
        "--step-map", choices=("uniform", "gaussian", "hann"), help="weights of overlaps (gaussian)"
    )
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), help="where to compute (auto)")
    parser.add_argument(
        "--set", action="append", default=[], metavar="SECTION.FIELD=VALUE", help="any other setting"
    )
    _add_threshold(parser)


def _add_predict(parser: argparse.ArgumentParser) -> None:
    _add_windows(parser)
    parser.add_argument("--raster", required=True, help="the raster to segment")
    parser.add_argument("--output", required=True, metavar="MASK.tif", help="the mask to write")
    parser.add_argument("--probability", metavar="FILE.tif", help="also write the probabilities")


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    _add_windows(parser)
    _add_inputs(parser, required=True)
    parser.add_argument("--output", required=True, metavar="METRICS.json", help="the figures to write")
    parser.add_argument("--picture", metavar="FILE.png", help="also draw image, truth, probability and mask")
