"""Step 2: clip rasters and label rasters into chips by window and stride.

Chips cover a raster to its last row and column and lie in ``chips/all/images`` and ``chips/all/labels`` under the
same names. ``chips/index.gpkg`` shows their footprints in QGIS.
"""

from __future__ import annotations

from collections.abc import Iterator
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

_STRIP_BYTES = 256 * 1024 * 1024


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
            # From here on the records and sets of earlier chips speak of what is no longer there.
            for step in (STEP, "split"):
                folder.record_file(step).unlink(missing_ok=True)
            remove_sets(folder.chips)
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
                for piece in _pieces(chips, plan, raster):
                    strip = _Strip(raster, label_raster, [plan.columns[i] for i in piece], row, plan.window)
                    for i in piece:
                        image, valid, label = strip.chip(plan.columns[i])
                        position = raster.grid.moved(plan.columns[i], row)
                        writer.write_image(into / "images" / plan.names[i], image, valid, position)
                        writer.write_label(into / "labels" / plan.names[i], label, position)
                        meter.advance()


def _pieces(chips: list[int], plan: ChipsRecord, raster: Raster) -> Iterator[list[int]]:
    """A row of chips, given from left to right, in pieces that fit into memory however wide the raster is."""
    column_bytes = plan.window * len(raster.colours) * raster.dtype.itemsize
    widest = max(_STRIP_BYTES // column_bytes, plan.window)
    piece: list[int] = []
    for i in chips:
        if piece and plan.columns[i] + plan.window - plan.columns[piece[0]] > widest:
            yield piece
            piece = []
        piece.append(i)
    yield piece


class _Strip:
    """Neighbouring windows, read at once; a raster smaller than the window is mirrored and its labels ignored."""

    def __init__(self, raster: Raster, labels: gdal.Dataset, columns: list[int], row: int, window: int) -> None:
        self.first, self.window = columns[0], window
        end, grid = columns[-1] + window, raster.grid
        self.image, self.valid = raster.read_all_bands(
            reflected(self.first, end, grid.width), reflected(row, row + window, grid.height)
        )
        self.label = np.full((window, end - self.first), IGNORED, np.uint8)
        width, height = min(end, grid.width) - self.first, min(window, grid.height - row)
        self.label[:height, :width] = labels.ReadAsArray(self.first, row, width, height)

    def chip(self, column: int) -> tuple[np.ndarray, np.ndarray | None, np.ndarray]:
        part = slice(column - self.first, column - self.first + self.window)
        valid = None if self.valid is None else self.valid[:, part]
        return self.image[:, :, part], valid, self.label[:, part]
