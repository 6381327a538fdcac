"""Layers become paths that the engine can read; those without a file of their own are exported by Processing."""

from __future__ import annotations

import errno
import filecmp
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsFeatureRequest,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsRasterLayer,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..engine.files import remove
from ..engine.settings import RunSettings
from ..engine.typed_values import absolute_path

if TYPE_CHECKING:
    from .algorithm import EngineAlgorithm

INPUTS = "inputs"
"""Folder of the run for layers that have no file that lasts, as the wizard has it."""


def tr(text: str) -> str:
    """The text in the user's language."""
    return QCoreApplication.translate("DeepSegmentationWizard", text)


def raster_path(layer: QgsMapLayer | None) -> str:
    """The path of a raster layer. Raises QgsProcessingException for what is no raster file, such as a web map."""
    if not isinstance(layer, QgsRasterLayer) or not layer.isValid():
        raise QgsProcessingException(tr("A raster cannot be opened. Check its path."))
    source = layer.source().partition("|")[0]
    if layer.providerType() != "gdal" or not source or source.startswith("/vsimem"):
        raise QgsProcessingException(
            tr(
                "“{}” is no raster file. Export the part that you need as a GeoTIFF (right-click the layer > "
                "Export > Save As…) and choose the new file."
            ).format(layer.name())
        )
    return absolute_path(source)


def raster_paths(layers: Iterable[QgsMapLayer]) -> list[str]:
    """As ``raster_path``, for several."""
    return [raster_path(layer) for layer in layers]


def vector_path(
    algorithm: EngineAlgorithm,
    parameters: dict[str, Any],
    name: str,
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
) -> str | None:
    """The path of the layer that a parameter gives, None where it gives none. Its filter, its selection when only
    that is wanted, and what only QGIS can read are exported."""
    if not parameters.get(name):
        return None
    layer = algorithm.parameterAsVectorLayer(parameters, name, context)
    if layer is not None and _has_fields_of_its_own(layer):
        parameters = {**parameters, name: _materialized(layer, context).id()}
    path, table = algorithm.parameterAsCompatibleSourceLayerPathAndLayerName(
        parameters, name, context, QgsVectorFileWriter.supportedFormatExtensions(), "gpkg", feedback
    )
    if not path:
        raise QgsProcessingException(
            tr("The layer “{}” cannot be opened. Check its path.").format(parameters[name])
        )
    return _named(path, table)


def layer_path(layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> str:
    """As ``vector_path``, for one of several layers."""
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
        raise QgsProcessingException(tr("A polygon layer cannot be opened. Check its path."))
    if _has_fields_of_its_own(layer):
        layer = _materialized(layer, context)
    path, table = QgsProcessingUtils.convertToCompatibleFormatAndLayerName(
        layer, False, "layer", QgsVectorFileWriter.supportedFormatExtensions(), "gpkg", context, feedback
    )
    return _named(path, table)


def _has_fields_of_its_own(layer: QgsVectorLayer) -> bool:
    """Whether it has joined or calculated fields, which no file holds."""
    return layer.dataProvider() is not None and layer.fields().count() != layer.dataProvider().fields().count()


def _materialized(layer: QgsVectorLayer, context: QgsProcessingContext) -> QgsVectorLayer:
    copy = layer.materialize(QgsFeatureRequest())
    context.temporaryLayerStore().addMapLayer(copy)
    return copy


def _named(path: str, table: str) -> str:
    """With the layer's name where the file holds several."""
    return absolute_path(f"{path}|layername={table}" if table and "|" not in path else path)


@dataclass
class Kept:
    """Copies in a run folder of layers that lie in Processing's temporary folder, which goes when QGIS ends."""

    folder: Path
    made: list[Path] = field(default_factory=list)

    def settings(self, settings: RunSettings, temporary: str) -> RunSettings:
        """``settings`` with such layers kept in the run folder. Raises OSError."""
        scenes = tuple(
            replace(scene, rois=self._keep(scene.rois, temporary), area=self._keep(scene.area, temporary))
            for scene in settings.inputs.scenes
        )
        split = replace(settings.split, layer=self._keep(settings.split.layer, temporary))
        return replace(settings, inputs=replace(settings.inputs, scenes=scenes), split=split)

    def forget(self) -> None:
        """Remove the copies, and the folders that are empty then: the run was refused."""
        for path in self.made:
            remove(path)
        for folder in (self.folder / INPUTS, self.folder):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def _keep(self, path: str | None, temporary: str) -> Any:
        file, bar, name = (path or "").partition("|")
        if not file or not Path(file).is_relative_to(temporary):
            return path
        source = Path(file)
        # One file, or several of one name, as a Shapefile is.
        parts = [part for part in source.parent.glob(f"{escape(source.stem)}.*") if part.is_file()]
        stems = (source.stem, *(f"{source.stem}_{number}" for number in range(2, 1000)))
        target = self.folder / INPUTS
        target.mkdir(parents=True, exist_ok=True)
        for copies in ([target / f"{stem}{part.name[len(source.stem) :]}" for part in parts] for stem in stems):
            if not any(copy.exists() for copy in copies):
                self.made += copies
                for part, copy in zip(parts, copies, strict=True):
                    shutil.copyfile(part, copy)
            elif not _are_same(parts, copies):
                continue  # another layer's, or what this one was before
            return f"{next(copy for copy in copies if copy.suffix == source.suffix)}{bar}{name}"
        raise OSError(errno.EEXIST, tr("There is no name left"), str(target))


def _are_same(files: list[Path], others: list[Path]) -> bool:
    pairs = zip(files, others, strict=True)
    return all(other.is_file() and filecmp.cmp(file, other, shallow=False) for file, other in pairs)
