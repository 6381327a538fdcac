"""What windows see beyond a raster, mirrored looks, and stages that work at the same time."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from deep_segmentation_wizard.engine.data.raster import Raster
from deep_segmentation_wizard.engine.events import Reporter
from deep_segmentation_wizard.engine.mapping.ahead import ahead, in_turn
from deep_segmentation_wizard.engine.mapping.prediction import predict_blocks
from deep_segmentation_wizard.engine.network.device import Machine
from deep_segmentation_wizard.engine.network.folding import ready_to_predict, rounded, tell_odds
from deep_segmentation_wizard.engine.network.model import Model
from deep_segmentation_wizard.engine.settings import NetworkSettings, PredictionSettings
from deep_segmentation_wizard.tests.engine.network.models import PLAIN, make_card, save_model, unet_model
from deep_segmentation_wizard.tests.engine.scenes import engine, make_raster, read


def noise(height: int, width: int, bands: int = 1) -> np.ndarray:
    return np.random.default_rng(0).integers(1, 255, (bands, height, width), dtype=np.uint8)


def probabilities(model: Model, raster: Path, first_row: int = 0, **settings) -> np.ndarray:
    with Raster(str(raster)) as opened:
        blocks = predict_blocks(
            model, opened, PredictionSettings(**settings), PLAIN, Reporter(), first_row=first_row
        )
        return np.concatenate([block.probabilities for block in blocks], axis=1)


class Neighbour(nn.Module):
    """The probability of a pixel follows from a neighbour to the right and below: mirrored it says otherwise."""

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        beyond = torch.roll(images[:, :1], (-1, -2), dims=(2, 3)) / 64 - 2
        return torch.cat([-beyond, beyond], dim=1)


# -- padding ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("padding", "numpy_mode"), [("reflect", "reflect"), ("replicate", "edge"), ("constant", "constant")]
)
@pytest.mark.parametrize("size", [(48, 64), (20, 33)])
def test_windows_see_beyond_the_raster_what_the_padding_says(padding, numpy_mode, size, tmp_path):
    image = noise(*size)
    raster = make_raster(tmp_path / "r.tif", image)
    # One window over everything, with a margin all around.
    model = unet_model(make_card(network=NetworkSettings(depth=2, base_width=4)), seed=1)
    found = probabilities(model, raster, window=128, stride=64, padding=padding)
    margin = (128 - 64) // 2
    height, width = size
    around = ((0, 0), (margin, 128 - margin - height), (margin, 128 - margin - width))
    padded = np.pad(image.astype(np.float32), around, numpy_mode)
    with torch.inference_mode():
        expected = model.network(torch.from_numpy(padded)[None]).softmax(dim=1)[0, 1:].numpy()
    expected = expected[:, margin : margin + height, margin : margin + width]
    assert np.abs(found - expected).max() < 1e-5
    if padding != "reflect":
        assert np.abs(found - probabilities(model, raster, window=128, stride=64)).max() > 1e-3


def test_row_16_a_raster_smaller_than_the_window_keeps_its_size_with_each_padding(tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(21, 33))
    model = save_model(tmp_path / "m.safetensors", unet_model(make_card(window=64)))
    for padding in ("reflect", "replicate", "constant"):
        done = engine(
            "predict", "--model", model, "--raster", raster, "--output", tmp_path / "mask.tif",
            "--padding", padding,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert read(tmp_path / "mask.tif").shape == (21, 33) and 255 not in read(tmp_path / "mask.tif")


@pytest.mark.parametrize("size", [(97, 131), (64, 65), (33, 96)])
def test_row_17_every_pixel_is_predicted_whatever_the_stride(size, tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(*size))
    model = unet_model(make_card(window=32))
    for stride in (7, 16, 32):
        found = probabilities(model, raster, window=32, stride=stride)
        assert found.shape == (1, *size) and np.isfinite(found).all()


# -- flips --------------------------------------------------------------------------------------------------


def test_flips_average_the_answers_to_four_mirror_images(tmp_path):
    image = noise(64, 64)
    raster = make_raster(tmp_path / "r.tif", image)
    model = Model(Neighbour(), make_card(window=64))
    options = {"window": 64, "stride": 64}
    once = probabilities(model, raster, **options)
    found = probabilities(model, raster, **options, flips=True)
    answers = []
    for axes in ((), (1,), (2,), (1, 2)):
        other = make_raster(tmp_path / "mirrored.tif", np.flip(image, axes))
        answers.append(np.flip(probabilities(model, other, **options), axes))
    assert np.abs(found - np.mean(answers, axis=0)).max() < 1e-6
    assert np.abs(found - once).max() > 0.1


def test_flips_can_be_asked_for_by_command(tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(64, 64))
    model = save_model(tmp_path / "m.safetensors", unet_model(make_card(window=32)))
    found = []
    for options in ((), ("--flips",), ("--set", "prediction.flips=true")):
        done = engine(
            "predict", "--model", model, "--raster", raster, "--output", tmp_path / "mask.tif",
            "--probability", tmp_path / "p.tif", *options,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        found.append(read(tmp_path / "p.tif"))
    assert (found[1] == found[2]).all() and (found[0] != found[1]).any()


# -- the network made ready ---------------------------------------------------------------------------------


def trained_unet(seed: int = 0, bands: int = 3) -> Model:
    """A U-Net whose normalization has seen images, so that it does something."""
    card = make_card(2, tuple(f"band {i + 1}" for i in range(bands)), network=NetworkSettings(3, 8))
    model = unet_model(card, seed)
    model.network.train()
    torch.manual_seed(1)
    with torch.no_grad():
        for _ in range(20):
            model.network(2 + 3 * torch.randn(2, bands, 64, 64))
    for part in model.network.modules():
        if isinstance(part, nn.BatchNorm2d):
            nn.init.uniform_(part.weight, 0.5, 2)
            nn.init.uniform_(part.bias, -1, 1)
    model.network.eval()
    return model


def test_a_folded_network_says_the_same_and_the_model_stays_as_it_is():
    model = trained_unet()
    images = 2 + 3 * torch.randn(2, 3, 64, 64)
    before = {name: value.clone() for name, value in model.network.state_dict().items()}
    with torch.inference_mode():
        expected = model.network(images)
        ready = ready_to_predict(model.network, PLAIN)
        found = ready(images)
    assert not any(isinstance(part, nn.BatchNorm2d) for part in ready.modules())
    assert (found - expected).abs().max() < 1e-4 * expected.abs().max()
    assert all((value == before[name]).all() for name, value in model.network.state_dict().items())


def test_bfloat16_agrees_with_float32():
    model = trained_unet()
    images = 2 + 3 * torch.randn(2, 3, 64, 64)
    machine = Machine(torch.device("cpu"), torch.bfloat16)
    with torch.inference_mode():
        expected = model.network(images).softmax(dim=1)
        with machine.autocast():
            found = ready_to_predict(model.network, machine)(images).softmax(dim=1)
    assert found.dtype == torch.float32
    assert 0 < (found - expected).abs().max() < 0.05


# -- from the middle on -------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", [1, 16, 40, 63, 99])
def test_from_a_row_on_the_prediction_is_exactly_that_of_the_whole(row, tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(100, 70))
    model = trained_unet(bands=1)
    for stride in (9, 16, 32):
        whole = probabilities(model, raster, window=32, stride=stride)
        rest = probabilities(model, raster, first_row=row, window=32, stride=stride)
        assert (rest == whole[:, row:]).all()


# -- stages that work at the same time ----------------------------------------------------------------------


def test_items_come_in_order_and_no_more_than_so_many_ahead():
    made = []

    def numbers():
        for number in range(50):
            made.append(number)
            yield number

    with ahead(numbers(), 3) as items:
        taken = []
        for item in items:
            taken.append(item)
            time.sleep(0.002)
            assert len(made) <= len(taken) + 5  # three wait, one is in hand, one is being made
    assert taken == list(range(50))


def test_an_error_in_a_stage_comes_in_its_turn():
    def numbers():
        yield 1
        raise ValueError("the disk is gone")

    with ahead(numbers(), 3) as items:
        assert next(items) == 1
        with pytest.raises(ValueError, match="the disk is gone"):
            next(items)


def test_no_thread_is_left_when_the_items_are_no_longer_wanted():
    before = threading.active_count()

    def endless():
        while True:
            yield 1

    with pytest.raises(KeyError), ahead(endless(), 2) as first, ahead((2 * item for item in first), 2) as second:
        assert next(second) == 2
        raise KeyError
    assert threading.active_count() == before


def test_what_several_make_comes_in_the_order_of_the_items():
    seen = []

    def late(number: int) -> int:
        time.sleep(0.01 if number % 3 == 0 else 0)
        return number**2

    with in_turn(range(30), late, 3, lambda: seen.append(threading.get_ident())) as made:
        assert list(made) == [(number, number**2) for number in range(30)]
    assert len(set(seen)) == 3


def test_an_error_of_one_of_several_ends_all():
    before, done = threading.active_count(), []

    def work(number: int) -> int:
        if number == 5:
            raise MemoryError("no room")
        done.append(number)
        return number

    with pytest.raises(MemoryError, match="no room"), in_turn(range(1000), work, 2, lambda: None) as made:
        for _ in made:
            pass
    assert threading.active_count() == before and max(done) < 10


@pytest.mark.parametrize(
    ("threads", "window", "wanted", "division"),
    [
        (2, 512, None, (1, 2)), (16, 512, None, (1, 4)), (16, 1024, None, (1, 2)), (16, 4096, None, (1, 1)),
        (2, 512, 1, (1, 1)), (2, 512, 5, (2, 2)), (1, 256, 8, (8, 1)),
    ],
)  # fmt: skip
def test_small_windows_share_the_processor(threads, window, wanted, division, monkeypatch):
    monkeypatch.setattr(torch, "get_num_threads", lambda: threads)
    assert PLAIN.division(window, wanted) == division


def test_a_card_takes_its_windows_together():
    card = Machine(torch.device("cuda"), torch.float16)
    assert (card.division(512), card.division(512, 32)) == ((4, 1), (32, 1))


def test_a_prediction_gives_the_threads_back(tmp_path):
    before = torch.get_num_threads()
    found = set()

    class Counting(nn.Module):
        def forward(self, images: torch.Tensor) -> torch.Tensor:
            found.add((threading.get_ident(), torch.get_num_threads()))
            time.sleep(0.01)
            return torch.cat([images[:, :1], -images[:, :1]], dim=1)

    probabilities(Model(Counting(), make_card()), make_raster(tmp_path / "r.tif", noise(256, 256)), window=32)
    assert {count for _, count in found} == {max(before // min(before, 4), 1)}
    assert len(found) == min(before, 4) and torch.get_num_threads() == before


def test_the_odds_of_the_second_class_are_the_difference_of_both_logits():
    torch.manual_seed(0)
    model = unet_model(make_card(2))
    images = torch.randn(1, 1, 64, 64)
    both, odds = (ready_to_predict(model.network, PLAIN) for _ in range(2))
    assert tell_odds(odds)
    with torch.inference_mode():
        logits = both(images)
        assert torch.allclose(odds(images), logits[:, 1:] - logits[:, :1], atol=1e-6)


@pytest.mark.parametrize("network", [Neighbour(), unet_model(make_card(3)).network])
def test_other_networks_tell_their_logits(network):
    assert not tell_odds(network)


def test_weights_are_rounded_so_that_kernels_keep_their_sums():
    torch.manual_seed(0)
    weights = torch.randn(16, 8, 3, 3)
    plain, kept = weights.bfloat16().float(), rounded(weights, torch.bfloat16)
    assert (kept == kept.bfloat16().float()).all() and (kept - weights).abs().max() < 0.05
    errors = [(version - weights).sum(dim=(2, 3)).abs().mean() for version in (plain, kept)]
    assert errors[1] < errors[0] / 10
