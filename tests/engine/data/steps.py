"""A run folder taken through steps 1 to 5 by the doors that the pipeline uses."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import gdal

from deep_segmentation_wizard.engine.control import Control
from deep_segmentation_wizard.engine.data.augment import AugmentRecord, augment_chips
from deep_segmentation_wizard.engine.data.chip_plan import ChipsRecord
from deep_segmentation_wizard.engine.data.chips import cut_chips
from deep_segmentation_wizard.engine.data.dataset import DecodedSet, decode_set
from deep_segmentation_wizard.engine.data.labels import LabelsRecord, make_labels
from deep_segmentation_wizard.engine.data.split import SplitRecord, divide_chips
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.events import Event, Finding, Reporter
from deep_segmentation_wizard.engine.run_folder import RunFolder
from deep_segmentation_wizard.engine.settings import (
    AugmentationSettings,
    ChipSettings,
    InputSettings,
    RunSettings,
    Scene,
    SplitSettings,
)
from deep_segmentation_wizard.tests.engine.scenes import make_layer, make_raster, read, rectangle


class Run:
    """The folder, settings and events of one run."""

    def __init__(
        self, path: Path, *scenes: Sequence[Path | str | tuple[str, ...] | None], seed: int = 0,
        window: int | None = None, stride: int | None = None, chips: dict[str, Any] | None = None, **inputs: Any,
    ) -> None:  # fmt: skip
        self.folder = RunFolder(path)
        self.events: list[Event] = []
        self.control = Control()
        self.reporter = Reporter(self.events.append, control=self.control)
        self.settings = RunSettings(
            seed=seed,
            inputs=InputSettings(
                tuple(Scene(*(str(p) if isinstance(p, Path) else p for p in scene)) for scene in scenes), **inputs
            ),
            chips=ChipSettings(window, stride, **chips or {}),
        )

    def labels(self) -> LabelsRecord:
        return make_labels(self.folder, self.settings, self.reporter)

    def chips(self) -> ChipsRecord:
        return cut_chips(self.folder, self.settings, self.reporter)

    def split(self, seed: int | None = None, **split: Any) -> SplitRecord:
        seed = self.settings.seed if seed is None else seed
        self.settings = replace(self.settings, seed=seed, split=SplitSettings(**split))
        return divide_chips(self.folder, self.settings, self.reporter)

    def augment(self, **augmentation: Any) -> AugmentRecord:
        self.settings = replace(self.settings, augmentation=AugmentationSettings(**augmentation))
        return augment_chips(self.folder, self.settings, self.reporter)

    def decode(self, name: str, augmented: bool = False) -> DecodedSet:
        return decode_set(self.folder, name, augmented, self.reporter)

    def label(self, name: str = "scene") -> np.ndarray:
        """The label raster of a scene."""
        return read(self.folder.labels / f"{name}.tif")

    @property
    def findings(self) -> str:
        """Everything that was said to the user, one finding a line."""
        return "\n".join(f"{e.severity}: {e.message} {e.remedy}" for e in self.events if isinstance(e, Finding))

    def refused(self, step: Callable[[], Any]) -> EngineError:
        """The refusal of ``step``, which must leave the folder as it was."""
        before = state_of(self.folder.path)
        with pytest.raises(EngineError) as caught:
            step()
        assert state_of(self.folder.path) == before, "the refusal left something behind"
        assert caught.value.remedy
        return caught.value


def state_of(folder: Path) -> dict[str, tuple[int, str]]:
    """Inode and content of every file below a folder."""
    return {
        str(path.relative_to(folder)): (path.stat().st_ino, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def checkerboard_scene(folder: Path, width: int, height: int, step: int = 20, **raster: Any) -> tuple[Path, Path]:
    """Noise, with a ROI on every other square of ``step`` pixels, so that every chip sees both classes."""
    dtype = raster.pop("dtype", np.uint8)
    name = raster.pop("name", "scene")
    image = np.random.default_rng(1).integers(1, 200, (raster.pop("bands", 1), height, width)).astype(dtype)
    path = make_raster(folder / f"{name}.tif", image, **raster)
    geotransform = gdal.Open(str(path)).GetGeoTransform()
    squares = [
        rectangle(column, row, min(step, width - column), min(step, height - row), geotransform)
        for row in range(0, height, step)
        for column in range(0, width, step)
        if (row + column) // step % 2
    ]
    return path, make_layer(folder / f"{name}_rois.gpkg", squares, epsg=raster.get("epsg", 32633))


def window_of(chip: Path, raster: Path) -> tuple[int, int, int, int]:
    """Column, row, width and height in the raster, from the chip's own georeference."""
    x0, xx, xy, y0, yx, yy = gdal.Open(str(chip)).GetGeoTransform()
    size = gdal.Open(str(chip))
    inverse = gdal.InvGeoTransform(gdal.Open(str(raster)).GetGeoTransform())
    column, row = gdal.ApplyGeoTransform(inverse, x0, y0)
    end = gdal.ApplyGeoTransform(
        inverse,
        x0 + size.RasterXSize * xx + size.RasterYSize * xy,
        y0 + size.RasterXSize * yx + size.RasterYSize * yy,
    )
    exact = np.array([column, row, end[0] - column, end[1] - row])
    assert np.allclose(exact, np.round(exact), atol=1e-3), f"{chip.name} lies between the raster's pixels"
    return tuple(np.round(exact).astype(int).tolist())


def chip_files(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Pairs of image and label below ``images`` and ``labels``, which must hold the same names."""
    images, labels = (sorted((folder / kind).iterdir()) for kind in ("images", "labels"))
    assert [path.name for path in images] == [path.name for path in labels]
    return zip(images, labels, strict=True)
