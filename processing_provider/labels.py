"""Step 1 alone: ROIs become label rasters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterDefinition

from ..engine.files import read_json
from ..engine.run_folder import RunFolder
from ..engine.settings import RunSettings
from .algorithm import LOAD, Detail
from .child import Listener
from .inputs import RASTER, input_places, main_inputs, more_inputs
from .option_table import input_options, seed_option
from .results import MaskLook, load_later
from .run_folders import FOLDER, NewRun


class Labels(NewRun):
    """The engine's ``labels``."""

    ID, GROUP = "labels", "steps"

    def title(self) -> str:
        """Name in the toolbox."""
        return self.tr("Step 1: Burn ROIs into labels")

    def about(self) -> str:
        """What it does."""
        return self.tr(
            "Begins a run: burns the ROIs onto the raster's own grid.\nLabel rasters hold 0 for background, 1 and "
            "up for classes, and 255 where nothing is known. The next step is “Clip chips”, in the same folder."
        )

    def words(self) -> list[str]:
        """By which it is found, too."""
        return ["rasterize", "burn", "polygons"]

    def details(self) -> list[Detail]:
        """The settings that it offers."""
        return [*input_options(RASTER), *more_inputs(), seed_option()]

    def main_parameters(self) -> list[QgsProcessingParameterDefinition]:
        """Inputs and folder."""
        return [
            *main_inputs(),
            self.folder_parameter(),
            self.load_parameter(self.tr("Add the labels to the project")),
        ]

    def results(self) -> list[tuple[str, str, str]]:
        """Outputs."""
        return [
            ("layers", "LABELS", self.tr("Label rasters")),
            ("number", "CLASSES", self.tr("Number of classes, with background")),
        ]

    def base_settings(self, parameters: dict[str, Any], context: QgsProcessingContext) -> RunSettings:
        """Those of the run, when the folder holds one already."""
        folder = RunFolder(self.output_path(parameters, FOLDER, context))
        return folder.require_run() if folder.holds_a_run else RunSettings()

    def places(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback | None
    ) -> dict[str, Any]:
        """Inputs."""
        return input_places(self, parameters, context, feedback)

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Burn them."""
        folder, outcome = self.run_in_new_folder(self.ID, parameters, context, Listener(feedback, {self.ID: 1}))
        if outcome.cancelled:
            return {}
        record = read_json(folder.record_file(self.ID)) or {}
        labels = [str(folder.path / scene["label"]) for scene in record.get("scenes", [])]
        if self.parameterAsBool(parameters, LOAD, context):
            for path in labels:
                load_later(context, path, self.tr("Labels of {}").format(Path(path).stem), "LABELS", MaskLook)
        for number, name in outcome.steps.get(self.ID, {}).get("classes", {}).items():
            feedback.pushInfo(self.tr("Class {}: {}").format(number, name))
        return {FOLDER: str(folder.path), "LABELS": labels, "CLASSES": len(record.get("classes", []))}
