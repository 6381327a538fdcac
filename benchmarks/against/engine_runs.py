"""Our engine by its public doors: the command line, its events and history.csv."""

from __future__ import annotations

import csv
import json
import shutil
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .child import ROOT, Child, run

SAMPLE = ROOT / "sample" / "banepa_train.tif"
SAMPLE_ROIS = ROOT / "sample" / "banepa_train_buildings.gpkg"
Figures = dict[str, Any]


def command(*words: str) -> list[str]:
    """``python -m engine …`` with events as JSON lines."""
    return [sys.executable, "-m", "engine", *words, "--json"]


def predict(model: str, raster: str, output: str, device: str, options: Sequence[str] = ()) -> Figures:
    """Map a raster, and tell: seconds of both steps (opening, reading, prediction, writing the COG), windows a
    second in the first, which ends with probabilities on the disk, and in both, seconds until the first windows
    are done and of the whole command, and its peak memory."""
    words = ("predict", "--model", model, "--raster", raster, "--output", output, "--device", device)
    Path(output).unlink(missing_ok=True)
    child = run(command(*words, *options))
    events = [json.loads(line) for line in child.lines]
    steps = [event for event in events if event["event"] == "StepFinished"]
    seconds = sum(event["seconds"] for event in steps)
    predicting = next(event["seconds"] for event in steps if event["step"] == "predict")
    told = [(event, at) for event, at in zip(events, child.times, strict=True) if event["event"] == "Progress"]
    windows = [(event, at) for event, at in told if event["unit"] == "windows"]
    return {
        "seconds": seconds,
        "speed": windows[0][0]["total"] / predicting,
        "speed_with_mask": windows[0][0]["total"] / seconds,
        "first_window": next(at for event, at in windows if event["done"] > 0),
        "command_seconds": child.seconds,
        "peak_mib": child.peak_mib,
    }


def train_model(folder: Path, minutes: float, device: str) -> str:
    """Train on the sample, as a user would; returns the model file."""
    shutil.rmtree(folder, ignore_errors=True)
    run(command(*_on_the_sample(folder, device), "--minutes", str(minutes)))
    return str(folder / "model.safetensors")


def first_step(folder: Path, device: str) -> Figures:
    """Seconds from the command to the first step of the optimizer, chips and all before it included."""
    shutil.rmtree(folder, ignore_errors=True)
    child = run(command(*_on_the_sample(folder, device), "--epochs", "2"), enough=_is_batch)
    shutil.rmtree(folder, ignore_errors=True)
    return {"seconds": next(at for line, at in zip(child.lines, child.times, strict=True) if _is_batch(line))}


def _is_batch(line: str) -> bool:
    return json.loads(line)["event"] == "BatchDone"


def _on_the_sample(folder: Path, device: str) -> tuple[str, ...]:
    inputs = ("--raster", str(SAMPLE), "--rois", str(SAMPLE_ROIS))
    return ("run", *inputs, "--folder", str(folder), "--device", device)


def prepare_chips(folder: Path, raster: str, rois: str) -> None:
    """Everything up to the training: chips of 256 × 256 pixels that do not overlap, without augmented copies."""
    shutil.rmtree(folder, ignore_errors=True)
    run(command("labels", "--folder", str(folder), "--raster", raster, "--rois", rois))
    run(command("chips", "--folder", str(folder), "--window", "256", "--stride", "256"))
    run(command("split", "--folder", str(folder)))
    run(command("augment", "--folder", str(folder), "--augment", "none"))


def train_loop(prepared: Path, epochs: int, device: str, options: Sequence[str] = (), **variables: str) -> Figures:
    """Train from prepared chips: images a second by history.csv, without the first epoch, and seconds of an epoch
    with its validation and checkpoint."""
    folder = prepared.with_name(prepared.name + "_training")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(prepared, folder)
    child = _train(folder, epochs, device, options, variables)
    with open(folder / "history.csv", encoding="utf-8") as file:
        rows = [{name: float(value or 0) for name, value in row.items()} for row in csv.DictReader(file)][1:]
    shutil.rmtree(folder)
    return {
        "speed": statistics.median(row["images_per_second"] for row in rows),
        "epoch_seconds": statistics.median(row["seconds"] for row in rows),
        "command_seconds": child.seconds,
        "peak_mib": child.peak_mib,
    }


def _train(folder: Path, epochs: int, device: str, options: Sequence[str], environment: dict[str, str]) -> Child:
    words = ("train", "--folder", str(folder), "--epochs", str(epochs), "--device", device)
    time.sleep(1)  # lets the copied chips settle
    return run(command(*words, *options), environment)
