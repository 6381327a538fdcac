"""Chips that a run deletes at its end, and steps whose files are gone: what they left can be made again."""

from __future__ import annotations

import os
from pathlib import Path

from ..events import Reporter
from ..files import remove
from ..run_folder import RunFolder
from ..settings import SET_NAMES
from .augment import STEP as AUGMENT
from .augment import AugmentRecord
from .chip_plan import STEP as CHIPS
from .split import STEP as SPLIT


def delete_chips(folder: RunFolder, reporter: Reporter) -> None:
    """Delete chips, sets and copies. Their records and the index stay: they tell what the model was made of."""
    for path in (folder.chips / "all", *_sets(folder.chips), *_sets(folder.augmented)):
        # Under another name first: a folder that is there is whole.
        old = path.with_name(f".{path.name}.old")
        remove(old)
        try:
            os.replace(path, old)
        except FileNotFoundError:
            continue
        except OSError:  # on Windows, when a program has one of the files open
            reporter.find("warning", CHIPS, f"{path} is open elsewhere, so it stays.", "Delete it yourself.")
            continue
        remove(old)


def has_files(folder: RunFolder, step: str) -> bool:
    """Whether the files that the record of ``step`` speaks of are there; False without a record."""
    if folder.key(step) is None:
        return False
    if step == CHIPS:
        return (folder.chips / "all").is_dir()
    if step == SPLIT:
        return all(path.is_dir() for path in _sets(folder.chips))
    if step == AUGMENT:
        names = folder.read_record(AUGMENT, AugmentRecord).names
        return all((folder.augmented / name).is_dir() for name, copies in names.items() if copies)
    return True


def _sets(folder: Path) -> list[Path]:
    return [folder / name for name in SET_NAMES]
