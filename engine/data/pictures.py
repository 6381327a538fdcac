"""Small pictures of images and labels, for the wizard and the report."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from osgeo import gdal, gdal_array

from .classes import IGNORED, LandClass
from .raster import read_from_memory


def stretch(
    image: np.ndarray, valid: np.ndarray | None = None, limits: tuple[float, float] | None = None
) -> np.ndarray:
    """(bands, H, W) of any dtype to colours (H, W, 3) float32, 0–1, from the 2nd to the 98th percentile.

    The first three bands are red, green and blue; with fewer, the first is grey. The percentiles are those of the
    finite pixels that are ``valid`` (H, W) bool, or else ``limits``, so that pictures can be compared; what is not
    finite becomes black.
    """
    bands = _colour_bands(image)
    low, high = limits or stretch_limits(image, valid)
    return np.nan_to_num((bands - low) / max(high - low, 1e-9)).clip(0, 1).transpose(1, 2, 0)


def stretch_limits(image: np.ndarray, valid: np.ndarray | None = None) -> tuple[float, float]:
    """The values that ``stretch`` makes black and white."""
    bands = _colour_bands(image)
    known = np.isfinite(bands).all(axis=0)
    if valid is not None:
        known &= valid
    low, high = np.percentile(bands[:, known], (2, 98)) if known.any() else (0.0, 1.0)
    return float(low), float(high)


def _colour_bands(image: np.ndarray) -> np.ndarray:
    bands = image.astype(np.float32)
    return bands[:3] if len(bands) >= 3 else bands[:1].repeat(3, axis=0)


def colour_labels(codes: np.ndarray, classes: Sequence[LandClass]) -> np.ndarray:
    """Codes (H, W) uint8 to the colours of their classes, (H, W, 3) uint8; ignored pixels are white."""
    colours = np.full((256, 3), 255, np.uint8)
    for item in classes:
        colours[item.code] = item.rgb
    colours[IGNORED] = 255
    return colours[codes]


def read_codes(path: Path, column: int, row: int, width: int, height: int) -> np.ndarray:
    """A window of a label raster, (height, width) uint8."""
    return gdal.Open(str(path)).ReadAsArray(column, row, width, height)


def write_png(path: Path, picture: np.ndarray) -> None:
    """Write a picture (H, W, 3), uint8 or float 0–1."""
    path.write_bytes(to_png(picture))


def to_png(picture: np.ndarray) -> bytes:
    """A picture (H, W, 3), uint8 or float 0–1, as the bytes of a PNG file."""
    if picture.dtype != np.uint8:
        picture = (picture * 255).round().astype(np.uint8)
    dataset = gdal_array.OpenArray(np.ascontiguousarray(picture.transpose(2, 0, 1)))
    place = f"/vsimem/dsw_{uuid.uuid4().hex}.png"
    try:
        gdal.GetDriverByName("PNG").CreateCopy(place, dataset)
        return read_from_memory(place)
    finally:
        gdal.Unlink(place)
