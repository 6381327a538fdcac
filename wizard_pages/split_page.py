"""Page 3: how the chips are divided into three sets."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QPixmap
from qgis.PyQt.QtWidgets import QGridLayout, QLabel, QWidget

from ..engine.settings import SET_NAMES, RunSettings, SplitSettings
from ..i18n.numbers import localized
from .chip_map import SET_COLOURS
from .data_widgets import (
    ASK_AFTER_MS,
    Findings,
    SharesBar,
    class_name,
    error_item,
    heading,
    page_layout,
    wrapped,
)
from .map_page import MapPage
from .page import Services
from .percentages import Percentages
from .split_method import SplitMethod


class SplitPage(MapPage):
    """Percentages and method, the sets in colours on the map, and what the division costs."""

    name = "split"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self.restore(RunSettings())

    def title(self) -> str:
        """Heading."""
        return self.tr("Split")

    def intro(self) -> str:
        """What the page is for."""
        return self.tr("Most chips are for learning. Some are kept apart, so that the result is judged on ground "
                       "that the network has never seen.")  # fmt: skip

    # -- the contract with the wizard -------------------------------------------------------------------------

    def restore(self, settings: RunSettings) -> None:
        """Show these settings."""
        split = settings.split
        self.percentages.show_values((split.train, split.validation, split.test))
        self.method.restore(split)
        self._follow_inputs(settings)
        self._show_method()
        if self._shown:
            self._ask()

    def store(self, settings: RunSettings) -> RunSettings:
        """``settings`` with percentages and method. Raises EngineError while a layer or field is missing."""
        train, validation, test = self.percentages.values
        split = SplitSettings(train, validation, test, **self.method.values())
        return dataclasses.replace(settings, split=split)

    def freeze(self, settings: RunSettings, folder: Path) -> RunSettings:
        """``settings`` for a run that starts now: a layer without a file of its own is kept in its inputs/."""
        split = settings.split
        if split.layer is None:
            return settings
        kept = self.method.keep(split.layer, folder)
        return dataclasses.replace(settings, split=dataclasses.replace(split, layer=kept))

    def enter(self) -> None:
        """Show the plan as the entries are now, and offer what the inputs allow."""
        self._follow_inputs(self.services.settings)
        super().enter()

    # -- helpers ----------------------------------------------------------------------------------------------

    def set_title(self, name: str) -> str:
        """What a set is called."""
        return {
            "train": self.tr("Training"),
            "validation": self.tr("Validation"),
            "test": self.tr("Testing"),
        }[name]

    def _build(self) -> None:
        layout = page_layout(self)
        self.percentages = Percentages([
            (self.tr("T&raining"), self.tr("The network learns from these. Most of the chips: 60 to 80 %."),
             SET_COLOURS["train"]),
            (self.tr("&Validation"), self.tr("After each pass over the training chips, progress is measured on "
                                             "these. 10 to 20 % will do."), SET_COLOURS["validation"]),
            (self.tr("&Testing"), self.tr("Kept for the end: on these the best state of the network is chosen "
                                          "and judged. 10 to 20 % will do."), SET_COLOURS["test"]),
        ])  # fmt: skip
        self.percentages.changed.connect(self._entry_changed)
        layout.addWidget(self.percentages)
        self._unused = wrapped(soft=True)
        layout.addWidget(self._unused)
        self._add_method(layout)
        self._findings = Findings()
        layout.addWidget(self._findings)
        layout.addWidget(self._table())
        self._told = wrapped()
        self._told.setTextFormat(Qt.TextFormat.PlainText)  # names of fields may look like HTML
        layout.addWidget(self._told)
        layout.addStretch(1)

    def _add_method(self, layout: Any) -> None:
        layout.addWidget(heading(self.tr("The chips are divided")))
        self.method = SplitMethod(self.services)
        self.by_area, self.at_random = self.method.by_area, self.method.at_random
        self.method.changed.connect(self._entry_changed)
        self._why = wrapped(soft=True)
        layout.addWidget(self.method)
        layout.addWidget(self._why)
        layout.addWidget(self.method.more)

    def _table(self) -> QWidget:
        """The sets as they come out, which is the map's legend, too."""
        self._sets = QWidget()
        grid = QGridLayout(self._sets)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(4, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column, text in (
            (1, self.tr("Set")),
            (2, self.tr("Chips")),
            (3, self.tr("Share")),
            (4, self.tr("Classes")),
        ):
            grid.addWidget(
                wrapped(text, soft=True), 0, column, right if column in (2, 3) else Qt.AlignmentFlag.AlignLeft
            )
        self.lines: dict[str, tuple[QLabel, QLabel, SharesBar]] = {}
        for row, name in enumerate((*SET_NAMES, "lost"), start=1):
            title = self.tr("Left out") if name == "lost" else self.set_title(name)
            swatch, count, share, bar = QLabel(), QLabel(), QLabel(), SharesBar()
            pixmap = QPixmap(12, 12)
            pixmap.fill(QColor(SET_COLOURS[name]))
            swatch.setPixmap(pixmap)
            for column, widget in enumerate((swatch, QLabel(title), count, share, bar)):
                if widget in (count, share):
                    grid.addWidget(widget, row, column, right)
                else:
                    grid.addWidget(widget, row, column)
            bar.setVisible(name != "lost")
            self.lines[name] = (count, share, bar)
        self._sets.hide()
        return self._sets

    def _entry_changed(self) -> None:
        self._show_method()
        self.changed.emit()
        self._ask()

    def _follow_inputs(self, settings: RunSettings) -> None:
        scenes = settings.inputs.scenes
        self.method.show_scenes(len(scenes), scenes[0].rois if scenes else "")

    def _ask(self, delay: int = ASK_AFTER_MS) -> None:
        if not self.method.is_complete:  # what is missing is said beside Next
            self._plan.stop()
            self._show_refusal("", "")
            return
        super()._ask(delay)
        self._told.setText(self.tr("Dividing the chips…"))
        self._told.show()

    def _show_method(self) -> None:
        self.percentages.setEnabled(self.method.uses_percentages)
        self._unused.setVisible(not self.method.uses_percentages)
        self._unused.setText(
            self.tr("The polygons decide how much each set gets, so the percentages do not count.")
            if self.method.method == "layer"
            else self.tr("With folds, one is for testing, one for validation and the rest for training, so the "
                         "percentages do not count.")
        )  # fmt: skip
        self._why.setText({
            "area": self.tr("Each set is a piece of ground of its own, so what the network is judged on is truly "
                            "new to it."),
            "random": self.tr("Neighbours overlap, and by chance they fall into different sets."),
            "scene": self.tr("Whole rasters come as near to the percentages as they can."),
            "layer": self.tr("Chips that lie wholly within the polygons of one set belong to it. The field says "
                             "train, validation or test."),
            "field": self.tr("ROIs of one group stay together; chips without any go with the nearest group."),
        }[self.method.method])  # fmt: skip

    def _show_plan(self, plan: dict[str, Any]) -> None:
        if self._shown:
            self.map.show(plan, by_set=True)
        number = self.locale().toString
        for name in SET_NAMES:
            found = plan["sets"][name]
            count, share, bar = self.lines[name]
            count.setText(number(found["count"]))
            share.setText(localized(f"{found['percent']:g}") + " %")
            bar.show_parts(
                [
                    (found["shares"][str(item["code"])], item["colour"], class_name(item["name"]))
                    for item in plan["classes"]
                ]
            )
        lost = plan["lost"]
        self.lines["lost"][0].setText(number(lost))
        self._sets.show()
        told = self._tell(plan)
        self._told.setText(told)
        self._told.setVisible(bool(told))
        self._findings.show_items([*plan["findings"], *self._warnings(plan)])

    def _tell(self, plan: dict[str, Any]) -> str:
        """What the division costs, and that it holds."""
        told = list(plan["notes"])
        if any(plan["shared"].values()):
            return " ".join(told)
        if plan["lost"] > plan["outside"]:
            told.append(self.tr("Chips across a border between two sets are left out, so that no pixel is in two "
                                "sets."))  # fmt: skip
        else:
            told.append(self.tr("No pixel is in two sets."))
        return " ".join(told)

    def _warnings(self, plan: dict[str, Any]) -> list[dict[str, str]]:
        found = []
        shared = sum(plan["shared"].values())
        if shared:
            found.append({
                "severity": "warning",
                "message": self.tr("The sets share {} pixels, so the figures will be too good.").format(
                    self.locale().toString(shared)
                ),
                "remedy": self.tr("Split by area, or choose a stride as long as the window."),
            })  # fmt: skip
        for name in SET_NAMES:
            shares = plan["sets"][name]["shares"]
            missing = [class_name(item["name"]) for item in plan["classes"] if shares[str(item["code"])] == 0]
            if missing:
                message = self.tr("No pixel in “{}” of: {}.").format(self.set_title(name), ", ".join(missing))
                remedy = self.tr("Draw polygons of it in more places, or give this set more chips.")
                found.append({"severity": "warning", "message": message, "remedy": remedy})
        return found

    def _show_refusal(self, message: str, remedy: str) -> None:
        self.map.clear()
        self._sets.hide()
        self._told.hide()
        self._findings.show_items([error_item(message, remedy)] if message else [])
