"""How far training has come, by epochs or by the clock, and the learning rate that belongs there."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from typing import Any

from ..learning import RateSchedule, StopMeasure

_WARM_UP = 0.2
_START, _END = 1 / 25, 1 / 1000
_PLATEAU_EPOCHS, _PLATEAU_FACTOR = 4, 0.3


def rate_share(schedule: RateSchedule, fraction: float, history: Sequence[Mapping[str, Any]]) -> float:
    """Share of the highest learning rate at ``fraction`` (0–1) of training, after the epochs of ``history``."""
    if schedule == "one_cycle":
        return one_cycle(fraction)
    if schedule == "cosine":
        return _cosine(1.0, _END, min(max(fraction, 0.0), 1.0))
    return on_plateaus(history) if schedule == "plateau" else 1.0


def on_plateaus(history: Sequence[Mapping[str, Any]]) -> float:
    """Share of the highest rate: 0.3 of itself each time that the validation loss has not become lower for 4
    epochs. Told from the history alone, so that a resumed training goes on as it would have."""
    share, best, waited = 1.0, math.inf, 0
    for row in history:
        waited = 0 if row["validation_loss"] < best else waited + 1
        best = min(best, row["validation_loss"])
        if waited == _PLATEAU_EPOCHS:
            share, waited = share * _PLATEAU_FACTOR, 0
    return share


def epochs_without_gain(history: Sequence[Mapping[str, Any]], measure: StopMeasure) -> int:
    """How many epochs ago the best validation was; 0 for none at all. What is not known is worse than all else."""
    if not history:
        return 0
    values = [row[f"validation_{measure}"] for row in history]
    sign = -1 if measure == "loss" else 1
    scores = [-math.inf if value is None else sign * value for value in values]
    return len(scores) - 1 - scores.index(max(scores))


def one_cycle(fraction: float) -> float:
    """Share of the highest learning rate at ``fraction`` (0–1) of training.

    Smith and Topin (2018) with cosine slopes: up from 1/25 during the first fifth, then down to 1/1000.
    """
    fraction = min(max(fraction, 0.0), 1.0)
    if fraction < _WARM_UP:
        return _cosine(_START, 1.0, fraction / _WARM_UP)
    return _cosine(1.0, _END, (fraction - _WARM_UP) / (1 - _WARM_UP))


def _cosine(start: float, end: float, fraction: float) -> float:
    return end + (start - end) * (1 + math.cos(math.pi * fraction)) / 2


class Schedule:
    """Counts epochs, batches and seconds; a resumed run goes on from what it had counted."""

    def __init__(self, batches: int, epoch: int = 0, seconds: float = 0.0) -> None:
        self.batches = batches
        """Batches in an epoch."""
        self.epoch = epoch
        """Finished epochs."""
        self.batch = 0
        """Finished batches of the present epoch."""
        self._before = seconds
        self._start = time.monotonic()

    @property
    def seconds(self) -> float:
        """Time spent training so far, over all sittings."""
        return self._before + time.monotonic() - self._start

    @property
    def fraction(self) -> float:
        """How much of training is done, 0–1."""
        raise NotImplementedError

    @property
    def finished(self) -> bool:
        """Whether no further epoch is to be begun."""
        raise NotImplementedError

    @property
    def out_of_time(self) -> bool:
        """Whether the present epoch must end now."""
        return False

    @property
    def seconds_left(self) -> float | None:
        """Estimated, None while unknown."""
        fraction = self.fraction
        return self.seconds / fraction * (1 - fraction) if fraction > 0 else None

    def end_epoch(self) -> None:
        """Count a finished epoch."""
        self.epoch += 1
        self.batch = 0

    def expect(self, seconds: float) -> None:
        """Guess how long validation and checkpoint will take, before the first epoch has ended."""

    def reserve(self, seconds: float) -> None:
        """Learn how long they took."""


class EpochSchedule(Schedule):
    """A fixed number of epochs."""

    def __init__(self, epochs: int, batches: int, epoch: int = 0, seconds: float = 0.0) -> None:
        super().__init__(batches, epoch, seconds)
        self.epochs = epochs

    @property
    def fraction(self) -> float:
        """Batches done of all batches."""
        return (self.epoch * self.batches + self.batch) / (self.epochs * self.batches)

    @property
    def finished(self) -> bool:
        """Whether all epochs are done."""
        return self.epoch >= self.epochs


class TimeSchedule(Schedule):
    """A fixed time on the clock, validation included; the last epoch may be cut short to keep to it."""

    def __init__(self, seconds: float, batches: int, epoch: int = 0, before: float = 0.0) -> None:
        super().__init__(batches, epoch, before)
        self.limit = seconds
        self._reserve = min(10.0, seconds / 10)
        self._cut_short = False

    @property
    def fraction(self) -> float:
        """Time spent of the time there is for batches."""
        return min(self.seconds / max(self.limit - self._reserve, 1e-3), 1.0)

    @property
    def finished(self) -> bool:
        """Whether no time is left to train. A short last epoch is worth it: its low rates settle the weights."""
        return self._cut_short or self.out_of_time

    @property
    def out_of_time(self) -> bool:
        """Whether what is left is needed for validation."""
        return self.seconds + self._reserve >= self.limit

    @property
    def seconds_left(self) -> float | None:
        """What is left on the clock."""
        return max(self.limit - self.seconds, 0.0)

    def end_epoch(self) -> None:
        """Count a finished epoch; one that the clock has cut short is the last."""
        self._cut_short = self.batch < self.batches
        super().end_epoch()

    def expect(self, seconds: float) -> None:
        """Keep that much, but most of the time is for training."""
        self._reserve = min(seconds, self.limit / 4)

    def reserve(self, seconds: float) -> None:
        """Keep as much time for the end of the next epoch as the last one took."""
        self._reserve = seconds
