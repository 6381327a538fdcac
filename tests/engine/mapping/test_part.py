"""Mapping a part of a raster: an extent or polygons, exactly where and as the whole raster would be mapped."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from osgeo import gdal
from torch import nn

from deep_segmentation_wizard.engine.data.raster import Raster
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.events import Reporter
from deep_segmentation_wizard.engine.mapping import apply
from deep_segmentation_wizard.engine.mapping.part import part_of
from deep_segmentation_wizard.engine.mapping.prediction import predict_blocks
from deep_segmentation_wizard.engine.network.model import Model
from deep_segmentation_wizard.engine.settings import PredictionSettings, RunSettings
from deep_segmentation_wizard.tests.engine.network.models import (
    PLAIN,
    Constant,
    constant_model,
    make_card,
    pixelwise_model,
    save_model,
)
from deep_segmentation_wizard.tests.engine.scenes import (
    NORTH_UP,
    engine,
    grid_of,
    make_layer,
    make_raster,
    read,
    rectangle,
    reference,
)

X0, PIXEL, _, Y0, _, _ = NORTH_UP
ROTATED = (X0, 0.4, 0.3, Y0, 0.3, -0.4)
SOUTH_UP = (X0, PIXEL, 0.0, Y0, 0.0, PIXEL)


def noise(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(0).integers(1, 255, (1, height, width), dtype=np.uint8)


def bounds(column: int, row: int, width: int, height: int) -> tuple[float, float, float, float]:
    """The extent of these pixels of a raster at NORTH_UP."""
    return (X0 + column * PIXEL, Y0 - (row + height) * PIXEL, X0 + (column + width) * PIXEL, Y0 - row * PIXEL)


def predicted(model: Model, raster: Path, **settings) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities (bands, H, W) and validity (H, W) of the part that the settings ask for."""
    options = PredictionSettings(**settings)
    with Raster(str(raster)) as opened:
        part = part_of(opened, options)
        blocks = list(predict_blocks(model, opened, options, PLAIN, Reporter(), part))
    return np.concatenate([b.probabilities for b in blocks], axis=1), np.concatenate([b.valid for b in blocks])


@pytest.mark.parametrize("box", [(0, 0, 90, 75), (11, 7, 40, 30), (60, 50, 30, 25), (20, 0, 1, 75), (5, 70, 3, 1)])
def test_an_extent_gets_what_the_whole_raster_would_hold_there(box, tmp_path):
    column, row, width, height = box
    raster = make_raster(tmp_path / "r.tif", noise(75, 90))
    model = pixelwise_model(make_card())
    all_of_it, _ = predicted(model, raster, window=16, stride=5)
    found, valid = predicted(model, raster, window=16, stride=5, extent=bounds(*box))
    assert valid.all() and valid.shape == (height, width)
    assert np.abs(found - all_of_it[:, row : row + height, column : column + width]).max() < 1e-6


def test_an_extent_that_cuts_pixels_takes_them_whole(tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(40, 40))
    left, bottom, right, top = bounds(10, 10, 5, 5)
    for nudge, size in ((0.0, 5), (0.2 * PIXEL, 7), (-0.2 * PIXEL, 5)):
        extent = (left - nudge, bottom - nudge, right + nudge, top + nudge)
        with Raster(str(raster)) as opened:
            part = part_of(opened, PredictionSettings(extent=extent))
        assert (part.grid.width, part.grid.height) == (size, size)


class Brightest(nn.Module):
    """Sure of the second class wherever something bright lies within four pixels."""

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        found = nn.functional.max_pool2d(images, 9, 1, 4) - 150
        return torch.cat([torch.zeros_like(found), found], dim=1)


def test_around_an_extent_the_network_sees_the_raster_and_no_mirror_image(tmp_path):
    image = np.full((1, 80, 80), 10, np.uint8)
    image[:, :, 40:] = 240
    raster = make_raster(tmp_path / "r.tif", image)
    found, _ = predicted(Model(Brightest(), make_card()), raster, window=32, extent=bounds(10, 20, 30, 30))
    assert (found[0, :, 26:] > 0.9).all(), "the bright half begins at the edge of the extent"
    assert (found[0, :, :26] < 0.1).all()


@pytest.mark.parametrize("geotransform", [NORTH_UP, SOUTH_UP, ROTATED])
def test_results_lie_where_their_ground_lies(geotransform, tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(75, 90), geotransform)
    layer = make_layer(tmp_path / "part.gpkg", [rectangle(30, 20, 25, 15, geotransform)])
    model = save_model(tmp_path / "m.safetensors", constant_model(make_card(), (0.2, 0.8)))
    for name, options in (("whole", []), ("part", ["--within", layer])):
        done = engine(
            "predict", "--model", model, "--raster", raster, "--output", tmp_path / f"{name}.tif",
            "--probability", tmp_path / f"{name}_p.tif", *options,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    width, height, placed, crs = grid_of(tmp_path / "part.tif")
    assert crs == grid_of(raster)[3]
    inverse = gdal.InvGeoTransform(geotransform)
    column, row = (round(value, 6) for value in gdal.ApplyGeoTransform(inverse, placed[0], placed[3]))
    assert column == int(column) and row == int(row) and placed[1:3] == geotransform[1:3]
    # A rotated raster's part is cut along its own rows and columns, so nothing but the polygon lies in it.
    inside = np.zeros((75, 90), bool)
    inside[20:35, 30:55] = True
    inside = inside[int(row) : int(row) + height, int(column) : int(column) + width]
    assert inside.sum() == 375
    assert (read(tmp_path / "part.tif") == np.where(inside, 1, 255)).all()
    assert (np.isnan(read(tmp_path / "part_p.tif")) == ~inside).all()


def test_polygons_in_another_crs_and_with_holes(tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(60, 60))
    from osgeo import ogr, osr

    ring = ogr.CreateGeometryFromWkt(rectangle(10, 10, 40, 30))
    ring = ring.Difference(ogr.CreateGeometryFromWkt(rectangle(20, 20, 10, 10)))
    ring.Transform(osr.CoordinateTransformation(reference(32633), reference(4326)))
    layer = make_layer(tmp_path / "part.gpkg", [ring], epsg=4326)
    _, valid = predicted(pixelwise_model(make_card()), raster, area=str(layer), window=16)
    expected = np.ones((30, 40), bool)
    expected[10:20, 10:20] = False
    assert np.count_nonzero(valid[: len(expected), :40] != expected) <= 4  # the way there and back is rounded


def test_windows_that_no_polygon_touches_are_not_computed(tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(256, 256))
    corners = [rectangle(0, 0, 20, 20), rectangle(236, 236, 20, 20)]
    layer = make_layer(tmp_path / "part.gpkg", corners)
    counts = []
    for area in (None, str(layer)):
        model = Model(Constant((0.4, 0.6)), make_card())
        _, valid = predicted(model, raster, window=32, stride=32, area=area)
        counts.append(model.network.windows)
    assert counts[0] == 64 and counts[1] == 2
    assert valid.sum() == 800


def test_an_extent_and_polygons_together_give_what_lies_in_both(tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(60, 60))
    layer = make_layer(tmp_path / "part.gpkg", [rectangle(10, 10, 30, 30)])
    _, valid = predicted(
        pixelwise_model(make_card()), raster, area=str(layer), extent=bounds(30, 20, 30, 10), window=16
    )
    assert valid.shape == (10, 10) and valid.all()


def test_what_lies_elsewhere_is_refused_and_leaves_nothing(tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(60, 60))
    model = save_model(tmp_path / "m.safetensors", constant_model(make_card(), (0.2, 0.8)))
    beside = make_layer(tmp_path / "beside.gpkg", [rectangle(100, 100, 30, 30)])
    extent = ",".join(str(value) for value in bounds(60, 0, 10, 10))
    for options in (["--extent", extent], ["--within", beside], ["--within", tmp_path / "missing.gpkg"]):
        done = engine("predict", "--model", model, "--raster", raster, "--output", tmp_path / "out.tif", *options)
        assert done.returncode == 1, done.stderr
        assert "lies outside" in done.stderr or "There is no layer" in done.stderr
        assert not list(tmp_path.glob("*out*"))


def test_a_raster_without_a_position_has_no_parts(tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(60, 60), geotransform=None, epsg=None)
    with Raster(str(raster)) as opened, pytest.raises(EngineError, match="has no position") as caught:
        part_of(opened, PredictionSettings(extent=(0, 0, 10, 10)))
    assert "georeference" in caught.value.remedy


@pytest.mark.parametrize("extent", [(0, 0, 1), (1, 0, 1, 2), (0, 5, 1, 2), (0, 0, float("nan"), 1), ()])
def test_an_extent_that_is_none_is_refused(extent):
    with pytest.raises(EngineError, match="An extent of"):
        PredictionSettings(extent=extent)


def test_a_run_can_be_limited_and_its_picture_shows_the_part(finished_run, tmp_path):
    run = shutil.copytree(finished_run, tmp_path / "run")
    extent = ",".join(str(value) for value in bounds(32, 40, 64, 48))
    before = gdal.Open(str(run / "report/scene.png"))
    done = engine("mask", "--folder", run, "--set", f"prediction.extent={extent}")
    assert done.returncode == 0, done.stderr
    assert read(run / "prediction/scene_mask.tif").shape == (48, 64)
    assert grid_of(run / "prediction/scene_mask.tif")[2][0] == X0 + 32 * PIXEL
    after = gdal.Open(str(run / "report/scene.png"))
    assert after.RasterXSize / after.RasterYSize > before.RasterXSize / before.RasterYSize


def test_polygons_that_were_changed_are_mapped_anew(finished_run, tmp_path):
    run = shutil.copytree(finished_run, tmp_path / "run")
    layer = tmp_path / "part.gpkg"
    sizes = []
    for width in (30, 50):
        layer.unlink(missing_ok=True)
        make_layer(layer, [rectangle(20, 20, width, 40)])
        done = engine("mask", "--folder", run, "--set", f"prediction.area={layer}")
        assert done.returncode == 0, done.stderr
        sizes.append(read(run / "prediction/scene_mask.tif").shape)
    assert sizes == [(40, 30), (40, 50)]


def test_settings_of_one_part_reach_the_outputs(tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(60, 60))
    model = save_model(tmp_path / "m.safetensors", constant_model(make_card(), (0.2, 0.8)))
    settings = RunSettings().with_value("prediction.extent", ",".join(map(str, bounds(5, 6, 20, 10))))
    apply.predict(str(model), str(raster), tmp_path / "m.tif", tmp_path / "p.tif", settings, Reporter())
    for name in ("m.tif", "p.tif"):
        assert grid_of(tmp_path / name)[:2] == (20, 10)
        assert grid_of(tmp_path / name)[2] == (X0 + 5 * PIXEL, PIXEL, 0, Y0 - 6 * PIXEL, 0, -PIXEL)
