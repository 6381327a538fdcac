"""Pictures of validation chips: which are chosen, what they show, and that they never cost a training."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from deep_segmentation_wizard.engine.data.classes import LandClass, background, make_classes
from deep_segmentation_wizard.engine.data.dataset import DecodedSet
from deep_segmentation_wizard.engine.events import EpochDone, Event, Finding, Reporter, SamplesDrawn
from deep_segmentation_wizard.engine.network.model import load_model
from deep_segmentation_wizard.engine.network.samples import Samples, choose_chips
from deep_segmentation_wizard.engine.network.training import train
from deep_segmentation_wizard.engine.run_folder import RunFolder
from deep_segmentation_wizard.tests.engine.network.chips import probabilities_on
from deep_segmentation_wizard.tests.engine.scenes import read

WHITE = (255, 255, 255)
CLASSES = make_classes({0: "", 3: "roof", 7: "road"})


def picture(folder: RunFolder, number: int, kind: str) -> np.ndarray:
    """A picture as (H, W, 3)."""
    return gdal.Open(str(folder.samples / f"chip_{number}_{kind}.png")).ReadAsArray().transpose(1, 2, 0)


def colours_of(codes: np.ndarray, classes: Sequence[LandClass]) -> np.ndarray:
    shown = np.full((*codes.shape, 3), 255, np.uint8)
    for item in classes:
        shown[codes == item.code] = [int(item.colour[place : place + 2], 16) for place in (1, 3, 5)]
    return shown


def record(folder: RunFolder) -> dict:
    return json.loads((folder.samples / "samples.json").read_text())


def halves(count: int, size: int, codes: tuple[int, int] = (0, 3)) -> np.ndarray:
    """Labels (count, size, size): one code left, another right."""
    labels = np.full((count, size, size), codes[0], np.uint8)
    labels[:, :, size // 2 :] = codes[1]
    return labels


def decoded(images: np.ndarray, labels: np.ndarray, gaps: dict[int, np.ndarray] | None = None) -> DecodedSet:
    names = [f"chip_{number}.tif" for number in range(len(labels))]
    return DecodedSet(names, images, labels, gaps or {}, len(labels))


def draw_once(folder: Path, chips: DecodedSet, predicted: np.ndarray) -> RunFolder:
    """Pictures of one epoch without any network."""
    seen: list[Event] = []
    run = RunFolder(folder)
    samples = Samples(run, "key", chips, CLASSES, Reporter(seen.append))
    samples.begin()
    for first in range(0, len(predicted), 2):
        samples.look(first, predicted[first : first + 2])
    samples.draw(1)
    assert seen == [SamplesDrawn(0, str(run.samples)), SamplesDrawn(1, str(run.samples))]
    return run


# -- which chips ----------------------------------------------------------------------------------------------


def test_chips_that_show_most_are_chosen_from_all_over_the_set():
    labels = np.zeros((90, 32, 32), np.uint8)
    for place, rows in ((10, 16), (12, 9), (40, 15), (41, 16), (70, 16), (88, 14), (5, 1), (60, 2)):
        labels[place, :rows] = 3
    assert choose_chips(labels, [0, 3]) == [10, 41, 70]


def test_more_classes_show_more_and_unknown_pixels_show_nothing():
    labels = halves(3, 32)
    labels[1, :16, :16] = 7
    labels[2, 2:] = 255
    assert choose_chips(labels, [0, 3, 7], 1) == [1]
    assert choose_chips(labels[[2, 0]], [0, 3, 7], 1) == [1]


@pytest.mark.parametrize(("code", "count", "expected"), [(0, 1, [0]), (3, 2, [0, 1]), (255, 4, [0, 2, 3])])
def test_a_set_without_any_variety_works(code, count, expected):
    assert choose_chips(np.full((count, 32, 32), code, np.uint8), [0, 3]) == expected


def test_of_chips_with_one_class_each_those_with_something_drawn_are_chosen():
    labels = np.zeros((6, 32, 32), np.uint8)
    labels[[1, 4, 5]] = 3
    assert choose_chips(labels, [0, 3]) == [1, 4, 5]


# -- what they show -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bands", [1, 2, 3, 5])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16, np.float32, np.float64])
def test_any_bands_and_types_are_drawn_and_what_is_unknown_is_white(bands, dtype, tmp_path):
    rng = np.random.default_rng(1)
    images = rng.integers(10, 100, (2, bands, 40, 40)).astype(dtype)
    labels = halves(2, 40, (3, 255))
    gap = np.zeros((40, 40), bool)
    gap[:5] = True
    images[1, :, :5] = 0 if np.issubdtype(dtype, np.unsignedinteger) else -9999
    predicted = np.full((2, 40, 40), 2, np.uint8)
    run = draw_once(tmp_path, decoded(images, labels, {1: gap}), predicted)
    assert (picture(run, 2, "image")[:5] == 255).all()
    shown = picture(run, 2, "image")[5:].astype(float)
    expected = images[1, 0, 5:].astype(float)
    assert np.corrcoef(shown[..., 0].ravel(), expected.ravel())[0, 1] > 0.98
    assert (picture(run, 2, "truth") == colours_of(labels[1], CLASSES)).all()
    assert (picture(run, 2, "prediction")[:5] == 255).all()
    assert (picture(run, 2, "prediction")[5:] == colours_of(np.full((35, 40), 7), CLASSES)).all()


def test_values_that_are_no_numbers_are_drawn(tmp_path):
    images = np.full((1, 3, 32, 32), np.nan, np.float32)
    images[0, :, 16:] = np.inf
    run = draw_once(tmp_path, decoded(images, halves(1, 32), {0: np.ones((32, 32), bool)}), halves(1, 32, (0, 1)))
    assert (picture(run, 1, "image") == 255).all()
    assert record(run)["chips"] == ["chip_0.tif"] and record(run)["epoch"] == 1


def test_large_chips_are_drawn_small(tmp_path):
    labels = halves(1, 600)
    run = draw_once(tmp_path, decoded(np.zeros((1, 3, 600, 600), np.uint8), labels), halves(1, 600, (0, 2)))
    assert picture(run, 1, "image").shape == (200, 200, 3)
    assert (picture(run, 1, "prediction") == colours_of(halves(1, 600, (0, 7))[0, ::3, ::3], CLASSES)).all()


def test_predictions_are_those_of_the_checkpoint(start):
    folder, settings = start(epochs=3, precision="float32")
    seen: list[Event] = []
    train(folder, settings, Reporter(seen.append))
    assert [event.epoch for event in seen if isinstance(event, SamplesDrawn)] == [0, 1, 2, 3]
    places = [type(event) for event in seen]
    assert places.index(SamplesDrawn, places.index(EpochDone)) > places.index(EpochDone)
    chips = record(folder)["chips"]
    assert len(set(chips)) == 3 and record(folder)["epoch"] == 3
    model = load_model(folder.checkpoints / "last/model.safetensors")
    codes = np.array([item.code for item in model.card.classes])
    for number, name in enumerate(chips, start=1):
        image, label = (read(folder.chips / "validation" / kind / name) for kind in ("images", "labels"))
        best = codes[probabilities_on(model, [image])[0].argmax(axis=0)]
        shown = picture(folder, number, "prediction")
        assert (shown == colours_of(best, model.card.classes)).all(axis=2).mean() > 0.999
        assert (picture(folder, number, "truth") == colours_of(label, model.card.classes)).all()
        assert len(np.unique(label)) > 1
    assert [item["name"] for item in record(folder)["classes"]] == [background().name, "rois"]


# -- how they last --------------------------------------------------------------------------------------------


def state(folder: RunFolder) -> dict[str, tuple[int, bytes]]:
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.samples.iterdir()}


def test_a_resumed_training_keeps_them_and_goes_on_with_them(start):
    folder, settings = start(epochs=4)
    reporter = Reporter()
    reporter.sinks.append(lambda event: isinstance(event, EpochDone) and reporter.control.finish_early())
    train(folder, settings, reporter)
    before, done = state(folder), record(folder)["epoch"]
    assert 1 <= done < 4
    seen: list[Event] = []
    train(folder, settings, Reporter(seen.append))
    assert [event.epoch for event in seen if isinstance(event, SamplesDrawn)] == list(range(done, 5))
    after = state(folder)
    assert sorted(after) == sorted(before)
    assert all(before[name] == after[name] for name in after if "image" in name or "truth" in name)
    assert any(before[name] != after[name] for name in after if "prediction" in name)


def test_another_training_in_the_folder_begins_without_old_predictions(start):
    folder, settings = start(epochs=1)
    train(folder, settings, Reporter())
    left: list[list[str]] = []

    def note(event: Event) -> None:
        if isinstance(event, SamplesDrawn):
            left.append([path.name for path in folder.samples.iterdir() if "prediction" in path.name])

    train(folder, replace(settings, seed=6), Reporter(note))
    assert [len(names) for names in left] == [0, 3]


def test_a_run_of_an_earlier_version_gets_them_when_it_is_resumed(start):
    folder, settings = start(epochs=1)
    train(folder, settings, Reporter())
    for path in folder.samples.iterdir():
        path.unlink()
    folder.samples.rmdir()
    train(folder, settings, Reporter())
    assert record(folder)["epoch"] == 0
    assert len(list(folder.samples.glob("*.png"))) == 6


@pytest.mark.parametrize("garbage", [b"", b"[]", b"\xff{", b'{"key": null}', b'{"key": "sha256:0", "epoch": "x"}'])
def test_a_damaged_record_is_made_anew(garbage, tmp_path):
    chips = decoded(np.zeros((2, 3, 32, 32), np.uint8), halves(2, 32))
    run = draw_once(tmp_path, chips, halves(2, 32, (0, 1)))
    (run.samples / "samples.json").write_bytes(garbage)
    draw_once(tmp_path, chips, halves(2, 32, (0, 1)))
    assert record(run)["epoch"] == 1


def test_pictures_that_somebody_removed_are_drawn_anew(tmp_path):
    chips = decoded(np.zeros((2, 3, 32, 32), np.uint8), halves(2, 32))
    run = draw_once(tmp_path, chips, halves(2, 32, (0, 1)))
    (run.samples / "chip_2_truth.png").unlink()
    draw_once(tmp_path, chips, halves(2, 32, (0, 1)))
    assert (run.samples / "chip_2_truth.png").is_file()


# -- what may go wrong ----------------------------------------------------------------------------------------


def findings_of_training(folder: RunFolder, settings) -> list[str]:
    seen: list[Event] = []
    assert train(folder, settings, Reporter(seen.append)).epochs == 3
    return [
        event.message
        for event in seen
        if isinstance(event, Finding) and not event.message.startswith("Trains on ")
    ]


def test_somebody_elses_folder_of_that_name_stays(start):
    folder, settings = start(epochs=3)
    folder.samples.mkdir()
    (folder.samples / "precious.txt").write_text("mine")
    (message,) = findings_of_training(folder, settings)
    assert "holds something else" in message
    assert [path.name for path in folder.samples.iterdir()] == ["precious.txt"]


def test_row_61_a_link_in_place_of_the_folder_is_not_followed(start, tmp_path):
    folder, settings = start(epochs=3)
    train(folder, settings, Reporter())
    outside = folder.samples.rename(tmp_path / "outside")
    folder.samples.symlink_to(outside, target_is_directory=True)
    for path in outside.glob("*_prediction.png"):
        path.unlink()
    before = {path.name: path.read_bytes() for path in outside.iterdir()}
    (message,) = findings_of_training(folder, replace(settings, seed=9))
    assert "holds something else" in message
    assert {path.name: path.read_bytes() for path in outside.iterdir()} == before


def test_row_61_links_in_place_of_the_files_are_not_followed(start, tmp_path):
    folder, settings = start(epochs=3)
    precious = tmp_path / "precious.txt"
    precious.write_text("mine")
    reporter = Reporter()
    reporter.sinks.append(lambda event: isinstance(event, EpochDone) and reporter.control.finish_early())
    train(folder, settings, reporter)
    for name in ("chip_1_prediction.png", ".chip_2_prediction.png.new", ".samples.json.new"):
        (folder.samples / name).unlink(missing_ok=True)
        (folder.samples / name).symlink_to(precious)
    assert findings_of_training(folder, settings) == []
    assert precious.read_text() == "mine"
    assert not (folder.samples / "chip_1_prediction.png").is_symlink()


def test_a_picture_that_cannot_be_written_is_told_once_and_costs_nothing_else(start):
    folder, settings = start(epochs=3)
    seen: list[Event] = []

    def obstruct(event: Event) -> None:
        seen.append(event)
        if isinstance(event, SamplesDrawn) and event.epoch == 0:
            (folder.samples / "chip_1_prediction.png").mkdir()

    assert train(folder, settings, Reporter(obstruct)).epochs == 3
    told = [event for event in seen if isinstance(event, Finding) and not event.message.startswith("Trains on ")]
    assert len(told) == 1 and "could not be drawn" in told[0].message
    assert record(folder)["epoch"] == 0
