"""Training: what it writes, how it ends, and how it goes on after an end that nobody wished for."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from deep_segmentation_wizard.engine import pipeline
from deep_segmentation_wizard.engine.errors import Cancelled, EngineError
from deep_segmentation_wizard.engine.events import (
    BatchDone,
    CheckpointSaved,
    EpochDone,
    Event,
    Finding,
    Progress,
    Reporter,
)
from deep_segmentation_wizard.engine.network import device, trainer
from deep_segmentation_wizard.engine.network.checkpoint import epochs_to_keep
from deep_segmentation_wizard.engine.network.losses import CrossEntropyDice
from deep_segmentation_wizard.engine.network.model import load_model
from deep_segmentation_wizard.engine.network.schedule import one_cycle
from deep_segmentation_wizard.engine.network.training import train
from deep_segmentation_wizard.engine.run_folder import RunFolder
from deep_segmentation_wizard.engine.settings import NetworkSettings, RunSettings
from deep_segmentation_wizard.tests.engine.network.chips import figures_on, read_chips, rewrite_labels
from deep_segmentation_wizard.tests.engine.scenes import ROOT, TINY_NETWORK, engine, make_scene, read

FIGURES = ("iou", "f1", "precision", "recall")
COLUMNS = [
    "epoch",
    *(f"train_{name}" for name in ("loss", "accuracy", *FIGURES)),
    *(f"validation_{name}" for name in ("loss", "accuracy", *FIGURES)),
    "learning_rate", "images_per_second", "seconds",
    *(f"{part}_{name}_{code}" for part in ("train", "validation") for code in (0, 1) for name in FIGURES),
]  # fmt: skip
TIMES = ("images_per_second", "seconds")


def history(folder: Path) -> list[dict[str, str]]:
    with open(folder / "history.csv", newline="") as file:
        return list(csv.DictReader(file))


def without_times(folder: Path) -> list[dict[str, str]]:
    return [{name: value for name, value in row.items() if name not in TIMES} for row in history(folder)]


def epochs_on_disk(folder: RunFolder) -> list[int]:
    return sorted(int(path.name.removeprefix("epoch_")) for path in folder.checkpoints.glob("epoch_*"))


class When:
    """A sink that does something once a certain event has come a number of times, and notes when."""

    def __init__(self, kind: type[Event], count: int, action) -> None:
        self.kind, self.left, self.action = kind, count, action
        self.time = 0.0

    def __call__(self, event: Event) -> None:
        if isinstance(event, self.kind):
            self.left -= 1
            if self.left == 0:
                self.time = time.monotonic()
                self.action()


# -- what it writes -----------------------------------------------------------------------------------------


def test_history_has_all_columns_and_a_row_for_each_epoch(start):
    folder, settings = start(epochs=3)
    record = train(folder, settings, Reporter())
    rows = history(folder.path)
    assert list(rows[0]) == COLUMNS
    assert [row["epoch"] for row in rows] == ["1", "2", "3"]
    assert all(float(row[name]) >= 0 for row in rows for name in COLUMNS if row[name] or "precision" not in name)
    assert (record.ended, record.epochs) == ("complete", 3)


def test_it_learns(start):
    folder, settings = start(epochs=5)
    train(folder, settings, Reporter())
    first, last = history(folder.path)[0], history(folder.path)[-1]
    assert float(last["train_loss"]) < float(first["train_loss"]) / 2
    assert float(last["validation_iou"]) > 0.8


def test_the_learning_rate_goes_its_way_to_the_end(start):
    folder, settings = start(epochs=4)
    seen: list[Event] = []
    train(folder, settings, Reporter(seen.append))
    batches = -(-len(read_chips(folder, "train", augmented=True)[0]) // 4)
    last_of_epoch = [0.01 * one_cycle((epoch * batches - 1) / (4 * batches)) for epoch in (1, 2, 3, 4)]
    assert [float(row["learning_rate"]) for row in history(folder.path)] == pytest.approx(last_of_epoch)
    first = next(event for event in seen if isinstance(event, BatchDone))
    assert first.learning_rate == pytest.approx(0.01 / 25)


def test_validation_figures_are_those_of_the_validation_chips(start):
    folder, settings = start(epochs=2, precision="float32")
    train(folder, settings, Reporter())
    model, row = load_model(folder.checkpoints / "last/model.safetensors"), history(folder.path)[-1]
    accuracy, iou, f1, _ = figures_on(model, folder, "validation", None)
    assert float(row["validation_accuracy"]) == pytest.approx(accuracy)
    assert float(row["validation_iou"]) == pytest.approx(iou)
    assert float(row["validation_f1"]) == pytest.approx(f1)
    assert model.card.measures["validation_iou"] == float(row["validation_iou"])


def test_scaling_is_that_of_the_original_training_chips(start):
    folder, settings = start(epochs=1)
    train(folder, settings, Reporter())
    scaling = load_model(folder.checkpoints / "last/model.safetensors").card.scaling
    pixels = np.concatenate([image.reshape(3, -1) for image in read_chips(folder, "train")[0]], axis=1)
    assert scaling.mean == pytest.approx(pixels.mean(axis=1))
    assert scaling.deviation == pytest.approx(pixels.std(axis=1))


def test_checkpoints_hold_safetensors_and_json_only(start):
    folder, settings = start(epochs=3)
    train(folder, settings, Reporter())
    files = [path for path in folder.checkpoints.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == {".safetensors", ".json"}
    assert {path.parent.name for path in files} == {
        "checkpoints", "epoch_001", "epoch_002", "epoch_003", "last", "previous",
    }  # fmt: skip
    for path in files:
        if path.suffix == ".json":
            json.loads(path.read_text())
        elif path.name == "model.safetensors":
            load_model(path)


def test_events_tell_the_history(start):
    folder, settings = start(epochs=3)
    seen: list[Event] = []
    train(folder, settings, Reporter(seen.append))
    done = [event for event in seen if isinstance(event, EpochDone)]
    told = [{name: event.measures[name] for name in COLUMNS} for event in done]
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in told] == history(folder.path)
    assert [event.epochs for event in done] == [3, 3, 3]
    saved = [event for event in seen if isinstance(event, CheckpointSaved)]
    ious = [event.measures["validation_iou"] for event in done]
    assert [event.best for event in saved] == [iou == max(ious[: n + 1]) for n, iou in enumerate(ious)]
    assert all((Path(event.path) / "model.safetensors").is_file() for event in saved)
    assert any(isinstance(event, Progress) and event.step == "train" for event in seen)


def test_the_best_and_the_newest_epoch_are_kept_and_no_more_than_asked_for():
    ious = [0.5, 0.9, None, 0.7, 0.9, 0.1]
    rows = [{"epoch": number, "validation_iou": iou} for number, iou in enumerate(ious, start=1)]
    assert [epochs_to_keep(rows, keep) for keep in (1, 2, 3, 4, 6, 99)] == [
        [5], [5, 6], [2, 5, 6], [2, 4, 5, 6], [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6],
    ]  # fmt: skip
    assert epochs_to_keep(rows[:5], 2) == [2, 5]


@pytest.mark.parametrize("keep", [1, 3])
def test_as_many_checkpoints_stay_as_were_asked_for(keep, start):
    folder, settings = start(epochs=6, keep_checkpoints=keep)
    counts: list[int] = []

    def count(event: Event) -> None:
        if isinstance(event, CheckpointSaved):
            counts.append(len(epochs_on_disk(folder)))
            assert list(event.kept) == epochs_on_disk(folder)

    record = train(folder, settings, Reporter(count))
    assert counts == [min(keep, epoch) for epoch in range(1, 7)]
    ious = {int(row["epoch"]): float(row["validation_iou"]) for row in history(folder.path)}
    kept = epochs_on_disk(folder)
    assert list(record.candidates) == kept
    assert max(ious.values()) in [ious[epoch] for epoch in kept]
    if keep > 1:
        assert 6 in kept
        others = sorted((ious[epoch] for epoch in ious if epoch != 6), reverse=True)[: keep - 1]
        assert sorted((ious[epoch] for epoch in kept if epoch != 6), reverse=True) == others


def test_the_same_seed_gives_the_same_history_and_another_one_does_not(start, tmp_path):
    folder, settings = start(epochs=2)
    histories = []
    for seed in (5, 5, 6):
        shutil.rmtree(folder.checkpoints, ignore_errors=True)
        train(folder, replace(settings, seed=seed), Reporter())
        histories.append(without_times(folder.path))
    assert histories[0] == histories[1] != histories[2]


# -- what is not known --------------------------------------------------------------------------------------


def test_ignored_pixels_have_no_part_in_the_figures(start):
    folder, settings = start(epochs=3, precision="float32")
    for name in ("train", "validation"):
        rewrite_labels(folder, name, lambda label, number: ignored_from(label, 0 if number == 0 else 32))
    train(folder, settings, Reporter())
    rows = history(folder.path)
    assert all(np.isfinite(float(row[f"{part}_loss"])) for row in rows for part in ("train", "validation"))
    model = load_model(folder.checkpoints / "last/model.safetensors")
    accuracy, iou, _, pixels = figures_on(model, folder, "validation", None)
    chips = len(list((folder.chips / "validation/labels").iterdir()))
    assert pixels == (chips - 1) * 64 * 32
    assert float(rows[-1]["validation_accuracy"]) == pytest.approx(accuracy)
    assert float(rows[-1]["validation_iou"]) == pytest.approx(iou)


def ignored_from(label: np.ndarray, column: int) -> np.ndarray:
    label[:, column:] = 255
    return label


def test_chips_of_ignored_pixels_alone_leave_the_weights_finite(start):
    folder, settings = start(epochs=1)
    rewrite_labels(folder, "train", lambda label, _: ignored_from(label, 0))
    shutil.rmtree(folder.augmented / "train")
    record = json.loads((folder.augmented / "augmented.json").read_text())
    record["names"] = {"train": []}
    (folder.augmented / "augmented.json").write_text(json.dumps(record))
    train(folder, settings, Reporter())
    assert history(folder.path)[0]["train_iou"] == ""
    assert float(history(folder.path)[0]["train_loss"]) == 0
    load_model(folder.checkpoints / "last/model.safetensors")


# -- minutes ------------------------------------------------------------------------------------------------


def test_minutes_are_kept_and_the_learning_rate_has_come_down(start):
    folder, settings = start(minutes=0.06)
    begun = When(BatchDone, 1, lambda: None)
    record = train(folder, settings, Reporter(begun))
    assert 2 < time.monotonic() - begun.time < 3.6 + 3
    rows = history(folder.path)
    assert record.ended == "complete" and len(rows) > 2
    assert max(float(row["learning_rate"]) for row in rows) > 0.005
    assert float(rows[-1]["learning_rate"]) < 0.05 * 0.01


def test_minutes_end_in_mid_epoch(start, monkeypatch):
    class Slow(CrossEntropyDice):
        def forward(self, logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
            time.sleep(0.2 if torch.is_grad_enabled() else 0)
            return super().forward(logits, labels)

    folder, settings = start(minutes=0.02)
    batches = -(-len(read_chips(folder, "train", augmented=True)[0]) // 4)
    monkeypatch.setattr(trainer, "make_loss", lambda *_: Slow())
    record = train(folder, settings, Reporter())
    assert record.seconds < 1.2 + 1 < 0.2 * batches
    assert len(history(folder.path)) == 1


# -- asked to end -------------------------------------------------------------------------------------------


def test_finish_early_ends_in_mid_epoch_with_a_model_and_masks(start):
    folder, settings = start(epochs=500)
    reporter = Reporter()
    reporter.sinks.append(When(BatchDone, 3, reporter.control.finish_early))
    outputs = pipeline.resume(folder, reporter)
    assert json.loads((folder.checkpoints / "training.json").read_text())["ended"] == "finished early"
    assert 1 <= len(history(folder.path)) < 20
    assert load_model(outputs["model"]).card.epoch <= len(history(folder.path))
    assert read(outputs["masks"][0]).shape == (224, 256)


def test_cancel_ends_soon_and_a_later_run_goes_on_as_if_nothing_had_been(start):
    folder, settings = start(epochs=5)
    train(folder, settings, Reporter())
    expected = without_times(folder.path)
    shutil.rmtree(folder.checkpoints)
    for kind, count in ((BatchDone, 1), (EpochDone, 2), (CheckpointSaved, 1), (BatchDone, 2)):
        reporter = Reporter()
        cancel = When(kind, count, reporter.control.cancel)
        reporter.sinks.append(cancel)
        with pytest.raises(Cancelled):
            train(folder, settings, reporter)
        assert time.monotonic() - cancel.time < 5
    seen: list[Event] = []
    train(folder, settings, Reporter(seen.append))
    assert without_times(folder.path) == expected
    assert 0 < sum(isinstance(event, EpochDone) for event in seen) < 5


def test_cancel_is_heard_in_validation(start, monkeypatch):
    folder, settings = start(epochs=1, batch_size=1)
    reporter = Reporter()
    judged: list[int] = []

    class Watching(CrossEntropyDice):
        def forward(self, logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
            if not torch.is_grad_enabled():
                judged.append(1)
                reporter.control.cancel()
            return super().forward(logits, labels)

    monkeypatch.setattr(trainer, "make_loss", lambda *_: Watching())
    with pytest.raises(Cancelled):
        train(folder, settings, reporter)
    assert len(judged) == 1 < len(read_chips(folder, "validation")[0])


def test_other_settings_start_a_training_of_their_own(start):
    folder, settings = start(epochs=3)
    train(folder, settings, Reporter())
    train(folder, replace(settings, training=replace(settings.training, epochs=1)), Reporter())
    assert epochs_on_disk(folder) == [1]
    assert len(history(folder.path)) == 1


# -- a loss that grows without bounds -----------------------------------------------------------------------


def test_row_47_an_infinite_loss_in_the_first_epoch_is_refused_with_a_remedy(start):
    folder, settings = start(epochs=3, learning_rate=1e30)
    with pytest.raises(EngineError, match="loss became infinite") as caught:
        train(folder, settings, Reporter())
    assert "learning rate" in caught.value.remedy
    assert epochs_on_disk(folder) == []


class Failing(CrossEntropyDice):
    """A loss that is no number from a certain batch of training on, or whose gradient is none."""

    good = 0
    spoilt_gradient = False
    calls = 0

    def forward(self, logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        value = super().forward(logits, labels)
        if not torch.is_grad_enabled():
            return value
        type(self).calls += 1
        if self.calls <= self.good:
            return value
        # The root's slope at 0 is infinite: the value stays, its gradient is lost.
        return value + (logits - logits.detach()).square().sum().sqrt() if self.spoilt_gradient else value * np.nan


@pytest.mark.parametrize("spoilt_gradient", [False, True])
def test_row_47_an_infinite_loss_later_keeps_the_best_and_the_run_goes_on(spoilt_gradient, start, monkeypatch):
    folder, settings = start(epochs=9)
    batches = -(-len(read_chips(folder, "train", augmented=True)[0]) // 4)
    # With spoilt gradients the last batch of the third epoch does it: its own loss is still a number.
    values = {"good": 3 * batches - 1, "spoilt_gradient": spoilt_gradient, "calls": 0}
    monkeypatch.setattr(trainer, "make_loss", lambda *_: (type("Failing", (Failing,), values))())
    seen: list[Event] = []
    outputs = pipeline.resume(folder, Reporter(seen.append))
    warning = next(e for e in seen if isinstance(e, Finding) and "loss became infinite in epoch 3" in e.message)
    assert "learning rate" in warning.remedy
    assert json.loads((folder.checkpoints / "training.json").read_text())["ended"].startswith("stopped")
    assert len(history(folder.path)) == 2
    assert outputs["epoch"] in (1, 2)
    assert set(np.unique(read(outputs["masks"][0]))) <= {0, 1}


def test_a_network_too_deep_for_the_window_is_refused(start):
    folder, settings = start(epochs=1)
    settings = replace(settings, network=NetworkSettings(depth=6, base_width=1))
    with pytest.raises(EngineError, match="depth 6 is too deep for a window of 64") as caught:
        train(folder, settings, Reporter())
    assert "depth of at most 5" in caught.value.remedy


def test_the_deepest_network_that_a_window_takes_works_with_single_chips(start):
    folder, settings = start(epochs=1, batch_size=1)
    train(folder, replace(settings, network=NetworkSettings(depth=5, base_width=1)), Reporter())
    assert len(history(folder.path)) == 1


# -- the machine --------------------------------------------------------------------------------------------


def test_row_46_a_graphics_card_that_does_not_work_is_said_and_the_processor_trains(start, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)  # but torch cannot compute on it
    device._fault_of.cache_clear()
    folder, settings = start(epochs=1)
    seen: list[Event] = []
    record = train(folder, settings, Reporter(seen.append))
    warning = next(event for event in seen if isinstance(event, Finding) and event.severity == "warning")
    assert warning.message.startswith("Trains on CPU") and "is there but does not work: " in warning.message
    assert "driver" in warning.remedy
    assert record.device.startswith("CPU")
    device._fault_of.cache_clear()


def test_row_46_the_user_sees_what_is_computed_on(start):
    folder, settings = start(epochs=1, device="cpu")
    seen: list[Event] = []
    train(folder, settings, Reporter(seen.append))
    assert any(isinstance(event, Finding) and event.message.startswith("Trains on CPU") for event in seen)


def test_row_40_a_full_disk_in_mid_checkpoint_leaves_the_last_good_one(start, monkeypatch):
    folder, settings = start(epochs=3)
    train(folder, settings, Reporter())
    expected = without_times(folder.path)
    shutil.rmtree(folder.checkpoints)

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device", str(folder.checkpoints))

    with monkeypatch.context() as patch, pytest.raises(OSError, match="No space"):
        full_after_first = When(EpochDone, 1, lambda: patch.setattr(os, "fsync", full))
        train(folder, settings, Reporter(full_after_first))
    assert len(history(folder.path)) == 1
    assert load_model(folder.checkpoints / "epoch_001/model.safetensors").card.epoch == 1
    seen: list[Event] = []
    train(folder, settings, Reporter(seen.append))
    assert [event.epoch for event in seen if isinstance(event, EpochDone)] == [2, 3]
    assert without_times(folder.path) == expected
    assert not [path for path in folder.checkpoints.rglob("*") if path.name.startswith(".")]


# -- killed -------------------------------------------------------------------------------------------------


def test_killed_at_any_moment_a_run_ends_like_an_uninterrupted_one(tmp_path):
    raster, rois = make_scene(tmp_path)
    whole, run = tmp_path / "whole", tmp_path / "run"
    options = (
        "--raster", raster, "--rois", rois, "--window", 64, "--stride", 32, "--epochs", 4,
        "--seed", 3, *TINY_NETWORK, "--set", "training.learning_rate=0.01", "--set", "training.keep_checkpoints=2",
        "--augment", "all:0.2", "--applied", "both",
    )  # fmt: skip
    resume = ("run", "--resume", "--folder", run)
    rng = random.Random(1)
    kill_once(("run", *options, "--folder", run), "BatchDone", 1, 0)
    kill_once(resume, "CheckpointSaved", 1, 0)
    kill_once(resume, "EpochDone", 1, 0.2 * rng.random())
    kill_once(resume, "BatchDone", 2, 0.2 * rng.random())
    for done in (engine(*resume), engine("run", *options, "--folder", whole)):
        assert done.returncode == 0, done.stderr
    assert len(history(run)) == 4
    assert without_times(run) == without_times(whole)
    expected, found = load_model(whole / "model.safetensors"), load_model(run / "model.safetensors")
    assert expected.card.epoch == found.card.epoch
    weights = found.network.state_dict()
    assert all(torch.equal(tensor, weights[name]) for name, tensor in expected.network.state_dict().items())
    masks = [read(folder / "prediction/scene_mask.tif") for folder in (run, whole)]
    assert (masks[0] == masks[1]).all()


def kill_once(arguments: tuple, event: str, count: int, delay: float) -> None:
    """Start the engine and kill it by -9 a little after an event has come ``count`` times."""
    process = subprocess.Popen(
        [sys.executable, "-m", "engine", *map(str, arguments), "--json"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        for line in process.stdout:
            count -= json.loads(line)["event"] == event
            if count == 0:
                break
        time.sleep(delay)
        process.kill()
        process.wait()
    assert process.returncode == -signal.SIGKILL


def test_every_moment_of_saving_leaves_a_checkpoint_to_go_on_from(start, tmp_path, monkeypatch):
    folder, settings = start(epochs=3, keep_checkpoints=2, batch_size=16)
    train(folder, settings, Reporter())
    expected, kept = without_times(folder.path), epochs_on_disk(folder)
    moments = photograph_saves(folder, settings, tmp_path / "moments", monkeypatch)
    assert len(moments) > 20
    stood = []
    for moment in moments:
        shutil.rmtree(folder.checkpoints)
        shutil.copytree(moment / "checkpoints", folder.checkpoints)
        shutil.copy(moment / "history.csv", folder.history_file)
        seen: list[Event] = []
        train(folder, settings, Reporter(seen.append))
        stood.append(3 - sum(isinstance(event, EpochDone) for event in seen))
        assert without_times(folder.path) == expected
        assert epochs_on_disk(folder) == kept
        assert not [path.name for path in folder.checkpoints.iterdir() if path.name.startswith(".")]
    assert stood == sorted(stood) and set(stood) == {1, 2, 3}


def photograph_saves(folder: RunFolder, settings: RunSettings, place: Path, monkeypatch) -> list[Path]:
    """Copies of checkpoints and history as a kill would leave them from the second save on: before each renaming,
    and in mid-writing."""
    shutil.rmtree(folder.checkpoints)
    moments: list[Path] = []
    active = False

    def photograph(half: bool) -> None:
        if not active:
            return
        target = place / f"{len(moments):02d}"
        shutil.copytree(folder.checkpoints, target / "checkpoints")
        shutil.copy(folder.history_file, target)
        for path in target.rglob(".*.new"):
            if half and path.is_file():
                os.truncate(path, path.stat().st_size // 2)
        moments.append(target)

    replace_file, flush_file = os.replace, os.fsync

    def watched_replace(source: Path, target: Path) -> None:
        photograph(half=False)
        replace_file(source, target)

    def watched_fsync(descriptor: int) -> None:
        photograph(half=True)
        flush_file(descriptor)

    def begin(event: Event) -> None:
        nonlocal active
        active = active or isinstance(event, EpochDone)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", watched_replace)
        patch.setattr(os, "fsync", watched_fsync)
        train(folder, settings, Reporter(begin))
    return moments


@pytest.mark.parametrize(
    ("name", "harm"),
    [
        ("model.safetensors", "truncated"), ("optimizer.safetensors", "missing"), ("checkpoint.json", "garbage"),
        ("optimizer.safetensors", "garbage"),
    ],
)  # fmt: skip
def test_a_damaged_last_checkpoint_falls_back_on_the_one_before(name, harm, start):
    folder, settings = start(epochs=3)
    train(folder, settings, Reporter())
    expected = without_times(folder.path)
    path = folder.checkpoints / "last" / name
    if harm == "truncated":
        os.truncate(path, path.stat().st_size // 2)
    elif harm == "missing":
        path.unlink()
    else:
        path.write_bytes(os.urandom(300))
    seen: list[Event] = []
    train(folder, settings, Reporter(seen.append))
    assert [event.epoch for event in seen if isinstance(event, EpochDone)] == [3]
    assert without_times(folder.path) == expected
