"""Our U-Net, after Ronneberger, Fischer and Brox (2015), with batch normalization and same-size output."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional


class ConvolutionPair(nn.Sequential):
    """Twice: 3×3 convolution, batch normalization, ReLU. (B, in, H, W) → (B, out, H, W)."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__(
            nn.Conv2d(channels_in, channels_out, 3, padding=1, bias=False),
            nn.BatchNorm2d(channels_out),
            nn.ReLU(inplace=True),
            nn.Conv2d(channels_out, channels_out, 3, padding=1, bias=False),
            nn.BatchNorm2d(channels_out),
            nn.ReLU(inplace=True),
        )


class UNet(nn.Module):
    """Images float32 (B, bands, H, W) to logits float32 (B, classes, H, W), for any H and W.

    ``depth`` is how often the resolution is halved, ``base_width`` the channels at full resolution.
    """

    def __init__(self, bands: int, classes: int, depth: int = 4, base_width: int = 16) -> None:
        super().__init__()
        widths = [base_width * 2**level for level in range(depth + 1)]
        self.multiple = 2**depth
        self.down = nn.ModuleList(
            ConvolutionPair(before, after) for before, after in zip([bands, *widths[:-1]], widths, strict=True)
        )
        self.up = nn.ModuleList(
            nn.ConvTranspose2d(widths[level + 1], widths[level], 2, stride=2) for level in reversed(range(depth))
        )
        self.merge = nn.ModuleList(
            ConvolutionPair(2 * widths[level], widths[level]) for level in reversed(range(depth))
        )
        self.head = nn.Conv2d(base_width, classes, 1)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """See the class."""
        height, width = images.shape[-2:]
        features = self._padded(images)
        skipped = []
        for level, pair in enumerate(self.down):
            features = pair(features if level == 0 else functional.max_pool2d(features, 2))
            skipped.append(features)
        skipped.pop()
        for up, merge in zip(self.up, self.merge, strict=True):
            features = merge(torch.cat([up(features), skipped.pop()], dim=1))
        # Probabilities are averaged and compared with a threshold: the last layer keeps full precision.
        with torch.autocast(features.device.type, enabled=False):
            return self.head(features.float())[..., :height, :width]

    def _padded(self, images: torch.Tensor) -> torch.Tensor:
        """Repeat the last row and column until both sides are multiples of the coarsest cell."""
        right, bottom = -images.shape[-1] % self.multiple, -images.shape[-2] % self.multiple
        return functional.pad(images, (0, right, 0, bottom), mode="replicate") if right or bottom else images
