"""The chips' footprints as a layer for QGIS: ``chips/index.gpkg``, with class shares and the set of each chip."""

from __future__ import annotations

import numpy as np
from osgeo import ogr

from ..events import Reporter
from ..run_folder import RunFolder, replace_or_rename
from ..settings import SET_NAMES
from .areas import LOST
from .chip_plan import STEP, ChipsRecord, scene_grids, to_first_crs
from .classes import LandClass
from .labels import LabelsRecord
from .raster import outline


def write_index(
    folder: RunFolder,
    labels: LabelsRecord,
    record: ChipsRecord,
    sets: np.ndarray | None,
    reporter: Reporter,
) -> None:
    """Write ``chips/index.gpkg``: footprints with class shares and, after the split, the set."""
    grids = scene_grids(labels)
    path = folder.chips / "index.gpkg"
    temporary = path.with_name(".index.new.gpkg")
    temporary.unlink(missing_ok=True)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(temporary))
    layer = source.CreateLayer("chips", grids[0].spatial_reference(), ogr.wkbPolygon)
    fields = [("name", ogr.OFTString), ("scene", ogr.OFTString), ("set", ogr.OFTString)]
    fields += [("column", ogr.OFTInteger), ("row", ogr.OFTInteger), ("window", ogr.OFTInteger)]
    fields += [("labelled", ogr.OFTReal), *((_share_field(c), ogr.OFTReal) for c in labels.classes)]
    for name, kind in fields:
        layer.CreateField(ogr.FieldDefn(name, kind))
    moves = [to_first_crs(grid, grids[0]) for grid in grids]
    source.StartTransaction()
    for i, name in enumerate(record.names):
        scene = record.scenes[i]
        shape = outline(grids[scene], record.columns[i], record.rows[i], record.window, record.window)
        if moves[scene] is not None:
            shape.Transform(moves[scene])
        counts = np.array(record.counts[i])
        shares = counts / max(counts.sum(), 1)
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetGeometry(shape)
        values = [name, labels.scenes[scene].name, None if sets is None else _set_name(int(sets[i]))]
        values += [record.columns[i], record.rows[i], record.window]
        values += [float(counts.sum() / record.window**2), *map(float, shares)]
        for number, value in enumerate(values):
            if value is not None:
                feature.SetField(number, value)
        layer.CreateFeature(feature)
    source.CommitTransaction()
    del layer, source
    written = replace_or_rename(temporary, path)
    if written != path:
        reporter.find("warning", STEP, f"{path.name} is open elsewhere; the new one is {written.name}.")


def _share_field(item: LandClass) -> str:
    return f"share_{item.code}"


def _set_name(number: int) -> str:
    return "none" if number == LOST else SET_NAMES[number]
