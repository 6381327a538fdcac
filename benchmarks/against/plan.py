"""What performance.py measures, item by item."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import engine_runs
from .child import ROOT, run_module
from .engine_runs import Figures

sys.path.insert(0, str(ROOT))

from engine.processes import WAITING

PEERS = ROOT / "build" / "peers"
WITHOUT_UNITS = {"ONEDNN_MAX_CPU_ISA": "AVX2", "ATEN_CPU_CAPABILITY": "avx2"}
"""Makes PyTorch use no more of the processor than one without units for bfloat16 has."""
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
            Item("train", "engine", device, lambda: self._steps("train", "engine", device, WAITING)),
            Item("train", "loop", device, lambda: engine_runs.train_loop(prepared, epochs, device)),
        ]

    def _forward(self, device: str) -> list[Item]:
        settings = ["plain", "engine"]
        if device == "cpu":
            settings += ["engine side by side", "onnxruntime", "openvino", "openvino bfloat16"]
        surroundings = {"plain": {}, "engine": WAITING, "onnxruntime": WITH_PEERS, "openvino": WITH_PEERS}
        return [
            Item(
                "forward", setting, device,
                lambda setting=setting: self._steps("forward", setting, device, surroundings[setting.split()[0]]),
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
        slow = {**WITHOUT_UNITS, **WAITING}
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
        if "cpu/raster/engine 15" not in results:
            return
        for name in ("geoai", "raster-vision", "onnxruntime", "openvino", "openvino bfloat16"):
            if results.get(f"cpu/raster/{name}"):
                results[f"cpu/raster/{name}"][-1].update(self.same(self._output("engine 15"), self._output(name)))
