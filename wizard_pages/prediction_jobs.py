"""What *Predict* hands to the engine: a command for each raster, with names that are free."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .result_layers import PredictedMap

MAPS = "maps"
"""Folder of the *Predict* page's maps within the run: what the run itself predicts lies in another."""


@dataclass(frozen=True)
class Job:
    """One raster to map, and the folder where its map goes."""

    made: PredictedMap
    folder: Path


@dataclass(frozen=True)
class Plan:
    """What all jobs have in common."""

    model: str
    folder: Path
    keep_probability: bool
    threshold: float | None
    options: tuple[str, ...]
    """As the command line takes them."""

    def jobs(self, parts: dict[str, list[str]]) -> list[Job]:
        """A job for each raster in ``parts``, which says what of it is to be mapped."""
        taken: set[str] = set()
        jobs = []
        for raster, part in parts.items():
            stem = (Path(raster).stem[:80] or "map") + ("_part" if part else "")
            name = free_name(self.folder, stem, taken)
            taken.add(name.lower())
            jobs.append(Job(self._map(name, raster, part), self.folder))
        return jobs

    def _map(self, name: str, raster: str, part: list[str]) -> PredictedMap:
        mask, probability = str(self.folder / f"{name}_mask.tif"), ""
        command = ["predict", "--model", self.model, "--raster", raster, "--output", mask]
        if self.keep_probability:
            probability = str(self.folder / f"{name}_probability.tif")
            command += ["--probability", probability]
        command += [*self.options, *part]
        return PredictedMap(name, raster, self.model, mask, probability, self.threshold, tuple(command))


def free_name(folder: Path, stem: str, taken: set[str]) -> str:
    """A name whose mask and probability do not exist in ``folder`` and are not ``taken``."""
    name, number = stem, 2
    while name.lower() in taken or any(
        (folder / f"{name}_{kind}.tif").exists() for kind in ("mask", "probability")
    ):
        name, number = f"{stem}_{number}", number + 1
    return name
