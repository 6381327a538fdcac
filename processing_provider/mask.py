"""Step 9: masks from probabilities, of a run or of one raster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterRasterDestination,
    QgsProcessingParameterRasterLayer,
)

from ..engine.run_folder import RunFolder
from ..engine.typed_values import absolute_path
from . import option_table as table
from .algorithm import LOAD, Detail, EngineAlgorithm
from .child import Listener, Outcome
from .model_file import MODEL, model_parameter
from .options import assignments, explain
from .results import MaskLook, load_later, look_later
from .run_folders import Step
from .sources import raster_path


class Mask(Step):
    """The engine's ``mask --folder``."""

    ID = "mask"

    @property
    def shares(self) -> dict[str, float]:
        """It predicts first, where that has not been done."""
        return {"predict": 4, "mask": 1}

    def title(self) -> str:
        """Name in the toolbox."""
        return self.tr("Step 7: Map the run's rasters")

    def about(self) -> str:
        """What it does."""
        return self.tr(
            "Maps the rasters of the run with its model: a probability raster and a mask for each.\n"
            "Run again with another threshold it takes seconds, because the probabilities are kept."
        )

    def words(self) -> list[str]:
        """By which it is found, too."""
        return ["predict", "threshold"]

    def details(self) -> list[Detail]:
        """The settings that it offers."""
        return [
            *table.mask_options(), *table.prediction_options(), table.device_option(),
            self.load_parameter(self.tr("Add the maps to the project")),
        ]  # fmt: skip

    def more_results(self) -> list[tuple[str, str, str]]:
        """Outputs."""
        return [
            ("raster", "MASK", self.tr("Mask of the first raster")),
            ("layers", "MASKS", self.tr("Masks")),
        ]

    def outputs(
        self, folder: RunFolder, outcome: Outcome, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        """The masks."""
        masks = outcome.finished.get("masks", [])
        if self.parameterAsBool(parameters, LOAD, context):
            for path in masks:
                load_later(context, path, Path(path).stem.removesuffix("_mask"), "MASKS", MaskLook)
        return {"MASKS": masks, **({"MASK": masks[0]} if masks else {})}


class MaskFromProbability(EngineAlgorithm):
    """The engine's ``mask --probability``."""

    ID, GROUP = "mask_from_probability", "models"

    def title(self) -> str:
        """Name in the toolbox."""
        return self.tr("Make a mask from probabilities")

    def about(self) -> str:
        """What it does."""
        return self.tr(
            "Another mask, with another threshold, from the probability raster of an earlier prediction.\n"
            "It takes seconds, because the network has nothing to do."
        )

    def words(self) -> list[str]:
        """By which it is found, too."""
        return ["threshold"]

    def details(self) -> list[Detail]:
        """The settings that it offers."""
        return table.mask_options()

    def main_parameters(self) -> list[QgsProcessingParameterDefinition]:
        """Probability, model, mask."""
        return [
            explain(
                QgsProcessingParameterRasterLayer("PROBABILITY", self.tr("Probability raster")),
                self.tr("As “Map rasters with a model” or a run has made it."),
            ),
            model_parameter(self, self.tr("The model that made it.")),
            explain(
                QgsProcessingParameterRasterDestination("OUTPUT", self.tr("Mask")),
                self.tr("A GeoTIFF with class codes, colours and names; 255 where nothing is known."),
            ),
        ]

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Make it."""
        output = absolute_path(self.parameterAsOutputLayer(parameters, "OUTPUT", context))
        arguments = ["mask", "--model", self.path(parameters, MODEL, context)]
        arguments += [
            "--probability",
            raster_path(self.parameterAsRasterLayer(parameters, "PROBABILITY", context)),
        ]
        arguments += ["--output", output, *assignments(self.settings, ["mask"])]
        outcome = self.run_child(arguments, Listener(feedback, {"mask": 1}))
        if outcome.cancelled:
            return {}
        look_later(context, output, MaskLook)
        return {"OUTPUT": outcome.finished["mask"]}
