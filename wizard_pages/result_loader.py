"""Puts finished maps into the project: at once, or after asking where another project is open by now."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsMapLayer, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QMessageBox, QWidget

from .page import Services
from .result_layers import (
    MapClass,
    PredictedMap,
    add_to_group,
    bring_into_view,
    mask_layer,
    polygon_layer,
    polygons_of,
    probability_layer,
    shows_winner,
)


class ResultLoader(QObject):
    """Adds masks, and probabilities if wished, in the run's group."""

    loaded = pyqtSignal(object, object)
    """The mask's layer (QgsRasterLayer) and its classes (list of MapClass)."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._window = services, parent
        self._switched = False
        self.question: QMessageBox | None = None
        QgsProject.instance().cleared.connect(self._note_switch)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def begin(self) -> None:
        """From now on the map is meant for the project that is open."""
        self._switched = False

    def add(self, made: PredictedMap, classes: list[MapClass], with_probability: bool) -> None:
        """Add the map's layers; ask first when the project has changed since ``begin``."""
        if self._switched:
            self._ask(made, classes, with_probability)
        else:
            self._add_now(made, classes, with_probability)

    def _note_switch(self) -> None:
        self._switched = True

    def _ask(self, made: PredictedMap, classes: list[MapClass], with_probability: bool) -> None:
        self.question = QMessageBox(self._window)
        self.question.setIcon(QMessageBox.Icon.Question)
        self.question.setWindowTitle(self.tr("Load as layer"))
        self.question.setTextFormat(Qt.TextFormat.PlainText)
        self.question.setText(
            self.tr("The map of {} is ready, but another project is open now. Add it to this one?").format(
                made.name
            )
        )
        self.question.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.No)
        yes = QMessageBox.StandardButton.Yes

        def take(answer: int) -> None:
            if answer == int(getattr(yes, "value", yes)):
                self._add_now(made, classes, with_probability)

        self.question.finished.connect(take)
        self.question.open()

    def _add_now(self, made: PredictedMap, classes: list[MapClass], with_probability: bool) -> None:
        layers = [mask_layer(made.mask, self._layer_name(made, classes), classes)]
        if with_probability and made.probability:
            layers.append(probability_layer(made.probability, made.name, classes))
            if shows_winner(layers[-1]):
                layers[-1].setName(self.tr("{}: probability of its class").format(made.name))
            else:
                layers[-1].setName(self.tr("{}: probability of {}").format(made.name, classes[-1].name))
        if "--polygons" in made.cleaning and polygons_of(made.mask).is_file():
            name = self.tr("{}: objects").format(made.name)
            layers.append(polygon_layer(str(polygons_of(made.mask)), name, classes))
        broken = [layer for layer in layers if not layer.isValid()]
        if broken:
            self._services.say(
                self.tr("QGIS cannot open {}.").format(Path(broken[0].source()).name),
                self.tr("Look into the run folder whether the file is there, and load it again."),
            )
            return
        self._show(layers, classes)

    def _show(self, layers: list[QgsMapLayer], classes: list[MapClass]) -> None:
        add_to_group(layers, self._services.group())
        bring_into_view(self._services.iface.mapCanvas(), layers[0])
        self.loaded.emit(layers[0], classes)

    def _layer_name(self, made: PredictedMap, classes: list[MapClass]) -> str:
        names = ", ".join(item.name for item in classes if item.code != 0)
        shown = names if len(names) <= 40 else self.tr("{} classes").format(len(classes))
        return f"{made.name}: {shown}"
