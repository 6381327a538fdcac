"""What only a graphics card can show; left out where there is none."""

from __future__ import annotations

import csv
import shutil

import pytest
import torch

from deep_segmentation_wizard.engine.errors import Cancelled
from deep_segmentation_wizard.engine.events import BatchDone, Event, Reporter
from deep_segmentation_wizard.engine.network.training import train

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA GPU")


@pytest.mark.parametrize("precision", ["float32", "bfloat16", "float16"])
def test_every_precision_learns_and_goes_on_where_it_was(precision, start):
    folder, settings = start(epochs=4, precision=precision, device="cuda", average=0.9)
    record = train(folder, settings, Reporter())
    assert torch.cuda.get_device_name() in record.device
    with open(folder.history_file, newline="") as file:
        expected = list(csv.DictReader(file))
    assert float(expected[-1]["validation_iou"]) > 0.8
    shutil.rmtree(folder.checkpoints)
    reporter = Reporter()

    def cancel(event: Event) -> None:
        if isinstance(event, BatchDone) and event.epoch == 3:
            reporter.control.cancel()

    reporter.sinks.append(cancel)
    with pytest.raises(Cancelled):
        train(folder, settings, reporter)
    train(folder, settings, Reporter())
    with open(folder.history_file, newline="") as file:
        found = list(csv.DictReader(file))
    # Sums on a GPU may come in another order each time.
    assert float(found[-1]["validation_iou"]) == pytest.approx(float(expected[-1]["validation_iou"]), abs=0.05)


def test_a_batch_size_is_found(start):
    folder, settings = start(epochs=1, batch_size=None, device="cuda")
    assert train(folder, settings, Reporter()).batch_size >= 2
