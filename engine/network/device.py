"""What the network computes on, and how to make that fast.

Channels-last memory, bfloat16 where the processor has units for it, and an allocator that keeps its large blocks
make the plain float32 loop several times faster on an ordinary processor.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import torch

from ..errors import EngineError
from ..learning import Device, Precision
from ..processes import local_number, process_count

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8  # from glibc's malloc.h

_MOST_WORKERS = 4
_PIXELS_AT_ONCE = 2**21
"""Of all windows that a processor predicts at the same time: a large one keeps all its cores busy by itself."""
_WINDOWS_ON_A_CARD = 4

Network = TypeVar("Network", bound=torch.nn.Module)


@dataclass(frozen=True)
class Machine:
    """A device and the precision of its convolutions."""

    device: torch.device
    precision: torch.dtype
    note: str = ""
    """Why it is not the graphics card that is there; empty where there is nothing to say."""

    @property
    def name(self) -> str:
        """For the user: 'CPU (2 threads, bfloat16)'."""
        kind = (
            torch.cuda.get_device_name(self.device)
            if self.device.type == "cuda"
            else {"cpu": f"CPU, {torch.get_num_threads()} threads", "mps": "Apple GPU"}[self.device.type]
        )
        return f"{kind} ({str(self.precision).removeprefix('torch.')})"

    def division(self, window: int, wanted: int | None = None) -> tuple[int, int]:
        """How many windows to predict in a batch, and how many batches at the same time; together at most
        ``wanted``, where the user has set it.

        A processor predicts several windows side by side, each on its share of the threads. Were all threads at
        one window, they would wait for each other after each of some sixty operations: measured on two cores,
        windows of 256 pixels are done 1.7 times as fast side by side, those of 512 pixels 1.3 times.
        """
        if self.device.type != "cpu":
            return wanted or _WINDOWS_ON_A_CARD, 1
        workers = min(torch.get_num_threads(), _MOST_WORKERS, max(_PIXELS_AT_ONCE // window**2, 1))
        if wanted is None:
            return 1, workers
        workers = min(workers, wanted)
        return wanted // workers, workers

    def autocast(self) -> contextlib.AbstractContextManager:
        """A context in which convolutions run in this precision."""
        if self.precision == torch.float32:
            return contextlib.nullcontext()
        return torch.autocast(self.device.type, dtype=self.precision)

    def place(self, images: torch.Tensor) -> torch.Tensor:
        """Images (B, C, H, W) on the device, in channels-last memory."""
        return images.to(self.device, non_blocking=True, memory_format=torch.channels_last)


@contextlib.contextmanager
def threads_divided(workers: int) -> Iterator[Callable[[], None]]:
    """For so many threads that compute side by side: what each is to call first, so that they share the processor
    evenly. Afterwards all of it is the caller's again."""
    all_of_them = torch.get_num_threads()
    try:
        yield lambda: torch.set_num_threads(max(all_of_them // workers, 1))
    finally:
        torch.set_num_threads(all_of_them)


def choose_machine(device: Device = "auto", precision: Precision = "auto") -> Machine:
    """The best device, or the one asked for; raises EngineError when that one is not there."""
    note = ""
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
        fault = _fault_of(device)
        if fault:
            device, note = "cpu", f"The graphics card is there but does not work: {fault}"
    elif device == "cuda" and not torch.cuda.is_available():
        raise EngineError(
            "No CUDA GPU can be used here.", "Choose the device 'cpu' or 'auto'; 'doctor' tells more."
        )
    elif device == "mps" and not torch.backends.mps.is_available():
        raise EngineError("No Apple GPU can be used here.", "Choose the device 'cpu' or 'auto'.")
    if precision == "auto":
        precision = "bfloat16" if _has_fast_bfloat16(device) else "float32"
    if device == "cpu":
        _keep_large_blocks()
    if device == "mps" and precision == "float16":
        raise EngineError("Apple GPUs do not train in float16 here.", "Choose the precision 'auto'.")
    return Machine(_numbered(device), getattr(torch, precision), note)


def _numbered(kind: str) -> torch.device:
    """The device; of several processes each has a graphics card of its own. Raises EngineError for too few."""
    if kind != "cuda" or process_count() == 1:
        return torch.device(kind)
    number, there = local_number(), torch.cuda.device_count()
    if number >= there:
        raise EngineError(
            f"There are more processes than graphics cards ({there}).",
            f"Start at most as many (--nproc-per-node {there}), or compute on the processor (--device cpu).",
        )
    torch.cuda.set_device(number)
    return torch.device(kind, number)


def placed(network: Network, device: torch.device) -> Network:
    """The network on the device, its weights channels last, as convolutions are fastest."""
    return network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload] # torch's types lack it


@functools.cache
def _fault_of(kind: str) -> str:
    """Why a graphics card cannot train: its driver is too old, an operator is missing …; empty where it can."""
    if kind == "cpu":
        return ""
    try:
        layer = torch.nn.Conv2d(3, 2, 3).to(kind)
        layer(torch.zeros(1, 3, 8, 8, device=kind)).sum().backward()
        gradients = [part.grad for part in layer.parameters() if part.grad is not None]
        is_sane = all(bool(gradient.isfinite().all()) for gradient in gradients)
        return "" if is_sane else "its results are no numbers"
    except (RuntimeError, AssertionError) as error:  # NotImplementedError is a RuntimeError
        return str(error).splitlines()[0] if str(error) else type(error).__name__


def available_devices() -> list[dict[str, Any]]:
    """Every device that could be chosen: name, kind and memory."""
    found: list[dict[str, Any]] = [{"kind": "cpu", "name": _processor_name(), "memory_gib": _main_memory_gib()}]
    if torch.cuda.is_available():
        for number in range(torch.cuda.device_count()):
            properties = torch.cuda.get_device_properties(number)
            memory = round(properties.total_memory / 2**30, 1)
            found.append({"kind": "cuda", "name": properties.name, "memory_gib": memory})
    if torch.backends.mps.is_available():
        found.append({"kind": "mps", "name": "Apple GPU", "memory_gib": _main_memory_gib()})
    return found


def _processor_name() -> str:
    """What the maker calls it, where the system tells; else its kind, such as 'arm'."""
    with contextlib.suppress(OSError), open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
        for line in file:
            name, _, value = line.partition(":")
            if name.strip() == "model name" and value.strip():
                return value.strip()
    return platform.processor() or platform.machine()


def _main_memory_gib() -> float | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf
        return None


def _has_fast_bfloat16(device: str) -> bool:
    if device == "cuda":
        return torch.cuda.get_device_capability()[0] >= 8
    if device == "mps":
        return False
    # oneDNN also emulates bfloat16, which is slower than float32; what counts is the processor's own units.
    has_units = getattr(torch.cpu, "_is_avx512_bf16_supported", lambda: False)
    has_tiles = getattr(torch.cpu, "_is_amx_tile_supported", lambda: False)
    return bool(has_units() or has_tiles())


def _keep_large_blocks() -> None:
    """Tell glibc to reuse large blocks instead of returning them to the system after every operation.

    A network asks for the same large blocks in every step; by default each comes fresh from the kernel, page by
    page. Other C libraries do not have this trouble, or not this switch.
    """
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_M_MMAP_THRESHOLD, 1 << 30)
        mallopt(_M_TRIM_THRESHOLD, -1)
        # Threads share one heap: those of their own are given back to the system whenever they are empty.
        mallopt(_M_ARENA_MAX, 1)
