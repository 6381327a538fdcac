"""Pure steps on tensors that are already there: called by performance.py as a process of its own.

{"kind": "train" | "forward", "setting", "device", "model", "folder", "window", "batch", "repeats"}; answers with
the images a second, and with the device that did it.

Settings of the network in PyTorch:
    plain            float32 in PyTorch's usual layout, operations and allocator, as every peer does it
    blocks           the same with the engine's allocator, which keeps large blocks
    last             that, and channels-last memory
    bfloat16         that, and convolutions in bfloat16, whether the processor has units for it or not
    engine           what the engine itself chooses
    engine float32   what the engine chooses when it is to keep to float32
    engine side by side   what the engine chooses, and windows at the same time as it predicts them
Only for training: geoai, its own loop over an epoch, with its loader, over tensors in memory.
Only for the forward pass: onnxruntime, openvino, openvino bfloat16.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from engine.learning import TrainingSettings
from engine.mapping.ahead import in_turn
from engine.network import on_processor, unet
from engine.network.device import Machine, choose_machine, threads_divided
from engine.network.losses import CrossEntropyDice
from engine.network.model import load_model
from engine.network.optimizers import make_optimizer
from engine.network.unet import UNet

WARM_UP, EPOCH = 2, 4
PATIENCE = 60.0
"""Seconds. bfloat16 without units for it can take a hundred times as long."""


def choose(setting: str, device: str) -> tuple[Machine, torch.memory_format]:
    """Precision and memory layout of a setting; all but ``plain`` also set the allocator of the whole process."""
    if setting == "plain":
        return Machine(torch.device(device), torch.float32), torch.contiguous_format
    precisions = {"engine": "auto", "engine side by side": "auto", "bfloat16": "bfloat16"}
    machine = choose_machine(device, precisions.get(setting, "float32"))  # type: ignore[arg-type]
    if setting == "blocks":
        return machine, torch.contiguous_format
    # In versions of the engine in which the layout is no choice, it is channels-last.
    own = getattr(machine, "memory_format", torch.channels_last)
    return machine, own if setting.startswith("engine") else torch.channels_last


def use_usual_operations() -> None:
    """Let the network compute as a peer writes it down, without the engine's other ways on a processor."""
    on_processor.ReLU.forward = torch.nn.ReLU.forward  # type: ignore[method-assign]
    on_processor.Doubling.forward = torch.nn.ConvTranspose2d.forward  # type: ignore[method-assign]
    unet.convolved_together = lambda convolution, *parts: convolution(torch.cat(parts, dim=1))


def train_step(setting: str, device: str, window: int, batch: int) -> tuple[Callable[[], Any], str]:
    """A training step of the engine's default network, 3 bands and 2 classes, and what it computes with."""
    machine, layout = choose(setting, device)
    torch.manual_seed(0)
    images = torch.randn(batch, 3, window, window).to(device, memory_format=layout)
    labels = torch.randint(0, 2, (batch, window, window)).to(device)
    network = UNet(3, 2).to(device, memory_format=layout).train()
    loss = CrossEntropyDice()
    if setting.startswith("engine"):
        optimizer = make_optimizer(network.parameters(), TrainingSettings(epochs=1))
    else:
        use_usual_operations()
        optimizer = torch.optim.AdamW(network.parameters())

    def step() -> None:
        with machine.autocast():
            logits = network(images)
        value = loss(logits, labels)
        optimizer.zero_grad(set_to_none=True)
        value.backward()
        optimizer.step()

    return step, machine.name


def geoai_epoch(device: str, window: int, batch: int) -> tuple[Callable[[], Any], str]:
    """A short epoch by geoai's own function, with the loss that it trains with."""
    from stand_ins import GEOAI, stand_in

    stand_in(*GEOAI)
    from geoai.train import train_semantic_one_epoch
    from torch.utils.data import DataLoader, TensorDataset

    use_usual_operations()
    torch.manual_seed(0)
    count = EPOCH * batch
    chips = TensorDataset(torch.randn(count, 3, window, window), torch.randint(0, 2, (count, window, window)))
    loader = DataLoader(chips, batch, shuffle=True)
    network = UNet(3, 2).to(device)
    optimizer = torch.optim.Adam(network.parameters())
    criterion, where = torch.nn.CrossEntropyLoss(), torch.device(device)

    def epoch() -> None:
        train_semantic_one_epoch(network, optimizer, loader, where, 0, criterion, verbose=False)

    return epoch, Machine(where, torch.float32).name


def forward(setting: str, device: str, model: str, folder: str, window: int, batch: int) -> tuple[Any, str]:
    """A forward pass of the model."""
    images = np.random.default_rng(0).standard_normal((batch, 3, window, window)).astype(np.float32)
    if "onnx" in setting or "openvino" in setting:
        from onnx_tools import open_onnx

        run, name = open_onnx(setting, str(Path(folder) / f"batch_{batch}.onnx"))
        return lambda: run(images), name
    return torch_forward(setting, device, model, torch.from_numpy(images))


def torch_forward(setting: str, device: str, model: str, images: torch.Tensor) -> tuple[Callable[[], Any], str]:
    """The network as its file holds it; for the engine's settings, made ready as the engine does it."""
    machine, layout = choose(setting, device)
    network = load_model(model).network.eval()
    network = ready(network, machine) if setting.startswith("engine") else network
    network, images = network.to(device, memory_format=layout), images.to(device, memory_format=layout)

    def look(images: torch.Tensor) -> None:
        with torch.inference_mode(), machine.autocast():
            network(images)

    def side_by_side() -> None:
        _, workers = machine.division(images.shape[2])
        with threads_divided(workers) as begin, in_turn(images.split(1), look, workers, begin) as seen:
            for _ in seen:
                pass

    return side_by_side if setting.endswith("side by side") else lambda: look(images), machine.name


def ready(network: torch.nn.Module, machine: Machine) -> torch.nn.Module:
    """Ready to predict, in versions of the engine that fold normalization into the weights and in those before."""
    try:
        from engine.network.folding import ready_to_predict
    except ImportError:
        return network
    return ready_to_predict(network, machine)


def speed(work: Callable[[], Any], images: int, repeats: int, device: str) -> float:
    """Images a second in so many repeats, after some that warm up; fewer, where it takes long."""
    begin = time.perf_counter()
    for _ in range(WARM_UP):
        start = _now(device)
        work()
        if time.perf_counter() - begin > PATIENCE:
            return images / (_now(device) - start)
    start = _now(device)
    for number in range(1, repeats + 1):
        work()
        if number == repeats or time.perf_counter() - begin > PATIENCE:
            break
    return images * number / (_now(device) - start)


def _now(device: str) -> float:
    if device == "cuda":
        torch.cuda.synchronize()  # else only the asking would be timed
    return time.perf_counter()


def main(wanted: dict[str, Any]) -> dict[str, Any]:
    """Measure what is asked for."""
    setting, device, batch, repeats = (wanted[name] for name in ("setting", "device", "batch", "repeats"))
    window = wanted["window"]
    if setting == "geoai":
        work, name = geoai_epoch(device, window, batch)
        return {"speed": speed(work, EPOCH * batch, -(-repeats // EPOCH), device), "device": name}
    if wanted["kind"] == "train":
        work, name = train_step(setting, device, window, batch)
    else:
        work, name = forward(setting, device, wanted["model"], wanted["folder"], window, batch)
    return {"speed": speed(work, batch, repeats, device), "device": name}


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]))))
