"""The pages on the data (inputs, chips, split, augmentation) in the real QGIS, with a real engine behind them."""

import json
import os
import sys
from pathlib import Path

import pytest

from deep_segmentation_wizard.tests import real_qgis
from deep_segmentation_wizard.tests.engine.scenes import TINY_NETWORK, engine

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")

SAMPLE = real_qgis.ROOT / "sample"


@pytest.fixture(scope="module")
def outcome_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pages_data")


@pytest.fixture(scope="module")
def outcome(outcome_folder: Path) -> real_qgis.Outcome:
    """What one walk through the pages saw. DSW_PICTURES names a folder that keeps its pictures."""
    folder = outcome_folder
    pictures = Path(os.environ.get("DSW_PICTURES", folder))
    arguments = {"pictures": str(pictures), "folder": str(folder), "python": sys.executable}
    return real_qgis.run_driver(real_qgis.DRIVERS / "pages_data.py", folder, arguments, timeout=300)


@pytest.fixture(scope="module")
def seen(outcome: real_qgis.Outcome) -> dict:
    return outcome.result


def test_settings_come_back_as_they_were(seen: dict) -> None:
    assert seen["round_trips"]["tried"] >= 12
    assert seen["round_trips"]["wrong"] == []
    assert seen["round_trips"]["told_of_changes"] == 0


def test_what_is_missing_is_said(seen: dict) -> None:
    assert seen["empty_problems"] == ["No raster is chosen.", "No ROI layer is chosen."]


def test_the_sample_is_added_once_and_chosen(seen: dict) -> None:
    assert len(seen["sample_layers"]) == 2 and seen["sample_added_once"]
    [scene] = seen["sample_scene"]
    assert scene["raster"] == str(SAMPLE / "banepa_train.tif")
    assert scene["rois"].partition("|")[0] == str(SAMPLE / "banepa_train_buildings.gpkg")
    assert seen["sample_problems"] == []


def test_classes_are_shown_with_polygons_and_shares(seen: dict) -> None:
    assert seen["classes"] == [["background", "–", "52 %"], ["buildings", "637", "48 %"]]


def test_chips_are_counted_and_the_automatic_values_told(seen: dict) -> None:
    assert seen["chips_text"] == "<b>60 chips</b>"
    assert seen["automatic"] == ["automatic", "automatic: half the window"]
    assert seen["fewer_pixels"].startswith("Window 64 pixels, stride 64 pixels; a chip is 17 m wide")


def test_the_stride_cannot_leave_gaps(seen: dict) -> None:
    assert seen["stride_limited"] == 64


def test_the_raster_is_told_in_a_line(seen: dict) -> None:
    words = seen["facts"].split(" · ")
    assert words[1:] == ["3 bands: Red, Green, Blue", "uint8", "a pixel is 0.265 m wide"]


def test_chips_lie_on_their_ground_in_another_crs(seen: dict) -> None:
    assert seen["off_by_pixels"] < 0.01


def test_chips_turn_with_the_map(seen: dict) -> None:
    assert seen["turned"]["off"] < 0.01
    assert seen["turned"]["shift"] == [0, 0, 0]


def test_a_hundred_thousand_chips_are_drawn_quickly(seen: dict) -> None:
    seconds = seen["paint_seconds"]
    assert seconds["outlines_seen"] and seconds["filled_seen"] and seconds["dot_seen"]
    assert max(seconds[name] for name in ("places", "outlines", "filled", "dot")) < 1.5, seconds


def test_a_window_that_is_too_large_is_refused_and_nothing_drawn(seen: dict) -> None:
    assert seen["too_large"] == ["error", 0]


def test_percentages_always_add_up_to_100(seen: dict) -> None:
    assert seen["sums"] == [100]


def test_the_other_percentages_keep_their_proportion(seen: dict) -> None:
    assert seen["proportion_kept"] == [70, 20, 10]


def test_the_split_is_told_as_it_comes_out(seen: dict) -> None:
    assert sum(map(int, seen["split_counts"].values())) == 60
    assert seen["random"] == ["random", "warning"]


def test_polygons_of_the_users_divide_the_chips(seen: dict) -> None:
    assert seen["by_raster_offered"] is False and seen["by_raster_offered_for_three"] is True
    assert seen["polygons_missing"] == ["It is not said which polygons divide the chips.", True, False, 0]
    assert seen["set_fields"] == ["use", "note"]
    counts = seen["polygon_counts"]
    assert sum(counts.values()) >= 60 and counts["train"] > counts["validation"] > 0 and counts["lost"] > 0
    assert "no pixel is in two sets" in seen["polygons_told"]
    assert seen["polygons_kept"] == ["layer", "use", 3, True]
    assert seen["polygons_come_back"] == "My sets"
    assert seen["percentages_again"] is True


def test_row_37_unsaved_edits_of_the_polygons_are_told(seen: dict) -> None:
    visible, text = seen["polygons_unsaved"]
    assert visible and "“My sets” has edits that are not saved" in text


def test_folds_test_other_ground_each(seen: dict) -> None:
    assert seen["folds"] == [True, True, False]
    assert {name: seen["folds_stored"][name] for name in ("method", "folds", "fold")} == {
        "method": "area", "folds": 5, "fold": 2,
    }  # fmt: skip
    assert seen["group_fields"] > 0
    assert seen["least_width_split"] <= 360


def test_copies_add_to_the_chips_of_an_epoch(seen: dict) -> None:
    chips = int(seen["split_counts"]["train"])
    assert seen["chips_per_epoch"].startswith(f"<b>{8 * chips} chips</b>")
    assert seen["none"] == [f"<b>{chips} chips</b> in each pass over the training set.", []]
    assert seen["all"] == 7


def test_pictures_follow_the_strength(seen: dict) -> None:
    assert seen["changes_at_first"] == [False] * 11  # nothing is worked out for what is folded away
    assert seen["moved_rotate"] == [True, True, True]
    assert seen["moved_brightness"] == [True, True, False]
    assert seen["moved_cut_out"] == [True, True, False]
    assert seen["title_light"] == "Light: 3 chosen"


def test_no_band_can_be_missing_where_there_is_one_only(seen: dict) -> None:
    assert seen["one_band"] == ["band_dropout"]


def test_what_is_ticked_is_chosen_with_its_strength_and_probability(seen: dict) -> None:
    chips = int(seen["split_counts"]["train"])
    assert seen["chosen"]["changes"] == [
        {"effect": "rotate", "strength": 0.7, "probability": 0.25},
        {"effect": "brightness", "strength": 0.7, "probability": 0.5},
    ]
    assert (seen["chosen"]["copies"], seen["chosen"]["applied"]) == (10, "both")
    assert seen["chosen_text"].startswith(f"<b>{11 * chips} chips</b>")
    assert "5 copies of each, 5 versions" in seen["chosen_text"]
    assert seen["random_text"].startswith(f"<b>{11 * chips} chips</b>") and "copies" not in seen["random_text"]
    assert seen["random_sets"] == {"train": True, "validation": False, "test": False}


def test_a_scratch_layer_is_exported_and_used(seen: dict) -> None:
    assert seen["scratch"] == {"polygons": 300, "field": "kind", "comes_back": True}
    assert seen["frozen_saved"] == 300


def test_a_run_learns_from_the_export_of_a_scratch_layer(seen: dict, outcome_folder: Path) -> None:
    run = outcome_folder / "scratch_run"
    done = engine(
        "run", "--settings", outcome_folder / "scratch.json", "--folder", run, "--window", 64, "--epochs", 1,
        "--augment", "none", *TINY_NETWORK,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    [scene] = json.loads((run / "labels" / "labels.json").read_text())["scenes"]
    assert sum(scene["polygons"].values()) == 300
    assert (run / "prediction" / "banepa_train_mask.tif").is_file()


def test_classes_are_renamed_left_out_merged_and_reset(seen: dict) -> None:
    names, rules = zip(*seen["classes_chosen"], strict=True)
    roof = {"value": "house", "name": "<b>roof</b>", "use": True}
    assert names[0] == ["background", "house", "shed"]
    assert (names[1], rules[1]) == (["background", "<b>roof</b>", "shed"], [roof])
    assert names[2] == ["background", "<b>roof</b>", "shed"]
    assert rules[2] == [roof, {"value": "shed", "name": "", "use": False}]
    assert rules[3] == [roof]
    assert names[4] == ["background", "<b>roof</b>"]
    assert {rule["value"]: rule["name"] for rule in rules[4]} == {"house": "<b>roof</b>", "shed": "<b>roof</b>"}
    assert (names[5], rules[5]) == (names[0], [])


def test_the_width_of_lines_is_asked_for_and_counts(seen: dict) -> None:
    lines = seen["lines"]
    assert not seen["width_of_polygons"] and lines["asked"] and lines["problems"] == []
    assert lines["shares"][1] == pytest.approx(10 * lines["shares"][0], rel=0.2)
    assert (lines["stored"], lines["forgotten"]) == (30.0, None)


def test_row_37_unsaved_edits_are_asked_about(seen: dict) -> None:
    unsaved = seen["unsaved"]
    assert "My sketch, 1" in unsaved["told"] and unsaved["polygons"] == 300
    assert unsaved["cancel"] is False
    assert unsaved["use_saved"] is True and unsaved["asked_again"] is True
    assert unsaved["save"] is True
    assert unsaved["after"] == [410, True, False]  # saved, and still being edited


def test_only_the_selection_is_used_when_the_user_ticks_that(seen: dict) -> None:
    assert seen["selected_text"] == "Only the 200 selected polygons"
    assert seen["frozen"]["polygons"] == 200
    assert Path(seen["frozen"]["path"]).parts[-3:] == ("run", "inputs", "My_sketch_1.gpkg")
    assert (seen["frozen"]["crs"], seen["frozen"]["layer"]) == ("EPSG:4326", "My sketch, 1")


def test_a_filter_of_the_layer_counts(seen: dict) -> None:
    assert seen["filtered"] == 205


def test_row_22_a_web_map_is_refused_with_a_hint_to_export(seen: dict) -> None:
    [[message, remedy]] = seen["web_map"]
    assert "“Street map” is a web map" in message
    assert "Export" in remedy


def test_rois_elsewhere_are_told_beside_them_by_their_names(seen: dict) -> None:
    finding, problems = seen["elsewhere"]
    assert finding["severity"] == "error" and finding["remedy"]
    assert "“far away” lie outside the raster “Banepa, aerial image”" in finding["message"]
    assert problems == [finding["message"]]
    assert seen["elsewhere_mended"] == []


def test_a_removed_layer_is_never_replaced_by_its_neighbour(seen: dict) -> None:
    assert seen["web_map_removed"] == ["", ["No raster is chosen."]]
    assert seen["layers_removed"] == ["banepa_train.tif", "banepa_train_buildings.gpkg"]
    assert seen["kept_without_layers"]


def test_everything_drawn_disappears(seen: dict) -> None:
    assert [seen[f"left_after_{what}"] for what in ("chips", "split", "deletion")] == [0, 0, 0]


def test_the_pages_fit_a_narrow_dock(seen: dict) -> None:
    assert seen["least_width"] <= 360
    assert seen["least_width_unfolded"] <= 360


def test_nothing_complained(outcome: real_qgis.Outcome) -> None:
    assert outcome.complaints == []
