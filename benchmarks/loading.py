"""See loading.sh. Chips of 256 × 256 pixels of noise, RGB in uint8 and five bands in float32, in batches of 8.

- step: a training step of the network (U-Net, base width 16, as the engine trains it) on a batch already there
- plain: the chips as they are; turns: turned or mirrored; all: turned, and each of the eleven effects at strength
  0.3 with probability 0.5, which is the engine's usual; always: each effect in every version
  (seven versions of eight are drawn, the eighth is the chip itself)
- files: what others do, a Dataset that reads a GeoTIFF and its label with GDAL for each chip, plain, no workers

The loader is measured by itself, and with a step after each batch. Everything is done in turns, a few batches
each; the medians are over the rounds. Other work on the machine slows all of it, and two threads that wait for
each other most, so shares are also given of the least times and of the processor's; OMP_NUM_THREADS=1 before the
command makes them steadier still. On a CUDA GPU the steps are those of the GPU, chips come through pinned memory,
and the processor time of a step says nothing.
"""

from __future__ import annotations

import itertools
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from osgeo import gdal
from torch.utils.data import DataLoader, Dataset

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from engine.augmentation import EFFECTS, AugmentationSettings, Change
from engine.data.classes import make_classes
from engine.data.dataset import Batch, ChipDataset, DecodedSet, make_loader
from engine.data.draws import Draws
from engine.network.device import choose_machine
from engine.network.losses import CrossEntropyDice
from engine.network.unet import UNet

gdal.UseExceptions()
WINDOW, CHIPS, BATCH = 256, 96, 8
STEPS, ALONE = 2, 12
CLASSES = make_classes({0: "background", 1: "rois"})
KINDS: dict[str, AugmentationSettings | None] = {
    "plain": None,
    "turns": AugmentationSettings(applied="random"),
    "all": AugmentationSettings(applied="random", changes=tuple(Change(effect) for effect in EFFECTS)),
    "always": AugmentationSettings(
        applied="random", changes=tuple(Change(effect, probability=1.0) for effect in EFFECTS)
    ),
}


@dataclass
class Times:
    """Milliseconds per image in each round, by the clock and of the processor."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def take(self, work: Callable[[], int]) -> None:
        """Do the work, which returns its number of images."""
        wall, processor = time.perf_counter(), time.process_time()
        images = work()
        self.wall.append(1000 * (time.perf_counter() - wall) / images)
        self.processor.append(1000 * (time.process_time() - processor) / images)


class Files(Dataset):
    """Chips as a folder of files, read anew each time."""

    def __init__(self, folder: Path, decoded: DecodedSet) -> None:
        self.paths = [(folder / f"{name}.tif", folder / f"{name}_label.tif") for name in decoded.names]
        driver = gdal.GetDriverByName("GTiff")
        for paths, image, label in zip(self.paths, decoded.images, decoded.labels, strict=True):
            for path, bands in zip(paths, (image, label[None]), strict=True):
                kind = gdal.GDT_Byte if bands.dtype == np.uint8 else gdal.GDT_Float32
                dataset = driver.Create(str(path), WINDOW, WINDOW, len(bands), kind)
                dataset.WriteArray(np.ascontiguousarray(bands))
                dataset = None

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, number: int) -> tuple[torch.Tensor, torch.Tensor]:
        image, label = (gdal.Open(str(path)).ReadAsArray() for path in self.paths[number])
        return torch.from_numpy(image).float() / 255, torch.from_numpy(label).long()


class Trainer:
    """The engine's step without its bookkeeping."""

    def __init__(self, bands: int) -> None:
        self.machine = choose_machine()
        torch.manual_seed(0)
        self.network = UNet(bands, 2).to(self.machine.device, memory_format=torch.channels_last)
        self.optimizer = torch.optim.AdamW(self.network.train().parameters())
        self.loss = CrossEntropyDice()

    def work(self, batches: Iterable[Batch]) -> int:
        """A step for each batch; the number of images."""
        count = 0
        for images, labels in batches:
            with self.machine.autocast():
                logits = self.network(self.machine.place(images))
            loss = self.loss(logits, labels.to(self.machine.device))
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            self.optimizer.step()
            loss.item()  # waits until a GPU has really finished
            count += len(images)
        return count


def make_chips(folder: Path, bands: int, dtype: type, window: int = WINDOW) -> DecodedSet:
    """Noise in mapped arrays, as decoded chips lie."""
    rng = np.random.default_rng(0)
    arrays = []
    for name, shape, kind, most in (
        ("images", (CHIPS, window, window, bands), dtype, 255), ("labels", (CHIPS, window, window), np.uint8, 2),
    ):  # fmt: skip
        path = folder / f"{bands}_{window}_{name}.npy"
        array = np.lib.format.open_memmap(path, mode="w+", dtype=kind, shape=shape)
        array[:] = rng.integers(0, most, shape)
        arrays.append(array)
    names = [f"{bands}_{number}" for number in range(CHIPS)]
    return DecodedSet(names, arrays[0].transpose(0, 3, 1, 2), arrays[1], {}, CHIPS)


def dataset(decoded: DecodedSet, kind: str) -> ChipDataset:
    """The chips with this augmentation."""
    chosen, bands = KINDS[kind], decoded.images.shape[1]
    return ChipDataset(decoded, decoded.scaling(), CLASSES, chosen and Draws(chosen, 0, bands))


def count(batches: Iterator[Batch]) -> int:
    """Take them and do nothing."""
    return sum(len(images) for images, _ in batches)


def some(loader: Iterable[Batch], number: int) -> Iterator[Batch]:
    """So many batches, with no threads left behind."""
    batches = iter(loader)
    try:
        yield from itertools.islice(batches, number)
    finally:
        if hasattr(batches, "close"):
            batches.close()


def measure(folder: Path, title: str, bands: int, dtype: type, rounds: int, workers: int) -> None:
    """One table."""
    decoded = make_chips(folder, bands, dtype)
    trainer = Trainer(bands)
    pinned = trainer.machine.device.type == "cuda"
    first = next(iter(make_loader(dataset(decoded, "plain"), BATCH)))
    ready = [tuple(part.to(trainer.machine.device) for part in first)]

    def loader(data: Dataset, ahead: int) -> Iterable[Batch]:
        if isinstance(data, ChipDataset):
            return make_loader(data, BATCH, len(times["step"].wall), ahead, pinned)
        return DataLoader(data, BATCH, shuffle=True)

    sets: dict[str, Dataset] = {kind: dataset(decoded, kind) for kind in KINDS}
    sets["files"] = Files(folder, decoded)
    works: dict[str, Callable[[], int]] = {"step": lambda: trainer.work(ready * STEPS)}
    for name, data in sets.items():
        for ahead in (0, workers) if name != "files" else (0,):
            works[f"{name} {ahead} alone"] = lambda d=data, a=ahead: count(some(loader(d, a), ALONE))
            works[f"{name} {ahead} loop"] = lambda d=data, a=ahead: trainer.work(some(loader(d, a), STEPS))
    times = {name: Times() for name in works}
    for name, work in works.items():
        if not name.endswith("loop"):
            work()  # once unmeasured
    for number in range(rounds):
        order = list(works)
        for name in order[number % len(order) :] + order[: number % len(order)]:
            times[name].take(works[name])
    report(f"{title}; {trainer.machine.name}", times, list(sets), workers)


def report(title: str, times: dict[str, Times], names: list[str], workers: int) -> None:
    """Print medians, and the least, to which other work on the machine adds nothing."""
    middle = statistics.median
    step, usual = times["step"], middle(times["step"].wall)
    print(f"\n{title}\nstep: {usual:.1f} ms per image, least {min(step.wall):.1f}; {middle(step.processor):.1f} "
          "of the processor")  # fmt: skip
    print(
        "        loader, ms per image      its share of the step   step and loader     loader, images per second"
    )
    print(
        "        median  least  processor  of least  of processor  0 workers   ahead   0 workers  ahead  per core"
    )
    for name in names:
        alone, ahead = times[f"{name} 0 alone"], times.get(f"{name} {workers} alone")
        loops = [times.get(f"{name} {number} loop") for number in (0, workers)]
        columns = [
            f"{middle(alone.wall):6.2f} {min(alone.wall):6.2f} {middle(alone.processor):8.2f}",
            f"{100 * min(alone.wall) / min(step.wall):8.1f} %",
            f"{100 * middle(alone.processor) / middle(step.processor):8.1f} %   ",
            *(f"{100 * (middle(loop.wall) / usual - 1):+6.1f} %" if loop else "       –" for loop in loops),
            f"{1000 / middle(alone.wall):9.0f}",
            f"{1000 / middle(ahead.wall):7.0f}" if ahead else "      –",
            f"{1000 / middle(alone.processor):7.0f}",
        ]
        print(f"{name:<7}", *columns, flush=True)


def interpreter(folder: Path, rounds: int) -> None:
    """What no thread can do beside another: chips of so few pixels that hardly anything else is left."""
    decoded = make_chips(folder, 3, np.uint8, 8)
    times = {kind: Times() for kind in KINDS}
    for number in range(rounds * 3):
        for kind in KINDS:
            times[kind].take(lambda k=kind, n=number: count(iter(make_loader(dataset(decoded, k), BATCH, n))))
    found = {kind: min(one.processor) for kind, one in times.items()}
    parts = ", ".join(f"{kind} {value:.2f} ms" for kind, value in found.items())
    print(f"\nChips of 8 × 8: {parts} per image; this the interpreter does for one chip at a time, ", end="")
    print(f"so all ends at about {1000 / found['all']:.0f} images per second on any number of cores.")


def main(folder: Path, rounds: int, workers: int) -> None:
    """Measure and print."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        print(f"Medians of {rounds} rounds; {torch.get_num_threads()} threads, {workers} workers where ahead")
        measure(folder, "RGB, uint8", 3, np.uint8, rounds, workers)
        measure(folder, "5 bands, float32", 5, np.float32, rounds, workers)
        interpreter(folder, rounds)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
