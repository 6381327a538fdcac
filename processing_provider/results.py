"""What an algorithm made, as layers of the project: which, under which name, and how they look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsColorRampShader,
    QgsDataProvider,
    QgsMapLayer,
    QgsPalettedRasterRenderer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingUtils,
    QgsProject,
    QgsRasterLayer,
    QgsRasterShader,
    QgsSingleBandPseudoColorRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

OPACITY = 0.7
"""Of masks, so that the image below can be seen."""
CLASS_COLOUR = "#d55e00"
_kept: list[Look] = []
"""QGIS calls them long after the algorithm has ended, and does not keep Python's part of them."""


class Look(QgsProcessingLayerPostProcessorInterface):
    """How a layer looks."""

    def dress(self, layer: Any) -> None:
        """Make a valid layer look so."""
        raise NotImplementedError

    def postProcessLayer(
        self, layer: QgsMapLayer, _context: QgsProcessingContext, _feedback: QgsProcessingFeedback
    ) -> None:
        """Called by QGIS in the GUI thread."""
        if layer is not None and layer.isValid():
            self.dress(layer)


class MaskLook(Look):
    """Classes in the colours of the file, the background clear; the names of the classes after the layer's."""

    def dress(self, layer: QgsRasterLayer) -> None:
        """Read it anew, since it may have been in the project before, when the file was another; then paint it."""
        layer.reload()
        has_style = Path(layer.source()).with_suffix(".qml").exists()
        if has_style:
            layer.loadDefaultStyle()  # Processing opens layers without
        renderer = layer.renderer()
        if not isinstance(renderer, QgsPalettedRasterRenderer):
            return
        classes = [item for item in renderer.classes() if _is_class(item)]
        if not has_style:
            for item in classes:
                if item.value == 0:
                    item.color.setAlpha(0)
            layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))
        layer.setOpacity(OPACITY)
        names = ", ".join(item.label for item in classes if item.value != 0 and not item.label.isdigit())
        if names and len(names) <= 40:
            layer.setName(f"{layer.name()}: {names}")
        layer.triggerRepaint()


def _is_class(item: QgsPalettedRasterRenderer.Class) -> bool:
    """Whether it is a class of the mask: QGIS lists all 256 values, those that there are none of by their number,
    in black or clear."""
    is_blank = item.color.alpha() == 0 or item.color.lightness() == 0
    return item.label != str(int(item.value)) or not is_blank


class ProbabilityLook(Look):
    """From clear to full colour: the surer, the stronger. Hidden at first: two maps at once cannot be read."""

    def dress(self, layer: QgsRasterLayer) -> None:
        """Read it anew and paint it."""
        layer.reload()
        above = QColor(CLASS_COLOUR)
        below = QColor(above)
        below.setAlpha(0)
        function = QgsColorRampShader(0.0, 1.0, None, QgsColorRampShader.Type.Interpolated)
        function.setColorRampItemList(
            [
                QgsColorRampShader.ColorRampItem(0.0, below, "0 %"),
                QgsColorRampShader.ColorRampItem(1.0, above, "100 %"),
            ]
        )
        shader = QgsRasterShader(0.0, 1.0)
        shader.setRasterShaderFunction(function)
        renderer = QgsSingleBandPseudoColorRenderer(layer.dataProvider(), layer.bandCount(), shader)
        renderer.setClassificationMin(0.0)
        renderer.setClassificationMax(1.0)
        layer.setRenderer(renderer)
        entry = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
        if entry is not None:
            entry.setItemVisibilityChecked(False)


class ChipsLook(Look):
    """The style that the engine keeps in the file; read anew where the layer was in the project before."""

    def dress(self, layer: QgsVectorLayer) -> None:
        """Read data and style anew."""
        options = QgsDataProvider.ProviderOptions()
        layer.setDataSource(layer.source(), layer.name(), layer.providerType(), options, True)
        layer.triggerRepaint()


def load_later(
    context: QgsProcessingContext,
    path: str,
    name: str,
    output: str,
    look: type[Look] | None = None,
    is_raster: bool = True,
) -> None:
    """Have QGIS add the layer at ``path`` to the project when all is done. Without a project, as in qgis_process,
    nothing happens."""
    if context.project() is None:
        return
    hint = QgsProcessingUtils.LayerHint.Raster if is_raster else QgsProcessingUtils.LayerHint.Vector
    details = QgsProcessingContext.LayerDetails(name, context.project(), output, hint)
    details.forceName = True
    if look is not None:
        _kept.append(look())
        details.setPostProcessor(_kept[-1])
    context.addLayerToLoadOnCompletion(path, details)


def look_later(context: QgsProcessingContext, path: str, look: type[Look]) -> None:
    """The same for an output that the user has asked QGIS to open anyway."""
    if context.willLoadLayerOnCompletion(path):
        _kept.append(look())
        context.layerToLoadOnCompletionDetails(path).setPostProcessor(_kept[-1])
