"""The learning rate's way up and down, by epochs and by the clock."""

from __future__ import annotations

import pytest

from deep_segmentation_wizard.engine.network import schedule as module
from deep_segmentation_wizard.engine.network.schedule import EpochSchedule, TimeSchedule, one_cycle


@pytest.fixture
def clock(monkeypatch):
    """A clock that tests move by hand."""

    class Clock:
        now = 1000.0

        def monotonic(self) -> float:
            return self.now

    made = Clock()
    monkeypatch.setattr(module, "time", made)
    return made


def test_one_cycle_starts_low_peaks_at_a_fifth_and_ends_near_nothing():
    assert one_cycle(0) == pytest.approx(1 / 25)
    assert one_cycle(0.2) == pytest.approx(1)
    assert one_cycle(1) == pytest.approx(1 / 1000)
    rising = [one_cycle(n / 100) for n in range(21)]
    falling = [one_cycle(n / 100) for n in range(20, 101)]
    assert rising == sorted(rising) and falling == sorted(falling, reverse=True)
    assert one_cycle(0.6) == pytest.approx((1 + 1 / 1000) / 2)


def test_one_cycle_stays_in_its_bounds():
    assert one_cycle(-1) == one_cycle(0) and one_cycle(2) == one_cycle(1)


def test_epochs_are_counted_to_their_number():
    schedule = EpochSchedule(epochs=3, batches=4)
    fractions = []
    while not schedule.finished:
        for _ in range(4):
            fractions.append(schedule.fraction)
            assert not schedule.out_of_time
            schedule.batch += 1
        schedule.end_epoch()
    assert fractions == pytest.approx([n / 12 for n in range(12)])
    assert schedule.fraction == 1 and schedule.epoch == 3


def test_epochs_go_on_where_a_resumed_run_stood(clock):
    schedule = EpochSchedule(epochs=4, batches=10, epoch=3, seconds=60.0)
    assert schedule.fraction == pytest.approx(0.75) and not schedule.finished
    clock.now += 20
    schedule.batch = 5
    assert schedule.seconds == pytest.approx(80)
    assert schedule.seconds_left == pytest.approx(80 / 0.875 * 0.125)
    schedule.end_epoch()
    assert schedule.finished


def train_by_the_clock(
    clock, limit: float, batches: int, per_batch: float, validation: float, spent: float = 0.0
) -> tuple[float, list[float], int]:
    """Live through a training: seconds it took in all, the rates of its batches, and its epochs."""
    schedule = TimeSchedule(limit, batches, before=spent)
    start, rates = clock.now - spent, []
    while not schedule.finished or not schedule.epoch:
        for _ in range(batches):
            rates.append(one_cycle(schedule.fraction))
            clock.now += per_batch
            schedule.batch += 1
            if schedule.epoch == 0:
                schedule.expect(0.9 * validation)
            if schedule.out_of_time:
                break
        clock.now += validation
        schedule.end_epoch()
        schedule.reserve(validation)
    return clock.now - start, rates, schedule.epoch


@pytest.mark.parametrize(
    ("limit", "batches", "per_batch", "validation"),
    [(60, 10, 0.3, 0.5), (60, 1000, 0.2, 4), (600, 500, 1.0, 30), (6, 5, 0.05, 0.1), (60, 7, 2.9, 6)],
)
def test_minutes_are_kept_and_used(clock, limit, batches, per_batch, validation):
    took, rates, epochs = train_by_the_clock(clock, limit, batches, per_batch, validation)
    assert took <= limit + per_batch + 0.1 * validation
    assert took >= limit - validation
    assert epochs >= 1
    assert max(rates) > 0.95
    assert rates[-1] < 0.05


def test_minutes_go_on_where_a_resumed_run_stood(clock):
    took, rates, _ = train_by_the_clock(clock, 60, 10, 0.3, 0.5, spent=45.0)
    assert took == pytest.approx(60, abs=2)
    assert one_cycle(0.9) < rates[0] < one_cycle(0.7)
    assert rates[-1] < 0.05


def test_minutes_too_short_for_an_epoch_still_train_a_little(clock):
    took, rates, epochs = train_by_the_clock(clock, 10, 1000, 1.0, 2.0)
    assert epochs == 1 and 5 <= len(rates) <= 10
    assert took <= 11


def test_minutes_tell_what_is_left(clock):
    schedule = TimeSchedule(60, 10)
    clock.now += 20
    assert schedule.seconds_left == pytest.approx(40)
    clock.now += 100
    assert schedule.seconds_left == 0 and schedule.finished and schedule.out_of_time and schedule.fraction == 1
