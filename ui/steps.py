"""Which steps can be gone to and which are done: from the entries, the run, and what lies in its folder."""

from __future__ import annotations

import contextlib
from pathlib import Path

from qgis.PyQt.QtCore import QCoreApplication

from ..engine.errors import EngineError
from ..engine.run_folder import RunFolder
from ..engine.settings import RunSettings

PREPARING = ("chips", "split", "augmentation", "network")
"""Steps that need inputs and nothing else."""
MAP_LISTS = ("prediction/prediction.json", "maps/maps.json")
"""Where the run and the *Predict* page list the maps that they made."""


class Steps:
    """What is known of the steps. The folder is looked at only when something has happened there."""

    def __init__(self) -> None:
        self.has_mapped = False
        """Whether a map was made in this session, wherever it lies."""
        self._found: set[str] = set()
        self._begun: RunSettings | None = None

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def look_into(self, folder: Path) -> None:
        """Find out what the run folder holds by now."""
        run = RunFolder(folder)
        self._found = set()
        self._begun = None
        with contextlib.suppress(EngineError):
            self._begun = run.require_run()
        if run.holds_a_run:
            self._found.add("training")
        if run.selection_file.is_file():
            self._found.add("selection")
        if self.has_mapped or any((run.path / name).is_file() for name in MAP_LISTS):
            self._found.add("result")

    def reachable(self, inputs_are_complete: bool, run_at_work: bool) -> set[str]:
        """The steps that show something now; *Predict* with a colleague's model file needs no training."""
        reachable = {"inputs", "prediction"} | self._found
        if inputs_are_complete:
            reachable |= set(PREPARING)
        if run_at_work:
            reachable.add("training")
        return reachable

    def done(self) -> set[str]:
        """Steps with a tick: those whose outcome lies in the folder, and the entries before them."""
        done = {"inputs", *PREPARING} if "training" in self._found else set()
        if "selection" in self._found:
            done.add("training")
        if "result" in self._found:
            done |= {"selection", "prediction"} if "selection" in self._found else {"prediction"}
        return done

    def differs(self, draft: RunSettings) -> bool:
        """Whether the folder's run was made with other values than the draft's, in what training depends on."""
        names = ("chips", "split", "augmentation", "network", "training")
        return self._begun is not None and any(getattr(self._begun, n) != getattr(draft, n) for n in names)

    def note_on_difference(self) -> str:
        """What to do when they differ."""
        return self.tr(
            "The run folder holds a run with other settings. To train with these, choose a new folder on the "
            "first page."
        )

    def why_closed(self, name: str) -> str:
        """Why a step that cannot be gone to has nothing to show yet; '' where the page before tells."""
        return {
            "selection": self.tr("The next step compares the trained models: it opens when the training is done."),
            "result": self.tr("The next step shows the map: it opens when a raster has been mapped."),
        }.get(name, "")
