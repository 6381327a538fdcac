"""Model and checkpoint files that a stranger, or a bad disk, has changed: by the thousand, none does harm."""

from __future__ import annotations

import contextlib
import io
import json
import random
import re
import shutil
import struct
import sys
import time
from pathlib import Path

import pytest
import torch

from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.network import checkpoint
from deep_segmentation_wizard.engine.network.model import Model, load_model
from deep_segmentation_wizard.engine.printing import print_model
from deep_segmentation_wizard.engine.settings import TrainingSettings
from deep_segmentation_wizard.tests.engine.network.models import make_card, save_model, unet_model
from deep_segmentation_wizard.tests.engine.network.test_model import peak_kib

TRIES = 2000
NUMBERS = (0, 1, -1, 2**31, 2**53, 2**63, 10**30, -(10**30), 0.5, 1e308, True, None, "", "x" * 50, [], {}, [[]])


def mutated(data: bytes, rng: random.Random) -> bytes:
    """``data`` as a bad disk, a broken transfer or somebody with a text editor would leave it."""
    changed = bytearray(data)
    kind = rng.randrange(6)
    if kind == 0:  # single bits
        for _ in range(rng.randint(1, 8)):
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    elif kind == 1:
        del changed[rng.randrange(len(changed)) :]
    elif kind == 2:
        place = rng.randrange(len(changed))
        changed[place : place + rng.randint(1, 64)] = rng.randbytes(rng.randint(0, 64))
    elif kind == 3:  # the length of the header
        changed[:8] = struct.pack("<Q", rng.choice([0, 1, 7, len(data), 2**31, 2**63, rng.randrange(len(data))]))
    else:
        return with_other_header(data, rng)
    return bytes(changed)


def with_other_header(data: bytes, rng: random.Random) -> bytes:
    """A value somewhere in the header replaced by one that JSON allows."""
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + length])
    card = json.loads(header.get("__metadata__", {}).get("deep_segmentation_wizard", "{}"))
    if card and rng.random() < 0.7:
        replace_one(card, rng)
        header["__metadata__"]["deep_segmentation_wizard"] = json.dumps(card)
    else:
        replace_one(header, rng)
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data[8 + length :]


def replace_one(value, rng: random.Random) -> None:
    places = list(value) if isinstance(value, dict) else list(range(len(value)))
    if not places:
        return
    place = rng.choice(places)
    if isinstance(value[place], (dict, list)) and value[place] and rng.random() < 0.8:
        replace_one(value[place], rng)
    elif isinstance(value, dict) and rng.random() < 0.2:
        del value[place]
    else:
        value[place] = rng.choice(NUMBERS)


def assert_sound(model: Model) -> None:
    """What was accepted works, and can be shown."""
    assert all(torch.isfinite(tensor).all() for tensor in model.network.state_dict().values())
    with torch.inference_mode():
        assert model.network(torch.zeros(1, len(model.card.bands), 8, 8)).shape[1] == len(model.card.classes)
    with contextlib.redirect_stdout(io.StringIO()):
        print_model(model.card, {})


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
def test_row_60_mutated_model_files_are_refused_or_sound(tmp_path):
    model = unet_model(make_card(3, ("Red", "Green"), measures={"test": {"iou": 0.5, "f1": 0.5, "accuracy": 0.9}}))
    good = save_model(tmp_path / "good.safetensors", model).read_bytes()
    path, rng, refused = tmp_path / "model.safetensors", random.Random(0), 0
    path.write_bytes(good)
    assert_sound(load_model(path))
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts anew
    before = peak_kib()
    for _ in range(TRIES):
        path.write_bytes(mutated(good, rng))
        start = time.monotonic()
        try:
            assert_sound(load_model(path))
        except EngineError as error:
            refused += 1
            assert error.message and error.remedy
        assert time.monotonic() - start < 5
    assert TRIES * 0.5 < refused < TRIES
    assert peak_kib() - before < 100 * 1024


def test_row_59_a_pickle_anywhere_in_a_checkpoint_is_never_loaded():
    sources = [path.read_text(encoding="utf-8") for path in Path(checkpoint.__file__).parents[1].rglob("*.py")]
    unsafe = r"import pickle|(?<!safetensors\.)torch\.(load|save)\(|allow_pickle=True|_object_list"
    assert not [found for source in sources for found in re.findall(unsafe, source)]


@pytest.fixture(scope="module")
def trained(prepared, tmp_path_factory) -> tuple[Path, str]:
    """Checkpoints of a short training with all that a checkpoint can hold, and their key."""
    from dataclasses import replace

    from deep_segmentation_wizard.engine.events import Reporter
    from deep_segmentation_wizard.engine.network.training import train
    from deep_segmentation_wizard.engine.run_folder import RunFolder

    folder = RunFolder(shutil.copytree(prepared, tmp_path_factory.mktemp("fuzz") / "run"))
    train(folder, replace(folder.require_run(), training=OPTIONS), Reporter())
    return folder.checkpoints, json.loads((folder.checkpoints / "last/checkpoint.json").read_text())["key"]


OPTIONS = TrainingSettings(epochs=2, batch_size=16, average=0.9, precision="float16", device="cpu")


@pytest.mark.parametrize("name", ["model", "averaged", "optimizer", "checkpoint"])
def test_row_63_a_mutated_checkpoint_falls_back_or_is_as_good(name, trained, tmp_path):
    checkpoints, key = trained
    copy = shutil.copytree(checkpoints, tmp_path / "checkpoints")
    path = next((copy / "last").glob(f"{name}.*"))
    good, rng, epochs = path.read_bytes(), random.Random(name), []
    for _ in range(TRIES // 10):
        if name == "checkpoint" and rng.random() < 0.7:
            data = json.loads(good)
            replace_one(data, rng)
            path.write_text(json.dumps(data))
        else:
            path.write_bytes(mutated(good, rng) if name != "checkpoint" else torn(good, rng))
        start = time.monotonic()
        stored = checkpoint.load_last(copy, key, OPTIONS)
        assert time.monotonic() - start < 5
        assert stored is not None, "the one before is whole"
        epochs.append(stored.progress.epoch)
        assert stored.progress.epoch == len(stored.progress.history)
        shapes = [tensor.shape for tensor in stored.model.network.parameters()]
        assert [stored.optimizer[f"{i}.exp_avg"].shape for i in range(len(shapes))] == shapes
    assert epochs.count(1) > len(epochs) / 3
    assert path.read_bytes() != good and set(epochs) <= {1, 2}


def torn(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed[: rng.randrange(1, len(changed) + 1)])
