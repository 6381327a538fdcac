"""Which Python runs the engine and in what environment, on recorded layouts of systems that are not here."""

from __future__ import annotations

import ntpath
import posixpath
import sys

import pytest

from deep_segmentation_wizard.engine import discovery, packages
from deep_segmentation_wizard.engine.discovery import Host, child_environment, find_interpreters, is_own
from deep_segmentation_wizard.engine.install_folder import STAGING
from deep_segmentation_wizard.engine.process import engine_command


class Recorded:
    """A file system known by its files."""

    def __init__(self, system, *files):
        self.paths = ntpath if system == "win32" else posixpath
        self.files = set(map(self.paths.normcase, files))

    def is_file(self, path):
        return self.paths.normcase(path) in self.files

    def is_folder(self, path):
        start = self.paths.normcase(self.paths.join(path, ""))
        return any(file.startswith(start) for file in self.files)


OSGEO4W = r"C:\OSGeo4W"
OSGEO4W_FILES = Recorded(
    "win32",
    OSGEO4W + r"\bin\qgis-ltr-bin.exe", OSGEO4W + r"\bin\o4w_env.bat", OSGEO4W + r"\bin\python3.exe",
    OSGEO4W + r"\bin\python.exe", OSGEO4W + r"\bin\gdal310.dll", OSGEO4W + r"\apps\Python312\python.exe",
    OSGEO4W + r"\apps\Python312\Lib\site-packages\osgeo\gdal.py", OSGEO4W + r"\apps\gdal\share\gdal\gdalvrt.xsd",
    OSGEO4W + r"\share\proj\proj.db",
)  # fmt: skip
MSI = r"C:\Program Files\QGIS 3.40.6"
MSI_FILES = Recorded(
    "win32", MSI + r"\bin\qgis-bin.exe", MSI + r"\bin\o4w_env.bat", MSI + r"\bin\python3.exe",
    MSI + r"\apps\Python312\python.exe", MSI + r"\share\proj\proj.db",
)  # fmt: skip
APP = "/Applications/QGIS-LTR.app/Contents"
APP_FILES = Recorded(
    "darwin", APP + "/MacOS/QGIS", APP + "/MacOS/bin/python3.12", APP + "/MacOS/bin/python3", "/usr/bin/python3"
)
NEW_APP = "/Applications/QGIS.app/Contents"
NEW_APP_FILES = Recorded("darwin", NEW_APP + "/MacOS/QGIS", NEW_APP + "/MacOS/python3.12", "/usr/bin/python3")
FLATPAK_FILES = Recorded(
    "linux", "/app/bin/qgis", "/usr/bin/python3.13", "/usr/bin/python3",
    "/app/lib/python3.13/site-packages/osgeo/gdal.py",
)  # fmt: skip
CONDA = "/home/eva/miniforge3/envs/gis"
CONDA_FILES = Recorded(
    "linux", CONDA + "/bin/qgis", CONDA + "/bin/python3.12", CONDA + "/bin/python3", CONDA + "/bin/python",
    CONDA + "/conda-meta/history", CONDA + "/share/gdal/gdalvrt.xsd", CONDA + "/share/proj/proj.db",
    "/usr/bin/python3", "/home/eva/miniforge3/bin/python3", "/home/eva/plugin/.venv/bin/python",
    "/home/eva/plugin/.venv/pyvenv.cfg",
)  # fmt: skip
CONDA_WINDOWS = r"C:\Users\eva\miniforge3\envs\gis"
CONDA_WINDOWS_FILES = Recorded(
    "win32", CONDA_WINDOWS + r"\python.exe", CONDA_WINDOWS + r"\conda-meta\history",
    CONDA_WINDOWS + r"\Library\share\gdal\gdalvrt.xsd", CONDA_WINDOWS + r"\Library\bin\gdal.dll",
)  # fmt: skip


def host(system, executable, prefix, version=(3, 12), **environment):
    return Host(system, executable, prefix, version, environment)


IN_OSGEO4W = host("win32", OSGEO4W + r"\bin\qgis-ltr-bin.exe", OSGEO4W + r"\apps\Python312")
IN_MSI = host("win32", MSI + r"\bin\qgis-bin.exe", MSI + r"\apps\Python312")
IN_APP = host("darwin", APP + "/MacOS/QGIS", APP + "/Frameworks")
IN_NEW_APP = host("darwin", NEW_APP + "/MacOS/QGIS", NEW_APP + "/Resources")
IN_FLATPAK = host("linux", "/usr/bin/python3", "/usr", (3, 13))
IN_CONDA = host("linux", CONDA + "/bin/python3.12", CONDA)


@pytest.mark.parametrize(
    ("host", "files", "first", "count"),
    [
        (IN_OSGEO4W, OSGEO4W_FILES, OSGEO4W + r"\apps\Python312\python.exe", 3),
        (IN_MSI, MSI_FILES, MSI + r"\apps\Python312\python.exe", 2),
        (IN_APP, APP_FILES, APP + "/MacOS/bin/python3.12", 2),
        (IN_NEW_APP, NEW_APP_FILES, NEW_APP + "/MacOS/python3.12", 1),
        (IN_FLATPAK, FLATPAK_FILES, "/usr/bin/python3", 2),
        (IN_CONDA, CONDA_FILES, CONDA + "/bin/python3.12", 3),
    ],
    ids=["osgeo4w", "msi", "macos", "macos of QGIS 4", "flatpak", "conda"],
)
def test_qgis_s_own_python_is_found_and_never_qgis_itself(host, files, first, count):
    found = find_interpreters("/nowhere", "", host, files)
    assert found[0] == first and len(found) == count
    assert not any("qgis" in host.paths.basename(path).lower() for path in found)
    assert is_own(first, host, files)


def test_apple_s_stub_that_offers_developer_tools_is_never_started():
    assert "/usr/bin/python3" not in find_interpreters("/nowhere", "", IN_APP, APP_FILES)


def test_the_user_s_own_comes_first_then_the_plugin_s_environment():
    found = find_interpreters("/home/eva/plugin", "/home/eva/miniforge3/bin/python3", IN_CONDA, CONDA_FILES)
    assert found[:2] == ["/home/eva/miniforge3/bin/python3", "/home/eva/plugin/.venv/bin/python"]
    assert not is_own(found[0], IN_CONDA, CONDA_FILES) and not is_own(found[1], IN_CONDA, CONDA_FILES)


def test_a_choice_that_is_no_python_is_left_out():
    found = find_interpreters("/nowhere", OSGEO4W + r"\bin\qgis-ltr-bin.exe", IN_OSGEO4W, OSGEO4W_FILES)
    assert found[0] == OSGEO4W + r"\apps\Python312\python.exe"


def test_the_system_s_python_is_not_taken_for_that_of_a_qgis_from_conda():
    assert not is_own("/usr/bin/python3", IN_CONDA, CONDA_FILES)


QGIS_ENVIRONMENT = {
    "PATH": r"C:\OSGeo4W\bin;C:\Windows", "PYTHONHOME": OSGEO4W + r"\apps\Python312", "PYTHONEXECUTABLE": "x",
    "PYTHONSTARTUP": "x", "PYQGIS_STARTUP": "x", "OSGEO4W_ROOT": OSGEO4W, "GDAL_DATA": "of QGIS", "HOME": "h",
}  # fmt: skip


def test_qgis_s_own_python_gets_what_qgis_was_started_with():
    python = OSGEO4W + r"\apps\Python312\python.exe"
    environment = child_environment(QGIS_ENVIRONMENT, python, IN_OSGEO4W, OSGEO4W_FILES)
    assert environment["GDAL_DATA"] == "of QGIS" and environment["PATH"] == QGIS_ENVIRONMENT["PATH"]
    assert not {"PYTHONEXECUTABLE", "PYTHONSTARTUP", "PYQGIS_STARTUP"} & set(environment)


def test_another_python_gets_nothing_of_qgis_s():
    environment = child_environment(QGIS_ENVIRONMENT, r"C:\Python312\python.exe", IN_OSGEO4W, OSGEO4W_FILES)
    assert environment == {"PATH": QGIS_ENVIRONMENT["PATH"], "HOME": "h"}


def test_a_python_of_conda_gets_what_its_activation_would_set():
    python = CONDA_WINDOWS + r"\python.exe"
    environment = child_environment({"Path": r"C:\Windows"}, python, IN_MSI, CONDA_WINDOWS_FILES)
    assert (
        environment["Path"].split(";")[0] == CONDA_WINDOWS
        and CONDA_WINDOWS + r"\Library\bin" in environment["Path"]
    )
    assert environment["Path"].endswith(r"C:\Windows")
    assert environment["GDAL_DATA"] == CONDA_WINDOWS + r"\Library\share\gdal"
    assert "PROJ_DATA" not in environment  # it is not there
    in_linux = child_environment({"PROJ_LIB": "of QGIS"}, CONDA + "/bin/python", IN_FLATPAK, CONDA_FILES)
    assert in_linux["PROJ_DATA"] == in_linux["PROJ_LIB"] == CONDA + "/share/proj"


def test_the_python_of_another_osgeo4w_gets_what_its_shell_would_set():
    python = OSGEO4W + r"\apps\Python312\python.exe"
    environment = child_environment({"PATH": "w"}, python, IN_MSI, OSGEO4W_FILES)
    assert environment["OSGEO4W_ROOT"] == OSGEO4W and environment["PATH"] == OSGEO4W + r"\bin;w"
    assert environment["GDAL_DATA"] == OSGEO4W + r"\apps\gdal\share\gdal"
    assert environment["PROJ_LIB"] == OSGEO4W + r"\share\proj"


def test_a_child_of_qgis_s_own_python_looks_where_qgis_has_gdal(monkeypatch):
    """As in Flatpak and the app of macOS, where a setting that an isolated Python ignores tells QGIS where."""
    monkeypatch.setattr(discovery, "is_own", lambda *_: True)
    command = engine_command(sys.executable, "doctor")
    gdal = next(path for path in sys.path if path and (packages.has_module("osgeo", [path])))
    assert gdal in command[command.index("doctor") - 1].split(":")
    monkeypatch.setattr(discovery, "is_own", lambda *_: False)
    assert engine_command(sys.executable, "doctor")[-2] == ""


@pytest.mark.parametrize(
    ("system", "environment", "home", "folder"),
    [
        ("win32", {"LOCALAPPDATA": r"D:\Local"}, r"C:\Users\eva", r"D:\Local\deep_segmentation_wizard"),
        ("win32", {}, r"C:\Users\eva", r"C:\Users\eva\AppData\Local\deep_segmentation_wizard"),
        ("darwin", {}, "/Users/eva", "/Users/eva/Library/Application Support/deep_segmentation_wizard"),
        ("linux", {}, "/home/eva", "/home/eva/.local/share/deep_segmentation_wizard"),
        (
            "linux", {"XDG_DATA_HOME": "/home/eva/.var/app/org.qgis.qgis/data"}, "/home/eva",
            "/home/eva/.var/app/org.qgis.qgis/data/deep_segmentation_wizard",
        ),
        ("linux", {"XDG_DATA_HOME": "relative"}, "/home/eva", "/home/eva/.local/share/deep_segmentation_wizard"),
        ("linux", {packages.FOLDER_VARIABLE: "/big/dsw"}, "/home/eva", "/big/dsw"),
    ],
)  # fmt: skip
def test_packages_lie_with_the_user_s_data_outside_plugin_and_profile(system, environment, home, folder):
    assert packages.data_folder(system, environment, home) == folder


def test_paths_of_the_packages_fit_into_windows_limit():
    """The longest name in PyTorch's wheel has 171 letters; a user's name of 12 is taken."""
    home = packages.data_folder("win32", {}, r"C:\Users\jjjjjjjjjjjj")
    for folder in (STAGING, "cp312"):
        assert len(ntpath.join(home, folder, "Lib", "site-packages", "")) + 171 < 260
