"""The pages of the wizard, in walking order. Imported when the dock is first opened, not at QGIS's start."""

from __future__ import annotations

from ..wizard_pages.augmentation_page import AugmentationPage
from ..wizard_pages.chips_page import ChipsPage
from ..wizard_pages.inputs_page import InputsPage
from ..wizard_pages.network_page import NetworkPage
from ..wizard_pages.page import Page
from ..wizard_pages.prediction_page import PredictionPage
from ..wizard_pages.result_page import ResultPage
from ..wizard_pages.selection_page import SelectionPage
from ..wizard_pages.split_page import SplitPage
from ..wizard_pages.training_page import TrainingPage

PAGES: tuple[type[Page], ...] = (
    InputsPage,
    ChipsPage,
    SplitPage,
    AugmentationPage,
    NetworkPage,
    TrainingPage,
    SelectionPage,
    PredictionPage,
    ResultPage,
)
"""The page that sets up the engine comes before them, while that is not ready."""
