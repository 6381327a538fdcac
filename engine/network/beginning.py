"""What a training begins with: a network, its card, and how much each class counts."""

from __future__ import annotations

from ..data.dataset import DecodedSet
from ..data.statistics import band_statistics, class_pixels
from ..errors import EngineError
from ..events import Reporter
from ..learning import TrainingSettings
from ..run_folder import RunFolder
from ..settings import RunSettings
from .fine_tuning import begin_with
from .losses import inverse_frequencies
from .model import ModelCard, describe_model, make_network
from .unet import UNet


def begin(
    folder: RunFolder, settings: RunSettings, decoded: DecodedSet, reporter: Reporter
) -> tuple[UNet, ModelCard]:
    """A network with fresh weights, or those of the model file to start from, and its card.

    Raises EngineError when that file does not fit, or the network is too deep for the window.
    """
    card = describe_model(folder, settings, decoded.scaling(), band_statistics(decoded))
    start = settings.training.start_from
    network, card = (make_network(card), card) if start is None else begin_with(start, card, reporter)
    window, depth = card.window, card.network.depth
    if window <= 2**depth:  # normalization of a single chip needs two cells or more at the coarsest level
        raise EngineError(
            f"A network of depth {depth} is too deep for a window of {window} pixels.",
            f"Use a window above {2**depth} pixels, or a depth of at most {(window - 1).bit_length() - 1}.",
        )
    return network, card


def class_weights(settings: TrainingSettings, card: ModelCard, decoded: DecodedSet) -> list[float] | None:
    """How much each class counts in the loss, None where all count alike.

    Raises EngineError for a weight of a class that is not there.
    """
    if settings.class_weights == "equal":
        return None
    if settings.class_weights == "inverse":
        return inverse_frequencies(class_pixels(decoded, [item.code for item in card.classes]))
    own = {item.name: item.weight for item in settings.own_weights}
    names = [item.name for item in card.classes]
    unknown = [name for name in own if name not in names]
    if unknown:
        raise EngineError(
            f"A weight is given for the class '{unknown[0]}', which is not there.",
            f"Give weights for some of: {', '.join(names)}.",
        )
    return [own.get(name, 1.0) for name in names]
