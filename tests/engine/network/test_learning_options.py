"""What a user may choose about the training, and what each choice does."""

from __future__ import annotations

import csv
import json
import shutil
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from torch import nn

from deep_segmentation_wizard.engine.errors import Cancelled, EngineError
from deep_segmentation_wizard.engine.events import BatchDone, Event, Finding, Reporter
from deep_segmentation_wizard.engine.learning import ClassWeight
from deep_segmentation_wizard.engine.network import learner, trials
from deep_segmentation_wizard.engine.network.averaging import AveragedWeights
from deep_segmentation_wizard.engine.network.checkpoint import epochs_to_keep
from deep_segmentation_wizard.engine.network.learner import Learner
from deep_segmentation_wizard.engine.network.losses import CrossEntropyDice
from deep_segmentation_wizard.engine.network.model import load_model
from deep_segmentation_wizard.engine.network.schedule import (
    epochs_without_gain,
    on_plateaus,
    one_cycle,
    rate_share,
)
from deep_segmentation_wizard.engine.network.selection import select_key
from deep_segmentation_wizard.engine.network.training import train, train_key
from deep_segmentation_wizard.engine.settings import (
    NetworkSettings,
    RunSettings,
    SelectionSettings,
    TrainingSettings,
)
from deep_segmentation_wizard.tests.engine.network.chips import read_chips
from deep_segmentation_wizard.tests.engine.network.models import PLAIN

TIMES = ("images_per_second", "seconds")


def history(folder: Path) -> list[dict[str, str]]:
    with open(folder / "history.csv", newline="") as file:
        return [{k: v for k, v in row.items() if k not in TIMES} for row in csv.DictReader(file)]


def column(folder: Path, name: str) -> list[float]:
    return [float(row[name]) for row in history(folder)]


def weights_of(path: Path) -> dict[str, torch.Tensor]:
    return load_model(path / "model.safetensors").network.state_dict()


# -- keys ---------------------------------------------------------------------------------------------------


def test_settings_of_before_these_options_have_the_keys_of_before():
    settings = RunSettings()
    assert train_key(settings, "sha256:x") == "sha256:9e462ad8157ee77abf7fbe77"
    assert select_key(settings, "sha256:x") == "sha256:524bceebed87d399b71fb511"
    settings = RunSettings(
        seed=4, network=NetworkSettings(depth=3), training=TrainingSettings(minutes=2.5, device="cpu"),
        selection=SelectionSettings("f1"),
    )  # fmt: skip
    assert train_key(settings, "sha256:x") == "sha256:7ad8915f542adfa49e604ca1"
    assert select_key(settings, "sha256:x") == "sha256:a947a33ceb54321902961853"


@pytest.mark.parametrize(
    "change",
    [
        {"optimizer": "sgd"}, {"schedule": "cosine"}, {"loss": "focal"}, {"average": 0.9}, {"accumulate": 2},
        {"class_weights": "own", "own_weights": (ClassWeight("a", 2.0),)}, {"patience": 3},
    ],
)  # fmt: skip
def test_every_other_choice_is_a_training_of_its_own(change):
    settings = RunSettings(training=TrainingSettings(**change))
    assert train_key(settings, "x") != train_key(RunSettings(), "x")


# -- it goes on as if nothing had been ----------------------------------------------------------------------

CHOICES = {
    "adam": {"optimizer": "adam"},
    "sgd": {"optimizer": "sgd", "learning_rate": 0.1},
    "sgd without momentum": {"optimizer": "sgd", "momentum": 0.0, "learning_rate": 0.1},
    "cosine": {"schedule": "cosine"},
    "plateau": {"schedule": "plateau"},
    "constant": {"schedule": "constant"},
    "average": {"average": 0.9},
    "accumulated and clipped": {"accumulate": 3, "clip_gradients": 0.1},
    "float16": {"precision": "float16", "device": "cpu"},
    "found rate": {"learning_rate": None},
    "found batch": {"batch_size": None},
    "focal": {"loss": "focal", "class_weights": "inverse"},
    "tversky": {"loss": "tversky"},
    "patience": {"patience": 1},
}


@pytest.mark.parametrize("choice", CHOICES)
def test_row_51_a_resumed_training_equals_an_uninterrupted_one(choice, start):
    folder, settings = start(epochs=4, **CHOICES[choice])
    settings = replace(settings, network=replace(settings.network, dropout=0.1))
    record = train(folder, settings, Reporter())
    expected, weights = history(folder.path), weights_of(folder.checkpoints / "last")
    kept = {path.name for path in folder.checkpoints.glob("epoch_*")}
    shutil.rmtree(folder.checkpoints)
    for epoch in (2, 3):  # cancelled in mid-epoch, twice
        reporter = Reporter()

        def cancel(event: Event, reporter: Reporter = reporter, epoch: int = epoch) -> None:
            if isinstance(event, BatchDone) and event.epoch == epoch:
                reporter.control.cancel()

        reporter.sinks.append(cancel)
        if len(expected) >= epoch:
            with pytest.raises(Cancelled):
                train(folder, settings, reporter)
    again = train(folder, settings, Reporter())
    assert history(folder.path) == expected
    assert {path.name for path in folder.checkpoints.glob("epoch_*")} == kept
    assert (again.ended, again.learning_rate, again.batch_size) == (
        record.ended, record.learning_rate, record.batch_size,
    )  # fmt: skip
    found = weights_of(folder.checkpoints / "last")
    assert all(torch.equal(tensor, found[name]) for name, tensor in weights.items())
    assert {path.suffix for path in folder.checkpoints.rglob("*") if path.is_file()} == {".safetensors", ".json"}


# -- it learns ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "choice",
    [
        {"optimizer": "adam", "weight_decay": 0.0}, {"optimizer": "sgd", "learning_rate": 0.3}, {"loss": "ce"},
        {"loss": "dice"}, {"loss": "focal"}, {"loss": "tversky"}, {"class_weights": "inverse"},
        {"average": 0.9}, {"precision": "float16", "device": "cpu"}, {"learning_rate": None},
        {"schedule": "constant", "clip_gradients": 1.0},
    ],
)  # fmt: skip
def test_every_choice_learns_bright_squares(choice, start):
    folder, settings = start(epochs=5, **choice)
    train(folder, settings, Reporter())
    assert max(column(folder.path, "validation_iou")) > 0.8


# -- the learning rate --------------------------------------------------------------------------------------


def test_schedules_go_their_way():
    assert rate_share("one_cycle", 0.3, []) == one_cycle(0.3)
    assert rate_share("constant", 0.9, []) == 1
    cosine = [rate_share("cosine", fraction, []) for fraction in (0, 0.5, 1)]
    assert cosine == pytest.approx([1, 0.5005, 0.001])


def test_on_a_plateau_the_rate_falls_after_four_epochs_and_again_after_four_more():
    def rows(*losses: float) -> list[dict[str, float]]:
        return [{"validation_loss": loss} for loss in losses]

    assert on_plateaus(rows(5, 4, 4, 4, 4)) == 1
    assert on_plateaus(rows(5, 4, 4, 4, 4, 4)) == pytest.approx(0.3)
    assert on_plateaus(rows(5, 4, 4, 4, 4, 4, 4, 4, 4)) == pytest.approx(0.3)
    assert on_plateaus(rows(5, 4, 4, 4, 4, 4, 4, 4, 4, 4)) == pytest.approx(0.09)
    assert on_plateaus(rows(9, 8, 7, 6, 5, 4, 3, 2, 1)) == 1


def test_the_rate_in_the_history_is_that_of_the_schedule(start):
    folder, settings = start(epochs=2, schedule="constant")
    train(folder, settings, Reporter())
    assert column(folder.path, "learning_rate") == [0.01, 0.01]


@pytest.mark.parametrize("optimizer", ["adamw", "sgd"])
def test_a_rate_that_is_found_is_said_and_the_same_for_the_same_seed(optimizer, start):
    folder, settings = start(epochs=1, learning_rate=None, optimizer=optimizer)
    seen: list[Event] = []
    first = train(folder, settings, Reporter(seen.append)).learning_rate
    assert 1e-4 <= first <= 1
    assert any(isinstance(e, Finding) and f"{first:.2g} was found" in e.message for e in seen)
    shutil.rmtree(folder.checkpoints)
    assert train(folder, settings, Reporter()).learning_rate == first


def test_looking_for_a_rate_can_be_cancelled_and_leaves_the_network_alone():
    torch.manual_seed(0)
    network = nn.Conv2d(1, 2, 1)
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    batch = (torch.rand(4, 1, 8, 8), torch.randint(0, 2, (4, 8, 8)))
    reporter = Reporter()

    def look(reporter: Reporter) -> float:
        return trials.find_rate(
            network, CrossEntropyDice(), PLAIN, TrainingSettings(), lambda: iter([batch]), reporter
        )

    assert 1e-7 <= look(reporter) < 1
    assert all(torch.equal(tensor, before[name]) for name, tensor in network.state_dict().items())
    reporter.control.cancel()
    with pytest.raises(Cancelled):
        look(reporter)


# -- steps --------------------------------------------------------------------------------------------------


def learner_of(**options) -> Learner:
    torch.manual_seed(1)
    network = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.ReLU(), nn.Conv2d(4, 2, 1))
    return Learner(network, nn.CrossEntropyLoss(), PLAIN, TrainingSettings(**options))


def batches_of(count: int, chips: int = 4) -> list[tuple[torch.Tensor, torch.Tensor]]:
    generator = torch.Generator().manual_seed(2)
    return [
        (torch.rand(chips, 1, 8, 8, generator=generator), torch.randint(0, 2, (chips, 8, 8), generator=generator))
        for _ in range(count)
    ]


def test_accumulated_batches_make_the_step_of_one_large_batch():
    parts = batches_of(3)
    whole = [torch.cat(tensors) for tensors in zip(*parts, strict=True)]
    one, three = learner_of(), learner_of(accumulate=3)
    one.learn(*whole, 0.1)
    for number, (images, labels) in enumerate(parts):
        before = [weight.clone() for weight in three.network.parameters()]
        three.learn(images, labels, 0.1, first=number == 0, batches=3, last=number == 2)
        is_unchanged = all(map(torch.equal, before, three.network.parameters()))
        assert is_unchanged == (number < 2)
    for first, second in zip(one.network.parameters(), three.network.parameters(), strict=True):
        assert torch.allclose(first, second, atol=1e-6)


def test_a_long_gradient_is_shortened():
    batch, moved = batches_of(1)[0], []
    for limit in (None, 0.01):
        chosen = learner_of(optimizer="sgd", momentum=0.0, weight_decay=0.0, clip_gradients=limit)
        before = torch.cat([weight.detach().flatten().clone() for weight in chosen.network.parameters()])
        chosen.learn(*batch, 1.0)
        after = torch.cat([weight.detach().flatten() for weight in chosen.network.parameters()])
        moved.append((after - before).norm().item())
    assert moved[0] > 0.05
    assert moved[1] == pytest.approx(0.01, rel=1e-3)


def test_the_average_follows_the_weights_by_its_decay():
    network = nn.BatchNorm2d(1)
    average = AveragedWeights(network, 0.5)
    expected = 1.0
    for step in range(1, 12):
        with torch.no_grad():
            network.weight.fill_(step)
        average.update(network)
        decay = min(0.5, (1 + step) / (10 + step))
        expected = decay * expected + (1 - decay) * step
    assert average.network.weight.item() == pytest.approx(expected)
    assert not average.network.training and network.training


def test_with_an_average_it_is_the_average_that_is_validated_and_kept(start):
    folder, settings = start(epochs=3, average=0.95, precision="float32")
    train(folder, settings, Reporter())
    kept, last = weights_of(folder.checkpoints / "epoch_003"), weights_of(folder.checkpoints / "last")
    averaged = load_model(folder.checkpoints / "last/averaged.safetensors").network.state_dict()
    assert all(torch.equal(kept[name], averaged[name]) for name in kept)
    assert not torch.equal(kept["head.weight"], last["head.weight"])


# -- class weights ------------------------------------------------------------------------------------------


def test_weights_by_inverse_frequency_find_more_of_a_rare_class(start):
    recalls = []
    for weights in ("equal", "inverse"):
        folder, settings = start(epochs=2, loss="ce", class_weights=weights, learning_rate=0.003)
        train(folder, settings, Reporter())
        recalls.append(column(folder.path, "validation_recall_1")[-1])
        shutil.rmtree(folder.path)
    assert recalls[1] > recalls[0]


def test_a_class_that_weighs_nothing_is_not_learned(start):
    folder, settings = start(epochs=3, loss="ce", class_weights="equal")
    name = json.loads((folder.labels / "labels.json").read_text())["classes"][1]["name"]
    own = replace(settings.training, class_weights="own", own_weights=(ClassWeight(name, 0.0),))
    train(folder, replace(settings, training=own), Reporter())
    assert column(folder.path, "validation_recall_1")[-1] < 0.05


def test_a_weight_of_an_unknown_class_is_refused_and_leaves_the_earlier_training(start):
    folder, settings = start(epochs=1)
    train(folder, settings, Reporter())
    own = replace(settings.training, class_weights="own", own_weights=(ClassWeight("lakes", 2.0),))
    with pytest.raises(EngineError, match="'lakes', which is not there") as caught:
        train(folder, replace(settings, training=own), Reporter())
    assert "background" in caught.value.remedy
    assert (folder.checkpoints / "epoch_001").is_dir()


# -- when it ends, and what is kept -------------------------------------------------------------------------


def test_epochs_without_gain_are_counted_on_the_chosen_measure():
    rows = [
        {"validation_iou": iou, "validation_loss": loss}
        for iou, loss in ((0.1, 3), (0.5, 2), (None, 1), (0.4, 1.5))
    ]
    assert epochs_without_gain(rows, "iou") == 2
    assert epochs_without_gain(rows, "loss") == 1
    assert epochs_without_gain(rows[:2], "iou") == 0 == epochs_without_gain([], "iou")


@pytest.mark.parametrize("measure", ["iou", "loss"])
def test_training_ends_early_without_gain_and_stays_ended(measure, start):
    folder, settings = start(
        epochs=30, patience=2, stop_measure=measure, learning_rate=1e-9, schedule="constant", precision="float32"
    )
    record = train(folder, settings, Reporter())
    assert record.ended == "stopped early: 2 epochs without gain"
    rows = history(folder.path)
    values = [float(row[f"validation_{measure}"]) * (-1 if measure == "loss" else 1) for row in rows]
    assert len(rows) < 30 and values.index(max(values)) == len(rows) - 3
    assert train(folder, settings, Reporter()).epochs == len(rows)


def test_of_every_third_epoch_the_best_and_the_last_a_checkpoint_stays(start):
    ious = [0.1, 0.9, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]
    rows = [{"epoch": number, "validation_iou": iou} for number, iou in enumerate(ious, start=1)]
    assert epochs_to_keep(rows, 10, every=3) == [2, 3, 6, 8]
    assert epochs_to_keep(rows, 3, every=3) == [2, 6, 8]
    folder, settings = start(epochs=7, checkpoint_every=3)
    record = train(folder, settings, Reporter())
    values = column(folder.path, "validation_iou")
    best = max(range(7), key=lambda place: (values[place], place)) + 1
    assert set(record.candidates) == {3, 6, 7, best}
    assert {int(path.name[6:]) for path in folder.checkpoints.glob("epoch_*")} == set(record.candidates)


# -- memory -------------------------------------------------------------------------------------------------


class Greedy(nn.Module):
    """A network for which the memory suffices for so many chips at once only."""

    def __init__(self, network: nn.Module, most: int) -> None:
        super().__init__()
        self.network, self.most = network, most

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        if torch.is_grad_enabled() and len(images) > self.most:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")
        return self.network(images)


@pytest.fixture
def memory_for(monkeypatch):
    """Let every learner's memory take so many chips at once: ``memory_for(2)``."""

    def limit(most: int) -> None:
        original = learner.Learner.__init__

        def limited(self, network, *arguments) -> None:
            original(self, network, *arguments)
            self._network = Greedy(self.network, most)

        monkeypatch.setattr(learner.Learner, "__init__", limited)

    return limit


def test_row_44_a_full_memory_halves_the_batch_says_so_and_goes_on(start, memory_for):
    folder, settings = start(epochs=6, batch_size=8)
    memory_for(3)
    seen: list[Event] = []
    record = train(folder, settings, Reporter(seen.append))
    warnings = [e for e in seen if isinstance(e, Finding) and e.severity == "warning"]
    assert len(warnings) == 1, "said once, and known in the next epoch"
    assert "a batch of 8 chips now goes through the network in 4 parts" in warnings[0].message
    assert (record.ended, record.epochs, record.batch_size) == ("complete", 6, 2)
    assert max(column(folder.path, "validation_iou")) > 0.5


def test_row_44_a_batch_in_parts_has_the_gradient_of_the_whole():
    images, labels = batches_of(1, chips=8)[0]
    whole, parts = learner_of(), learner_of()
    parts.parts = 4
    first, second = whole.learn(images, labels, 0.1), parts.learn(images, labels, 0.1)
    assert first[0] == pytest.approx(second[0], rel=1e-5)
    assert np.array_equal(first[1], second[1])
    for one, other in zip(whole.network.parameters(), parts.network.parameters(), strict=True):
        assert torch.allclose(one, other, atol=1e-6)


class Card:
    """Stands for a graphics card."""

    name, precision, device = "Some GPU", torch.float32, SimpleNamespace(type="cuda")
    autocast = staticmethod(nullcontext)
    place = staticmethod(lambda images: images)


def test_row_44_where_not_even_one_chip_fits_the_processor_is_offered(start, memory_for):
    folder, settings = start(epochs=1)
    memory_for(0)
    with pytest.raises(EngineError, match="too small for this network, even with one chip") as caught:
        train(folder, settings, Reporter())
    assert "close other programs" in caught.value.remedy
    on_card = learner_of()
    on_card.machine = Card()
    with pytest.raises(EngineError, match="memory of Some GPU is too small") as caught:
        on_card.learn(*batches_of(1)[0], 0.1)
    assert "--device cpu" in caught.value.remedy


def test_the_batch_size_is_found_by_trying(start, memory_for):
    folder, settings = start(epochs=1, batch_size=None)
    chips = len(read_chips(folder, "train", augmented=True)[0])
    most = 2 ** (min(8, chips // 20).bit_length() - 1)
    assert most >= 2
    seen: list[Event] = []
    assert train(folder, settings, Reporter(seen.append)).batch_size == most
    shutil.rmtree(folder.checkpoints)
    memory_for(1)
    seen.clear()
    assert train(folder, settings, Reporter(seen.append)).batch_size == 1
    assert any(isinstance(e, Finding) and "1 chips at once" in e.message for e in seen)
    assert not any(isinstance(e, Finding) and e.severity == "warning" for e in seen)
