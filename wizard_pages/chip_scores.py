"""The testing chips of one checkpoint: a table of their IoU, worst first, and their footprints on the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QItemSelection, QRect, QSignalBlocker, QSize, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPaintEvent, QPalette
from qgis.PyQt.QtWidgets import QLabel, QVBoxLayout, QWidget

from ..i18n.numbers import localized
from .chip_table import Chip, ChipModel, make_view
from .learning_widgets import ROW_HEIGHT
from .page import Services
from .score_map import COLOURS, NOTHING, STEPS, ScoreMap

SHOWN_CHIPS = 8


class ScoreLegend(QWidget):
    """The colours of the chips, with the IoU at which each begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(200)
        self.setToolTip(self.tr("The colours of the chips on the map, from no overlap to a perfect one."))
        self.setAccessibleName(self.tr("IoU: red is 0, blue is 1, grey is a chip with nothing to see."))

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def sizeHint(self) -> QSize:
        """A bar, and a line of numbers below it."""
        return QSize(300, 2 * self.fontMetrics().height() + 4)

    def minimumSizeHint(self) -> QSize:
        """As high."""
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it: fifths side by side, then the grey of what has no figure."""
        painter = QPainter(self)
        # Themes paint by style sheet: a widget drawn by hand has its colours from the box around it.
        text = (self.parentWidget() or self).palette().color(QPalette.ColorRole.WindowText)
        line, width = self.fontMetrics().height(), self.fontMetrics().horizontalAdvance("0.8")
        grey = self.tr("nothing there")
        grey_width = self.fontMetrics().horizontalAdvance(grey)
        left, right = width // 2 + 1, self.width() - grey_width - width - 8
        edges = [left + round(number * (right - left) / STEPS) for number in range(STEPS + 1)]
        outline = QColor(text)
        outline.setAlphaF(0.4)
        boxes = [QRect(a, 1, b - a, line - 2) for a, b in zip(edges, edges[1:], strict=False)]
        boxes.append(QRect(self.width() - grey_width // 2 - line, 1, 2 * line, line - 2))
        for box, colour in zip(boxes, (*COLOURS[:NOTHING], COLOURS[NOTHING]), strict=True):
            painter.setPen(outline)
            painter.setBrush(QColor(colour))
            painter.drawRect(box)
        painter.setPen(text)
        middle = Qt.AlignmentFlag.AlignHCenter
        for number, x in enumerate(edges):
            painter.drawText(QRect(x - width, line, 2 * width, line + 2), middle, localized(f"{number / STEPS:g}"))
        painter.drawText(QRect(self.width() - grey_width - 1, line, grey_width + 1, line + 2), middle, grey)


class ChipScores(QgsCollapsibleGroupBox):
    """A part of the page: legend, table, and the map while the page is in sight and this part is unfolded."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Where it is right and where wrong"))
        self.services = services
        self.map = ScoreMap(services.iface.mapCanvas())
        self.destroyed.connect(self.map.clear)
        self._places: dict[str, Any] = {}
        """The engine's answer ``footprints``, and what it was asked for."""
        self._asked_for: tuple[str, str] | None = None
        self._known: tuple[str, str] = ("", "")
        self._on_map: dict[str, int] = {}
        self._in_sight = False
        self._all: list[Chip] = []
        self.model = ChipModel(self)
        self._build()

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def show_scores(self, names: Sequence[str], ious: Sequence[float | None], run: tuple[str, str]) -> None:
        """Show the figures of one checkpoint; ``run`` is the folder and what its figures depend on."""
        self.setVisible(bool(names))
        chips = [Chip(*pair) for pair in zip(names, ious, strict=False)]
        if run == self._known and chips == self._all:
            return
        self._known, self._all = run, chips
        before = self.selected()
        self.model.show_chips(chips)
        self._select(None if before is None else before.name)
        self._fit()
        self._draw()

    def set_in_sight(self, in_sight: bool) -> None:
        """The page is shown, or another one."""
        self._in_sight = in_sight
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme has headings of another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "table"):
            self._fit()

    # -- building -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.note = QLabel(
            self.tr(
                "The testing chips on the map, coloured by IoU. Where they overlap, the middle of each is shown. "
                "Click a row to go there."
            )
        )
        self.note.setWordWrap(True)
        self.legend = ScoreLegend()
        self.trouble = QLabel()
        self.trouble.setWordWrap(True)
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.hide()
        self.table = make_view(self.model, self.tr("Testing chips"))
        self.table.setToolTip(self.tr("Click a row to see the chip on the map; click a heading to sort."))
        self.table.selectionModel().selectionChanged.connect(self._go_there)
        self.table.clicked.connect(lambda _: self._go_there())
        layout = QVBoxLayout(self)
        for widget in (self.note, self.legend, self.trouble, self.table):
            layout.addWidget(widget)
        self.collapsedStateChanged.connect(lambda _: self._draw())

    def _fit(self) -> None:
        rows = min(max(self.model.rowCount(), 1), SHOWN_CHIPS)
        header = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(header + rows * ROW_HEIGHT + 2 * self.table.frameWidth() + 2)

    # -- the map --------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        """Draw the chips, or take them back; the engine is asked first where it has not said where they are."""
        self.map.clear()
        if not self._in_sight or self.isCollapsed() or not self._all:
            return
        if self._asked_for != self._known:
            self._asked_for, self._places = self._known, {}
            self.trouble.hide()
            known = self._known
            self.services.ask(
                "footprints", {"folder": known[0]}, self._only_if(known, self._take_places),
                self._only_if(known, self._take_refusal),
            )  # fmt: skip
            return
        if not self._places:
            return
        ious = {chip.name: chip.iou for chip in self._all}
        names = self._places["chips"]["name"]
        shown = [place for place, name in enumerate(names) if name in ious]
        self._on_map = {names[place]: number for number, place in enumerate(shown)}
        parts = {key: [self._places["chips"][key][place] for place in shown] for key in ("scene", "column", "row")}
        self.map.show_scores({**self._places, "chips": parts}, [ious[names[place]] for place in shown])
        self._mark()

    def _only_if(self, known: tuple[str, str], callback: Callable[..., None]) -> Callable[..., None]:
        """``callback`` for an answer that may come when another run is shown."""

        def call(*values: Any) -> None:
            if known == self._known:
                callback(*values)

        return call

    def _take_places(self, answer: dict[str, Any]) -> None:
        self._places = answer
        self._draw()

    def _take_refusal(self, message: str, remedy: str) -> None:
        self._asked_for = None  # the next visit asks again
        text = self.tr("The chips cannot be shown on the map. {} {}").format(message, remedy)
        self.trouble.setText(text.strip())
        self.trouble.show()

    def selected(self) -> Chip | None:
        """The chip of the row that is selected."""
        rows = self.table.selectionModel().selectedRows()
        return self.model.chips[rows[0].row()] if rows else None

    def _select(self, name: str | None) -> None:
        """Select the chip of this name again, without going there."""
        row = next((row for row, chip in enumerate(self.model.chips) if chip.name == name), None)
        if row is not None:
            with QSignalBlocker(self.table.selectionModel()):
                self.table.selectRow(row)

    def _mark(self) -> int | None:
        """Mark the selected chip; returns its number on the map."""
        chip = self.selected()
        number = None if chip is None else self._on_map.get(chip.name)
        self.map.mark(number)
        return number

    def _go_there(self, *_: QItemSelection) -> None:
        number = self._mark()
        if number is not None:
            self.map.zoom_to(number)
