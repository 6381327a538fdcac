"""What the wizard offers to its pages (``Services``): the draft, the run, the questions, the messages."""

from __future__ import annotations

import contextlib
import dataclasses
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import QgsProject, QgsRasterLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal

from ..engine.errors import EngineError
from ..engine.run_folder import RunFolder
from ..engine.settings import RunSettings, read_settings
from ..i18n.engine_texts import in_users_language
from ..wizard_pages.page import Answered, Refused, RunState
from ..wizard_pages.run_folder_box import propose_folder
from . import memory
from .engine_client import EngineClient
from .run_controller import RunController

LATE_SECTIONS = ("selection", "prediction", "mask")
"""What may change in a folder that holds a run: nothing that was trained depends on it."""


class Session(QObject):
    """``Services`` of the pages' contract. It owns no widget: dock and wizard listen to its signals."""

    restored = pyqtSignal()
    """Draft and folder were replaced: all pages show them anew."""
    folder_changed = pyqtSignal()
    page_wanted = pyqtSignal(str)
    message = pyqtSignal(str, str, str, bool)
    """Message, remedy, details, whether it is a warning."""
    engine_doubted = pyqtSignal()
    """An engine could not start or died of itself: is everything there that it needs?"""
    run_offered = pyqtSignal(str)
    """The project that was opened remembers a run in this folder."""

    def __init__(self, iface: QgisInterface, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.iface = iface
        self.run = RunController(memory.engine_python, self)
        self.client = EngineClient(memory.engine_python, self)
        self.collect: Callable[[bool], None] = lambda _everything: None
        """Put in by the wizard: stores all pages into the draft. With True it raises EngineError when the entries
        are not enough for a whole run."""
        self.freeze: Callable[[RunSettings, Path], RunSettings] = lambda settings, _folder: settings
        """Put in by the wizard: gives layers without a file of their own one in the run folder."""
        self.refused = False
        """Whether the last ``start_run`` was."""
        self._settings = memory.last_values()
        self._folder = propose_folder()
        self._frozen: Path | None = None
        self._layer: QgsRasterLayer | None = None
        self.run.state_changed.connect(self._follow)
        self.client.died.connect(self.engine_doubted)
        QgsProject.instance().readProject.connect(self.offer_run)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    # -- Services -------------------------------------------------------------------------------------------

    @property
    def folder(self) -> Path:
        """The run folder that the user chose."""
        return self._folder

    @folder.setter
    def folder(self, folder: Path) -> None:
        if folder != self._folder:
            self._folder = Path(folder)
            self.folder_changed.emit()

    @property
    def settings(self) -> RunSettings:
        """The draft as all pages together have it now."""
        return self._settings

    @settings.setter
    def settings(self, settings: RunSettings) -> None:
        self._settings = settings

    def ask(self, question: str, values: dict[str, Any], answered: Answered, refused: Refused) -> None:
        """Ask the idle engine; one of the callbacks comes later, in the GUI thread."""
        self.client.ask(question, values, answered, refused)

    def start_run(self, step: str | None = None) -> None:
        """Freeze the draft into the run folder and start all steps, or one alone. A refusal is shown."""
        self.refused = not self._start(step is None, lambda: self._arguments(step))
        if not self.refused:
            memory.remember_values(self._settings)
            memory.remember_run(self._folder)

    def resume_run(self) -> None:
        """Go on with the run in the folder: as it was begun, but with the draft's choices about its end."""
        self._start(False, self._arguments_to_resume)

    def say(self, message: str, remedy: str = "", details: str = "", warning: bool = True) -> None:
        """Show a message in the dock's message bar; one of the engine's comes in the user's language."""
        self.message.emit(in_users_language(message), in_users_language(remedy), details, warning)

    def open_run(self, folder: Path) -> None:
        """Show an earlier run: its settings on all pages, its curves from its history."""
        if self.run.at_work:
            self.say(self.tr("A run is at work."), self.tr("Wait until it has finished, or cancel it first."))
            return
        try:
            settings = RunFolder(folder).require_run()
        except EngineError as error:
            self.say(error.message, error.remedy)
            return
        self._settings, self._folder = settings, Path(folder)
        memory.remember_run(self._folder)
        self.restored.emit()
        if memory.is_at_work(self._folder):
            self.run.follow(self._folder)

    def go_to(self, name: str) -> None:
        """Turn to the page of this name."""
        self.page_wanted.emit(name)

    def group(self) -> str:
        """Name of the layer group for this run's results."""
        return self.tr("Segmentation: {}").format(self._folder.name)

    def raster_layer(self) -> QgsRasterLayer | None:
        """The first scene's raster as a layer: one of the project's, else one that is shown nowhere."""
        if not self._settings.inputs.scenes:
            return None
        path = self._settings.inputs.scenes[0].raster
        for layer in QgsProject.instance().mapLayers().values():
            if isinstance(layer, QgsRasterLayer) and layer.source().partition("|")[0] == path:
                return layer
        if self._layer is None or self._layer.source() != path:
            self._layer = QgsRasterLayer(path, Path(path).stem)
        return self._layer if self._layer.isValid() else None

    # -- of the frame's own ---------------------------------------------------------------------------------

    def offer_run(self) -> None:
        """Offer the run that the project remembers, unless it is shown already."""
        folder = memory.run_of_project()
        if folder is not None and folder != self._folder and not self.run.at_work:
            self.run_offered.emit(str(folder))

    def shut_down(self) -> None:
        """End both children and let go of the project."""
        with contextlib.suppress(TypeError):
            QgsProject.instance().readProject.disconnect(self.offer_run)
        memory.remember_values(self._settings)
        self.run.shut_down()
        self.client.shut_down()
        self._remove_frozen()
        self._layer = None

    def _start(self, everything: bool, arguments: Callable[[], list[str]]) -> bool:
        """Store the pages, then start the engine with ``arguments``; whether it did. A refusal is shown."""
        try:
            if self.run.at_work:
                self.run.start([])  # which refuses
            self.collect(everything)
            self.run.start(arguments())
        except EngineError as error:
            self.say(error.message, error.remedy)
            return False
        return True

    def _arguments(self, step: str | None) -> list[str]:
        """The engine's command line; raises EngineError when the folder holds another run."""
        folder = RunFolder(self._folder)
        settings = _with_own_rasters(self.freeze(self._settings, self._folder))
        if step is not None or not folder.holds_a_run:
            return [step or "run", "--folder", str(folder.path), "--settings", str(self._write_frozen(settings))]
        begun = read_settings(folder.settings_file)
        if dataclasses.replace(begun, **_late(settings)) != settings:
            raise EngineError(
                self.tr("The run folder {} holds a run with other settings.").format(folder.path),
                self.tr("Choose a new run folder on the first page; the earlier run stays as it is."),
            )
        return self._resumed_with(settings, begun)

    def _arguments_to_resume(self) -> list[str]:
        """The same to go on with the run in the folder; raises EngineError when it holds none."""
        begun = RunFolder(self._folder).require_run()
        draft = self.freeze(self._settings, self._folder)  # what was exported is brought up to date
        return self._resumed_with(dataclasses.replace(begun, **_late(draft)), begun)

    def _resumed_with(self, settings: RunSettings, begun: RunSettings) -> list[str]:
        """Store what may change in a run that was begun with other settings, unless it is at work elsewhere."""
        folder = RunFolder(self._folder)
        if settings != begun and not memory.is_at_work(self._folder):
            folder.save_settings(settings)
        return ["run", "--resume", "--folder", str(folder.path)]

    def _write_frozen(self, settings: RunSettings) -> Path:
        """The settings in a file of their own, for the engine to start from."""
        self._remove_frozen()
        with tempfile.NamedTemporaryFile(
            "w", prefix="dsw_", suffix=".json", encoding="utf-8", delete=False
        ) as file:
            file.write(settings.to_json())
        self._frozen = Path(file.name)
        return self._frozen

    def _remove_frozen(self) -> None:
        if self._frozen is not None:
            self._frozen.unlink(missing_ok=True)
            self._frozen = None

    def _follow(self, state: RunState) -> None:
        if not self.run.at_work:
            self._remove_frozen()
        if state is RunState.FAILED:
            self.say(*self.run.failure)
            if not self.run.has_started:
                self.engine_doubted.emit()


def _late(settings: RunSettings) -> dict[str, Any]:
    """The sections of the settings that a run may have otherwise than when it was begun."""
    settings = _with_own_rasters(settings)
    return {name: getattr(settings, name) for name in LATE_SECTIONS}


def _with_own_rasters(settings: RunSettings) -> RunSettings:
    """The rasters that are learnt from are mapped in any case, before those that were ticked besides."""
    ticked = settings.prediction.rasters
    own = tuple(dict.fromkeys(scene.raster for scene in settings.inputs.scenes))
    if not ticked or set(own) <= set(ticked):
        return settings
    rasters = (*own, *(raster for raster in ticked if raster not in own))
    return dataclasses.replace(settings, prediction=dataclasses.replace(settings.prediction, rasters=rasters))
