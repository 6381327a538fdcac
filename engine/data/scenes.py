"""Rasters with the ROIs drawn on them: opened, and checked whether they belong together."""

from __future__ import annotations

from pathlib import Path

from ..errors import EngineError
from ..events import Reporter
from ..settings import InputSettings, Scene
from .buffers import Buffers
from .raster import Grid, Raster
from .scene_raster import SceneRaster, open_scene_raster
from .vector import Polygons, read_polygons
from .views import View, view_of

STEP = "labels"


OpenedScene = tuple[SceneRaster, Polygons]


def prepare_scene(
    scene: Scene, inputs: InputSettings, view: View, folder: Path, reporter: Reporter
) -> OpenedScene:
    """Open a scene's raster and read its ROIs in the raster's CRS, telling what had to be mended.

    ``folder`` is where the raster's VRT goes if it needs one. Raises EngineError also when raster and ROIs have no
    ground in common.
    """
    rasters, polygons = _open(scene, inputs, view, folder, "scene", reporter)
    if not _overlap(rasters.stored.grid, polygons):
        raise _outside(scene, rasters.stored.grid, polygons)
    return rasters, polygons


def open_scenes(inputs: InputSettings, names: list[str], folder: Path, reporter: Reporter) -> list[OpenedScene]:
    """As ``prepare_scene`` all scenes of the inputs, each with its name, wherever the ROIs lie."""
    view = view_of(inputs)
    return [
        _open(scene, inputs, view, folder, name, reporter)
        for scene, name in zip(inputs.scenes, names, strict=True)
    ]


def _open(
    scene: Scene, inputs: InputSettings, view: View, folder: Path, name: str, reporter: Reporter
) -> OpenedScene:
    rasters = open_scene_raster(scene, view, folder, name)
    raster = rasters.stored
    if not raster.grid.has_position:
        raise EngineError(
            f"The raster {scene.raster} has no position on the map (no geotransform).",
            "Georeference it first: Layer > Georeferencer.",
        )
    buffers = Buffers(inputs.line_width, inputs.point_radius)
    polygons = read_polygons(scene.rois, raster.grid, scene.raster, inputs.class_field, buffers)
    if polygons.repaired:
        reporter.find(
            "warning", STEP,
            f"{polygons.repaired} invalid polygons of {scene.rois} were repaired in a copy.",
            "Vector > Geometry Tools > Check Validity shows them; your layer is unchanged.",
        )  # fmt: skip
    if polygons.skipped:
        reporter.find("warning", STEP, f"{polygons.skipped} features without a usable polygon were skipped.")
    _tell_what_reaches_over(scene, raster.grid, polygons, reporter)
    return rasters, polygons


def scenes_to_use(inputs: InputSettings, opened: list[OpenedScene], reporter: Reporter) -> list[int]:
    """Places of the scenes to learn from. Of tiles under one ROI layer, those without any ROI may be left out.

    Raises EngineError for a scene without ROIs whose layer lies on no other scene either.
    """
    overlapping = [_overlap(rasters.stored.grid, polygons) for rasters, polygons in opened]
    shared = {scene.rois for scene, found in zip(inputs.scenes, overlapping, strict=True) if found}
    empty = [i for i, found in enumerate(overlapping) if not found]
    # Where nothing is drawn and what is not drawn is not known, nothing can be learnt.
    left_out = [i for i in empty if inputs.without_rois == "skip" or not inputs.is_background_in(inputs.scenes[i])]
    for i in empty:
        if inputs.scenes[i].rois not in shared:
            raise _outside(inputs.scenes[i], opened[i][0].stored.grid, opened[i][1])
    for places, what, remedy in (
        (left_out, "left out: nothing is learnt from them",
         "Say so if they were searched and hold nothing: then they are good examples of background."),
        ([i for i in empty if i not in left_out], "taken for background",
         "Leave them out if nobody has looked for ROIs there."),
    ):  # fmt: skip
        if places:
            reporter.find(
                "info", STEP, f"{len(places)} of {len(opened)} rasters have no ROI on them and are {what}.", remedy
            )
    return [i for i in range(len(opened)) if i not in left_out]


def _overlap(grid: Grid, polygons: Polygons) -> bool:
    footprint = grid.footprint()
    return any(footprint.Intersects(geometry) for geometry in polygons.geometries)


def _outside(scene: Scene, grid: Grid, polygons: Polygons) -> EngineError:
    left, right, bottom, top = zip(*(geometry.GetEnvelope() for geometry in polygons.geometries), strict=True)
    box = (min(left), min(bottom), max(right), max(top))
    return EngineError(
        f"The polygons of {scene.rois} lie outside the raster {scene.raster}: "
        f"polygons {_extent(box)}, raster {_extent(grid.extent)}.",
        "Choose the layer that was drawn on this raster, or check the CRS of both.",
    )


def _tell_what_reaches_over(scene: Scene, grid: Grid, polygons: Polygons, reporter: Reporter) -> None:
    footprint = grid.footprint()
    outside = sum(not footprint.Intersects(geometry) for geometry in polygons.geometries)
    partly = sum(not footprint.Contains(geometry) for geometry in polygons.geometries) - outside
    told = [f"{outside} lie outside the raster"] if 0 < outside < len(polygons.geometries) else []
    told += [f"{partly} reach over its edge"] if partly else []
    if told:
        reporter.find(
            "info", STEP,
            f"Of {len(polygons.geometries)} polygons on {Path(scene.raster).name}, {' and '.join(told)}; "
            "only what lies inside is used.",
        )  # fmt: skip


def _extent(box: tuple[float, float, float, float]) -> str:
    return f"x {box[0]:.9g}…{box[2]:.9g}, y {box[1]:.9g}…{box[3]:.9g}"


def require_like_bands(rasters: list[Raster]) -> None:
    """Raises EngineError unless all have the same number of bands and one data type."""
    first = rasters[0]
    for other in rasters[1:]:
        if len(other.band_names) != len(first.band_names):
            raise EngineError(
                f"{other.path} has {len(other.band_names)} bands ({', '.join(other.band_names)}), but "
                f"{first.path} has {len(first.band_names)} ({', '.join(first.band_names)}).",
                "Use rasters with the same bands in the same order.",
            )
        if other.dtype != first.dtype:
            raise EngineError(
                f"{other.path} holds {other.dtype.name} values, but {first.path} holds {first.dtype.name}.",
                "Convert the rasters to one data type first.",
            )
