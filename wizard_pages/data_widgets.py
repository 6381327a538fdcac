"""What the pages on the data have in common: findings, shares of classes, small pictures, questions that wait."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from qgis.PyQt.QtCore import QCoreApplication, QObject, QRect, QSize, Qt, QTimer
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette, QPixmap
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QSizePolicy, QStyle, QVBoxLayout, QWidget

from ..engine.errors import EngineError
from ..engine.plain import to_plain
from ..i18n.engine_texts import in_users_language
from ..i18n.numbers import localized
from .page import Page

ASK_AFTER_MS = 400
_ICONS = {
    "info": QStyle.StandardPixmap.SP_MessageBoxInformation,
    "warning": QStyle.StandardPixmap.SP_MessageBoxWarning,
    "error": QStyle.StandardPixmap.SP_MessageBoxCritical,
}
_LONG_LINE = 100
BACKGROUND = "background"
"""What the engine calls ground outside every ROI."""
_LONG_WORD = re.compile(r"\S{24,}")


def page_layout(page: QWidget) -> QVBoxLayout:
    """The layout of a page; the wizard puts a scroll area around it."""
    layout = QVBoxLayout(page)
    layout.setContentsMargins(2, 2, 6, 2)
    layout.setSpacing(8)
    return layout


def wrapped(text: str = "", soft: bool = False) -> QLabel:
    """A label that wraps and never widens the dock; ``soft`` for explanations, smaller and paler."""
    label = QLabel(breakable(text))
    label.setWordWrap(True)
    label.setMinimumWidth(60)
    if soft:
        font = label.font()
        if font.pointSizeF() > 0:  # else the theme gives it in pixels
            font.setPointSizeF(font.pointSizeF() * 0.92)
        label.setFont(font)
        label.setForegroundRole(QPalette.ColorRole.WindowText)
        palette = label.palette()
        colour = palette.color(QPalette.ColorRole.WindowText)
        colour.setAlphaF(0.72)
        palette.setColor(QPalette.ColorRole.WindowText, colour)
        label.setPalette(palette)
    return label


def heading(text: str) -> QLabel:
    """A label above a part of a page."""
    label = QLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def breakable(text: str) -> str:
    """``text`` with places inside long words, such as paths, at which a line may break."""
    return _LONG_WORD.sub(lambda word: re.sub(r"([/\\_.\-])", "\\1\u200b", word.group()), text)


def shortened(name: str, length: int = 30) -> str:
    """A name of at most so many letters: its middle goes, since beginnings and endings tell more."""
    if len(name) <= length:
        return name
    half = (length - 1) // 2
    return f"{name[: length - 1 - half]}…{name[-half:]}"


def tooltip(text: str) -> str:
    """``text`` as a tooltip that shows it as it is, though Qt takes what looks like HTML for HTML, and wraps
    nothing else."""
    # Qt.mightBeRichText is not always there in PyQt6.
    is_rich = "<" in text or "&lt;" in text or max(map(len, text.split("\n"))) > _LONG_LINE
    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>") if is_rich else text


class Findings(QWidget):
    """What the engine found, one below the other: an icon, what it is, and what to do about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setColumnStretch(1, 1)
        self.items: list[dict[str, str]] = []
        self.hide()

    def show_items(self, items: Sequence[dict[str, str]]) -> None:
        """Show these findings, ``{"severity", "message", "remedy"}`` each, in place of the ones before."""
        if list(items) == self.items:
            return
        self.items = list(items)
        while (old := self._layout.takeAt(0)) is not None:
            old.widget().deleteLater()
        for row, item in enumerate(self.items):
            icon = QLabel()
            size = self.fontMetrics().height()
            icon.setPixmap(self.style().standardIcon(_ICONS[item["severity"]]).pixmap(QSize(size, size)))
            self._layout.addWidget(icon, row, 0, Qt.AlignmentFlag.AlignTop)
            text = wrapped(" ".join(filter(None, (item["message"], item["remedy"]))))
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._layout.addWidget(text, row, 1)
        self.setVisible(bool(self.items))


class SharesBar(QWidget):
    """Shares as one bar of colours, such as the classes of a set."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[tuple[float, QColor]] = []
        self.setMinimumWidth(40)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Sequence[tuple[float, str, str]]) -> None:
        """Show parts of (amount, colour, name)."""
        total = sum(amount for amount, _, _ in parts) or 1
        self._parts = [(amount / total, QColor(colour)) for amount, colour, _ in parts]
        self.setToolTip(tooltip("\n".join(f"{name}: {percent(amount / total)}" for amount, _, name in parts)))
        self.update()

    def sizeHint(self) -> QSize:
        """As high as a small letter."""
        return QSize(120, self.fontMetrics().height() * 2 // 3)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the parts side by side."""
        painter, start = QPainter(self), 0.0
        for share, colour in self._parts:
            left, right = round(start * self.width()), round((start + share) * self.width())
            painter.fillRect(QRect(left, 0, right - left, self.height()), colour)
            start += share


class Picture(QWidget):
    """A picture that fills the width it is given, in its own proportions, with sharp pixels when enlarged."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(36, 36)

    def show_file(self, path: str) -> None:
        """Show a picture file; an empty path shows nothing."""
        self._pixmap = QPixmap.fromImage(QImage(path))  # QPixmap alone would keep the last file of this name
        self.update()

    @property
    def is_shown(self) -> bool:
        """Whether there is a picture to see."""
        return not self._pixmap.isNull()

    def sizeHint(self) -> QSize:
        """A square of a thumbnail's size."""
        return QSize(80, 80)

    def heightForWidth(self, width: int) -> int:
        """Square, since chips are."""
        return width

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture in the middle, or an empty place for it."""
        painter = QPainter(self)
        if self._pixmap.isNull():
            painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.AlternateBase))
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._pixmap.width() > self.width())
        size = self._pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawPixmap(QRect((self.width() - size.width()) // 2, 0, size.width(), size.height()), self._pixmap)


class Question(QObject):
    """One question that a page asks the engine, a moment after the last change."""

    def __init__(
        self,
        page: Page,
        name: str,
        answered: Callable[[dict[str, Any]], None],
        refused: Callable[[str, str], None],
        **values: Any,
    ) -> None:
        super().__init__(page)
        self._page, self._name = page, name
        self.values = values
        """What is asked besides the settings."""
        self._answered, self._refused = answered, refused
        self._number = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.ask)

    def ask_soon(self, delay: int = ASK_AFTER_MS) -> None:
        """Ask when nothing changes any more for ``delay`` milliseconds; an answer to come is out of date."""
        self._number += 1
        self._timer.start(delay)

    def stop(self) -> None:
        """Ask no more, and listen to no answer."""
        self._timer.stop()
        self._number += 1

    def ask(self) -> None:
        """Ask now, with the settings of all pages as they are."""
        self._timer.stop()
        self._number += 1
        number = self._number
        try:
            values = {"settings": to_plain(self._page.services.settings), **self.values}
        except EngineError as error:
            self._refused(in_users_language(error.message), in_users_language(error.remedy))
            return

        def answered(answer: dict[str, Any]) -> None:
            if number == self._number:
                self._answered(answer)

        def refused(message: str, remedy: str) -> None:
            if number == self._number:
                self._refused(message, remedy)

        self._page.services.ask(self._name, values, answered, refused)


def percent(share: float) -> str:
    """A share as a percentage, with a decimal only where it tells something."""
    value = share * 100
    whole = value == 0 or 9.95 <= value <= 90.05 or value == 100
    return localized(f"{value:.0f}" if whole else f"{value:.1f}") + " %"


def class_name(name: str) -> str:
    """The name of a class as it is shown: what is no ROI has none of the user's, but the engine's."""
    return QCoreApplication.translate("DeepSegmentationWizard", "background") if name == BACKGROUND else name


def class_legend(classes: Sequence[dict[str, Any]]) -> str:
    """Rich text: a coloured square, the name and the share of each class."""
    total = sum(item["pixels"] for item in classes) or 1
    square = "<span style='color:{}'>■</span>&nbsp;{}&nbsp;{}"
    parts = []
    for item in classes:
        share = percent(item["pixels"] / total).replace(" ", "&nbsp;")
        parts.append(square.format(item["colour"], escape(class_name(item["name"])), share))
    return " &nbsp; ".join(parts)


def error_item(message: str, remedy: str = "") -> dict[str, str]:
    """A finding that hinders going on."""
    return {"severity": "error", "message": message, "remedy": remedy}
