"""The choice of the model: by the testing set, from original chips, with a threshold that never saw it."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from deep_segmentation_wizard.engine import pipeline
from deep_segmentation_wizard.engine.errors import Cancelled, EngineError
from deep_segmentation_wizard.engine.events import Progress, Reporter
from deep_segmentation_wizard.engine.network.metrics import confusion_matrices, mean_ious, measures
from deep_segmentation_wizard.engine.network.model import Model, load_model, save_weights
from deep_segmentation_wizard.engine.network.selection import select_model
from deep_segmentation_wizard.engine.network.training import train
from deep_segmentation_wizard.engine.run_folder import RunFolder
from deep_segmentation_wizard.engine.settings import RunSettings, SelectionSettings, TrainingSettings
from deep_segmentation_wizard.tests.engine.network.chips import (
    figures_on,
    probabilities_on,
    read_chips,
    rewrite_labels,
)


def train_once(prepared: Path, folder: Path, **changes) -> Path:
    """A copy of the prepared run, trained in full precision."""
    run = RunFolder(shutil.copytree(prepared, folder))
    options = TrainingSettings(batch_size=4, precision="float32", **changes)
    settings = replace(run.require_run(), training=options)
    # Copies of the test chips, which must not count.
    settings = replace(settings, augmentation=replace(settings.augmentation, sets=("train", "test")))
    pipeline.run_step(run, settings, "augment", Reporter())
    assert list((run.augmented / "test/images").iterdir())
    train(run, settings, Reporter())
    return run.path


@pytest.fixture(scope="module")
def trained_once(prepared, tmp_path_factory) -> Path:
    """Two classes, three checkpoints of middling quality."""
    return train_once(prepared, tmp_path_factory.mktemp("trained") / "run", epochs=3, learning_rate=0.003)


@pytest.fixture
def trained(trained_once, tmp_path) -> tuple[RunFolder, RunSettings]:
    """A copy of it for each test."""
    folder = RunFolder(shutil.copytree(trained_once, tmp_path / "run"))
    return folder, folder.require_run()


@pytest.fixture(scope="module")
def trained_with_classes_once(prepared_with_classes, tmp_path_factory) -> Path:
    """Three classes (0, 3, 7)."""
    folder = tmp_path_factory.mktemp("trained_with_classes") / "run"
    return train_once(prepared_with_classes, folder, epochs=3, learning_rate=0.01)


@pytest.fixture
def trained_with_classes(trained_with_classes_once, tmp_path) -> tuple[RunFolder, RunSettings]:
    """A copy of it for each test."""
    folder = RunFolder(shutil.copytree(trained_with_classes_once, tmp_path / "run"))
    return folder, folder.require_run()


def selection_of(folder: RunFolder) -> dict:
    return json.loads(folder.selection_file.read_text())


def epoch_model(folder: RunFolder, epoch: int) -> Model:
    return load_model(folder.checkpoints / f"epoch_{epoch:03d}/model.safetensors")


def add_candidate(folder: RunFolder, change: Callable[[Model], None]) -> int:
    """Write a further checkpoint, the last one with a change; returns its epoch."""
    record_file = folder.checkpoints / "training.json"
    record = json.loads(record_file.read_text())
    last = record["candidates"][-1]
    model = epoch_model(folder, last)
    change(model)
    path = folder.checkpoints / f"epoch_{last + 1:03d}"
    path.mkdir()
    save_weights(path / "model.safetensors", model.network, replace(model.card, epoch=last + 1))
    record["candidates"].append(last + 1)
    record_file.write_text(json.dumps(record))
    return last + 1


def only(folder: RunFolder, *epochs: int) -> None:
    """Leave no other candidates."""
    path = folder.checkpoints / "training.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "candidates": epochs}))


def always(place: int, strength: float = 5) -> Callable[[Model], None]:
    """Make a model see one class everywhere, at a strength of 9 whatever the threshold."""

    def change(model: Model) -> None:
        with torch.no_grad():
            model.network.head.weight.zero_()
            model.network.head.bias.zero_()
            model.network.head.bias[place] = strength

    return change


# -- the figures --------------------------------------------------------------------------------------------


def test_figures_are_those_of_one_count_over_all_original_test_chips(trained):
    folder, settings = trained
    select_model(folder, settings, Reporter())
    candidates = selection_of(folder)["candidates"]
    assert [candidate["epoch"] for candidate in candidates] == [1, 2, 3]
    for candidate in candidates:
        model = epoch_model(folder, candidate["epoch"])
        for name in ("validation", "test"):
            accuracy, iou, f1, pixels = figures_on(model, folder, name, candidate["threshold"])
            found = candidate[name]
            assert (found["accuracy"], found["iou"], found["f1"]) == pytest.approx((accuracy, iou, f1))
            assert pixels == sum(figures["pixels"] for figures in found["classes"])
        matrix = np.array(candidate["confusion_matrix"])
        assert matrix.sum() == len(read_chips(folder, "test")[0]) * 64 * 64
        assert measures(matrix, [1]).iou == pytest.approx(candidate["test"]["iou"])


def test_figures_of_three_classes(trained_with_classes):
    folder, settings = trained_with_classes
    select_model(folder, settings, Reporter())
    for candidate in selection_of(folder)["candidates"]:
        accuracy, iou, f1, _ = figures_on(epoch_model(folder, candidate["epoch"]), folder, "test", None)
        found = candidate["test"]
        assert (found["accuracy"], found["iou"], found["f1"]) == pytest.approx((accuracy, iou, f1))
        assert candidate["threshold"] is None
    assert load_model(folder.model_file).card.threshold is None


def test_each_testing_chip_has_its_own_figure(trained):
    folder, settings = trained
    rewrite_labels(folder, "test", lambda label, number: np.zeros_like(label) if number == 0 else label)
    only(folder, 3, nothing := add_candidate(folder, always(0, strength=9)))
    select_model(folder, settings, Reporter())
    record = selection_of(folder)
    names = sorted(path.name for path in (folder.chips / "test/images").iterdir())
    assert sorted(record["chips"]) == names
    images, labels = read_chips(folder, "test")
    for candidate in record["candidates"]:
        model, threshold = epoch_model(folder, candidate["epoch"]), candidate["threshold"]
        found = dict(zip(record["chips"], candidate["chip_ious"], strict=True))
        for name, image, truth in zip(names, images, labels, strict=True):
            seen = probabilities_on(model, [image])[0, 1] >= threshold
            hits, either = np.sum(seen & (truth == 1)), np.sum(seen | (truth == 1))
            if either:
                assert found[name] == pytest.approx(hits / either, abs=6e-5)
            else:
                assert found[name] is None
    empty = next(c for c in record["candidates"] if c["epoch"] == nothing)
    assert empty["chip_ious"][record["chips"].index(names[0])] is None


def test_each_chip_of_three_classes_has_the_mean_of_those_that_are_there(trained_with_classes):
    folder, settings = trained_with_classes
    only(folder, add_candidate(folder, always(1)))
    select_model(folder, settings, Reporter())
    record = selection_of(folder)
    (candidate,) = record["candidates"]
    assert candidate["precision_recall"] is None
    labels = dict(zip(sorted(record["chips"]), read_chips(folder, "test")[1], strict=True))
    for name, iou in zip(record["chips"], candidate["chip_ious"], strict=True):
        truth = labels[name]
        ious = [(truth == 3).sum() / truth.size, *([0.0] if (truth == 7).any() else [])]
        assert iou == pytest.approx(np.mean(ious), abs=6e-5)


def test_the_curve_is_that_of_the_validation_set(trained):
    folder, settings = trained
    select_model(folder, settings, Reporter())
    images, labels = read_chips(folder, "validation")
    truth = np.stack(labels) == 1
    for candidate in selection_of(folder)["candidates"]:
        curve = candidate["precision_recall"]
        assert curve["thresholds"] == [step / 50 for step in range(51)]
        probabilities = probabilities_on(epoch_model(folder, candidate["epoch"]), images)[:, 1]
        for threshold, precision, recall in zip(*curve.values(), strict=True):
            seen = probabilities >= np.float32(threshold)
            hits = np.sum(seen & truth)
            assert recall == pytest.approx(hits / truth.sum(), abs=2e-3)
            assert (precision is None) == (not seen.any())
            if seen.any():
                assert precision == pytest.approx(hits / seen.sum(), abs=2e-3)


# -- the choice ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", ["iou", "accuracy", "f1"])
def test_the_best_on_the_testing_set_by_the_measure_asked_for_is_chosen(measure, trained):
    folder, settings = trained
    select_model(folder, replace(settings, selection=SelectionSettings(measure)), Reporter())
    record = selection_of(folder)
    figures = {}
    for candidate in record["candidates"]:
        model = epoch_model(folder, candidate["epoch"])
        accuracy, iou, f1, _ = figures_on(model, folder, "test", candidate["threshold"])
        figures[candidate["epoch"]] = {"iou": iou, "accuracy": accuracy, "f1": f1}[measure]
    assert len(set(figures.values())) > 1
    assert (record["measure"], record["chosen"]) == (measure, max(figures, key=figures.get))
    assert load_model(folder.model_file).card.epoch == record["chosen"]


def test_measures_that_disagree_choose_differently(trained_with_classes):
    folder, settings = trained_with_classes
    nothing, everything = add_candidate(folder, always(0)), add_candidate(folder, always(1))
    only(folder, nothing, everything)
    for measure, chosen in (("accuracy", nothing), ("iou", everything), ("f1", everything)):
        select_model(folder, replace(settings, selection=SelectionSettings(measure)), Reporter())
        assert selection_of(folder)["chosen"] == chosen


def test_the_testing_set_decides_and_not_validation(trained_with_classes):
    folder, settings = trained_with_classes
    only(folder, add_candidate(folder, always(1)), add_candidate(folder, always(2)))
    rewrite_labels(folder, "validation", lambda label, _: np.where(label == 7, 3, label))
    rewrite_labels(folder, "test", lambda label, _: np.where(label == 3, 7, label))
    select_model(folder, settings, Reporter())
    first, second = selection_of(folder)["candidates"]
    assert first["validation"]["iou"] > second["validation"]["iou"]
    assert first["test"]["iou"] < second["test"]["iou"]
    assert selection_of(folder)["chosen"] == second["epoch"]


def test_of_equally_good_checkpoints_the_first_is_chosen(trained):
    folder, settings = trained
    first, second, third = (add_candidate(folder, always(1)) for _ in range(3))
    only(folder, third, first, second)
    select_model(folder, settings, Reporter())
    assert selection_of(folder)["chosen"] == first


# -- the threshold ------------------------------------------------------------------------------------------


def thresholds(folder: RunFolder, settings: RunSettings) -> list[float]:
    select_model(folder, settings, Reporter())
    return [candidate["threshold"] for candidate in selection_of(folder)["candidates"]]


def swap_classes(label: np.ndarray, _number: int) -> np.ndarray:
    return np.where(label == 255, label, 1 - label).astype(np.uint8)


def test_the_threshold_is_the_best_on_validation_and_never_moved_by_the_testing_set(trained):
    folder, settings = trained
    before, record = thresholds(folder, settings), selection_of(folder)
    for candidate in record["candidates"]:
        model = epoch_model(folder, candidate["epoch"])
        ious = [figures_on(model, folder, "validation", step / 50)[1] for step in range(1, 50)]
        assert candidate["validation"]["iou"] >= max(ious) - 1e-6
    rewrite_labels(folder, "test", swap_classes)
    assert thresholds(folder, settings) == before
    assert selection_of(folder)["candidates"][0]["test"] != record["candidates"][0]["test"]
    rewrite_labels(folder, "validation", swap_classes)
    assert thresholds(folder, settings) != before


# -- the model ----------------------------------------------------------------------------------------------


def test_the_model_tells_all_that_is_needed_to_apply_it(trained):
    folder, settings = trained
    select_model(folder, settings, Reporter())
    record = selection_of(folder)
    best = next(candidate for candidate in record["candidates"] if candidate["epoch"] == record["chosen"])
    model, checkpoint = load_model(folder.model_file), epoch_model(folder, record["chosen"])
    card = model.card
    assert [(item.code, item.name) for item in card.classes] == [(0, "background"), (1, "rois")]
    assert (card.bands, card.dtype, card.window) == (("Red", "Green", "Blue"), "uint8", 64)
    assert card.pixel_size == (0.5, 0.5) and "UTM zone 33N" in card.crs
    assert card.scaling == checkpoint.card.scaling and min(card.scaling.deviation) > 1
    assert card.threshold == best["threshold"]
    assert (card.measures["test"], card.measures["validation"]) == (best["test"], best["validation"])
    assert "iou on the testing set of 3 checkpoints" in card.measures["chosen_by"]
    assert (card.seed, card.network, card.epoch) == (5, settings.network, record["chosen"])
    assert {"deep_segmentation_wizard", "torch", "numpy", "python"} <= set(card.versions)
    weights = checkpoint.network.state_dict()
    assert all(torch.equal(tensor, weights[name]) for name, tensor in model.network.state_dict().items())


# -- when it cannot be done ---------------------------------------------------------------------------------


def test_a_checkpoint_that_is_gone_is_refused_with_a_remedy(trained):
    folder, settings = trained
    shutil.rmtree(folder.checkpoints / "epoch_002")
    with pytest.raises(EngineError, match="epoch_002 is gone") as caught:
        select_model(folder, settings, Reporter())
    assert caught.value.remedy == "Train again."
    assert not folder.model_file.exists() and not folder.selection_file.exists()


def test_thousands_of_testing_chips_take_no_longer_to_count_than_a_second():
    rng = np.random.default_rng(0)
    truth, predicted = rng.integers(0, 3, (2, 8, 64, 64), np.uint8)
    started = time.monotonic()
    ious = [iou for _ in range(1250) for iou in mean_ious(confusion_matrices(truth, predicted, 3), (1, 2))]
    assert len(ious) == 10_000 and time.monotonic() - started < 3


def test_cancel_ends_it_without_a_model(trained):
    folder, settings = trained
    reporter = Reporter()

    def cancel(event: object) -> None:
        if isinstance(event, Progress) and event.step == "select":
            reporter.control.cancel()

    reporter.sinks.append(cancel)
    with pytest.raises(Cancelled):
        select_model(folder, settings, reporter)
    assert not folder.model_file.exists() and not folder.selection_file.exists()


# -- chosen by validation -----------------------------------------------------------------------------------


def test_by_validation_the_testing_set_has_no_say_and_the_record_names_what_is_optimistic(trained_with_classes):
    folder, settings = trained_with_classes
    only(folder, add_candidate(folder, always(1)), add_candidate(folder, always(2)))
    rewrite_labels(folder, "validation", lambda label, _: np.where(label == 7, 3, label))
    rewrite_labels(folder, "test", lambda label, _: np.where(label == 3, 7, label))
    for by, place, words in (("test", 1, "testing set of 2"), ("validation", 0, "validation set of 2")):
        select_model(folder, replace(settings, selection=SelectionSettings(by=by)), Reporter())
        record = selection_of(folder)
        assert record["chosen"] == record["candidates"][place]["epoch"]
        assert (record["by"], record["optimistic"]) == (by, by)
        measures_in_model = load_model(folder.model_file).card.measures
        assert words in measures_in_model["chosen_by"] and "slightly optimistic" in measures_in_model["chosen_by"]
        assert measures_in_model["optimistic"] == by
    assert "that on the testing set is not" in measures_in_model["chosen_by"]


def test_who_chooses_by_hand_has_seen_the_testing_set(trained):
    folder, settings = trained
    by_hand = SelectionSettings(by="validation", checkpoint=2)
    select_model(folder, replace(settings, selection=by_hand), Reporter())
    assert selection_of(folder)["optimistic"] == "test"


def test_another_set_to_choose_by_uses_the_figures_that_are_known(trained, monkeypatch):
    folder, settings = trained
    select_model(folder, settings, Reporter())
    before = selection_of(folder)["candidates"]
    monkeypatch.setattr("deep_segmentation_wizard.engine.network.selection.judge", None)
    select_model(folder, replace(settings, selection=SelectionSettings(by="validation")), Reporter())
    assert selection_of(folder)["candidates"] == before
