"""What a person at a terminal reads as the answer of a command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .needs import free_memory, gib
from .plain import to_plain

if TYPE_CHECKING:
    from .data.check import CheckReport, Estimate
    from .network.model import ModelCard


def print_check(report: CheckReport) -> None:
    """What was found out about the inputs of a run."""
    for raster in report.rasters:
        size = f"{raster.width} × {raster.height} pixels, {len(raster.bands)} bands of {raster.dtype}"
        print(f"\n{Path(raster.raster).name}: {size}")
        print(f"  CRS         {raster.crs or '–'}")
        if raster.metres:
            print(f"  pixel       {raster.metres[0]:.3g} × {raster.metres[1]:.3g} m on the ground")
        print(f"  unknown     {100 * raster.unknown:.1f} %")
        for name, (low, high) in zip(raster.bands, raster.ranges, strict=True):
            print(f"  {name:<12}{low:g} to {high:g}")
    if report.classes:
        print("\nclass                 polygons      pixels   share")
    for item in report.classes:
        polygons = "–" if item.code == 0 else str(item.polygons)
        print(f"{item.code:>3} {item.name[:17]:<17} {polygons:>8} {item.pixels:>11} {100 * item.share:6.1f} %")
    if report.estimate is not None:
        chips, maps = (size / 1e6 for size in (report.estimate.chip_bytes, report.estimate.map_bytes))
        print(f"\n{report.estimate.chips} chips; about {chips:,.0f} MB for them and {maps:,.0f} MB for maps")
        _print_needs(report.estimate)
    print("\nA run can start." if report.ready else "\nA run cannot start yet: see above.")


def _print_needs(estimate: Estimate) -> None:
    """Memory and time."""
    free = free_memory()
    training, mapping = gib(estimate.training_memory), gib(estimate.prediction_memory)
    left = "" if free is None else f"; {gib(free)} are free"
    print(f"memory      up to {training} for training and {mapping} for mapping on the processor{left}")
    if (seconds := estimate.seconds) is not None:
        parts = zip(("chips", "training", "mapping"), map(_duration, to_plain(seconds).values()), strict=True)
        print(f"time        about {', '.join(f'{time} for {part}' for part, time in parts)}")


def _duration(seconds: float) -> str:
    """Two digits of a time span."""
    for unit, length in (("h", 3600), ("min", 60)):
        if seconds >= length:
            return f"{seconds / length:.2g} {unit}"
    return f"{max(seconds, 1):.0f} s"


def print_doctor(data: dict[str, Any]) -> None:
    """Versions, devices, speed, and what is missing."""
    print(f"interpreter  {data['interpreter']}")
    for package in data["packages"].values():
        print(f"{package['name']:<12} {package['version'] or package['problem']}")
        if package["remedy"]:
            print(f"             → {package['remedy']}")
    for device in data["devices"]:
        print(f"device       {device['name']} ({device['memory_gib']} GiB)")
    if data["devices"]:
        print(f"chosen       {data['chosen_device']}")
        print(
            f"speed        {data['training_images_per_second']} images of 256×256 per second in training, "
            f"{data['training_step_seconds']} s for a step of 8"
        )
    print("The engine is ready." if data["ready"] else "The engine is not ready: see the arrows above.")


def print_plan(data: dict[str, Any]) -> None:
    """What an installation would do."""
    print(f"interpreter  {data['python']}")
    print(f"packages     {', '.join(data['requirements']) or 'none: it has all of its own'}")
    print(f"held         {', '.join(data['constraints']) or '–'}")
    if data["build"] is not None:
        print(f"PyTorch      {data['build']['name']}: {data['build']['reason']}")
    print(f"from         {', '.join(data['sources'])}")
    print(f"to           {data['folder']}")
    print(f"download     about {data['download_mb']:,} MB")
    print(f"on the disk  about {data['installed_mb']:,} MB; {data['free_mb']:,} MB are free")
    if data["installed"] is not None:
        print(f"there now    {', '.join(f'{name} {v}' for name, v in data['installed']['versions'].items())}")
    print(f"offline      fill a folder for --wheels elsewhere by: {data['wheels_command']}")


def print_model(card: ModelCard, classes: dict[str, str]) -> None:
    """What a model file is."""
    test = card.measures.get("test") or {}
    print(f"classes     {', '.join(f'{code} {name}' for code, name in classes.items())}")
    print(f"bands       {', '.join(card.bands)} ({card.dtype})")
    print(f"pixel size  {card.pixel_size[0]:g} × {card.pixel_size[1]:g} in units of its CRS")
    print(f"window      {card.window}")
    print(f"threshold   {'–' if card.threshold is None else format(card.threshold, 'g')}")
    print(
        f"network     U-Net, depth {card.network.depth}, base width {card.network.base_width}, epoch {card.epoch}"
    )
    if test.get("iou") is not None:
        named = (("IoU", "iou"), ("F1", "f1"), ("accuracy", "accuracy"))
        shown = [f"{word} {test[name]:.3f}" for word, name in named if test.get(name) is not None]
        print(f"test        {', '.join(shown)}")
        print(f"            {card.measures.get('chosen_by', '')}")
    print(f"versions    {', '.join(f'{name} {version}' for name, version in card.versions.items())}")


def print_folds(record: dict[str, Any]) -> None:
    """The figures of a cross-validation, on standard error."""

    def shown(value: float | None) -> str:
        return "–" if value is None else f"{value:.3f}"

    print("\nDone.", file=sys.stderr)
    for run in record["runs"]:
        figures = run["test"]
        print(
            f"  {run['folder']:8} IoU {shown(figures['iou'])}, F1 {shown(figures['f1'])}, "
            f"accuracy {shown(figures['accuracy'])} (epoch {run['epoch']})",
            file=sys.stderr,
        )
    mean, deviation = record["mean"], record["deviation"]
    told = (
        f"{label} {shown(mean[name])} ± {shown(deviation[name])}"
        for label, name in (("IoU", "iou"), ("F1", "f1"), ("accuracy", "accuracy"))
    )
    print(f"  mean     {', '.join(told)}", file=sys.stderr)
