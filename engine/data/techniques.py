"""Versions of a chip: pure functions on arrays.

Turns and mirrors work on arrays of any dtype and lose nothing. Everything else works on scaled pixels
(``Scaling``: float32, each band with mean 0 and deviation 1 over the training set), so that every dtype and range
of values behaves alike, and OpenCV, which knows few dtypes, never meets another.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import cv2
import numpy as np

from ..augmentation import Technique
from .classes import IGNORED
from .draws import Draw
from .scaling import is_channels_last, per_value, planes

# Chips are small: more threads would only be in each other's way, and in the network's.
cv2.setNumThreads(1)

TRANSFORMS: dict[Technique, Callable[[np.ndarray], np.ndarray]] = {
    "rotate_90": lambda a: np.rot90(a, 1, axes=(-2, -1)),
    "rotate_180": lambda a: np.rot90(a, 2, axes=(-2, -1)),
    "rotate_270": lambda a: np.rot90(a, 3, axes=(-2, -1)),
    "mirror": lambda a: a[..., :, ::-1],
    "flip": lambda a: a[..., ::-1, :],
    "flip_diagonal": lambda a: a.swapaxes(-2, -1),
    "flip_antidiagonal": lambda a: np.rot90(a, 2, axes=(-2, -1)).swapaxes(-2, -1),
}
"""The seven ways besides itself in which a square lies on itself. Each maps arrays (…, height, width)."""

_GAMMA_RANGE = 2.0  # deviations to each side of the mean
_GRID, _STRONGEST_SHIFT = 5, 1 / 40
_NOISE_ROW = 1 << 22  # 16 MiB
_ROWS = 64  # whose pixels stay in a processor's cache
_MOST_BANDS = 512  # that OpenCV takes at once

Version = tuple[np.ndarray, np.ndarray, np.ndarray | None]


def turn(draw: Draw, array: np.ndarray) -> np.ndarray:
    """The turn or mirror of a draw alone, for arrays (…, height, width) of any dtype; may be a view."""
    if draw.turn is None:
        return array
    transform = TRANSFORMS[draw.turn]
    if array.ndim == 3 and len(array) > 1 and is_channels_last(array):
        # Pixel by pixel, all bands of one at once, which is twice as fast as value by value.
        whole = array.transpose(1, 2, 0).view(np.dtype((np.void, array.itemsize * len(array))))[..., 0]
        turned = np.ascontiguousarray(transform(whole))[..., None]
        return turned.view(array.dtype).transpose(2, 0, 1)
    return transform(array)


def change(
    draw: Draw,
    image: np.ndarray,
    label: np.ndarray,
    known: np.ndarray | None,
    limits: tuple[np.ndarray, np.ndarray],
) -> Version:
    """Everything in a draw but its turn, which comes first and is exact; what moves pixels samples them only once.

    ``image`` (bands, height, width) float32, scaled, 0 where it is not ``known`` (height, width) bool (None: all
    is); ``label`` (height, width) uint8; ``limits`` as ``Scaling.limits`` gives them. Returns new ones of the same
    kinds. Labels are those of the nearest pixel, 255 beyond the chip's edge; there the image goes on as if in a
    mirror, as at the edge of a raster. A pixel is known if the nearest one was, and mixed from known ones only.
    Under a cut-out the label stays: to tell from the surroundings what is hidden is what it teaches.
    """
    if draw.moves:
        image, label, known = _move(draw, image, label, known)
    else:
        image = _channels_last(image).copy("K")
    if draw.blur > 0:
        image = _mixed(image, known, lambda pixels: cv2.GaussianBlur(pixels, (0, 0), draw.blur))
    [pixels] = planes(image)
    if draw.contrast != 1:
        pixels *= np.float32(draw.contrast)
    if draw.gamma != 1:
        for row in range(0, len(pixels), _ROWS):
            _gamma(pixels[row : row + _ROWS], draw.gamma)
    if draw.brightness != 0:
        pixels += np.float32(draw.brightness)
    if draw.noise > 0:
        cv2.scaleAdd(_noise(draw.seed, pixels.size).reshape(pixels.shape), draw.noise, pixels, dst=pixels)
    low, high = (per_value(np.broadcast_to(limit, (len(image), 1, 1)).ravel(), pixels) for limit in limits)
    np.minimum(np.maximum(pixels, low, out=pixels), high, out=pixels)
    for band in draw.dropped:
        image[band] = 0
    if draw.cut_out is not None:
        _cut(image, draw.cut_out)
    if known is not None:
        image[:, ~known] = 0
    return image, label, known


def never_nodata(image: np.ndarray, known: np.ndarray | None, nodata: Sequence[float | None]) -> np.ndarray:
    """``image`` (bands, height, width) with what is not known at the bands' NoData values, and what is known off
    them by the smallest step that its dtype has. Bands without such a value hold NaN there if they can."""
    is_float = image.dtype.kind == "f"
    for band, value in zip(image, nodata, strict=True):
        empty = _as_stored(value, image.dtype)
        if empty is not None:
            toward = image.dtype.type(np.inf if empty <= 0 else -np.inf) if is_float else 1 if empty <= 0 else -1
            band[band == empty] = np.nextafter(empty, toward) if is_float else int(empty) + int(toward)
        if known is not None and (is_float or empty is not None):
            band[~known] = np.nan if empty is None else empty
    return image


def _as_stored(value: float | None, dtype: np.dtype) -> Any:
    """A NoData value as it lies in a raster of this dtype; None where it cannot, and for NaN."""
    if value is None or np.isnan(value):
        return None
    if dtype.kind in "iu" and not (value == int(value) and np.iinfo(dtype).min <= value <= np.iinfo(dtype).max):
        return None
    return dtype.type(value)


def _move(draw: Draw, image: np.ndarray, label: np.ndarray, known: np.ndarray | None) -> Version:
    """Rotation, scale, shift and elastic deformation at once."""
    columns, rows = _sources(draw, *label.shape)

    def sampled(pixels: np.ndarray) -> np.ndarray:
        return cv2.remap(pixels, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)

    still_known = known
    if known is not None:
        nearest = cv2.remap(
            known.astype(np.uint8), columns, rows, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REFLECT_101
        )
        still_known = nearest > 0
    moved = cv2.remap(
        np.ascontiguousarray(label), columns, rows, cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT,
        borderValue=IGNORED,
    )  # fmt: skip
    return _mixed(image, known, sampled), moved, still_known


def _sources(draw: Draw, height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Where each pixel of the version comes from: columns and rows (height, width) float32, whole numbers at the
    middles of pixels."""
    middle_x, middle_y = (width - 1) / 2, (height - 1) / 2
    x = (np.arange(width) - (middle_x + draw.shift[0] * width))[None]
    y = (np.arange(height) - (middle_y + draw.shift[1] * height))[:, None]
    angle = np.radians(draw.angle)
    cosine, sine = np.cos(angle) / draw.zoom, np.sin(angle) / draw.zoom
    columns = (cosine * x + middle_x).astype(np.float32) - (sine * y).astype(np.float32)
    rows = (sine * x + middle_y).astype(np.float32) + (cosine * y).astype(np.float32)
    if draw.elastic > 0:
        rng = np.random.default_rng((draw.seed, 0))
        shifts = rng.standard_normal((2, _GRID, _GRID), np.float32).clip(-2, 2) * np.float32(draw.elastic)
        for places, coarse, size in ((columns, shifts[0], width), (rows, shifts[1], height)):
            coarse = coarse * np.float32(size * _STRONGEST_SHIFT)
            places += cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    return columns, rows


def _mixed(image: np.ndarray, known: np.ndarray | None, mix: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """``image`` through ``mix``, a weighted mean of neighbours in which what is not known has no weight
    (normalized convolution, Knutsson and Westin 1993). Not known must be 0. The result is channels-last."""
    pixels = _channels_last(image).transpose(1, 2, 0)
    parts = [pixels[..., start : start + _MOST_BANDS] for start in range(0, len(image), _MOST_BANDS)]
    mixed = [mix(np.ascontiguousarray(part)).reshape(part.shape) for part in parts]  # OpenCV drops a single band
    result = (mixed[0] if len(mixed) == 1 else np.concatenate(mixed, axis=2)).transpose(2, 0, 1)
    if known is not None and not known.all():
        result /= np.maximum(mix(known.astype(np.float32)), np.float32(1e-3))
    return result


def _channels_last(image: np.ndarray) -> np.ndarray:
    """The same image (bands, height, width) with the bands of a pixel side by side, as OpenCV has them."""
    return np.ascontiguousarray(image.transpose(1, 2, 0)).transpose(2, 0, 1)


def _gamma(pixels: np.ndarray, gamma: float) -> None:
    """Curve what lies within the range, in place."""
    ends = np.float32(_GAMMA_RANGE)
    inner = np.minimum(np.maximum(pixels, -ends), ends)
    pixels -= inner  # 0 inside; beyond, what is left over
    inner += ends
    inner *= 1 / (2 * ends)
    with np.errstate(divide="ignore"):  # the logarithm of 0 is -inf, and its power 0 again
        np.log(inner, out=inner)
    inner *= np.float32(gamma)
    np.exp(inner, out=inner)  # NumPy has fast code for power on few processors only
    inner *= 2 * ends
    inner -= ends
    pixels += inner


def _noise(seed: int, count: int) -> np.ndarray:
    """So many independent values from N(0, 1): a stretch of a long row drawn once, which is 20 times faster than
    drawing them anew, and by ``seed`` starts at any place in it."""
    if count > _NOISE_ROW // 2:
        return np.random.default_rng((seed, 1)).standard_normal(count, np.float32)
    start = seed % (_NOISE_ROW - count)
    return _noise_row()[start : start + count]


@functools.cache
def _noise_row() -> np.ndarray:
    return np.random.default_rng(1).standard_normal(_NOISE_ROW, np.float32)


def _cut(image: np.ndarray, place: tuple[float, float, float, float]) -> None:
    """Make a rectangle the mean of each band, at least one pixel of it."""
    height, width = image.shape[-2:]
    left, top, wide, high = place
    column, row = int(left * width), int(top * height)
    image[:, row : row + max(round(high * height), 1), column : column + max(round(wide * width), 1)] = 0
