"""The order of things: which page is in sight, what hinders going on, and what the entries make of the draft."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, runtime_checkable

from qgis.PyQt.QtCore import QCoreApplication, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ..engine.errors import EngineError
from ..engine.run_folder import RunFolder
from ..engine.settings import RunSettings
from ..i18n.engine_texts import in_users_language
from ..wizard_pages.environment_page import EnvironmentPage
from ..wizard_pages.page import Page, Problem
from .frame import Frame
from .session import Session
from .steps import PREPARING, Steps

LOOK_MS = 400
"""How often the page in sight is asked for its problems, which may change while it waits for an answer."""
SHOWN_PROBLEMS = 2


@runtime_checkable
class KeepsLayers(Protocol):
    """A page on which the user chooses layers."""

    def freeze(self, settings: RunSettings, folder: Path) -> RunSettings:
        """``settings`` for a run that starts now: layers without a file of their own get one in ``folder``."""


@runtime_checkable
class ChoosesFolder(Protocol):
    """The page on which the user chooses the run folder."""

    @property
    def folder(self) -> Path:
        """The run folder as the user wrote it."""

    def show_folder(self, folder: Path) -> None:
        """Show the folder of a run that was opened."""


class Wizard(Frame):
    """Shows one page at a time and owns the order of things; the draft is the session's.

    Pages keep their widgets while others are in sight, so Back and Next lose nothing; they are restored only when
    another draft takes the place of the present one.
    """

    help_wanted = pyqtSignal(str)
    """The user asks for the chapter on the page of this name."""

    def __init__(
        self, session: Session, page_classes: Sequence[type[Page]], parent: QWidget | None = None
    ) -> None:
        self.session = session
        self.environment = EnvironmentPage(session)
        self.pages: dict[str, Page] = {self.environment.name: self.environment}
        self.pages |= {page.name: page for page in (kind(session) for kind in page_classes)}
        super().__init__(list(self.pages.values()), parent)
        self.setObjectName("wizard")
        self._needs_environment = False
        self._left = ""
        """The page that was left for the settings."""
        self._contradictions: dict[str, Problem] = {}
        self._current = ""
        self._is_active = False
        self._known = Steps()
        self._connect()
        self._restore()
        self._show_steps()
        self._turn(self._order()[0])
        if not self.environment.was_ready():
            self.environment.check()

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    # -- where we are ---------------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page in sight."""
        return self.pages[self._current]

    def go_to(self, name: str) -> None:
        """Store the page in sight and turn to another, wherever that is."""
        if name in self.pages and name != self._current:
            self._store(self.page)
            self._turn(name)

    def show_settings(self) -> None:
        """Turn to the page about the Python that computes; *Back* leads to where we were."""
        self._left = self._left if self._current == "environment" else self._current
        self.go_to("environment")

    def go_back(self) -> None:
        """Turn to the page before; an entry that contradicts itself stays in its widgets."""
        order = self._order()
        if self._current not in order:
            self.go_to(self._left)
            return
        position = order.index(self._current)
        if position > 0:
            self.go_to(order[position - 1])

    def go_next(self) -> None:
        """Store the page in sight and, when nothing hinders, turn to the next that can be shown."""
        page = self.page
        self._store(page)
        self.session.refused = False
        if self._problems(page) or not page.go_next() or page is not self.page or self.session.refused:
            self._look()
            return
        order = self._order()
        position = order.index(self._current) + 1
        self._known.look_into(self.session.folder)
        if position < len(order) and order[position] in self._reachable() | {"training"}:
            self._turn(order[position])
        self._look()

    def store_all(self, require_all: bool) -> None:
        """Put every page's entries into the draft.

        With ``require_all`` it raises EngineError, and turns to the page it is about, when a run could not start.
        """
        for page in self.pages.values():
            self._store(page)
        for name in ("inputs", *PREPARING) if require_all else ():
            if name in self.pages and (problems := self._problems(self.pages[name])):
                self._turn(name)
                raise EngineError(problems[0].message, problems[0].remedy)

    def set_active(self, active: bool) -> None:
        """The dock was opened or closed: the page draws on the map only while the dock is there."""
        if active:
            if self._is_active:
                return
            self.page.enter()
            self._timer.start()
        elif self._is_active:
            self._store(self.page)
            self.page.leave()
            self._timer.stop()
        self._is_active = active

    def close_down(self) -> None:
        """The plugin goes: store what was entered, take back what was drawn."""
        self.set_active(False)
        self.environment.stop()

    # -- wiring ---------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.back_button.clicked.connect(self.go_back)
        self.next_button.clicked.connect(self.go_next)
        self.settings_button.clicked.connect(self.show_settings)
        self.help_button.clicked.connect(lambda: self.help_wanted.emit(self._current))
        self.steps.wanted.connect(self._follow_click)
        for page in self.pages.values():
            page.changed.connect(self._page_changed)
        self.environment.checked.connect(self._know_environment)
        self.session.engine_doubted.connect(self.environment.check)
        self.session.collect = self.store_all
        for page in self.pages.values():
            if isinstance(page, ChoosesFolder):
                self.session.folder = page.folder
        self.session.freeze = self._freeze
        self.session.restored.connect(self._show_run)
        self.session.folder_changed.connect(self._look_again)
        self.session.page_wanted.connect(self.go_to)
        self.session.run.state_changed.connect(self._look_again)
        self.session.run.event.connect(self._hear)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def _freeze(self, settings: RunSettings, folder: Path) -> RunSettings:
        """``settings`` after every page has given the layers that it uses a file in ``folder``."""
        for page in self.pages.values():
            if isinstance(page, KeepsLayers):
                settings = page.freeze(settings, folder)
        return settings

    # -- turning pages --------------------------------------------------------------------------------------

    def _order(self) -> list[str]:
        return [name for name in self.pages if name != "environment" or self._needs_environment]

    def _turn(self, name: str) -> None:
        if self._current == name:
            return
        if self._current and self._is_active:
            self.page.leave()
        self._current = name
        page = self.page
        self.show_page(page, list(self.pages).index(name))
        self._known.look_into(self.session.folder)
        if self._is_active:
            page.enter()
        self._look()

    def _follow_click(self, name: str) -> None:
        self.go_to(name)
        self._look()  # a click on the current step must not uncheck it

    def _restore(self) -> None:
        self._contradictions.clear()
        for page in self.pages.values():
            page.restore(self.session.settings)
            if isinstance(page, ChoosesFolder):
                page.show_folder(self.session.folder)

    def _show_run(self) -> None:
        """Another run was opened: all pages show it, and the one in sight is where it stopped."""
        self._restore()
        self._known.look_into(self.session.folder)
        begun = RunFolder(self.session.folder).history_file.is_file()
        wanted = "training" if begun and "training" in self.pages else self._current
        if wanted == self._current:
            if self._is_active:
                self.page.enter()
            self._look()
        else:
            self._turn(wanted)

    def _show_steps(self) -> None:
        self.steps.set_steps([(name, self.pages[name].title()) for name in self._order()])
        self._look()

    def _know_environment(self, ready: bool) -> None:
        was_missing, self._needs_environment = self._needs_environment, not ready
        if was_missing == ready:
            self._show_steps()
        if not ready:
            self.go_to("environment")
        elif was_missing and self._current == "environment":
            self._turn(self._left or self._order()[0])
        self.show_words(self.page)
        self._look()

    # -- what hinders ---------------------------------------------------------------------------------------

    def _closed_next(self, following: list[str]) -> list[Problem]:
        """Why the next page has nothing to show yet."""
        closed = [name for name in following if name not in self._reachable()]
        return [Problem(reason) for name in closed if (reason := self._known.why_closed(name))]

    def _page_changed(self) -> None:
        page = self.sender()
        if isinstance(page, Page):
            self._store(page)
            self._look()

    def _store(self, page: Page) -> None:
        self._contradictions.pop(page.name, None)
        if isinstance(page, ChoosesFolder) and not any(p.about == "folder" for p in page.problems()):
            self.session.folder = page.folder
        try:
            self.session.settings = page.store(self.session.settings)
        except EngineError as error:
            words = map(in_users_language, (error.message, error.remedy))
            self._contradictions[page.name] = Problem(*words)

    def _problems(self, page: Page) -> list[Problem]:
        contradiction = self._contradictions.get(page.name)
        return [*([contradiction] if contradiction else []), *page.problems()]

    def _reachable(self) -> set[str]:
        if self._needs_environment:
            return {"environment"}
        complete = "inputs" in self.pages and not self._problems(self.pages["inputs"])
        return self._known.reachable(complete, self.session.run.at_work)

    def _look_again(self, *_: object) -> None:
        self._known.look_into(self.session.folder)
        self._look()

    def _hear(self, event: dict) -> None:
        if event["event"] in ("StepFinished", "Finished"):
            self._known.has_mapped |= "mask" in event.get("outputs", {})
            self._look_again()

    def _look(self) -> None:
        """Show where we are and what hinders going on. Cheap: called several times a second."""
        if not self._current:
            return
        order, page = self._order(), self.page
        in_settings = self._current not in order
        position = -1 if in_settings else order.index(self._current)
        problems = self._problems(page)
        if not in_settings:
            problems = problems or self._closed_next(order[position + 1 : position + 2])
        is_last = in_settings or position == len(order) - 1
        text = page.next_text() or ("" if is_last else self.tr("&Next"))
        self.show_buttons(in_settings or position > 0, text, not problems)
        notes = [f"{p.message} {p.remedy}".strip() for p in problems[:SHOWN_PROBLEMS]]
        if page.name in ("inputs", *PREPARING) and self._known.differs(self.session.settings):
            notes.append(self._known.note_on_difference())
        self.show_notes(notes)
        self.steps.show_state(self._current, self._reachable(), self._known.done())
