"""In the real QGIS, on a virtual screen: toolbox, dialog, layers and their looks, batch, model designer."""

from __future__ import annotations

import pytest

from deep_segmentation_wizard.tests import real_qgis
from deep_segmentation_wizard.tests.engine.scenes import TINY_NETWORK, engine, make_scene, read
from deep_segmentation_wizard.tests.processing_provider import headless

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    folder = tmp_path_factory.mktemp("toolbox")
    raster, rois = make_scene(folder)
    run = folder / "run"
    arguments = ["--raster", raster, "--rois", rois, "--folder", run, "--window", 64, "--epochs", 1, *TINY_NETWORK]
    assert engine("run", *arguments).returncode == 0
    given = {
        "raster": str(raster), "rois": str(rois), "model": str(run / "model.safetensors"),
        "probability": str(run / "prediction" / "scene_probability.tif"), "maps": str(folder / "maps"),
    }  # fmt: skip
    outcome = real_qgis.run_driver(headless.DRIVERS / "toolbox.py", folder, given)
    assert outcome.complaints == [] and outcome.left == []
    return outcome.result


def test_the_toolbox_shows_the_algorithms_by_what_they_are_for(seen):
    assert set(seen["toolbox"]) == {"Whole workflow", "Step by step in a run folder", "With a finished model"}
    assert len(seen["toolbox"]["Step by step in a run folder"]) == 7
    assert "Train on one raster, map others" in seen["toolbox"]["Whole workflow"]


def test_a_map_comes_as_a_layer_with_name_colours_and_classes(seen):
    mask = seen["predict"]["scene: rois"]
    assert mask["renderer"] == "paletted" and mask["opacity"] == 0.7
    assert [[value, label] for value, label, _ in mask["classes"]] == [[0, "background"], [1, "rois"]]
    assert [alpha for _, _, alpha in mask["classes"]] == [0, 255]
    assert seen["predict"]["scene: probability"]["renderer"] == "singlebandpseudocolor"


def test_a_batch_makes_a_mask_for_each_row(seen):
    low, high = map(read, seen["batch"])
    assert (low == 1).sum() > (high == 1).sum()


def test_the_shipped_model_opens_in_the_model_designer(seen):
    assert seen["designer"]["valid"], seen["designer"]["problems"]
    children = {"train": "deep_segmentation_wizard:run", "map": "deep_segmentation_wizard:predict"}
    assert seen["designer"]["children"] == children
