"""Our U-Net, after Ronneberger, Fischer and Brox (2015), with same-size output."""

from __future__ import annotations

import math
from typing import cast

import torch
from torch import nn
from torch.nn import functional

from ..learning import NetworkSettings
from .on_processor import Doubling, ReLU, convolved_together

_GROUPS = 8
"""Of group normalization; fewer where the channels cannot be divided so."""


class ConvolutionPair(nn.Sequential):
    """Twice: 3×3 convolution, normalization, ReLU; then dropout. (B, in, H, W) → (B, out, H, W)."""

    def __init__(
        self, channels_in: int, channels_out: int, settings: NetworkSettings, dropout: float = 0.0
    ) -> None:
        def convolution(channels: int) -> nn.Module:
            is_biased = settings.normalization == "none"  # a normalization takes any bias out again
            return nn.Conv2d(channels, channels_out, 3, padding=1, padding_mode=settings.padding, bias=is_biased)

        super().__init__(
            convolution(channels_in),
            _normalization(channels_out, settings),
            ReLU(),
            convolution(channels_out),
            _normalization(channels_out, settings),
            ReLU(),
            *([nn.Dropout2d(dropout)] if dropout else []),
        )


class Merge(ConvolutionPair):
    """A pair that sees features of two sources."""

    def __init__(self, channels: int, settings: NetworkSettings) -> None:
        super().__init__(2 * channels, channels, settings)

    def of(self, doubled: torch.Tensor, skipped: torch.Tensor) -> torch.Tensor:
        """Twice (B, C, H, W) → (B, C, H, W)."""
        first, *others = self
        if self.training and doubled.device.type == "cpu":
            features = convolved_together(cast("nn.Conv2d", first), doubled, skipped)
        else:
            features = torch.cat([doubled, skipped], dim=1)
            del doubled, skipped  # the largest there are: without them a prediction needs a third less memory
            features = first(features)
        for layer in others:
            features = layer(features)
        return features


class UNet(nn.Module):
    """Images float32 (B, bands, H, W) to logits float32 (B, classes, H, W), for any H and W."""

    def __init__(self, bands: int, classes: int, settings: NetworkSettings | None = None) -> None:
        super().__init__()
        settings = settings or NetworkSettings()
        widths = [settings.base_width * 2**level for level in range(settings.depth + 1)]
        self.multiple = 2**settings.depth
        # Reflection needs something beside the edge to reflect, also where the resolution is lowest.
        self._least = 2 * self.multiple if settings.padding == "reflect" else 1
        self.down = nn.ModuleList(
            ConvolutionPair(before, after, settings, settings.dropout)
            for before, after in zip([bands, *widths[:-1]], widths, strict=True)
        )
        self.halve = nn.MaxPool2d(2)
        levels = list(reversed(range(settings.depth)))
        self.up = nn.ModuleList(_doubling(widths[level + 1], widths[level], settings) for level in levels)
        self.merge = nn.ModuleList(Merge(widths[level], settings) for level in levels)
        self.head = nn.Conv2d(settings.base_width, classes, 1)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """See the class."""
        height, width = images.shape[-2:]
        features = self._padded(images)
        skipped = []
        for level, pair in enumerate(self.down):
            features = pair(features if level == 0 else self.halve(features))
            skipped.append(features)
        skipped.pop()
        for up, merge in zip(self.up, self.merge, strict=True):
            features = cast("Merge", merge).of(up(features), skipped.pop())
        if self.training:
            return self.head(features).float()[..., :height, :width]
        # Probabilities are averaged and compared with a threshold: the last layer keeps full precision.
        with torch.autocast(features.device.type, enabled=False):
            return self.head(features.float())[..., :height, :width]

    def _padded(self, images: torch.Tensor) -> torch.Tensor:
        """Repeat the last row and column until both sides are multiples of the coarsest cell."""
        right, bottom = (
            max(side + -side % self.multiple, self._least) - side for side in (images.shape[-1], images.shape[-2])
        )
        return functional.pad(images, (0, right, 0, bottom), mode="replicate") if right or bottom else images


def _normalization(channels: int, settings: NetworkSettings) -> nn.Module:
    if settings.normalization == "batch":
        return nn.BatchNorm2d(channels)
    if settings.normalization == "group":
        return nn.GroupNorm(math.gcd(channels, _GROUPS), channels)
    return nn.Identity()


def _doubling(channels_in: int, channels_out: int, settings: NetworkSettings) -> nn.Module:
    """Twice the resolution: (B, in, H, W) → (B, out, 2·H, 2·W)."""
    if settings.upsampling == "transposed":
        return Doubling(channels_in, channels_out)
    return nn.Sequential(
        nn.Conv2d(channels_in, channels_out, 1), nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False)
    )
