"""How probabilities are stored: one band, all, or the likeliest class and its own; as floats or in 8 bits."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from osgeo import gdal

from deep_segmentation_wizard.engine.data.classes import LandClass
from deep_segmentation_wizard.engine.data.raster import Raster
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.events import Reporter
from deep_segmentation_wizard.engine.mapping import apply
from deep_segmentation_wizard.engine.mapping.probabilities import ProbabilityRaster
from deep_segmentation_wizard.engine.mapping.report import draw_maps
from deep_segmentation_wizard.engine.network.model import Model
from deep_segmentation_wizard.engine.settings import MaskSettings, PredictionSettings, RunSettings
from deep_segmentation_wizard.tests.engine.network.models import make_card, save_model, unet_model
from deep_segmentation_wizard.tests.engine.scenes import engine, grid_of, make_raster, read

CLASSES = (
    LandClass(0, "background", "#dcdcdc"),
    LandClass(3, "Straße & Weg", "#123456"),
    LandClass(250, "water", "#0072b2"),
)


@pytest.fixture
def raster(tmp_path) -> Path:
    image = np.random.default_rng(0).integers(1, 255, (1, 90, 130), dtype=np.uint8)
    image[0, 20:40, 30:60] = 0
    return make_raster(tmp_path / "scene.tif", image, nodata=0)


def varied(classes: tuple[LandClass, ...]) -> Model:
    """A model whose answers differ from pixel to pixel, and which knows no class by heart."""
    model = unet_model(make_card(classes, window=64, threshold=0.5 if len(classes) == 2 else None))
    head = model.network.head
    with torch.no_grad():
        head.weight.normal_(0, 2)
        noise = torch.rand(1, 1, 90, 130) * 255
        head.bias -= model.network(noise).mean(dim=(0, 2, 3))
    return model


def predicted(tmp_path: Path, raster: Path, classes: tuple[LandClass, ...], **settings) -> tuple[Path, Path, Path]:
    """Paths of model, mask and probabilities."""
    model = save_model(tmp_path / "m.safetensors", varied(classes))
    name = "_".join(map(str, settings.values())) or "default"
    mask, probability = tmp_path / f"{name}_mask.tif", tmp_path / f"{name}_p.tif"
    options = RunSettings(prediction=PredictionSettings(**settings))
    apply.predict(str(model), str(raster), mask, probability, options, Reporter())
    return model, mask, probability


def bands_of(path: Path) -> list[gdal.Band]:
    bands_of.kept = dataset = gdal.Open(str(path))
    return [dataset.GetRasterBand(number + 1) for number in range(dataset.RasterCount)]


def test_two_classes_are_stored_as_floats_unless_told_otherwise(raster, tmp_path):
    _, mask, probability = predicted(tmp_path, raster, CLASSES[:2])
    values = read(probability)
    assert values.dtype == np.float32 and values.shape == (90, 130)
    gap = read(raster) == 0
    assert (np.isnan(values) == gap).all() and np.nanstd(values) > 0.02
    assert (read(mask) == np.where(gap, 255, np.where(values >= 0.5, 3, 0))).all()


def test_8_bits_hold_the_probability_in_steps_of_a_250th(raster, tmp_path):
    _, _, exact = predicted(tmp_path, raster, CLASSES[:2])
    _, mask, small = predicted(tmp_path, raster, CLASSES[:2], encoding="8-bit")
    band = bands_of(small)[0]
    codes, values = band.ReadAsArray(), read(exact)
    assert codes.dtype == np.uint8 and band.GetNoDataValue() == 255 and band.GetScale() == 0.004
    known = ~np.isnan(values)
    assert (codes[~known] == 255).all() and codes[known].max() <= 250
    assert np.abs(codes[known] * band.GetScale() - values[known]).max() <= 0.002 + 1e-6
    assert (read(mask) == np.where(known, np.where(codes >= 125, 3, 0), 255)).all()
    assert grid_of(small) == grid_of(exact) and small.stat().st_size < exact.stat().st_size / 3


def test_more_classes_are_stored_as_the_likeliest_and_its_probability(raster, tmp_path):
    _, mask, probability = predicted(tmp_path, raster, CLASSES)
    _, same_mask, everything = predicted(tmp_path, raster, CLASSES, all_bands=True)
    winner, sure = read(probability)
    each = read(everything)
    assert [band.GetDescription() for band in bands_of(probability)] == ["class", "probability"]
    assert [band.GetDescription() for band in bands_of(everything)] == [item.name for item in CLASSES]
    known = read(raster) != 0
    assert len(np.unique(winner[known])) == 3
    assert (winner[known] == np.array([0, 3, 250])[each.argmax(axis=0)][known]).all()
    assert (sure[known] == each.max(axis=0)[known]).all() and np.isnan(sure[~known]).all()
    assert (read(mask) == read(same_mask)).all() and (read(mask)[known] == winner[known]).all()


@pytest.mark.parametrize("all_bands", [False, True])
def test_more_classes_in_8_bits_keep_their_codes(all_bands, raster, tmp_path):
    _, mask, _ = predicted(tmp_path, raster, CLASSES)
    _, small_mask, small = predicted(tmp_path, raster, CLASSES, encoding="8-bit", all_bands=all_bands)
    values = read(small)
    assert values.dtype == np.uint8 and ((values == 255) == (read(raster) == 0)).all()
    if not all_bands:
        assert (values[0] == read(mask)).all() and bands_of(small)[0].GetScale() in (None, 1)
    assert (read(small_mask) == read(mask)).mean() > (0.95 if all_bands else 0.9999)


@pytest.mark.parametrize(
    "settings", [{}, {"encoding": "8-bit"}, {"all_bands": True}, {"all_bands": True, "encoding": "8-bit"}]
)
@pytest.mark.parametrize("count", [2, 3])
def test_the_mask_alone_is_that_of_the_prediction_whatever_the_form(count, settings, raster, tmp_path):
    model, mask, probability = predicted(tmp_path, raster, CLASSES[:count], **settings)
    apply.mask(str(model), probability, tmp_path / "again.tif", MaskSettings(), Reporter())
    assert (read(tmp_path / "again.tif") == read(mask)).all()
    draw_maps(tmp_path / "maps.png", Raster(str(raster)), None, probability, mask, CLASSES[:count])
    assert (tmp_path / "maps.png").stat().st_size > 5000


def test_a_threshold_between_two_steps_and_on_one_means_the_same_in_8_bits(raster, tmp_path):
    model, _, probability = predicted(tmp_path, raster, CLASSES[:2], encoding="8-bit")
    codes = read(probability)
    for step in np.unique(codes[codes != 255])[::9]:
        for threshold, least in ((step * 0.004, step), (step * 0.004 + 0.001, step + 1)):
            apply.mask(str(model), probability, tmp_path / "mask.tif", MaskSettings(float(threshold)), Reporter())
            expected = np.where(codes == 255, 255, np.where(codes >= least, 3, 0))
            assert (read(tmp_path / "mask.tif") == expected).all()


def test_probabilities_of_other_classes_are_refused(raster, tmp_path):
    _, _, probability = predicted(tmp_path, raster, CLASSES)
    other = (*CLASSES[:2], LandClass(7, "wood", "#0072b2"))
    with pytest.raises(EngineError, match="holds background, Straße & Weg, water, but the model tells apart"):
        ProbabilityRaster(probability, other)


def test_what_the_probabilities_mean_is_known_from_the_raster(raster, tmp_path):
    _, _, probability = predicted(tmp_path, raster, CLASSES)
    with ProbabilityRaster(probability, CLASSES) as opened:
        judged = opened.judge(10, 40, None)
    winner, sure = read(probability)[:, 10:50]
    assert (np.array([0, 3, 250])[judged.places][judged.valid] == winner[judged.valid]).all()
    assert (judged.probability[judged.valid] == sure[judged.valid]).all()


def test_a_run_keeps_8_bits_and_older_probabilities_of_all_classes_can_be_read(finished_run, tmp_path):
    run = shutil.copytree(finished_run, tmp_path / "run")
    done = engine("mask", "--folder", run, "--set", "prediction.encoding=8-bit")
    assert done.returncode == 0, done.stderr
    assert read(run / "prediction/scene_probability.tif").dtype == np.uint8
    assert json.loads((run / "settings.json").read_text())["prediction"]["encoding"] == "8-bit"
    assert set(np.unique(read(run / "prediction/scene_mask.tif"))) == {0, 1}
