"""The frame of the wizard in the real QGIS: its dock, the run behind it, and what is left when it goes."""

from __future__ import annotations

import pytest

from deep_segmentation_wizard.tests import real_qgis

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")

STEPS = ["inputs", "chips", "split", "augmentation", "network", "training", "selection", "prediction", "result"]


@pytest.fixture(scope="module")
def frame(tmp_path_factory: pytest.TempPathFactory) -> real_qgis.Outcome:
    """What one walk through the frame's life in QGIS saw."""
    folder = tmp_path_factory.mktemp("wizard_frame")
    arguments = {"pictures": str(folder), "folder": str(folder / "run")}
    return real_qgis.run_driver(real_qgis.DRIVERS / "wizard_frame.py", folder, arguments, timeout=400)


def test_qgis_starts_as_fast_as_without_the_plugin(frame: real_qgis.Outcome) -> None:
    assert frame.result["start_ms"] < 50


def test_the_dock_opens_from_toolbar_and_menus_and_fits(frame: real_qgis.Outcome) -> None:
    assert frame.result["places"] == ["plugins", "raster", "toolbar"]
    assert frame.result["dock_width"] <= 420
    assert frame.result["steps"] == STEPS


def test_missing_packages_are_named_on_a_first_page_of_their_own(frame: real_qgis.Outcome) -> None:
    seen = frame.result["environment"]
    assert "not ready" in seen["problems"] and not seen["chips_open"]
    assert "PyTorch (the network)" in seen["words"]


def test_next_opens_with_the_entries_and_back_loses_none(frame: real_qgis.Outcome) -> None:
    walk = frame.result["walk"]
    assert not walk["next_without_entries"] and "No raster is chosen" in walk["hint"]
    assert walk["walked"] == STEPS[:4] and walk["page"] == "network"
    assert walk["entries"] == walk["entries_after"]
    assert walk["kept"]


def test_steps_can_be_clicked_as_far_as_they_make_sense(frame: real_qgis.Outcome) -> None:
    assert frame.result["walk"]["clicked_step"] == "chips"
    assert not frame.result["walk"]["selection_is_open"]
    assert frame.result["walk"]["prediction_is_open"]


def test_settings_tell_which_python_computes_and_lead_back(frame: real_qgis.Outcome) -> None:
    seen = frame.result["settings"]
    assert seen["page"] == "environment" and not seen["next"] and seen["steps"]
    assert "Ready: " in seen["words"] and "not all there" not in seen["words"] and "lacks" not in seen["words"]
    assert seen["back_to"] and seen["next_again"]


def test_qgis_never_loads_the_heavy_packages(frame: real_qgis.Outcome) -> None:
    assert frame.result["heavy_modules"] == []


def test_row_52_cancel_ends_a_training_in_seconds(frame: real_qgis.Outcome) -> None:
    assert frame.result["cancelled"]["states"] == ["stopping", "cancelled"]
    assert frame.result["cancelled"]["seconds"] < 5


def test_a_second_start_is_refused_while_a_run_is_at_work(frame: real_qgis.Outcome) -> None:
    assert frame.result["second_start"]["state"] == "running"
    assert "at work already" in frame.result["second_start"]["notice"][0]


def test_a_closed_dock_keeps_the_run_and_shows_it_in_the_status_bar(frame: real_qgis.Outcome) -> None:
    assert frame.result["status_bar"] == {
        "before": False, "closed": True, "still": "running", "reopened": True, "after": False,
    }  # fmt: skip


def test_row_53_a_killed_engine_is_told_with_its_status_and_the_dock_stays_usable(
    frame: real_qgis.Outcome,
) -> None:
    killed = frame.result["killed"]
    assert killed["state"] == "failed"
    assert "exit status -9" in killed["message"] and killed["remedy"]
    assert "Exit status: -9" in killed["details"]
    assert killed["message"] in killed["notice"][0]
    assert killed["page_after"] == "chips"


def test_the_engine_leaves_the_processor_to_others(frame: real_qgis.Outcome) -> None:
    assert len(frame.result["killed"]["niceness"]) == 1 and frame.result["killed"]["niceness"][0] > 0


def test_row_55_unloading_in_mid_run_leaves_nothing(frame: real_qgis.Outcome) -> None:
    left = frame.result["left_after_unload"]
    assert left.pop("resumed") == "StepFinished", "the broken-off run goes on where it was"
    assert left.pop("seconds") < 15
    assert left == {"children": [], "docks": [], "status": [], "threads": 0, "places": [], "modules": []}


def test_the_project_offers_its_unfinished_run(frame: real_qgis.Outcome) -> None:
    again = frame.result["loaded_again"]
    assert "not finished" in again["offered"][0]
    assert again["page"] == "training" and again["epochs"] == 400
    assert again["folder"] == again["inputs_folder"]
    assert again["unloaded"]


def test_nothing_complained(frame: real_qgis.Outcome) -> None:
    assert frame.complaints == []
