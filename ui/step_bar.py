"""The steps of the wizard in one row: done, current, and those that can be gone to."""

from __future__ import annotations

from qgis.PyQt.QtCore import QPointF, QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

DIAMETER = 22
_MARGIN = 4
_TICK = ((-4.5, 0.5), (-1.5, 3.5), (4.5, -3.5))


class StepButton(QAbstractButton):
    """A numbered circle. Checked: the current step; ``done``: a tick; disabled: cannot be gone to yet."""

    def __init__(self, number: int, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number, self.done = number, False
        self.setCheckable(True)
        self.setToolTip(title)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Room for the circle and the ring of the keyboard's focus."""
        return QSize(DIAMETER + 2 * _MARGIN, DIAMETER + 2 * _MARGIN)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Circle, number or tick, and focus, all in the theme's own colours."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        circle = QRectF(_MARGIN, _MARGIN, DIAMETER, DIAMETER)
        group = QPalette.ColorGroup.Active
        accent = palette.color(group, QPalette.ColorRole.Highlight)
        text = palette.color(group, QPalette.ColorRole.WindowText)
        faint = QColor(text)
        faint.setAlphaF(0.4)
        if self.hasFocus():
            painter.setPen(QPen(accent, 1))
            painter.drawEllipse(circle.adjusted(-3, -3, 3, 3))
        painter.setPen(QPen(accent if self.isEnabled() else faint, 1.5))
        painter.setBrush(accent if self.isChecked() else palette.color(QPalette.ColorRole.Window))
        painter.drawEllipse(circle)
        ink = palette.color(QPalette.ColorRole.HighlightedText) if self.isChecked() else text
        painter.setPen(ink if self.isEnabled() else faint)
        if self.done and not self.isChecked():
            painter.setPen(QPen(accent, 2))
            middle = circle.center()
            painter.drawPolyline(
                QPolygonF([middle + QPointF(*p) for p in ((-4.5, 0.5), (-1.5, 3.5), (4.5, -3.5))])
            )
        else:
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self.number))
        painter.end()


class StepBar(QWidget):
    """All steps in walking order, joined by a line. Tab reaches it, the arrow keys move along it."""

    wanted = pyqtSignal(str)
    """The user wants to see the step of this name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("steps")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, StepButton] = {}

    def set_steps(self, steps: list[tuple[str, str]]) -> None:
        """Show these steps: name and title of each.

        A button once made is kept, so that its place among those that Tab visits stays.
        """
        while self._row.count():
            self._row.takeAt(0)
        for number, (name, title) in enumerate(steps, start=1):
            if name not in self._buttons:
                self._buttons[name] = self._make_button(name, title)
            button = self._buttons[name]
            button.number = number
            if number > 1:
                self._row.addStretch(1)
            self._row.addWidget(button)
        shown = [name for name, _ in steps]
        for name, button in self._buttons.items():
            button.setVisible(name in shown)

    def _make_button(self, name: str, title: str) -> StepButton:
        button = StepButton(0, title, self)
        button.setObjectName(f"step_{name}")
        button.clicked.connect(lambda: self.wanted.emit(name))
        self._group.addButton(button)
        return button

    def show_state(self, current: str, reachable: set[str], done: set[str]) -> None:
        """Mark the current step, those that can be gone to, and those that are done."""
        for name, button in self._buttons.items():
            button.done = name in done
            button.setEnabled(name in reachable or name == current)
            button.setChecked(name == current)
            button.update()
        self.update()

    def button(self, name: str) -> StepButton:
        """The circle of one step."""
        return self._buttons[name]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line behind the circles."""
        buttons = [button for button in self._buttons.values() if not button.isHidden()]
        if len(buttons) < 2:
            return
        colour = QColor(self.palette().color(QPalette.ColorRole.WindowText))
        colour.setAlphaF(0.3)
        painter = QPainter(self)
        painter.setPen(QPen(colour, 1))
        y = self.height() // 2
        for left, right in zip(buttons, buttons[1:], strict=False):
            painter.drawLine(left.geometry().right() - _MARGIN, y, right.geometry().left() + _MARGIN, y)
        painter.end()
