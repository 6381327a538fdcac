"""Which chips there will be: the window, where the chips lie, and how they would fall into three sets.

Nothing is written here, so a window that cannot work is found before any chip is cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from osgeo import gdal

from ..errors import EngineError
from ..events import Reporter
from ..run_folder import RunFolder
from ..settings import DEFAULT_WINDOW, SMALLEST_WINDOW, ChipSettings, RunSettings, SplitSettings
from .areas import ACCEPTED_LOSS, LOST
from .chip_files import ENDINGS
from .chip_rules import Windows, choose_windows
from .classes import roi_indices
from .division import Divider
from .labels import LabelsRecord
from .raster import Grid, Raster
from .windows import chip_positions

STEP = "chips"
_SHRUNK_WINDOWS = (224, 192, 160, 128, 112, 96, 80, 64, 48, 32)
_WINDOW_STEP = 16


@dataclass(frozen=True)
class ChipsRecord:
    """The chips, column by column: one entry a chip in each of the lists below ``bands``."""

    window: int
    stride: int
    bands: tuple[str, ...]
    names: tuple[str, ...]
    scenes: tuple[int, ...]
    columns: tuple[int, ...]
    rows: tuple[int, ...]
    counts: tuple[tuple[int, ...], ...]
    """Labelled pixels of each class, in the order of the classes."""
    drawn: tuple[int, ...]
    """Places of the drawn classes, that is, all but the background, in ``counts``."""
    left_out: int
    """Windows in which nothing is labelled."""
    too_little: int = 0
    """Windows left out because less of them is labelled than the least share."""
    plain: int = 0
    """Windows left out because too many would be without any ROI."""


def plan_chips(
    folder: RunFolder,
    labels: LabelsRecord,
    settings: RunSettings,
    reporter: Reporter,
    divider: Divider | None = None,
) -> ChipsRecord:
    """Choose the window and list the chips, without writing any. A given ``divider`` has then divided them."""
    chips = settings.chips
    divider = divider or Divider(labels, scene_grids(labels), settings, reporter.control)
    grids = divider.grids

    @cache
    def plan(window: int) -> ChipsRecord:
        return _list_chips(folder, labels, grids, window, settings, reporter)

    if chips.window is not None:
        asked = plan(chips.window)
        if not _three_sets(asked, divider):
            _refuse_window(asked, map(plan, _smaller_windows(chips.window, grids)), divider, settings)
        return asked
    for comfortable in (True, False):
        for window in (DEFAULT_WINDOW, *_SHRUNK_WINDOWS):
            candidate = plan(window)
            if _three_sets(candidate, divider, comfortable):
                if window != DEFAULT_WINDOW:
                    reporter.find(
                        "info", STEP,
                        f"A window of {DEFAULT_WINDOW} pixels leaves too few chips for three sets here, so the "
                        f"window is {window} pixels at a stride of {candidate.stride} "
                        f"({len(candidate.names)} chips).",
                        "Give a window yourself to decide otherwise.",
                    )  # fmt: skip
                return candidate
    message = f"not even windows of {SMALLEST_WINDOW} pixels give three sets."
    if candidate.too_little or candidate.plain:
        raise EngineError(f"With these rules for chips {message}", _rules_remedy(candidate, chips))
    raise EngineError(
        f"The labelled ground is too small: {message}", _ground_remedy(candidate, divider, settings.split)
    )


def scene_grids(labels: LabelsRecord) -> list[Grid]:
    """The grid of each scene's raster."""
    grids = []
    for scene in labels.scenes:
        with Raster(scene.raster) as raster:
            grids.append(raster.grid)
    return grids


def _list_chips(
    folder: RunFolder,
    labels: LabelsRecord,
    grids: Sequence[Grid],
    window: int,
    settings: RunSettings,
    reporter: Reporter,
) -> ChipsRecord:
    """The windows that the rules keep, with the pixels of each class."""
    chips = settings.chips
    stride = min(chips.stride or max(window // 2, 1), window)
    windows = _count_windows(folder, labels, grids, window, stride, reporter)
    drawn = tuple(roi_indices(labels.classes))
    choice = choose_windows(windows, drawn, stride, chips, settings.seed)
    places = windows.places[choice.kept]
    ending = ENDINGS[chips.format]
    scenes, columns, rows = (tuple(values) for values in places.T.tolist())
    return ChipsRecord(
        window=window,
        stride=stride,
        bands=labels.bands,
        names=tuple(
            f"{labels.scenes[scene].name}_r{row:06d}_c{column:06d}{ending}"
            for scene, column, row in zip(scenes, columns, rows, strict=True)
        ),
        scenes=scenes,
        columns=columns,
        rows=rows,
        counts=tuple(map(tuple, windows.counts[choice.kept].tolist())),
        drawn=drawn,
        left_out=int(choice.unlabelled.sum()),
        too_little=int(choice.too_little.sum()),
        plain=int(choice.plain.sum()),
    )


def _count_windows(
    folder: RunFolder, labels: LabelsRecord, grids: Sequence[Grid], window: int, stride: int, reporter: Reporter
) -> Windows:
    """All windows, with the labelled pixels of each class in them."""
    codes = [c.code for c in labels.classes]
    places, counts, sizes = [], [], []
    for number, (scene, grid) in enumerate(zip(labels.scenes, grids, strict=True)):
        columns = np.array(chip_positions(grid.width, window, stride))
        widths = np.minimum(columns + window, grid.width) - columns
        for row, in_row in _count_rows(folder.path / scene.label, grid, window, stride, columns, codes):
            reporter.control.raise_if_cancelled()
            places.append(np.column_stack([np.full_like(columns, number), columns, np.full_like(columns, row)]))
            counts.append(in_row)
            sizes.append(widths * (min(row + window, grid.height) - row))
    return Windows(np.concatenate(places), np.concatenate(counts), np.concatenate(sizes))


def _count_rows(
    label: Path, grid: Grid, window: int, stride: int, columns: np.ndarray, codes: list[int]
) -> Iterator[tuple[int, np.ndarray]]:
    """For each row of windows: its first row, and (windows, classes) int64 pixels of each class."""
    dataset = gdal.Open(str(label))
    ends = np.minimum(columns + window, grid.width)
    for row in chip_positions(grid.height, window, stride):
        strip = dataset.ReadAsArray(0, row, grid.width, min(window, grid.height - row))
        sums = np.stack([np.count_nonzero(strip == code, axis=0) for code in codes])
        running = np.concatenate([np.zeros((len(codes), 1), np.int64), sums.cumsum(axis=1)], axis=1)
        yield row, (running[:, ends] - running[:, columns]).T


def _three_sets(record: ChipsRecord, divider: Divider, comfortable: bool = False) -> bool:
    """Whether the split can work: three sets, two classes to learn, a drawn class to judge by in each.

    ``comfortable`` asks for more, as a default should: a few chips in each set and no more than a quarter lost.
    """
    if len(record.names) < 3 or not divider.works(record):
        return False
    division = divider.divide(record)
    sizes = np.bincount(division.sets + 1, minlength=4)[1:]
    lost = (np.count_nonzero(division.sets == LOST) - division.outside) / (len(division.sets) - division.outside)
    return not comfortable or (sizes[0] >= 8 and sizes.min() >= 2 and lost <= ACCEPTED_LOSS)


def _smaller_windows(window: int, grids: Sequence[Grid]) -> Iterator[int]:
    # All windows that reach over a whole raster give the same chips.
    side = max(max(grid.width, grid.height) for grid in grids)
    largest = min((window - 1) // _WINDOW_STEP, -(-side // _WINDOW_STEP)) * _WINDOW_STEP
    yield from range(largest, SMALLEST_WINDOW - 1, -_WINDOW_STEP)


def _refuse_window(
    asked: ChipsRecord, smaller: Iterator[ChipsRecord], divider: Divider, settings: RunSettings
) -> None:
    works = next((c for c in smaller if _three_sets(c, divider)), None)
    message = f"Windows of {asked.window} pixels at stride {asked.stride} leave too few chips for three sets."
    rules = _rules_remedy(asked, settings.chips) if asked.too_little or asked.plain else ""
    if works is None:
        raise EngineError(
            message, rules or f"No window works here. {_ground_remedy(asked, divider, settings.split)}"
        )
    stride = settings.chips.stride
    with_stride = f" (with a stride of at most {works.window})" if stride and stride > works.window else ""
    raise EngineError(
        message,
        f"The largest window that works here, in steps of {_WINDOW_STEP}, is {works.window}{with_stride}; "
        "or label a larger area." + (f" {rules}" if rules else ""),
    )


def _ground_remedy(record: ChipsRecord, divider: Divider, split: SplitSettings) -> str:
    """What could be done where no window works."""
    if folds := divider.most_folds(record):
        return f"Windows of {record.window} pixels are enough for {folds} folds; or label a larger area."
    if split.method == "layer":
        return "Draw larger polygons for the sets, each around labelled ground, or divide by area."
    if split.method in ("scene", "field"):
        return "Divide by area, or draw ROIs in more rasters or groups."
    return "Label a larger area, or add another scene."


def _rules_remedy(record: ChipsRecord, chips: ChipSettings) -> str:
    """What could be relaxed, where rules left windows out."""
    found = []
    if record.too_little:
        found.append(f"ask for less than {chips.min_known:g} % labelled ({record.too_little} windows have less)")
    if record.plain:
        found.append(f"allow more than {chips.without_rois:g} % of chips without ROIs")
    text = ", or ".join(found)
    return f"{text[0].upper()}{text[1:]}."
