"""Bands that lie in separate files, as one raster: a VRT that names the files.

Every band lies on the grid of the file with the smallest pixels; the others are resampled to it as they are read.
What one file does not cover is unknown, and so is what one of them masks.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from osgeo import gdal

from ..errors import EngineError
from ..files import write_text
from ..run_folder import make_key
from .grid import Grid, to_crs_of
from .ground import pixel_metres
from .raster import Raster, full_path, place

_ALIKE = 1.001
"""Pixels whose areas differ by less are of one size: lengths on the ground change over a CRS."""


def write_stack(files: Sequence[str], folder: Path, name: str) -> Path:
    """Write a VRT of all bands of the ``files``, in their order, into ``folder``; returns its path.

    Its name begins with ``name`` and ends with what it is made of, so files of one name hold the same. Raises
    EngineError for files that cannot be read, and for those that do not lie on the same ground.
    """
    rasters = [Raster(file) for file in files]
    grid = finest(rasters)
    folder.mkdir(parents=True, exist_ok=True)
    parts = [_on_grid(raster, grid, folder, name) for raster in rasters]
    stack = gdal.GetDriverByName("VRT").Create("", grid.width, grid.height, 0)
    place(stack, grid)
    for raster, part in zip(rasters, parts, strict=True):
        _add_bands(stack, raster, part)
    _add_mask(stack, parts)
    return save_vrt(stack, folder, name)


def save_vrt(dataset: gdal.Dataset, folder: Path, name: str) -> Path:
    """Write a VRT of GDAL's memory into ``folder``, under a name that tells its content; returns its path."""
    dataset.FlushCache()
    text = dataset.GetMetadata("xml:VRT")[0]
    path = folder / f"{name}_{make_key(text)[-8:]}.vrt"
    write_text(path, text)
    return path


def finest(rasters: Sequence[Raster]) -> Grid:
    """The grid with the smallest pixels, the first of equal ones. Raises EngineError where one has no place."""
    sizes = []
    for raster in rasters:
        metres = pixel_metres(raster.grid) or raster.grid.pixel_size
        if not raster.grid.has_position or bool(raster.grid.crs) != bool(rasters[0].grid.crs):
            raise EngineError(
                f"{raster.path} has no position on the map that it could be brought to the other bands by.",
                "Georeference it first: Layer > Georeferencer.",
            )
        sizes.append(metres[0] * metres[1])
    return rasters[next(i for i, size in enumerate(sizes) if size <= _ALIKE * min(sizes))].grid


def _on_grid(raster: Raster, grid: Grid, folder: Path, name: str) -> Raster:
    """The raster on this grid: itself, or a VRT that resamples it."""
    if raster.grid == grid:
        return raster
    left, bottom, right, top = grid.extent
    if grid.geotransform[2] or grid.geotransform[4] or grid.geotransform[5] > 0 or grid.geotransform[1] < 0:
        raise EngineError(
            f"{raster.path} lies on another grid than the bands beside it, and theirs is rotated.",
            "Bring all bands to one grid first: Raster > Projections > Warp.",
        )
    covers = _covers(raster, grid)
    try:
        warped = gdal.Warp(
            "", raster.dataset, format="VRT", outputBounds=(left, bottom, right, top), width=grid.width,
            height=grid.height, dstSRS=grid.crs or None, resampleAlg="bilinear", errorThreshold=0,
            dstAlpha=not covers and all(value is None for value in raster.nodata),
            warpOptions=["UNIFIED_SRC_NODATA=NO"],
        )  # fmt: skip
    except RuntimeError as error:
        raise EngineError(
            f"{raster.path} cannot be brought to the grid of the other bands: {error}.",
            "Bring all bands to one grid first: Raster > Projections > Warp.",
        ) from None
    path = save_vrt(warped, folder, f"{name}_{Path(raster.path).stem}")
    return Raster(str(path))


def _covers(raster: Raster, grid: Grid) -> bool:
    """Whether a raster has no pixel of the grid beyond its edge. Raises EngineError when it has them all."""
    ground = raster.grid.footprint()
    move = to_crs_of(raster.grid, grid)
    if move is not None:
        ground.Transform(move)
    if not ground.Intersects(grid.footprint()):
        raise EngineError(
            f"{raster.path} shows another place than the files of the other bands.",
            "Stack bands of one scene only; give rasters of other places on their own.",
        )
    return bool(ground.Contains(grid.footprint()))


def _add_bands(stack: gdal.Dataset, raster: Raster, part: Raster) -> None:
    """Add the image bands of ``part``, by the names of the raster that it is made of."""
    stem = Path(raster.path).stem
    for number, name in zip(part.band_numbers, raster.band_names, strict=True):
        source = part.dataset.GetRasterBand(number)
        stack.AddBand(source.DataType)
        band = stack.GetRasterBand(stack.RasterCount)
        _read_from(band, 0, part, str(number))
        band.SetDescription(stem if len(raster.band_names) == 1 else f"{stem} {name}")
        if source.GetNoDataValue() is not None:
            band.SetNoDataValue(source.GetNoDataValue())


def _add_mask(stack: gdal.Dataset, parts: Sequence[Raster]) -> None:
    """Where parts have masks, add an alpha band that is open where all of them are."""
    masked = [part for part in parts if part.has_mask]
    if not masked:
        return
    product = ["subclass=VRTDerivedRasterBand", "PixelFunctionType=mul"]
    stack.AddBand(gdal.GDT_Byte, product if len(masked) > 1 else [])
    band = stack.GetRasterBand(stack.RasterCount)
    for count, part in enumerate(masked):
        alpha = [n for n, colour in enumerate(part.colours, start=1) if colour == gdal.GCI_AlphaBand]
        _read_from(band, count, part, str(alpha[0]) if alpha else "mask,1")
    band.SetColorInterpretation(gdal.GCI_AlphaBand)


def _read_from(band: gdal.Band, number: int, part: Raster, source_band: str) -> None:
    """Let a band of a VRT read a band of a file."""
    name = full_path(part.path)
    whole = {"xOff": "0", "yOff": "0", "xSize": str(part.grid.width), "ySize": str(part.grid.height)}
    source = _element(
        "SimpleSource",
        _element("SourceFilename", [gdal.CXT_Text, name], relativeToVRT="0"),
        _element("SourceBand", [gdal.CXT_Text, source_band]),
        _element("SrcRect", **whole),
        _element("DstRect", **whole),
    )
    band.SetMetadataItem(f"source_{number}", gdal.SerializeXMLTree(source), "new_vrt_sources")


def _element(name: str, *children: list[Any], **attributes: str) -> list[Any]:
    """An XML element as GDAL takes it."""
    named = ([gdal.CXT_Attribute, key, [gdal.CXT_Text, value]] for key, value in attributes.items())
    return [gdal.CXT_Element, name, *named, *children]
