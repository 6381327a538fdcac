"""See chips.sh. Two rasters of 6000 × 6000 pixels, RGB, are cut at window 256 and stride 128.

A side has 45 windows at that stride and one more that ends at the edge, so a raster gives 46 × 46 = 2116 chips and
both give 4232; without those at the edge, as some tools cut, it would be 2 × 45 × 45 = 4050. Each is an image of
196,608 bytes and a label of 65,536.

- raw: the same bytes as plain files, two a chip, from memory, without a raster being read; and so by 4 threads
- the engine's step as it stands, in GeoTIFF and npy: reads rasters and labels, plans, writes chips, index, record
- gdal_retile.py: images alone, for it knows no labels
- gdal_translate, once an image and once a label, on a few chips
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from os import sync
from pathlib import Path

import numpy as np
from osgeo import gdal, ogr, osr

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from engine.data.chips import cut_chips
from engine.data.labels import make_labels
from engine.events import Reporter
from engine.run_folder import RunFolder
from engine.settings import ChipSettings, InputSettings, RunSettings, Scene

SIZE, WINDOW, STRIDE = 6000, 256, 128
SAMPLE = 24


def make_scene(folder: Path, number: int) -> Scene:
    """A raster of noise with squares on two fifths of it."""
    rng = np.random.default_rng(number)
    raster, rois = folder / f"scene_{number}.tif", folder / f"rois_{number}.gpkg"
    x0, y0 = 500000 + 4000 * number, 5500000
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    dataset = gdal.GetDriverByName("GTiff").Create(str(raster), SIZE, SIZE, 3, gdal.GDT_Byte, ["TILED=YES"])
    dataset.SetGeoTransform((x0, 0.5, 0, y0, 0, -0.5))
    dataset.SetSpatialRef(crs)
    dataset.WriteArray(rng.integers(1, 255, (3, SIZE, SIZE), np.uint8))
    dataset = None
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(rois))
    layer = source.CreateLayer("rois", crs, ogr.wkbPolygon)
    source.StartTransaction()
    for row, column in np.argwhere(rng.random((SIZE // 60, SIZE // 60)) < 0.4):
        x, y = x0 + column * 30, y0 - row * 30
        feature = ogr.Feature(layer.GetLayerDefn())
        corners = ((0, 0), (25, 0), (28, 25), (0, 28), (0, 0))
        ring = ",".join(f"{x + i} {y - j}" for i, j in corners)
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POLYGON(({ring}))"))
        layer.CreateFeature(feature)
    source.CommitTransaction()
    del layer, source
    return Scene(str(raster), str(rois))


def write_raw(folder: Path, count: int, threads: int) -> int:
    """The bytes of so many chips as plain files."""
    strip = np.random.default_rng(9).integers(0, 255, (4, WINDOW, SIZE), np.uint8)
    columns = [STRIDE * i for i in range((SIZE - WINDOW) // STRIDE + 1)]

    def write(number: int) -> None:
        column = columns[number % len(columns)]
        chip = strip[:, :, column : column + WINDOW]
        for path, pixels in ((images, chip[:3]), (labels, chip[3])):
            with open(path / f"{number}.raw", "wb") as file:
                file.write(np.ascontiguousarray(pixels))  # tobytes would copy each pixel by itself

    images, labels = folder / "images", folder / "labels"
    images.mkdir()
    labels.mkdir()
    if threads == 1:
        for number in range(count):
            write(number)
    else:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(write, range(count)))
    return count


def cut(run: Path, inputs: InputSettings, kind: str) -> int:
    """The engine's step; returns the number of chips."""
    settings = RunSettings(inputs=inputs, chips=ChipSettings(WINDOW, STRIDE, kind))
    return len(cut_chips(RunFolder(run), settings, Reporter()).names)


def retile(folder: Path, scenes: list[Scene]) -> int:
    """Tiles of the images by gdal_retile.py."""
    for scene in scenes:
        size = ["-ps", str(WINDOW), str(WINDOW), "-overlap", str(STRIDE)]
        subprocess.run(["gdal_retile.py", "-q", *size, "-targetDir", str(folder), scene.raster], check=True)
    return len(list(folder.iterdir()))


def translate(folder: Path, scene: Scene, label: Path) -> int:
    """Image and label of a few chips by gdal_translate."""
    for number in range(SAMPLE):
        place = ["-srcwin", str(STRIDE * number), "0", str(WINDOW), str(WINDOW)]
        for kind, source in (("image", scene.raster), ("label", str(label))):
            target = str(folder / f"{number}_{kind}.tif")
            subprocess.run(["gdal_translate", "-q", *place, source, target], check=True)
    return SAMPLE


def timed(work: Callable[[], int], folder: Path) -> float:
    """Chips a second, into an empty folder, with nothing of earlier work left to be written."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    sync()
    start = time.monotonic()
    count = work()
    return count / (time.monotonic() - start)


def main(folder: Path, rounds: int) -> None:
    """Measure in turns and print the medians."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    scenes = [make_scene(folder, number) for number in range(2)]
    inputs = InputSettings(tuple(scenes))
    run = folder / "run"
    run.mkdir()
    make_labels(RunFolder(run), RunSettings(inputs=inputs), Reporter())
    label = run / "labels" / "scene_0.tif"
    count = 2 * ((SIZE - WINDOW - 1) // STRIDE + 2) ** 2
    target = folder / "target"
    works: dict[str, tuple[Callable[[], int], Path]] = {
        "raw files": (lambda: write_raw(target, count, 1), target),
        "raw files by 4 threads": (lambda: write_raw(target, count, 4), target),
        "engine, geotiff": (lambda: cut(run, inputs, "geotiff"), run / "chips"),
        "engine, npy": (lambda: cut(run, inputs, "npy"), run / "chips"),
        "gdal_translate": (lambda: translate(target, scenes[0], label), target),
    }
    if shutil.which("gdal_retile.py"):
        works["gdal_retile.py (images alone)"] = (lambda: retile(target, scenes), target)
    speeds: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds):
        order = list(works)
        for name in (
            order[number % len(order) :] + order[: number % len(order)]
        ):  # nobody always comes after the same
            speeds[name].append(timed(*works[name]))
        print(f"round {number + 1}:", ", ".join(f"{name} {v[-1]:.0f}" for name, v in speeds.items()), flush=True)
    shutil.rmtree(folder)
    raw = statistics.median(speeds["raw files"])
    print(f"\n{count} chips of {WINDOW} × {WINDOW} with labels; medians of {rounds} rounds")
    for name, values in speeds.items():
        median = statistics.median(values)
        spread = f"{min(values):.0f}–{max(values):.0f}"
        print(f"  {name:<30} {median:7.0f} a second ({spread})  {median / raw:5.2f} of raw")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
