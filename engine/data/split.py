"""Step 3: divide the chips into training, validation and testing folders.

Chips are hard links to those in ``chips/all`` where the file system has such links, else copies; nobody edits them
in place. What was decided lies in ``chips/split.json``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ..errors import EngineError
from ..events import Reporter
from ..files import new_folder, write_json
from ..plain import to_plain
from ..run_folder import RunFolder, make_key
from ..settings import SET_NAMES, RunSettings
from .areas import LOST
from .chip_files import link_chip
from .chip_index import write_index
from .chip_plan import ChipsRecord, scene_grids
from .chips import STEP as CHIPS
from .division import Divider, Division
from .labels import STEP as LABELS
from .labels import LabelsRecord, file_state
from .layout import shared_pixels

STEP = "split"


@dataclass(frozen=True)
class SplitRecord:
    """Which chip went where. ``names`` by set; ``lost`` are chips across a border between sets."""

    method: str
    seed: int
    names: dict[str, tuple[str, ...]]
    lost: tuple[str, ...]
    percentages: dict[str, float]
    """Shares of the chips that were kept."""
    class_shares: dict[str, dict[str, float]]
    """For each set the share of each class, by code, among its labelled pixels."""
    shared_pixels: dict[str, int]
    """Ground that each pair of sets has in common."""
    outside: int = 0
    """Of the lost chips, those that meet no polygon of any set."""


def split_key(settings: RunSettings, chips_key: str | None) -> str:
    """What the split depends on."""
    split = settings.split
    if split.folds is not None:
        split = replace(split, fold=split.fold or 1)
    state = [] if split.layer is None else [file_state(split.layer)]
    return make_key(split, settings.seed, chips_key, *state)


def divide_chips(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> SplitRecord:
    """Fill ``chips/train``, ``chips/validation`` and ``chips/test``."""
    with reporter.step(STEP, "Dividing the chips into training, validation and testing") as summary:
        labels = folder.read_record(LABELS, LabelsRecord)
        chips = folder.read_record(CHIPS, ChipsRecord)
        grids = scene_grids(labels)
        divider = Divider(labels, grids, settings, reporter.control)
        division = divider.divide(chips)
        if not divider.works(chips):
            raise _too_few(chips, division, settings)
        record = describe_split(chips, labels, division, shared_pixels(chips, grids, division.sets), settings)
        meter = reporter.meter(STEP, sum(map(len, record.names.values())), "chips")
        folder.record_file(STEP).unlink(missing_ok=True)  # it speaks of sets that go now
        for name in SET_NAMES:
            with new_folder(folder.chips / name) as temporary:
                for kind in ("images", "labels"):
                    (temporary / kind).mkdir()
                for chip in record.names[name]:
                    link_chip(chip, folder.chips / "all", temporary)
                    meter.advance()
        write_index(folder, labels, chips, division.sets, reporter)
        key = split_key(settings, folder.key(CHIPS))
        write_json(folder.record_file(STEP), {"key": key, **to_plain(record)})
        _tell(record, division, labels, reporter)
        summary.update({name: len(record.names[name]) for name in SET_NAMES}, lost=len(record.lost))
    return record


def describe_split(
    chips: ChipsRecord, labels: LabelsRecord, division: Division, shared: dict[str, int], settings: RunSettings
) -> SplitRecord:
    """The record of a division, with the ``shared`` pixels of each pair of sets."""
    sets = division.sets
    names = np.array(chips.names, object)
    counts = np.array(chips.counts)
    kept = max(np.count_nonzero(sets != LOST), 1)
    shares: dict[str, dict[str, float]] = {}
    for number, name in enumerate(SET_NAMES):
        pixels = counts[sets == number].sum(axis=0)
        share = pixels / max(pixels.sum(), 1)
        shares[name] = {str(c.code): float(s) for c, s in zip(labels.classes, share, strict=True)}
    return SplitRecord(
        method=settings.split.method,
        seed=settings.seed,
        names={name: tuple(names[sets == number]) for number, name in enumerate(SET_NAMES)},
        lost=tuple(names[sets == LOST]),
        percentages={
            name: round(100 * np.count_nonzero(sets == number) / kept, 1) for number, name in enumerate(SET_NAMES)
        },
        class_shares=shares,
        shared_pixels=shared,
        outside=division.outside,
    )


def _too_few(chips: ChipsRecord, division: Division, settings: RunSettings) -> EngineError:
    """The window was chosen for an earlier split; this one may need a smaller window."""
    shares, sets = settings.split, division.sets
    sizes = ", ".join(f"{name} {np.count_nonzero(sets == number)}" for number, name in enumerate(SET_NAMES))
    wanted = f"a split of {shares.train:g}, {shares.validation:g}, {shares.test:g}"
    if shares.folds is not None:
        wanted = f"{shares.folds} folds"
    elif shares.layer is not None:
        wanted = f"a split by the polygons of {shares.layer}"
    return EngineError(
        f"{len(chips.names)} chips of {chips.window} pixels are too few for {wanted} with ROIs in each set "
        f"({sizes}).",
        "Cut the chips again with a smaller window.",
    )


def _tell(record: SplitRecord, division: Division, labels: LabelsRecord, reporter: Reporter) -> None:
    """Say what the user should know of the split: its sizes, what it cost, and what it leaks."""
    total = sum(map(len, record.names.values())) + len(record.lost)
    sizes = ", ".join(f"{name} {len(record.names[name])} ({record.percentages[name]:g} %)" for name in SET_NAMES)
    reporter.find("info", STEP, f"{sizes}.")
    for note in division.notes:
        reporter.find("info", STEP, note)
    leaked = {pair: pixels for pair, pixels in record.shared_pixels.items() if pixels}
    if across := len(record.lost) - record.outside:
        reporter.find(
            "info", STEP,
            f"{across} of {total} chips ({100 * across / total:.0f} %) lie across the borders "
            f"between the sets and are left out{'' if leaked else ', so that the sets share no pixel'}.",
        )  # fmt: skip
    if leaked:
        listed = ", ".join(f"{pair} {pixels}" for pair, pixels in leaked.items())
        reporter.find(
            "warning", STEP, f"The sets share pixels ({listed}), so their figures will be too good.",
            "Split by area, or use a stride of the whole window.",
        )  # fmt: skip
    for name in SET_NAMES:
        missing = [c.name for c in labels.classes if record.class_shares[name][str(c.code)] == 0]
        if missing:
            reporter.find(
                "warning", STEP, f"The {name} set has no pixel of: {', '.join(missing)}.",
                "Label these classes in more places.",
            )  # fmt: skip
