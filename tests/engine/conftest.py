"""A small finished run that many tests look at. They must not change it; copy it first."""

from __future__ import annotations

from pathlib import Path

import pytest

from deep_segmentation_wizard.tests.engine.scenes import TINY_NETWORK, engine, make_scene


@pytest.fixture(scope="session")
def finished_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a complete run on bright squares; the scene lies beside it as scene.tif, scene_rois.gpkg."""
    folder = tmp_path_factory.mktemp("finished")
    raster, rois = make_scene(folder)
    done = engine(
        "run", "--raster", raster, "--rois", rois, "--folder", folder / "run",
        "--window", 64, "--stride", 32, "--epochs", 4, "--seed", 3, *TINY_NETWORK,
        "--set", "training.learning_rate=0.01",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder / "run"
