"""The run folder: where each step leaves its one durable result, so that a run goes on from any of them.

A step's result carries a key made from its settings and from the key of the step before; a result whose key no
longer fits is stale and is made again.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any, TypeVar

from .errors import EngineError
from .files import read_json, remove, write_json, write_text
from .plain import from_plain, identity, to_plain
from .settings import RunSettings, read_settings

T = TypeVar("T")
_OWN_NAMES = (
    "settings.json", "events.jsonl", "engine.log", "scenes", "labels", "chips", "augmented", "decoded",
    "history.csv", "checkpoints", "samples", "selection.json", "model.safetensors", "report", "prediction",
    "folds.json",
)  # fmt: skip


class RunFolder:
    """Paths and bookkeeping of one run. Nothing is created before ``open``."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path).absolute()
        self.settings_file = self.path / "settings.json"
        self.events_file = self.path / "events.jsonl"
        self.log_file = self.path / "engine.log"
        self.scenes = self.path / "scenes"
        self.labels = self.path / "labels"
        self.chips = self.path / "chips"
        self.augmented = self.path / "augmented"
        self.decoded = self.path / "decoded"
        self.history_file = self.path / "history.csv"
        self.checkpoints = self.path / "checkpoints"
        self.samples = self.path / "samples"
        self.selection_file = self.path / "selection.json"
        self.model_file = self.path / "model.safetensors"
        self.report = self.path / "report"
        self.prediction = self.path / "prediction"
        self.folds_file = self.path / "folds.json"

    # -- the folder as a whole ------------------------------------------------------------------------------

    @property
    def holds_a_run(self) -> bool:
        """Whether a run was begun here."""
        return os.path.isfile(self.settings_file)  # False also for names that are too long

    def require_new(self) -> None:
        """Raises EngineError when a run, or files in its place, are here already."""
        if self.holds_a_run:
            raise EngineError(
                f"The folder {self.path} already holds a run.",
                "Go on with it by --resume, or choose another folder.",
            )
        if os.path.exists(self.path) and not os.path.isdir(self.path):
            raise EngineError(f"{self.path} is a file.", "Choose a folder for the run.")
        taken = [name for name in _OWN_NAMES if os.path.exists(self.path / name)]
        if taken:
            raise EngineError(
                f"The folder {self.path} already has {', '.join(taken)}, which the run would write.",
                "Choose an empty or new folder.",
            )

    def require_run(self) -> RunSettings:
        """The settings of the run that is here; raises EngineError when there is none."""
        if not self.holds_a_run:
            raise EngineError(f"The folder {self.path} holds no run.", "Start one with 'run' or 'labels'.")
        return read_settings(self.settings_file)

    @property
    def is_held(self) -> bool:
        """Whether a process works in it now."""
        try:
            with open(self.path / ".lock", "r+b") as lock:
                return not take_lock(lock)
        except OSError:
            return False

    @contextlib.contextmanager
    def open(self) -> Iterator[None]:
        """Create the folder if needed and hold it for this process alone.

        Raises EngineError when another process works in it or it cannot be written. The lock is the operating
        system's, so it ends with the process however that dies.
        """
        made = _make_folders(self.path)
        try:
            lock = open(self.path / ".lock", "a+b")  # noqa: SIM115 - held for the whole run
        except OSError as error:
            raise EngineError(
                f"The folder {self.path} cannot be written: {error.strerror}.", "Choose a folder of your own."
            ) from None
        try:
            if not _lock_soon(lock):
                raise EngineError(
                    f"Another run is at work in {self.path}.", "Wait until it ends, or choose another folder."
                )
            yield
            made.clear()
        finally:
            lock.close()
            if made:
                with contextlib.suppress(OSError):
                    (self.path / ".lock").unlink()
            for folder in made:  # a refused run leaves nothing: folders that it made and that stayed empty go
                with contextlib.suppress(OSError):
                    folder.rmdir()

    @contextlib.contextmanager
    def nothing_left_when_refused(self) -> Iterator[None]:
        """Remove everything that this run wrote when it is refused or cancelled inside the block."""
        self.require_new()
        try:
            yield
        except BaseException:
            for name in _OWN_NAMES:
                remove(self.path / name)
            raise

    def save_settings(self, settings: RunSettings) -> None:
        """Store ``settings.json``."""
        write_text(self.settings_file, settings.to_json())

    # -- records of finished steps --------------------------------------------------------------------------

    def record_file(self, step: str) -> Path:
        """Where the record of a finished step lies."""
        return {
            "labels": self.labels / "labels.json",
            "chips": self.chips / "chips.json",
            "split": self.chips / "split.json",
            "augment": self.augmented / "augmented.json",
            "train": self.checkpoints / "training.json",
            "select": self.selection_file,
        }[step]

    def write_record(self, path: Path, key: str, record: Any) -> None:
        """Store the result of a finished step: a frozen dataclass of plain values."""
        write_json(path, {"key": key, **to_plain(record)})

    def read_record(self, step: str, kind: type[T]) -> T:
        """The record of a finished step; raises EngineError when the step has not been done."""
        data = read_json(self.record_file(step))
        if data is None:
            raise EngineError(f"The step '{step}' has not been done in {self.path}.", f"Run '{step}' first.")
        data.pop("key", None)
        return from_plain(kind, data, self.record_file(step).name)

    def key(self, step: str) -> str | None:
        """The key that the stored result of ``step`` was made under, None when there is no result."""
        data = read_json(self.record_file(step))
        return None if data is None else str(data.get("key"))

    def require_key(self, step: str, wanted: str) -> None:
        """Raises EngineError unless the result of ``step`` exists and is the one that ``wanted`` names."""
        found = self.key(step)
        if found is None:
            raise EngineError(f"The step '{step}' has not been done in {self.path}.", f"Run '{step}' first.")
        if found != wanted:
            raise EngineError(
                f"The result of '{step}' in {self.path} is older than the steps or settings before it.",
                f"Run '{step}' again.",
            )


def make_key(*parts: Any) -> str:
    """A short digest of plain values; equal values give equal keys on every machine.

    An option that came later (see ``plain.later``) and is not used leaves the key that there was."""
    text = json.dumps([identity(part) for part in parts], sort_keys=True)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()[:24]


def distinct_names(paths: Sequence[str]) -> list[str]:
    """A name for each path that no other has, from its file's own: what is made from a raster is called by it."""
    names: list[str] = []
    for path in paths:
        # Chips and results get longer names from it, and file systems allow 255 bytes.
        stem = Path(path).stem.encode()[:120].decode(errors="ignore") or "raster"
        name, number = stem, 2
        while name.lower() in {taken.lower() for taken in names}:
            name, number = f"{stem}_{number}", number + 1
        names.append(name)
    return names


def _make_folders(path: Path) -> list[Path]:
    """Create ``path`` and its missing parents; the created ones, innermost first."""
    missing = [folder for folder in (path, *path.parents) if not os.path.exists(folder)]
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EngineError(
            f"The folder {path} cannot be made: {error.strerror}.",
            "Choose a folder with a shorter name."
            if error.errno == errno.ENAMETOOLONG
            else "Choose a folder that you may write to.",
        ) from None
    return missing


def _lock_soon(file: IO[bytes]) -> bool:
    """As ``take_lock``; one who only looks whether a run is at work holds it for a moment, which is waited for."""
    for _ in range(5):
        if take_lock(file):
            return True
        time.sleep(0.1)
    return take_lock(file)


def take_lock(file: IO[bytes]) -> bool:
    """Take the operating system's lock on an open file; False when another process holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
