"""What a page of the wizard is, and what it may use.

A page shows its part of the settings (``restore``), gives it back (``store``), and says what hinders going on
(``problems``). Only the wizard owns the settings; a page holds widgets, never a second copy of the truth.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ..engine.settings import RunSettings

if TYPE_CHECKING:
    from qgis.core import QgsRasterLayer
    from qgis.gui import QgisInterface

Answered = Callable[[dict[str, Any]], None]
Refused = Callable[[str, str], None]


@dataclass(frozen=True)
class Problem:
    """Something that hinders the next step: what it is, and what to do about it. ``about`` names the widget."""

    message: str
    remedy: str = ""
    about: str = ""


class RunState(Enum):
    """The life of a run, as the wizard sees it."""

    IDLE = "idle"
    RUNNING = "running"
    STOPPING = "stopping"
    CANCELLED = "cancelled"
    FAILED = "failed"
    FINISHED = "finished"


class Run(Protocol):
    """The engine at work on one command at a time. Signals are Qt signals of the object behind it."""

    event: Any
    """Signal (dict): each event of the engine as it comes, with the key ``event``."""
    state_changed: Any
    """Signal (RunState)."""

    @property
    def state(self) -> RunState:
        """Where the run is in its life."""

    @property
    def failure(self) -> tuple[str, str, str]:
        """After FAILED: message, remedy, and details (exit status and the end of the log)."""

    def start(self, arguments: list[str]) -> None:
        """Start ``python -m engine`` with these arguments (``--json --control`` are added)."""

    def cancel(self) -> None:
        """Ask it to stop; what is finished stays."""

    def finish_early(self) -> None:
        """Ask training to end now and keep its best. Raises EngineError when it cannot be asked."""


class Services(Protocol):
    """What the wizard offers to its pages."""

    iface: QgisInterface
    run: Run

    @property
    def folder(self) -> Path:
        """The run folder that the user chose."""

    @property
    def settings(self) -> RunSettings:
        """The draft as all pages together have it now."""

    def ask(self, question: str, values: dict[str, Any], answered: Answered, refused: Refused) -> None:
        """Ask the idle engine (``engine serve``); one of the callbacks comes later, in the GUI thread.

        Of several pending questions of one name only the newest is answered.
        """

    def start_run(self, step: str | None = None) -> None:
        """Freeze the draft into the run folder and start all steps, or one alone."""

    def resume_run(self) -> None:
        """Go on with the run in the folder: as it was begun, but with the draft's choices about its end."""

    def say(self, message: str, remedy: str = "", details: str = "", warning: bool = True) -> None:
        """Show a message in the dock's message bar, with *Details* where there are any."""

    def open_run(self, folder: Path) -> None:
        """Show an earlier run: its settings on all pages, its curves from its history."""

    def go_to(self, name: str) -> None:
        """Turn to the page of this name."""

    def group(self) -> str:
        """Name of the layer group for this run's results."""

    def raster_layer(self) -> QgsRasterLayer | None:
        """The first scene's raster as a layer, for anything drawn on the map in its CRS."""


class Page(QWidget):
    """Base of all pages."""

    name = ""
    """Stable id: 'inputs', 'chips', …"""

    changed = pyqtSignal()
    """Emitted when the user changed an entry; the wizard then stores the page and looks at its problems."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.services = services
        self.setObjectName(self.name)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def title(self) -> str:
        """Heading of the page, and its entry in the list of steps."""
        raise NotImplementedError

    def intro(self) -> str:
        """One or two plain sentences under the heading."""
        return ""

    def restore(self, settings: RunSettings) -> None:
        """Show these settings. Must not emit ``changed``."""

    def store(self, settings: RunSettings) -> RunSettings:
        """``settings`` with this page's part as the widgets have it. Raises EngineError for contradictions."""
        return settings

    def problems(self) -> list[Problem]:
        """What hinders *Next*, from what is known without work."""
        return []

    def enter(self) -> None:
        """The page is shown now: refresh what depends on other pages, draw on the map."""

    def leave(self) -> None:
        """Another page is shown now: take back what was drawn on the map."""

    def next_text(self) -> str:
        """Another text for *Next*, such as 'Start training'; '' for the usual one."""
        return ""

    def go_next(self) -> bool:
        """Called by *Next*; False keeps the user here (the page has started something of its own)."""
        return True
