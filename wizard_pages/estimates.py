"""How long things take, no more exact than an estimate is."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication

from ..i18n.numbers import localized


def duration(seconds: float) -> str:
    """A time span in words."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    if seconds < 8:
        return tr("a few seconds")
    if seconds < 55:
        return tr("about {} seconds").format(max(round(seconds / 10) * 10, 10))
    minutes = round(seconds / 60)
    if minutes < 2:
        return tr("about a minute")
    if minutes < 90:
        return tr("about {} minutes").format(minutes)
    if minutes < 48 * 60:
        return tr("about {} hours").format(localized(f"{minutes / 60:.1f}".removesuffix(".0")))
    return tr("about {} days").format(round(minutes / 1440))
