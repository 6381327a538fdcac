"""One raster from its file to its probabilities on the disk, going on where an earlier process was ended."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from ..data.labels import file_state
from ..data.raster import Raster
from ..events import Reporter
from ..network.device import Machine
from ..network.model import Model
from ..plain import to_plain
from ..run_folder import make_key
from ..settings import PredictionSettings
from .part import Part, part_of
from .prediction import STEP, predict_blocks, require_fitting
from .probabilities import ProbabilityWriter, form_for
from .reading import plan_windows
from .room import bytes_on_disk, require_disk, require_memory


def file_states(path: str, prediction: PredictionSettings) -> list[Any]:
    """What tells that the raster, or the polygons that bound its part, have been changed."""
    return [file_state(file) for file in (path, prediction.area) if file is not None]


@contextmanager
def probabilities_written(
    model: Model, raster: Raster, output: Path, prediction: PredictionSettings, machine: Machine,
    reporter: Reporter, keep: bool = True,
) -> Iterator[ProbabilityWriter]:  # fmt: skip
    """Write the probabilities of a raster as the network sees it, close it, and run the block, in which
    ``writer.close_rows()`` names the file.

    Only when the block ends well does the file take its name ``output``, with ``keep`` False not even then. Raises
    EngineError when the raster does not suit the model, or when disk or memory are too small.
    """
    path = raster.path
    with raster:
        require_fitting(model, raster, reporter)
        part = part_of(raster, prediction)
        form = form_for(model.card.classes, prediction)
        plan = plan_windows(part, prediction, model.card.window, machine)
        require_memory(raster, part, plan, model.card, machine.precision.itemsize)
        require_disk(output.parent, bytes_on_disk(part.grid, form), reporter, STEP)
        key = _key_of_rows(model, path, part, prediction, machine)
        with ProbabilityWriter(output, part.grid, form, key, keep) as writer:
            with reporter.step(STEP, f"Predicting {Path(path).name}") as summary:
                _write_rows(writer, model, raster, prediction, machine, reporter, part)
                summary["raster"] = path
            yield writer


def _write_rows(
    writer: ProbabilityWriter, model: Model, raster: Raster, prediction: PredictionSettings, machine: Machine,
    reporter: Reporter, part: Part,
) -> None:  # fmt: skip
    """All rows that are not there yet."""
    if writer.row:
        reporter.find(
            "info", STEP, f"Goes on at row {writer.row} of {part.grid.height}, where it was interrupted."
        )
    if writer.row < part.grid.height:
        blocks = predict_blocks(model, raster, prediction, machine, reporter, part, writer.row)
        with closing(blocks):
            for block in blocks:
                writer.add(block.probabilities, block.valid)
    writer.close_rows()


def digest_of(model: Model) -> str:
    """What tells one model from another: its card and its weights."""
    weights = hashlib.sha256()
    for name, tensor in model.network.state_dict().items():
        weights.update(name.encode() + tensor.cpu().numpy().tobytes())
    return make_key(to_plain(model.card), weights.hexdigest())


def _key_of_rows(model: Model, path: str, part: Part, prediction: PredictionSettings, machine: Machine) -> str:
    """All that the rows of a raster's probabilities depend on."""
    computed = (str(machine.precision), machine.device.type)
    return make_key(prediction, digest_of(model), computed, part.grid, file_states(path, prediction))
