"""The classes of a run: their codes in rasters, their names, their colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

IGNORED = 255
"""Value of label and mask pixels about which nothing is known."""
LARGEST_CODE = 250

_BACKGROUND_COLOUR = "#dcdcdc"
# Okabe and Ito's colours, told apart with every kind of colour vision, then further hues for long legends.
_COLOURS = (
    "#d55e00", "#0072b2", "#009e73", "#e69f00", "#cc79a7", "#56b4e9", "#f0e442", "#8c564b",
    "#7f3c8d", "#11a579", "#3969ac", "#f2b701", "#e73f74", "#80ba5a", "#e68310", "#008695",
)  # fmt: skip


@dataclass(frozen=True)
class LandClass:
    """One class: ``code`` is its value in label rasters and masks (0 is background), ``colour`` is #rrggbb."""

    code: int
    name: str
    colour: str

    @property
    def rgb(self) -> tuple[int, int, int]:
        """Red, green and blue, 0–255."""
        return (int(self.colour[1:3], 16), int(self.colour[3:5], 16), int(self.colour[5:7], 16))


def background() -> LandClass:
    """The class of everything outside the ROIs."""
    return LandClass(0, "background", _BACKGROUND_COLOUR)


def make_classes(names: dict[int, str]) -> tuple[LandClass, ...]:
    """Classes in the order of their codes, each with a colour of its own as far as they reach."""
    return tuple(
        background() if code == 0 else LandClass(code, names[code], _COLOURS[number % len(_COLOURS)])
        for number, code in enumerate(sorted(names), start=-1 if 0 in names else 0)
    )


def index_of_codes(classes: Sequence[LandClass]) -> np.ndarray:
    """Table (256,) uint8 from a code to the class's place in ``classes``; 255 for every other value."""
    table = np.full(256, IGNORED, np.uint8)
    for index, item in enumerate(classes):
        table[item.code] = index
    return table


def roi_indices(classes: Sequence[LandClass]) -> list[int]:
    """Places of the classes that were drawn, that is, all but the background."""
    return [index for index, item in enumerate(classes) if item.code != 0]
