"""Stages that work at the same time: in threads of their own, a few items ahead of the one behind them."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from osgeo import gdal

T = TypeVar("T")
Made = TypeVar("Made")
_PATIENCE_S = 0.1
"""A stage whose items nobody takes looks so often whether they are still wanted."""


@dataclass(frozen=True)
class _Ended:
    """The last thing in a queue; ``error`` is what ended the stage."""

    error: BaseException | None = None


@contextmanager
def ahead(items: Iterable[T], count: int) -> Iterator[Iterator[T]]:
    """Have ``items`` made by another thread, at most ``count`` of them ahead; with 0 by this one, when asked for.

    What is raised there is raised here, in its turn. When the block is left the thread has ended.
    """
    if count == 0:
        yield iter(items)
        return
    made: queue.Queue[Any] = queue.Queue(count)
    unwanted = threading.Event()

    def hand_on(item: Any) -> bool:
        while not unwanted.is_set():
            try:
                made.put(item, timeout=_PATIENCE_S)
                return True
            except queue.Full:
                continue
        return False

    def work() -> None:
        gdal.PushErrorHandler("CPLQuietErrorHandler")  # each thread has its own
        try:
            for item in items:
                if not hand_on(item):
                    return
            hand_on(_Ended())
        except BaseException as error:  # noqa: BLE001 - raised again by whoever takes the items
            hand_on(_Ended(error))

    def take() -> Iterator[T]:
        while not isinstance(item := made.get(), _Ended):
            yield item
        if item.error is not None:
            raise item.error

    thread = threading.Thread(target=work, name="ahead", daemon=True)
    thread.start()
    try:
        yield take()
    finally:
        unwanted.set()
        thread.join()


@contextmanager
def in_turn(
    items: Iterable[T], work: Callable[[T], Made], workers: int, begin: Callable[[], None]
) -> Iterator[Iterator[tuple[T, Made]]]:
    """Each item with what ``work`` makes of it, in the order of the items, made by several threads at a time.

    Each thread calls ``begin`` first. What is raised there is raised here. When the block is left they have ended,
    and what was not begun is not done.
    """
    waiting: deque[tuple[T, Future[Made]]] = deque()
    pool = ThreadPoolExecutor(workers, "in_turn", begin)

    def take() -> Iterator[tuple[T, Made]]:
        for item in items:
            waiting.append((item, pool.submit(work, item)))
            if len(waiting) > workers + 1:
                yield next_made()
        while waiting:
            yield next_made()

    def next_made() -> tuple[T, Made]:
        item, made = waiting.popleft()
        return item, made.result()

    try:
        yield take()
    finally:
        pool.shutdown(cancel_futures=True)
