"""The model file as a parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProcessingParameterDefinition, QgsProcessingParameterFile

from .options import explain

if TYPE_CHECKING:
    from .algorithm import EngineAlgorithm

MODEL = "MODEL"


def model_parameter(algorithm: EngineAlgorithm, text: str) -> QgsProcessingParameterDefinition:
    """A ``model.safetensors``."""
    return explain(QgsProcessingParameterFile(MODEL, algorithm.tr("Model file"), extension="safetensors"), text)
