"""A look at rasters and ROIs before any work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingUtils,
)

from ..engine.files import write_json
from ..engine.typed_values import absolute_path
from ..i18n.numbers import localized
from .algorithm import figures
from .child import Listener
from .inputs import main_inputs
from .options import explain
from .whole_run import FromScratch

WHERE, QUICK, REPORT = "WHERE", "QUICK", "REPORT"


class Check(FromScratch):
    """The engine's ``check``."""

    ID = "check"

    def title(self) -> str:
        """Name in the toolbox."""
        return self.tr("Check rasters and ROIs")

    def about(self) -> str:
        """What it does."""
        return self.tr(
            "Tells before any work what is wrong with rasters and ROIs, and the disk, memory and time that a run "
            "will take.\nNothing is left behind. Fails when a run could not start, and says what helps."
        )

    def words(self) -> list[str]:
        """By which it is found, too."""
        return ["validate", "estimate"]

    def main_parameters(self) -> list[QgsProcessingParameterDefinition]:
        """Inputs, and what to look at."""
        where = QgsProcessingParameterFile(
            WHERE, self.tr("Where the run would go"), QgsProcessingParameterFile.Behavior.Folder, optional=True
        )
        report = QgsProcessingParameterFileDestination(
            REPORT, self.tr("Report"), self.tr("JSON files (*.json)"), None, True, False
        )
        return [
            *main_inputs(),
            explain(
                QgsProcessingParameterBoolean(QUICK, self.tr("Do not estimate the time"), False),
                self.tr("Leaves out measuring how fast this computer trains, which takes some seconds."),
            ),
            explain(where, self.tr("The folder whose disk must have room. Left empty: the temporary one.")),
            explain(report, self.tr("Everything that was found, for scripts.")),
        ]

    def results(self) -> list[tuple[str, str, str]]:
        """Outputs."""
        return [
            ("boolean", "READY", self.tr("Whether a run can start")),
            ("number", "CHIPS", self.tr("Number of chips")),
            ("number", "DISK_BYTES", self.tr("Room on the disk, bytes")),
            ("number", "MEMORY_BYTES", self.tr("Main memory for training, bytes")),
            ("number", "SECONDS", self.tr("Time of a run, seconds")),
        ]

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Look."""
        where = self.parameterAsFile(parameters, WHERE, context) or QgsProcessingUtils.tempFolder(context)
        arguments = ["check", "--folder", absolute_path(where)]
        arguments += ["--quick"] if self.parameterAsBool(parameters, QUICK, context) else []
        outcome = self.run_with_settings(arguments, Listener(feedback, {"labels": 1}))
        if outcome.cancelled:
            return {}
        found = outcome.finished
        self._tell(found, feedback)
        results: dict[str, Any] = {}
        if report := self.output_path(parameters, REPORT, context):
            write_json(Path(report), found)
            results[REPORT] = report
        if not found["ready"]:
            raise QgsProcessingException(self.tr("A run cannot start yet. What helps is said above."))
        estimate = found["estimate"]
        results |= {"READY": True, "DISK_BYTES": estimate["chip_bytes"] + estimate["map_bytes"]}
        results |= figures(estimate, {"CHIPS": "chips", "MEMORY_BYTES": "training_memory"})
        if estimate["seconds"] is not None:
            results["SECONDS"] = round(sum(estimate["seconds"].values()))
        return results

    def _tell(self, found: dict[str, Any], feedback: QgsProcessingFeedback) -> None:
        for item in found["classes"]:
            line = self.tr("Class {code} {name}: {polygons} ROIs, {share} % of the labelled pixels")
            feedback.pushInfo(line.format(**{**item, "share": localized(f"{100 * item['share']:.1f}")}))
        if (estimate := found["estimate"]) is None:
            return
        disk = (estimate["chip_bytes"] + estimate["map_bytes"]) / 1e6
        memory = estimate["training_memory"] / 2**30
        line = self.tr("{} chips; about {} MB on the disk and up to {} GiB of memory for training")
        feedback.pushInfo(line.format(estimate["chips"], f"{disk:.0f}", localized(f"{memory:.1f}")))
        if estimate["seconds"] is not None:
            minutes = sum(estimate["seconds"].values()) / 60
            feedback.pushInfo(self.tr("About {} minutes for the whole run").format(localized(f"{minutes:.1f}")))
