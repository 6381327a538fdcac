"""The page that sets up the engine, in a real QGIS whose Python has no PyTorch: one click, and it works."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from deep_segmentation_wizard.engine.packages import FOLDER_VARIABLE
from deep_segmentation_wizard.engine.torch_builds import VERSION
from deep_segmentation_wizard.tests import real_qgis
from deep_segmentation_wizard.tests.engine.local_index import make_wheel, serving

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")


def copy_plugin(folder: Path) -> Path:
    """The plugin as it is delivered: without the environment in which it is developed."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=real_qgis.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        if name.split("/")[0] not in ("docs", "benchmarks", ".ci", ".venv") and (real_qgis.ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(real_qgis.ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> real_qgis.Outcome:
    """What the page showed in each of its states; packages come from an index on this machine."""
    folder = tmp_path_factory.mktemp("environment")
    simple = folder / "index" / "simple"
    make_wheel(simple, "torch", VERSION)
    make_wheel(simple, "safetensors", "0.6.2")
    tqdm = make_wheel(simple, "tqdm", "4.67.1", ballast=8_000_000)
    patch = pytest.MonkeyPatch()
    with serving(folder / "index") as index, patch.context() as patched:
        for name in [name for name in os.environ if name.startswith("PIP_")]:
            patched.delenv(name)
        patched.setenv("PIP_CONFIG_FILE", os.devnull)
        patched.setenv("PIP_INDEX_URL", f"{index.url.replace('//', '//eva:secret@')}/simple/")
        patched.setenv(FOLDER_VARIABLE, str(folder / "packages"))
        arguments = {"pictures": str(folder), "index": str(folder / "index"), "tqdm": tqdm.name}
        plugin = copy_plugin(folder / "plugin")
        driver = real_qgis.DRIVERS / "environment.py"
        return real_qgis.run_driver(driver, folder, arguments, plugin, timeout=420, screen=(1280, 720))


def test_it_says_what_is_missing_how_much_comes_from_where_and_goes_where(page: real_qgis.Outcome) -> None:
    seen = page.result["missing"]
    assert page.result["page"] == "environment"
    assert "PyTorch (the network)" in seen["words"] and "safetensors" in seen["words"]
    assert " to download" in page.result["offer"] and "administrator" in seen["words"]
    assert "/packages/cp3" in seen["words"] and "127.0.0.1" in seen["words"] and "secret" not in seen["words"]
    assert seen["width"] <= 420


def test_what_few_need_is_folded(page: real_qgis.Outcome) -> None:
    assert page.result["details"]["folded"]
    assert len(page.result["details"]["widgets"]) == 5
    assert len(page.result["missing"]["buttons"]) == 1  # Install, and nothing else


def test_the_diagnosis_has_the_facts_and_no_password(page: real_qgis.Outcome) -> None:
    diagnosis = page.result["diagnosis"]
    assert diagnosis["installation"]["plan"]["facts"]["numpy"]
    assert diagnosis["found"][0]["missing"] and "secret" not in str(diagnosis)


def test_row_64_a_wrong_hash_is_told_and_can_be_tried_again(page: real_qgis.Outcome) -> None:
    seen = page.result["refused"]
    assert "its hash is wrong" in seen["words"] and "tqdm" in seen["words"]
    assert any("Install" in text for text in seen["buttons"])


def test_row_52_progress_is_shown_and_cancel_obeyed(page: real_qgis.Outcome) -> None:
    assert "MB" in page.result["installing"]["words"] and page.result["installing"]["buttons"] == ["Cancel"]
    assert page.result["cancel_seconds"] < 5
    assert "goes on from there" in page.result["cancelled"]["words"]


def test_a_real_training_step_ends_it_and_the_wizard_goes_on(page: real_qgis.Outcome) -> None:
    assert "training step" in page.result["trying"]["words"]
    assert page.result["after"]["page"] == "inputs"
    assert any("works: CPU" in text for text in page.result["after"]["notices"])


def test_settings_repair_and_remove_it(page: real_qgis.Outcome) -> None:
    assert "Ready: " in page.result["ready"]["words"]
    assert page.result["ready"]["buttons"][:3] == ["Try a training step", "Repair", "Remove…"]
    assert "PyTorch (the network)" in page.result["removed"]["words"]


def test_nothing_is_complained_about_or_left(page: real_qgis.Outcome) -> None:
    assert page.complaints == [] and page.left == []
