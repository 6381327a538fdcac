"""The guide says what the program does: links lead somewhere, commands can be typed, messages are real."""

from __future__ import annotations

import argparse
import ast
import re
import shlex
from pathlib import Path
from urllib.parse import unquote

import pytest

from deep_segmentation_wizard.engine import augmentation
from deep_segmentation_wizard.engine.arguments import make_parser, settings_from
from deep_segmentation_wizard.engine.commands import WORK
from deep_segmentation_wizard.engine.settings import RunSettings

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "docs" / "guide"
CHAPTERS = sorted(GUIDE.glob("*.md"))
PAPERS = [ROOT / "README.md", ROOT / "docs" / "developers.md", *CHAPTERS]
LARGEST_PICTURE, LARGEST_GUIDE = 250_000, 2_000_000
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def text_of(paper: Path) -> str:
    return paper.read_text(encoding="utf-8")


def anchors_of(paper: Path) -> set[str]:
    """The anchors that GitHub, and the help window, give to the headings."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text_of(paper)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def commands() -> dict[str, argparse.ArgumentParser]:
    parser = make_parser(WORK)
    [choice] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(choice.choices)


# -- links --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_links_and_pictures_lead_somewhere(paper: Path) -> None:
    lost = []
    for _, target in LINK.findall(FENCE.sub("", text_of(paper))):
        file, _, anchor = unquote(target).partition("#")
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        place = (paper.parent / file).resolve() if file else paper
        if not place.exists() or (anchor and anchor not in anchors_of(place)):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("paper", CHAPTERS, ids=lambda paper: paper.name)
def test_a_chapter_needs_nothing_outside_the_guide(paper: Path) -> None:
    """Only ``docs/guide`` comes with the plugin."""
    targets = [target for _, target in LINK.findall(text_of(paper)) if "://" not in target]
    assert [target for target in targets if target.startswith(("/", ".."))] == []


def test_the_contents_list_every_chapter() -> None:
    listed = re.findall(r"\((\w+)\.md\)", text_of(GUIDE / "index.md"))
    assert sorted({*listed, "index"}) == [chapter.stem for chapter in CHAPTERS]


def test_every_page_has_its_chapter() -> None:
    names = set()
    for file in (ROOT / "wizard_pages").glob("*_page.py"):
        names |= set(re.findall(r'^    name = "(\w+)"', file.read_text(encoding="utf-8"), re.MULTILINE))
    assert len(names) == 10
    assert names <= {chapter.stem for chapter in CHAPTERS}


def test_pictures_are_used_and_small() -> None:
    used = {target for paper in CHAPTERS for is_picture, target in LINK.findall(text_of(paper)) if is_picture}
    there = {f"images/{picture.name}": picture.stat().st_size for picture in (GUIDE / "images").iterdir()}
    assert used == set(there)
    assert max(there.values()) < LARGEST_PICTURE
    assert sum(there.values()) < LARGEST_GUIDE


# -- commands -----------------------------------------------------------------------------------------------


def examples() -> list[str]:
    """All commands of the engine in the papers, each on one line."""
    found = []
    for paper in PAPERS:
        for block in FENCE.findall(text_of(paper)):
            for line in block.replace("\\\n", " ").splitlines():
                if match := re.match(r"(?:\S*python|torchrun .*) -m engine (.*)", line):
                    found.append(match[1].partition(" # ")[0].strip())
    return found


def test_there_are_commands_to_try() -> None:
    assert len(examples()) > 20


@pytest.mark.parametrize("example", examples())
def test_a_command_can_be_typed(example: str) -> None:
    if "…" in example:
        pytest.skip("it stands for many")
    options = make_parser(WORK).parse_args(shlex.split(example))
    assert isinstance(settings_from(options, RunSettings()), RunSettings)


def test_the_command_line_has_a_chapter_with_every_command_and_option() -> None:
    text = text_of(GUIDE / "command_line.md")
    missing = [f"`{name}`" for name in commands() if f"`{name}`" not in text]
    for name, parser in commands().items():
        options = [o for action in parser._actions for o in action.option_strings if o.startswith("--")]
        missing += [f"{name} {option}" for option in options if not re.search(rf"`(\w+ )?{option}\b", text)]
    assert missing == []


def test_the_chapter_has_no_option_that_is_not_there() -> None:
    known = {
        option for parser in commands().values() for action in parser._actions for option in action.option_strings
    }
    told = set(re.findall(r"`(?:\w+ )?(--[a-z][a-z-]*)", text_of(GUIDE / "command_line.md")))
    assert told - known == set()


def test_every_choice_of_an_option_is_told() -> None:
    text = text_of(GUIDE / "command_line.md")
    missing = []
    for name, parser in commands().items():
        for action in parser._actions:
            if action.choices and action.option_strings:
                row = next(
                    (line for line in text.splitlines() if line.startswith(f"| `{action.option_strings[0]}")), ""
                )
                missing += [f"{name} {action.option_strings[0]} {c}" for c in action.choices if str(c) not in row]
    # --device has a row of its own among the options of a map, which leaves the choices to that above.
    assert missing == []


def test_augmentations_are_told_by_name() -> None:
    text = text_of(GUIDE / "command_line.md")
    names = (*augmentation.GROUPS, *augmentation.TECHNIQUES, *augmentation.EFFECTS)
    assert [name for name in names if f"`{name}`" not in text] == []


def test_every_algorithm_is_in_the_chapter_on_processing() -> None:
    text = text_of(GUIDE / "processing.md")
    folder = ROOT / "processing_provider"
    sources = "".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    ids = set(re.findall(r'^    ID(?:, GROUP)? = "(\w+)"', sources, re.MULTILINE))
    ids |= {model.stem for model in (folder / "models").glob("*.model3")}
    assert len(ids) == 15
    assert [name for name in sorted(ids) if f"| `{name}` |" not in text] == []
    titles = re.findall(r"^\| `\w+` \| ([^|]+) \|", text, re.MULTILINE)
    models = "".join(model.read_text(encoding="utf-8") for model in (folder / "models").glob("*.model3"))
    assert len(titles) == 15
    assert [title for title in titles if f'"{title}"' not in sources + models] == []


# -- messages and files -------------------------------------------------------------------------------------


def texts_of_the_program() -> str:
    """Every text in the sources, what an f-string fills in left out; zero bytes between them."""
    texts = []
    for room in ("engine", "wizard_pages", "ui"):
        for file in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    texts.append(node.value)
    return "\0".join(texts)


def test_messages_in_the_guide_are_the_programs_own() -> None:
    said = texts_of_the_program()
    quoted = re.findall(r"^\| “([^”]+)”", text_of(GUIDE / "trouble.md"), re.MULTILINE)
    assert len(quoted) > 40
    pieces = [piece.strip() for message in quoted for piece in message.split("…") if piece.strip(" .:(),")]
    assert [piece for piece in pieces if piece not in said] == []


def test_files_in_the_papers_for_developers_are_there() -> None:
    named = re.findall(r"`((?:[\w-]+/)+[\w.-]*)`", text_of(ROOT / "docs" / "developers.md"))
    assert len(named) > 40
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_names_in_the_walks_are_in_the_files_that_they_stand_with() -> None:
    """``name`` in the sentences after a file of ours is found in one of the files of that step."""
    lost = []
    text = text_of(ROOT / "docs" / "developers.md")
    walks = text[: text.index("## Working on it")].split("## Walk ")[1:]
    assert len(walks) == 4
    for step in [step for walk in walks for step in re.split(r"^\d\. ", walk, flags=re.MULTILINE)[1:]]:
        files = re.findall(r"`((?:[\w-]+/)+[\w.-]+\.py)`", step)
        sources = "".join((ROOT / file).read_text(encoding="utf-8") for file in files)
        names = re.findall(r"`(_?[A-Za-z_]\w+)(?:\([^`]*\))?`", step)
        lost += [name for name in names if files and not re.search(rf"\b{name}\b", sources)]
    assert lost == []
