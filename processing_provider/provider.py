"""What QGIS sees in its Processing toolbox."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication, QgsMessageLog, QgsProcessingModelAlgorithm, QgsProcessingProvider
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

from .algorithm import ICON
from .augment import Augment
from .check import Check
from .chips import Chips
from .evaluate import Evaluate
from .export import Export
from .labels import Labels
from .mask import Mask, MaskFromProbability
from .predict import Predict
from .select import Select
from .split import Split
from .train import Train
from .whole_run import Resume, WholeRun

PROVIDER = "deep_segmentation_wizard"
"""First part of each algorithm's id; scripts and models keep it."""
MODELS = Path(__file__).parent / "models"
ALGORITHMS = (
    WholeRun, Resume, Check, Labels, Chips, Split, Augment, Train, Select, Mask, Predict, MaskFromProbability,
    Evaluate, Export,
)  # fmt: skip


class Provider(QgsProcessingProvider):
    """The wizard's steps, and a model that puts some of them together."""

    def id(self) -> str:
        """Stable."""
        return PROVIDER

    def name(self) -> str:
        """In the toolbox."""
        return QCoreApplication.translate("DeepSegmentationWizard", "Deep Segmentation Wizard")

    def icon(self) -> QIcon:
        """The plugin's."""
        return QIcon(str(ICON))

    def svgIconPath(self) -> str:
        """The plugin's."""
        return str(ICON)

    def loadAlgorithms(self) -> None:
        """Called by QGIS when the provider is added, and when it is refreshed.

        A model finds its outputs by way of the algorithms in it, so models come with the refresh.
        """
        for kind in ALGORITHMS:
            self.addAlgorithm(kind())
        if QgsApplication.processingRegistry().providerById(PROVIDER) is None:
            return
        for path in sorted(MODELS.glob("*.model3")):
            model = ShippedModel(path.stem)
            if model.fromFile(str(path)):
                model.translate()
                self.addAlgorithm(model)
            else:
                QgsMessageLog.logMessage(f"The model {path} cannot be read.", PROVIDER)


class ShippedModel(QgsProcessingModelAlgorithm):
    """A model in ``models``: its id is the name of the file, whatever it is called."""

    def __init__(self, file_name: str) -> None:
        super().__init__()
        self._file_name = file_name

    def translate(self) -> None:
        """Show its words in the user's language; ``scripts/translate.py`` reads them in the file."""

        def shown(text: str) -> str:
            return QCoreApplication.translate("DeepSegmentationWizard", text)

        self.setName(shown(self.displayName()))
        self.setHelpContent({part: shown(text) for part, text in self.helpContent().items()})
        for definition in self.parameterDefinitions():
            definition.setDescription(shown(definition.description()))
            definition.setHelp(shown(definition.help()))

    def name(self) -> str:
        """The stable id, less the provider's."""
        return self._file_name

    def groupId(self) -> str:
        """Beside the whole workflow, whatever the file says."""
        return WholeRun.GROUP

    def group(self) -> str:
        """The same in the toolbox."""
        return WholeRun().group()

    def icon(self) -> QIcon:
        """The plugin's."""
        return QIcon(str(ICON))
