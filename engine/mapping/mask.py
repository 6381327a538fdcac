"""Step 9: from probabilities to a solid mask of class codes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ..data.classes import IGNORED
from ..errors import EngineError
from ..events import Reporter
from ..network.model import ModelCard
from ..settings import MaskSettings
from .ahead import ahead
from .cleaning import PlaceFile, clean, passes
from .ground_areas import ClassAreas, PixelAreas, is_area_table
from .outputs import MaskWriter
from .polygons import is_own_polygons, write_polygons
from .probabilities import ProbabilityRaster
from .reading import limit_cache
from .room import bytes_of_mask, require_disk
from .style import write_style

STEP = "mask"
_ROWS = 256


@dataclass(frozen=True)
class MadeMask:
    """The files of step 9."""

    mask: Path
    areas: Path
    """The area of each class, a CSV."""
    table: list[dict[str, object]]
    """What it holds."""
    polygons: Path | None = None

    def outputs(self) -> dict[str, str]:
        """Paths by name."""
        found = {"mask": self.mask, "areas": self.areas, "polygons": self.polygons}
        return {name: str(path) for name, path in found.items() if path is not None}


def rule_in_force(card: ModelCard, asked: MaskSettings) -> MaskSettings:
    """What is asked for, with the model's own threshold where none is given.

    Raises EngineError when something is asked for that could do nothing.
    """
    if len(card.classes) == 2 and asked.least_probability > 0:
        raise EngineError(
            "A least probability is for more than two classes, but the model has 2.",
            "Leave it out, and give a threshold instead.",
        )
    return replace(asked, threshold=threshold_in_force(card, asked.threshold))


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


def require_own(mask: Path, rule: MaskSettings) -> None:
    """Raises EngineError when a file beside the mask that would be overwritten was not written here."""
    checks = [(beside(mask, "areas.csv"), is_area_table)]
    if rule.polygons:
        checks.append((beside(mask, "polygons.gpkg"), is_own_polygons))
    for path, is_own in checks:
        if path.exists() and not is_own(path):
            raise EngineError(
                f"{path} exists and was not written by Deep Segmentation Wizard.",
                "Choose another name for the mask, or move that file away.",
            )


def write_mask(
    probability: Path, output: Path, card: ModelCard, rule: MaskSettings, reporter: Reporter
) -> MadeMask:
    """Turn a probability raster into a mask, strip by strip, and clean it as ``rule`` says."""
    with ProbabilityRaster(probability, card.classes) as source:
        grid = source.grid
        require_disk(output.parent, bytes_of_mask(grid, rule), Reporter(), STEP)
        limit_cache(2 * _ROWS * grid.width * (source.pixel_bytes + 1))
        areas = PixelAreas(grid)
        by_class = ClassAreas(areas, card.classes)
        cleaning = passes(rule)
        meter = reporter.meter(STEP, grid.height * (1 + cleaning + (cleaning > 0)), "rows")

        def places(row: int, rows: int) -> np.ndarray:
            judged = source.judge(row, rows, rule.threshold)
            known = judged.valid
            if rule.least_probability > 0:
                known = known & (judged.probability >= np.float32(rule.least_probability))
            return np.where(known, judged.places, np.uint8(IGNORED))

        with ExitStack() as stack:
            writer = stack.enter_context(MaskWriter(output, grid, card.classes, reporter))
            read: Callable[[int, int], np.ndarray] = places
            if cleaning:
                file = stack.enter_context(PlaceFile(output.with_name(f".{output.name}.places"), grid))
                for row in range(0, grid.height, _ROWS):
                    rows = min(_ROWS, grid.height - row)
                    file.write(row, places(row, rows))
                    meter.advance(rows)
                clean(file, areas, card.classes, rule, meter.advance)
                read = file.read
            strips = (read(row, min(_ROWS, grid.height - row)) for row in range(0, grid.height, _ROWS))
            for strip in stack.enter_context(ahead(strips, 1)):
                writer.add(strip)
                by_class.add(strip)
                meter.advance(len(strip))
        mask = writer.written
        by_class.write(beside(mask, "areas.csv"))
        write_style(mask, card.classes)
        polygons = None
        if rule.polygons:
            wanted = beside(mask, "polygons.gpkg")
            polygons = write_polygons(mask, source, wanted, card.classes, rule, areas, reporter)
    return MadeMask(mask, beside(mask, "areas.csv"), by_class.table(), polygons)


def beside(mask: Path, ending: str) -> Path:
    """The name of what belongs to a mask."""
    return mask.with_name(f"{mask.stem.removesuffix('_mask')}_{ending}")
