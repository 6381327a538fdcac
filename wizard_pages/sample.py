"""The sample that comes with the plugin, as layers of the project."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsFillSymbol, QgsMapLayer, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication

from ..engine.errors import EngineError
from .layers import Sources

SAMPLE = Path(__file__).resolve().parent.parent / "sample"
_RASTER, _ROIS = SAMPLE / "banepa_train.tif", SAMPLE / "banepa_train_buildings.gpkg"


def tr(text: str) -> str:
    """The text in the user's language."""
    return QCoreApplication.translate("DeepSegmentationWizard", text)


def add_sample(sources: Sources, iface: QgisInterface) -> tuple[QgsMapLayer, QgsMapLayer]:
    """The sample's raster and ROI layer, added to the project unless they are there. Raises EngineError."""
    raster = _found(sources, _RASTER) or QgsRasterLayer(str(_RASTER), tr("Banepa, aerial image"))
    rois = _found(sources, _ROIS)
    if rois is None:
        rois = QgsVectorLayer(str(_ROIS), tr("Banepa, buildings"), "ogr")
        if rois.isValid():  # outlines, so that the image is seen beneath
            look = {"style": "no", "outline_color": "#d55e00", "outline_width": "0.5"}
            rois.renderer().setSymbol(QgsFillSymbol.createSimple(look))
    if not raster.isValid() or not rois.isValid():
        raise EngineError(tr("The sample is missing."), tr("Install the plugin again."))
    for layer in (raster, rois):
        if QgsProject.instance().mapLayer(layer.id()) is None:
            QgsProject.instance().addMapLayer(layer)
    canvas = iface.mapCanvas()
    iface.setActiveLayer(raster)
    canvas.setExtent(canvas.mapSettings().layerExtentToOutputExtent(raster, raster.extent()))
    canvas.refresh()
    return raster, rois


def _found(sources: Sources, path: Path) -> QgsMapLayer | None:
    for name in (str(path), f"{path}|layername=buildings"):
        if (found := sources.layer_of(name)) is not None:
            return found[0]
    return None
