"""Algorithms that work in a run folder: the step that begins one, and those that go on in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingUtils,
)

from ..engine.run_folder import RunFolder
from ..engine.settings import RunSettings
from .algorithm import LOAD, EngineAlgorithm, figures
from .child import Listener, Outcome
from .options import explain
from .results import ChipsLook, load_later
from .sources import Kept

RUN, FOLDER = "RUN", "FOLDER"


class NewRun(EngineAlgorithm):
    """Begins a run in a folder of its own."""

    def folder_parameter(self) -> QgsProcessingParameterDefinition:
        """Where the run goes."""
        text = self.tr(
            "A new or empty folder. Everything that is made is kept there; the wizard opens it as well, and the "
            "steps go on in it."
        )
        return explain(QgsProcessingParameterFolderDestination(FOLDER, self.tr("Run folder")), text)

    def run_in_new_folder(
        self, command: str, parameters: dict[str, Any], context: QgsProcessingContext, listener: Listener
    ) -> tuple[RunFolder, Outcome]:
        """Run the engine in the folder of the parameters. What it refuses leaves nothing behind."""
        folder = RunFolder(self.output_path(parameters, FOLDER, context))
        kept = Kept(folder.path)
        try:
            self.settings = kept.settings(self.settings, QgsProcessingUtils.tempFolder(context))
            return folder, self.run_with_settings([command, "--folder", str(folder.path)], listener)
        finally:
            if not folder.holds_a_run:
                kept.forget()


class Step(EngineAlgorithm):
    """One step in a run folder, from what the steps before have left there."""

    GROUP = "steps"

    @property
    def shares(self) -> dict[str, float]:
        """Of the engine's steps in the time that it takes."""
        return {self.ID: 1}

    def main_parameters(self) -> list[QgsProcessingParameterDefinition]:
        """The folder."""
        text = self.tr("The folder of a run, in which the steps before this one have been done.")
        behaviour = QgsProcessingParameterFile.Behavior.Folder
        return [explain(QgsProcessingParameterFile(RUN, self.tr("Run folder"), behaviour), text)]

    def results(self) -> list[tuple[str, str, str]]:
        """The folder again, for the next step."""
        return [("folder", FOLDER, self.tr("Run folder")), *self.more_results()]

    def more_results(self) -> list[tuple[str, str, str]]:
        """Outputs beside the folder, as in ``results``."""
        return []

    def base_settings(self, parameters: dict[str, Any], context: QgsProcessingContext) -> RunSettings:
        """Those of the run."""
        return self.folder(parameters, context).require_run()

    def folder(self, parameters: dict[str, Any], context: QgsProcessingContext) -> RunFolder:
        """The run."""
        return RunFolder(self.parameterAsString(parameters, RUN, context))

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Do the step that the algorithm is named after."""
        folder = self.folder(parameters, context)
        listener = Listener(feedback, self.shares)
        outcome = self.run_with_settings([self.ID, "--folder", str(folder.path)], listener)
        if outcome.cancelled:
            return {}
        return {FOLDER: str(folder.path), **self.outputs(folder, outcome, parameters, context)}

    def outputs(
        self, folder: RunFolder, outcome: Outcome, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        """What came of it, beside the folder."""
        return {}


class ChipStep(Step):
    """A step that leaves the chips' outlines as a layer."""

    NUMBERS: ClassVar[dict[str, str]] = {}
    """Outputs that are figures of the step, with the names that it gives them."""

    def load_outlines(self) -> QgsProcessingParameterDefinition:
        """Whether to add that layer."""
        return self.load_parameter(self.tr("Add the chips' outlines to the project"))

    def outputs(
        self, folder: RunFolder, outcome: Outcome, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        """The outlines and numbers."""
        index = folder.chips / "index.gpkg"
        if self.parameterAsBool(parameters, LOAD, context):
            name = self.tr("Chips of {}").format(group_name(folder))
            load_later(context, str(index), name, "INDEX", ChipsLook, is_raster=False)
        return {"INDEX": str(index), **figures(outcome.steps.get(self.ID, {}), self.NUMBERS)}


def group_name(folder: RunFolder) -> str:
    """What layers of a run are called by."""
    return Path(folder.path).name
