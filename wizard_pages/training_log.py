"""The log of a run, folded: a line for what is worth one."""

from __future__ import annotations

import time
from typing import Any

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ..i18n.numbers import localized
from .estimates import duration

LINES = 2000
"""So many are kept."""


class RunLog(QgsCollapsibleGroupBox):
    """Hears every event at once and shows them when told to, many in one go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Log"))
        self.setCollapsed(True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setMaximumBlockCount(LINES)
        self.text.setFixedHeight(140)
        self.text.setAccessibleName(self.tr("Log"))
        self._pending: list[str] = []
        QVBoxLayout(self).addWidget(self.text)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def hear(self, event: dict[str, Any]) -> None:
        """Keep what an event says; showing it comes later."""
        line = self._as_line(event)
        if line:
            self._pending.append(time.strftime("%H:%M:%S ") + line)

    def catch_up(self) -> None:
        """Show what has been kept."""
        if self._pending:
            self.text.appendPlainText("\n".join(self._pending))
            self._pending.clear()

    def clear(self) -> None:
        """Forget everything that is shown."""
        self.text.clear()

    def _as_line(self, event: dict[str, Any]) -> str:
        """What the log says of an event; nothing of those that come all the time."""
        kind = event.get("event")
        if kind == "StepStarted":
            return event["title"]
        if kind == "StepFinished" and event.get("reused"):
            return self.tr("Kept from before: {}").format(event["step"])
        if kind in ("Finding", "Failed"):
            return f"{event['message']} {event.get('remedy', '')}".strip()
        if kind == "Cancelled":
            return self.tr("Cancelled.")
        if kind == "Finished":
            return self.tr("Finished in {}.").format(duration(event["seconds"]))
        if kind == "EpochDone":
            return self._of_epoch(event)
        return ""

    def _of_epoch(self, event: dict[str, Any]) -> str:
        measures = event["measures"]
        named = (
            (self.tr("loss"), measures.get("validation_loss")),
            (self.tr("IoU"), measures.get("validation_iou")),
        )
        figures = [f"{name} {localized(f'{value:.3f}')}" for name, value in named if value is not None]
        return self.tr("Epoch {}, validation: {}").format(event["epoch"], ", ".join(figures))
