"""The run's model for other programs: an ONNX file with all that the plugin Deepness asks for."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QCoreApplication, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..engine.errors import EngineError
from .data_widgets import Findings, breakable, wrapped
from .learning_widgets import AT_WORK
from .page import RunState, Services

_SUFFIX = ".onnx"


class ExportBox(QWidget):
    """A button, and what came of it. It is in sight while the run has a model."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._is_binary = False
        self._shown: tuple[Path, int] | None = None
        """The model that is in sight, and when it was written."""
        self._output: Path | None = None
        """What is being written."""
        self._heard: list[dict[str, Any]] = []
        self.button = QPushButton(self.tr("E&xport for Deepness (ONNX)…"))
        self.button.setToolTip(
            self.tr(
                "Writes the model into one file that the plugin Deepness maps with, and other programs that run "
                "ONNX. This wizard needs no such file."
            )
        )
        self.button.clicked.connect(self._choose_file)
        self.saved = wrapped()
        self.saved.setTextFormat(Qt.TextFormat.RichText)
        self.saved.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.saved.setOpenExternalLinks(False)
        self.saved.linkActivated.connect(lambda link: QDesktopServices.openUrl(QUrl(link)))
        self.findings = Findings()
        line, layout = QHBoxLayout(), QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.button)
        line.addStretch()
        layout.addLayout(line)
        layout.addWidget(self.saved)
        layout.addWidget(self.findings)
        self.saved.hide()
        services.run.event.connect(self._hear)
        services.run.state_changed.connect(self._take_state)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def look(self, classes: int) -> None:
        """Show it where the run has a model, of so many classes. What was said of another model goes."""
        self._is_binary = classes == 2
        shown = (self._model, self._model.stat().st_mtime_ns) if self._model.is_file() else None
        if shown != self._shown:
            self._shown = shown
            self._forget()
        self._show()

    def export_to(self, output: Path, overwrite: bool = False) -> None:
        """Let the engine write the file."""
        settings = self._services.settings
        values: dict[str, float | None] = {
            "window": settings.prediction.window,
            "stride": settings.prediction.stride,
        }
        if self._is_binary:
            values["threshold"] = settings.mask.threshold
        command = ["export", "--model", str(self._model), "--output", str(output)]
        command += [f"--{name}={value}" for name, value in values.items() if value is not None]
        self._forget()
        self._output = output
        try:
            self._services.run.start([*command, *["--overwrite"] * overwrite])
        except EngineError as error:
            self._output = None
            self._services.say(error.message, error.remedy)
        self._show()

    @property
    def _model(self) -> Path:
        return Path(self._services.folder) / "model.safetensors"

    def _choose_file(self) -> None:
        proposed = self._model.with_name(self._model.parent.name + _SUFFIX)
        title, kinds = self.tr("Export for Deepness"), self.tr("ONNX models (*.onnx)")
        chosen, _ = QFileDialog.getSaveFileName(self, title, str(proposed), kinds)
        if not chosen:
            return
        output = Path(chosen)
        if output.suffix.lower() != _SUFFIX:  # a name that the user was not asked about, should it be taken
            self.export_to(output.with_name(output.name + _SUFFIX))
        else:
            self.export_to(output, overwrite=output.exists())

    def _hear(self, event: dict[str, Any]) -> None:
        if self._output is not None and event.get("event") == "Finding":
            self._heard.append({name: event.get(name, "") for name in ("severity", "message", "remedy")})

    def _take_state(self, state: RunState) -> None:
        if self._output is not None and state not in AT_WORK:
            output, self._output = self._output, None
            self.saved.hide()
            if state is RunState.FINISHED:
                self._tell(output)
        self._show()

    def _tell(self, output: Path) -> None:
        folder = QUrl.fromLocalFile(str(output.parent)).toString(QUrl.ComponentFormattingOption.FullyEncoded)
        self._write(
            self.tr("Saved as {}.").format(html.escape(breakable(str(output))))
            + f' <a href="{html.escape(folder)}">{html.escape(self.tr("Open the folder"))}</a>'
        )
        self.findings.show_items(self._heard)

    def _forget(self) -> None:
        self._heard = []
        self.findings.show_items([])
        self.saved.hide()

    def _show(self) -> None:
        self.setVisible(self._model.is_file())
        self.button.setEnabled(self._services.run.state not in AT_WORK)
        if self._output is not None:
            self._write(html.escape(self.tr("Writing the file…")))

    def _write(self, text: str) -> None:
        self.saved.setText(text)
        self.saved.show()
