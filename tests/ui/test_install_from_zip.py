"""A new user's first minutes: QGIS's own *Install from ZIP* in a profile that knows nothing, and onwards."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

import pytest

from deep_segmentation_wizard.engine.packages import FOLDER_VARIABLE
from deep_segmentation_wizard.tests import real_qgis
from deep_segmentation_wizard.tests.delivery import clone, current_revision, make_zip

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("from_zip")


@pytest.fixture(scope="module")
def package(folder: Path) -> Path:
    return make_zip(clone(folder / "clone", current_revision()))


@pytest.fixture(scope="module")
def outcome(folder: Path, package: Path) -> real_qgis.Outcome:
    """What was seen from the installation to the removal; QGIS must end with status 0 after it."""
    wishes = {
        "folder": str(folder / "runs" / "buildings"), "window": 128, "only_technique": "Left to right",
        "epochs": 1, "advanced": {"Levels": 2, "Width": 4, "Chips per step": 4},
    }  # fmt: skip
    arguments = {"zip": str(package), "python": sys.executable, "wishes": wishes, "pictures": str(folder)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER_VARIABLE, str(folder / "packages"))
        driver = real_qgis.DRIVERS / "install_zip.py"
        return real_qgis.run_driver(driver, folder, arguments, plugin=None, timeout=280, screen=(1280, 720))


def test_qgis_has_what_is_in_the_zip(outcome: real_qgis.Outcome, package: Path, folder: Path) -> None:
    with zipfile.ZipFile(package) as file:
        names = sorted(name.partition("/")[2] for name in file.namelist() if not name.endswith("/"))
    assert outcome.result["installed"] == {"files": names, "active": True, "remembered": True}
    assert Path(outcome.result["loaded_from"]).is_relative_to(folder / "profiles")


def test_the_sample_that_came_with_it_trains(outcome: real_qgis.Outcome, folder: Path) -> None:
    assert (outcome.result["page"], outcome.result["epochs"]) == ("selection", 1)
    rasters = [source for source in outcome.result["sample"] if source.endswith("banepa_train.tif")]
    assert rasters and Path(rasters[0]).is_relative_to(folder / "profiles")
    history = (folder / "runs" / "buildings" / "history.csv").read_text(encoding="utf-8").splitlines()
    settings = json.loads((folder / "runs" / "buildings" / "settings.json").read_text(encoding="utf-8"))
    assert len(history) == 2 and settings["training"]["epochs"] == 1


def test_qgis_removes_it_without_a_rest(outcome: real_qgis.Outcome) -> None:
    assert outcome.result["removed"] == {"files": [], "active": False, "remembered": False, "docks": []}


def test_nothing_complained(outcome: real_qgis.Outcome) -> None:
    assert outcome.complaints == [] and outcome.result["notices"] == [] and outcome.result["heavy"] == []
    assert outcome.left == []
