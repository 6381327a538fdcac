"""Several processes that train one network together, each on a part of every batch.

``torchrun --nproc-per-node N -m engine run …`` starts N processes of the same command. The first leads: it alone
does the other steps, writes, decides and obeys. The others take part in the training and do what it tells them;
they know nothing else. What is told are JSON objects, sent from memory to memory.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import torch
import torch.distributed as dist
from torch import nn
from torch.nn.parallel import DistributedDataParallel

from ..errors import EngineError
from ..processes import process_count, process_number

_PATIENCE = timedelta(days=30)
"""The others wait while the leader cuts chips or validates. When a process dies, torchrun ends all."""


def is_team() -> bool:
    """Whether other processes take part."""
    return dist.is_available() and dist.is_initialized()


@contextlib.contextmanager
def joined() -> Iterator[None]:
    """Meet the other processes, and part from them at the end."""
    backend = "cpu:gloo,cuda:nccl" if torch.cuda.is_available() and dist.is_nccl_available() else "gloo"
    try:
        dist.init_process_group(backend, timeout=_PATIENCE)
    except (RuntimeError, ValueError) as error:
        raise EngineError(
            f"The processes of this training cannot reach each other: {error}.",
            "Start them by 'torchrun --nproc-per-node N -m engine run …', on one computer.",
        ) from None
    try:
        yield
    finally:
        dist.destroy_process_group()


def tell(message: dict[str, Any]) -> None:
    """The leader tells the others; nothing happens where there are none."""
    if is_team():
        data = torch.frombuffer(bytearray(json.dumps(message).encode()), dtype=torch.uint8)
        dist.broadcast(torch.tensor([len(data)]), 0)
        dist.broadcast(data, 0)


def hear() -> dict[str, Any]:
    """What the leader tells next."""
    length = torch.zeros(1, dtype=torch.int64)
    dist.broadcast(length, 0)
    data = torch.empty(int(length), dtype=torch.uint8)
    dist.broadcast(data, 0)
    return json.loads(data.numpy().tobytes())


def total(sums: torch.Tensor) -> torch.Tensor:
    """The sum over all processes, with its gradient."""
    return _Total.apply(sums) if is_team() else sums


def own_part(batch: torch.Tensor) -> torch.Tensor:
    """Of a batch (B, …) what this process looks at; none of it where there are fewer chips than processes."""
    return batch[process_number() :: process_count()] if is_team() else batch


def together(network: nn.Module, device: torch.device) -> nn.Module:
    """A network whose normalization and gradients are those of the whole batch; itself where nobody takes part."""
    if not is_team():
        return network
    devices = None if device.type == "cpu" else [device]
    return DistributedDataParallel(_shared(network), device_ids=devices, forward_sync_buffers=False)


class _Total(torch.autograd.Function):
    """Each process adds to the sum, so each gets the gradient of all that was made of it, anywhere."""

    @staticmethod
    def forward(_context: Any, sums: torch.Tensor) -> torch.Tensor:
        """The sum, in a tensor of its own."""
        sums = sums.clone()
        dist.all_reduce(sums)
        return sums

    @staticmethod
    def backward(_context: Any, gradient: torch.Tensor) -> torch.Tensor:
        """The same for the gradient."""
        gradient = gradient.contiguous().clone()
        dist.all_reduce(gradient)
        return gradient


class SharedBatchNorm(nn.BatchNorm2d):
    """Batch normalization over the parts of a batch that lie in several processes, one of which may be empty.

    torch.nn.SyncBatchNorm does so on GPUs only.
    """

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """(B, C, H, W) normalized by mean and variance of the whole batch."""
        if not self.training:
            return super().forward(images)
        with torch.autocast(images.device.type, enabled=False):
            values = images.float()
            count = values.new_tensor([values.numel() / values.shape[1]])
            sums = total(torch.cat([values.sum(dim=(0, 2, 3)), count]))
            count = sums[-1]
            mean = sums[:-1] / count
            centred = values - mean.view(1, -1, 1, 1)
            variance = total(centred.square().sum(dim=(0, 2, 3))) / count
            with torch.no_grad():
                self._follow(mean, variance * count / (count - 1).clamp(min=1))
            scale = (self.weight * torch.rsqrt(variance + self.eps)).view(1, -1, 1, 1)
            return (centred * scale + self.bias.view(1, -1, 1, 1)).to(images.dtype)

    def _follow(self, mean: torch.Tensor, variance: torch.Tensor) -> None:
        """Let the running figures follow, as far as they are kept."""
        share = self.momentum or 0.0
        if self.running_mean is not None and self.running_var is not None:
            self.running_mean.lerp_(mean, share)
            self.running_var.lerp_(variance, share)
        if self.num_batches_tracked is not None:
            self.num_batches_tracked += 1


def _shared(network: nn.Module) -> nn.Module:
    """``network`` with every batch normalization in it shared; weights and their names stay."""
    for module in network.modules():
        if type(module) is nn.BatchNorm2d:
            module.__class__ = SharedBatchNorm
    return network
