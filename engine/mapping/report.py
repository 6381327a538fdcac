"""Pictures of a run: the learning curves, and image, truth, probability and mask side by side."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal

from ..data.classes import IGNORED, LandClass
from ..data.pictures import colour_labels, stretch
from ..data.raster import Raster
from .probabilities import picture_of

_EDGE = 900
"""Longest side, in pixels, at which a map is drawn."""
_LONGEST_SIDE = 4
"""A strip of land longer than so many times its width is drawn smaller, not longer."""
Window = tuple[int, int, int, int]
"""Column, row, width and height in pixels."""
_INK, _GRID = "#333333", "#e3e3e3"


def draw_maps(
    path: Path,
    image: Raster,
    truth: Path | None,
    probability: Path,
    mask: Path,
    classes: tuple[LandClass, ...],
    iou: float | None = None,
) -> None:
    """Write a PNG with image, truth (where there is one), probability and mask in a row.

    Mask and probability may cover a part of the image and its truth; all show that part.
    """
    from matplotlib.patches import Patch

    window = _window_of(str(mask), image)
    panels: list[tuple[str, np.ndarray, dict[str, Any]]] = [("Image", _picture(image, window), {})]
    if truth is not None:
        panels.append(("Drawn", colour_labels(_small(str(truth), window)[0], classes), {}))
    best, is_of_one = picture_of(probability, *_drawing_size(_whole(str(probability))))
    name = classes[1].name if is_of_one else "the best class"
    panels.append((f"Probability of {name}", best, {"cmap": "magma", "vmin": 0, "vmax": 1}))
    title = "Mask" if iou is None else f"Mask (IoU {iou:.2f})"
    codes = _small(str(mask))[0]
    panels.append((title, colour_labels(codes, classes), {}))
    rows, columns = _known_part(codes)
    panels = [(title, pixels[rows, columns], options) for title, pixels, options in panels]
    height, width = panels[0][1].shape[:2]
    ratio = min(max(height / width, 1 / _LONGEST_SIDE), _LONGEST_SIDE)
    figure = _figure(4.2 * len(panels), 4.2 * ratio + 0.9)
    for axes, (title, pixels, options) in zip(
        figure.subplots(1, len(panels), squeeze=False)[0], panels, strict=True
    ):
        axes.imshow(
            pixels, interpolation="nearest" if title.startswith(("Mask", "Drawn")) else "antialiased", **options
        )
        axes.set_title(_shortened(title, 42), fontsize=11, color=_INK)
        axes.set_axis_off()
    legend = [Patch(facecolor=item.colour, label=_shortened(item.name, 30)) for item in classes[:12]]
    figure.legend(handles=legend, loc="lower center", ncols=min(len(legend), 6), frameon=False, fontsize=10)
    _save(figure, path)


def draw_curves(path: Path, history: Path, chosen: int | None = None, by_hand: bool = False) -> None:
    """Write a PNG of loss, accuracy and IoU by epoch from ``history.csv``; the ``chosen`` epoch is marked, and
    whether it was chosen ``by_hand``."""
    with open(history, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    epochs = [int(row["epoch"]) for row in rows]
    figure = _figure(11, 3.6)
    for axes, (measure, title) in zip(
        figure.subplots(1, 3), (("loss", "Loss"), ("accuracy", "Accuracy"), ("iou", "IoU")), strict=True
    ):
        for name, colour in (("train", "#0072b2"), ("validation", "#d55e00")):
            values = [float(row[f"{name}_{measure}"] or "nan") for row in rows]
            axes.plot(
                epochs, values, color=colour, label=name, marker="o" if len(epochs) < 40 else None, markersize=3
            )
        if chosen is not None:
            label = f"chosen by hand: epoch {chosen}" if by_hand else f"chosen: epoch {chosen}"
            axes.axvline(chosen, color="#888888", linestyle=":", label=label)
        axes.set_title(title, fontsize=11, color=_INK)
        axes.set_xlabel("epoch")
        axes.grid(color=_GRID)
        axes.spines[["top", "right"]].set_visible(False)
        axes.xaxis.get_major_locator().set_params(integer=True)
    figure.axes[0].legend(frameon=False, fontsize=9)
    _save(figure, path)


def _figure(width: float, height: float) -> Any:
    """A figure without pyplot, which would look for a screen."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def _save(figure: Any, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=110, facecolor="white")


def _window_of(part: str, large: Raster) -> Window:
    """Where the raster ``part`` lies in another: the pixels of both are the same."""
    small = gdal.Open(part)
    corner = small.GetGeoTransform()
    inverse = gdal.InvGeoTransform(large.grid.geotransform)
    column, row = gdal.ApplyGeoTransform(inverse, corner[0], corner[3])
    return (round(column), round(row), small.RasterXSize, small.RasterYSize)


def _small(path: str, window: Window | None = None) -> np.ndarray:
    """A raster read at drawing size, (bands, height, width); overviews are used where there are any."""
    window = window or _whole(path)
    width, height = _drawing_size(window)
    dataset = gdal.Open(path)
    return dataset.ReadAsArray(*window, buf_xsize=width, buf_ysize=height).reshape(-1, height, width)


def _whole(path: str) -> Window:
    dataset = gdal.Open(path)
    return (0, 0, dataset.RasterXSize, dataset.RasterYSize)


def _drawing_size(window: Window) -> tuple[int, int]:
    scale = min(1.0, _EDGE / max(window[2:]))
    return max(1, round(window[2] * scale)), max(1, round(window[3] * scale))


def _picture(raster: Raster, window: Window) -> np.ndarray:
    """The image in colours (three bands or more) or grey, stretched from its 2nd to its 98th percentile."""
    numbers = raster.band_numbers
    width, height = _drawing_size(window)
    small = [raster.dataset.GetRasterBand(number) for number in numbers[: 3 if len(numbers) >= 3 else 1]]
    bands = np.stack([band.ReadAsArray(*window, width, height) for band in small])
    known = small[0].GetMaskBand().ReadAsArray(*window, width, height) > 0
    return stretch(bands, known)


def _known_part(mask: np.ndarray) -> tuple[slice, slice]:
    """Rows and columns of a mask outside which nothing is known: there is nothing to look at there."""
    known = mask != IGNORED
    if not known.any():
        return slice(None), slice(None)
    rows, columns = np.flatnonzero(known.any(axis=1)), np.flatnonzero(known.any(axis=0))
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def _shortened(text: str, length: int) -> str:
    """File and layer names can be endless; keep both ends. A dollar sign begins no formula."""
    if len(text) > length:
        half = (length - 1) // 2
        text = f"{text[:half]}…{text[-half:]}"
    return text.replace("$", r"\$")
