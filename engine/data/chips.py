"""Step 2: clip rasters and label rasters into chips by window and stride.

Chips cover a raster to its last row and column and lie in ``chips/all/images`` and ``chips/all/labels`` under the
same names. ``chips/index.gpkg`` shows their footprints in QGIS.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from osgeo import gdal

from ..events import Reporter
from ..plain import to_plain
from ..run_folder import RunFolder, make_key, new_folder, remove, write_json
from ..settings import SET_NAMES, RunSettings
from .chip_files import ChipWriter
from .chip_index import write_index
from .chip_plan import STEP, ChipsRecord, plan_chips
from .classes import IGNORED
from .labels import STEP as LABELS
from .labels import LabelsRecord, colour_table
from .raster import Raster
from .windows import reflected


def chips_key(settings: RunSettings, labels_key: str | None) -> str:
    """What the chips depend on. Not the split: another split of the same chips writes none again."""
    return make_key(settings.chips, labels_key)


def cut_chips(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> ChipsRecord:
    """Write ``chips/all``. Raises EngineError when a window the user gave leaves no three sets."""
    with reporter.step(STEP, "Clipping rasters and labels into chips") as summary:
        labels = folder.read_record(LABELS, LabelsRecord)
        plan = plan_chips(folder, labels, settings, reporter)
        with new_folder(folder.chips / "all") as temporary:
            _write_chips(temporary, folder, labels, plan, reporter)
        remove_sets(folder.chips)
        folder.record_file("split").unlink(missing_ok=True)
        write_index(folder, labels, plan, None, reporter)
        key = chips_key(settings, folder.key(LABELS))
        write_json(folder.record_file(STEP), {"key": key, **to_plain(plan)})
        summary.update(count=len(plan.names), window=plan.window, stride=plan.stride)
    return plan


def remove_sets(chips: Path) -> None:
    """Remove the folders of an earlier split; what they link to in ``all`` stays."""
    for name in SET_NAMES:
        remove(chips / name)


def _write_chips(
    into: Path, folder: RunFolder, labels: LabelsRecord, plan: ChipsRecord, reporter: Reporter
) -> None:
    """Write images and labels, reading each row of windows from the disk once."""
    (into / "images").mkdir()
    (into / "labels").mkdir()
    colours = colour_table(labels.classes)
    meter = reporter.meter(STEP, len(plan.names), "chips")
    by_row: dict[tuple[int, int], list[int]] = {}
    for i, (scene, row) in enumerate(zip(plan.scenes, plan.rows, strict=True)):
        by_row.setdefault((scene, row), []).append(i)
    for number, scene in enumerate(labels.scenes):
        label_raster = gdal.Open(str(folder.path / scene.label))
        with Raster(scene.raster) as raster:
            writer = ChipWriter(raster, colours)
            for row in sorted(row for s, row in by_row if s == number):
                chips = by_row[number, row]
                first = min(plan.columns[i] for i in chips)
                strip = _Strip(raster, label_raster, first, max(plan.columns[i] for i in chips), row, plan.window)
                for i in chips:
                    image, valid, label = strip.chip(plan.columns[i])
                    position = raster.grid.moved(plan.columns[i], row)
                    writer.write_image(into / "images" / plan.names[i], image, valid, position)
                    writer.write_label(into / "labels" / plan.names[i], label, position)
                    meter.advance()


class _Strip:
    """One row of windows, read at once; a raster smaller than the window is mirrored and its labels ignored."""

    def __init__(self, raster: Raster, labels: gdal.Dataset, first: int, last: int, row: int, window: int) -> None:
        self.first, self.window = first, window
        grid = raster.grid
        columns = reflected(first, last + window, grid.width)
        rows = reflected(row, row + window, grid.height)
        self.image = raster.read_all_bands(columns, rows)
        self.valid = raster.read_reflected(columns, rows)[1] if raster.may_have_gaps else None
        self.label = np.full((window, last + window - first), IGNORED, np.uint8)
        width, height = min(last + window, grid.width) - first, min(window, grid.height - row)
        self.label[:height, :width] = labels.ReadAsArray(first, row, width, height)

    def chip(self, column: int) -> tuple[np.ndarray, np.ndarray | None, np.ndarray]:
        part = slice(column - self.first, column - self.first + self.window)
        valid = None if self.valid is None else self.valid[:, part]
        return self.image[:, :, part], valid, self.label[:, part]
