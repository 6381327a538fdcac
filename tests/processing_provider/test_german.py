"""``qgis_process`` in German, without a screen: names are German, ids are not."""

from __future__ import annotations

import pytest

from deep_segmentation_wizard.tests import real_qgis
from deep_segmentation_wizard.tests.engine.scenes import make_scene
from deep_segmentation_wizard.tests.processing_provider import headless

pytestmark = pytest.mark.skipif(not headless.available(), reason="no QGIS; scripts/setup.sh tests")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A profile with the plugin enabled whose language is German, and a scene."""
    folder = tmp_path_factory.mktemp("german_process")
    assert "Enabled deep_segmentation_wizard" in headless.enable(folder)
    settings = folder / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    settings.write_text(settings.read_text(encoding="utf-8") + real_qgis.in_language("de"), encoding="utf-8")
    make_scene(folder)
    return folder


def test_names_are_german_and_ids_stay(place):
    said = headless.help_of(place, "split")
    assert "Schritt 3: Chips aufteilen" in said and "Aufteilung: Validierung (%)" in said
    assert "TRAIN:" in said and "deep_segmentation_wizard" in said


def test_a_refusal_of_the_engine_comes_in_german(place):
    taken = place / "taken"
    taken.mkdir()
    (taken / "history.csv").write_text("mine")
    inputs = {"RASTER": place / "scene.tif", "ROIS": place / "scene_rois.gpkg"}
    refused = headless.run(place, "run", **inputs, FOLDER=taken)
    assert refused.status != 0 and "enthält schon history.csv" in refused.text
    assert "Wählen Sie einen leeren oder neuen Ordner." in refused.text
    contradiction = headless.run(place, "run", **inputs, FOLDER=place / "no", EPOCHS=1, MINUTES=1)
    assert "Sowohl Epochen als auch Minuten sind angegeben. Geben Sie eines davon an." in contradiction.text
