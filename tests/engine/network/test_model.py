"""The model file: what goes in comes out, and a file that cannot be right is refused unread."""

from __future__ import annotations

import io
import json
import os
import pickle
import struct
import sys
from pathlib import Path
from typing import Any

import pytest
import safetensors.torch
import torch

from deep_segmentation_wizard.engine.data.classes import make_classes
from deep_segmentation_wizard.engine.data.dataset import Scaling
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.network.model import load_model, read_card
from deep_segmentation_wizard.engine.settings import NetworkSettings
from deep_segmentation_wizard.tests.engine.network.models import make_card, save_model, unet_model
from deep_segmentation_wizard.tests.engine.scenes import engine

KEY = "deep_segmentation_wizard"


@pytest.fixture
def path(tmp_path) -> Path:
    """A good model file."""
    return save_model(tmp_path / "model.safetensors", unet_model(make_card()))


def parts_of(path: Path) -> tuple[dict[str, Any], dict[str, torch.Tensor]]:
    """The card as plain values, and the weights."""
    with safetensors.safe_open(path, "pt") as file:
        return json.loads(file.metadata()[KEY]), {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118


def write(path: Path, card: dict[str, Any] | str, weights: dict[str, torch.Tensor]) -> Path:
    text = card if isinstance(card, str) else json.dumps(card)
    safetensors.torch.save_file(weights, path, {KEY: text})
    return path


def refusal(path: Path) -> str:
    """What is said when the file is loaded; it must be a refusal with a remedy that names the file."""
    with pytest.raises(EngineError) as caught:
        load_model(path)
    assert caught.value.remedy
    assert str(path) in caught.value.message
    return caught.value.message


# -- what goes in comes out ---------------------------------------------------------------------------------


def test_comes_back_as_it_was_written(tmp_path):
    card = make_card(
        classes=make_classes({0: "background", 3: "Straße", 7: "water <b>"}),
        bands=("Red", "Green", "Blue", "NIR"),
        dtype="uint16",
        scaling=Scaling((1.5, 1 / 3, 0.1, 2e4), (0.7, 1e-3, 5.0, 4e3)),
        window=96,
        network=NetworkSettings(depth=2, base_width=3),
        epoch=17,
        seed=2**32 - 1,
        measures={"test": {"iou": 0.5, "f1": None}},
        versions={"torch": "2"},
    )
    model = unet_model(card, seed=4)
    loaded = load_model(save_model(tmp_path / "model.safetensors", model))
    assert loaded.card == card
    images = torch.rand(1, 4, 40, 40)
    with torch.inference_mode():
        assert torch.equal(loaded.network(images), model.network(images))
    assert not loaded.network.training


def test_threshold_of_two_classes_is_kept(tmp_path):
    path = save_model(tmp_path / "model.safetensors", unet_model(make_card(threshold=0.385)))
    assert read_card(path).threshold == 0.385


def test_whoever_may_read_the_folder_may_read_the_model(path):
    beside = path.parent / "beside.txt"
    beside.write_text("")
    assert path.stat().st_mode == beside.stat().st_mode


def test_a_failed_write_leaves_the_earlier_model(path, monkeypatch):
    before = path.read_bytes()
    monkeypatch.setattr(
        os, "fsync", lambda _descriptor: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    with pytest.raises(OSError, match="No space"):
        save_model(path, unet_model(make_card(), seed=9))
    assert path.read_bytes() == before


# -- files that are no models -------------------------------------------------------------------------------


class Bomb:
    """Leaves a file when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple:
        return (Path.touch, (self.mark,))


def _pickle(bomb: Bomb) -> bytes:
    return pickle.dumps({"weights": bomb})


def _torch_file(bomb: Bomb) -> bytes:
    buffer = io.BytesIO()
    torch.save({"weights": bomb, "more": torch.rand(3)}, buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("make", [_pickle, _torch_file])
def test_row_59_a_pickle_under_the_name_of_a_model_is_rejected_unread(make, tmp_path):
    path, mark = tmp_path / "model.safetensors", tmp_path / "executed"
    path.write_bytes(make(Bomb(mark)))
    assert "cannot be read as a model" in refusal(path)
    assert not mark.exists()
    done = engine("predict", "--model", path, "--raster", path, "--output", tmp_path / "mask.tif")
    assert done.returncode == 1 and "cannot be read as a model" in done.stderr and "Traceback" not in done.stderr
    assert not mark.exists() and not (tmp_path / "mask.tif").exists()


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert "There is no model" in refusal(tmp_path / "missing.safetensors")
    assert "There is no model" in refusal(tmp_path)


@pytest.mark.parametrize("share", [0, 0.001, 0.3, 0.99])
def test_a_truncated_file_is_refused(share, path):
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert "cannot be read as a model" in refusal(path)


def test_another_programs_safetensors_is_refused(tmp_path):
    path = tmp_path / "foreign.safetensors"
    for metadata in (None, {"format": "pt"}):
        safetensors.torch.save_file({"weight": torch.rand(3)}, path, metadata)
        assert "not a model of Deep Segmentation Wizard" in refusal(path)


@pytest.mark.parametrize("length", [2**63, 2**62, 2**40, 10**8 + 1])
def test_row_60_an_absurd_header_is_refused(length, path):
    data = path.read_bytes()
    path.write_bytes(struct.pack("<Q", length) + data[8:])
    assert "cannot be read as a model" in refusal(path)


# -- cards and weights that cannot be right -----------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda card: card.pop("bands"),
        lambda card: card.update(surprise=1),
        lambda card: card.update(classes="two"),
        lambda card: card.update(classes=card["classes"][:1]),
        lambda card: card["classes"][1].update(code=0),
        lambda card: card["classes"][1].update(code=255),
        lambda card: card["classes"][1].update(code=-1),
        lambda card: card["classes"][1].update(colour="red; background: url(x)"),
        lambda card: card.update(bands=[]),
        lambda card: card["scaling"].update(mean=[0.0, 0.0]),
        lambda card: card["scaling"].update(deviation=[0.0]),
        lambda card: card["scaling"].update(mean=[float("nan")]),
        lambda card: card["scaling"].update(mean=[10**400]),
        lambda card: card.update(window=0),
        lambda card: card.update(window=10**9),
        lambda card: card.update(pixel_size=[0.5]),
        lambda card: card.update(pixel_size=[0.0, 0.5]),
        lambda card: card.update(threshold=2.0),
        lambda card: card.update(network={"depth": 60, "base_width": 16}),
        lambda card: card.update(network={"depth": 1, "base_width": 10**9}),
        lambda card: card.update(network={"depth": 1, "base_width": 3}),
        lambda card: card.update(network={"depth": 2, "base_width": 2}),
        lambda card: card.update(bands=["band 1", "band 2"], scaling={"mean": [0, 0], "deviation": [1, 1]}),
    ],
)
def test_a_card_that_cannot_be_right_is_refused(change, path):
    card, weights = parts_of(path)
    change(card)
    assert "is damaged" in refusal(write(path, card, weights))


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '"text"', "[1, 2]", "null"])
def test_a_card_that_is_none_is_refused(text, path):
    refusal(write(path, text, parts_of(path)[1]))


def test_another_version_of_the_format_is_named(path):
    card, weights = parts_of(path)
    card.update(format=3, something_new=True)
    assert "format 3" in refusal(write(path, card, weights))


def _missing(weights: dict[str, torch.Tensor]) -> None:
    del weights["head.bias"]


def _too_many(weights: dict[str, torch.Tensor]) -> None:
    weights["extra"] = torch.zeros(1)


def _wrong_shape(weights: dict[str, torch.Tensor]) -> None:
    weights["head.weight"] = weights["head.weight"].reshape(-1)


def _wrong_type(weights: dict[str, torch.Tensor]) -> None:
    weights["head.weight"] = weights["head.weight"].double()


def _not_a_number(weights: dict[str, torch.Tensor]) -> None:
    weights["head.weight"][0] = float("nan")


def _infinite(weights: dict[str, torch.Tensor]) -> None:
    weights["down.0.0.weight"][0, 0, 0, 0] = float("inf")


@pytest.mark.parametrize("change", [_missing, _too_many, _wrong_shape, _wrong_type, _not_a_number, _infinite])
def test_row_60_weights_that_cannot_be_right_are_refused(change, path):
    card, weights = parts_of(path)
    change(weights)
    assert "is damaged" in refusal(write(path, card, weights))


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
def test_row_60_a_huge_tensor_is_refused_before_it_is_read(path):
    size = 8 * 2**30
    card, _ = parts_of(path)
    tensor = {"dtype": "F32", "shape": [size // 4], "data_offsets": [0, size]}
    header = json.dumps({"__metadata__": {KEY: json.dumps(card)}, "head.weight": tensor}).encode()
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(header)) + header)
        file.truncate(8 + len(header) + size)  # sparse: takes no room on the disk
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts anew
    before = peak_kib()
    assert "do not fit" in refusal(path)
    assert peak_kib() - before < 50 * 1024


def peak_kib() -> int:
    """The most memory that this process has held."""
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])
