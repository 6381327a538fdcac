"""Rows 49 and 50 of the faults: QGIS is closed or killed while a run is at work, and found again."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.run_folder import RunFolder
from deep_segmentation_wizard.tests import real_qgis
from deep_segmentation_wizard.tests.engine.scenes import make_scene

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")

DRIVER = real_qgis.DRIVERS / "close_or_kill.py"


def at_work(folder: Path) -> bool:
    """Whether a process holds the run folder."""
    try:
        with RunFolder(folder).open():
            return False
    except EngineError:
        return True


def said(folder: Path) -> list[str]:
    """The kinds of the events in a run folder."""
    return [json.loads(line)["event"] for line in (folder / "events.jsonl").read_text().splitlines()]


def arguments_for(folder: Path) -> dict[str, Any]:
    raster, rois = make_scene(folder)
    return {
        "project": str(folder / "project.qgz"), "folder": str(folder / "run"), "epochs": 3000,
        "raster": str(raster), "rois": str(rois), "picture": str(folder / "found.png"),
        "notes": str(folder / "notes.json"), "folder_of_stop": str(folder / "stopped"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("press", "end", "last"), [("Cancel", "cancelled", "Cancelled"), ("Finish early", "finished", "Finished")]
)
def test_row_49_qgis_closed_in_mid_run_asks_and_keeps_it_running_if_wished(
    press: str, end: str, last: str, tmp_path: Path
) -> None:
    """*Cancel* keeps QGIS open; *Keep it running* lets the run outlive QGIS, which a later one takes up again."""
    arguments = {**arguments_for(tmp_path), "press": press}
    run = Path(arguments["folder"])
    left = real_qgis.run_driver(DRIVER, tmp_path, {**arguments, "act": "leave"}, timeout=200)
    text, answers, buttons = left.result["asked"]
    assert text == "A run is still at work." and "Stop it" in answers and "Keep it running" in answers
    assert buttons == ["cancel", "keepRunning", "stopRun"]
    assert left.result["still_open"], "Cancel keeps QGIS open"
    assert (left.result["state"], left.result["engines"]) == ("running", 1)
    assert at_work(run) and len(real_qgis.engines_of(tmp_path)) == 1, "the engine goes on without QGIS"

    found = real_qgis.run_driver(DRIVER, tmp_path, {**arguments, "act": "find"}, timeout=200)
    assert "still at work" in found.result["offered"][0]
    assert found.result["state"] == "running" and found.result["page"] == "training"
    assert found.result["end"] == end and found.result["seconds"] < 5
    assert ("keeping its best" in found.result["answer"]) == (press == "Finish early")
    resting = {"Cancel": "Stopped after epoch", "Finish early": "Training is finished"}[press]
    assert found.result["resting"].startswith(resting)
    time.sleep(1)
    assert not at_work(run) and real_qgis.engines_of(tmp_path) == []
    assert said(run).count("Detached") == 1 and said(run)[-1] == last
    assert (run / "model.safetensors").is_file() == (press == "Finish early")
    assert left.complaints == [] and found.complaints == []


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """QGIS is killed in mid-training, and started again with the same profile and project."""
    folder = tmp_path_factory.mktemp("killed")
    arguments = arguments_for(folder)
    run = Path(arguments["folder"])
    seconds = real_qgis.run_killed_driver(DRIVER, folder, {**arguments, "act": "kill"}, timeout=200)
    seen: dict[str, Any] = {"seconds": seconds, "events": said(run), "at_work": at_work(run)}
    seen["notes"] = json.loads((folder / "notes.json").read_text())
    seen["checkpoint"] = (run / "checkpoints" / "last").is_dir()
    outcome = real_qgis.run_driver(DRIVER, folder, {**arguments, "act": "resume"}, timeout=200)
    stopped = Path(arguments["folder_of_stop"])
    seen |= {"again": outcome.result, "complaints": outcome.complaints, "processes": real_qgis.engines_of(folder)}
    seen |= {"stopped": said(stopped), "stopped_at_work": at_work(stopped)}
    seen["stopped_checkpoint"] = (stopped / "checkpoints" / "last").is_dir()
    return seen


def test_row_50_the_engine_notices_that_qgis_was_killed_and_ends_at_a_checkpoint(killed: dict[str, Any]) -> None:
    assert killed["notes"]["state"] == "running" and killed["notes"]["engines"] >= 2
    assert killed["seconds"] < 10, "an engine outlived QGIS"
    assert not killed["at_work"]
    assert killed["events"][-1] == "Cancelled" and killed["checkpoint"]


def test_row_50_the_next_qgis_offers_the_run_and_resume_finishes_it(killed: dict[str, Any]) -> None:
    again = killed["again"]
    assert "not finished" in again["offered"][0]
    assert (again["page"], again["state"]) == ("training", "idle")
    assert again["reused"][:4] == ["labels", "chips", "split", "augment"]
    assert again["first_epoch"] == killed["events"].count("CheckpointSaved") + 1, "no epoch is lost"
    assert again["end"] == "finished" and again["loaded"]


def test_row_49_stop_ends_the_run_at_a_checkpoint_before_qgis_closes(killed: dict[str, Any]) -> None:
    assert killed["stopped"][-1] == "Cancelled" and killed["stopped_checkpoint"]
    assert not killed["stopped_at_work"] and killed["processes"] == []
    assert killed["complaints"] == [] and killed["again"]["heavy_modules"] == []
