"""The mask: class codes as a Cloud-Optimized GeoTIFF, which takes the place of nothing but an earlier result."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, osr

from deep_segmentation_wizard.engine.data.classes import LandClass, make_classes
from deep_segmentation_wizard.engine.data.raster import Raster
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.events import Reporter
from deep_segmentation_wizard.engine.mapping import apply
from deep_segmentation_wizard.engine.mapping.mask import write_mask
from deep_segmentation_wizard.engine.mapping.outputs import MaskWriter
from deep_segmentation_wizard.engine.mapping.probabilities import ProbabilityWriter, form_for
from deep_segmentation_wizard.engine.settings import MaskSettings, PredictionSettings, RunSettings
from deep_segmentation_wizard.tests.engine.network.models import constant_model, make_card, save_model
from deep_segmentation_wizard.tests.engine.scenes import engine, events_of, grid_of, make_raster, read

CLASSES = (
    LandClass(0, "background", "#dcdcdc"),
    LandClass(3, "Straße & Weg", "#123456"),
    LandClass(7, "water <b>", "#0072b2"),
)


@pytest.fixture
def raster(tmp_path) -> Path:
    image = np.random.default_rng(0).integers(1, 255, (1, 70, 90), dtype=np.uint8)
    return make_raster(tmp_path / "scene.tif", image)


@pytest.fixture
def model(tmp_path) -> Path:
    return save_model(tmp_path / "model.safetensors", constant_model(make_card(), (0.4, 0.6)))


def probabilities(
    tmp_path: Path, classes: tuple[LandClass, ...], height: int = 300, width: int = 200, **settings
) -> Path:
    """A probability raster of noise, as step 8 writes it, with a corner that is not known."""
    raster = make_raster(tmp_path / "image.tif", np.zeros((height, width), np.uint8))
    bands = 1 if len(classes) == 2 else len(classes)
    noise = np.random.default_rng(1).random((bands, height, width)).astype(np.float32)
    valid = np.ones((height, width), bool)
    valid[:9, :7] = False
    form = form_for(classes, PredictionSettings(**settings))
    with Raster(str(raster)) as opened, ProbabilityWriter(tmp_path / "p.tif", opened.grid, form) as writer:
        for row in range(0, height, 77):
            writer.add(noise[:, row : row + 77], valid[row : row + 77])
    return tmp_path / "p.tif"


# -- what it holds ------------------------------------------------------------------------------------------


def test_holds_the_codes_of_the_likeliest_classes_and_not_their_places(tmp_path):
    source = probabilities(tmp_path, CLASSES, all_bands=True)
    mask = write_mask(source, tmp_path / "mask.tif", make_card(CLASSES), MaskSettings(), Reporter()).mask
    expected = np.array([0, 3, 7])[np.nan_to_num(read(source), nan=-1).argmax(axis=0)]
    expected[:9, :7] = 255
    assert (read(mask) == expected).all()
    assert set(np.unique(expected)) == {0, 3, 7, 255}


@pytest.mark.parametrize("threshold", [0.0, 0.25, 0.9, 1.0])
def test_two_classes_are_told_apart_by_the_threshold(threshold, tmp_path):
    classes = make_classes({3: "meadow", 7: "wood"})
    source = probabilities(tmp_path, classes)
    mask = write_mask(source, tmp_path / "mask.tif", make_card(classes), MaskSettings(threshold), Reporter()).mask
    expected = np.where(read(source) >= np.float32(threshold), 7, 3)
    expected[:9, :7] = 255
    assert (read(mask) == expected).all()


def test_is_a_cloud_optimized_geotiff_with_nodata_colours_and_class_names(tmp_path):
    source = probabilities(tmp_path, CLASSES, height=1100, width=600)
    mask = write_mask(source, tmp_path / "mask.tif", make_card(CLASSES), MaskSettings(), Reporter()).mask
    dataset = gdal.Open(str(mask))
    band = dataset.GetRasterBand(1)
    assert dataset.RasterCount == 1 and gdal.GetDataTypeName(band.DataType) == "Byte"
    assert dataset.GetMetadata("IMAGE_STRUCTURE")["LAYOUT"] == "COG"
    assert dataset.GetMetadata("IMAGE_STRUCTURE")["COMPRESSION"] == "DEFLATE"
    assert band.GetNoDataValue() == 255
    table = band.GetColorTable()
    assert table.GetColorEntry(0)[:3] == (0xDC, 0xDC, 0xDC)
    assert table.GetColorEntry(3)[:3] == (0x12, 0x34, 0x56)
    assert table.GetColorEntry(7)[:3] == (0x00, 0x72, 0xB2)
    names = band.GetCategoryNames()
    assert (names[0], names[3], names[7]) == ("background", "Straße & Weg", "water <b>")
    assert band.GetOverviewCount() > 0
    assert set(np.unique(band.GetOverview(0).ReadAsArray())) <= {0, 3, 7, 255}
    assert grid_of(mask) == grid_of(source)


def test_overviews_hold_the_commonest_class_and_not_one_between(tmp_path):
    # The colour of class 3 is the mean of three pixels of class 7 and one of class 0.
    classes = (LandClass(0, "a", "#000000"), LandClass(3, "b", "#bfbfbf"), LandClass(7, "c", "#ffffff"))
    source = make_raster(tmp_path / "scene.tif", np.zeros((1024, 1024), np.uint8))
    places = np.full((1024, 1024), 2, np.uint8)
    places[::2, ::2] = 0
    with (
        Raster(str(source)) as raster,
        MaskWriter(tmp_path / "mask.tif", raster.grid, classes, Reporter()) as mask,
    ):
        mask.add(places)
    dataset = gdal.Open(str(tmp_path / "mask.tif"))
    assert set(np.unique(dataset.GetRasterBand(1).GetOverview(0).ReadAsArray())) == {7}


def test_probabilities_have_a_named_band_for_each_class_and_one_for_two(tmp_path):
    for classes, shown in ((CLASSES, CLASSES), (CLASSES[:2], CLASSES[1:2])):
        dataset = gdal.Open(str(probabilities(tmp_path, classes, all_bands=True)))
        bands = [dataset.GetRasterBand(number + 1) for number in range(dataset.RasterCount)]
        assert [band.GetDescription() for band in bands] == [item.name for item in shown]
        assert all(gdal.GetDataTypeName(band.DataType) == "Float32" for band in bands)
        assert all(np.isnan(band.GetNoDataValue()) for band in bands)


# -- the threshold ------------------------------------------------------------------------------------------


def test_the_models_threshold_holds_unless_one_is_given(raster, tmp_path):
    path = save_model(tmp_path / "m.safetensors", constant_model(make_card(threshold=0.65), (0.4, 0.6)))
    values = []
    for threshold in ("none", "0.6", "0.61"):
        settings = RunSettings().with_value("mask.threshold", threshold)
        apply.predict(str(path), str(raster), tmp_path / "mask.tif", None, settings, Reporter())
        values.append(set(np.unique(read(tmp_path / "mask.tif"))))
    assert values == [{0}, {1}, {0}]
    done = engine(
        "predict", "--model", path, "--raster", raster, "--output", tmp_path / "mask.tif", "--threshold", 0.3
    )
    assert done.returncode == 0, done.stderr
    assert (read(tmp_path / "mask.tif") == 1).all()


def test_another_threshold_makes_the_masks_of_a_run_anew(finished_run, tmp_path):
    run = shutil.copytree(finished_run, tmp_path / "run")
    source, mask = run / "prediction/scene_probability.tif", run / "prediction/scene_mask.tif"
    probability, changed = read(source), source.stat().st_mtime_ns
    pixels = []
    for threshold in (0.02, 0.5, 0.98):
        done = engine("mask", "--folder", run, "--threshold", threshold, "--json")
        assert done.returncode == 0, done.stderr
        assert (read(mask) == (probability >= np.float32(threshold))).all()
        pixels.append(int((read(mask) == 1).sum()))
        last = events_of(done.stdout)[-1]
        assert last["event"] == "Finished" and last["outputs"]["masks"] == [str(mask)]
    assert pixels[0] > pixels[1] > pixels[2] > 0
    assert source.stat().st_mtime_ns == changed
    assert json.loads((run / "settings.json").read_text())["mask"]["threshold"] == 0.98


def test_probabilities_alone_give_a_mask_at_another_threshold(raster, model, tmp_path):
    mask, probability = tmp_path / "mask.tif", tmp_path / "p.tif"
    done = engine("predict", "--model", model, "--raster", raster, "--output", mask, "--probability", probability)
    assert done.returncode == 0, done.stderr
    first, made = read(mask).copy(), probability.read_bytes()
    value = float(np.nanmax(read(probability)))
    for threshold, expected in ((value + 1e-3, 0), (value - 1e-3, 1)):
        done = engine(
            "mask", "--model", model, "--probability", probability, "--output", mask, "--threshold", threshold,
            "--json",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        last = events_of(done.stdout)[-1]
        assert last["event"] == "Finished" and last["outputs"]["mask"] == str(mask)
        assert (read(mask) == np.where(first == 255, 255, expected)).all()
    assert probability.read_bytes() == made


@pytest.mark.parametrize("given", [[], ["--model"], ["--model", "--output"]])
def test_a_mask_of_nothing_is_refused_with_what_is_missing(given, model, tmp_path):
    values = {"--model": model, "--output": tmp_path / "mask.tif"}
    done = engine("mask", *(part for name in given for part in (name, values[name])))
    assert done.returncode == 1
    assert "--folder" in done.stderr and "--probability" in done.stderr and not (tmp_path / "mask.tif").exists()


def test_probabilities_of_another_model_are_refused(raster, model, tmp_path):
    other = save_model(tmp_path / "other.safetensors", constant_model(make_card(CLASSES), (0.2, 0.3, 0.5)))
    mask, probability = tmp_path / "mask.tif", tmp_path / "p.tif"
    assert engine(
        "predict", "--model", model, "--raster", raster, "--output", mask, "--probability", probability
    ).returncode == 0  # fmt: skip
    before = mask.read_bytes()
    for wrong in (other, probability):
        done = engine("mask", "--model", wrong, "--probability", probability, "--output", mask)
        assert done.returncode == 1 and mask.read_bytes() == before
    done = engine("mask", "--model", other, "--probability", probability, "--output", mask)
    assert "the model tells apart" in done.stderr
    done = engine("mask", "--model", model, "--probability", probability, "--output", probability)
    assert done.returncode == 1 and "is one of the inputs" in done.stderr


def test_a_threshold_for_more_than_two_classes_is_refused(finished_run, raster, tmp_path):
    run = shutil.copytree(finished_run, tmp_path / "run")
    card = make_card(CLASSES, ("Red", "Green", "Blue"))
    path = save_model(run / "model.safetensors", constant_model(card, (0.2, 0.3, 0.5)))
    mask, before = run / "prediction/scene_mask.tif", (run / "prediction/scene_mask.tif").read_bytes()
    for arguments in (
        ("mask", "--folder", run),
        ("predict", "--model", path, "--raster", raster, "--output", tmp_path / "mask.tif"),
    ):
        done = engine(*arguments, "--threshold", 0.4)
        assert done.returncode == 1
        assert "decides between two classes, but the model has 3" in done.stderr
    assert mask.read_bytes() == before and not (tmp_path / "mask.tif").exists()


def test_masks_without_a_model_are_refused(finished_run, tmp_path):
    run = shutil.copytree(finished_run, tmp_path / "run")
    (run / "model.safetensors").unlink()
    done = engine("mask", "--folder", run)
    assert done.returncode == 1 and "There is no model in" in done.stderr and "Run 'select' first." in done.stderr


# -- where it may be written --------------------------------------------------------------------------------


def refused(message: str, model: Path, raster: Path, output: Path, probability: Path | None = None) -> None:
    """Prediction is refused with a remedy, and no file comes or goes."""
    before = sorted(path.name for path in output.parent.iterdir())
    with pytest.raises(EngineError, match=message) as caught:
        apply.predict(str(model), str(raster), output, probability, RunSettings(), Reporter())
    assert caught.value.remedy.startswith("Choose another name")
    assert sorted(path.name for path in output.parent.iterdir()) == before


@pytest.mark.parametrize("name", ["scene.tif", "sub/../scene.tif", "link.tif"])
def test_an_output_that_is_the_input_is_refused_and_the_input_stays(name, raster, model, tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "link.tif").symlink_to(raster)
    before = raster.read_bytes()
    refused("is one of the inputs", model, raster, tmp_path / name)
    refused("is one of the inputs", model, raster, tmp_path / "mask.tif", tmp_path / name)
    assert raster.read_bytes() == before


def test_the_command_refuses_to_write_over_its_input(raster, model):
    before = raster.read_bytes()
    done = engine("predict", "--model", model, "--raster", raster.name, "--output", raster, cwd=raster.parent)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "is one of the inputs" in done.stderr and "Choose another name" in done.stderr
    assert raster.read_bytes() == before


def test_a_model_is_not_overwritten_by_its_mask(raster, model):
    before = model.read_bytes()
    refused("is one of the inputs", model, raster, model)
    assert model.read_bytes() == before


@pytest.mark.parametrize("content", ["raster", "text"])
def test_a_file_of_someone_else_is_refused_and_stays(content, raster, model, tmp_path):
    foreign = tmp_path / "mine.tif"
    if content == "raster":
        shutil.copy(raster, foreign)
    else:
        foreign.write_text("my notes")
    before = foreign.read_bytes()
    refused("was not written by Deep Segmentation Wizard", model, raster, foreign)
    assert foreign.read_bytes() == before


def test_an_earlier_mask_is_replaced_with_all_that_belongs_to_it(raster, model, tmp_path):
    output = tmp_path / "mask.tif"
    first = save_model(tmp_path / "first.safetensors", constant_model(make_card(CLASSES), (0.1, 0.8, 0.1)))
    apply.predict(str(first), str(raster), output, None, RunSettings(), Reporter())
    dataset = gdal.Open(str(output))
    dataset.GetRasterBand(1).SetStatistics(3, 3, 3, 0)  # as QGIS does when it shows a layer
    dataset = None
    apply.predict(str(model), str(raster), output, None, RunSettings(), Reporter())
    dataset = gdal.Open(str(output))
    assert (read(output) == 1).all()
    assert dataset.GetRasterBand(1).GetMetadata() == {}
    assert dataset.GetRasterBand(1).GetCategoryNames() == ["background", "class 1"]


@pytest.mark.parametrize("name", ["mask.png", "mask", "mask.gpkg"])
def test_a_name_that_is_no_geotiffs_is_refused(name, raster, model, tmp_path):
    with pytest.raises(EngineError) as caught:
        apply.predict(str(model), str(raster), tmp_path / name, None, RunSettings(), Reporter())
    assert caught.value.remedy == "Choose a name that ends in .tif."
    assert not (tmp_path / name).exists()


def test_mask_and_probability_of_one_name_are_refused(raster, model, tmp_path):
    with pytest.raises(EngineError, match="Two outputs have the same name"):
        apply.predict(str(model), str(raster), tmp_path / "a.tif", tmp_path / "a.tif", RunSettings(), Reporter())
    assert not (tmp_path / "a.tif").exists()
    (tmp_path / "b").mkdir()
    apply.predict(str(model), str(raster), tmp_path / "b/a.tif", tmp_path / "b/a.tiff", RunSettings(), Reporter())
    assert (read(tmp_path / "b/a.tif") == 1).all() and read(tmp_path / "b/a.tiff") == pytest.approx(0.6)


def test_a_missing_model_is_refused(raster, tmp_path):
    done = engine("predict", "--model", tmp_path / "no", "--raster", raster, "--output", tmp_path / "mask.tif")
    assert done.returncode == 1 and "There is no model at" in done.stderr and "Check the path." in done.stderr


def test_row_24_a_missing_or_damaged_raster_is_refused_and_leaves_nothing(raster, model, tmp_path):
    whole = raster.read_bytes()
    cut = tmp_path / "cut.tif"
    cut.write_bytes(whole[: len(whole) // 2])
    for source, message in ((tmp_path / "missing.tif", "There is no raster at"), (cut, "cannot be")):
        with pytest.raises(EngineError, match=message):
            apply.predict(str(model), str(source), tmp_path / "out/mask.tif", None, RunSettings(), Reporter())
        assert not list(tmp_path.glob("out/*"))


# -- when writing fails -------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="the limit on the size of files is that of Unix")
@pytest.mark.parametrize(
    ("name", "share"), [("p.tif", 0.1), ("p.tif", 0.95), ("mask.tif", 0.5), ("mask.tif", 0.95)]
)
def test_row_40_a_full_disk_is_said_and_leaves_the_earlier_results_alone(name, share, raster, tmp_path):
    import resource

    model = constant_model(make_card(), (0.5, 0.5))
    model.network.head.weight.data.fill_(3)  # so that the answer depends on the image: a constant fits on any disk
    path, folder = save_model(tmp_path / "m.safetensors", model), tmp_path / "out"
    mask, probability = folder / "mask.tif", folder / "p.tif" if name == "p.tif" else None
    apply.predict(str(path), str(raster), mask, probability, RunSettings(), Reporter())
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    limit = int(share * len(before[name]))
    done = engine(
        "predict", "--model", path, "--raster", raster, "--output", mask,
        *(("--probability", probability) if probability else ()),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "cannot be written" in done.stderr and "free space" in done.stderr
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_row_41_a_mask_that_a_program_holds_open_gets_another_name(raster, model, tmp_path, monkeypatch):
    mask, really = tmp_path / "x_mask.tif", os.replace
    apply.predict(str(model), str(raster), mask, None, RunSettings(), Reporter())
    before = mask.read_bytes()

    def replace(source: object, target: object) -> None:
        if Path(str(target)) == mask:
            raise PermissionError(13, "used by another process", str(target))  # as Windows says it
        really(source, target)

    monkeypatch.setattr(os, "replace", replace)
    settings = RunSettings(mask=MaskSettings(threshold=0.9, polygons=True))
    outputs = apply.predict(str(model), str(raster), mask, None, settings, Reporter())
    assert outputs["mask"] == str(tmp_path / "x_mask_2.tif") and (read(outputs["mask"]) == 0).all()
    assert outputs["areas"] == str(tmp_path / "x_mask_2_areas.csv")
    assert mask.read_bytes() == before
    assert not [path.name for path in tmp_path.iterdir() if path.name.startswith(".")]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is a folder that takes no files")
def test_a_folder_that_takes_no_files_is_refused(raster, model):
    with pytest.raises(EngineError, match="/proc/mask.* cannot be written"):
        apply.predict(str(model), str(raster), Path("/proc/mask.tif"), None, RunSettings(), Reporter())


@pytest.mark.parametrize(
    "definition",
    [
        "+proj=sinu +R=6371007.181",
        "+proj=geos +h=35785831 +lon_0=0",
        # No GeoTIFF can hold this one: GDAL keeps it in a side file.
        "+proj=ob_tran +o_proj=longlat +o_lon_p=0 +o_lat_p=39 +lon_0=18",
    ],
)
def test_rare_reference_systems_are_kept(definition, tmp_path):
    crs = osr.SpatialReference()
    crs.ImportFromProj4(definition)
    crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    source = make_raster(tmp_path / "scene.tif", np.zeros((20, 30), np.uint8), epsg=None)
    dataset = gdal.Open(str(source), gdal.GA_Update)
    dataset.SetSpatialRef(crs)
    dataset = None
    (tmp_path / "out").mkdir()
    with Raster(str(source)) as raster:
        pixels, valid = np.ones((20, 30), np.uint8), np.ones((20, 30), bool)
        with MaskWriter(tmp_path / "out/mask.tif", raster.grid, CLASSES, Reporter()) as mask:
            mask.add(pixels)
        with ProbabilityWriter(
            tmp_path / "out/p.tif", raster.grid, form_for(CLASSES[:2], PredictionSettings())
        ) as probability:
            probability.add(pixels[None].astype(np.float32), valid)
    for name in ("mask.tif", "p.tif"):
        dataset = gdal.Open(str(tmp_path / "out" / name))
        assert dataset.GetSpatialRef().IsSame(crs)
        assert dataset.GetGeoTransform() == raster.grid.geotransform
    assert gdal.Open(str(tmp_path / "out/mask.tif")).ReadAsArray().tolist() == [[3] * 30] * 20
    assert not [path.name for path in (tmp_path / "out").iterdir() if path.name.startswith(".")]
