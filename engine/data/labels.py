"""Step 1: burn the ROIs onto each raster's own grid.

A label raster has one band uint8 on exactly the image's grid: 0 background, 1…250 the classes' codes, 255
ignored (unlabelled where the user says so, outside the labelled area, and wherever the image itself is unknown).
Where polygons overlap, the one that comes later in its layer wins, as with ``gdal_rasterize``.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr

from ..errors import EngineError
from ..events import Reporter
from ..files import new_folder, write_json
from ..plain import to_plain
from ..run_folder import RunFolder, distinct_names, make_key
from ..settings import InputSettings, RunSettings, Scene
from .class_values import class_codes
from .classes import IGNORED, LandClass, make_classes
from .raster import Grid, Raster, close, create_raster, full_path, require_same_grid, writing
from .scene_raster import SceneRaster
from .scenes import STEP, open_scenes, require_like_bands, scenes_to_use
from .vector import Polygons, memory_layer, read_polygons
from .views import View, resampled_labels, view_of
from .vrt import sources_of

_BLOCK_ROWS = 256  # of a wide raster, these are some hundred MB


@dataclass(frozen=True)
class LabelledScene:
    """One scene with its label raster; ``label`` is relative to the run folder."""

    name: str
    raster: str
    label: str
    polygons: dict[str, int]
    """Number of polygons by class code."""
    pixels: dict[str, int]
    """Number of label pixels by class code, 255 among them."""
    source: str = ""
    """The raster as the settings name it, where ``raster`` is a VRT that shows it in another way."""

    @property
    def named(self) -> str:
        """The raster that the settings name, as an absolute path where it is a file."""
        return self.source or self.raster


@dataclass(frozen=True)
class LabelsRecord:
    """What step 1 made: the scenes, the classes found in all of them, and the bands of their rasters."""

    scenes: tuple[LabelledScene, ...]
    classes: tuple[LandClass, ...]
    bands: tuple[str, ...]
    dtype: str
    view: View = View()
    """What is seen of the rasters."""


def labels_key(settings: RunSettings) -> str:
    """What the labels depend on: the choices, and the files as they are now."""
    files = [
        file_state(path)
        for scene in settings.inputs.scenes
        for path in (*scene.files, scene.rois, scene.area)
        if path
    ]
    return make_key(settings.inputs, files)


def make_labels(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> LabelsRecord:
    """Burn all scenes into ``labels/``. Raises EngineError for inputs that cannot work; nothing is left then."""
    with reporter.step(STEP, "Burning the polygons onto the rasters' grids") as summary:
        inputs = settings.inputs
        names_of_scenes = distinct_names([scene.raster for scene in inputs.scenes])
        opened = open_scenes(inputs, names_of_scenes, folder.scenes, reporter)
        kept = scenes_to_use(inputs, opened, reporter)
        used, prepared = [inputs.scenes[i] for i in kept], [opened[i] for i in kept]
        require_like_bands([rasters.seen for rasters, _ in prepared])
        code_of, names = class_codes(settings.inputs, [polygons for _, polygons in prepared], reporter)
        with new_folder(folder.labels) as temporary:
            scenes = []
            burned = zip(used, [names_of_scenes[i] for i in kept], prepared, strict=True)
            for scene, name, (rasters, polygons) in reporter.track(STEP, list(burned), "scenes"):
                path = temporary / f"{name}.tif"
                codes = [code_of(value) for value in polygons.values]
                burn(path, rasters, polygons, codes, scene, settings.inputs, reporter)
                scenes.append(_describe(name, scene, rasters, path, codes))
            classes = _present_classes(names, scenes, settings.inputs, reporter)
            for scene_record in scenes:
                _colour(temporary / Path(scene_record.label).name, classes)
            first = prepared[0][0]
            view = replace(view_of(inputs), of=len(first.stored.band_names) if inputs.bands else 0)
            record = LabelsRecord(tuple(scenes), classes, first.seen.band_names, first.seen.dtype.name, view)
            write_json(temporary / "labels.json", {"key": labels_key(settings), **to_plain(record)})
        summary["classes"] = {str(c.code): c.name for c in classes}
        summary["scenes"] = len(scenes)
    return record


def burn(
    path: Path,
    rasters: SceneRaster,
    polygons: Polygons,
    codes: list[int | None],
    scene: Scene,
    inputs: InputSettings,
    reporter: Reporter,
) -> None:
    """Write the label raster of one scene to ``path``, on the grid of what is learnt from: burned on the raster as
    it is stored, and where its pixels are of another size, their most frequent value."""
    stored, grid = rasters.stored, rasters.seen.grid
    if (grid.width, grid.height) == (stored.grid.width, stored.grid.height):
        _burn(path, stored, polygons, codes, scene, inputs, IGNORED, reporter)
    else:
        fine = path.with_name(f".{path.name}.fine.tif")
        _burn(fine, stored, polygons, codes, scene, inputs, None, reporter)
        _write_resampled(path, fine, grid, reporter)
        fine.unlink()
    require_same_grid(path, grid)


def _burn(
    path: Path,
    raster: Raster,
    polygons: Polygons,
    codes: list[int | None],
    scene: Scene,
    inputs: InputSettings,
    nodata: float | None,
    reporter: Reporter,
) -> None:
    grid, area = raster.grid, scene.area
    wanted = [(g, c) for g, c in zip(polygons.geometries, codes, strict=True) if c is not None]
    outside = 0 if inputs.is_background_in(scene) else IGNORED
    area_path = path.with_name(f".{path.name}.area")
    labelled_area = None
    with writing(path):
        dataset = create_raster(path, grid, 1, gdal.GDT_Byte, nodata)
        wanted = _in_burning_order(wanted, inputs.overlap)
        _rasterize(dataset, grid, [g for g, _ in wanted], [c for _, c in wanted], outside, inputs.all_touched)
        if area is not None:
            bounds = read_polygons(area, grid, raster.path)
            labelled_area = create_raster(area_path, grid, 1, gdal.GDT_Byte, None)
            _rasterize(labelled_area, grid, bounds.geometries, [1] * len(bounds.geometries), 0)
        if area is not None or raster.may_have_gaps:
            _ignore_unknown(dataset, raster, labelled_area, reporter)
        close(dataset)
    dataset = labelled_area = None
    area_path.unlink(missing_ok=True)


def _write_resampled(path: Path, fine: Path, grid: Grid, reporter: Reporter) -> None:
    seen = resampled_labels(str(fine), grid)
    with writing(path):
        dataset = create_raster(path, grid, 1, gdal.GDT_Byte, IGNORED)
        for row in range(0, grid.height, _BLOCK_ROWS):
            reporter.control.raise_if_cancelled()
            dataset.GetRasterBand(1).WriteArray(
                seen.ReadAsArray(0, row, grid.width, min(_BLOCK_ROWS, grid.height - row)), 0, row
            )
        close(dataset)


def _in_burning_order(polygons: list[tuple[ogr.Geometry, int]], overlap: str) -> list[tuple[ogr.Geometry, int]]:
    """What is burned last counts."""
    if overlap == "smaller":
        return sorted(polygons, key=lambda pair: -pair[0].Area())
    return polygons[::-1] if overlap == "earlier" else polygons


def _rasterize(
    dataset: gdal.Dataset,
    grid: Grid,
    geometries: list[ogr.Geometry],
    codes: list[int],
    outside: int,
    all_touched: bool = False,
) -> None:
    dataset.GetRasterBand(1).Fill(outside)
    source, layer = memory_layer(grid, geometries, codes)
    touched = ["ALL_TOUCHED=TRUE"] if all_touched else []
    gdal.RasterizeLayer(dataset, [1], layer, options=["ATTRIBUTE=code", *touched])
    dataset.FlushCache()
    del layer, source


def _ignore_unknown(
    labels: gdal.Dataset, raster: Raster, labelled_area: gdal.Dataset | None, reporter: Reporter
) -> None:
    """Set 255 outside the labelled area and where the image is unknown, block of rows by block of rows."""
    grid, band = raster.grid, labels.GetRasterBand(1)
    for row in range(0, grid.height, _BLOCK_ROWS):
        reporter.control.raise_if_cancelled()
        height = min(_BLOCK_ROWS, grid.height - row)
        block = band.ReadAsArray(0, row, grid.width, height)
        if labelled_area is not None:
            block[labelled_area.ReadAsArray(0, row, grid.width, height) == 0] = IGNORED
        if raster.may_have_gaps:
            block[~raster.read(0, row, grid.width, height)[1]] = IGNORED
        band.WriteArray(block, 0, row)


def count_codes(path: Path, reporter: Reporter | None = None) -> dict[int, int]:
    """Number of pixels of each value of a one-band uint8 raster."""
    dataset = gdal.Open(str(path))
    counts = np.zeros(256, np.int64)
    for row in range(0, dataset.RasterYSize, _BLOCK_ROWS):
        if reporter:
            reporter.control.raise_if_cancelled()
        block = dataset.ReadAsArray(0, row, dataset.RasterXSize, min(_BLOCK_ROWS, dataset.RasterYSize - row))
        counts += np.bincount(block.ravel(), minlength=256)
    return {code: int(count) for code, count in enumerate(counts) if count}


def _describe(name: str, scene: Scene, rasters: SceneRaster, path: Path, codes: list[int | None]) -> LabelledScene:
    polygons: dict[str, int] = {}
    for code in codes:
        if code is not None:
            polygons[str(code)] = polygons.get(str(code), 0) + 1
    pixels = {str(code): count for code, count in count_codes(path).items()}
    source = full_path(scene.raster) if rasters.seen is not rasters.stored or scene.more else ""
    return LabelledScene(name, rasters.path, f"labels/{path.name}", polygons, pixels, source)


def _present_classes(
    names: dict[int, str], scenes: list[LabelledScene], inputs: InputSettings, reporter: Reporter
) -> tuple[LandClass, ...]:
    found = {int(code) for scene in scenes for code in scene.pixels} - {IGNORED}
    missing = sorted(set(names) - found - {0})
    if missing:
        reporter.find(
            "warning", STEP,
            f"These classes cover no labelled pixel and are left out: {', '.join(names[c] for c in missing)}.",
            "Draw larger polygons for them, or more inside the labelled area.",
        )  # fmt: skip
    if not found:
        raise EngineError(
            "No labelled pixel is left: the image is unknown (NoData) wherever polygons or the labelled area lie.",
            "Check the raster's NoData value and the labelled area.",
        )
    if len(found) < 2:
        only = names[next(iter(found))]
        raise EngineError(
            f"Only one class is present ('{only}'), so there is nothing to tell apart.",
            "Leave some ground outside the ROIs and treat it as background, or add polygons of another class."
            if inputs.has_background
            else "Add polygons of another class, or treat what is unlabelled as background.",
        )
    return make_classes({code: names[code] for code in sorted(found)})


def _colour(path: Path, classes: tuple[LandClass, ...]) -> None:
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.GetRasterBand(1).SetColorTable(colour_table(classes))


def colour_table(classes: tuple[LandClass, ...]) -> gdal.ColorTable:
    """GDAL's colour table for rasters of class codes."""
    table = gdal.ColorTable()
    for item in classes:
        table.SetColorEntry(item.code, (*item.rgb, 255))
    table.SetColorEntry(IGNORED, (0, 0, 0, 0))
    return table


def file_state(path: str) -> list[str | int]:
    """What tells that a file (or ``file|layername=NAME``), or one of those that a VRT is made of, has changed."""
    file = path.partition("|")[0]
    try:
        state = os.stat(file)
    except OSError:
        return [path, 0, 0]
    told: list[str | int] = [path, state.st_size, state.st_mtime_ns]
    return told + [part for source in sources_of(file) for part in file_state(source)]
