"""Operations whose usual way is slow on a processor, done another way there, with the same results."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from torch.nn import functional


class ReLU(nn.ReLU):
    """max(x, 0), in place.

    PyTorch converts bfloat16 to float32 and back for it. Yet a bfloat16 is negative exactly when the whole number
    of the same 16 bits is, so that numbers can do it, in a quarter of the time. A NaN with the sign set becomes 0:
    Learner finds it by the gradient, which stays NaN.
    """

    def __init__(self) -> None:
        super().__init__(inplace=True)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Any shape."""
        if images.dtype == torch.bfloat16 and images.device.type == "cpu":
            return _ReLUOfNumbers.apply(images)
        return super().forward(images)


class _ReLUOfNumbers(torch.autograd.Function):
    @staticmethod
    def forward(context: Any, images: torch.Tensor) -> torch.Tensor:
        images.view(torch.int16).clamp_min_(0)
        context.mark_dirty(images)
        context.save_for_backward(images)
        return images

    @staticmethod
    def backward(context: Any, *slopes: torch.Tensor) -> torch.Tensor:
        (images,), (slope,) = context.saved_tensors, slopes
        passed = torch.ops.aten.threshold_backward(slope.view(torch.int16), images.view(torch.int16), 0)
        return passed.view(slope.dtype)


class Halving(nn.Module):
    """The highest of each 2×2 pixels: (B, C, H, W) with even sides → (B, C, H/2, W/2).

    PyTorch's pooling also finds which of the four it was, for slopes that a prediction has no need of.
    """

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """See the class."""
        rows = torch.maximum(images[:, :, ::2], images[:, :, 1::2])
        return torch.maximum(rows[..., ::2], rows[..., 1::2])


class Doubling(nn.ConvTranspose2d):
    """Transposed convolution of 2×2 with stride 2: (B, in, H, W) → (B, out, 2·H, 2·W).

    Its four pixels do not overlap, so that a 1×1 convolution with four times the channels can make them side by
    side; of that the processor finds the slopes several times as fast.
    """

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__(channels_in, channels_out, 2, stride=2)

    def forward(self, images: torch.Tensor, output_size: list[int] | None = None) -> torch.Tensor:
        """See the class; ``output_size`` is that of PyTorch's class, and not used."""
        if not self.training or images.device.type != "cpu":
            return super().forward(images)
        batch, channels, height, width = images.shape
        weight = self.weight.permute(2, 3, 1, 0).reshape(-1, channels, 1, 1)
        bias = None if self.bias is None else self.bias.repeat(4)
        pixels = functional.conv2d(images, weight, bias).permute(0, 2, 3, 1)
        side_by_side = pixels.reshape(batch, height, width, 2, 2 * self.out_channels).transpose(2, 3)
        return side_by_side.reshape(batch, 2 * height, 2 * width, self.out_channels).permute(0, 3, 1, 2)


def convolved_together(convolution: nn.Conv2d, first: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
    """What ``convolution`` makes of the channels of both: the sum of what it makes of each, without a copy of them
    side by side."""
    shares = convolution.weight.split((first.shape[1], second.shape[1]), dim=1)
    one, other = (share.contiguous(memory_format=torch.channels_last) for share in shares)
    return convolution._conv_forward(first, one, None) + convolution._conv_forward(second, other, convolution.bias)
