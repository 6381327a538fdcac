"""Which polygons each chip meets: those around sets that the user drew, or the groups of ROIs.

A chip meets a polygon when they have ground in common; a hundredth of a pixel along the chip's edge does not
count, so that polygons drawn along the edges of chips mean what they look like, in whatever CRS.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from osgeo import gdal, ogr

from ..control import Control
from ..errors import EngineError
from ..settings import SET_NAMES, InputSettings
from .buffers import Buffers
from .grid import Grid, outline
from .labels import LabelsRecord
from .raster import full_path
from .vector import read_polygons

if TYPE_CHECKING:
    from .chip_plan import ChipsRecord

Value = str | int | float | None
SceneAreas = list[list[ogr.Geometry | None]]
"""For each scene the ground of train, validation and test, None where a set has none there."""
_EDGE = 0.01
_SET_WORDS = {
    "train": 0, "training": 0,
    "validation": 1, "validate": 1, "val": 1, "valid": 1,
    "test": 2, "testing": 2,
}  # fmt: skip


def set_named(value: Value) -> int | None:
    """The number of the set that a value of a field names, in any case; None for any other value."""
    return _SET_WORDS.get(value.strip().lower()) if isinstance(value, str) else None


def text_of(value: Value) -> str:
    """A value of a field as text; whole numbers alike, whatever the field's type."""
    return f"{value:.15g}" if isinstance(value, float) else str(value).strip() if value is not None else ""


def set_areas(layer: str, field: str, grids: Sequence[Grid], labels: LabelsRecord) -> SceneAreas:
    """The ground of the sets in the CRS of each scene.

    Raises EngineError when the polygons name no ground for one of the sets.
    """
    areas, values = [], set()
    for grid, scene in zip(grids, labels.scenes, strict=True):
        polygons = read_polygons(layer, grid, scene.raster, field)
        values |= {text_of(value) for value in polygons.values}
        areas.append([_union(polygons.geometries, polygons.values, number) for number in range(3)])
    missing = [name for number, name in enumerate(SET_NAMES) if all(found[number] is None for found in areas)]
    if missing:
        listed = ", ".join(f"'{value}'" for value in sorted(values)[:10])
        raise EngineError(
            f"No polygon of {layer} has in '{field}' that it is for {' or '.join(missing)}; it says: {listed}.",
            "Write train, validation or test into that field of each polygon, or choose another field.",
        )
    return areas


def _union(geometries: list[ogr.Geometry], values: list[Value], number: int) -> ogr.Geometry | None:
    together = ogr.Geometry(ogr.wkbMultiPolygon)
    for geometry, value in zip(geometries, values, strict=True):
        if set_named(value) == number:
            for polygon in _polygons_of(geometry):
                together.AddGeometry(polygon)
    return None if together.IsEmpty() else together.UnionCascaded()


def _polygons_of(geometry: ogr.Geometry) -> Iterable[ogr.Geometry]:
    return [geometry] if ogr.GT_Flatten(geometry.GetGeometryType()) == ogr.wkbPolygon else geometry


def chips_within(
    record: ChipsRecord, grids: Sequence[Grid], areas: SceneAreas, control: Control
) -> tuple[np.ndarray, np.ndarray]:
    """Whether each chip meets the ground of each set, and whether it lies wholly within it: both (N, 3) bool."""
    meets = np.zeros((len(record.names), 3), bool)
    within = np.zeros_like(meets)
    for scene, grid in enumerate(grids):
        places = _Places(record, grid, scene)
        for number, area in enumerate(areas[scene]):
            if area is None:
                continue
            prepared = area.CreatePreparedGeometry()
            for chip in places.near(area):
                control.raise_if_cancelled()
                shape = places.outline(chip)
                meets[chip, number] = prepared.Intersects(shape)
                within[chip, number] = meets[chip, number] and prepared.Contains(shape)
    return meets, within


def roi_groups(
    field: str, inputs: InputSettings, grids: Sequence[Grid], labels: LabelsRecord
) -> list[list[tuple[ogr.Geometry, str]]]:
    """For each scene its ROIs, each with the group that ``field`` says; '' for those without a value.

    ROIs of classes that are not used do not count. Raises EngineError for an unknown field.
    """
    unused = {rule.value for rule in inputs.classes if not rule.use}
    buffers = Buffers(inputs.line_width, inputs.point_radius)
    found = []
    for grid, scene in zip(grids, labels.scenes, strict=True):
        rois: list[tuple[ogr.Geometry, str]] = []
        for path in dict.fromkeys(given.rois for given in inputs.scenes if full_path(given.raster) == scene.named):
            polygons = read_polygons(path, grid, scene.raster, field, buffers)
            classes: list[Value] = [None] * len(polygons.values)
            if inputs.class_field is not None and unused:
                classes = read_polygons(path, grid, scene.raster, inputs.class_field, buffers).values
            rois += [
                (geometry, text_of(value))
                for geometry, value, kind in zip(polygons.geometries, polygons.values, classes, strict=True)
                if inputs.class_field is None or text_of(kind) not in unused
            ]
        found.append(rois)
    return found


def groups_met(
    record: ChipsRecord,
    grids: Sequence[Grid],
    rois: list[list[tuple[ogr.Geometry, str]]],
    numbers: dict[str, int],
    control: Control,
) -> list[set[int]]:
    """For each chip the numbers of the groups whose ROIs it meets."""
    met: list[set[int]] = [set() for _ in record.names]
    for scene, grid in enumerate(grids):
        places = _Places(record, grid, scene)
        for geometry, group in rois[scene]:
            control.raise_if_cancelled()
            number = numbers[group]
            near = [chip for chip in places.near(geometry) if number not in met[chip]]
            if not near:
                continue
            prepared = geometry.CreatePreparedGeometry()
            for chip in near:
                if prepared.Intersects(places.outline(chip)):
                    met[chip].add(number)
    return met


class _Places:
    """Where the chips of one scene lie, to find those near a polygon without looking at all others."""

    def __init__(self, record: ChipsRecord, grid: Grid, scene: int) -> None:
        self._grid, self._window = grid, record.window
        chips = np.flatnonzero(np.array(record.scenes) == scene)
        self._columns, self._rows = np.array(record.columns), np.array(record.rows)
        self._at_column, columns = np.unique(self._columns[chips], return_inverse=True)
        self._at_row, rows = np.unique(self._rows[chips], return_inverse=True)
        self._chips = np.full((len(self._at_row), len(self._at_column)), -1, np.int64)
        self._chips[rows, columns] = chips

    def near(self, geometry: ogr.Geometry) -> Iterator[int]:
        """The chips that a polygon's bounding box, in pixels, reaches."""
        x0, x1, y0, y1 = geometry.GetEnvelope()
        inverse = gdal.InvGeoTransform(self._grid.geotransform)
        corners = [gdal.ApplyGeoTransform(inverse, x, y) for x in (x0, x1) for y in (y0, y1)]
        columns, rows = zip(*corners, strict=True)
        rows_near = self._between(self._at_row, rows)
        found = self._chips[rows_near, self._between(self._at_column, columns)]
        yield from found[found >= 0].tolist()

    def _between(self, starts: np.ndarray, reach: tuple[float, ...]) -> slice:
        return slice(
            int(np.searchsorted(starts, min(reach) - self._window)),
            int(np.searchsorted(starts, max(reach), side="right")),
        )

    def outline(self, chip: int) -> ogr.Geometry:
        """The ground of a chip inside the raster, in the raster's CRS, less its very edge."""
        column, row = int(self._columns[chip]), int(self._rows[chip])
        width = min(self._window, self._grid.width - column)
        height = min(self._window, self._grid.height - row)
        return outline(self._grid, column + _EDGE, row + _EDGE, width - 2 * _EDGE, height - 2 * _EDGE)
