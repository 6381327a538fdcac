"""The exact packages of an installation, and the hashes that their files must have. Standard library only."""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from .errors import EngineError


@dataclass(frozen=True)
class Wheel:
    """One package to download, its name as in an index."""

    name: str
    version: str
    url: str
    sha256: str

    @property
    def file(self) -> str:
        """Its name on the disk."""
        return os.path.basename(unquote(urlsplit(self.url).path))

    @property
    def local_size(self) -> int | None:
        """Bytes, where it lies on this machine."""
        parts = urlsplit(self.url)
        with contextlib.suppress(OSError):
            return os.path.getsize(url2pathname(parts.path)) if parts.scheme == "file" else None
        return None


def wheel_from(item: dict[str, Any]) -> Wheel:
    """An entry of pip's report. Raises EngineError where it names no hash to check the download by."""
    about, source = item["metadata"], item["download_info"]
    archive = source.get("archive_info", {})
    digest = archive.get("hashes", {}).get("sha256") or archive.get("hash", "").partition("sha256=")[2]
    if not digest:
        raise EngineError(
            f"The index gives no SHA-256 for {about['name']}, so that a wrong file could not be told.",
            "Use another index or a folder of wheels under Details.",
        )
    return Wheel(about["name"].lower().replace("_", "-"), about["version"], source["url"], digest)


def digest_of(file: Path) -> str:
    """The SHA-256 of a file."""
    with open(file, "rb") as opened:
        digest = hashlib.sha256()
        while block := opened.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
