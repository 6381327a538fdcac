"""A network made ready to predict: the same answers from fewer operations."""

from __future__ import annotations

import copy
import functools
from itertools import pairwise

import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils.fusion import fuse_conv_bn_eval

from .device import Machine, placed
from .on_processor import Halving


def ready_to_predict(network: nn.Module, machine: Machine) -> nn.Module:
    """A copy of ``network`` on the machine's device, in channels-last memory, with fewer operations.

    Normalization is ``folded``. Weights are kept in the machine's precision, so that they need not be converted in
    every pass; autocast takes them as they are. On a processor a ReLU is done by the convolution before it, while
    its result is at hand.
    """
    ready = placed(folded(network, machine.precision), machine.device)
    if machine.device.type == "cpu":
        for part in list(ready.modules()):
            _replace_for_processor(part, machine.precision)
    return ready


def folded(network: nn.Module, precision: torch.dtype = torch.float32) -> nn.Module:
    """A copy of ``network`` without batch normalization: after training that is a factor and a shift for each
    channel, which the convolution before it takes into its weights. Those are then of this precision."""
    copied = copy.deepcopy(network).eval().requires_grad_(False)
    for part in copied.modules():
        if isinstance(part, nn.Sequential):
            _fold(part, precision)
    return copied


def tell_odds(ready: nn.Module) -> bool:
    """Have a network that was made ready for two classes tell the odds of the second alone, (B, 1, H, W): the
    difference of the two logits, of which the softmax is the logistic function. Returns whether it does, which
    takes a network with a head of ours."""
    head = getattr(ready, "head", None)
    if not isinstance(head, nn.Conv2d) or head.out_channels != 2 or head.bias is None:
        return False
    head.weight.data, head.bias.data = (part.data[1:] - part.data[:1] for part in (head.weight, head.bias))
    head.out_channels = 1
    return True


class ConvolutionReLU(nn.Module):
    """A convolution and the ReLU after it in one pass over the memory, in the precision of its weights.

    On a processor oneDNN can do both at once. PyTorch itself calls it so in what it compiles; but compiling needs
    a C++ compiler, which our users lack.
    """

    def __init__(self, convolution: nn.Conv2d, precision: torch.dtype) -> None:
        super().__init__()
        is_zero_padded = convolution.padding_mode == "zeros"
        self._margins = None if is_zero_padded else convolution._reversed_padding_repeated_twice
        self._mode, self._precision = convolution.padding_mode, precision
        self._bias = None if convolution.bias is None else convolution.bias.data.to(precision)
        self._shape = (
            list(convolution.padding) if is_zero_padded else [0, 0],
            convolution.stride, convolution.dilation, convolution.groups,
        )  # fmt: skip
        # Once in the order in which oneDNN wants them, rather than in every pass.
        self._weights = torch.ops.mkldnn._reorder_convolution_weight(
            convolution.weight.data.to(precision), *self._shape, None
        )

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """(B, in, H, W) → (B, out, H, W)."""
        images = images.to(self._precision)
        if self._margins is not None:
            images = functional.pad(images, self._margins, mode=self._mode)
        return torch.ops.mkldnn._convolution_pointwise(
            images, self._weights, self._bias, *self._shape, "relu", [], ""
        )


@functools.cache
def _can_fuse(precision: torch.dtype) -> bool:
    """Whether this PyTorch has the operation, on this processor, and it does what we take it for."""
    with torch.random.fork_rng(devices=[]):  # else it would draw from what a training draws from
        plain = nn.Conv2d(3, 4, 3, padding=1)
    for weights in plain.parameters():
        weights.data = torch.linspace(-1, 1, weights.numel()).reshape(weights.shape)
    plain = plain.to(precision).requires_grad_(False)
    images = torch.linspace(-1, 1, 300).reshape(1, 3, 10, 10).to(precision)
    try:
        found = ConvolutionReLU(plain, precision)(images)
        return torch.allclose(found, plain(images).relu(), atol=0.05, rtol=0.05)
    except (AttributeError, RuntimeError):  # torch's NotImplementedError is a RuntimeError
        return False


def _replace_for_processor(part: nn.Module, precision: torch.dtype) -> None:
    for name, layer in part.named_children():
        if isinstance(layer, nn.MaxPool2d):
            setattr(part, name, Halving())
    if isinstance(part, nn.Sequential) and _can_fuse(precision):
        layers = [(name, layer) for name, layer in part.named_children() if not isinstance(layer, nn.Identity)]
        for (name, layer), (next_name, following) in pairwise(layers):
            if isinstance(layer, nn.Conv2d) and isinstance(following, nn.ReLU):
                setattr(part, name, ConvolutionReLU(layer, precision))
                setattr(part, next_name, nn.Identity())


def _fold(part: nn.Sequential, precision: torch.dtype) -> None:
    for (name, layer), (next_name, following) in pairwise(list(part.named_children())):
        if isinstance(layer, nn.Conv2d) and isinstance(following, nn.BatchNorm2d):
            both = fuse_conv_bn_eval(layer, following).requires_grad_(False)
            if precision != torch.float32:
                both.weight.data = rounded(both.weight.data, precision)
            setattr(part, name, both.to(precision))
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
