"""Step 3 by whole rasters, by polygons of the user's, by groups of ROIs, and in folds."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from deep_segmentation_wizard.engine.data.split import split_key
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.settings import RunSettings, SplitSettings
from deep_segmentation_wizard.tests.engine.data.steps import Run, checkerboard_scene
from deep_segmentation_wizard.tests.engine.data.test_split import SETS, cut, shared
from deep_segmentation_wizard.tests.engine.scenes import make_layer, make_raster, rectangle

WINDOW = 32


def place(number: int) -> tuple[float, ...]:
    """The geotransform of a scene beside the others."""
    return (500000.0 + 1000 * number, 0.5, 0.0, 5500000.0, 0.0, -0.5)


def scenes(folder: Path, count: int, width: int = 128, height: int = 96, **options) -> list[tuple[Path, Path]]:
    return [
        checkerboard_scene(folder, width, height, name=f"s{n}", geotransform=place(n), **options)
        for n in range(count)
    ]


def set_of(record) -> dict[str, str]:
    """The set of each chip that is in one."""
    return {chip: name for name in SETS for chip in record.names[name]}


# -- by raster -----------------------------------------------------------------------------------------------


def test_each_raster_comes_whole_into_one_set_near_the_percentages(tmp_path):
    run = cut(Run(tmp_path / "run", *scenes(tmp_path, 5), window=WINDOW))
    record = run.split(method="scene", train=60, validation=20, test=20)
    sets = {}
    for chip, name in set_of(record).items():
        sets.setdefault(chip[:2], set()).add(name)
    assert all(len(found) == 1 for found in sets.values())
    assert record.percentages == {"train": 60, "validation": 20, "test": 20} and not record.lost
    assert not any(record.shared_pixels.values())


def test_rasters_of_rare_classes_are_spread_over_the_sets(tmp_path):
    """Three of six rasters have the well: each set gets one of them, whatever the seed."""
    given = []
    for number in range(6):
        raster = make_raster(tmp_path / f"s{number}.tif", np.ones((96, 128), np.uint8), place(number))
        squares = [rectangle(c, r, 8, 8, place(number)) for c in range(0, 128, 20) for r in range(0, 96, 20)]
        kinds = ["well" if number < 3 and i % 3 == 0 else "field" for i in range(len(squares))]
        given.append((raster, make_layer(tmp_path / f"r{number}.gpkg", squares, values=kinds)))
    run = cut(Run(tmp_path / "run", *given, class_field="class", unlabelled="background", window=WINDOW))
    divided = set()
    for seed in range(4):
        record = run.split(method="scene", train=50, validation=25, test=25, seed=seed)
        assert record == run.split(method="scene", train=50, validation=25, test=25, seed=seed)
        assert all(record.class_shares[name]["2"] > 0 for name in SETS)
        divided.add(record.names["test"])
    assert len(divided) > 1


def test_ground_that_two_rasters_have_in_common_is_reported(tmp_path):
    given = scenes(tmp_path, 2) + [
        checkerboard_scene(tmp_path, 128, 96, name="again", geotransform=(500032.0, 0.5, 0, 5500000.0, 0, -0.5))
    ]
    run = cut(Run(tmp_path / "run", *given, window=WINDOW))
    record = run.split(method="scene", train=40, validation=30, test=30)
    assert sum(record.shared_pixels.values()) == pytest.approx(shared(run) / 0.25) == 64 * 96
    assert "warning: The sets share pixels" in run.findings


def test_row_36_two_rasters_are_too_few_for_whole_ones(tmp_path):
    run = cut(Run(tmp_path / "run", *scenes(tmp_path, 2), window=WINDOW))
    run.split()
    error = run.refused(lambda: run.split(method="scene"))
    assert "only 2 rasters" in error.message and "Divide by area" in error.remedy


# -- by polygons ---------------------------------------------------------------------------------------------


def strips(*edges: int, height: int = 192) -> list[str]:
    return [rectangle(a, 0, b - a, height) for a, b in zip(edges, edges[1:], strict=False)]


@pytest.fixture
def wide(tmp_path) -> Run:
    return cut(Run(tmp_path / "run", checkerboard_scene(tmp_path, 320, 192), window=WINDOW, stride=16))


def test_a_chip_belongs_to_the_polygons_that_hold_it_whole(wide, tmp_path):
    names = ["Training", "VAL", "test", "train"]
    layer = make_layer(tmp_path / "sets.gpkg", strips(0, 96, 160, 208, 256), values=names, field="set")
    chips = wide.chips()
    record = wide.split(method="layer", layer=str(layer), field="set")
    for chip, column in zip(chips.names, chips.columns, strict=True):
        end = column + WINDOW
        wanted = [
            name
            for name, (a, b) in zip(
                ("train", "validation", "test", "train"), ((0, 96), (96, 160), (160, 208), (208, 256)), strict=True
            )
            if a <= column and end <= b
        ]
        assert set_of(record).get(chip) == (wanted[0] if wanted else None), chip
    assert shared(wide) == 0 and not any(record.shared_pixels.values())
    assert record.outside == sum(column >= 256 for column in chips.columns) > 0
    assert f"{record.outside} chips lie in none of the polygons" in wide.findings


def test_two_polygons_of_one_set_side_by_side_are_one_ground(wide, tmp_path):
    names = ["train", "train", "val", "test"]
    layer = make_layer(tmp_path / "sets.gpkg", strips(0, 70, 160, 240, 320), values=names, field="set")
    record = wide.split(method="layer", layer=str(layer), field="set")
    assert any(60 < column < 70 for column in wide.chips().columns)
    assert len(record.names["train"]) == sum(column + WINDOW <= 160 for column in wide.chips().columns)


def test_ground_of_two_sets_belongs_to_none(wide, tmp_path):
    shapes = [*strips(0, 160), *strips(112, 240), *strips(240, 320)]
    layer = make_layer(tmp_path / "sets.gpkg", shapes, values=["train", "val", "test"], field="set")
    record = wide.split(method="layer", layer=str(layer), field="set")
    assert shared(wide) == 0
    columns = dict(zip(wide.chips().names, wide.chips().columns, strict=True))
    assert max(columns[chip] for chip in record.names["train"]) + WINDOW <= 112
    assert min(columns[chip] for chip in record.names["validation"]) >= 160


def test_polygons_may_have_another_crs(wide, tmp_path):
    from osgeo import ogr, osr

    from deep_segmentation_wizard.tests.engine.scenes import UTM, reference

    move = osr.CoordinateTransformation(reference(UTM), reference(4326))
    shapes = [ogr.CreateGeometryFromWkt(text) for text in strips(0, 160, 240, 320)]
    for shape in shapes:
        shape.Transform(move)
    names = ["train", "val", "test"]
    near = make_layer(tmp_path / "sets.gpkg", strips(0, 160, 240, 320), values=names, field="set")
    far = make_layer(tmp_path / "degrees.gpkg", shapes, epsg=4326, values=names, field="set")
    first = wide.split(method="layer", layer=str(near), field="set")
    assert first.names == wide.split(method="layer", layer=str(far), field="set").names


def test_polygons_that_name_no_ground_for_a_set_are_refused(wide, tmp_path):
    wide.split()
    names = ["train", "val", "tets"]
    layer = make_layer(tmp_path / "sets.gpkg", strips(0, 160, 240, 320), values=names, field="set")
    error = wide.refused(lambda: wide.split(method="layer", layer=str(layer), field="set"))
    assert "for test" in error.message and "'tets'" in error.message


def test_row_36_a_window_too_large_for_the_polygons_is_refused_with_the_largest_that_works(tmp_path):
    scene = checkerboard_scene(tmp_path, 320, 192)
    names = ["train", "val", "test"]
    layer = make_layer(tmp_path / "sets.gpkg", strips(0, 200, 262, 320), values=names, field="set")
    run = Run(tmp_path / "run", scene, window=128)
    run.settings = RunSettings(
        inputs=run.settings.inputs, chips=run.settings.chips,
        split=SplitSettings(method="layer", layer=str(layer), field="set"),
    )  # fmt: skip
    run.labels()
    error = run.refused(run.chips)
    largest = int(error.remedy.partition("steps of 16, is ")[2].partition(";")[0])
    assert 32 <= largest <= 48
    for window, works in ((largest, True), (largest + 16, False)):
        other = Run(tmp_path / f"w{window}", scene, window=window)
        other.settings = RunSettings(
            inputs=other.settings.inputs, chips=other.settings.chips, split=run.settings.split
        )
        other.labels()
        if works:
            assert other.chips().window == largest
        else:
            other.refused(other.chips)


def test_the_split_is_stale_when_its_polygons_change(tmp_path):
    layer = make_layer(tmp_path / "sets.gpkg", strips(0, 160), values=["train"], field="set")
    settings = RunSettings(split=SplitSettings(method="layer", layer=str(layer), field="set"))
    before = split_key(settings, "chips")
    assert split_key(settings, "chips") == before
    os.utime(layer, ns=(1, 1))
    assert split_key(settings, "chips") != before


def test_without_the_new_options_a_split_has_the_key_that_it_had():
    assert split_key(RunSettings(), None) == "sha256:6b2a7b06ab1ed57befe2e6de"
    settings = RunSettings(seed=4, split=SplitSettings(60, 20, 20, "random"))
    assert split_key(settings, "sha256:abc") == "sha256:4f708c45c7350d53757dd672"


# -- by groups of ROIs ---------------------------------------------------------------------------------------


def plots(folder: Path, names: list[str | None], width: int = 96) -> tuple[Path, Path]:
    """A raster of plots side by side, so many pixels wide, each with four squares; ground without any between."""
    raster = make_raster(folder / "scene.tif", np.ones((96, width * len(names)), np.uint8))
    squares = [rectangle(width * n + c, r, 10, 10) for n in range(len(names)) for c in (8, 28) for r in (8, 60)]
    values = [name for name in names for _ in range(4)]
    return raster, make_layer(folder / "rois.gpkg", squares, values=values, field="plot")


def test_all_chips_of_a_plot_come_into_one_set_and_the_ground_around_goes_with_them(tmp_path):
    names = [f"plot {n}" for n in range(6)]
    run = cut(Run(tmp_path / "run", plots(tmp_path, names), window=WINDOW, stride=16))
    record, chips = run.split(method="field", field="plot", train=66, validation=17, test=17), run.chips()
    sets = set_of(record)
    for number in range(6):
        ends = (96 * number + 8, 96 * number + 38)
        touching = [
            name for name, column in zip(chips.names, chips.columns, strict=True)
            if column < ends[1] and column + WINDOW > ends[0]
        ]  # fmt: skip
        assert len({sets[chip] for chip in touching}) == 1
    assert not record.lost  # no chip reaches from one plot to the next
    assert len(record.names["validation"]) == pytest.approx(len(chips.names) / 6, rel=0.25)
    by_column = dict(zip(chips.columns, [sets[name] for name in chips.names], strict=True))
    assert by_column[96 * 3 + 48] == by_column[96 * 3 + 32]  # bare ground, nearer to its own plot than to the next


def test_plots_are_found_in_rasters_that_are_seen_at_another_size(tmp_path):
    given = plots(tmp_path, [f"plot {n}" for n in range(6)], width=192)
    run = cut(Run(tmp_path / "run", given, window=WINDOW, stride=16, pixel_size=1.0))
    record, chips = run.split(method="field", field="plot", train=66, validation=17, test=17), run.chips()
    sets = set_of(record)
    found = [
        {
            sets[name]
            for name, column in zip(chips.names, chips.columns, strict=True)
            if column < 96 * plot + 19 and column + WINDOW > 96 * plot + 4
        }
        for plot in range(6)
    ]
    assert all(len(names) == 1 for names in found) and set.union(*found) == set(SETS)


def test_chips_on_two_plots_of_different_sets_are_left_out(tmp_path):
    run = cut(Run(tmp_path / "run", plots(tmp_path, list("abcdef"), width=48), window=WINDOW, stride=16))
    record, chips = run.split(method="field", field="plot", train=50, validation=25, test=25), run.chips()
    of_plot = {}
    reached = {}
    for chip, column in zip(chips.names, chips.columns, strict=True):
        met = [n for n in range(6) if column < 48 * n + 38 and column + WINDOW > 48 * n + 8]
        reached[chip] = met
        if len(met) == 1 and chip in set_of(record):
            of_plot.setdefault(met[0], set()).add(set_of(record)[chip])
    assert all(len(found) == 1 for found in of_plot.values())
    for chip, met in reached.items():
        sets = {next(iter(of_plot[plot])) for plot in met}
        assert set_of(record).get(chip) == (next(iter(sets)) if len(sets) == 1 else None)
    assert record.lost


def test_plots_that_are_called_by_the_names_of_the_sets_come_into_these(tmp_path):
    names = ["test", "validation", "train", "train"]
    run = cut(Run(tmp_path / "run", plots(tmp_path, names), window=WINDOW))
    record = run.split(method="field", field="plot")
    columns = dict(zip(run.chips().names, run.chips().columns, strict=True))
    assert max(columns[chip] for chip in record.names["test"]) < 96
    assert "called by the names of the sets" in run.findings


def test_rois_without_a_group_count_as_one_and_are_told(tmp_path):
    run = cut(Run(tmp_path / "run", plots(tmp_path, ["a", None, "b", "c", None]), window=WINDOW))
    record = run.split(method="field", field="plot")
    columns = dict(zip(run.chips().names, run.chips().columns, strict=True))
    nameless = [name for name, c in columns.items() if 96 <= c < 134 or 384 <= c < 422]
    assert len({set_of(record)[chip] for chip in nameless}) == 1
    assert "8 ROIs have nothing in 'plot'" in run.findings


@pytest.mark.parametrize(("names", "field", "said"), [("aab", "plot", "only 2 groups"), ("abc", "no", "no field")])
def test_row_36_too_few_groups_are_refused(tmp_path, names, field, said):
    run = cut(Run(tmp_path / "run", plots(tmp_path, list(names)), window=WINDOW))
    assert said in run.refused(lambda: run.split(method="field", field=field)).message


# -- folds ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folded(tmp_path_factory) -> Run:
    folder = tmp_path_factory.mktemp("folds")
    given = scenes(folder, 5, 160, 128)
    for number, (raster, _) in enumerate(given):
        squares = [
            rectangle(c, r, 20, 20, place(number)) for c in range(0, 160, 40) for r in range(0, 128, 40)
        ]  # fmt: skip
        given[number] = (
            raster,
            make_layer(
                folder / f"p{number}.gpkg", squares, values=[f"plot {number}"] * len(squares), field="plot"
            ),
        )
    return cut(Run(folder / "run", *given, window=WINDOW, stride=16))


@pytest.mark.parametrize(
    "split", [{}, {"method": "random"}, {"method": "scene"}, {"method": "field", "field": "plot"}]
)
@pytest.mark.parametrize("folds", [3, 5])
def test_every_fold_is_tested_once_and_validates_once(folded, split, folds):
    records = [folded.split(**split, folds=folds, fold=fold) for fold in range(1, folds + 1)]
    tested = Counter(chip for record in records for chip in record.names["test"])
    assert set(tested.values()) == {1}
    for before, record in zip(records, [*records[1:], records[0]], strict=True):
        assert before.names["validation"] == record.names["test"]
    sizes = [len(record.names["test"]) for record in records]
    assert max(sizes) <= 2 * min(sizes)
    if split.get("method") != "random":
        assert not any(any(record.shared_pixels.values()) for record in records)
        for record in records:
            assert len(record.lost) <= 0.25 * (len(record.lost) + len(set_of(record)))


def test_chips_across_two_folds_train_where_both_do(tmp_path):
    run = cut(Run(tmp_path / "run", checkerboard_scene(tmp_path, 320, 256), window=WINDOW, stride=16))
    records = [run.split(folds=5, fold=fold) for fold in range(1, 6)]
    tested = {chip for record in records for chip in record.names["test"]}
    across = {*set_of(records[0]), *records[0].lost} - tested
    assert across and any(across & set(record.names["train"]) for record in records)
    assert not any(any(record.shared_pixels.values()) for record in records)


def test_a_fold_is_the_same_whichever_is_tested_and_the_first_without_saying(folded):
    assert folded.split(folds=5).names == folded.split(folds=5, fold=1).names
    assert folded.split(folds=5, fold=2, seed=1).names == folded.split(folds=5, fold=2, seed=1).names


def test_row_36_more_folds_than_rasters_are_refused_with_what_works(folded):
    error = folded.refused(lambda: folded.split(method="scene", folds=6))
    assert "at most 5 folds" in error.remedy


def test_row_36_folds_that_the_ground_cannot_give_are_refused_with_those_that_work(tmp_path):
    run = Run(tmp_path / "run", checkerboard_scene(tmp_path, 128, 96), window=32, stride=32)
    run.settings = RunSettings(inputs=run.settings.inputs, chips=run.settings.chips, split=SplitSettings(folds=20))
    run.labels()
    error = run.refused(run.chips)
    most = int(error.remedy.partition("enough for ")[2].partition(" folds")[0])
    run.settings = RunSettings(
        inputs=run.settings.inputs, chips=run.settings.chips, split=SplitSettings(folds=most)
    )
    assert run.chips().names and 3 <= most <= 12


@pytest.mark.parametrize(
    ("split", "said"),
    [
        ({"method": "layer", "layer": "a.gpkg"}, "which polygons"),
        ({"method": "field"}, "which ROIs belong together"),
        ({"layer": "a.gpkg"}, "'split.layer' is given"),
        ({"method": "scene", "field": "plot"}, "'split.field' is given"),
        ({"folds": 2}, "2 folds do not work"),
        ({"folds": 5, "fold": 6}, "no fold 6"),
        ({"fold": 1}, "without folds"),
        ({"method": "layer", "layer": "a.gpkg", "field": "set", "folds": 3}, "nothing to divide"),
    ],
)
def test_contradictions_are_refused(split, said):
    with pytest.raises(EngineError) as caught:
        SplitSettings(**split)
    assert said in caught.value.message and caught.value.remedy
