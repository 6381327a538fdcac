"""The figure of precision and recall. It imports matplotlib, so it is imported at first need."""

from __future__ import annotations

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from qgis.PyQt.QtCore import QCoreApplication, QSize, Qt
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from .curves_figure import FONT, TRAINING
from .pr_curve import CHOSEN, Curve

HEIGHT = 220
LEFT, RIGHT, TOP, BOTTOM = 50, 12, 10, 38
"""Pixels around the plot."""


class _Canvas(FigureCanvasQTAgg):
    """Of a fixed height; matplotlib's would ask for 480 pixels."""

    def sizeHint(self) -> QSize:
        """As wide as the dock."""
        return QSize(300, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """What still can be read."""
        return QSize(180, HEIGHT)


class PrecisionRecallFigure(QWidget):
    """Precision over recall, both 0–1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = Figure()
        self.canvas = _Canvas(self.figure)
        self.figure.set_facecolor("none")  # themes paint by style sheet, past the palette: the ground is theirs
        self.canvas.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        palette = self.canvas.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(0, 0, 0, 0))
        self.canvas.setPalette(palette)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.mpl_connect("resize_event", self._fit)
        self.axes = self.figure.add_subplot()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def draw_curve(self, curve: Curve, text: QColor) -> None:
        """Draw it in the colours of the theme, the threshold in force as a point, the best as a star."""
        axes, ink = self.axes, text.name()
        axes.clear()
        points = [point for point in curve.points if None not in point]
        axes.plot([point[2] for point in points], [point[1] for point in points], color=TRAINING, linewidth=1.6)
        for mark, threshold, size in (("*", curve.best, 11), ("o", curve.in_force, 7)):
            place = None if threshold is None else curve.at(threshold)
            if place is not None and (mark == "*" or curve.in_force != curve.best):
                axes.plot([place[1]], [place[0]], mark, color=CHOSEN, markersize=size, clip_on=False, zorder=5)
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.set_xlabel(self.tr("Recall"), fontsize=FONT, color=ink)
        axes.set_ylabel(self.tr("Precision"), fontsize=FONT, color=ink)
        axes.set_facecolor("none")
        axes.tick_params(labelsize=FONT, colors=ink, length=2)
        axes.grid(color=ink, alpha=0.15, linewidth=0.6)
        for spine in axes.spines.values():
            spine.set_color(ink)
            spine.set_alpha(0.4)
        self._fit()
        self.canvas.draw_idle()

    def _fit(self, *_: object) -> None:
        width, height = max(self.canvas.width(), 150), max(self.canvas.height(), 100)
        self.figure.subplots_adjust(
            left=LEFT / width, right=1 - RIGHT / width, top=1 - TOP / height, bottom=BOTTOM / height
        )
