"""What the pages *Chips* and *Split* share: the plan of the chips, asked for as entries change, and on the map."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtWidgets import QWidget

from .chip_map import ChipMap
from .data_widgets import ASK_AFTER_MS, Question
from .page import Page, Services


class MapPage(Page):
    """Shows what the engine plans with the present entries, on the map only while the page is in sight."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self.map = ChipMap(services.iface.mapCanvas())
        self.destroyed.connect(self.map.clear)
        self._shown = False
        self._build()
        self._plan = Question(self, "plan", self._show_plan, self._show_refusal)

    def enter(self) -> None:
        """Show the plan as the entries are now."""
        self._shown = True
        self._ask(0)

    def leave(self) -> None:
        """Take it off the map."""
        self._shown = False
        self._plan.stop()
        self.map.clear()

    def _ask(self, delay: int = ASK_AFTER_MS) -> None:
        """Ask for the plan, once nothing has changed for ``delay`` milliseconds."""
        self._plan.ask_soon(delay)

    def _build(self) -> None:
        raise NotImplementedError

    def _show_plan(self, plan: dict[str, Any]) -> None:
        raise NotImplementedError

    def _show_refusal(self, message: str, remedy: str) -> None:
        raise NotImplementedError
