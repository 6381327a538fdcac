"""A model compared with ROIs that it has not seen."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFileDestination,
)

from ..i18n.numbers import localized
from . import option_table as table
from .algorithm import Detail, EngineAlgorithm, figures
from .child import Listener
from .inputs import area_input, classes_input, input_places, main_inputs
from .model_file import MODEL, model_parameter
from .options import assignments, explain

METRICS, PICTURE = "METRICS", "PICTURE"
_INPUTS = ("UNLABELLED", "OVERLAP", "ALL_TOUCHED", "LINE_WIDTH", "POINT_RADIUS")


class Evaluate(EngineAlgorithm):
    """The engine's ``evaluate``."""

    ID, GROUP = "evaluate", "models"

    def title(self) -> str:
        """Name in the toolbox."""
        return self.tr("Compare a model with ROIs")

    def about(self) -> str:
        """What it does."""
        return self.tr(
            "Maps a raster with a model and compares the map with ROIs, pixel by pixel: IoU, F1, accuracy.\n"
            "Use ROIs that the model was not trained with: only they tell how good it is elsewhere."
        )

    def words(self) -> list[str]:
        """By which it is found, too."""
        return ["evaluate", "accuracy", "iou", "f1", "confusion matrix", "validate"]

    def details(self) -> list[Detail]:
        """The settings that it offers."""
        inputs = [option for option in table.input_options("RASTER") if option.name in _INPUTS]
        return [
            table.threshold_option(), *inputs, area_input(), classes_input(), *table.prediction_options(),
            table.device_option(),
        ]  # fmt: skip

    def main_parameters(self) -> list[QgsProcessingParameterDefinition]:
        """Model, inputs, figures."""
        metrics = QgsProcessingParameterFileDestination(
            METRICS, self.tr("Figures"), self.tr("JSON files (*.json)")
        )
        picture = QgsProcessingParameterFileDestination(
            PICTURE, self.tr("Picture"), self.tr("PNG files (*.png)"), None, True, False
        )
        return [
            model_parameter(self, self.tr("The model to judge.")),
            *main_inputs(),
            explain(metrics, self.tr("IoU, F1, precision and recall of each class, and the confusion matrix.")),
            explain(picture, self.tr("Image, ROIs, probability and mask side by side.")),
        ]

    def results(self) -> list[tuple[str, str, str]]:
        """Outputs."""
        return [
            ("number", "IOU", self.tr("IoU")),
            ("number", "F1", self.tr("F1")),
            ("number", "ACCURACY", self.tr("Accuracy")),
            ("number", "PIXELS", self.tr("Pixels compared")),
        ]

    def places(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback | None
    ) -> dict[str, Any]:
        """Inputs."""
        return input_places(self, parameters, context, feedback)

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Compare."""
        metrics = self.output_path(parameters, METRICS, context)
        picture = self.output_path(parameters, PICTURE, context)
        arguments = ["evaluate", "--model", self.path(parameters, MODEL, context)]
        arguments += [*self._inputs(), "--output", metrics, *(["--picture", picture] if picture else [])]
        arguments += assignments(self.settings, ["training", "prediction", "mask"])
        outcome = self.run_child(arguments, Listener(feedback, {"predict": 1}))
        if outcome.cancelled:
            return {}
        names = {"IOU": "iou", "F1": "f1", "ACCURACY": "accuracy", "PIXELS": "pixels"}
        found = figures(outcome.finished, names)
        for name, value in found.items():
            feedback.pushInfo(f"{name}: {localized(f'{value:g}')}")
        return {METRICS: metrics, **({PICTURE: picture} if picture else {}), **found}

    def _inputs(self) -> list[str]:
        """The scene and its rules as the command line takes them."""
        inputs = self.settings.inputs
        scene = inputs.scenes[0]
        typed = ["--raster", scene.raster, "--rois", scene.rois, *(["--area", scene.area] if scene.area else [])]
        for rule in inputs.classes:
            typed.append(f"--class={rule.value}={rule.name}" if rule.use else f"--class=-{rule.value}")
        named: dict[str, Any] = {
            "class-field": inputs.class_field,
            "unlabelled": inputs.unlabelled,
            "overlap": inputs.overlap,
        }
        named |= {"line-width": inputs.line_width, "point-radius": inputs.point_radius}
        typed += [f"--{name}={value}" for name, value in named.items() if value is not None]
        return [*typed, *(["--all-touched"] if inputs.all_touched else [])]
