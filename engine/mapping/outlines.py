"""Outlines of regions as straight lines rather than stairs of pixels, without gaps between neighbours.

Everything happens between two junctions, that is, corners of pixels where more than two regions meet, or the edge
of the raster is met. What lies between two of them is a line that two regions share; the same rule, applied to it
in the same direction, gives both the same points. So no two neighbours ever part or overlap, and each region can
be done alone.

Corners of stairs are replaced by the middles of their steps, which puts the points of a slanted line onto it; the
corner between two long straight edges stays. Then points are left out by Douglas and Peucker's rule. Lines of
different borders are at least √½ pixel apart after the first step, and move less than half of that in the second:
they cannot meet. Nothing moves by more than √½ + 0.35 pixels.
"""

from __future__ import annotations

import numpy as np

_TOLERANCE = 0.35
"""Pixels; less than half of √½."""
_LONG = 4
"""Pixels: a corner between two edges of this length is one on the ground."""


def junction_keys(rows: np.ndarray, first: int, is_last: bool) -> np.ndarray:
    """The junctions on the lines above some rows of values, as ``row · (width + 1) + column``, sorted int64.

    ``rows`` (n + 1, width) begins with the row before row ``first``, any values where that is 0; where they are
    the raster's last (``is_last``) the line below them is looked at, too. The corners of the raster count as well.
    """
    values = np.pad(rows.astype(np.int16), ((0, int(is_last)), (1, 1)), constant_values=-1)
    if first == 0:
        values[0] = -1
    upper, lower = values[:-1], values[1:]
    beside, above, below = upper != lower, upper[:, :-1] != upper[:, 1:], lower[:, :-1] != lower[:, 1:]
    meeting = beside[:, :-1].astype(np.int8) + beside[:, 1:] + above + below > 2
    if first == 0:
        meeting[0, [0, -1]] = True
    if is_last:
        meeting[-1, [0, -1]] = True
    lines, columns = np.nonzero(meeting)
    return (lines + first) * np.int64(meeting.shape[1]) + columns


def straightened(ring: np.ndarray, is_junction: np.ndarray) -> np.ndarray:
    """A closed ring of corners of pixels (n, 2) int, without its last point, simplified: (m, 2) float64.

    ``ring`` has all its turns and all junctions on it; ``is_junction`` (n,) tells which these are.
    """
    places = np.flatnonzero(is_junction)
    if len(places) == 0:
        places = np.sort(_anchors(ring))
    ring = np.roll(ring, -places[0], axis=0)
    places = places - places[0]
    ends = [*places[1:].tolist(), len(ring)]
    closed = np.vstack([ring, ring[:1]])
    lines = [_line(closed[a : b + 1]) for a, b in zip(places.tolist(), ends, strict=True)]
    return np.concatenate([line[:-1] for line in lines])


def with_junctions(ring: np.ndarray, keys: np.ndarray, width: int) -> tuple[np.ndarray, np.ndarray]:
    """A ring with the junctions that lie within its edges as points too, and which points are junctions.

    ``keys`` are those of all junctions, sorted: row · (width + 1) + column.
    """
    following = np.roll(ring, -1, axis=0)
    steps = np.abs(following - ring).sum(axis=1)
    starts = np.repeat(np.arange(len(ring)), steps)
    along = np.arange(len(starts)) - np.repeat(np.cumsum(steps) - steps, steps)
    points = ring[starts] + np.sign(following - ring)[starts] * along[:, None]
    own = points[:, 1] * (width + 1) + points[:, 0]
    found = np.searchsorted(keys, own)
    is_junction = np.zeros(len(points), bool)
    if len(keys):
        is_junction = keys[np.minimum(found, len(keys) - 1)] == own
    keep = (along == 0) | is_junction
    return points[keep], is_junction[keep]


def _anchors(ring: np.ndarray) -> np.ndarray:
    """Two points of a ring without junctions that are the same from whichever side it is looked at."""
    first = np.lexsort((ring[:, 0], ring[:, 1]))[0]
    far = ((ring - ring[first]) ** 2).sum(axis=1)
    most = np.flatnonzero(far == far.max())
    return np.array([first, most[np.lexsort((ring[most, 0], ring[most, 1]))[0]]])


def _line(points: np.ndarray) -> np.ndarray:
    """One line between two junctions, (n, 2) with both ends, simplified; it may be given in either direction."""
    turned = tuple(points[0]) > tuple(points[-1])
    if tuple(points[0]) == tuple(points[-1]):  # a loop from one junction back to it
        turned = tuple(points[1]) > tuple(points[-2])
    if turned:
        points = points[::-1]
    line = _without_stairs(points.astype(np.float64))
    line = line[_needed(line)]
    return line[::-1] if turned else line


def _needed(line: np.ndarray) -> np.ndarray:
    """Douglas and Peucker's rule (1973), with distances to segments: which points are kept, (n,) bool.

    OpenCV's leaves out more points afterwards, and takes distances to endless lines, so it may move lines further.
    """
    keep = np.zeros(len(line), bool)
    keep[[0, -1]] = True
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        offset, along = line[first + 1 : last] - line[first], line[last] - line[first]
        length = along @ along
        share = np.clip(offset @ along / length, 0, 1) if length else np.zeros(len(offset))
        beside = offset - share[:, None] * along
        distance = (beside**2).sum(axis=1)
        most = int(distance.argmax())
        if distance[most] > _TOLERANCE**2:
            keep[first + 1 + most] = True
            waiting += [(first, first + 1 + most), (first + 1 + most, last)]
    return keep


def _without_stairs(points: np.ndarray) -> np.ndarray:
    """The ends, the corners between two long edges, and instead of others points half a pixel before and after."""
    before, at, after = points[:-2], points[1:-1], points[2:]
    pairs = np.stack([at + 0.5 * np.sign(before - at), at + 0.5 * np.sign(after - at)], axis=1)
    lengths = np.abs(np.diff(points, axis=0)).sum(axis=1)
    stays = (lengths[:-1] >= _LONG) & (lengths[1:] >= _LONG)
    pairs[stays] = at[stays, None]
    return np.concatenate([points[:1], pairs.reshape(-1, 2), points[-1:]])
