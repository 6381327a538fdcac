"""Files of our own: written whole or not at all, and read with care.

Everything is written under a temporary name in the same folder and then renamed, so a crash never leaves half a
result under a final name.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from .errors import EngineError
from .events import finite

T = TypeVar("T")


def write_text(path: Path, text: str) -> None:
    """``write_bytes`` of UTF-8."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes, durable: bool = True) -> None:
    """Write ``data`` under a temporary name, flush it to the disk, then rename it to ``path``.

    What is not ``durable`` may be lost when the power fails, and does not wait for the disk.
    """
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)  # in a folder from a stranger it may be a link that leads out of it
    with open(temporary, "xb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    os.replace(temporary, path)


def write_json(path: Path, data: Any, durable: bool = True) -> None:
    """Write plain values as JSON, as ``write_bytes`` does; NaN and infinity become null."""
    write_bytes(path, (json.dumps(finite(data), indent=1, ensure_ascii=False) + "\n").encode(), durable)


@contextlib.contextmanager
def new_folder(final: Path) -> Iterator[Path]:
    """Yield a temporary folder beside ``final``; it takes that name when the block ends well, else it goes.

    A folder that was there before is replaced only then.
    """
    temporary = final.with_name(f".{final.name}.new")
    remove(temporary)
    temporary.mkdir(parents=True)
    try:
        yield temporary
    except BaseException:
        remove(temporary)
        raise
    replace_folder(temporary, final)


def replace_folder(new: Path, final: Path) -> None:
    """Give ``new`` the name ``final``; the folder of that name before is kept until the new one is there."""
    old = final.with_name(f".{final.name}.old")
    remove(old)
    if final.exists():
        os.replace(final, old)
    os.replace(new, final)
    remove(old)


def replace_or_rename(new: Path, final: Path) -> Path:
    """Give the file ``new`` the name ``final``, or, where a program has that one open, the next free name.

    Returns the name it got. (Windows does not let an open file be replaced.)
    """
    candidate, number = final, 2
    while True:
        try:
            os.replace(new, candidate)
            return candidate
        except PermissionError:
            if number > 99:
                raise
            candidate = final.with_name(f"{final.stem}_{number}{final.suffix}")
            number += 1


def remove(path: Path) -> None:
    """Remove one of our own files or folders; a link is removed, never what it points to."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def forget_link(path: Path) -> Path:
    """``path``, where from now on no link stands: in a folder from a stranger one may lead out of it."""
    if path.is_symlink():
        path.unlink()
    return path


def read_json(path: Path) -> dict[str, Any] | None:
    """The object in a JSON file, None when there is no file; raises EngineError for any other."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise EngineError(f"{path} cannot be read: {error}.", "Run the step that wrote it again.") from None
    if not isinstance(data, dict):
        raise EngineError(f"{path} is damaged.", "Run the step that wrote it again.")
    return data


def read_json_or(path: Path, otherwise: T) -> T:
    """What a JSON file holds; ``otherwise`` where it is missing, damaged, or holds something of another kind."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return otherwise
    return data if isinstance(data, type(otherwise)) else otherwise
