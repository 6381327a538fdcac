"""Writing and reading single chips, as GeoTIFFs or as numpy's own files.

A chip has the same name in ``images`` and ``labels``. A GeoTIFF keeps the raster's bands, data type and position.
An ``.npy`` keeps values only: ``images`` (bands, height, width) without alpha, ``labels`` (height, width), and,
where not every pixel is known, ``masks`` (height, width) bool of those that are. The index tells where it lies.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from osgeo import gdal

from ..errors import EngineError
from ..settings import ChipFormat
from .chip_look import Look, create_image, look_of, write_image, write_label
from .frames import npy_frame
from .grid import Geotransform
from .raster import Raster, writing

ENDINGS: dict[ChipFormat, str] = {"geotiff": ".tif", "npy": ".npy"}


@dataclass(frozen=True)
class Chip:
    """What the files of a chip hold."""

    image: np.ndarray
    """(bands, height, width) in the raster's dtype; in a GeoTIFF alpha bands are among them."""
    valid: np.ndarray
    """Where the image is known, (height, width) bool."""
    label: np.ndarray
    """Codes of classes, 255 where ignored, (height, width) uint8."""
    data: tuple[int, ...]
    """Places of the bands that are no alpha."""
    look: Look | None
    """What a GeoTIFF keeps besides values; None for an ``.npy``."""

    @property
    def bands(self) -> np.ndarray:
        """The image without alpha."""
        return self.image if len(self.data) == len(self.image) else self.image[list(self.data)]


def read_chip(folder: Path, name: str) -> Chip:
    """Read a chip of either format from ``folder`` with its ``images`` and ``labels``."""
    if name.endswith(ENDINGS["npy"]):
        image, label = _load(folder / "images" / name), _load(folder / "labels" / name)
        mask = folder / "masks" / name
        valid = _load(mask) if mask.exists() else None
        data, look = tuple(range(len(image))), None
    else:
        with Raster(str(folder / "images" / name)) as raster:
            image, valid = raster.read_all_bands(np.arange(raster.grid.width), np.arange(raster.grid.height))
            data, look = tuple(number - 1 for number in raster.band_numbers), look_of(raster)
        label = gdal.Open(str(folder / "labels" / name)).ReadAsArray()
    return Chip(image, np.ones(label.shape, bool) if valid is None else valid, label, data, look)


def link_chip(name: str, source: Path, target: Path) -> None:
    """Have the chip in another folder too: by hard links where the file system has such, else by copies."""
    for kind in ("images", "labels", "masks"):
        file = source / kind / name
        if kind == "masks" and not (name.endswith(ENDINGS["npy"]) and file.exists()):
            continue
        (target / kind).mkdir(exist_ok=True)
        try:
            os.link(file, target / kind / name)
        except OSError:  # another file system, or one without links
            shutil.copyfile(file, target / kind / name)


class ChipWriter(Protocol):
    """Writes chips of one raster, or copies of one chip. Several threads may write at once."""

    def write(
        self, into: Path, name: str, image: np.ndarray, valid: np.ndarray | None, label: np.ndarray,
        position: Geotransform | None,
    ) -> None:  # fmt: skip
        """Write a chip into the folders below ``into``, of which ``images`` and ``labels`` exist.

        ``image`` (bands, height, width) as in ``Chip``; ``valid`` (height, width) bool, None for everywhere;
        ``label`` (height, width) uint8; ``position`` None: the chip gets no place on the map. Raises EngineError
        when the disk does not take it.
        """


def make_writer(kind: ChipFormat, template: Raster, colours: gdal.ColorTable) -> ChipWriter:
    """A writer of pieces of the raster ``template``."""
    return GeoTiffWriter(look_of(template), colours) if kind == "geotiff" else NpyWriter(template.band_numbers)


def writer_like(chip: Chip, colours: gdal.ColorTable) -> ChipWriter:
    """A writer of copies of this chip, of the same format, bands and NoData."""
    return NpyWriter() if chip.look is None else GeoTiffWriter(chip.look, colours)


class NpyWriter:
    """Writes numpy's own files. ``band_numbers``, from 1, are those that are no alpha; None: all that it gets."""

    def __init__(self, band_numbers: Sequence[int] | None = None) -> None:
        self._data = None if band_numbers is None else [number - 1 for number in band_numbers]

    def write(
        self, into: Path, name: str, image: np.ndarray, valid: np.ndarray | None, label: np.ndarray,
        position: Geotransform | None,
    ) -> None:  # fmt: skip
        """See ``ChipWriter``."""
        data = image if self._data is None or len(self._data) == len(image) else image[self._data]
        files = {"images": data, "labels": label}
        if valid is not None and not valid.all():
            (into / "masks").mkdir(exist_ok=True)
            files["masks"] = valid
        for kind, values in files.items():
            npy_frame(values.shape, values.dtype).write(into / kind / name, values)


class GeoTiffWriter:
    """Writes GeoTIFFs that look like one raster: same bands, colours, NoData and CRS."""

    def __init__(self, look: Look, colours: gdal.ColorTable) -> None:
        self._look = look
        self._palette = tuple(colours.GetColorEntry(number) for number in range(colours.GetCount()))

    def write(
        self, into: Path, name: str, image: np.ndarray, valid: np.ndarray | None, label: np.ndarray,
        position: Geotransform | None,
    ) -> None:  # fmt: skip
        """See ``ChipWriter``."""
        path = into / "images" / name
        if self._look.needs_mask and valid is not None and not valid.all():
            with writing(path):
                create_image(str(path), self._look, image, position, valid)
        else:
            write_image(path, self._look, image, position)
        write_label(into / "labels" / name, self._look, self._palette, label, position)


def _load(path: Path) -> np.ndarray:
    try:
        return np.load(path, allow_pickle=False)
    except (OSError, ValueError) as error:
        raise EngineError(
            f"The chip {path} cannot be read: {error}.", "Run the step that wrote it again."
        ) from None
