"""The options of step 2: threads and formats of the files, rules for windows, and chips that are deleted."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from osgeo import gdal

from deep_segmentation_wizard.engine import pipeline
from deep_segmentation_wizard.engine.data import chip_files as files
from deep_segmentation_wizard.engine.data import chip_look
from deep_segmentation_wizard.engine.data.chip_files import NpyWriter, read_chip
from deep_segmentation_wizard.engine.data.chip_plan import ChipsRecord
from deep_segmentation_wizard.engine.data.chips import chips_key
from deep_segmentation_wizard.engine.data.temporary import delete_chips
from deep_segmentation_wizard.engine.errors import Cancelled, EngineError
from deep_segmentation_wizard.engine.events import EpochDone, StepFinished, StepStarted
from deep_segmentation_wizard.engine.run_folder import RunFolder, make_key
from deep_segmentation_wizard.engine.settings import (
    AugmentationSettings,
    ChipSettings,
    NetworkSettings,
    RunSettings,
    SplitSettings,
    TrainingSettings,
    read_settings,
)
from deep_segmentation_wizard.tests.engine.data.steps import Run, checkerboard_scene, state_of
from deep_segmentation_wizard.tests.engine.scenes import (
    bright_squares,
    engine,
    make_layer,
    make_raster,
    make_scene,
    read,
    rectangle,
)

SETS = ("train", "validation", "test")


def cut(run: Run) -> Run:
    run.labels()
    run.chips()
    return run


@pytest.fixture(autouse=True)
def forget_frames() -> Callable[[], None]:
    """Each test begins without what earlier ones have prepared, and leaves nothing."""

    def forget() -> None:
        chip_look._image_frame.cache_clear()
        chip_look._label_frame.cache_clear()

    forget()
    yield forget
    forget()


# -- how they are written -----------------------------------------------------------------------------------


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32])
def test_gdal_is_asked_for_a_sample_alone_however_many_chips_there_are(tmp_path, monkeypatch, dtype):
    asked, driver = [], chip_look._driver
    monkeypatch.setattr(chip_look, "_driver", lambda: asked.append(1) or driver())
    run = cut(
        Run(tmp_path / "run", checkerboard_scene(tmp_path, 300, 260, dtype=dtype, bands=3), window=48, stride=24)
    )
    assert len(run.folder.read_record("chips", ChipsRecord).names) > 80
    assert len(asked) == 4  # two images and two labels


def test_a_chip_written_from_the_sample_is_the_file_that_gdal_would_write(tmp_path, monkeypatch, forget_frames):
    raster, rois = checkerboard_scene(tmp_path, 220, 200, bands=4, dtype=np.int16, nodata=-9)
    fast, by_gdal = (Run(tmp_path / name, (raster, rois), window=48, stride=24) for name in ("fast", "gdal"))
    cut(fast)
    monkeypatch.setattr(chip_look, "tiff_frame", lambda *_: None)
    forget_frames()
    cut(by_gdal)
    contents = [
        {name: digest for name, (_, digest) in state_of(run.folder.chips / "all").items()}
        for run in (fast, by_gdal)
    ]
    assert contents[0] == contents[1]


def test_several_threads_write(tmp_path, monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    seen, write, together = set(), files.GeoTiffWriter.write, threading.Barrier(3)

    def noted(self, *arguments):
        if len(seen) < 3:
            together.wait(20)  # passes only when three are at it
        seen.add(threading.get_ident())
        write(self, *arguments)

    monkeypatch.setattr(files.GeoTiffWriter, "write", noted)
    cut(Run(tmp_path / "run", checkerboard_scene(tmp_path, 300, 300), window=48, stride=24))
    assert len(seen) >= 3 and threading.main_thread().ident not in seen


def test_what_a_thread_cannot_write_ends_the_step_and_leaves_nothing(tmp_path, monkeypatch):
    run = Run(tmp_path / "run", checkerboard_scene(tmp_path, 300, 300), window=48, stride=24)
    run.labels()
    write, written = files.GeoTiffWriter.write, []

    def gives_out(self, into, name, *rest):
        written.append(name)
        if len(written) == 40:
            (into / "images").rename(into / "gone")  # as when someone takes the disk away
        write(self, into, name, *rest)

    monkeypatch.setattr(files.GeoTiffWriter, "write", gives_out)
    assert "cannot be written" in run.refused(run.chips).message


def test_memory_does_not_grow_with_the_raster(tmp_path):
    import tracemalloc

    image = np.random.default_rng(0).integers(1, 200, (3, 3000, 1000), np.uint8)
    raster = make_raster(tmp_path / "tall.tif", image.astype(np.float32))
    squares = [rectangle(c, r, 30, 30) for c in range(0, 1000, 60) for r in range(0, 3000, 60)]
    run = Run(tmp_path / "run", (raster, make_layer(tmp_path / "rois.gpkg", squares)), window=64, stride=64)
    run.labels()
    tracemalloc.start()
    run.chips()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    strip = 64 * 1000 * 3 * 4
    assert peak < 8 * strip < image.size * 4 / 5


# -- format -------------------------------------------------------------------------------------------------


def photo_with_alpha(folder):
    raster, rois = checkerboard_scene(folder, 220, 200, bands=4, options=["PHOTOMETRIC=RGB", "ALPHA=YES"])
    dataset = gdal.Open(str(raster), gdal.GA_Update)
    alpha = np.full((200, 220), 255, np.uint8)
    alpha[:60, 30:90] = 0
    dataset.GetRasterBand(4).WriteArray(alpha)
    return raster, rois


def with_mask_band(folder):
    raster, rois = checkerboard_scene(folder, 220, 200, bands=3)
    dataset = gdal.Open(str(raster), gdal.GA_Update)
    dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
    mask = np.full((200, 220), 255, np.uint8)
    mask[:60, 30:90] = 0
    dataset.GetRasterBand(1).GetMaskBand().WriteArray(mask)
    return raster, rois


def with_nan(folder):
    _, rois = checkerboard_scene(folder, 220, 200)
    image = np.random.default_rng(0).normal(size=(2, 200, 220)).astype(np.float32)
    image[:, :60, 30:90] = np.nan
    return make_raster(folder / "nan.tif", image), rois


SCENES = {
    "without gaps": lambda folder: checkerboard_scene(folder, 220, 200, bands=2, dtype=np.uint16),
    "nodata": lambda folder: checkerboard_scene(folder, 220, 200, bands=3, dtype=np.int16, nodata=20),
    "alpha": photo_with_alpha,
    "mask band": with_mask_band,
    "nan": with_nan,
}


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
def test_both_formats_teach_the_network_the_same(tmp_path, scene):
    inputs = scene(tmp_path)
    sets = {}
    for kind, ending in (("geotiff", ".tif"), ("npy", ".npy")):
        run = cut(Run(tmp_path / kind, inputs, window=48, stride=24, chips={"format": kind}))
        run.split()
        run.augment(techniques=("rotate_90", "flip"))
        places = [run.folder.chips / "all", run.folder.chips / "test", run.folder.augmented / "train"]
        endings = {path.suffix for place in places for path in place.rglob("*") if path.is_file()}
        assert endings == {ending}
        for name in SETS:
            decoded = run.decode(name, augmented=name == "train")
            assert {name[-4:] for name in decoded.names} == {ending}
            names = [name[:-4] for name in decoded.names]
            sets.setdefault(name, []).append((names, np.array(decoded.images), decoded.labels, decoded.gaps))
    gaps = 0
    for geotiff, npy in sets.values():
        assert geotiff[0] == npy[0]
        assert geotiff[1].dtype == npy[1].dtype
        assert np.array_equal(geotiff[1], npy[1], equal_nan=geotiff[1].dtype.kind == "f")
        assert np.array_equal(geotiff[2], npy[2])
        assert geotiff[3].keys() == npy[3].keys()
        assert all(np.array_equal(gap, npy[3][number]) for number, gap in geotiff[3].items())
        gaps += sum(int(gap.sum()) for gap in npy[3].values())
    assert (gaps > 0) == (scene is not SCENES["without gaps"])


def test_npy_chips_need_nothing_but_numpy(tmp_path):
    raster, rois = photo_with_alpha(tmp_path)
    run = cut(Run(tmp_path / "run", (raster, rois), window=48, stride=24, chips={"format": "npy"}))
    record = run.folder.read_record("chips", ChipsRecord)
    pixels, masks = read(raster), 0
    for name, column, row in zip(record.names, record.columns, record.rows, strict=True):
        part = np.s_[row : row + 48, column : column + 48]
        image = np.load(run.folder.chips / "all" / "images" / name, allow_pickle=False)
        label = np.load(run.folder.chips / "all" / "labels" / name, allow_pickle=False)
        assert np.array_equal(image, pixels[:3, part[0], part[1]])
        assert np.array_equal(label, run.label()[part])
        mask = run.folder.chips / "all" / "masks" / name
        known = pixels[3][part] > 0
        assert mask.exists() == (not known.all())
        if mask.exists():
            masks += 1
            assert np.array_equal(np.load(mask, allow_pickle=False), known)
    assert masks > 0


def test_a_damaged_npy_chip_is_named(tmp_path):
    NpyWriter().write(made(tmp_path), "a.npy", np.ones((1, 8, 8)), None, np.zeros((8, 8), np.uint8), None)
    assert read_chip(tmp_path, "a.npy").valid.all()
    (tmp_path / "images" / "a.npy").write_bytes(b"\x93NUMPY")
    with pytest.raises(EngineError, match=r"images.a\.npy cannot be read"):
        read_chip(tmp_path, "a.npy")


def made(folder):
    for kind in ("images", "labels"):
        (folder / kind).mkdir()
    return folder


# -- rules --------------------------------------------------------------------------------------------------


def half_known(folder):
    """The left part is known, the right part is NoData; ROIs everywhere."""
    raster, rois = checkerboard_scene(folder, 600, 240, step=12, nodata=0)
    dataset = gdal.Open(str(raster), gdal.GA_Update)
    dataset.GetRasterBand(1).WriteArray(np.zeros((240, 290), np.uint8), 310, 0)
    return raster, rois


@pytest.mark.parametrize("share", [0, 30, 50, 100])
def test_chips_have_at_least_the_labelled_share(tmp_path, share):
    raster, rois = half_known(tmp_path)
    run = cut(Run(tmp_path / "run", (raster, rois), window=40, stride=20, chips={"min_known": share}))
    record = run.folder.read_record("chips", ChipsRecord)
    known = run.label() != 255
    every = {
        (column, row): known[row : row + 40, column : column + 40].mean()
        for column in range(0, 561, 20)
        for row in range(0, 201, 20)
    }
    wanted = {place for place, labelled in every.items() if labelled > 0 and labelled >= share / 100}
    assert set(zip(record.columns, record.rows, strict=True)) == wanted
    assert record.left_out == sum(labelled == 0 for labelled in every.values())
    assert record.too_little == len(every) - len(wanted) - record.left_out
    assert (record.too_little > 0) == (share > 0)


def test_row_05_a_chip_with_nothing_but_nodata_is_left_out_and_a_scene_of_nothing_else_refused(tmp_path):
    raster, rois = half_known(tmp_path)
    run = cut(Run(tmp_path / "run", (raster, rois), window=40, stride=40))
    for path in (run.folder.chips / "all" / "labels").iterdir():
        assert (read(path) != 255).any()
    assert run.folder.read_record("chips", ChipsRecord).left_out > 20
    dataset = gdal.Open(str(raster), gdal.GA_Update)
    dataset.GetRasterBand(1).Fill(0)
    dataset = None
    nothing = Run(tmp_path / "nothing", (raster, rois), window=40, stride=40)
    assert "NoData" in nothing.refused(nothing.labels).message


def test_the_edge_of_a_small_raster_does_not_count_as_unlabelled(tmp_path):
    small = checkerboard_scene(tmp_path, 50, 50, step=10, name="small")
    large = checkerboard_scene(
        tmp_path, 300, 300, name="large", geotransform=(501000.0, 0.5, 0.0, 5500000.0, 0.0, -0.5)
    )
    run = cut(Run(tmp_path / "run", large, small, window=64, stride=32, chips={"min_known": 90}))
    assert [name for name in run.folder.read_record("chips", ChipsRecord).names if name.startswith("small")]


def few_rois(folder, width=800, height=640):
    """ROIs in the upper left quarter alone."""
    raster = make_raster(folder / "scene.tif", bright_squares(width, height)[0])
    squares = [rectangle(c, r, 12, 12) for c in range(0, width // 2, 24) for r in range(0, height // 2, 24)]
    return raster, make_layer(folder / "rois.gpkg", squares)


def plain_of(run):
    record = run.folder.read_record("chips", ChipsRecord)
    is_plain = np.array(record.counts)[:, list(record.drawn)].sum(axis=1) == 0
    return record, {
        place for place, p in zip(zip(record.columns, record.rows, strict=True), is_plain, strict=True) if p
    }


def test_chips_without_rois_are_limited_and_lie_all_over_the_area(tmp_path):
    inputs = few_rois(tmp_path)
    free = cut(Run(tmp_path / "free", inputs, window=40, stride=20))
    every, all_plain = plain_of(free)
    assert len(all_plain) > 0.6 * len(every.names) and every.plain == 0
    for share in (0, 25, 100):
        run = cut(Run(tmp_path / str(share), inputs, window=40, stride=20, chips={"without_rois": share}))
        record, plain = plain_of(run)
        with_rois = len(every.names) - len(all_plain)
        assert len(record.names) - len(plain) == with_rois  # none of those with ROIs goes
        if share == 100:
            assert record.names == every.names
            continue
        assert len(plain) == int(share / 100 * with_rois / (1 - share / 100))
        assert record.plain == len(all_plain) - len(plain)
        assert plain <= all_plain
        if share:
            # As many in each of three quarters, as far as these have such chips.
            quarters = [sum(place[0] >= 400 and place[1] < 320 for place in plain)]
            quarters.append(sum(place[0] < 400 and place[1] >= 320 for place in plain))
            quarters.append(sum(place[0] >= 400 and place[1] >= 320 for place in plain))
            assert min(quarters) > 0.24 * len(plain), quarters


def test_chips_without_rois_are_drawn_by_the_seed(tmp_path):
    inputs = few_rois(tmp_path)
    drawn = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        run = cut(Run(tmp_path / name, inputs, window=40, stride=20, seed=seed, chips={"without_rois": 20}))
        drawn.append(plain_of(run)[1])
    assert drawn[0] == drawn[1] != drawn[2]
    settings = run.settings
    assert chips_key(settings, "x") != chips_key(replace(settings, seed=3), "x")
    everywhere = replace(settings, chips=ChipSettings(40, 20))
    assert chips_key(everywhere, "x") == chips_key(replace(everywhere, seed=3), "x")


def test_rules_that_leave_too_few_chips_are_refused_by_name(tmp_path):
    raster = make_raster(tmp_path / "scene.tif", bright_squares(400, 300)[0])
    rois = make_layer(
        tmp_path / "rois.gpkg",
        [rectangle(c, r, 10, 10) for c in range(0, 400, 40) for r in range(0, 300, 40)],
        values=[1 + n % 2 for n in range(80)],
    )
    for window in (64, None):
        run = Run(
            tmp_path / str(window), (raster, rois), window=window, class_field="class", chips={"min_known": 60}
        )
        run.labels()
        assert "sk for less than 60 % labelled" in run.refused(run.chips).remedy


@pytest.mark.parametrize(
    ("chips", "keys"),
    [
        (ChipSettings(), ["1190f992ca23f86f31c3c1a0"] * 2),
        (ChipSettings(64, 32, keep=False), ["3290e34aaf88b880dbb50fa7"] * 2),
        (ChipSettings(64, 32, "npy"), ["1abc49b88f478a5c4e51569c"] * 2),
        (ChipSettings(min_known=5.0), ["76b4475e74b50410d5f7227f"] * 2),
        (ChipSettings(without_rois=0.0), ["2e43e78c4c713e8d24eb75ee", "14798bcbccc6106f1363632e"]),
        (
            ChipSettings(96, 48, "npy", False, 40.25, 20.0),
            ["1a2e23734f4c64bc373ddc42", "eed932c151a9facaf59e6fd5"],
        ),
    ],
)
def test_chips_keep_the_keys_that_earlier_versions_stored(chips, keys):
    found = [chips_key(RunSettings(chips=chips, seed=seed), "sha256:0123") for seed in (0, 7)]
    assert found == [f"sha256:{key}" for key in keys]


def test_usual_options_leave_the_chips_of_earlier_runs_as_they_are():
    settings = RunSettings(chips=ChipSettings(64, 32, keep=False))
    assert chips_key(settings, "x") == make_key({"window": 64, "stride": 32}, "x")
    for name, value in (("format", "npy"), ("min_known", 1.0), ("without_rois", 100.0)):
        other = replace(settings, chips=replace(settings.chips, **{name: value}))
        assert chips_key(other, "x") != chips_key(settings, "x")


@pytest.mark.parametrize("name", ["min_known", "without_rois"])
@pytest.mark.parametrize("value", [-1, 100.5, float("nan")])
def test_shares_beyond_a_hundred_percent_are_refused(name, value):
    with pytest.raises(EngineError, match=f"chips.{name}"):
        ChipSettings(**{name: value})


# -- the disk -----------------------------------------------------------------------------------------------


def test_row_45_too_little_disk_is_refused_with_the_estimate(tmp_path, monkeypatch):
    run = Run(tmp_path / "run", checkerboard_scene(tmp_path, 600, 600, bands=3), window=64, stride=16)
    run.labels()
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=7_000_000))
    error = run.refused(run.chips)
    assert "1225 chips need about 25 MB, but only 7 MB are free" in error.message
    monkeypatch.undo()
    run.chips()
    written = sum(path.stat().st_size for path in (run.folder.chips / "all").rglob("*") if path.is_file())
    assert written == pytest.approx(25e6, rel=0.1)


# -- kept or temporary --------------------------------------------------------------------------------------


@pytest.fixture
def tiny(tmp_path) -> Run:
    """A run that takes seconds, with chips that are deleted."""
    run = Run(tmp_path / "run", make_scene(tmp_path), window=64, stride=32, chips={"keep": False})
    run.settings = replace(
        run.settings,
        network=NetworkSettings(depth=2, base_width=4),
        training=TrainingSettings(epochs=1, batch_size=4),
        augmentation=AugmentationSettings(("flip",)),
    )
    return run


def chips_in(run: Run) -> set[str]:
    """Which of the folders of chips and copies are there."""
    places = [run.folder.chips / name for name in ("all", *SETS)] + [run.folder.augmented / "train"]
    return {f"{path.parent.name}/{path.name}" for path in places if path.exists()}


ALL_FOLDERS = {"chips/all", "chips/train", "chips/validation", "chips/test", "augmented/train"}


def started(run: Run) -> list[str]:
    return [event.step for event in run.events if isinstance(event, StepStarted)]


def test_temporary_chips_go_at_the_end_of_the_run_and_their_records_stay(tiny):
    pipeline.run(tiny.folder, tiny.settings, tiny.reporter)
    assert chips_in(tiny) == set()
    assert not [path for path in tiny.folder.path.rglob("*") if path.name.endswith((".old", ".new"))]
    assert (tiny.folder.chips / "index.gpkg").is_file()
    assert (tiny.folder.prediction / "scene_mask.tif").is_file()
    tiny.events.clear()
    pipeline.resume(tiny.folder, tiny.reporter)
    reused = [event.step for event in tiny.events if isinstance(event, StepFinished) and event.reused]
    assert reused == ["labels", "chips", "split", "augment", "train", "select", "predict"]
    assert not {"chips", "split", "augment"} & set(started(tiny))
    assert chips_in(tiny) == set()


def test_single_steps_make_deleted_chips_again_as_far_as_they_need_them(tiny):
    pipeline.run(tiny.folder, replace(tiny.settings, chips=replace(tiny.settings.chips, keep=True)), tiny.reporter)
    kept = {name: digest for name, (_, digest) in state_of(tiny.folder.path).items() if name.endswith(".tif")}
    assert chips_in(tiny) == ALL_FOLDERS
    settings = replace(tiny.settings, selection=replace(tiny.settings.selection, measure="f1"))
    pipeline.run_step(tiny.folder, settings, "select", tiny.reporter)
    assert chips_in(tiny) == set()  # from now on temporary, and nothing needs them any more

    tiny.events.clear()
    pipeline.run_step(tiny.folder, settings, "select", tiny.reporter)  # the same again: all figures anew
    assert started(tiny) == ["chips", "split", "select"]
    assert chips_in(tiny) == set()

    tiny.events.clear()
    settings = replace(settings, selection=replace(settings.selection, measure="accuracy"))
    pipeline.run_step(tiny.folder, settings, "select", tiny.reporter)
    assert started(tiny) == ["select"]  # another choice by figures that are known

    tiny.events.clear()
    settings = replace(settings, training=replace(settings.training, epochs=2))
    pipeline.run_step(tiny.folder, settings, "train", tiny.reporter)
    assert started(tiny) == ["chips", "split", "augment", "train"]
    assert chips_in(tiny) == ALL_FOLDERS  # the choice of the model comes next and needs them
    again = {name: digest for name, (_, digest) in state_of(tiny.folder.path).items() if name.endswith(".tif")}
    assert {n: d for n, d in again.items() if "prediction" not in n} == {
        n: d for n, d in kept.items() if "prediction" not in n
    }


def test_temporary_chips_stay_as_long_as_a_resume_may_need_them(tiny):
    def cancel_in_training(event):
        if isinstance(event, EpochDone):
            tiny.control.cancel()

    tiny.reporter.sinks.append(cancel_in_training)
    tiny.settings = replace(tiny.settings, training=replace(tiny.settings.training, epochs=3))
    with pytest.raises(Cancelled):
        pipeline.run(tiny.folder, tiny.settings, tiny.reporter)
    assert chips_in(tiny) == ALL_FOLDERS
    again = Run(tiny.folder.path)
    before = state_of(tiny.folder.chips)
    again.reporter.sinks.append(
        lambda event: isinstance(event, EpochDone) and before.update(now=state_of(tiny.folder.chips))
    )
    pipeline.resume(again.folder, again.reporter)
    assert before.pop("now") == before  # training went on with the very same files
    assert chips_in(tiny) == set()


def test_temporary_chips_that_are_open_elsewhere_stay_and_are_said(tmp_path, monkeypatch):
    run = cut(Run(tmp_path / "run", checkerboard_scene(tmp_path, 300, 260), window=48, stride=24))
    run.split()
    rename = os.replace

    def locked(source, target):
        if source == run.folder.chips / "test":
            raise PermissionError(13, "The process cannot access the file")
        rename(source, target)

    monkeypatch.setattr(os, "replace", locked)
    delete_chips(run.folder, run.reporter)
    assert chips_in(run) == {"chips/test"}
    assert f"{run.folder.chips / 'test'} is open elsewhere" in run.findings


def test_another_split_or_other_copies_write_no_chip_again(tiny):
    settings = replace(tiny.settings, chips=replace(tiny.settings.chips, keep=True))
    for step in ("labels", "chips", "split", "augment"):
        pipeline.run_step(tiny.folder, settings, step, tiny.reporter)
    before = state_of(tiny.folder.chips / "all")
    settings = replace(settings, split=SplitSettings(60, 20, 20), augmentation=AugmentationSettings(("mirror",)))
    tiny.events.clear()
    pipeline.run_step(tiny.folder, settings, "split", tiny.reporter)
    pipeline.run_step(tiny.folder, settings, "augment", tiny.reporter)
    assert started(tiny) == ["split", "augment"]
    assert state_of(tiny.folder.chips / "all") == before
    folder = tiny.folder
    assert folder.key("chips") == chips_key(settings, folder.key("labels"))


# -- the command line ---------------------------------------------------------------------------------------


def test_every_option_can_be_typed(tmp_path):
    raster, rois = few_rois(tmp_path, 400, 320)
    folder = tmp_path / "run"
    done = engine("labels", "--raster", raster, "--rois", rois, "--folder", folder)
    assert done.returncode == 0, done.stderr
    options = ("--chip-format", "npy", "--min-known", 12.5, "--without-rois", 20, "--temporary-chips")
    done = engine("chips", "--folder", folder, "--window", 40, "--stride", 20, *options)
    assert done.returncode == 0, done.stderr
    assert read_settings(folder / "settings.json").chips == ChipSettings(40, 20, "npy", False, 12.5, 20.0)
    record = RunFolder(folder).read_record("chips", ChipsRecord)
    assert record.plain > 0 and {path.name for path in (folder / "chips/all/images").iterdir()} == set(
        record.names
    )
