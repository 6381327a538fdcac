"""See prediction.sh. One raster of 4096 × 4096 pixels, RGB, and the default U-Net with random weights.

- forward: the network alone, on one batch that is in memory, as many windows as the raster has; nothing is read,
  scaled, blended or written
- whole raster: ``engine predict``'s own function, from the raster's file to the mask and the probabilities on disk
- as it was trained: the forward pass of the network before it is made ready (normalization folded, weights in the
  precision of the machine)

Both stand in one process and take turns, so that what else the machine does falls on both alike. Peers are
measured where they can be imported (ONNX Runtime, OpenVINO): the forward pass of the same weights.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from osgeo import gdal, osr

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from engine.data.classes import make_classes
from engine.data.raster import Raster
from engine.data.scaling import Scaling
from engine.events import Reporter
from engine.mapping import apply
from engine.mapping.part import whole
from engine.mapping.reading import plan_windows
from engine.network.device import Machine, choose_machine
from engine.network.folding import ready_to_predict
from engine.network.model import Model, ModelCard, load_model, make_network, save_weights
from engine.settings import NetworkSettings, PredictionSettings, RunSettings

ROOT = Path(__file__).resolve().parents[1]
SIZE, WINDOW, BATCH = 4096, 256, 4
OVERLAPS = {"15 %": 218, "50 %": 128}
HEIGHTS = (4096, 12288)


def make_raster(path: Path, height: int) -> Path:
    """A raster of blurred noise, so that probabilities are neither constant nor noise."""
    rng = np.random.default_rng(0)
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), SIZE, height, 3, gdal.GDT_Byte, ["TILED=YES"])
    dataset.SetGeoTransform((500000, 0.5, 0, 5500000, 0, -0.5))
    dataset.SetSpatialRef(crs)
    for row in range(0, height, 512):
        coarse = rng.random((3, 64, SIZE // 8)).repeat(8, axis=1).repeat(8, axis=2)
        dataset.WriteArray((200 * coarse + 50 * rng.random((3, 512, SIZE))).astype(np.uint8), 0, row)
    return path


def make_model(path: Path) -> Path:
    """The default network with random weights."""
    torch.manual_seed(0)
    card = ModelCard(
        make_classes({0: "background", 1: "building"}), ("Red", "Green", "Blue"), "uint8",
        Scaling((125.0,) * 3, (60.0,) * 3), WINDOW, (0.5, 0.5), "", NetworkSettings(), 0.5,
    )  # fmt: skip
    save_weights(path, make_network(card), card)
    return path


def forward(network: torch.nn.Module, machine: Machine, count: int) -> Callable[[], None]:
    """The network on so many windows, the same batch again and again."""
    images = machine.place(torch.rand(BATCH, 3, WINDOW, WINDOW))

    def work() -> None:
        with torch.inference_mode(), machine.autocast():
            for start in range(0, count, BATCH):
                network(images[: min(BATCH, count - start)])

    return work


def peers(model: Model, folder: Path) -> dict[str, Callable[[int], Callable[[], None]]]:
    """The forward pass of the same weights by other programs, as far as they are here."""
    found: dict[str, Callable[[int], Callable[[], None]]] = {}
    images = np.random.default_rng(0).random((BATCH, 3, WINDOW, WINDOW), np.float32)
    file = folder / "model.onnx"
    if importlib.util.find_spec("onnxruntime") and importlib.util.find_spec("onnx"):
        torch.onnx.export(model.network, torch.from_numpy(images), str(file), input_names=["images"])
        import onnxruntime

        session = onnxruntime.InferenceSession(str(file))
        found["ONNX Runtime, forward"] = lambda count: (
            lambda: [session.run(None, {"images": images}) for _ in range(0, count, BATCH)] and None
        )
    if importlib.util.find_spec("openvino"):
        import openvino

        compiled = openvino.compile_model(openvino.convert_model(model.network, example_input=images), "CPU")
        found["OpenVINO, forward"] = lambda count: (
            lambda: [compiled(images) for _ in range(0, count, BATCH)] and None
        )
    return found


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and seconds of all cores together."""
    start, start_of_cores = time.monotonic(), time.process_time()
    work()
    return time.monotonic() - start, time.process_time() - start_of_cores


def compare(folder: Path, raster: Path, model_path: Path, rounds: int) -> None:
    """Windows a second of each, in turns; the ratio is the median of the rounds' own."""
    model, machine = load_model(model_path), choose_machine()
    print(f"{machine.name}; {SIZE} × {SIZE} pixels, windows of {WINDOW}; medians of {rounds} rounds in turns")
    ready = ready_to_predict(model.network, machine)
    trained = model.network.to(machine.device, memory_format=torch.channels_last)
    others = peers(model, folder)
    for overlap, stride in OVERLAPS.items():
        with contextlib.ExitStack() as stack:
            opened = stack.enter_context(Raster(str(raster)))
            prediction = PredictionSettings(stride=stride, batch_size=BATCH)
            plan = plan_windows(whole(opened), prediction, WINDOW, machine)
        count = len(plan.rows) * len(plan.columns)
        settings = RunSettings(prediction=prediction)
        whole_raster = lambda s=settings: apply.predict(  # noqa: E731
            str(model_path), str(raster), folder / "mask.tif", folder / "p.tif", s, Reporter()
        )
        works: dict[str, Callable[[], object]] = {
            "forward": forward(ready, machine, count),
            "whole raster": whole_raster,
            "forward, as it was trained": forward(trained, machine, count),
            **{name: make(count) for name, make in others.items()},
        }
        for work in works.values():
            work()
        seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
        for number in range(rounds):
            order = list(works) if number % 2 else list(works)[::-1]
            for name in order:
                seconds[name].append(timed(works[name]))
        print(f"overlap {overlap}: {count} windows")
        for name, values in seconds.items():
            clock, cores = (
                [own[k] / other[k] for own, other in zip(seconds["forward"], values, strict=True)] for k in (0, 1)
            )
            print(
                f"  {name:<28} {count / statistics.median(v[0] for v in values):6.1f} windows a second; of "
                f"forward: {statistics.median(clock):.3f} by the clock ({min(clock):.3f}–{max(clock):.3f}), "
                f"{statistics.median(cores):.3f} by the cores' work ({min(cores):.3f}–{max(cores):.3f})"
            )


def child(*arguments: object) -> tuple[float, float, float]:
    """Run the command as a user would: seconds to the first finished windows, seconds in all, peak in MB."""
    command = [sys.executable, "-m", "engine", *map(str, arguments), "--json"]
    start, first = time.monotonic(), None
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    for line in process.stdout or ():
        event = json.loads(line)
        if first is None and event["event"] == "Progress" and event["step"] == "predict" and event["done"]:
            first = time.monotonic() - start
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(" ".join(command))
    return first or 0.0, time.monotonic() - start, usage.ru_maxrss / 1024


def main(folder: Path, rounds: int) -> None:
    """Measure and print."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    model = make_model(folder / "model.safetensors")
    rasters = {height: make_raster(folder / f"{height}.tif", height) for height in HEIGHTS}
    compare(folder, rasters[HEIGHTS[0]], model, rounds)
    for height, raster in rasters.items():
        options = ("--probability", folder / "p.tif", "--stride", WINDOW)
        first, _, peak = child(
            "predict", "--model", model, "--raster", raster, "--output", folder / "mask.tif", *options
        )
        print(f"{SIZE} × {height} pixels: first windows after {first:.1f} s, peak {peak:.0f} MB")
    shutil.rmtree(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
