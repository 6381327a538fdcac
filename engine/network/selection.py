"""Step 7: every kept checkpoint against the testing set; the best becomes ``model.safetensors``.

Figures come from the original chips. A threshold between two classes is chosen on validation, never on the
testing set. So may be the checkpoint: then the testing set has had no say at all. A user may make any other
checkpoint the model; where only the choice changes, the figures in ``selection.json`` are used again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

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
from .device import Machine, choose_machine, placed
from .evaluation import predict_batches
from .metrics import (
    PrecisionRecall,
    ThresholdSearch,
    classify,
    confusion_matrices,
    confusion_matrix,
    mean_ious,
    measures,
)
from .model import Model, load_model, save_weights
from .training import STEP as TRAIN
from .training import TrainingRecord

STEP = "select"
_FIGURES = 2
"""Raised when the figures of a candidate change their meaning: earlier ones are then made anew."""
_SET_WORDS = {"test": "testing", "validation": "validation"}


@dataclass(frozen=True)
class Candidate:
    """One checkpoint with its figures; ``confusion_matrix`` is that of the testing set, truth down."""

    epoch: int
    threshold: float | None
    validation: dict[str, Any]
    test: dict[str, Any]
    confusion_matrix: tuple[tuple[int, ...], ...]
    precision_recall: PrecisionRecall | None
    """On the validation set, for two classes only."""
    chip_ious: tuple[float | None, ...]
    """For each testing chip, in the order of the record's ``chips``, the mean IoU of the drawn classes; None where
    none of them is in truth or prediction."""


@dataclass(frozen=True)
class SelectionRecord:
    """All candidates, and which of them became the model."""

    measure: str
    chosen: int
    """Epoch of the chosen checkpoint."""
    by_hand: bool
    """Whether the user chose it; else the measure did."""
    figures_key: str
    """What the candidates' figures depend on."""
    chips: tuple[str, ...]
    """Names of the testing chips."""
    candidates: tuple[Candidate, ...]
    by: Literal["test", "validation"] = "test"
    """The set on which the best is the best."""
    optimistic: Literal["test", "validation"] = "test"
    """The set whose figures flatter the model a little, because it was chosen by them."""

    @property
    def best(self) -> Candidate:
        """The best by the measure, whether it was chosen or not. Of equally good checkpoints the one with the
        better figure on the other set, then the earlier one."""

        def rank(candidate: Candidate) -> tuple[float, float, int]:
            test, validation = candidate.test[self.measure] or 0.0, candidate.validation[self.measure] or 0.0
            first, second = (test, validation) if self.by == "test" else (validation, test)
            return first, second, -candidate.epoch

        return max(self.candidates, key=rank)

    @property
    def model(self) -> Candidate:
        """The checkpoint that became the model."""
        return next(candidate for candidate in self.candidates if candidate.epoch == self.chosen)

    @property
    def chosen_by(self) -> str:
        """Why this checkpoint is the model, in a sentence without its end."""
        count = len(self.candidates)
        name = _SET_WORDS[self.by]
        if not self.by_hand:
            rest = "; that on the testing set is not" if self.by == "validation" else ""
            return (
                f"best {self.measure} on the {name} set of {count} checkpoints; its figure there is therefore "
                f"slightly optimistic{rest}"
            )
        best = self.best.epoch
        other = "it also has" if best == self.chosen else f"epoch {best} has"
        return f"by hand, of {count} checkpoints; {other} the best {self.measure} on the {name} set"


def select_key(settings: RunSettings, train_key: str | None) -> str:
    """What the choice depends on."""
    return make_key(settings.selection, _FIGURES, train_key)


def select_model(folder: RunFolder, settings: RunSettings, reporter: Reporter) -> SelectionRecord:
    """Judge the candidates and write ``selection.json`` and ``model.safetensors``.

    Raises EngineError when a checkpoint is gone, or the one that the user wants was not kept.
    """
    wanted = settings.selection.checkpoint
    title = f"Choosing the best checkpoint on the {_SET_WORDS[settings.selection.by]} set"
    with reporter.step(STEP, title if wanted is None else f"Making epoch {wanted} the model") as summary:
        training = folder.read_record(TRAIN, TrainingRecord)
        if wanted is not None and wanted not in training.candidates:
            raise EngineError(
                f"There is no checkpoint of epoch {wanted}.",
                f"Choose one of the kept epochs: {', '.join(map(str, training.candidates))}.",
            )
        key = select_key(settings, folder.key(TRAIN))
        figures_key = _figures_key(folder, training.candidates)
        record = _earlier_figures(folder, key, figures_key)
        if record is None:
            record = _judge_all(folder, settings, training.candidates, figures_key, reporter)
        chosen = settings.selection
        record = replace(record, measure=chosen.measure, by=chosen.by, by_hand=wanted is not None)
        # Who chooses by hand has seen the figures on the testing set.
        record = replace(record, optimistic="test" if record.by_hand else chosen.by)
        record = replace(record, chosen=record.best.epoch if wanted is None else wanted)
        _save_model(folder, record)
        folder.write_record(folder.selection_file, key, record)
        model = record.model
        summary.update(epoch=model.epoch, by_hand=record.by_hand, threshold=model.threshold)
        summary.update({f"test_{name}": model.test[name] for name in ("iou", "f1", "accuracy")})
    return record


def needs_chips(folder: RunFolder, settings: RunSettings) -> bool:
    """Whether ``select_model`` will read chips, and not only choose by figures that are known."""
    try:
        candidates = folder.read_record(TRAIN, TrainingRecord).candidates
        key = select_key(settings, folder.key(TRAIN))
        return _earlier_figures(folder, key, _figures_key(folder, candidates)) is None
    except EngineError:
        return False  # something is gone, which it will say before it reads any


def judge(
    model: Model, validation: DecodedSet, test: DecodedSet, machine: Machine, batch_size: int, control: Control
) -> Candidate:
    """Figures of one checkpoint on both sets; with two classes at the threshold that is best on validation."""
    classes = model.card.classes
    count, drawn = len(classes), roi_indices(classes)
    placed(model.network, machine.device)
    search, threshold = ThresholdSearch(drawn), None
    on_validation, on_test = np.zeros((2, count, count), np.int64)
    for truth, seen in _seen(model, validation, machine, batch_size, control):
        if count == 2:
            search.add(truth, seen)
        else:
            on_validation += confusion_matrix(truth, seen, count)
    if count == 2:
        threshold = search.best()
        on_validation = search.matrix_at(search.step_of(threshold))
    ious: list[float | None] = []
    for truth, seen in _seen(model, test, machine, batch_size, control):
        predicted = classify(seen[None], threshold) if count == 2 else seen
        matrices = confusion_matrices(truth, predicted, count)
        on_test += matrices.sum(axis=0)
        ious += mean_ious(matrices, drawn)
    return Candidate(
        epoch=model.card.epoch,
        threshold=threshold,
        validation=asdict(measures(on_validation, drawn)),
        test=asdict(measures(on_test, drawn)),
        confusion_matrix=tuple(tuple(map(int, row)) for row in on_test),
        precision_recall=search.curve() if count == 2 else None,
        chip_ious=tuple(ious),
    )


def _seen(
    model: Model, decoded: DecodedSet, machine: Machine, batch_size: int, control: Control
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """For each batch truth (B, H, W), places of classes, and what the model sees, (B, H, W): with two classes the
    probability of the second, float32, else the likeliest class, uint8."""
    loader = make_loader(ChipDataset(decoded, model.card.scaling, model.card.classes), batch_size)
    for logits, labels in predict_batches(model.network, loader, machine, control):
        two = logits.shape[1] == 2
        seen = logits.softmax(dim=1)[:, 1] if two else logits.argmax(dim=1).to(torch.uint8)
        yield labels.cpu().numpy(), seen.cpu().numpy()


def _judge_all(
    folder: RunFolder, settings: RunSettings, epochs: tuple[int, ...], figures_key: str, reporter: Reporter
) -> SelectionRecord:
    """The figures of all candidates; the choice is still to be made."""
    machine = choose_machine(settings.training.device, settings.training.precision)
    validation = decode_set(folder, "validation", False, reporter)
    test = decode_set(folder, "test", False, reporter)
    batch = folder.read_record(TRAIN, TrainingRecord).batch_size or settings.training.batch_size or 1
    candidates = tuple(
        judge(_load_epoch(folder, epoch), validation, test, machine, batch, reporter.control)
        for epoch in reporter.track(STEP, epochs, "checkpoints")
    )
    remove_decoded(folder)
    return SelectionRecord("", 0, False, figures_key, tuple(test.names), candidates)


def _figures_key(folder: RunFolder, epochs: tuple[int, ...]) -> str:
    """What the figures depend on: the training with all before it, and the very files of its checkpoints."""
    files = [_model_file(folder, epoch).stat() for epoch in epochs]
    stamps = [(epoch, file.st_size, file.st_mtime_ns) for epoch, file in zip(epochs, files, strict=True)]
    return make_key(_FIGURES, folder.key(TRAIN), stamps)


def _earlier_figures(folder: RunFolder, key: str, figures_key: str) -> SelectionRecord | None:
    """The record that is there, where its figures still hold and another choice is wanted of them.

    Who asks for the very same choice again gets all of it made anew.
    """
    try:
        if folder.key(STEP) == key:
            return None
        record = folder.read_record(STEP, SelectionRecord)
    except EngineError:  # there is none, or it is damaged or of an earlier version
        return None
    return record if record.figures_key == figures_key else None


def _save_model(folder: RunFolder, record: SelectionRecord) -> None:
    chosen = record.model
    model = _load_epoch(folder, chosen.epoch)
    figures = {
        "validation": chosen.validation, "test": chosen.test, "chosen_by": record.chosen_by,
        "optimistic": record.optimistic,
    }  # fmt: skip
    card = replace(model.card, threshold=chosen.threshold, measures=figures)
    save_weights(folder.model_file, model.network, card)


def _load_epoch(folder: RunFolder, epoch: int) -> Model:
    return load_model(_model_file(folder, epoch))


def _model_file(folder: RunFolder, epoch: int) -> Path:
    path = epoch_folder(folder.checkpoints, epoch) / "model.safetensors"
    if not path.is_file():
        raise EngineError(f"The checkpoint {path.parent} is gone.", "Train again.")
    return path
