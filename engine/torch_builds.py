"""Which build of PyTorch fits a machine: by its system, its processor and its graphics driver. Pure functions,
besides ``read_driver``. Standard library only."""

from __future__ import annotations

import shutil
import subprocess  # nosec B404 - nvidia-smi is the only thing started, never through a shell
from dataclasses import dataclass

VERSION = "2.13.0"
"""Results and speed are measured with this one; requirements.txt names it too."""
LAST_ON_INTEL_MAC = "2.2.2"
WHEEL_INDEX = "https://download.pytorch.org/whl/"
"""PyTorch's public index; a folder in it for each build."""
WISHES = ("auto", "cpu", "cu126", "cu130")


@dataclass(frozen=True)
class Driver:
    """The driver of an NVIDIA GPU."""

    version: tuple[int, ...]
    gpu: str
    capability: tuple[int, int] | None
    """Compute capability, such as (8, 6); None where an old driver does not tell."""


@dataclass(frozen=True)
class TorchBuild:
    """A build of PyTorch, where it comes from, and why this one."""

    name: str
    """'cpu', 'cu126', 'cu130', 'mps', or 'default': whatever the ordinary index has."""
    requirement: str
    folder: str | None
    """Folder in PyTorch's index; None for the ordinary one."""
    download_mb: int
    """With all that it needs; an estimate, rounded up."""
    installed_mb: int
    reason: str


# The CPU build for Linux was measured (192 MB to download, 700 MB unpacked); the others are estimates.
_SIZES = {
    ("linux", "cpu"): (210, 800), ("linux", "cu126"): (3000, 6500), ("linux", "cu130"): (2500, 5500),
    ("win32", "cpu"): (150, 700), ("win32", "cu126"): (2800, 5500), ("win32", "cu130"): (2200, 4500),
    ("darwin", "mps"): (110, 500), ("darwin", "default"): (180, 700),
    ("linux", "default"): (2500, 5500), ("win32", "default"): (150, 700),
}  # fmt: skip


def choose_build(system: str, machine: str, driver: Driver | None, wish: str = "auto") -> TorchBuild:
    """The build for a machine; the one for the CPU when in doubt. ``wish`` is one of ``WISHES``."""
    if system == "darwin":
        if machine == "arm64":
            return _build(system, "mps", None, "Apple's GPU is used by the ordinary build.")
        reason = (
            f"{LAST_ON_INTEL_MAC} is the last PyTorch for Macs with an Intel processor; it is not tested here."
        )
        return _build(system, "default", None, reason, LAST_ON_INTEL_MAC)
    if wish != "auto":
        return _build(system, wish, wish, "Chosen by you.")
    if machine not in ("x86_64", "amd64"):
        return _build(
            system, "cpu", "cpu", f"For processors of the kind {machine} the build for the CPU is taken."
        )
    if driver is None:
        return _build(system, "cpu", "cpu", "No NVIDIA GPU with a driver was found: computing on the processor.")
    return _for_gpu(system, driver)


def _for_gpu(system: str, driver: Driver) -> TorchBuild:
    """cu130 needs a driver of 580 or later and a GPU from Turing (7.5) on; cu126 needs 560, and has nothing for
    Blackwell (10.0) and later."""
    name = ".".join(map(str, driver.version))
    capability = driver.capability
    if capability is None:
        return _build(system, "cpu", "cpu", f"The driver {name} does not tell what the GPU {driver.gpu} can do.")
    if driver.version >= (580,) and capability >= (7, 5):
        return _build(system, "cu130", "cu130", f"GPU {driver.gpu}, driver {name}.")
    if driver.version >= (560,) and (5, 0) <= capability < (10, 0):
        return _build(system, "cu126", "cu126", f"GPU {driver.gpu}, driver {name}.")
    if capability < (5, 0):
        return _build(system, "cpu", "cpu", f"The GPU {driver.gpu} is too old for PyTorch {VERSION}.")
    newest = 580 if capability >= (10, 0) else 560
    reason = (
        f"The driver {name} of the GPU {driver.gpu} is too old: update it to {newest} or later to use the GPU."
    )
    return _build(system, "cpu", "cpu", reason)


def default_build(system: str, machine: str, reason: str) -> TorchBuild:
    """What the ordinary index, or one of the user's own, has for a machine."""
    if system == "darwin":
        return choose_build(system, machine, None)
    if system == "linux" and machine not in ("x86_64", "amd64"):
        size = _SIZES["linux", "cpu"]
        return TorchBuild("default", f"torch=={VERSION}", None, *size, reason)
    return _build(system, "default", None, reason)


def _build(system: str, name: str, folder: str | None, reason: str, version: str = VERSION) -> TorchBuild:
    size = _SIZES[system if (system, name) in _SIZES else "linux", name]
    return TorchBuild(name, f"torch=={version}" + (f"+{folder}" if folder else ""), folder, *size, reason)


def read_driver() -> Driver | None:
    """The driver of the first NVIDIA GPU, by the driver's own tool; None where there is none that answers."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return None
    for columns in ("driver_version,name,compute_cap", "driver_version,name"):  # old ones know no compute_cap
        command = [tool, f"--query-gpu={columns}", "--format=csv,noheader"]
        try:
            done = subprocess.run(  # nosec B603 - the tool found on the path and fixed words, no shell
                command, capture_output=True, text=True, timeout=15, check=False, stdin=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return None
        driver = parse_driver(done.stdout) if done.returncode == 0 else None
        if driver is not None:
            return driver
    return None


def parse_driver(text: str) -> Driver | None:
    """The first line that nvidia-smi printed: ``580.95.05, NVIDIA H200, 9.0``."""
    parts = [part.strip() for part in text.strip().partition("\n")[0].split(",")]
    try:
        version = tuple(int(part) for part in parts[0].split("."))
        name = parts[1]
    except (ValueError, IndexError):
        return None
    try:
        major, minor = parts[2].split(".")
        return Driver(version, name, (int(major), int(minor)))
    except (ValueError, IndexError):
        return Driver(version, name, None)
