"""*Choose the model* in the real wizard: what is the model and why, another by hand, the chips on the map."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from osgeo import osr

from deep_segmentation_wizard.tests import real_qgis
from deep_segmentation_wizard.tests.engine.scenes import (
    NORTH_UP,
    TINY_NETWORK,
    bright_squares,
    engine,
    make_layer,
    make_raster,
    make_scene,
    rectangle,
    reference,
)

pytestmark = pytest.mark.skipif(not real_qgis.available(), reason="no QGIS or xvfb; scripts/setup.sh tests")

NAMES = (
    "<b>roof</b> & \"tin\"",
    "a class with a name as long as somebody may have typed it into the field of a shapefile",
    "trees",
)  # fmt: skip
MANY = 10_000
SMALL = ("--window", 64, "--stride", 32, "--seed", 3, *TINY_NETWORK, "--set", "augmentation.techniques=mirror")


def trained(folder: Path, *arguments: object, split: str = "area") -> Path:
    """A run that is finished up to the choice of the model."""
    division = ("--set", f"split.method={split}")
    for name, *options in (("labels", *arguments), ("chips", *SMALL), ("split", *division), ("augment",)):
        done = engine(name, "--folder", folder, *options)
        assert done.returncode == 0, done.stderr
    for name, *options in (("train", "--epochs", 3, "--set", "training.learning_rate=0.004"), ("select",)):
        done = engine(name, "--folder", folder, *options)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two classes, one scene."""
    folder = tmp_path_factory.mktemp("two")
    raster, rois = make_scene(folder)
    return trained(folder / "run", "--raster", raster, "--rois", rois)


@pytest.fixture(scope="module")
def four(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four classes with long names and hostile ones, two scenes that lie beside each other in two CRS."""
    folder = tmp_path_factory.mktemp("four")
    move = osr.CoordinateTransformation(reference(32633), reference(3857))
    x, y, _ = move.TransformPoint(NORTH_UP[0] + 150, NORTH_UP[3])
    arguments: list[object] = []
    for name, geotransform, epsg in (
        ("one", NORTH_UP, 32633),
        ("<i>other</i>", (x, 0.8, 0.0, y, 0.0, -0.8), 3857),
    ):
        image, squares = bright_squares(192, 160, seed=len(arguments))
        for number, (column, row, width, height) in enumerate(squares):
            image[number % 3, row : row + height, column : column + width] -= 100
        raster = make_raster(folder / f"{name.replace('/', '_')}.tif", image, geotransform, epsg=epsg)
        shapes = [rectangle(*square, geotransform) for square in squares]
        values = [NAMES[number % 3] for number in range(len(shapes))]
        rois = make_layer(raster.with_suffix(".gpkg"), shapes, epsg=epsg, values=values)
        arguments += ["--raster", raster, "--rois", rois]
    return trained(
        folder / "run", *arguments, "--class-field", "class", "--unlabelled", "background", split="random"
    )


def with_many_chips(run: Path) -> Path:
    """The records of a run with ten thousand testing chips; the model is not asked."""
    names = [f"scene_r{i // 180:06d}_c{i % 180:06d}.tif" for i in range(MANY)]
    chips = json.loads((run / "chips/chips.json").read_text())
    chips |= {
        "stride": 1, "names": names, "scenes": [0] * MANY, "columns": [i % 180 for i in range(MANY)],
        "rows": [i // 180 for i in range(MANY)], "counts": [[5, 5]] * MANY,
    }  # fmt: skip
    (run / "chips/chips.json").write_text(json.dumps(chips))
    split = json.loads((run / "chips/split.json").read_text())
    split["names"]["test"] = names
    (run / "chips/split.json").write_text(json.dumps(split))
    record = json.loads((run / "selection.json").read_text()) | {"chips": names, "figures_key": "many"}
    for candidate in record["candidates"]:
        candidate["chip_ious"] = [None if i % 50 == 7 else (i * candidate["epoch"]) % 97 / 97 for i in range(MANY)]
    (run / "selection.json").write_text(json.dumps(record))
    return run


def of_an_earlier_version(run: Path) -> Path:
    record = json.loads((run / "selection.json").read_text())
    for name in ("by_hand", "figures_key", "chips"):
        del record[name]
    for candidate in record["candidates"]:
        del candidate["chip_ious"], candidate["precision_recall"]
    (run / "selection.json").write_text(json.dumps(record))
    return run


@pytest.fixture(scope="module")
def outcome(two: Path, four: Path, tmp_path_factory: pytest.TempPathFactory) -> real_qgis.Outcome:
    """What one walk saw."""
    folder = tmp_path_factory.mktemp("selection")
    many = with_many_chips(shutil.copytree(two, folder / "many"))
    earlier = of_an_earlier_version(shutil.copytree(two, folder / "earlier"))
    arguments = {"two": two, "four": four, "many": many, "earlier": earlier, "pictures": folder}
    plain = {name: str(path) for name, path in arguments.items()}
    return real_qgis.run_driver(real_qgis.DRIVERS / "selection.py", folder, plain, timeout=400)


@pytest.fixture
def seen(outcome: real_qgis.Outcome) -> dict:
    return outcome.result["two"]


def scores_in(run: Path, epoch: int) -> dict[str, float | None]:
    record = json.loads((run / "selection.json").read_text())
    candidate = next(c for c in record["candidates"] if c["epoch"] == epoch)
    return dict(zip(record["chips"], candidate["chip_ious"], strict=True))


def test_the_chips_are_listed_worst_first(seen: dict, two: Path) -> None:
    scores = scores_in(two, json.loads((two / "selection.json").read_text())["chosen"])
    shown = [(name, None if text == "–" else float(text)) for name, text in seen["chips"]]
    assert dict(shown) == {n: None if s is None else pytest.approx(s, abs=6e-4) for n, s in scores.items()}
    known = [iou for _, iou in shown if iou is not None]
    assert known == sorted(known) and len(known) > 1
    assert [iou for _, iou in shown[len(known) :]] == [None] * (len(shown) - len(known))


@pytest.mark.parametrize("run", ["two", "four"])
def test_each_chip_is_on_the_map_where_its_file_lies(run: str, outcome: real_qgis.Outcome) -> None:
    places, chips = outcome.result[run]["places"], outcome.result[run]["chips"]
    assert places["count"] == len(chips) > 1
    assert places["off"] < 0.05 and places["colours"]
    assert len({name.partition("_r0")[0] for name, _ in chips}) == {"two": 1, "four": 2}[run]


def test_a_click_on_a_row_zooms_to_the_chip(outcome: real_qgis.Outcome, seen: dict) -> None:
    clicks = [seen["clicked"], seen["keyboard"], *outcome.result["four"]["clicked"]]
    for _, inside, share, marked in clicks:
        assert inside and 0.05 < share < 0.5 and marked
    assert len({name for name, *_ in clicks}) >= 3
    assert seen["clicked"][0] == seen["chips"][0][0] and seen["keyboard"][0] == seen["chips"][1][0]


def test_chips_are_on_the_map_only_while_the_page_is_in_sight(outcome: real_qgis.Outcome, seen: dict) -> None:
    four = outcome.result["four"]
    assert seen["left"] == 0 and four["closed"] == 0 and outcome.result["left_on_map"] == 0
    assert (four["folded"], four["unfolded"]) == (0, 1)


def test_precision_and_recall_are_drawn_when_unfolded(outcome: real_qgis.Outcome, seen: dict) -> None:
    assert seen["curve_folded"]
    assert 10 < seen["curve"]["points"] <= 51
    assert "best threshold" in seen["curve"]["legend"]
    assert not outcome.result["four"]["curve_is_shown"]


def test_the_users_own_threshold_is_marked_too(seen: dict) -> None:
    legend, lines = seen["mask_threshold"]
    assert "your threshold 0.9" in legend and "best threshold" in legend
    assert lines == 3


def test_without_matplotlib_the_figures_at_the_threshold_remain(outcome: real_qgis.Outcome) -> None:
    words = outcome.result["without_matplotlib"]
    assert "needs the Python package matplotlib" in words and "best threshold" in words


def test_another_checkpoint_can_be_made_the_model(seen: dict) -> None:
    hand = seen["hand"]
    assert "has the best IoU" in seen["why"]
    assert not hand["enabled_on_model"] and hand["enabled"] and hand["disabled_at_work"]
    assert hand["chips"] != hand["before"]
    assert hand["chosen"] == hand["draft"] == hand["stored"] == hand["draft_after"] == hand["other"]
    assert hand["by_hand"] and hand["same_figures"]
    assert f"Epoch {hand['other']} is the model" in hand["why"] and "you chose it" in hand["why"]
    assert f"{hand['other']} ★" in hand["star"]
    assert hand["buttons"] == [False, True]


def test_a_choice_belongs_to_its_run(seen: dict) -> None:
    assert seen["hand"]["draft_elsewhere"] is None and seen["hand"]["remembered"] is None


def test_choosing_by_the_measure_takes_the_choice_back(seen: dict) -> None:
    best = seen["best_again"]
    assert (best["by_hand"], best["draft"], best["again"]) == (False, None, False)
    assert "of 3 checkpoints it has the best IoU" in best["why"]


def test_a_choice_that_fails_is_said_and_changes_nothing(seen: dict) -> None:
    gone = seen["gone"]
    assert len(gone["said"]) == 1 and "is gone" in gone["said"][0]
    assert gone["draft"] is None and gone["same"] and "has the best IoU" in gone["why"]


def test_row_62_html_in_class_and_file_names_stays_text(outcome: real_qgis.Outcome) -> None:
    four = outcome.result["four"]
    assert set(four["names"]) == {"background", *NAMES}
    hostile = [tip for tip in four["tips"] if "roof" in tip]
    assert hostile and not any("<b>" in tip for tip in four["tips"])
    assert all("&lt;b&gt;roof" in tip for tip in hostile)
    assert "<b>" not in outcome.result["without_matplotlib"]


def test_long_names_do_not_widen_the_dock(outcome: real_qgis.Outcome) -> None:
    assert outcome.result["four"]["width"] <= 360


def test_ten_thousand_chips_hold_nothing_up(outcome: real_qgis.Outcome) -> None:
    many = outcome.result["many"]
    assert many["drawn"] == many["clicked"] == MANY
    slow = {name: seconds for name, seconds in many.items() if name not in ("drawn", "clicked") and seconds > 1}
    assert slow == {}


def test_a_record_of_an_earlier_version_shows_what_it_has_and_can_be_made_anew(outcome: real_qgis.Outcome) -> None:
    earlier = outcome.result["earlier"]
    assert (earlier["rows"], earlier["chips"], earlier["curve"], earlier["again"]) == (3, False, False, True)
    assert earlier["chips_now"] > 1 and not earlier["again_now"]


def test_row_63_a_damaged_record_leaves_the_page_empty(outcome: real_qgis.Outcome) -> None:
    assert outcome.result["damaged"] == [[0, "There is no model yet: t", 0]] * 4


def test_nothing_complained(outcome: real_qgis.Outcome) -> None:
    assert outcome.complaints == [] and outcome.result["raised"] == []
    assert outcome.result["unloaded"]
