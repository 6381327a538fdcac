"""Reading polygon layers: found by name, brought into the raster's CRS, repaired in memory.

The only place that opens vector files. They are opened for reading only and never changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from osgeo import gdal, ogr, osr

from ..errors import EngineError
from .raster import Grid

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


def read_polygons(path: str, grid: Grid, raster: str, class_field: str | None = None) -> Polygons:
    """Read the polygons at ``path`` (``file`` or ``file|layername=NAME``) in the CRS of ``grid``.

    ``raster`` is the raster's path, for messages. Raises EngineError for files that are missing or hold no
    polygons, for an unknown field, and when only one of layer and raster has a CRS.
    """
    dataset, layer = _open_layer(path)
    to_raster = _transformation(path, layer, grid, raster)
    number = _field_number(path, layer, class_field)
    found = Polygons(layer.GetName())
    for feature in layer:
        geometry = feature.GetGeometryRef()
        if geometry is None or geometry.IsEmpty():
            found.skipped += 1
            continue
        geometry = geometry.Clone()
        geometry.FlattenTo2D()
        if geometry.HasCurveGeometry():
            geometry = geometry.GetLinearGeometry()
        if to_raster is not None:
            geometry.Transform(to_raster)
        if not geometry.IsValid():
            geometry = _polygon_part(geometry.MakeValid())
            found.repaired += 1
        if geometry is None or geometry.IsEmpty():
            found.skipped += 1
            continue
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


def _open_layer(path: str) -> tuple[gdal.Dataset, ogr.Layer]:
    file, _, options = path.partition("|")
    names = [part[len("layername=") :] for part in options.split("|") if part.startswith("layername=")]
    try:
        dataset = gdal.OpenEx(file, gdal.OF_VECTOR | gdal.OF_READONLY)
    except RuntimeError as error:
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
    polygons = [layer for layer in layers if _may_hold_polygons(layer)]
    if not polygons:
        raise EngineError(
            f"The layer {path} holds no polygons.", "Use a polygon layer; buffer lines or points first."
        )
    if len(polygons) > 1:
        listed = ", ".join(layer.GetName() for layer in polygons)
        raise EngineError(f"{file} has several layers: {listed}.", f"Name one as {file}|layername=NAME.")
    return dataset, polygons[0]


def _may_hold_polygons(layer: ogr.Layer) -> bool:
    kind = ogr.GT_Flatten(layer.GetGeomType())
    if kind == ogr.wkbUnknown or kind == ogr.wkbGeometryCollection:
        first = next((f.GetGeometryRef() for f in layer if f.GetGeometryRef() is not None), None)
        layer.ResetReading()
        return first is None or ogr.GT_Flatten(first.GetGeometryType()) in _POLYGONS
    return kind in _POLYGONS


def _transformation(path: str, layer: ogr.Layer, grid: Grid, raster: str) -> osr.CoordinateTransformation | None:
    ours, theirs = layer.GetSpatialRef(), grid.spatial_reference()
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
    ours = ours.Clone()
    ours.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    if ours.IsSame(theirs):
        return None
    try:
        return osr.CoordinateTransformation(ours, theirs)
    except RuntimeError as error:
        raise EngineError(
            f"The layer {path} cannot be brought into the CRS of {raster}: {error}.",
            "Reproject the layer in QGIS first.",
        ) from None


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
    """What is left of a mended geometry that can be burned: its polygons."""
    if geometry is None:
        return None
    if ogr.GT_Flatten(geometry.GetGeometryType()) in _POLYGONS:
        return geometry
    parts = ogr.Geometry(ogr.wkbMultiPolygon)
    for number in range(geometry.GetGeometryCount()):
        part = _polygon_part(geometry.GetGeometryRef(number))
        if part is not None:
            for polygon in [part] if _is_polygon(part) else part:
                parts.AddGeometry(polygon)
    return None if parts.IsEmpty() else parts


def _is_polygon(geometry: ogr.Geometry) -> bool:
    return ogr.GT_Flatten(geometry.GetGeometryType()) == ogr.wkbPolygon
