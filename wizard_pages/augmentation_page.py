"""Page 4: further versions of the chips: turned and mirrored, and, folded, changed in other ways."""

from __future__ import annotations

import dataclasses
from typing import Any

from qgis.PyQt.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..engine.augmentation import EFFECTS, Change, Effect
from ..engine.settings import SET_NAMES, TECHNIQUES, AugmentationSettings, RunSettings
from .change_cards import ChangeCard, make_groups
from .data_widgets import Findings, Picture, Question, error_item, heading, page_layout, wrapped
from .page import Page, Services
from .version_box import VersionBox

SOON_MS = 150


class AugmentationPage(Page):
    """Each technique with a picture of a real chip and its label, turned that way."""

    name = "augmentation"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self.techniques: dict[str, QCheckBox] = {}
        self.sets: dict[str, QCheckBox] = {}
        self.pictures: dict[str, tuple[Picture, Picture]] = {}
        self._given = AugmentationSettings()
        """The settings as they came: their order of techniques, changes and sets is kept."""
        self._counts: dict[str, int] = {}
        self._shown = False
        self._stale: set[str] = set(EFFECTS)
        """Effects whose pictures are not those of the strength that is shown."""
        self._build()
        self.restore(RunSettings())
        self._plan = Question(self, "plan", self._show_plan, self._show_refusal)
        self._copies = Question(self, "augmented", self._show_copies, lambda *_: None)

    def title(self) -> str:
        """Heading."""
        return self.tr("Augmentation")

    def intro(self) -> str:
        """What the page is for."""
        return self.tr("Turned and mirrored chips are new examples for free: from above, a house is a house "
                       "whichever way it faces. The rest helps where other images differ from yours.")  # fmt: skip

    # -- the contract with the wizard -------------------------------------------------------------------------

    def restore(self, settings: RunSettings) -> None:
        """Show these settings."""
        chosen = self._given = settings.augmentation
        for boxes, wanted in ((self.techniques, chosen.techniques), (self.sets, chosen.sets)):
            for name, box in boxes.items():
                box.blockSignals(True)
                box.setChecked(name in wanted)
                box.blockSignals(False)
        changes = {change.effect: change for change in chosen.changes}
        for effect, card in self.cards.items():
            card.show_change(changes.get(effect))
        for group in self.groups.values():
            group.show_count()
        self.versions.restore(chosen)
        self._stale = set(EFFECTS)
        self._show_choice()
        if self._shown:
            self._ask()

    def store(self, settings: RunSettings) -> RunSettings:
        """``settings`` with what is ticked."""
        return dataclasses.replace(settings, augmentation=self._chosen())

    def enter(self) -> None:
        """Show the copies of a chip as the inputs are now."""
        self._shown = True
        self._ask()

    def leave(self) -> None:
        """Ask no more."""
        self._shown = False
        self._plan.stop()
        self._copies.stop()

    # -- helpers ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = page_layout(self)
        every, none = QPushButton(self.tr("&All")), QPushButton(self.tr("N&one"))
        every.setToolTip(self.tr("The right choice for nearly all images taken from above."))
        none.setToolTip(
            self.tr("Learn from the chips as they are: fastest, but the network learns less from them.")
        )
        every.clicked.connect(lambda: self._tick(True))
        none.clicked.connect(lambda: self._tick(False))
        line = QHBoxLayout()
        for button in (every, none):
            button.setMinimumWidth(72)  # some themes make them as narrow as their word
            line.addWidget(button)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addLayout(self._cards())
        self.groups = make_groups()
        self.cards: dict[Effect, ChangeCard] = {}
        for group in self.groups.values():
            layout.addWidget(group)
            group.collapsedStateChanged.connect(self._ask_for_changes)
            self.cards.update(group.cards)
        for card in self.cards.values():
            card.changed.connect(self._entry_changed)
            card.moved.connect(self._strength_moved)
        self._add_sets(layout)
        self.versions = VersionBox()
        self.versions.changed.connect(self._entry_changed)
        layout.addWidget(self.versions)
        self._count = wrapped()
        self._findings = Findings()
        layout.addWidget(self._count)
        layout.addWidget(self._findings)
        layout.addStretch(1)

    def _cards(self) -> QGridLayout:
        tip = self.tr(
            "Untick it only where this view never occurs, such as ground on its head in slanting photos."
        )
        titles = {
            "rotate_90": self.tr("Turned by 90°"),
            "rotate_180": self.tr("Turned by 180°"),
            "rotate_270": self.tr("Turned by 270°"),
            "mirror": self.tr("Left to right"),
            "flip": self.tr("Upside down"),
            "flip_diagonal": self.tr("Along diagonal ╲"),
            "flip_antidiagonal": self.tr("Along diagonal ╱"),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.addLayout(self._card("original", QLabel(self.tr("As it is"))), 0, 0)
        for number, name in enumerate(TECHNIQUES, start=1):
            box = QCheckBox(titles[name])
            box.setToolTip(tip)
            box.toggled.connect(self._entry_changed)
            self.techniques[name] = box
            grid.addLayout(self._card(name, box), number // 2, number % 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        return grid

    def _card(self, name: str, head: QWidget) -> QVBoxLayout:
        """A technique's title over the image and the label."""
        card, pair = QVBoxLayout(), QHBoxLayout()
        card.setSpacing(3)
        pair.setSpacing(3)
        self.pictures[name] = (Picture(), Picture())
        for picture in self.pictures[name]:
            pair.addWidget(picture)
        card.addWidget(head)
        card.addLayout(pair)
        return card

    def _add_sets(self, layout: QVBoxLayout) -> None:
        titles = {
            "train": (self.tr("Trainin&g"), self.tr("These are learnt from: the more varied, the better.")),
            "validation": (
                self.tr("Va&lidation"),
                self.tr("Copies are written, but measured is on original chips only."),
            ),
            "test": (self.tr("T&esting"), self.tr("Copies are written, but measured is on original chips only.")),
        }
        layout.addWidget(heading(self.tr("Use it for")))
        line = QHBoxLayout()
        for name in SET_NAMES:
            text, tip = titles[name]
            box = QCheckBox(text)
            box.setToolTip(tip)
            box.toggled.connect(self._entry_changed)
            self.sets[name] = box
            line.addWidget(box)
        line.addStretch(1)
        layout.addLayout(line)

    def _chosen(self) -> AugmentationSettings:
        """What the widgets show."""
        ticked: dict[str, QCheckBox] = {effect: card.box for effect, card in self.cards.items()}
        changes = tuple(
            Change(effect, self.cards[effect].strength, self.versions.probability(effect))
            for effect in _ticked(ticked, tuple(change.effect for change in self._given.changes))
        )
        return AugmentationSettings(
            techniques=_ticked(self.techniques, self._given.techniques),
            changes=changes,
            copies=self.versions.count(),
            applied=self.versions.applied.currentData(),
            sets=_ticked(self.sets, self._given.sets),
        )

    def _tick(self, ticked: bool) -> None:
        for box in self.techniques.values():
            box.setChecked(ticked)

    def _entry_changed(self, *_: object) -> None:
        self._show_choice()
        self.changed.emit()

    def _strength_moved(self, effect: str) -> None:
        self._stale.add(effect)
        self._ask_for_changes()

    def _ask_for_changes(self, *_: object) -> None:
        """Ask for the pictures in sight that are not those of the strength shown."""
        if not self._shown:
            return
        unfolded = {e for group in self.groups.values() if not group.isCollapsed() for e in group.cards}
        self._copies.values = {
            "strengths": {
                effect: self.cards[effect].strength for effect in EFFECTS if effect in self._stale & unfolded
            }
        }
        if self._copies.values["strengths"]:
            self._copies.ask_soon(SOON_MS)

    def _show_choice(self) -> None:
        """What follows from the entries."""
        self._show_count()
        at_random = self.versions.applied.currentData() == "random"
        for name in ("validation", "test"):
            self.sets[name].setEnabled(not at_random)
        self.versions.show_rows([effect for effect, card in self.cards.items() if card.box.isChecked()])

    def _ask(self) -> None:
        self._plan.ask_soon(0)
        self._stale = set(EFFECTS)
        self._ask_for_changes()
        self._copies.ask_soon(50)

    def _show_plan(self, plan: dict[str, Any]) -> None:
        self._counts = {name: plan["sets"][name]["count"] for name in SET_NAMES}
        self._findings.show_items([])
        self._show_count()

    def _show_refusal(self, message: str, remedy: str) -> None:
        self._counts = {}
        self._findings.show_items([error_item(message, remedy)])
        self._show_count()

    def _show_count(self) -> None:
        """How many chips the network sees in each pass over the training set."""
        self._count.setVisible(bool(self._counts))
        if not self._counts:
            return
        chips, number, chosen = self._counts["train"], self.locale().toString, self._chosen()
        text = self.tr("<b>{} chips</b> in each pass over the training set").format(
            number(chips * chosen.per_pass)
        )
        if chosen.per_pass > 1:
            parts = [self.tr("{} as they are").format(number(chips))]
            if chosen.written == 1:
                parts.append(self.tr("one copy of each"))
            elif chosen.written:
                parts.append(self.tr("{} copies of each").format(number(chosen.written)))
            if chosen.drawn == 1:
                parts.append(self.tr("one version of each drawn anew every time"))
            elif chosen.drawn:
                parts.append(self.tr("{} versions of each drawn anew every time").format(number(chosen.drawn)))
            text += ": " + ", ".join(parts)
        self._count.setText(text + ".")

    def _show_copies(self, answer: dict[str, Any]) -> None:
        for name, (image, label) in self.pictures.items():
            paths = answer["original"] if name == "original" else answer["techniques"][name]
            image.show_file(paths["image"])
            label.show_file(paths["label"])
        for effect, paths in answer["changes"].items():
            card = self.cards[effect]
            card.show_pictures(paths)
            if paths["strength"] == card.strength:
                self._stale.discard(effect)
        self.cards["band_dropout"].setEnabled(answer["bands"] > 1)


def _ticked(boxes: dict[str, QCheckBox], order: tuple[str, ...]) -> tuple[Any, ...]:
    """The names that are ticked: first those of the settings in their order, then what the user added."""
    names = dict.fromkeys((*order, *boxes))
    return tuple(name for name in names if boxes[name].isChecked())
