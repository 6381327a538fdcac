"""The guide in a window of its own, beside QGIS and without the internet."""

from __future__ import annotations

import re
from pathlib import Path

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QByteArray, QCoreApplication, QSignalBlocker, Qt
from qgis.PyQt.QtGui import QHideEvent
from qgis.PyQt.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from .help_view import HelpView

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "guide"
CONTENTS = "index"
_CHAPTER = re.compile(r"\[([^\]]+)\]\((\w+)\.md\)")
_SIZE, _CONTENTS_WIDTH = (900, 600), 215
_PLACE_KEY = "deep_segmentation_wizard/help_window"
_FILE = Qt.ItemDataRole.UserRole


def chapters(contents: str) -> list[tuple[str, str]]:
    """What the first page of the guide lists, in its order: title, and name of the file; '' for a heading."""
    found: list[tuple[str, str]] = []
    heading = ""
    for line in contents.splitlines():
        if line.startswith("## "):
            heading = line[3:].strip()
        elif match := _CHAPTER.search(line):
            if heading:
                found.append((heading, ""))
            found.append((match[1], match[2]))
            heading = ""
    return found


class HelpWindow(QDialog):
    """Contents on the left, a chapter on the right. It may stay open while one works with the wizard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("DeepSegmentationWizardHelp")
        self.setWindowTitle(self.tr("Deep Segmentation Wizard: guide"))
        self.setWindowFlags(Qt.WindowType.Window)
        self.view, self.contents = HelpView(), QListWidget()
        self.view.setAccessibleName(self.tr("Chapter"))
        self.contents.setAccessibleName(self.tr("Contents"))
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.back = self._button("/mActionArrowLeft.svg", self.tr("Back (Alt+Left)"))
        self.forward = self._button("/mActionArrowRight.svg", self.tr("Forward (Alt+Right)"))
        self._lay_out()
        self._fill_contents()
        self.back.clicked.connect(self.view.backward)
        self.forward.clicked.connect(self.view.forward)
        self.view.backwardAvailable.connect(self.back.setEnabled)
        self.view.forwardAvailable.connect(self.forward.setEnabled)
        self.view.sourceChanged.connect(self._mark_chapter)
        self.contents.currentItemChanged.connect(self._turn_to)
        self.resize(*_SIZE)
        self.restoreGeometry(QgsSettings().value(_PLACE_KEY, QByteArray(), type=QByteArray))

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def show_chapter(self, name: str = CONTENTS) -> None:
        """Show a chapter, named as its file without its ending, and bring the window to the front."""
        if self.view.file != GUIDE / f"{name}.md":
            self.view.show_file(GUIDE / f"{name}.md")
        self.show()
        self.raise_()
        self.activateWindow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember size and place, whether the window is closed, Esc is pressed, or QGIS ends."""
        QgsSettings().setValue(_PLACE_KEY, self.saveGeometry())
        super().hideEvent(event)

    def _button(self, icon: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(QgsApplication.getThemeIcon(icon))
        button.setAutoRaise(True)
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setEnabled(False)
        return button

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        for button in (self.back, self.forward):
            line.addWidget(button)
        line.addStretch(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self.contents)
        parts = QSplitter()
        parts.addWidget(left)
        parts.addWidget(self.view)
        parts.setStretchFactor(1, 1)
        parts.setSizes([_CONTENTS_WIDTH, _SIZE[0] - _CONTENTS_WIDTH])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(parts)

    def _fill_contents(self) -> None:
        self._add(self.tr("Contents"), CONTENTS)
        for title, name in chapters((GUIDE / f"{CONTENTS}.md").read_text(encoding="utf-8")):
            self._add(title, name)

    def _add(self, title: str, name: str) -> None:
        item = QListWidgetItem(title)
        item.setData(_FILE, name)
        if not name:
            font = item.font()
            font.setBold(True)
            item.setFont(font)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.contents.addItem(item)

    def _turn_to(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_FILE):
            self.view.show_file(GUIDE / f"{item.data(_FILE)}.md")

    def _mark_chapter(self) -> None:
        """The list tells where one is, however one came there."""
        items = [self.contents.item(row) for row in range(self.contents.count())]
        blocker = QSignalBlocker(self.contents)
        self.contents.setCurrentItem(next((i for i in items if i.data(_FILE) == self.view.file.stem), None))
        del blocker
