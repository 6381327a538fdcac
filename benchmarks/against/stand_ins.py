"""Modules that stand in for packages which a peer imports but does not use for what is measured here.

A peer's requirements fill gigabytes, clash with the system's numpy, and only a few of them are at work when a
raster is segmented. Those others are replaced: any name in them is a class that does nothing. If the measured code
did use one, it would fail or give a wrong mask, and the masks are compared.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any


class _AnyName(type):
    """A class of which any attribute is such a class again."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _AnyName(name, (_Nothing,), {})

    def __iter__(cls) -> Any:
        return iter(())

    def __or__(cls, other: Any) -> Any:
        return cls

    def __ror__(cls, other: Any) -> Any:
        return cls


class _Nothing(metaclass=_AnyName):
    """Takes whatever it is given and does nothing; as a decorator it leaves what it decorates."""

    def __new__(cls, *given: Any, **_: Any) -> Any:
        return given[0] if len(given) == 1 and callable(given[0]) else super().__new__(cls)

    def __init__(self, *_: Any, **__: Any) -> None:
        pass

    def __call__(self, *given: Any, **_: Any) -> Any:
        return given[0] if len(given) == 1 and callable(given[0]) else self

    def __class_getitem__(cls, _: Any) -> Any:
        return cls


class _StandIn(ModuleType):
    __path__: Sequence[str] = ()
    __all__: Sequence[str] = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _AnyName(name, (_Nothing,), {})


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules of the packages named, before anything else looks for them."""

    def __init__(self, packages: Sequence[str]) -> None:
        self.packages = tuple(packages)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if not any(name == package or name.startswith(package + ".") for package in self.packages):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


def stand_in(*packages: str) -> None:
    """From now on, importing any of these packages gives an empty one."""
    sys.meta_path.insert(0, _Finder(packages))


GEOAI = (
    "torchvision", "skimage", "sklearn", "segmentation_models_pytorch", "lightly_train", "geopandas", "leafmap",
    "pandas", "rioxarray", "shapely", "xarray",
)  # fmt: skip
RASTER_VISION = (
    "torchvision", "torch.utils.tensorboard", "skimage", "sklearn", "albumentations", "pycocotools", "boto3",
    "geopandas", "pandas", "pystac", "shapely", "xarray",
)  # fmt: skip
"""What stands in for the requirements of each."""
