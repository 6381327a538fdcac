"""A folder of tiles stands for the rasters in it."""

from __future__ import annotations

import os

from osgeo import gdal

from ..errors import EngineError
from .vrt import driver_of

_SIDECARS = (".ovr", ".msk", ".aux", ".aux.xml")
"""What lies beside a raster and belongs to it: overviews, masks, statistics."""
_RESULTS = ("_mask", "_probability")
"""How the names of our own maps end."""


def rasters_in(folder: str) -> list[str]:
    """The rasters that lie in a folder itself, sorted by name.

    A raster is what one of GDAL's drivers knows as one; a file of layers alone (GeoPackage, GeoPDF) is none, and
    neither are maps of ours, by the ends of their names. VRTs count only where there is nothing else: as a rule
    they are the mosaic of the tiles beside them, whose ground would count twice. Raises EngineError when there is
    none, or the folder cannot be read.
    """
    try:
        paths = [entry.path for entry in os.scandir(folder) if entry.is_file()]
    except OSError as error:
        raise EngineError(
            f"The folder {folder} cannot be read: {error.strerror}.", "Check the path and your rights."
        ) from None
    rasters = sorted(path for path in paths if _is_raster(path))
    tiles = [path for path in rasters if not path.lower().endswith(".vrt")]
    if not rasters:
        raise EngineError(
            f"There is no raster in the folder {folder}.",
            "Choose the folder in which the tiles themselves lie: folders within it are not searched.",
        )
    return tiles or rasters


def is_folder(path: str) -> bool:
    """Whether ``path`` is a folder of files, and not a raster that happens to be one (such as an Esri grid)."""
    return os.path.isdir(path) and not driver_of(path, gdal.OF_RASTER)


def _is_raster(path: str) -> bool:
    name = path.lower()
    is_beside = name.endswith(_SIDECARS) or os.path.splitext(name)[0].endswith(_RESULTS)
    driver = "" if is_beside else driver_of(path, gdal.OF_RASTER)
    if not driver:
        return False
    if not gdal.GetDriverByName(driver).GetMetadataItem(gdal.DCAP_VECTOR) or driver == "VRT":
        return True  # to be opened later, where a damaged one is named
    try:
        dataset = gdal.OpenEx(path, gdal.OF_RASTER, [driver])
    except RuntimeError:
        return False
    return dataset is not None and dataset.RasterCount > 0
