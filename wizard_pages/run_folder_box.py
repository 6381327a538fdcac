"""Where the run lives: a folder, proposed and explained."""

from __future__ import annotations

import errno
import os
from datetime import date
from pathlib import Path

from qgis.core import QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..engine.run_folder import RunFolder
from .data_widgets import heading, wrapped
from .page import Problem


class RunFolderBox(QWidget):
    """Chooses the run folder, and says what is there already."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        label = heading(self.tr("Run &folder"))
        self.file = QgsFileWidget()
        self.file.setObjectName("folder")
        self.file.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.file.setDialogTitle(self.tr("Choose a folder for the run"))
        self.file.lineEdit().setMinimumWidth(60)
        self.file.setToolTip(
            self.tr(
                "Everything that the run makes is kept here: chips, checkpoints, the model and the maps. Choose "
                "a new folder on a disk with a few gigabytes of free space."
            )
        )
        label.setBuddy(self.file.lineEdit())
        self._note = wrapped(soft=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (label, self.file, self._note):
            layout.addWidget(widget)
        self.show_folder(propose_folder())
        self.file.fileChanged.connect(self._file_changed)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    @property
    def folder(self) -> Path:
        """The folder as the user wrote it."""
        return Path(self.file.filePath().strip()).expanduser()

    def show_folder(self, folder: Path) -> None:
        """Show a folder, without ``changed``."""
        self.file.blockSignals(True)
        self.file.setFilePath(str(folder))
        self.file.blockSignals(False)
        self._show_note()

    def problems(self) -> list[Problem]:
        """A folder that is missing or none."""
        remedy = self.tr("Choose a new folder.")
        if not self.file.filePath().strip():
            return [Problem(self.tr("No run folder is chosen."), remedy, "folder")]
        if os.path.isfile(self.folder):
            return [Problem(self.tr("The run folder is a file."), remedy, "folder")]
        if _is_too_long(self.folder):
            remedy = self.tr("Choose a folder with a shorter name.")
            return [Problem(self.tr("The name of the run folder is too long."), remedy, "folder")]
        return []

    def _file_changed(self) -> None:
        self._show_note()
        self.changed.emit()

    def _show_note(self) -> None:
        text = self.tr("It is made when the run starts.")
        if RunFolder(self.folder).holds_a_run:
            text = self.tr("This folder holds a run.")
        elif os.path.isdir(self.folder):
            text = self.tr("This folder is there already; the run adds its files to it.")
        self._note.setText(text)


def _is_too_long(folder: Path) -> bool:
    """Whether the system takes no such name; other troubles are told when the folder is made."""
    try:
        os.stat(folder)
    except OSError as error:
        return error.errno == errno.ENAMETOOLONG
    return False


def propose_folder() -> Path:
    """A new folder beside the project, or in the home folder, named after today."""
    project = QgsProject.instance().homePath()
    base = Path(project) if project and Path(project).is_dir() else Path.home()
    name = f"segmentation_{date.today().isoformat()}"
    taken = (base / name, *(base / f"{name}_{number}" for number in range(2, 1000)))
    return next(folder for folder in taken if not folder.exists())
