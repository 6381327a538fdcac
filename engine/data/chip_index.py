"""The chips' footprints as a layer for QGIS: ``chips/index.gpkg``, with class shares and the set of each chip."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from osgeo import ogr

from ..events import Reporter
from ..files import replace_or_rename
from ..run_folder import RunFolder
from ..settings import SET_NAMES
from .areas import LOST
from .chip_plan import STEP, ChipsRecord, scene_grids
from .chip_style import embed_style, share_field
from .grid import outline, to_crs_of
from .labels import LabelsRecord

INDEX = "index.gpkg"


def write_index(
    folder: RunFolder,
    labels: LabelsRecord,
    record: ChipsRecord,
    sets: np.ndarray | None,
    reporter: Reporter,
) -> None:
    """Write ``chips/index.gpkg``: footprints with class shares and, after the split, the set."""
    grids = scene_grids(labels)
    path = _unopened(folder.chips / INDEX)
    temporary = path.with_name(".index.new.gpkg")
    temporary.unlink(missing_ok=True)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(temporary))
    layer = source.CreateLayer("chips", grids[0].spatial_reference(), ogr.wkbPolygon)
    fields = [("name", ogr.OFTString), ("scene", ogr.OFTString), ("set", ogr.OFTString)]
    fields += [("column", ogr.OFTInteger), ("row", ogr.OFTInteger), ("window", ogr.OFTInteger)]
    fields += [("labelled", ogr.OFTReal), *((share_field(c), ogr.OFTReal) for c in labels.classes)]
    for name, kind in fields:
        layer.CreateField(ogr.FieldDefn(name, kind))
    moves = [to_crs_of(grid, grids[0]) for grid in grids]
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
        values: list[Any] = [name, labels.scenes[scene].name]
        values += [None if sets is None else _set_name(int(sets[i]))]
        values += [record.columns[i], record.rows[i], record.window]
        values += [float(counts.sum() / record.window**2), *map(float, shares)]
        for number, value in enumerate(values):
            if value is not None:
                feature.SetField(number, value)
        layer.CreateFeature(feature)
    embed_style(source, "chips", [name for name, _ in fields], labels.classes, sets is not None)
    source.CommitTransaction()
    del layer, source
    written = replace_or_rename(temporary, path)
    if written.name != INDEX:
        reporter.find("warning", STEP, f"{INDEX} is open elsewhere; the new one is {written.name}.")


def _unopened(path: Path) -> Path:
    """``path``, or the next name without a journal of another program beside it: it would spoil the new file."""
    candidate, number = path, 2
    while any(candidate.with_name(candidate.name + ending).exists() for ending in ("-wal", "-journal")):
        candidate = path.with_name(f"{path.stem}_{number}{path.suffix}")
        number += 1
    return candidate


def _set_name(number: int) -> str:
    return "none" if number == LOST else SET_NAMES[number]
