"""Runs the driver of the same name in the real QGIS, and writes what it saw: called by first_model.sh."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import cv2
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import delivery  # noqa: E402
import real_qgis  # noqa: E402

CAPTIONS = {
    "plugin_manager": "the plugin manager: *Install from ZIP*, *Install Plugin*",
    "engine_missing": "a click on the button in the toolbar: what is missing, how much comes, and where it goes",
    "engine_downloading": "*Install*: it downloads",
    "engine_trying": "it tries a training step",
    "engine_ready": "ready",
    "inputs": "*Try with the sample*, and a folder",
    "chips": "*Next*: the chips",
    "split": "*Next*: training, validation and testing",
    "augmentation": "*Next*: augmentation",
    "network": "*Next*: how long to train",
    "training_live": "*Start training*: {live} passes are done",
    "training": "it has trained",
    "model": "*Next*: the best checkpoint is the model",
}
"""In the order of the way; pictures of other names are left out."""
ACROSS, WIDTH, LIVE = 3, 640, 3


def main() -> None:
    """Walk, and write page and picture."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 2
    with tempfile.TemporaryDirectory(prefix="banepa_", dir=Path.home()) as name:
        work = Path(name)
        package = delivery.make_zip(delivery.clone(work / "clone", delivery.current_revision()))
        (work / "pictures").mkdir()
        wishes = {"folder": str(work / "buildings"), "minutes": minutes, "live_epoch": LIVE}
        arguments = {"zip": str(package), "wishes": wishes, "pictures": str(work / "pictures")}
        # As on a computer that has seen nothing of ours.
        os.environ |= {"DEEP_SEGMENTATION_WIZARD_PACKAGES": str(work / "packages"), "PIP_NO_CACHE_DIR": "1"}
        driver = real_qgis.DRIVERS / "first_model.py"
        outcome = real_qgis.run_driver(
            driver, work, arguments, plugin=None, timeout=60 * minutes + 1200, screen=(1280, 720)
        )
        best = json.loads((work / "buildings" / "selection.json").read_text(encoding="utf-8"))
        pictures = {path.stem[3:]: path for path in sorted((work / "pictures").iterdir())}
        if os.environ.get("KEEP"):
            shutil.copytree(work / "pictures", os.environ["KEEP"], dirs_exist_ok=True)
        shown = {name: outcome.result["seconds"][name] for name in CAPTIONS if name in pictures}
        draw([(pictures[name], seconds) for name, seconds in shown.items()])
    print(json.dumps(outcome.result, indent=1), outcome.complaints, sep="\n")
    write(shown, outcome.result, minutes, best)


def draw(pictures: list[tuple[Path, float]]) -> None:
    """All pictures in one, each with its number and its time."""
    cells = []
    for number, (path, seconds) in enumerate(pictures, start=1):
        picture = cv2.imread(str(path))
        height = round(WIDTH * 0.6)
        scale = min(WIDTH / picture.shape[1], height / picture.shape[0])
        small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        cell = np.full((height + 40, WIDTH + 12, 3), 255, np.uint8)
        cell[34 : 34 + small.shape[0], 6 : 6 + small.shape[1]] = small
        words = f"{number}  {clock(seconds)}"
        cv2.putText(cell, words, (8, 25), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (60, 60, 60), 2, cv2.LINE_AA)
        cells.append(cell)
    while len(cells) % ACROSS:
        cells.append(np.full_like(cells[0], 255))
    rows = [np.hstack(cells[start : start + ACROSS]) for start in range(0, len(cells), ACROSS)]
    target = ROOT / "docs" / "images" / "first_model.jpg"
    cv2.imwrite(str(target), np.vstack(rows), [cv2.IMWRITE_JPEG_QUALITY, 85])


def write(shown: dict[str, float], seen: dict, minutes: float, best: dict) -> None:
    """The page with the times."""
    lines = [
        "# From nothing to a trained model, by clicks alone",
        "",
        f"Seen by `benchmarks/first_model.sh` on: {processor()}, {os.cpu_count()} processors, {versions()}. QGIS "
        "began with a new profile, its Python without PyTorch; nothing was typed but two paths and the minutes of "
        f"training ({minutes:g}). PyTorch came from the package index of that machine: elsewhere that takes "
        "what the connection takes.",
        "",
        "| | since the first click | |",
        "| --- | --- | --- |",
    ]
    for number, (name, seconds) in enumerate(shown.items(), start=1):
        lines.append(f"| {number} | {clock(seconds)} | {CAPTIONS[name].format(live=LIVE)} |")
    lines += ["", f"{seen['epochs']} passes; {figure_of(best)}.", "",
              "![The steps, with their times](images/first_model.jpg)", ""]  # fmt: skip
    (ROOT / "docs" / "first_model.md").write_text("\n".join(lines), encoding="utf-8")


def figure_of(selection: dict) -> str:
    """What the model reaches on its testing set."""
    chosen = next(item for item in selection["candidates"] if item["epoch"] == selection["chosen"])
    iou, accuracy = (chosen["test"][name] for name in ("iou", "accuracy"))
    return f"on the testing chips the model reaches an IoU of {iou:.3f}, an accuracy of {accuracy:.3f}"


def clock(seconds: float) -> str:
    """Minutes and seconds."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def processor() -> str:
    """Its maker's name for it, where the system tells."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def versions() -> str:
    """QGIS's, in its own words."""
    return subprocess.run(["qgis", "--version"], capture_output=True, text=True).stdout.split(" '")[0].strip()


if __name__ == "__main__":
    main()
