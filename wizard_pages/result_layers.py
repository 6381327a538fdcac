"""Maps that the engine has made, as layers: which there are, and how they look."""

from __future__ import annotations

import contextlib
import json
import math
import struct
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsColorRampShader,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFillSymbol,
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsPalettedRasterRenderer,
    QgsProject,
    QgsRasterDataProvider,
    QgsRasterLayer,
    QgsRasterShader,
    QgsRendererCategory,
    QgsSingleBandPseudoColorRenderer,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtGui import QColor

from ..engine.errors import EngineError
from ..engine.files import read_json_or
from ..engine.plain import from_plain
from ..engine.settings import MaskSettings

REGISTER = "maps.json"
"""Beside the maps of the *Predict* page: what they were made from."""
RESULT_PROPERTY = "deep_segmentation_wizard/result"
"""Custom property of our layers, so that they are not offered as rasters to predict."""
OPACITY = 0.7
"""Of masks, so that the image below can be seen."""
_ANY_CLASS = "#3b0f70"
"""Of probabilities that are those of different classes."""


@dataclass(frozen=True)
class PredictedMap:
    """One predicted raster. ``arguments`` is the command that made it; empty for those of the run itself."""

    name: str
    raster: str
    model: str
    mask: str
    probability: str = ""
    threshold: float | None = None
    """What the mask was made with; None: the model's own."""
    arguments: tuple[str, ...] = ()
    cleaning: tuple[str, ...] = ()
    """What the mask was cleaned with, as ``cleaning_options`` tells it."""


def cleaning_options(mask: MaskSettings) -> tuple[str, ...]:
    """Everything but the threshold as the command line takes it; nothing for what is left as it is."""
    options: list[str] = []
    for name in ("least_probability", "smallest_object", "smallest_hole"):
        if getattr(mask, name):
            options += ["--" + name.replace("_", "-"), repr(getattr(mask, name))]
    for name in ("polygons", "simplify"):
        options += ["--" + name] * getattr(mask, name)
    return tuple(options)


@dataclass(frozen=True)
class MapClass:
    """A class as the model's card names it."""

    code: int
    name: str
    colour: str

    @property
    def shown(self) -> QColor:
        """Its colour on the map: nothing for the background."""
        colour = QColor(self.colour)
        colour.setAlpha(0 if self.code == 0 else 255)
        return colour


def classes_of(card: dict[str, Any]) -> list[MapClass]:
    """The classes in a model's answer, in the order of their codes."""
    names, colours = card.get("classes", {}), card.get("colours", {})
    return [MapClass(int(code), str(names[code]), colours.get(code, "#d55e00")) for code in sorted(names, key=int)]


# -- which maps there are ------------------------------------------------------------------------------------


def maps_of_run(folder: Path) -> list[PredictedMap]:
    """The rasters that the run itself has predicted."""
    settings: dict[str, Any] = read_json_or(folder / "settings.json", {})
    stored = settings.get("mask") or {}
    cleaning: tuple[str, ...] = ()
    with contextlib.suppress(EngineError):
        cleaning = cleaning_options(from_plain(MaskSettings, stored))
    predicted: dict[str, Any] = read_json_or(folder / "prediction" / "prediction.json", {})
    return [
        PredictedMap(
            item["name"], item["raster"], str(folder / "model.safetensors"),
            str(folder / "prediction" / f"{item['name']}_mask.tif"), str(folder / item["probability"]),
            stored.get("threshold"), cleaning=cleaning,
        )
        for item in predicted.get("rasters", [])
    ]  # fmt: skip


def made_maps(folder: Path) -> list[PredictedMap]:
    """The maps that the *Predict* page has put into ``folder`` and that are still there."""
    found = []
    noted: list[dict[str, Any]] = read_json_or(folder / REGISTER, [])
    for item in noted:
        with contextlib.suppress(TypeError):
            lists = {name: tuple(item.get(name, ())) for name in ("arguments", "cleaning")}
            made = PredictedMap(**{**item, **lists})
            if Path(made.mask).is_file():
                found.append(made)
    return found


def remember_map(folder: Path, made: PredictedMap) -> None:
    """Note a new map, or an old one made anew, beside the others of its folder."""
    others = [item for item in made_maps(folder) if item.mask != made.mask]
    temporary = folder / f".{REGISTER}.new"
    with contextlib.suppress(OSError):  # the map itself is there; it only has to be opened by hand later
        text = json.dumps([asdict(item) for item in (*others, made)], ensure_ascii=False, indent=1)
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(folder / REGISTER)


# -- how they look -------------------------------------------------------------------------------------------


def threshold_renderer(
    provider: QgsRasterDataProvider, threshold: float, below: QColor, above: QColor
) -> QgsSingleBandPseudoColorRenderer:
    """Two colours with a step at the threshold, as the mask will have it: from there up it is the class."""
    # The engine compares single precision numbers with '≥'; QGIS's steps include their upper end, hence a
    # number just below.
    single = struct.unpack("f", struct.pack("f", threshold))[0]
    step = single - max(abs(single), 1e-3) * 1e-8
    items = [QgsColorRampShader.ColorRampItem(step, below), QgsColorRampShader.ColorRampItem(math.inf, above)]
    return _shaded(provider, items, QgsColorRampShader.Type.Discrete)


def probability_renderer(
    provider: QgsRasterDataProvider, below: QColor, above: QColor, band: int = 1
) -> QgsSingleBandPseudoColorRenderer:
    """From clear to the class's colour: the surer, the stronger."""
    items = [
        QgsColorRampShader.ColorRampItem(0.0, below, "0 %"),
        QgsColorRampShader.ColorRampItem(1.0, above, "100 %"),
    ]
    return _shaded(provider, items, QgsColorRampShader.Type.Interpolated, band)


def _shaded(
    provider: QgsRasterDataProvider,
    items: list[QgsColorRampShader.ColorRampItem],
    kind: QgsColorRampShader.Type,
    band: int = 1,
) -> QgsSingleBandPseudoColorRenderer:
    function = QgsColorRampShader(0.0, 1.0, None, kind)
    function.setColorRampItemList(items)
    shader = QgsRasterShader(0.0, 1.0)
    shader.setRasterShaderFunction(function)
    renderer = QgsSingleBandPseudoColorRenderer(provider, band, shader)
    renderer.setClassificationMin(0.0)
    renderer.setClassificationMax(1.0)
    return renderer


def threshold_of(layer: QgsRasterLayer) -> float | None:
    """Where the step of a layer with ``threshold_renderer`` lies, None for another renderer."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsSingleBandPseudoColorRenderer):
        return None
    return renderer.shader().rasterShaderFunction().colorRampItemList()[0].value


def mask_renderer(provider: QgsRasterDataProvider, classes: list[MapClass]) -> QgsPalettedRasterRenderer:
    """Class codes with names and colours in the legend, the background clear."""
    shown = [QgsPalettedRasterRenderer.Class(item.code, item.shown, item.name) for item in classes]
    return QgsPalettedRasterRenderer(provider, 1, shown)


def mask_layer(path: str, name: str, classes: list[MapClass]) -> QgsRasterLayer:
    """The mask as a layer, its style stored beside it so that it looks the same wherever it is opened."""
    layer = QgsRasterLayer(path, name)
    if layer.isValid():
        layer.setRenderer(mask_renderer(layer.dataProvider(), classes))
        layer.setOpacity(OPACITY)
        if not Path(path).with_suffix(".qml").exists():  # the engine writes it, but did not always
            layer.saveNamedStyle(str(Path(path).with_suffix(".qml")))
    return layer


def polygon_layer(path: str, name: str, classes: list[MapClass]) -> QgsVectorLayer:
    """The objects' outlines in the colours of their classes."""
    layer = QgsVectorLayer(path, name, "ogr")
    if layer.isValid():
        categories = []
        for item in (item for item in classes if item.code != 0):
            outline = {"style": "no", "outline_color": item.colour, "outline_width": "0.5"}
            categories.append(QgsRendererCategory(item.code, QgsFillSymbol.createSimple(outline), item.name))
        layer.setRenderer(QgsCategorizedSymbolRenderer("class", categories))
    return layer


def polygons_of(mask: str) -> Path:
    """Where the engine writes the polygons of a mask."""
    path = Path(mask)
    return path.with_name(f"{path.stem.removesuffix('_mask')}_polygons.gpkg")


def probability_layer(path: str, name: str, classes: list[MapClass]) -> QgsRasterLayer:
    """The last band as a layer: the probability of the last class, or that of the likeliest."""
    layer = QgsRasterLayer(path, name)
    if layer.isValid():
        above = QColor(_ANY_CLASS if shows_winner(layer) else classes[-1].colour)
        below = QColor(above)
        below.setAlpha(0)
        renderer = probability_renderer(layer.dataProvider(), below, above, layer.bandCount())
        layer.setRenderer(renderer)
    return layer


def shows_winner(layer: QgsRasterLayer) -> bool:
    """Whether a probability raster holds the likeliest class and its probability, rather than one band a class."""
    return layer.bandCount() == 2


# -- where they go -------------------------------------------------------------------------------------------


def add_to_group(layers: list[QgsMapLayer], group: str) -> None:
    """Put layers, outlines and then the first on top, into the group of this name at the top of the project.

    Layers of the same file give way: the file behind them is the new one already.
    """
    project = QgsProject.instance()
    sources = {layer.source() for layer in layers}
    old = [layer.id() for layer in project.mapLayers().values() if layer.source() in sources]
    project.removeMapLayers(old)
    root = project.layerTreeRoot()
    node: QgsLayerTreeGroup = root.findGroup(group) or root.insertGroup(0, group)
    outlines = [layer for layer in layers if isinstance(layer, QgsVectorLayer)]
    rasters = [layer for layer in layers if layer not in outlines]
    for place, layer in enumerate((*outlines, *rasters)):
        layer.setCustomProperty(RESULT_PROPERTY, True)
        project.addMapLayer(layer, False)
        entry = node.insertLayer(place, layer)
        # Of two rasters, one on top of the other, neither could be read.
        entry.setItemVisibilityChecked(layer in outlines or layer is rasters[0])


def bring_into_view(canvas: QgsMapCanvas, layer: QgsMapLayer) -> None:
    """Move the map to the layer, if nothing of it can be seen now."""
    settings = canvas.mapSettings()
    transform = QgsCoordinateTransform(layer.crs(), settings.destinationCrs(), QgsProject.instance())
    try:
        extent = transform.transformBoundingBox(layer.extent())
    except QgsCsException:
        return
    if not canvas.extent().intersects(extent):
        extent.scale(1.05)
        canvas.setExtent(extent)
        canvas.refresh()
