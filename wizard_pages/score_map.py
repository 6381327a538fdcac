"""The testing chips on the map, each in the colour of its IoU, and one of them marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import QgsRectangle
from qgis.gui import QgsMapCanvas
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPen, QPolygonF

from .chip_map import ChipItem, ChipMap, Look

STEPS = 5
"""The colours stand for fifths of the way from an IoU of 0 to 1."""
NOTHING = STEPS
"""The group of chips that have no figure, as nothing of the classes is in them."""
COLOURS = ("#d7191c", "#fdae61", "#ffffbf", "#abd9e9", "#2c7bb6", "#9a9a9a")
"""From bad to good (ColorBrewer's RdYlBu, told apart with every kind of colour vision), then ``NOTHING``."""
_LOOK = Look(COLOURS, (NOTHING, 4, 3, 2, 1, 0), 110, middles=True)
_AROUND = 3
"""A chip that is zoomed to is shown with so many times its width."""


def group_of(iou: float | None) -> int:
    """The number of the colour of an IoU."""
    return NOTHING if iou is None else min(max(int(iou * STEPS), 0), STEPS - 1)


class ScoreItem(ChipItem):
    """Chips coloured by their figures."""

    def __init__(self, canvas: QgsMapCanvas, plan: dict[str, Any], ious: Sequence[float | None]) -> None:
        import numpy as np

        super().__init__(canvas, plan, by_set=False)
        self.look = _LOOK
        self.groups = np.array([group_of(iou) for iou in ious], np.int64)
        self.marked: int | None = None

    def paint(self, painter: QPainter, *rest: Any) -> None:
        """Draw the chips, and a line around the marked one: light on dark, seen on any ground."""
        import numpy as np

        super().paint(painter, *rest)
        if self.marked is None or not np.isfinite(corners := self.on_screen(self.corners()[self.marked])).all():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in (("#000000", 5.0), ("#ffffff", 2.0)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners.tolist()]))


class ScoreMap(ChipMap):
    """Shows the testing chips on a canvas, and takes them back."""

    item: ScoreItem | None

    def show_scores(self, plan: dict[str, Any], ious: Sequence[float | None]) -> None:
        """Draw the chips of the engine's answer ``footprints``, coloured by ``ious``, one for each."""
        self.clear()
        if not sip.isdeleted(self.canvas) and len(ious):
            self.item = ScoreItem(self.canvas, plan, ious)

    def mark(self, chip: int | None) -> None:
        """Draw a line around the chip of this number, or around none."""
        if self.item is not None:
            self.item.marked = chip
            self.item.update()

    def zoom_to(self, chip: int) -> None:
        """Show the chip of this number and what lies around it, unless the canvas's CRS cannot show it."""
        import numpy as np

        if self.item is None or not np.isfinite(corners := self.item.corners()[chip]).all():
            return
        place = QgsRectangle(*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist())
        place.scale(_AROUND)
        self.canvas.setExtent(place)
        self.canvas.refresh()
