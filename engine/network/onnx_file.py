"""ONNX files, written by themselves: a graph of operators as protocol buffers.

The package ``onnx`` would be one more thing to install next to QGIS, for a format that takes a page to write. The
numbers of the fields are those of onnx/onnx.proto, which never change their meaning; tests read what is written
here with that package and run it with ONNX Runtime. The same graph always gives the same bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping

import numpy as np

OPSET = 13
"""Version of the operators: the lowest that has all that are used, since any later runtime reads it, too."""
IR_VERSION = 7
"""Version of the format that came with these operators (ONNX 1.8, of the end of 2020)."""
MOST_BYTES = 2**31 - 1
"""Of one file, by the rules of protocol buffers."""

Attribute = int | float | str | tuple[int, ...]
Shape = tuple[int | str, ...]
"""Sizes; one that has a name instead of a number is chosen by who runs the graph."""

_TYPES = {np.dtype(np.float32): 1, np.dtype(np.int64): 7}  # TensorProto.DataType
_FLOAT, _INT, _STRING, _INTS = 1, 2, 3, 7  # AttributeProto.AttributeType


class Graph:
    """Operators in the order in which they run. Values go by names, which the methods return."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._constants: dict[str, bytes] = {}
        self._ends: dict[int, list[bytes]] = {11: [], 12: []}  # inputs and outputs, by their field of GraphProto

    def constant(self, values: np.ndarray) -> str:
        """A tensor float32 or int64 that is stored in the file."""
        name = f"constant_{len(self._constants)}"
        dims = (_field(1, side) for side in values.shape)
        data = np.ascontiguousarray(values).astype(values.dtype.newbyteorder("<"), copy=False).tobytes()
        parts = [*dims, _field(2, _TYPES[values.dtype]), _field(8, name), _field(9, data)]
        self._constants[name] = b"".join(parts)
        return name

    def integers(self, *values: int) -> str:
        """A constant int64 (n,)."""
        return self.constant(np.array(values, np.int64))

    def add(self, operator: str, *inputs: str, **attributes: Attribute) -> str:
        """Run an operator of ONNX with these values, '' for one that is left out; the name of its first output."""
        name = f"{operator}_{len(self._nodes)}"
        parts = [*(_field(1, value) for value in inputs), _field(2, name), _field(3, name), _field(4, operator)]
        parts += [_field(5, _attribute(*item)) for item in attributes.items()]
        self._nodes.append(b"".join(parts))
        return name

    def input(self, name: str, shape: Shape) -> str:
        """What whoever runs the graph gives: float32."""
        self._ends[11].append(_value(name, shape))
        return name

    def output(self, value: str, name: str, shape: Shape) -> None:
        """Hand out a value float32 under this name."""
        self._nodes.append(_field(1, value) + _field(2, name) + _field(3, name) + _field(4, "Identity"))
        self._ends[12].append(_value(name, shape))

    def to_bytes(self, title: str, producer: tuple[str, str], about: str, metadata: Mapping[str, str]) -> bytes:
        """The file: a ModelProto with this graph.

        ``producer`` is name and version of the program, ``about`` a text for people, ``metadata`` what programs
        may ask for by name.
        """
        graph = b"".join(
            [
                *_fields(1, self._nodes), _field(2, title), *_fields(5, self._constants.values()),
                *(part for number, ends in self._ends.items() for part in _fields(number, ends)),
            ]
        )  # fmt: skip
        entries = (_field(1, name) + _field(2, text) for name, text in metadata.items())
        head = [_field(1, IR_VERSION), _field(2, producer[0]), _field(3, producer[1]), _field(6, about)]
        return b"".join([*head, _field(7, graph), _field(8, _field(2, OPSET)), *_fields(14, entries)])


def _attribute(name: str, value: Attribute) -> bytes:
    """An AttributeProto."""
    if isinstance(value, tuple):
        return _field(1, name) + b"".join(_fields(8, value)) + _field(20, _INTS)
    number, kind = {int: (3, _INT), float: (2, _FLOAT), str: (4, _STRING)}[type(value)]
    return _field(1, name) + _field(number, value) + _field(20, kind)


def _value(name: str, shape: Shape) -> bytes:
    """A ValueInfoProto of a tensor float32."""
    dims = (_field(1, _field(2 if isinstance(side, str) else 1, side)) for side in shape)
    tensor = _field(1, _TYPES[np.dtype(np.float32)]) + _field(2, b"".join(dims))
    return _field(1, name) + _field(2, _field(1, tensor))


def _fields(number: int, values: Iterable[int | bytes]) -> list[bytes]:
    return [_field(number, value) for value in values]


def _field(number: int, value: int | float | str | bytes) -> bytes:
    """A field of a protocol buffer: its number and kind, then its value."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    if isinstance(value, float):
        return _varint(number << 3 | 5) + struct.pack("<f", value)
    data = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _varint(number: int) -> bytes:
    """Seven bits a byte, the lowest first, the eighth set on all bytes but the last; negative ones as 64 bits."""
    number &= 2**64 - 1
    parts = bytearray()
    while number > 0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    parts.append(number)
    return bytes(parts)
