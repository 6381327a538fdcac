"""What *Predict* hands to the engine: a command for each raster, with names that are free."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .result_layers import PredictedMap

MAPS = "maps"
"""Folder of the *Predict* page's maps within the run: what the run itself predicts lies in another."""
MOSAIC = "all"
"""What the engine's mosaics are called."""


@dataclass(frozen=True)
class Job:
    """One raster to map, and the folder where its map goes."""

    made: PredictedMap
    folder: Path
    is_mosaic: bool = False
    """Whether it only lays a virtual raster over the others' maps."""


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

    def with_mosaic(self, jobs: list[Job]) -> list[Job]:
        """``jobs`` and, behind several of them, one that lays a virtual raster over all their maps."""
        if len(jobs) < 2:
            return jobs
        maps = [path for job in jobs for path in (job.made.mask, job.made.probability) if path]
        made = PredictedMap(
            MOSAIC, "", self.model, str(self.folder / f"{MOSAIC}_mask.vrt"), arguments=("mosaic", *maps)
        )
        return [*jobs, Job(made, self.folder, is_mosaic=True)]

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
