"""What a stored prediction depends on: options that came later leave the keys of older runs as they were."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from deep_segmentation_wizard.engine.plain import identity
from deep_segmentation_wizard.engine.run_folder import make_key
from deep_segmentation_wizard.engine.settings import PredictionSettings
from deep_segmentation_wizard.tests.engine.scenes import engine, events_of

FIRST = ("rasters", "window", "stride", "step_map", "extent", "area")


def reused(run: Path, *options: object) -> bool:
    """Whether making the masks of the run keeps its probabilities."""
    done = engine("mask", "--folder", run, "--json", *options)
    assert done.returncode == 0, done.stderr
    finished = [event for event in events_of(done.stdout) if event["event"] == "StepFinished"]
    return next(event["reused"] for event in finished if event["step"] == "predict")


def test_a_run_from_before_the_options_is_not_predicted_again(finished_run, tmp_path):
    run = shutil.copytree(finished_run, tmp_path / "run")
    settings = json.loads((run / "settings.json").read_text())
    settings["prediction"] = {name: settings["prediction"][name] for name in FIRST}
    (run / "settings.json").write_text(json.dumps(settings))
    record = json.loads((run / "prediction/prediction.json").read_text())
    scene = Path(record["rasters"][0]["raster"])
    state = [str(scene), scene.stat().st_size, scene.stat().st_mtime_ns]
    selection = json.loads((run / "selection.json").read_text())["key"]
    assert record["rasters"][0]["key"] == make_key(settings["prediction"], selection, state)
    assert reused(run)


@pytest.mark.parametrize("option", ["padding=replicate", "flips=true"])
def test_another_value_predicts_again(option, finished_run, tmp_path):
    run = shutil.copytree(finished_run, tmp_path / "run")
    assert not reused(run, "--set", f"prediction.{option}")
    assert reused(run, "--set", f"prediction.{option}")


def test_every_option_is_either_in_the_first_keys_or_left_out_by_default():
    assert set(identity(PredictionSettings())) == set(FIRST)
