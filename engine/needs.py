"""How much memory and time a run will need, before any of it is done; and what there is.

Plain arithmetic, so that the wizard, the check and the run itself all tell the same. The factors were fitted to
measured peaks of resident memory (Linux, torch 2 for CPU, GDAL 3.6; 1 MiB = 2²⁰ bytes), and lie within 10 % of
them: training at window 256 with 3 bands, base width 16, bfloat16 and batches of 2, 8, 16 took 699, 1209, 2019
MiB; in float32 a batch of 8 took 1731, of base width 32 in bfloat16 2050, four chips of 512 pixels 2051 MiB.
Mapping rasters 2000, 20 000, 60 000 pixels wide took 518, 642, 1057 MiB. On a graphics card the images lie there.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from .settings import NetworkSettings, PredictionSettings, RunSettings

MIB = 2**20
TRAINING_LIBRARIES, PREDICTION_LIBRARIES = 500 * MIB, 410 * MIB
"""What Python, torch and GDAL take before the first image, with the memory that they keep for their own ends."""

_WINDOWS_AT_ONCE = 4
"""At most, where the settings do not say how many windows are predicted together."""
MEASURED_WIDTH, MEASURED_LEVELS, MEASURED_WINDOW = 16, 5, 256
"""What the engine measures its speed with: levels are those of depth 4, counting the one at full resolution."""
FIXED_SHARE = 0.3
"""Of the work at the measured width: what does not shrink with a narrower network."""
CHIPS_PER_SECOND = 400.0
"""Chips of 256 pixels that are cut, or copied, in a second; see benchmarks/chips.py."""
_FORWARD = 3.0
"""Images that are predicted in the time that one is learnt from."""
_LARGEST_CACHE = 128 * MIB


@dataclass(frozen=True)
class Data:
    """What the needs depend on besides the settings."""

    window: int
    bands: int
    classes: int
    widest: int
    """Columns of the widest raster that is to be mapped."""
    value_bytes: int = 4
    """Of a value of that raster."""


def number_bytes(settings: RunSettings) -> int:
    """Bytes of a number within the network on the processor: 2 for bfloat16, where it has units for that."""
    asked = settings.training.precision
    if asked != "auto":
        return 2 if asked == "bfloat16" else 4
    with contextlib.suppress(OSError):
        flags = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
        if "avx512_bf16" in flags or "amx_tile" in flags:
            return 2
    return 4


def weights(network: NetworkSettings, bands: int, classes: int) -> int:
    """Number of the network's weights; see ``network/unet.py``."""
    widths = [network.base_width * 2**level for level in range(network.depth + 1)]

    def pair(before: int, after: int) -> int:
        return 9 * after * (before + after) + 4 * after

    down = sum(pair(before, after) for before, after in zip([bands, *widths], widths, strict=False))
    up = sum(4 * low * high + high + pair(2 * high, high) for high, low in zip(widths, widths[1:], strict=False))
    return down + up + (widths[0] + 1) * classes


def training_memory(settings: RunSettings, data: Data, batch: int | None = None) -> int:
    """Bytes of main memory at most while training on the processor, in batches of the settings unless given.

    Weights, their gradients and AdamW's two moments; and for each pixel of a batch what the layers keep for the
    way back (channels double where pixels go down to a quarter), and images, logits and loss in float32.
    """
    network = settings.network
    levels = sum(0.5**level for level in range(network.depth))
    kept = 16 * levels * network.base_width * number_bytes(settings)
    exact = 4 * (6 * network.base_width + 12 * data.classes + 6 * data.bands)
    pixels = (batch or settings.training.batch_size or 1) * data.window**2
    return round(TRAINING_LIBRARIES + 16 * weights(network, data.bands, data.classes) + pixels * (kept + exact))


def prediction_memory(settings: RunSettings, data: Data, batch: int | None = None) -> int:
    """Bytes of main memory at most while a raster is mapped on the processor: a batch of windows, and the sums and
    the image of one row of windows, which are as long as the raster is wide."""
    network, prediction = settings.network, settings.prediction
    window = prediction.window or data.window
    channels = 1 if data.classes == 2 else data.classes
    kept = 10.5 * network.base_width * number_bytes(settings) + 4 * (2 * data.bands + 3 * data.classes)
    pixels = (batch or prediction.batch_size or _WINDOWS_AT_ONCE) * window**2
    row = window * data.widest * (23 * channels + 3 * data.bands * data.value_bytes + 3)
    cache = min(window * data.widest * data.bands * data.value_bytes, _LARGEST_CACHE)
    return round(
        PREDICTION_LIBRARIES + 6 * weights(network, data.bands, data.classes) + pixels * kept + row + cache
    )


def fitting_batch(settings: RunSettings, data: Data, free: int) -> int:
    """The largest batch for which the memory suffices to train, at most that of the settings; 0: not even one."""
    one = training_memory(settings, data, 1)
    if free < one:
        return 0
    fitting = 1 + (free - one) // (training_memory(settings, data, 2) - one)
    return min(settings.training.batch_size or fitting, fitting)


def seconds_per_epoch(
    settings: RunSettings, training: int, validation: int, window: int, images_per_second: float
) -> float:
    """A rough estimate from the engine's measured speed, for so many chips in the sets.

    Work grows with the area of a chip and, beyond what every pixel costs anyway (reading, loss, figures), with the
    square of the width; each level costs about the same, because where channels double, pixels go down to a
    quarter. Validation only goes forward, a third of the work.
    """
    images = training * settings.augmentation.per_pass + validation / _FORWARD
    return images * work(settings.network, window) / max(images_per_second, 1e-6)


def work(network: NetworkSettings, window: int) -> float:
    """The work of one image, in images of the measurement."""
    width = FIXED_SHARE + (1 - FIXED_SHARE) * (network.base_width / MEASURED_WIDTH) ** 2
    return (window / MEASURED_WINDOW) ** 2 * (network.depth + 1) / MEASURED_LEVELS * width


def mapping_seconds(settings: RunSettings, window: int, pixels: int, images_per_second: float) -> float:
    """A rough estimate for rasters of so many pixels: each lies in several windows."""
    options: PredictionSettings = settings.prediction
    window = options.window or window
    stride = options.stride or max(window // 2, 1)
    windows = pixels / stride**2
    return windows * work(settings.network, window) / _FORWARD / max(images_per_second, 1e-6)


def cutting_seconds(chips: int, window: int) -> float:
    """A rough estimate for clipping so many chips, copies among them."""
    return chips * (window / MEASURED_WINDOW) ** 2 / CHIPS_PER_SECOND


def gib(size: float) -> str:
    """Bytes as a person reads them."""
    return f"{size / 2**30:.1f} GiB"


def free_disk(folder: Path) -> int | None:
    """Bytes that are free on the disk of a folder, which need not be there yet; None where its disk tells no size.

    What is no disk, such as a device, says how it is when it is written to.
    """
    there = next((path for path in (folder, *folder.parents) if path.is_dir()), Path(folder.anchor or "."))
    disk = shutil.disk_usage(there)
    return disk.free if disk.total else None


def free_memory() -> int | None:
    """Bytes of main memory that this process could still get, None where the system does not tell."""
    if sys.platform == "win32":
        return _free_on_windows()
    found = [value for value in (_available(), _left_in_group()) if value is not None]
    return min(found, default=None)


def _available() -> int | None:
    with contextlib.suppress(OSError, ValueError):
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    with contextlib.suppress(AttributeError, ValueError, OSError):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return None


def _left_in_group() -> int | None:
    """What a container or a cluster's scheduler leaves of its limit (control groups, version 2)."""
    group = Path("/sys/fs/cgroup")
    with contextlib.suppress(OSError, ValueError):
        limit = int((group / "memory.max").read_text())
        cached = dict(line.split() for line in (group / "memory.stat").read_text().splitlines())
        used = int((group / "memory.current").read_text()) - int(cached.get("inactive_file", 0))
        return max(limit - used, 0)
    return None


def _free_on_windows() -> int | None:
    class Status(ctypes.Structure):  # MEMORYSTATUSEX of sysinfoapi.h
        _fields_ = [("length", ctypes.c_ulong), ("load", ctypes.c_ulong)] + [
            (name, ctypes.c_ulonglong)
            for name in ("total", "free", "total_page", "free_page", "total_virtual", "free_virtual", "extended")
        ]

    status = Status(ctypes.sizeof(Status))
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - not there on other systems
    return int(status.free) if kernel.GlobalMemoryStatusEx(ctypes.byref(status)) else None
