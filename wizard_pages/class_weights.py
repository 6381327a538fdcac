"""How much each class counts in the loss: a number for each."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QCoreApplication, QSignalBlocker, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QDoubleSpinBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from ..engine.learning import ClassWeight
from .data_widgets import class_name
from .learning_widgets import decimal, exact, show_exact


class ClassWeights(QWidget):
    """A row for each class. ``changed`` comes from the user alone."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spins: dict[str, QDoubleSpinBox] = {}
        self._offered: tuple[str, ...] = ()
        self._given: dict[str, float] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._rows = QWidget()
        self._layout.addWidget(self._rows)
        self._build()

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def offer(self, names: Sequence[str]) -> None:
        """The classes that there are now; weights that were given for others are kept."""
        if tuple(names) != self._offered:
            self._given = {item.name: item.weight for item in self.value()}
            self._offered = tuple(names)
            self._build()

    def restore(self, weights: Sequence[ClassWeight]) -> None:
        """Show these weights."""
        self._given = {item.name: item.weight for item in weights}
        self._build()

    def value(self) -> tuple[ClassWeight, ...]:
        """The weights as shown; a class that counts 1 like all others is not named, unless it was before."""
        values = self._values().items()
        return tuple(ClassWeight(name, weight) for name, weight in values if weight != 1 or name in self._given)

    def _values(self) -> dict[str, float]:
        return {name: exact(spin) for name, spin in self._spins.items()}

    def _build(self) -> None:
        rows, self._spins = QWidget(), {}
        form = QFormLayout(rows)
        form.setContentsMargins(0, 0, 0, 0)
        for name in dict.fromkeys([*self._given, *self._offered]):
            spin = decimal(0, 1000, 3, 0.5)
            blocker = QSignalBlocker(spin)
            show_exact(spin, self._given.get(name, 1.0))
            del blocker
            spin.setAccessibleName(class_name(name))
            spin.valueChanged.connect(lambda _: self.changed.emit())
            label = QLabel(class_name(name))
            label.setTextFormat(Qt.TextFormat.PlainText)  # a name may look like HTML
            form.addRow(label, spin)
            self._spins[name] = spin
        if not self._spins:
            form.addRow(QLabel(self.tr("The classes are not known yet.")))
        self._layout.replaceWidget(self._rows, rows)
        self._rows.setParent(None)  # gone at once; what is only deleted later is painted until then
        self._rows.deleteLater()
        self._rows = rows
