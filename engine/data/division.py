"""Which chip comes into which set, by the method that the user chose.

``area`` cuts the ground by straight lines (``areas``); ``random`` draws. ``scene`` and ``field`` keep groups
whole: the chips of one raster, or those that meet ROIs of one group (``groups``). A chip that meets ROIs of groups
in two sets is lost; one without any ROI goes with the nearest chip that meets one group only. Where every group is
called by the name of a set, it comes into that set. With ``layer``, a chip belongs to the set whose polygons it
lies wholly within, meeting none of another set, so that no two sets share ground. Folds divide by
the same methods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from osgeo import ogr

from ..control import Control
from ..errors import EngineError
from ..settings import RunSettings
from .areas import LOST, can_train, divide_by_area, sum_by_set
from .chip_polygons import SceneAreas, chips_within, groups_met, roi_groups, set_areas, set_named
from .folds import all_can_train, fold_at_random, fold_by_area, sets_of_folds
from .groups import Memberships, divide_groups
from .labels import LabelsRecord
from .layout import layout_boxes
from .raster import Grid

if TYPE_CHECKING:
    from .chip_plan import ChipsRecord

LEAST_GROUPS = 3
_PAIRS_AT_ONCE = 2_000_000


@dataclass(frozen=True)
class Division:
    """The set of each chip."""

    sets: np.ndarray
    """(N,) int8: 0 train, 1 validation, 2 test, LOST for chips in no set."""
    outside: int = 0
    """How many of the lost chips meet no polygon of any set; the others lie across a border."""
    notes: tuple[str, ...] = ()
    """What the user should know of how it came about."""


class Divider:
    """Divides chips of any window by the settings of one run; layers are read once."""

    def __init__(
        self, labels: LabelsRecord, grids: Sequence[Grid], settings: RunSettings, control: Control | None = None
    ) -> None:
        """Raises EngineError when the method cannot work, whatever the window."""
        self._labels, self.grids, self._settings = labels, grids, settings
        self._control = control or Control()
        self._last: tuple[ChipsRecord, Any] | None = None
        """The chips that were divided last, and their folds or, without folds, their division."""
        if settings.split.method == "scene":
            self._require(len(grids), "rasters", "Divide by area, or add rasters with their ROIs")
        if settings.split.method == "field":
            self._require(len(self._numbers), f"groups in '{settings.split.field}'", "Divide by area")
        if settings.split.method == "layer":
            _ = self._areas

    def divide(self, record: ChipsRecord) -> Division:
        """The set of each chip; with folds, for the fold that is tested."""
        split, found = self._settings.split, self._find(record)
        if split.folds is None:
            return found
        return Division(found.sets(sets_of_folds(split.folds, split.fold or 1)), notes=self._notes)

    def works(self, record: ChipsRecord) -> bool:
        """Whether there is enough in the sets to learn from and to judge by; with folds, whichever is tested."""
        folds, counts, found = self._settings.split.folds, np.array(record.counts), self._find(record)
        if folds is None:
            return can_train(sum_by_set(found.sets, counts), record.drawn)
        tested = [found.sets(sets_of_folds(folds, fold)) for fold in range(1, folds + 1)]
        return all(can_train(sum_by_set(sets, counts), record.drawn) for sets in tested)

    def most_folds(self, record: ChipsRecord) -> int | None:
        """The largest number of folds below the one asked for that works with these chips."""
        for folds in range((self._settings.split.folds or 0) - 1, 2, -1):
            split = replace(self._settings.split, folds=folds, fold=None)
            if Divider(self._labels, self.grids, replace(self._settings, split=split)).works(record):
                return folds
        return None

    # -- the methods ------------------------------------------------------------------------------------------

    def _find(self, record: ChipsRecord) -> Any:
        """The folds of each chip (Memberships), or without folds the Division; found once for the same chips."""
        if self._last is None or self._last[0] is not record:
            find = self._divide if self._settings.split.folds is None else self._fold
            self._last = (record, find(record))
        return self._last[1]

    def _divide(self, record: ChipsRecord) -> Division:
        split, counts = self._settings.split, np.array(record.counts, np.int64)
        if split.method == "area":
            boxes = layout_boxes(record, self.grids)
            return Division(divide_by_area(boxes, counts, record.drawn, split.fractions, self._settings.seed))
        if split.method == "random":
            return Division(self._at_random(len(record.names)))
        if split.method == "layer":
            return self._within_polygons(record)
        groups = self._groups(record)
        named = self._named
        if named is None:
            named = divide_groups(groups, counts, record.drawn, split.fractions, self._settings.seed)
        return Division(groups.sets(named), notes=self._notes)

    def _at_random(self, count: int) -> np.ndarray:
        order = np.random.default_rng(self._settings.seed).permutation(count)
        train, validation, _ = np.round(np.cumsum(self._settings.split.fractions) * count).astype(int)
        sets = np.full(count, 2, np.int8)
        sets[order[:train]] = 0
        sets[order[train:validation]] = 1
        return sets

    def _fold(self, record: ChipsRecord) -> Memberships:
        split, seed, counts = self._settings.split, self._settings.seed, np.array(record.counts, np.int64)
        folds = split.folds or 0
        if split.method == "area":
            return fold_by_area(layout_boxes(record, self.grids), counts, record.drawn, folds, seed)
        if split.method == "random":
            return fold_at_random(len(record.names), folds, seed)
        groups = self._groups(record)
        fold_of = divide_groups(groups, counts, record.drawn, [1 / folds] * folds, seed, all_can_train)
        return Memberships(fold_of.astype(np.int64)[groups.groups], groups.starts)

    def _groups(self, record: ChipsRecord) -> Memberships:
        """The groups that each chip belongs to."""
        if self._settings.split.method == "scene":
            return Memberships(np.array(record.scenes, np.int64), np.arange(len(record.names)))
        met = groups_met(record, self.grids, self._rois, self._numbers, self._control)
        alone = np.array([next(iter(groups)) if len(groups) == 1 else LOST for groups in met])
        plain = np.flatnonzero([not groups for groups in met])
        known = np.flatnonzero(alone != LOST)
        if len(known) == 0:  # every chip with ROIs meets several groups
            return Memberships.of([sorted(groups) or range(len(self._numbers)) for groups in met])
        boxes = layout_boxes(record, self.grids)
        middles = ((boxes[:, :2] + boxes[:, 2:]) / 2).astype(np.float32)
        for part in np.array_split(plain, max(len(plain) * len(known) // _PAIRS_AT_ONCE, 1)):
            self._control.raise_if_cancelled()
            apart = ((middles[part, None] - middles[None, known]) ** 2).sum(axis=2)
            for chip, nearest in zip(part, apart.argmin(axis=1), strict=True):
                met[chip].add(int(alone[known[nearest]]))
        return Memberships.of([sorted(groups) for groups in met])

    def _within_polygons(self, record: ChipsRecord) -> Division:
        meets, within = chips_within(record, self.grids, self._areas, self._control)
        alone = (meets.sum(axis=1) == 1) & within.any(axis=1)
        outside = int((~meets.any(axis=1)).sum())
        return Division(
            np.where(alone, within.argmax(axis=1), LOST).astype(np.int8),
            outside,
            (f"{outside} chips lie in none of the polygons for the sets and are left out.",) if outside else (),
        )

    # -- layers -----------------------------------------------------------------------------------------------

    @cached_property
    def _areas(self) -> SceneAreas:
        split = self._settings.split
        return set_areas(split.layer or "", split.field or "", self.grids, self._labels)

    @cached_property
    def _rois(self) -> list[list[tuple[ogr.Geometry, str]]]:
        field = self._settings.split.field or ""
        rois = roi_groups(field, self._settings.inputs, self.grids, self._labels)
        # Layers reach beyond their rasters; a group that lies elsewhere is none here.
        shapes = [grid.footprint() for grid in self.grids]
        return [
            [(geometry, group) for geometry, group in found if shape.Intersects(geometry)]
            for shape, found in zip(shapes, rois, strict=True)
        ]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The number of each group."""
        groups = sorted({group for found in self._rois for _, group in found})
        return {group: number for number, group in enumerate(groups)}

    @property
    def _named(self) -> np.ndarray | None:
        """The set of each group, where every group is called by the name of a set and all sets are named."""
        if self._settings.split.method != "field" or self._settings.split.folds is not None:
            return None
        sets = [set_named(group) for group in self._numbers]
        return np.array(sets, np.int8) if set(sets) == {0, 1, 2} else None

    @property
    def _notes(self) -> tuple[str, ...]:
        if self._settings.split.method != "field":
            return ()
        notes = []
        if self._named is not None:
            notes.append("The groups are called by the names of the sets, so each comes into its set.")
        nameless = sum(group == "" for found in self._rois for _, group in found)
        if nameless:
            notes.append(f"{nameless} ROIs have nothing in '{self._settings.split.field}' and count as one group.")
        return tuple(notes)

    def _require(self, number: int, what: str, remedy: str) -> None:
        folds = self._settings.split.folds
        if number < LEAST_GROUPS:
            raise EngineError(
                f"There are only {number} {what}, too few for three sets of whole ones.",
                f"{remedy}; {LEAST_GROUPS} are the least.",
            )
        if folds is not None and number < folds:
            raise EngineError(
                f"There are only {number} {what}, too few for {folds} folds of whole ones.",
                f"Use at most {number} folds.",
            )
