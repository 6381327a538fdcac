"""Whether there is room for a prediction on the disk and in memory, told before any work."""

from __future__ import annotations

from pathlib import Path

from .. import needs
from ..data.raster import Grid, Raster
from ..errors import EngineError
from ..events import Reporter
from ..network.model import ModelCard
from ..settings import MaskSettings
from .outputs import ROWS_AT_ONCE
from .part import Part
from .probabilities import Form
from .reading import LARGEST_CACHE, WindowPlan

_MUCH = 2**30
"""Bytes: maps that may take more are announced."""
_MASK_BYTES = 2.4
"""Of a pixel: its rows, then the copy with overviews."""
_NUMBER_BYTES = 4
"""Of a pixel: the number of its object, while outlines are drawn."""
_FEATURES = 5
"""Maps with as many channels as the first layer has that a window takes in the network: two sources side by side,
the sources themselves, and what is made of them."""
_HOLES = 1.2
"""What lies idle between the blocks of memory that are in use: measured, a fifth."""


def bytes_on_disk(grid: Grid, form: Form) -> int:
    """How much room probabilities and mask take at most, while they are made. Compression is not counted on."""
    return int(grid.width * grid.height * (form.pixel_bytes + _MASK_BYTES))


def bytes_of_mask(grid: Grid, rule: MaskSettings) -> int:
    """How much room a mask takes at most, while it is made from probabilities that are there."""
    cleaning = rule.smallest_object > 0 or rule.smallest_hole > 0
    return int(grid.width * grid.height * (_MASK_BYTES + cleaning + _NUMBER_BYTES * rule.polygons))


def require_disk(folder: Path, needed: int, reporter: Reporter, step: str) -> None:
    """Raises EngineError when the disk of ``folder`` has not so many bytes; announces large amounts."""
    free = needs.free_disk(folder)
    if free is not None and needed > free:
        raise EngineError(
            f"The maps may take {needs.gib(needed)}; the disk of {folder} has {needs.gib(free)} free.",
            "Choose a folder on another disk, map a part only, or store probabilities in 8 bits.",
        )
    if needed > _MUCH:
        left = "" if free is None else f"; {needs.gib(free)} are free"
        reporter.find("info", step, f"The maps may take {needs.gib(needed)}{left}.")


def require_memory(raster: Raster, part: Part, plan: WindowPlan, card: ModelCard, precision: int) -> None:
    """Raises EngineError when the rows of windows of this raster do not fit into memory. ``precision`` is how many
    bytes a number has in the network."""
    needed, free = bytes_in_memory(raster, part, plan, card, precision), needs.free_memory()
    if free is not None and needed > free:
        raise EngineError(
            f"Predicting {raster.path} takes about {needs.gib(needed)} of memory; {needs.gib(free)} are free.",
            "Close other programs, use a smaller window, or map a part of the raster at a time.",
        )


def bytes_in_memory(raster: Raster, part: Part, plan: WindowPlan, card: ModelCard, precision: int) -> int:
    """What a prediction holds besides the program itself: it depends on the width, not on the height."""
    width = plan.columns[-1] - plan.columns[0] + plan.window
    bands, channels = len(raster.band_numbers), 1 if len(card.classes) == 2 else len(card.classes)
    strips = 2 * width * plan.window * (bands * raster.dtype.itemsize + 2)  # what is read, and the one before
    sums = part.grid.width * plan.window * (8 * channels + 1)
    waiting = part.grid.width * ROWS_AT_ONCE * 4 * channels  # to be written
    of_a_pixel = 4 * (bands + 2 * channels) + _FEATURES * card.network.base_width * precision
    windows = (plan.workers + 1) * plan.batch * plan.window**2 * of_a_pixel
    return int((strips + sums + waiting + windows + LARGEST_CACHE) * _HOLES)
