"""Step 4: versions of chips, saved apart from what was read.

It comes after the split, so versions of one chip never fall into two sets. Those that are made anew in each pass
are made when they are loaded, by the same draws and the same functions (``dataset.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal

from ..events import Reporter
from ..files import new_folder, write_json
from ..plain import to_plain
from ..run_folder import RunFolder, make_key
from ..settings import RunSettings
from .chip_files import Chip, read_chip, writer_like
from .draws import Draw, Draws
from .labels import STEP as LABELS
from .labels import LabelsRecord, colour_table
from .scaling import Scaling, ScalingEstimate
from .split import STEP as SPLIT
from .split import SplitRecord
from .techniques import change, never_nodata, turn

STEP = "augment"


@dataclass(frozen=True)
class AugmentRecord:
    """Names of the copies, by set."""

    names: dict[str, tuple[str, ...]]


def augment_key(settings: RunSettings, split_key: str | None) -> str:
    """What the copies depend on."""
    return make_key(settings.augmentation, settings.seed, split_key)


def augment_chips(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> AugmentRecord:
    """Fill ``augmented/<set>`` for the sets that the settings name. Copies have no place on the map."""
    with reporter.step(STEP, "Writing further versions of chips") as summary:
        labels = folder.read_record(LABELS, LabelsRecord)
        split = folder.read_record(SPLIT, SplitRecord)
        chosen = settings.augmentation
        sets = dict.fromkeys(chosen.sets if chosen.written else ())
        meter = reporter.meter(STEP, sum(len(split.names[name]) for name in sets) * chosen.written, "copies")
        names: dict[str, tuple[str, ...]] = {}
        with new_folder(folder.augmented) as temporary:
            copier = _Copier(folder, split, settings, colour_table(labels.classes)) if sets else None
            for name in sets:
                for kind in ("images", "labels"):
                    (temporary / name / kind).mkdir(parents=True)
                made: list[str] = []
                for chip in split.names[name]:
                    for copy in copier.copies(folder.chips / name, temporary / name, chip) if copier else ():
                        made.append(copy)
                        meter.advance()
                names[name] = tuple(made)
            record = AugmentRecord(names)
            key = augment_key(settings, folder.key(SPLIT))
            write_json(temporary / "augmented.json", {"key": key, **to_plain(record)})
        summary.update({name: len(made) for name, made in names.items()})
    return record


class _Copier:
    """Writes the versions of chips."""

    def __init__(
        self, folder: RunFolder, split: SplitRecord, settings: RunSettings, colours: gdal.ColorTable
    ) -> None:
        chosen, chips = settings.augmentation, folder.chips / "train"
        self.scaling = _scaling(chips, split.names["train"]) if chosen.changes else None
        bands = len(read_chip(chips, split.names["train"][0]).data)
        self.draws = Draws(chosen, settings.seed, bands)
        self.versions, self.colours = chosen.written, colours

    def copies(self, source: Path, into: Path, name: str) -> Iterator[str]:
        """Write the versions of one chip; yields the name of each."""
        chip = read_chip(source, name)
        writer, stem, ending = writer_like(chip, self.colours), Path(name).stem, Path(name).suffix
        known = None if chip.valid.all() else chip.valid
        for number in range(1, self.versions + 1):
            draw = self.draws.draw(name, number)
            version = turn(draw, chip.image), turn(draw, chip.label), None if known is None else turn(draw, known)
            if self.scaling is not None and not draw.is_exact:
                version = self._changed(draw, chip, self.scaling, *version)
            copy = "_".join(filter(None, (stem, str(number), draw.turn))) + ending
            writer.write(into, copy, version[0], version[2], version[1], None)
            yield copy

    def _changed(
        self, draw: Draw, chip: Chip, scaling: Scaling, image: np.ndarray, label: np.ndarray,
        known: np.ndarray | None,
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:  # fmt: skip
        """A version in the chip's dtype; ``image`` has all bands, alpha among them."""
        places = list(chip.data)
        scaled = scaling.apply(image[places], known)
        scaled, label, known = change(draw, scaled, label, known, scaling.limits(image.dtype))
        nodata = None if chip.look is None else chip.look.nodata
        pixels = never_nodata(scaling.restore(scaled, image.dtype), known, [nodata] * len(places))
        changed = np.empty_like(image, order="C")
        changed[:] = image.max(axis=(1, 2), keepdims=True)  # an alpha band is open ...
        if known is not None:
            changed[:, ~known] = 0  # ... but where nothing is known
        changed[places] = pixels
        return changed, label, known


def _scaling(chips: Path, names: tuple[str, ...]) -> Scaling:
    """That of the training set, as the network will have it."""
    estimate = None
    for name in names:
        chip = read_chip(chips, name)
        estimate = estimate or ScalingEstimate(len(chip.data))
        estimate.add(chip.bands, chip.valid)
    if estimate is None:
        raise RuntimeError("the training set is empty, which the split should have refused")
    return estimate.scaling()
