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
from .split import STEP as SPLIT
from .split import SplitRecord

STEP = "dataset"
_SMALLEST_DEVIATION = 1e-10  # of the mean: less is rounding


@dataclass(frozen=True)
class Scaling:
    """Mean and standard deviation of each band over the known pixels of the training set, in raster units."""

    mean: tuple[float, ...]
    deviation: tuple[float, ...]

    def apply(self, image: np.ndarray, valid: np.ndarray | None = None) -> np.ndarray:
        """(bands, height, width) of any dtype to float32 with mean 0 and deviation 1; unknown pixels become 0."""
        mean = np.array(self.mean)[:, None, None]
        factor = (1 / np.array(self.deviation)).astype(np.float32)[:, None, None]
        scaled = np.empty(image.shape, np.float32)
        with np.errstate(over="ignore", invalid="ignore"):  # NoData may be any number
            # In float64: small differences of large values, such as heights in millimetres, would be lost.
            np.subtract(image, mean, out=scaled, casting="same_kind")
            scaled *= factor
        if valid is not None and not valid.all():
            scaled[:, ~valid] = 0
        return scaled


class ScalingEstimate:
    """Mean and deviation per band in one stable pass: Chan, Golub and LeVeque's pairwise update."""

    def __init__(self, bands: int) -> None:
        self.count = 0
        self.mean = np.zeros(bands)
        self.squares = np.zeros(bands)

    def add(self, image: np.ndarray, valid: np.ndarray) -> None:
        """Take in the known pixels of an image (bands, height, width)."""
        pixels = image[:, valid].astype(np.float64)
        count = pixels.shape[1]
        if count == 0:
            return
        mean = pixels.mean(axis=1)
        shift = mean - self.mean
        total = self.count + count
        self.squares += ((pixels - mean[:, None]) ** 2).sum(axis=1) + shift**2 * self.count * count / total
        self.mean += shift * count / total
        self.count = total

    def scaling(self) -> Scaling:
        """The result; a band that never changes gets a deviation of 1, so that it scales to 0."""
        deviation = np.sqrt(self.squares / max(self.count, 1))
        flat = deviation <= _SMALLEST_DEVIATION * np.abs(self.mean)
        return Scaling(tuple(self.mean.tolist()), tuple(np.where(flat, 1.0, deviation).tolist()))


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
    class in ``classes``, or 255 where nothing is known."""

    def __init__(self, decoded: DecodedSet, scaling: Scaling, classes: Sequence[LandClass]) -> None:
        self.decoded, self.scaling = decoded, scaling
        self._index = index_of_codes(classes)

    def __len__(self) -> int:
        return len(self.decoded.names)

    def __getitem__(self, number: int) -> tuple[torch.Tensor, torch.Tensor]:
        gap = self.decoded.gaps.get(number)
        image = self.scaling.apply(self.decoded.images[number], None if gap is None else ~gap)
        label = self._index[self.decoded.labels[number]]
        return torch.from_numpy(image), torch.from_numpy(label).long()


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
