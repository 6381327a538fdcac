"""What augmentation does to a real chip, as pictures: for the wizard, and as one sheet for the command line."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from ..augmentation import EFFECTS
from ..errors import EngineError
from ..events import Reporter
from ..run_folder import RunFolder
from ..settings import RunSettings
from .chip_plan import ChipsRecord, plan_chips
from .classes import LandClass
from .draws import Draw, Draws
from .labels import LabelsRecord, make_labels
from .pictures import colour_labels, read_codes, stretch, stretch_limits, write_png
from .raster import Raster
from .scaling import Scaling, ScalingEstimate
from .techniques import change, turn

_ESTIMATED_FROM = 24
_THUMBNAIL, _GAP, _TITLE = 128, 6, 150


@dataclass(frozen=True)
class SampleChip:
    """A chip to try techniques on."""

    name: str
    image: np.ndarray
    """(bands, H, W) in the raster's dtype."""
    known: np.ndarray
    label: np.ndarray
    scaling: Scaling
    """Estimated from chips here and there: nearly that of the training set."""
    classes: tuple[LandClass, ...]

    def version(self, draw: Draw) -> tuple[np.ndarray, np.ndarray]:
        """Pictures (H, W, 3) of a version and of its label, coloured alike for all versions."""
        known = turn(draw, self.known)
        scaled = self.scaling.apply(turn(draw, self.image), known)
        limits = self.scaling.limits(self.image.dtype)
        scaled, label, still_known = change(draw, scaled, turn(draw, self.label), known, limits)
        pixels = self.scaling.restore(scaled, np.dtype(np.float64))
        pixels[:, ~(known if still_known is None else still_known)] = np.nan
        colours = stretch(pixels, limits=stretch_limits(self.image, self.known))
        return colours, colour_labels(label, self.classes)


def sample_chip(folder: RunFolder, labels: LabelsRecord, plan: ChipsRecord) -> SampleChip:
    """The chip of the plan on which one sees best what a technique does: half drawn, half not."""
    drawn = np.array(plan.counts)[:, list(plan.drawn)].sum(axis=1)
    labelled = np.array(plan.counts).sum(axis=1)
    index = int(np.argmin(np.abs(drawn / np.maximum(labelled, 1) - 0.5)))
    image, known, label = read_planned(folder, labels, plan, index)
    estimate = ScalingEstimate(len(image))
    estimate.add(image, known)
    count = min(len(plan.names), _ESTIMATED_FROM)
    for other in np.linspace(0, len(plan.names) - 1, count).round().astype(int).tolist():
        estimate.add(*read_planned(folder, labels, plan, other)[:2])
    return SampleChip(plan.names[index], image, known, label, estimate.scaling(), labels.classes)


def write_sheet(path: Path, settings: RunSettings, draws: int, reporter: Reporter) -> None:
    """Write a PNG with so many draws of each chosen technique on a chip of these inputs, and of all together.

    Raises EngineError when there are no inputs or nothing is chosen.
    """
    chosen = settings.augmentation
    if not settings.inputs.scenes:
        raise EngineError("No raster is given.", "Give --folder of a run, or --raster with its --rois.")
    if not (chosen.techniques or chosen.changes):
        raise EngineError("Nothing is chosen to draw.", "Choose something, such as --augment all.")
    with tempfile.TemporaryDirectory(prefix="dsw_preview_") as temporary:
        folder = RunFolder(temporary)
        labels = make_labels(folder, settings, reporter)
        chip = sample_chip(folder, labels, plan_chips(folder, labels, settings, reporter))
    rows = [_row(title, (chip.version(draw) for draw in line)) for title, line in _lines(settings, chip, draws)]
    width = max(row.shape[1] for row in rows)
    sheet = np.concatenate(
        [np.pad(row, ((0, _GAP), (0, width - row.shape[1]), (0, 0)), constant_values=255) for row in rows]
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.stem}.new.png")
    write_png(new, sheet)
    new.with_name(new.name + ".aux.xml").unlink(missing_ok=True)
    os.replace(new, path)


def _lines(settings: RunSettings, chip: SampleChip, count: int) -> Iterator[tuple[str, Sequence[Draw]]]:
    """Title and draws of each row of the sheet."""
    chosen, bands = settings.augmentation, len(chip.image)

    def drawn(part: object, number: int = count) -> list[Draw]:
        draws = Draws(part, settings.seed, bands)  # type: ignore[arg-type]
        return [draws.draw(chip.name, version) for version in range(1, number + 1)]

    yield "as it is", [Draw()]
    turns = [Draw(technique) for technique in chosen.techniques]
    for start in range(0, len(turns), count):
        yield ("turns, mirrors" if start == 0 else ""), turns[start : start + count]
    for effect in EFFECTS:
        for item in (item for item in chosen.changes if item.effect == effect):
            alone = replace(chosen, techniques=(), changes=(replace(item, probability=1.0),))
            yield f"{effect} {item.strength:g}", drawn(alone)
    if chosen.changes:
        yield "all together", drawn(chosen)


def _row(title: str, pairs: Iterator[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """A title and pairs of image and label side by side, (height, width, 3) uint8."""
    head = np.full((_THUMBNAIL, _TITLE, 3), 255, np.uint8)
    cv2.putText(head, title, (_GAP, _THUMBNAIL // 2), cv2.FONT_HERSHEY_SIMPLEX, 0.45, (0, 0, 0), 1, cv2.LINE_AA)
    parts = [head]
    for image, label in pairs:
        for picture, kind in (
            ((image * 255).round().astype(np.uint8), cv2.INTER_AREA),
            (label, cv2.INTER_NEAREST),
        ):
            parts.append(cv2.resize(picture, (_THUMBNAIL, _THUMBNAIL), interpolation=kind))
        parts.append(np.full((_THUMBNAIL, _GAP, 3), 255, np.uint8))
    return np.concatenate(parts, axis=1)


def read_planned(
    folder: RunFolder, labels: LabelsRecord, plan: ChipsRecord, index: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Image, where it is known, and codes of a planned chip, cut short at the raster's edge."""
    scene = labels.scenes[plan.scenes[index]]
    column, row = plan.columns[index], plan.rows[index]
    with Raster(scene.raster) as raster:
        width, height = min(plan.window, raster.grid.width - column), min(plan.window, raster.grid.height - row)
        image, known = raster.read(column, row, width, height)
    return image, known, read_codes(folder.path / scene.label, column, row, width, height)
