"""The folded options of the page about chips, and the index of chips as a layer, in the real QGIS."""

from __future__ import annotations

import os
import re
import sys

import pytest

from deep_segmentation_wizard.tests import real_qgis
from deep_segmentation_wizard.tests.engine.scenes import engine

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")

SAMPLE = real_qgis.ROOT / "sample"


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> real_qgis.Outcome:
    """DSW_PICTURES names a folder that keeps the pictures, DSW_THEME a theme of QGIS's."""
    folder = tmp_path_factory.mktemp("chip_options")
    run = folder / "run"
    inputs = ("--raster", SAMPLE / "banepa_train.tif", "--rois", SAMPLE / "banepa_train_buildings.gpkg")
    for step in (("labels", *inputs), ("chips", "--window", 64), ("split",)):
        done = engine(*step, "--folder", run)
        assert done.returncode == 0, done.stderr
    arguments = {
        "pictures": os.environ.get("DSW_PICTURES", str(folder)),
        "theme": os.environ.get("DSW_THEME", ""),
        "python": sys.executable,
        "run": str(run),
    }
    return real_qgis.run_driver(real_qgis.DRIVERS / "chip_options.py", folder, arguments, timeout=200)


@pytest.fixture(scope="module")
def seen(outcome: real_qgis.Outcome) -> dict:
    return outcome.result


def test_options_come_back_as_they_were(seen: dict) -> None:
    assert seen["round_trips"] == {"wrong": [], "told": 0}


def test_the_usual_values_are_told_in_words(seen: dict) -> None:
    assert seen["specials"] == ["any pixel is enough", "as many as there are"]


def test_the_count_and_the_map_follow_the_rules(seen: dict) -> None:
    text, drawn = seen["count"]
    every, plain = map(int, re.fullmatch(r"([\d,]+) chips, (\d+) of them without ROIs", text).groups())
    assert every == drawn and plain > 0
    text, drawn = seen["without"]
    assert text == f"{every - plain} chips. Left out: {plain} without ROIs"
    assert drawn == every - plain


def test_what_is_chosen_reaches_the_settings(seen: dict) -> None:
    assert seen["snapped"] == 0
    assert seen["stored"] == {
        "window": 64, "stride": 32, "format": "npy", "keep": False, "min_known": 100, "without_rois": 0,
    }  # fmt: skip


def test_each_option_is_explained_and_fits_a_narrow_dock(seen: dict) -> None:
    assert seen["tips"]
    assert seen["least_width"] <= 360


def test_the_index_opens_coloured_by_set_as_on_the_wizards_map(seen: dict) -> None:
    assert seen["renderer"] == ["categorizedSymbol", "set"]
    shown = {name: colour for name, (_, colour, _) in seen["colours"].items()}
    wanted = seen["wizard_colours"]
    assert {name: shown[name] for name in ("train", "validation", "test")} == {
        name: wanted[name] for name in ("train", "validation", "test")
    }
    assert shown["none"] == wanted["lost"]
    assert [label for label, _, _ in seen["colours"].values()] == [
        "Training", "Validation", "Testing", "In no set",
    ]  # fmt: skip
    assert all(0 < alpha < 128 for _, _, alpha in seen["colours"].values())


def test_shares_carry_the_names_of_their_classes(seen: dict) -> None:
    assert seen["aliases"] == {"share_0": "share of background", "share_1": "share of buildings"}


def test_an_index_that_is_open_in_qgis_stays_whole_while_a_new_one_is_made(seen: dict) -> None:
    assert seen["split"] == [0, ""]
    assert seen["still_readable"] and seen["changed"]


def test_nothing_complained(outcome: real_qgis.Outcome) -> None:
    assert outcome.complaints == []
