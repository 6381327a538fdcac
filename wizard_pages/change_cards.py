"""Effects on chips as cards: a tick, a strength, and a real chip at that strength."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QCoreApplication, QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from ..engine.augmentation import GROUPS, USUAL_STRENGTH, Change, Effect
from .data_widgets import Picture, wrapped

GROUP_NAMES = ("geometry", "light", "disturbance")


def tr(text: str) -> str:
    """The text in the user's language."""
    return QCoreApplication.translate("DeepSegmentationWizard", text)


class ChangeCard(QWidget):
    """One effect. ``changed`` and ``moved`` (its strength) come from the user alone."""

    changed = pyqtSignal()
    moved = pyqtSignal(str)

    def __init__(self, effect: Effect, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.effect = effect
        title, tip = words()[effect]
        self.box = QCheckBox(title)
        self.box.setToolTip(tip)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(1, 100)
        self.slider.setPageStep(10)
        self.slider.setAccessibleName(tr("Strength: {}").format(title))
        self.slider.setToolTip(tr("How strong it is at most, from hardly anything to as much as makes sense."))
        self._number = QLabel()
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._number.setMinimumWidth(self.fontMetrics().horizontalAdvance("100 %"))
        self.other, self.image, self.label = Picture(), Picture(), Picture()
        for picture, text in (
            (self.other, tr("A chip of yours at this strength, to the one side …")),
            (self.image, tr("… and to the other")),
            (self.label, tr("Its label. White is not learnt from.")),
        ):
            picture.setToolTip(text)
        self._given = 0.0
        """The strength that was given to be shown; the slider knows whole percents only."""
        self._lay_out()
        self.show_strength(USUAL_STRENGTH)
        self.box.toggled.connect(self.changed)
        self.slider.valueChanged.connect(self._slide)

    @property
    def strength(self) -> float:
        """0–1, exactly as it was given unless the user moved it."""
        return self._given if round(self._given * 100) == self.slider.value() else self.slider.value() / 100

    def show_strength(self, strength: float) -> None:
        """Show a strength, and keep every digit of it."""
        blocker = QSignalBlocker(self.slider)
        self.slider.setMinimum(0 if strength < 0.005 else 1)
        self.slider.setValue(round(strength * 100))
        del blocker
        self._given = strength
        self._number.setText(f"{self.slider.value()} %")

    def show_change(self, change: Change | None) -> None:
        """Tick it with that strength; None: not ticked, at the usual strength."""
        blocker = QSignalBlocker(self.box)
        self.box.setChecked(change is not None)
        del blocker
        self.show_strength(USUAL_STRENGTH if change is None else change.strength)

    def show_pictures(self, paths: dict[str, Any]) -> None:
        """Show the files ``image``, ``label`` and ``other``."""
        for name in ("image", "label", "other"):
            getattr(self, name).show_file(paths[name])

    def _lay_out(self) -> None:
        line, pictures, layout = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(3)
        pictures.setSpacing(3)
        line.addWidget(self.slider, 1)
        line.addWidget(self._number)
        for picture in (self.other, self.image, self.label):
            pictures.addWidget(picture)
        layout.addWidget(self.box)
        layout.addLayout(line)
        layout.addLayout(pictures)

    def _slide(self) -> None:
        self._number.setText(f"{self.slider.value()} %")
        self.moved.emit(self.effect)
        if self.box.isChecked():
            self.changed.emit()


class ChangeGroup(QgsCollapsibleGroupBox):
    """The cards of one kind, folded; its title tells how many are ticked."""

    def __init__(self, title: str, hint: str, effects: Sequence[Effect], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self.setSaveCollapsedState(False)
        self.setToolTip(hint)
        self.cards = {effect: ChangeCard(effect) for effect in effects}
        layout = QVBoxLayout(self)
        layout.addWidget(wrapped(hint, soft=True))
        for card in self.cards.values():
            layout.addWidget(card)
            card.box.toggled.connect(self.show_count)
        self.show_count()
        self.setCollapsed(True)

    def show_count(self) -> None:
        """Tell in the title how many are ticked, since they may be folded away."""
        count = sum(card.box.isChecked() for card in self.cards.values())
        self.setTitle(tr("{}: {} chosen").format(self._title, count) if count else self._title)


def make_groups() -> dict[str, ChangeGroup]:
    """The three groups by name."""
    kinds = {
        "geometry": (
            tr("Geometry"),
            tr("Moves image and label together. What comes from beyond a chip's edge is not learnt from."),
        ),
        "light": (tr("Light"), tr("For maps of other days, seasons and cameras than those you drew on.")),
        "disturbance": (
            tr("Disturbance"),
            tr("Makes learning harder, so that the network relies on no single detail."),
        ),
    }
    return {name: ChangeGroup(*kinds[name], GROUPS[name]) for name in GROUP_NAMES}  # type: ignore[arg-type]


def words() -> dict[Effect, tuple[str, str]]:
    """Title and advice of each effect."""
    return {
        "rotate": (
            tr("Turned by any angle"),
            tr("Helps where things lie in all directions, like houses and trees. Leave it out where the direction "
               "tells something. The chip's corners are lost."),
        ),
        "scale": (
            tr("A little larger or smaller"),
            tr("Helps where other images have other pixel sizes. Leave it out where size tells the classes apart, "
               "such as cars and lorries."),
        ),
        "shift": (
            tr("Moved sideways"),
            tr("Helps where chips do not overlap. With overlapping chips the network sees this already."),
        ),
        "elastic": (
            tr("Bent like rubber"),
            tr("Helps with grown shapes such as trees, shores and rivers. Leave it out for buildings and roads, "
               "whose edges are straight."),
        ),
        "brightness": (
            tr("A little brighter or darker"),
            tr("Helps where other images were taken in other light. Leave it out where brightness itself is what "
               "you map, as with temperatures or heights."),
        ),
        "contrast": (
            tr("A little more or less contrast"),
            tr("Helps against haze and other exposures. Leave it out where the values are measurements that must "
               "not change."),
        ),
        "gamma": (
            tr("Lighter or darker midtones"),
            tr("Helps where other images were processed differently: black and white stay, what lies between "
               "shifts. Leave it out where the values are measurements."),
        ),
        "blur": (
            tr("A little blurred"),
            tr("Helps where other images are less sharp. Leave it out where objects are only a few pixels wide."),
        ),
        "noise": (
            tr("A little grainy"),
            tr("Helps with few chips, and with radar or dark images. Leave it out where fine texture tells the "
               "classes apart."),
        ),
        "band_dropout": (
            tr("A band missing"),
            tr("Helps where one band is unreliable: the network learns to use the others too. Leave it out where "
               "all depends on one band. Needs two bands or more."),
        ),
        "cut_out": (
            tr("A patch hidden"),
            tr("Helps where things are partly covered, such as roofs under trees: the label stays, so the network "
               "learns to tell from the surroundings. Leave it out where objects are small enough to vanish."),
        ),
    }  # fmt: skip
