"""How much of each raster is to be mapped: all, what the map shows, or what lies in polygons."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsCoordinateTransform, QgsCsException, QgsProject, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ..engine.errors import EngineError
from .layers import Sources
from .learning_widgets import narrow_combo
from .page import Services
from .source_box import SourceBox

WHOLE, SHOWN, POLYGONS = "whole", "shown", "polygons"


class PartBox(QWidget):
    """Chooses the part. ``changed`` comes from the user alone."""

    changed = pyqtSignal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._sources = Sources(self)
        self.destroyed.connect(self._sources.close)
        self.choice = narrow_combo()
        for text, value in (
            (self.tr("The whole rasters"), WHOLE),
            (self.tr("What the map shows now"), SHOWN),
            (self.tr("Inside the polygons of a layer"), POLYGONS),
        ):
            self.choice.addItem(text, value)
        self.choice.setToolTip(
            self.tr("A part is mapped sooner: try a model where you know the ground before you map everything.")
        )
        self.polygons = SourceBox(services, self._sources, False, self.tr("Choose a polygon layer"))
        self.polygons.combo.setAccessibleName(self.tr("Polygons to map inside"))
        self.polygons.hide()
        label = QLabel(self.tr("Wh&ere"))
        label.setBuddy(self.choice)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self.choice, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)
        layout.addWidget(self.polygons)
        self.choice.currentIndexChanged.connect(self._choose)
        self.polygons.changed.connect(self.changed)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self.choice.currentData() == WHOLE

    def arguments(self, rasters: list[str], folder: Path) -> dict[str, list[str]]:
        """For each raster the part as the command line takes it; [] for all of it.

        A layer without a file of its own gets one in ``folder``/inputs. Rasters of which the map shows nothing
        are left out. Raises EngineError when nothing would be left to map, or no layer is chosen.
        """
        if self.is_whole:
            return {raster: [] for raster in rasters}
        if self.choice.currentData() == POLYGONS:
            path = self.polygons.path()
            if not path:
                raise EngineError(
                    self.tr("No polygons are chosen to map inside."),
                    self.tr("Choose a polygon layer, or map the whole rasters."),
                )
            kept = self._sources.keep(path, folder / "inputs")
            return {raster: ["--within", kept] for raster in rasters}
        extents = {raster: self._shown_of(raster) for raster in rasters}
        found = {
            # One word with the value: a number that begins with a minus would be taken for an option.
            raster: [
                "--extent=" + ",".join(repr(v) for v in (e.xMinimum(), e.yMinimum(), e.xMaximum(), e.yMaximum()))
            ]
            for raster, e in extents.items()
            if not e.isEmpty()
        }
        if not found:
            raise EngineError(
                self.tr("The map shows nothing of these rasters."),
                self.tr("Move the map to what you want mapped, or map the whole rasters."),
            )
        return found

    def _shown_of(self, raster: str) -> QgsRectangle:
        """What the map shows of a raster, in the raster's CRS; empty for nothing."""
        layer = QgsRasterLayer(raster, "", "gdal")
        shown = self._services.iface.mapCanvas().mapSettings()
        transform = QgsCoordinateTransform(shown.destinationCrs(), layer.crs(), QgsProject.instance())
        try:
            return transform.transformBoundingBox(shown.visibleExtent()).intersect(layer.extent())
        except QgsCsException:  # the map shows ground that the raster's CRS does not know
            return QgsRectangle()

    def _choose(self) -> None:
        self.polygons.setVisible(self.choice.currentData() == POLYGONS)
        self.changed.emit()
