"""How QGIS shows a mask: classes with names and colours, the background clear, in a ``.qml`` beside the raster."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from ..data.classes import LandClass
from ..files import write_text

_OPACITY = 0.7
_MARK = "<!-- Deep Segmentation Wizard -->"
"""In the styles that were written here: those that a user has saved are left alone."""


def write_style(raster: Path, classes: Sequence[LandClass]) -> None:
    """Write the style beside a mask, unless the user has one there."""
    path = raster.with_suffix(".qml")
    try:
        if path.exists() and _MARK not in path.read_text(encoding="utf-8", errors="replace")[:500]:
            return
    except OSError:
        return
    entries = "\n".join(
        f'    <paletteEntry value="{item.code}" color="{item.colour}" alpha="{0 if item.code == 0 else 255}" '
        f'label="{escape(item.name)}"/>'
        for item in classes
    )
    write_text(
        path,
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        f'<qgis version="3.34.0" styleCategories="Symbology">\n{_MARK}\n <pipe>\n'
        f'  <rasterrenderer type="paletted" band="1" opacity="{_OPACITY}" alphaBand="-1" nodataColor="">\n'
        f"   <rasterTransparency/>\n   <colorPalette>\n{entries}\n   </colorPalette>\n"
        "  </rasterrenderer>\n </pipe>\n</qgis>\n",
    )


def copy_style(raster: Path, mosaic: Path) -> None:
    """Give a mosaic the style of one of its rasters, where that has one."""
    source, target = raster.with_suffix(".qml"), mosaic.with_suffix(".qml")
    if source.is_file() and not target.exists():
        write_text(target, source.read_text(encoding="utf-8"))
