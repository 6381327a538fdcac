"""All runs of a cross-validation by one command, and the options of the split on the command line."""

from __future__ import annotations

import json
import statistics

import pytest

from deep_segmentation_wizard.engine.arguments import make_parser, settings_from
from deep_segmentation_wizard.engine.commands import WORK
from deep_segmentation_wizard.engine.settings import RunSettings, SplitSettings
from deep_segmentation_wizard.tests.engine.scenes import TINY_NETWORK, engine, events_of, make_layer, make_scene

SHORT = ("--window", 64, "--stride", 32, "--epochs", 1, *TINY_NETWORK)


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    return make_scene(tmp_path_factory.mktemp("scene"))


def test_every_fold_is_run_and_their_figures_are_put_together(scene, tmp_path):
    raster, rois = scene
    folder = tmp_path / "run"
    done = engine("run", "--raster", raster, "--rois", rois, "--folder", folder, "--folds", 3, "--json", *SHORT)
    assert done.returncode == 0, done.stderr
    events = events_of(done.stdout)
    assert [event["event"] for event in events].count("Finished") == 1
    record = json.loads((folder / "folds.json").read_text())
    tested: list[str] = []
    for number, run in enumerate(record["runs"], start=1):
        assert (run["fold"], run["folder"]) == (number, f"fold_{number}")
        split = json.loads((folder / run["folder"] / "chips/split.json").read_text())
        tested += split["names"]["test"]
        chosen = json.loads((folder / run["folder"] / "selection.json").read_text())
        best = next(c for c in chosen["candidates"] if c["epoch"] == run["epoch"])
        assert run["test"]["iou"] == best["test"]["iou"]
        assert (folder / run["folder"] / "prediction/scene_mask.tif").is_file()
    assert tested and len(set(tested)) == len(tested)
    figures = [run["test"]["iou"] for run in record["runs"]]
    assert record["mean"]["iou"] == pytest.approx(statistics.fmean(figures))
    assert record["deviation"]["iou"] == pytest.approx(statistics.stdev(figures))
    assert events[-1]["outputs"]["mean"] == record["mean"]
    assert f"IoU {record['mean']['iou']:.3f} ± {record['deviation']['iou']:.3f}" in done.stderr

    model = (folder / "fold_1/model.safetensors").stat().st_mtime_ns
    (folder / "folds.json").unlink()
    again = engine("run", "--resume", "--folder", folder)
    assert again.returncode == 0, again.stderr
    assert json.loads((folder / "folds.json").read_text()) == record
    assert (folder / "fold_1/model.safetensors").stat().st_mtime_ns == model


def test_one_fold_alone_is_a_usual_run_and_the_steps_take_the_first(scene, tmp_path):
    raster, rois = scene
    folder = tmp_path / "run"
    engine("labels", "--raster", raster, "--rois", rois, "--folder", folder)
    engine("chips", "--folder", folder, "--window", 64)
    names = []
    for options in (("--folds", 3), ("--folds", 3, "--fold", 1), ("--folds", 3, "--fold", 2)):
        done = engine("split", "--folder", folder, *options)
        assert done.returncode == 0, done.stderr
        names.append(json.loads((folder / "chips/split.json").read_text())["names"])
    assert names[0] == names[1] and names[1]["validation"] == names[2]["test"]


def test_row_36_folds_that_are_refused_leave_nothing(scene, tmp_path):
    raster, rois = scene
    done = engine(
        "run", "--raster", raster, "--rois", rois, "--folder", tmp_path / "run", "--window", 128, "--folds", 20
    )
    assert done.returncode == 1 and "folds" in done.stderr
    assert not (tmp_path / "run").exists()


def test_polygons_are_given_by_a_path_and_a_field(scene, tmp_path):
    raster, rois = scene
    from deep_segmentation_wizard.tests.engine.scenes import rectangle

    strips = [rectangle(0, 0, 128, 224), rectangle(128, 0, 64, 224), rectangle(192, 0, 64, 224)]
    make_layer(tmp_path / "sets.gpkg", strips, values=["train", "val", "test"], field="set")
    done = engine(
        "check", "--raster", raster, "--rois", rois, "--window", 64, "--split-layer", tmp_path / "sets.gpkg",
        "--split-field", "set",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    done = engine(
        "check", "--raster", raster, "--rois", rois, "--window", 64, "--split-layer", tmp_path / "sets.gpkg",
        "--split-field", "fid_of_none",
    )  # fmt: skip
    assert done.returncode == 1 and "no field 'fid_of_none'" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("typed", "split"),
    [
        (["--split-by", "scene"], {"method": "scene"}),
        (
            ["--split-layer", "/a.gpkg", "--split-field", "set"],
            {"method": "layer", "layer": "/a.gpkg", "field": "set"},
        ),
        (["--split-field", "plot"], {"method": "field", "field": "plot"}),
        (["--folds", "5"], {"folds": 5}),
        (["--folds", "5", "--fold", "2", "--split-by", "random"], {"folds": 5, "fold": 2, "method": "random"}),
    ],
)
def test_what_is_typed_takes_the_place_of_another_method(typed, split):
    parser = make_parser(WORK)
    options = parser.parse_args(["run", "--folder", "x", *typed])
    assert settings_from(options, RunSettings()).split == SplitSettings(**split)
    if "method" in split:
        other = SplitSettings(method="field", field="owner")
        assert settings_from(options, RunSettings(split=other)).split == SplitSettings(**split)
