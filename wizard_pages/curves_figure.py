"""The figure of the live plots. The only module that imports matplotlib, and itself imported at first need."""

from __future__ import annotations

import html
import math

from matplotlib.axes import Axes
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg, NavigationToolbar2QT
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from qgis.PyQt.QtCore import QCoreApplication, QSize, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPalette
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from .curves import History

# Okabe and Ito's colours: told apart with every kind of colour vision, on light and on dark ground.
TRAINING, VALIDATION, CHOSEN = "#0094d6", "#e69f00", "#009e73"
TOOLS = ("Home", "Pan", "Zoom", "Save")
FONT = 8
ICON = 24
LEFT, RIGHT, TOP, BOTTOM, GAP = 42, 8, 20, 42, 26
"""Pixels around and between the two plots."""
PAPER, PAPER_DPI = (8.0, 5.5), 150
"""Inches and points per inch of a saved picture."""
PAPER_MARGINS = {"left": 0.08, "right": 0.76, "top": 0.94, "bottom": 0.09, "hspace": 0.22}
SMALLEST = 225
"""Least height in pixels."""


class _Toolbar(NavigationToolbar2QT):
    """Zoom, shift, back to all, and save; the rest of matplotlib's tools would only puzzle."""

    _colour = QColor()
    toolitems = tuple(item for item in NavigationToolbar2QT.toolitems if item[0] in TOOLS)

    def colour_icons(self, colour: QColor) -> None:
        """Paint the icons, which are one-coloured, so that they show on the theme's ground."""
        if colour == self._colour:
            return
        self._colour = colour
        for action in self.actions():
            if not action.icon().isNull():
                picture = action.icon().pixmap(QSize(ICON, ICON))
                painter = QPainter(picture)
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
                painter.fillRect(picture.rect(), colour)
                painter.end()
                action.setIcon(QIcon(picture))

    def home(self, *arguments: object) -> None:
        """Everything in view again, and from now on what is still to come."""
        super().home(*arguments)
        for axes in self.canvas.figure.axes:
            axes.autoscale(True)
        self.canvas.draw_idle()


class _Canvas(FigureCanvasQTAgg):
    """A canvas that takes the height there is; matplotlib's would ask for 480 pixels and make the page scroll."""

    def sizeHint(self) -> QSize:
        """Small."""
        return QSize(300, SMALLEST)

    def minimumSizeHint(self) -> QSize:
        """What still can be read."""
        return QSize(200, SMALLEST)

    text_colour = QColor()

    def print_figure(self, *arguments: object, **options: object) -> None:
        """A saved picture has a size and a ground of its own, and the legend beside the curves.

        matplotlib calls this once the name has been chosen.
        """
        figure = self.figure
        size = tuple(figure.get_size_inches())
        margins = {name: getattr(figure.subplotpars, name) for name in PAPER_MARGINS}
        legends = [
            axes.legend(
                loc="upper left", bbox_to_anchor=(1.01, 1.04), fontsize=FONT, frameon=False,
                labelcolor=self.text_colour.name(),
            )
            for axes in figure.axes
        ]  # fmt: skip
        figure.set_facecolor("#303030" if self.text_colour.lightness() > 128 else "white")
        figure.set_size_inches(PAPER, forward=False)
        figure.subplots_adjust(**PAPER_MARGINS)
        try:
            super().print_figure(*arguments, **{**options, "dpi": PAPER_DPI})
        finally:
            figure.set_facecolor("none")
            figure.set_size_inches(size, forward=False)
            figure.subplots_adjust(**margins)
            for legend in legends:
                legend.remove()
            self.draw_idle()

    def get_default_filename(self) -> str:
        """What the curves are called when they are saved."""
        return "training_curves.png"


class CurvesFigure(QWidget):
    """Loss above, accuracy and IoU below, over the epochs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = Figure()
        self.canvas = _Canvas(self.figure)
        self._let_the_ground_through()
        self.canvas.mpl_connect("resize_event", self._fit)
        self.loss, self.score = self.figure.subplots(2, 1, sharex=True)
        self.toolbar = _Toolbar(self.canvas, self, coordinates=False)
        self.toolbar.setIconSize(QSize(16, 16))
        self.toolbar.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        # Beside the tools, not in the plots, where it would hide the curves.
        self.legend = QLabel()
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        font = self.legend.font()
        font.setPointSizeF(font.pointSizeF() * 0.85)
        self.legend.setFont(font)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.canvas, 1)
        line = QHBoxLayout()
        line.addWidget(self.toolbar)
        line.addWidget(self.legend, 1)
        layout.addLayout(line)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def _let_the_ground_through(self) -> None:
        """QGIS's themes paint by style sheet, past the palette; so the ground is left to them."""
        self.figure.set_facecolor("none")
        self.canvas.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        palette = self.canvas.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(0, 0, 0, 0))
        self.canvas.setPalette(palette)

    def _fit(self, *_: object) -> None:
        """Margins of so many pixels; matplotlib's own layouts would double the time of a drawing."""
        width, height = max(self.canvas.width(), 150), max(self.canvas.height(), 150)
        each = (height - TOP - GAP - BOTTOM) / 2
        self.figure.subplots_adjust(
            left=LEFT / width, right=1 - RIGHT / width, top=1 - TOP / height, bottom=BOTTOM / height,
            hspace=GAP / each,
        )  # fmt: skip

    def forget_zoom(self) -> None:
        """Show everything at the next drawing."""
        for axes in self._axes:
            axes.set_autoscale_on(True)
        self.toolbar.update()

    def draw_history(self, history: History, text: QColor) -> None:
        """Draw everything anew with this colour of text, keeping what the user has zoomed to."""
        # matplotlib turns scaling off in the direction in which the user zooms or shifts.
        kept_x = None if self.loss.get_autoscalex_on() else self.loss.get_xlim()
        kept_y = [None if axes.get_autoscaley_on() else axes.get_ylim() for axes in self._axes]
        for axes in self._axes:
            axes.clear()
        self._draw_loss(history)
        self._draw_score(history)
        self._mark_epochs(history)
        self._dress(text)
        self.legend.setText(self._legend_text(history))
        self._fit()
        if kept_x is not None:
            self.loss.set_xlim(kept_x)
        for axes, limits in zip(self._axes, kept_y, strict=True):
            if limits is not None:
                axes.set_ylim(limits)
        self.canvas.draw_idle()

    @property
    def _axes(self) -> tuple:
        return (self.loss, self.score)

    def _draw_loss(self, history: History) -> None:
        if history.batches:
            places, values = zip(*history.batches, strict=True)
            self.loss.plot(places, values, color=TRAINING, alpha=0.3, linewidth=0.7, label=self.tr("each step"))
        self._draw_pair(self.loss, history, "loss", "-", self.tr("training"), self.tr("validation"))

    def _draw_score(self, history: History) -> None:
        for measure, style, name in (("iou", "-", self.tr("IoU")), ("accuracy", "--", self.tr("accuracy"))):
            labels = (self.tr("{}, training").format(name), self.tr("{}, validation").format(name))
            self._draw_pair(self.score, history, measure, style, *labels)

    @staticmethod
    def _draw_pair(axes: Axes, history: History, measure: str, style: str, training: str, validation: str) -> None:
        for column, colour, label in (("train", TRAINING, training), ("validation", VALIDATION, validation)):
            epochs, values = history.points(f"{column}_{measure}")
            if epochs:
                marker = "o" if len(epochs) < 3 else ""  # a line of one point would not be seen
                axes.plot(
                    epochs, values, style, color=colour, label=label, linewidth=1.4, marker=marker, markersize=3
                )

    def _mark_epochs(self, history: History) -> None:
        """Small ticks where checkpoints lie, a star at the best epoch, a line at the one that became the model."""
        by_epoch = {row["epoch"]: row.get("validation_iou", math.nan) for row in history.rows}
        saved = [epoch for epoch in history.checkpoints if epoch in by_epoch]
        if saved:
            self.score.plot(
                saved, [by_epoch[epoch] for epoch in saved], "o", color=VALIDATION, markersize=3,
                label=self.tr("checkpoint"),
            )  # fmt: skip
        if history.best is not None:
            self.score.plot(
                [history.best], [by_epoch[history.best]], "*", color=CHOSEN, markersize=10,
                label=self.tr("best: epoch {}").format(history.best),
            )  # fmt: skip
        if history.chosen is not None:
            for axes in self._axes:
                axes.axvline(
                    history.chosen, color=CHOSEN, linewidth=1, linestyle=":",
                    label=self.tr("the model") if axes is self.score else None,
                )  # fmt: skip

    def _legend_text(self, history: History) -> str:
        def entry(colour: str, sign: str, text: str) -> str:
            return f'<span style="color:{colour}">{sign}</span>&nbsp;{html.escape(text).replace(" ", "&nbsp;")}'

        first = [entry(TRAINING, "━", self.tr("training")), entry(VALIDATION, "━", self.tr("validation"))]
        first += [f"━&nbsp;{html.escape(self.tr('IoU'))}", f"╌&nbsp;{html.escape(self.tr('accuracy'))}"]
        second = [entry(VALIDATION, "●", self.tr("saved"))] if history.checkpoints else []
        if history.best is not None:
            second.append(entry(CHOSEN, "★", self.tr("best: {}").format(history.best)))
        if history.chosen is not None:
            second.append(entry(CHOSEN, "┊", self.tr("the model")))
        return "<br>".join("&nbsp; ".join(line) for line in (first, second) if line)

    def _dress(self, text_colour: QColor) -> None:
        self.toolbar.colour_icons(text_colour)
        self.canvas.text_colour = text_colour
        text = text_colour.name()
        titles = (self.tr("Loss (lower is better)"), self.tr("Accuracy and IoU (higher is better)"))
        for axes, title in zip(self._axes, titles, strict=True):
            axes.set_facecolor("none")
            axes.set_title(title, fontsize=FONT + 1, color=text, loc="left", pad=3)
            axes.tick_params(labelsize=FONT, colors=text, length=2)
            axes.grid(color=text, alpha=0.15, linewidth=0.6)
            for spine in axes.spines.values():
                spine.set_color(text)
                spine.set_alpha(0.4)
        self.score.set_xlabel(self.tr("Epoch"), fontsize=FONT, color=text)
        self.score.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
