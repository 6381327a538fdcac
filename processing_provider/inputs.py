"""The parameters of step 1, which several algorithms begin with: rasters, ROIs, classes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    NULL,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..engine.errors import EngineError
from .options import explain
from .sources import layer_path, raster_path, raster_paths, vector_path

if TYPE_CHECKING:
    from .algorithm import EngineAlgorithm

RASTER, ROIS, CLASS_FIELD, AREA = "RASTER", "ROIS", "CLASS_FIELD", "AREA"
MORE_RASTERS, MORE_ROIS, BAND_FILES, CLASSES = "MORE_RASTERS", "MORE_ROIS", "BAND_FILES", "CLASSES"
SOURCES = QgsProcessing.SourceType


def tr(text: str) -> str:
    """The text in the user's language."""
    return QCoreApplication.translate("DeepSegmentationWizard", text)


def main_inputs() -> list[QgsProcessingParameterDefinition]:
    """One raster, its ROIs, and the field of their classes."""
    polygons = [SOURCES.TypeVectorPolygon, SOURCES.TypeVectorLine, SOURCES.TypeVectorPoint]
    return [
        explain(
            QgsProcessingParameterRasterLayer(RASTER, tr("Raster")),
            tr("The georeferenced image: any number of bands, any data type."),
        ),
        explain(
            QgsProcessingParameterFeatureSource(ROIS, tr("ROIs"), polygons),
            tr("Polygons (or lines, points) that you drew around what you look for, in any CRS."),
        ),
        explain(
            QgsProcessingParameterField(CLASS_FIELD, tr("Class field"), None, ROIS, optional=True),
            tr("The field that names the class of each ROI. Left empty: all ROIs are one class."),
        ),
    ]


def area_input() -> QgsProcessingParameterDefinition:
    """Where anything was labelled at all."""
    made = QgsProcessingParameterFeatureSource(AREA, tr("Labelled area"), [SOURCES.TypeVectorPolygon], None, True)
    return explain(
        made, tr("Polygons that bound what was labelled; everything outside is ignored."), advanced=True
    )


def classes_input() -> QgsProcessingParameterDefinition:
    """Classes to rename, merge or leave out."""
    headers = [tr("Value of the class field"), tr("Name of the class (empty: left out)")]
    made = QgsProcessingParameterMatrix(CLASSES, tr("Classes to rename, merge or leave out"), 1, False, headers)
    made.setFlags(made.flags() | QgsProcessingParameterDefinition.Flag.FlagOptional)
    text = tr(
        "A row for each value that is to be called otherwise. Values with one name become one class; a value "
        "without a name is as if its ROIs had not been drawn. Other values stay what they are."
    )
    return explain(made, text, advanced=True)


def more_inputs() -> list[QgsProcessingParameterDefinition]:
    """Further rasters, files and rules, seldom used."""
    return [
        explain(
            QgsProcessingParameterMultipleLayers(
                MORE_RASTERS, tr("Further rasters"), SOURCES.TypeRaster, None, True
            ),
            tr("To learn from as well, with the same bands in the same order."),
            advanced=True,
        ),
        explain(
            QgsProcessingParameterMultipleLayers(
                MORE_ROIS, tr("ROIs of the further rasters"), SOURCES.TypeVectorAnyGeometry, None, True
            ),
            tr("One layer for each of them, in the same order, or one for all. Left empty: the ROIs above."),
            advanced=True,
        ),
        explain(
            QgsProcessingParameterMultipleLayers(
                BAND_FILES, tr("Files with further bands"), SOURCES.TypeRaster, None, True
            ),
            tr("Rasters of the same ground as the first one, whose bands come after its own, whatever their pixel "
               "sizes."),
            advanced=True,
        ),
        area_input(),
        classes_input(),
    ]  # fmt: skip


def input_places(
    algorithm: EngineAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback | None,
) -> dict[str, Any]:
    """What these parameters say, by their places in the settings."""
    places: dict[str, Any] = {}
    if field := algorithm.parameterAsString(parameters, CLASS_FIELD, context):
        places["inputs.class_field"] = field
    if rules := _class_rules(algorithm.parameterAsMatrix(parameters, CLASSES, context)):
        places["inputs.classes"] = rules
    if feedback is None:
        places["inputs.scenes"] = [{"raster": "", "rois": ""}]
    else:
        places["inputs.scenes"] = _scenes(algorithm, parameters, context, feedback)
    return places


def _scenes(
    algorithm: EngineAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> list[dict[str, Any]]:
    raster = raster_path(algorithm.parameterAsRasterLayer(parameters, RASTER, context))
    area = vector_path(algorithm, parameters, AREA, context, feedback)
    first: dict[str, Any] = {
        "raster": raster,
        "rois": vector_path(algorithm, parameters, ROIS, context, feedback),
        "area": area,
    }
    if given := algorithm.parameterAsLayerList(parameters, BAND_FILES, context):
        first["more"] = raster_paths(given)
    further = raster_paths(algorithm.parameterAsLayerList(parameters, MORE_RASTERS, context))
    layers = algorithm.parameterAsLayerList(parameters, MORE_ROIS, context)
    rois = [layer_path(layer, context, feedback) for layer in layers] or [first["rois"]]
    if len(rois) not in (1, len(further)):
        raise EngineError(
            tr("{} layers with ROIs are given for {} further rasters.").format(len(rois), len(further)),
            tr("Give one for each in the same order, or one for all."),
        )
    rois = rois * len(further) if len(rois) == 1 else rois
    return [first, *({"raster": r, "rois": v, "area": area} for r, v in zip(further, rois, strict=True))]


def _class_rules(cells: list[Any]) -> list[dict[str, Any]]:
    """Rules from the cells of the table, row by row; the last one may lack its name."""
    texts = ["" if cell is None or cell == NULL else str(cell).strip() for cell in (*cells, None)]
    return [
        {"value": value, "name": name, "use": bool(name)}
        for value, name in zip(texts[::2], texts[1::2])  # noqa: B905 - the added cell may be one too many
        if value
    ]
