"""Further files of one raster, whose bands follow its own."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QHBoxLayout, QToolButton, QWidget

from .data_widgets import breakable, shortened, tooltip, wrapped


class MoreFiles(QWidget):
    """Names of the files, and a button to let them go; hidden while there are none."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.files: tuple[str, ...] = ()
        self.add = QToolButton()
        self.add.setIcon(QgsApplication.getThemeIcon("/mActionAddRasterLayer.svg"))
        self.add.setToolTip(
            self.tr("Do the bands lie in files of their own, such as B02.tif, B03.tif, …? Choose the first as the "
                    "raster, and add the others here. They may have pixels of another size.")
        )  # fmt: skip
        self.add.setAccessibleName(self.tr("Add bands from other files"))
        self.add.clicked.connect(self._choose)
        self.clear = QToolButton()
        self.clear.setIcon(QgsApplication.getThemeIcon("/mActionRemove.svg"))
        self.clear.setToolTip(self.tr("Use the raster's own bands only."))
        self.clear.setAccessibleName(self.tr("Use the raster's own bands only"))
        self.clear.setAutoRaise(True)
        self.clear.clicked.connect(lambda: self._change(()))
        self._names = wrapped(soft=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._names, 1)
        line.addWidget(self.clear)
        self.show_files(())

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def show_files(self, files: tuple[str, ...]) -> None:
        """Show these paths."""
        self.files = files
        names = ", ".join(shortened(Path(file).name) for file in files)
        self._names.setText(breakable(self.tr("and the bands of {}").format(names)))
        self._names.setTextFormat(Qt.TextFormat.PlainText)  # a file's name may look like HTML
        self._names.setToolTip(tooltip("\n".join(files)))
        self.setVisible(bool(files))

    def names(self) -> dict[str, str]:
        """What the user calls each file."""
        return {file: f"“{Path(file).name}”" for file in self.files}

    def _choose(self) -> None:
        start = str(Path(self.files[-1]).parent) if self.files else QgsProject.instance().homePath()
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose files with further bands"), start)
        if chosen:
            self._change(tuple(dict.fromkeys((*self.files, *sorted(chosen)))))

    def _change(self, files: tuple[str, ...]) -> None:
        self.show_files(files)
        self.changed.emit()
