"""Rows 43, 48, 54, 55 and 56 of the faults, and late settings, in the real QGIS with real engines."""

from __future__ import annotations

import sys

import pytest

from deep_segmentation_wizard.tests import real_qgis
from deep_segmentation_wizard.tests.engine.scenes import make_scene

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")

TRAINED = ["labels", "chips", "split", "augment", "train", "select"]
# Beside the engine's events on the same pipe: whole lines, halves of lines, broken JSON, bytes that are no text.
JUNK = r"""#!/bin/sh
(while [ -e /proc/$$/exe ]; do
  printf 'a library says something\n{"event": "Finished", "outputs"\n\377\376\000\n"event"\n'
  printf '[[[[\n{"a": 1}\nhalf a line '
  printf 'ERROR 1: and on the other pipe\n' >&2
  sleep 0.03
done) &
exec "$PYTHON" "$@"
"""


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> real_qgis.Outcome:
    """What was seen in one QGIS."""
    folder = tmp_path_factory.mktemp("while_it_runs")
    raster, rois = make_scene(folder)
    junk = folder / "python_with_junk"
    junk.write_text(JUNK.replace("$PYTHON", sys.executable))
    junk.chmod(0o755)
    arguments = {
        "raster": str(raster), "rois": str(rois), "folder": str(folder / "run"), "python": sys.executable,
        "folder_of_another": str(folder / "another"), "folder_of_reload": str(folder / "reloaded"),
        "python_with_junk": str(junk),
    }  # fmt: skip
    outcome = real_qgis.run_driver(real_qgis.DRIVERS / "while_it_runs.py", folder, arguments, timeout=400)
    outcome.result["processes"] = real_qgis.engines_of(folder)
    return outcome


def test_row_48_layers_removed_in_mid_run_the_run_goes_on_and_its_map_loads(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["removed"]
    assert seen["state"] == "finished" and seen["valid"]
    assert (seen["file"], seen["size"], seen["crs"]) == ("scene_mask.tif", [256, 224], "EPSG:32633")


def test_row_54_every_event_arrives_between_junk(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["removed"]
    assert seen["missed"] == [] and seen["heard"] > 20


def test_late_settings_change_in_a_folder_that_holds_a_run_without_training_again(
    outcome: real_qgis.Outcome,
) -> None:
    seen = outcome.result["late"]
    assert (seen["refused"], seen["state"]) == (False, "finished")
    assert seen["stored"] == ["hann", 0.25]
    assert (seen["reused"], seen["done"]) == (TRAINED, ["predict", "mask"])


def test_other_settings_are_refused_in_a_folder_that_holds_a_run(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["other"]
    assert seen["refused"] and not seen["at_work"] and seen["untouched"]
    assert "holds a run with other settings" in seen["said"][0] and "Choose a new run folder" in seen["said"][0]


def test_row_43_a_second_run_in_a_folder_at_work_is_refused_with_a_remedy(outcome: real_qgis.Outcome) -> None:
    for scene in ("held", "new"):
        seen = outcome.result[scene]
        assert seen["state"] == "failed"
        assert "Another run is at work in" in seen["said"][0] and "choose another folder" in seen["said"][0]
    assert outcome.result["held"]["untouched"], "late settings must not get into a folder that another works in"
    assert outcome.result["new"]["other_at_work"]


def test_row_43_a_stale_lock_hinders_nobody(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["stale"]
    assert seen["lock_was_left"] and seen["said"] == []
    assert seen["reused"] == ["labels", "chips", "split", "augment"]


def test_row_56_another_project_gets_nothing_of_a_training_unasked(outcome: real_qgis.Outcome) -> None:
    assert outcome.result["switched"] == {"during": "running", "end": "finished", "layers": 0, "run": ""}


def test_row_56_another_project_gets_nothing_of_a_prediction_unasked(outcome: real_qgis.Outcome) -> None:
    assert outcome.result["predicted"] == {"end": "finished", "maps": 1, "layers": 0, "run": ""}


def test_row_56_another_project_is_asked_before_a_mask_goes_into_it(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["loaded"]
    assert seen["unasked"] == {"layers": 0, "run": ""} and seen["after_no"] == 0
    assert "another project is open now" in seen["question"]


def test_row_55_reloaded_in_mid_run_nothing_leaks_and_the_run_is_resumed(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["reloaded"]
    assert seen["seconds"] < 15
    assert (seen["engines"], seen["docks"], seen["threads"], seen["status"]) == ([], 0, 0, 0)
    assert seen["actions"] == 1 and seen["files"] == []
    assert "not finished" in seen["offered"][0]
    assert "chips" in seen["resumed"] and (seen["docks_now"], seen["engines_now"]) == (1, 1)
    assert seen["end"] == "cancelled"
    assert seen["engines_at_last"] == []


def test_every_scene_was_played(outcome: real_qgis.Outcome) -> None:
    assert outcome.result["failed"] == {}


def test_nothing_is_left_and_nothing_heavy_was_loaded(outcome: real_qgis.Outcome) -> None:
    assert outcome.result["processes"] == [] and outcome.left == []
    assert outcome.result["heavy_modules"] == []
    assert outcome.complaints == []
