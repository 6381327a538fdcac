"""Numbers as the user's country writes them, which QGIS's settings may name apart from the language."""

from __future__ import annotations

import re

from qgis.PyQt.QtCore import QLocale

_NUMBER = re.compile(r"[+-]?\d+(,\d{3})*(\.\d+)?")


def localized(number: str) -> str:
    """A number as Python writes it, such as f"{value:,.1f}", with the user's signs; other text as it is."""
    if not _NUMBER.fullmatch(number):
        return number
    locale = QLocale()
    signs = {",": locale.groupSeparator(), ".": locale.decimalPoint()}
    return "".join(signs.get(letter, letter) for letter in number)
