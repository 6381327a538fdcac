"""The model as an ONNX file, by a button of *Choose the model* in the real QGIS."""

from __future__ import annotations

import json
from pathlib import Path

import onnxruntime
import pytest

from deep_segmentation_wizard.tests import real_qgis
from deep_segmentation_wizard.tests.engine.scenes import TINY_NETWORK, engine, make_scene

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that is finished up to the choice of the model, in a folder with a name of its own."""
    folder = tmp_path_factory.mktemp("export")
    raster, rois = make_scene(folder)
    place = folder / "roofs & <b>sheds"
    small = ("--window", 64, "--stride", 32, "--seed", 3, *TINY_NETWORK)
    steps = [("labels", "--raster", raster, "--rois", rois), ("chips", *small), ("split",), ("augment",)]
    for name, *options in [*steps, ("train", "--epochs", 2), ("select",)]:
        done = engine(name, "--folder", place, *options)
        assert done.returncode == 0, done.stderr
    return place


@pytest.fixture(scope="module")
def outputs(run: Path) -> dict[str, Path]:
    folder = run.parent / "for <i>others"
    folder.mkdir()
    return {"output": folder / "roofs.onnx", "bare": folder / "bare"}


@pytest.fixture(scope="module")
def outcome(run: Path, outputs: dict[str, Path]) -> real_qgis.Outcome:
    """What one walk saw."""
    arguments = {"run": run, "picture": run.parent / "export.png", **outputs}
    plain = {name: str(path) for name, path in arguments.items()}
    return real_qgis.run_driver(real_qgis.DRIVERS / "export.py", run.parent, plain)


def test_a_click_writes_what_deepness_reads(outcome: real_qgis.Outcome, outputs: dict[str, Path]) -> None:
    first = outcome.result["first"]
    assert first["busy"][0] is False and "Writing" in first["busy"][1]
    assert first["state"] == "finished" and first["enabled"] and first["notices"] == []
    session = onnxruntime.InferenceSession(str(outputs["output"]), providers=["CPUExecutionProvider"])
    metadata = session.get_modelmeta().custom_metadata_map
    assert json.loads(metadata["model_type"]) == "Segmentor" and session.get_inputs()[0].shape[1:] == [3, 64, 64]


def test_it_says_where_the_file_is_and_what_deepness_cannot_do(
    outcome: real_qgis.Outcome, outputs: dict[str, Path]
) -> None:
    first = outcome.result["first"]
    assert "roofs.onnx" in first["saved"] and "&lt;i&gt;others" in first["saved"] and "<i>" not in first["saved"]
    assert outcome.result["link"] == [str(outputs["output"].parent)]
    assert [item["severity"] for item in first["findings"]] == ["info"]
    assert "NoData" in first["findings"][0]["message"]


def test_the_dialog_proposes_a_name_and_may_be_closed(outcome: real_qgis.Outcome, run: Path) -> None:
    asked = outcome.result["asked"]
    assert asked[0][0] == str(run / f"{run.name}.onnx") and "*.onnx" in asked[0][1]
    assert not outcome.result["nothing"] and len(asked) == 4


def test_a_name_without_an_ending_gets_one(outcome: real_qgis.Outcome, outputs: dict[str, Path]) -> None:
    assert "bare.onnx" in outcome.result["bare"]["saved"]
    assert Path(f"{outputs['bare']}.onnx").is_file() and not outputs["bare"].exists()


def test_a_file_is_replaced_only_where_the_dialog_has_asked(outcome: real_qgis.Outcome) -> None:
    assert outcome.result["again"]["state"] == "finished"
    refused = outcome.result["refused"]
    assert refused["state"] == "failed" and "is there already" in refused["said"][0] and not refused["saved"]


def test_the_button_is_there_while_there_is_a_model(outcome: real_qgis.Outcome) -> None:
    assert not outcome.result["without_a_run"] and outcome.result["stays"]


def test_nothing_complained(outcome: real_qgis.Outcome) -> None:
    assert outcome.complaints == [] and outcome.result["heavy"] == []
    assert outcome.result["width"] <= 360
