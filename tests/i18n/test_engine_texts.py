"""The engine's messages in German: each as a whole, with its values in their places."""

from __future__ import annotations

import json
import re

import pytest

pytest.importorskip("qgis.PyQt.QtCore", reason="no QGIS; scripts/setup.sh tests")

from deep_segmentation_wizard.engine.errors import EngineError  # noqa: E402 - see above
from deep_segmentation_wizard.engine.settings import RunSettings, SplitSettings  # noqa: E402
from deep_segmentation_wizard.i18n import engine_texts, language  # noqa: E402
from deep_segmentation_wizard.scripts import translate  # noqa: E402
from deep_segmentation_wizard.scripts.engine_messages import texts_of  # noqa: E402

GERMAN = {
    text: message.translation
    for (context, text), message in translate.read_ts(translate.FOLDER / translate.NAME.format("de.ts")).items()
    if context == engine_texts.CONTEXT
}


@pytest.fixture
def german():
    engine_texts.translate_by(lambda text: GERMAN.get(text, text))
    yield engine_texts.in_users_language
    engine_texts.translate_by(None)


def test_every_text_finds_its_own_translation(german):
    """Also that no other text matches it first."""
    wrong = []
    for text, translation in GERMAN.items():
        values = {name: f"«{name}»" for name in translate.named_values(text)}
        if german(filled(text, values)) != filled(translation, values):
            wrong.append((text, german(filled(text, values))))
    assert wrong == []


def filled(text: str, values: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda place: values[place[1]], text)


def test_what_the_settings_refuse_comes_in_german(german):
    with pytest.raises(EngineError) as refused:
        SplitSettings(train=70, validation=20, test=20)
    assert german(refused.value.message) == "Die Aufteilung 70, 20, 20 geht nicht."
    assert german(refused.value.remedy).startswith("Geben Sie drei Prozentwerte über 0 an")
    with pytest.raises(EngineError) as refused:
        RunSettings().with_value("training.focal_gamma", "-1")
    assert german(str(refused.value)) == "'training.focal_gamma' ist -1.0. Geben Sie eine Zahl von 0 bis 100 an."


def test_a_value_that_is_a_message_is_translated_too(german):
    message = "The labelled ground is too small: not even windows of 32 pixels give three sets."
    assert german(message) == (
        "Der erfasste Boden ist zu klein: nicht einmal Fenster von 32 Pixeln ergeben drei Teilmengen."
    )


def test_several_sentences_are_translated_one_by_one(german):
    assert german("Its scaling is kept. Unknown words. Train again.") == (
        "Seine Skalierung bleibt. Unknown words. Trainieren Sie erneut."
    )


def test_what_is_no_message_of_the_engine_stays(german):
    for text in ("", "Ein Satz.", "a/b {c} \\1 (", "x" * 10_000, "Traceback:\n  File"):
        assert german(text) == text


def test_values_of_the_user_are_taken_as_they_are(german):
    for path in ("/tmp/{file}/\\1 %1.tif", "/tmp/<b>Use</b>.tif", "/tmp/The end. Train again.tif"):
        assert path in german(f"There is no raster at {path}.")


def test_events_are_translated_where_they_hold_words(german):
    event = {"event": "Finding", "step": "train", "message": "Train again.", "remedy": "", "path": "Train again."}
    assert engine_texts.translated(event) == {**event, "message": "Trainieren Sie erneut."}
    answer = {"answer": {"findings": [{"severity": "error", "message": "Check the path.", "remedy": "x"}]}}
    translated = engine_texts.translated({"notes": ["Train again."], "numbers": [1, 2], **answer})
    assert translated["notes"] == ["Trainieren Sie erneut."] and translated["numbers"] == [1, 2]
    assert translated["answer"]["findings"][0]["message"] == "Prüfen Sie den Pfad."


def test_without_a_translator_nothing_is_touched():
    event = {"message": "Train again."}
    assert (
        engine_texts.translated(event) is event
        and engine_texts.in_users_language("Train again.") == "Train again."
    )


def test_numbers_take_the_signs_of_the_country(german):
    from qgis.PyQt.QtCore import QLocale

    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    try:
        said = german("900 chips need about 12,345 MB, but only 1,024 MB are free on the disk of /tmp/3.5.")
    finally:
        QLocale.setDefault(before)
    assert (
        said == "900 Chips brauchen etwa 12.345 MB, aber auf dem Datenträger von /tmp/3.5 sind nur 1.024 MB frei."
    )


def test_texts_are_found_however_they_are_put_together():
    source = '''
def f(a, b):
    """A docstring is no message."""
    words = f"There {'are' if a else 'is'} {len(b.names)} of {b.path} here."
    raise EngineError(words, "Do " "this." + (f" Or {a}." if a else ""))
'''
    found = [text.text for text in texts_of(source)]
    assert "There are {names} of {b_path} here." in found and "There is {names} of {b_path} here." in found
    assert "Do this.{a}" in found and " Or {a}." in found and not any("docstring" in text for text in found)


def test_the_list_of_texts_is_the_translated_one():
    assert set(json.loads(engine_texts.FILE.read_text(encoding="utf-8"))) == set(GERMAN)


@pytest.mark.parametrize(
    ("locale", "file"),
    [
        ("de", "deep_segmentation_wizard_de.qm"), ("de_AT", "deep_segmentation_wizard_de.qm"),
        ("de-CH", "deep_segmentation_wizard_de.qm"), ("pt_BR", "deep_segmentation_wizard_pt_BR.qm"),
        ("pt_PT", None), ("en_US", None), ("C", None), ("", None), ("../de", None), ("de/..", None),
    ],
)  # fmt: skip
def test_the_locale_leads_to_its_file_or_to_english(tmp_path, locale, file):
    for name in ("de", "pt_BR"):
        (tmp_path / f"deep_segmentation_wizard_{name}.qm").touch()
    found = language.find_translation(locale, tmp_path)
    assert (found and found.name) == file
