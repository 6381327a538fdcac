"""Runs whose chips are ready, so that each test of training starts at step 6. Tests work on copies."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from deep_segmentation_wizard.engine import pipeline
from deep_segmentation_wizard.engine.events import Reporter
from deep_segmentation_wizard.engine.run_folder import RunFolder
from deep_segmentation_wizard.engine.settings import (
    AugmentationSettings,
    ChipSettings,
    InputSettings,
    NetworkSettings,
    RunSettings,
    Scene,
    TrainingSettings,
)
from deep_segmentation_wizard.tests.engine.scenes import (
    bright_squares,
    make_layer,
    make_raster,
    make_scene,
    rectangle,
)

# Two threads that wait for each other on a busy machine make tiny networks fifty times slower than one.
torch.set_num_threads(1)

Start = Callable[..., tuple[RunFolder, RunSettings]]


@pytest.fixture(autouse=True)
def one_thread_in_children(monkeypatch) -> None:
    """As in this process."""
    monkeypatch.setenv("OMP_NUM_THREADS", "1")


def prepare(folder: Path, inputs: InputSettings) -> Path:
    """Do steps 1 to 4."""
    settings = RunSettings(
        seed=5,
        inputs=inputs,
        chips=ChipSettings(window=64, stride=32),
        augmentation=AugmentationSettings(techniques=("rotate_90", "mirror")),
        network=NetworkSettings(depth=2, base_width=4),
    )
    for step in ("labels", "chips", "split", "augment"):
        pipeline.run_step(RunFolder(folder), settings, step, Reporter())
    return folder


@pytest.fixture(scope="session")
def prepared(tmp_path_factory) -> Path:
    """A run on bright squares with its chips."""
    folder = tmp_path_factory.mktemp("prepared")
    raster, rois = make_scene(folder)
    return prepare(folder / "run", InputSettings((Scene(str(raster), str(rois)),)))


@pytest.fixture(scope="session")
def prepared_with_classes(tmp_path_factory) -> Path:
    """A run on bright and dim squares, classes 3 and 7, with its chips."""
    folder = tmp_path_factory.mktemp("prepared_with_classes")
    image, squares = bright_squares(256, 224)
    for column, row, width, height in squares[::2]:
        image[:, row : row + height, column : column + width] -= 90
    raster = make_raster(folder / "scene.tif", image)
    codes = [3 if number % 2 else 7 for number in range(len(squares))]
    rois = make_layer(folder / "rois.gpkg", [rectangle(*square) for square in squares], values=codes)
    inputs = InputSettings((Scene(str(raster), str(rois)),), class_field="class", unlabelled="background")
    return prepare(folder / "run", inputs)


@pytest.fixture
def start(prepared: Path, tmp_path: Path) -> Start:
    """Copies the prepared run and gives it settings of training: ``start(epochs=2, …)``."""

    def copy(**training: Any) -> tuple[RunFolder, RunSettings]:
        folder = RunFolder(shutil.copytree(prepared, tmp_path / "run"))
        options = TrainingSettings(**{"batch_size": 4, "learning_rate": 0.01, **training})
        settings = replace(folder.require_run(), training=options)
        folder.save_settings(settings)
        return folder, settings

    return copy
