"""Models as ONNX files: the same probabilities, and all that Deepness asks of such a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from torch import nn

from deep_segmentation_wizard.engine.data.classes import make_classes
from deep_segmentation_wizard.engine.data.dataset import Scaling
from deep_segmentation_wizard.engine.data.views import View
from deep_segmentation_wizard.engine.errors import Cancelled, EngineError
from deep_segmentation_wizard.engine.events import Event, Finding, Reporter
from deep_segmentation_wizard.engine.mapping import apply
from deep_segmentation_wizard.engine.mapping.export import export
from deep_segmentation_wizard.engine.mapping.inference import WindowPredictor
from deep_segmentation_wizard.engine.network import onnx_graph
from deep_segmentation_wizard.engine.network.model import Model, ModelCard, make_network
from deep_segmentation_wizard.engine.settings import (
    MaskSettings,
    NetworkSettings,
    PredictionSettings,
    RunSettings,
    TrainingSettings,
)
from deep_segmentation_wizard.tests.engine.network.models import PLAIN, make_card, save_model
from deep_segmentation_wizard.tests.engine.scenes import engine, events_of, make_raster, read, reference

EXACT = 1e-4
TINY = NetworkSettings(depth=2, base_width=4)
# The network's settings, bands, classes, and the edge of a tile.
NETWORKS = [
    (TINY, 3, 2, 64),
    (replace(TINY, depth=1), 1, 3, 64),
    (replace(TINY, depth=4), 5, 2, 64),
    (replace(TINY, normalization="group"), 3, 3, 64),
    (replace(TINY, normalization="none"), 1, 2, 64),
    (replace(TINY, upsampling="bilinear"), 3, 3, 64),
    (replace(TINY, padding="reflect"), 5, 2, 64),
    (replace(TINY, padding="replicate"), 3, 2, 64),
    (replace(TINY, dropout=0.3), 3, 2, 64),
    (replace(TINY, base_width=6, normalization="group", upsampling="bilinear", padding="reflect"), 1, 3, 64),
    (replace(TINY, depth=3), 3, 2, 50),  # no multiple of what the depth halves
    (replace(TINY, depth=3, padding="reflect", normalization="group"), 3, 3, 20),
]


def lively_model(card: ModelCard, seed: int = 0) -> Model:
    """Our U-Net with weights, and what batch normalization remembers, that are different for every channel, and
    with probabilities from nearly 0 to nearly 1."""
    torch.manual_seed(seed)
    network = make_network(card)
    with torch.no_grad():
        for part in network.modules():
            if isinstance(part, (nn.BatchNorm2d, nn.GroupNorm)):
                part.weight.uniform_(0.5, 2)
                part.bias.uniform_(-0.5, 0.5)
            if isinstance(part, nn.BatchNorm2d):
                part.running_mean.uniform_(-0.5, 0.5)
                part.running_var.uniform_(0.5, 2)
        logits = network.eval()(torch.randn(1, len(card.bands), 64, 64))
        network.head.bias.sub_(logits.mean(dim=(0, 2, 3)))
        for part in (network.head.weight, network.head.bias):
            part.mul_(2 / logits.std(dim=(2, 3)).mean())
    return Model(network, card)


def card_of(network: NetworkSettings = TINY, bands: int = 3, classes: int = 2, **values: Any) -> ModelCard:
    """A card whose scaling differs from band to band."""
    scaling = Scaling(tuple(100.0 + 9 * n for n in range(bands)), tuple(30.0 + 7 * n for n in range(bands)))
    names = tuple(f"band {n + 1}" for n in range(bands))
    return make_card(classes, names, **{"network": network, "scaling": scaling, **values})


def images_of(card: ModelCard, window: int, count: int = 2) -> np.ndarray:
    """Noise over steps, (count, bands, window, window), in the card's data type."""
    rng = np.random.default_rng(1)
    high = 255 if card.dtype == "uint8" else 9000
    steps = rng.integers(0, high * 2 // 3, (count, len(card.bands), 1 + window // 8, 1 + window // 8))
    smooth = steps.repeat(8, axis=2).repeat(8, axis=3)[:, :, :window, :window]
    return (smooth + rng.integers(0, high // 3, smooth.shape)).astype(card.dtype)


def export_to(path: Path, model: Model, **options: Any) -> tuple[Path, list[Event]]:
    """Save the model and export it; the file, and what was said."""
    seen: list[Event] = []
    file = save_model(path.with_suffix(".safetensors"), model)
    export(str(file), path, RunSettings(**options), Reporter(seen.append))
    return path, seen


def as_deepness_reads(path: Path) -> tuple[onnxruntime.InferenceSession, dict[str, Any]]:
    """The file opened, and its metadata."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    metadata = session.get_modelmeta().custom_metadata_map
    return session, {name: json.loads(text) for name, text in metadata.items()}


def as_deepness_predicts(path: Path, images: np.ndarray) -> np.ndarray:
    """What Deepness gets for tiles (N, bands, window, window)."""
    session, metadata = as_deepness_reads(path)
    mean, deviation = (
        np.array(metadata[f"standardization_{name}"], np.float32)[:, None, None] for name in ("mean", "std")
    )
    given = (np.float32(images * 1.0 / 255.0) - mean) / deviation
    return session.run(None, {session.get_inputs()[0].name: given})[0]


def our_prediction(model: Model, images: np.ndarray) -> np.ndarray:
    """The same by the engine, (N, channels, window, window)."""
    scaled = np.stack([model.card.scaling.apply(image) for image in images]).transpose(0, 2, 3, 1)
    return WindowPredictor(model, PLAIN, flips=False).predict(torch.from_numpy(np.ascontiguousarray(scaled)))


def findings_of(events: list[Event], severity: str = "warning") -> list[str]:
    return [f"{e.message} {e.remedy}" for e in events if isinstance(e, Finding) and e.severity == severity]


# -- the network ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("network", "bands", "classes", "window"), NETWORKS)
def test_the_file_gives_the_engines_probabilities(network, bands, classes, window, tmp_path):
    model = lively_model(card_of(network, bands, classes, window=window))
    images = images_of(model.card, window)
    expected = our_prediction(model, images)
    assert expected.std() > 0.1
    path, _ = export_to(tmp_path / "model.onnx", model)
    found = as_deepness_predicts(path, images)
    assert found.shape == expected.shape == (2, 1 if classes == 2 else classes, window, window)
    assert np.abs(found - expected).max() < EXACT


def test_every_setting_of_the_network_is_tried_above():
    for field in fields(NetworkSettings):
        tried = {getattr(network, field.name) for network, *_ in NETWORKS}
        assert len(tried) > 1, f"no network above has another '{field.name}' than the usual one"


@pytest.mark.parametrize("dtype", ["uint16", "int16", "float32"])
def test_values_of_other_types_are_given_in_the_same_way(dtype, tmp_path):
    scaling = Scaling((4000.0, 4100.0, 3900.0), (1500.0, 1600.0, 1700.0))
    model = lively_model(card_of(dtype=dtype, scaling=scaling))
    images = images_of(model.card, 64)
    path, events = export_to(tmp_path / "model.onnx", model)
    assert np.abs(as_deepness_predicts(path, images) - our_prediction(model, images)).max() < EXACT
    assert any("rasters of 8 bits only" in text and dtype in text for text in findings_of(events))


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_tiles_at_once(count, tmp_path):
    model = lively_model(card_of())
    images = images_of(model.card, 64, count)
    path, _ = export_to(tmp_path / "model.onnx", model)
    assert np.abs(as_deepness_predicts(path, images) - our_prediction(model, images)).max() < EXACT


@pytest.mark.parametrize("classes", [2, 3])
def test_deepness_draws_the_mask_that_the_engine_draws(classes, tmp_path):
    names = {0: "background", 3: "road", 7: "roof"} if classes == 3 else {0: "background", 4: "roof"}
    card = card_of(classes=make_classes(names))
    model = lively_model(replace(card, threshold=0.35 if classes == 2 else None))
    images = images_of(card, 64, 1)
    path, _ = export_to(tmp_path / "model.onnx", model)
    raster = make_raster(tmp_path / "r.tif", images[0])
    settings = RunSettings(
        prediction=PredictionSettings(window=64, stride=64), training=TrainingSettings(precision="float32")
    )
    model_file, mask = str(path.with_suffix(".safetensors")), tmp_path / "mask.tif"
    apply.predict(model_file, str(raster), mask, None, settings, Reporter())
    _, metadata = as_deepness_reads(path)
    # As MapProcessorSegmentation of Deepness does it.
    result = as_deepness_predicts(path, images)
    result[result < metadata["seg_thresh"]] = 0
    places = (result != 0).astype(int)[0, 0] if result.shape[1] == 1 else result.argmax(axis=1)[0]
    codes = np.array([item.code for item in model.card.classes])
    assert len(np.unique(places)) == classes
    assert (codes[places] != read(mask)).mean() < 1e-3


def test_an_operation_that_onnx_has_not_is_never_left_out(tmp_path):
    model = lively_model(card_of())
    model.network.head = nn.Sequential(model.network.head, nn.Softshrink())
    with pytest.raises(NotImplementedError, match="softshrink"):
        onnx_graph.graph_of(model, 64)


def test_what_is_made_unseen_is_never_taken_for_a_weight():
    ones = torch.ones(1)

    class Remembering(nn.Module):
        def forward(self, images):
            return images + ones

    model = lively_model(card_of())
    model.network.head = nn.Sequential(model.network.head, Remembering())
    with pytest.raises(NotImplementedError, match="no operation has made"):
        onnx_graph.graph_of(model, 64)


def test_a_network_too_large_for_a_file_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(onnx_graph, "MOST_BYTES", 2**20 + 1000)
    with pytest.raises(EngineError, match="too large for an ONNX file"):
        export_to(tmp_path / "model.onnx", lively_model(card_of()))
    assert not (tmp_path / "model.onnx").exists()


# -- the file -------------------------------------------------------------------------------------------------


def test_the_file_is_valid_and_the_only_one(tmp_path):
    path, _ = export_to(tmp_path / "model.onnx", lively_model(card_of(replace(TINY, normalization="group"))))
    onnx.checker.check_model(str(path), full_check=True)
    model = onnx.load(str(path), load_external_data=False)
    assert [(item.domain, item.version) for item in model.opset_import] == [("", 13)]
    assert model.ir_version == 7 and model.producer_name == "Deep Segmentation Wizard"
    assert not any(tensor.external_data for tensor in model.graph.initializer)
    assert "divided by 255" in model.doc_string and "band 1, band 2, band 3" in model.doc_string
    assert sorted(item.name for item in tmp_path.iterdir()) == ["model.onnx", "model.safetensors"]


def test_the_same_model_gives_the_same_bytes(tmp_path):
    paths = [export_to(tmp_path / f"{name}.onnx", lively_model(card_of()))[0] for name in ("a", "b")]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    other, _ = export_to(tmp_path / "c.onnx", lively_model(card_of(), seed=1))
    assert other.read_bytes() != paths[0].read_bytes()


def test_no_further_package_is_needed(tmp_path, monkeypatch):
    for name in ("onnx", "onnxruntime", "onnxscript"):
        monkeypatch.setitem(sys.modules, name, None)
    export_to(tmp_path / "model.onnx", lively_model(card_of()))
    monkeypatch.undo()
    onnx.checker.check_model(str(tmp_path / "model.onnx"))


# -- what Deepness reads --------------------------------------------------------------------------------------


def test_deepness_finds_all_that_it_asks_for(tmp_path):
    card = card_of(classes=make_classes({0: "background", 1: "Dächer"}), threshold=0.35, pixel_size=(0.3, 0.3))
    session, metadata = as_deepness_reads(export_to(tmp_path / "model.onnx", lively_model(card))[0])
    assert metadata == {
        "model_type": "Segmentor", "class_names": {"0": "background", "1": "Dächer"}, "resolution": 30.0,
        "tiles_size": 64, "tile_size": 64, "tiles_overlap": 50, "standardization_mean": [0.0] * 3,
        "standardization_std": [1.0] * 3, "seg_thresh": 0.35, "seg_small_segment": 0,
    }  # fmt: skip
    (given,), (made,) = session.get_inputs(), session.get_outputs()
    assert isinstance(given.shape[0], str) and given.shape[1:] == [3, 64, 64] and given.type == "tensor(float)"
    assert isinstance(made.shape[0], str) and made.shape[1:] == [1, 64, 64]


def test_of_more_classes_the_highest_counts_whatever_their_codes(tmp_path):
    card = card_of(classes=make_classes({3: "road", 7: "roof", 9: "water"}))
    session, metadata = as_deepness_reads(export_to(tmp_path / "model.onnx", lively_model(card))[0])
    assert metadata["class_names"] == {"0": "road", "1": "roof", "2": "water"}
    assert metadata["seg_thresh"] == 0 and session.get_outputs()[0].shape[1:] == [3, 64, 64]


def test_tiles_and_threshold_can_be_chosen(tmp_path):
    options = {"prediction": PredictionSettings(window=96, stride=72), "mask": MaskSettings(threshold=0.8)}
    path, _ = export_to(tmp_path / "model.onnx", lively_model(card_of()), **options)
    session, metadata = as_deepness_reads(path)
    assert (metadata["tiles_size"], metadata["tiles_overlap"], metadata["seg_thresh"]) == (96, 25, 0.8)
    assert session.get_inputs()[0].shape[2:] == [96, 96]


@pytest.mark.parametrize(
    ("crs", "sides", "centimetres", "words"),
    [
        (32633, (0.1, 0.1), 10, []),
        (32633, (0.5, 0.4), 44.7214, ["square ones"]),
        (2263, (0.5, 0.5), 15.24, ["only rasters whose CRS is in metres"]),  # US feet
        (4326, (1e-5, 1e-5), 111.319, ["in degrees"]),
        ("", (1, 1), None, ["Set the resolution"]),
        ("PROJCRS[nonsense", (1, 1), None, ["Set the resolution"]),
    ],
)
def test_the_resolution_is_told_and_what_deepness_cannot_do_with_it(crs, sides, centimetres, words, tmp_path):
    crs = crs if isinstance(crs, str) else reference(crs).ExportToWkt()
    path, events = export_to(tmp_path / "model.onnx", lively_model(card_of(crs=crs, pixel_size=sides)))
    _, metadata = as_deepness_reads(path)
    assert metadata.get("resolution") == (None if centimetres is None else pytest.approx(centimetres, rel=1e-4))
    found = findings_of(events)
    assert len(found) == len(words) and all(word in text for word, text in zip(words, found, strict=True))
    assert len(findings_of(events, "info")) == 1


@pytest.mark.parametrize(("bands", "told"), [((4, 3, 2), [True]), ((1, 2, 3), []), ((), [])])
def test_bands_in_another_order_than_the_rasters_are_told(bands, told, tmp_path):
    _, events = export_to(tmp_path / "model.onnx", lively_model(card_of(view=View(bands=bands))))
    assert ["choose 4, 3, 2" in text for text in findings_of(events)] == told


# -- refusals ---------------------------------------------------------------------------------------------------


def test_what_is_there_stays_unless_asked(tmp_path):
    taken = tmp_path / "model.onnx"
    taken.write_text("mine")
    with pytest.raises(EngineError, match="is there already"):
        export_to(taken, lively_model(card_of()))
    assert taken.read_text() == "mine"
    export(str(taken.with_suffix(".safetensors")), taken, RunSettings(), Reporter(), overwrite=True)
    onnx.checker.check_model(str(taken))


def _named_otherwise(folder: Path) -> tuple[Path, dict[str, Any]]:
    return folder / "model.pt", {}


def _a_folder(folder: Path) -> tuple[Path, dict[str, Any]]:
    (folder / "model.onnx").mkdir()
    return folder / "model.onnx", {}


def _gaps(folder: Path) -> tuple[Path, dict[str, Any]]:
    return folder / "model.onnx", {"prediction": PredictionSettings(stride=65)}


def _useless_threshold(folder: Path) -> tuple[Path, dict[str, Any]]:
    return folder / "model.onnx", {"mask": MaskSettings(threshold=0.4)}


@pytest.mark.parametrize(
    ("case", "classes", "words"),
    [
        (_named_otherwise, 2, "no ONNX name"),
        (_a_folder, 2, "is a folder"),
        (_gaps, 2, "leaves gaps"),
        (_useless_threshold, 3, "decides between two classes"),
    ],
)
def test_refused_before_any_work(
    case: Callable[[Path], tuple[Path, dict[str, Any]]], classes: int, words: str, tmp_path: Path
):
    output, options = case(tmp_path)
    model = save_model(tmp_path / "m.safetensors", lively_model(card_of(classes=classes)))
    before = sorted(tmp_path.iterdir())
    with pytest.raises(EngineError, match=words):
        export(str(model), output, RunSettings(**options), Reporter(), overwrite=True)
    assert sorted(tmp_path.iterdir()) == before


def test_row_52_cancelled_nothing_is_written(tmp_path):
    reporter = Reporter()
    reporter.control.cancel()
    model = save_model(tmp_path / "m.safetensors", lively_model(card_of()))
    with pytest.raises(Cancelled):
        export(str(model), tmp_path / "model.onnx", RunSettings(), reporter)
    assert [item.name for item in tmp_path.iterdir()] == ["m.safetensors"]


# -- the command ------------------------------------------------------------------------------------------------


def test_the_command_writes_the_file_and_says_where(tmp_path):
    model = lively_model(card_of())
    save_model(tmp_path / "m.safetensors", model)
    command = ("export", "--model", tmp_path / "m.safetensors", "--output", tmp_path / "new" / "m.onnx", "--json")
    done = engine(*command, "--window", 32, "--stride", 16, "--threshold", 0.7)
    assert done.returncode == 0, done.stderr
    path = tmp_path / "new" / "m.onnx"
    finished = events_of(done.stdout)[-1]
    assert finished["event"] == "Finished" and finished["outputs"]["onnx"] == str(path)
    _, metadata = as_deepness_reads(path)
    assert {name: json.loads(text) for name, text in finished["outputs"]["metadata"].items()} == metadata
    assert (metadata["tiles_size"], metadata["tiles_overlap"], metadata["seg_thresh"]) == (32, 50, 0.7)
    images = images_of(model.card, 32)
    assert np.abs(as_deepness_predicts(path, images) - our_prediction(model, images)).max() < EXACT
    again = engine(*command)
    assert again.returncode == 1 and "is there already" in again.stderr and "--overwrite" in again.stderr
    assert engine(*command, "--overwrite").returncode == 0
