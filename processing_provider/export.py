"""A model as an ONNX file, for the plugin Deepness."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFileDestination,
)

from . import option_table as table
from .algorithm import Detail, EngineAlgorithm
from .child import Listener
from .model_file import MODEL, model_parameter
from .options import explain

OUTPUT, OVERWRITE = "OUTPUT", "OVERWRITE"
_TILES = ("MAP_WINDOW", "MAP_STRIDE")


class Export(EngineAlgorithm):
    """The engine's ``export``."""

    ID, GROUP = "export", "models"

    def title(self) -> str:
        """Name in the toolbox."""
        return self.tr("Export a model for Deepness (ONNX)")

    def about(self) -> str:
        """What it does."""
        return self.tr(
            "Writes a model into an ONNX file, with all that the plugin Deepness asks for: names of the classes, "
            "resolution, tiles, threshold.\n"
            "Other programs that run ONNX can use it, too: they give the values of the bands divided by 255, and "
            "get probabilities. The log tells what Deepness cannot do."
        )

    def words(self) -> list[str]:
        """By which it is found, too."""
        return ["onnx", "deepness", "export"]

    def details(self) -> list[Detail]:
        """The settings that it offers."""
        tiles = [option for option in table.prediction_options() if option.name in _TILES]
        return [table.threshold_option(), *tiles]

    def main_parameters(self) -> list[QgsProcessingParameterDefinition]:
        """Model and file."""
        output = QgsProcessingParameterFileDestination(
            OUTPUT, self.tr("ONNX file"), self.tr("ONNX files (*.onnx)")
        )
        return [
            model_parameter(self, self.tr("The model.safetensors of a run, or of a colleague.")),
            explain(output, self.tr("The file to write. One that is there already stays, unless it is replaced.")),
            explain(
                QgsProcessingParameterBoolean(OVERWRITE, self.tr("Replace that file"), False),
                self.tr("Writes it anew where it is there already."),
                advanced=True,
            ),
        ]

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Write it."""
        output = self.output_path(parameters, OUTPUT, context)
        arguments = ["export", "--model", self.path(parameters, MODEL, context), "--output", output]
        tiles, mask = self.settings.prediction, self.settings.mask
        values = {"window": tiles.window, "stride": tiles.stride, "threshold": mask.threshold}
        arguments += [f"--{name}={value}" for name, value in values.items() if value is not None]
        if self.parameterAsBool(parameters, OVERWRITE, context):
            arguments.append("--overwrite")
        outcome = self.run_child(arguments, Listener(feedback, {"export": 1}))
        return {} if outcome.cancelled else {OUTPUT: outcome.finished["onnx"]}
