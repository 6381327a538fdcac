"""Steps 8 and 9 with a finished model: maps of any rasters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers,
)

from ..engine.run_folder import distinct_names
from . import option_table as table
from .algorithm import LOAD, Detail, EngineAlgorithm
from .child import SHARES, Listener
from .model_file import MODEL, model_parameter
from .options import assignments, explain
from .results import MaskLook, ProbabilityLook, load_later
from .sources import raster_path, vector_path

RASTERS, FOLDER, EXTENT, WITHIN, KEEP = "RASTERS", "FOLDER", "EXTENT", "WITHIN", "KEEP_PROBABILITY"


class Predict(EngineAlgorithm):
    """The engine's ``predict``, once for each raster."""

    ID, GROUP = "predict", "models"

    def __init__(self) -> None:
        super().__init__()
        self._rasters: list[tuple[str, str]] = []
        """Each raster with the extent to map in its CRS, as the command line takes it, or ''."""

    def title(self) -> str:
        """Name in the toolbox."""
        return self.tr("Map rasters with a model")

    def about(self) -> str:
        """What it does."""
        return self.tr(
            "Maps rasters of any size with a finished model: a mask exactly on each raster's grid.\n"
            "The rasters need the bands that the model was trained with; the log tells when they look different."
        )

    def words(self) -> list[str]:
        """By which it is found, too."""
        return ["predict", "inference", "classify"]

    def details(self) -> list[Detail]:
        """The settings that it offers, and a part of the rasters only."""
        polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
        return [
            *table.mask_options(),
            explain(
                QgsProcessingParameterExtent(EXTENT, self.tr("Only this extent"), None, True),
                self.tr("Maps what lies within, in any CRS. Left empty: all of the rasters."),
                advanced=True,
            ),
            explain(
                QgsProcessingParameterFeatureSource(WITHIN, self.tr("Only within polygons"), polygons, None, True),
                self.tr("Maps what lies in the polygons of this layer."),
                advanced=True,
            ),
            *table.prediction_options(),
            table.device_option(),
        ]

    def main_parameters(self) -> list[QgsProcessingParameterDefinition]:
        """Model, rasters, folder."""
        rasters = QgsProcessingParameterMultipleLayers(
            RASTERS, self.tr("Rasters to map"), QgsProcessing.SourceType.TypeRaster
        )
        return [
            model_parameter(self, self.tr("The model.safetensors of a run, or of a colleague.")),
            explain(rasters, self.tr("One or several, with the bands that the model was trained with.")),
            explain(
                QgsProcessingParameterFolderDestination(FOLDER, self.tr("Folder for the maps")),
                self.tr("Each raster NAME gets a NAME_mask.tif there. Earlier maps of that name are replaced."),
            ),
            explain(
                QgsProcessingParameterBoolean(KEEP, self.tr("Keep the probabilities, too"), False),
                self.tr("As NAME_probability.tif: how sure the network is. Masks with other thresholds can be "
                        "made from it in seconds."),
            ),
            self.load_parameter(self.tr("Add the maps to the project")),
        ]  # fmt: skip

    def results(self) -> list[tuple[str, str, str]]:
        """Outputs."""
        return [
            ("raster", "MASK", self.tr("Mask of the first raster")),
            ("layers", "MASKS", self.tr("Masks")),
            ("layers", "PROBABILITIES", self.tr("Probabilities")),
        ]

    def places(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback | None
    ) -> dict[str, Any]:
        """The polygons; and, beside the settings, the rasters with their extents."""
        if feedback is None:
            return {}
        self._rasters = []
        for layer in self.parameterAsLayerList(parameters, RASTERS, context):
            path = raster_path(layer)
            extent = self.parameterAsExtent(parameters, EXTENT, context, layer.crs())
            corners = (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
            self._rasters.append((path, "" if extent.isNull() else ",".join(map(repr, corners))))
        area = vector_path(self, parameters, WITHIN, context, feedback)
        return {} if area is None else {"prediction.area": area}

    def work(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> dict[str, Any]:
        """Map one after the other."""
        folder = Path(self.output_path(parameters, FOLDER, context))
        folder.mkdir(parents=True, exist_ok=True)
        keeps = self.parameterAsBool(parameters, KEEP, context)
        common = ["--model", self.path(parameters, MODEL, context)]
        common += assignments(self.settings, ["training", "prediction", "mask"])
        names = distinct_names([path for path, _ in self._rasters])
        made: dict[str, list[str]] = {"mask": [], "probability": []}
        shares = {name: SHARES[name] for name in ("predict", "mask")}
        for number, (name, (path, extent)) in enumerate(zip(names, self._rasters, strict=True)):
            arguments = ["predict", *common, "--raster", path, "--output", str(folder / f"{name}_mask.tif")]
            arguments += ["--probability", str(folder / f"{name}_probability.tif")] if keeps else []
            arguments += [f"--extent={extent}"] if extent else []
            part = tuple(100 * place / len(names) for place in (number, number + 1))
            outcome = self.run_child(arguments, Listener(feedback, shares, (part[0], part[1])))
            if outcome.cancelled:
                break
            for kind, paths in made.items():
                paths += [outcome.finished[kind]] if kind in outcome.finished else []
            self._load(name, outcome.finished, parameters, context)
        masks = made["mask"]
        results = {FOLDER: str(folder), "MASKS": masks, "PROBABILITIES": made["probability"]}
        return {**results, **({"MASK": masks[0]} if masks else {})}

    def _load(
        self, name: str, made: dict[str, Any], parameters: dict[str, Any], context: QgsProcessingContext
    ) -> None:
        if not self.parameterAsBool(parameters, LOAD, context):
            return
        if "probability" in made:
            shown = self.tr("{}: probability").format(name)
            load_later(context, made["probability"], shown, "PROBABILITIES", ProbabilityLook)
        load_later(context, made["mask"], name, "MASKS", MaskLook)
