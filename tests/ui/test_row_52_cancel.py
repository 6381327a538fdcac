"""Row 52 of the faults: Cancel in each step, in the real QGIS."""

from __future__ import annotations

import pytest

from deep_segmentation_wizard.tests import real_qgis
from deep_segmentation_wizard.tests.engine.scenes import make_scene

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")

STEPS = ["labels", "chips", "split", "augment", "train", "select", "predict", "mask"]
PREPARING = STEPS[:3]


@pytest.fixture(scope="module")
def cancelled(tmp_path_factory: pytest.TempPathFactory) -> real_qgis.Outcome:
    """What Cancel did in each step of one run."""
    folder = tmp_path_factory.mktemp("cancel")
    raster, rois = make_scene(folder, 416, 416)
    arguments = {
        "raster": str(raster), "rois": str(rois), "folder": str(folder / "run"), "steps": STEPS,
        "pictures": str(folder),
    }  # fmt: skip
    outcome = real_qgis.run_driver(real_qgis.DRIVERS / "cancel_each_step.py", folder, arguments, timeout=400)
    outcome.result["processes"] = real_qgis.engines_of(folder)
    return outcome


@pytest.mark.parametrize("step", STEPS)
def test_row_52_cancel_in_each_step_ends_within_5_seconds_and_leaves_nothing(
    cancelled: real_qgis.Outcome, step: str
) -> None:
    seen = cancelled.result["steps"][step]
    assert seen["last"] == step, "Cancel was to be pressed in this step"
    assert seen["state"] == "cancelled" and seen["seconds"] < 5
    assert seen["engines"] == [] and seen["files"] == []
    assert seen["kept"] is (step not in PREPARING)
    assert seen["next_is_open"]


def test_row_52_a_run_cancelled_in_every_step_is_resumed_to_its_map(cancelled: real_qgis.Outcome) -> None:
    assert cancelled.result["end"] == "finished"
    assert cancelled.result["reused"] == STEPS[:7]
    assert cancelled.result["loaded"]


def test_row_52_cancel_on_the_predict_page_leaves_no_file(cancelled: real_qgis.Outcome) -> None:
    seen = cancelled.result["predict"]
    assert seen["state"] == "cancelled" and seen["seconds"] < 5
    assert seen["engines"] == [] and seen["files"] == []


def test_row_52_cancel_while_a_mask_is_made_loads_nothing_and_can_be_tried_again(
    cancelled: real_qgis.Outcome,
) -> None:
    seen = cancelled.result["load"]
    assert seen["state"] == "cancelled" and seen["seconds"] < 5
    assert seen["engines"] == [] and seen["files"] == [] and seen["loaded"] == 0
    assert seen["can_load"]


def test_row_52_nothing_is_left_once_qgis_has_closed(cancelled: real_qgis.Outcome) -> None:
    assert cancelled.result["processes"] == [] and cancelled.left == []
    assert cancelled.result["heavy_modules"] == [] and cancelled.complaints == []
