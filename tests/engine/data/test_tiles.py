"""An orthophoto as many tiles: a folder stands for its rasters, and a run learns from all of them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from deep_segmentation_wizard.engine.data.tiles import is_folder, rasters_in
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.tests.engine.scenes import (
    NORTH_UP,
    TINY_NETWORK,
    bright_squares,
    engine,
    make_layer,
    make_raster,
    rectangle,
)

SIDE = 64


def make_tiles(folder: Path, count: int, labelled: int) -> tuple[Path, Path]:
    """A folder of tiles in a row, and one layer with the squares of the first ``labelled`` ones."""
    tiles = folder / "tiles"
    tiles.mkdir(parents=True)
    polygons = []
    for number in range(count):
        image, squares = bright_squares(SIDE, SIDE, seed=number)
        place = (NORTH_UP[0] + number * SIDE * NORTH_UP[1], *NORTH_UP[1:])
        if number < labelled:
            polygons += [rectangle(*square, place) for square in squares]
        else:
            image[:] = image % 60
        make_raster(tiles / f"tile_{number:02}.tif", image, place)
    return tiles, make_layer(folder / "rois.gpkg", polygons)


def names(paths: list[str]) -> list[str]:
    return [Path(path).name for path in paths]


def test_rasters_of_a_folder_are_those_that_gdal_knows_sorted_by_name(tmp_path):
    for name in ("b.tif", "a.TIF", "10.tif"):
        make_raster(tmp_path / name, np.ones((9, 9), np.uint8))
    gdal.Open(str(tmp_path / "b.tif")).BuildOverviews("NEAREST", [2])
    gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "NO")
    try:
        dataset = gdal.Open(str(tmp_path / "b.tif"), gdal.GA_Update)
        dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
        dataset = None
    finally:
        gdal.SetConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES")
    gdal.Translate(str(tmp_path / "c.png"), str(tmp_path / "b.tif"), format="PNG")
    gdal.Translate(str(tmp_path / "d.jp2x.img"), str(tmp_path / "b.tif"), format="HFA")
    gdal.Translate(str(tmp_path / "raster.gpkg"), str(tmp_path / "b.tif"), format="GPKG")
    gdal.BuildVRT(str(tmp_path / "mosaic.vrt"), [str(tmp_path / "a.TIF")]).FlushCache()
    (tmp_path / "within").mkdir()
    make_raster(tmp_path / "within" / "e.tif", np.ones((9, 9), np.uint8))
    make_layer(tmp_path / "rois.gpkg", [rectangle(0, 0, 2, 2)])
    make_layer(tmp_path / "rois.shp", [rectangle(0, 0, 2, 2)], driver="ESRI Shapefile")
    make_layer(tmp_path / "rois.geojson", [rectangle(0, 0, 2, 2)], driver="GeoJSON")
    (tmp_path / "notes.txt").write_text("of the flight")
    assert {"b.tif.msk", "c.png.aux.xml", "rois.dbf"} <= {path.name for path in tmp_path.iterdir()}
    assert names(rasters_in(str(tmp_path))) == ["10.tif", "a.TIF", "b.tif", "c.png", "d.jp2x.img", "raster.gpkg"]


def test_a_mosaic_counts_where_there_are_no_tiles_beside_it(tmp_path):
    tiles, _ = make_tiles(tmp_path, 2, 1)
    mosaics = tmp_path / "mosaics"
    mosaics.mkdir()
    gdal.BuildVRT(str(mosaics / "all.vrt"), rasters_in(str(tiles))).FlushCache()
    assert names(rasters_in(str(mosaics))) == ["all.vrt"]


def test_a_damaged_tile_is_named_and_not_passed_over(tmp_path):
    tiles, rois = make_tiles(tmp_path, 3, 3)
    damaged = tiles / "tile_01.tif"
    damaged.write_bytes(damaged.read_bytes()[:100])
    done = engine("check", "--quick", "--raster", tiles, "--rois", rois)
    assert done.returncode == 1 and "tile_01.tif cannot be" in done.stderr


def test_a_folder_without_rasters_is_refused_with_where_to_look(tmp_path):
    tiles, rois = make_tiles(tmp_path, 1, 1)
    assert is_folder(str(tmp_path)) and not is_folder(str(tiles / "tile_00.tif"))
    with pytest.raises(EngineError, match="no raster in the folder") as caught:
        rasters_in(str(tmp_path))
    assert "folders within it are not searched" in caught.value.remedy
    done = engine("labels", "--raster", tmp_path, "--rois", rois, "--folder", tmp_path / "run")
    assert done.returncode == 1 and "no raster in the folder" in done.stderr and not (tmp_path / "run").exists()


@pytest.mark.parametrize("rule", ["skip", "background"])
def test_twenty_tiles_under_one_layer_go_through_a_run(rule, tmp_path):
    tiles, rois = make_tiles(tmp_path, 20, 14)
    run = tmp_path / "run"
    done = engine(
        "run", "--raster", tiles, "--rois", rois, "--bare-rasters", rule, "--folder", run,
        "--window", SIDE, "--stride", SIDE, "--epochs", 1, "--augment", "none", *TINY_NETWORK,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    used = 14 if rule == "skip" else 20
    wanted = [f"tile_{number:02}" for number in range(20)]
    assert [scene["name"] for scene in json.loads((run / "labels/labels.json").read_text())["scenes"]] == wanted[
        :used
    ]
    assert len(list((run / "chips/all/images").iterdir())) == used
    assert sorted(path.name for path in (run / "prediction").glob("*_mask.tif")) == [
        f"{n}_mask.tif" for n in wanted
    ]
    assert "6 of 20 rasters have no ROI" in (run / "events.jsonl").read_text()
    with open(run / "history.csv", newline="") as file:
        assert len(list(csv.DictReader(file))) == 1


def test_several_files_after_one_option_and_what_goes_with_each(tmp_path):
    first, rois = make_tiles(tmp_path / "a", 3, 3)
    second, others = make_tiles(tmp_path / "b", 2, 2)
    area = make_layer(tmp_path / "area.gpkg", [rectangle(0, 0, 30 * SIDE, SIDE)])
    given = ["labels", "--raster", *sorted(first.iterdir()), "--raster", second, "--folder", tmp_path / "run"]
    rules = ("--unlabelled", "background", "--unlabelled", "ignore")
    done = engine(*given, "--rois", rois, "--rois", others, "--area", area, *rules)
    assert done.returncode == 0, done.stderr
    scenes = json.loads((tmp_path / "run/settings.json").read_text())["inputs"]["scenes"]
    assert [Path(scene["rois"]).parent.name for scene in scenes] == ["a", "a", "a", "b", "b"]
    assert [scene["unlabelled"] for scene in scenes] == ["background"] * 3 + ["ignore"] * 2
    assert {Path(scene["area"]).name for scene in scenes} == {"area.gpkg"}
    done = engine(*given[:-1], tmp_path / "other", *["--rois", rois] * 4)
    assert done.returncode == 1 and "--rois is given 4 times for 5 rasters" in done.stderr


def test_preview_takes_a_folder_too(tmp_path):
    tiles, rois = make_tiles(tmp_path, 6, 6)
    sheet = tmp_path / "sheet.png"
    done = engine(
        "preview", "--raster", tiles, "--rois", rois, "--window", SIDE, "--stride", SIDE,
        "--augment", "turns", "--output", sheet,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert sheet.stat().st_size > 1000
