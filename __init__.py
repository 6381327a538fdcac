"""Deep Segmentation Wizard: semantic segmentation of geo-referenced rasters in QGIS, without code."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .main_plugin import DeepSegmentationWizard


def classFactory(iface: QgisInterface) -> DeepSegmentationWizard:
    """Makes the plugin; QGIS calls this. Imported here, so that the engine needs neither Qt nor QGIS."""
    from .main_plugin import DeepSegmentationWizard

    return DeepSegmentationWizard(iface)
