"""How much ground pixels cover, in square metres on the ellipsoid."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from osgeo import osr

from ..data.classes import LandClass
from ..data.ground import equal_area
from ..data.raster import Grid
from ..files import write_bytes

_ROWS, _COLUMNS = 32, 256
"""Of a cell, whose pixels are taken to cover the same ground."""
_HEADER = ("code", "name", "pixels", "area_m2", "percent")


class PixelAreas:
    """Square metres of the pixels of a grid; square map units where it has no CRS, or one of no use there."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._to_ground: osr.CoordinateTransformation | None = None
        if grid.crs and grid.has_position:
            try:
                self._to_ground = osr.CoordinateTransformation(grid.spatial_reference(), equal_area(grid))
                if not np.isfinite(self.cells(0, 1)).all():
                    self._to_ground = None
            except RuntimeError:
                self._to_ground = None

    @property
    def in_metres(self) -> bool:
        """Whether areas are in square metres."""
        return self._to_ground is not None

    def of(self, row: int, rows: int) -> np.ndarray:
        """The area of each pixel of some rows, (rows, width) float64."""
        cells = self.cells(row, rows).repeat(_COLUMNS, axis=1)[:, : self.grid.width]
        return cells.repeat(_ROWS, axis=0)[:rows]

    def cells(self, row: int, rows: int) -> np.ndarray:
        """The area of a pixel in each cell of some rows: (cells down, cells across) float64, from ``row`` on."""
        down, across = _edges(row, rows, _ROWS), _edges(0, self.grid.width, _COLUMNS)
        _, xx, xy, _, yx, yy = self.grid.geotransform
        if self._to_ground is None:
            return np.full((len(down) - 1, len(across) - 1), abs(xx * yy - xy * yx))
        points = [self.grid.to_map(column, line) for line in down for column in across]
        ground = np.array(self._to_ground.TransformPoints(points))[:, :2].reshape(len(down), len(across), 2)
        # Half the cross product of a quadrilateral's diagonals.
        one, other = ground[1:, 1:] - ground[:-1, :-1], ground[1:, :-1] - ground[:-1, 1:]
        area = np.abs(one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0]) / 2
        return area / (np.diff(down)[:, None] * np.diff(across))


class ClassAreas:
    """Counts pixels and ground by class, rows after rows."""

    def __init__(self, areas: PixelAreas, classes: Sequence[LandClass]) -> None:
        self._areas, self._classes = areas, classes
        self.pixels = np.zeros(len(classes), np.int64)
        self.ground = np.zeros(len(classes))
        self._row = 0

    def add(self, places: np.ndarray) -> None:
        """Take in the next rows: places of classes (rows, width), and other numbers where none is known."""
        cells = self._areas.cells(self._row, len(places))
        starts = np.arange(0, places.shape[1], _COLUMNS)
        for number, cell_row in enumerate(cells):
            part = slice(number * _ROWS, (number + 1) * _ROWS)
            for place in range(len(self._classes)):
                found = np.count_nonzero(places[part] == place, axis=0)
                across = np.add.reduceat(found, starts)
                self.pixels[place] += across.sum()
                self.ground[place] += across @ cell_row
        self._row += len(places)

    def table(self) -> list[dict[str, object]]:
        """A row a class, in the order of the classes; the area is None where it is not known."""
        total = max(self.pixels.sum(), 1)
        rows: list[dict[str, object]] = []
        for item, pixels, ground in zip(self._classes, self.pixels.tolist(), self.ground.tolist(), strict=True):
            area = round(ground, 2) if self._areas.in_metres else None
            values = (item.code, item.name, pixels, area, round(100 * pixels / total, 4))
            rows.append(dict(zip(_HEADER, values, strict=True)))
        return rows

    def write(self, path: Path) -> None:
        """Write the table as CSV."""
        text = io.StringIO()
        writer = csv.DictWriter(text, _HEADER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.table())
        write_bytes(path, text.getvalue().encode("utf-8"))


def is_area_table(path: Path) -> bool:
    """Whether a file looks like one that ``ClassAreas`` has written."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.readline().strip() == ",".join(_HEADER)
    except (OSError, UnicodeDecodeError):
        return False


def _edges(start: int, count: int, step: int) -> np.ndarray:
    return np.append(np.arange(start, start + count, step), start + count)
