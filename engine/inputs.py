"""What the user can choose about rasters and ROIs; a part of ``settings``."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from .databases import refuse_password
from .errors import EngineError
from .plain import later

Resampling = Literal["auto", "average", "bilinear"]


@dataclass(frozen=True)
class Scene:
    """A raster and the polygons drawn on it."""

    raster: str
    """Path of the raster."""
    rois: str
    """Path of the polygon layer; a layer of many in one file is written ``file.gpkg|layername=NAME``."""
    area: str | None = None
    """Path of a polygon layer that bounds what was labelled; everything outside it is ignored."""
    more: tuple[str, ...] = later(())
    """Further rasters of the same ground, whose bands come after those of ``raster``."""
    unlabelled: Literal["background", "ignore"] | None = later(None)
    """What lies outside every ROI of this scene; None: what the run's rule says."""

    def __post_init__(self) -> None:
        for path in (*self.files, self.rois, self.area or ""):
            refuse_password(path)

    @property
    def files(self) -> tuple[str, ...]:
        """The rasters that its bands lie in."""
        return (self.raster, *self.more)


@dataclass(frozen=True)
class ClassRule:
    """What becomes of one value of the class field."""

    value: str
    """As text; '' without a class field, where there is one class only."""
    name: str = ""
    """Another name for the class; '' keeps the value. Values with one name are one class."""
    use: bool = True
    """False: as if its polygons had not been drawn."""


@dataclass(frozen=True)
class InputSettings:
    """Step 1: what to learn from."""

    scenes: tuple[Scene, ...] = ()
    class_field: str | None = None
    """Field of the ROI layer that names the class of each polygon; None: all polygons are one class."""
    unlabelled: Literal["background", "ignore"] | None = None
    """What lies outside every ROI. None: background without a class field, ignored with one."""
    classes: tuple[ClassRule, ...] = ()
    """Values that are left out, renamed or merged; a value without a rule stays what it is."""
    overlap: Literal["later", "earlier", "smaller"] = "later"
    """Which of two overlapping ROIs counts: by their order in the layer, or the smaller one."""
    all_touched: bool = False
    """Whether a ROI takes every pixel that it touches, not only those whose middle it covers."""
    line_width: float | None = None
    """Lines are taken for strips of this width, in metres on the ground (map units without a CRS)."""
    point_radius: float | None = None
    """Points are taken for discs of this radius, in metres on the ground (map units without a CRS)."""
    without_rois: Literal["skip", "background"] = "skip"
    """Of several rasters with one ROI layer, those without any ROI: left out, or all background."""
    bands: tuple[int, ...] = later(())
    """The bands to learn from, in this order, by their numbers in the raster, from 1; empty: all."""
    pixel_size: float | None = later(None)
    """Side of the pixels to learn from, in metres on the ground (map units without a CRS); None: the raster's."""
    resampling: Resampling = later("auto")
    """How pixels of another size are made. auto: average for larger ones, bilinear for smaller ones."""

    def __post_init__(self) -> None:
        for name in ("line_width", "point_radius", "pixel_size"):
            value = getattr(self, name)
            if value is not None and not 0 < value < math.inf:
                raise EngineError(f"'inputs.{name}' is {value:g}.", "Give a number of metres above 0.")
        if min(self.bands, default=1) < 1 or len(set(self.bands)) < len(self.bands):
            raise EngineError(
                f"The bands {', '.join(map(str, self.bands))} do not work.",
                "Give the number of each band once, from 1 up.",
            )
        values = [rule.value for rule in self.classes]
        if len(set(values)) < len(values):
            raise EngineError("Two rules are given for one class.", "Give each value of the class field once.")
        if self.class_field is None and not self.has_background:
            raise EngineError(
                "With one class only and everything else ignored there is nothing to tell apart.",
                "Use unlabelled 'background', or name a class field.",
            )

    @property
    def unlabelled_is_background(self) -> bool:
        """The rule in force, with the default filled in."""
        return (self.unlabelled or ("background" if self.class_field is None else "ignore")) == "background"

    def is_background_in(self, scene: Scene) -> bool:
        """Whether what lies outside every ROI of this scene is background."""
        return self.unlabelled_is_background if scene.unlabelled is None else scene.unlabelled == "background"

    @property
    def has_background(self) -> bool:
        """Whether that holds for any scene."""
        scenes = self.scenes or (Scene("", ""),)
        return any(map(self.is_background_in, scenes))
