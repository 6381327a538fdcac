"""What is asked of the engine's speed, and whether the figures meet it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Figures = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Criterion:
    """Something asked: in words, what was measured, and whether that is enough (None: not measured)."""

    asked: str
    found: str
    met: bool | None


class Judge:
    """Looks figures of one device up by section and name."""

    def __init__(self, figures: Figures, device: str) -> None:
        self.figures, self.device = figures, device

    def value(self, item: str, name: str = "speed") -> float:
        """Raises KeyError where it was not measured."""
        return float(self.figures[f"{self.device}/{item}"][name])

    def of(self, section: str, name: str = "speed") -> dict[str, float]:
        """All of a section that have such a figure."""
        begin = f"{self.device}/{section}/"
        return {
            key.removeprefix(begin): float(figures[name])
            for key, figures in self.figures.items()
            if key.startswith(begin) and name in figures
        }

    def judge(self, asked: str, find: Callable[[], tuple[str, bool]]) -> Criterion:
        """``find`` gives the words and the verdict, or finds no figure."""
        try:
            return Criterion(asked, *find())
        except (KeyError, ValueError):
            return Criterion(asked, "not measured", None)

    def ratio(self, asked: str, first: str, second: str, limit: float, name: str = "speed") -> Criterion:
        """The first over the second is the limit or more."""

        def find() -> tuple[str, bool]:
            found = self.value(first, name) / self.value(second, name)
            return f"{found:.2f}", found >= limit

        return self.judge(asked, find)

    def all(self) -> list[Criterion]:
        """In the order of the tables; the processor has some more."""
        ours = "raster/engine 15"
        criteria = [
            self.ratio("Training, loader and metrics included, ≥ 0.95 of the pure step",
                       "train/loop", "train/engine", 0.95),
            self.ratio("Training ≥ 4 × the plain float32 loop on resident tensors",
                       "train/loop", "train/plain", 4),
            self.judge("Predicting a raster ≥ 0.93 of the pure forward pass, at any overlap", self._overlaps),
            self.ratio("Whole raster ≥ 8 × geoai", "raster/geoai", ours, 8, "seconds"),
            self.ratio("Whole raster ≥ 8 × raster-vision", "raster/raster-vision", ours, 8, "seconds"),
        ]  # fmt: skip
        if self.device == "cpu":
            criteria += [
                self.ratio("Whole raster ≥ 2.4 × ONNX Runtime as Deepness runs it",
                           "raster/onnxruntime", ours, 2.4, "seconds"),
                self.judge("Whole raster ≤ 1.15 × the time of OpenVINO in bfloat16", self._openvino),
                self.judge("Peak memory ≤ ONNX Runtime as Deepness runs it", self._peak),
                self.judge("Peak memory the same for any height (within 3 %)", self._heights),
                self.judge("Without bfloat16 units, training: the fastest float32 setting",
                           lambda: self._fastest("train without units")),
                self.judge("Without bfloat16 units, forward pass: the fastest float32 setting",
                           lambda: self._fastest("forward without units")),
            ]  # fmt: skip
        return [
            *criteria,
            self.judge("First prediction window ≤ 5 s after the command", self._first_window),
            self.judge("First training step on the sample ≤ 10 s after the command", self._first_step),
            self.judge("bfloat16 and float32 masks agree on ≥ 99.9 % of the sample", self._agreement),
        ]

    def _overlaps(self) -> tuple[str, bool]:
        pure = self.value("forward/engine")
        alone, with_mask = (
            {name.removeprefix("engine "): speed / pure for name, speed in self.of("raster", kind).items()}
            for kind in ("speed", "speed_with_mask")
        )
        words = ", ".join(f"{share:.2f} at {name} %" for name, share in alone.items())
        words += f"; mask and overviews counted in: {', '.join(f'{share:.2f}' for share in with_mask.values())}"
        return words, min(alone.values()) >= 0.93

    def _openvino(self) -> tuple[str, bool]:
        found = self.value("raster/engine 15", "seconds") / self.value("raster/openvino bfloat16", "seconds")
        return f"{found:.2f}", found <= 1.15

    def _peak(self) -> tuple[str, bool]:
        ours, theirs = (self.value(f"raster/{name}", "peak_mib") for name in ("engine 15", "onnxruntime"))
        return f"{ours:.0f} against {theirs:.0f} MiB", ours <= theirs

    def _heights(self) -> tuple[str, bool]:
        peaks = self.of("height", "peak_mib")
        words = ", ".join(f"{peak:.0f} MiB at {height}" for height, peak in peaks.items())
        return words, max(peaks.values()) <= 1.03 * min(peaks.values())

    def _fastest(self, section: str) -> tuple[str, bool]:
        speeds = self.of(section)
        ours, plain = speeds["engine float32"], speeds["plain"]
        best = max(("plain", "blocks", "last"), key=lambda name: speeds[name])
        words = f"{ours / plain:.2f} × plain; the best is '{SETTINGS[best]}' with {speeds[best] / plain:.2f} ×"
        return words, ours >= 0.95 * speeds[best]

    def _first_window(self) -> tuple[str, bool]:
        found = max(self.of("raster", "first_window").values())
        return f"{found:.1f} s", found <= 5

    def _first_step(self) -> tuple[str, bool]:
        found = self.value("start/first step", "seconds")
        return f"{found:.1f} s", found <= 10

    def _agreement(self) -> tuple[str, bool]:
        same, rois = (self.value("start/agreement", name) for name in ("same", "rois"))
        return f"{100 * same:.3f} % (the mask covers {100 * rois:.0f} %)", same >= 0.999 and rois > 0


SETTINGS = {
    "plain": "plain float32 loop",
    "blocks": "float32, large blocks kept",
    "last": "float32, large blocks kept, channels-last",
    "bfloat16": "bfloat16 without units for it, large blocks kept, channels-last, batches of 1",
    "engine": "engine",
    "engine side by side": "engine, as many windows side by side as it predicts with",
    "engine float32": "engine, kept to float32",
    "geoai": "geoai's own loop, from memory",
    "loop": "engine, the whole loop",
    "loop float32": "engine kept to float32, the whole loop",
    "onnxruntime": "ONNX Runtime, float32",
    "openvino": "OpenVINO, float32",
    "openvino bfloat16": "OpenVINO, bfloat16",
}
"""What the tables call them."""
