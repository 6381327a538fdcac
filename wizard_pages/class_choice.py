"""What the polygons mean: one class or a field of classes, and what lies outside them."""

from __future__ import annotations

from typing import Any, Literal

from qgis.core import QgsVectorLayer
from qgis.gui import QgsFieldComboBox
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..engine.settings import InputSettings, Scene
from .class_table import ClassTable
from .data_widgets import heading, wrapped
from .page import Problem


class ClassChoice(QWidget):
    """Chooses the class field and the meaning of unlabelled ground; shows the classes that the engine found."""

    changed = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._unlabelled: Literal["background", "ignore"] | None = None
        """What the user chose; None as long as the default holds."""
        self._missing_field: str | None = None
        """A field of the settings that the layer at hand does not have."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(heading(self.tr("The polygons are")))
        self._add_field(layout)
        layout.addSpacing(4)
        layout.addWidget(heading(self.tr("Ground outside the polygons is")))
        self._add_unlabelled(layout)
        self.classes = ClassTable()
        self.classes.changed.connect(self.changed)
        layout.addSpacing(4)
        layout.addWidget(self.classes)
        self.restore(InputSettings())

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def restore(self, inputs: InputSettings) -> None:
        """Show these settings, without ``changed``."""
        self._unlabelled = inputs.unlabelled
        self.classes.restore(inputs.classes)
        self._block(True)
        (self.one_class if inputs.class_field is None else self.by_field).setChecked(True)
        self.field.setField(inputs.class_field or "")
        found = self.field.currentField()
        self._missing_field = inputs.class_field if inputs.class_field != (found or None) else None
        self._block(False)
        self._show_meaning()

    def store(self, scenes: tuple[Scene, ...]) -> InputSettings:
        """The inputs with these scenes."""
        field, unlabelled = self.class_field(), self._unlabelled
        if field is None and unlabelled == "ignore":
            unlabelled = None  # the field is still to be chosen, which ``problems`` says better
        return InputSettings(scenes, field, unlabelled, self.classes.rules)

    def class_field(self) -> str | None:
        """The field in force, None for one class."""
        if self.one_class.isChecked():
            return None
        return self.field.currentField() or self._missing_field

    def problems(self) -> list[Problem]:
        """A field that is still to be chosen."""
        if self.by_field.isChecked() and self.class_field() is None:
            remedy = self.tr("Choose the field that says what each polygon is.")
            return [Problem(self.tr("No class field is chosen."), remedy, "class_field")]
        return []

    def tab_order(self) -> list[QWidget]:
        """Its widgets from top to bottom."""
        of_table = [self.classes.table, self.classes.reset]
        return [self.one_class, self.by_field, self.field, self.background, self.ignored, *of_table]

    def show_layer(self, layer: QgsVectorLayer | None) -> None:
        """Offer the fields of this layer, keeping the one that is chosen if it has it."""
        if layer is self.field.layer():
            return
        wanted = self.field.currentField() or self._missing_field
        self._block(True)
        self.field.setLayer(layer)
        self.field.setField(wanted or "")
        self._missing_field = wanted if wanted != self.field.currentField() else None
        self._block(False)

    def show_classes(self, classes: list[dict[str, Any]], ignored: int) -> None:
        """Show the classes as the engine found them; ``ignored`` pixels belong to none."""
        self.classes.show_classes(classes, ignored, self.class_field() is not None)

    # -- helpers ----------------------------------------------------------------------------------------------

    def _add_field(self, layout: QVBoxLayout) -> None:
        self.one_class = QRadioButton(self.tr("all of one cla&ss"))
        self.one_class.setToolTip(
            self.tr("For a single kind of thing, such as buildings; told apart from all the rest.")
        )
        self.by_field = QRadioButton(self.tr("of the class &in field"))
        self.by_field.setToolTip(
            self.tr("For several kinds: the field, such as “landuse”, that says what each polygon is.")
        )
        self.field = QgsFieldComboBox()
        self.field.setAllowEmptyFieldName(True)
        self.field.setToolTip(self.by_field.toolTip())
        self.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.field.setMinimumContentsLength(6)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._kinds = QButtonGroup(self)
        line = QHBoxLayout()
        line.addWidget(self.by_field)
        line.addWidget(self.field, 1)
        for button in (self.one_class, self.by_field):
            self._kinds.addButton(button)
        layout.addWidget(self.one_class)
        layout.addLayout(line)
        self.one_class.toggled.connect(self._kind_changed)
        self.field.fieldChanged.connect(self._field_changed)

    def _add_unlabelled(self, layout: QVBoxLayout) -> None:
        self.background = QRadioButton(self.tr("back&ground: something else"))
        self.background.setToolTip(
            self.tr(
                "Choose this when you drew everything that the network shall find. What you missed, it learns to "
                "miss."
            )
        )
        self.ignored = QRadioButton(self.tr("not &known: left out"))
        self.ignored.setToolTip(
            self.tr("Choose this when you drew only examples. It needs polygons of two classes or more, one of "
                    "which may be “other”.")
        )  # fmt: skip
        self._meanings = QButtonGroup(self)
        for button in (self.background, self.ignored):
            self._meanings.addButton(button)
            layout.addWidget(button)
            button.clicked.connect(self._meaning_chosen)
        self._meaning = wrapped()
        layout.addWidget(self._meaning)

    def _kind_changed(self) -> None:
        self.classes.restore(())  # they were about other values
        if self.one_class.isChecked() and self._unlabelled == "ignore":
            self._unlabelled = None  # one class and nothing else would leave nothing to tell apart
        self._show_meaning()
        self.changed.emit()
        if self.by_field.isChecked() and not self.field.currentField():
            self.field.setFocus()

    def _field_changed(self) -> None:
        self._missing_field = None
        self.classes.restore(())
        if self.field.currentField() and not self.by_field.isChecked():
            self.by_field.setChecked(True)  # tells of the change
        else:
            self._show_meaning()
            self.changed.emit()

    def _meaning_chosen(self) -> None:
        self._unlabelled = "ignore" if self.ignored.isChecked() else "background"
        self._show_meaning()
        self.changed.emit()

    def _show_meaning(self) -> None:
        as_background = InputSettings(
            class_field=None if self.one_class.isChecked() else "any", unlabelled=self._unlabelled
        ).unlabelled_is_background
        (self.background if as_background else self.ignored).setChecked(True)
        self.ignored.setEnabled(self.by_field.isChecked())
        self.ignored.setText(
            self.tr("not &known: left out")
            if self.by_field.isChecked()
            else self.tr("not &known: left out (needs two classes or more)")
        )
        text = self.tr(
            "<b>What you did not draw is learnt as something else.</b> If you drew everything in a part of the "
            "raster only, give that part above, under “All drawn within”."
        )
        if not as_background:
            text = self.tr(
                "So draw examples of every class, also of what is around them; nothing else is learnt from."
            )
        self._meaning.setText(text)

    def _block(self, blocked: bool) -> None:
        for widget in (self.one_class, self.by_field, self.field, self.background, self.ignored):
            widget.blockSignals(blocked)
