"""Step 5: chips as tensors for PyTorch.

The chips of a set are decoded once into two memory-mapped arrays, so training reads no files. Images are scaled
by the training set's mean and deviation per band; pixels that are not known become 0 after scaling, and their
labels are 255, which every loss and measure leaves out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

from ..events import Reporter
from ..run_folder import RunFolder, remove
from ..settings import SetName
from .augment import STEP as AUGMENT
from .augment import AugmentRecord
from .chip_files import read_chip
from .classes import LandClass, index_of_codes
from .draws import Draw, Draws
from .scaling import Scaling, ScalingEstimate
from .split import STEP as SPLIT
from .split import SplitRecord
from .techniques import change, turn

STEP = "dataset"
_AS_IT_IS = Draw()


@dataclass
class DecodedSet:
    """The chips of one set as memory-mapped arrays: ``images`` (N, bands, window, window) in the raster's dtype,
    ``labels`` (N, window, window) uint8 of class codes, and the pixels that are not known."""

    names: list[str]
    images: np.ndarray
    labels: np.ndarray
    gaps: dict[int, np.ndarray]
    """For chips with unknown pixels: where they are, (window, window) bool."""
    originals: int
    """How many of the first chips are no augmented copies."""

    def scaling(self) -> Scaling:
        """Statistics of the original chips; copies hold the same pixels."""
        estimate = ScalingEstimate(self.images.shape[1])
        everything = np.ones(self.labels.shape[1:], bool)
        for number, image in enumerate(self.images[: self.originals]):
            gap = self.gaps.get(number)
            estimate.add(image, everything if gap is None else ~gap)
        return estimate.scaling()


class ChipDataset(Dataset):
    """Pairs of image float32 (bands, window, window), scaled, and label int64 (window, window): the place of the
    class in ``classes``, or 255 where nothing is known.

    First come the decoded chips as they are; with ``draws``, as many versions of each original as those settings
    want drawn in each pass follow. Which ones depends on ``epoch``, so a resumed training meets the same.
    """

    def __init__(
        self, decoded: DecodedSet, scaling: Scaling, classes: Sequence[LandClass], draws: Draws | None = None
    ) -> None:
        self.decoded, self.scaling, self.draws = decoded, scaling, draws
        self.epoch = 0
        self._index = index_of_codes(classes)
        self._limits = scaling.limits(decoded.images.dtype)
        self._drawn = 0 if draws is None else draws.settings.drawn

    def __len__(self) -> int:
        return len(self.decoded.names) + self.decoded.originals * self._drawn

    def __getitem__(self, number: int) -> tuple[torch.Tensor, torch.Tensor]:
        chip, draw = self._version(number)
        gap = self.decoded.gaps.get(chip)
        known = None if gap is None else ~turn(draw, gap)
        image = self.scaling.apply(turn(draw, self.decoded.images[chip]), known)
        label = turn(draw, self.decoded.labels[chip])
        if not draw.is_exact:
            image, label, _ = change(draw, image, label, known, self._limits)
        return torch.from_numpy(image), torch.from_numpy(np.take(self._index, label)).long()

    def _version(self, number: int) -> tuple[int, Draw]:
        """The decoded chip of this place, and what is drawn for it."""
        beyond = number - len(self.decoded.names)
        if self.draws is None or beyond < 0:
            return number, _AS_IT_IS
        slot, chip = divmod(beyond, self.decoded.originals)
        chosen = self.draws.settings
        version = self.epoch * chosen.versions + chosen.written + slot + 1
        return chip, self.draws.draw(self.decoded.names[chip], version)


def decode_set(folder: RunFolder, name: SetName, augmented: bool, reporter: Reporter) -> DecodedSet:
    """Decode the chips of a set into ``decoded/``; with ``augmented`` also its saved copies, behind them."""
    files = [(folder.chips / name, chip) for chip in folder.read_record(SPLIT, SplitRecord).names[name]]
    originals = len(files)
    if augmented:
        copies = folder.read_record(AUGMENT, AugmentRecord).names.get(name, ())
        files += [(folder.augmented / name, chip) for chip in copies]
    folder.decoded.mkdir(exist_ok=True)
    images = labels = None
    gaps: dict[int, np.ndarray] = {}
    for number, (place, name_of_chip) in enumerate(reporter.track(STEP, files, "chips")):
        chip = read_chip(place, name_of_chip)
        image, label, valid = chip.bands, chip.label, chip.valid
        if images is None or labels is None:
            images = _new_array(folder.decoded / f"{name}_images.npy", (len(files), *image.shape), image.dtype)
            labels = _new_array(folder.decoded / f"{name}_labels.npy", (len(files), *label.shape), label.dtype)
        images[number], labels[number] = image, label
        if not valid.all():
            gaps[number] = ~valid
    if images is None or labels is None:
        raise RuntimeError(f"the {name} set is empty, which the split should have refused")
    return DecodedSet([chip for _, chip in files], images, labels, gaps, originals)


def remove_decoded(folder: RunFolder) -> None:
    """Remove the decoded arrays; they can be made again from the chips at any time."""
    remove(folder.decoded)


def make_loader(dataset: ChipDataset, batch_size: int, seed: int | None = None) -> DataLoader:
    """Batches of images and labels; shuffled by ``seed``, or in order when it is None.

    No workers: decoded chips are ready in memory, and none can be left behind when the engine dies.
    """
    generator = None if seed is None else torch.Generator().manual_seed(seed)
    return DataLoader(dataset, batch_size, shuffle=seed is not None, generator=generator)


def _new_array(path: Path, shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    path.unlink(missing_ok=True)  # an older array may still be mapped
    return np.lib.format.open_memmap(path, mode="w+", dtype=dtype, shape=shape)
