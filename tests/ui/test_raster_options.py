"""Bands, pixel size and bands in separate files, on the first page in the real QGIS."""

from __future__ import annotations

import os
import sys

import pytest

from deep_segmentation_wizard.tests import real_qgis

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> real_qgis.Outcome:
    """DSW_PICTURES names a folder that keeps the pictures."""
    folder = tmp_path_factory.mktemp("raster_options")
    arguments = {
        "pictures": os.environ.get("DSW_PICTURES", str(folder)), "python": sys.executable, "folder": str(folder),
    }  # fmt: skip
    return real_qgis.run_driver(real_qgis.DRIVERS / "raster_options.py", folder, arguments, timeout=200)


@pytest.fixture(scope="module")
def seen(outcome: real_qgis.Outcome) -> dict:
    return outcome.result


def test_options_come_back_as_they_were(seen: dict) -> None:
    assert seen["wrong"] == []


def test_bands_are_offered_by_number_and_name(seen: dict) -> None:
    assert seen["bands"] == ["1  Red", "2  Green", "3  Blue"]


def test_unticked_bands_are_left_out_and_moved_ones_change_places(seen: dict) -> None:
    assert seen["stored"] == [3, 1]


def test_the_facts_tell_what_is_learnt_from(seen: dict) -> None:
    assert "2 bands: Blue, Red" in seen["facts"] and "1.2 m" in seen["facts"]


def test_one_band_stays(seen: dict) -> None:
    assert seen["never_empty"] == 1


def test_further_files_bring_further_bands(seen: dict) -> None:
    assert seen["files"] == ["a_very_long_name_of_a_band_" * 4 + "B05.tif", "second.tif"]
    assert seen["stack"] == ["1  first", "2  a_very_l", "3  second"]
    assert seen["findings"] == []
    assert seen["cleared"] == []


def test_each_option_is_explained_and_fits_a_narrow_dock(seen: dict) -> None:
    assert seen["tips"]
    assert seen["least_width"] <= 360


def test_nothing_complained(outcome: real_qgis.Outcome) -> None:
    assert outcome.complaints == []
