"""Prediction by sliding windows: seamless, complete, on exactly the input's grid, with flat memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from deep_segmentation_wizard.engine.data.dataset import Scaling
from deep_segmentation_wizard.engine.data.raster import Raster
from deep_segmentation_wizard.engine.errors import Cancelled, EngineError
from deep_segmentation_wizard.engine.events import Event, Finding, Progress, Reporter
from deep_segmentation_wizard.engine.mapping import apply
from deep_segmentation_wizard.engine.mapping.prediction import predict_blocks, require_fitting
from deep_segmentation_wizard.engine.network.model import Model
from deep_segmentation_wizard.engine.settings import PredictionSettings, RunSettings
from deep_segmentation_wizard.tests.engine.network.models import (
    PLAIN,
    Constant,
    Pixelwise,
    constant_model,
    make_card,
    pixelwise_model,
    save_model,
)
from deep_segmentation_wizard.tests.engine.scenes import (
    NORTH_UP,
    ROOT,
    engine,
    grid_of,
    make_raster,
    read,
    reference,
)

KINDS = ("uniform", "gaussian", "hann")
RGB = ("Red", "Green", "Blue")
# Window and stride: one pixel apart, odd, even, edge to edge, default, larger than the raster.
WINDOWS = [(8, 1), (7, 3), (16, 5), (16, 16), (15, 15), (64, None), (100, 30), (128, 128)]
SIZES = [(37, 53), (64, 64), (1, 40), (40, 1), (97, 20)]


def noise(height: int, width: int, bands: int = 1, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(1, 255, (bands, height, width), dtype=np.uint8)


def mosaic(
    model: Model, raster: Path, reporter: Reporter | None = None, **settings
) -> tuple[np.ndarray, np.ndarray]:
    """Probabilities (bands, H, W) and known pixels (H, W) of a whole raster, put together from its blocks."""
    with Raster(str(raster)) as opened:
        blocks = list(predict_blocks(model, opened, PredictionSettings(**settings), PLAIN, reporter or Reporter()))
        height = opened.grid.height
    rows = [0, *np.cumsum([len(block.valid) for block in blocks])]
    assert [block.row for block in blocks] == rows[:-1] and rows[-1] == height
    assert all(block.probabilities.dtype == np.float32 for block in blocks)
    return np.concatenate([b.probabilities for b in blocks], axis=1), np.concatenate([b.valid for b in blocks])


# -- seamless -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("window", "stride"), WINDOWS)
@pytest.mark.parametrize("size", SIZES)
def test_a_constant_answer_is_that_constant_everywhere(kind, window, stride, size, tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(*size))
    options = {"window": window, "stride": stride, "step_map": kind}
    for answer in ((0.7, 0.3), (0.123456, 0.6, 0.276544)):
        model = Model(Constant(answer), make_card(len(answer)))
        found, valid = mosaic(model, raster, **options)
        expected = answer[1:] if len(answer) == 2 else answer
        assert found.shape == (len(expected), *size) and valid.all()
        for number, value in enumerate(expected):
            assert np.abs(found[number] - value).max() < 1e-6


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("window", "stride"), WINDOWS)
def test_a_pixelwise_model_gives_what_one_pass_over_the_whole_image_gives(kind, window, stride, tmp_path):
    image = noise(61, 83, bands=3)
    raster = make_raster(tmp_path / "r.tif", image)
    for classes in (2, 4):
        model = pixelwise_model(make_card(classes, RGB))
        expected = model.network.whole(image)[1 if classes == 2 else 0 :]
        assert expected.std() > 0.1
        found, _ = mosaic(model, raster, window=window, stride=stride, step_map=kind)
        assert np.abs(found - expected).max() < 1e-6


@pytest.mark.parametrize("batch", [1, 3, 50])
def test_the_size_of_the_batch_changes_nothing(batch, tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(61, 83))
    model = pixelwise_model(make_card())
    assert (mosaic(model, raster, window=16, batch_size=batch)[0] == mosaic(model, raster, window=16)[0]).all()


def test_the_image_is_scaled_as_in_training(tmp_path):
    image = np.random.default_rng(0).normal(300, 40, (1, 30, 30)).astype(np.float32)
    model = pixelwise_model(make_card(scaling=Scaling((-20.0,), (2.5,)), dtype="float32"))
    expected = model.network.whole((image + 20) / 2.5)[1:]
    assert expected.std() > 0.1
    assert np.abs(mosaic(model, make_raster(tmp_path / "r.tif", image), window=16)[0] - expected).max() < 1e-5


def test_windows_overlap_by_half_unless_told_otherwise(tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(64, 64))
    counts = {}
    for window, stride in ((None, None), (None, 64), (32, None)):
        network = Constant((0.5, 0.5))
        mosaic(Model(network, make_card(window=64)), raster, window=window, stride=stride)
        counts[window, stride] = network.windows
    assert counts == {(None, None): 2 * 2, (None, 64): 1, (32, None): 4 * 4}


def test_a_stride_above_the_models_window_is_refused(tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(64, 64))
    with pytest.raises(EngineError, match="leaves gaps between windows of 64"):
        mosaic(pixelwise_model(make_card(window=64)), raster, stride=65)


# -- what is not known --------------------------------------------------------------------------------------


def test_windows_of_nodata_alone_are_passed_over(tmp_path):
    image = noise(128, 256)
    image[:, :, :128] = 0
    image[:, :64] = 0
    raster = make_raster(tmp_path / "r.tif", image, nodata=0)
    network, seen = Constant((0.4, 0.6)), []
    found, valid = mosaic(Model(network, make_card()), raster, Reporter(seen.append), window=64, stride=64)
    assert network.windows == 2
    assert (valid == (image[0] != 0)).all() and np.abs(found[0, valid] - 0.6).max() < 1e-6
    progress = [event for event in seen if isinstance(event, Progress)]
    assert (progress[-1].done, progress[-1].total) == (8, 8)


def test_a_raster_of_nodata_alone_gives_an_empty_mask(tmp_path):
    raster = make_raster(tmp_path / "r.tif", np.zeros((1, 70, 70), np.uint8), nodata=0)
    network = Constant((0.4, 0.6))
    _, valid = mosaic(Model(network, make_card()), raster)
    assert not valid.any() and network.windows == 0


def _declared(path: Path, image: np.ndarray, gap: np.ndarray) -> Path:
    image[:, gap] = 255
    return make_raster(path, image, nodata=255)


def _alpha(path: Path, image: np.ndarray, gap: np.ndarray) -> Path:
    raster = make_raster(path, np.concatenate([image, np.where(gap, 0, 255).astype(np.uint8)[None]]))
    dataset = gdal.Open(str(raster), gdal.GA_Update)
    dataset.GetRasterBand(2).SetColorInterpretation(gdal.GCI_AlphaBand)
    return raster


def _mask_band(path: Path, image: np.ndarray, gap: np.ndarray) -> Path:
    raster = make_raster(path, image)
    dataset = gdal.Open(str(raster), gdal.GA_Update)
    dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
    dataset.GetRasterBand(1).GetMaskBand().WriteArray(np.where(gap, 0, 255).astype(np.uint8))
    return raster


def _not_a_number(path: Path, image: np.ndarray, gap: np.ndarray) -> Path:
    image = image.astype(np.float32)
    image[:, gap] = np.nan
    image[0, 3, 3] = np.inf
    gap[3, 3] = True
    return make_raster(path, image)


@pytest.mark.parametrize("make", [_declared, _alpha, _mask_band, _not_a_number])
def test_row_01_unknown_pixels_are_255_in_the_mask_and_nan_in_the_probability(make, tmp_path):
    gap = np.zeros((90, 75), bool)
    gap[20:50, 30:] = True
    raster = make(tmp_path / "r.tif", noise(90, 75) // 2 + 1, gap)
    model = save_model(tmp_path / "m.safetensors", constant_model(make_card(window=32), (0.2, 0.8)))
    apply.predict(str(model), str(raster), tmp_path / "mask.tif", tmp_path / "p.tif", RunSettings(), Reporter())
    mask, probability = read(tmp_path / "mask.tif"), read(tmp_path / "p.tif")
    assert (mask == np.where(gap, 255, 1)).all()
    assert (np.isnan(probability) == gap).all()
    assert np.abs(probability[~gap] - 0.8).max() < 1e-6


def test_what_nodata_holds_does_not_reach_the_pixels_beside_it(tmp_path):
    image = np.full((1, 64, 64), 100, np.float32)
    image[:, :, 40:] = -9999
    other = np.where(image == -9999, 1e30, image).astype(np.float32)
    model = constant_model(make_card(window=32, dtype="float32"), (0.5, 0.5))
    model.network.head.weight.data.fill_(1)  # so that the answer depends on the image
    first, valid = mosaic(model, make_raster(tmp_path / "a.tif", image, nodata=-9999), window=32)
    second, _ = mosaic(model, make_raster(tmp_path / "b.tif", other, nodata=float(np.float32(1e30))), window=32)
    assert (first[0, valid] == second[0, valid]).all()


# -- the grid -----------------------------------------------------------------------------------------------

GRIDS = {
    "north-up": {},
    "south-up": {"geotransform": (500000.0, 0.5, 0.0, 5400000.0, 0.0, 0.5)},
    "not square": {"geotransform": (500000.0, 0.5, 0.0, 5500000.0, 0.0, -1 / 3)},
    "rotated": {"geotransform": (500000.0, 0.4, 0.3, 5500000.0, 0.3, -0.4)},
    "without CRS": {"epsg": None},
    "without position": {"geotransform": None, "epsg": None},
    "in degrees": {"geotransform": (15.0, 1e-5 / 3, 0.0, 48.0, 0.0, -1e-5 / 3), "epsg": 4326},
    "smaller than the window": {"size": (21, 33)},
}


@pytest.mark.parametrize("name", GRIDS)
def test_the_results_lie_on_exactly_the_inputs_grid(name, tmp_path):
    options = dict(GRIDS[name])
    image = noise(*options.pop("size", (75, 90)))
    raster = make_raster(tmp_path / "r.tif", image, **options)
    model = save_model(tmp_path / "m.safetensors", constant_model(make_card(), (0.35, 0.65)))
    mask, probability = tmp_path / "out" / "mask.tif", tmp_path / "out" / "p.tif"
    done = engine("predict", "--model", model, "--raster", raster, "--output", mask, "--probability", probability)
    assert done.returncode == 0, done.stderr
    assert grid_of(mask) == grid_of(probability) == grid_of(raster)
    assert (read(mask) == 1).all()
    assert np.abs(read(probability) - 0.65).max() < 1e-6
    assert {path.name for path in mask.parent.iterdir()} == {
        "mask.tif", "mask.tif.aux.xml", "mask.qml", "mask_areas.csv", "p.tif",
    }  # fmt: skip


@pytest.mark.parametrize(
    "options", [("--window", 64, "--stride", 64, "--step-map", "uniform"), ("--window", 9, "--stride", 4), ()]
)
def test_a_constant_unet_is_constant_through_the_command(options, tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(83, 107, bands=3))
    model = constant_model(make_card(3, RGB, window=256), (0.15, 0.6, 0.25))
    path = save_model(tmp_path / "m.safetensors", model)
    done = engine(
        "predict", "--model", path, "--raster", raster, "--output", tmp_path / "mask.tif",
        "--probability", tmp_path / "p.tif", "--all-bands", *options,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for band, value in zip(read(tmp_path / "p.tif"), (0.15, 0.6, 0.25), strict=True):
        assert np.abs(band - value).max() < 1e-6
    assert (read(tmp_path / "mask.tif") == 1).all()


def test_row_11_a_south_up_twin_gets_the_same_answer_at_the_same_ground(tmp_path):
    image = noise(75, 90)
    image[:, :20, :30] = 250  # a corner that tells the twins apart
    x0, xx, _, y0, _, yy = NORTH_UP
    north = make_raster(tmp_path / "north.tif", image)
    south = make_raster(tmp_path / "south.tif", image[:, ::-1], (x0, xx, 0.0, y0 + 75 * yy, 0.0, -yy))
    model = pixelwise_model(make_card())
    results = {}
    for name, raster in (("north", north), ("south", south)):
        found, _ = mosaic(model, raster, window=32, stride=9)
        results[name] = make_raster(tmp_path / f"{name}_p.tif", found, gdal.Open(str(raster)).GetGeoTransform())
    assert np.ptp(read(results["north"])) > 0.3
    for column, row in ((0.5, 0.5), (29.5, 19.5), (89.5, 74.5), (40.5, 33.5)):
        x, y = x0 + column * xx, y0 + row * yy
        assert value_at(results["north"], x, y) == pytest.approx(value_at(results["south"], x, y), abs=1e-6)


def value_at(raster: Path, x: float, y: float) -> float:
    """The pixel at a place on the map."""
    dataset = gdal.Open(str(raster))
    column, row = gdal.ApplyGeoTransform(gdal.InvGeoTransform(dataset.GetGeoTransform()), x, y)
    return float(dataset.ReadAsArray(int(column), int(row), 1, 1)[0, 0])


# -- rasters unlike those of training -----------------------------------------------------------------------


def findings(model: Model, raster: Path) -> list[str]:
    seen: list[Event] = []
    with Raster(str(raster)) as opened:
        require_fitting(model, opened, Reporter(seen.append))
    assert all(event.severity == "warning" and event.remedy for event in seen if isinstance(event, Finding))
    return [event.message for event in seen if isinstance(event, Finding)]


def test_row_19_a_raster_with_other_bands_is_refused_and_both_are_listed(tmp_path):
    model = save_model(tmp_path / "m.safetensors", constant_model(make_card(2, RGB), (0.5, 0.5)))
    raster = make_raster(tmp_path / "r.tif", noise(40, 40, bands=2))
    done = engine("predict", "--model", model, "--raster", raster, "--output", tmp_path / "mask.tif")
    assert done.returncode == 1
    assert "3 bands (Red, Green, Blue)" in done.stderr and "has 2 (band 1, band 2)" in done.stderr
    assert "same bands in the same order" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "mask.tif").exists()


def test_row_19_the_same_bands_in_another_order_are_refused(tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(40, 40, bands=3))
    dataset = gdal.Open(str(raster), gdal.GA_Update)
    for number, colour in enumerate((gdal.GCI_BlueBand, gdal.GCI_GreenBand, gdal.GCI_RedBand), start=1):
        dataset.GetRasterBand(number).SetColorInterpretation(colour)
    dataset = None
    with pytest.raises(EngineError, match=r"\(Red, Green, Blue\).*\(Blue, Green, Red\)"):
        findings(constant_model(make_card(2, RGB), (0.5, 0.5)), raster)
    assert findings(constant_model(make_card(2, ("Blue", "Green", "Red")), (0.5, 0.5)), raster) == []


@pytest.mark.parametrize(
    ("size", "warned"),
    [((0.5, 0.5), None), ((0.9, 0.3), None), ((1.1, 1.1), "2.2"), ((0.1, 0.1), "0.2"), ((0.5, 3.0), "6")],
)
def test_row_20_a_pixel_size_more_than_twice_off_is_warned_of(size, warned, tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(40, 40), (5e5, size[0], 0.0, 5.5e6, 0.0, -size[1]))
    said = findings(constant_model(make_card(), (0.5, 0.5)), raster)
    assert [f"{warned} times as large" in message for message in said] == ([] if warned is None else [True])


def test_pixel_sizes_are_compared_across_zones_but_not_with_degrees(tmp_path):
    model = constant_model(make_card(), (0.5, 0.5))
    other_zone = make_raster(tmp_path / "a.tif", noise(40, 40), (5e5, 5.0, 0.0, 5.5e6, 0.0, -5.0), epsg=32634)
    assert "10 times as large" in findings(model, other_zone)[0]
    degrees = make_raster(tmp_path / "b.tif", noise(40, 40), (15.0, 5e-6, 0.0, 48.0, 0.0, -5e-6), epsg=4326)
    assert findings(model, degrees) == []
    learned_in_degrees = constant_model(
        make_card(crs=reference(4326).ExportToWkt(), pixel_size=(5e-6, 5e-6)), (0.5, 0.5)
    )
    assert findings(learned_in_degrees, degrees) == []
    assert findings(learned_in_degrees, other_zone) == []


def test_another_type_of_values_is_warned_of(tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(40, 40).astype(np.uint16))
    assert (
        "holds uint16 values, the model learned from uint8"
        in findings(constant_model(make_card(), (0.5, 0.5)), raster)[0]
    )


# -- ended early --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["in mid-way", "while the mask is finished"])
def test_cancel_leaves_no_file_and_keeps_the_earlier_mask(when, tmp_path):
    raster = make_raster(tmp_path / "r.tif", noise(200, 150))
    model = save_model(tmp_path / "m.safetensors", constant_model(make_card(window=32), (0.2, 0.8)))
    mask, settings = tmp_path / "out" / "mask.tif", RunSettings()
    apply.predict(str(model), str(raster), mask, None, settings, Reporter())
    before = {path.name: path.read_bytes() for path in mask.parent.iterdir()}
    reporter, temporary = Reporter(), []

    def cancel(event: Event) -> None:
        if isinstance(event, Progress) and event.done == (event.total if when != "in mid-way" else 0):
            temporary.extend(path.name for path in mask.parent.iterdir() if path.name not in before)
            reporter.control.cancel()

    reporter.sinks.append(cancel)
    with pytest.raises(Cancelled):
        apply.predict(str(model), str(raster), mask, mask.with_name("p.tif"), settings, reporter)
    assert temporary
    assert {path.name: path.read_bytes() for path in mask.parent.iterdir()} == before


# -- memory -------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="the peak of a child's memory is asked for by wait4")
def test_memory_does_not_grow_with_the_rows(tmp_path):
    model = save_model(tmp_path / "m.safetensors", constant_model(make_card(2, RGB, window=256), (0.2, 0.8)))
    peaks = {}
    for rows in (4000, 16000):
        raster = tmp_path / f"{rows}.tif"
        options = ["TILED=YES", "INTERLEAVE=PIXEL"]
        dataset = gdal.GetDriverByName("GTiff").Create(str(raster), 1024, rows, 3, gdal.GDT_Byte, options)
        for row in range(0, rows, 500):
            dataset.WriteArray(noise(500, 1024, 3), 0, row)
        dataset = None
        peaks[rows] = peak_of(
            "predict", "--model", model, "--raster", raster, "--output", tmp_path / "mask.tif",
            "--probability", tmp_path / "p.tif", "--window", 256, "--stride", 256,
        )  # fmt: skip
    # The raster alone would take 36 MB more, the probabilities 48 MB.
    assert peaks[16000] < 1.05 * peaks[4000] + 4


def peak_of(*arguments: object) -> float:
    """The most memory that the engine held, in MB."""
    command = [sys.executable, "-m", "engine", *map(str, arguments)]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def test_pixelwise_helper_depends_on_the_pixel_alone():
    network, image = Pixelwise(1, 2), noise(20, 30)
    assert np.allclose(network.whole(image)[:, 5:9, 7:11], network.whole(image[:, 5:9, 7:11]), atol=1e-7)
