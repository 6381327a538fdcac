"""Installs the translation into QGIS's language, where there is one; else the texts stay English."""

from __future__ import annotations

import re
from pathlib import Path

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from . import engine_texts

FOLDER = Path(__file__).resolve().parent
_NAME = re.compile(r"[A-Za-z]{2,3}(_[A-Za-z]+)*")


def qgis_locale() -> str:
    """The locale of QGIS's own texts, such as "de" or "de_AT": the user's choice, else the system's."""
    settings = QgsSettings()
    if settings.value("locale/overrideFlag", False, type=bool):
        return settings.value("locale/userLocale", "", type=str) or "en"
    return QLocale.system().name()


def find_translation(locale: str, folder: Path = FOLDER) -> Path | None:
    """The file for a locale, else for its language alone: de_AT, then de. None: the texts stay English."""
    name = locale.replace("-", "_")
    while _NAME.fullmatch(name):  # it comes from the settings, and becomes part of a path
        file = folder / f"deep_segmentation_wizard_{name}.qm"
        if file.is_file():
            return file
        name = name.rpartition("_")[0]
    return None


class Language:
    """The translator of one life of the plugin. It must be there before the first widget is made."""

    def __init__(self, locale: str | None = None) -> None:
        self._translator: QTranslator | None = None
        file = find_translation(qgis_locale() if locale is None else locale)
        translator = QTranslator()
        if file is not None and translator.load(str(file)):
            QCoreApplication.installTranslator(translator)
            self._translator = translator  # Qt does not keep it
            engine_texts.translate_by(lambda text: QCoreApplication.translate(engine_texts.CONTEXT, text))

    def remove(self) -> None:
        """Take it out of QGIS again."""
        engine_texts.translate_by(None)
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
