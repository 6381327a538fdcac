"""How QGIS shows the chips' footprints: by set, with the classes' names over their shares.

QGIS takes the default style of a layer from the table ``layer_styles`` of its GeoPackage, as written by
*Save Style > Datasource database*.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from osgeo import ogr

from .classes import LandClass

SET_STYLES = {
    "train": ("Training", (47, 111, 183)),
    "validation": ("Validation", (240, 162, 2)),
    "test": ("Testing", (194, 52, 143)),
    "none": ("In no set", (138, 138, 138)),
    "": ("Not divided yet", (47, 111, 183)),
}
"""Name and colour of each value of the field ``set``; '' stands for all others. The wizard draws in the same."""
_FILL_ALPHA = 18  # chips overlap, so it adds up
_TEXTS = (
    "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName", "styleQML", "styleSLD",
    "description", "owner", "ui",
)  # fmt: skip


def embed_style(
    source: ogr.DataSource, table: str, fields: Sequence[str], classes: Sequence[LandClass], is_divided: bool
) -> None:
    """Write the default style of the layer ``table`` into its GeoPackage, open for writing.

    ``is_divided``: the chips have their sets. ``fields`` are the layer's, in their order; those named by
    ``share_field`` get the names of their classes.
    """
    style = _style(fields, {share_field(item): item.name for item in classes}, is_divided)
    values = {
        **dict.fromkeys(_TEXTS, ""), "f_table_name": table, "f_geometry_column": "geom", "styleName": "by set",
        "description": "Chips by set", "styleQML": style, "useAsDefault": 1,
    }  # fmt: skip
    layer = source.CreateLayer("layer_styles", None, ogr.wkbNone, ["FID=id"])
    for name in _TEXTS:
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    default = ogr.FieldDefn("useAsDefault", ogr.OFTInteger)
    default.SetSubType(ogr.OFSTBoolean)
    layer.CreateField(default)
    layer.CreateField(ogr.FieldDefn("update_time", ogr.OFTDateTime))
    feature = ogr.Feature(layer.GetLayerDefn())
    for name, value in values.items():
        feature.SetField(name, value)
    layer.CreateFeature(feature)


def share_field(item: LandClass) -> str:
    """The field that holds a class's share of a chip's labelled pixels."""
    return f"share_{item.code}"


def _style(fields: Sequence[str], shares: dict[str, str], is_divided: bool) -> str:
    categories, symbols = [], []
    shown = [(value, *style) for value, style in SET_STYLES.items() if bool(value) == is_divided]
    for number, (value, label, colour) in enumerate(shown):
        categories.append(
            f'<category type="string" value="{value}" symbol="{number}" label="{label}" render="true"/>'
        )
        symbols.append(_symbol(number, colour))
    aliases = [
        f'<alias index="{number}" field="{field}" name="{escape(_alias(field, shares))}"/>'
        for number, field in enumerate(fields)
    ]
    return (
        '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM">'
        '<qgis version="3.34.0" styleCategories="Symbology|Fields">'
        '<renderer-v2 type="categorizedSymbol" attr="set" enableorderby="0" forceraster="0" symbollevels="0">'
        f"<categories>{''.join(categories)}</categories><symbols>{''.join(symbols)}</symbols></renderer-v2>"
        f"<aliases>{''.join(aliases)}</aliases></qgis>"
    )


def _symbol(number: int, colour: tuple[int, int, int]) -> str:
    shown = ",".join(map(str, colour))
    options = {
        "color": f"{shown},{_FILL_ALPHA}", "style": "solid", "outline_color": f"{shown},255",
        "outline_style": "solid", "outline_width": "0.4", "outline_width_unit": "MM", "joinstyle": "miter",
    }  # fmt: skip
    inner = "".join(f'<Option name="{name}" value="{text}" type="QString"/>' for name, text in options.items())
    return (
        f'<symbol type="fill" name="{number}" alpha="1" clip_to_extent="1" force_rhr="0">'
        f'<layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">{inner}</Option></layer>'
        "</symbol>"
    )


def _alias(field: str, shares: dict[str, str]) -> str:
    return f"share of {shares[field]}" if field in shares else ""
