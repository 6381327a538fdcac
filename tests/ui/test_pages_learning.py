"""The pages from *Network and training* to *Result* in the real QGIS, over a finished run."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from deep_segmentation_wizard.engine.answers import Answers
from deep_segmentation_wizard.engine.run_folder import RunFolder
from deep_segmentation_wizard.tests import real_qgis

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")

SAMPLE = real_qgis.ROOT / "sample"
RASTER = SAMPLE / "banepa_neighbour.tif"
EPOCHS = 4
SETTINGS = [
    {
        "seed": 7,
        "network": {
            "depth": 3, "base_width": 24, "normalization": "group", "dropout": 0.123456, "upsampling": "bilinear",
            "padding": "reflect",
        },
        "training": {
            "epochs": 30, "batch_size": 3, "learning_rate": 0.00012345678, "weight_decay": 0.0,
            "workers": 3,
            "keep_checkpoints": 4, "device": "cuda", "precision": "float16", "optimizer": "sgd", "momentum": 0.5,
            "schedule": "plateau", "loss": "tversky", "tversky_beta": 0.123456, "focal_gamma": 1.5,
            "class_weights": "own", "own_weights": [{"name": "a & b", "weight": 2.34567}],
            "clip_gradients": 0.54321, "accumulate": 3, "average": 0.998, "patience": 7, "stop_measure": "loss",
            "checkpoint_every": 2, "start_from": "/models/start.safetensors",
        },
        "selection": {"measure": "f1", "checkpoint": 2},
        "prediction": {
            "rasters": ["/b.tif", "/a.tif"], "window": 512, "stride": 100, "step_map": "hann", "batch_size": 2,
            "padding": "replicate", "flips": True, "encoding": "8-bit", "all_bands": True,
        },
        "mask": {"threshold": 0.123456},
    },
    {
        "seed": 2**32 - 1, "selection": {"by": "validation"},
        "training": {"minutes": 12.34567, "batch_size": None, "learning_rate": None},
        "mask": {
            "threshold": 0.0, "smallest_object": 12.3456, "smallest_hole": 0.001, "polygons": True,
            "simplify": True,
        },
    },
]  # fmt: skip


def engine(*arguments: str) -> str:
    command = [sys.executable, "-m", "engine", *arguments]
    return subprocess.run(command, cwd=real_qgis.ROOT, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small finished run on the sample."""
    folder = tmp_path_factory.mktemp("learning") / "run"
    inputs = ["--raster", str(SAMPLE / "banepa_train.tif"), "--rois", str(SAMPLE / "banepa_train_buildings.gpkg")]
    small = ("chips.window=64", "chips.stride=64", "network.base_width=4", "network.depth=3")
    options = [part for setting in small for part in ("--set", setting)]
    options += ["--set", "augmentation.techniques=mirror", "--epochs", str(EPOCHS), "--predict", str(RASTER)]
    engine("run", *inputs, "--folder", str(folder), *options)
    return folder


@pytest.fixture(scope="module")
def history(run: Path) -> list[dict[str, str]]:
    with open(run / "history.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def outcome(run: Path, history: list, tmp_path_factory: pytest.TempPathFactory) -> real_qgis.Outcome:
    """What one walk through the five pages saw."""
    folder = tmp_path_factory.mktemp("pages_learning")
    names = [{"code": 0, "name": "background"}, {"code": 1, "name": "buildings"}]
    counts = {"train": {"count": 96}, "validation": {"count": 20}, "test": {"count": 20}}
    answers = {
        "model": json.loads(engine("info", "--json", str(run / "model.safetensors"))),
        "devices": {
            "devices": [{"kind": "cpu", "name": "x86_64", "memory_gib": 15.6}],
            "chosen_device": "CPU, 2 threads (bfloat16)",
            "training_images_per_second": 8.0,
        },
        "plan": {"window": 256, "sets": counts, "classes": names},
        "footprints": Answers(RunFolder(folder)).footprints({"folder": str(run)}),
    }
    arguments = {
        "python": sys.executable, "root": str(real_qgis.ROOT), "folder": str(run), "answers": answers,
        "settings": SETTINGS, "raster": str(RASTER), "pictures": str(folder),
    }  # fmt: skip
    return real_qgis.run_driver(real_qgis.DRIVERS / "pages_learning.py", folder, arguments, timeout=400)


def test_pages_give_back_the_settings_that_they_were_given(outcome: real_qgis.Outcome) -> None:
    assert outcome.result["round_trips"] == []


def test_the_network_page_estimates_and_refuses_too_many_levels(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["network"]
    assert seen["epochs"] == 40
    assert seen["estimate"].startswith("Takes about")
    assert seen["problems"] == ["depth"]


def test_options_come_and_go_with_what_they_depend_on(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["network"]["options"]
    assert seen["at_first"] == []
    assert seen["chosen"] == ["momentum", "focal_gamma", "stop_measure", "own"]
    assert seen["words"] == ["Found by trying", "Found by trying", "None"]
    assert seen["weights"] == [["buildings", 2.5]]
    assert seen["training"] == ["sgd", "focal", 5, None, None, "/models/m.safetensors"]
    assert seen["tips"] == [], "every setting has its advice"


def test_the_set_that_decides_can_be_chosen(outcome: real_qgis.Outcome) -> None:
    assert outcome.result["selection"]["by"] == ["validation", True]


def test_start_training_starts_the_run_and_turns_to_its_page(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["network"]
    assert seen["next"] == "Start training"
    assert seen["turned_to"] == ["training"]
    assert seen["went_on"] is False


def test_curves_are_rebuilt_from_the_history(outcome: real_qgis.Outcome, history: list[dict[str, str]]) -> None:
    expected = [[float(row["epoch"]) for row in history], [float(row["validation_loss"]) for row in history]]
    seen = outcome.result["training"]
    assert seen["history"] == expected
    assert seen["drawn"] == expected
    assert seen["table_rows"] == EPOCHS
    assert f"{EPOCHS} epochs" in seen["resting"]


def test_saved_curves_have_a_size_and_a_ground_of_their_own(outcome: real_qgis.Outcome) -> None:
    assert outcome.result["training"]["saved"] == {
        "size": [1200, 825], "ground": ["#ffffff", 255], "same_after": True, "name": "training_curves.png",
    }  # fmt: skip


def test_polygons_that_changed_since_can_be_learnt_from_again(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["training"]["again"]
    assert not seen["before"] and seen["resumed"] == 1
    assert seen["button"].replace("&", "") == "Train again"
    assert seen["words"].startswith("Your polygons or rasters have changed")


def test_without_matplotlib_the_figures_are_a_table(outcome: real_qgis.Outcome) -> None:
    message, rows, is_table = outcome.result["training"]["without_matplotlib"]
    assert "matplotlib" in message
    assert (rows, is_table) == (EPOCHS, True)


def test_a_flood_of_events_is_drawn_a_few_times_a_second(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["training"]
    assert seen["sent"] > 500
    assert 0 < seen["redraws_per_second"] <= 3
    assert seen["facts"].startswith(f"Epoch 4 of {EPOCHS}")


def test_validation_chips_are_shown_with_what_the_network_makes_of_them(
    outcome: real_qgis.Outcome, run: Path
) -> None:
    seen = outcome.result["training"]["samples"]
    chips = json.loads((run / "samples/samples.json").read_text(encoding="utf-8"))["chips"]
    assert len(chips) == 3
    assert seen["finished"]["rows"] == chips
    assert all(chip in tip for chip, tip in zip(chips, seen["finished"]["tips"], strict=True))
    assert seen["finished"]["captions"] == ["Image", "What was drawn", f"After epoch {EPOCHS}"]
    assert "buildings" in seen["finished"]["legend"]
    assert seen["finished"]["pictures"] == [True] * 9
    width, height = seen["square"]
    assert height == pytest.approx(width / 3, abs=5)
    assert seen["again"]


def test_validation_chips_change_as_it_learns(outcome: real_qgis.Outcome, run: Path) -> None:
    seen = outcome.result["training"]["samples"]
    chips = json.loads((run / "samples/samples.json").read_text(encoding="utf-8"))["chips"]
    assert seen["changed"] == ["After epoch 9", "#ff0000"]
    assert seen["image_kept"], "only what has changed is read"
    assert seen["large"] == [chips[0], "#0000ff", "After epoch 10"]
    assert seen["closed"]
    assert seen["begun"] == ["Prediction", True]


def test_samples_of_a_stranger_are_shown_with_care(outcome: real_qgis.Outcome) -> None:
    """Rows 61 and 62."""
    seen = outcome.result["training"]["samples"]
    assert seen["single"]["rows"] == ["<b>one</b>.tif"]
    assert "&lt;b&gt;one" in seen["single"]["tips"][0] and "&lt;i&gt;roof" in seen["single"]["legend"]
    assert seen["huge"], "a picture larger than ours is not read"
    assert seen["hidden"] == [True] * 4


def test_training_can_be_ended_early_and_tells_why_it_failed(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["training"]
    message, still_there, facts = seen["refused"]
    assert message.startswith("The run cannot be asked.")
    assert still_there and "keeping its best" not in facts
    assert seen["buttons"] == ["&Finish early", "&Cancel"]
    assert seen["asked"] == ["finish_early"]
    assert seen["failure"] == "The disk is full.\n\nFree some space, then resume."


def test_the_chosen_checkpoint_is_explained_and_can_be_chosen_anew(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["selection"]
    assert seen["rows"] == EPOCHS
    assert seen["sorted"] == sorted(seen["sorted"])
    assert "best IoU" in seen["why"] and "expect a little less" in seen["why"]
    assert seen["matrix"] == ["background", "buildings"]
    assert (seen["again"], seen["again_now"]) == (False, False)
    assert seen["measure"] == seen["chosen_by"] == "accuracy"


def test_predicting_proposes_names_that_are_free(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["prediction"]
    assert seen["stored"] == [str(RASTER)]
    assert seen["proposed"] == ["banepa_neighbour_mask.tif", "banepa_neighbour_probability.tif"]
    assert seen["proposed_next"] == ["banepa_neighbour_2_mask.tif", "banepa_neighbour_2_probability.tif"]
    assert seen["state"].startswith("Done.")


@pytest.fixture(scope="module")
def parts(run: Path, outcome: real_qgis.Outcome, tmp_path_factory: pytest.TempPathFactory) -> real_qgis.Outcome:
    """What mapping parts of a raster saw, after the pages have been walked through."""
    folder = tmp_path_factory.mktemp("pages_prediction")
    tiles = folder / "tiles"
    tiles.mkdir()
    for name in ("b.tif", "a.TIF", "c.vrt", "a_mask.tif", "notes.txt"):
        (tiles / name).touch()
    arguments = {
        "python": sys.executable, "root": str(real_qgis.ROOT), "folder": str(run), "raster": str(RASTER),
        "answers": {"model": json.loads(engine("info", "--json", str(run / "model.safetensors")))},
        "tiles": str(tiles), "pictures": str(folder),
    }  # fmt: skip
    return real_qgis.run_driver(real_qgis.DRIVERS / "pages_prediction.py", folder, arguments, timeout=300)


def test_what_the_map_shows_is_mapped_whatever_its_crs(parts: real_qgis.Outcome) -> None:
    seen = parts.result["shown"]
    assert seen["names"] == ["banepa_neighbour_part_mask.tif", "banepa_neighbour_part_probability.tif"]
    assert seen["file"] == seen["names"][0]
    assert seen["pixels_off"] <= 1
    assert 0.2 < seen["share"] < 0.9


def test_a_map_that_shows_nothing_of_the_raster_starts_nothing(parts: real_qgis.Outcome) -> None:
    assert parts.result["elsewhere"] == {"started": 0, "enabled": True}
    assert parts.result["said"][0].startswith("The map shows nothing of these rasters. Move the map")


def test_polygons_just_drawn_are_kept_with_the_maps(parts: real_qgis.Outcome) -> None:
    seen = parts.result["polygons"]
    assert seen["started_without"] == 0
    assert parts.result["said"][1].startswith("No polygons are chosen to map inside. Choose a polygon layer")
    assert seen["kept"] and seen["kept_once"] and seen["known"]
    assert seen["width"] == pytest.approx(0.5, abs=0.02)


def test_several_maps_get_a_virtual_raster_over_all(parts: real_qgis.Outcome) -> None:
    seen = parts.result["mosaic"]
    assert seen["commands"] == ["predict", "predict", "mosaic"] and seen["valid"] and not seen["registered"]
    assert seen["words"].endswith("All of them as one: all_mask.vrt")


def test_a_folder_of_rasters_is_ticked_without_our_own_maps(parts: real_qgis.Outcome) -> None:
    seen = parts.result["folder"]
    assert seen["ticked"][2:] == ["a.TIF", "b.tif", "c.vrt"]
    assert seen["note"].startswith("No rasters in ")
    assert parts.complaints == [] and len(parts.result["said"]) == 2


def test_the_slider_moves_the_step_of_the_renderer(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["result"]
    assert seen["maps"] == ["banepa_neighbour", "banepa_neighbour (predicted later)"]
    assert seen["steps"] == pytest.approx([0.3, 0.62], abs=1e-6)
    assert seen["stored"] == 0.62
    assert seen["preview_opacity"] == pytest.approx(0.7), "the image below is to be seen"


def test_load_as_layer_adds_the_mask_over_its_raster(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["result"]
    assert seen["valid"] and seen["crs"] and seen["extent"] and seen["style"]
    assert seen["legend"] == [[0, "background", 0], [1, "buildings", 255]]
    assert seen["layers"] == ["banepa_neighbour: buildings", "banepa_neighbour: probability of buildings"]
    assert seen["command"] == ["mask", "--set", "mask.threshold=0.62"]
    assert seen["preview_gone"] and seen["saved"]


def test_loading_the_same_threshold_again_computes_nothing(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["result"]
    assert seen["commands"].count("mask") == 2
    assert seen["layers_again"] == 2


def test_a_map_of_an_earlier_model_is_made_anew(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["result"]
    assert "The model has changed since." in seen["stale"]
    assert "The model has changed since." not in seen["fresh"]


def test_small_objects_vanish_and_polygons_come_as_a_layer(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["result"]["cleaned"]
    assert (
        "A pixel covers 0.0697 m². So that is 574 pixels." in seen["note"]
        and "the preview shows the threshold alone" in seen["note"]
    )
    assert "mask.smallest_object=40.0" in seen["command"] and "mask.simplify=true" in seen["command"]
    assert seen["stored"] == [40, 40]
    assert seen["count"] > 0 and seen["smallest"] >= 40
    assert seen["name"].endswith(": objects") and not seen["least_shown"]
    assert seen["seen"] == ["objects", "buildings"]
    assert seen["as_before"]


def test_a_map_of_the_page_before_is_loaded_at_another_threshold(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["result"]
    assert seen["another"] == ["mask", "0.8", "maps"]
    assert seen["layers_now"] == 3
    assert not seen["old_figures"], "areas of another threshold"


def test_row_62_html_in_class_names_stays_text(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["result"]["named"]
    assert seen["legend"] == "<b>roof</b>"
    assert not seen["style"]
    assert seen["note_is_plain"]


def test_three_classes_have_no_threshold(outcome: real_qgis.Outcome) -> None:
    assert outcome.result["result"]["named"]["threshold_for_three_classes"] is False


def test_row_14_areas_are_measured_on_the_ellipsoid(outcome: real_qgis.Outcome) -> None:
    """Web Mercator stretches the sample by 1 / cos² of its 27.63° of latitude; the ground is smaller."""
    seen = outcome.result["result"]
    assert seen["areas_shown"]
    total = sum(float(row[2].replace(",", "")) for row in seen["areas"])
    assert total == pytest.approx(33_219, rel=0.002)
    assert [row[0] for row in seen["areas"]] == ["buildings", "background"]


def test_row_56_another_project_is_asked_before_the_result_goes_into_it(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["result"]
    assert (seen["unasked"], seen["asked"]) == (0, 1)


def test_pages_fit_a_narrow_dock(outcome: real_qgis.Outcome) -> None:
    assert max(outcome.result["widths"].values()) <= 360


def test_nothing_complained_and_nothing_heavy_was_loaded(outcome: real_qgis.Outcome) -> None:
    assert outcome.result["said"] == []
    assert outcome.complaints == []
    assert outcome.result["heavy_modules"] == []
