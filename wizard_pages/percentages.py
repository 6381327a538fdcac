"""Three percentages that always add up to 100: moving one takes from the others in proportion."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QCoreApplication, QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QPixmap
from qgis.PyQt.QtWidgets import QDoubleSpinBox, QGridLayout, QLabel, QSlider, QWidget

LEAST, STEP = 1.0, 0.1


def moved(shares: Sequence[float], index: int, value: float) -> tuple[float, ...]:
    """``shares`` of 100 with one of them set to ``value``, the others keeping their proportion to each other.

    Each stays at 1 or more, all are rounded to a tenth, and they add up to exactly 100.
    """
    value = min(max(round(value, 1), LEAST), 100 - LEAST * (len(shares) - 1))
    others = [number for number in range(len(shares)) if number != index]
    rest = round((100 - value) * 10)
    total = sum(shares[number] for number in others)
    tenths = {number: max(round(rest * shares[number] / total), round(LEAST * 10)) for number in others}
    # What rounding left over goes to the largest of the others.
    largest = max(others, key=lambda number: tenths[number])
    tenths[largest] += rest - sum(tenths.values())
    return tuple(value if number == index else tenths[number] / 10 for number in range(len(shares)))


class Percentages(QWidget):
    """A slider and a box for each share; together they are always 100."""

    changed = pyqtSignal()

    def __init__(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """``rows`` of label, tool tip and colour."""
        super().__init__()
        self._values: tuple[float, ...] = (100.0 / len(rows),) * len(rows)
        self._ratio = self._values
        """The proportion in which the others share; it outlives a slider pulled to its end and back."""
        self.sliders: list[QSlider] = []
        self.boxes: list[_PercentBox] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(2, 1)
        for number, (text, tip, colour) in enumerate(rows):
            self._add_row(grid, number, text, tip, colour)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    @property
    def values(self) -> tuple[float, ...]:
        """The shares; they add up to 100."""
        return self._values

    def show_values(self, values: Sequence[float]) -> None:
        """Show these shares exactly as they are, without ``changed``."""
        self._values = self._ratio = tuple(values)
        self._show()

    def _add_row(self, grid: QGridLayout, number: int, text: str, tip: str, colour: str) -> None:
        swatch, label, slider, box = QLabel(), QLabel(text), QSlider(Qt.Orientation.Horizontal), _PercentBox()
        pixmap = QPixmap(12, 12)
        pixmap.fill(QColor(colour))
        swatch.setPixmap(pixmap)
        label.setBuddy(box)
        slider.setRange(round(LEAST), round(100 - 2 * LEAST))
        slider.setMinimumWidth(60)
        slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the box beside it takes the keys
        for column, widget in enumerate((swatch, label, slider, box)):
            widget.setToolTip(tip)
            grid.addWidget(widget, number, column)
        slider.valueChanged.connect(lambda value: self._move(number, value))
        box.valueChanged.connect(lambda value: self._move(number, value))
        self.sliders.append(slider)
        self.boxes.append(box)

    def _move(self, index: int, value: float) -> None:
        self._values = moved(self._ratio, index, value)
        others = sum(share for number, share in enumerate(self._ratio) if number != index)
        left = 100 - self._values[index]
        self._ratio = tuple(
            self._values[index] if number == index else share * left / others
            for number, share in enumerate(self._ratio)
        )
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for value, slider, box in zip(self._values, self.sliders, self.boxes, strict=True):
            with QSignalBlocker(slider), QSignalBlocker(box):
                slider.setValue(round(value))
                box.setValue(value)


class _PercentBox(QDoubleSpinBox):
    """A percentage with a decimal only where it has one."""

    def __init__(self) -> None:
        super().__init__()
        self.setDecimals(1)
        self.setRange(LEAST, 100 - 2 * LEAST)
        self.setSingleStep(1)
        self.setSuffix(" %")
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def textFromValue(self, value: float) -> str:
        """The number without a needless ``.0``."""
        return self.locale().toString(value, "f", 0 if abs(value - round(value)) < STEP / 2 else 1)
