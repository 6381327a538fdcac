"""Probability rasters: how they are stored, and what they say when they are read again.

- two classes: one band, the probability of the second
- more: two bands, the code of the likeliest class and its probability; or, on wish, a band for each class

Either as float32 0–1 with NaN where nothing is known, or in 8 bits as 0–250, to be multiplied by 0.004 as the
band's scale says (QGIS and GDAL do), with 255 where nothing is known.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np
from osgeo import gdal

from ..data.classes import IGNORED, LandClass, index_of_codes
from ..data.raster import Grid, Raster
from ..errors import EngineError
from ..network.metrics import classify
from ..settings import Encoding, PredictionSettings
from .outputs import RasterWriter

STEPS = 250
_SCALE = 1 / STEPS
_CLASSES = "DEEP_SEGMENTATION_WIZARD_CLASSES"
"""Metadata of a raster with the likeliest class: the names of all, as JSON."""
_WINNER = ("class", "probability")
"""Names of its two bands."""


@dataclass(frozen=True)
class Form:
    """What the bands of a probability raster are, and how they are stored."""

    classes: tuple[LandClass, ...]
    encoding: Encoding
    all_bands: bool

    @property
    def has_winner(self) -> bool:
        """Whether its bands are the likeliest class and its probability."""
        return len(self.classes) > 2 and not self.all_bands

    @property
    def bands(self) -> tuple[str, ...]:
        """The names of the bands."""
        if self.has_winner:
            return _WINNER
        return tuple(item.name for item in (self.classes[1:] if len(self.classes) == 2 else self.classes))

    @property
    def pixel_bytes(self) -> int:
        """How much room a pixel takes at most."""
        return len(self.bands) * (1 if self.encoding == "8-bit" else 4)


def form_for(classes: tuple[LandClass, ...], settings: PredictionSettings) -> Form:
    """The form that the settings ask for."""
    return Form(classes, settings.encoding, settings.all_bands)


class ProbabilityWriter(RasterWriter):
    """Writes a probability raster row by row. With ``keep`` False it takes no final name, and goes in the end."""

    def __init__(self, path: Path, grid: Grid, form: Form, key: str = "", keep: bool = True) -> None:
        is_small = form.encoding == "8-bit"
        kind, nodata = (gdal.GDT_Byte, IGNORED) if is_small else (gdal.GDT_Float32, float("nan"))
        # The lower bits of floats are noise: to compress them takes longer than to compute them, and saves little.
        options = ("SPARSE_OK=TRUE", "INTERLEAVE=BAND", f"COMPRESS={'DEFLATE' if is_small else 'NONE'}")
        super().__init__(path, grid, len(form.bands), kind, nodata, *options, key=key)
        self.form, self.keep = form, keep
        self._codes = np.array([item.code for item in form.classes], np.float32)
        if self.row == 0:
            self._describe()

    def add(self, probabilities: np.ndarray, valid: np.ndarray) -> None:
        """Append rows of probabilities (1 or K, n, width), as prediction gives them."""
        codes = None
        if self.form.has_winner:
            codes = self._codes[probabilities.argmax(axis=0)][None]
            probabilities = probabilities.max(axis=0, keepdims=True)
        if self.form.encoding == "8-bit":
            probabilities = np.rint(probabilities * np.float32(STEPS))
        bands = probabilities if codes is None else np.concatenate([codes, probabilities])
        if not valid.all():
            bands = np.where(valid, bands, np.float32(IGNORED if self.form.encoding == "8-bit" else "nan"))
        self.write(bands.astype(np.uint8) if self.form.encoding == "8-bit" else bands)

    def finish(self) -> None:
        """Close the file and, if it is to be kept, give it its name."""
        if self.keep:
            super().finish()

    def _describe(self) -> None:
        for number, name in enumerate(self.form.bands):
            band = self.dataset.GetRasterBand(number + 1)
            band.SetDescription(name)
            if self.form.encoding == "8-bit" and not (self.form.has_winner and number == 0):
                band.SetScale(_SCALE)
        if self.form.has_winner:
            names = [item.name for item in self.form.classes]
            self.dataset.SetMetadataItem(_CLASSES, json.dumps(names))


@dataclass(frozen=True)
class Judgement:
    """What a probability raster says of some rows, each (rows, width): the place of the class in ``classes``
    (uint8), and where anything is known (bool)."""

    places: np.ndarray
    valid: np.ndarray
    _said: np.ndarray
    """(1 or K, rows, width) float32"""
    _of_second: bool
    """Of two classes."""

    @property
    def probability(self) -> np.ndarray:
        """That of the class, (rows, width) float32."""
        if self._of_second:
            return np.where(self.places, self._said[0], 1 - self._said[0])
        return self._said.max(axis=0)


class ProbabilityRaster:
    """A probability raster opened for reading, of any form; a context manager.

    Raises EngineError when it is not one of a model with these ``classes``.
    """

    def __init__(self, path: Path, classes: tuple[LandClass, ...]) -> None:
        self._raster = Raster(str(path))
        self.grid = self._raster.grid
        self._classes = classes
        self._is_small = self._raster.dtype == np.uint8
        self.pixel_bytes = len(self._raster.band_numbers) * self._raster.dtype.itemsize
        found, names = self._raster.band_names, tuple(item.name for item in classes)
        noted = self._raster.dataset.GetMetadataItem(_CLASSES)
        self.has_winner = found == _WINNER and noted is not None
        expected = tuple(json.loads(noted)) if self.has_winner else found
        if expected != (names if self.has_winner or len(names) != 2 else names[1:]):
            raise EngineError(
                f"{path} holds {', '.join(expected)}, but the model tells apart {', '.join(names)}.",
                "Choose the probabilities that this model has made.",
            )
        self._places = index_of_codes(classes)

    def judge(self, row: int, rows: int, threshold: float | None) -> Judgement:
        """The classes of some rows; of two classes by the threshold, of more the likeliest."""
        bands, valid = self._raster.read(0, row, self.grid.width, rows)
        if self.has_winner:
            codes = np.where(valid, bands[0], 0).astype(np.uint8)
            places = np.where(valid, self._places[codes], 0).astype(np.uint8)
            return Judgement(places, valid, self._decoded(bands[1:]), False)
        probabilities = self._decoded(bands)
        return Judgement(classify(probabilities, threshold), valid, probabilities, len(self._classes) == 2)

    def _decoded(self, values: np.ndarray) -> np.ndarray:
        # As QGIS does it, so that its preview of a threshold and the mask agree in every pixel.
        return (values * np.float64(_SCALE)).astype(np.float32) if self._is_small else values

    def __enter__(self) -> ProbabilityRaster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._raster.__exit__()


def picture_of(path: Path, width: int, height: int) -> tuple[np.ndarray, bool]:
    """The probability of the second of two classes, or of the likeliest, (height, width) float32 at this size; and
    whether it is the former."""
    dataset = gdal.Open(str(path))
    pixels = dataset.ReadAsArray(buf_xsize=width, buf_ysize=height).reshape(-1, height, width)
    known = pixels != IGNORED if pixels.dtype == np.uint8 else np.isfinite(pixels)
    has_winner = dataset.GetMetadataItem(_CLASSES) is not None
    shown = (pixels[1:] if has_winner else pixels).astype(np.float32)
    shown = np.where(known[-len(shown) :], shown, np.float32("nan"))
    if pixels.dtype == np.uint8:
        shown *= np.float32(_SCALE)
    return (shown[0] if len(shown) == 1 else shown.max(axis=0)), len(pixels) == 1
