"""Step 7 alone: the best checkpoint becomes the model."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext

from ..engine.run_folder import RunFolder
from .algorithm import Detail, figures
from .child import Outcome
from .option_table import checkpoint_option, choice_options
from .run_folders import Step

NAMES = {
    "EPOCH": "epoch", "THRESHOLD_USED": "threshold",
    "IOU": "test_iou", "F1": "test_f1", "ACCURACY": "test_accuracy",
}  # fmt: skip


class Select(Step):
    """The engine's ``select``."""

    ID = "select"

    def title(self) -> str:
        """Name in the toolbox."""
        return self.tr("Step 6: Choose the model")

    def about(self) -> str:
        """What it does."""
        return self.tr(
            "Judges every kept checkpoint on the testing chips and makes the best one the model, in one file.\n"
            "The model file has all that is needed to map rasters with it, here or elsewhere."
        )

    def words(self) -> list[str]:
        """By which it is found, too."""
        return ["selection", "checkpoint", "iou", "accuracy"]

    def details(self) -> list[Detail]:
        """The settings that it offers."""
        return [*choice_options(), checkpoint_option()]

    def more_results(self) -> list[tuple[str, str, str]]:
        """Outputs."""
        return [
            ("file", "MODEL", self.tr("Model file")),
            ("file", "METRICS", self.tr("Figures of every checkpoint (JSON)")),
            *test_figures(self),
        ]

    def outputs(
        self, folder: RunFolder, outcome: Outcome, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        """Model and figures."""
        files = {"MODEL": str(folder.model_file), "METRICS": str(folder.selection_file)}
        return {**files, **figures(outcome.steps.get(self.ID, {}), NAMES)}


def test_figures(algorithm: Any) -> list[tuple[str, str, str]]:
    """Outputs that tell how good a run's model is."""
    return [
        ("number", "EPOCH", algorithm.tr("Epoch of the model")),
        ("number", "THRESHOLD_USED", algorithm.tr("Threshold of the model")),
        ("number", "IOU", algorithm.tr("IoU on the testing chips")),
        ("number", "F1", algorithm.tr("F1 on the testing chips")),
        ("number", "ACCURACY", algorithm.tr("Accuracy on the testing chips")),
    ]
