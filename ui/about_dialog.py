"""A dialog that says what the plugin can do today, and by which command."""

import os
import shlex
import shutil
from pathlib import Path

from qgis.PyQt.QtCore import QCoreApplication, QSize, QTimer, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QFontDatabase, QGuiApplication, QIcon
from qgis.PyQt.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from qgis.utils import pluginMetadata

# Resolved, because a developer's plugin folder is often a link to the checkout.
ROOT = Path(__file__).resolve().parent.parent
COPIED_SHOWN_MS = 2000
MAX_COMMAND_WIDTH = 760


WINDOWS = os.name == "nt"
# The engine's Python, in the plugin's folder.
PYTHON = ".venv\\Scripts\\python.exe" if WINDOWS else ".venv/bin/python"


def can_set_up() -> bool:
    """Whether scripts/setup.sh knows this system."""
    return shutil.which("apt-get") is not None


def sample_command(root: Path = ROOT) -> str:
    """The command, ready for a terminal, that trains on the sample and maps the piece beside it.

    It fits this installation: it goes to the plugin's folder, and sets up the engine's Python if missing.
    """
    run_folder = Path.home() / "first_map"
    steps = [f'cd /d "{root}"' if WINDOWS else f"cd {shlex.quote(str(root))}"]
    if not (root / PYTHON).exists() and can_set_up():
        steps.append("bash scripts/setup.sh engine")
    run = [
        f"{PYTHON} -m engine run",
        "--raster sample/banepa_train.tif",
        "--rois sample/banepa_train_buildings.gpkg",
        "--predict sample/banepa_neighbour.tif",
        "--minutes 3.5",
        f'--folder "{run_folder}"' if WINDOWS else f"--folder {shlex.quote(str(run_folder))}",
    ]
    steps.append((" ^\n    " if WINDOWS else " \\\n    ").join(run))
    return (" && ^\n" if WINDOWS else " &&\n").join(steps)


class AboutDialog(QDialog):
    """What works today, the command for it, and the way to the README."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("deepSegmentationWizardDialog")
        self.setWindowTitle(self.tr("Deep Segmentation Wizard"))
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.setContentsMargins(18, 18, 18, 14)
        layout.addLayout(self._header())
        layout.addWidget(
            self._paragraph(
                self.tr(
                    "In this version, training and mapping run by a command in a terminal; the steps inside "
                    "QGIS are not built yet. The command below trains a network on the sample that came with "
                    "the plugin, for three and a half minutes, and maps the piece of town beside it:"
                )
            )
        )
        if not (ROOT / PYTHON).exists() and not can_set_up():
            layout.addWidget(
                self._paragraph(
                    self.tr(
                        "Setting up the engine's Python is automatic on Debian and Ubuntu only. On this system, "
                        "first make a virtual environment named <i>.venv</i> in the plugin's folder, with "
                        "PyTorch, GDAL, OpenCV, NumPy, matplotlib, safetensors and tqdm."
                    )
                )
            )
        self.command = self._command_box()
        layout.addWidget(self.command)
        layout.addWidget(
            self._paragraph(
                self.tr(
                    "For your own data, put in your raster, your polygons and a new folder. "
                    "The map comes to lie in the folder's <i>prediction</i>."
                )
            )
        )
        layout.addSpacing(4)
        layout.addLayout(self._buttons())

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("AboutDialog", text)

    def copy_command(self) -> None:
        """Puts the command on the clipboard, and says so on the button for a moment."""
        QGuiApplication.clipboard().setText(self.command.toPlainText())
        self.copy_button.setText(self.tr("Copied"))
        self._copied.start()

    def open_readme(self) -> None:
        """Opens the README in whatever the user's system opens it with."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(ROOT / "README.md")))

    def _header(self) -> QHBoxLayout:
        icon = QLabel()
        icon.setPixmap(QIcon(str(ROOT / "ui/icons/deep_segmentation_wizard.svg")).pixmap(QSize(56, 56)))
        title = QLabel(self.tr("Deep Segmentation Wizard"))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        font.setBold(True)
        title.setFont(font)
        version = pluginMetadata("deep_segmentation_wizard", "version")
        subtitle = QLabel(self.tr("Version {} · from polygons on your image to a map of it").format(version))

        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch()
        words.addWidget(title)
        words.addWidget(subtitle)
        words.addStretch()
        header = QHBoxLayout()
        header.setSpacing(14)
        header.addWidget(icon)
        header.addLayout(words, 1)
        return header

    def _paragraph(self, text: str) -> QLabel:
        paragraph = QLabel(text)
        paragraph.setWordWrap(True)
        return paragraph

    def _command_box(self) -> QPlainTextEdit:
        box = QPlainTextEdit(sample_command())
        box.setReadOnly(True)
        box.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        box.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        box.document().setDocumentMargin(8)
        # As wide as its longest line, within reason; as high as its lines, and a scroll bar where one is needed.
        lines = box.toPlainText().splitlines()
        width = max(box.fontMetrics().horizontalAdvance(line) for line in lines) + 40
        height = box.fontMetrics().lineSpacing() * len(lines) + 32
        if width > MAX_COMMAND_WIDTH:
            height += box.horizontalScrollBar().sizeHint().height()
        box.setMinimumWidth(min(width, MAX_COMMAND_WIDTH))
        box.setFixedHeight(height)
        return box

    def _buttons(self) -> QHBoxLayout:
        readme = QPushButton(self.tr("Open README"))
        readme.clicked.connect(self.open_readme)
        self.copy_button = QPushButton(self.tr("Copy command"))
        self.copy_button.setDefault(True)
        self.copy_button.clicked.connect(self.copy_command)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.accept)

        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.setInterval(COPIED_SHOWN_MS)
        self._copied.timeout.connect(lambda: self.copy_button.setText(self.tr("Copy command")))

        buttons = QHBoxLayout()
        buttons.addWidget(readme)
        buttons.addStretch()
        buttons.addWidget(self.copy_button)
        buttons.addWidget(close)
        return buttons
