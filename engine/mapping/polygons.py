"""The objects of a mask as polygons: class, area on the ground, mean probability, in a GeoPackage.

GDAL draws the outlines. It is given a raster in which each object has a number of its own, so that what belongs to
an object is summed up strip by strip, without looking at its outline.
"""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal, ogr

from ..data.classes import IGNORED, LandClass, index_of_codes
from ..data.raster import Grid, writing
from ..errors import EngineError
from ..events import Reporter
from ..files import forget_link, replace_or_rename
from ..settings import MaskSettings
from .ground_areas import PixelAreas
from .outlines import junction_keys, straightened, with_junctions
from .probabilities import ProbabilityRaster
from .regions import Regions

STEP = "polygons"
_MARK = "Written by Deep Segmentation Wizard"
_AT_ONCE = 20_000
"""Polygons in one transaction."""


def write_polygons(
    mask: Path, source: ProbabilityRaster, output: Path, classes: Sequence[LandClass], rule: MaskSettings,
    areas: PixelAreas, reporter: Reporter,
) -> Path:  # fmt: skip
    """Write the objects of a mask, all classes but code 0; returns the path, another one where that is in use."""
    numbered = output.with_name(f".{output.stem}.numbers.tif")
    faces = output.with_name(f".{output.stem}.faces.gpkg")
    finished = output.with_name(f".{output.stem}.new.gpkg")
    for path in (numbered, faces, finished):
        forget_link(path)
    try:
        with writing(output):
            objects = _number(mask, source, numbered, classes, rule, areas, reporter)
            _outline(numbered, faces, reporter)
            _write(faces, finished, objects, classes, areas, rule.simplify, reporter)
        return replace_or_rename(finished, output)
    finally:
        for path in (numbered, faces, finished):
            for file in (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))):
                with contextlib.suppress(OSError):
                    file.unlink(missing_ok=True)


def is_own_polygons(path: Path) -> bool:
    """Whether a GeoPackage was written here."""
    try:
        source = gdal.OpenEx(str(path), gdal.OF_VECTOR, allowed_drivers=["GPKG"])
    except RuntimeError:
        return False
    return source.GetLayerCount() > 0 and source.GetLayer(0).GetMetadataItem("DESCRIPTION") == _MARK


@dataclass
class _Objects:
    """What is known of each object, by its number from 1; number 0 is none."""

    place: list[int] = field(default_factory=lambda: [0])
    area: list[float] = field(default_factory=lambda: [0.0])
    certainty: np.ndarray = field(default_factory=lambda: np.zeros(1))
    """Sum of the probabilities of ``judged`` pixels."""
    judged: np.ndarray = field(default_factory=lambda: np.zeros(1))
    corners: np.ndarray = field(default_factory=lambda: np.empty(0, np.int64))
    """Junctions of outlines, see ``outlines``; only where these are to be simplified."""

    def add(self, places: np.ndarray, areas: np.ndarray) -> np.ndarray:
        """New objects; returns their numbers."""
        first = len(self.place)
        self.place.extend(places.tolist())
        self.area.extend(areas.tolist())
        return np.arange(first, len(self.place))

    def judge(self, numbers: np.ndarray, certainty: np.ndarray, judged: np.ndarray) -> None:
        """Take in pixels of a strip."""
        count = len(self.place)
        self.certainty, self.judged = (_grown(array, count) for array in (self.certainty, self.judged))
        chosen = numbers[judged]
        there, places = np.unique(chosen, return_inverse=True)
        self.certainty[there] += np.bincount(places, certainty[judged], len(there))
        self.judged[there] += np.bincount(places, minlength=len(there))


def _number(
    mask: Path, source: ProbabilityRaster, numbered: Path, classes: Sequence[LandClass], rule: MaskSettings,
    areas: PixelAreas, reporter: Reporter,
) -> _Objects:  # fmt: skip
    """Write a raster of the objects' numbers on no grid but pixels, and sum up what is known of them."""
    grid, to_place = areas.grid, index_of_codes(classes)
    dataset = gdal.Open(str(mask))

    def read(row: int, rows: int) -> np.ndarray:
        return to_place[dataset.ReadAsArray(0, row, grid.width, rows)]

    wanted = [place for place, item in enumerate(classes) if item.code != 0]
    meter = reporter.meter(STEP, 2 * grid.height, "rows")
    options = ["TILED=YES", "COMPRESS=DEFLATE", "ZLEVEL=1", "SPARSE_OK=TRUE", "BIGTIFF=IF_SAFER"]
    target = gdal.GetDriverByName("GTiff").Create(
        str(numbered), grid.width, grid.height, 1, gdal.GDT_Int32, options
    )
    objects, corners = _Objects(), []
    roots: dict[int, int] = {}
    before = np.full((1, grid.width), IGNORED, np.uint8)
    for strip in Regions(read, areas, len(classes), wanted, meter.advance).strips():
        numbers = np.zeros(len(strip.area), np.int32)
        places = np.zeros(len(strip.area), np.uint8)
        places[strip.labels] = strip.places
        new = np.ones(len(strip.area), bool)
        new[0] = False
        for label in np.flatnonzero(strip.known >= 0).tolist():
            root = int(strip.known[label])
            if root in roots:
                numbers[label], new[label] = roots[root], False
        numbers[new] = objects.add(places[new], strip.area[new])
        for label in np.flatnonzero(new & (strip.known >= 0)).tolist():
            # Two parts of one region in its first strip have different labels and one root.
            roots.setdefault(int(strip.known[label]), int(numbers[label]))
            numbers[label] = roots[int(strip.known[label])]
        here = numbers[strip.labels]
        target.WriteArray(here, 0, strip.row)
        judged = source.judge(strip.row, len(here), rule.threshold)
        same = judged.places == strip.places
        # Where the mask has been cleaned it says otherwise than the network; of two classes the other is meant.
        certainty = np.where(same, judged.probability, 1 - judged.probability)
        objects.judge(here, certainty, (here > 0) & (same if len(classes) > 2 else True))
        if rule.simplify:
            is_last = strip.row + len(here) == grid.height
            corners.append(junction_keys(np.concatenate([before, strip.places]), strip.row, is_last))
            before = strip.places[-1:]
    target.FlushCache()
    target = dataset = None
    if corners:
        objects.corners = np.concatenate(corners)
    return objects


def _outline(numbered: Path, faces: Path, reporter: Reporter) -> None:
    """GDAL's outlines of the numbers, in pixels."""
    dataset = gdal.Open(str(numbered))
    with contextlib.suppress(OSError):
        faces.unlink(missing_ok=True)
    target = ogr.GetDriverByName("GPKG").CreateDataSource(str(faces))
    layer = target.CreateLayer("faces", None, ogr.wkbPolygon, ["SPATIAL_INDEX=NO"])
    layer.CreateField(ogr.FieldDefn("number", ogr.OFTInteger))
    target.StartTransaction()

    def go_on(*_: Any) -> int:
        return 0 if reporter.control.cancelled else 1

    band = dataset.GetRasterBand(1)
    try:
        gdal.Polygonize(band, band, layer, 0, [], callback=go_on)
    except RuntimeError:
        reporter.control.raise_if_cancelled()
        raise
    reporter.control.raise_if_cancelled()
    target.CommitTransaction()
    layer = target = None


def _write(
    faces: Path, finished: Path, objects: _Objects, classes: Sequence[LandClass], areas: PixelAreas,
    simplify: bool, reporter: Reporter,
) -> None:  # fmt: skip
    """Bring the outlines to the map, with all that is known of each."""
    grid = areas.grid
    source = ogr.Open(str(faces))
    found = source.GetLayer(0)
    with contextlib.suppress(OSError):
        finished.unlink(missing_ok=True)
    target = ogr.GetDriverByName("GPKG").CreateDataSource(str(finished))
    crs = grid.spatial_reference()
    layer = target.CreateLayer("polygons", crs, ogr.wkbPolygon, [f"DESCRIPTION={_MARK}"])
    area_name = "area_m2" if areas.in_metres else "area"
    for name, kind in (
        ("class", ogr.OFTInteger), ("name", ogr.OFTString), (area_name, ogr.OFTReal), ("probability", ogr.OFTReal),
    ):  # fmt: skip
        layer.CreateField(ogr.FieldDefn(name, kind))
    meter = reporter.meter(STEP, found.GetFeatureCount(), "polygons")
    target.StartTransaction()
    for count, face in enumerate(found, start=1):
        number = face.GetField(0)
        item = classes[objects.place[number]]
        rings = list(_rings(face.GetGeometryRef()))
        if simplify:
            rings = [straightened(*with_junctions(ring, objects.corners, grid.width)) for ring in rings]
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("class", item.code)
        feature.SetField("name", item.name)
        feature.SetField(area_name, round(objects.area[number], 4))
        if objects.judged[number]:
            feature.SetField("probability", round(objects.certainty[number] / objects.judged[number], 6))
        feature.SetGeometryDirectly(_polygon(rings, grid))
        layer.CreateFeature(feature)
        if count % _AT_ONCE == 0:
            target.CommitTransaction()
            target.StartTransaction()
        meter.advance()
    target.CommitTransaction()
    if layer.GetFeatureCount() != found.GetFeatureCount():
        raise EngineError(f"{finished} is not complete.", "Check the free space of the disk.")
    layer = target = found = source = None


def _rings(polygon: ogr.Geometry) -> Iterator[np.ndarray]:
    """Corners of pixels (n, 2) int64, each ring without its last point."""
    data = bytes(polygon.ExportToWkb(ogr.wkbNDR))
    (count,), place = struct.unpack_from("<I", data, 5), 9
    for _ in range(count):
        (points,) = struct.unpack_from("<I", data, place)
        ring = np.frombuffer(data, np.float64, 2 * points, place + 4).reshape(points, 2)
        yield np.rint(ring[:-1]).astype(np.int64)
        place += 4 + 16 * points


def _polygon(rings: list[np.ndarray], grid: Grid) -> ogr.Geometry:
    """Rings in pixels as a polygon on the map."""
    x0, xx, xy, y0, yx, yy = grid.geotransform
    data = struct.pack("<BII", 1, ogr.wkbPolygon, len(rings))
    for ring in rings:
        closed = np.vstack([ring, ring[:1]]).astype(np.float64)
        x = x0 + closed[:, 0] * xx + closed[:, 1] * xy
        y = y0 + closed[:, 0] * yx + closed[:, 1] * yy
        data += struct.pack("<I", len(closed)) + np.column_stack([x, y]).tobytes()
    return ogr.CreateGeometryFromWkb(data)


def _grown(array: np.ndarray, count: int) -> np.ndarray:
    """At least so long, zeros behind; it grows by halves, so that growing takes little time."""
    if len(array) >= count:
        return array
    return np.concatenate([array, np.zeros(max(count, len(array) * 3 // 2) - len(array))])
