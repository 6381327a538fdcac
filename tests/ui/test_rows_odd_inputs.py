"""Rows 22, 37, 38 and 62 of the faults, sketches, other CRS and two scenes: walked to loaded maps in QGIS."""

from __future__ import annotations

from pathlib import Path

import pytest

from deep_segmentation_wizard.tests import real_qgis
from deep_segmentation_wizard.tests.engine.scenes import (
    NORTH_UP,
    bright_squares,
    make_layer,
    make_raster,
    make_scene,
    rectangle,
)

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")

WIDTH, HEIGHT = 192, 160
FIELD = "kind"
CLASSES = ("<b>roof</b>", '<img src="http://nowhere.invalid/x.png"> & yard')
NAMES = [("<b>Image</b> one", "<u>ROIs</u> & more"), ("Bild zwei", "<s>Sketch</s>, “2”")]
HTML = [*CLASSES, "<b>Image</b>", "<u>ROIs</u>", "<s>Sketch</s>", "<i>sc", "<i> &"]
MAP_CRS = "EPSG:25831"


def make_odd_scene(folder: Path, name: str, geotransform: tuple[float, ...], epsg: int) -> dict[str, str]:
    """Squares of two classes."""
    image, squares = bright_squares(WIDTH, HEIGHT)
    folder.mkdir(parents=True)
    raster = make_raster(folder / f"{name}.tif", image, geotransform, epsg)
    polygons = [rectangle(*square, geotransform) for square in squares]
    yards = [rectangle(c + 15, r, 14, 14, geotransform) for c, r, *_ in squares]
    kinds = [CLASSES[0]] * len(polygons) + [CLASSES[1]] * len(yards)
    rois = make_layer(folder / f"{name} ROIs.gpkg", polygons + yards, epsg, kinds, FIELD)
    return {"raster": str(raster), "rois": str(rois)}


@pytest.fixture(scope="module")
def odd_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A path of more than 300 characters with blanks, accents, HTML and signs that have a meaning elsewhere."""
    folder = tmp_path_factory.mktemp("odd") / "Übung 1 — O'Brien's 100% <i> & #2 ?x=y; データ"
    while len(str(folder)) < 300:
        folder /= "a folder within a folder"
    return folder


@pytest.fixture(scope="module")
def outcome(odd_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> real_qgis.Outcome:
    """What was seen in one QGIS."""
    folder = tmp_path_factory.mktemp("odd_inputs")
    far = (300_000.0, 1.0, 0.0, 6_000_000.0, 0.0, -1.0)
    scenes = [
        make_odd_scene(odd_folder / "one", "<i>scène α & β", NORTH_UP, 32633),
        make_odd_scene(odd_folder / "two", "scene 2", far, 32632),
    ]
    right = (NORTH_UP[0] + WIDTH * NORTH_UP[1], *NORTH_UP[1:])
    left_raster, _ = make_scene(folder, WIDTH, HEIGHT, name="left")
    right_raster, _ = make_scene(folder, WIDTH, HEIGHT, right, name="right")
    _, squares = bright_squares(WIDTH, HEIGHT)
    both = [rectangle(*square, place) for place in (NORTH_UP, right) for square in squares]
    arguments = {
        "pictures": str(folder), "html": HTML, "map_crs": MAP_CRS, "field": FIELD,
        "odd": [scene | {"names": names} for scene, names in zip(scenes, NAMES, strict=True)],
        "folder": str(odd_folder / "run Ä"), "folder_of_one": str(folder / "run of one"),
        "left": str(left_raster), "right": str(right_raster),
        "both": str(make_layer(folder / "both.gpkg", both)),
    }  # fmt: skip
    return real_qgis.run_driver(real_qgis.DRIVERS / "odd_inputs.py", folder, arguments, timeout=400)


def test_row_22_a_web_map_is_refused_with_a_hint_to_export(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["web_map"]
    assert not seen["next"] and seen["listed"] == []
    assert "“Street map” is a web map" in seen["beside"]
    assert "is a web map" in seen["hint"] and "Export the part that you need" in seen["hint"]


def test_row_37_unsaved_edits_are_told_and_asked_about_on_next(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["odd"]
    assert "has edits that are not saved yet; they are not used" in seen["told"][-1]
    (cancelled, stayed, saved, went_on) = seen["asked"]
    assert NAMES[1][1] in cancelled and "Shall they be saved now?" in cancelled and stayed == "inputs"
    assert "Shall they be saved now?" in saved and went_on == "chips"
    assert seen["saved"]


def test_row_38_odd_and_long_paths_work_from_raster_to_layer(outcome: real_qgis.Outcome, odd_folder: Path) -> None:
    assert len(str(odd_folder)) > 300
    assert outcome.result["walked"]["state"] == "finished"
    for layer in outcome.result["maps"]["layers"]:
        assert layer["valid"] and layer["crs"] and layer["extent"] and layer["style"], layer


def test_row_38_a_run_folder_with_a_name_too_long_is_refused_with_a_remedy(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["long_name"]
    assert not seen["next"] and "too long" in seen["hint"] and "Choose" in seen["hint"]
    assert "too long" in seen["said"][0] and seen["state"] != "running"
    assert seen["mended"] == ["", True]


def test_row_62_html_in_layer_and_class_names_stays_text_in_the_dock(outcome: real_qgis.Outcome) -> None:
    assert outcome.result["odd"]["as_html"] == []
    assert outcome.result["odd"]["asked"][0].startswith("The layer “<s>Sketch</s>")
    assert outcome.result["as_html"] == []


def test_row_62_html_in_class_names_stays_text_in_legend_style_and_report(outcome: real_qgis.Outcome) -> None:
    for layer in outcome.result["maps"]["layers"]:
        assert set(CLASSES) <= set(layer["legend"])
    files = outcome.result["style"]
    assert len(files["styles"]) == 2
    for text in [*files["styles"], *files["reports"]]:
        assert "<b>roof" not in text and "<img" not in text


def test_a_sketch_is_kept_with_the_run_and_two_scenes_make_two_maps(outcome: real_qgis.Outcome) -> None:
    assert outcome.result["odd"]["count"] == outcome.result["odd"]["drawn"] * 2 - 3
    own, sketch = outcome.result["style"]["rois"]
    assert own.partition("|")[0].endswith("scène α & β ROIs.gpkg")
    assert Path(sketch).parts[-3:-1] == ("run Ä", "inputs")
    names = [layer["name"] for layer in outcome.result["maps"]["layers"]]
    assert len(names) == 2 and names[0].startswith("<i>scène α & β") and names[1].startswith("scene 2")
    assert outcome.result["maps"]["groups"] == ["Segmentation: run Ä"]


def test_chips_lie_where_their_rasters_lie_on_a_map_in_another_crs(outcome: real_qgis.Outcome) -> None:
    assert outcome.result["walked"]["map_crs"] == MAP_CRS
    for off, spanned in outcome.result["walked"]["off_by_pixels"]:
        assert off < 0.05 and spanned > 0.8
    assert outcome.result["walked"]["on_the_map_after"] == 0


def test_two_scenes_learn_from_one_layer(outcome: real_qgis.Outcome) -> None:
    seen = outcome.result["one_layer"]
    assert seen["state"] == "finished" and seen["valid"] == [True, True] and seen["extents"] == [True, True]
    assert seen["files"] == ["left_mask.tif", "right_mask.tif"]


def test_every_scene_was_played(outcome: real_qgis.Outcome) -> None:
    assert outcome.result["failed"] == {}


def test_nothing_is_left_and_nothing_heavy_was_loaded(outcome: real_qgis.Outcome) -> None:
    assert outcome.left == [] and outcome.complaints == []
    assert outcome.result["heavy_modules"] == []
