"""The chips on the map: thousands of windows drawn over the canvas in the colours of their sets or figures.

Painting goes straight from arrays. The place of each chip's corners in the canvas's CRS is found once for each
plan and CRS; what a repaint does is one affine map over them, and drawing of what can be seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsPointXY, QgsProject
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QPointF, QRectF
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

if TYPE_CHECKING:
    import numpy as np

SET_COLOURS = {"train": "#2f6fb7", "validation": "#f0a202", "test": "#c2348f", "lost": "#8a8a8a"}
"""Colours of the three sets and of chips that no set takes; told apart with every kind of colour vision."""
_ORDER = ("train", "validation", "test", "lost")
_NODES = 33
"""Places along each side of a raster that are transformed exactly; between them, corners are interpolated."""
_FINEST_OUTLINE = 10.0
"""Screen pixels from chip to chip below which outlines would only be a blur: then the ground is filled."""


@dataclass(frozen=True)
class Look:
    """How groups of chips are drawn: the colour of each, and which come first and last (on top)."""

    colours: tuple[str, ...]
    order: tuple[int, ...]
    inside: int
    """Alpha of the colour inside a chip's edge; chips overlap, so it adds up."""
    middles: bool = False
    """Draw the middle of each chip only, as wide as the way to the next one, so that none hides another."""


_BY_SET = Look(tuple(SET_COLOURS[name] for name in _ORDER), (3, 0, 1, 2), 18)
_ONE_COLOUR = Look((SET_COLOURS["train"],), (0,), 0)


class ChipMap:
    """Shows a plan's chips on a canvas, and takes them back."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self.canvas = canvas
        self.item: ChipItem | None = None

    def show(self, plan: dict[str, Any], by_set: bool) -> None:
        """Draw the chips of a ``plan`` as the engine answered it, in one colour or by set."""
        self.clear()
        if not sip.isdeleted(self.canvas) and plan["chips"]["column"]:
            self.item = ChipItem(self.canvas, plan, by_set)

    def clear(self, *_: Any) -> None:
        """Take everything back. May be called at any time, also when QGIS has closed the canvas."""
        item, self.item = self.item, None
        if item is None or sip.isdeleted(item) or sip.isdeleted(self.canvas):
            return
        item.stop()
        self.canvas.scene().removeItem(item)
        sip.delete(item)


class ChipItem(QgsMapCanvasItem):
    """All chips as one item of the canvas; its coordinates are the canvas's pixels."""

    def __init__(self, canvas: QgsMapCanvas, plan: dict[str, Any], by_set: bool) -> None:
        super().__init__(canvas)
        import numpy as np  # here: QGIS's start must not pay for it

        self.canvas = canvas
        self.window, self.stride, self.scenes = int(plan["window"]), int(plan["stride"]), plan["scenes"]
        chips = plan["chips"]
        self._scene, self._columns, self._rows = (
            np.asarray(chips[name], np.int64) for name in ("scene", "column", "row")
        )
        self.look = _BY_SET if by_set else _ONE_COLOUR
        self.groups = np.zeros(len(self._columns), np.int64)
        """For each chip the number of its colour in ``look``."""
        if by_set:
            sets = np.asarray(chips["set"], np.int64)
            self.groups = np.where(sets < 0, 3, sets)
        self._corners: np.ndarray | None = None
        self._crs = QgsCoordinateReferenceSystem()
        self._picture: tuple[Any, QImage] | None = None
        canvas.destinationCrsChanged.connect(self._forget)
        self.setZValue(50)
        self.show()

    def stop(self) -> None:
        """Stop listening to the canvas."""
        self.canvas.destinationCrsChanged.disconnect(self._forget)

    def corners(self) -> np.ndarray:
        """Where the chips lie in the canvas's CRS: (N, 4, 2) float64, around from the upper left."""
        crs = self.canvas.mapSettings().destinationCrs()
        if self._corners is None or crs != self._crs:
            self._crs, self._corners = crs, self._find_corners(crs)
        return self._corners

    def on_screen(self, points: np.ndarray) -> np.ndarray:
        """Map coordinates to pixels of the canvas, by the affine map behind it (rotation included)."""
        import numpy as np

        to_pixel = self.canvas.getCoordinateTransform()
        centre, unit = self.canvas.center(), self.canvas.mapUnitsPerPixel() * 100
        places = [(centre.x(), centre.y()), (centre.x() + unit, centre.y()), (centre.x(), centre.y() + unit)]
        origin, right, up = (np.array(_xy(to_pixel.transform(QgsPointXY(*place)))) for place in places)
        moves = (points - places[0]) / unit
        return origin + moves[..., :1] * (right - origin) + moves[..., 1:] * (up - origin)

    # -- QgsMapCanvasItem -------------------------------------------------------------------------------------

    def boundingRect(self) -> QRectF:
        """The whole canvas."""
        return QRectF(0, 0, self.canvas.width(), self.canvas.height())

    def updatePosition(self) -> None:
        """The view has changed. The item stays where it is: turning with the canvas would turn its chips twice."""
        self.prepareGeometryChange()
        self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        """Draw what can be seen; a repaint of the same view reuses the picture of the last one."""
        view = self.canvas.mapSettings()
        size = self.canvas.size()
        ratio = self.canvas.devicePixelRatioF()
        key = (view.visibleExtent().toString(12), view.rotation(), size.width(), size.height(), ratio)
        if self._picture is None or self._picture[0] != key:
            picture = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
            picture.setDevicePixelRatio(ratio)
            picture.fill(0)
            self._draw(picture)
            self._picture = (key, picture)
        painter.drawImage(QPointF(0, 0), self._picture[1])

    # -- helpers ----------------------------------------------------------------------------------------------

    def _forget(self) -> None:
        self._corners = self._picture = None
        self.update()

    def _find_corners(self, crs: QgsCoordinateReferenceSystem) -> np.ndarray:
        import numpy as np

        found = np.full((len(self._columns), 4, 2), np.nan)
        for number, scene in enumerate(self.scenes):
            mine = self._scene == number
            x0, y0 = self._columns[mine].astype(float), self._rows[mine].astype(float)
            # A chip may reach beyond the raster's edge; what lies there is drawn as far as the raster goes.
            x1 = np.minimum(x0 + self.window, scene["width"])
            y1 = np.minimum(y0 + self.window, scene["height"])
            pixels = np.stack([np.stack([x0, x1, x1, x0], 1), np.stack([y0, y0, y1, y1], 1)], axis=2)
            found[mine] = _to_canvas(pixels, scene, crs)
        return found

    def _draw(self, picture: QImage) -> None:
        import numpy as np

        points = self.on_screen(self.corners())
        low, high = points.min(axis=1), points.max(axis=1)
        size = np.array([self.canvas.width(), self.canvas.height()])
        seen = np.isfinite(points).all(axis=(1, 2)) & (high > 0).all(axis=1) & (low < size).all(axis=1)
        if not seen.any():
            return
        points, groups = points[seen], self.groups[seen]
        edge = float(np.median(np.hypot(*(points[:, 1] - points[:, 0]).T)))
        step = edge * self.stride / self.window
        painter = QPainter(picture)
        if step < _FINEST_OUTLINE:
            self._fill(painter, points, groups, max(step, 1.0))
        else:
            if self.look.middles:
                middles = points.mean(axis=1, keepdims=True)
                points = middles + (points - middles) * (self.stride / self.window)
            self._outline(painter, points, groups)
        painter.end()

    def _outline(self, painter: QPainter, points: np.ndarray, groups: np.ndarray) -> None:
        """Draw each chip's edge, with a breath of colour inside; upright chips as rectangles, which is faster."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        upright = (
            abs(points[:, 0, 1] - points[:, 1, 1]).max() < 0.01
            and abs(points[:, 1, 0] - points[:, 2, 0]).max() < 0.01
        )
        for number in self.look.order:
            colour = QColor(self.look.colours[number])
            painter.setPen(QPen(colour, 1.2))
            colour.setAlpha(self.look.inside)
            painter.setBrush(colour)
            mine = points[groups == number].tolist()
            if upright:
                painter.drawRects([QRectF(QPointF(*chip[0]), QPointF(*chip[2])) for chip in mine])
            else:
                for chip in mine:
                    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in chip]))

    def _fill(self, painter: QPainter, points: np.ndarray, groups: np.ndarray, step: float) -> None:
        """Colour the ground instead: each chip gives its middle, as wide as the way to the next chip."""
        import numpy as np

        width, height = self.canvas.width(), self.canvas.height()
        places = np.full((height, width), -1, np.int8)
        middles = points.mean(axis=1) - step / 2
        reach = int(np.ceil(step)) + 1
        for row in range(reach):
            for column in range(reach):
                x, y = (middles[:, 0] + column).astype(int), (middles[:, 1] + row).astype(int)
                inside = (x >= 0) & (y >= 0) & (x < width) & (y < height)
                places[y[inside], x[inside]] = groups[inside]
        # Premultiplied blue, green, red, alpha; the last is nothing.
        table = np.zeros((len(self.look.colours) + 1, 4), np.uint8)
        for number, name in enumerate(self.look.colours):
            colour, alpha = QColor(name), 120
            table[number] = [v * alpha // 255 for v in (colour.blue(), colour.green(), colour.red())] + [alpha]
        pixels = table[places].tobytes()
        image = QImage(pixels, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
        painter.drawImage(0, 0, image)


def _to_canvas(pixels: np.ndarray, scene: dict[str, Any], crs: QgsCoordinateReferenceSystem) -> np.ndarray:
    """Places (…, 2), column and row in a scene's raster, in the canvas's CRS; NaN where they cannot be there."""
    import numpy as np

    x0, xx, xy, y0, yx, yy = scene["geotransform"]

    def on_map(places: np.ndarray) -> np.ndarray:
        columns, rows = places[..., 0], places[..., 1]
        return np.stack([x0 + columns * xx + rows * xy, y0 + columns * yx + rows * yy], axis=-1)

    own = QgsCoordinateReferenceSystem.fromWkt(scene["crs"]) if scene["crs"] else QgsCoordinateReferenceSystem()
    if not own.isValid() or not crs.isValid() or own == crs:
        return on_map(pixels)
    size = np.array([scene["width"], scene["height"]], float)
    share = np.linspace(0, 1, _NODES)
    nodes = on_map(np.stack(np.meshgrid(share, share), axis=-1) * size)
    move = QgsCoordinateTransform(own, crs, QgsProject.instance())
    moved = np.array([_moved(move, x, y) for x, y in nodes.reshape(-1, 2).tolist()]).reshape(nodes.shape)
    return _between(moved, pixels / size * (_NODES - 1))


def _between(nodes: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Values at ``places`` (…, 2: along columns, along rows) between ``nodes`` (rows, columns, 2), bilinear."""
    import numpy as np

    cell = np.clip(places.astype(int), 0, len(nodes) - 2)
    part = places - cell
    column, row = cell[..., 0], cell[..., 1]
    right, down = part[..., :1], part[..., 1:]
    upper = nodes[row, column] * (1 - right) + nodes[row, column + 1] * right
    lower = nodes[row + 1, column] * (1 - right) + nodes[row + 1, column + 1] * right
    return upper * (1 - down) + lower * down


def _moved(move: QgsCoordinateTransform, x: float, y: float) -> tuple[float, float]:
    try:
        return _xy(move.transform(x, y))
    except QgsCsException:  # outside what the canvas's CRS can show
        return (float("nan"), float("nan"))


def _xy(point: QgsPointXY) -> tuple[float, float]:
    return (point.x(), point.y())
