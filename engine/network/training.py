"""Step 6: train the U-Net, with a checkpoint and a row of ``history.csv`` after every epoch."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import nn

from ..control import Control
from ..data.augment import STEP as AUGMENT
from ..data.chip_plan import ChipsRecord
from ..data.chips import STEP as CHIPS
from ..data.dataset import ChipDataset, DecodedSet, Loader, decode_set, make_loader
from ..data.draws import Draws
from ..errors import EngineError
from ..events import PERMILLE, BatchDone, CheckpointSaved, EpochDone, Progress, Reporter
from ..run_folder import RunFolder, make_key, remove, write_text
from ..settings import RunSettings
from . import checkpoint
from .checkpoint import Row
from .device import Machine, choose_machine
from .history import as_csv, figures_of, make_row
from .losses import CrossEntropyDice
from .metrics import confusion_matrix
from .model import describe_model, make_network
from .samples import Samples
from .schedule import EpochSchedule, Schedule, TimeSchedule, one_cycle

STEP = "train"
_EVENTS_PER_SECOND = 5


@dataclass(frozen=True)
class TrainingRecord:
    """How training ended, and the epochs that are candidates for the model."""

    ended: str
    """'complete', 'finished early' or 'stopped: …'."""
    epochs: int
    seconds: float
    device: str
    candidates: tuple[int, ...]


def train_key(settings: RunSettings, augment_key: str | None) -> str:
    """What the training depends on."""
    training = replace(settings.training, workers=0)  # any number of them gives the same network
    return make_key(settings.network, training, settings.seed, augment_key)


def train(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> TrainingRecord:
    """Train from the run's chips, going on from the last checkpoint if one fits the settings."""
    with reporter.step(STEP, "Training the network") as summary:
        key = train_key(settings, folder.key(AUGMENT))
        _require_depth(folder, settings)
        decoded = decode_set(folder, "train", True, reporter)
        validation = decode_set(folder, "validation", False, reporter)
        trainer = _Trainer(folder, settings, key, decoded, validation, reporter)
        record = trainer.run()
        folder.write_record(folder.record_file(STEP), key, record)
        summary.update(ended=record.ended, epochs=record.epochs, seconds=round(record.seconds, 1))
    return record


def _require_depth(folder: RunFolder, settings: RunSettings) -> None:
    """Batch normalization of a single chip needs two cells or more at the coarsest level."""
    window, depth = folder.read_record(CHIPS, ChipsRecord).window, settings.network.depth
    if window <= 2**depth:
        raise EngineError(
            f"A network of depth {depth} is too deep for a window of {window} pixels.",
            f"Use a window above {2**depth} pixels, or a depth of at most {(window - 1).bit_length() - 1}.",
        )


class _Trainer:
    """The state of one training: network, optimizer, schedule and history."""

    def __init__(
        self,
        folder: RunFolder,
        settings: RunSettings,
        key: str,
        decoded: DecodedSet,
        validation: DecodedSet,
        reporter: Reporter,
    ) -> None:
        self.folder, self.settings, self.key, self.reporter = folder, settings, key, reporter
        self.machine: Machine = choose_machine(settings.training.device, settings.training.precision)
        self.loss = CrossEntropyDice()
        self.history: list[Row] = []
        stored = checkpoint.load_last(folder.checkpoints, key)
        torch.manual_seed(settings.seed)
        if stored is None:
            remove(folder.checkpoints)  # of other settings or data: they would mix with this training's
            folder.checkpoints.mkdir()
            self.card = describe_model(folder, settings, decoded.scaling())
            network: nn.Module = make_network(self.card)
        else:
            self.card, network = stored[0].card, stored[0].network
            self.history = [dict(row) for row in stored[2].history]
        self.network = network.to(self.machine.device, memory_format=torch.channels_last)
        options = settings.training
        self.optimizer = torch.optim.AdamW(
            self.network.parameters(), lr=options.learning_rate, weight_decay=options.weight_decay
        )
        if stored is not None:
            checkpoint.restore_optimizer(self.optimizer, stored[1])
        draws = Draws(settings.augmentation, settings.seed, len(self.card.bands))
        self.train_set = ChipDataset(decoded, self.card.scaling, self.card.classes, draws)
        self.validation_set = ChipDataset(validation, self.card.scaling, self.card.classes)
        self.samples = Samples(folder, key, validation, self.card.classes, reporter)
        self.schedule = self._schedule(stored[2].epoch if stored else 0, stored[2].seconds if stored else 0.0)

    def run(self) -> TrainingRecord:
        """All epochs that are left."""
        if self.history:
            self._tidy_up()  # a kill may have come between the checkpoint and what follows it
        self.samples.begin()
        ended = "complete"
        while not self.schedule.finished or not self.history:
            started = time.monotonic()
            loss, matrix, images = self._train_epoch()
            trained = time.monotonic()
            batches = self._loader(self.validation_set)
            validation_loss, validation = evaluate(
                self.network, batches, self.machine, self.loss, self.reporter.control, self.samples.look
            )
            if not math.isfinite(loss + validation_loss):  # the last step of all may have spoilt the weights
                ended = self._stopped_by_loss()
                break
            rate = self.optimizer.param_groups[0]["lr"]
            row = make_row(
                self.schedule.epoch + 1, self.card.classes, (loss, matrix), (validation_loss, validation), rate
            )
            self.schedule.end_epoch()
            row["images_per_second"] = round(images / (trained - started), 2)
            row["seconds"] = round(time.monotonic() - started, 3)
            self._save(row)
            self.samples.draw(row["epoch"])
            self.schedule.reserve(time.monotonic() - trained)
            if self.reporter.control.finishing_early:
                ended = "finished early"
                break
        return TrainingRecord(
            ended=ended,
            epochs=len(self.history),
            seconds=round(self.schedule.seconds, 3),
            device=self.machine.name,
            candidates=tuple(self._candidates()),
        )

    def _schedule(self, epoch: int, seconds: float) -> Schedule:
        options = self.settings.training
        batches = -(-len(self.train_set) // options.batch_size)
        if options.epoch_limit is not None:
            return EpochSchedule(options.epoch_limit, batches, epoch, seconds)
        return TimeSchedule(float(options.minutes or 0) * 60, batches, epoch, seconds)

    def _train_epoch(self) -> tuple[float, np.ndarray, int]:
        """One pass over the training set: mean loss, confusion matrix, and number of images."""
        self.network.train()
        classes = len(self.card.classes)
        matrix = np.zeros((classes, classes), np.int64)
        losses: list[float] = []
        images_seen = 0
        started, last_event = time.monotonic(), 0.0
        # A seed of its own for each epoch: a resumed run draws the same batches without replaying earlier ones.
        seed = self.settings.seed * 100_003 + self.schedule.epoch
        self.train_set.epoch = self.schedule.epoch
        for images, labels in self._loader(self.train_set, seed):
            self.reporter.control.raise_if_cancelled()
            rate = self._set_learning_rate()
            loss, predicted = self._step(images, labels)
            losses.append(loss)
            images_seen += len(images)
            if not self.history:
                self.schedule.expect(self._validation_guess(images_seen, time.monotonic() - started))
            matrix += confusion_matrix(labels.numpy(), predicted, classes)
            self.schedule.batch += 1
            if time.monotonic() - last_event > 1 / _EVENTS_PER_SECOND:
                last_event = time.monotonic()
                self._tell_batch(loss, rate)
            if not math.isfinite(loss) or self.schedule.out_of_time or self.reporter.control.finishing_early:
                break
        return float(np.mean(losses)), matrix, images_seen

    def _loader(self, dataset: ChipDataset, seed: int | None = None) -> Loader:
        options = self.settings.training
        pinned = self.machine.device.type == "cuda"
        return make_loader(dataset, options.batch_size, seed, options.workers, pinned)

    def _validation_guess(self, images: int, seconds: float) -> float:
        """Seconds that a validation takes: about a third of as many images in training, which also go back."""
        return len(self.validation_set) * seconds / images / 3 + 1

    def _step(self, images: torch.Tensor, labels: torch.Tensor) -> tuple[float, np.ndarray]:
        """One step of the optimizer: its loss, and the classes predicted before it (B, H, W)."""
        with self.machine.autocast():
            logits = self.network(self.machine.place(images))
        loss = self.loss(logits, labels.to(self.machine.device))
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        return loss.item(), logits.detach().argmax(dim=1).to(torch.uint8).cpu().numpy()

    def _set_learning_rate(self) -> float:
        rate = self.settings.training.learning_rate * one_cycle(self.schedule.fraction)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        return rate

    def _save(self, row: Row) -> None:
        """Checkpoint first, history second: a row is there only if its checkpoint is."""
        self.history.append(row)
        checkpoints, epoch = self.folder.checkpoints, row["epoch"]
        self.card = replace(self.card, epoch=epoch, measures=figures_of(row))
        path = checkpoint.save_epoch(checkpoints, self.network, self.card)
        progress = checkpoint.Progress(self.key, epoch, self.schedule.seconds, tuple(self.history))
        checkpoint.save_last(checkpoints, self.network, self.card, self.optimizer, progress)
        self._tidy_up()
        best = max(r["validation_iou"] or 0.0 for r in self.history) == (row["validation_iou"] or 0.0)
        self.reporter.emit(CheckpointSaved(epoch, str(path), best, tuple(self._candidates())))
        limit = self.settings.training.epoch_limit
        self.reporter.emit(EpochDone(epoch, limit, row, self.schedule.seconds_left))

    def _tidy_up(self) -> None:
        """Let ``history.csv`` and the epochs on the disk say what the last checkpoint says."""
        checkpoint.drop_epochs(self.folder.checkpoints, self._candidates())
        write_text(self.folder.history_file, as_csv(self.history))

    def _candidates(self) -> list[int]:
        return checkpoint.epochs_to_keep(self.history, self.settings.training.keep_checkpoints)

    def _tell_batch(self, loss: float, rate: float) -> None:
        schedule = self.schedule
        self.reporter.emit(BatchDone(schedule.epoch + 1, schedule.batch, schedule.batches, loss, rate))
        left = schedule.seconds_left
        done = round(1000 * schedule.fraction)
        self.reporter.emit(Progress(STEP, done, 1000, PERMILLE, None if left is None else round(left, 1)))

    def _stopped_by_loss(self) -> str:
        if not self.history:
            raise EngineError(
                "The loss became infinite in the first epoch.",
                "Lower the learning rate (--set training.learning_rate=0.0005), and check the raster's values.",
            )
        self.reporter.find(
            "warning", STEP,
            f"The loss became infinite in epoch {self.schedule.epoch + 1}; the best so far is kept.",
            "Lower the learning rate.",
        )  # fmt: skip
        return "stopped: infinite loss"


def predict_batches(
    network: nn.Module, loader: Loader, machine: Machine, control: Control
) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Logits (B, K, H, W) float32 and labels (B, H, W), both on the device, without gradients.

    Raises Cancelled between two batches.
    """
    network.eval()
    with torch.inference_mode():
        for images, labels in loader:
            control.raise_if_cancelled()
            with machine.autocast():
                logits = network(machine.place(images))
            yield logits, labels.to(machine.device)


def evaluate(
    network: nn.Module,
    loader: Loader,
    machine: Machine,
    loss: nn.Module,
    control: Control,
    look: Callable[[int, np.ndarray], None],
) -> tuple[float, np.ndarray]:
    """Mean loss over the images, and the confusion matrix of the highest probabilities.

    ``look`` is shown each batch: the number of its first image, and the classes predicted, (B, H, W) uint8.
    """
    total, images, matrix = 0.0, 0, np.zeros((1, 1), np.int64)
    for logits, labels in predict_batches(network, loader, machine, control):
        total += loss(logits, labels).item() * len(labels)
        predicted = logits.argmax(dim=1).to(torch.uint8).cpu().numpy()
        look(images, predicted)
        images += len(labels)
        matrix = matrix + confusion_matrix(labels.cpu().numpy(), predicted, logits.shape[1])
    return total / images, matrix
