"""The guide inside QGIS: found from every page, complete, readable in light and dark, and remembered."""

from __future__ import annotations

import re

import pytest

from deep_segmentation_wizard.tests import real_qgis

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")

GUIDE = real_qgis.ROOT / "docs" / "guide"
PAGES = (
    "environment", "inputs", "chips", "split", "augmentation", "network", "training", "selection", "prediction",
    "result",
)  # fmt: skip
LEAST_CONTRAST = 4.5
"""Of text (WCAG 2.1, level AA)."""


@pytest.fixture(scope="module", params=["", "Night Mapping"], ids=["light", "dark"])
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict:
    """What a reader met on a small screen."""
    folder = tmp_path_factory.mktemp("help")
    arguments = {"pictures": str(folder)}
    outcome = real_qgis.run_driver(
        real_qgis.DRIVERS / "guide.py", folder, arguments, timeout=240, screen=(1280, 720), theme=request.param
    )
    return {**outcome.result, "complaints": outcome.complaints}


def words(name: str) -> str:
    """A chapter on one line."""
    return " ".join((GUIDE / f"{name}.md").read_text(encoding="utf-8").split())


def without_numbers(text: str) -> str:
    return re.sub(r"\d[\d.,]*( [MG]B)?", "…", text)


def test_help_opens_the_chapter_on_the_page(seen: dict) -> None:
    assert seen["opened"] == {name: name for name in PAGES}
    assert not seen["is_modal"]
    assert seen["by_key"] == "split"


@pytest.mark.parametrize("name", PAGES)
def test_every_control_of_a_page_is_in_its_chapter_by_its_name(seen: dict, name: str) -> None:
    text = words(name)
    headings = set(
        re.findall(r"^#+ (?:Advanced: )?(.+)$", (GUIDE / f"{name}.md").read_text(encoding="utf-8"), re.M)
    )
    labels = [label for label in seen["labels"][name] if label not in headings]
    missing = [
        label for label in labels if f"**{label}**" not in text and f"**{without_numbers(label)}**" not in text
    ]
    assert missing == []


@pytest.mark.parametrize("name", PAGES)
def test_every_choice_of_a_page_is_in_its_chapter(seen: dict, name: str) -> None:
    text = words(name).replace("*", "").lower()
    assert [entry for entry in seen["entries"][name] if entry.lower() not in text] == []


def test_the_contents_lead_to_every_chapter_and_each_fits(seen: dict) -> None:
    found = seen["chapters"]["found"]
    assert sorted(found) == sorted(file.stem for file in GUIDE.glob("*.md"))
    assert {name: c["missing"] for name, c in found.items() if c["missing"]} == {}
    assert {name: c["too_wide"] for name, c in found.items() if c["too_wide"]} == {}
    assert all(chapter["begins"] for chapter in found.values())
    width, height = seen["chapters"]["window"]
    assert width <= 1280 and height <= 690


def test_text_and_links_stand_out_from_the_ground(seen: dict) -> None:
    look = seen["chapters"]["look"]
    assert look["links"]
    assert [c for c in (look["text"], *look["links"]) if contrast(c, look["ground"]) < LEAST_CONTRAST] == []


def test_links_lead_to_chapters_headings_and_the_browser(seen: dict) -> None:
    links = seen["links"]
    assert (links["chapter"], links["marked"]) == ("drawing_rois", "Drawing good ROIs")
    assert (links["back"], links["forward"]) == ("index", "drawing_rois")
    chapter, before, after = links["heading"]
    assert chapter == "trouble" and after > before
    assert links["from_a_table"] == "trouble"
    assert links["outside"] == ["trouble", ["https://github.com/salarghaffarian/DeepLearningPlugin_QGIS/issues"]]


def test_the_window_goes_with_the_plugin_and_comes_back_in_its_size(seen: dict) -> None:
    assert seen["size"] == {"unloaded": True, "gone": True, "places": 2, "again": [720, 480]}


def test_nothing_complained(seen: dict) -> None:
    assert seen["complaints"] == []


def contrast(colour: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    light, dark = sorted((luminance(colour), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
