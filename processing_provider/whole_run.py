"""The whole workflow, from raster and ROIs to the map, and going on with one that was stopped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterMultipleLayers,
)

from ..engine.run_folder import RunFolder
from ..engine.settings import RunSettings, read_settings
from . import option_table as table
from .algorithm import LOAD, Detail, EngineAlgorithm, figures
from .augment import change_inputs, change_places
from .child import SHARES, Listener, Outcome
from .inputs import RASTER, ROIS, input_places, main_inputs, more_inputs
from .learning_options import network_options
from .options import chosen, explain
from .results import MaskLook, load_later
from .run_folders import FOLDER, RUN, NewRun
from .select import test_figures
from .sources import raster_paths
from .split import split_inputs, split_places

PREDICT, SETTINGS = "PREDICT", "SETTINGS"


def settings_parameter(algorithm: EngineAlgorithm) -> QgsProcessingParameterDefinition:
    """A settings.json to start from."""
    made = QgsProcessingParameterFile(
        SETTINGS, algorithm.tr("Settings of another run"), extension="json", optional=True
    )
    text = algorithm.tr(
        "The settings.json of another run, of the wizard's too. It counts wherever a parameter here is left at "
        "its default; the rasters and ROIs are those given here."
    )
    return explain(made, text, advanced=True)


class FromScratch(NewRun):
    """What has all settings of a run: the run itself, and the check before it."""

    GROUP = "whole"

    def details(self) -> list[Detail]:
        """All settings."""
        return [
            *table.length_options(), *table.input_options(RASTER), *more_inputs(), *table.chip_options(),
            *table.split_options(), *split_inputs(ROIS), *table.augmentation_options(), *change_inputs(),
            *network_options(), *table.choice_options(), *table.mask_options(),
            *table.prediction_options(), table.seed_option(), settings_parameter(self),
        ]  # fmt: skip

    def base_settings(self, parameters: dict[str, Any], context: QgsProcessingContext) -> RunSettings:
        """Those of the file, if any."""
        file = self.parameterAsFile(parameters, SETTINGS, context)
        return read_settings(Path(file)) if file else RunSettings()

    def keeps_base(self, parameters: dict[str, Any]) -> bool:
        """With a file."""
        return bool(parameters.get(SETTINGS))

    def places(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback | None
    ) -> dict[str, Any]:
        """Inputs, layers and changes; those left empty give way to the file."""
        places = input_places(self, parameters, context, feedback)
        places |= split_places(self, parameters, context, feedback)
        places |= change_places(self, parameters, context)
        if self.keeps_base(parameters):
            method = chosen(table.split_options(), parameters, context, changed_only=True).get("split.method")
            if places["split.field"] is None and method is None:
                places = {place: value for place, value in places.items() if not place.startswith("split.")}
            if not places["augmentation.changes"]:
                del places["augmentation.changes"]
            length = chosen(table.length_options(), parameters, context, changed_only=True)
            if len(length) == 1:  # epochs make the file's minutes void, and the other way round
                places |= {"training.epochs": None, "training.minutes": None, **length}
        return places


def rounds_of(settings: RunSettings) -> int:
    """How many runs these settings stand for: one, or one for each fold."""
    return settings.split.folds or 1 if settings.split.fold is None else 1


def run_results(algorithm: EngineAlgorithm) -> list[tuple[str, str, str]]:
    """Outputs of a whole run beside its folder."""
    return [
        ("file", "MODEL", algorithm.tr("Model file")),
        ("raster", "MASK", algorithm.tr("Mask of the first raster")),
        ("layers", "MASKS", algorithm.tr("Masks")),
        ("layers", "PROBABILITIES", algorithm.tr("Probabilities")),
        ("file", "HISTORY", algorithm.tr("Figures of every epoch (CSV)")),
        ("folder", "REPORT", algorithm.tr("Pictures of maps and curves")),
        *test_figures(algorithm),
    ]


def run_outputs(
    algorithm: EngineAlgorithm,
    folder: RunFolder,
    outcome: Outcome,
    parameters: dict[str, Any],
    context: QgsProcessingContext,
) -> dict[str, Any]:
    """What came of a whole run, its masks loaded if wanted."""
    done = outcome.finished
    masks = done.get("masks", [])
    if algorithm.parameterAsBool(parameters, LOAD, context):
        for path in masks:
            load_later(context, path, Path(path).stem.removesuffix("_mask"), "MASKS", MaskLook)
    test = done.get("test") or done.get("mean") or {}  # of a cross-validation, the mean of its folds
    return {
        FOLDER: str(folder.path),
        "MASKS": masks,
        "PROBABILITIES": done.get("probabilities", []),
        **({"MASK": masks[0]} if masks else {}),
        **figures(done, {"MODEL": "model", "HISTORY": "history", "REPORT": "report"}),
        **figures(done, {"EPOCH": "epoch", "THRESHOLD_USED": "threshold"}),
        **figures(test, {"IOU": "iou", "F1": "f1", "ACCURACY": "accuracy"}),
    }


class WholeRun(FromScratch):
    """The engine's ``run``."""

    ID = "run"

    def title(self) -> str:
        """Name in the toolbox."""
        return self.tr("Train and map (whole workflow)")

    def about(self) -> str:
        """What it does."""
        return self.tr(
            "Learns from a raster and the ROIs drawn on it, and maps whole rasters: chips, training, choice of "
            "the model, prediction, mask.\nOnly the raster, the ROIs and how long to train matter; the defaults "
            "of all others work. Everything is kept in the run folder, which the wizard opens, too. A run that "
            "was stopped goes on with “Go on with a run”."
        )

    def words(self) -> list[str]:
        """By which it is found, too."""
        return ["train", "predict", "workflow"]

    def main_parameters(self) -> list[QgsProcessingParameterDefinition]:
        """Inputs, rasters to map, folder."""
        predict = QgsProcessingParameterMultipleLayers(
            PREDICT, self.tr("Rasters to map"), QgsProcessing.SourceType.TypeRaster, None, True
        )
        text = self.tr("With the same bands in the same order. Left empty: the rasters learnt from.")
        load = self.load_parameter(self.tr("Add the maps to the project"))
        return [*main_inputs(), explain(predict, text), self.folder_parameter(), load]

    def results(self) -> list[tuple[str, str, str]]:
        """Outputs."""
        return run_results(self)

    def places(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback | None
    ) -> dict[str, Any]:
        """What all say, and the rasters to map."""
        places = super().places(parameters, context, feedback)
        if feedback is not None and parameters.get(PREDICT):
            places["prediction.rasters"] = raster_paths(self.parameterAsLayerList(parameters, PREDICT, context))
        return places

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Run it."""
        listener = Listener(feedback, SHARES, rounds=rounds_of(self.settings))
        folder, outcome = self.run_in_new_folder(self.ID, parameters, context, listener)
        if outcome.cancelled:
            if folder.holds_a_run:
                feedback.pushInfo(
                    self.tr("What was finished is kept in {}: “Go on with a run” goes on with it.").format(
                        folder.path
                    )
                )
            return {}
        return run_outputs(self, folder, outcome, parameters, context)


class Resume(EngineAlgorithm):
    """The engine's ``run --resume``."""

    ID, GROUP = "resume", "whole"

    def title(self) -> str:
        """Name in the toolbox."""
        return self.tr("Go on with a run")

    def about(self) -> str:
        """What it does."""
        return self.tr(
            "Goes on with a run that was cancelled or broke off, from where it stopped, with its own settings.\n"
            "What is finished is kept. It may have been begun here, in the wizard, or in a terminal."
        )

    def main_parameters(self) -> list[QgsProcessingParameterDefinition]:
        """The folder."""
        behaviour = QgsProcessingParameterFile.Behavior.Folder
        folder = QgsProcessingParameterFile(RUN, self.tr("Run folder"), behaviour)
        text = self.tr("The folder of the run to go on with.")
        return [explain(folder, text), self.load_parameter(self.tr("Add the maps to the project"))]

    def results(self) -> list[tuple[str, str, str]]:
        """Outputs."""
        return [("folder", FOLDER, self.tr("Run folder")), *run_results(self)]

    def base_settings(self, parameters: dict[str, Any], context: QgsProcessingContext) -> RunSettings:
        """Those of the run; looked at early, so that a wrong folder is told at once."""
        return RunFolder(self.parameterAsString(parameters, RUN, context)).require_run()

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Go on."""
        folder = RunFolder(self.parameterAsString(parameters, RUN, context))
        arguments = ["run", "--resume", "--folder", str(folder.path)]
        outcome = self.run_child(arguments, Listener(feedback, SHARES, rounds=rounds_of(self.settings)))
        return {} if outcome.cancelled else run_outputs(self, folder, outcome, parameters, context)
