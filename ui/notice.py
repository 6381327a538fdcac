"""Messages inside the dock. QGIS's own message bar shows one line of text, too little for a dock's width."""

from __future__ import annotations

import re
from collections.abc import Callable

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFontDatabase, QPainter, QPaintEvent, QPalette
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

_AMBER, _BLUE = QColor(230, 160, 0), QColor(60, 130, 200)
_STRIPE = 4


class WrappedLabel(QLabel):
    """Plain text that wraps at any width, long paths too, and never makes its window wider."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._words = ""
        self.show_words(text)

    @property
    def words(self) -> str:
        """The text as it was given."""
        return self._words

    def show_words(self, text: str) -> None:
        """Show another text; paths may break behind each of their parts."""
        if text != self._words:
            self._words = text
            self.setText(re.sub(r"([/\\_])(?=\S)", "\\1\u200b", text))


class Notice(QFrame):
    """One message with its remedy, *Details* where there are any, and at most one more button."""

    def __init__(
        self,
        message: str,
        remedy: str = "",
        details: str = "",
        warning: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._warning, self._details = warning, details
        icon = QLabel()
        name = "/mIconWarning.svg" if warning else "/mIconInfo.svg"
        icon.setPixmap(QgsApplication.getThemeIcon(name).pixmap(QSize(20, 20)))
        self.text = WrappedLabel(f"{message} {remedy}".strip())
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        close = QToolButton()
        close.setIcon(QgsApplication.getThemeIcon("/mIconClose.svg"))
        close.setAutoRaise(True)
        close.setToolTip(self.tr("Close this message"))
        close.setAccessibleName(close.toolTip())
        close.clicked.connect(self._remove)
        line = QHBoxLayout()
        line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.text, 1)
        line.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_STRIPE + 6, 6, 4, 6)
        layout.addLayout(line)
        layout.addLayout(self._buttons)
        if details:
            self.add_button(self.tr("Details…"), self.show_details)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def add_button(self, text: str, action: Callable[[], None], closes: bool = False) -> QPushButton:
        """Another button; with ``closes`` the message goes when it is pressed."""
        button = QPushButton(text)
        if closes:
            button.clicked.connect(self._remove)
        button.clicked.connect(lambda: action())
        self._buttons.addWidget(button)
        return button

    def show_details(self) -> None:
        """A window with the details, which can be copied."""
        dialog = QDialog(self)
        dialog.setWindowTitle(self.tr("Details"))
        dialog.resize(640, 400)
        text = QPlainTextEdit(f"{self.text.words}\n\n{self._details}")
        text.setReadOnly(True)
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(dialog.reject)
        copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: (text.selectAll(), text.copy()))
        layout = QVBoxLayout(dialog)
        layout.addWidget(text)
        layout.addWidget(buttons)
        dialog.exec()
        dialog.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tinted ground with a stripe, over whatever theme there is."""
        colour = _AMBER if self._warning else _BLUE
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        tint = QColor(colour)
        tint.setAlpha(45)
        painter.fillRect(self.rect(), tint)
        painter.fillRect(0, 0, _STRIPE, self.height(), colour)
        painter.end()
        super().paintEvent(event)

    def _remove(self) -> None:
        self.hide()
        self.deleteLater()


class Notices(QWidget):
    """The messages now shown: one warning at a time, a newer one takes the place of the older."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)

    def show_message(self, message: str, remedy: str = "", details: str = "", warning: bool = True) -> Notice:
        """Show a message in place of those before."""
        self.clear()
        notice = Notice(message, remedy, details, warning)
        self._layout.addWidget(notice)
        return notice

    def texts(self) -> list[str]:
        """The messages now shown."""
        shown = [self._layout.itemAt(number).widget() for number in range(self._layout.count())]
        return [notice.text.words for notice in shown]

    def clear(self) -> None:
        """Take back all messages."""
        while self._layout.count():
            widget = self._layout.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
