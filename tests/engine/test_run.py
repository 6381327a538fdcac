"""The whole run, as a person sees it."""

from __future__ import annotations

import csv
import json

from deep_segmentation_wizard.tests.engine.scenes import grid_of, read


def test_leaves_every_result_that_the_design_names(finished_run):
    for name in (
        "settings.json", "events.jsonl", "labels/scene.tif", "chips/index.gpkg", "chips/all/images",
        "chips/all/labels", "chips/train/images", "chips/validation/labels", "chips/test/images",
        "augmented/train/images", "history.csv", "checkpoints/last", "selection.json", "model.safetensors",
        "report/curves.png", "report/scene.png", "prediction/scene_probability.tif", "prediction/scene_mask.tif",
    ):  # fmt: skip
        assert (finished_run / name).exists(), name


def test_learns_the_squares(finished_run):
    mask, truth = read(finished_run / "prediction/scene_mask.tif"), read(finished_run / "labels/scene.tif")
    hits = ((mask == 1) & (truth == 1)).sum()
    assert hits / ((mask == 1) | (truth == 1)).sum() > 0.8


def test_the_mask_lies_on_the_raster(finished_run):
    assert grid_of(finished_run / "prediction/scene_mask.tif") == grid_of(finished_run.parent / "scene.tif")


def test_history_has_a_row_for_each_epoch(finished_run):
    with open(finished_run / "history.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["epoch"] for row in rows] == ["1", "2", "3", "4"]
    for name in ("loss", "accuracy", "iou", "f1"):
        for part in ("train", "validation"):
            assert float(rows[-1][f"{part}_{name}"]) >= 0


def test_nothing_temporary_is_left(finished_run):
    names = [path.name for path in finished_run.rglob("*")]
    assert not [name for name in names if name.endswith((".new", ".old", ".rows.tif", ".cog.tif"))]
    assert not (finished_run / "decoded").exists()


def test_settings_are_stored_as_they_were_used(finished_run):
    settings = json.loads((finished_run / "settings.json").read_text())
    assert settings["seed"] == 3
    assert settings["chips"] == {
        "window": 64, "stride": 32, "format": "geotiff", "keep": True, "min_known": 0.0, "without_rois": None,
    }  # fmt: skip
    assert settings["inputs"]["scenes"][0]["raster"] == str(finished_run.parent / "scene.tif")
