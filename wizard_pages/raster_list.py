"""A list of rasters to tick: those of the project, and files."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsMapLayerType, QgsProject, QgsProviderRegistry
from qgis.PyQt.QtCore import QCoreApplication, QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from .data_widgets import tooltip
from .result_layers import RESULT_PROPERTY

PATH = Qt.ItemDataRole.UserRole
LEAST_ROWS, MOST_ROWS = 3, 7
ENDINGS = (".tif", ".tiff", ".vrt", ".img", ".jp2")


class RasterList(QWidget):
    """The ticked rasters in the order in which they stand; ``ticked_another`` comes from the user alone."""

    ticked_another = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = short_list(60)
        self.list.setAccessibleName(self.tr("Rasters"))
        self.list.setToolTip(self.tr("Tick what is to be mapped: layers of the project, and files that you add."))
        self.list.itemChanged.connect(self._tell)
        self.add = QPushButton(self.tr("&Add files…"))
        self.add.setToolTip(self.tr("Adds rasters that are not in the project."))
        self.add.clicked.connect(self._choose_files)
        self.add_all = QPushButton(self.tr("Add fol&der…"))
        self.add_all.setToolTip(self.tr("Adds all rasters in a folder, such as the tiles of a mosaic."))
        self.add_all.clicked.connect(self._choose_folder)
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        line = QHBoxLayout()
        line.addWidget(self.add)
        line.addWidget(self.add_all)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        layout.addWidget(self.note)
        layout.addLayout(line)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def ticked(self) -> list[str]:
        """Paths of the ticked rasters."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [item.data(PATH) for item in items if item.checkState() == Qt.CheckState.Checked]

    def fill(self, ticked: list[str]) -> None:
        """List these ticked, then what was listed and still exists, then the other rasters of the project."""
        layers = project_rasters()
        listed = [self.list.item(row).data(PATH) for row in range(self.list.count())]
        blocker = QSignalBlocker(self.list)
        self.list.clear()
        for path in dict.fromkeys([*ticked, *listed, *layers]):
            if path in ticked or path in layers or Path(path).is_file():
                self._append(path, layers.get(path) or Path(path).name, path in ticked)
        del blocker
        rows = min(max(self.list.count(), LEAST_ROWS), MOST_ROWS)
        self.list.setFixedHeight(rows * max(self.list.sizeHintForRow(0), 18) + 2 * self.list.frameWidth() + 2)
        self._show_note()

    def add_files(self, files: list[str]) -> None:
        """List these and tick them."""
        self.fill(list(dict.fromkeys([*self.ticked(), *files])))
        self.ticked_another.emit()

    def _append(self, path: str, name: str, ticked: bool) -> None:
        item = QListWidgetItem(name)
        item.setData(PATH, path)
        item.setToolTip(tooltip(path))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.addItem(item)

    def _tell(self) -> None:
        self._show_note()
        self.ticked_another.emit()

    def _choose_files(self) -> None:
        endings = " ".join(f"*{ending}" for ending in ENDINGS)
        kinds = self.tr("Rasters ({});;All files (*)").format(endings)
        files, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose rasters"), "", kinds)
        if files:
            self.add_files(files)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder of rasters"))
        if folder:
            self.add_folder(Path(folder))

    def add_folder(self, folder: Path) -> None:
        """List the rasters of a folder and tick them; maps that were made here are none."""
        files = sorted(
            str(path)
            for path in folder.iterdir()
            if path.suffix.lower() in ENDINGS and not path.stem.endswith(("_mask", "_probability"))
        )
        if files:
            self.add_files(files)
        else:
            self.note.setText(
                self.tr("No rasters in {}: none of its files ends in {}.").format(folder, ", ".join(ENDINGS))
            )

    def _show_note(self) -> None:
        count = len(self.ticked())
        self.note.setText(self.tr("{} ticked").format(count) if count else self.tr("None ticked."))


def project_rasters() -> dict[str, str]:
    """Path and name of each raster layer of the project that is a file; web services cannot be predicted."""
    found: dict[str, str] = {}
    for layer in QgsProject.instance().mapLayers().values():
        is_file = layer.type() == QgsMapLayerType.RasterLayer and layer.providerType() == "gdal"
        if is_file and layer.isValid() and not layer.customProperty(RESULT_PROPERTY):
            path = QgsProviderRegistry.instance().decodeUri("gdal", layer.source()).get("path")
            found.setdefault(path or layer.source(), layer.name())
    return found


def short_list(height: int) -> QListWidget:
    """A list of file names: long ones lose their middle rather than widen the dock."""
    items = QListWidget()
    items.setFixedHeight(height)
    items.setTextElideMode(Qt.TextElideMode.ElideMiddle)
    items.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return items
