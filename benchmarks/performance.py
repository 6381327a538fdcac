"""See performance.sh. Each measurement is a process of its own; all are taken in turns, and medians are written.

This process imports neither numpy nor torch: its own size would count in the children's peak memory.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from against import engine_runs
from against.child import HERE, ROOT, ChildFailedError, run, run_module
from against.engine_runs import Figures
from against.installing import install, versions

PEERS = ROOT / "build" / "peers"
WITHOUT_UNITS = {"ONEDNN_MAX_CPU_ISA": "AVX2", "ATEN_CPU_CAPABILITY": "avx2"}
"""Makes PyTorch use no more of the processor than one without units for bfloat16 has."""
PASSIVE = {"OMP_WAIT_POLICY": "PASSIVE"}
"""What ``python -m engine`` sets for itself."""
WITH_PEERS = {"PYTHONPATH": str(PEERS)}


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    rounds: int
    raster: int
    overlaps: tuple[int, ...]
    """Percent of the window, for our engine; the peers have 15 alone."""
    repeats: int
    labelled: int
    """Side of the raster that chips are cut from."""
    epochs: int
    minutes: float
    window: int = 512
    batch: int = 4
    training_window: int = 256
    training_batch: int = 8

    def stride(self, overlap: int) -> int:
        """Pixels from window to window."""
        return round(self.window * (100 - overlap) / 100)

    @property
    def heights(self) -> tuple[int, ...]:
        """Heights of rasters of one width, for the memory."""
        return (self.raster // 2, self.raster, 2 * self.raster)


FULL = Size(3, 6000, (0, 15, 50, 75), 12, 4096, 4, 3.0)
QUICK = Size(1, 1500, (0, 15, 50), 3, 1536, 2, 0.5)


@dataclass(frozen=True)
class Item:
    """One measurement."""

    section: str
    name: str
    device: str
    work: Callable[[], Figures]

    @property
    def key(self) -> str:
        """Its name in the results."""
        return f"{self.device}/{self.section}/{self.name}"


class Plan:
    """All that is to be measured."""

    def __init__(self, size: Size, folder: Path, model: str) -> None:
        self.size, self.folder, self.model = size, folder, model
        self.raster = str(folder / "mosaic.tif")

    def items(self, device: str) -> list[Item]:
        """In the order of the tables."""
        items = [*self._training(device), *self._forward(device), *self._peers(device), *self._ours(device)]
        if device == "cpu":
            items += self._without_units()
        return items

    def _steps(self, kind: str, setting: str, device: str, environment: dict[str, str]) -> Figures:
        size, training = self.size, kind == "train"
        batch = size.training_batch if training else size.batch
        if setting == "bfloat16":  # without units for it, a whole batch could take many minutes
            batch = 1
        wanted = {
            "kind": kind, "setting": setting, "device": device, "model": self.model, "folder": str(self.folder),
            "window": size.training_window if training else size.window,
            "batch": batch, "repeats": size.repeats,
        }  # fmt: skip
        return run_module("steps", wanted, environment).result

    def _training(self, device: str) -> list[Item]:
        prepared, epochs = self.folder / "chips_run", self.size.epochs
        return [
            Item("train", "plain", device, lambda: self._steps("train", "plain", device, {})),
            Item("train", "geoai", device, lambda: self._steps("train", "geoai", device, WITH_PEERS)),
            Item("train", "engine", device, lambda: self._steps("train", "engine", device, PASSIVE)),
            Item("train", "loop", device, lambda: engine_runs.train_loop(prepared, epochs, device)),
        ]

    def _forward(self, device: str) -> list[Item]:
        settings = ["plain", "engine"]
        if device == "cpu":
            settings += ["onnxruntime", "openvino", "openvino bfloat16"]
        return [
            Item(
                "forward", setting, device,
                lambda setting=setting: self._steps(
                    "forward", setting, device, {"engine": PASSIVE, "plain": {}}.get(setting, WITH_PEERS)
                ),
            )
            for setting in settings
        ]  # fmt: skip

    def _peers(self, device: str) -> list[Item]:
        tools = ["geoai", "raster-vision"]
        if device == "cpu":
            tools += ["onnxruntime", "openvino", "openvino bfloat16"]
        return [Item("raster", tool, device, lambda tool=tool: self._by_peer(tool, device)) for tool in tools]

    def _by_peer(self, tool: str, device: str) -> Figures:
        output = self._output(tool)
        wanted = {
            "tool": tool, "model": self.model, "folder": str(self.folder), "raster": self.raster, "output": output,
            "window": self.size.window, "stride": self.size.stride(15), "batch": self.size.batch, "device": device,
        }  # fmt: skip
        child = run_module("rasters", wanted, WITH_PEERS)
        return {**child.result, "command_seconds": child.seconds, "peak_mib": child.peak_mib}

    def _ours(self, device: str) -> list[Item]:
        size = self.size
        items = [
            Item("raster", f"engine {overlap}", device, lambda overlap=overlap: self._predict(device, overlap))
            for overlap in size.overlaps
        ]
        items += [
            Item(
                "height", str(height), device,
                lambda height=height: self._predict(device, 15, str(self.folder / f"high_{height}.tif")),
            )
            for height in size.heights
        ]  # fmt: skip
        run_folder = self.folder / "first_step"
        items.append(Item("start", "first step", device, lambda: engine_runs.first_step(run_folder, device)))
        items.append(Item("start", "agreement", device, lambda: self._agreement(device)))
        return items

    def _predict(self, device: str, overlap: int, raster: str | None = None) -> Figures:
        options = ("--threshold", "0.5", "--window", str(self.size.window))
        options += ("--stride", str(self.size.stride(overlap)))
        output = self._output("other" if raster else f"engine {overlap}")
        return engine_runs.predict(self.model, raster or self.raster, output, device, options)

    def _agreement(self, device: str) -> Figures:
        """The sample in bfloat16 and in float32, by the defaults."""
        outputs = [self._output(precision) for precision in ("bfloat16", "float32")]
        sample = str(engine_runs.SAMPLE)
        for precision, output in zip(("bfloat16", "float32"), outputs, strict=True):
            options = ("--set", f"training.precision={precision}")
            engine_runs.predict(self.model, sample, output, device, options)
        return self.same(*outputs)

    def _without_units(self) -> list[Item]:
        """The processor made to do without its units for bfloat16, if it has any."""
        slow = {**WITHOUT_UNITS, **PASSIVE}
        items = [
            Item(
                f"{kind} without units", setting, "cpu",
                lambda kind=kind, setting=setting: self._steps(
                    kind, setting, "cpu", WITHOUT_UNITS if setting == "plain" else slow
                ),
            )
            for kind in ("train", "forward")
            for setting in ("plain", "blocks", "last", "bfloat16", "engine float32")
        ]  # fmt: skip
        options = ("--set", "training.precision=float32")
        prepared, epochs = self.folder / "chips_run", self.size.epochs

        def loop() -> Figures:
            return engine_runs.train_loop(prepared, epochs, "cpu", options, **WITHOUT_UNITS)

        return [*items, Item("train without units", "loop float32", "cpu", loop)]

    def _output(self, name: str) -> str:
        return str(self.folder / f"mask_{name.replace(' ', '_')}.tif")

    def same(self, first: str, second: str) -> Figures:
        """Share of equal pixels."""
        return run_module("scenes", {"kind": "same", "first": first, "second": second}).result

    def compare(self, results: dict[str, list[Figures]]) -> None:
        """Note beside each peer how much of our mask it has, from the last round."""
        for name in ("geoai", "raster-vision", "onnxruntime", "openvino", "openvino bfloat16"):
            if results.get(f"cpu/raster/{name}"):
                results[f"cpu/raster/{name}"][-1].update(self.same(self._output("engine 15"), self._output(name)))


def prepare(size: Size, folder: Path, model: str | None) -> tuple[Plan, dict[str, str]]:
    """Rasters, chips, weights and ONNX files; returns also what cannot be measured, and why."""
    left_out = install(PEERS)
    folder.mkdir(parents=True, exist_ok=True)
    print("making rasters and chips", flush=True)
    _mosaic(folder / "mosaic.tif", size.raster, size.raster)
    for height in size.heights:
        _mosaic(folder / f"high_{height}.tif", size.raster, height)
    labelled = {"path": str(folder / "labelled.tif"), "rois": str(folder / "rois.gpkg"), "size": size.labelled}
    Path(labelled["rois"]).unlink(missing_ok=True)
    run_module("scenes", {"kind": "labelled", **labelled})
    engine_runs.prepare_chips(folder / "chips_run", labelled["path"], labelled["rois"])
    if model is None:
        print(f"training weights on the sample for {size.minutes:g} minutes", flush=True)
        model = engine_runs.train_model(folder / "model_run", size.minutes, "auto")
    wanted = {"model": model, "folder": str(folder), "window": size.window, "batches": sorted({1, size.batch})}
    try:
        run_module("onnx_tools", wanted, WITH_PEERS)
    except ChildFailedError as error:
        left_out["ONNX Runtime and OpenVINO"] = f"the model could not be exported ({error})"
    return Plan(size, folder, model), left_out


def _mosaic(path: Path, width: int, height: int) -> None:
    run_module("scenes", {"kind": "mosaic", "path": str(path), "width": width, "height": height})


def measure(items: list[Item], rounds: int, left_out: dict[str, str]) -> dict[str, list[Figures]]:
    """All in turns, beginning each round elsewhere, so that nobody always comes after the same."""
    results: dict[str, list[Figures]] = {}
    broken: set[str] = set()
    for number in range(rounds):
        begin = number * len(items) // rounds
        for item in items[begin:] + items[:begin]:
            if item.key in broken:
                continue
            start = time.monotonic()
            try:
                figures = item.work()
            except (ChildFailedError, LookupError, ValueError, StopIteration) as error:
                broken.add(item.key)
                left_out[item.key] = str(error) or "it did not say what was asked"
                print(f"{item.key}: left out, {error}", flush=True)
                continue
            results.setdefault(item.key, []).append(figures)
            numbers = {name: value for name, value in figures.items() if isinstance(value, float)}
            shown = ", ".join(f"{name} {value:.5g}" for name, value in numbers.items())
            print(f"round {number + 1}, {item.key}: {shown} ({time.monotonic() - start:.0f} s)", flush=True)
    return results


def medians(results: dict[str, list[Figures]]) -> dict[str, Figures]:
    """Of each figure of each item; what is no number as the last round has it."""
    reduced = {}
    for key, rounds in results.items():
        names = dict.fromkeys(name for figures in rounds for name in figures)
        values = {name: [figures[name] for figures in rounds if name in figures] for name in names}
        reduced[key] = {
            name: statistics.median(found) if isinstance(found[0], (int, float)) else found[-1]
            for name, found in values.items()
        }
    return reduced


def describe_machine() -> dict[str, Any]:
    """What was measured on, by the engine's own report."""
    load = os.getloadavg()[0]  # before anything of ours is at work
    child = run([sys.executable, "-m", "engine", "doctor", "--json"])
    return {
        "doctor": json.loads("\n".join(child.lines)),
        "processors": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "peers": versions(PEERS),
        "load": round(load, 2),
        "date": time.strftime("%Y-%m-%d"),
    }


def main() -> None:
    """Measure, and write."""
    parser = argparse.ArgumentParser(description="See performance.sh.")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--model", type=lambda text: str(Path(text).resolve()))
    parser.add_argument("--device", choices=("cpu", "cuda"), help="this one alone")
    parser.add_argument("--only", default="", help="only items whose name begins so, such as cpu/raster")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "performance")
    parser.add_argument("--again", action="store_true")
    options = parser.parse_args()
    folder, size = options.folder.resolve(), QUICK if options.quick else FULL
    file = folder / "results.json"
    if not options.again:
        machine = describe_machine()  # first, for it also tells how busy the machine is
        plan, left_out = prepare(size, folder, options.model)
        kinds = [device["kind"] for device in machine["doctor"]["devices"]]
        devices = [options.device] if options.device else [kind for kind in ("cpu", "cuda") if kind in kinds]
        items = [item for device in devices for item in plan.items(device) if item.key.startswith(options.only)]
        rounds = options.rounds or size.rounds
        results = measure(items, rounds, left_out)
        plan.compare(results)
        found = {
            "machine": machine, "size": vars(size), "rounds": rounds, "devices": devices, "left_out": left_out,
            "rounds_of": results, "figures": medians(results),
        }  # fmt: skip
        file.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
        for name in ("chips_run", "chips_run_training", "first_step"):
            shutil.rmtree(folder / name, ignore_errors=True)
    docs = folder if options.quick else ROOT / "docs"
    run([sys.executable, str(HERE / "report.py"), str(file), str(docs)])
    print(docs / "performance.md")


if __name__ == "__main__":
    main()
