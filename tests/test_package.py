"""The ZIP that users install, held to what the plugin repository asks of it.

The rules are those of its website's own code (qgis/QGIS-Plugins-Website: validator.py, security_scanner.py; as of
November 2026), and the tools are run as it runs them, with nothing forgiven.
"""

from __future__ import annotations

import configparser
import json
import os
import re
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from deep_segmentation_wizard.tests.delivery import clone, current_revision, git, make_zip

NAME = "deep_segmentation_wizard"
LARGEST = 25_000_000
SUSPICIOUS = {".exe", ".dll", ".so", ".dylib", ".bat", ".sh", ".ps1", ".cmd", ".pyc", ".pyd", ".o", ".a", ".whl"}
OTHERS = {"tests", "benchmarks", "scripts", ".ci", ".git", "__pycache__", "__MACOSX"}
SPOKEN = re.compile(r"# nosec B\d{3}(, ?B\d{3})* - \S.{8,}")
"""A finding that is let pass, with the reason."""


@pytest.fixture(scope="module")
def revision() -> str:
    return current_revision()


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory, revision: str) -> Path:
    return clone(tmp_path_factory.mktemp("clone") / "plugin", revision)


@pytest.fixture(scope="module")
def package(checkout: Path) -> Path:
    return make_zip(checkout)


@pytest.fixture(scope="module")
def names(package: Path) -> list[str]:
    """Files and folders, without that of the plugin."""
    with zipfile.ZipFile(package) as file:
        assert file.testzip() is None
        return [name.removeprefix(f"{NAME}/") for name in file.namelist()]


@pytest.fixture(scope="module")
def plugin(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plugin's folder as it is installed."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(package) as file:
        file.extractall(folder)
    return folder / NAME


@pytest.fixture(scope="module")
def metadata(plugin: Path) -> dict[str, str]:
    """Read as the website reads it."""
    parser = configparser.ConfigParser()
    parser.optionxform = str
    parser.read_string((plugin / "metadata.txt").read_text(encoding="utf-8"))
    return dict(parser.items("general"))


# -- the file -----------------------------------------------------------------------------------------------------


def test_the_same_commit_gives_the_same_bytes(package: Path, revision: str, tmp_path: Path) -> None:
    other = clone(tmp_path / "another name", revision)
    (other / "ui" / "__pycache__").mkdir()
    for left in ("ui/__pycache__/dock.cpython-311.pyc", "engine/notes.txt", "ui/dock.py.orig"):
        (other / left).write_text("left here by someone's work")
    before = os.umask(0o077)
    try:
        again = make_zip(other, TZ="Asia/Kathmandu", LC_ALL="C")
    finally:
        os.umask(before)
    assert again.name == package.name and again.read_bytes() == package.read_bytes()
    assert stat.S_IMODE(again.stat().st_mode) == 0o644


def test_nothing_is_left_where_it_cannot_be_made(revision: str, tmp_path: Path) -> None:
    other = clone(tmp_path / "plugin", revision)
    (other / "engine" / "huge.bin").write_bytes(os.urandom(LARGEST))
    git("add", "engine/huge.bin", folder=other)
    git("commit", "--quiet", "--no-verify", "-m", "Too much", folder=other)
    done = subprocess.run(["bash", "scripts/package.sh"], cwd=other, capture_output=True, text=True)
    assert done.returncode == 1 and "Remedy: exclude" in done.stderr
    done = subprocess.run(["bash", "scripts/package.sh", "nonsense"], cwd=other, capture_output=True, text=True)
    assert done.returncode == 1 and "no commit nonsense" in done.stderr
    assert list((other / "build").iterdir()) == []


def test_one_folder_with_all_that_a_plugin_needs(
    package: Path, names: list[str], metadata: dict[str, str]
) -> None:
    with zipfile.ZipFile(package) as file:
        assert {name.split("/")[0] for name in file.namelist()} == {NAME} and NAME.isidentifier()
    assert {"__init__.py", "metadata.txt", "LICENSE", metadata["icon"]} <= set(names)
    assert package.name == f"{NAME}-{metadata['version']}.zip"
    assert package.stat().st_size <= LARGEST


def test_nothing_that_the_repository_refuses_or_users_do_not_need(package: Path, names: list[str]) -> None:
    for name in names:
        path = Path(name)
        assert not OTHERS & set(path.parts) and ".." not in name and not path.name.startswith("."), name
        assert path.suffix not in SUSPICIOUS and path.suffix not in (".ts", ".orig"), name
        assert not re.fullmatch(r"(resources(_rc)?|ui_\w+)\.py", path.name), f"{name} looks generated"
        assert path.parts[:1] != ("docs",) or len(path.parts) == 1 or path.parts[1] == "guide", name
    with zipfile.ZipFile(package) as file:
        executable = [item.filename for item in file.infolist() if item.external_attr >> 16 & 0o111]
    assert executable == []


def test_what_the_plugin_reads_by_path_is_in_it(plugin: Path, names: list[str]) -> None:
    icons = re.findall("<file>(.+)</file>", (plugin / "resources.qrc").read_text(encoding="utf-8"))
    assert icons and set(icons) <= set(names)
    sample = {"sample/banepa_train.tif", "sample/banepa_train_buildings.gpkg", "sample/ATTRIBUTION.md"}
    assert sample <= set(names), "Try with the sample, and its licence"
    assert any(name.endswith(".model3") for name in names)
    assert {name for name in git("ls-files", "i18n/*.qm").splitlines()} <= set(names)


def test_every_link_in_its_pages_leads_to_something_in_it(plugin: Path) -> None:
    pages = sorted(plugin.rglob("*.md"))
    assert pages
    lost = []
    for page in pages:
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for link in re.findall(r"\]\(<?([^)>#\s]+)", text):
            if "://" not in link and not link.startswith("mailto:") and not (page.parent / link).exists():
                lost.append(f"{page.relative_to(plugin)}: {link}")
    assert lost == []


# -- metadata.txt -------------------------------------------------------------------------------------------------


def test_metadata_has_what_the_repository_asks_for(metadata: dict[str, str]) -> None:
    asked = ["name", "description", "version", "author", "email", "about", "tracker", "repository", "homepage"]
    assert [field for field in asked if not metadata.get(field, "").strip()] == []
    assert "plugin" not in metadata["name"].lower()
    assert re.fullmatch(r"\d+\.\d+\.\d+", metadata["version"])
    assert re.fullmatch(r"[^/]+", metadata["author"])
    assert re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]+", metadata["email"])
    for field in ("tracker", "repository", "homepage"):
        assert re.fullmatch(r"https://[\w.-]+\.\w+/\S+", metadata[field]), field


def test_metadata_says_where_it_works_and_what_it_needs(metadata: dict[str, str]) -> None:
    assert (metadata["qgisMinimumVersion"], metadata["qgisMaximumVersion"]) == ("3.34", "4.99")
    assert metadata["hasProcessingProvider"] == "yes" and "supportsQt6" not in metadata
    assert "External dependencies" in metadata["about"]
    for package in ("PyTorch", "OpenCV", "NumPy", "GDAL", "safetensors", "tqdm", "matplotlib"):
        assert package in metadata["about"]
    assert metadata["license"] == "GPL-3.0-or-later"
    assert metadata["changelog"].split()[0] == metadata["version"]


def test_the_licence_is_the_gpl(plugin: Path) -> None:
    words = (plugin / "LICENSE").read_text(encoding="utf-8").split()[:7]
    assert " ".join(words) == "GNU GENERAL PUBLIC LICENSE Version 3, 29"


# -- the scanners: a finding of the first two keeps an upload back, one of the third is shown ---------------------


def run_tool(folder: Path, module: str, *arguments: str) -> str:
    """What a tool writes about a folder; how it is set up for this repository does not count."""
    command = [sys.executable, "-I", "-m", module, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def bandit(folder: Path) -> list[str]:
    """All findings, whatever their severity."""
    report = json.loads(run_tool(folder, "bandit", "-r", ".", "-f", "json", "--quiet"))
    assert report["errors"] == [] and report["metrics"]["_totals"]["loc"] > 0
    return [f"{found['filename']}:{found['line_number']} {found['test_id']}" for found in report["results"]]


def secrets(folder: Path) -> list[str]:
    """What looks like a password or a key."""
    report = json.loads(
        run_tool(folder, "detect_secrets", "scan", "--all-files", "--exclude-files", r"metadata\.txt", ".")
    )
    found = [(name, item) for name, items in report["results"].items() for item in items]
    return [f"{name}:{item['line_number']} {item['type']}" for name, item in found]


def flake8(folder: Path) -> list[str]:
    """By flake8's own rules, at the length of line that the website allows. E203 is none of the website's: PEP 8
    and the formatter want the space before the colon of a slice such as ``row[first + 1 :]``."""
    options = ("--isolated", "--max-line-length=120", "--extend-ignore=E203")
    return run_tool(folder, "flake8", *options, ".").splitlines()


def test_bandit_finds_nothing(plugin: Path) -> None:
    assert bandit(plugin) == []


def test_whatever_bandit_is_told_to_let_pass_has_its_reason(plugin: Path) -> None:
    lines = [line for file in plugin.rglob("*.py") for line in file.read_text(encoding="utf-8").splitlines()]
    told = [line.strip() for line in lines if "nosec" in line]
    assert told and [line for line in told if not SPOKEN.search(line)] == []


def test_detect_secrets_finds_nothing(plugin: Path) -> None:
    assert secrets(plugin) == []


def test_flake8_finds_nothing(plugin: Path) -> None:
    assert flake8(plugin) == []


def test_the_scanners_find_what_is_planted(tmp_path: Path) -> None:
    code = "import subprocess\nimport os\n\n\nTOKEN = 'aX9k2LmQ7vT4bN8cR1zY6wE3sD5fG0hJ'\nassert subprocess\n"
    (tmp_path / "planted.py").write_text(code)
    assert {line.split()[-1] for line in bandit(tmp_path)} == {"B101", "B105", "B404"}
    assert secrets(tmp_path) and all("planted.py:5" in line for line in secrets(tmp_path))
    assert [line.split()[1] for line in flake8(tmp_path)] == ["F401"]
    for line in ("# nosec", "# nosec B404", "x = 1  # nosec - I know", "# nosec B603 - ok"):
        assert not SPOKEN.search(line)
