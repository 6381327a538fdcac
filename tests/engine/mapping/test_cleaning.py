"""Small objects and holes, however the strips fall; the least probability; areas on the ground; the style."""

from __future__ import annotations

import csv
import math
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import cv2
import numpy as np
import pytest

from deep_segmentation_wizard.engine.data.classes import LandClass, make_classes
from deep_segmentation_wizard.engine.data.raster import Raster
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.events import Reporter
from deep_segmentation_wizard.engine.mapping import apply, regions
from deep_segmentation_wizard.engine.mapping.ground_areas import PixelAreas
from deep_segmentation_wizard.engine.mapping.mask import write_mask
from deep_segmentation_wizard.engine.mapping.probabilities import ProbabilityWriter, form_for
from deep_segmentation_wizard.engine.settings import MaskSettings, PredictionSettings, RunSettings
from deep_segmentation_wizard.tests.engine.network.models import constant_model, make_card, save_model
from deep_segmentation_wizard.tests.engine.scenes import ROOT, engine, make_raster, read

PIXEL = 0.25
"""m² of a pixel of NORTH_UP, but for the projection's scale."""
TWO = make_classes({0: "background", 1: "house"})
FOUR = make_classes({0: "background", 1: "house", 2: "road", 9: "tree"})
NO_GROUND = (LandClass(3, "meadow", "#123456"), LandClass(7, "wood", "#0072b2"), LandClass(9, "lake", "#00ff00"))


def probability_of(folder: Path, places: np.ndarray, classes, **raster) -> Path:
    """A probability raster in which these places win; 255 is not known."""
    image = make_raster(folder / "image.tif", np.zeros(places.shape, np.uint8), **raster)
    valid = places != 255
    bands = np.stack([np.where(places == place, 0.9, 0.05) for place in range(len(classes))]).astype(np.float32)
    bands = bands[1:] if len(classes) == 2 else bands
    form = form_for(classes, PredictionSettings())
    with Raster(str(image)) as opened, ProbabilityWriter(folder / "p.tif", opened.grid, form) as writer:
        writer.add(bands, valid)
    return folder / "p.tif"


def cleaned(folder: Path, places: np.ndarray, classes=TWO, *, raster=None, **settings) -> np.ndarray:
    """The mask of these places as places again."""
    source = probability_of(folder, places, classes, **(raster or {}))
    card = make_card(classes)
    mask = write_mask(source, folder / "m_mask.tif", card, MaskSettings(**settings), Reporter()).mask
    table = np.full(256, 255, np.uint8)
    for place, item in enumerate(classes):
        table[item.code] = place
    assert not [path.name for path in folder.iterdir() if path.name.startswith(".")]
    return table[read(mask)]


def expected(places: np.ndarray, classes: int, background: int | None, objects: float, holes: float) -> np.ndarray:
    """The same in the plainest way, region by region, in pixels."""
    result = places.copy()
    wanted = [place for place in range(classes) if place != background]
    for kind, limit in (("objects", objects), ("holes", holes)):
        before = result.copy()
        for place in wanted if kind == "objects" else [background]:
            count, labels = cv2.connectedComponents((before == place).astype(np.uint8), connectivity=4)
            for label in range(1, count):
                region = labels == label
                padded = np.pad(before, 1, constant_values=255)
                inside = np.pad(region, 1)
                border = np.zeros(256, int)
                for shift in ((0, 1), (0, -1), (1, 0), (-1, 0)):
                    beside = np.roll(inside, shift, (0, 1)) & ~inside
                    border += np.bincount(padded[beside], minlength=256)
                known = border[:classes]
                if region.sum() >= limit or (kind == "holes" and border[255]):
                    continue
                if known.any():
                    result[region] = known.argmax()
                elif background is not None:
                    result[region] = background
    return result


def blobs(classes: int, height: int = 150, width: int = 120, seed: int = 0) -> np.ndarray:
    """Smooth regions with specks, and an unknown corner and hole."""
    rng = np.random.default_rng(seed)
    smooth = np.stack([cv2.GaussianBlur(rng.random((height, width)), (0, 0), 3) for _ in range(classes)])
    places = smooth.argmax(axis=0).astype(np.uint8)
    specks = rng.random((height, width)) < 0.03
    places[specks] = rng.integers(0, classes, specks.sum())
    places[:20, :15] = 255
    places[70:75, 60:66] = 255
    return places


@pytest.mark.parametrize("rows", [1, 2, 7, 64, 1000])
@pytest.mark.parametrize(("classes", "background"), [(TWO, 0), (FOUR, 0), (NO_GROUND, None)])
@pytest.mark.parametrize(("objects", "holes"), [(12, 0), (0, 12), (30, 30), (3, 200), (100_000, 100_000)])
def test_small_regions_go_wherever_the_strips_are_cut(
    rows, classes, background, objects, holes, tmp_path, monkeypatch
):
    places = blobs(len(classes))
    monkeypatch.setattr(regions, "_STRIP_PIXELS", rows * places.shape[1])
    # Without a CRS an area is in map units: 0.25 a pixel.
    found = cleaned(
        tmp_path,
        places,
        classes,
        raster={"epsg": None},
        smallest_object=objects * PIXEL,
        smallest_hole=holes * PIXEL,
    )
    limit = holes if background is not None else 0
    assert (found == expected(places, len(classes), background, objects, limit)).all()
    assert (found != places).any() or (objects == 0 and background is None)


def test_an_object_of_just_the_smallest_size_stays(tmp_path):
    places = np.zeros((40, 40), np.uint8)
    places[5:7, 5:10] = 1  # 10 pixels
    for limit, kept in ((10, True), (10.1, False)):
        found = cleaned(tmp_path, places, raster={"epsg": None}, smallest_object=limit * PIXEL)
        assert (found == (places if kept else 0)).all()


def test_sizes_are_square_metres_on_the_ground(tmp_path):
    places = np.zeros((40, 40), np.uint8)
    places[10:20, 10:20] = 1
    # A hundred pixels of a hundred-thousandth of a degree each way, at 48° north: about 1.112 m × 0.746 m.
    raster = {"geotransform": (15.0, 1e-5, 0.0, 48.0, 0.0, -1e-5), "epsg": 4326}
    area = 100 * 1.1120 * 0.7463
    for limit, kept in ((0.99 * area, True), (1.01 * area, False)):
        found = cleaned(tmp_path, places, raster=raster, smallest_object=limit)
        assert found.any() == kept


def test_a_ring_of_a_thousand_strips_is_one_region(tmp_path, monkeypatch):
    monkeypatch.setattr(regions, "_STRIP_PIXELS", 1)
    places = np.zeros((300, 40), np.uint8)
    places[5:295, 5:35] = 1
    places[10:290, 10:30] = 0  # a hole of 5600 pixels
    for limit, filled in ((5600, False), (5601, True)):
        found = cleaned(tmp_path, places, raster={"epsg": None}, smallest_hole=limit * PIXEL)
        assert (found[10:290, 10:30] == filled).all() and (found[:5] == 0).all()


def test_a_gap_at_the_edge_or_beside_the_unknown_is_no_hole(tmp_path):
    places = np.ones((30, 30), np.uint8)
    places[0:2, 10:12] = places[14:16, 14:16] = places[20:22, 20:22] = 0
    places[22, 20] = 255
    found = cleaned(tmp_path, places, smallest_hole=1000)
    assert (found[0:2, 10:12] == 0).all() and (found[14:16, 14:16] == 1).all() and (found[20:22, 20:22] == 0).all()


def test_the_command_cleans_and_cleaning_again_is_from_the_probabilities(tmp_path):
    places = blobs(2)
    source = probability_of(tmp_path, places, TWO)
    model = save_model(tmp_path / "m.safetensors", constant_model(make_card(TWO), (0.5, 0.5)))
    masks = []
    for options in ((), ("--smallest-object", 20, "--smallest-hole", 20), ()):
        done = engine(
            "mask", "--model", model, "--probability", source, "--output", tmp_path / "x_mask.tif", *options
        )
        assert done.returncode == 0, done.stderr
        masks.append(read(tmp_path / "x_mask.tif"))
    assert (masks[0] == masks[2]).all() and (masks[0] != masks[1]).sum() > 100
    assert "house: " in done.stderr and " ha" in done.stderr


def test_a_run_is_cleaned_by_its_settings(finished_run, tmp_path):
    run = shutil.copytree(finished_run, tmp_path / "run")
    before = read(run / "prediction/scene_mask.tif")
    done = engine("mask", "--folder", run, "--smallest-object", 1e6)
    assert done.returncode == 0, done.stderr
    assert (before == 1).any() and not (read(run / "prediction/scene_mask.tif") == 1).any()


# -- the least probability ----------------------------------------------------------------------------------


def test_below_the_least_probability_the_mask_says_that_nothing_is_known(tmp_path):
    places = blobs(4)
    source = probability_of(tmp_path, places, FOUR)
    for least, known in ((0.89, True), (0.91, False)):
        mask = write_mask(
            source, tmp_path / "m.tif", make_card(FOUR), MaskSettings(least_probability=least), Reporter()
        ).mask
        assert (read(mask) != 255).any() == known


def test_a_least_probability_for_two_classes_is_refused(tmp_path):
    model = save_model(tmp_path / "m.safetensors", constant_model(make_card(TWO), (0.5, 0.5)))
    raster = make_raster(tmp_path / "r.tif", np.zeros((40, 40), np.uint8))
    settings = RunSettings(mask=MaskSettings(least_probability=0.5))
    with pytest.raises(EngineError, match="more than two classes") as caught:
        apply.predict(str(model), str(raster), tmp_path / "m.tif", None, settings, Reporter())
    assert "threshold" in caught.value.remedy


@pytest.mark.parametrize("value", ["least_probability=1.1", "smallest_object=-1", "smallest_hole=inf"])
def test_values_that_cannot_be_are_refused(value):
    name, _, text = value.partition("=")
    with pytest.raises(EngineError):
        RunSettings().with_value(f"mask.{name}", text)


# -- areas and style ----------------------------------------------------------------------------------------


def test_areas_are_those_of_the_ellipsoid(tmp_path):
    # One degree by one degree from the equator up, by the closed form of the integral.
    e, b, sine = 0.0818191908426215, 6356752.314245, math.sin(math.radians(1))
    integral = sine / (1 - (e * sine) ** 2) + math.atanh(e * sine) / e
    expected_area = math.radians(1) * b**2 / 2 * integral
    raster = make_raster(tmp_path / "r.tif", np.zeros((100, 100), np.uint8), (15, 0.01, 0, 1, 0, -0.01), 4326)
    with Raster(str(raster)) as opened:
        areas = PixelAreas(opened.grid)
    assert areas.in_metres and areas.of(0, 100).sum() == pytest.approx(expected_area, rel=1e-9)
    # In UTM, at the central meridian: the scale is 0.9996, so the ground is larger than the map.
    utm = make_raster(tmp_path / "u.tif", np.zeros((600, 500), np.uint8), (500_000, 1, 0, 5_400_000, 0, -1), 32633)
    with Raster(str(utm)) as opened:
        areas = PixelAreas(opened.grid)
    assert areas.of(7, 550).shape == (550, 500)
    assert areas.of(7, 550).mean() == pytest.approx(1 / 0.9996**2, rel=1e-6)


def test_the_area_of_each_class_lies_beside_the_mask(tmp_path):
    places = blobs(4)
    source = probability_of(tmp_path, places, FOUR)
    made = write_mask(source, tmp_path / "x_mask.tif", make_card(FOUR), MaskSettings(), Reporter())
    with open(tmp_path / "x_areas.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert made.areas == tmp_path / "x_areas.csv"
    assert [row["name"] for row in rows] == ["background", "house", "road", "tree"]
    for place, row in enumerate(rows):
        pixels = int((places == place).sum())
        assert int(row["pixels"]) == pixels
        assert float(row["area_m2"]) == pytest.approx(pixels * PIXEL / 0.9996**2, rel=1e-4)
    assert sum(float(row["percent"]) for row in rows) == pytest.approx(100, abs=0.01)


def test_a_table_that_someone_else_has_there_is_not_overwritten(tmp_path):
    source = probability_of(tmp_path, blobs(2), TWO)
    model = save_model(tmp_path / "m.safetensors", constant_model(make_card(TWO), (0.5, 0.5)))
    (tmp_path / "x_areas.csv").write_text("my,own,table\n")
    with pytest.raises(EngineError, match="x_areas.csv exists and was not written by"):
        apply.mask(str(model), source, tmp_path / "x_mask.tif", MaskSettings(), Reporter())
    assert (tmp_path / "x_areas.csv").read_text() == "my,own,table\n" and not (tmp_path / "x_mask.tif").exists()


def test_row_62_the_style_escapes_names_and_leaves_the_users_own_alone(tmp_path):
    classes = (LandClass(0, "background", "#dcdcdc"), LandClass(5, '<b>"roofs" & co', "#d55e00"))
    source = probability_of(tmp_path, blobs(2), classes)
    card = make_card(classes)
    write_mask(source, tmp_path / "m.tif", card, MaskSettings(), Reporter())
    entries = list(ElementTree.parse(tmp_path / "m.qml").iter("paletteEntry"))
    assert [entry.get("label") for entry in entries] == ["background", '<b>"roofs" & co']
    assert [(entry.get("value"), entry.get("alpha")) for entry in entries] == [("0", "0"), ("5", "255")]
    (tmp_path / "m.qml").write_text("<qgis>mine</qgis>")
    write_mask(source, tmp_path / "m.tif", card, MaskSettings(), Reporter())
    assert (tmp_path / "m.qml").read_text() == "<qgis>mine</qgis>"


# -- memory -------------------------------------------------------------------------------------------------

_CHILD = """
import sys; sys.path.insert(0, {root!r})
from pathlib import Path
from engine.events import Reporter
from engine.mapping.mask import write_mask
from engine.network.model import read_card
from engine.settings import MaskSettings
rule = MaskSettings(threshold=0.5, smallest_object=30, smallest_hole=30)
write_mask(Path(sys.argv[1]), Path(sys.argv[2]), read_card(sys.argv[3]), rule, Reporter())
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is asked for as Linux tells it")
def test_cleaning_takes_the_same_memory_for_any_height(tmp_path):
    model = save_model(tmp_path / "m.safetensors", constant_model(make_card(TWO), (0.5, 0.5)))
    peaks, tile = [], blobs(2, 2000, 2000)
    for times in (4, 16):
        folder = tmp_path / str(times)
        folder.mkdir()
        source = probability_of(folder, np.tile(tile, (times, 1)), TWO)
        command = [sys.executable, "-c", _CHILD.format(root=str(ROOT)), source, folder / "m.tif", model]
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout) / 1024)
    assert peaks[1] < 1.05 * peaks[0] + 5  # as bytes the larger one has 48 MB more, its probabilities 192
