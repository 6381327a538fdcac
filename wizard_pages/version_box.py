"""How many versions of chips there are, where they are made, and, folded, how often each effect happens."""

from __future__ import annotations

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QCoreApplication, QSignalBlocker, pyqtSignal
from qgis.PyQt.QtWidgets import QDoubleSpinBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ..engine.augmentation import EFFECTS, USUAL_PROBABILITY, AugmentationSettings, Effect
from .change_cards import words
from .data_widgets import wrapped
from .learning_widgets import decimal, exact, narrow_combo, show_exact, whole_number

AUTOMATIC = -1


class VersionBox(QWidget):
    """``changed`` comes from the user alone."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.applied = narrow_combo()
        for text, value in (
            (self.tr("Written as copies"), "copies"),
            (self.tr("At random while learning"), "random"),
            (self.tr("Both, half and half"), "both"),
        ):
            self.applied.addItem(text, value)
        self.applied.setToolTip(
            self.tr("Copies are made once and can be looked at. At random, the network meets new versions in "
                    "every pass and no disk space is needed. A pass takes equally long.")
        )  # fmt: skip
        self.copies = whole_number(AUTOMATIC, 1000)
        self.copies.setSpecialValueText(self.tr("automatic"))
        self.copies.setToolTip(
            self.tr("Further versions of each chip in a pass. Automatic: one for each turn and mirror that is "
                    "ticked, at least one. More take longer and teach more, up to a point.")
        )  # fmt: skip
        self.advanced = QgsCollapsibleGroupBox(self.tr("Advanced"))
        self.advanced.setSaveCollapsedState(False)
        self.spins: dict[Effect, QDoubleSpinBox] = {}
        self._rows: dict[Effect, QWidget] = {}
        self._hint = wrapped(
            self.tr("How often each effect happens is set here once you tick one above."), soft=True
        )
        self._lay_out()
        self.applied.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.copies.valueChanged.connect(lambda _: self.changed.emit())

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def restore(self, chosen: AugmentationSettings) -> None:
        """Show these settings."""
        blockers = [QSignalBlocker(widget) for widget in (self.applied, self.copies, *self.spins.values())]
        self.applied.setCurrentIndex(self.applied.findData(chosen.applied))
        self.copies.setValue(AUTOMATIC if chosen.copies is None else chosen.copies)
        given = {change.effect: change.probability for change in chosen.changes}
        for effect, spin in self.spins.items():
            probability = given.get(effect, USUAL_PROBABILITY)
            show_exact(spin, probability * 100)
            spin.setProperty("probability", probability)
        del blockers

    def count(self) -> int | None:
        """The versions of each chip as the settings have them."""
        return None if self.copies.value() == AUTOMATIC else self.copies.value()

    def probability(self, effect: Effect) -> float:
        """0–1, exactly as it was given unless the user changed it."""
        spin = self.spins[effect]
        given, shown = spin.property("probability"), exact(spin)
        return given if shown == given * 100 else shown / 100

    def show_rows(self, effects: list[Effect]) -> None:
        """Show only the probabilities of the ticked effects."""
        self._hint.setVisible(not effects)
        for effect, row in self._rows.items():
            row.setVisible(effect in effects)

    def _lay_out(self) -> None:
        layout, grid = QVBoxLayout(self), QGridLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        lines = ((self.tr("Versions are"), self.applied), (self.tr("Versions of each chip"), self.copies))
        for row, (text, widget) in enumerate(lines):
            grid.addWidget(_label(text, widget), row, 0)
            grid.addWidget(widget, row, 1)
        grid.setColumnStretch(1, 1)
        layout.addLayout(grid)
        inside = QVBoxLayout(self.advanced)
        inside.addWidget(self._hint)
        for effect in EFFECTS:
            inside.addWidget(self._row(effect))
        self.advanced.setCollapsed(True)
        layout.addWidget(self.advanced)

    def _row(self, effect: Effect) -> QWidget:
        title = words()[effect][0]
        spin = decimal(0, 100, 0, 10)
        spin.setSuffix(" %")
        spin.setToolTip(self.tr("Share of the versions that have this effect; the others are without it."))
        spin.setAccessibleName(self.tr("How often: {}").format(title))
        spin.valueChanged.connect(lambda _: self.changed.emit())
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(_label(title, spin), 1)
        line.addWidget(spin)
        self.spins[effect], self._rows[effect] = spin, row
        return row


def _label(text: str, widget: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(widget)
    label.setToolTip(widget.toolTip())
    return label
