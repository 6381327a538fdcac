"""Writes performance.md and its plot: called by performance.py with results.json and the folder of the docs."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from criteria import SETTINGS, Judge
from plot import draw

TOOLS = {
    "geoai": "geoai",
    "raster-vision": "raster-vision",
    "onnxruntime": "ONNX Runtime, as Deepness runs it",
    "openvino": "OpenVINO float32, in the same loop",
    "openvino bfloat16": "OpenVINO bfloat16, in the same loop",
}
BUSY = 0.5
"""Load above which the page warns."""

METHOD = """## How it was measured

Every line is a process of its own, so that no tool profits from what another has loaded; {rounds} in
turns, each beginning elsewhere; medians. Every tool has all cores and the same U-Net (depth 4, base width 16, 3
bands, 2 classes) with the same weights, window ({window}), and, where not said otherwise, overlap (15 %).

- **Training.** Windows of {training_window}, batches of {training_batch}. *Pure step*: forward, loss, backward
  and AdamW on one batch that is already there. *Plain float32 loop*: such a step as every peer runs it, with
  PyTorch's usual memory layout and allocator. *geoai's own loop*: its `train_semantic_one_epoch`, with a loader
  over tensors in memory, Adam and cross-entropy. *The whole loop*: `python -m engine train` on chips in a run
  folder, images a second as `history.csv` has them, first epoch left out.
- **Forward pass.** Batches of {batch} that are already there, one after another; the engine's settings are those
  it predicts with. *Side by side*: the windows of a batch at the same time, each on its share of the threads.
- **Whole raster.** {raster} × {raster} pixels, RGB, the sample mirrored to and fro. *Work* is from opening the
  raster to the finished mask, with everything imported and the model loaded before; for the engine it is the
  step's time in its own events, and includes the overviews of a Cloud-Optimized GeoTIFF, which the others do
  not make. *Command* is the whole process. *Peak* is its largest resident memory. *Same mask* is the share of
  pixels that are as in the engine's mask at the same threshold: they differ in how they treat overlaps and
  edges, and Deepness smooths.
- **geoai** {geoai}: its own `semantic_inference_on_geotiff`, and **raster-vision** {raster_vision}: its own
  `predict_scene_ss` with smooth output, and its label store; batches of {batch}. Both run as they are; only
  packages that they import and do not use for this are stood in for by empty modules (torchvision,
  scikit-image, scikit-learn, geopandas, shapely and so on: `benchmarks/against/stand_ins.py`), and
  raster-vision's learner is made without its constructor, which would want the settings of a training.
- **Deepness** is a QGIS plugin, and in no package index. What is measured is ONNX Runtime {onnxruntime} used as
  it does: one tile after the other, numpy in and out, overlaps cut in half, the whole mask in memory, then a
  median of 9 × 9 (there its size can be chosen). Its polygons, and QGIS's reading of the raster, are left out
  in its favour.
- **OpenVINO** {openvino} takes ONNX Runtime's place in that loop.
- **Without bfloat16 units**: oneDNN and PyTorch are told to use AVX2 alone (`ONEDNN_MAX_CPU_ISA`,
  `ATEN_CPU_CAPABILITY`), as on a processor that has no more.

Again, on your machine: `benchmarks/performance.sh`.
"""


class Report:
    """The parts of the page."""

    def __init__(self, found: dict[str, Any]) -> None:
        self.found, self.size, self.figures = found, found["size"], found["figures"]

    def page(self) -> str:
        """The whole page."""
        parts = ["# Performance", self._machine()]
        for device in self.found["devices"]:
            name = "On the processor" if device == "cpu" else "On the GPU"
            parts += [f"## {name}", self._criteria(device), *self._tables(device)]
        parts += ["![Speed and memory beside the peers](images/performance.png)", self._left_out(), self._method()]
        return "\n\n".join(part.strip() for part in parts if part) + "\n"

    def _machine(self) -> str:
        machine = self.found["machine"]
        doctor = machine["doctor"]
        devices = "; ".join(f"{device['name']}, {device['memory_gib']} GiB" for device in doctor["devices"])
        packages = ", ".join(
            f"{name} {doctor['packages'][name]['version']}" for name in ("python", "torch", "numpy", "osgeo.gdal")
        )
        busy = machine["load"] > BUSY
        return (
            f"Measured {machine['date']} by `benchmarks/performance.sh` on: {devices}; {machine['processors']} "
            f"processors seen; {machine['system']}. The engine chose: {doctor['chosen_device']}. {packages}."
            + (
                f"\n\n**The machine was busy (load {machine['load']}): these figures are no good.**"
                if busy
                else ""
            )
        )

    def _criteria(self, device: str) -> str:
        marks = {True: "yes", False: "**no**", None: "–"}
        rows = [(item.asked, item.found, marks[item.met]) for item in Judge(self.figures, device).all()]
        return table(("Asked", "Measured", "Met"), rows)

    def _tables(self, device: str) -> list[str]:
        parts = [
            "### Training",
            self._speeds(device, "train"),
            "### Forward pass",
            self._speeds(device, "forward"),
        ]
        if device == "cpu":
            parts += [
                "### The same processor without its bfloat16 units",
                "Training:", self._speeds(device, "train without units"),
                "Forward pass:", self._speeds(device, "forward without units"),
            ]  # fmt: skip
        return [
            *parts, "### A whole raster", self._rasters(device),
            "### The engine at other overlaps and heights", self._ours(device),
        ]  # fmt: skip

    def _speeds(self, device: str, section: str) -> str:
        speeds = Judge(self.figures, device).of(section)
        plain = speeds.get("plain")
        rows = []
        for name, speed in speeds.items():
            pure = name in ("engine", "engine float32") and "train" in section
            title = SETTINGS[name] + (", the pure step" if pure else "")
            rows.append((title, f"{speed:.1f}", f"{speed / plain:.2f}" if plain else "–"))
        return table(("", "Images a second", "× plain"), rows)

    def _rasters(self, device: str) -> str:
        tools = {**{name: name for name in TOOLS}, "engine 15": "engine 15"}
        rows = []
        for name in tools:
            figures = self.figures.get(f"{device}/raster/{name}")
            if figures is None:
                continue
            same = f"{100 * figures['same']:.2f} %" if "same" in figures else "–"
            cells = (f"{figures[key]:.{digits}f}" for key, digits in
                     (("seconds", 1), ("command_seconds", 1), ("peak_mib", 0)))  # fmt: skip
            rows.append((TOOLS.get(name, "**engine**"), *cells, same))
        return table(("", "Work, s", "Command, s", "Peak, MiB", "Same mask"), rows)

    def _ours(self, device: str) -> str:
        pure = self.figures.get(f"{device}/forward/engine", {}).get("speed")
        side = self.size["raster"]
        rows = []
        for section, size in (("raster", f"{side} × {side}"), ("height", f"{side} × ")):
            for name, figures in self._section(device, section).items():
                if section == "raster" and not name.startswith("engine "):
                    continue
                overlap, height = (name.split()[1], "") if section == "raster" else ("15", name)
                shares = [figures[kind] / pure if pure else 0 for kind in ("speed", "speed_with_mask")]
                cells = (f"{figures['seconds']:.1f}", f"{figures['speed']:.1f}",
                         *(f"{share:.2f}" if share else "–" for share in shares),
                         f"{figures['first_window']:.1f}", f"{figures['peak_mib']:.0f}")  # fmt: skip
                rows.append((size + height, f"{overlap} %", *cells))
        head = ("Raster", "Overlap", "Work, s", "Windows a second, predicting", "of the forward pass",
                "with the mask", "First windows, s", "Peak, MiB")  # fmt: skip
        return table(head, rows)

    def _section(self, device: str, section: str) -> dict[str, dict[str, Any]]:
        begin = f"{device}/{section}/"
        return {key.removeprefix(begin): value for key, value in self.figures.items() if key.startswith(begin)}

    def _left_out(self) -> str:
        left_out = self.found["left_out"]
        if not left_out:
            return ""
        return "## Left out\n\n" + "\n".join(f"- {name}: {why}" for name, why in left_out.items())

    def _rounds(self) -> str:
        """How many there were; what was measured anew may have had more or fewer of them than the rest."""
        counts = {len(rounds) for rounds in self.found["rounds_of"].values()}
        least, most = min(counts), max(counts)
        return f"{least} to {most} rounds" if most > least else f"{most} round{'s' * (most > 1)}"

    def _method(self) -> str:
        peers = self.found["machine"]["peers"]
        names = {"geoai": "geoai-py", "raster_vision": "rastervision-pytorch-learner",
                 "onnxruntime": "onnxruntime", "openvino": "openvino"}  # fmt: skip
        there = {field: peers.get(name, "(not installed)") for field, name in names.items()}
        return METHOD.format(**{**self.size, "rounds": self._rounds(), **there})


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Markdown; empty without rows."""
    if not rows:
        return ""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def main(results: Path, docs: Path) -> None:
    """Write page and plot."""
    found = json.loads(results.read_text(encoding="utf-8"))
    (docs / "images").mkdir(parents=True, exist_ok=True)
    (docs / "performance.md").write_text(Report(found).page(), encoding="utf-8")
    draw(found, TOOLS, docs / "images" / "performance.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
