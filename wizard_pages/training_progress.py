"""What the training page says of the run at work: its step, how far it is, and why it failed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import QFrame, QLabel, QPlainTextEdit, QProgressBar, QToolButton, QVBoxLayout, QWidget


class ProgressBox(QWidget):
    """The step in bold; while it works a bar and the facts below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.step = QLabel()
        font = self.step.font()
        font.setBold(True)
        self.step.setFont(font)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of this step"))
        self.facts = QLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.step, self.bar, self.facts):
            layout.addWidget(widget)
        for label in (self.step, self.facts):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)  # a raster's name may look like HTML

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def show_work(self, step: str, progress: dict[str, Any], facts: Sequence[str]) -> None:
        """A step at work; ``progress`` is the last Progress event, or empty."""
        self.step.setText(step)
        total = progress.get("total") or 0
        self.bar.setRange(0, total)
        self.bar.setValue(progress.get("done", 0) if total else 0)
        self.facts.setText(" · ".join(facts))
        self._show_details(True)

    def show_rest(self, text: str) -> None:
        """Nothing is at work."""
        self.step.setText(text)
        self._show_details(False)

    def _show_details(self, visible: bool) -> None:
        self.bar.setVisible(visible)
        self.facts.setVisible(visible)


class FailureBox(QFrame):
    """Why the run failed and what to do about it; what the program itself said is folded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details_button = QToolButton()
        self.details_button.setText(self.tr("&Details"))
        self.details_button.setCheckable(True)
        self.details_button.setToolTip(self.tr("What the program itself said; useful when you report the fault."))
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setFixedHeight(130)
        self.details.setAccessibleName(self.tr("Details"))
        self.details.setVisible(False)
        self.details_button.toggled.connect(self.details.setVisible)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        layout.addWidget(self.details_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.details)
        self.hide()

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def tell(self, message: str, remedy: str, details: str) -> None:
        """Show a failure."""
        self.text.setText("\n\n".join(part for part in (message, remedy) if part))
        self.details.setPlainText(details)
        self.details_button.setChecked(False)
        self.details_button.setVisible(bool(details))
        self.show()
