"""VRT files, which are lists of other files, looked at before GDAL opens them.

A stranger's VRT may pose as another format, or name sources on the network, directly or through further VRTs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Any

from osgeo import gdal

from ..errors import EngineError

SERVICES = {"WMS", "WMTS", "WCS", "WFS", "OAPIF", "TMS", "OGCAPI", "EEDA", "EEDAI", "PLMOSAIC", "PLSCENES"}
_VIRTUAL = {"VRT", "OGR_VRT"}
_REMOTE = re.compile(r"(https?|ftp):/|/vsi(curl|s3|gs|az|adls|oss|swift|hdfs|webhdfs)", re.IGNORECASE)
_SOURCES = {"sourcefilename", "sourcedataset", "srcdatasource"}


def refuse_treacherous(path: str, kind: int) -> None:
    """Raises EngineError for a VRT under another name, or one that reaches the network; other formats pass.

    ``kind`` is gdal.OF_RASTER or gdal.OF_VECTOR. Nothing is opened but the VRT's text.
    """
    _look(path, kind, set())


def driver_of(path: str, kind: int) -> str:
    """The short name of the driver that would open ``path``, '' for none."""
    try:
        driver = gdal.IdentifyDriverEx(path, kind)
    except RuntimeError:
        return ""
    return driver.ShortName if driver else ""


def sources_of(path: str) -> list[str]:
    """The files that a VRT names, none for any other file or for a VRT that is damaged."""
    if not path.lower().endswith(".vrt"):
        return []
    try:
        return list(dict.fromkeys(_named_files(path)))
    except EngineError:
        return []


def _look(path: str, kind: int, seen: set[str]) -> None:
    if path in seen or driver_of(path, kind) not in _VIRTUAL:
        return
    seen.add(path)
    if not path.lower().endswith(".vrt") or path.lower().startswith("vrt:"):
        raise EngineError(f"{path[:200]} is a VRT under another name.", "If you trust it, rename it to .vrt.")
    for source in _addresses(path):
        if _REMOTE.search(source) or driver_of(source, kind) in SERVICES:
            raise EngineError(
                f"{path} reaches out to the network ({source[:200]}).",
                "Use a VRT of local files, or export it as a GeoTIFF.",
            )
        _look(source, kind, seen)


def _addresses(path: str) -> Iterator[str]:
    """Names of the files that a VRT is made of, and whatever else in it looks like an address."""
    yield from _named_files(path)
    for element in _without_remarks(_parse(path)):
        texts = [] if element[1].lower() in _SOURCES else [_text(element)]
        yield from filter(_REMOTE.search, [*texts, *_attributes(element).values()])


def _named_files(path: str) -> Iterator[str]:
    for element in _without_remarks(_parse(path)):
        if element[1].lower() in _SOURCES:
            relative = _attributes(element).get("relativetovrt", "0").upper() in ("1", "YES", "TRUE", "ON")
            source = _text(element)
            yield os.path.join(os.path.dirname(path), source) if relative else source


def _parse(path: str) -> list[Any]:
    """The XML as GDAL itself reads it: `[kind, name or text, *children]`, from the root on.

    Another parser might understand a stranger's file differently, and expand entities, which GDAL does not.
    """
    try:
        tree = gdal.ParseXMLString(_read(path).decode("utf-8"))
    except (RuntimeError, UnicodeDecodeError) as error:
        raise EngineError(f"{path} is damaged: {error}.", "Make the VRT again.") from None
    if tree is None:
        raise EngineError(f"{path} is damaged.", "Make the VRT again.")
    return tree


def _without_remarks(root: list[Any]) -> Iterator[list[Any]]:
    """The elements except metadata and coordinate systems, where addresses are mere words."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element[0] == gdal.CXT_Element and element[1] not in ("Metadata", "SRS", "LayerSRS"):
            yield element
            waiting += reversed(element[2:])


def _text(element: list[Any]) -> str:
    return "".join(child[1] for child in element[2:] if child[0] == gdal.CXT_Text).strip()


def _attributes(element: list[Any]) -> dict[str, str]:
    """Values by names in small letters: to GDAL, capitals are the same, and the first of several counts."""
    return {child[1].lower(): _text(child) for child in reversed(element[2:]) if child[0] == gdal.CXT_Attribute}


def _read(path: str) -> bytes:
    file = gdal.VSIFOpenL(path, "rb")
    if file is None:
        raise EngineError(f"{path} cannot be read.", "Check the path.")
    try:
        return bytes(gdal.VSIFReadL(1, gdal.VSIStatL(path).size, file))
    finally:
        gdal.VSIFCloseL(file)
