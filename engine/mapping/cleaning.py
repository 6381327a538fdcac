"""Small objects vanish and small holes close: in a raster of any height, without seams, with flat memory."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

import numpy as np

from ..data.classes import LandClass
from ..data.raster import Grid
from ..errors import EngineError
from ..files import forget_link
from ..settings import MaskSettings
from .ground_areas import PixelAreas
from .regions import Regions, RegionStrip


class PlaceFile:
    """Places of classes on the disk while they are worked on, a byte a pixel; leaving its context removes it."""

    def __init__(self, path: Path, grid: Grid) -> None:
        self._path, self._width = forget_link(path), grid.width
        self._file = open(path, "w+b")  # noqa: SIM115 - closed by leaving the context

    def read(self, row: int, rows: int) -> np.ndarray:
        """Some rows, (rows, width) uint8."""
        self._file.seek(row * self._width)
        return np.fromfile(self._file, np.uint8, rows * self._width).reshape(rows, self._width)

    def write(self, row: int, places: np.ndarray) -> None:
        """Rows from ``row`` on."""
        try:
            self._file.seek(row * self._width)
            self._file.write(np.ascontiguousarray(places).data)
            self._file.flush()
        except OSError as error:
            raise EngineError(
                f"{self._path} cannot be written: {error.strerror}.", "Check the free space of the disk."
            ) from None

    def __enter__(self) -> PlaceFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):  # what is still waiting to be written is not wanted any more
            self._file.close()
        self._path.unlink(missing_ok=True)


def background_of(classes: Sequence[LandClass]) -> int | None:
    """The place of what is no object: the first of two classes, the background of more; None without one."""
    if len(classes) == 2:
        return 0
    return next((place for place, item in enumerate(classes) if item.code == 0), None)


def passes(settings: MaskSettings) -> int:
    """How often ``clean`` goes over all rows."""
    return 2 * ((settings.smallest_object > 0) + (settings.smallest_hole > 0))


def clean(
    file: PlaceFile, areas: PixelAreas, classes: Sequence[LandClass], settings: MaskSettings,
    tick: Callable[[int], None],
) -> None:  # fmt: skip
    """Take small objects away, then fill what holes are small now. ``tick`` is told of finished rows.

    A small object becomes what it has the longest border with; where nothing known is around it, background. A
    hole is background that meets neither the edge of the raster nor anything unknown.
    """
    background = background_of(classes)
    objects = [place for place in range(len(classes)) if place != background]
    if settings.smallest_object > 0:
        otherwise = 0 if background is None else background

        def removed(strip: RegionStrip) -> np.ndarray:
            known = strip.border[:, :-1]
            has_neighbour = known.any(axis=1)
            small = (strip.area < settings.smallest_object) & (has_neighbour | (background is not None))
            return np.where(small, np.where(has_neighbour, known.argmax(axis=1), otherwise), _KEEP)

        _replace(file, Regions(file.read, areas, len(classes), objects, tick), removed)
    if settings.smallest_hole > 0 and background is not None:

        def filled(strip: RegionStrip) -> np.ndarray:
            enclosed = (strip.border[:, -1] == 0) & strip.border.any(axis=1)
            small = (strip.area < settings.smallest_hole) & enclosed
            return np.where(small, strip.border[:, :-1].argmax(axis=1), _KEEP)

        _replace(file, Regions(file.read, areas, len(classes), [background], tick), filled)


_KEEP = -1


def _replace(file: PlaceFile, regions: Regions, chosen: Callable[[RegionStrip], np.ndarray]) -> None:
    """Give each region the place that is chosen for it, by its number in the strip."""
    for strip in regions.strips():
        becomes = chosen(strip)
        becomes[0] = _KEEP
        if (becomes != _KEEP).any():
            new = becomes[strip.labels]
            file.write(strip.row, np.where(new == _KEEP, strip.places, new).astype(np.uint8))
