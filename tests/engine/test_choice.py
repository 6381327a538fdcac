"""A checkpoint that the user makes the model: `select --checkpoint`, and what becomes of the choice."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import torch

from deep_segmentation_wizard.engine.network.model import load_model, read_card, save_weights
from deep_segmentation_wizard.tests.engine.scenes import TINY_NETWORK, engine, events_of


@pytest.fixture
def run(finished_run: Path, tmp_path: Path) -> Path:
    """A copy of a finished run of four epochs."""
    return shutil.copytree(finished_run, tmp_path / "run")


def selection_of(run: Path) -> dict:
    return json.loads((run / "selection.json").read_text())


def chosen_in_settings(run: Path) -> int | None:
    return json.loads((run / "settings.json").read_text())["selection"]["checkpoint"]


def select(run: Path, *arguments: object) -> list[dict]:
    """Choose, and return the events."""
    done = engine("select", "--folder", run, "--json", *arguments)
    assert done.returncode == 0, done.stderr
    return events_of(done.stdout)


def other_epoch(run: Path) -> int:
    """A kept epoch that is not the model."""
    record = selection_of(run)
    return next(c["epoch"] for c in record["candidates"] if c["epoch"] != record["chosen"])


def judged_again(events: list[dict]) -> bool:
    return any(event["event"] == "Progress" and event["unit"] == "checkpoints" for event in events)


def test_any_kept_checkpoint_can_be_made_the_model_without_judging_again(run):
    select(run)  # a copied folder has files of another time, so it is judged anew here
    before, other = selection_of(run), other_epoch(run)
    events = select(run, "--checkpoint", other)
    record, card = selection_of(run), read_card(run / "model.safetensors")
    assert not judged_again(events)
    assert (record["chosen"], record["by_hand"], record["measure"]) == (other, True, "iou")
    assert record["candidates"] == before["candidates"] and record["chips"] == before["chips"]
    assert record["key"] != before["key"]
    mine = next(c for c in record["candidates"] if c["epoch"] == other)
    assert (card.epoch, card.threshold, card.measures["test"]) == (other, mine["threshold"], mine["test"])
    assert card.measures["chosen_by"].startswith("by hand, of 4 checkpoints; epoch ")
    assert f"epoch {before['chosen']} has the best iou" in card.measures["chosen_by"]
    back = select(run, "--measure", "iou")
    assert not judged_again(back)
    assert selection_of(run) == before
    assert read_card(run / "model.safetensors").measures["chosen_by"].startswith("best iou on the testing set")


def test_maps_and_report_follow_the_choice(run):
    select(run)
    assert engine("run", "--resume", "--folder", run).returncode == 0
    curves = (run / "report/curves.png").read_bytes()
    select(run, "--checkpoint", other_epoch(run))
    assert (run / "report/curves.png").read_bytes() != curves
    done = engine("run", "--resume", "--folder", run, "--json")
    reused = {e["step"]: e.get("reused", False) for e in events_of(done.stdout) if e["event"] == "StepFinished"}
    assert reused["train"] and reused["select"]
    assert not reused["predict"] and not reused["mask"]
    assert selection_of(run)["by_hand"]


def test_a_checkpoint_that_was_not_kept_is_refused_with_those_that_were(run):
    files = {name: (run / name).read_bytes() for name in ("selection.json", "model.safetensors", "settings.json")}
    done = engine("select", "--folder", run, "--checkpoint", 9)
    assert done.returncode == 1
    assert "no checkpoint of epoch 9" in done.stderr and "1, 2, 3, 4" in done.stderr
    assert {name: (run / name).read_bytes() for name in files} == files
    assert engine("select", "--folder", run, "--checkpoint", 0).returncode == 1
    assert engine("select", "--folder", run, "--checkpoint", 1, "--measure", "f1").returncode == 2


@pytest.mark.parametrize("text", ['{"key": "sha256:1", "measure": "iou", "chosen": 1, "candidates": []}', "{"])
def test_a_record_of_an_earlier_version_or_a_damaged_one_is_made_anew(text, run):
    (run / "selection.json").write_text(text)
    assert judged_again(select(run, "--checkpoint", 2))
    assert selection_of(run)["chosen"] == 2 and len(selection_of(run)["candidates"]) == 4


def test_checkpoints_that_were_written_since_are_judged_again(run):
    select(run)
    before = selection_of(run)["candidates"]
    path = run / "checkpoints/epoch_002/model.safetensors"
    model = load_model(path)
    with torch.no_grad():
        model.network.head.bias[0] = 20
    save_weights(path, model.network, model.card)
    assert judged_again(select(run, "--measure", "f1"))
    after = selection_of(run)["candidates"]
    assert after[0] == before[0] and after[1]["test"]["iou"] < before[1]["test"]["iou"]


def test_another_training_ends_the_choice(run):
    select(run, "--checkpoint", 1)
    assert chosen_in_settings(run) == 1
    done = engine("train", "--folder", run, "--epochs", 1, "--json")
    assert done.returncode == 0, done.stderr
    said = [event["message"] for event in events_of(done.stdout) if event["event"] == "Finding"]
    assert any("Epoch 1 was chosen by hand after another training" in message for message in said)
    assert chosen_in_settings(run) is None


def test_a_run_that_must_train_again_ends_the_choice(run):
    select(run, "--checkpoint", 1)
    shutil.rmtree(run / "checkpoints")
    done = engine("run", "--resume", "--folder", run, "--json")
    assert done.returncode == 0, done.stderr
    assert selection_of(run)["by_hand"] is False and chosen_in_settings(run) is None


def test_settings_with_a_choice_start_another_run(run, tmp_path):
    select(run, "--checkpoint", 1)
    other = tmp_path / "other"
    done = engine(
        "run", "--settings", run / "settings.json", "--folder", other, "--epochs", 1, *TINY_NETWORK
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert selection_of(other)["by_hand"] is False and chosen_in_settings(other) is None
