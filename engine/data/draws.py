"""What chance decides about a version of a chip, and nothing else: no pixel is touched here.

Version ``number`` (from 1) of a chip depends on the seed, the chip's name, its number and the settings alone. So
it is the same whether it is written to the disk or made in mid-training, in whatever order, and after a resume.

For a strength ``s`` (0–1) and a draw ``u``, even between -1 and 1, the effects are, with W the width of the chip
and σ the deviation of a band over the training set:

rotate        about the middle by 180°·s·u
scale         by 2^(s·u), so half and double are equally likely
shift         by W/2·s·u, and the same with a draw of its own along the other side
elastic       shifts drawn from N(0, W/40·s) on a coarse grid of 5×5, cut at two deviations so that nothing
              folds, and cubic between them, as for the first U-Net (Ronneberger, Fischer and Brox 2015)
brightness    plus σ·s·u
contrast      times 2^(s·u) around the mean of the band
gamma         power 2^(s·u) between mean - 2σ and mean + 2σ, both of which stay; beyond nothing changes
blur          Gauss with 3·s·|u| pixels
noise         Gauss with σ/2·s·|u|, for each pixel and band alone
band_dropout  1 to s·bands/2 bands, never all, become their mean
cut_out       a rectangle of sides between W/4·s and W/2·s becomes the mean (DeVries and Taylor 2017)
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..augmentation import EFFECTS, AugmentationSettings, Effect, Technique


@dataclass(frozen=True)
class Draw:
    """One version of a chip. The defaults leave it as it is."""

    turn: Technique | None = None
    angle: float = 0.0
    """Degrees, counter-clockwise."""
    zoom: float = 1.0
    """Above 1: things become larger."""
    shift: tuple[float, float] = (0.0, 0.0)
    """To the right and down, in widths and heights of the chip."""
    elastic: float = 0.0
    """Share of the strongest."""
    brightness: float = 0.0
    """Deviations of the band."""
    contrast: float = 1.0
    gamma: float = 1.0
    blur: float = 0.0
    """Pixels."""
    noise: float = 0.0
    """Deviations of the band."""
    dropped: tuple[int, ...] = ()
    """Bands that are lost, from 0."""
    cut_out: tuple[float, float, float, float] | None = None
    """Left, top, width and height, in widths and heights of the chip."""
    seed: int = 0
    """Start of the fields of noise and shifts."""

    @property
    def is_exact(self) -> bool:
        """Whether it only turns and mirrors, so that every pixel keeps its value."""
        return replace(self, turn=None, seed=0) == Draw()

    @property
    def moves(self) -> bool:
        """Whether pixels come to lie between pixels."""
        return (self.angle, self.zoom, self.shift, self.elastic) != (0.0, 1.0, (0.0, 0.0), 0.0)


class Draws:
    """The versions of all chips of a run, for rasters with so many bands."""

    def __init__(self, settings: AugmentationSettings, seed: int, bands: int) -> None:
        self.settings, self.seed, self.bands = settings, seed, bands
        chosen = {change.effect: change for change in settings.changes}
        # The order in which the settings name them decides nothing.
        self._changes = [chosen[effect] for effect in EFFECTS if effect in chosen]
        self._turns: dict[str, tuple[Technique, ...]] = {}

    def draw(self, chip: str, number: int) -> Draw:
        """Version ``number`` of the chip of this name; turns come in an order of the chip's own, each as often.

        The same for a chip in whatever format its file is.
        """
        chip = chip.rpartition(".")[0] or chip
        turns = self._turns.get(chip)
        if turns is None:
            turns = self._turns[chip] = self._shuffled(chip)
        turn = turns[(number - 1) % len(turns)] if turns else None
        if not self._changes:
            return Draw(turn)
        rng = self._generator(chip, number)
        values: dict[str, Any] = {}
        for change in self._changes:
            happens, u = rng.random() < change.probability, rng.uniform(-1, 1)
            drawn = _EFFECTS[change.effect](change.strength, u, rng, self.bands)
            if happens:
                values |= drawn
        return Draw(turn, seed=int(rng.integers(2**32)), **values)

    def _shuffled(self, chip: str) -> tuple[Technique, ...]:
        turns = self.settings.techniques
        return tuple(turns[i] for i in self._generator(chip, 0).permutation(len(turns)))

    def _generator(self, chip: str, number: int) -> np.random.Generator:
        return np.random.default_rng((self.seed, zlib.crc32(chip.encode()), number))


def example(effect: Effect, strength: float, bands: int, side: int = 1) -> Draw:
    """What an effect does at the utmost of this strength, to the side 1 or -1: for pictures of it."""
    rng = np.random.default_rng((EFFECTS.index(effect), side + 1))
    draw = Draw(seed=side + 1, **_EFFECTS[effect](strength, float(side), rng, bands))
    # Pictures show the first three bands.
    places = range(len(draw.dropped)) if side > 0 else range(min(bands, 3))[-len(draw.dropped) :]
    return replace(draw, dropped=tuple(places) if draw.dropped else ())


def _shift(s: float, u: float, rng: np.random.Generator, _bands: int) -> dict[str, Any]:
    return {"shift": (s * u / 2, s * rng.uniform(-1, 1) / 2)}


def _drop(s: float, u: float, rng: np.random.Generator, bands: int) -> dict[str, Any]:
    most = min(max(round(s * bands / 2), 1), bands - 1) if s > 0 else 0
    count = min(1 + int(abs(u) * most), most)
    return {"dropped": tuple(sorted(rng.permutation(bands)[:count].tolist()))}


def _cut(s: float, u: float, rng: np.random.Generator, _bands: int) -> dict[str, Any]:
    width, height = s * (1 + abs(u)) / 4, s * (1 + rng.random()) / 4
    left, top = rng.random() * (1 - width), rng.random() * (1 - height)
    return {"cut_out": (left, top, width, height) if s > 0 else None}


_EFFECTS: dict[Effect, Callable[[float, float, np.random.Generator, int], dict[str, Any]]] = {
    "rotate": lambda s, u, *_: {"angle": 180 * s * u},
    "scale": lambda s, u, *_: {"zoom": 2 ** (s * u)},
    "shift": _shift,
    "elastic": lambda s, *_: {"elastic": s},
    "brightness": lambda s, u, *_: {"brightness": s * u},
    "contrast": lambda s, u, *_: {"contrast": 2 ** (s * u)},
    "gamma": lambda s, u, *_: {"gamma": 2 ** (s * u)},
    "blur": lambda s, u, *_: {"blur": 3 * s * abs(u)},
    "noise": lambda s, u, *_: {"noise": s * abs(u) / 2},
    "band_dropout": _drop,
    "cut_out": _cut,
}
