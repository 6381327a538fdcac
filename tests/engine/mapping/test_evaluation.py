"""How good a model is on a labelled raster, against counting by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import gdal

from deep_segmentation_wizard.engine.data.classes import make_classes
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.events import Event, Finding, Reporter
from deep_segmentation_wizard.engine.mapping import apply
from deep_segmentation_wizard.engine.mapping.evaluation import evaluate_model
from deep_segmentation_wizard.engine.network.model import Model
from deep_segmentation_wizard.engine.settings import InputSettings, PredictionSettings, RunSettings, Scene
from deep_segmentation_wizard.tests.engine.network.models import (
    PLAIN,
    Constant,
    constant_model,
    make_card,
    pixelwise_model,
    save_model,
)
from deep_segmentation_wizard.tests.engine.scenes import engine, make_layer, make_raster, read, rectangle

HEIGHT, WIDTH = 90, 110
# Column, row, width, height in pixels, and the class drawn there; the last one reaches over the edge.
DRAWN = [(5, 5, 20, 30, "road"), (40, 10, 30, 25, "house"), (60, 50, 25, 35, "road"), (95, 70, 40, 40, "house")]


def image_of_noise() -> np.ndarray:
    return np.random.default_rng(0).integers(1, 255, (1, HEIGHT, WIDTH), dtype=np.uint8)


def make_truth(codes: dict[str, int], outside: int) -> np.ndarray:
    """The drawn rectangles as codes; classes without one are ignored."""
    truth = np.full((HEIGHT, WIDTH), outside)
    for column, row, width, height, name in DRAWN:
        truth[row : row + height, column : column + width] = codes.get(name, 255)
    return truth


def make_rois(path: Path, values: list[Any] | None = None) -> Path:
    return make_layer(path, [rectangle(*square[:4]) for square in DRAWN], values=values)


def by_hand(truth: np.ndarray, predicted: np.ndarray, codes: tuple[int, ...]) -> dict[str, Any]:
    """Accuracy, mean IoU and F1 of the codes but 0, and the number of pixels, from two arrays of codes."""
    known = truth != 255
    truth, predicted = truth[known], predicted[known]
    hits = {c: np.sum((truth == c) & (predicted == c)) for c in codes if c}
    sizes = {c: np.sum(truth == c) + np.sum(predicted == c) for c in hits}
    occurring = [c for c in hits if sizes[c]]
    return {
        "pixels": known.sum(),
        "accuracy": (truth == predicted).mean(),
        "iou": np.mean([hits[c] / (sizes[c] - hits[c]) for c in occurring]),
        "f1": np.mean([2 * hits[c] / sizes[c] for c in occurring]),
    }


def evaluate(
    model: Model, raster: Path, rois: Path, area: Path | None = None, threshold: float | None = None, **inputs: Any
) -> tuple[dict[str, Any], list[str]]:
    """The figures, and what was found on the way."""
    seen: list[Event] = []
    scene = Scene(str(raster), str(rois), str(area) if area else None)
    figures = evaluate_model(
        model, scene, InputSettings(**inputs), PredictionSettings(window=32), threshold, PLAIN, None,
        Reporter(seen.append),
    )  # fmt: skip
    return figures, [event.message for event in seen if isinstance(event, Finding) and event.severity == "warning"]


@pytest.fixture
def raster(tmp_path) -> Path:
    return make_raster(tmp_path / "scene.tif", image_of_noise())


@pytest.mark.parametrize("threshold", [None, 0.3, 0.7])
def test_figures_of_two_classes_equal_a_count_by_hand(threshold, raster, tmp_path):
    model = pixelwise_model(make_card(threshold=0.45))
    figures, _ = evaluate(model, raster, make_rois(tmp_path / "rois.gpkg"), threshold=threshold)
    predicted = (model.network.whole(image_of_noise())[1] >= (threshold or 0.45)).astype(int)
    truth = make_truth({"road": 1, "house": 1}, outside=0)
    expected = by_hand(truth, predicted, (0, 1))
    assert {name: figures[name] for name in expected} == pytest.approx(expected)
    counted = [[int(((truth == t) & (predicted == p)).sum()) for p in (0, 1)] for t in (0, 1)]
    assert figures["confusion_matrix"] == counted
    assert figures["threshold"] == (threshold or 0.45)
    assert figures["classes"]["1"]["pixels"] == (truth == 1).sum()


def test_classes_are_matched_by_their_names_whatever_their_order(raster, tmp_path):
    # Sorted by name the layer's classes would be house 1, road 2; the model learned road 1, house 5.
    rois = make_rois(tmp_path / "rois.gpkg", [name for *_, name in DRAWN])
    model = pixelwise_model(make_card(make_classes({0: "background", 1: "road", 5: "house"})))
    figures, warnings = evaluate(model, raster, rois, class_field="class", unlabelled="background")
    predicted = np.array([0, 1, 5])[model.network.whole(image_of_noise()).argmax(axis=0)]
    expected = by_hand(make_truth({"road": 1, "house": 5}, outside=0), predicted, (0, 1, 5))
    assert {name: figures[name] for name in expected} == pytest.approx(expected)
    assert expected != pytest.approx(by_hand(make_truth({"road": 5, "house": 1}, outside=0), predicted, (0, 1, 5)))
    assert {code: item["name"] for code, item in figures["classes"].items()} == {
        "0": "background", "1": "road", "5": "house",
    }  # fmt: skip
    assert warnings == []


def test_classes_are_matched_by_their_numbers_where_the_layer_has_numbers(raster, tmp_path):
    numbers = [5 if name == "house" else 1 for *_, name in DRAWN]
    model = pixelwise_model(make_card(make_classes({0: "background", 1: "road", 5: "house"})))
    named = evaluate(
        model, raster, make_rois(tmp_path / "a.gpkg", [name for *_, name in DRAWN]), class_field="class"
    )[0]
    numbered = evaluate(model, raster, make_rois(tmp_path / "b.gpkg", numbers), class_field="class")[0]
    assert numbered["confusion_matrix"] == named["confusion_matrix"]


def test_what_lies_outside_every_polygon_is_ignored_with_a_class_field(raster, tmp_path):
    rois = make_rois(tmp_path / "rois.gpkg", [name for *_, name in DRAWN])
    model = pixelwise_model(make_card(make_classes({1: "road", 2: "house"})))
    figures, _ = evaluate(model, raster, rois, class_field="class")
    truth = make_truth({"road": 1, "house": 2}, outside=255)
    predicted = np.where(model.network.whole(image_of_noise())[1] >= 0.5, 2, 1)
    expected = by_hand(truth, predicted, (1, 2))
    assert expected["pixels"] == (truth != 255).sum() < truth.size
    assert {name: figures[name] for name in expected} == pytest.approx(expected)


def test_the_area_limits_it(raster, tmp_path):
    area = make_layer(tmp_path / "area.gpkg", [rectangle(0, 0, 50, HEIGHT)])
    model = pixelwise_model(make_card())
    figures, _ = evaluate(model, raster, make_rois(tmp_path / "rois.gpkg"), area)
    truth = make_truth({"road": 1, "house": 1}, outside=0)
    truth[:, 50:] = 255
    expected = by_hand(truth, (model.network.whole(image_of_noise())[1] >= 0.5).astype(int), (0, 1))
    assert expected["pixels"] == 50 * HEIGHT
    assert {name: figures[name] for name in expected} == pytest.approx(expected)


def test_only_windows_that_reach_the_area_are_predicted(raster, tmp_path):
    area = make_layer(tmp_path / "area.gpkg", [rectangle(0, 0, 30, 30)])
    counts = []
    for given in (None, area):
        network = Constant((0.5, 0.5))
        evaluate(Model(network, make_card()), raster, make_rois(tmp_path / f"{len(counts)}.gpkg"), given)
        counts.append(network.windows)
    assert counts[1] < counts[0] / 3


def test_nodata_has_no_part_in_it(tmp_path):
    image = image_of_noise()
    image[:, :40] = 255
    raster = make_raster(tmp_path / "scene.tif", image, nodata=255)
    model = pixelwise_model(make_card())
    figures, _ = evaluate(model, raster, make_rois(tmp_path / "rois.gpkg"))
    truth = make_truth({"road": 1, "house": 1}, outside=0)
    truth[image[0] == 255] = 255
    predicted = (model.network.whole(image)[1] >= 0.5).astype(int)
    expected = by_hand(truth, predicted, (0, 1))
    assert {name: figures[name] for name in expected} == pytest.approx(expected)


def test_a_class_that_the_model_does_not_know_is_said_and_left_out(raster, tmp_path):
    rois = make_rois(tmp_path / "rois.gpkg", ["road", "pond", "road", "house"])
    model = pixelwise_model(make_card(make_classes({0: "background", 1: "road", 2: "house"})))
    figures, warnings = evaluate(model, raster, rois, class_field="class", unlabelled="background")
    assert ["does not know these classes" in w and w.endswith("pond.") for w in warnings] == [True]
    column, row, width, height, _ = DRAWN[1]
    assert figures["pixels"] == HEIGHT * WIDTH - width * height


def test_a_layer_of_unknown_classes_alone_is_refused(raster, tmp_path):
    rois = make_rois(tmp_path / "rois.gpkg", ["pond", "lake", "pond", "sea"])
    model = pixelwise_model(make_card(make_classes({0: "background", 1: "road", 2: "house"})))
    with pytest.raises(EngineError, match="knows none of these classes: lake, pond, sea") as caught:
        evaluate(model, raster, rois, class_field="class", unlabelled="background")
    assert caught.value.remedy == "It knows: background, road, house."


def test_many_classes_without_a_class_field_are_refused(raster, tmp_path):
    with pytest.raises(EngineError, match="the polygons must say which is which") as caught:
        evaluate(pixelwise_model(make_card(3)), raster, make_rois(tmp_path / "rois.gpkg"))
    assert "--class-field" in caught.value.remedy


# -- through the command ------------------------------------------------------------------------------------


def test_the_command_writes_figures_and_a_picture(finished_run, tmp_path):
    scene, model = finished_run.parent, finished_run / "model.safetensors"
    done = engine(
        "evaluate", "--model", model, "--raster", scene / "scene.tif", "--rois", scene / "scene_rois.gpkg",
        "--output", tmp_path / "out/metrics.json", "--picture", tmp_path / "out/maps.png",
        "--set", "training.precision=float32",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    figures = json.loads((tmp_path / "out/metrics.json").read_text())
    assert figures["model"] == str(model)
    assert f"IoU {figures['iou']:.3f}" in done.stderr
    mask = tmp_path / "mask.tif"
    settings = RunSettings().with_value("training.precision", "float32")
    apply.predict(str(model), str(scene / "scene.tif"), mask, None, settings, Reporter())
    truth, predicted = read(finished_run / "labels/scene.tif"), read(mask)
    expected = by_hand(truth.astype(int), predicted, (0, 1))
    assert {name: figures[name] for name in expected} == pytest.approx(expected)
    assert (tmp_path / "out/maps.png").read_bytes().startswith(b"\x89PNG\r\n")
    picture = gdal.Open(str(tmp_path / "out/maps.png"))
    assert 1000 < picture.RasterXSize < 3000 and 300 < picture.RasterYSize < 1500


@pytest.mark.parametrize("name", ["scene.tif", "rois.gpkg", "model.safetensors", "new.jpg"])
def test_a_picture_takes_the_place_of_no_input_and_is_a_png(name, raster, tmp_path):
    rois = make_rois(tmp_path / "rois.gpkg")
    model = save_model(tmp_path / "model.safetensors", constant_model(make_card(), (0.5, 0.5)))
    settings = RunSettings(inputs=InputSettings((Scene(str(raster), str(rois)),)))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(EngineError, match="no PNG name"):
        apply.evaluate(str(model), settings, tmp_path / name, Reporter())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_picture_is_not_drawn_over_the_raster_that_it_shows(tmp_path):
    dataset = gdal.Open(str(make_raster(tmp_path / "scene.tif", image_of_noise())))
    gdal.GetDriverByName("PNG").CreateCopy(str(tmp_path / "scene.png"), dataset)
    before = (tmp_path / "scene.png").read_bytes()
    model = save_model(tmp_path / "model.safetensors", constant_model(make_card(), (0.5, 0.5)))
    scene = Scene(str(tmp_path / "scene.png"), str(make_rois(tmp_path / "rois.gpkg")))
    with pytest.raises(EngineError, match="is one of the inputs"):
        apply.evaluate(str(model), RunSettings(inputs=InputSettings((scene,))), tmp_path / "scene.png", Reporter())
    assert (tmp_path / "scene.png").read_bytes() == before
