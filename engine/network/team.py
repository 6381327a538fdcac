"""Training by several processes: how the first one leads, and what the others do.

What is told, in this order: the run; card, batch size and weights of the classes; then for each epoch its number,
the learning rate of each batch, and its end. ``{"over": …}`` may come at any place.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

from ..data.dataset import decode_set
from ..errors import EngineError
from ..events import Reporter
from ..plain import from_plain, to_plain
from ..processes import process_number
from ..run_folder import RunFolder
from ..settings import RunSettings
from . import checkpoint, workers
from .device import choose_machine
from .learner import Learner
from .losses import make_loss
from .metrics import confusion_matrix
from .model import ModelCard, make_network
from .trainer import epoch_batches, training_set


@contextlib.contextmanager
def leading(folder: RunFolder, settings: RunSettings, key: str) -> Iterator[None]:
    """Let the other processes, where there are any, take part in the training that the block does."""
    workers.tell({"folder": str(folder.path), "settings": to_plain(settings), "key": key})
    try:
        yield
    finally:
        _let_go("training")


def follow() -> None:
    """What every process but the first does: take part in each training, until the leader has finished."""
    with workers.joined():
        while "folder" in (message := workers.hear()):
            _take_part(message)


@contextlib.contextmanager
def lead() -> Iterator[None]:
    """Meet the other processes, and let them go in the end."""
    with workers.joined():
        try:
            yield
        except RuntimeError as error:
            if "gloo" not in str(error).lower() and not isinstance(error, torch.distributed.DistError):
                raise
            raise EngineError(
                "Another process of this training has ended.", "See what it said above, then go on with --resume."
            ) from None
        finally:
            _let_go("everything")


def _let_go(what: str) -> None:
    with contextlib.suppress(RuntimeError):  # where one of them has died, the others end by themselves
        workers.tell({"over": what})


def _take_part(message: dict[str, Any]) -> None:
    """One training, until the leader says that it is over."""
    folder, settings = RunFolder(message["folder"]), from_plain(RunSettings, message["settings"])
    key = message["key"]
    message = workers.hear()
    if "over" in message:
        return
    learner, card = _make_learner(folder, settings, key, message)
    batch_size, classes = message["batch_size"], len(card.classes)
    folder.decoded = folder.decoded / f"process_{process_number()}"  # the leader's goes with all that is in it
    folder.decoded.mkdir(parents=True, exist_ok=True)
    train_set = training_set(decode_set(folder, "train", True, Reporter()), settings, card)
    message = workers.hear()
    while "over" not in message:
        seed, epoch, ahead = message["seed"], message["epoch"], settings.training.workers
        batches = iter(epoch_batches(train_set, batch_size, seed, epoch, ahead, learner.machine))
        torch.manual_seed(message["seed"] + process_number())  # another dropout than the leader's
        learner.network.train()
        matrix = np.zeros((classes, classes), np.int64)
        while "rate" in (message := workers.hear()):
            images, labels = map(workers.own_part, next(batches))
            _, predicted = learner.learn(images, labels, **message)
            matrix += confusion_matrix(labels.numpy(), predicted, classes)
        if "over" not in message:
            workers.total(torch.from_numpy(matrix))
            message = workers.hear()


def _make_learner(
    folder: RunFolder, settings: RunSettings, key: str, message: dict[str, Any]
) -> tuple[Learner, ModelCard]:
    """The same as the leader has, which gives it its weights, but not the optimizer's state."""
    options, card = settings.training, from_plain(ModelCard, message["card"])
    machine = choose_machine(options.device, options.precision)
    loss = make_loss(options, message["weights"], workers.total)
    learner = Learner(make_network(card), loss, machine, options, workers.together)
    stored = checkpoint.load_last(folder.checkpoints, key, options) if message["resumed"] else None
    if stored is not None:
        learner.restore(stored.optimizer, stored.progress.learner, stored.average)
    return learner, card
