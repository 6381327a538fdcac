"""The epochs of a training: batches, validation, checkpoint, history, and when it is enough."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import torch

from ..data.dataset import ChipDataset, DecodedSet, Loader, make_loader
from ..data.draws import Draws
from ..errors import EngineError
from ..events import PERMILLE, BatchDone, CheckpointSaved, EpochDone, Progress, Reporter
from ..files import remove, write_text
from ..plain import to_plain
from ..run_folder import RunFolder
from ..settings import RunSettings
from . import checkpoint, workers
from .beginning import begin, class_weights
from .checkpoint import Row, Stored
from .device import Machine, choose_machine
from .evaluation import evaluate
from .history import as_csv, class_columns, figures_of, make_row
from .learner import Learner
from .losses import make_loss
from .metrics import confusion_matrix
from .model import ModelCard
from .samples import Samples
from .schedule import EpochSchedule, Schedule, TimeSchedule, epochs_without_gain, rate_share
from .trials import find_batch_size, find_rate

STEP = "train"
_EVENTS_PER_SECOND = 5


class Trainer:
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
        self.options = settings.training
        self.machine: Machine = choose_machine(self.options.device, self.options.precision)
        remedy = "Bring its driver up to date; the processor works, only slower." if self.machine.note else ""
        reporter.find(
            "warning" if remedy else "info", STEP, f"Trains on {self.machine.name}. {self.machine.note}".strip(),
            remedy,
        )  # fmt: skip
        self.history: list[Row] = []
        stored = checkpoint.load_last(folder.checkpoints, key, self.options)
        torch.manual_seed(settings.seed)
        network, self.card = begin(folder, settings, decoded, reporter) if stored is None else _goes_on(stored)
        weights = class_weights(self.options, self.card, decoded)
        self.loss = make_loss(self.options, weights).to(self.machine.device)
        self.train_set = training_set(decoded, settings, self.card)
        self.validation_set = ChipDataset(validation, self.card.scaling, self.card.classes)
        if stored is None:
            remove(folder.checkpoints)  # of other settings or data: they would mix with this training's
            folder.checkpoints.mkdir()
            self.batch_size, self.highest_rate = self._try_out(network)
        else:
            self.history = [dict(row) for row in stored.progress.history]
            self.batch_size, self.highest_rate = found_before(stored, settings)
        workers.tell({
            "card": to_plain(self.card), "weights": weights, "batch_size": self.batch_size,
            "resumed": stored is not None,
        })  # fmt: skip
        self.learner = Learner(
            network, make_loss(self.options, weights, workers.total), self.machine, self.options, workers.together
        )
        if stored is not None:
            self.learner.restore(stored.optimizer, stored.progress.learner, stored.average)
        self.samples = Samples(folder, key, validation, self.card.classes, reporter)
        self.schedule = self._schedule(stored)

    def run(self) -> str:
        """All epochs that are left; returns how it ended."""
        if self.history:
            self._tidy_up()  # a kill may have come between the checkpoint and what follows it
        self.samples.begin()
        while not self.schedule.finished or not self.history:
            if self._is_enough():
                return f"stopped early: {self.options.patience} epochs without gain"
            started = time.monotonic()
            loss, matrix, images = self._train_epoch()
            trained = time.monotonic()
            part = max(self.batch_size // self.learner.parts, 1)
            on_gpu = self.machine.device.type == "cuda"
            batches = make_loader(self.validation_set, part, None, self.options.workers, on_gpu)
            validation_loss, validation = evaluate(
                self.learner.result, batches, self.machine, self.loss, self.reporter.control, self.samples.look
            )
            if not math.isfinite(loss + validation_loss):  # the last step of all may have spoilt the weights
                return self._stopped_by_loss()
            rate = self.learner.rate
            row = make_row(
                self.schedule.epoch + 1, self.card.classes, (loss, matrix), (validation_loss, validation), rate
            )
            self.schedule.end_epoch()
            row["images_per_second"] = round(images / (trained - started), 2)
            row["seconds"] = round(time.monotonic() - started, 3)
            row |= class_columns(self.card.classes, matrix, validation)
            self._save(row)
            self.samples.draw(row["epoch"])
            self.schedule.reserve(time.monotonic() - trained)
            if self.reporter.control.finishing_early:
                return "finished early"
        return "complete"

    @property
    def candidates(self) -> list[int]:
        """The epochs that are candidates for the model so far."""
        return checkpoint.epochs_to_keep(
            self.history, self.options.keep_checkpoints, self.options.checkpoint_every
        )

    # -- beginning ------------------------------------------------------------------------------------------

    def _try_out(self, network: torch.nn.Module) -> tuple[int, float]:
        """Batch size and highest learning rate: as the settings say, or found by trying."""
        size, rate = self.options.batch_size, self.options.learning_rate
        if size is None:
            size = find_batch_size(network, self.loss, self.machine, self.options, self.card, len(self.train_set))
            self.reporter.find("info", STEP, f"The network looks at {size} chips at once, found by trying.")
        if rate is None:
            seed = epoch_seed(self.settings.seed, 0)

            def batches() -> Iterable[tuple[torch.Tensor, torch.Tensor]]:
                return epoch_batches(self.train_set, size, seed, 0, self.options.workers, self.machine)

            rate = find_rate(network, self.loss, self.machine, self.options, batches, self.reporter)
            self.reporter.find("info", STEP, f"A highest learning rate of {rate:.2g} was found by trying.")
        return size, rate

    def _schedule(self, stored: Stored | None) -> Schedule:
        epoch, seconds = (stored.progress.epoch, stored.progress.seconds) if stored else (0, 0.0)
        batches = -(-len(self.train_set) // self.batch_size)
        if self.options.epoch_limit is not None:
            return EpochSchedule(self.options.epoch_limit, batches, epoch, seconds)
        return TimeSchedule(float(self.options.minutes or 0) * 60, batches, epoch, seconds)

    # -- an epoch -------------------------------------------------------------------------------------------

    def _train_epoch(self) -> tuple[float, np.ndarray, int]:
        """One pass over the training set: mean loss, confusion matrix, and number of images."""
        classes = len(self.card.classes)
        matrix = np.zeros((classes, classes), np.int64)
        losses: list[float] = []
        images_seen = 0
        started, last_event = time.monotonic(), 0.0
        seed = epoch_seed(self.settings.seed, self.schedule.epoch)
        self.learner.network.train()
        workers.tell({"epoch": self.schedule.epoch, "seed": seed})
        epoch, ahead = self.schedule.epoch, self.options.workers
        for images, labels in epoch_batches(self.train_set, self.batch_size, seed, epoch, ahead, self.machine):
            self.reporter.control.raise_if_cancelled()
            rate = self._rate()
            loss, predicted, own_labels = self._learn(images, labels, rate)
            losses.append(loss)
            images_seen += len(images)
            if not self.history:
                self.schedule.expect(self._validation_guess(images_seen, time.monotonic() - started))
            matrix += confusion_matrix(own_labels.numpy(), predicted, classes)
            self.schedule.batch += 1
            if time.monotonic() - last_event > 1 / _EVENTS_PER_SECOND:
                last_event = time.monotonic()
                self._tell_batch(loss, rate)
            if not math.isfinite(loss) or self.schedule.out_of_time or self.reporter.control.finishing_early:
                break
        workers.tell({"ended": True})
        return float(np.mean(losses)), workers.total(torch.from_numpy(matrix)).numpy(), images_seen

    def _learn(
        self, images: torch.Tensor, labels: torch.Tensor, rate: float
    ) -> tuple[float, np.ndarray, torch.Tensor]:
        """Loss of a batch, and of the part of it that lies in this process: classes predicted, and labels."""
        together = self.options.accumulate
        first = self.schedule.batch - self.schedule.batch % together
        together = min(together, self.schedule.batches - first)
        place = self.schedule.batch - first
        step: dict[str, Any] = {"first": place == 0, "batches": together, "last": place == together - 1}
        workers.tell({"rate": rate, **step})
        images, labels = workers.own_part(images), workers.own_part(labels)
        before = self.learner.parts
        loss, predicted = self.learner.learn(images, labels, rate, **step)
        if self.learner.parts != before:
            self.reporter.find(
                "warning", STEP,
                f"The memory of {self.machine.name} is full: a batch of {self.batch_size} chips now goes through "
                f"the network in {self.learner.parts} parts.",
                "Training goes on, a little slower. Smaller batches or a smaller window take less memory.",
            )  # fmt: skip
        return loss, predicted, labels

    def _rate(self) -> float:
        return self.highest_rate * rate_share(self.options.schedule, self.schedule.fraction, self.history)

    def _is_enough(self) -> bool:
        patience = self.options.patience
        return patience is not None and epochs_without_gain(self.history, self.options.stop_measure) >= patience

    def _validation_guess(self, images: int, seconds: float) -> float:
        """Seconds that a validation takes: about a third of as many images in training, which also go back."""
        return len(self.validation_set) * seconds / images / 3 + 1

    # -- what is kept and said ------------------------------------------------------------------------------

    def _save(self, row: Row) -> None:
        """Checkpoint first, history second: a row is there only if its checkpoint is."""
        self.history.append(row)
        checkpoints, epoch = self.folder.checkpoints, row["epoch"]
        self.card = replace(self.card, epoch=epoch, measures=figures_of(row))
        path = checkpoints / "last"
        if epoch in self.candidates:
            path = checkpoint.save_epoch(checkpoints, self.learner.result, self.card)
        progress = checkpoint.Progress(
            self.key, epoch, self.schedule.seconds, tuple(self.history), self.batch_size, self.highest_rate,
            self.learner.state,
        )  # fmt: skip
        checkpoint.save_last(checkpoints, self.learner, self.card, progress)
        self._tidy_up()
        best = max(r["validation_iou"] or 0.0 for r in self.history) == (row["validation_iou"] or 0.0)
        self.reporter.emit(CheckpointSaved(epoch, str(path), best, tuple(self.candidates)))
        self.reporter.emit(EpochDone(epoch, self.options.epoch_limit, row, self.schedule.seconds_left))

    def _tidy_up(self) -> None:
        """Let ``history.csv`` and the epochs on the disk say what the last checkpoint says."""
        checkpoint.drop_epochs(self.folder.checkpoints, self.candidates)
        write_text(self.folder.history_file, as_csv(self.history))

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


def training_set(decoded: DecodedSet, settings: RunSettings, card: ModelCard) -> ChipDataset:
    """The chips to learn from, with what is drawn anew in each pass."""
    draws = Draws(settings.augmentation, settings.seed, len(card.bands))
    return ChipDataset(decoded, card.scaling, card.classes, draws)


def epoch_seed(seed: int, epoch: int) -> int:
    """A seed of its own for each epoch: a resumed run draws the same without replaying earlier ones."""
    return seed * 100_003 + epoch


def epoch_batches(
    dataset: ChipDataset, batch_size: int, seed: int, epoch: int, ahead: int, machine: Machine
) -> Loader:
    """The batches of an epoch, ``ahead`` threads ahead, and what dropout draws in it, by its seed."""
    dataset.epoch = epoch
    torch.manual_seed(seed)
    return make_loader(dataset, batch_size, seed, ahead, machine.device.type == "cuda")


def found_before(stored: Stored, settings: RunSettings) -> tuple[int, float]:
    """Batch size and highest learning rate of a training that goes on."""
    progress, options = stored.progress, settings.training
    usual = type(options)()
    size = progress.batch_size or options.batch_size or usual.batch_size
    rate = progress.learning_rate or options.learning_rate or usual.learning_rate
    return int(size or 1), float(rate or 1)


def _goes_on(stored: Stored) -> tuple[torch.nn.Module, ModelCard]:
    return stored.model.network, stored.model.card
