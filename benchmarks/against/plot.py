"""The figures as bars, a row for each device."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")

from criteria import SETTINGS, Judge
from matplotlib import pyplot
from matplotlib.axes import Axes

OURS, THEIRS = "#2a7f62", "#b8bcc4"


def draw(found: dict[str, Any], tools: dict[str, str], path: Path) -> None:
    """Training, whole raster and memory, side by side."""
    devices = found["devices"]
    figure, rows = pyplot.subplots(len(devices), 3, figsize=(15, 3.6 * len(devices)), squeeze=False)
    for device, (training, raster, memory) in zip(devices, rows, strict=True):
        judge = Judge(found["figures"], device)
        where = "processor" if device == "cpu" else "GPU"
        titles = {**SETTINGS, "engine": "engine, the pure step"}
        speeds = {titles[name]: speed for name, speed in judge.of("train").items()}
        bars(training, speeds, f"Training, images a second ({where})", "engine")
        names = {**tools, "engine 15": "engine"}
        side = found["size"]["raster"]
        for axes, key, title in (
            (raster, "seconds", f"{side} × {side} pixels, seconds ({where})"),
            (memory, "peak_mib", f"Peak memory, MiB ({where})"),
        ):
            values = judge.of("raster", key)
            bars(axes, {names[name]: values[name] for name in names if name in values}, title, "engine")
    figure.tight_layout()
    figure.savefig(path, dpi=100)


def bars(axes: Axes, values: dict[str, float], title: str, ours: str) -> None:
    """Horizontal bars from top to bottom, with their values; what is named after us in our colour."""
    names = list(values)
    colours = [OURS if name.startswith(ours) else THEIRS for name in names]
    drawn = axes.barh(names, list(values.values()), color=colours)
    axes.bar_label(
        drawn, [f"{value:.3g}" if value < 100 else f"{value:.0f}" for value in values.values()], padding=3
    )
    axes.invert_yaxis()
    axes.set_title(title, fontsize=11)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.xaxis.set_visible(False)
    axes.margins(x=0.15)
