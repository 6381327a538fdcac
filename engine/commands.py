"""What each command of the command line does: what was typed becomes settings, settings become steps.

What a command needs is imported when it is done, so that none waits for what it does not use.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import __version__
from .arguments import settings_from
from .environment import inspect_packages, inspect_python
from .errors import EngineError
from .events import Finished, Reporter, finite
from .files import write_json
from .plain import to_plain
from .printing import print_check, print_doctor, print_folds, print_model, print_plan
from .run_folder import RunFolder
from .settings import RunSettings, read_settings
from .streams import json_lines, take_standard_output
from .typed_values import absolute_path

Command = Callable[[argparse.Namespace, Reporter], Any]


def without_folders(paths: list[str]) -> list[str]:
    """These rasters, those in a folder in the folder's place."""
    if not any(map(os.path.isdir, paths)):
        return paths
    from .data.tiles import is_folder, rasters_in

    return [raster for path in paths for raster in (rasters_in(path) if is_folder(path) else [path])]


def _run(options: argparse.Namespace, reporter: Reporter) -> int:
    from . import cross_validation, pipeline

    folder = RunFolder(options.folder)
    if options.resume:
        if options.settings or settings_from(options, RunSettings()) != RunSettings():
            raise EngineError(
                "A resumed run goes on with the settings in its folder; others cannot be given.",
                "Leave the other options out, or start a new run.",
            )
        settings = folder.require_run()
    else:
        folder.require_new()
        base = read_settings(Path(options.settings)) if options.settings else RunSettings()
        settings = settings_from(options, base)
    if cross_validation.is_wanted(settings):
        print_folds(cross_validation.run(folder, settings, reporter))
        return 0
    outputs = pipeline.resume(folder, reporter) if options.resume else pipeline.run(folder, settings, reporter)
    test = {name: "–" if value is None else f"{value:.3f}" for name, value in outputs["test"].items()}
    print("\nDone.", file=sys.stderr)
    for mask in outputs["masks"]:
        print(f"  mask     {mask}", file=sys.stderr)
    print(f"  model    {outputs['model']}", file=sys.stderr)
    print(f"  report   {outputs['report']}", file=sys.stderr)
    print(
        f"  testing  IoU {test['iou']}, F1 {test['f1']}, accuracy {test['accuracy']} (epoch {outputs['epoch']}"
        + (", chosen by them: slightly optimistic)" if outputs["optimistic"] == "test" else ")"),
        file=sys.stderr,
    )
    return 0


def _one_step(options: argparse.Namespace, reporter: Reporter) -> int:
    from . import pipeline

    if options.command == "mask" and not options.folder:
        return _mask_alone(options, reporter)
    folder = RunFolder(options.folder)
    base = RunSettings()
    if options.command != "labels" or folder.holds_a_run:
        base = folder.require_run()
    if options.settings:
        base = read_settings(Path(options.settings))
    settings = settings_from(options, base)
    if options.command == "mask":
        pipeline.run_mask(folder, settings, reporter)
    else:
        pipeline.run_step(folder, settings, options.command, reporter)
    return 0


def _predict(options: argparse.Namespace, reporter: Reporter) -> int:
    from .mapping import apply, several

    settings = settings_from(options, RunSettings())
    rasters = list(dict.fromkeys(map(absolute_path, without_folders(options.sources))))
    model = absolute_path(options.model)
    output = Path(absolute_path(options.output))
    probability = Path(absolute_path(options.probability)) if options.probability else None
    if len(rasters) > 1 or rasters != list(map(absolute_path, options.sources)):
        _require_folders([path for path in (output, probability) if path is not None])
        outputs = several.predict_several(model, rasters, output, probability, settings, reporter)
    else:
        outputs = apply.predict(model, rasters[0], output, probability, settings, reporter)
    _print_paths(outputs)
    return 0


def _mosaic(options: argparse.Namespace, reporter: Reporter) -> int:
    from .mapping.mosaic import write_mosaics

    start = time.monotonic()
    paths = [Path(absolute_path(path)) for path in options.maps]
    probabilities = [path for path in paths if path.stem.endswith("_probability")]
    masks = [path for path in paths if path not in probabilities]
    outputs = write_mosaics(masks, probabilities, reporter)
    _print_paths(outputs)
    reporter.emit(Finished(outputs, round(time.monotonic() - start, 1)))
    return 0


def _require_folders(paths: list[Path]) -> None:
    for path in paths:
        if path.suffix or (path.exists() and not path.is_dir()):
            raise EngineError(
                f"Several rasters are given, but {path} is no folder.", "Give a folder for their maps."
            )


def _print_paths(outputs: dict[str, Any]) -> None:
    for name, paths in outputs.items():
        for path in paths if isinstance(paths, list) else [paths]:
            print(f"  {name}  {path}", file=sys.stderr)


def _preview(options: argparse.Namespace, reporter: Reporter) -> int:
    from .data.preview import write_sheet

    base = RunFolder(options.folder).require_run() if options.folder else RunSettings()
    if options.settings:
        base = read_settings(Path(options.settings))
    output = Path(absolute_path(options.output))
    if output.suffix.lower() != ".png":
        raise EngineError(f"The output {output} is no PNG name.", "Choose a name that ends in .png.")
    if not 1 <= options.draws <= 50:
        raise EngineError(f"{options.draws} examples of each do not work.", "Give a number from 1 to 50.")
    write_sheet(output, settings_from(options, base), options.draws, reporter)
    print(f"  picture  {output}", file=sys.stderr)
    return 0


def _check(options: argparse.Namespace, reporter: Reporter) -> int:
    from .data.check import check_inputs, with_time

    base = read_settings(Path(options.settings)) if options.settings else RunSettings()
    start = time.monotonic()
    settings = settings_from(options, base)
    speed, on_processor = (None, True) if options.quick else _measure(settings)
    folder = Path(options.folder or ".").absolute()
    report = check_inputs(settings, folder, reporter, on_processor)
    if speed is not None:
        report = with_time(report, settings, speed)
    if not options.json:
        print_check(report)
    reporter.emit(Finished(to_plain(report), round(time.monotonic() - start, 1)))
    return 0 if report.ready else 1


def _measure(settings: RunSettings) -> tuple[float | None, bool]:
    """Images that the device in force trains on per second, and whether that is the processor.

    Where torch is missing there is no speed, and nothing to train with either: 'doctor' tells.
    """
    try:
        from .network.device import choose_machine
        from .network.speed import training_speed
    except ImportError:
        return None, True
    machine = choose_machine(settings.training.device, settings.training.precision)
    return training_speed(machine), machine.device.type == "cpu"


def _mask_alone(options: argparse.Namespace, reporter: Reporter) -> int:
    from .mapping import apply

    if not (options.probability and options.model and options.output):
        raise EngineError(
            "It is not said what to make a mask of.",
            "Give --folder for those of a run, or --probability, --model and --output for one outside any run.",
        )
    outputs = apply.mask(
        absolute_path(options.model), Path(absolute_path(options.probability)),
        Path(absolute_path(options.output)), settings_from(options, RunSettings()).mask, reporter,
    )  # fmt: skip
    _print_paths(outputs)
    return 0


def _evaluate(options: argparse.Namespace, reporter: Reporter) -> int:
    from .mapping import apply

    settings = settings_from(options, RunSettings())
    if len(settings.inputs.scenes) > 1:
        raise EngineError("Several rasters are given.", "Evaluate one raster at a time.")
    output = Path(absolute_path(options.output))
    if output.suffix.lower() != ".json":  # it may be an input, or something else of the user's
        raise EngineError(f"The output {output} is no JSON name.", "Choose a name that ends in .json.")
    picture = Path(absolute_path(options.picture)) if options.picture else None
    figures = apply.evaluate(absolute_path(options.model), settings, picture, reporter)
    output.parent.mkdir(parents=True, exist_ok=True)
    write_json(output, figures)
    shown = ", ".join(
        f"{label} {'–' if figures[name] is None else format(figures[name], '.3f')}"
        for label, name in (("IoU", "iou"), ("F1", "f1"), ("accuracy", "accuracy"))
    )
    print(f"  {shown} over {figures['pixels']} pixels\n  figures  {output}", file=sys.stderr)
    return 0


def _export(options: argparse.Namespace, reporter: Reporter) -> int:
    from .mapping.export import export

    output = Path(absolute_path(options.output))
    model, settings = absolute_path(options.model), settings_from(options, RunSettings())
    outputs = export(model, output, settings, reporter, options.overwrite)
    _print_paths({"onnx": outputs["onnx"]})
    return 0


def _info(options: argparse.Namespace, _reporter: Reporter) -> int:
    from .network.model import describe, read_card

    data = describe(absolute_path(options.file))
    if options.json:
        print(json.dumps(finite(data), ensure_ascii=False, indent=1))
        return 0
    print_model(read_card(absolute_path(options.file)), data["classes"])
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
    if not missing and not options.quick:
        from .network.speed import try_devices

        data |= try_devices()
    if options.json:
        print(json.dumps(finite(data), ensure_ascii=False, indent=1))
    else:
        print_doctor(data)
    return 1 if missing else 0


def _install(options: argparse.Namespace, reporter: Reporter) -> int:
    from . import install_plan
    from .install import install
    from .install_folder import uninstall

    start = time.monotonic()
    wheels = str(Path(options.wheels).absolute()) if options.wheels else None
    index = options.index or os.environ.get(
        "PIP_INDEX_URL"
    )  # by which the wizard gives it, as others may see options
    wishes = install_plan.Wishes(options.torch, index, options.torch_index, wheels, options.proxy)
    if options.what == "plan":
        outputs = install_plan.describe(install_plan.look(), wishes)
        if not options.json:
            print_plan(outputs)
    elif options.what == "remove":
        outputs = uninstall(reporter)
    else:
        outputs = install(wishes, reporter, anew=options.what == "repair")
    reporter.emit(Finished(outputs, round(time.monotonic() - start, 1)))
    return 0


def _serve(options: argparse.Namespace, reporter: Reporter) -> int:
    from .serve import serve

    # Answers are JSON lines in any case; with --json, standard output has been taken for them already.
    serve(reporter.emit if options.json else json_lines(take_standard_output()))
    return 0


WORK: dict[str, Command] = {
    "run": _run,
    "check": _check,
    "step": _one_step,
    "preview": _preview,
    "mosaic": _mosaic,
    "predict": _predict,
    "evaluate": _evaluate,
    "export": _export,
    "info": _info,
    "doctor": _doctor,
    "install": _install,
    "serve": _serve,
}
