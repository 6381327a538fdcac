"""Threads that prepare batches ahead: the network is the same, and nothing of them outlives the engine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from deep_segmentation_wizard.engine.augmentation import EFFECTS, AugmentationSettings, Change
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.events import Reporter
from deep_segmentation_wizard.engine.network.checkpoint import load_last
from deep_segmentation_wizard.engine.network.training import train, train_key
from deep_segmentation_wizard.engine.pipeline import run_step
from deep_segmentation_wizard.engine.settings import RunSettings, TrainingSettings
from deep_segmentation_wizard.tests.engine.scenes import ROOT


def augmented_at_random(start, **training):
    """A prepared run whose chips are drawn anew in each pass, with everything that can be drawn."""
    folder, settings = start(**training)
    changes = tuple(Change(effect, 0.5, 0.5) for effect in EFFECTS)
    settings = replace(settings, augmentation=AugmentationSettings(changes=changes, copies=2, applied="random"))
    folder.save_settings(settings)
    run_step(folder, settings, "augment", Reporter())
    return folder, settings


def test_any_number_of_workers_gives_the_same_network_under_the_same_key(start):
    folder, settings = augmented_at_random(start, epochs=3)
    train(folder, settings, Reporter())
    key = train_key(settings, folder.key("augment"))
    expected = load_last(folder.checkpoints, key, settings.training).model.network.state_dict()
    others = replace(settings, training=replace(settings.training, workers=3))
    assert train_key(others, folder.key("augment")) == key
    (folder.checkpoints / "last").rename(folder.path / "finished")
    train(folder, others, Reporter())
    found = load_last(folder.checkpoints, key, settings.training).model.network.state_dict()
    assert all(torch.equal(found[name], tensor) for name, tensor in expected.items())


def test_the_key_is_that_of_runs_from_before_there_were_workers():
    assert train_key(RunSettings(), None) == "sha256:4cf9b34e438a423aa0572cb9"


@pytest.mark.parametrize("workers", [-1, 65])
def test_an_impossible_number_is_refused_with_the_remedy(workers):
    with pytest.raises(EngineError) as caught:
        TrainingSettings(workers=workers)
    assert "from 0 to 64" in caught.value.remedy


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_row_53_no_worker_outlives_a_killed_engine(start):
    folder, settings = augmented_at_random(start, epochs=500)
    command = [sys.executable, "-m", "engine", "train", "--folder", str(folder.path), "--workers", "6", "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        for line in process.stdout:
            if json.loads(line)["event"] == "BatchDone":
                break
        threads = len(os.listdir(f"/proc/{process.pid}/task"))
        alive = of_session(process.pid)
        process.kill()
        process.wait(timeout=10)
        left = of_session(process.pid)
    assert process.returncode == -signal.SIGKILL
    assert threads > 6  # they were at work
    assert alive == [process.pid]  # as threads: there is nobody who could be left
    assert left == []


def of_session(leader: int) -> list[int]:
    """Processes of a session that are not dead."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, _, session = path.read_text().rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if int(session) == leader and state != "Z":
            found.append(int(path.parent.name))
    return found
