"""Step 5: chips as tensors for PyTorch.

The chips of a set are decoded once into two memory-mapped arrays, so training reads no files. Images are scaled
by the training set's mean and deviation per band; pixels that are not known become 0 after scaling, and their
labels are 255, which every loss and measure leaves out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

from ..events import Reporter
from ..files import remove
from ..run_folder import RunFolder
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
_AHEAD = 2  # batches for each worker
_MOST_THREADS = 8  # beyond, they would mostly wait for the interpreter

Batch = tuple[torch.Tensor, torch.Tensor]


@dataclass
class DecodedSet:
    """The chips of one set as memory-mapped arrays: ``images`` (N, bands, window, window) in the raster's dtype,
    in memory channels-last as the network takes them, ``labels`` (N, window, window) uint8 of class codes, and the
    pixels that are not known."""

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
        self._index = index_of_codes(classes).astype(np.int64)
        self._limits = scaling.limits(decoded.images.dtype)
        self._drawn = 0 if draws is None else draws.settings.drawn

    def __len__(self) -> int:
        return len(self.decoded.names) + self.decoded.originals * self._drawn

    def __getitem__(self, number: int) -> tuple[torch.Tensor, torch.Tensor]:
        images, labels = self.empty_batch(1)
        self.fill(number, images[0], labels[0])
        return images[0], labels[0]

    def empty_batch(self, count: int, pinned: bool = False) -> Batch:
        """Room for so many pairs: (count, bands, window, window), channels-last as the network wants it, and
        (count, window, window); ``pinned`` in memory that a CUDA GPU fetches by itself."""
        _, bands, height, width = self.decoded.images.shape
        images = torch.empty((count, bands, height, width), memory_format=torch.channels_last, pin_memory=pinned)
        return images, torch.empty((count, height, width), dtype=torch.int64, pin_memory=pinned)

    def fill(self, number: int, into_image: torch.Tensor, into_label: torch.Tensor) -> None:
        """Write the pair of this place into its room; may be called by several threads at once."""
        image, label = into_image.numpy(), into_label.numpy()
        chip, draw = self._version(number)
        gap = self.decoded.gaps.get(chip)
        known = None if gap is None else ~turn(draw, gap)
        pixels, codes = turn(draw, self.decoded.images[chip]), turn(draw, self.decoded.labels[chip])
        if draw.is_exact:
            self.scaling.apply(pixels, known, image)
        else:
            image[:], codes, _ = change(draw, self.scaling.apply(pixels, known), codes, known, self._limits)
        np.take(self._index, codes, out=label, mode="clip")  # other modes would go through a copy

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
            shape = (len(files), *image.shape[1:], len(image))
            images = _new_array(folder.decoded / f"{name}_images.npy", shape, image.dtype).transpose(0, 3, 1, 2)
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


class Loader:
    """Batches of a dataset, anew each time it is gone through; ``order`` gives the places of the chips of each.

    The chips of a batch are made by several threads: nearly all of their time goes to NumPy and OpenCV, which let
    other threads run, and no thread outlives its process, whatever ends it. Without workers the network waits
    for them, and all the processor's threads take part. With workers so many threads are some batches ahead. Each
    chip has its place in its batch, so batches are the same for any number of threads.
    """

    def __init__(self, dataset: ChipDataset, order: DataLoader, workers: int = 0, pinned: bool = False) -> None:
        self.dataset, self.workers, self.pinned = dataset, workers, pinned
        self._order = order

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[Batch]:
        threads = self.workers or min(torch.get_num_threads(), _MOST_THREADS)
        waiting: deque[tuple[Batch, list[Future[None]]]] = deque()
        with ThreadPoolExecutor(threads, "loading") as pool:
            try:
                for numbers in self._order:
                    batch = self.dataset.empty_batch(len(numbers), self.pinned)
                    pairs = zip(numbers, *batch, strict=True)
                    waiting.append((batch, [pool.submit(self.dataset.fill, *pair) for pair in pairs]))
                    if len(waiting) > _AHEAD * self.workers:
                        yield _finished(*waiting.popleft())
                while waiting:
                    yield _finished(*waiting.popleft())
            finally:
                pool.shutdown(cancel_futures=True)


def _finished(batch: Batch, parts: list[Future[None]]) -> Batch:
    for part in parts:
        part.result()
    return batch


def make_loader(
    dataset: ChipDataset, batch_size: int, seed: int | None = None, workers: int = 0, pinned: bool = False
) -> Loader:
    """Batches of images and labels; shuffled by ``seed``, or in order when it is None."""
    generator = None if seed is None else torch.Generator().manual_seed(seed)
    places: Any = range(len(dataset))  # in place of a Dataset: all that is asked of it is a length and items
    order = DataLoader(places, batch_size, shuffle=seed is not None, generator=generator, collate_fn=list)
    return Loader(dataset, order, workers, pinned)


def _new_array(path: Path, shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    path.unlink(missing_ok=True)  # an older array may still be mapped
    return np.lib.format.open_memmap(path, mode="w+", dtype=dtype, shape=shape)
