"""The raster of a scene, as it is stored and as it is learnt from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..settings import Scene
from .raster import Raster, full_path
from .stack import save_vrt, write_stack
from .views import View, through


@dataclass(frozen=True)
class SceneRaster:
    """One raster, opened."""

    stored: Raster
    """All bands of its files, in pixels of their size: what ROIs are burned on."""
    seen: Raster
    """The bands and pixels that are learnt from; ``stored`` where the settings ask for no others."""
    path: str
    """Where ``seen`` is opened from again."""


def open_scene_raster(scene: Scene, view: View, folder: Path, name: str) -> SceneRaster:
    """Open the raster of a scene.

    Where it is looked at in another way than it is stored, a VRT in ``folder``, whose name begins with ``name``,
    says so. Raises EngineError for files that cannot be read, do not lie on one ground, or lack a band.
    """
    stored = stored_raster(scene, folder, name)
    seen = through(stored, view)
    if seen is not stored:
        folder.mkdir(parents=True, exist_ok=True)
        return SceneRaster(stored, seen, str(save_vrt(seen.dataset, folder, name)))
    return SceneRaster(stored, seen, stored.dataset.GetDescription() if scene.more else full_path(scene.raster))


def stored_raster(scene: Scene, folder: Path, name: str) -> Raster:
    """All bands of a scene's files; where there are several, a VRT in ``folder`` stacks them."""
    if not scene.more:
        return Raster(scene.raster)
    stack = Raster(str(write_stack(scene.files, folder, name)))
    return Raster(scene.raster, stack.dataset)  # messages name what the user knows
