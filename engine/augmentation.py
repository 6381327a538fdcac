"""What step 4 may do to a chip, by name, and how a user chooses it. Plain values only.

A pass over the training set sees each chip as it is and ``copies`` further versions of it. Each version is one
draw (``data/draws.py``) whether it was written to the disk before or is made while the network learns, so where it
is made changes neither what the network sees nor how long a pass takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .errors import EngineError

Technique = Literal[
    "rotate_90", "rotate_180", "rotate_270", "mirror", "flip", "flip_diagonal", "flip_antidiagonal"
]
TECHNIQUES: tuple[Technique, ...] = (
    "rotate_90", "rotate_180", "rotate_270", "mirror", "flip", "flip_diagonal", "flip_antidiagonal",
)  # fmt: skip
"""The turns and mirrors: they move whole pixels, so nothing is lost."""

Effect = Literal[
    "rotate", "scale", "shift", "elastic",
    "brightness", "contrast", "gamma",
    "blur", "noise", "band_dropout", "cut_out",
]  # fmt: skip
GEOMETRY: tuple[Effect, ...] = ("rotate", "scale", "shift", "elastic")
LIGHT: tuple[Effect, ...] = ("brightness", "contrast", "gamma")
DISTURBANCE: tuple[Effect, ...] = ("blur", "noise", "band_dropout", "cut_out")
EFFECTS: tuple[Effect, ...] = (*GEOMETRY, *LIGHT, *DISTURBANCE)
"""Everything that has a strength."""
GROUPS: dict[str, tuple[str, ...]] = {
    "turns": TECHNIQUES, "geometry": GEOMETRY, "light": LIGHT, "disturbance": DISTURBANCE,
    "all": (*TECHNIQUES, *EFFECTS),
}  # fmt: skip
USUAL_STRENGTH, USUAL_PROBABILITY = 0.3, 0.5


@dataclass(frozen=True)
class Change:
    """One effect with its strength."""

    effect: Effect
    strength: float = USUAL_STRENGTH
    """From 0, nothing, to 1, the strongest that makes sense; ``data/draws.py`` has the units."""
    probability: float = USUAL_PROBABILITY
    """How often a version has this effect, 0–1."""

    def __post_init__(self) -> None:
        for name in ("strength", "probability"):
            value = getattr(self, name)
            if not 0 <= value <= 1:
                raise EngineError(
                    f"A {name} of {value:g} for '{self.effect}' does not work.", "Give one from 0 to 1."
                )

    @classmethod
    def from_text(cls, text: str) -> Change:
        """What ``EFFECT``, ``EFFECT:STRENGTH`` or ``EFFECT:STRENGTH:PROBABILITY`` stands for."""
        effect, *numbers = (part.strip() for part in text.split(":"))
        try:
            strength, probability = (*map(float, numbers), *(USUAL_STRENGTH, USUAL_PROBABILITY)[len(numbers) :])
        except ValueError:
            strength = probability = -1
        if effect not in EFFECTS or strength < 0:
            raise EngineError(
                f"'{text}' is no change of a chip.",
                f"Write EFFECT:STRENGTH:PROBABILITY with numbers from 0 to 1 and one of {', '.join(EFFECTS)}.",
            )
        return cls(effect, strength, probability)


@dataclass(frozen=True)
class AugmentationSettings:
    """Step 4: further versions of chips."""

    techniques: tuple[Technique, ...] = TECHNIQUES
    """The turns and mirrors that versions take in turn."""
    sets: tuple[Literal["train", "validation", "test"], ...] = ("train",)
    """The sets to augment. Figures always come from original chips."""
    changes: tuple[Change, ...] = ()
    """What else may happen to a version, each by its own probability."""
    copies: int | None = None
    """Versions of each chip beside itself; None: one for each turn or mirror, at least one where any are made."""
    applied: Literal["copies", "random", "both"] = "copies"
    """copies: all are written to ``augmented/`` once. random: all are drawn anew in each pass, training only.
    both: half and half."""

    def __post_init__(self) -> None:
        if self.copies is not None and not 0 <= self.copies <= 1000:
            raise EngineError(f"{self.copies} copies of each chip do not work.", "Give a number from 0 to 1000.")
        effects = [change.effect for change in self.changes]
        twice = [effect for effect in EFFECTS if effects.count(effect) > 1]
        if twice:
            raise EngineError(f"'{twice[0]}' is chosen twice.", "Give each effect once.")

    @property
    def versions(self) -> int:
        """How many versions of a chip there are beside itself."""
        if not (self.techniques or self.changes):
            return 0
        return max(len(self.techniques), 1) if self.copies is None else self.copies

    @property
    def written(self) -> int:
        """How many of the versions lie on the disk."""
        return {"copies": self.versions, "random": 0, "both": self.versions - self.versions // 2}[self.applied]

    @property
    def drawn(self) -> int:
        """How many of the versions of a training chip are drawn anew in each pass."""
        return self.versions - self.written if "train" in self.sets else 0

    @property
    def per_pass(self) -> int:
        """How often a pass over the training set sees one and the same chip, in whatever version."""
        return 1 + (self.versions if "train" in self.sets else 0)


def choose(text: str) -> tuple[tuple[Technique, ...], tuple[Change, ...]]:
    """What ``--augment`` lists: names of turns, of effects (``NAME:STRENGTH:PROBABILITY``) and of groups."""
    techniques: dict[Technique, None] = {}
    changes: dict[str, Change] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, colon, rest = part.partition(":")
        if name == "none":
            continue
        for single in GROUPS.get(name, (name,)):
            turn = next((turn for turn in TECHNIQUES if turn == single), None)
            if turn is not None and (not colon or name == "all"):
                techniques[turn] = None
            elif turn is not None:
                raise EngineError(f"'{name}' has no strength.", f"Write '{name}' alone.")
            else:
                changes[single] = Change.from_text(single + colon + rest)
    return tuple(techniques), tuple(changes.values())
