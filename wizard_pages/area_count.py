"""How large each class of a mask is: counted in a thread, measured on the ellipsoid."""

from __future__ import annotations

import contextlib
import math

from qgis.core import QgsCsException, QgsDistanceArea, QgsGeometry, QgsProject, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import QThread

STRIP_PIXELS = 1 << 20


class AreaCount(QThread):
    """Counts a mask's pixels by class, away from the GUI thread; ``finished`` tells when.

    ``areas`` is {code: (pixels, square metres)}; square metres are NaN where the CRS is unknown. It is None when
    the count was stopped or a strip could not be read.

    A thread of its own, not a QgsTask: QGIS 3.40 fetches its news in a thread of the tasks' pool and connects that
    thread's end to its database of passwords. A task of ours wakes the thread for 30 seconds more; when QGIS is
    closed meanwhile, it deletes the database first, and crashes when the thread ends.
    """

    def __init__(self, layer: QgsRasterLayer, codes: list[int]) -> None:
        super().__init__()
        self.areas: dict[int, tuple[int, float]] | None = None
        self._codes = codes
        self._provider = layer.dataProvider().clone()
        self._width = layer.width()
        # Measured here, in the GUI thread: a transformation that a worker leaves behind can crash QGIS at its end.
        self._strips = _strips(layer)

    def run(self) -> None:
        """Strip by strip, because the ground that a pixel covers changes from north to south."""
        areas: dict[int, tuple[int, float]] = dict.fromkeys(self._codes, (0, 0.0))
        for strip, rows, each in self._strips:
            if self.isInterruptionRequested():
                return
            block = self._provider.block(1, strip, self._width, rows)
            if not block.isValid():
                return
            codes = bytes(block.data())
            for code, (pixels, area) in areas.items():
                found = codes.count(code)
                areas[code] = (pixels + found, area + found * each)
        self.areas = areas

    def close(self) -> None:
        """Stop, which takes a strip at most, and close the file.

        A copy of the file that outlived QGIS's own would crash it at its end.
        """
        self.requestInterruption()
        self.wait()
        self._provider = None


def pixel_area(layer: QgsRasterLayer) -> float:
    """Square metres of a pixel in the middle of a raster; NaN where the CRS is unknown."""
    strips = _strips(layer)
    return strips[len(strips) // 2][2]


def _strips(layer: QgsRasterLayer) -> list[tuple[QgsRectangle, int, float]]:
    """Extent, rows, and square metres of a pixel of each strip of a raster, from north to south."""
    measure = QgsDistanceArea()
    if layer.crs().isValid():
        measure.setSourceCrs(layer.crs(), QgsProject.instance().transformContext())
        measure.setEllipsoid(layer.crs().ellipsoidAcronym() or "EPSG:7030")
    width, height, extent = layer.width(), layer.height(), layer.extent()
    rows_at_once, pixel = max(256, STRIP_PIXELS // width), extent.height() / height
    strips = []
    for row in range(0, height, rows_at_once):
        rows = min(rows_at_once, height - row)
        top = extent.yMaximum() - row * pixel
        strip = QgsRectangle(extent.xMinimum(), top - rows * pixel, extent.xMaximum(), top)
        area = math.nan
        if layer.crs().isValid():
            with contextlib.suppress(QgsCsException):
                area = abs(measure.measureArea(QgsGeometry.fromRect(strip)))
        strips.append((strip, rows, area / (width * rows)))
    return strips
