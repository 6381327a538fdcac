"""Layers of the project become paths that the engine can read; those without a file of their own are exported.

All of it runs in the GUI thread, the only one that may touch layers. Only what is saved is ever used: edits that
are not saved yet stay out until the user saves them.
"""

from __future__ import annotations

import dataclasses
import filecmp
import hashlib
import re
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsMapLayer,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QApplication

from ..engine.databases import is_database
from ..engine.errors import EngineError
from ..engine.settings import RunSettings

_WEB = {"wms", "wcs", "arcgismapserver", "arcgisimageserver", "xyzvectortiles"}
# What a layer tells when what is saved of it has changed, and when only what the user has in hand has.
_SAVED = ("afterCommitChanges", "subsetStringChanged", "dataChanged")
_IN_HAND = ("layerModified", "afterRollBack", "selectionChanged")
_NOT_FIRST = " `~!@#$%^&*()+-={}|[]\\:\";'<>?,./"
"""GDAL refuses to write a layer whose name begins with one of these."""


def tr(text: str) -> str:
    """The text in the user's language."""
    return QCoreApplication.translate("DeepSegmentationWizard", text)


def raster_path(layer: QgsRasterLayer) -> str:
    """The path of a raster layer. Raises EngineError for layers that are no file, such as web maps."""
    export = tr(
        "Export the part that you need as a GeoTIFF: right-click the layer > Export > Save As…, and choose the "
        "new file here."
    )
    if layer.providerType() in _WEB:
        raise EngineError(
            tr("“{}” is a web map, not a file: QGIS only gets pictures of it.").format(layer.name()),
            export,
        )
    source = layer.source().partition("|")[0]
    if layer.providerType() != "gdal" or not source or source.startswith("/vsimem") or is_database(source):
        raise EngineError(tr("“{}” has no file of its own.").format(layer.name()), export)
    return source


def own_file(layer: QgsVectorLayer) -> str:
    """``file`` or ``file|layername=NAME`` when the file says all that the layer shows; else ''."""
    plain = layer.providerType() == "ogr" and not layer.subsetString() and not layer.vectorJoins()
    source, parts = layer.source(), _decoded(layer)
    name = parts.get("layerName") or ""
    # Inside an archive, the decoded path is only that of the archive.
    path = source.partition("|")[0] if source.startswith("/vsi") else parts.get("path") or ""
    one_of_many = "|layerid=" in source and not name
    if not plain or one_of_many or "|geometrytype=" in source or layer.fields().count() != _stored_fields(layer):
        return ""
    if not Path(path).exists() and not path.startswith(("/vsizip", "/vsitar", "/vsigzip")):
        return ""
    return f"{path}|layername={name}" if name else path


def has_unsaved_edits(layer: QgsMapLayer | None) -> bool:
    """Whether the user changed the layer and has not saved it yet."""
    return isinstance(layer, QgsVectorLayer) and layer.isEditable() and layer.isModified()


def read_layer(path: str, is_raster: bool) -> QgsMapLayer:
    """A layer of its own for a path that no layer of the project shows, such as that of an earlier run."""
    name = Path(path.partition("|")[0]).stem
    return QgsRasterLayer(path, name, "gdal") if is_raster else QgsVectorLayer(path, name, "ogr")


class Sources(QObject):
    """Gives layers their paths, exports those that have none, and tells when a layer in use has changed."""

    changed = pyqtSignal()
    touched = pyqtSignal(str)
    """The layer of this id, in use, has other unsaved edits, or another selection."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = tempfile.TemporaryDirectory(prefix="dsw_layers_", ignore_cleanup_errors=True)
        self._exported: dict[str, tuple[str, bool]] = {}
        """From the path of each export to the layer's id and whether only the selection was taken."""
        self._fresh: set[str] = set()
        self._failures: dict[str, tuple[str, str]] = {}
        self._watched: dict[str, list[tuple[Any, Any]]] = {}

    def path_of(self, layer: QgsMapLayer, selected: bool = False) -> str:
        """The layer's path, after an export if it needs one. Raises EngineError when there can be none."""
        if isinstance(layer, QgsRasterLayer):
            return raster_path(layer)
        self._watch(layer)
        path = "" if selected else own_file(layer)
        return path or self._export(layer, selected)

    def layer_of(self, path: str) -> tuple[QgsMapLayer, bool] | None:
        """The layer of the project behind a path, and whether only its selection is meant."""
        layers = QgsProject.instance().mapLayers()
        if path in self._exported:
            number, selected = self._exported[path]
            return (layers[number], selected) if number in layers else None
        for layer in layers.values():
            if self.file_of(layer) == path:
                return layer, False
        return None

    def file_of(self, layer: QgsMapLayer) -> str:
        """The layer's own file, '' when it has none that says all."""
        if isinstance(layer, QgsVectorLayer):
            return own_file(layer)
        try:
            return raster_path(layer) if isinstance(layer, QgsRasterLayer) else ""
        except EngineError:
            return ""

    def freeze(self, settings: RunSettings, folder: Path) -> RunSettings:
        """``settings`` in which what was exported for a look is kept in ``<folder>/inputs``, as it is now."""
        kept: dict[str, str] = {}

        def keep(path: str | None) -> str | None:
            if path is None or path not in self._exported:
                return path
            if path not in kept:
                kept[path] = self._keep(path, folder / "inputs", set(kept.values()))
            return kept[path]

        scenes = tuple(
            dataclasses.replace(scene, rois=keep(scene.rois) or "", area=keep(scene.area))
            for scene in settings.inputs.scenes
        )
        return dataclasses.replace(settings, inputs=dataclasses.replace(settings.inputs, scenes=scenes))

    def keep(self, path: str, folder: Path) -> str:
        """Where what is at ``path`` stays for good: there, or for an export in a file of its own in ``folder``.

        No earlier file is touched. Raises EngineError when it cannot be written.
        """
        if path not in self._exported:
            return path
        base = Path(path).stem
        names = (f"{base}.gpkg", *(f"{base}_{number}.gpkg" for number in range(2, 1000)))
        for target in (folder / name for name in names):
            if not target.exists():
                _copy(path, target)
                return str(target)
            if filecmp.cmp(path, target, shallow=False):
                return str(target)
        raise EngineError(tr("There is no name left in {}.").format(folder), tr("Choose another folder."))

    def close(self) -> None:
        """Stop listening and remove the exports."""
        for number in list(self._watched):
            self._unwatch(number)
        self._folder.cleanup()

    # -- exports ----------------------------------------------------------------------------------------------

    def _export(self, layer: QgsVectorLayer, selected: bool) -> str:
        mark = hashlib.md5(layer.id().encode(), usedforsecurity=False).hexdigest()[:6]
        ending = f"{mark}_selected" if selected else mark
        path = str(Path(self._folder.name) / f"{_file_name(layer.name())}_{ending}.gpkg")
        self._exported[path] = (layer.id(), selected)
        if path in self._failures:  # asked for often; what failed would fail again
            raise EngineError(*self._failures[path])
        if path not in self._fresh:
            try:
                write_layer(layer, path, selected)
            except EngineError as error:
                self._failures[path] = (error.message, error.remedy)
                raise
            self._fresh.add(path)
        return path

    def _keep(self, path: str, folder: Path, taken: set[str]) -> str:
        found = self.layer_of(path)
        if found:
            self.path_of(*found)  # the latest state of the layer
        base = Path(path).stem.removesuffix("_selected")[:-7]  # less the mark of the layer
        names = (f"{base}.gpkg", *(f"{base}_{number}.gpkg" for number in range(2, 1000)))
        target = next(str(folder / name) for name in names if str(folder / name) not in taken)
        # An untouched file keeps its date, so that what was made of it counts as up to date.
        if not (Path(target).is_file() and filecmp.cmp(path, target, shallow=False)):
            _copy(path, Path(target))
        return target

    # -- listening --------------------------------------------------------------------------------------------

    def _watch(self, layer: QgsVectorLayer) -> None:
        number = layer.id()
        if number in self._watched:
            return
        connections = [(getattr(layer, name), partial(self._hear, number)) for name in _SAVED]
        connections += [(getattr(layer, name), partial(self._hear_touch, number)) for name in _IN_HAND]
        connections.append((layer.willBeDeleted, partial(self._unwatch, number)))
        for signal, slot in connections:
            signal.connect(slot)
        self._watched[number] = connections

    def _unwatch(self, number: str) -> None:
        for signal, slot in self._watched.pop(number, []):
            try:
                signal.disconnect(slot)
            except (TypeError, RuntimeError):  # the layer has gone already
                break

    def _hear(self, number: str, *_: Any) -> None:
        old = {path for path, (layer, _) in self._exported.items() if layer == number}
        self._fresh -= old
        self._failures = {path: why for path, why in self._failures.items() if path not in old}
        self.changed.emit()

    def _hear_touch(self, number: str, *_: Any) -> None:
        of_selection = {path for path, export in self._exported.items() if export == (number, True)}
        if of_selection & self._fresh:
            self._fresh -= of_selection
            self.changed.emit()
        self.touched.emit(number)


def write_layer(layer: QgsVectorLayer, path: str, selected: bool = False) -> None:
    """Write the saved state of a layer, with its filter and joins, to a GeoPackage. Raises EngineError."""
    source = layer
    if has_unsaved_edits(layer):
        source = layer.clone()  # reads the layer anew, without what is being edited
        if selected:
            source.selectByIds(layer.selectedFeatureIds())
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = layer.name().lstrip(_NOT_FIRST) or "layer"
    options.onlySelectedFeatures = selected
    options.forceMulti = True  # one kind of geometry, as GeoPackages want it
    options.layerOptions = ["FID=dsw_fid"]  # a field named fid of the layer's own need not be unique
    context = QgsProject.instance().transformContext()
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        error, message, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(source, path, context, options)
    finally:
        QApplication.restoreOverrideCursor()
    if error != QgsVectorFileWriter.WriterError.NoError:
        raise EngineError(
            tr("The layer “{}” cannot be exported: {}").format(layer.name(), message),
            tr("Export it yourself to a GeoPackage, and choose that file."),
        )


def _copy(path: str, target: Path) -> None:
    """Copy a file, making its folder. Raises EngineError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    except OSError as error:
        raise EngineError(
            tr("The layer cannot be copied to {}: {}.").format(target, error.strerror),
            tr("Choose a folder that you may write to, on a disk with free space."),
        ) from None


def _decoded(layer: QgsMapLayer) -> dict[str, Any]:
    return QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())


def _stored_fields(layer: QgsVectorLayer) -> int:
    """How many fields the file itself has; calculated ones are known to QGIS only."""
    return layer.dataProvider().fields().count() if layer.dataProvider() else -1


def _file_name(name: str) -> str:
    return re.sub(r"[^\w-]+", "_", name).strip("_")[:40] or "layer"
