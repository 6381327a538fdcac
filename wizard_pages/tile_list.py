"""Further rasters under one ROI layer, such as the tiles of an orthophoto."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidgetItem, QToolButton, QVBoxLayout, QWidget

from .data_widgets import tooltip, wrapped
from .raster_list import short_list

_PATH = Qt.ItemDataRole.UserRole
_MOST_ROWS = 5


class TileList(QWidget):
    """A short list of rasters besides that of the row, hidden while empty. ``changed`` comes from the user."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.note = wrapped(soft=True)
        self.list = short_list(60)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setAccessibleName(self.tr("Further rasters"))
        self.list.setToolTip(self.tr("These rasters are learnt from with the same polygons as the one above."))
        self.remove = QToolButton()
        self.remove.setText(self.tr("Take out"))
        self.remove.setToolTip(self.tr("Takes the marked rasters out of the run; the files stay."))
        self.remove.clicked.connect(self._take_out)
        self.list.itemSelectionChanged.connect(self._enable)
        line = QHBoxLayout()
        line.addWidget(self.note, 1)
        line.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(self.list)
        self.show_paths([])

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    @property
    def paths(self) -> list[str]:
        """The rasters in their order."""
        return [self.list.item(row).data(_PATH) for row in range(self.list.count())]

    def show_paths(self, paths: list[str]) -> None:
        """List these rasters in place of the ones before."""
        self.list.clear()
        for path in paths:
            item = QListWidgetItem(Path(path.partition("|")[0]).name)
            item.setData(_PATH, path)
            item.setToolTip(tooltip(path))
            self.list.addItem(item)
        rows = min(max(len(paths), 1), _MOST_ROWS)
        height = max(self.list.sizeHintForRow(0), self.fontMetrics().height() + 2)
        self.list.setFixedHeight(rows * height + 2 * self.list.frameWidth() + 2)
        self.note.setText(self.tr("and {} more under the same polygons:").format(len(paths)))
        self.setVisible(bool(paths))
        self._enable()

    def _enable(self) -> None:
        self.remove.setEnabled(bool(self.list.selectedItems()))

    def _take_out(self) -> None:
        marked = {item.data(_PATH) for item in self.list.selectedItems()}
        self.show_paths([path for path in self.paths if path not in marked])
        self.changed.emit()
