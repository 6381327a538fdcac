"""Writing result rasters: row by row, under a temporary name, on exactly the input's grid."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import numpy as np
from osgeo import gdal

from ..data.classes import IGNORED, LandClass
from ..data.labels import colour_table
from ..data.raster import Grid, close, create_raster, require_same_grid, writing
from ..errors import EngineError
from ..events import Reporter
from ..files import forget_link, replace_or_rename
from .journal import RowJournal

ROWS_AT_ONCE = 256
_SOFTWARE = "Deep Segmentation Wizard"


def require_free(outputs: Sequence[Path], inputs: Sequence[str]) -> None:
    """Raises EngineError when an output is one of the inputs, another output, no GeoTIFF by its name, or a file
    that this program did not write."""
    for path in outputs:
        require_no_input(path, inputs)
        if path.suffix.lower() not in (".tif", ".tiff"):
            raise EngineError(f"The output {path} is no GeoTIFF name.", "Choose a name that ends in .tif.")
        if path.exists() and not _is_ours(path):
            raise EngineError(
                f"{path} exists and was not written by {_SOFTWARE}.",
                "Choose another name, or move that file away.",
            )
    if len({os.path.normcase(os.path.realpath(path)) for path in outputs}) < len(outputs):
        raise EngineError(f"Two outputs have the same name, {outputs[0]}.", "Choose a name for each.")


def require_no_input(path: Path, inputs: Sequence[str]) -> None:
    """Raises EngineError when ``path`` is one of the inputs (a layer may be given as ``file|layername=NAME``)."""
    files = [Path(source.partition("|")[0]) for source in inputs]
    if any(path.exists() and file.exists() and os.path.samefile(path, file) for file in files):
        raise EngineError(f"The output {path} is one of the inputs.", "Choose another name for the output.")


Writer = TypeVar("Writer", bound="RasterWriter")


class RasterWriter:
    """Takes rows from top to bottom and, when all went well, gives the finished raster its final name.

    A context manager: leaving it by an exception removes the temporary file. ``written`` is the final path, which
    differs from the one asked for where another program holds that file open. With a ``key`` of all that the
    pixels depend on, it goes on where a process that was killed had stopped: rows from ``row`` on are to be added.
    """

    def __init__(
        self, path: Path, grid: Grid, bands: int, data_type: int, nodata: float, *options: str, key: str = ""
    ) -> None:
        self.path, self.grid = path, grid
        self.written = path
        self.row = 0
        self.dataset: gdal.Dataset = None
        self._waiting: np.ndarray | None = None
        self._count = 0
        self.temporary = path.with_name(f".{path.name}.rows.tif")
        with _writable(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            forget_link(self.temporary)
            self._journal = RowJournal(self.temporary, key) if key else None
        try:
            if not self._goes_on(bands, data_type):
                with writing(path):
                    self.dataset = create_raster(self.temporary, grid, bands, data_type, nodata, *options)
                self.dataset.SetMetadataItem("TIFFTAG_SOFTWARE", _SOFTWARE)
        except BaseException:
            self._give_up()
            raise

    def write(self, rows: np.ndarray) -> None:
        """Append ``rows`` (bands, n, width). They are written by whole blocks of the file."""
        if self._waiting is None:
            self._waiting = np.empty((len(rows), ROWS_AT_ONCE, self.grid.width), rows.dtype)
        start, end = 0, rows.shape[1]
        while start < end:
            taken = min(end - start, ROWS_AT_ONCE - self._count)
            self._waiting[:, self._count : self._count + taken] = rows[:, start : start + taken]
            self._count += taken
            start += taken
            if self._count == ROWS_AT_ONCE:
                self._flush()
                if self._journal is not None and self._journal.is_due:
                    with writing(self.path):
                        self.dataset.FlushCache()
                    with _writable(self.path):
                        self._journal.note(self.row)

    def close_rows(self) -> Path:
        """Write what is waiting and close the file; its name until it is finished."""
        if self.dataset is not None:
            self._flush()
            with writing(self.path):
                close(self.dataset)
                self.dataset = None
            if self._journal is not None:
                with _writable(self.path):
                    self._journal.note(self.row)
        return self.temporary

    def finish(self) -> None:
        """Close the file, check its grid and give it its name."""
        self.close_rows()
        require_same_grid(self.temporary, self.grid)
        if self._journal is not None:
            with _writable(self.path):
                self._journal.settle()
        self.written = _publish(self.temporary, self.path)

    def _goes_on(self, bands: int, data_type: int) -> bool:
        """Open what a killed process has left of just this raster; False where there is nothing of use."""
        done = 0 if self._journal is None else min(self._journal.rows_done(), self.grid.height)
        if not done:
            return False
        try:
            self.dataset = gdal.OpenEx(
                str(self.temporary), gdal.OF_RASTER | gdal.OF_UPDATE, allowed_drivers=["GTiff"]
            )
        except RuntimeError:
            return False
        found = (self.dataset.RasterXSize, self.dataset.RasterYSize, self.dataset.RasterCount)
        same = found == (self.grid.width, self.grid.height, bands)
        if not same or self.dataset.GetRasterBand(1).DataType != data_type:
            self.dataset = None
            return False
        self.row = done
        return True

    def _flush(self) -> None:
        """Write the rows that are waiting."""
        if self._waiting is None or not self._count:
            return
        with writing(self.path):
            self.dataset.WriteArray(np.ascontiguousarray(self._waiting[:, : self._count]), 0, self.row)
        self.row += self._count
        self._count = 0

    def _give_up(self) -> None:
        self.dataset = None
        if self._journal is not None:
            with contextlib.suppress(EngineError, OSError):  # what is given up need not be safe
                self._journal.settle()
        _discard(self.temporary)
        if self._journal is not None:
            self._journal.close()

    def __enter__(self: Writer) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self.finish()
        finally:
            self._give_up()


class MaskWriter(RasterWriter):
    """Class codes as a Cloud-Optimized GeoTIFF with colours, class names, overviews, and 255 for NoData."""

    def __init__(self, path: Path, grid: Grid, classes: tuple[LandClass, ...], reporter: Reporter) -> None:
        # Not compressed: it is read once more, and then goes.
        super().__init__(path, grid, 1, gdal.GDT_Byte, IGNORED, "COMPRESS=NONE", "SPARSE_OK=TRUE")
        self.reporter = reporter
        band = self.dataset.GetRasterBand(1)
        band.SetColorTable(colour_table(classes))
        names = {item.code: item.name for item in classes}
        band.SetCategoryNames([names.get(code, "") for code in range(max(names) + 1)])
        self._codes = np.full(256, IGNORED, np.uint8)
        self._codes[: len(classes)] = [item.code for item in classes]

    def add(self, places: np.ndarray) -> None:
        """Append rows of classes (n, width) uint8, given by their place in ``classes``, or 255 for NoData."""
        self.write(self._codes[places][None])

    def finish(self) -> None:
        """COG has no way to be written row by row: copy the finished rows into one."""
        self.close_rows()
        copy = forget_link(self.path.with_name(f".{self.path.name}.cog.tif"))
        try:
            self._copy_as_cog(copy)
            require_same_grid(copy, self.grid)
            self.written = _publish(copy, self.path)
        finally:
            _discard(copy)

    def _copy_as_cog(self, path: Path) -> None:
        source = gdal.Open(str(self.temporary))
        options = ["COMPRESS=DEFLATE", "LEVEL=3", "OVERVIEW_RESAMPLING=MODE", "BIGTIFF=IF_SAFER"]
        options.append("NUM_THREADS=ALL_CPUS")

        def go_on(*_: Any) -> int:
            return 0 if self.reporter.control.cancelled else 1

        try:
            with writing(self.path):
                copied = gdal.GetDriverByName("COG").CreateCopy(str(path), source, options=options, callback=go_on)
                if copied is not None:
                    close(copied)
        except EngineError:
            self.reporter.control.raise_if_cancelled()  # GDAL tells of it as of a failure, or not at all
            raise
        self.reporter.control.raise_if_cancelled()


@contextlib.contextmanager
def _writable(path: Path) -> Iterator[None]:
    """Say in the user's words that the folder takes no files."""
    try:
        yield
    except OSError as error:
        raise EngineError(
            f"{path} cannot be written: {error.strerror}.", "Choose a folder that you may write to."
        ) from None


def _side_file(path: Path) -> Path:
    """Where GDAL keeps what a TIFF cannot hold: class names, some rare CRS, statistics."""
    return path.with_name(path.name + ".aux.xml")


def _publish(temporary: Path, final: Path) -> Path:
    """Give a finished raster and its side file their names; an earlier raster's side file goes with it."""
    written = replace_or_rename(temporary, final)
    if _side_file(temporary).exists():
        os.replace(_side_file(temporary), _side_file(written))
    else:
        _side_file(written).unlink(missing_ok=True)
    return written


def _discard(temporary: Path) -> None:
    for path in (temporary, _side_file(temporary)):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _is_ours(path: Path) -> bool:
    try:
        dataset = gdal.OpenEx(str(path), gdal.OF_RASTER, allowed_drivers=["GTiff"])
    except RuntimeError:
        return False
    return (dataset.GetMetadataItem("TIFFTAG_SOFTWARE") or "").startswith(_SOFTWARE)
