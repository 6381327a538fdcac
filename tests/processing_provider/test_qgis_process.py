"""By ``qgis_process``, without a screen: each algorithm alone, the whole workflow on the sample, the model."""

from __future__ import annotations

import json
from pathlib import Path

import onnxruntime
import pytest

from deep_segmentation_wizard.tests import real_qgis
from deep_segmentation_wizard.tests.engine.scenes import ROOT, grid_of, make_scene, read
from deep_segmentation_wizard.tests.processing_provider import headless

pytestmark = pytest.mark.skipif(not headless.available(), reason="no QGIS; scripts/setup.sh tests")

TINY = {"DEPTH": 2, "BASE_WIDTH": 4}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A profile with the plugin enabled, and a scene."""
    folder = tmp_path_factory.mktemp("qgis_process")
    assert "Enabled deep_segmentation_wizard" in headless.enable(folder)
    make_scene(folder)
    return folder


def done(said: headless.Said) -> dict:
    assert said.status == 0, said.text
    return said.results


def test_each_step_alone_then_the_model_is_applied(place):
    raster, rois, run = place / "scene.tif", place / "scene_rois.gpkg", str(place / "steps")
    assert done(headless.run(place, "check", RASTER=raster, ROIS=rois, WINDOW=64, QUICK=True))["READY"]
    assert done(headless.run(place, "labels", RASTER=raster, ROIS=rois, FOLDER=run))["CLASSES"] == 2
    chips = done(headless.run(place, "chips", RUN=run, WINDOW=64, STRIDE=64, LOAD=False))
    assert (chips["COUNT"], chips["WINDOW_USED"], chips["STRIDE_USED"]) == (16, 64, 64)
    split = done(headless.run(place, "split", RUN=run, TRAIN=60, VALIDATION=20, TEST=20))
    sizes = [split[f"{name}_COUNT"] for name in ("TRAIN", "VALIDATION", "TEST")]
    assert sum(sizes) == 16 and Path(split["INDEX"]).is_file()
    augment = done(headless.run(place, "augment", RUN=run, TECHNIQUES=["mirror", "flip"]))
    assert augment["WRITTEN"] == 2 * sizes[0] and augment["FOLDER"] == run
    train = done(headless.run(place, "train", RUN=run, EPOCHS=2, **TINY))
    assert train["EPOCHS_DONE"] == 2 and len(Path(train["HISTORY"]).read_text().splitlines()) == 3
    select = done(headless.run(place, "select", RUN=run, CHECKPOINT=1))
    assert select["EPOCH"] == 1 and 0 <= select["IOU"] <= 1 and 0 <= select["ACCURACY"] <= 1
    mask = done(headless.run(place, "mask", RUN=run, THRESHOLD=0.5))
    assert grid_of(mask["MASK"]) == grid_of(raster)
    model = select["MODEL"]
    maps = done(
        headless.run(
            place, "predict", MODEL=model, RASTERS=[raster, raster], FOLDER=place / "maps", THRESHOLD=0.5,
            KEEP_PROBABILITY=True,
        )
    )  # fmt: skip
    assert [Path(path).name for path in maps["MASKS"]] == ["scene_mask.tif", "scene_2_mask.tif"]
    assert (read(maps["MASK"]) == read(mask["MASK"])).all()
    part = done(
        headless.run(
            place, "predict", MODEL=model, RASTERS=[raster], FOLDER=place / "part", STEP_MAP="uniform",
            EXTENT="500010,500040,5499950,5499980 [EPSG:32633]",
        )
    )  # fmt: skip
    assert grid_of(part["MASK"])[:2] == (60, 60)
    other = done(
        headless.run(
            place, "mask_from_probability", MODEL=model, PROBABILITY=maps["PROBABILITIES"][0], THRESHOLD=0,
            OUTPUT=place / "all.tif",
        )
    )  # fmt: skip
    assert (read(other["OUTPUT"]) == 1).all()
    figures = done(
        headless.run(
            place, "evaluate", MODEL=model, RASTER=raster, ROIS=rois, THRESHOLD=0.5, METRICS=place / "m.json",
            PICTURE=place / "p.png",
        )
    )  # fmt: skip
    stored = json.loads((place / "m.json").read_text())
    assert (figures["IOU"], figures["PIXELS"]) == (stored["iou"], stored["pixels"])
    assert (place / "p.png").is_file()
    given = {"MODEL": model, "OUTPUT": place / "m.onnx"}
    exported = done(headless.run(place, "export", **given, THRESHOLD=0.25, MAP_WINDOW=32, MAP_STRIDE=16))
    metadata = onnxruntime.InferenceSession(exported["OUTPUT"]).get_modelmeta().custom_metadata_map
    assert (metadata["tiles_size"], metadata["tiles_overlap"], metadata["seg_thresh"]) == ("32", "50", "0.25")
    assert "is there already" in headless.run(place, "export", **given).text
    assert done(headless.run(place, "export", **given, OVERWRITE=True))["OUTPUT"] == exported["OUTPUT"]


def test_the_whole_workflow_on_the_sample(place):
    sample = ROOT / "sample"
    ended = headless.run(
        place, "run", RASTER=sample / "banepa_train.tif", ROIS=sample / "banepa_train_buildings.gpkg", EPOCHS=1,
        FOLDER=place / "banepa", PREDICT=[sample / "banepa_neighbour.tif"], MAP_STRIDE=256, TECHNIQUES=["mirror"],
        OTHER_SETTINGS="network.base_width=8\n\nnetwork.depth=3",
    )  # fmt: skip
    results = done(ended)
    assert grid_of(results["MASK"]) == grid_of(sample / "banepa_neighbour.tif")
    assert results["EPOCH"] == 1 and 0 <= results["IOU"] < 1
    settings = json.loads((place / "banepa" / "settings.json").read_text())
    assert settings["network"] == {**settings["network"], "base_width": 8, "depth": 3}
    again = done(headless.run(place, "resume", RUN=place / "banepa"))
    assert again["MODEL"] == results["MODEL"] and again["IOU"] == results["IOU"]
    assert real_qgis.engines_of(place) == []


def test_the_model_trains_on_one_raster_and_maps_another(place):
    assert "run_folder: <outputFolder>" in headless.help_of(place, "train_and_map")
    other, _ = make_scene(place, width=128, height=96, name="other")
    ended = headless.run(
        place, "train_and_map", raster=place / "scene.tif", rois=place / "scene_rois.gpkg", minutes=0.05,
        others=[other], run_folder=place / "model_run", maps=place / "model_maps",
    )  # fmt: skip
    assert done(ended)["maps"] == str(place / "model_maps")
    assert grid_of(place / "model_maps" / "other_mask.tif") == grid_of(other)


def test_an_error_ends_with_its_remedy(place):
    taken = place / "taken"
    taken.mkdir()
    (taken / "history.csv").write_text("mine")
    inputs = {"RASTER": place / "scene.tif", "ROIS": place / "scene_rois.gpkg"}
    refused = headless.run(place, "run", **inputs, FOLDER=taken)
    assert refused.status != 0 and refused.results == {}
    assert "already has history.csv" in refused.text and "Choose an empty or new folder." in refused.text
    assert [path.name for path in taken.iterdir()] == ["history.csv"]
    contradiction = headless.run(place, "run", **inputs, FOLDER=place / "no", EPOCHS=1, MINUTES=1)
    assert (
        contradiction.status != 0 and "Both epochs and minutes are given. Give one of them." in contradiction.text
    )
    assert not (place / "no").exists()
