"""Step 4: turned and mirrored copies of chips, saved apart from what was read.

It comes after the split, so copies of one chip never fall into two sets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal

from ..events import Reporter
from ..plain import to_plain
from ..run_folder import RunFolder, make_key, new_folder, write_json
from ..settings import RunSettings, Technique
from .chip_files import read_chip, writer_like
from .labels import STEP as LABELS
from .labels import LabelsRecord, colour_table
from .split import STEP as SPLIT
from .split import SplitRecord

STEP = "augment"

# The seven ways besides itself in which a square lies on itself. Each maps arrays (…, height, width).
TRANSFORMS: dict[Technique, Callable[[np.ndarray], np.ndarray]] = {
    "rotate_90": lambda a: np.rot90(a, 1, axes=(-2, -1)),
    "rotate_180": lambda a: np.rot90(a, 2, axes=(-2, -1)),
    "rotate_270": lambda a: np.rot90(a, 3, axes=(-2, -1)),
    "mirror": lambda a: a[..., :, ::-1],
    "flip": lambda a: a[..., ::-1, :],
    "flip_diagonal": lambda a: a.swapaxes(-2, -1),
    "flip_antidiagonal": lambda a: np.rot90(a, 2, axes=(-2, -1)).swapaxes(-2, -1),
}


@dataclass(frozen=True)
class AugmentRecord:
    """Names of the copies, by set."""

    names: dict[str, tuple[str, ...]]


def augment_key(settings: RunSettings, split_key: str | None) -> str:
    """What the copies depend on."""
    return make_key(settings.augmentation, split_key)


def augment_chips(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> AugmentRecord:
    """Fill ``augmented/<set>`` for the sets that the settings name. Copies have no place on the map."""
    with reporter.step(STEP, "Writing turned and mirrored copies") as summary:
        labels = folder.read_record(LABELS, LabelsRecord)
        split = folder.read_record(SPLIT, SplitRecord)
        chosen = settings.augmentation
        total = sum(len(split.names[name]) for name in chosen.sets) * len(chosen.techniques)
        meter = reporter.meter(STEP, total, "copies")
        colours = colour_table(labels.classes)
        names: dict[str, tuple[str, ...]] = {}
        with new_folder(folder.augmented) as temporary:
            for name in chosen.sets if chosen.techniques else ():
                for kind in ("images", "labels"):
                    (temporary / name / kind).mkdir(parents=True)
                made: list[str] = []
                for chip in split.names[name]:
                    source = folder.chips / name
                    for copy in _write_copies(source, temporary / name, chip, chosen.techniques, colours):
                        made.append(copy)
                        meter.advance()
                names[name] = tuple(made)
            record = AugmentRecord(names)
            key = augment_key(settings, folder.key(SPLIT))
            write_json(temporary / "augmented.json", {"key": key, **to_plain(record)})
        summary.update({name: len(made) for name, made in names.items()})
    return record


def _write_copies(
    source: Path, into: Path, chip: str, techniques: tuple[Technique, ...], colours: gdal.ColorTable
) -> Iterator[str]:
    original = read_chip(source, chip)
    writer = writer_like(original, colours)
    for technique in techniques:
        transform = TRANSFORMS[technique]
        name = f"{Path(chip).stem}_{technique}{Path(chip).suffix}"
        turned = [transform(part) for part in (original.image, original.valid, original.label)]
        writer.write(into, name, *turned, None)
        yield name
