"""One layer to choose: a raster or polygons, of the project or from a file."""

from __future__ import annotations

from qgis.core import Qgis, QgsMapLayer, QgsProject
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ..engine.errors import EngineError
from .data_widgets import tooltip
from .layers import Sources, read_layer
from .page import Services


class SourceBox(QWidget):
    """One layer: of the project, or a file that an earlier run used. A file picked here joins the project."""

    changed = pyqtSignal()

    def __init__(
        self, services: Services, sources: Sources, is_raster: bool, empty: str, only_polygons: bool = True
    ) -> None:
        super().__init__()
        self._services, self._sources, self._is_raster = services, sources, is_raster
        self._file = ""
        """Path behind the extra entry, for what is no layer of the project."""
        self._file_layer: QgsMapLayer | None = None
        self._shown: tuple[str, str] = ("", "")
        """Id of the layer that is chosen, and its file if it has one of its own."""
        self.combo = QgsMapLayerComboBox()
        drawn = Qgis.LayerFilter.PolygonLayer if only_polygons else Qgis.LayerFilter.HasGeometry
        self.combo.setFilters(Qgis.LayerFilter.RasterLayer if is_raster else drawn)
        self.combo.setAllowEmptyLayer(True, empty)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(8)
        self.combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.combo.setCurrentIndex(0)
        self.combo.currentIndexChanged.connect(self._chosen)
        self.button = QToolButton()
        self.button.setText("…")
        self.button.setToolTip(self.tr("Choose a file; it is added to the project"))
        self.button.setAccessibleName(self.button.toolTip())
        self.button.clicked.connect(self._pick)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.combo, 1)
        layout.addWidget(self.button)
        self.setFocusProxy(self.combo)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def layer(self) -> QgsMapLayer | None:
        """The layer that is chosen; for a file outside the project a layer of its own."""
        if self.combo.currentLayer() is not None:
            return self.combo.currentLayer()
        if self._is_file() and self._file_layer is None:
            self._file_layer = read_layer(self._file, self._is_raster)
        return self._file_layer if self._is_file() else None

    def path(self, selected: bool = False) -> str:
        """The path of what is chosen, '' for nothing. Raises EngineError for layers that cannot be used."""
        if self._is_file():
            return self._file
        layer = self.combo.currentLayer()
        return "" if layer is None else self._sources.path_of(layer, selected)

    def show_path(self, path: str) -> bool:
        """Choose what is at ``path``; returns whether only the layer's selection is meant."""
        self.combo.blockSignals(True)
        found = self._sources.layer_of(path) if path else None
        if found:
            self.combo.setLayer(found[0])
        else:
            self.combo.setCurrentIndex(0)  # the empty entry, whose text says what is to be chosen
        if path and (found is None or self.combo.currentLayer() is not found[0]):
            self._show_file(path)
        self.combo.blockSignals(False)
        self._remember()
        return bool(found and found[1])

    def show_layer(self, layer: QgsMapLayer) -> None:
        """Choose a layer of the project, as the user would."""
        self.combo.setLayer(layer)

    def path_or_nothing(self, selected: bool = False) -> str:
        """The path, '' also for layers that cannot be used."""
        try:
            return self.path(selected)
        except EngineError:
            return ""

    def name(self) -> str:
        """What the user sees of it."""
        layer = self.layer()
        return layer.name() if layer is not None else ""

    def _is_file(self) -> bool:
        return bool(self._file) and self.combo.currentLayer() is None and self.combo.currentIndex() > 0

    def _name(self, path: str) -> str:
        return path.partition("|")[0].replace("\\", "/").rsplit("/", 1)[-1]

    def _show_file(self, path: str) -> None:
        self._file, self._file_layer = path, None
        self.combo.setAdditionalItems([self._name(path)])
        self.combo.setCurrentIndex(self.combo.count() - 1)

    def _chosen(self) -> None:
        number, path = self._shown
        layers = [self.combo.layer(index) for index in range(self.combo.count())]
        if number and number not in [layer.id() for layer in layers if layer is not None]:
            # Removed from the project. The box has turned to the layer below, which nobody has chosen.
            self.combo.blockSignals(True)
            if path:
                self._show_file(path)
            else:
                self.combo.setCurrentIndex(0)
            self.combo.blockSignals(False)
        elif number and self._current_id() == number:
            return  # only its place in the list has changed
        self._remember()
        self.changed.emit()

    def _remember(self) -> None:
        layer = self.combo.currentLayer()
        path = "" if layer is None else self._sources.file_of(layer)
        self._shown = (self._current_id(), path)
        self.combo.setToolTip(
            tooltip(self._file if self._is_file() else layer.source() if layer is not None else "")
        )

    def _current_id(self) -> str:
        layer = self.combo.currentLayer()
        return "" if layer is None else layer.id()

    def _pick(self) -> None:
        title = self.tr("Choose a raster") if self._is_raster else self.tr("Choose a polygon layer")
        path, _ = QFileDialog.getOpenFileName(self, title, QgsProject.instance().homePath())
        if not path:
            return
        if (known := self._sources.layer_of(path)) is not None:
            self.combo.setLayer(known[0])
            return
        iface, name = self._services.iface, self._name(path).rpartition(".")[0]
        layer = iface.addRasterLayer(path, name) if self._is_raster else iface.addVectorLayer(path, name, "ogr")
        if layer is None:
            return  # QGIS has said why
        self.combo.setLayer(layer)
        if self.combo.currentLayer() is not layer:
            self._services.say(
                self.tr("“{}” holds no polygons.").format(layer.name()),
                self.tr("Choose a polygon layer; lines and points can be buffered first."),
            )
