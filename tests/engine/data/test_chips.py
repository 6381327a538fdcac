"""Step 2: chips cover the raster, are exact pieces of it, and a window that cannot work is found at once."""

from __future__ import annotations

import re
import signal
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from osgeo import gdal, ogr

from deep_segmentation_wizard.engine.data.raster import Raster
from deep_segmentation_wizard.engine.errors import Cancelled, EngineError
from deep_segmentation_wizard.engine.events import Progress
from deep_segmentation_wizard.engine.settings import ChipSettings
from deep_segmentation_wizard.tests.engine.data.steps import (
    Run,
    checkerboard_scene,
    chip_files,
    state_of,
    window_of,
)
from deep_segmentation_wizard.tests.engine.scenes import (
    NORTH_UP,
    bright_squares,
    make_layer,
    make_raster,
    read,
    rectangle,
)

SOUTH_UP = (500000.0, 0.5, 0.0, 5499960.0, 0.0, 0.5)
NON_SQUARE = (500000.0, 0.25, 0.0, 5500000.0, 0.0, -0.75)
ROTATED = (500000.0, 0.4, 0.3, 5500000.0, 0.3, -0.4)
GRIDS = {"north-up": NORTH_UP, "south-up": SOUTH_UP, "non-square": NON_SQUARE, "rotated": ROTATED}


def cut(run: Run) -> list:
    """Pairs of image and label of all chips."""
    run.labels()
    run.chips()
    return list(chip_files(run.folder.chips / "all"))


# -- where chips lie and what they hold ---------------------------------------------------------------------


@pytest.mark.parametrize("geotransform", GRIDS.values(), ids=GRIDS)
def test_row_17_chips_are_exact_pieces_that_cover_the_raster_to_its_last_pixel(tmp_path, geotransform):
    raster, rois = checkerboard_scene(tmp_path, 213, 150, geotransform=geotransform, bands=2)
    run = Run(tmp_path / "run", (raster, rois), window=48, stride=24)
    hits = np.zeros((150, 213), int)
    pixels = read(raster)
    for image, label in cut(run):
        column, row, width, height = window_of(image, raster)
        assert (column, row, width, height) == window_of(label, raster)
        part = np.s_[row : row + height, column : column + width]
        hits[part] += 1
        assert np.array_equal(read(image), pixels[:, part[0], part[1]])
        assert np.array_equal(read(label), run.label()[part])
        assert (width, height) == (48, 48)
        assert gdal.Open(str(image)).GetSpatialRef().IsSame(gdal.Open(str(raster)).GetSpatialRef())
    assert hits.min() >= 1


def test_the_record_lists_the_chips_with_the_pixels_of_each_class(tmp_path):
    raster, rois = checkerboard_scene(tmp_path, 213, 150)
    run = Run(tmp_path / "run", (raster, rois), window=48, stride=24)
    files = cut(run)
    record = run.chips()
    assert sorted(record.names) == [image.name for image, _ in files]
    places = zip(record.names, record.columns, record.rows, record.counts, strict=True)
    for name, column, row, counts in places:
        image = run.folder.chips / "all" / "images" / name
        assert window_of(image, raster)[:2] == (column, row)
        label = read(run.folder.chips / "all" / "labels" / name)
        assert counts == ((label == 0).sum(), (label == 1).sum())


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16, np.float32])
def test_chips_keep_data_type_bands_names_and_nodata(tmp_path, dtype):
    raster, rois = checkerboard_scene(tmp_path, 200, 160, dtype=dtype, bands=5, nodata=77)
    dataset = gdal.Open(str(raster), gdal.GA_Update)
    dataset.GetRasterBand(5).SetDescription("near infrared")
    dataset = None
    for image, _ in cut(Run(tmp_path / "run", (raster, rois), window=40, stride=40)):
        with Raster(str(image)) as chip:
            assert chip.dtype == dtype
            assert len(chip.band_names) == 5
            assert chip.band_names[4] == "near infrared"
            assert set(chip.nodata) == {77}


def test_nan_as_nodata_is_kept(tmp_path):
    image = np.random.default_rng(0).normal(size=(3, 160, 200)).astype(np.float32)
    image[:, 30:50, 30:50] = np.nan
    _, rois = checkerboard_scene(tmp_path, 200, 160)
    raster = make_raster(tmp_path / "nan.tif", image, nodata=float("nan"))
    for path, _ in cut(Run(tmp_path / "run", (raster, rois), window=40, stride=40)):
        dataset = gdal.Open(str(path))
        assert all(np.isnan(dataset.GetRasterBand(number + 1).GetNoDataValue()) for number in range(3))


ALPHA, GRAY, NONE = gdal.GCI_AlphaBand, gdal.GCI_GrayIndex, gdal.GCI_Undefined
RGB = [gdal.GCI_RedBand, gdal.GCI_GreenBand, gdal.GCI_BlueBand]
BAND_KINDS = {
    "gray": [GRAY],
    "gray with alpha": [GRAY, ALPHA],
    "photo": RGB,
    "photo with alpha": [*RGB, ALPHA],
    "photo with infrared": [*RGB, NONE],
    "photo with infrared and alpha": [*RGB, NONE, ALPHA],
    "four bands": [GRAY, NONE, NONE, NONE],
    "four bands with alpha": [GRAY, NONE, NONE, NONE, ALPHA],
}


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("kinds", BAND_KINDS.values(), ids=BAND_KINDS)
def test_chips_keep_the_meaning_of_each_band(tmp_path, kinds, dtype):
    raster, rois = checkerboard_scene(
        tmp_path, 200, 160, dtype=dtype, bands=len(kinds), options=["PHOTOMETRIC=MINISBLACK", "ALPHA=NO"]
    )
    dataset = gdal.Open(str(raster), gdal.GA_Update)
    for number, kind in enumerate(kinds):
        dataset.GetRasterBand(number + 1).SetColorInterpretation(kind)
    dataset = None
    with Raster(str(raster)) as whole:
        assert whole.colours == tuple(kinds)
        bands = whole.band_names
    for image, _ in cut(Run(tmp_path / "run", (raster, rois), window=40, stride=40)):
        with Raster(str(image)) as chip:
            assert chip.colours == tuple(kinds)
            assert chip.band_names == bands


def masked_scene(folder):
    """A scene whose mask band hides a corner, though the values there look like any others."""
    raster, rois = checkerboard_scene(folder, 200, 160, bands=3)
    dataset = gdal.Open(str(raster), gdal.GA_Update)
    dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
    mask = np.full((160, 200), 255, np.uint8)
    mask[:25, :25] = 0
    dataset.GetRasterBand(1).GetMaskBand().WriteArray(mask)
    dataset = None
    return raster, rois, mask > 0


def test_a_mask_band_goes_with_every_chip_and_copy(tmp_path):
    raster, rois, known = masked_scene(tmp_path)
    run = Run(tmp_path / "run", (raster, rois), window=40, stride=20)
    cut(run)
    run.split()
    run.augment(techniques=("rotate_90",))
    seen = []
    for place in (
        run.folder.chips / "all",
        *(run.folder.chips / name for name in ("train", "validation", "test")),
    ):
        for image, _ in chip_files(place):
            column, row, width, height = window_of(image, raster)
            with Raster(str(image)) as chip:
                found = chip.read(0, 0, width, height)[1]
            assert np.array_equal(found, known[row : row + height, column : column + width])
            seen.append(not found.all())
    assert any(seen)
    for image, _ in chip_files(run.folder.augmented / "train"):
        original = run.folder.chips / "all" / "images" / image.name.replace("_1_rotate_90", "")
        with Raster(str(image)) as copy, Raster(str(original)) as chip:
            assert np.array_equal(copy.read(0, 0, 40, 40)[1], np.rot90(chip.read(0, 0, 40, 40)[1]))


def test_nodata_of_each_band_goes_with_every_chip(tmp_path):
    raster, rois = checkerboard_scene(tmp_path, 200, 160, bands=2, dtype=np.int16)
    gdal.Translate(str(tmp_path / "scene.vrt"), str(raster), format="VRT").FlushCache()
    vrt = gdal.Open(str(tmp_path / "scene.vrt"), gdal.GA_Update)
    for number in (1, 2):
        vrt.GetRasterBand(number).SetNoDataValue(10 * number)
    vrt = None
    pixels = read(raster)
    gaps = 0
    for image, label in cut(Run(tmp_path / "run", (tmp_path / "scene.vrt", rois), window=40, stride=40)):
        column, row, width, height = window_of(image, raster)
        part = pixels[:, row : row + height, column : column + width]
        known = (part[0] != 10) & (part[1] != 20)
        with Raster(str(image)) as chip:
            assert np.array_equal(chip.read(0, 0, width, height)[1], known)
        assert np.array_equal(read(label) == 255, ~known)
        gaps += (~known).sum()
    assert gaps > 100


def test_chips_without_any_label_are_left_out_and_counted(tmp_path):
    image, _ = bright_squares(400, 200)
    raster = make_raster(tmp_path / "scene.tif", image)
    squares = [rectangle(c, r, 8, 8) for c in range(0, 200, 16) for r in range(0, 200, 16)]
    rois = make_layer(tmp_path / "rois.gpkg", squares, values=[1 + n % 2 for n in range(len(squares))])
    run = Run(tmp_path / "run", (raster, rois), window=40, stride=40, class_field="class")
    files = cut(run)
    assert len(files) == 5 * 5
    assert run.chips().left_out == 5 * 5
    assert all((read(label) != 255).any() for _, label in files)


def test_row_16_a_raster_smaller_than_the_window_gives_one_mirrored_chip(tmp_path):
    small, rois = checkerboard_scene(tmp_path, 50, 30, step=10, name="small")
    large, large_rois = checkerboard_scene(
        tmp_path, 300, 300, name="large", geotransform=(501000.0, 0.5, 0.0, 5500000.0, 0.0, -0.5)
    )
    run = Run(tmp_path / "run", (large, large_rois), (small, rois), window=64, stride=32)
    cut(run)
    (image,) = (run.folder.chips / "all" / "images").glob("small_*")
    rows = [*range(30), *range(28, -1, -1), *range(1, 6)]
    columns = [*range(50), *range(48, 34, -1)]
    assert np.array_equal(read(image), read(small)[np.ix_(rows, columns)])
    label = read(run.folder.chips / "all" / "labels" / image.name)
    assert np.array_equal(label[:30, :50], run.label("small"))
    assert (label[30:] == 255).all()
    assert (label[:, 50:] == 255).all()


def test_scenes_of_several_files_are_all_cut(tmp_path):
    scenes = [
        checkerboard_scene(
            tmp_path, 150, 130, name=name, geotransform=(500000.0 + 100 * n, 0.5, 0.0, 5500000.0, 0.0, -0.5)
        )
        for n, name in enumerate(("a", "b"))
    ]
    run = Run(tmp_path / "run", *scenes, window=40, stride=20)
    files = cut(run)
    for name, (raster, _) in zip(("a", "b"), scenes, strict=True):
        hits = np.zeros((130, 150), int)
        for image, _ in files:
            if image.name.startswith(f"{name}_r"):
                column, row, width, height = window_of(image, raster)
                hits[row : row + height, column : column + width] += 1
        assert hits.min() >= 1


def test_row_23_rasters_and_layers_inside_other_files_work(tmp_path):
    raster, rois = checkerboard_scene(tmp_path, 150, 130)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(raster, "scene.tif")
        archive.write(rois, "rois.gpkg")
    inside = f"/vsizip/{tmp_path}/all.zip"
    for name, path in (("zip", f"{inside}/scene.tif"), ("directory", f"GTIFF_DIR:1:{raster}")):
        run = Run(tmp_path / name, (path, f"{inside}/rois.gpkg"), window=40, stride=20)
        for image, _ in cut(run):
            column, row, width, height = window_of(image, raster)
            assert np.array_equal(read(image), read(raster)[row : row + height, column : column + width])


def test_a_very_wide_row_is_cut_in_pieces_with_the_same_result(tmp_path, monkeypatch):
    raster, rois = checkerboard_scene(tmp_path, 400, 120, bands=2, nodata=5)
    whole, pieces = (Run(tmp_path / name, (raster, rois), window=32, stride=16) for name in ("whole", "pieces"))
    cut(whole)
    widths = []
    read_all_bands = Raster.read_all_bands

    def noted(self, columns, rows):
        widths.append(len(columns))
        return read_all_bands(self, columns, rows)

    monkeypatch.setattr(Raster, "read_all_bands", noted)
    monkeypatch.setattr("deep_segmentation_wizard.engine.data.chips._STRIP_BYTES", 2 * 32 * 70)
    cut(pieces)
    assert 32 < max(widths) <= 70
    contents = [
        {name: digest for name, (_, digest) in state_of(run.folder.chips / "all").items()}
        for run in (whole, pieces)
    ]
    assert contents[0] == contents[1]


# -- the index ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("geotransform", GRIDS.values(), ids=GRIDS)
def test_the_index_has_each_chips_footprint_and_class_shares(tmp_path, geotransform):
    raster, rois = checkerboard_scene(tmp_path, 213, 150, geotransform=geotransform, nodata=50)
    run = Run(tmp_path / "run", (raster, rois), window=48, stride=24)
    files = {image.name: (image, label) for image, label in cut(run)}
    source = ogr.Open(str(run.folder.chips / "index.gpkg"))
    layer = source.GetLayer()
    assert layer.GetSpatialRef().IsSame(gdal.Open(str(raster)).GetSpatialRef())
    assert layer.GetFeatureCount() == len(files)
    for feature in layer:
        image, label = files.pop(feature["name"])
        x0, xx, xy, y0, yx, yy = gdal.Open(str(image)).GetGeoTransform()
        corners = [(x0 + c * xx + r * xy, y0 + c * yx + r * yy) for c, r in ((0, 0), (48, 0), (48, 48), (0, 48))]
        ring = feature.GetGeometryRef().GetGeometryRef(0)
        assert np.allclose(ring.GetPoints()[:4], corners)
        codes = read(label)
        assert feature["share_1"] == pytest.approx((codes == 1).sum() / (codes != 255).sum())
        assert feature["share_0"] == pytest.approx((codes == 0).sum() / (codes != 255).sum())
        assert feature["labelled"] == pytest.approx((codes != 255).mean())
        assert (feature["column"], feature["row"]) == window_of(image, raster)[:2]
        assert feature["window"] == 48
        assert feature["set"] is None
    assert not files


def test_the_index_tells_the_set_of_each_chip_after_the_split(tmp_path):
    run = Run(tmp_path / "run", checkerboard_scene(tmp_path, 300, 260), window=48, stride=24)
    cut(run)
    record = run.split()
    expected = {chip: name for name, chips in record.names.items() for chip in chips}
    expected |= dict.fromkeys(record.lost, "none")
    assert record.lost
    source = ogr.Open(str(run.folder.chips / "index.gpkg"))
    assert {feature["name"]: feature["set"] for feature in source.GetLayer()} == expected


def test_the_index_brings_scenes_of_two_crs_together(tmp_path):
    first = checkerboard_scene(tmp_path, 200, 200, name="first")
    far = (15.01, 6e-6, 0.0, 49.65, 0.0, -4e-6)
    second = checkerboard_scene(tmp_path, 200, 200, name="second", geotransform=far, epsg=4326)
    run = Run(tmp_path / "run", first, second, window=48, stride=24)
    cut(run)
    source = ogr.Open(str(run.folder.chips / "index.gpkg"))
    widths = {}
    for feature in source.GetLayer():
        west, east, south, north = feature.GetGeometryRef().GetEnvelope()
        widths.setdefault(feature["scene"], []).append(east - west)
        assert 499000 < west < east < 502000
        assert 5498000 < south < north < 5501000
    assert widths["first"] == pytest.approx([24] * len(widths["first"]))
    assert widths["second"] == pytest.approx([48 * 6e-6 * 72120] * len(widths["second"]), rel=0.01)


def test_chips_without_crs_have_an_index_too(tmp_path):
    run = Run(tmp_path / "run", checkerboard_scene(tmp_path, 200, 160, epsg=None), window=40, stride=40)
    files = cut(run)
    source = ogr.Open(str(run.folder.chips / "index.gpkg"))
    assert source.GetLayer().GetFeatureCount() == len(files) == 20
    assert gdal.Open(str(files[0][0])).GetSpatialRef() is None


# -- the window ---------------------------------------------------------------------------------------------


def test_the_default_window_is_256_with_half_of_it_as_stride(tmp_path):
    run = Run(tmp_path / "run", checkerboard_scene(tmp_path, 1500, 1400, step=100))
    run.labels()
    record = run.chips()
    assert (record.window, record.stride) == (256, 128)
    assert run.findings == ""


@pytest.mark.parametrize("size", [(250, 250), (180, 300), (400, 120)])
def test_row_36_the_default_window_shrinks_for_a_small_scene_and_says_so(tmp_path, size):
    run = Run(tmp_path / "run", checkerboard_scene(tmp_path, *size, step=10))
    run.labels()
    record = run.chips()
    assert record.window < 256
    assert record.stride == record.window // 2
    assert f"the window is {record.window} pixels" in run.findings
    split = run.split()
    assert min(len(names) for names in split.names.values()) >= 2
    assert len(split.lost) <= 0.25 * len(record.names)
    assert set(split.shared_pixels.values()) == {0}


def test_a_stride_larger_than_the_shrunk_window_is_lowered_and_said(tmp_path):
    run = Run(tmp_path / "run", checkerboard_scene(tmp_path, 250, 250, step=10), stride=200)
    run.labels()
    record = run.chips()
    assert record.stride <= record.window < 200
    assert f"at a stride of {record.stride}" in run.findings


@pytest.mark.parametrize("window, stride", [(200, None), (200, 200), (128, 100), (1024, None), (100, 20)])
def test_row_36_a_given_window_that_is_too_large_is_refused_with_one_that_works(tmp_path, window, stride):
    run = Run(tmp_path / "run", checkerboard_scene(tmp_path, 200, 180, step=10), window=window, stride=stride)
    run.labels()
    error = run.refused(run.chips)
    assert f"Windows of {window} pixels" in error.message
    works = int(re.search(r"The largest window that works here, in steps of 16, is (\d+)", error.remedy)[1])
    lowered = re.search(r"with a stride of at most (\d+)", error.remedy)
    stride = int(lowered[1]) if lowered else stride
    run.settings = replace(run.settings, chips=ChipSettings(works, stride))
    run.chips()
    run.split()
    run.settings = replace(run.settings, chips=ChipSettings(works + 16, stride))
    with pytest.raises(EngineError):
        run.chips()


def test_ground_that_is_too_small_for_any_window_is_refused(tmp_path):
    for window in (None, 40):
        folder = tmp_path / str(window)
        folder.mkdir()
        run = Run(folder / "run", checkerboard_scene(folder, 40, 40, step=10), window=window)
        run.labels()
        assert "abel a larger area" in run.refused(run.chips).remedy


def test_a_stride_beyond_the_window_is_refused_by_the_settings():
    with pytest.raises(EngineError, match="leaves gaps"):
        ChipSettings(window=64, stride=65)


# -- cutting again, and stopping ----------------------------------------------------------------------------


def test_cutting_again_replaces_chips_and_the_sets_made_of_them(tmp_path):
    run = Run(tmp_path / "run", checkerboard_scene(tmp_path, 300, 260), window=48, stride=24)
    cut(run)
    run.split()
    run.settings = replace(run.settings, chips=ChipSettings(64, 32))
    record = run.chips()
    assert [image.name for image, _ in chip_files(run.folder.chips / "all")] == sorted(record.names)
    assert sorted(p.name for p in run.folder.chips.iterdir()) == ["all", "chips.json", "index.gpkg"]
    with pytest.raises(EngineError, match="'split' has not been done"):
        run.augment()


@pytest.mark.parametrize("step", ["labels", "chips", "split", "augment"])
def test_cancelling_a_step_leaves_what_was_there_and_nothing_else(tmp_path, step):
    run = Run(tmp_path / "run", checkerboard_scene(tmp_path, 300, 260), window=48, stride=24)
    steps = ["labels", "chips", "split", "augment"]
    for name in steps[: steps.index(step)]:
        getattr(run, name)()
    run.folder.path.mkdir(exist_ok=True)
    before = state_of(run.folder.path)

    def cancel_at_work(event):
        if isinstance(event, Progress):
            run.control.cancel()

    run.reporter.sinks.append(cancel_at_work)
    with pytest.raises(Cancelled):
        getattr(run, step)()
    assert state_of(run.folder.path) == before


@contextmanager
def nearly_full_disk(free: int) -> Iterator[None]:
    """No file can grow beyond ``free`` bytes."""
    resource = pytest.importorskip("resource")
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (free, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)


def test_row_40_a_full_disk_is_said_and_leaves_no_half_chips(tmp_path):
    run = Run(tmp_path / "run", checkerboard_scene(tmp_path, 500, 500, bands=3), window=160, stride=80)
    run.labels()
    with nearly_full_disk(60_000):
        error = run.refused(run.chips)
    assert "cannot be written" in error.message
    assert "free space" in error.remedy
