"""Which files a user means by naming rasters: a folder stands for all rasters in it. Standard library only."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .errors import EngineError

ENDINGS = (".tif", ".tiff", ".vrt", ".img", ".jp2")
RESULTS = ("_mask", "_probability")
"""How the names of our own results end, which are no rasters to predict."""


def named_rasters(paths: Iterable[str]) -> list[str]:
    """The rasters in the order in which they are named, those of a folder by name; none twice.

    Raises EngineError for a folder without rasters.
    """
    found: list[str] = []
    for path in paths:
        found += rasters_in(Path(path)) if Path(path).is_dir() else [path]
    return list(dict.fromkeys(found))


def rasters_in(folder: Path) -> list[str]:
    """The rasters of a folder by name, without results of ours; raises EngineError when there are none."""
    files = sorted(
        str(path)
        for path in folder.iterdir()
        if path.suffix.lower() in ENDINGS and not path.stem.endswith(RESULTS) and not path.name.startswith(".")
    )
    if not files:
        raise EngineError(
            f"There are no rasters in {folder}: none of its files ends in {', '.join(ENDINGS)}.",
            "Choose another folder, or name the files.",
        )
    return files
