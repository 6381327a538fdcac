"""Twenty tiles, a rule for each raster, memory, and layers of a database, in the real QGIS."""

import os
import sys
from pathlib import Path

import pytest

from deep_segmentation_wizard.tests import real_qgis

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> real_qgis.Outcome:
    """What was seen. DSW_PICTURES names a folder that keeps the pictures."""
    folder = tmp_path_factory.mktemp("many_rasters")
    pictures = Path(os.environ.get("DSW_PICTURES", folder))
    arguments = {"pictures": str(pictures), "folder": str(folder), "python": sys.executable}
    return real_qgis.run_driver(real_qgis.DRIVERS / "many_rasters.py", folder, arguments, timeout=240)


@pytest.fixture(scope="module")
def seen(outcome: real_qgis.Outcome) -> dict:
    return outcome.result


def test_a_folder_without_tiles_is_refused(seen: dict) -> None:
    assert len(seen["refused"]) == 2
    assert "cannot be read" in seen["refused"][0] and "There is no raster in the folder" in seen["refused"][1]


def test_twenty_tiles_are_one_row_with_a_short_list(seen: dict) -> None:
    tiles = seen["tiles"]
    assert tiles["rows"] == 1 and len(tiles["scenes"]) == 20 and tiles["scenes"] == sorted(tiles["scenes"])
    assert tiles["rois"] == ["banepa_train_buildings.gpkg"]
    assert tiles["note"] == "and 19 more under the same polygons:"
    assert tiles["problems"] == [] and tiles["classes"] == 2
    assert tiles["height"] < 420 and tiles["list"] < 150
    assert "_Kachel_01.tif" in tiles["tooltip"]
    assert tiles["restored"] and tiles["left"] == 18


def test_long_names_do_not_widen_the_dock(seen: dict) -> None:
    assert seen["least_width"] <= 380 and seen["tiles"]["widest"] <= 420


def test_each_raster_may_have_a_rule_of_its_own_where_there_are_several(seen: dict) -> None:
    assert seen["rule_of_one"] is False and seen["rule_of_two"] == [True, True]
    assert seen["rules"] == ["ignore"] * 18 + [None] and seen["rules_restored"]
    assert "unlabelled" in seen["nothing_left"]


def test_the_memory_is_told_and_follows_the_settings(seen: dict) -> None:
    usual, wide = (float(text.partition("up to ")[2].partition(" GB")[0]) for text in seen["memory"])
    assert 0.5 < usual < 3 and wide > 2 * usual


def test_row_45_too_little_memory_is_said_with_what_to_do(seen: dict) -> None:
    text, problems = seen["memory_short"]
    assert "chips per step or fewer" in text and problems == []
    [[message, remedy]] = seen["memory_none"]
    assert "0.3 GB are free" in message and "narrower network" in remedy


def test_a_layer_of_a_database_is_kept_with_the_run_and_its_password_nowhere(seen: dict) -> None:
    assert seen["database"] == {
        "provider": "postgres", "kept": "run/inputs/roofs.gpkg", "polygons": 2, "password": False, "problems": [],
    }  # fmt: skip


def test_nothing_complained(outcome: real_qgis.Outcome) -> None:
    assert outcome.complaints == [] and outcome.left == []
