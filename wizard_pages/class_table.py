"""The classes as the engine found them: left out, renamed and merged by the user."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QCoreApplication, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QIcon, QPixmap
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..engine.settings import ClassRule
from .data_widgets import BACKGROUND, class_name, percent, wrapped

_ROWS_SHOWN = 6
_NAME = Qt.ItemDataRole.UserRole
"""Data of a row: the name by which the engine knows the class; None for what is no class."""


class ClassTable(QWidget):
    """A row a class, with its share. Untick one to leave it out; two rows given one name become one class."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._rules: dict[str, ClassRule] = {}
        self._by_field = False
        self.table = QTreeWidget()
        self.table.setHeaderLabels([self.tr("Class"), self.tr("Polygons"), self.tr("Share")])
        self.table.setAccessibleName(self.tr("Classes"))
        self.table.setRootIsDecorated(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setUniformRowHeights(True)
        self.table.itemChanged.connect(self._edited)
        self._hint = wrapped(soft=True)
        self.reset = QPushButton(self.tr("Reset the c&lasses"))
        self.reset.setToolTip(self.tr("Uses every class again, under the name that it has in the layer."))
        self.reset.clicked.connect(self._forget)
        line = QHBoxLayout()
        line.addWidget(self._hint, 1)
        line.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.table)
        layout.addLayout(line)
        self.setVisible(False)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    @property
    def rules(self) -> tuple[ClassRule, ...]:
        """What the user wants otherwise than the layer has it."""
        return tuple(self._rules.values())

    def restore(self, rules: tuple[ClassRule, ...]) -> None:
        """Begin with these rules; the rows follow when the engine has looked."""
        self._rules = {rule.value: rule for rule in rules}

    def show_classes(self, classes: list[dict[str, Any]], ignored: int, by_field: bool) -> None:
        """Show the classes as the engine found them; ``ignored`` pixels belong to none."""
        self._by_field = by_field
        self.table.blockSignals(True)
        self.table.clear()
        total = sum(item["pixels"] for item in classes) + ignored or 1
        for item in classes:
            is_background = item["code"] == 0
            polygons = "–" if is_background else self.locale().toString(item["polygons"])
            row = self._add(class_name(item["name"]), item["colour"], polygons, percent(item["pixels"] / total))
            if not is_background:
                self._let_edit(row, item["name"])
        for rule in self._rules.values() if by_field else ():
            if not rule.use:
                self._let_edit(self._add(rule.value, "", "–", "–"), rule.value, used=False)
        if ignored and classes:
            self._add(self.tr("not known"), "", "–", percent(ignored / total))
        self.table.blockSignals(False)
        height = max(self.table.sizeHintForRow(0), 0) * min(self.table.topLevelItemCount(), _ROWS_SHOWN)
        self.table.setFixedHeight(height + self.table.header().sizeHint().height() + 6)
        self._hint.setText(
            self.tr("Untick a class to leave it out; double-click a name to change it, or to merge two classes.")
            if by_field
            else self.tr("Double-click the name to change it.")
        )
        self.reset.setVisible(bool(self._rules))
        self.setVisible(bool(classes or self._rules))

    # -- helpers ----------------------------------------------------------------------------------------------

    def _add(self, name: str, colour: str, polygons: str, share: str) -> QTreeWidgetItem:
        row = QTreeWidgetItem([name, polygons, share])
        row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        swatch = QPixmap(QSize(12, 12))
        swatch.fill(QColor(colour) if colour else Qt.GlobalColor.transparent)
        row.setIcon(0, QIcon(swatch))
        for column in (1, 2):
            row.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.table.addTopLevelItem(row)
        return row

    def _let_edit(self, row: QTreeWidgetItem, name: str, used: bool = True) -> None:
        row.setData(0, _NAME, name)
        if used:
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsEditable)
        if self._by_field:
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(0, Qt.CheckState.Checked if used else Qt.CheckState.Unchecked)

    def _values_of(self, name: str) -> list[str]:
        """The values of the field that the class of this name stands for."""
        return [rule.value for rule in self._rules.values() if rule.use and rule.name == name] or [name]

    def _edited(self, row: QTreeWidgetItem, column: int) -> None:
        known, name = row.data(0, _NAME), row.text(0).strip()
        if column != 0 or known is None:
            return
        if name == class_name(BACKGROUND):  # to merge it with what is shown under that name
            name = BACKGROUND
        if not self._by_field:
            self._rules = {"": ClassRule("", name)} if name else {}
        elif row.checkState(0) == Qt.CheckState.Unchecked:
            self._rules |= {value: ClassRule(value, use=False) for value in self._values_of(known)}
        elif known in self._rules and not self._rules[known].use:
            del self._rules[known]  # ticked again
        else:
            self._rename(known, name)
        self.changed.emit()

    def _rename(self, known: str, name: str) -> None:
        values = self._values_of(known)
        rows = [self.table.topLevelItem(number).data(0, _NAME) for number in range(self.table.topLevelItemCount())]
        merged = name != known and name in rows
        if merged:  # the other class gets a rule, too, by which all of them are found again
            values += self._values_of(name)
        for value in values:
            self._rules.pop(value, None)
            if name and (name != value or merged):
                self._rules[value] = ClassRule(value, name)

    def _forget(self) -> None:
        self._rules = {}
        self.changed.emit()
