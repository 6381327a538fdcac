"""The U-Net: any size in, the same size out, full precision at its end."""

from __future__ import annotations

import pytest
import torch

from deep_segmentation_wizard.engine.network.unet import UNet
from deep_segmentation_wizard.engine.settings import NetworkSettings


def make(bands: int = 3, classes: int = 2, depth: int = 3, base_width: int = 4, **options) -> UNet:
    torch.manual_seed(0)
    return UNet(bands, classes, NetworkSettings(depth, base_width, **options)).eval()


OPTIONS = [
    {"normalization": "group"}, {"normalization": "none"}, {"dropout": 0.5}, {"upsampling": "bilinear"},
    {"padding": "reflect"}, {"padding": "replicate"},
    {"normalization": "group", "upsampling": "bilinear", "padding": "reflect", "dropout": 0.1},
]  # fmt: skip


@pytest.mark.parametrize("size", [(64, 64), (1, 1), (1, 40), (7, 5), (33, 50), (65, 127)])
@pytest.mark.parametrize(("bands", "classes", "depth"), [(3, 2, 4), (1, 5, 1), (6, 3, 2)])
def test_answers_for_every_pixel_of_an_image_of_any_size(size, bands, classes, depth):
    logits = make(bands, classes, depth)(torch.rand(2, bands, *size))
    assert logits.shape == (2, classes, *size)
    assert logits.dtype == torch.float32
    assert torch.isfinite(logits).all()


def test_padding_keeps_the_image_where_it_is():
    network, image = make(depth=2), torch.rand(1, 3, 64, 64)
    whole, cut = network(image), network(image[..., :50, :43])
    # 20 pixels from the cut nothing of it is in reach any more.
    assert torch.allclose(whole[..., :30, :23], cut[..., :30, :23], atol=1e-5)


def test_logits_keep_full_precision_when_the_rest_runs_in_bfloat16():
    network, image = make(), torch.rand(2, 3, 32, 32)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = network(image)
    assert logits.dtype == torch.float32
    assert not torch.equal(logits, logits.bfloat16().float())
    assert not torch.equal(logits, network(image))


def test_the_same_seed_gives_the_same_weights():
    first, second = make().state_dict(), make().state_dict()
    torch.manual_seed(1)
    other = UNet(3, 2, NetworkSettings(3, 4)).state_dict()
    assert all(torch.equal(first[name], second[name]) for name in first)
    assert not torch.equal(first["head.weight"], other["head.weight"])


def test_depth_and_width_are_what_was_asked_for():
    weights = make(bands=5, classes=4, depth=2, base_width=8).state_dict()
    assert weights["down.0.0.weight"].shape == (8, 5, 3, 3)
    assert weights["down.2.0.weight"].shape == (32, 16, 3, 3)
    assert "down.3.0.weight" not in weights
    assert weights["head.weight"].shape == (4, 8, 1, 1)


def test_every_weight_learns():
    network = make().train()
    network(torch.rand(2, 3, 32, 32)).square().mean().backward()
    assert all(weight.grad is not None and weight.grad.abs().sum() > 0 for weight in network.parameters())


# -- options ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", OPTIONS)
@pytest.mark.parametrize("size", [(64, 64), (1, 1), (7, 40)])
def test_every_option_answers_for_every_pixel_and_learns(options, size):
    network = make(**options)
    assert network(torch.rand(2, 3, *size)).shape == (2, 2, *size)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        assert torch.isfinite(network(torch.rand(1, 3, *size))).all()
    network.train()(torch.rand(8, 3, 32, 32)).square().mean().backward()
    assert all(torch.isfinite(weight.grad).all() for weight in network.parameters())
    assert network.down[0][0].weight.grad.abs().sum() > 0


def test_group_normalization_looks_at_one_chip_alone_and_batch_normalization_at_all():
    first, others = torch.rand(1, 3, 32, 32), 9 * torch.rand(3, 3, 32, 32)
    for normalization, is_alone in (("batch", False), ("group", True), ("none", True)):
        network = make(normalization=normalization).train()
        together = network(torch.cat([first, others]))[:1]
        assert torch.allclose(together, network(first), atol=1e-4) == is_alone


def test_dropout_changes_training_and_never_prediction():
    network, image = make(dropout=0.5), torch.rand(1, 3, 32, 32)
    assert torch.equal(network(image), network(image))
    assert torch.equal(network(image), make()(image))  # it has no weights
    network.train()
    assert not torch.equal(network(image), network(image))


def test_bilinear_has_no_checkerboard():
    """A flat image, doubled, stays flat inside; a transposed convolution weighs each pixel of four differently."""
    for upsampling, is_flat in (("transposed", False), ("bilinear", True)):
        doubled = make(upsampling=upsampling).up[0](torch.ones(1, 32, 8, 8))[..., 4:-4, 4:-4]
        assert torch.allclose(doubled, doubled[..., :1, :1].expand_as(doubled), atol=1e-6) == is_flat


@pytest.mark.parametrize("padding", ["reflect", "replicate"])
def test_other_padding_sees_no_dark_frame(padding):
    """A flat image gives the same answer everywhere, up to its edge, unless zeros lie around it."""
    image = torch.full((1, 3, 32, 32), 0.7)
    answer, framed = make(padding=padding, depth=1)(image), make(depth=1)(image)
    assert torch.allclose(answer[..., ::2, ::2], answer[..., :1, :1].expand(-1, -1, 16, 16), atol=1e-5)
    assert not torch.allclose(framed[..., ::2, ::2], framed[..., :1, :1].expand(-1, -1, 16, 16), atol=1e-3)
