"""What all GeoTIFF chips of a raster have in common, and how one is written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

import numpy as np
from osgeo import gdal, gdal_array

from .classes import IGNORED
from .frames import Frame, tiff_frame
from .grid import Geotransform, spatial_reference
from .raster import Raster, writing

Palette = tuple[tuple[int, ...], ...]
Steps = tuple[float, float, float, float]
"""The part of a geotransform that is the same all over a raster."""
_RGB = (gdal.GCI_RedBand, gdal.GCI_GreenBand, gdal.GCI_BlueBand)
_making = Lock()


@dataclass(frozen=True)
class Look:
    """Of a raster, or of a chip, what its pieces and copies keep."""

    crs: str
    dtype: np.dtype
    colours: tuple[int, ...]
    """GDAL's interpretation of each band, alpha among them."""
    descriptions: tuple[str, ...]
    nodata: float | None
    needs_mask: bool
    """Where pixels are unknown, a mask band says so."""


def look_of(raster: Raster) -> Look:
    """The look of a raster's pieces."""
    bands = (raster.dataset.GetRasterBand(number + 1) for number in range(len(raster.colours)))
    # A GeoTIFF has one NoData value for all bands; anything richer becomes a mask band.
    distinct = set(raster.nodata)
    return Look(
        crs=raster.grid.crs,
        dtype=raster.dtype,
        colours=raster.colours,
        descriptions=tuple(band.GetDescription() for band in bands),
        nodata=raster.nodata[0] if len(distinct) == 1 else None,
        needs_mask=(raster.has_mask and gdal.GCI_AlphaBand not in raster.colours) or len(distinct) > 1,
    )


def write_image(path: Path, look: Look, image: np.ndarray, position: Geotransform | None) -> None:
    """Write an image (bands, height, width) without a mask band."""
    with _making:
        frame = _image_frame(look, image.shape, _steps(position))
    if frame is not None:
        frame.write(path, image, position)
        return
    with writing(path):
        create_image(str(path), look, image, position)


def write_label(
    path: Path, look: Look, palette: Palette, label: np.ndarray, position: Geotransform | None
) -> None:
    """Write a label (height, width) uint8 of class codes and 255."""
    with _making:
        frame = _label_frame(look.crs, palette, label.shape, _steps(position))
    if frame is not None:
        frame.write(path, label, position)
        return
    with writing(path):
        create_label(str(path), look.crs, palette, label, position)


def create_image(
    path: str, look: Look, image: np.ndarray, position: Geotransform | None, valid: np.ndarray | None = None
) -> None:
    """Have GDAL write an image (bands, height, width); with ``valid`` (height, width) bool also a mask band."""
    bands, height, width = image.shape
    kind = gdal_array.NumericTypeCodeToGDALTypeCode(look.dtype)
    # Unless told, GDAL guesses colours and alpha from the number of bands.
    options = ["INTERLEAVE=BAND", f"PHOTOMETRIC={'RGB' if look.colours[:3] == _RGB else 'MINISBLACK'}"]
    dataset = _driver().Create(path, width, height, bands, kind, options)
    _place(dataset, look.crs, position)
    for number, colour in enumerate(look.colours):
        band = dataset.GetRasterBand(number + 1)
        if band.GetColorInterpretation() != colour:
            band.SetColorInterpretation(colour)
        if look.descriptions[number]:
            band.SetDescription(look.descriptions[number])
    if look.nodata is not None:
        dataset.GetRasterBand(1).SetNoDataValue(look.nodata)
    dataset.WriteArray(np.ascontiguousarray(image))
    if valid is not None:
        dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
        dataset.GetRasterBand(1).GetMaskBand().WriteArray(valid.astype(np.uint8) * 255)
    dataset.FlushCache()


def create_label(path: str, crs: str, palette: Palette, label: np.ndarray, position: Geotransform | None) -> None:
    """Have GDAL write a label (height, width) uint8."""
    height, width = label.shape
    dataset = _driver().Create(path, width, height, 1, gdal.GDT_Byte)
    _place(dataset, crs, position)
    band, table = dataset.GetRasterBand(1), gdal.ColorTable()
    for number, colour in enumerate(palette):
        table.SetColorEntry(number, colour)
    band.SetColorTable(table)
    band.SetNoDataValue(IGNORED)
    band.WriteArray(np.ascontiguousarray(label))
    dataset.FlushCache()


@lru_cache(maxsize=32)
def _image_frame(look: Look, shape: tuple[int, ...], steps: Steps | None) -> Frame | None:
    return tiff_frame(
        lambda path, pixels, position: create_image(path, look, pixels, position), shape, look.dtype, steps
    )


@lru_cache(maxsize=32)
def _label_frame(crs: str, palette: Palette, shape: tuple[int, ...], steps: Steps | None) -> Frame | None:
    return tiff_frame(
        lambda path, pixels, position: create_label(path, crs, palette, pixels, position),
        shape, np.dtype(np.uint8), steps,
    )  # fmt: skip


def _steps(position: Geotransform | None) -> Steps | None:
    return None if position is None else (position[1], position[2], position[4], position[5])


def _driver() -> gdal.Driver:
    return gdal.GetDriverByName("GTiff")


def _place(dataset: gdal.Dataset, crs: str, position: Geotransform | None) -> None:
    if position is not None:
        dataset.SetGeoTransform(position)
        if crs:
            dataset.SetSpatialRef(spatial_reference(crs))  # one of its own: threads must not share it
