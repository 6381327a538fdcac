"""The U-Net: any size in, the same size out, full precision at its end."""

from __future__ import annotations

import pytest
import torch

from deep_segmentation_wizard.engine.network.unet import UNet


def make(bands: int = 3, classes: int = 2, depth: int = 3, base_width: int = 4) -> UNet:
    torch.manual_seed(0)
    return UNet(bands, classes, depth, base_width).eval()


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
    other = UNet(3, 2, 3, 4).state_dict()
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
