"""One setting a row: how each kind of widget shows a value and gives it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import pyqtBoundSignal
from qgis.PyQt.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QSpinBox, QWidget

from .learning_widgets import decimal, exact, narrow_combo, show_exact, whole_number


@dataclass
class Row:
    """A setting, ``section.field``, with its label and its advice."""

    section: str
    field: str
    widget: QWidget
    label: str
    tip: str

    def add_to(self, form: QFormLayout) -> None:
        """Put it at the end of a form."""
        self.widget.setObjectName(self.field)
        self.widget.setToolTip(self.tip)
        form.addRow(self.label, self.widget)
        form.labelForField(self.widget).setToolTip(self.tip)

    def set_visible(self, form: QFormLayout, is_visible: bool) -> None:
        """Show or hide it with its label."""
        self.widget.setVisible(is_visible)
        form.labelForField(self.widget).setVisible(is_visible)

    @property
    def value(self) -> Any:
        """What is shown; None for the special text of a number, and for no file."""
        widget = self.widget
        if isinstance(widget, QComboBox):
            return widget.currentData()
        if isinstance(widget, QgsFileWidget):
            return widget.filePath() or None
        if widget.specialValueText() and widget.value() == widget.minimum():
            return None
        return exact(widget) if isinstance(widget, QDoubleSpinBox) else widget.value()

    def show(self, value: Any) -> None:
        """Show a value of the settings."""
        widget = self.widget
        if isinstance(widget, QComboBox):
            widget.setCurrentIndex(max(widget.findData(value), 0))
        elif isinstance(widget, QgsFileWidget):
            widget.setFilePath(value or "")
        elif value is None:
            widget.setValue(widget.minimum())
        elif isinstance(widget, QDoubleSpinBox):
            show_exact(widget, value)
        else:
            widget.setValue(value)

    @property
    def changed(self) -> pyqtBoundSignal:
        """The signal of the widget that its value has changed."""
        if isinstance(self.widget, QComboBox):
            return self.widget.currentIndexChanged
        return self.widget.fileChanged if isinstance(self.widget, QgsFileWidget) else self.widget.valueChanged


def choice(*entries: tuple[str, str]) -> QComboBox:
    """A combo box of texts, each with the value that it stands for."""
    combo = narrow_combo()
    for text, value in entries:
        combo.addItem(text, value)
    return combo


def whole_number_or(text: str, most: int) -> QSpinBox:
    """Whole numbers from 1 up; below 1 stands a text, for none."""
    spin = whole_number(0, most)
    spin.setSpecialValueText(text)
    return spin


def decimal_or(text: str, most: float, decimals: int, step: float) -> QDoubleSpinBox:
    """Numbers above 0; at 0 stands a text, for none."""
    spin = decimal(0, most, decimals, step)
    spin.setSpecialValueText(text)
    return spin


def model_file(title: str) -> QgsFileWidget:
    """A file widget for a model file."""
    widget = QgsFileWidget()
    widget.setDialogTitle(title)
    widget.setFilter("*.safetensors")
    return widget
