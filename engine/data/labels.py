"""Step 1: burn the ROIs onto each raster's own grid.

A label raster has one band uint8 on exactly the image's grid: 0 background, 1…250 the classes' codes, 255
ignored (unlabelled where the user says so, outside the labelled area, and wherever the image itself is unknown).
Where polygons overlap, the one that comes later in its layer wins, as with ``gdal_rasterize``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr

from ..errors import EngineError
from ..events import Reporter
from ..plain import to_plain
from ..run_folder import RunFolder, distinct_names, make_key, new_folder, write_json
from ..settings import ClassRule, InputSettings, RunSettings, Scene
from .buffers import Buffers
from .classes import IGNORED, LARGEST_CODE, LandClass, make_classes
from .raster import Grid, Raster, create_raster, require_same_grid, writing
from .vector import Polygons, memory_layer, read_polygons

STEP = "labels"
_BLOCK_ROWS = 256  # of a wide raster, these are some hundred MB
CodeOf = Callable[[str | int | float | None], int | None]


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


@dataclass(frozen=True)
class LabelsRecord:
    """What step 1 made: the scenes, the classes found in all of them, and the bands of their rasters."""

    scenes: tuple[LabelledScene, ...]
    classes: tuple[LandClass, ...]
    bands: tuple[str, ...]
    dtype: str


def labels_key(settings: RunSettings) -> str:
    """What the labels depend on: the choices, and the files as they are now."""
    files = [
        _file_state(path)
        for scene in settings.inputs.scenes
        for path in (scene.raster, scene.rois, scene.area)
        if path
    ]
    return make_key(settings.inputs, files)


def make_labels(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> LabelsRecord:
    """Burn all scenes into ``labels/``. Raises EngineError for inputs that cannot work; nothing is left then."""
    with reporter.step(STEP, "Burning the polygons onto the rasters' grids") as summary:
        inputs = settings.inputs
        opened = [_open_scene(scene, inputs, reporter) for scene in inputs.scenes]
        kept = _scenes_to_use(inputs, opened, reporter)
        used, prepared = [inputs.scenes[i] for i in kept], [opened[i] for i in kept]
        _require_like_bands([raster for raster, _ in prepared])
        code_of, names = class_codes(settings.inputs, [polygons for _, polygons in prepared], reporter)
        with new_folder(folder.labels) as temporary:
            scenes = []
            burned = zip(used, distinct_names([scene.raster for scene in used]), prepared, strict=True)
            for scene, name, (raster, polygons) in reporter.track(STEP, list(burned), "scenes"):
                path = temporary / f"{name}.tif"
                codes = [code_of(value) for value in polygons.values]
                burn(path, raster, polygons, codes, scene.area, settings.inputs, reporter)
                scenes.append(_describe(name, raster, path, codes))
            classes = _present_classes(names, scenes, settings.inputs, reporter)
            for scene_record in scenes:
                _colour(temporary / Path(scene_record.label).name, classes)
            first = prepared[0][0]
            record = LabelsRecord(tuple(scenes), classes, first.band_names, first.dtype.name)
            write_json(temporary / "labels.json", {"key": labels_key(settings), **to_plain(record)})
        summary["classes"] = {str(c.code): c.name for c in classes}
        summary["scenes"] = len(scenes)
    return record


def prepare_scene(scene: Scene, inputs: InputSettings, reporter: Reporter) -> tuple[Raster, Polygons]:
    """Open a scene's raster and read its ROIs in the raster's CRS, telling what had to be mended.

    Raises EngineError also when they have no ground in common.
    """
    raster, polygons = _open_scene(scene, inputs, reporter)
    if not _overlap(raster.grid, polygons):
        raise _outside(scene, raster.grid, polygons)
    return raster, polygons


def _open_scene(scene: Scene, inputs: InputSettings, reporter: Reporter) -> tuple[Raster, Polygons]:
    raster = Raster(scene.raster)
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
    return raster, polygons


def _scenes_to_use(inputs: InputSettings, opened: list[tuple[Raster, Polygons]], reporter: Reporter) -> list[int]:
    """Places of the scenes to learn from. Of tiles under one ROI layer, those without any ROI may be left out.

    Raises EngineError for a scene without ROIs whose layer lies on no other scene either.
    """
    overlapping = [_overlap(raster.grid, polygons) for raster, polygons in opened]
    shared = {scene.rois for scene, found in zip(inputs.scenes, overlapping, strict=True) if found}
    empty = [i for i, found in enumerate(overlapping) if not found]
    for i in empty:
        if inputs.scenes[i].rois not in shared:
            raise _outside(inputs.scenes[i], opened[i][0].grid, opened[i][1])
    skip = inputs.without_rois == "skip" or not inputs.unlabelled_is_background
    if empty:
        reporter.find(
            "info", STEP,
            f"{len(empty)} of {len(opened)} rasters have no ROI on them and are "
            + ("left out: nothing is learnt from them." if skip else "taken for background."),
            "Say so if they were searched and hold nothing: then they are good examples of background."
            if skip else "Leave them out if nobody has looked for ROIs there.",
        )  # fmt: skip
    return [i for i in range(len(opened)) if not (skip and i in empty)]


def class_codes(
    inputs: InputSettings, layers: list[Polygons], reporter: Reporter
) -> tuple[CodeOf, dict[int, str]]:
    """How values of the class field become codes, and the name of each code (0 for background among them).

    Whole numbers 0…250 stay what they are; anything else is numbered 1, 2, … in sorted order. Polygons whose
    value is empty, or that are not to be used, get None: they are not burned.
    """
    rules = {rule.value: rule for rule in inputs.classes}
    names = {0: "background"} if inputs.unlabelled_is_background else {}
    if inputs.class_field is None:
        names[1] = (rules[""].name if "" in rules else "") or layers[0].name
        return (lambda _value: 1), names
    values = [_tidy(value) for layer in layers for value in layer.values]
    empty = sum(value is None for value in values)
    if empty:
        reporter.find(
            "warning", STEP, f"{empty} polygons have nothing in '{inputs.class_field}' and were left out.",
            "Fill in the field if they belong to a class.",
        )  # fmt: skip
    distinct = sorted({value for value in values if value is not None}, key=_sort_key)
    if not distinct:
        raise EngineError(
            f"The field '{inputs.class_field}' is empty in every polygon.", "Fill it in, or choose another field."
        )
    wanted = _named_values(distinct, rules, inputs.class_field, reporter)
    numbers = _numbers(wanted, inputs.class_field)
    names.update({numbers[value]: name for value, name in wanted.items()})
    if 0 in names:
        names[0] = "background"
    return (lambda value: numbers.get(_tidy(value))), names


def _named_values(
    distinct: list[str | int], rules: dict[str, ClassRule], field: str, reporter: Reporter
) -> dict[str | int | None, str]:
    """The values that are used, each with the name of its class."""
    missing = sorted(set(rules) - {str(value) for value in distinct})
    if missing:
        reporter.find(
            "warning", STEP, f"No polygon has in '{field}': {', '.join(missing)}.",
            f"Its values are: {', '.join(str(value) for value in distinct[:20])}.",
        )  # fmt: skip
    found = {value: rules.get(str(value), ClassRule(str(value))) for value in distinct}
    wanted: dict[str | int | None, str] = {
        value: rule.name or rule.value for value, rule in found.items() if rule.use
    }
    if not wanted:
        raise EngineError("Every class is left out.", "Use at least one class.")
    return wanted


def _numbers(names: dict[str | int | None, str], field: str) -> dict[str | int | None, int]:
    """The code of each value; values with one name share the first one's."""
    first: dict[str, str | int | None] = {}
    for value, name in names.items():
        first.setdefault(name, value)
    if all(isinstance(value, int) and 0 <= value <= LARGEST_CODE for value in names):
        return {value: first[name] for value, name in names.items()}
    if len(first) > LARGEST_CODE:
        raise EngineError(
            f"The field '{field}' has {len(first)} different values.",
            f"Choose a field with at most {LARGEST_CODE} classes.",
        )
    code = {name: number for number, name in enumerate(first, start=1)}
    return {value: code[name] for value, name in names.items()}


def burn(
    path: Path,
    raster: Raster,
    polygons: Polygons,
    codes: list[int | None],
    area: str | None,
    inputs: InputSettings,
    reporter: Reporter,
) -> None:
    """Write the label raster of one scene to ``path``, on the grid of ``raster``."""
    grid = raster.grid
    wanted = [(g, c) for g, c in zip(polygons.geometries, codes, strict=True) if c is not None]
    outside = 0 if inputs.unlabelled_is_background else IGNORED
    area_path = path.with_name(f".{path.name}.area")
    labelled_area = None
    with writing(path):
        dataset = create_raster(path, grid, 1, gdal.GDT_Byte, IGNORED)
        wanted = _in_burning_order(wanted, inputs.overlap)
        _rasterize(dataset, grid, [g for g, _ in wanted], [c for _, c in wanted], outside, inputs.all_touched)
        if area is not None:
            bounds = read_polygons(area, grid, raster.path)
            labelled_area = create_raster(area_path, grid, 1, gdal.GDT_Byte, None)
            _rasterize(labelled_area, grid, bounds.geometries, [1] * len(bounds.geometries), 0)
        if area is not None or raster.may_have_gaps:
            _ignore_unknown(dataset, raster, labelled_area, reporter)
        dataset.FlushCache()
    dataset = labelled_area = None
    area_path.unlink(missing_ok=True)
    require_same_grid(path, grid)


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


def _describe(name: str, raster: Raster, path: Path, codes: list[int | None]) -> LabelledScene:
    polygons: dict[str, int] = {}
    for code in codes:
        if code is not None:
            polygons[str(code)] = polygons.get(str(code), 0) + 1
    pixels = {str(code): count for code, count in count_codes(path).items()}
    # A part of a file, such as GTIFF_DIR:2:a.tif, is no path.
    source = os.path.abspath(raster.path) if os.path.exists(raster.path) else raster.path
    return LabelledScene(name, source, f"labels/{path.name}", polygons, pixels)


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
            if inputs.unlabelled_is_background
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
    if partly or 0 < outside < len(polygons.geometries):
        reporter.find(
            "info", STEP,
            f"{outside} polygons lie outside the raster {Path(scene.raster).name}, {partly} reach over its edge; "
            "only what lies inside is used.",
        )  # fmt: skip


def _extent(box: tuple[float, float, float, float]) -> str:
    return f"x {box[0]:.9g}…{box[2]:.9g}, y {box[1]:.9g}…{box[3]:.9g}"


def _require_like_bands(rasters: list[Raster]) -> None:
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


def _tidy(value: str | int | float | None) -> str | int | None:
    """Whole numbers as int, also those in texts; texts without outer blanks; NaN and empty texts as None."""
    if isinstance(value, str):
        text = value.strip()
        return int(text) if text.isascii() and text.isdigit() and str(int(text)) == text else text or None
    if isinstance(value, float):
        if value - value != 0:  # NaN or infinite
            return None
        return int(value) if value == int(value) else f"{value:g}"
    return value


def _sort_key(value: str | int) -> tuple[bool, int, str]:
    return (isinstance(value, str), value if isinstance(value, int) else 0, str(value))


def _file_state(path: str) -> list[str | int]:
    file = path.partition("|")[0]
    try:
        state = os.stat(file)
    except OSError:
        return [path, 0, 0]
    return [path, state.st_size, state.st_mtime_ns]
