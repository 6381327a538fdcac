"""What is done another way on a processor: the same results as PyTorch's own operations."""

from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from deep_segmentation_wizard.engine.learning import NetworkSettings, TrainingSettings
from deep_segmentation_wizard.engine.network.device import Machine
from deep_segmentation_wizard.engine.network.folding import ConvolutionReLU, ready_to_predict
from deep_segmentation_wizard.engine.network.learner import Learner
from deep_segmentation_wizard.engine.network.losses import CrossEntropyDice
from deep_segmentation_wizard.engine.network.on_processor import Doubling, Halving, ReLU, convolved_together
from deep_segmentation_wizard.engine.network.unet import UNet

CPU = torch.device("cpu")


def noise(*shape: int, precision: torch.dtype = torch.float32) -> torch.Tensor:
    values = torch.randn(*shape, generator=torch.Generator().manual_seed(1)).to(precision)
    return values.contiguous(memory_format=torch.channels_last)


def slopes(work, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
    """What ``work`` gives, and the slopes of its inputs for slopes of its result that are not all alike."""
    inputs = tuple(each.clone().requires_grad_() for each in inputs)
    result = work(*(each * 1 for each in inputs))  # what is no leaf may be changed in place
    result.backward(torch.linspace(-1, 1, result.numel()).reshape(result.shape).to(result.dtype))
    return result.detach(), *(each.grad for each in inputs)


@pytest.mark.parametrize("precision", [torch.float32, torch.bfloat16, torch.float16])
def test_relu_is_pytorchs_to_the_last_bit(precision):
    images = noise(2, 5, 7, 9, precision=precision)
    images[0, 0, 0, :5] = torch.tensor([0.0, -0.0, math.inf, -math.inf, 1e-39])
    for found, expected in zip(slopes(ReLU(), images), slopes(nn.ReLU(), images), strict=True):
        assert torch.equal(found, expected)


def test_doubling_learns_as_a_transposed_convolution_does():
    torch.manual_seed(0)
    ours = Doubling(6, 4)
    usual = nn.ConvTranspose2d(6, 4, 2, stride=2)
    usual.load_state_dict(ours.state_dict())
    images = noise(3, 6, 5, 8)
    for found, expected in zip(slopes(ours, images), slopes(usual, images), strict=True):
        assert torch.allclose(found, expected, atol=1e-5)
    for name, weights in usual.named_parameters():
        assert torch.allclose(ours.get_parameter(name).grad, weights.grad, atol=1e-4), name
    assert torch.equal(ours.eval()(images), usual(images))


@pytest.mark.parametrize("padding", ["zeros", "reflect", "replicate"])
def test_a_convolution_of_two_parts_is_that_of_both_side_by_side(padding):
    torch.manual_seed(0)
    convolution = nn.Conv2d(7, 4, 3, padding=1, padding_mode=padding)
    first, second = noise(2, 3, 8, 6), noise(2, 4, 8, 6)
    together = slopes(lambda a, b: convolved_together(convolution, a, b), first, second)
    side_by_side = slopes(lambda a, b: convolution(torch.cat([a, b], dim=1)), first, second)
    for found, expected in zip(together, side_by_side, strict=True):
        assert torch.allclose(found, expected, atol=1e-5)


@pytest.mark.parametrize("precision", [torch.float32, torch.bfloat16])
def test_halving_takes_the_highest(precision):
    images = noise(2, 3, 8, 12, precision=precision)
    assert torch.equal(Halving()(images), nn.functional.max_pool2d(images, 2))


@pytest.mark.parametrize(
    "settings",
    [
        NetworkSettings(2, 8),
        NetworkSettings(2, 8, normalization="group"),
        NetworkSettings(2, 8, normalization="none"),
        NetworkSettings(2, 8, upsampling="bilinear"),
        NetworkSettings(2, 8, padding="reflect"),
        NetworkSettings(2, 8, padding="replicate", dropout=0.2),
    ],
    ids=str,
)
def test_a_network_made_ready_says_what_it_said_before(settings):
    torch.manual_seed(0)
    network = UNet(3, 4, settings).to(memory_format=torch.channels_last)
    for _ in range(3):
        network(2 + noise(2, 3, 32, 40))
    network.eval()
    images = 2 + noise(1, 3, 33, 50)
    with torch.inference_mode():
        expected = network(images)
        ready = ready_to_predict(network, Machine(CPU, torch.float32))
        assert (ready(images) - expected).abs().max() < 1e-4 * expected.abs().max()
    fused = sum(isinstance(part, ConvolutionReLU) for part in ready.modules())
    assert fused == (0 if settings.normalization == "group" else 10)


def test_making_ready_draws_nothing():
    """Else a training would draw other changes after its first validation."""
    network = UNet(3, 2, NetworkSettings(2, 8))
    for precision in (torch.float32, torch.bfloat16):
        before = torch.random.get_rng_state()
        ready_to_predict(network, Machine(CPU, precision))
        assert torch.equal(torch.random.get_rng_state(), before)


@pytest.mark.parametrize("clip", [None, 1.0])
def test_gradients_that_are_no_numbers_are_told_as_such_a_loss_and_spoil_nothing(clip):
    torch.manual_seed(0)
    options = TrainingSettings(epochs=1, clip_gradients=clip)
    learner = Learner(UNet(3, 2, NetworkSettings(2, 8)), CrossEntropyDice(), Machine(CPU, torch.bfloat16), options)
    learner.network.train()
    labels = torch.zeros(2, 32, 32, dtype=torch.int64)
    assert math.isfinite(learner.learn(noise(2, 3, 32, 32), labels, 1e-3)[0])
    before = {name: weights.clone() for name, weights in learner.network.named_parameters()}
    hook = learner.network.head.weight.register_hook(lambda slope: slope * math.nan)
    assert math.isnan(learner.learn(noise(2, 3, 32, 32), labels, 1e-3)[0])
    hook.remove()
    assert all(torch.equal(weights, before[name]) for name, weights in learner.network.named_parameters())
