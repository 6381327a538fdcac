"""What all algorithms have in common: parameters from the table, settings, the child process, how it ends."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, TypeAlias

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputDefinition,
    QgsProcessingOutputFile,
    QgsProcessingOutputFolder,
    QgsProcessingOutputMultipleLayers,
    QgsProcessingOutputNumber,
    QgsProcessingOutputRasterLayer,
    QgsProcessingOutputVectorLayer,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

from ..engine.errors import EngineError
from ..engine.files import write_text
from ..engine.settings import RunSettings
from ..engine.typed_values import absolute_path
from ..i18n.engine_texts import in_users_language
from .child import Listener, Outcome, run_engine
from .options import Option, chosen, explain, with_values
from .python_choice import ROOT, find_python

ICON = ROOT / "ui" / "icons" / "deep_segmentation_wizard.svg"
GUIDE = "https://github.com/salarghaffarian/DeepLearningPlugin_QGIS/blob/HEAD/docs/guide/processing.md"
OTHER, LOAD = "OTHER_SETTINGS", "LOAD"
OUTPUTS = {
    "number": QgsProcessingOutputNumber,
    "file": QgsProcessingOutputFile,
    "folder": QgsProcessingOutputFolder,
    "raster": QgsProcessingOutputRasterLayer,
    "vector": QgsProcessingOutputVectorLayer,
    "layers": QgsProcessingOutputMultipleLayers,
    "boolean": QgsProcessingOutputBoolean,
}


Detail: TypeAlias = Option | QgsProcessingParameterDefinition


class EngineAlgorithm(QgsProcessingAlgorithm):
    """One command of the engine. Subclasses say which: ``ID``, their texts, parameters, arguments and results."""

    ID = ""
    GROUP = ""
    """One of the keys in ``group``."""

    def __init__(self) -> None:
        super().__init__()
        self._python = ""
        self.settings = RunSettings()
        """What the parameters stand for; made by ``prepareAlgorithm``."""

    # -- what subclasses say ---------------------------------------------------------------------------------

    def title(self) -> str:
        """Name in the toolbox."""
        raise NotImplementedError

    def about(self) -> str:
        """What it does, for someone who has rasters and polygons."""
        raise NotImplementedError

    def words(self) -> list[str]:
        """By which it is found, too."""
        return []

    def details(self) -> list[Detail]:
        """The settings that it offers, and other parameters, in the order of the work. The dialog shows those that
        are advanced after the others."""
        return []

    def main_parameters(self) -> list[QgsProcessingParameterDefinition]:
        """What it works on, and where the result goes; before the details."""
        return []

    def results(self) -> list[tuple[str, str, str]]:
        """Outputs beside those of destinations: kind (see ``OUTPUTS``), name, label."""
        return []

    def base_settings(self, parameters: dict[str, Any], context: QgsProcessingContext) -> RunSettings:
        """What counts where the parameters say nothing."""
        return RunSettings()

    def keeps_base(self, parameters: dict[str, Any]) -> bool:
        """Whether a parameter that was left at its default leaves ``base_settings`` as they are."""
        return False

    def places(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback | None
    ) -> dict[str, Any]:
        """What the algorithm's own parameters say, as plain values by ``section.field``. Without a feedback, when
        the parameters are only checked, layers need not be exported."""
        return {}

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Do it; returns the outputs. When the feedback is cancelled, whatever there is."""
        raise NotImplementedError

    def options(self) -> list[Option]:
        """The settings among the details."""
        return [item for item in self.details() if isinstance(item, Option)]

    # -- for subclasses --------------------------------------------------------------------------------------

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def run_child(self, arguments: list[str], listener: Listener) -> Outcome:
        """Run the engine with these arguments."""
        return run_engine(arguments, self._python, listener)

    def run_with_settings(self, arguments: list[str], listener: Listener) -> Outcome:
        """Run the engine with these arguments and ``--settings``."""
        with tempfile.TemporaryDirectory(prefix="dsw_processing_", ignore_cleanup_errors=True) as folder:
            file = Path(folder) / "settings.json"
            write_text(file, self.settings.to_json())
            return self.run_child([*arguments, "--settings", str(file)], listener)

    def path(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> str:
        """The absolute path of a file that a parameter gives; the child works in another folder."""
        return absolute_path(self.parameterAsFile(parameters, name, context))

    def output_path(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> str:
        """The absolute path of a file or folder to write, '' where none is wanted.

        Where it is a temporary one, each call makes another.
        """
        path = self.parameterAsFileOutput(parameters, name, context)
        return path and absolute_path(path)

    def load_parameter(self, label: str) -> QgsProcessingParameterDefinition:
        """Whether to add layers to the project."""
        text = self.tr("With names and colours. Has no effect outside QGIS's window.")
        return explain(QgsProcessingParameterBoolean(LOAD, label, True), text)

    # -- what QGIS asks --------------------------------------------------------------------------------------

    def name(self) -> str:
        """The stable id, less the provider's."""
        return self.ID

    def displayName(self) -> str:
        """Name in the toolbox."""
        return self.title()

    def groupId(self) -> str:
        """The stable id of the group."""
        return self.GROUP

    def group(self) -> str:
        """The group in the toolbox."""
        return {
            "whole": self.tr("Whole workflow"),
            "steps": self.tr("Step by step in a run folder"),
            "models": self.tr("With a finished model"),
        }[self.GROUP]

    def shortDescription(self) -> str:
        """The tooltip."""
        return self.about().partition("\n")[0]

    def shortHelpString(self) -> str:
        """The help beside the parameters: what it does, and the parameters that are not folded away. The others
        tell theirs in tooltips."""
        advanced = QgsProcessingParameterDefinition.Flag.FlagAdvanced
        shown = [item for item in self.parameterDefinitions() if not item.flags() & advanced]
        rows = "".join(f"<p><b>{item.description()}</b><br>{item.help()}</p>" for item in shown)
        return "".join(f"<p>{text}</p>" for text in self.about().split("\n")) + rows

    def tags(self) -> list[str]:
        """By which it is found."""
        common = "deep learning,segmentation,u-net,classification,neural network"
        translated = self.tr("deep learning,segmentation,u-net,classification,neural network")
        return list(dict.fromkeys([*common.split(","), *translated.split(","), *self.words()]))

    def icon(self) -> QIcon:
        """The plugin's."""
        return QIcon(str(ICON))

    def svgIconPath(self) -> str:
        """The plugin's."""
        return str(ICON)

    def helpUrl(self) -> str:
        """The guide."""
        return GUIDE

    def createInstance(self) -> EngineAlgorithm:
        """A new one of the same kind."""
        return type(self)()

    def canExecute(self) -> tuple[bool, str]:
        """Whether there is a Python to compute with, and what helps if not."""
        if find_python():
            return True, ""
        return False, self.tr(
            "No Python to compute with was found. Open the Deep Segmentation Wizard: its first page tells how to "
            "get it."
        )

    def initAlgorithm(self, _configuration: dict[str, Any] | None = None) -> None:
        """Declares parameters and outputs."""
        for definition in self.main_parameters():
            self.addParameter(definition)
        for definition in map(_definition, self.details()):
            self.addParameter(definition)
        if self.options():
            self.addParameter(self._other_parameter())
        for kind, name, label in self.results():
            self.addOutput(make_output(kind, name, label))

    def checkParameterValues(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[bool, str]:
        """Refuses what contradicts itself, with the remedy, before any work."""
        acceptable, message = super().checkParameterValues(parameters, context)
        if not acceptable:
            return acceptable, message
        try:
            self._settings_from(parameters, context, None)
        except EngineError as error:
            return False, in_words(error)
        except QgsProcessingException as error:
            return False, str(error)
        return True, ""

    def prepareAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        """Reads the parameters, in the thread that owns the layers."""
        self._python = find_python()
        try:
            self.settings = self._settings_from(parameters, context, feedback)
        except EngineError as error:
            raise QgsProcessingException(in_words(error)) from None
        return True

    def processAlgorithm(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Starts the child and waits for it, in a thread of its own."""
        try:
            return self.work(parameters, context, feedback)
        except EngineError as error:
            raise QgsProcessingException(in_words(error)) from None
        except OSError as error:
            raise QgsProcessingException(
                self.tr(
                    "A file cannot be read or written: {} ({}). Check the free space and your rights there."
                ).format(error.strerror, error.filename)
            ) from None

    def _settings_from(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback | None
    ) -> RunSettings:
        base, options = self.base_settings(parameters, context), self.options()
        values = chosen(options, parameters, context, self.keeps_base(parameters))
        settings = with_values(base, {**values, **self.places(parameters, context, feedback)})
        for line in (self.parameterAsString(parameters, OTHER, context) if options else "").splitlines():
            if line.strip():
                settings = _with_line(settings, line)
        return settings

    def _other_parameter(self) -> QgsProcessingParameterDefinition:
        text = self.tr(
            "Any other setting of settings.json, one in each line, as section.field=value, such as "
            "augmentation.changes=rotate:0.1:0.5,noise:0.2. They count more than the parameters above."
        )
        made = QgsProcessingParameterString(OTHER, self.tr("Other settings"), None, True, True)
        return explain(made, text, advanced=True)


def _definition(item: Detail) -> QgsProcessingParameterDefinition:
    return item.definition() if isinstance(item, Option) else item


def in_words(error: EngineError) -> str:
    """What is wrong and what helps, in the user's language."""
    return f"{in_users_language(error.message)} {in_users_language(error.remedy)}"


def make_output(kind: str, name: str, label: str) -> QgsProcessingOutputDefinition:
    """An output of one of the kinds in ``OUTPUTS``."""
    return OUTPUTS[kind](name, label)


def _with_line(settings: RunSettings, line: str) -> RunSettings:
    dotted, equals, text = line.partition("=")
    if not equals:
        translate = QCoreApplication.translate
        raise EngineError(
            translate("DeepSegmentationWizard", "“{}” sets nothing.").format(line),
            translate("DeepSegmentationWizard", "Write section.field=value."),
        )
    return settings.with_value(dotted.strip(), text.strip())


def figures(values: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Outputs from figures: ``names`` maps each output to its figure; one that there is none of is left out."""
    return {output: values[name] for output, name in names.items() if values.get(name) is not None}
