"""A network as an ONNX graph, by watching what it does to one image.

What is written is thus what the network really computes, whatever its settings, and an operation without an
equivalent here is refused rather than left out. Batch normalization is folded into the convolutions, as for
prediction.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.weak import WeakTensorKeyDictionary

from ..errors import EngineError
from .folding import folded
from .model import Model
from .onnx_file import MOST_BYTES, Graph

INPUT, OUTPUT = "image", "probability"
LARGEST_INPUT = 255.0
"""What 1 stands for in the input: the highest value of 8-bit imagery."""
_ROOM = 2**20
"""Bytes for all but the weights."""


class Probabilities(nn.Module):
    """Images in raster units divided by 255, (B, bands, H, W) float32, to probabilities (B, channels, H, W).

    With two classes there is only the probability of the second, else that of each.
    """

    def __init__(self, model: Model) -> None:
        super().__init__()
        scaling = model.card.scaling
        mean, deviation = (np.array(values)[:, None, None] for values in (scaling.mean, scaling.deviation))
        self.register_buffer("shift", torch.from_numpy((mean / LARGEST_INPUT).astype(np.float32)))
        self.register_buffer("factor", torch.from_numpy((LARGEST_INPUT / deviation).astype(np.float32)))
        self.shift: torch.Tensor
        self.factor: torch.Tensor
        self.network = folded(model.network)
        self.is_binary = len(model.card.classes) == 2

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """See the class."""
        logits = self.network((images - self.shift) * self.factor)
        return (logits[:, 1:] - logits[:, :1]).sigmoid() if self.is_binary else logits.softmax(dim=1)


def graph_of(model: Model, window: int) -> Graph:
    """The graph from images (batch, bands, window, window) to what ``Probabilities`` says of them.

    The size of the batch is left to whoever runs it. Raises EngineError when the file would be too large.
    """
    network = Probabilities(model)
    if sum(tensor.nbytes for tensor in network.state_dict().values()) + _ROOM > MOST_BYTES:
        raise EngineError(
            "The network is too large for an ONNX file, which holds 2 GB at most.",
            "Train one of a smaller base width or depth.",
        )
    graph = Graph()
    image = torch.zeros(1, len(model.card.bands), window, window)
    name = graph.input(INPUT, ("batch", *image.shape[1:]))
    watcher = _Watcher(graph, network)
    watcher.know(image, name)
    with torch.no_grad(), watcher:
        answer = network(image)
    graph.output(watcher.name_of(answer), OUTPUT, ("batch", *answer.shape[1:]))
    return graph


class _Watcher(TorchDispatchMode):
    """Writes each operation into a graph while torch carries it out."""

    def __init__(self, graph: Graph, network: nn.Module) -> None:
        super().__init__()
        self.graph = graph
        self._weights = [*network.parameters(), *network.buffers()]
        self._names = WeakTensorKeyDictionary()
        """Values by the identity of their tensors, which need not be kept for it."""

    def know(self, tensor: torch.Tensor, name: str) -> None:
        """From now on ``tensor`` stands for the value of this name."""
        self._names[tensor] = name

    def name_of(self, tensor: torch.Tensor) -> str:
        """The value that a tensor stands for: made by an operation, or a weight, which then goes into the file."""
        if tensor not in self._names:
            if not any(tensor is weight for weight in self._weights):
                raise NotImplementedError(f"a tensor {tuple(tensor.shape)} that no operation has made")
            self.know(tensor, self.graph.constant(tensor.detach().numpy()))
        return self._names[tensor]

    def __torch_dispatch__(
        self, function: Any, types: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Called by torch for each operation."""
        result = function(*args, **(kwargs or {}))
        made = result[0] if isinstance(result, (tuple, list)) else result
        operation = function.overloadpacket.__name__.rstrip("_")
        write = _OPERATIONS.get(operation)
        if write is None:
            raise NotImplementedError(f"{function} has no equivalent in ONNX here")
        self.know(made, write(self, made, *args, **(kwargs or {})))
        return result


Writer = Callable[..., str]
"""Writes an operation: the watcher, the tensor that it made, and its arguments give the name of its value."""


def _convolution(
    watcher: _Watcher, _made: torch.Tensor, image: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None,
    stride: list[int], padding: list[int], dilation: list[int], transposed: bool, output_padding: list[int],
    groups: int,
) -> str:  # fmt: skip
    inputs = [watcher.name_of(part) for part in (image, weight, bias) if part is not None]
    attributes: dict[str, Any] = {"strides": tuple(stride), "pads": (*padding, *padding)}
    attributes |= {"dilations": tuple(dilation), "group": groups}
    if transposed:
        attributes["output_padding"] = tuple(output_padding)
    return watcher.graph.add("ConvTranspose" if transposed else "Conv", *inputs, **attributes)


def _group_norm(
    watcher: _Watcher, made: torch.Tensor, image: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor,
    _batch: int, channels: int, _pixels: int, groups: int, epsilon: float,
) -> str:  # fmt: skip
    """ONNX normalizes single channels: each group is made one, and then taken apart again."""
    graph, ones = watcher.graph, np.ones(groups, np.float32)
    merged = graph.add("Reshape", watcher.name_of(image), graph.integers(0, groups, -1))
    scale, shift = graph.constant(ones), graph.constant(0 * ones)
    normal = graph.add("InstanceNormalization", merged, scale, shift, epsilon=float(epsilon))
    normal = graph.add("Reshape", normal, graph.integers(0, *made.shape[1:]))
    factor, offset = (graph.constant(part.detach().reshape(channels, 1, 1).numpy()) for part in (weight, bias))
    return graph.add("Add", graph.add("Mul", normal, factor), offset)


def _padding(mode: str) -> Writer:
    def write(watcher: _Watcher, _made: torch.Tensor, image: torch.Tensor, sides: list[int]) -> str:
        left, right, top, bottom = sides
        pads = watcher.graph.integers(0, 0, top, left, 0, 0, bottom, right)
        return watcher.graph.add("Pad", watcher.name_of(image), pads, mode=mode)

    return write


def _slice(
    watcher: _Watcher, made: torch.Tensor, values: torch.Tensor, axis: int = 0, start: int | None = None,
    end: int | None = None, step: int = 1,
) -> str:  # fmt: skip
    if made.shape == values.shape:
        return watcher.name_of(values)
    size, graph = values.shape[axis], watcher.graph
    first, last, _ = slice(start, end, step).indices(size)
    parts = [graph.integers(value) for value in (first, last, axis, step)]
    return graph.add("Slice", watcher.name_of(values), *parts)


def _max_pool(
    watcher: _Watcher, _made: torch.Tensor, image: torch.Tensor, kernel: list[int], stride: list[int] | None = None
) -> str:
    options = {"kernel_shape": tuple(kernel), "strides": tuple(stride or kernel)}
    return watcher.graph.add("MaxPool", watcher.name_of(image), **options)


def _upsample(watcher: _Watcher, made: torch.Tensor, image: torch.Tensor, *_: Any) -> str:
    ratios = [1.0, 1.0, *(new / old for new, old in zip(made.shape[2:], image.shape[2:], strict=True))]
    scales = watcher.graph.constant(np.array(ratios, np.float32))
    options = {"mode": "linear", "coordinate_transformation_mode": "half_pixel"}
    return watcher.graph.add("Resize", watcher.name_of(image), "", scales, **options)


def _concatenation(watcher: _Watcher, _made: torch.Tensor, parts: list[torch.Tensor], axis: int = 0) -> str:
    return watcher.graph.add("Concat", *map(watcher.name_of, parts), axis=axis)


def _softmax(watcher: _Watcher, _made: torch.Tensor, values: torch.Tensor, axis: int, _half: bool) -> str:
    return watcher.graph.add("Softmax", watcher.name_of(values), axis=axis)


def _same(watcher: _Watcher, _made: torch.Tensor, values: torch.Tensor) -> str:
    """Torch's other name for the same values."""
    return watcher.name_of(values)


def _plain(operator: str) -> Writer:
    """An operation on tensors alone, which ONNX has, too."""

    def write(watcher: _Watcher, _made: torch.Tensor, *values: torch.Tensor) -> str:
        return watcher.graph.add(operator, *map(watcher.name_of, values))

    return write


_OPERATIONS: dict[str, Writer] = {
    "convolution": _convolution,
    "native_group_norm": _group_norm,
    "reflection_pad2d": _padding("reflect"),
    "replication_pad2d": _padding("edge"),
    "slice": _slice,
    "max_pool2d_with_indices": _max_pool,
    "upsample_bilinear2d": _upsample,
    "cat": _concatenation,
    "_softmax": _softmax,
    "alias": _same,
    "relu": _plain("Relu"),
    "sigmoid": _plain("Sigmoid"),
    "add": _plain("Add"),
    "sub": _plain("Sub"),
    "mul": _plain("Mul"),
}
