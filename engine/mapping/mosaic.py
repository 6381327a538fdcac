"""Several results as one: a virtual raster (VRT) over them, which holds no pixels of its own."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path

from osgeo import gdal

from ..data.raster import writing
from ..events import Reporter
from ..files import forget_link
from .style import copy_style

STEP = "mosaic"
ALL = "all"
"""What the names of mosaics begin with."""
_MARK = ("SOFTWARE", "Deep Segmentation Wizard")


def write_mosaics(masks: Sequence[Path], probabilities: Sequence[Path], reporter: Reporter) -> dict[str, str]:
    """A VRT over the masks, and one over the probabilities, in the folder of the first: paths by kind.

    There is none over less than two rasters, nor where they do not fit together; a finding then says why.
    """
    found = {}
    for kind, paths in (("mask", masks), ("probability", probabilities)):
        if len(paths) > 1:
            made = _write(paths, paths[0].parent / f"{ALL}_{kind}.vrt", reporter)
            if made is not None:
                found[f"all_{kind}"] = str(made)
    return found


def _write(paths: Sequence[Path], output: Path, reporter: Reporter) -> Path | None:
    reason = _against(paths, output)
    if reason:
        reporter.find("info", STEP, f"There is no {output.name} over all maps: {reason}.")
        return None
    temporary = forget_link(output.with_name(f".{output.name}.new.vrt"))
    first = gdal.Open(str(paths[0]))
    nodata = first.GetRasterBand(1).GetNoDataValue()
    options = gdal.BuildVRTOptions(resolution="highest", srcNodata=nodata, VRTNodata=nodata)
    try:
        with writing(output):
            dataset = gdal.BuildVRT(str(temporary), [str(path) for path in paths], options=options)
            for number in range(1, dataset.RasterCount + 1):
                band, source = dataset.GetRasterBand(number), first.GetRasterBand(number)
                band.SetDescription(source.GetDescription())
                if source.GetCategoryNames():
                    band.SetCategoryNames(source.GetCategoryNames())
                if source.GetScale() not in (None, 1.0):
                    band.SetScale(source.GetScale())
            dataset.SetMetadata({**_kept(first), _MARK[0]: _MARK[1]})
            dataset.FlushCache()
            dataset = None
        os.replace(temporary, output)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    copy_style(paths[0], output)
    return output


def _against(paths: Sequence[Path], output: Path) -> str:
    """Why these rasters cannot be one; '' where they can."""
    if output.exists() and not _is_own(output):
        return f"{output} was not written here"
    datasets = [gdal.Open(str(path)) for path in paths]
    first = datasets[0]
    if any(d.GetGeoTransform() == (0.0, 1.0, 0.0, 0.0, 0.0, 1.0) for d in datasets):
        return "some have no position"
    if any(d.GetGeoTransform()[2] or d.GetGeoTransform()[4] or d.GetGeoTransform()[5] > 0 for d in datasets):
        return "some are rotated or lie upside down"
    crs = first.GetSpatialRef()
    for dataset in datasets[1:]:
        other = dataset.GetSpatialRef()
        if (crs is None) != (other is None) or (crs is not None and not crs.IsSame(other)):
            return "they have different coordinate reference systems"
    kinds = {(d.RasterCount, d.GetRasterBand(1).DataType) for d in datasets}
    return "they have different bands" if len(kinds) > 1 else ""


def _kept(dataset: gdal.Dataset) -> dict[str, str]:
    """Metadata that tell what a raster means."""
    return {name: value for name, value in dataset.GetMetadata().items() if name.startswith("DEEP_SEGMENTATION")}


def _is_own(path: Path) -> bool:
    try:
        dataset = gdal.OpenEx(str(path), gdal.OF_RASTER, allowed_drivers=["VRT"])
    except RuntimeError:
        return False
    return dataset.GetMetadataItem(_MARK[0]) == _MARK[1]
