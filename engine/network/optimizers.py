"""How the weights follow their gradients."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import nn

from ..learning import TrainingSettings


def make_optimizer(parameters: Iterable[nn.Parameter], settings: TrainingSettings) -> torch.optim.Optimizer:
    """The optimizer that is asked for; its learning rate is set at each step. On a processor one pass over the
    weights does it all.

    AdamW after Loshchilov and Hutter (2019), Adam after Kingma and Ba (2015), whose weight decay is part of the
    gradient, and SGD with Nesterov's momentum.
    """
    parameters, decay = list(parameters), settings.weight_decay
    fused = all(parameter.device.type == "cpu" for parameter in parameters)
    if settings.optimizer == "adamw":
        return torch.optim.AdamW(parameters, weight_decay=decay, fused=fused)
    if settings.optimizer == "adam":
        return torch.optim.Adam(parameters, weight_decay=decay, fused=fused)
    is_moving = settings.momentum > 0
    return torch.optim.SGD(
        parameters, lr=1e-3, momentum=settings.momentum, weight_decay=decay, nesterov=is_moving, fused=fused
    )


def state_names(settings: TrainingSettings) -> tuple[str, ...]:
    """What the optimizer keeps for each parameter, once it has made a step."""
    if settings.optimizer == "sgd":
        return ("momentum_buffer",) if settings.momentum > 0 else ()
    return ("step", "exp_avg", "exp_avg_sq")


def restore_optimizer(optimizer: torch.optim.Optimizer, state: dict[str, torch.Tensor]) -> None:
    """Put a stored state back into an optimizer of the same parameters."""
    parameters = [parameter for group in optimizer.param_groups for parameter in group["params"]]
    values: dict[int, dict[str, torch.Tensor]] = {}
    for key, tensor in state.items():
        number, _, name = key.partition(".")
        parameter = parameters[int(number)]
        if tensor.shape == parameter.shape:  # in the order in memory of the weights, which a fused step expects
            tensor = torch.empty_like(parameter).copy_(tensor)
        values.setdefault(int(number), {})[name] = tensor
    optimizer.load_state_dict({"state": values, "param_groups": optimizer.state_dict()["param_groups"]})
