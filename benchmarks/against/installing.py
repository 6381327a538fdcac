"""The peers, from the package index into an untracked folder, without what they require: see stand_ins.py."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

COMMON = ("typing_extensions", "flatbuffers", "protobuf", "ml_dtypes==0.5.0")
"""ml_dtypes 0.5.0 is the last one that was seen to import with the system's numpy 1.24."""
RASTERIO = ("rasterio", "affine==2.4.0", "attrs", "cligj", "click", "click-plugins")
PEERS = {
    "ONNX Runtime": (*COMMON, "onnx", "onnxruntime"),
    "OpenVINO": (*COMMON, "onnx", "openvino"),
    "geoai": (*RASTERIO, "geoai-py"),
    "raster-vision": (
        *RASTERIO, "typing_extensions", "pydantic", "pydantic-core", "annotated-types", "typing-inspection",
        "everett", "configobj", "rastervision_pipeline", "rastervision_core", "rastervision_pytorch_learner",
    ),
}  # fmt: skip
"""What each needs of the index for what is measured here."""


def install(folder: Path) -> dict[str, str]:
    """Install what is missing; returns the peers that cannot be had, and why. Nothing of the system is changed."""
    missing: dict[str, str] = {}
    folder.mkdir(parents=True, exist_ok=True)
    for peer, packages in PEERS.items():
        there = versions(folder)
        wanted = [package for package in packages if _name(package) not in there]
        if not wanted:
            continue
        print(f"installing {peer} into {folder}", flush=True)
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check"]
        done = subprocess.run(
            [*command, "--target", str(folder), *wanted], capture_output=True, text=True, check=False
        )
        if done.returncode:
            lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
            missing[peer] = "it could not be installed: " + (lines[-1] if lines else "see pip").rstrip()
    return missing


def versions(folder: Path) -> dict[str, str]:
    """Name and version of what lies in the folder."""
    return {_name(item.metadata["Name"]): item.version for item in distributions(path=[str(folder)])}


def _name(package: str) -> str:
    return package.partition("==")[0].lower().replace("_", "-")
