"""Reading rasters by windows, and writing what lies on their grid.

The only place that opens image rasters. Files are not trusted: a VRT that poses as another format or reaches
the network is refused, and VRT Python functions are never run.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from osgeo import gdal, gdal_array, ogr, osr

from ..errors import EngineError
from .grid import Grid
from .vrt import SERVICES, driver_of, refuse_treacherous

gdal.UseExceptions()
ogr.UseExceptions()
osr.UseExceptions()
gdal.SetConfigOption("GDAL_VRT_ENABLE_PYTHON", "NO")
gdal.PushErrorHandler("CPLQuietErrorHandler")  # errors are raised; GDAL's own printing would only be noise
# GDAL would take 5 % of the memory; what this program reads again it holds itself.
gdal.SetCacheMax(128 * 1024 * 1024)
gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES")  # one file a raster: what is linked or copied is whole


class Raster:
    """An image raster opened for reading. Use as a context manager; alpha bands count as masks, not as data.

    ``dataset`` is what is read where that is not what lies at ``path``, which messages name.
    """

    def __init__(self, path: str, dataset: gdal.Dataset | None = None) -> None:
        self.path = path
        self.dataset = dataset = _open(path) if dataset is None else dataset
        crs = dataset.GetSpatialRef()
        self.grid = Grid(
            dataset.RasterXSize,
            dataset.RasterYSize,
            tuple(dataset.GetGeoTransform()),
            crs.ExportToWkt() if crs else "",
        )
        bands = [dataset.GetRasterBand(number + 1) for number in range(dataset.RasterCount)]
        self.colours = tuple(band.GetColorInterpretation() for band in bands)
        self._alpha = next((b for b in bands if b.GetColorInterpretation() == gdal.GCI_AlphaBand), None)
        self._bands = [b for b in bands if b.GetColorInterpretation() != gdal.GCI_AlphaBand]
        self.band_numbers = [band.GetBand() for band in self._bands]
        self._refuse_unusable()
        kinds = (gdal_array.GDALTypeCodeToNumericTypeCode(band.DataType) for band in self._bands)
        self.dtype: np.dtype = np.result_type(*kinds)
        self.band_names = tuple(_band_name(band) for band in self._bands)
        self.nodata = tuple(_nodata(band) for band in self._bands)
        flags = self._bands[0].GetMaskFlags()
        in_file = bool(flags & gdal.GMF_PER_DATASET) and not flags & gdal.GMF_NODATA
        self.has_mask = in_file or self._alpha is not None

    def __enter__(self) -> Raster:
        return self

    def __exit__(self, *_: object) -> None:
        self.dataset = self._alpha = None
        self._bands = []

    @property
    def may_have_gaps(self) -> bool:
        """False when every pixel is certain to be known, so that looking for gaps can be left out."""
        return self.has_mask or self.dtype.kind == "f" or any(value is not None for value in self.nodata)

    def read(self, column: int, row: int, width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
        """Read a window that lies inside the raster.

        Returns the image (bands, height, width) in the raster's dtype, and where it is known
        (height, width) bool. Raises EngineError, naming the block, when the file is damaged.
        """
        try:
            image = self.dataset.ReadAsArray(column, row, width, height, band_list=self.band_numbers)
            image = image.reshape(len(self._bands), height, width).astype(self.dtype, copy=False)
            valid = self._valid(image, column, row, width, height)
        except RuntimeError as error:
            raise self._damaged(column, row, width, height, error) from None
        return image, valid

    def read_all_bands(self, columns: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
        """Read every band, alpha included, by indices (see ``windows.reflected``).

        Returns the image (all bands, rows, columns) in the raster's dtype, and where it is known (rows, columns)
        bool, or None for everywhere.
        """
        left, top = int(columns.min()), int(rows.min())
        width, height = int(columns.max()) - left + 1, int(rows.max()) - top + 1
        try:
            image = self.dataset.ReadAsArray(left, top, width, height)
            image = image.reshape(-1, height, width).astype(self.dtype, copy=False)
            if not self.may_have_gaps:
                return _pick(image, rows - top, columns - left), None
            data = image if self._alpha is None else image[[number - 1 for number in self.band_numbers]]
            valid = self._valid(data, left, top, width, height)
        except RuntimeError as error:
            raise self._damaged(left, top, width, height, error) from None
        return _pick(image, rows - top, columns - left), _pick(valid, rows - top, columns - left)

    def read_reflected(self, columns: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Read by indices (see ``windows.reflected``), so that a window may reach beyond the raster."""
        left, top = int(columns.min()), int(rows.min())
        image, valid = self.read(left, top, int(columns.max()) - left + 1, int(rows.max()) - top + 1)
        return _pick(image, rows - top, columns - left), _pick(valid, rows - top, columns - left)

    def _valid(self, image: np.ndarray, column: int, row: int, width: int, height: int) -> np.ndarray:
        valid = np.ones((height, width), bool)
        if self.has_mask:
            # GDAL takes an alpha band for a mask among two or four bands only.
            mask = self._bands[0].GetMaskBand() if self._alpha is None else self._alpha
            valid &= mask.ReadAsArray(column, row, width, height) > 0
        if image.dtype.kind == "f":
            valid &= np.isfinite(image).all(axis=0)
        empty = [
            image[i] == np.asarray(value).astype(image.dtype)
            for i, value in enumerate(self.nodata)
            if value is not None and not np.isnan(value) and _fits(value, image.dtype)
        ]
        if empty:
            # Pure black or white in one channel of a photo is a colour; in all of them it is NoData. Anywhere
            # else a gap in one band makes the pixel unusable.
            photo = image.dtype == np.uint8 and len(empty) == len(image) >= 3 and len(set(self.nodata)) == 1
            valid &= ~(np.logical_and if photo else np.logical_or).reduce(empty)
        return valid

    def _damaged(self, column: int, row: int, width: int, height: int, error: Exception) -> EngineError:
        return EngineError(
            f"{self.path} cannot be read at columns {column}–{column + width}, "
            f"rows {row}–{row + height}: {error}.",
            "The file seems damaged or cut short; copy or export it again.",
        )

    def _refuse_unusable(self) -> None:
        if not self._bands:
            raise EngineError(f"{self.path} has no image bands.", "Choose a raster with one band or more.")
        for band in self._bands:
            if gdal.DataTypeIsComplex(band.DataType):
                raise EngineError(
                    f"{self.path} holds complex numbers, which a network cannot read.",
                    "Convert it to amplitude or intensity first.",
                )
            if band.GetColorTable() is not None:
                raise EngineError(
                    f"{self.path} is a palette raster: its values are numbers of colours, not colours.",
                    "Expand it first: Raster > Conversion > PCT to RGB.",
                )


def full_path(raster: str) -> str:
    """The absolute path of a file; a part of one, such as GTIFF_DIR:2:a.tif, is no path and stays as it is."""
    return os.path.abspath(raster) if os.path.exists(raster) else raster


def create_raster(
    path: Path | str, grid: Grid, bands: int, data_type: int, nodata: float | None, *options: str
) -> gdal.Dataset:
    """A new tiled GeoTIFF on exactly this grid; compressed, unless ``options`` say otherwise."""
    base = ["TILED=YES", "COMPRESS=DEFLATE", "ZLEVEL=3", "BIGTIFF=IF_SAFER", "NUM_THREADS=ALL_CPUS"]
    dataset = gdal.GetDriverByName("GTiff").Create(
        str(path),
        grid.width,
        grid.height,
        bands,
        data_type,
        [*options, *base],  # of two the first counts
    )
    place(dataset, grid)
    if nodata is not None:
        for number in range(bands):
            dataset.GetRasterBand(number + 1).SetNoDataValue(nodata)
    return dataset


def place(dataset: gdal.Dataset, grid: Grid) -> None:
    """Give a new dataset the position and CRS of ``grid``, as far as it has them."""
    if grid.crs:
        dataset.SetSpatialRef(grid.spatial_reference())
    if grid.has_position:
        dataset.SetGeoTransform(grid.geotransform)


def read_from_memory(path: str) -> bytes:
    """The bytes of a file in GDAL's memory (``/vsimem/…``)."""
    file = gdal.VSIFOpenL(path, "rb")
    try:
        return bytes(gdal.VSIFReadL(1, gdal.VSIStatL(path).size, file))
    finally:
        gdal.VSIFCloseL(file)


@contextmanager
def writing(path: Path | str) -> Iterator[None]:
    """Say in the user's words that the disk is full. End the block with ``close``, or with ``FlushCache`` where
    more is to be written: what fails only when a dataset goes out of scope goes unnoticed."""
    try:
        yield
    except RuntimeError as error:
        raise EngineError(f"{path} cannot be written: {error}.", "Check the free space of the disk.") from None


def close(dataset: gdal.Dataset) -> None:
    """Write what is waiting and close a GeoTIFF. Raises RuntimeError when the disk did not take all of it."""
    path = dataset.GetDescription()
    dataset.FlushCache()
    if hasattr(dataset, "Close"):
        # From GDAL 3.8 on. There the last bytes are written by it, and a failure is told to nobody.
        dataset.Close()
        _refuse_truncated(path)


def _refuse_truncated(path: str) -> None:
    dataset, length = gdal.Open(path), os.path.getsize(path)
    for band in (dataset.GetRasterBand(number + 1) for number in range(dataset.RasterCount)):
        (width, height), (block_width, block_height) = (band.XSize, band.YSize), band.GetBlockSize()
        for x, y in itertools.product(range(-(-width // block_width)), range(-(-height // block_height))):
            place, size = (band.GetMetadataItem(f"BLOCK_{what}_{x}_{y}", "TIFF") for what in ("OFFSET", "SIZE"))
            if place is not None and int(place) + int(size) > length:
                raise RuntimeError(f"only {length} bytes of it were written")


def require_same_grid(path: Path | str, grid: Grid) -> None:
    """Reopen what was written and check that it lies exactly on ``grid``: a result that is half a pixel off
    is worse than none."""
    dataset = gdal.Open(str(path))
    written = dataset.GetSpatialRef()
    wanted = grid.spatial_reference()
    same_crs = written is None if wanted is None else written is not None and bool(written.IsSame(wanted))
    found = (dataset.RasterXSize, dataset.RasterYSize, tuple(dataset.GetGeoTransform()))
    del dataset
    if found != (grid.width, grid.height, grid.geotransform) or not same_crs:
        raise RuntimeError(f"{path} does not lie on the grid of its input: {found} instead of {grid}")


def _open(path: str) -> gdal.Dataset:
    refuse_treacherous(path, gdal.OF_RASTER)
    if driver_of(path, gdal.OF_RASTER) in SERVICES:
        raise EngineError(
            f"{path} is a map service, not a file.",
            "Export the area as a GeoTIFF first: layer menu > Export > Save As.",
        )
    try:
        dataset = gdal.OpenEx(path, gdal.OF_RASTER)
    except RuntimeError as error:
        if not path.startswith("/vsi") and ":" not in path[2:] and not Path(path).exists():
            raise EngineError(f"There is no raster at {path}.", "Check the path.") from None
        raise EngineError(
            f"{path} cannot be opened as a raster: {error}.", "Use a format that QGIS shows as a raster layer."
        ) from None
    return dataset


def _pick(image: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Rows and columns of (…, height, width) by indices; where those just count up, a view: copying is slow."""
    return _take(_take(image, rows, image.ndim - 2), columns, image.ndim - 1)


def _take(image: np.ndarray, indices: np.ndarray, axis: int) -> np.ndarray:
    """As ``np.take``; the longest stretch of indices that count up is copied as a whole, or not at all."""
    starts = np.flatnonzero(np.diff(indices, prepend=indices[0] - 2) != 1)
    ends = np.append(starts[1:], len(indices))
    longest = int((ends - starts).argmax())
    first, last = int(starts[longest]), int(ends[longest])
    stretch = image[(slice(None),) * axis + (slice(indices[first], indices[first] + last - first),)]
    if last - first == len(indices):
        return stretch
    before, after = (image.take(part, axis) for part in (indices[:first], indices[last:]))
    return np.concatenate([before, stretch, after], axis)


def _band_name(band: gdal.Band) -> str:
    colour = gdal.GetColorInterpretationName(band.GetColorInterpretation())
    return band.GetDescription() or (colour if colour not in ("Undefined", "Gray") else f"band {band.GetBand()}")


def _nodata(band: gdal.Band) -> float | None:
    """The declared NoData value; NaN always as the same object, so that equal values compare as equal."""
    value = band.GetNoDataValue()
    return np.nan if value is not None and np.isnan(value) else value


def _fits(value: float, dtype: np.dtype) -> bool:
    """Whether a declared NoData value can occur at all: -9999 in an unsigned raster cannot."""
    if dtype.kind == "f":
        return True
    limits = np.iinfo(dtype)
    return limits.min <= value <= limits.max and value == int(value)
