"""The wizard in the real QGIS without a mouse."""

from __future__ import annotations

import pytest

from deep_segmentation_wizard.tests import real_qgis

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """What a walk by keys alone met."""
    folder = tmp_path_factory.mktemp("keyboard")
    arguments = {"folder": str(folder / "run")}
    return real_qgis.run_driver(real_qgis.DRIVERS / "keyboard.py", folder, arguments, timeout=200).result


def test_alt_with_a_letter_leads_from_page_to_page(seen: dict) -> None:
    assert seen["walked"] == ["inputs", "chips", "split", "augmentation", "network"]


def test_tab_reaches_every_control_of_every_page(seen: dict) -> None:
    assert len(seen["unreached"]) == 9
    # The sliders of the percentages do what the numbers beside them do, which Tab reaches.
    missed = {
        page: [what for what in controls if what != "QSlider"] for page, controls in seen["unreached"].items()
    }
    assert not any(missed.values()), missed


def test_no_letter_means_two_things_on_one_page(seen: dict) -> None:
    assert not any(seen["shared"].values()), seen["shared"]


def test_a_screen_reader_has_a_name_for_every_control(seen: dict) -> None:
    assert not any(seen["unnamed"].values()), seen["unnamed"]
