"""Which build of PyTorch fits which machine."""

from __future__ import annotations

import pytest

from deep_segmentation_wizard.engine.torch_builds import VERSION, choose_build, default_build, parse_driver

SMI = {
    "h200": "580.95.05, NVIDIA H200, 9.0\n",
    "two": "565.57.01, NVIDIA GeForce RTX 3060, 8.6\n565.57.01, NVIDIA GeForce GTX 1060, 6.1\n",
    "pascal": "580.65.06, NVIDIA GeForce GTX 1080, 6.1\n",
    "blackwell": "576.02, NVIDIA GeForce RTX 5090, 12.0\n",
    "old driver": "470.82.01, Quadro P2000, 6.1\n",
    "kepler": "560.10, Tesla K40, 3.5\n",
    "tells little": "390.157, GeForce GT 730\n",
    "broken": "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n",
}


@pytest.mark.parametrize(
    ("gpu", "name", "words"),
    [
        ("h200", "cu130", "H200"),
        ("two", "cu126", "RTX 3060"),
        ("pascal", "cu126", "GTX 1080"),
        ("blackwell", "cpu", "580 or later"),
        ("old driver", "cpu", "470.82.1 of the GPU Quadro P2000 is too old"),
        ("kepler", "cpu", "too old for PyTorch"),
        ("tells little", "cpu", "does not tell"),
        ("broken", "cpu", "No NVIDIA GPU"),
    ],
)
@pytest.mark.parametrize("system", ["linux", "win32"])
def test_row_46_the_driver_chooses_and_the_processor_when_in_doubt(system, gpu, name, words):
    build = choose_build(system, "x86_64", parse_driver(SMI[gpu]))
    assert (build.name, build.folder) == (name, name) and words in build.reason
    assert build.requirement == f"torch=={VERSION}+{name}"
    assert build.download_mb < build.installed_mb
    assert (build.download_mb > 1000) == name.startswith("cu")  # known before it is downloaded


def test_requirements_and_installation_name_one_version():
    from deep_segmentation_wizard.engine.process import _ROOT

    assert f"torch=={VERSION}\n" in (_ROOT / "requirements.txt").read_text()


def test_apple_takes_the_ordinary_build_and_intel_macs_the_last_there_was():
    assert choose_build("darwin", "arm64", None).requirement == f"torch=={VERSION}"
    assert choose_build("darwin", "x86_64", None).requirement == "torch==2.2.2"


def test_other_processors_take_the_build_for_them():
    assert choose_build("linux", "aarch64", None).name == "cpu"
    assert default_build("linux", "aarch64", "").download_mb < 1000


def test_a_wish_goes_before_the_driver():
    assert choose_build("win32", "amd64", parse_driver(SMI["h200"]), "cpu").name == "cpu"
    assert choose_build("linux", "x86_64", None, "cu126").name == "cu126"


def test_the_ordinary_index_has_the_large_build_on_linux_and_that_is_said():
    assert default_build("linux", "x86_64", "").download_mb > 2000
    assert default_build("win32", "amd64", "").download_mb < 500
