"""Every algorithm as QGIS sees it, and what cancelling, errors and layers without a file come to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from deep_segmentation_wizard.engine.plain import to_plain
from deep_segmentation_wizard.engine.settings import RunSettings
from deep_segmentation_wizard.tests import real_qgis
from deep_segmentation_wizard.tests.engine.scenes import engine, make_layer, make_scene, rectangle
from deep_segmentation_wizard.tests.processing_provider import headless

pytestmark = pytest.mark.skipif(not headless.available(), reason="no QGIS; scripts/setup.sh tests")

IDS = {
    "augment", "check", "chips", "evaluate", "export", "labels", "mask", "mask_from_probability", "predict",
    "resume", "run", "select", "split", "train", "train_and_map",
}  # fmt: skip


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    folder = tmp_path_factory.mktemp("provider")
    headless.enable(folder)
    raster, rois = make_scene(folder)
    far = make_layer(folder / "far.gpkg", [rectangle(9000, 9000, 20, 20)])
    run = folder / "begun"
    assert engine("labels", "--raster", raster, "--rois", rois, "--folder", run).returncode == 0
    answer = headless.drive("algorithms.py", folder, raster=raster, rois=rois, far=far, run=run)
    answer["engines_left"] = real_qgis.engines_of(folder)
    answer["folder"] = str(folder)
    return answer


def test_ids_are_those_that_models_and_scripts_know(seen):
    assert set(seen["algorithms"]) == IDS
    assert not seen["provider_left"] and seen["heavy"] == []


def test_every_parameter_has_its_help(seen):
    bare = [
        f"{name}: {parameter}"
        for name, algorithm in seen["algorithms"].items()
        for parameter, (_, text, label, _) in algorithm["parameters"].items()
        if len(text) < 10 or not label
    ]
    assert bare == []
    for name, algorithm in seen["algorithms"].items():
        assert algorithm["about"] and algorithm["icon"] and algorithm["batch"], name
        assert algorithm["outputs"], name


def test_the_seldom_used_is_folded_away(seen):
    shown = [name for name, item in seen["algorithms"]["run"]["parameters"].items() if not item[3]]
    assert set(shown) == {
        "RASTER", "ROIS", "CLASS_FIELD", "PREDICT", "FOLDER", "LOAD", "EPOCHS", "MINUTES", "WINDOW", "THRESHOLD",
    }  # fmt: skip


def test_defaults_are_those_of_the_settings(seen):
    usual = seen["settings"]["usual"]
    inputs = usual.pop("inputs")
    wanted = to_plain(RunSettings())
    wanted_inputs = wanted.pop("inputs")
    assert usual == json.loads(json.dumps(wanted))
    assert {**inputs, "scenes": []} == wanted_inputs
    assert Path(inputs["scenes"][0]["raster"]).name == "scene.tif"


def test_parameters_become_settings(seen):
    given = seen["settings"]["given"]
    assert given["chips"]["window"] == 64 and not given["chips"]["keep"]
    assert given["training"]["epochs"] == 2 and given["training"]["learning_rate"] == 0.01
    assert given["augmentation"]["techniques"] == []
    assert given["augmentation"]["changes"] == [{"effect": "blur", "strength": 0.5, "probability": 1.0}]
    assert given["inputs"]["bands"] == [3, 1] and given["inputs"]["unlabelled"] == "background"
    assert (given["split"]["method"], given["split"]["field"], given["split"]["train"]) == ("field", "plot", 60)
    assert given["seed"] == 3
    scenes = given["inputs"]["scenes"]
    assert len(scenes) == 2 and scenes[1]["rois"] == scenes[0]["rois"]
    assert scenes[0]["area"].startswith(scenes[0]["rois"].partition("|")[0])
    assert len(given["prediction"]["rasters"]) == 1


def test_a_file_of_settings_counts_where_a_parameter_is_left_alone(seen):
    settings = seen["settings"]["file"]
    assert settings["seed"] == 7 and settings["chips"]["window"] == 96
    assert settings["training"]["batch_size"] == 3 and settings["training"]["epochs"] == 9
    assert settings["training"]["minutes"] is None


def test_a_scratch_layer_is_kept_in_the_run_folder_with_its_selection(seen):
    labels = seen["labels"]
    assert labels["good"] and labels["classes"] == {"background": None, "oak": 28}
    assert labels["inputs"] and Path(labels["rois"].partition("|")[0]).parent.name == "inputs"
    assert labels["area"] != labels["rois"]
    assert labels["again"] == 56
    folder = labels["temporary"]["results"]["FOLDER"]
    assert Path(folder).is_absolute() and "TEMPORARY_OUTPUT" not in folder
    assert labels["loaded"] == ["Labels of scene"]


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("contradiction", "add up to 100, such as 70,15,15"),
        ("both", "Both epochs and minutes are given. Give one of them."),
        ("stride", "Use a stride of at most 64"),
        ("no_run", "holds no run"),
    ],
)
def test_contradictions_are_refused_before_any_work(seen, case, words):
    assert words in seen["errors"][case]["refused"]


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("too_early", ("is older than the steps or settings before it", "Run 'labels' again")),
        ("far", ("lie outside the raster", "check the CRS of both")),
        ("no_model", ("gone.safetensors",)),
    ],
)
def test_what_the_engine_refuses_comes_with_its_remedy(seen, case, words):
    ended = seen["errors"][case]
    said = " ".join(ended["said"]["error"])
    assert not ended["good"] and all(word in said for word in words), said


def test_a_refused_run_leaves_nothing(seen):
    assert not seen["errors"]["far_left"]


def test_a_check_that_finds_a_fault_fails_and_says_why(seen):
    ended = seen["errors"]["not_ready"]
    assert not ended["good"] and len(ended["said"]["error"]) == 2


def test_cancel_ends_the_child_soon_and_the_run_can_go_on(seen):
    ended = seen["cancel"]
    assert ended["seconds"] < 5
    assert ended["results"] == {} and ended["is_resumable"]
    assert seen["engines_left"] == []
    assert ended["bar"] == sorted(ended["bar"]) and 0 < ended["bar"][-1] < 100
    assert "Training the network" in ended["said"]["text"]
    assert any("Go on with a run" in line for line in ended["said"]["info"])


def test_cancel_ends_even_a_child_that_does_not_listen(seen):
    ended = seen["stubborn"]
    assert ended["results"] == {} and 4 < ended["seconds"] < 6 and not ended["is_there"]
