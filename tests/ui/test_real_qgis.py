"""The harness itself: a plugin that fails to load, and a mask over its image in the real QGIS."""

import shutil
from pathlib import Path

import pytest
from osgeo import gdal

from deep_segmentation_wizard.tests import real_qgis

gdal.UseExceptions()

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")


def test_a_plugin_that_fails_to_load_is_reported(tmp_path: Path) -> None:
    """The harness itself: a broken plugin makes QGIS wait in a dialog, which must neither hang nor pass."""
    plugin = tmp_path / "broken"
    plugin.mkdir()
    shutil.copy(real_qgis.ROOT / "metadata.txt", plugin)
    (plugin / "__init__.py").write_text("def classFactory(iface):\n    raise ValueError('planted')\n")
    with pytest.raises(real_qgis.RealQgisError, match="planted"):
        real_qgis.run_driver(real_qgis.DRIVERS / "wizard_frame.py", tmp_path, {}, plugin)


def write_raster(path: Path, left: float) -> Path:
    """An 80 x 60 pixel raster of zeros and ones in EPSG:32645, 0.5 m per pixel."""
    raster = gdal.GetDriverByName("GTiff").Create(str(path), 80, 60)
    raster.SetGeoTransform((left, 0.5, 0, 3_000_000, 0, -0.5))
    raster.SetProjection("EPSG:32645")
    raster.WriteRaster(0, 0, 40, 60, b"\1" * 2400)
    return path


def test_overlay_shows_a_mask_over_its_image(tmp_path: Path) -> None:
    image = write_raster(tmp_path / "image.tif", 300_000)
    mask = write_raster(tmp_path / "mask.tif", 300_000)
    real_qgis.overlay(image, mask, tmp_path / "picture.png")
    # Ones lie left, zeros right, in both layers; the map fills the canvas's height.
    picture = gdal.Open(str(tmp_path / "picture.png")).ReadAsArray()
    height, width = picture.shape[-2:]
    assert (picture[:3, height // 2, width * 2 // 5] == 255).all()
    assert (picture[:3, height // 2, width * 3 // 5] == 0).all()


def test_overlay_refuses_a_mask_half_a_pixel_off(tmp_path: Path) -> None:
    image = write_raster(tmp_path / "image.tif", 300_000)
    mask = write_raster(tmp_path / "mask.tif", 300_000.25)
    with pytest.raises(real_qgis.RealQgisError, match="The mask covers"):
        real_qgis.overlay(image, mask, tmp_path / "picture.png")
