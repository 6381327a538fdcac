"""See performance.sh. Each measurement is a process of its own; all are taken in turns, and medians are written.

This process imports neither numpy nor torch: its own size would count in the children's peak memory.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from against import engine_runs
from against.child import HERE, ROOT, ChildFailedError, run, run_module
from against.engine_runs import Figures
from against.installing import install, versions
from against.plan import FULL, PEERS, QUICK, WITH_PEERS, Item, Plan, Size


def prepare(size: Size, folder: Path, model: str | None) -> tuple[Plan, dict[str, str]]:
    """Rasters, chips, weights and ONNX files; returns also what cannot be measured, and why."""
    left_out = install(PEERS)
    folder.mkdir(parents=True, exist_ok=True)
    print("making rasters and chips", flush=True)
    _mosaic(folder / "mosaic.tif", size.raster, size.raster)
    for height in size.heights:
        _mosaic(folder / f"high_{height}.tif", size.raster, height)
    labelled = {"path": str(folder / "labelled.tif"), "rois": str(folder / "rois.gpkg"), "size": size.labelled}
    Path(labelled["rois"]).unlink(missing_ok=True)
    run_module("scenes", {"kind": "labelled", **labelled})
    engine_runs.prepare_chips(folder / "chips_run", labelled["path"], labelled["rois"])
    if model is None:
        print(f"training weights on the sample for {size.minutes:g} minutes", flush=True)
        model = engine_runs.train_model(folder / "model_run", size.minutes, "auto")
    wanted = {"model": model, "folder": str(folder), "window": size.window, "batches": sorted({1, size.batch})}
    try:
        run_module("onnx_tools", wanted, WITH_PEERS)
    except ChildFailedError as error:
        left_out["ONNX Runtime and OpenVINO"] = f"the model could not be exported ({error})"
    return Plan(size, folder, model), left_out


def _mosaic(path: Path, width: int, height: int) -> None:
    run_module("scenes", {"kind": "mosaic", "path": str(path), "width": width, "height": height})


def measure(items: list[Item], rounds: int, left_out: dict[str, str]) -> dict[str, list[Figures]]:
    """All in turns, beginning each round elsewhere, so that nobody always comes after the same."""
    results: dict[str, list[Figures]] = {}
    broken: set[str] = set()
    for number in range(rounds):
        begin = number * len(items) // rounds
        for item in items[begin:] + items[:begin]:
            if item.key in broken:
                continue
            start = time.monotonic()
            try:
                figures = item.work()
            except (ChildFailedError, LookupError, ValueError, StopIteration) as error:
                broken.add(item.key)
                left_out[item.key] = str(error) or "it did not say what was asked"
                print(f"{item.key}: left out, {error}", flush=True)
                continue
            results.setdefault(item.key, []).append(figures)
            numbers = {name: value for name, value in figures.items() if isinstance(value, float)}
            shown = ", ".join(f"{name} {value:.5g}" for name, value in numbers.items())
            print(f"round {number + 1}, {item.key}: {shown} ({time.monotonic() - start:.0f} s)", flush=True)
    return results


def medians(results: dict[str, list[Figures]]) -> dict[str, Figures]:
    """Of each figure of each item; what is no number as the last round has it."""
    reduced = {}
    for key, rounds in results.items():
        names = dict.fromkeys(name for figures in rounds for name in figures)
        values = {name: [figures[name] for figures in rounds if name in figures] for name in names}
        reduced[key] = {
            name: statistics.median(found) if isinstance(found[0], (int, float)) else found[-1]
            for name, found in values.items()
        }
    return reduced


def describe_machine() -> dict[str, Any]:
    """What was measured on, by the engine's own report."""
    load = os.getloadavg()[0]  # before anything of ours is at work
    child = run([sys.executable, "-m", "engine", "doctor", "--json"])
    return {
        "doctor": json.loads("\n".join(child.lines)),
        "processors": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "load": round(load, 2),
        "date": time.strftime("%Y-%m-%d"),
    }


def main() -> None:
    """Measure, and write."""
    parser = argparse.ArgumentParser(description="See performance.sh.")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--model", type=lambda text: str(Path(text).resolve()))
    parser.add_argument("--device", choices=("cpu", "cuda"), help="this one alone")
    parser.add_argument("--only", default="", help="measure items anew whose names begin so: cpu/raster,…")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "performance")
    parser.add_argument("--again", action="store_true")
    options = parser.parse_args()
    folder, size = options.folder.resolve(), QUICK if options.quick else FULL
    file = folder / "results.json"
    if not options.again:
        machine = describe_machine()  # first, for it also tells how busy the machine is
        plan, left_out = prepare(size, folder, options.model)
        kinds = [device["kind"] for device in machine["doctor"]["devices"]]
        devices = [options.device] if options.device else [kind for kind in ("cpu", "cuda") if kind in kinds]
        wanted = tuple(options.only.split(","))
        items = [item for device in devices for item in plan.items(device) if item.key.startswith(wanted)]
        rounds = options.rounds or size.rounds
        machine["peers"] = versions(PEERS)
        results = measure(items, rounds, left_out)
        if options.only and file.exists():
            earlier = json.loads(file.read_text(encoding="utf-8"))
            results, left_out = earlier["rounds_of"] | results, earlier["left_out"] | left_out
        plan.compare(results)
        found = {
            "machine": machine, "size": vars(size), "rounds": rounds, "devices": devices, "left_out": left_out,
            "rounds_of": results, "figures": medians(results),
        }  # fmt: skip
        file.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
        for name in ("chips_run", "chips_run_training", "first_step"):
            shutil.rmtree(folder / name, ignore_errors=True)
    docs = folder if options.quick else ROOT / "docs"
    run([sys.executable, str(HERE / "report.py"), str(file), str(docs)])
    print(docs / "performance.md")


if __name__ == "__main__":
    main()
