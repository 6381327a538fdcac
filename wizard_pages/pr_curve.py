"""Precision and recall of one checkpoint at every threshold, on the validation set; two classes only.

matplotlib is imported when this part is unfolded for the first time, and away from the GUI thread.
"""

from __future__ import annotations

import html
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QCoreApplication, QEvent
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout, QWidget

from ..i18n.numbers import localized
from .late_figure import LateFigure

if TYPE_CHECKING:
    from .pr_figure import PrecisionRecallFigure

CHOSEN = "#009e73"
"""As in the figure of the training: what was chosen."""
Point = tuple["float | None", "float | None", "float | None"]
"""Threshold, precision, recall."""


@dataclass(frozen=True)
class Curve:
    """The curve of a checkpoint and the thresholds that matter."""

    points: tuple[Point, ...]
    best: float | None
    """The threshold that is best for this checkpoint."""
    in_force: float | None
    """The one that masks are made with."""

    def at(self, threshold: float) -> tuple[float, float] | None:
        """Precision and recall at a threshold, between those of its neighbours; None where there are none."""
        known = [
            (at, precision, recall)
            for at, precision, recall in self.points
            if at is not None and precision is not None and recall is not None
        ]
        place = bisect_left([point[0] for point in known], threshold)
        if not known or (place == len(known) and threshold > known[-1][0]):
            return None
        after, before = known[min(place, len(known) - 1)], known[max(place - 1, 0)]
        way = (threshold - before[0]) / (after[0] - before[0]) if after[0] > before[0] else 1.0
        way = min(max(way, 0.0), 1.0)
        return before[1] + (after[1] - before[1]) * way, before[2] + (after[2] - before[2]) * way


def read_curve(candidate: dict[str, Any], chosen: float | None) -> Curve | None:
    """The curve in a candidate of ``selection.json``, ``chosen`` being the user's own threshold; None if it has
    none or it is damaged."""
    curve: Any = candidate.get("precision_recall")
    try:
        points = tuple(zip(curve["thresholds"], curve["precision"], curve["recall"], strict=True))
    except (TypeError, KeyError, ValueError):
        return None
    best = candidate.get("threshold")
    return Curve(points, best, best if chosen is None else chosen)


class PrecisionRecall(QgsCollapsibleGroupBox):
    """A part of the page, folded at first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Precision against recall"))
        self.figure: PrecisionRecallFigure | None = None
        self._curve: Curve | None = None
        self._name = ""
        self.note = QLabel(
            self.tr(
                "Precision: how much of what is marked is right. Recall: how much is found. A higher threshold "
                "marks less, but what it marks is right more often. The curve shows every threshold, on the "
                "validation chips."
            )
        )
        self.legend = QLabel()
        layout = QVBoxLayout(self)
        for label in (self.note, self.legend):
            label.setWordWrap(True)
            layout.addWidget(label)
        self._late = LateFigure(self._make_figure, self)
        self._late.ended.connect(self._refresh)
        self.collapsedStateChanged.connect(lambda _: self._refresh())
        self.setCollapsed(True)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def show_curve(self, curve: Curve | None, class_name: str) -> None:
        """Show the curve of ``class_name``, or nothing where there is none."""
        self._curve, self._name = curve, class_name
        self.setVisible(curve is not None)
        self._refresh()

    def showEvent(self, event: QEvent) -> None:
        """Catch up with what came while hidden."""
        super().showEvent(event)
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of QGIS's theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_late"):
            self._refresh()

    def _refresh(self) -> None:
        if self._curve is None or self.isCollapsed() or not self.isVisible():
            return
        self.legend.setText(self._legend_text(self._curve))
        if self.figure is not None:
            self.figure.draw_curve(self._curve, self.palette().color(QPalette.ColorRole.WindowText))
        else:
            self._late.prepare()

    def _make_figure(self) -> None:
        from .pr_figure import PrecisionRecallFigure

        figure = PrecisionRecallFigure(self)
        self.layout().insertWidget(1, figure)
        figure.setToolTip(
            self.tr("Towards the upper right is better: all that is found is right, and nothing is missed.")
        )
        self.figure = figure

    def _legend_text(self, curve: Curve) -> str:
        """Rich text: what the marks mean, in figures, and why there is no curve where there is none."""
        lines = []
        if self._late.is_missing:
            lines.append(self.tr("The curve needs the Python package matplotlib, which this QGIS does not have."))
        best = self.tr("best threshold {threshold}: {precision} of what is marked as {name} is right, {recall} of "
                       "it is found")  # fmt: skip
        own = self.tr("your threshold {threshold}: {precision} right, {recall} found")
        marks = [("★", curve.best, best)]
        if curve.in_force != curve.best:
            marks.append(("●", curve.in_force, own))
        for sign, threshold, words in marks:
            place = None if threshold is None else curve.at(threshold)
            if place is not None:
                figures = {"precision": f"{place[0]:.0%}", "recall": f"{place[1]:.0%}"}
                text = words.format(threshold=localized(f"{threshold:.3g}"), name=f"“{self._name}”", **figures)
                lines.append(f'<span style="color:{CHOSEN}">{sign}</span>&nbsp;{html.escape(text)}')
        return "<br>".join(lines)
