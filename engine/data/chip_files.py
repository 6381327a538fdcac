"""Writing and reading single chips: GeoTIFFs that keep the raster's bands, data type and position."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from osgeo import gdal, gdal_array

from .classes import IGNORED
from .raster import Geotransform, Raster, writing


class ChipWriter:
    """Writes chips that look like pieces of ``template``: same bands, colours, NoData and CRS."""

    def __init__(self, template: Raster, colours: gdal.ColorTable) -> None:
        self._driver = gdal.GetDriverByName("GTiff")
        self._crs = template.grid.spatial_reference()
        self._data_type = gdal_array.NumericTypeCodeToGDALTypeCode(template.dtype)
        self._interpretations = template.colours
        bands = (template.dataset.GetRasterBand(number + 1) for number in range(len(template.colours)))
        self._descriptions = [band.GetDescription() for band in bands]
        # A GeoTIFF has one NoData value for all bands; anything richer becomes a mask band.
        distinct = set(template.nodata)
        self._nodata = template.nodata[0] if len(distinct) == 1 else None
        self._needs_mask = (template.has_mask and gdal.GCI_AlphaBand not in template.colours) or len(distinct) > 1
        self._palette = colours
        rgb = template.colours[:3] == (gdal.GCI_RedBand, gdal.GCI_GreenBand, gdal.GCI_BlueBand)
        # Unless told, GDAL guesses colours and alpha from the number of bands.
        self._options = ["INTERLEAVE=BAND", f"PHOTOMETRIC={'RGB' if rgb else 'MINISBLACK'}"]

    def write_image(
        self, path: Path, image: np.ndarray, valid: np.ndarray | None, position: Geotransform | None
    ) -> None:
        """``image`` (bands, height, width) with alpha if the template has it; ``valid`` (height, width) bool.

        ``position`` None: the chip gets no place on the map.
        """
        bands, height, width = image.shape
        dataset = self._driver.Create(str(path), width, height, bands, self._data_type, self._options)
        self._place(dataset, position)
        for number in range(bands):
            band = dataset.GetRasterBand(number + 1)
            if band.GetColorInterpretation() != self._interpretations[number]:
                band.SetColorInterpretation(self._interpretations[number])
            if self._descriptions[number]:
                band.SetDescription(self._descriptions[number])
        if self._nodata is not None:
            dataset.GetRasterBand(1).SetNoDataValue(self._nodata)
        with writing(path):
            dataset.WriteArray(np.ascontiguousarray(image))
            if self._needs_mask and valid is not None and not valid.all():
                dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
                dataset.GetRasterBand(1).GetMaskBand().WriteArray(valid.astype(np.uint8) * 255)
            dataset.FlushCache()

    def write_label(self, path: Path, label: np.ndarray, position: Geotransform | None) -> None:
        """``label`` (height, width) uint8 of class codes and 255."""
        height, width = label.shape
        dataset = self._driver.Create(str(path), width, height, 1, gdal.GDT_Byte, ["COMPRESS=PACKBITS"])
        self._place(dataset, position)
        band = dataset.GetRasterBand(1)
        band.SetColorTable(self._palette)
        band.SetNoDataValue(IGNORED)
        with writing(path):
            band.WriteArray(np.ascontiguousarray(label))
            dataset.FlushCache()

    def _place(self, dataset: gdal.Dataset, position: Geotransform | None) -> None:
        if position is not None:
            dataset.SetGeoTransform(position)
            if self._crs is not None:
                dataset.SetSpatialRef(self._crs)


def read_label(path: Path) -> np.ndarray:
    """The class codes of a label chip, (height, width) uint8."""
    return gdal.Open(str(path)).ReadAsArray()
