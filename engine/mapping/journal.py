"""How many rows of an unfinished raster are safe on the disk, so that a crash costs seconds and not hours."""

from __future__ import annotations

import contextlib
import os
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import IO

from ..errors import EngineError
from ..files import forget_link, read_json, write_json
from ..run_folder import take_lock

SAFE_EVERY_S = 3.0
"""Rows are made safe so often at most."""


class RowJournal:
    """Beside the unfinished raster ``rows`` a note with a key of all that its pixels depend on; held by a lock, so
    that no two processes write one raster. Raises EngineError when another one does."""

    def __init__(self, rows: Path, key: str) -> None:
        self._file, self._lock_file = rows.with_suffix(".json"), rows.with_suffix(".lock")
        self._rows, self._key = rows, key
        self._last = time.monotonic()
        self._pool = ThreadPoolExecutor(1, "journal")
        self._noting: Future[None] | None = None
        for file in (self._file, self._lock_file):
            forget_link(file)
        self._lock: IO[bytes] | None = open(self._lock_file, "a+b")  # noqa: SIM115 - held while the raster is written
        if not take_lock(self._lock):
            self._lock.close()
            self._lock = None
            raise EngineError(
                f"Another prediction is writing {rows.name.removeprefix('.').removesuffix('.rows.tif')}.",
                "Wait until it ends, or choose another name.",
            )

    def rows_done(self) -> int:
        """How many rows a process that was ended has left; 0 where there are none of this key."""
        with contextlib.suppress(EngineError, TypeError, ValueError):
            noted = read_json(self._file)
            if noted is not None and noted.get("key") == self._key and self._rows.is_file():
                return max(int(noted["rows"]), 0)
        return 0

    @property
    def is_due(self) -> bool:
        """Whether it is time to make rows safe again."""
        is_free = self._noting is None or self._noting.done()
        return is_free and time.monotonic() - self._last >= SAFE_EVERY_S

    def note(self, rows: int) -> None:
        """So many rows have been handed to the operating system; another thread notes that once the disk has them.
        What went wrong with the note before is raised now."""
        self.settle()
        self._noting = self._pool.submit(self._note, rows)
        self._last = time.monotonic()

    def settle(self) -> None:
        """Wait until all is noted, and the raster is no longer held open for it."""
        noting, self._noting = self._noting, None
        if noting is not None:
            noting.result()

    def _note(self, rows: int) -> None:
        with open(self._rows, "rb+") as file:
            os.fsync(file.fileno())
        write_json(self._file, {"key": self._key, "rows": rows})

    def close(self) -> None:
        """The raster is finished or given up: forget it."""
        self._pool.shutdown()
        if self._lock is None:
            return
        self._lock.close()
        self._lock = None
        for file in (self._file, self._lock_file):
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)
