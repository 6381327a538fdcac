"""Writing result rasters: row by row, under a temporary name, on exactly the input's grid."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from osgeo import gdal

from ..data.classes import IGNORED, LandClass
from ..data.labels import colour_table
from ..data.raster import Grid, create_raster, require_same_grid
from ..errors import EngineError
from ..events import Reporter
from ..run_folder import replace_or_rename

_ROWS_AT_ONCE = 256
_SOFTWARE = "Deep Segmentation Wizard"


def require_free(path: Path, inputs: list[str]) -> None:
    """Raises EngineError when ``path`` is one of the inputs, or a file that this program did not write."""
    for source in inputs:
        if path.exists() and Path(source).exists() and os.path.samefile(path, source):
            raise EngineError(f"The output {path} is one of the inputs.", "Choose another name for the output.")
    if path.suffix.lower() not in (".tif", ".tiff"):
        raise EngineError(f"The output {path} is no GeoTIFF name.", "Choose a name that ends in .tif.")
    if path.exists() and not _is_ours(path):
        raise EngineError(
            f"{path} exists and was not written by {_SOFTWARE}.", "Choose another name, or move that file away."
        )


class RasterWriter:
    """Takes rows from top to bottom and, when all went well, gives the finished raster its final name.

    A context manager: leaving it by an exception removes the temporary file. ``written`` is the final path, which
    differs from the one asked for where another program holds that file open.
    """

    def __init__(self, path: Path, grid: Grid, bands: int, data_type: int, nodata: float, *options: str) -> None:
        self.path, self.grid = path, grid
        self.written = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self.temporary = path.with_name(f".{path.stem}.rows.tif")
        self.dataset = create_raster(self.temporary, grid, bands, data_type, nodata, *options)
        self.dataset.SetMetadataItem("TIFFTAG_SOFTWARE", _SOFTWARE)
        self._waiting: list[np.ndarray] = []
        self._row = 0

    def write(self, rows: np.ndarray) -> None:
        """Append ``rows`` (bands, n, width). They are written by whole blocks of the file."""
        self._waiting.append(rows)
        if sum(part.shape[1] for part in self._waiting) >= _ROWS_AT_ONCE:
            self._flush(_ROWS_AT_ONCE)

    def finish(self) -> None:
        """Close the file, check its grid and give it its name."""
        self._flush(1)
        self.dataset = None
        require_same_grid(self.temporary, self.grid)
        self.written = replace_or_rename(self.temporary, self.path)

    def _flush(self, multiple: int) -> None:
        if not self._waiting:
            return
        rows = np.concatenate(self._waiting, axis=1)
        count = rows.shape[1] // multiple * multiple
        try:
            self.dataset.WriteArray(np.ascontiguousarray(rows[:, :count]), 0, self._row)
        except RuntimeError as error:
            raise EngineError(
                f"{self.path} cannot be written: {error}.", "Check the free space of the disk."
            ) from None
        self._row += count
        self._waiting = [rows[:, count:]] if count < rows.shape[1] else []

    def __enter__(self) -> RasterWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.finish()
        finally:
            self.dataset = None
            with contextlib.suppress(OSError):
                self.temporary.unlink(missing_ok=True)


class ProbabilityWriter(RasterWriter):
    """Probabilities 0–1 as float32, NaN where nothing is known; a band a class, or one band for two classes."""

    def __init__(self, path: Path, grid: Grid, classes: tuple[LandClass, ...]) -> None:
        shown = classes[1:] if len(classes) == 2 else classes
        super().__init__(path, grid, len(shown), gdal.GDT_Float32, float("nan"), "PREDICTOR=3", "INTERLEAVE=BAND")
        for number, item in enumerate(shown):
            self.dataset.GetRasterBand(number + 1).SetDescription(item.name)

    def add(self, probabilities: np.ndarray, valid: np.ndarray) -> None:
        """Append rows of probabilities (bands, n, width)."""
        self.write(np.where(valid, probabilities, np.float32("nan")))


class MaskWriter(RasterWriter):
    """Class codes as a Cloud-Optimized GeoTIFF with colours, class names, overviews, and 255 for NoData."""

    def __init__(self, path: Path, grid: Grid, classes: tuple[LandClass, ...], reporter: Reporter) -> None:
        super().__init__(path, grid, 1, gdal.GDT_Byte, IGNORED)
        self.classes, self.reporter = classes, reporter
        self.dataset.GetRasterBand(1).SetColorTable(colour_table(classes))
        self._codes = np.full(256, IGNORED, np.uint8)
        self._codes[: len(classes)] = [item.code for item in classes]

    def add(self, places: np.ndarray, valid: np.ndarray) -> None:
        """Append rows of classes (n, width), given by their place in ``classes``."""
        self.write(np.where(valid, self._codes[places], np.uint8(IGNORED))[None])

    def finish(self) -> None:
        """COG has no way to be written row by row: copy the finished rows into one."""
        self._flush(1)
        self.dataset = None
        copy = self.path.with_name(f".{self.path.stem}.cog.tif")
        try:
            self._copy_as_cog(copy)
            require_same_grid(copy, self.grid)
            self.written = replace_or_rename(copy, self.path)
        finally:
            copy.unlink(missing_ok=True)
            copy.with_name(copy.name + ".aux.xml").unlink(missing_ok=True)
        self._name_classes()

    def _copy_as_cog(self, path: Path) -> None:
        source = gdal.Open(str(self.temporary))
        options = ["COMPRESS=DEFLATE", "OVERVIEW_RESAMPLING=MODE", "BIGTIFF=IF_SAFER", "NUM_THREADS=ALL_CPUS"]

        def go_on(*_: Any) -> int:
            return 0 if self.reporter.control.cancelled else 1

        try:
            gdal.GetDriverByName("COG").CreateCopy(str(path), source, options=options, callback=go_on)
        except RuntimeError as error:
            self.reporter.control.raise_if_cancelled()
            raise EngineError(
                f"{self.path} cannot be written: {error}.", "Check the free space of the disk."
            ) from None
        self.reporter.control.raise_if_cancelled()

    def _name_classes(self) -> None:
        """Class names have no place in a TIFF; GDAL keeps them in a side file, which QGIS reads for its legend."""
        names = [""] * (max(item.code for item in self.classes) + 1)
        for item in self.classes:
            names[item.code] = item.name
        dataset = gdal.Open(str(self.written))
        dataset.GetRasterBand(1).SetCategoryNames(names)


def _is_ours(path: Path) -> bool:
    try:
        return (gdal.Open(str(path)).GetMetadataItem("TIFFTAG_SOFTWARE") or "").startswith(_SOFTWARE)
    except RuntimeError:
        return False
