"""Step 2 alone: rasters and labels are clipped into chips."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsProcessingContext

from ..engine.run_folder import RunFolder
from .algorithm import LOAD, Detail, figures
from .child import Outcome
from .option_table import chip_options
from .results import ChipsLook, load_later
from .run_folders import Step, group_name


class Chips(Step):
    """The engine's ``chips``."""

    ID = "chips"

    def title(self) -> str:
        """Name in the toolbox."""
        return self.tr("Step 2: Clip chips")

    def about(self) -> str:
        """What it does."""
        return self.tr(
            "Clips raster and labels into small square pieces, the chips, to the last row and column.\n"
            "A layer shows where each chip lies, with the share of each class. The next step is “Divide chips”."
        )

    def details(self) -> list[Detail]:
        """The settings that it offers."""
        return [*chip_options(), self.load_parameter(self.tr("Add the chips' outlines to the project"))]

    def more_results(self) -> list[tuple[str, str, str]]:
        """Outputs."""
        return [
            ("vector", "INDEX", self.tr("Outlines of the chips")),
            ("number", "COUNT", self.tr("Number of chips")),
            ("number", "WINDOW_USED", self.tr("Edge of a chip in pixels")),
            ("number", "STRIDE_USED", self.tr("Pixels from chip to chip")),
        ]

    def outputs(
        self, folder: RunFolder, outcome: Outcome, parameters: dict[str, Any], context: QgsProcessingContext
    ) -> dict[str, Any]:
        """Index and numbers."""
        index = folder.chips / "index.gpkg"
        if self.parameterAsBool(parameters, LOAD, context):
            name = self.tr("Chips of {}").format(group_name(folder))
            load_later(context, str(index), name, "INDEX", ChipsLook, is_raster=False)
        names = {"COUNT": "count", "WINDOW_USED": "window", "STRIDE_USED": "stride"}
        return {"INDEX": str(index), **figures(outcome.steps.get(self.ID, {}), names)}
