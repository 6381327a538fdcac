"""Several processes that train as one: two of them, over gloo, on the processor."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from deep_segmentation_wizard.engine.control import leave_request
from deep_segmentation_wizard.engine.network.model import load_model
from deep_segmentation_wizard.tests.engine.scenes import ROOT, engine, make_scene

# 5 chips at once: the processes get 3 and 2 of them, and one gets none of the last batch.
OPTIONS = (
    "--window", 64, "--stride", 32, "--seed", 3, "--set", "augmentation.techniques=mirror", "--depth", 2,
    "--base-width", 4, "--batch-size", 5, "--precision", "float32", "--learning-rate", 0.001,
)  # fmt: skip


def torchrun(*arguments: object, processes: int = 2) -> subprocess.Popen:
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", str(processes)]
    return subprocess.Popen(
        [*command, "-m", "engine", *map(str, arguments)],
        cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def finished(process: subprocess.Popen) -> tuple[int, str]:
    _, errors = process.communicate(timeout=300)
    return process.returncode, errors


@pytest.fixture(scope="module")
def scene(tmp_path_factory) -> tuple[object, ...]:
    """What every run here has in common."""
    raster, rois = make_scene(tmp_path_factory.mktemp("scene"), 192, 160)
    return ("--raster", raster, "--rois", rois, *OPTIONS)


def history(folder: Path) -> list[dict[str, str]]:
    with open(folder / "history.csv", newline="") as file:
        return list(csv.DictReader(file))


def wait_for(condition: Callable[[], bool], process: subprocess.Popen) -> None:
    end = time.monotonic() + 120
    while not condition():
        assert process.poll() is None and time.monotonic() < end, process.communicate()
        time.sleep(0.05)


def events(folder: Path, name: str) -> list[dict]:
    lines = (folder / "events.jsonl").read_text().splitlines() if (folder / "events.jsonl").exists() else []
    return [event for line in lines if (event := json.loads(line))["event"] == name]


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--loss", "focal", "--class-weights", "inverse", "--optimizer", "sgd", "--accumulate", 2,
         "--normalization", "group", "--average", 0.9, "--set", "training.clip_gradients=0.5"),
    ],
)  # fmt: skip
def test_two_processes_get_the_result_of_one_with_the_same_batches(options, scene, tmp_path):
    runs = [tmp_path / "one", tmp_path / "two"]
    done = engine("run", *scene, "--folder", runs[0], "--epochs", 2, *options)
    assert done.returncode == 0, done.stderr
    status, errors = finished(torchrun("run", *scene, "--folder", runs[1], "--epochs", 2, *options))
    assert status == 0, errors
    one, two = map(history, runs)
    for first, second in zip(one, two, strict=True):
        for name in ("train_loss", "validation_loss", "train_accuracy", "validation_accuracy"):
            assert float(first[name]) == pytest.approx(float(second[name]), abs=2e-3), name
    first, second = (load_model(run / "checkpoints/epoch_002/model.safetensors").network for run in runs)
    for name, weight in first.state_dict().items():
        assert torch.allclose(weight, second.state_dict()[name], atol=5e-3), name
    assert len(events(runs[1], "EpochDone")) == 2, "only the first process speaks and writes"
    names = [sorted(str(path.relative_to(run)) for path in run.rglob("*") if path.is_file()) for run in runs]
    assert names[0] == names[1]


def test_the_others_follow_finish_early_and_cancel_and_a_resume_goes_on(scene, tmp_path):
    folder = tmp_path / "run"
    process = torchrun("run", *scene, "--folder", folder, "--epochs", 500)
    wait_for(lambda: len(events(folder, "EpochDone")) > 0, process)
    leave_request(folder, "cancel")
    status, errors = finished(process)
    assert status != 0 and "Cancelled." in errors and "Traceback" not in errors.split("Cancelled.")[0]
    before = len(history(folder))
    process = torchrun("run", "--resume", "--folder", folder)
    wait_for(lambda: len(events(folder, "EpochDone")) > before, process)
    leave_request(folder, "finish_early")
    status, errors = finished(process)
    assert status == 0, errors
    assert before < len(history(folder)) < 500
    assert json.loads((folder / "checkpoints/training.json").read_text())["ended"] == "finished early"
    assert (folder / "model.safetensors").is_file()


def test_what_is_refused_ends_all_processes(scene, tmp_path):
    status, errors = finished(torchrun("run", *scene, "--folder", tmp_path / "run", "--split", "50,50,10"))
    assert status != 0 and "add up to 100" in errors
    assert not (tmp_path / "run").exists()


def test_a_finished_run_is_not_trained_again(scene, tmp_path):
    done = engine("run", *scene, "--folder", tmp_path / "run", "--epochs", 1)
    assert done.returncode == 0, done.stderr
    status, errors = finished(torchrun("run", "--resume", "--folder", tmp_path / "run"))
    assert status == 0, errors
    assert "train: done before, kept" in errors


def test_other_commands_are_done_once(tmp_path):
    process = torchrun("doctor", "--quick")
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    assert output.count("The engine is ready.") == 1
