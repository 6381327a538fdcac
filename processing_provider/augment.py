"""Step 4 alone: further versions of chips."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..engine.augmentation import EFFECTS, USUAL_PROBABILITY, USUAL_STRENGTH
from ..engine.run_folder import RunFolder
from .algorithm import Detail, EngineAlgorithm
from .child import Outcome
from .option_table import augmentation_options
from .options import explain
from .run_folders import Step

CHANGES, STRENGTH, PROBABILITY = "CHANGES", "CHANGE_STRENGTH", "CHANGE_PROBABILITY"
PLACE = "augmentation.changes"


def tr(text: str) -> str:
    """The text in the user's language."""
    return QCoreApplication.translate("DeepSegmentationWizard", text)


def change_inputs() -> list[QgsProcessingParameterDefinition]:
    """What else may happen to versions of chips."""
    kind = QgsProcessingParameterNumber.Type.Double
    return [
        explain(
            QgsProcessingParameterEnum(CHANGES, tr("Augmentation: changes"), EFFECTS, True, None, True, True),
            tr("What else may happen to a version: turned by any angle, scaled, shifted, bent; brighter or "
               "darker, with other contrast or midtones (gamma); blurred, grainy, with bands or patches missing."),
            advanced=True,
        ),
        explain(
            QgsProcessingParameterNumber(
                STRENGTH, tr("Augmentation: strength of changes"), kind, USUAL_STRENGTH, False, 0, 1
            ),
            tr("From 0, nothing, to 1, the strongest that makes sense. For one by one see “Other settings”."),
            advanced=True,
        ),
        explain(
            QgsProcessingParameterNumber(
                PROBABILITY, tr("Augmentation: probability of changes"), kind, USUAL_PROBABILITY, False, 0, 1
            ),
            tr("How often a version has each of them, from 0 to 1."),
            advanced=True,
        ),
    ]  # fmt: skip


def change_places(
    algorithm: EngineAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext
) -> dict[str, Any]:
    """What these parameters say."""
    strength = algorithm.parameterAsDouble(parameters, STRENGTH, context)
    probability = algorithm.parameterAsDouble(parameters, PROBABILITY, context)
    effects = filter(None, algorithm.parameterAsEnumStrings(parameters, CHANGES, context))
    return {PLACE: [{"effect": e, "strength": strength, "probability": probability} for e in effects]}


class Augment(Step):
    """The engine's ``augment``."""

    ID = "augment"

    def title(self) -> str:
        """Name in the toolbox."""
        return self.tr("Step 4: Augment chips")

    def about(self) -> str:
        """What it does."""
        return self.tr(
            "Makes further versions of the training chips: turned, mirrored, and on wish changed in other ways.\n"
            "So the network learns more from what was drawn. The next step is “Train the network”."
        )

    def words(self) -> list[str]:
        """By which it is found, too."""
        return ["augmentation", "rotate", "mirror"]

    def details(self) -> list[Detail]:
        """The settings that it offers."""
        return [*augmentation_options(), *change_inputs()]

    def more_results(self) -> list[tuple[str, str, str]]:
        """Outputs."""
        return [("number", "WRITTEN", self.tr("Versions written"))]

    def places(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback | None
    ) -> dict[str, Any]:
        """The changes."""
        return change_places(self, parameters, context)

    def outputs(
        self, folder: RunFolder, outcome: Outcome, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        """How many there are."""
        return {"WRITTEN": sum(outcome.steps.get(self.ID, {}).values())}
