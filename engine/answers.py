"""What the wizard can ask the engine while nothing runs, and the answers.

What can be asked (``settings`` is a whole settings.json as an object):

raster   {path} → {width, height, bands: [names], dtype, crs (WKT), geotransform, extent, nodata: [per band]}
bands    {settings} → {bands: [{number, name}]}: all that the first scene has to choose from
tiles    {folder} → {rasters: [paths]}: those that a folder stands for
layer    {path, class_field?, raster?} → {name, fields: [{name, type}], polygons,
         values: [{value, polygons}] of the class field}
check    {settings} → {findings: [{severity: info|warning|error, message, remedy}],
         classes: [{code, name, colour, polygons, pixels}], ignored (pixels), ready,
         rasters: [{raster, width, height, bands, dtype, crs, metres, unknown, ranges}]}
plan     {settings} → {window, stride, scenes: [{name, raster, crs, geotransform, width, height}],
         chips: {scene: [...], column: [...], row: [...], set: [0 train, 1 validation, 2 test, -1 lost]},
         sets: {train: {count, percent, shares: {code: share}}, …}, lost, outside (of the lost, those in no
         polygon of a set), notes (texts on how the sets came about), shared: {pair: pixels},
         left_out, too_little, plain (windows that are no chips: without labels, with too few, without ROIs),
         kept_plain (chips without ROIs), bytes (of the chips on the disk), bands,
         classes: [{code, name, colour, pixels}], findings: [...]}
pictures {settings, count?} → {chips: [{name, image (PNG path), label (PNG path)}]}: a few chips, ROIs among them
augmented {settings, strengths?: {effect: 0–1}} → {bands, original: {image, label},
         techniques: {name: {image, label}}, changes: {effect: {strength, image, label, other}}}: PNG paths; image
         and label at the utmost of that strength, other to the other side of it
footprints {folder} → {window, stride, scenes: as in plan, chips: {name: [...], scene: [...], column: [...],
         row: [...]}}: the testing chips of the run in that folder
changed  {folder} → {changed}: whether rasters or layers are no longer as the run in that folder used them
devices  {} → {devices: [...], chosen_device, training_images_per_second, training_step_seconds}
model    {path} → what ``info --json`` tells
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from .augmentation import Change
from .data.check import class_facts, find_rare_classes, look_at_rasters
from .data.chip_plan import STEP as CHIPS
from .data.chip_plan import ChipsRecord, plan_chips, scene_grids
from .data.chips import bytes_on_disk
from .data.classes import IGNORED
from .data.division import Divider
from .data.draws import Draw, example
from .data.labels import STEP as LABELS
from .data.labels import LabelsRecord, labels_key, make_labels
from .data.layout import shared_pixels
from .data.pictures import colour_labels, stretch, write_png
from .data.preview import SampleChip, read_planned, sample_chip
from .data.raster import Grid, Raster
from .data.scene_raster import stored_raster
from .data.split import STEP as SPLIT
from .data.split import SplitRecord, describe_split, split_key
from .data.tiles import rasters_in
from .data.vector import describe_layer
from .errors import EngineError
from .events import Event, Finding, Reporter
from .files import read_json, write_json
from .plain import from_plain, to_plain
from .run_folder import RunFolder, make_key
from .settings import TECHNIQUES, RunSettings

Question = dict[str, Any]


class Answers:
    """Answers questions, with a folder of its own for label rasters and pictures."""

    def __init__(self, folder: RunFolder) -> None:
        self.folder = folder
        self._speed: dict[str, Any] | None = None
        self._tried: tuple[str, SampleChip, dict[str, Any]] | None = None
        """What techniques are tried on: what it depends on, the chip, and its pictures that never change."""

    def raster(self, question: Question) -> dict[str, Any]:
        """What a raster is."""
        with Raster(question["path"]) as raster:
            return {
                "width": raster.grid.width,
                "height": raster.grid.height,
                "bands": list(raster.band_names),
                "dtype": raster.dtype.name,
                "crs": raster.grid.crs,
                "geotransform": list(raster.grid.geotransform),
                "extent": list(raster.grid.extent),
                "nodata": list(raster.nodata),
            }

    def bands(self, question: Question) -> dict[str, Any]:
        """The bands of the first scene, before any are chosen, by the numbers that choose them."""
        scenes = _settings(question).inputs.scenes
        if not scenes:
            raise EngineError("No raster is given.", "Choose a raster.")
        with stored_raster(scenes[0], self.folder.scenes, "bands") as raster:
            found = zip(raster.band_numbers, raster.band_names, strict=True)
            return {"bands": [{"number": number, "name": name} for number, name in found]}

    def tiles(self, question: Question) -> dict[str, Any]:
        """The rasters in a folder."""
        return {"rasters": rasters_in(question["folder"])}

    def layer(self, question: Question) -> dict[str, Any]:
        """What a polygon layer is."""
        return describe_layer(question["path"], question.get("class_field"))

    def check(self, question: Question) -> dict[str, Any]:
        """Findings on the inputs, and their classes."""
        findings: list[dict[str, str]] = []
        try:
            labels = self._labels(_settings(question), findings)
        except EngineError as error:
            findings.append({"severity": "error", "message": error.message, "remedy": error.remedy})
            return {"findings": findings, "classes": [], "ignored": 0, "rasters": [], "ready": False}
        ignored = sum(scene.pixels.get(str(IGNORED), 0) for scene in labels.scenes)
        return {
            "findings": findings, "classes": _classes(labels), "ignored": ignored,
            "rasters": self._read_notes()["rasters"], "ready": True,
        }  # fmt: skip

    def plan(self, question: Question) -> dict[str, Any]:
        """Which chips there would be, and in which sets."""
        settings = _settings(question)
        findings: list[dict[str, str]] = []
        labels = self._labels(settings, [])
        grids = scene_grids(labels)
        divider = Divider(labels, grids, settings)
        plan = plan_chips(self.folder, labels, settings, _collecting(findings), divider)
        division = divider.divide(plan)
        sets = division.sets
        split = describe_split(plan, labels, division, shared_pixels(plan, grids, sets), settings)
        return {
            "window": plan.window,
            "stride": plan.stride,
            "scenes": _scenes(labels, grids),
            "chips": {"scene": plan.scenes, "column": plan.columns, "row": plan.rows, "set": sets.tolist()},
            "sets": {
                name: {"count": len(chips), "percent": split.percentages[name], "shares": split.class_shares[name]}
                for name, chips in split.names.items()
            },
            "lost": len(split.lost),
            "outside": split.outside,
            "notes": list(division.notes),
            "shared": split.shared_pixels,
            "left_out": plan.left_out,
            "too_little": plan.too_little,
            "plain": plan.plain,
            "kept_plain": int((np.array(plan.counts)[:, list(plan.drawn)].sum(axis=1) == 0).sum()),
            "bytes": bytes_on_disk(plan, labels),
            "bands": len(plan.bands),
            "classes": _classes(labels),
            "findings": findings,
        }

    def pictures(self, question: Question) -> dict[str, Any]:
        """A few chips as pictures, spread over those with the most drawn pixels."""
        settings = _settings(question)
        labels = self._labels(settings, [])
        plan = plan_chips(self.folder, labels, settings, _collecting([]))
        drawn = np.array(plan.counts)[:, list(plan.drawn)].sum(axis=1)
        count = min(int(question.get("count", 4)), len(drawn))
        richest = np.argsort(-drawn, kind="stable")[: max(count, len(drawn) // 2)]
        chosen = richest[np.linspace(0, len(richest) - 1, count).round().astype(int)]
        chips = []
        for number, index in enumerate(chosen.tolist()):
            image, _, label = read_planned(self.folder, labels, plan, index)
            chips.append({"name": plan.names[index], **self._paint(f"chip_{number}", image, label, labels)})
        return {"chips": chips}

    def augmented(self, question: Question) -> dict[str, Any]:
        """One chip, a copy of it for each turn and mirror, and two for each effect that is asked for."""
        settings = _settings(question)
        key = make_key(labels_key(settings), settings.chips, split_key(settings, None))
        if self._tried is None or self._tried[0] != key:
            labels = self._labels(settings, [])
            plan = plan_chips(self.folder, labels, settings, _collecting([]))
            chip = sample_chip(self.folder, labels, plan)
            answer = {
                "bands": len(chip.image),
                "original": self._save("original", *chip.version(Draw())),
                "techniques": {name: self._save(f"copy_{name}", *chip.version(Draw(name))) for name in TECHNIQUES},
            }
            self._tried = (key, chip, answer)
        _, chip, answer = self._tried
        changes: dict[str, Any] = {}
        for name, strength in question.get("strengths", {}).items():
            change = from_plain(Change, {"effect": name, "strength": strength})
            sides = (example(change.effect, change.strength, len(chip.image), side) for side in (-1, 1))
            other, utmost = (self._save(f"{name}_{i}", *chip.version(draw)) for i, draw in enumerate(sides))
            changes[name] = {"strength": change.strength, **utmost, "other": other["image"]}
        return {**answer, "changes": changes}

    def footprints(self, question: Question) -> dict[str, Any]:
        """Where the testing chips of a run lie, from what its folder holds."""
        run = RunFolder(question["folder"])
        labels = run.read_record(LABELS, LabelsRecord)
        chips = run.read_record(CHIPS, ChipsRecord)
        tested = set(run.read_record(SPLIT, SplitRecord).names["test"])
        places = [place for place, name in enumerate(chips.names) if name in tested]
        parts = {"name": chips.names, "scene": chips.scenes, "column": chips.columns, "row": chips.rows}
        return {
            "window": chips.window,
            "stride": chips.stride,
            "scenes": _scenes(labels, scene_grids(labels)),
            "chips": {key: [values[place] for place in places] for key, values in parts.items()},
        }

    def changed(self, question: Question) -> dict[str, Any]:
        """Whether the inputs of a run have changed since it used them."""
        run = RunFolder(question["folder"])
        used, divided, settings = run.key(LABELS), run.key(SPLIT), run.require_run()
        return {
            "changed": (used is not None and used != labels_key(settings))
            or (divided is not None and divided != split_key(settings, run.key(CHIPS)))
        }

    def devices(self, _question: Question) -> dict[str, Any]:
        """Devices and speed, measured once."""
        from .network.speed import try_devices

        self._speed = self._speed or try_devices()
        return self._speed

    def model(self, question: Question) -> dict[str, Any]:
        """What a model file is."""
        from .network.model import describe

        return describe(question["path"])

    # -- helpers --------------------------------------------------------------------------------------------

    def _labels(self, settings: RunSettings, findings: list[dict[str, str]]) -> LabelsRecord:
        """The label rasters of these inputs, burned once and kept until the inputs change."""
        if self.folder.key(LABELS) == labels_key(settings) and (notes := self._read_notes()):
            findings.extend(notes["findings"])
            return self.folder.read_record(LABELS, LabelsRecord)
        if not settings.inputs.scenes:
            raise EngineError("No raster is given.", "Choose a raster and its ROI layer.")
        self._notes.unlink(missing_ok=True)
        record = make_labels(self.folder, settings, _collecting(findings))
        rasters = look_at_rasters(settings.inputs, self.folder.scenes, _collecting(findings))
        find_rare_classes(class_facts(record), _collecting(findings))
        write_json(self._notes, {"findings": findings, "rasters": to_plain(rasters)})
        return record

    @property
    def _notes(self) -> Path:
        """What was found out about the label rasters that are there; written last of all."""
        return self.folder.labels / "findings.json"

    def _read_notes(self) -> dict[str, Any]:
        return read_json(self._notes) or {}

    def _paint(self, name: str, image: np.ndarray, label: np.ndarray, labels: LabelsRecord) -> dict[str, str]:
        return self._save(name, stretch(image), colour_labels(label, labels.classes))

    def _save(self, name: str, image: np.ndarray, label: np.ndarray) -> dict[str, str]:
        image_path, label_path = self.folder.path / f"{name}.png", self.folder.path / f"{name}_label.png"
        write_png(image_path, image)
        write_png(label_path, label)
        return {"image": str(image_path), "label": str(label_path)}


ANSWERS: dict[str, Callable[[Answers, Question], dict[str, Any]]] = {
    "raster": Answers.raster,
    "bands": Answers.bands,
    "tiles": Answers.tiles,
    "layer": Answers.layer,
    "check": Answers.check,
    "plan": Answers.plan,
    "pictures": Answers.pictures,
    "augmented": Answers.augmented,
    "footprints": Answers.footprints,
    "changed": Answers.changed,
    "devices": Answers.devices,
    "model": Answers.model,
}


def _settings(question: Question) -> RunSettings:
    return from_plain(RunSettings, question.get("settings", {}))


def _collecting(findings: list[dict[str, str]]) -> Reporter:
    """A reporter that keeps findings and nothing else."""

    def keep(event: Event) -> None:
        if isinstance(event, Finding):
            findings.append({"severity": event.severity, "message": event.message, "remedy": event.remedy})

    return Reporter(keep)


def _scenes(labels: LabelsRecord, grids: list[Grid]) -> list[dict[str, Any]]:
    """The scenes as whoever draws on the map needs them."""
    return [
        {"name": scene.name, "raster": scene.named, **to_plain(grid)}
        for scene, grid in zip(labels.scenes, grids, strict=True)
    ]


def _classes(labels: LabelsRecord) -> list[dict[str, Any]]:
    return [
        {**to_plain(item), "polygons": facts.polygons, "pixels": facts.pixels}
        for item, facts in zip(labels.classes, class_facts(labels), strict=True)
    ]
