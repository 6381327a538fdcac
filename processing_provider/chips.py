"""Step 2 alone: rasters and labels are clipped into chips."""

from __future__ import annotations

from .algorithm import Detail
from .option_table import chip_options
from .run_folders import ChipStep


class Chips(ChipStep):
    """The engine's ``chips``."""

    ID = "chips"
    NUMBERS = {"COUNT": "count", "WINDOW_USED": "window", "STRIDE_USED": "stride"}

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
        return [*chip_options(), self.load_outlines()]

    def more_results(self) -> list[tuple[str, str, str]]:
        """Outputs."""
        return [
            ("vector", "INDEX", self.tr("Outlines of the chips")),
            ("number", "COUNT", self.tr("Number of chips")),
            ("number", "WINDOW_USED", self.tr("Edge of a chip in pixels")),
            ("number", "STRIDE_USED", self.tr("Pixels from chip to chip")),
        ]
