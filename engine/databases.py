"""Layers of a PostGIS database, as GDAL and as QGIS write them down, and passwords, which are kept nowhere.

GDAL writes ``PG:dbname=gis host=db tables=public.roofs(geom)``, QGIS ``dbname='gis' host=db key='id'
table="public"."roofs" (geom)``. Settings, events and messages go into files that people pass on; so a password
stays out of them, and reaches the database by libpq's own ways: PGPASSWORD, ``~/.pgpass`` or a service file.
"""

from __future__ import annotations

import os
import re

from .errors import EngineError

_WORD = r"""(?:'(?:[^'\\]|\\.)*'|"[^"]*"|[^\s'",|&]+)"""
_PASSWORD = re.compile(rf"""[\s,&]?\b(?:password|passwd|pwd)\s*=\s*(?P<value>{_WORD})""", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"(?P<before>://[^\s:/@]*):(?P<value>[^\s/@]*)@")
_OF_QGIS = re.compile(r"\s*(dbname|service|host|authcfg)\s*=", re.IGNORECASE)
_SERVERS = re.compile(r"(PG|PostgreSQL|MySQL|MSSQL|OCI|MongoDBv3|ODBC|HANA):", re.IGNORECASE)
_TABLE = re.compile(
    r"""table="(?P<schema>(?:[^"]|"")+)"(?:\."(?P<table>(?:[^"]|"")+)")?(?:\s*\((?P<geometry>[^)]*)\))?""",
    re.IGNORECASE,
)
_PAIR = re.compile(rf"(?P<name>\w+)\s*=\s*(?P<value>{_WORD})")
_OF_LIBPQ = {"dbname", "host", "port", "user", "sslmode", "service", "options"}


def is_database(text: str) -> bool:
    """Whether this is no file but a layer of a database server."""
    return bool(_SERVERS.match(text) or _OF_QGIS.match(text))


def has_password(text: str) -> bool:
    """Whether what stands for a layer tells a password."""
    return is_database(text) and bool(_PASSWORD.search(text) or _IN_ADDRESS.search(text))


def without_password(text: str) -> str:
    """``text`` less every password in it."""
    return _IN_ADDRESS.sub(r"\g<before>@", _PASSWORD.sub("", text))


def take_password(text: str) -> str:
    """``text`` less its password, which this process and its libpq keep as PGPASSWORD, and nobody else.

    Raises EngineError for a second, different one, and for databases to which it cannot be given that way.
    """
    if not has_password(text):
        return text
    is_postgres = bool(_OF_QGIS.match(text) or text[:3].upper() == "PG:" or text[:11].lower() == "postgresql:")
    found = _PASSWORD.search(text) or _IN_ADDRESS.search(text)
    value = found["value"] if found else ""
    if value[:1] in ("'", '"'):
        value = re.sub(r"\\(.)", r"\1", value[1:-1])
    if not is_postgres or os.environ.get("PGPASSWORD", value) != value:
        refuse_password(text)
    os.environ["PGPASSWORD"] = value
    return without_password(text)


def refuse_password(text: str) -> None:
    """Raises EngineError when ``text`` holds a password: it would end in files that people pass on."""
    if has_password(text):
        raise EngineError(
            f"A password stands in {without_password(text)}; it would be stored with the run.",
            "Leave it out and keep it in ~/.pgpass or in the environment variable PGPASSWORD, or export the layer "
            "to a GeoPackage.",
        )


def for_gdal(text: str) -> str:
    """What GDAL opens: QGIS's words for a layer of PostGIS in GDAL's, anything else untouched.

    Raises EngineError for what only QGIS understands: a filter, or a configuration of its own for logging in.
    """
    if not _OF_QGIS.match(text):
        return text
    head, _, condition = text.partition(" sql=")
    table = _TABLE.search(head)
    before = head[: table.start()] if table else head
    given = {pair["name"].lower(): pair["value"] for pair in _PAIR.finditer(before)}
    if condition.strip() or "authcfg" in given or table is None:
        raise EngineError(
            f"Only QGIS can open {without_password(text)}.",
            "Export the layer to a GeoPackage, or name it as PG:dbname=NAME host=HOST tables=SCHEMA.TABLE.",
        )
    name = ".".join(part.replace('""', '"') for part in table.group("schema", "table") if part)
    geometry = f"({table['geometry']})" if table["geometry"] else ""
    words = [f"{key}={value}" for key, value in given.items() if key in _OF_LIBPQ]
    return f"PG:{' '.join(words)} tables={name}{geometry}"
