"""Finds the Pythons that may run the engine, and the environment that each needs. Standard library only.

Everything is a function of a ``Host`` (plain values) and of ``Files``, so that the layouts of other systems can be
tested from records: QGIS by OSGeo4W or its MSI installer on Windows, the app on macOS, Flatpak, conda, and the
packages of a Linux distribution.
"""

from __future__ import annotations

import importlib.util
import ntpath
import os
import posixpath
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Protocol

PYTHON_KEY = "deep_segmentation_wizard/python"
"""Under which QGIS keeps the user's own interpreter."""
READY_KEY = "deep_segmentation_wizard/ready_python"
"""Under which QGIS keeps the interpreter that was ready at the last check."""

# What QGIS and its launchers set for themselves; another Python would load the wrong libraries or data by them.
_OF_QGIS = (
    "PYTHONHOME", "PYTHONPATH", "PYTHONEXECUTABLE", "PYTHONSTARTUP", "PYTHONUSERBASE", "PYQGIS_STARTUP",
    "QGIS_PREFIX_PATH", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH",
    "PROJ_LIB", "PROJ_DATA", "GDAL_DATA", "GDAL_DRIVER_PATH", "GEOTIFF_CSV", "OSGEO4W_ROOT",
)  # fmt: skip
# What belongs to no child at all, not even in QGIS's own Python.
_OF_NO_CHILD = ("PYTHONEXECUTABLE", "PYTHONSTARTUP", "PYQGIS_STARTUP")

_CONDA_ON_WINDOWS = (r"Library\mingw-w64\bin", r"Library\usr\bin", r"Library\bin", "Scripts")
"""What conda's activation puts on the path."""


class Files(Protocol):
    """What is asked of a file system."""

    def is_file(self, path: str) -> bool:
        """Whether there is a file of this name."""

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder of this name."""


class Disk:
    """The files of this machine."""

    def is_file(self, path: str) -> bool:
        """Whether there is a file of this name."""
        return os.path.isfile(path)

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder of this name."""
        return os.path.isdir(path)


@dataclass(frozen=True)
class Host:
    """The process that looks for a Python: QGIS, a terminal, or one that is described in a test."""

    system: str
    """As ``sys.platform``: 'win32', 'darwin', 'linux'."""
    executable: str
    """As ``sys.executable``; inside QGIS it may be QGIS itself."""
    prefix: str
    """As ``sys.base_exec_prefix``."""
    version: tuple[int, int]
    environment: Mapping[str, str]

    @property
    def paths(self) -> ModuleType:
        """``os.path`` of its system."""
        return ntpath if self.system == "win32" else posixpath


def this_host() -> Host:
    """The process that asks."""
    version = (sys.version_info.major, sys.version_info.minor)
    return Host(sys.platform, sys.executable or "", sys.base_exec_prefix, version, os.environ)


def is_python(executable: str) -> bool:
    """Whether a file is a Python by its name."""
    return ntpath.basename(executable or "").lower().startswith("python")


def find_interpreters(
    plugin: Path | str, configured: str = "", host: Host | None = None, files: Files | None = None
) -> list[str]:
    """Pythons that may run the engine, the likeliest first; each is an existing file.

    The one the user configured, the environment in the plugin's folder, QGIS's own. ``sys.executable`` is never
    taken unchecked: inside QGIS it may be QGIS itself, and starting it would open a second one.
    """
    host, files = host or this_host(), files or Disk()
    environment = host.paths.join(str(plugin), ".venv", *_in_environment(host))
    candidates = [configured, environment, *own_pythons(host)]
    return [path for path in dict.fromkeys(candidates) if is_python(path) and files.is_file(path)]


def preferred_interpreters(plugin: Path, own: str = "", ready: str = "") -> list[str]:
    """As ``find_interpreters``: the user's ``own``, the one that was ``ready`` last, those found."""
    found = find_interpreters(plugin, own)
    if ready in found and ready != own and (not own or found[0] != own):
        found.remove(ready)
        found.insert(0, ready)
    return found


def own_pythons(host: Host) -> list[str]:
    """Where QGIS's own Python may lie, the likeliest first. Only these have its GDAL and numpy."""
    join, dirname = host.paths.join, host.paths.dirname
    names = [f"python{host.version[0]}.{host.version[1]}", f"python{host.version[0]}"]
    found = [host.executable] if is_python(host.executable) else []
    if host.system == "win32":
        root = dirname(dirname(host.prefix))  # of …\apps\Python312, by OSGeo4W and by the MSI installer
        found += [join(host.prefix, "python.exe")]
        found += [join(root, "bin", name) for name in ("python3.exe", "python.exe")]
    elif host.system == "darwin":
        for contents in _contents_of_apps(host):
            folders: tuple[str, ...] = ("MacOS/bin", "MacOS", "Frameworks/bin", "Resources/python/bin")
            found += [join(contents, folder, name) for folder in folders for name in names]
        # Never /usr/bin/python3: without Apple's developer tools it is a window that offers to install these.
        found += [join(host.prefix, "bin", name) for name in names]
    else:
        folders = (join(host.prefix, "bin"), "/usr/bin", "/app/bin")
        found += [join(folder, name) for folder in folders for name in names]
    return [path for path in dict.fromkeys(found) if path != "/usr/bin/python3" or host.system != "darwin"]


def _contents_of_apps(host: Host) -> list[str]:
    """The ``Contents`` folders of the app bundles that the host and its prefix lie in."""
    found = []
    for path in (host.executable, host.prefix):
        before, app, _ = path.partition(".app/")
        if app:
            found.append(f"{before}.app/Contents")
    return list(dict.fromkeys(found))


def _in_environment(host: Host) -> tuple[str, str]:
    return ("Scripts", "python.exe") if host.system == "win32" else ("bin", "python")


def is_own(python: str, host: Host, files: Files) -> bool:
    """Whether ``python`` is the one that the host embeds or runs in, not a virtual environment of it."""
    paths = host.paths
    folder = paths.dirname(python)
    if files.is_file(paths.join(paths.dirname(folder), "pyvenv.cfg")):
        return False
    own = [host.prefix, paths.join(host.prefix, "bin"), paths.join(host.prefix, "Scripts")]
    if host.system != "linux":  # there they lie in QGIS's own folders; /usr/bin is anybody's
        own += [paths.dirname(path) for path in own_pythons(host)]
    return _same(folder, host) in {_same(path, host) for path in own}


def _same(path: str, host: Host) -> str:
    """One spelling of a path, by the disk's own links where it is about this machine."""
    if host.system == sys.platform:
        path = os.path.realpath(path)
    return host.paths.normcase(host.paths.normpath(path))


def child_environment(
    environment: Mapping[str, str], python: str, host: Host | None = None, files: Files | None = None
) -> dict[str, str]:
    """The environment for an engine in ``python``.

    QGIS's own Python needs what QGIS was started with. Any other gets nothing that QGIS set for itself, and what
    the scripts of its kind (conda's activation, OSGeo4W's shell) would have set, since none of them has run.
    """
    host, files = host or this_host(), files or Disk()
    if is_own(python, host, files):
        return {name: value for name, value in environment.items() if name.upper() not in _OF_NO_CHILD}
    kept = {name: value for name, value in environment.items() if name.upper() not in _OF_QGIS}
    return kept | _activation(kept, python, host, files)


def _activation(kept: Mapping[str, str], python: str, host: Host, files: Files) -> dict[str, str]:
    join, dirname = host.paths.join, host.paths.dirname
    on_windows = host.system == "win32"
    prefix = dirname(python) if on_windows else dirname(dirname(python))
    root = dirname(dirname(prefix))
    added: dict[str, str] = {}
    if files.is_folder(join(prefix, "conda-meta")):
        share = join(prefix, "Library", "share") if on_windows else join(prefix, "share")
        added["CONDA_PREFIX"] = prefix
        places = {"GDAL_DATA": [join(share, "gdal")], "PROJ_DATA": [join(share, "proj")]}
        if on_windows:
            _add_path(added, kept, [prefix, *(join(prefix, folder) for folder in _CONDA_ON_WINDOWS)])
    elif on_windows and files.is_file(join(root, "bin", "o4w_env.bat")):
        added |= {"OSGEO4W_ROOT": root, "USE_PATH_FOR_GDAL_PYTHON": "YES"}
        shares = [join(root, "apps", "gdal", "share", "gdal"), join(root, "share", "gdal")]
        places = {"GDAL_DATA": shares, "PROJ_DATA": [join(root, "share", "proj")]}
        _add_path(added, kept, [join(root, "bin")])
    else:
        return {}
    for name, shares in places.items():
        if there := [folder for folder in shares if files.is_folder(folder)]:
            added[name] = there[0]
    if "PROJ_DATA" in added:
        added["PROJ_LIB"] = added["PROJ_DATA"]  # its name before PROJ 9.1
    return added


def _add_path(added: dict[str, str], kept: Mapping[str, str], folders: list[str]) -> None:
    name = next((name for name in kept if name.upper() == "PATH"), "PATH")
    added[name] = ";".join([*folders, *filter(None, [kept.get(name, "")])])


def folders_of_gdal(python: str) -> list[str]:
    """Folders from which this process has GDAL and numpy, where ``python`` is its own; else none.

    A Python that is started isolated does not look where QGIS's launcher told QGIS's to look by PYTHONPATH, as in
    the app of macOS and in Flatpak.
    """
    if not is_own(python, this_host(), Disk()):
        return []
    found = []
    for name in ("osgeo", "numpy"):
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.origin:
            found.append(os.path.dirname(os.path.dirname(spec.origin)))
    return list(dict.fromkeys(found))
