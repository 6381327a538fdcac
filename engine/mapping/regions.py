"""Connected regions of one class in a raster of any height, read strip by strip in two passes.

A region inside one strip is known at once. Only of those that reach a strip's first or last row something is kept:
which belong together, how large they are, and what they border on. So memory depends on the raster's width, and on
how many regions a line across it meets. Pixels are neighbours along their sides, as in GDAL's polygons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ..data.classes import IGNORED
from .ground_areas import PixelAreas

Read = Callable[[int, int], np.ndarray]
"""From a first row and a number of rows to places of classes (rows, width) uint8, 255 where nothing is known."""
_STRIP_PIXELS = 1 << 21


@dataclass(frozen=True)
class RegionStrip:
    """Some rows: the places of their classes, and of each pixel the number of its region, 0 where none is wanted.

    Indexed by that number: ``area`` of the whole region (m²), ``border`` (regions, classes + 1) its length along
    each class in sides of pixels, the last column that along what is unknown or beyond the raster, and ``known``
    the number of a region that reaches beyond the strip, the same in all strips, or -1.
    """

    row: int
    places: np.ndarray
    labels: np.ndarray
    area: np.ndarray
    border: np.ndarray
    known: np.ndarray


class Regions:
    """All regions of the ``wanted`` classes of a raster. The first pass is made at once.

    ``tick`` is called with the number of rows done, in both passes; it may raise to stop.
    """

    def __init__(
        self, read: Read, areas: PixelAreas, classes: int, wanted: Sequence[int], tick: Callable[[int], None]
    ) -> None:
        self._read, self._areas, self._classes, self._wanted, self._tick = read, areas, classes, wanted, tick
        self._reaching: list[np.ndarray] = []
        """For each strip the numbers of its regions that reach its first or last row."""
        self._roots = np.empty(0, np.int64)
        self._join()

    def strips(self) -> Iterator[RegionStrip]:
        """The second pass: each strip with what is known of its regions as a whole."""
        first = 0
        for (row, places), reaching in zip(self._strips(), self._reaching, strict=True):
            labels, area, border = self._look(row, places)
            known = np.full(len(area), -1, np.int64)
            roots = self._roots[first : first + len(reaching)]
            known[reaching], area[reaching], border[reaching] = roots, self._area[roots], self._border[roots]
            yield RegionStrip(row, places, labels, area, border, known)
            first += len(reaching)
            self._tick(len(places))

    def _join(self) -> None:
        """The first pass: find out which regions of neighbouring strips are one."""
        union = _Union()
        areas: list[np.ndarray] = []
        borders: list[np.ndarray] = []
        above: _Line | None = None
        for row, places in self._strips():
            labels, area, border = self._look(row, places)
            reaching = np.union1d(labels[0], labels[-1])
            reaching = reaching[reaching > 0]
            first, numbers = union.count, np.full(len(area), -1, np.int64)
            numbers[reaching] = union.add(len(reaching))
            self._reaching.append(reaching)
            areas.append(area[reaching])
            borders.append(border[reaching])
            if above is not None:
                self._meet(union, above, _Line(places[0], numbers[labels[0]], first, borders[-1]))
            above = _Line(places[-1], numbers[labels[-1]], first, borders[-1])
            self._tick(len(places))
        self._roots = union.roots()
        self._area = np.bincount(self._roots, np.concatenate(areas), len(self._roots))
        every = np.concatenate(borders)
        self._border = np.zeros_like(every)
        np.add.at(self._border, self._roots, every)

    def _meet(self, union: _Union, above: _Line, below: _Line) -> None:
        """The last row of a strip and the first of the next: what is one, and what borders on what."""
        same = (above.places == below.places) & (above.numbers >= 0)
        union.join(np.unique(np.stack([above.numbers[same], below.numbers[same]]), axis=1))
        differ = above.places != below.places
        for own, other in ((above, below), (below, above)):
            meeting = differ & (own.numbers >= 0)
            sides = (own.numbers[meeting] - own.first, self._columns(other.places[meeting]))
            np.add.at(own.border, sides, 1)

    def _look(self, row: int, places: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The regions of a strip alone: labels (rows, width), areas and borders by label."""
        labels, count = _label(places, self._wanted)
        pixels = self._areas.of(row, len(places))
        area = np.bincount(labels.ravel(), pixels.ravel(), count)
        width = self._classes + 1
        border = np.zeros(count * width, np.int64)
        for one, other in ((np.s_[:, :-1], np.s_[:, 1:]), (np.s_[:-1], np.s_[1:])):
            differ = places[one] != places[other]
            for these, those in ((one, other), (other, one)):
                sides = labels[these][differ] * width + self._columns(places[those][differ])
                border += np.bincount(sides, minlength=len(border))
        edges = [labels[:, 0], labels[:, -1]]
        edges += [labels[0]] * (row == 0) + [labels[-1]] * (row + len(places) == self._areas.grid.height)
        border += np.bincount(np.concatenate(edges) * width + self._classes, minlength=len(border))
        return labels, area, border.reshape(count, width)

    def _columns(self, places: np.ndarray) -> np.ndarray:
        return np.minimum(places, self._classes).astype(np.int64)

    def _strips(self) -> Iterator[tuple[int, np.ndarray]]:
        grid = self._areas.grid
        rows = max(_STRIP_PIXELS // grid.width, 1)
        for row in range(0, grid.height, rows):
            yield row, self._read(row, min(rows, grid.height - row))


@dataclass(frozen=True)
class _Line:
    """An outermost row of a strip: places, and numbers of regions or -1, of its pixels; the strip's first number,
    and the borders of its regions from that number on."""

    places: np.ndarray
    numbers: np.ndarray
    first: int
    border: np.ndarray


class _Union:
    """Which of many numbers stand for one and the same thing; its smallest number is its name."""

    def __init__(self) -> None:
        self._parents: list[int] = []

    @property
    def count(self) -> int:
        return len(self._parents)

    def add(self, count: int) -> np.ndarray:
        """So many new numbers."""
        first = len(self._parents)
        self._parents.extend(range(first, first + count))
        return np.arange(first, first + count)

    def join(self, pairs: np.ndarray) -> None:
        """Pairs (2, n) of numbers that are one."""
        for one, other in pairs.T.tolist():
            a, b = self._root(one), self._root(other)
            self._parents[max(a, b)] = min(a, b)

    def roots(self) -> np.ndarray:
        """The name of each number."""
        return np.array([self._root(number) for number in range(len(self._parents))], np.int64)

    def _root(self, number: int) -> int:
        parents = self._parents
        while parents[number] != number:
            parents[number] = number = parents[parents[number]]
        return number


def _label(places: np.ndarray, wanted: Sequence[int]) -> tuple[np.ndarray, int]:
    """Numbers from 1 for the regions of the wanted classes, (rows, width) int32, and how many there are with 0."""
    there = np.bincount(places.ravel(), minlength=IGNORED + 1)
    labels, count = np.zeros(places.shape, np.int32), 1
    for place in wanted:
        if there[place]:
            these = places == place
            found, own = cv2.connectedComponents(these.view(np.uint8), connectivity=4, ltype=cv2.CV_32S)
            np.add(own, count - 1, out=labels, where=these)
            count += found - 1
    return labels, count
