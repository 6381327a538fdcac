"""What is around the pages: list of steps, heading, the page in sight, what hinders, Back and Next."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtGui import QKeyEvent, QKeySequence
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..wizard_pages.page import Page
from .notice import WrappedLabel
from .step_bar import StepBar


class Frame(QWidget):
    """Shows one page at a time. It decides nothing: the wizard tells it what to show."""

    def __init__(self, pages: Sequence[Page], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = StepBar()
        # Tab visits widgets in the order in which they come into the window: the steps first.
        self.steps.set_steps([(page.name, page.title()) for page in pages])
        self.heading, self.intro, self.hint = WrappedLabel(), WrappedLabel(), WrappedLabel()
        self.heading.setObjectName("heading")
        self.hint.setObjectName("problems")
        self.stack = QStackedWidget()
        for page in pages:
            self.stack.addWidget(_scrolled(page))
        self.settings_button = self._make_settings_button()
        self.back_button, self.next_button = QPushButton(self.tr("&Back")), QPushButton()
        self.help_button = QPushButton(self.tr("Help"))
        self.help_button.setToolTip(self.tr("What can be chosen on this page, and when (F1)"))
        self.back_button.setObjectName("back")
        self.help_button.setObjectName("help")
        self.next_button.setObjectName("next")
        for button in (self.back_button, self.help_button, self.next_button):
            button.setMinimumWidth(84)  # some themes make them as narrow as their word
        self._lay_out()

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def event(self, event: QEvent) -> bool:
        """F1 asks for help on the page, not for that of QGIS, while the keyboard is in the wizard."""
        if event.type() == QEvent.Type.ShortcutOverride and event.matches(QKeySequence.StandardKey.HelpContents):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F1, when no widget of the page has a use for it."""
        if event.matches(QKeySequence.StandardKey.HelpContents):
            self.help_button.click()
        else:
            super().keyPressEvent(event)

    def show_page(self, page: Page, index: int) -> None:
        """Turn to the page that was given in this place."""
        self.show_words(page)
        self.stack.setCurrentIndex(index)

    def show_words(self, page: Page) -> None:
        """Heading and introduction of a page, which may have others by now."""
        self.heading.show_words(page.title())
        self.intro.show_words(page.intro())
        self.intro.setVisible(bool(page.intro()))

    def show_buttons(self, can_go_back: bool, next_text: str, can_go_next: bool) -> None:
        """Back and Next; without a text there is no Next."""
        if next_text and self.next_button.text() != next_text:
            self.next_button.setText(next_text)
        self.next_button.setVisible(bool(next_text))
        self.next_button.setEnabled(can_go_next)
        self.back_button.setEnabled(can_go_back)

    def show_notes(self, notes: list[str]) -> None:
        """What hinders, or is to be known, above the buttons."""
        words = "\n".join(notes)
        self.hint.show_words(words)
        self.hint.setVisible(bool(words))
        self._hint_icon.setVisible(bool(words))

    def _make_settings_button(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("settings")
        button.setIcon(QgsApplication.getThemeIcon("/mActionOptions.svg"))
        button.setAutoRaise(True)
        button.setToolTip(self.tr("Settings: which Python computes, and whether it has all that is needed"))
        button.setAccessibleName(self.tr("Settings"))
        return button

    def _lay_out(self) -> None:
        font = self.heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        self.heading.setFont(font)
        self._hint_icon = QLabel()
        icon = self.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxInformation)
        self._hint_icon.setPixmap(icon.pixmap(16, 16))
        self._hint_icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.steps)
        layout.addLayout(_row(self.heading, self.settings_button))
        layout.addWidget(self.intro)
        layout.addWidget(self.stack, 1)
        layout.addWidget(line)
        hint = QHBoxLayout()
        hint.addWidget(self._hint_icon)
        hint.addWidget(self.hint, 1)
        layout.addLayout(hint)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.help_button)
        buttons.addStretch(1)
        buttons.addWidget(self.next_button)
        layout.addLayout(buttons)


def _row(wide: QWidget, narrow: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(wide, 1)
    row.addWidget(narrow, 0, Qt.AlignmentFlag.AlignTop)
    return row


def _scrolled(page: Page) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
