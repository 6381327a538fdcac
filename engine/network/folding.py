"""A network made ready to predict: the same answers from fewer operations."""

from __future__ import annotations

import copy
from itertools import pairwise

import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from .device import Machine, placed


def ready_to_predict(network: nn.Module, machine: Machine) -> nn.Module:
    """A copy of ``network`` on the machine's device, in channels-last memory, normalization folded.

    After training, batch normalization is a factor and a shift for each channel, which the convolution before it
    can take into its weights. Those weights are kept in the machine's precision, so that they need not be
    converted in every pass; autocast takes them as they are.
    """
    ready = copy.deepcopy(network).eval()
    for part in ready.modules():
        if isinstance(part, nn.Sequential):
            _fold(part, machine.precision)
    return placed(ready, machine.device).requires_grad_(False)


def _fold(part: nn.Sequential, precision: torch.dtype) -> None:
    for (name, layer), (next_name, following) in pairwise(list(part.named_children())):
        if isinstance(layer, nn.Conv2d) and isinstance(following, nn.BatchNorm2d):
            folded = fuse_conv_bn_eval(layer, following)
            if precision != torch.float32:
                folded.weight.data = rounded(folded.weight.data, precision)
            setattr(part, name, folded.to(precision))
            setattr(part, next_name, nn.Identity())


def rounded(weights: torch.Tensor, precision: torch.dtype) -> torch.Tensor:
    """Weights (out, in, H, W) in a lower precision, still float32, so that the sum of each kernel is kept.

    Neighbouring pixels are much alike, so errors of one kernel's weights add up to an error of its sum, the same
    for every pixel. Here each weight's error is handed on to the next smaller one, as in error diffusion (Floyd
    and Steinberg, 1976): what remains is that of the smallest. On the sample the mask then differs from float32's
    in a fifth as many pixels.
    """
    kernels = weights.flatten(2)
    order = kernels.abs().argsort(dim=2, descending=True, stable=True)
    descending = kernels.gather(2, order)
    result = torch.empty_like(descending)
    error = torch.zeros_like(descending[..., 0])
    for place in range(descending.shape[2]):
        wanted = descending[..., place] + error
        result[..., place] = wanted.to(precision).float()
        error = wanted - result[..., place]
    return torch.empty_like(kernels).scatter_(2, order, result).reshape(weights.shape)
