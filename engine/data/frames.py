"""Files that differ only in their pixels and their place, written without asking GDAL for each.

Creating a GeoTIFF costs GDAL more time than writing its pixels. Of uncompressed files of one size, type and CRS
everything but pixels and place is the same, so GDAL writes a sample, and its bytes become the frame of the others.
"""

from __future__ import annotations

import io
import struct
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from osgeo import gdal

from ..errors import EngineError
from .grid import Geotransform
from .raster import read_from_memory

Create = Callable[..., None]
"""Called with a path for GDAL, the pixels, and the geotransform or None; writes an uncompressed GeoTIFF."""


@dataclass(frozen=True)
class Frame:
    """What lies around the pixels of a file: ``head``, then the pixels as they lie in memory, then ``tail``."""

    head: bytes
    tail: bytes
    shape: tuple[int, ...]
    dtype: np.dtype
    x: int | None = None
    """Where in ``head`` the x of the upper left corner stands, as 8 bytes; None where the file has no place."""
    y: int | None = None

    def fill(self, pixels: np.ndarray, position: Geotransform | None) -> np.ndarray:
        """The bytes of the file with these pixels, uint8. Any layout of ``pixels`` in memory; one copy is made."""
        start, size = len(self.head), pixels.size * self.dtype.itemsize
        content = np.empty(start + size + len(self.tail), np.uint8)
        content[:start] = np.frombuffer(self.head, np.uint8)
        np.copyto(content[start : start + size].view(self.dtype).reshape(self.shape), pixels, casting="safe")
        content[start + size :] = np.frombuffer(self.tail, np.uint8)
        if self.x is not None and self.y is not None and position is not None:
            for place, value in ((self.x, position[0]), (self.y, position[3])):
                content[place : place + 8] = np.frombuffer(struct.pack("=d", value), np.uint8)
        return content

    def write(self, path: Path, pixels: np.ndarray, position: Geotransform | None = None) -> None:
        """Write the file. Raises EngineError when the disk does not take it."""
        try:
            with open(path, "wb") as file:
                file.write(self.fill(pixels, position).data)
        except OSError as error:
            raise EngineError(
                f"{path} cannot be written: {error.strerror}.", "Check the free space of the disk."
            ) from None


@cache
def npy_frame(shape: tuple[int, ...], dtype: np.dtype) -> Frame:
    """The frame of ``.npy`` files."""
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        head, {"descr": np.lib.format.dtype_to_descr(dtype), "fortran_order": False, "shape": shape}
    )
    return Frame(head.getvalue(), b"", shape, dtype)


def tiff_frame(
    create: Create, shape: tuple[int, ...], dtype: np.dtype, steps: tuple[float, float, float, float] | None
) -> Frame | None:
    """The frame of the GeoTIFFs that ``create`` writes anywhere on a raster.

    ``steps`` are the second, third, fifth and sixth number of its geotransform; None: the files have no place.

    None when they are not made of a constant head, pixels and a constant tail. That is not assumed but tried: a
    second file of GDAL's, with other pixels and at another place, must come out of the frame byte for byte.
    """
    rng = np.random.default_rng(0)
    size = int(np.prod(shape)) * dtype.itemsize
    first, second = (_noise(rng.bytes(size), shape, dtype) for _ in range(2))
    here, there = None, None
    if steps is not None:
        xx, xy, yx, yy = steps
        here, there = ((x, xx, xy, y, yx, yy) for x, y in ((12345.678901, -76543.210987), (-5.125, 6543210.25)))
    content, wanted = _written(create, first, here), _written(create, second, there)
    start = content.find(first.tobytes())
    if start < 0:
        return None
    head = content[:start]
    x = y = None
    if here is not None:
        x, y = (head.find(struct.pack("=d", here[number])) for number in (0, 3))
        if x < 0 or y < 0:
            return None
    frame = Frame(head, content[start + size :], shape, dtype, x, y)
    return frame if frame.fill(second, there).tobytes() == wanted else None


def _noise(content: bytes, shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    return np.frombuffer(content, dtype).reshape(shape)


def _written(create: Create, pixels: np.ndarray, position: Geotransform | None) -> bytes:
    path = f"/vsimem/dsw_{uuid.uuid4().hex}.tif"
    try:
        create(path, pixels, position)
        return read_from_memory(path)
    finally:
        gdal.Unlink(path)
