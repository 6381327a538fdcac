"""The whole way through the wizard in the real QGIS, by the widgets that a person uses, from dock to layers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from deep_segmentation_wizard.tests import real_qgis

gdal.UseExceptions()

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")

STEPS = ["inputs", "chips", "split", "augmentation", "network"]
CLASSES = [[0, "background", 0], [1, "buildings", 255]]
EPOCHS = 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("whole_walk")


@pytest.fixture(scope="module")
def raster(folder: Path) -> Path:
    """The sample's other piece, by a name as long as some people give them."""
    path = folder / "Banepa survey 2024-03-17 orthomosaic from the north-eastern flight lines_final_v3.tif"
    shutil.copy(real_qgis.ROOT / "sample" / "banepa_neighbour.tif", path)
    return path


@pytest.fixture(scope="module")
def run(folder: Path) -> Path:
    return folder / "runs of this spring" / "buildings of Banepa"


@pytest.fixture(scope="module")
def outcome(folder: Path, raster: Path, run: Path) -> real_qgis.Outcome:
    """What one walk saw. QGIS must end with status 0 after it."""
    wishes = {
        "folder": str(run), "predict": str(raster), "window": 128, "train_percent": 60,
        "only_technique": "Left to right", "epochs": EPOCHS, "threshold": 0.6,
        "advanced": {"Levels": 2, "Width": 4, "Chips per step": 4},
    }  # fmt: skip
    arguments = {"pictures": str(folder), "wishes": wishes}
    return real_qgis.run_driver(real_qgis.DRIVERS / "whole_walk.py", folder, arguments, timeout=280)


@pytest.fixture(scope="module")
def seen(outcome: real_qgis.Outcome) -> dict:
    return outcome.result


@pytest.fixture(scope="module")
def layers(seen: dict) -> list[dict]:
    return seen["group"]["layers"]


@pytest.fixture(scope="module")
def settings(outcome: real_qgis.Outcome, run: Path) -> dict:
    return json.loads((run / "settings.json").read_text(encoding="utf-8"))


def test_what_was_entered_is_what_the_run_was_made_with(seen: dict, settings: dict) -> None:
    assert not seen["next_without_entries"]
    assert (settings["network"]["depth"], settings["network"]["base_width"]) == (2, 4)
    assert (settings["training"]["epochs"], settings["training"]["batch_size"]) == (EPOCHS, 4)
    assert settings["chips"]["window"] == 128
    assert settings["augmentation"]["techniques"] == ["mirror"]
    split = settings["split"]
    assert [split["train"], split["validation"], split["test"]] == seen["split"] == [60, 20, 20]


def test_back_and_next_lost_nothing(seen: dict) -> None:
    assert seen["walked"] == [*reversed(STEPS), *STEPS[1:]]
    assert sum(map(len, seen["entries"].values())) > 40
    assert seen["entries"] == seen["entries_after"]


def test_start_training_shows_it_live_to_its_end(seen: dict) -> None:
    assert (seen["start_says"], seen["after_start"]) == ("Start training", "training")
    assert seen["epochs_drawn"] == seen["checkpoints"] == EPOCHS


def test_the_layers_stand_in_a_group_of_the_run_mask_on_top(seen: dict, layers: list[dict], run: Path) -> None:
    group = seen["group"]
    assert run.name in group["name"] and group["first"]
    assert [layer["valid"] for layer in layers] == [True, True]
    assert "buildings" in layers[0]["name"] and "probability" in layers[1]["name"]
    assert [(layer["ticked"], layer["shown"]) for layer in layers] == [(True, True), (False, False)]
    assert not [name for name in group["others"] if "review" in name], "the preview has gone"


def test_the_layers_lie_exactly_on_their_raster(layers: list[dict], raster: Path) -> None:
    image = gdal.Open(str(raster))
    left, width, _, top, _, height = image.GetGeoTransform()
    extent = [left, top + image.RasterYSize * height, left + image.RasterXSize * width, top]
    code = image.GetSpatialRef().GetAuthorityCode(None)
    for layer in layers:
        assert layer["size"] == [image.RasterXSize, image.RasterYSize]
        assert layer["crs"] == f"EPSG:{code}"
        assert layer["extent"] == pytest.approx(extent, rel=1e-12)


def test_the_legend_has_the_classes_in_colours_over_a_clear_background(layers: list[dict], run: Path) -> None:
    classes = layers[0]["classes"]
    assert [[code, name, alpha] for code, name, _, alpha in classes] == CLASSES
    labels = json.loads((run / "labels" / "labels.json").read_text(encoding="utf-8"))["classes"]
    assert [colour for _, _, colour, _ in classes] == [item["colour"].lower() for item in labels]
    assert [text for text in layers[0]["legend"] if text in ("background", "buildings")] == [
        name for _, name, _ in CLASSES
    ]
    assert Path(layers[0]["source"]).with_suffix(".qml").is_file(), "the look goes with the file"


def test_the_slider_restyles_the_preview_at_once(seen: dict) -> None:
    numbers = [number for number, _ in seen["slider"]]
    assert len(set(numbers)) == 4 and numbers[-1] == pytest.approx(0.6, abs=0.01)
    assert [step for _, step in seen["slider"]] == pytest.approx(numbers, abs=1e-6)


def test_what_is_loaded_is_the_probability_at_the_threshold(seen: dict, layers: list[dict]) -> None:
    mask, probability = (gdal.Open(layer["source"]).ReadAsArray() for layer in layers)
    assert seen["threshold"] == seen["slider"][-1][0] != seen["best_threshold"]
    known = mask != 255
    assert known.any() and 0 < (mask == 1).mean() < 1
    expected = probability >= np.float32(seen["threshold"])
    assert np.array_equal(mask[known] == 1, expected[known])


def test_the_areas_are_those_of_the_mask(seen: dict, layers: list[dict]) -> None:
    assert [row[0] for row in seen["areas"]] == ["buildings", "background"]
    mask = gdal.Open(layers[0]["source"]).ReadAsArray()
    share = 100 * (mask == 1).sum() / (mask != 255).sum()
    assert float(seen["areas"][0][3].removesuffix(" %")) == pytest.approx(share, abs=0.051)
    hectares, metres = (float(seen["areas"][0][column].replace(",", "")) for column in (1, 2))
    assert 10_000 * hectares == pytest.approx(metres, abs=51) and metres > 0


def test_the_run_folder_holds_what_the_design_lists(outcome: real_qgis.Outcome, run: Path) -> None:
    listed = (
        "settings.json", "events.jsonl", "history.csv", "selection.json", "model.safetensors",
        "labels/*.tif", "chips/index.gpkg", "chips/all/images/*.tif", "chips/all/labels/*.tif",
        "chips/train/images/*.tif", "chips/validation/images/*.tif", "chips/test/images/*.tif",
        "augmented/train/images/*.tif", "checkpoints/epoch_*/*.safetensors", "checkpoints/last/*.safetensors",
        "report/*.png", "prediction/*_probability.tif", "prediction/*_mask.tif",
    )  # fmt: skip
    assert [pattern for pattern in listed if not list(run.glob(pattern))] == []


def test_maps_of_the_predict_page_go_into_the_run_that_was_chosen(layers: list[dict], run: Path) -> None:
    assert [Path(layer["source"]).is_relative_to(run) for layer in layers] == [True, True]


def test_qgis_never_loads_the_heavy_packages(seen: dict) -> None:
    assert seen["heavy"] == []


def test_nothing_is_left_of_the_plugin(seen: dict) -> None:
    before, after = seen["before"], seen["after"]
    assert after.pop("modules") == after.pop("children") == after.pop("docks") == after.pop("status") == []
    assert (after.pop("places"), before.pop("places")) == ([], ["plugins", "raster", "toolbar"])
    assert {name: after[name] for name in ("threads", "timers", "canvas")} == {
        name: before[name] for name in ("threads", "timers", "canvas")
    }


def test_nothing_complained(outcome: real_qgis.Outcome) -> None:
    assert outcome.complaints == [] and outcome.result["notices"] == []
