"""Where the chips lie relative to each other, on one plane, and what ground the sets have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..settings import SET_NAMES
from .areas import shared_area
from .grid import Grid, to_crs_of

if TYPE_CHECKING:
    from .chip_plan import ChipsRecord


def layout_boxes(record: ChipsRecord, grids: Sequence[Grid]) -> np.ndarray:
    """Where the chips lie relative to each other: (N, 4) smallest x and y, largest x and y, in pixels.

    One scene is laid out on its own pixel grid. Several are laid out on the map, in pixels of the first scene;
    a chip of a rotated scene, or of another CRS, counts with its bounding box there.
    """
    window, count = record.window, len(record.names)
    if len(grids) == 1:
        starts = np.column_stack([record.columns, record.rows]).astype(float).reshape(count, 2)
        return np.hstack([starts, starts + window])
    moves = [to_crs_of(grid, grids[0]) for grid in grids]
    boxes = np.empty((count, 4))
    for i in range(count):
        grid, move = grids[record.scenes[i]], moves[record.scenes[i]]
        bounds = grid.bounds(record.columns[i], record.rows[i], window, window)
        if move is not None:
            bounds = move.TransformBounds(*bounds, 11)
        boxes[i] = bounds
    width, height = grids[0].pixel_size
    return boxes / (width, height, width, height)


def shared_pixels(record: ChipsRecord, grids: Sequence[Grid], sets: np.ndarray) -> dict[str, int]:
    """Ground that two sets have in common, in pixels of the first scene."""
    found = shared_area(np.round(layout_boxes(record, grids), 6), sets)
    return {f"{SET_NAMES[a]}–{SET_NAMES[b]}": round(area) for (a, b), area in found.items()}
