"""Step 7: every kept checkpoint against the testing set; the best becomes ``model.safetensors``.

Figures come from the original chips. A threshold between two classes is chosen on validation, never on the
testing set.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
import torch

from ..control import Control
from ..data.classes import roi_indices
from ..data.dataset import ChipDataset, DecodedSet, decode_set, make_loader, remove_decoded
from ..errors import EngineError
from ..events import Reporter
from ..run_folder import RunFolder, make_key
from ..settings import RunSettings
from .checkpoint import epoch_folder
from .device import Machine, choose_machine
from .metrics import ThresholdSearch, confusion_matrix, measures
from .model import Model, load_model, save_weights
from .training import STEP as TRAIN
from .training import TrainingRecord, predict_batches

STEP = "select"


@dataclass(frozen=True)
class Candidate:
    """One checkpoint with its figures; ``confusion_matrix`` is that of the testing set, truth down."""

    epoch: int
    threshold: float | None
    validation: dict[str, Any]
    test: dict[str, Any]
    confusion_matrix: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class SelectionRecord:
    """All candidates, and which of them became the model."""

    measure: str
    chosen: int
    """Epoch of the chosen checkpoint."""
    candidates: tuple[Candidate, ...]


def select_key(settings: RunSettings, train_key: str | None) -> str:
    """What the choice depends on."""
    return make_key(settings.selection, train_key)


def select_model(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> SelectionRecord:
    """Judge the candidates and write ``selection.json`` and ``model.safetensors``."""
    with reporter.step(STEP, "Choosing the best checkpoint on the testing set") as summary:
        training = folder.read_record(TRAIN, TrainingRecord)
        machine = choose_machine(settings.training.device, settings.training.precision)
        validation = decode_set(folder, "validation", False, reporter)
        test = decode_set(folder, "test", False, reporter)
        batch = settings.training.batch_size
        candidates = tuple(
            judge(_load_epoch(folder, epoch), validation, test, machine, batch, reporter.control)
            for epoch in reporter.track(STEP, training.candidates, "checkpoints")
        )
        measure = settings.selection.measure
        # Of equally good checkpoints the one with the better validation figure, then the earlier one.
        best = max(candidates, key=lambda c: (c.test[measure] or 0.0, c.validation[measure] or 0.0, -c.epoch))
        _save_model(folder, best, measure, len(candidates))
        record = SelectionRecord(measure, best.epoch, candidates)
        folder.write_record(folder.selection_file, select_key(settings, folder.key(TRAIN)), record)
        remove_decoded(folder)
        summary.update(epoch=best.epoch, threshold=best.threshold)
        summary.update({f"test_{name}": best.test[name] for name in ("iou", "f1", "accuracy")})
    return record


def judge(
    model: Model, validation: DecodedSet, test: DecodedSet, machine: Machine, batch_size: int, control: Control
) -> Candidate:
    """Figures of one checkpoint on both sets; with two classes at the threshold that is best on validation."""
    classes = model.card.classes
    drawn = roi_indices(classes)
    model.network.to(machine.device, memory_format=torch.channels_last)
    threshold, matrices = None, []
    for decoded in (validation, test):
        loader = make_loader(ChipDataset(decoded, model.card.scaling, classes), batch_size)
        if len(classes) == 2:
            search = ThresholdSearch(drawn)
            for logits, labels in predict_batches(model.network, loader, machine, control):
                search.add(labels.cpu().numpy(), logits.softmax(dim=1)[:, 1].cpu().numpy())
            threshold = search.best() if threshold is None else threshold
            matrices.append(search.matrix_at(search.step_of(threshold)))
        else:
            matrix = np.zeros((len(classes), len(classes)), np.int64)
            for logits, labels in predict_batches(model.network, loader, machine, control):
                predicted = logits.argmax(dim=1).to(torch.uint8).cpu().numpy()
                matrix += confusion_matrix(labels.cpu().numpy(), predicted, len(classes))
            matrices.append(matrix)
    figures = [asdict(measures(matrix, drawn)) for matrix in matrices]
    return Candidate(
        model.card.epoch, threshold, figures[0], figures[1], tuple(tuple(map(int, row)) for row in matrices[1])
    )


def _save_model(folder: RunFolder, best: Candidate, measure: str, candidates: int) -> None:
    model = _load_epoch(folder, best.epoch)
    figures = {
        "validation": best.validation,
        "test": best.test,
        "chosen_by": f"best {measure} on the testing set of {candidates} checkpoints; its figure is therefore "
        "slightly optimistic",
    }
    card = replace(model.card, threshold=best.threshold, measures=figures)
    save_weights(folder.model_file, model.network, card)


def _load_epoch(folder: RunFolder, epoch: int) -> Model:
    path = epoch_folder(folder.checkpoints, epoch) / "model.safetensors"
    if not path.is_file():
        raise EngineError(f"The checkpoint {path.parent} is gone.", "Train again.")
    return load_model(path)
