"""The folder of packages as a whole: who may write there, whether there is room, and how everything goes again.
Standard library only."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .errors import EngineError
from .events import Reporter
from .files import remove, replace_folder
from .install_plan import Plan, folder_here
from .run_folder import take_lock

LOCK = "install.lock"
STAGING = "n"


@contextlib.contextmanager
def held(home: Path) -> Iterator[None]:
    """The folder of packages, made if needed, for this installation alone."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock = open(home / LOCK, "a+b")  # noqa: SIM115 - held to the end
    except OSError as error:
        raise EngineError(
            f"The folder {home} cannot be written: {error.strerror}.",
            "Ask for the right to write there, or name another folder in the environment variable "
            "DEEP_SEGMENTATION_WIZARD_PACKAGES.",
        ) from None
    with lock:
        if not take_lock(lock):
            raise EngineError(
                "Another installation is at work.", "Wait until it ends; it may belong to another QGIS window."
            )
        yield


def require_room(plan: Plan) -> None:
    """Raises EngineError when the disk has less room than is needed."""
    if plan.free_mb < plan.needed_mb:
        raise EngineError(
            f"The disk has too little room: about {plan.needed_mb:,} MB are needed in {plan.folder.parent}, "
            f"{plan.free_mb:,} MB are free.",
            "Free some space, or name a folder on another disk in the environment variable "
            "DEEP_SEGMENTATION_WIZARD_PACKAGES.",
        )


def put_in_place(staging: Path, final: Path) -> None:
    """Give what was tried its final name, in place of what was there before."""
    try:
        replace_folder(staging, final)
    except PermissionError:
        raise _in_use(final) from None


def _in_use(folder: Path) -> EngineError:
    """Windows neither renames nor removes what is open."""
    return EngineError(
        f"{folder} is in use.",
        "Finish or cancel the runs that are at work, also in other QGIS windows, then try again.",
    )


def uninstall(reporter: Reporter) -> dict[str, Any]:
    """Remove what was installed for this interpreter, and everything that was downloaded."""
    final = folder_here()
    home, old = final.parent, final.with_name(f".{final.name}.old")
    if not home.is_dir():
        return {"megabytes": 0}
    with reporter.step("remove", "Removing the packages") as summary, held(home):
        before = bytes_below(home)
        remove(old)
        if final.exists():
            try:
                os.replace(final, old)  # from here on nobody takes it for whole
            except PermissionError:
                raise _in_use(final) from None
        remove(old)
        for name in (STAGING, "wheels", "cache", "t"):
            remove(home / name)
        summary["megabytes"] = round((before - bytes_below(home)) / 2**20)
    with contextlib.suppress(OSError):
        (home / LOCK).unlink()
        home.rmdir()  # only where nothing for another Python is left
    return summary


def bytes_below(folder: Path) -> int:
    """Size of all files in a folder; what goes while it is looked at counts nothing."""
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += os.lstat(os.path.join(root, name)).st_size
    return total
