"""Settings: strict, plain, and the same after a round trip."""

from __future__ import annotations

import json

import pytest

from deep_segmentation_wizard.engine.arguments import make_parser, settings_from
from deep_segmentation_wizard.engine.augmentation import Change
from deep_segmentation_wizard.engine.commands import WORK
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.learning import ClassWeight
from deep_segmentation_wizard.engine.plain import from_plain, to_plain
from deep_segmentation_wizard.engine.settings import (
    ChipSettings,
    InputSettings,
    PredictionSettings,
    RunSettings,
    Scene,
    SplitSettings,
    TrainingSettings,
    read_settings,
)


def test_come_back_from_json_as_they_were(tmp_path):
    settings = RunSettings(
        seed=4,
        inputs=InputSettings(scenes=(Scene("a.tif", "b.gpkg|layername=ü", "c.gpkg"),), class_field="kind"),
        chips=ChipSettings(window=64, stride=16),
        split=SplitSettings(60, 20, 20, "random"),
        training=TrainingSettings(minutes=2.5),
    )
    (tmp_path / "settings.json").write_text(settings.to_json(), encoding="utf-8")
    assert read_settings(tmp_path / "settings.json") == settings


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": 1}, "There is no setting 'colour'"),
        ({"chips": {"windo": 64}}, "There is no setting 'chips.windo'"),
        ({"chips": {"window": "64"}}, "'chips.window' is '64', but it must be a whole number"),
        ({"chips": {"window": True}}, "must be a whole number"),
        ({"split": {"method": "luck"}}, "must be one of area, random"),
        ({"split": {"train": 50}}, "does not work"),
        ({"chips": {"window": 64, "stride": 65}}, "leaves gaps"),
        ({"chips": {"stride": 300}}, "leaves gaps"),
        ({"chips": {"window": 8}}, "too small"),
        ({"training": {"epochs": 3, "minutes": 1}}, "Both epochs and minutes"),
        ({"training": {"batch_size": 0}}, "'training.batch_size' is 0"),
        ({"augmentation": {"techniques": ["wobble"]}}, "must be one of rotate_90"),
        ({"augmentation": {"changes": [{"effect": "rotate", "strength": 1.1}]}}, "strength of 1.1 for 'rotate'"),
        ({"augmentation": {"changes": [{"effect": "wobble"}]}}, "must be one of rotate, scale"),
        ({"augmentation": {"changes": [{"effect": "blur"}, {"effect": "blur"}]}}, "'blur' is chosen twice"),
        ({"augmentation": {"copies": -1}}, "-1 copies"),
        ({"augmentation": {"applied": "never"}}, "must be one of copies, random, both"),
        ({"mask": {"threshold": 1.2}}, "does not work"),
        ({"inputs": {"unlabelled": "ignore"}}, "nothing to tell apart"),
        ({"schema": 99}, "another version"),
        ({"inputs": {"scenes": [{"raster": "a.tif"}]}}, "incomplete"),
    ],
)
def test_refuse_what_cannot_work_by_name(change, message):
    with pytest.raises(EngineError, match=message.replace(".", r"\.")) as refused:
        from_plain(RunSettings, change)
    assert refused.value.remedy


@pytest.mark.parametrize("text", ["{", "[]", '"x"'])
def test_a_damaged_file_is_refused_and_not_touched(text, tmp_path):
    path = tmp_path / "settings.json"
    path.write_text(text)
    with pytest.raises(EngineError):
        read_settings(path)
    assert path.read_text() == text


@pytest.mark.parametrize(
    ("dotted", "text", "value"),
    [
        ("training.learning_rate", "0.01", 0.01),
        ("chips.window", "none", None),
        ("split.method", "random", "random"),
        ("augmentation.techniques", "flip, mirror", ("flip", "mirror")),
        ("augmentation.techniques", "", ()),
        ("augmentation.changes", "blur:0.2, noise", (Change("blur", 0.2), Change("noise"))),
        ("augmentation.copies", "none", None),
        ("seed", "12", 12),
    ],
)
def test_typed_values_take_the_type_of_their_field(dotted, text, value):
    settings: object = RunSettings().with_value(dotted, text)
    for name in dotted.split("."):
        settings = getattr(settings, name)
    assert settings == value


@pytest.mark.parametrize(
    ("dotted", "text"),
    [
        ("training.learning_rate", "fast"),
        ("training.x", "1"),
        ("nothing.x", "1"),
        ("augmentation.changes", "wobble"),
        ("chips", "1"),
        ("seed", "-1"),
    ],
)
def test_typed_values_that_fit_nothing_are_refused(dotted, text):
    with pytest.raises(EngineError):
        RunSettings().with_value(dotted, text)


def test_unlabelled_is_background_without_a_class_field_and_ignored_with_one():
    assert InputSettings().unlabelled_is_background
    assert not InputSettings(class_field="kind").unlabelled_is_background
    assert InputSettings(class_field="kind", unlabelled="background").unlabelled_is_background


def test_plain_values_are_valid_json():
    assert json.loads(json.dumps(to_plain(PredictionSettings(rasters=("a",)))))["rasters"] == ["a"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"network": {"dropout": 1.0}}, "dropout of 1 does not work"),
        ({"network": {"normalization": "layer"}}, "must be one of batch, group, none"),
        ({"training": {"momentum": 1.0}}, "'training.momentum' is 1.0"),
        ({"training": {"average": 1.5}}, "'training.average' is 1.5"),
        ({"training": {"tversky_beta": 1.1}}, "'training.tversky_beta' is 1.1"),
        ({"training": {"clip_gradients": 0}}, "'training.clip_gradients' is 0"),
        ({"training": {"learning_rate": float("nan")}}, "'training.learning_rate' is nan"),
        ({"training": {"own_weights": [{"name": "a", "weight": 2}]}}, "'training.class_weights' is 'equal'"),
        ({"training": {"class_weights": "own", "own_weights": [{"name": "a", "weight": -1}]}}, "weight of -1"),
        (
            {"training": {"class_weights": "own", "own_weights": [{"name": "a", "weight": 1}] * 2}},
            "Two weights are given for one class",
        ),
    ],
)
def test_options_of_training_that_cannot_work_are_refused_by_name(change, message):
    with pytest.raises(EngineError, match=message.replace(".", r"\.")) as refused:
        from_plain(RunSettings, change)
    assert refused.value.remedy


def test_what_is_typed_about_training_becomes_settings():
    typed = (
        "train --folder x --batch-size auto --learning-rate auto --own-weights roof=3,a=b=0.5 --depth 3 "
        "--patience 4 --device auto --average 0.99 --layer-padding reflect --from m.safetensors"
    )
    options = make_parser(WORK).parse_args(typed.split())
    settings = settings_from(options, RunSettings())
    training, network = settings.training, settings.network
    assert (training.batch_size, training.learning_rate, training.patience) == (None, None, 4)
    assert (training.class_weights, training.own_weights) == (
        "own", (ClassWeight("roof", 3.0), ClassWeight("a=b", 0.5)),
    )  # fmt: skip
    assert (training.device, training.average, network.depth, network.padding) == ("auto", 0.99, 3, "reflect")
    assert training.start_from.endswith("/m.safetensors")
    options = make_parser(WORK).parse_args(
        ["train", "--folder", "x", "--class-weights", "inverse", "--batch-size", "3"]
    )
    again = settings_from(options, settings).training
    assert (again.class_weights, again.own_weights, again.batch_size) == ("inverse", (), 3)
    with pytest.raises(SystemExit):
        make_parser(WORK).parse_args(["train", "--folder", "x", "--own-weights", "roof"])
