"""A few validation chips as pictures, so that one can see what the network has learned.

    samples/chip_1_image.png chip_1_truth.png     drawn once
    samples/chip_1_prediction.png                 drawn anew after every epoch, from the validation's own results
    samples/samples.json                          whose they are: SamplesRecord

Pixels about which nothing is known are white. Whatever goes wrong here costs pictures, never the training.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ..data.classes import IGNORED, LandClass
from ..data.dataset import DecodedSet
from ..data.pictures import colour_labels, stretch, to_png
from ..errors import EngineError
from ..events import Reporter, SamplesDrawn
from ..files import new_folder, read_json, write_bytes, write_json
from ..plain import to_plain
from ..run_folder import RunFolder, make_key

CHIPS = 3
_RECORD = "samples.json"
_LARGEST = 256
"""Pictures of larger chips show every so-and-so-many-th pixel, so that they cost no more than others."""
_EXAMINED = 64
"""For the choice so many rows and columns of a chip are looked at, at most."""


@dataclass(frozen=True)
class SamplesRecord:
    """What the pictures in ``samples/`` show; chip 1 is the first of ``chips``."""

    epoch: int
    """Of the predictions; 0: there are none yet."""
    chips: tuple[str, ...]
    classes: tuple[LandClass, ...]


class Samples:
    """The pictures of one training."""

    def __init__(
        self,
        folder: RunFolder,
        train_key: str,
        decoded: DecodedSet,
        classes: Sequence[LandClass],
        reporter: Reporter,
    ) -> None:
        self._folder, self._reporter = folder.samples, reporter
        self._key = make_key("samples", train_key)
        self._decoded, self._classes = decoded, tuple(classes)
        self._places: list[int] = []
        self._predicted: dict[int, np.ndarray] = {}
        self._record = SamplesRecord(0, (), self._classes)
        self._has_complained = False

    def begin(self) -> None:
        """Choose the chips and draw images and labels, unless they are there from the same training before.

        A folder of this name that holds no such pictures is somebody else's, and stays as it is.
        """
        with self._harmlessly():
            if self._folder.is_symlink() or (self._folder.exists() and not (self._folder / _RECORD).is_file()):
                raise EngineError(f"{self._folder} holds something else.", "Move it away to see them.")
            places = choose_chips(self._decoded.labels, [item.code for item in self._classes])
            self._record = SamplesRecord(0, tuple(self._decoded.names[place] for place in places), self._classes)
            stored = self._stored()
            if stored is None:
                with new_folder(self._folder) as folder:
                    self._draw_chips(folder, places)
            else:
                self._record = replace(self._record, epoch=stored)
            self._places = places  # from here on there is something to draw
        if self._places:
            self._tell()

    def look(self, first: int, predicted: np.ndarray) -> None:
        """Keep what is to be drawn from a batch of the validation: ``predicted`` (B, H, W) holds places in
        ``classes``, ``first`` is the number of its first chip."""
        for place in self._places:
            if first <= place < first + len(predicted):
                self._predicted[place] = _small(predicted[place - first])

    def draw(self, epoch: int) -> None:
        """Draw the predictions that were kept last."""
        if not self._places:
            return
        with self._harmlessly():
            codes = np.array([item.code for item in self._classes], np.uint8)
            for number, place in enumerate(self._places, start=1):
                prediction = codes[self._predicted[place]]
                prediction[~self._known(place)] = IGNORED
                picture = to_png(colour_labels(prediction, self._classes))
                write_bytes(picture_file(self._folder, number, "prediction"), picture, durable=False)
            record = replace(self._record, epoch=epoch)
            self._write(self._folder, record)
            self._record = record
        if self._record.epoch == epoch:
            self._tell()

    def _stored(self) -> int | None:
        """The epoch of the pictures of this very training, None when there are none or some are gone."""
        try:
            data = read_json(self._folder / _RECORD) or {}
        except EngineError:
            return None
        epoch = data.get("epoch")
        fits = data.get("key") == self._key and data.get("chips") == list(self._record.chips)
        numbers = range(1, len(self._record.chips) + 1)
        whole = all(
            picture_file(self._folder, number, kind).is_file() for number in numbers for kind in ("image", "truth")
        )
        return epoch if fits and whole and isinstance(epoch, int) else None

    def _draw_chips(self, folder: Path, places: Sequence[int]) -> None:
        for number, place in enumerate(places, start=1):
            known = self._known(place)
            image = stretch(_small(self._decoded.images[place]), known)
            image[~known] = 1
            label = colour_labels(_small(self._decoded.labels[place]), self._classes)
            for kind, picture in (("image", image), ("truth", label)):
                write_bytes(picture_file(folder, number, kind), to_png(picture), durable=False)
        self._write(folder, self._record)

    def _write(self, folder: Path, record: SamplesRecord) -> None:
        write_json(folder / _RECORD, {"key": self._key, **to_plain(record)}, durable=False)

    def _tell(self) -> None:
        self._reporter.emit(SamplesDrawn(self._record.epoch, str(self._folder)))

    def _known(self, place: int) -> np.ndarray:
        """Where the image of a chip has values, (H, W) bool of its picture."""
        gap = self._decoded.gaps.get(place)
        return ~_small(np.zeros(self._decoded.labels.shape[1:], bool) if gap is None else gap)

    @contextmanager
    def _harmlessly(self) -> Iterator[None]:
        """A full disk, or a picture that another program has open, is told once, and each epoch tries anew."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - a picture is never worth a training
            if not self._has_complained:
                self._has_complained = True
                self._reporter.find(
                    "info", "train", f"The pictures of validation chips could not be drawn: {error}",
                    "The training goes on without them.",
                )  # fmt: skip


def picture_file(folder: Path, number: int, kind: str) -> Path:
    """Where the picture of a chip lies; ``kind`` is 'image', 'truth' or 'prediction', numbers begin at 1."""
    return folder / f"chip_{number}_{kind}.png"


def choose_chips(labels: np.ndarray, codes: Sequence[int], count: int = CHIPS) -> list[int]:
    """The ``count`` chips (fewer where there are fewer) that show most, in their order.

    ``labels`` (N, H, W) uint8 holds ``codes`` and 255. A chip shows the more, the more evenly classes share it: by
    the entropy of their shares times the known part of the chip; among chips of one class those with something
    drawn. The chips that show at least half of the best are divided into as many runs as are wanted, and the best
    of each is taken, so that they come from all over the set. Nothing here is drawn by lot.
    """
    step = -(-labels.shape[1] // _EXAMINED)
    scores = np.array([_score(label[::step, ::step], codes) for label in labels])
    good = np.flatnonzero(scores >= scores.max() / 2)
    if len(good) < count:
        good = np.sort(np.argsort(-scores, kind="stable")[:count])
    return [int(run[np.argmax(scores[run])]) for run in np.array_split(good, count) if len(run)]


def _score(label: np.ndarray, codes: Sequence[int]) -> float:
    counts = np.bincount(label.ravel(), minlength=256)[list(codes)]
    shares = counts[counts > 0] / max(counts.sum(), 1)
    drawn = sum(int(n) for n, code in zip(counts, codes, strict=True) if code != 0)
    known = counts.sum() / label.size
    return float(-(shares * np.log(shares)).sum() * known + 0.01 * drawn / label.size)


def _small(pixels: np.ndarray) -> np.ndarray:
    """``pixels`` (…, H, W) thinned out to a picture's size."""
    step = -(-max(pixels.shape[-2:]) // _LARGEST)
    return np.ascontiguousarray(pixels[..., ::step, ::step])
