"""Step 2: clip rasters and label rasters into chips by window and stride.

Chips cover a raster to its last row and column and lie in ``chips/all/images`` and ``chips/all/labels`` under the
same names. ``chips/index.gpkg`` shows their footprints in QGIS.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from osgeo import gdal

from ..errors import EngineError
from ..events import Meter, Reporter
from ..files import new_folder, remove, write_json
from ..needs import free_disk
from ..plain import identity, to_plain
from ..run_folder import RunFolder, make_key
from ..settings import SET_NAMES, ChipFormat, RunSettings
from .chip_files import make_writer
from .chip_index import write_index
from .chip_plan import STEP, ChipsRecord, plan_chips
from .classes import IGNORED
from .labels import STEP as LABELS
from .labels import LabelsRecord, colour_table
from .raster import Raster
from .windows import reflected

_STRIP_BYTES = 128 * 1024 * 1024
"""Of one strip at most. At most three are in memory: one being read, two being written."""
_MOST_THREADS = 4
_BYTES_AROUND = 4096
"""Of both files of a chip, besides the pixels."""


def chips_key(settings: RunSettings, labels_key: str | None) -> str:
    """What the chips depend on. Not the split: another split of the same chips writes none again. Nor whether they
    are kept; and the seed only where chance has a say."""
    given = identity(replace(settings.chips, keep=True))
    if settings.chips.without_rois is not None:
        given["seed"] = settings.seed
    return make_key(given, labels_key)


def cut_chips(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> ChipsRecord:
    """Write ``chips/all``. Raises EngineError when a window the user gave leaves no three sets."""
    with reporter.step(STEP, "Clipping rasters and labels into chips") as summary:
        labels = folder.read_record(LABELS, LabelsRecord)
        key = chips_key(settings, folder.key(LABELS))
        if folder.key(STEP) == key and not (folder.chips / "all").is_dir():
            plan = folder.read_record(STEP, ChipsRecord)  # they were deleted, and are the same again
        else:
            plan = plan_chips(folder, labels, settings, reporter)
        _require_space(folder, bytes_on_disk(plan, labels), len(plan.names))
        with new_folder(folder.chips / "all") as temporary:
            _write_chips(temporary, settings.chips.format, folder, labels, plan, reporter)
            # From here on the records and sets of earlier chips speak of what is no longer there.
            for step in (STEP, "split"):
                folder.record_file(step).unlink(missing_ok=True)
            remove_sets(folder.chips)
        write_index(folder, labels, plan, None, reporter)
        write_json(folder.record_file(STEP), {"key": key, **to_plain(plan)})
        summary.update(count=len(plan.names), window=plan.window, stride=plan.stride)
    return plan


def bytes_on_disk(plan: ChipsRecord, labels: LabelsRecord) -> int:
    """How much room the chips take, about."""
    pixel = len(plan.bands) * np.dtype(labels.dtype).itemsize + 1
    return len(plan.names) * (plan.window**2 * pixel + _BYTES_AROUND)


def _require_space(folder: RunFolder, needed: int, count: int) -> None:
    free = free_disk(folder.path)
    if free is not None and needed > free:
        raise EngineError(
            f"{count} chips need about {needed / 1e6:,.0f} MB, but only {free / 1e6:,.0f} MB are free on the disk "
            f"of {folder.path}.",
            "Use a larger stride, free some space, or choose a folder on another disk.",
        )


def remove_sets(chips: Path) -> None:
    """Remove the folders of an earlier split; what they link to in ``all`` stays."""
    for name in SET_NAMES:
        remove(chips / name)


def _write_chips(
    into: Path, kind: ChipFormat, folder: RunFolder, labels: LabelsRecord, plan: ChipsRecord, reporter: Reporter
) -> None:
    """Write images and labels, reading each row of windows from the disk once."""
    (into / "images").mkdir()
    (into / "labels").mkdir()
    colours = colour_table(labels.classes)
    by_row: dict[tuple[int, int], list[int]] = {}
    for i, place in enumerate(zip(plan.scenes, plan.rows, strict=True)):
        by_row.setdefault(place, []).append(i)
    large = bytes_on_disk(plan, labels) // len(plan.names)
    threads = min(os.cpu_count() or 1, _MOST_THREADS, max(_STRIP_BYTES // large, 1))  # each holds a chip
    with _Writing(reporter.meter(STEP, len(plan.names), "chips"), threads) as writing:
        for number, scene in enumerate(labels.scenes):
            label_raster = gdal.Open(str(folder.path / scene.label))
            with Raster(scene.raster) as raster:
                writer = make_writer(kind, raster, colours)
                for row in sorted(row for s, row in by_row if s == number):
                    for piece in _pieces(by_row[number, row], plan, raster):
                        strip = _Strip(raster, label_raster, [plan.columns[i] for i in piece], row, plan.window)
                        for i in piece:
                            position = raster.grid.moved(plan.columns[i], row)
                            chip = strip.chip(plan.columns[i])
                            writing.begin(writer.write, into, plan.names[i], *chip, position)
                        writing.leave_at_most(len(piece))


class _Writing:
    """Threads that write chips while the next ones are read; an error of theirs is raised here."""

    def __init__(self, meter: Meter, threads: int) -> None:
        self._meter = meter
        self._threads = ThreadPoolExecutor(threads, "chips")
        self._begun: deque[Future[None]] = deque()

    def __enter__(self) -> _Writing:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        try:
            if error is None:
                self.leave_at_most(0)
        finally:
            self._threads.shutdown(cancel_futures=True)  # nobody writes any more when the folder is taken away

    def begin(self, write: Callable[..., None], *arguments: Any) -> None:
        """Have one chip written."""
        self._begun.append(self._threads.submit(write, *arguments))

    def leave_at_most(self, count: int) -> None:
        """Wait until no more than ``count`` chips are unwritten: their strips must not fill the memory."""
        while len(self._begun) > count:
            self._begun.popleft().result()
            self._meter.advance()


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
        """Image, where it is known, and label of the window that starts at this column."""
        part = slice(column - self.first, column - self.first + self.window)
        valid = None if self.valid is None else self.valid[:, part]
        return self.image[:, :, part], valid, self.label[:, part]
