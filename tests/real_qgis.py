"""Runs a driver in the real QGIS, on a virtual screen with a profile of its own, and collects what it saw.

A driver is a Python file in `tests/ui/drivers/` with one function:

    def drive(iface, arguments) -> dict

It is called inside QGIS once that has started, with the event loop running, and returns what JSON can hold.
With it comes what QGIS's message log holds against Python or the plugin, from the very start on: warnings,
errors, tracebacks. From a terminal, the look of a mask over its image:

    python tests/real_qgis.py overlay IMAGE.tif MASK.tif PICTURE.png
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = "deep_segmentation_wizard"
ROOT = Path(__file__).resolve().parent.parent
DRIVERS = ROOT / "tests" / "ui" / "drivers"
TEMPORARY = "temporary"
"""Name of the folder for temporary files, in that of the profile."""
TEMPORARY_OF_OTHERS = ("runtime-", "QGIS", "xvfb-run", "torchinductor")
"""What Qt, QGIS, the virtual screen and torch may leave."""
MARK = "DSW_TEST_FOLDER"
"""Environment variable by which a QGIS's engines are known."""


class RealQgisError(AssertionError):
    """QGIS did not start, did not end in time, or the driver failed; carries what QGIS wrote."""


@dataclass(frozen=True)
class Outcome:
    """What a driver returned, and QGIS's complaints about Python or the plugin, each `category: message`."""

    result: dict[str, Any]
    complaints: list[str]
    left: list[str]
    """The plugin's and the engine's temporary files and folders that are still there."""


def available() -> bool:
    """Whether this machine has QGIS and a virtual screen to show it on."""
    return all(shutil.which(command) for command in ("qgis", "xvfb-run", "xauth"))


def make_profile(folder: Path, plugin: Path | None = ROOT, theme: str = "", language: str = "") -> Path:
    """Makes a profile for QGIS, with the plugin linked and enabled; returns what `--profiles-path` takes.

    :param theme: one of QGIS's own themes, such as "Night Mapping"; empty for the usual look
    :param language: such as "de" or "de_AT", of texts and numbers; empty for English
    """
    profile = folder / "profiles" / "default"
    plugins = profile / "python" / "plugins"
    if plugins.is_dir():
        return folder  # that of an earlier QGIS, with what it has stored
    plugins.mkdir(parents=True)
    if plugin is not None:
        (plugins / PACKAGE).symlink_to(plugin, target_is_directory=True)
        (profile / "QGIS").mkdir()
        # QGIS would ask in a dialog which of several ways leads from one CRS to another.
        settings = (
            f"[PythonPlugins]\n{PACKAGE}=true\n\n[app]\nprojections\\promptWhenMultipleTransformsExist=false\n"
        )
        settings += f"\n[UI]\nUITheme={theme}\n" if theme else ""
        settings += in_language(language) if language else ""
        for name in ("QGIS3.ini", "QGIS4.ini"):
            (profile / "QGIS" / name).write_text(settings, encoding="utf-8")
    return folder


def in_language(language: str) -> str:
    """The part of QGIS's settings by which it speaks another language than the system's."""
    return f"\n[locale]\noverrideFlag=true\nuserLocale={language}\nglobalLocale={language}\n"


def run_driver(
    driver: Path,
    folder: Path,
    arguments: dict[str, Any] | None = None,
    plugin: Path | None = ROOT,
    timeout: float = 180,
    screen: tuple[int, int] = (1600, 1000),
    theme: str = "",
    language: str = "",
) -> Outcome:
    """Starts QGIS with the profile in `folder`, calls the driver in it, and waits until QGIS has ended.

    :param driver: the Python file with `drive(iface, arguments)`
    :param folder: an existing folder for the profile, the temporary files and the result. A second start in it
        goes on with the profile of the first.
    :param arguments: handed to the driver; plain values
    :param plugin: the plugin's folder to link and enable, None for a QGIS without it
    :param timeout: seconds after which QGIS and all its children are killed
    :param screen: width and height in pixels
    :param theme: one of QGIS's own themes; empty for the usual look
    :param language: of QGIS's texts and numbers; empty for English
    :raises RealQgisError: with QGIS's own output
    """
    status, _ = _run(driver, folder, arguments, plugin, timeout, screen=screen, theme=theme, language=language)
    result, written = folder / "result.json", _written(folder)
    if not result.exists():
        ended = f"was killed after {timeout:.0f} s" if status is None else f"ended with status {status}"
        raise RealQgisError(f"QGIS {ended} and left no result; it wrote:\n{written}")
    answer = json.loads(result.read_text(encoding="utf-8"))
    if "error" in answer:
        raise RealQgisError(f"The driver failed:\n{answer['error']}\nQGIS wrote:\n{written}")
    if status != 0:
        raise RealQgisError(f"QGIS did not end well after the driver (status {status}); it wrote:\n{written}")
    left = sorted(path.name for path in (folder / TEMPORARY).iterdir())
    left = [name for name in left if not name.startswith(TEMPORARY_OF_OTHERS)]
    return Outcome(answer["result"], answer["complaints"], left)


def run_killed_driver(
    driver: Path, folder: Path, arguments: dict[str, Any] | None = None, timeout: float = 180, patience: float = 20
) -> float:
    """As `run_driver`, for a driver that ends QGIS by SIGKILL.

    Returns for how many seconds an engine of that QGIS was still there, `patience` at most.

    :raises RealQgisError: when QGIS ended otherwise
    """
    status, seconds = _run(driver, folder, arguments, ROOT, timeout, patience)
    if (folder / "result.json").exists() or status != 128 + signal.SIGKILL:
        raise RealQgisError(f"QGIS was not killed (status {status}); it wrote:\n{_written(folder)}")
    return seconds


def engines_of(folder: Path) -> list[int]:
    """Process numbers of the engines that a QGIS started in `folder` has left at work or idle."""
    mark = f"{MARK}={folder}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # another user's, or gone by now
            is_engine = b"runpy" in (process / "cmdline").read_bytes()
            if is_engine and mark in (process / "environ").read_bytes().split(b"\0"):
                found.append(int(process.name))
    return found


def _run(
    driver: Path,
    folder: Path,
    arguments: dict | None,
    plugin: Path | None,
    timeout: float,
    patience: float = 0,
    screen: tuple[int, int] = (1600, 1000),
    theme: str = "",
    language: str = "",
) -> tuple[int | None, float]:
    """Exit status of QGIS, None when its time was up, and how long its engines outlived it (up to `patience`)."""
    profiles = make_profile(folder, plugin, theme, language)
    (folder / TEMPORARY).mkdir(exist_ok=True)
    result = folder / "result.json"
    result.unlink(missing_ok=True)
    task = {"driver": str(driver), "arguments": arguments or {}, "result": str(result)}
    # The tests' own environment must not leak in. QGIS needs a screen, if a virtual one; its embedded Python
    # takes its packages from beside the first `python3` on the path, which may be a virtual environment's.
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "DISPLAY")}
    environment |= {
        "DSW_DRIVER_TASK": json.dumps(task),
        MARK: str(folder),
        "TMPDIR": str(folder / TEMPORARY),
        "PATH": f"/usr/bin:/bin:{os.environ['PATH']}",
        "QT_QPA_PLATFORM": "xcb",
        "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYQGIS_STARTUP": str(DRIVERS / "start.py"),
    }
    command = ["xvfb-run", "-a", "-s", f"-screen 0 {screen[0]}x{screen[1]}x24"]
    command += ["qgis", "--noversioncheck", "--nologo", "--profiles-path", str(profiles)]
    seconds = 0.0
    with (folder / "qgis.log").open("w", encoding="utf-8") as log:
        # A session of its own: when the time is up, QGIS and the virtual screen end together.
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, start_new_session=True
        )
        try:
            status = process.wait(timeout)
            ended = time.monotonic()
            while seconds < patience and engines_of(folder):
                time.sleep(0.1)
                seconds = time.monotonic() - ended
        except subprocess.TimeoutExpired:
            status = None
        finally:
            _end_group(process)
    return status, seconds


def _written(folder: Path) -> str:
    return (folder / "qgis.log").read_text(encoding="utf-8", errors="replace")[-4000:]


def overlay(image: Path, mask: Path, picture: Path) -> None:
    """Shows the mask at half opacity over the image in the real QGIS, and saves the map as a picture.

    :raises RealQgisError: when the two do not have the same extent and coordinate reference system
    """
    files = {"image": image, "mask": mask, "picture": picture}
    arguments = {name: str(path.resolve()) for name, path in files.items()}
    with tempfile.TemporaryDirectory(prefix="dsw-overlay-") as folder:
        run_driver(DRIVERS / "overlay.py", Path(folder), arguments, plugin=None)


def _end_group(process: subprocess.Popen) -> None:
    """Ends what is left of the process's group: asked first, so that Xvfb removes its lock, then killed."""
    for request in (signal.SIGTERM, signal.SIGKILL):
        give_up = time.monotonic() + 5
        while time.monotonic() < give_up:
            process.poll()
            try:
                os.killpg(process.pid, request)
            except ProcessLookupError:
                return
            time.sleep(0.05)


if __name__ == "__main__":
    if len(sys.argv) != 5 or sys.argv[1] != "overlay":
        raise SystemExit(__doc__)
    overlay(*map(Path, sys.argv[2:]))
