"""The wizard in a real QGIS whose language is German: no page, message or algorithm speaks English."""

from __future__ import annotations

import re

import pytest

from deep_segmentation_wizard.scripts import translate
from deep_segmentation_wizard.tests import real_qgis
from deep_segmentation_wizard.tests.engine.scenes import make_scene

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")

GERMAN = translate.read_ts(translate.FOLDER / translate.NAME.format("de.ts"))
ENGLISH = [text for (_, text), message in GERMAN.items() if message.translation != text]


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> real_qgis.Outcome:
    """What a walk through the German wizard met. The locale is Austria's: its German is Germany's."""
    folder = tmp_path_factory.mktemp("german")
    raster, rois = make_scene(folder)
    english = [text for text in ENGLISH if len(re.findall("[A-Za-z]", re.sub("{.*?}", "", text))) > 4]
    arguments = {
        "raster": str(raster), "rois": str(rois), "folder": str(folder / "run"), "taken": str(folder / "taken"),
        "english": english, "window": 64, "too_large": 160,
    }  # fmt: skip
    driver = real_qgis.DRIVERS / "german.py"
    return real_qgis.run_driver(driver, folder, arguments, timeout=300, language="de_AT")


def test_pages_and_their_widgets_speak_german(german: real_qgis.Outcome) -> None:
    titles = german.result["titles"]
    assert titles["inputs"] == "Raster und ROIs" and titles["network"] == "Netz und Training"
    assert german.result["window"] == "Deep Segmentation Wizard"
    assert german.result["hint"].startswith("Es ist kein Raster gewählt. Wählen Sie das Bild")
    assert "&Weiter" in german.result["texts"]["split"] and "Schritt&weite" not in german.result["texts"]["chips"]
    assert len(german.result["texts"]) == 10 and all(len(texts) > 20 for texts in german.result["texts"].values())


def test_no_page_has_english_left(german: real_qgis.Outcome) -> None:
    left = german.result["english"]
    assert len(left) == 10 and not any(left.values()), left


def test_no_letter_means_two_things_on_one_page(german: real_qgis.Outcome) -> None:
    assert not any(german.result["letters"].values()), german.result["letters"]


def test_every_page_fits_into_the_dock(german: real_qgis.Outcome) -> None:
    assert not any(german.result["too_wide"].values()), german.result["too_wide"]


def test_refusals_of_the_engine_come_in_german(german: real_qgis.Outcome) -> None:
    refused = german.result["refused"]
    assert "Fenster von 160 Pixeln bei Schrittweite" in refused and "zu wenige Chips für drei" in refused
    failed = german.result["failed"][0]
    assert "enthält schon history.csv, was der Lauf schreiben würde." in failed
    assert "Wählen Sie einen leeren oder neuen Ordner." in failed


def test_the_run_tells_of_its_steps_in_german(german: real_qgis.Outcome) -> None:
    log = german.result["log"]
    assert "Das Netz wird trainiert" in log and "Training the network" not in log
    assert re.search(r"Epoche 2, Validierung: Verlust \d,\d{3}, IoU 0,\d{3}", log)


def test_algorithms_keep_their_ids_and_speak_german(german: real_qgis.Outcome) -> None:
    algorithms = german.result["algorithms"]
    whole = algorithms["deep_segmentation_wizard:run"]
    assert whole["name"] == "Trainieren und kartieren (ganzer Ablauf)" and whole["group"] == "Ganzer Ablauf"
    assert "Epochen" in whole["labels"] and whole["about"].startswith("Lernt aus einem Raster")
    for algorithm in algorithms.values():
        said = {
            algorithm["name"],
            algorithm["group"],
            algorithm["about"],
            *algorithm["labels"],
            *algorithm["helps"],
        }
        assert not said & set(ENGLISH)


def test_unloading_takes_the_translation_away(german: real_qgis.Outcome) -> None:
    assert (german.result["before"], german.result["after"]) == ("&Weiter", "&Next")
    assert german.complaints == []
