"""Step 6: train the U-Net, with a checkpoint and a row of ``history.csv`` after every epoch."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..data.augment import STEP as AUGMENT
from ..data.dataset import decode_set
from ..events import Reporter
from ..run_folder import RunFolder, make_key
from ..settings import RunSettings
from . import team
from .trainer import STEP as STEP
from .trainer import Trainer


@dataclass(frozen=True)
class TrainingRecord:
    """How training ended, and the epochs that are candidates for the model."""

    ended: str
    """'complete', 'finished early', 'stopped early: …' or 'stopped: …'."""
    epochs: int
    seconds: float
    device: str
    candidates: tuple[int, ...]
    batch_size: int | None = None
    """What the memory took at once; None in records of earlier versions."""
    learning_rate: float | None = None
    """The highest."""


def train_key(settings: RunSettings, augment_key: str | None) -> str:
    """What the training depends on."""
    training = replace(settings.training, workers=0)  # any number of them gives the same network
    return make_key(settings.network, training, settings.seed, augment_key)


def train(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> TrainingRecord:
    """Train from the run's chips, going on from the last checkpoint if one fits the settings."""
    key = train_key(settings, folder.key(AUGMENT))
    with reporter.step(STEP, "Training the network") as summary, team.leading(folder, settings, key):
        decoded = decode_set(folder, "train", True, reporter)
        validation = decode_set(folder, "validation", False, reporter)
        trainer = Trainer(folder, settings, key, decoded, validation, reporter)
        ended = trainer.run()
        record = TrainingRecord(
            ended=ended,
            epochs=len(trainer.history),
            seconds=round(trainer.schedule.seconds, 3),
            device=trainer.machine.name,
            candidates=tuple(trainer.candidates),
            batch_size=max(trainer.batch_size // trainer.learner.parts, 1),
            learning_rate=trainer.highest_rate,
        )
        folder.write_record(folder.record_file(STEP), key, record)
        summary.update(ended=record.ended, epochs=record.epochs, seconds=round(record.seconds, 1))
    return record
