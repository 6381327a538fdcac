"""Step 9: from probabilities to a solid mask of class codes."""

from __future__ import annotations

from pathlib import Path

from ..errors import EngineError
from ..events import Reporter
from ..network.model import ModelCard
from .outputs import MaskWriter
from .probabilities import ProbabilityRaster

STEP = "mask"
_ROWS = 256


def threshold_in_force(card: ModelCard, asked: float | None) -> float | None:
    """The threshold asked for, else the model's own; None with more than two classes.

    Raises EngineError when one is asked for that could do nothing.
    """
    if len(card.classes) != 2:
        if asked is not None:
            raise EngineError(
                f"A threshold decides between two classes, but the model has {len(card.classes)}.",
                "Leave the threshold out; the class with the highest probability wins.",
            )
        return None
    return card.threshold if asked is None else asked


def write_mask(
    probability: Path, output: Path, card: ModelCard, threshold: float | None, reporter: Reporter
) -> Path:
    """Turn a probability raster into a mask, block of rows by block of rows; returns the mask's path."""
    with ProbabilityRaster(probability, card.classes) as source:
        grid = source.grid
        meter = reporter.meter(STEP, grid.height, "rows")
        with MaskWriter(output, grid, card.classes, reporter) as writer:
            for row in range(0, grid.height, _ROWS):
                height = min(_ROWS, grid.height - row)
                judged = source.judge(row, height, threshold)
                writer.add(judged.places, judged.valid)
                meter.advance(height)
    return writer.written
