"""Step 4 with everything that has a strength: on the disk, at random while learning, and both."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from osgeo import gdal

from deep_segmentation_wizard.engine.augmentation import EFFECTS, GEOMETRY, TECHNIQUES, Change
from deep_segmentation_wizard.engine.data.chip_plan import ChipsRecord
from deep_segmentation_wizard.engine.data.classes import make_classes
from deep_segmentation_wizard.engine.data.dataset import ChipDataset
from deep_segmentation_wizard.engine.data.draws import Draws
from deep_segmentation_wizard.engine.data.raster import Raster
from deep_segmentation_wizard.tests.engine.data.steps import Run, checkerboard_scene, chip_files, state_of
from deep_segmentation_wizard.tests.engine.data.test_augment import painted_scene
from deep_segmentation_wizard.tests.engine.scenes import make_layer, make_raster, read, rectangle

TWO = make_classes({0: "background", 1: "rois"})
EVERYTHING = tuple(Change(effect, 0.6, 0.5) for effect in EFFECTS)


def divided(path, scene, **options) -> Run:
    run = Run(path, scene, **{"window": 48, "stride": 24, **options})
    run.labels()
    run.chips()
    run.split()
    return run


@pytest.fixture
def run(tmp_path) -> Run:
    return divided(tmp_path / "run", checkerboard_scene(tmp_path, 200, 180, bands=3))


def dataset(run: Run) -> ChipDataset:
    """The training set as the trainer makes it."""
    decoded = run.decode("train", augmented=True)
    draws = Draws(run.settings.augmentation, run.settings.seed, decoded.images.shape[1])
    return ChipDataset(decoded, decoded.scaling(), TWO, draws)


# -- on the disk --------------------------------------------------------------------------------------------


def test_a_label_painted_into_the_image_moves_with_it_through_the_files(tmp_path):
    run = divided(tmp_path / "run", painted_scene(tmp_path), class_field="class", unlabelled="background")
    run.augment(changes=tuple(Change(effect, 0.3, 0.9) for effect in GEOMETRY), copies=3)
    lost = total = beyond = 0
    for image, label in chip_files(run.folder.augmented / "train"):
        painted, codes = read(image)[1].astype(int), read(label)
        # Inside patches all neighbours agree: there the mixture is the class itself.
        around = np.stack([np.roll(codes, (i, j), (0, 1)) for i in (-1, 0, 1) for j in (-1, 0, 1)])
        inside = (around == codes).all(axis=0) & (codes != 255)
        inside[[0, -1]] = inside[:, [0, -1]] = False
        total += inside.sum()
        lost += (painted[inside] != codes[inside]).sum()
        beyond += (codes == 255).sum()
    assert total > 10_000 and beyond > 1000
    assert lost < 0.005 * total  # a thin patch between two pixels


def test_changed_copies_keep_type_bands_and_nodata_and_known_pixels_stay_known(tmp_path):
    rng = np.random.default_rng(3)
    image = rng.integers(100, 140, (4, 180, 200)).astype(np.int16)
    image[:, 60:75, 40:160] = 118  # NoData right at the mean, where dropped bands and cut-outs end
    image[:, :, 90:96] = 119
    raster = make_raster(tmp_path / "scene.tif", image, nodata=118)
    places = [(c, r) for r in range(0, 180, 20) for c in range(0, 200, 20)]
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(c, r, 10, 10) for c, r in places])
    run = divided(tmp_path / "run", (raster, rois))
    run.augment(changes=EVERYTHING, copies=4)
    unknown = 0
    for path, label in chip_files(run.folder.augmented / "train"):
        with Raster(str(path)) as copy:
            assert (copy.dtype, len(copy.band_names), set(copy.nodata)) == (np.int16, 4, {118})
            assert not copy.grid.has_position
            pixels, known = copy.read(0, 0, 48, 48)
        codes = read(label)
        assert known[codes != 255].all()
        assert (codes[~known] == 255).all()
        assert (pixels[:, ~known] == 118).all()
        assert pixels[:, known].min() > 50 and pixels[:, known].max() < 190
        unknown += (~known).sum()
    assert unknown > 1000


@pytest.mark.parametrize("kind", ["alpha", "mask", "nan", "one band"])
def test_gaps_of_every_kind_stay_gaps(tmp_path, kind):
    rng = np.random.default_rng(3)
    gap = np.zeros((180, 200), bool)
    gap[50:80, 30:170] = True
    image = rng.integers(50, 200, (3, 180, 200)).astype(np.float32 if kind == "nan" else np.uint8)
    options = ["INTERLEAVE=BAND"]
    if kind == "alpha":
        image = np.concatenate([image, np.where(gap, 0, 255)[None].astype(np.uint8)])
        options += ["PHOTOMETRIC=RGB", "ALPHA=YES"]
    if kind == "nan":
        image[:, gap] = np.nan
    nodata = None
    if kind == "one band":
        image[1, gap], nodata = 0, 0
        image = image.astype(np.int16)
    raster = make_raster(tmp_path / "scene.tif", image, nodata=nodata, options=options)
    if kind == "mask":
        opened = gdal.Open(str(raster), gdal.GA_Update)
        opened.CreateMaskBand(gdal.GMF_PER_DATASET)
        opened.GetRasterBand(1).GetMaskBand().WriteArray(np.where(gap, 0, 255).astype(np.uint8))
        del opened
    places = [(c, r) for r in range(0, 180, 20) for c in range(0, 200, 20)]
    rois = make_layer(tmp_path / "rois.gpkg", [rectangle(c, r, 10, 10) for c, r in places])
    run = divided(tmp_path / "run", (raster, rois))
    run.augment(changes=(Change("rotate", 0.3, 1.0), Change("brightness", 0.5, 1.0)), copies=2)
    unknown = 0
    for path, label in chip_files(run.folder.augmented / "train"):
        with Raster(str(path)) as copy:
            pixels, known = copy.read(0, 0, 48, 48)
            assert len(pixels) == 3
        codes = read(label)
        assert known[codes != 255].all() and (codes[~known] == 255).all()
        assert np.isfinite(pixels[:, known]).all()
        unknown += (~known).sum()
    assert unknown > 1000


def test_the_seed_decides_every_byte(run, tmp_path):
    options = {"changes": EVERYTHING, "copies": 2}
    run.augment(**options)
    contents = {name: digest for name, (_, digest) in state_of(run.folder.augmented / "train").items()}
    run.augment(**options)
    assert {name: digest for name, (_, digest) in state_of(run.folder.augmented / "train").items()} == contents
    run.settings = replace(run.settings, seed=9)
    run.augment(**options)
    other = {name: digest for name, (_, digest) in state_of(run.folder.augmented / "train").items()}
    assert not set(other.values()) & set(contents.values())


@pytest.mark.parametrize(("applied", "written"), [("copies", 5), ("random", 0), ("both", 3)])
def test_each_way_writes_its_share_and_a_pass_is_as_long(run, applied, written):
    run.augment(changes=EVERYTHING, copies=5, applied=applied)
    train = dataset(run)
    chips = train.decoded.originals
    assert len(train.decoded.names) == chips * (1 + written)
    assert len(train) == chips * 6
    assert (run.folder.augmented / "train").exists() == (written > 0)


# -- at random while learning -------------------------------------------------------------------------------


def test_what_is_drawn_while_learning_is_what_would_be_written(run):
    run.augment(changes=EVERYTHING, copies=3)
    files = dataset(run)
    written = {name: files[number] for number, name in enumerate(files.decoded.names)}
    run.augment(changes=EVERYTHING, copies=3, applied="random")
    drawn = dataset(run)
    scaling, chips = drawn.scaling, drawn.decoded.originals
    assert scaling == files.scaling
    compared = 0
    for number in range(chips, len(drawn)):
        slot, chip = divmod(number - chips, chips)
        stem = drawn.decoded.names[chip].removesuffix(".tif")
        [name] = [name for name in written if name.startswith(f"{stem}_{slot + 1}_")]
        (image, label), (copy, codes) = drawn[number], written[name]
        assert (label == codes).all()
        # On the disk lie whole numbers.
        assert (image - copy).abs().max() <= 0.51 / min(scaling.deviation)
        compared += 1
    assert compared == 3 * chips


def test_each_pass_draws_anew_and_can_be_repeated(run):
    run.augment(changes=EVERYTHING, copies=2, applied="random")
    train, again = dataset(run), dataset(run)
    chips = train.decoded.originals
    passes = []
    for epoch in (0, 1, 7):
        train.epoch = again.epoch = epoch
        passes.append([train[number][0].numpy().tobytes() for number in range(len(train))])
        assert passes[-1] == [again[number][0].numpy().tobytes() for number in reversed(range(len(train)))][::-1]
    assert passes[0][:chips] == passes[1][:chips]  # the chips themselves
    assert not set(passes[0][chips:]) & set(passes[1][chips:])
    assert len({image for one in passes for image in one[chips:]}) > 0.95 * 3 * 2 * chips


def test_turns_at_random_show_every_turn_in_every_pass(run):
    run.augment(applied="random")
    train = dataset(run)
    chips = train.decoded.originals
    for epoch in (0, 3):
        train.epoch = epoch
        images = [train[number][0].numpy().tobytes() for number in range(0, len(train), chips)]
        assert len(set(images)) == 8 == 1 + len(TECHNIQUES)


def measured(run: Run, applied: str, strength: float = 0.8) -> np.ndarray:
    """Mean and deviation of many versions of each chip, beside those of the chip itself, (n, 2)."""
    passes = 1 if applied == "copies" else 10
    changes = tuple(Change(effect, strength, 0.5) for effect in ("brightness", "contrast", "noise"))
    run.augment(changes=changes, copies=40 // passes, applied=applied)
    train = dataset(run)
    names, chips = train.decoded.names, train.decoded.originals
    stems = {name.removesuffix(".tif"): number for number, name in enumerate(names[:chips])}
    plain = [(train[n][0].mean().item(), train[n][0].std().item()) for n in range(chips)]
    found = []
    for train.epoch in range(passes):
        for number in range(chips, len(train)):
            if number < len(names):
                if train.epoch:
                    continue  # written once, it is the same in every pass
                chip = next(stems[stem] for stem in stems if names[number].startswith(stem + "_"))
            else:
                chip = (number - len(names)) % chips
            image = train[number][0]
            found.append((image.mean().item() - plain[chip][0], image.std().item() / plain[chip][1]))
    return np.array(found)


def test_the_distribution_is_the_same_on_the_disk_at_random_and_both(run):
    disk, random, both = (measured(run, applied) for applied in ("copies", "random", "both"))
    run.settings = replace(run.settings, seed=1)
    other, weaker = measured(run, "random"), measured(run, "random", 0.5)
    for column in (0, 1):
        for sample in (random, both, other):
            assert distance(disk[:, column], sample[:, column]) < 1
        assert distance(disk[:, column], weaker[:, column]) > 1  # so a difference would be seen


def distance(one: np.ndarray, other: np.ndarray) -> float:
    """Kolmogorov and Smirnov's distance of two samples in units of what 1 in 1000 equal ones exceed."""
    values = np.sort(np.concatenate([one, other]))
    shares = [np.searchsorted(np.sort(sample), values, side="right") / len(sample) for sample in (one, other)]
    return float(np.abs(shares[0] - shares[1]).max() / (1.95 * (1 / len(one) + 1 / len(other)) ** 0.5))


def test_figures_come_from_original_chips_however_the_sets_are_augmented(run):
    run.augment(changes=EVERYTHING, copies=2, sets=("train", "validation", "test"), applied="both")
    for name in ("validation", "test"):
        assert (run.folder.augmented / name / "images").is_dir()
        decoded = run.decode(name)
        assert len(decoded.names) == decoded.originals == len(list((run.folder.chips / name / "images").iterdir()))
    chips = run.folder.read_record("chips", ChipsRecord)
    assert chips.window == 48
