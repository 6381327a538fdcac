"""Training that begins with a model file: what it keeps, what begins anew, and what is refused."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from deep_segmentation_wizard.engine.data.classes import make_classes
from deep_segmentation_wizard.engine.data.scaling import Scaling
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.events import Event, Finding, Reporter
from deep_segmentation_wizard.engine.network.fine_tuning import begin_with
from deep_segmentation_wizard.engine.network.model import load_model, read_card
from deep_segmentation_wizard.engine.network.training import train
from deep_segmentation_wizard.engine.settings import NetworkSettings
from deep_segmentation_wizard.tests.engine.network.chips import read_chips
from deep_segmentation_wizard.tests.engine.network.models import make_card, save_model, unet_model
from deep_segmentation_wizard.tests.engine.scenes import engine, make_scene

RGB = ("Red", "Green", "Blue")


def file_of(path: Path, **card) -> tuple[Path, dict[str, torch.Tensor]]:
    """A model file with random weights."""
    model = unet_model(make_card(**{"bands": RGB, "network": NetworkSettings(2, 4), **card}), seed=7)
    return save_model(path / "start.safetensors", model), model.network.state_dict()


def begun(path: Path, **card) -> tuple[dict[str, torch.Tensor], object, str]:
    """Weights and card to begin with, and what is said."""
    seen: list[Event] = []
    torch.manual_seed(0)
    network, card = begin_with(str(path), make_card(**{"bands": RGB, **card}), Reporter(seen.append))
    return network.state_dict(), card, next(event.message for event in seen if isinstance(event, Finding))


def test_the_same_bands_and_classes_keep_every_weight_and_the_scaling(tmp_path):
    scaling = Scaling((1.0, 2.0, 3.0), (4.0, 5.0, 6.0))
    path, expected = file_of(tmp_path, scaling=scaling)
    weights, card, said = begun(path)
    assert all(torch.equal(weights[name], tensor) for name, tensor in expected.items())
    assert card.scaling == scaling and card.network == NetworkSettings(2, 4)
    assert "Its scaling is kept." in said and "anew" not in said


def test_another_data_type_takes_the_scaling_of_the_new_rasters(tmp_path):
    path, _ = file_of(tmp_path, scaling=Scaling((9.0,) * 3, (9.0,) * 3))
    _, card, said = begun(path, dtype="uint16")
    assert card.scaling == Scaling((0.0,) * 3, (1.0,) * 3)
    assert "scaling is that of the new rasters" in said


def test_bands_are_known_by_their_names_and_new_ones_begin_anew(tmp_path):
    path, old = file_of(tmp_path)
    weights, _, said = begun(path, bands=("NIR", "Red", "Blue"))
    first = weights["down.0.0.weight"]
    assert torch.equal(first[:, 1], old["down.0.0.weight"][:, 0])
    assert torch.equal(first[:, 2], old["down.0.0.weight"][:, 2])
    assert not any(torch.equal(first[:, 0], old["down.0.0.weight"][:, place]) for place in range(3))
    assert "does not know the bands NIR, which begin anew" in said
    assert torch.equal(weights["down.1.0.weight"], old["down.1.0.weight"])


def test_as_many_bands_under_other_names_are_the_same(tmp_path):
    path, old = file_of(tmp_path)
    weights, _, _ = begun(path, bands=("band 1", "band 2", "band 3"))
    assert torch.equal(weights["down.0.0.weight"], old["down.0.0.weight"])


def test_classes_are_known_by_their_names_and_new_ones_begin_anew(tmp_path):
    path, old = file_of(tmp_path, classes=make_classes({0: "background", 1: "roof", 2: "road"}))
    weights, _, said = begun(path, classes=make_classes({0: "background", 1: "road", 5: "tree"}))
    assert torch.equal(weights["head.weight"][:2], old["head.weight"][[0, 2]])
    assert not any(torch.equal(weights["head.weight"][2], row) for row in old["head.weight"])
    assert "does not know the classes tree, which begin anew" in said


def test_bands_that_the_model_does_not_know_at_all_are_refused(tmp_path):
    path, _ = file_of(tmp_path)
    with pytest.raises(EngineError, match="Red, Green, Blue, but the rasters have none of them: VV"):
        begun(path, bands=("VV", "VH"))


def test_training_begins_where_the_model_was(start, tmp_path):
    folder, settings = start(epochs=6)
    train(folder, settings, Reporter())
    best = tmp_path / "best.safetensors"
    best.write_bytes((folder.checkpoints / "last/model.safetensors").read_bytes())
    before = history(folder.path)
    tuned = replace(settings.training, epochs=1, learning_rate=1e-6, start_from=str(best))
    # Another network is asked for; that of the file rules.
    train(folder, replace(settings, training=tuned, network=NetworkSettings(3, 8)), Reporter())
    (row,) = history(folder.path)
    assert float(row["train_loss"]) < float(before[0]["train_loss"]) / 2
    assert float(row["validation_iou"]) == pytest.approx(float(before[-1]["validation_iou"]), abs=0.05)
    card = read_card(folder.checkpoints / "last/model.safetensors")
    assert (card.network, card.scaling) == (settings.network, read_card(best).scaling)


def history(folder: Path) -> list[dict[str, str]]:
    with open(folder / "history.csv", newline="") as file:
        return list(csv.DictReader(file))


def test_a_model_that_cannot_be_started_from_is_refused_before_any_work(tmp_path):
    raster, rois = make_scene(tmp_path)
    five_bands, _ = file_of(tmp_path, bands=("a", "b", "c", "d", "e"))
    junk = tmp_path / "junk.safetensors"
    junk.write_bytes(b"junk")
    for path, message in ((five_bands, "the rasters have none of them"), (junk, "cannot be read as a model")):
        done = engine("run", "--raster", raster, "--rois", rois, "--folder", tmp_path / "run", "--from", path)
        assert done.returncode == 1 and message in done.stderr, done.stderr
        assert not (tmp_path / "run").exists()


def test_the_card_tells_what_the_training_area_was_like(start):
    folder, settings = start(epochs=1)
    train(folder, settings, Reporter())
    card = load_model(folder.checkpoints / "last/model.safetensors").card
    pixels = np.concatenate([image.reshape(3, -1) for image in read_chips(folder, "train")[0]], axis=1)
    assert len(card.statistics) == 3
    for band, values in zip(card.statistics, pixels, strict=True):
        assert band.mean == pytest.approx(values.mean())
        assert band.deviation == pytest.approx(values.std())
        expected = np.quantile(values, [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1])
        assert band.quantiles == pytest.approx(expected)
