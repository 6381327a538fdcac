"""Step 6 alone: the network learns."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext

from ..engine.run_folder import RunFolder
from .algorithm import Detail, figures
from .child import Outcome
from .learning_options import network_options
from .option_table import length_options
from .run_folders import Step


class Train(Step):
    """The engine's ``train``."""

    ID = "train"

    def title(self) -> str:
        """Name in the toolbox."""
        return self.tr("Step 5: Train the network")

    def about(self) -> str:
        """What it does."""
        return self.tr(
            "Trains a U-Net on the training chips, with a checkpoint after each epoch.\n"
            "Cancelled, it goes on from its last checkpoint when it is run again with the same settings. The next "
            "step is “Choose the model”."
        )

    def words(self) -> list[str]:
        """By which it is found, too."""
        return ["training", "learn", "epochs"]

    def details(self) -> list[Detail]:
        """The settings that it offers."""
        return [*length_options(), *network_options()]

    def more_results(self) -> list[tuple[str, str, str]]:
        """Outputs."""
        return [
            ("file", "HISTORY", self.tr("Figures of every epoch (CSV)")),
            ("number", "EPOCHS_DONE", self.tr("Epochs done")),
        ]

    def outputs(
        self, folder: RunFolder, outcome: Outcome, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        """History and number of epochs."""
        done = figures(outcome.steps.get(self.ID, {}), {"EPOCHS_DONE": "epochs"})
        return {"HISTORY": str(folder.history_file), **done}
