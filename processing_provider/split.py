"""Step 3 alone: chips are divided into training, validation and testing."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication

from .algorithm import Detail, EngineAlgorithm
from .option_table import split_options
from .options import explain
from .run_folders import ChipStep
from .sources import vector_path

SPLIT_LAYER, SET_FIELD, GROUP_FIELD, METHOD = "SPLIT_LAYER", "SET_FIELD", "GROUP_FIELD", "SPLIT_METHOD"


def tr(text: str) -> str:
    """The text in the user's language."""
    return QCoreApplication.translate("DeepSegmentationWizard", text)


def split_inputs(rois: str = "") -> list[QgsProcessingParameterDefinition]:
    """Layer and fields that may divide the chips; ``rois`` is the parameter that gives the ROI layer, if any."""
    polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
    label = tr("Split: field that groups ROIs")
    group = (
        QgsProcessingParameterField(GROUP_FIELD, label, None, rois, optional=True)
        if rois
        else QgsProcessingParameterString(GROUP_FIELD, label, None, False, True)
    )
    return [
        explain(
            QgsProcessingParameterFeatureSource(
                SPLIT_LAYER, tr("Split: polygons around the sets"), polygons, None, True
            ),
            tr("Chips that lie wholly within a polygon go into its set. Chosen, it divides the chips ('layer')."),
            advanced=True,
        ),
        explain(
            QgsProcessingParameterField(
                SET_FIELD, tr("Split: field that names the set"), None, SPLIT_LAYER, optional=True
            ),
            tr("Of that layer; its values are train, validation or test."),
            advanced=True,
        ),
        explain(
            group,
            tr("A field of the ROI layer, such as the plot: ROIs of one group stay together, with the ground "
               "around them. Chosen, it divides the chips ('field')."),
            advanced=True,
        ),
    ]  # fmt: skip


def split_places(
    algorithm: EngineAlgorithm,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback | None,
) -> dict[str, Any]:
    """What these parameters say; a layer or a field tells the method."""
    method = algorithm.parameterAsEnumString(parameters, METHOD, context)
    group = algorithm.parameterAsString(parameters, GROUP_FIELD, context)
    places: dict[str, Any] = {"split.layer": None, "split.field": None}
    if parameters.get(SPLIT_LAYER):
        layer = "layer" if feedback is None else vector_path(algorithm, parameters, SPLIT_LAYER, context, feedback)
        field = algorithm.parameterAsString(parameters, SET_FIELD, context)
        places = {"split.layer": layer, "split.field": field or None}
        method = "layer" if method == "area" else method
    elif group:
        places["split.field"] = group
        method = "field" if method == "area" else method
    return {**places, "split.method": method}


class Split(ChipStep):
    """The engine's ``split``."""

    ID = "split"
    NUMBERS = {"TRAIN_COUNT": "train", "VALIDATION_COUNT": "validation", "TEST_COUNT": "test"}

    def title(self) -> str:
        """Name in the toolbox."""
        return self.tr("Step 3: Divide chips")

    def about(self) -> str:
        """What it does."""
        return self.tr(
            "Divides the chips into those to learn from, those to judge progress by, and those kept for testing.\n"
            "By default they lie in separate regions that share no pixel, so that the figures do not flatter. The "
            "next step is “Augment chips”."
        )

    def words(self) -> list[str]:
        """By which it is found, too."""
        return ["train", "validation", "test", "cross-validation", "folds"]

    def details(self) -> list[Detail]:
        """The settings that it offers."""
        return [*split_options(), *split_inputs(), self.load_outlines()]

    def more_results(self) -> list[tuple[str, str, str]]:
        """Outputs."""
        return [
            ("vector", "INDEX", self.tr("Outlines of the chips, by set")),
            ("number", "TRAIN_COUNT", self.tr("Training chips")),
            ("number", "VALIDATION_COUNT", self.tr("Validation chips")),
            ("number", "TEST_COUNT", self.tr("Testing chips")),
        ]

    def places(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback | None
    ) -> dict[str, Any]:
        """Layer and fields."""
        return split_places(self, parameters, context, feedback)
