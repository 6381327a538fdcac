"""A slider from 0 to 1 with a number beside it and the best value marked."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, QPointF, QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtGui import QPainter, QPaintEvent, QPalette, QPolygonF
from qgis.PyQt.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QVBoxLayout,
    QWidget,
)

from ..i18n.numbers import localized

STEPS = 1000


class _MarkedSlider(QSlider):
    """A slider with a small triangle under one value."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.mark: int | None = None
        self.setRange(0, STEPS)
        self.setSingleStep(5)
        self.setPageStep(50)
        self.setMinimumHeight(30)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The slider as usual, then the mark."""
        super().paintEvent(event)
        if self.mark is None:
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().subControlRect(
            QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
        )
        span = self.width() - handle.width()
        x = handle.width() / 2 + QStyle.sliderPositionFromValue(0, STEPS, self.mark, span)
        bottom = float(self.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Highlight))
        painter.drawPolygon(
            QPolygonF([QPointF(x, bottom - 7), QPointF(x - 4.5, bottom), QPointF(x + 4.5, bottom)])
        )
        painter.end()


class ThresholdSlider(QWidget):
    """Slider, number and a button for the best value. ``value_changed`` comes from the user alone."""

    value_changed = pyqtSignal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_best = True
        """Whether the model's own threshold is wanted, rather than a number of the user's."""
        self.slider = _MarkedSlider()
        self.number = QDoubleSpinBox()
        self.number.setDecimals(3)
        self.number.setSingleStep(0.01)
        self.number.setRange(0, 1)
        self.best_button = QPushButton()
        self.best_button.clicked.connect(self._take_best)
        tip = self.tr(
            "Least probability from which a pixel counts as the class. Lower finds more and errs more often, "
            "higher marks only what is sure."
        )
        for widget in (self.slider, self.number):
            widget.setToolTip(tip)
            widget.setAccessibleName(self.tr("Threshold"))
        self.best_button.setToolTip(self.tr("The threshold with the best result on the validation chips (▲)."))
        self.slider.valueChanged.connect(lambda value: self._move(value / STEPS))
        self.number.valueChanged.connect(self._move)
        line = QHBoxLayout()
        line.addWidget(self.number)
        line.addStretch()
        line.addWidget(self.best_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.slider)
        ends = QHBoxLayout()
        for text, side in (
            (self.tr("marks more"), Qt.AlignmentFlag.AlignLeft),
            (self.tr("only what is sure"), Qt.AlignmentFlag.AlignRight),
        ):
            ends.addWidget(QLabel(text), 1, side)
        layout.addLayout(ends)
        layout.addLayout(line)
        self.set_best(None)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def value(self) -> float:
        """What is shown, or the best as exactly as it is known."""
        return self._best if self.is_best and self._best is not None else self.number.value()

    def wanted(self) -> float | None:
        """None for the model's own, else the user's number."""
        return None if self.is_best else self._exact

    def set_wanted(self, threshold: float | None) -> None:
        """Show a number of the user's, or, with None, the best. Emits nothing."""
        self.is_best, self._exact = threshold is None, threshold
        shown = self._best if threshold is None else threshold
        if shown is not None:
            self._show(shown)

    def set_best(self, threshold: float | None) -> None:
        """Mark the model's own threshold. Emits nothing."""
        self._best = threshold
        self.slider.mark = None if threshold is None else round(threshold * STEPS)
        self.slider.update()
        self.best_button.setVisible(threshold is not None)
        if threshold is not None:
            self.best_button.setText(self.tr("&Best on validation: {}").format(localized(f"{threshold:g}")))
            if self.is_best:
                self._show(threshold)

    def _take_best(self) -> None:
        self.set_wanted(None)
        self.value_changed.emit(self.value())

    def _move(self, value: float) -> None:
        self.is_best, self._exact = False, round(value, 3)
        self._show(value)
        self.value_changed.emit(self._exact)

    def _show(self, value: float) -> None:
        blockers = QSignalBlocker(self.slider), QSignalBlocker(self.number)
        self.slider.setValue(round(value * STEPS))
        self.number.setValue(value)
        del blockers
        self.slider.update()
