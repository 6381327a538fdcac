"""How long things take, no more exact than an estimate is."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QCoreApplication

from ..engine.settings import RunSettings

MEASURED_WIDTH, MEASURED_LEVELS, MEASURED_WINDOW = 16, 5, 256
"""What the engine measures its speed with: levels are those of depth 4, counting the one at full resolution."""

FIXED_SHARE = 0.3
"""Of the work at the measured width: what does not shrink with a narrower network."""


def duration(seconds: float) -> str:
    """A time span in words."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("duration", text)

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
        return tr("about {} hours").format(f"{minutes / 60:.1f}".removesuffix(".0"))
    return tr("about {} days").format(round(minutes / 1440))


def seconds_per_epoch(settings: RunSettings, sets: dict[str, Any], window: int, images_per_second: float) -> float:
    """A rough estimate from the engine's measured speed.

    Work grows with the area of a chip and, beyond what every pixel costs anyway (reading, loss, figures), with the
    square of the width; each level costs about the same, because
    where channels double, pixels go down to a quarter. Validation only goes forward, a third of the work.
    """
    images = sets["train"]["count"] * settings.augmentation.per_pass
    images += sets["validation"]["count"] / 3
    work = (window / MEASURED_WINDOW) ** 2 * (settings.network.depth + 1) / MEASURED_LEVELS
    work *= FIXED_SHARE + (1 - FIXED_SHARE) * (settings.network.base_width / MEASURED_WIDTH) ** 2
    return images * work / max(images_per_second, 1e-6)
