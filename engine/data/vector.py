"""Reading polygon layers: found by name, brought into the raster's CRS, repaired in memory.

The only place that opens vector files. They are opened for reading only and never changed.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from osgeo import gdal, ogr, osr

from ..databases import for_gdal, is_database, without_password
from ..errors import EngineError
from .buffers import LINES, NO_BUFFERS, POINTS, Buffering, Buffers
from .raster import Grid
from .vrt import refuse_treacherous

_POLYGONS = {ogr.wkbPolygon, ogr.wkbMultiPolygon, ogr.wkbCurvePolygon, ogr.wkbMultiSurface}


@dataclass
class Polygons:
    """Polygons of a layer in a raster's CRS, in the layer's order, each with the value of the class field."""

    name: str
    geometries: list[ogr.Geometry] = field(default_factory=list)
    values: list[str | int | float | None] = field(default_factory=list)
    repaired: int = 0
    """How many were invalid and have been mended in memory."""
    skipped: int = 0
    """How many had no geometry, or none left after mending."""


def read_polygons(
    path: str, grid: Grid, raster: str, class_field: str | None = None, buffers: Buffers = NO_BUFFERS
) -> Polygons:
    """Read the polygons at ``path`` (``file`` or ``file|layername=NAME``) in the CRS of ``grid``.

    Lines and points become polygons as ``buffers`` says; without a width for them they count as unusable.
    ``raster`` is the raster's path, for messages. Raises EngineError for files that are missing or hold no
    polygons, for an unknown field, and when only one of layer and raster has a CRS.
    """
    dataset, layer = _open_layer(path, buffers)
    to_raster = _transformation(path, layer, grid, raster)
    buffering = Buffering(buffers, _crs_of(layer), grid)
    number = _field_number(path, layer, class_field)
    found = Polygons(layer.GetName())
    for feature in layer:
        geometry = _polygon_part(buffering.apply(feature.GetGeometryRef()))
        if geometry is not None:
            geometry, repaired = _made_usable(geometry, to_raster)
            found.repaired += repaired
        if geometry is None:
            found.skipped += 1
        else:
            found.geometries.append(geometry)
            found.values.append(_value(feature, number))
    del layer, dataset
    if not found.geometries:
        raise EngineError(f"The layer {path} has no polygons.", "Draw some polygons first, and save the layer.")
    return found


def memory_layer(grid: Grid, geometries: list[ogr.Geometry], codes: list[int]) -> tuple[ogr.DataSource, ogr.Layer]:
    """A layer in memory with the integer field ``code``, in the order given, ready to be burned."""
    driver = ogr.GetDriverByName("Memory") or ogr.GetDriverByName("MEM")
    source = driver.CreateDataSource("polygons")
    layer = source.CreateLayer("polygons", grid.spatial_reference(), ogr.wkbUnknown)
    layer.CreateField(ogr.FieldDefn("code", ogr.OFTInteger))
    for geometry, code in zip(geometries, codes, strict=True):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("code", code)
        feature.SetGeometry(geometry)
        layer.CreateFeature(feature)
    return source, layer


def _open_layer(path: str, buffers: Buffers = NO_BUFFERS) -> tuple[gdal.Dataset, ogr.Layer]:
    file, _, options = path.partition("|")
    names = [part[len("layername=") :] for part in options.split("|") if part.startswith("layername=")]
    file = for_gdal(file)
    refuse_treacherous(file, gdal.OF_VECTOR)
    if is_database(file):
        os.environ.setdefault("PGCONNECT_TIMEOUT", "15")  # seconds; else a silent server is waited for much longer
    try:
        dataset = gdal.OpenEx(file, gdal.OF_VECTOR | gdal.OF_READONLY)
    except RuntimeError as error:
        if is_database(file):
            raise _no_connection(file, error) from None
        if not file.startswith("/vsi") and ":" not in file[2:] and not Path(file).exists():
            raise EngineError(f"There is no layer at {file}.", "Check the path.") from None
        raise EngineError(
            f"{file} cannot be opened as a layer: {error}.", "Use a format that QGIS shows as a vector layer."
        ) from None
    layers = [dataset.GetLayerByIndex(i) for i in range(dataset.GetLayerCount())]
    if names:
        layers = [layer for layer in layers if layer.GetName() == names[0]]
        if not layers:
            raise EngineError(f"{file} has no layer named '{names[0]}'.", "Check the name of the layer.")
    polygons = [layer for layer in layers if _may_hold_polygons(layer, buffers)]
    if not polygons:
        raise EngineError(
            f"The layer {path} holds no polygons.",
            "Use a polygon layer, or say how wide its lines or points are (--line-width, --point-radius).",
        )
    if len(polygons) > 1:
        listed = ", ".join(layer.GetName() for layer in polygons)
        raise EngineError(f"{file} has several layers: {listed}.", f"Name one as {file}|layername=NAME.")
    return dataset, polygons[0]


def _no_connection(source: str, error: Exception) -> EngineError:
    return EngineError(
        f"The database layer {without_password(source)} cannot be opened: {without_password(str(error)).strip()}",
        "Check that the server runs and that host, port, database, user and tables are right; a password belongs "
        "into ~/.pgpass or the environment variable PGPASSWORD. Or export the layer to a GeoPackage.",
    )


def _may_hold_polygons(layer: ogr.Layer, buffers: Buffers) -> bool:
    kind = ogr.GT_Flatten(layer.GetGeomType())
    if (kind in LINES and buffers.line_width) or (kind in POINTS and buffers.point_radius):
        return True
    if kind in (ogr.wkbUnknown, ogr.wkbGeometryCollection):
        # Any kind may come: a layer counts as empty, not as one of lines, while it has no feature.
        found = [_polygon_part(feature.GetGeometryRef()) is not None for feature in layer]
        found += [True] * (buffers != NO_BUFFERS)
        layer.ResetReading()
        return any(found) or not found
    return kind in _POLYGONS


def _transformation(path: str, layer: ogr.Layer, grid: Grid, raster: str) -> osr.CoordinateTransformation | None:
    ours, theirs = _crs_of(layer), grid.spatial_reference()
    if ours is None and theirs is None:
        return None
    if theirs is None:
        raise EngineError(
            f"The raster {raster} has no CRS, but the layer {path} has one.",
            "Assign the raster its CRS: Raster > Projections > Assign Projection.",
        )
    if ours is None:
        raise EngineError(
            f"The layer {path} has no CRS, but the raster {raster} has one.",
            "Assign the layer its CRS: layer menu > Layer CRS > Set Layer CRS, and export it again.",
        )
    if ours.IsSame(theirs):
        return None
    try:
        return osr.CoordinateTransformation(ours, theirs)
    except RuntimeError as error:
        raise EngineError(
            f"The layer {path} cannot be brought into the CRS of {raster}: {error}.",
            "Reproject the layer in QGIS first.",
        ) from None


def _crs_of(layer: ogr.Layer) -> osr.SpatialReference | None:
    """The layer's CRS with the axes as its driver reads them; a GeoPackage calls a missing one "Undefined"."""
    crs = layer.GetSpatialRef()
    return None if crs is None or (crs.GetName() or "").lower().startswith("undefined") else crs


def _field_number(path: str, layer: ogr.Layer, class_field: str | None) -> int | None:
    if class_field is None:
        return None
    definition = layer.GetLayerDefn()
    number = definition.GetFieldIndex(class_field)
    if number < 0:
        fields = [definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())]
        raise EngineError(
            f"The layer {path} has no field '{class_field}'.", f"Its fields are: {', '.join(fields) or 'none'}."
        )
    return number


def _value(feature: ogr.Feature, number: int | None) -> str | int | float | None:
    if number is None or not feature.IsFieldSetAndNotNull(number):
        return None
    kind = feature.GetFieldDefnRef(number).GetType()
    if kind in (ogr.OFTInteger, ogr.OFTInteger64):
        return feature.GetFieldAsInteger64(number)
    if kind == ogr.OFTReal:
        return feature.GetFieldAsDouble(number)
    return feature.GetFieldAsString(number)


def _polygon_part(geometry: ogr.Geometry | None) -> ogr.Geometry | None:
    """A copy of what can be burned of a geometry: its polygons, flat and with straight edges."""
    if geometry is None or geometry.IsEmpty():
        return None
    geometry = geometry.Clone()
    geometry.FlattenTo2D()
    geometry = geometry.GetLinearGeometry()
    kind = ogr.GT_Flatten(geometry.GetGeometryType())
    if kind in (ogr.wkbPolygon, ogr.wkbMultiPolygon):
        return geometry
    parts = ogr.Geometry(ogr.wkbMultiPolygon)
    for number in range(geometry.GetGeometryCount() if kind == ogr.wkbGeometryCollection else 0):
        part = _polygon_part(geometry.GetGeometryRef(number))
        if part is not None:
            is_one = ogr.GT_Flatten(part.GetGeometryType()) == ogr.wkbPolygon
            for polygon in [part] if is_one else part:
                parts.AddGeometry(polygon)
    return None if parts.IsEmpty() else parts


def _made_usable(
    geometry: ogr.Geometry, to_raster: osr.CoordinateTransformation | None
) -> tuple[ogr.Geometry | None, bool]:
    """Polygons in the raster's CRS, mended if need be, and whether it was; None when nothing is left of them."""
    geometry.CloseRings()
    try:
        if to_raster is not None:
            geometry.Transform(to_raster)
        if geometry.IsValid():
            return geometry, False
        mended = _polygon_part(geometry.MakeValid())
        return mended, mended is not None
    except RuntimeError:  # coordinates that the raster's CRS does not know, or rings of fewer than three points
        return None, False


def describe_layer(path: str, class_field: str | None = None) -> dict[str, Any]:
    """What a polygon layer holds: its name, fields, number of polygons, and the values of the class field.

    Plain values: ``{name, polygons, fields: [{name, type}], values: [{value, polygons}]}``.
    """
    dataset, layer = _open_layer(path)
    number = _field_number(path, layer, class_field)
    definition = layer.GetLayerDefn()
    fields = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
    values: dict[str | int | float | None, int] = {}
    if number is not None:
        for feature in layer:
            value = _value(feature, number)
            values[value] = values.get(value, 0) + 1
    described = {
        "name": layer.GetName(),
        "polygons": layer.GetFeatureCount(),
        "fields": [{"name": f.GetName(), "type": f.GetTypeName()} for f in fields],
        "values": [{"value": value, "polygons": count} for value, count in values.items()],
    }
    del layer, dataset
    return described
