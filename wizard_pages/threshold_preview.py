"""The probability raster on the map, in two colours with a step at the threshold: no computing, only drawing."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject, QgsRasterLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication

from .result_layers import (
    OPACITY,
    RESULT_PROPERTY,
    MapClass,
    PredictedMap,
    bring_into_view,
    threshold_renderer,
)


class ThresholdPreview:
    """One layer on top of the project, found again by its id: the user may remove it at any time."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._id = ""

    def layer(self) -> QgsRasterLayer | None:
        """The layer; None while there is none, or when the user has removed it."""
        return QgsProject.instance().mapLayer(self._id) if self._id else None

    def show(self, shown: PredictedMap, classes: list[MapClass], threshold: float) -> None:
        """Show the map's probabilities at the threshold, with a new layer where there is none."""
        layer = self.layer() or self._add(shown)
        if layer is not None:
            below, above = (item.shown for item in classes)
            renderer = threshold_renderer(layer.dataProvider(), threshold, below, above)
            renderer.setOpacity(OPACITY)  # a raster layer's opacity is its renderer's
            layer.setRenderer(renderer)
            layer.triggerRepaint()

    def remove(self) -> None:
        """Take the layer back."""
        if self.layer() is not None:
            QgsProject.instance().removeMapLayer(self._id)
            self._canvas.refresh()
        self._id = ""

    def _add(self, shown: PredictedMap) -> QgsRasterLayer | None:
        name = QCoreApplication.translate("DeepSegmentationWizard", "Preview of the threshold: {}").format(
            shown.name
        )
        layer = QgsRasterLayer(str(Path(shown.probability)), name)
        if not layer.isValid():
            return None
        layer.setCustomProperty(RESULT_PROPERTY, True)
        QgsProject.instance().addMapLayer(layer, False)
        QgsProject.instance().layerTreeRoot().insertLayer(0, layer).setExpanded(False)
        self._id = layer.id()
        bring_into_view(self._canvas, layer)
        return layer
