"""Looks at every algorithm, and at how cancelling, errors, scratch layers and settings behave."""

import json
import threading
import time
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProject,
    QgsVectorLayer,
)

PROVIDER = "deep_segmentation_wizard"


class Listening(QgsProcessingFeedback):
    """Keeps everything that it is told."""

    def __init__(self):
        super().__init__(False)
        self.said, self.bar = {"info": [], "warning": [], "error": [], "text": []}, []
        self.progressChanged.connect(self.bar.append)

    def pushInfo(self, info):
        self.said["info"].append(info)

    def pushWarning(self, warning):
        self.said["warning"].append(warning)

    def reportError(self, error, fatalError=False):
        self.said["error"].append(error)

    def setProgressText(self, text):
        self.said["text"].append(text)


def drive(arguments):
    """One answer for each question."""
    return {
        "algorithms": describe_all(),
        "labels": labels_of_scratch_layer(arguments),
        "settings": settings_of(arguments),
        "errors": errors(arguments),
        "cancel": cancel(arguments),
        "stubborn": cancel_what_does_not_listen(arguments),
    }


def describe_all():
    """Id, flags, help and parameters of every algorithm."""
    advanced = QgsProcessingParameterDefinition.Flag.FlagAdvanced
    found = {}
    for algorithm in QgsApplication.processingRegistry().providerById(PROVIDER).algorithms():
        found[algorithm.name()] = {
            "title": algorithm.displayName(), "group": algorithm.group(), "about": algorithm.shortHelpString(),
            "batch": bool(algorithm.flags() & QgsProcessingAlgorithm.Flag.FlagSupportsBatch),
            "icon": not algorithm.icon().isNull(),
            "parameters": {
                item.name(): [item.type(), item.help(), item.description(), bool(item.flags() & advanced)]
                for item in algorithm.parameterDefinitions()
            },
            "outputs": {item.name(): item.type() for item in algorithm.outputDefinitions()},
        }  # fmt: skip
    return found


def call(name, parameters, feedback=None):
    """Run an algorithm; results, success, and what was said."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"{PROVIDER}:{name}")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    feedback = feedback or Listening()
    acceptable, message = algorithm.checkParameterValues(parameters, context)
    if not acceptable:
        return {"refused": message}
    results, good = algorithm.run(parameters, context, feedback)
    loaded = {path: details.name for path, details in context.layersToLoadOnCompletion().items()}
    return {"results": results, "good": good, "said": feedback.said, "bar": feedback.bar, "loaded": loaded}


def labels_of_scratch_layer(arguments):
    """The selected polygons of a layer in memory, with a field that only QGIS knows: kept in the run folder."""
    stored = QgsVectorLayer(arguments["rois"], "rois", "ogr")
    scratch = QgsVectorLayer(f"Polygon?crs={stored.crs().authid()}&field=kind:string", "drawn", "memory")
    for number, feature in enumerate(stored.getFeatures()):
        drawn = QgsFeature(scratch.fields())
        drawn.setGeometry(feature.geometry())
        drawn.setAttribute("kind", "tree" if number % 2 else "hut")
        scratch.dataProvider().addFeature(drawn)
    QgsProject.instance().addMapLayer(scratch)
    scratch.selectByExpression("\"kind\" = 'tree'")
    folder = Path(arguments["temporary"]) / "scratch"
    source = QgsProcessingFeatureSourceDefinition(scratch.id(), selectedFeaturesOnly=True)
    area = QgsVectorLayer(f"Polygon?crs={stored.crs().authid()}", "drawn", "memory")
    around = QgsFeature()
    around.setGeometry(QgsGeometry.fromRect(stored.extent()))
    area.dataProvider().addFeature(around)
    QgsProject.instance().addMapLayer(area)
    values = {"RASTER": arguments["raster"], "ROIS": source, "CLASS_FIELD": "kind", "FOLDER": str(folder)}
    values |= {"AREA": area.id(), "UNLABELLED": "background", "CLASSES": ["tree", "oak"]}
    ended = call("labels", values)
    settings = json.loads((folder / "settings.json").read_text())
    record = json.loads((folder / "labels" / "labels.json").read_text())
    polygons = record["scenes"][0]["polygons"]
    return {
        "good": ended["good"], "rois": settings["inputs"]["scenes"][0]["rois"],
        "classes": {item["name"]: polygons.get(str(item["code"])) for item in record["classes"]},
        "inputs": sorted(path.name for path in (folder / "inputs").iterdir()),
        "area": settings["inputs"]["scenes"][0]["area"], "loaded": list(ended["loaded"].values()),
        "again": labels_again(scratch, values, folder),
        "temporary": call("labels", {**values, "FOLDER": "TEMPORARY_OUTPUT", "LOAD": False}),
    }  # fmt: skip


def labels_again(scratch, values, folder):
    """The same in the same folder after one more polygon has been selected: how many there are now."""
    scratch.selectAll()
    call("labels", {**values, "CLASSES": []})
    record = json.loads((folder / "labels" / "labels.json").read_text())
    return sum(record["scenes"][0]["polygons"].values())


def settings_of(arguments):
    """What becomes of parameters, of a file of settings, and of further lines."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"{PROVIDER}:run")
    file = Path(arguments["temporary"]) / "mine.json"
    file.write_text(json.dumps({"seed": 7, "chips": {"window": 96}, "training": {"minutes": 5, "batch_size": 3}}))
    inputs = {"RASTER": arguments["raster"], "ROIS": arguments["rois"], "FOLDER": "TEMPORARY_OUTPUT"}

    def made(**given):
        context = QgsProcessingContext()
        one = algorithm.create()
        assert one.prepare({**inputs, **given}, context, Listening())
        return json.loads(one.settings.to_json())

    return {
        "usual": made(),
        "given": made(
            WINDOW=64, EPOCHS=2, TECHNIQUES=[], CHANGES=["noise", "rotate"], CHANGE_STRENGTH=0.2, BANDS=[3, 1],
            GROUP_FIELD="plot", TRAIN=60, VALIDATION=20, TEST=20, SEED=3, KEEP_CHIPS=False,
            UNLABELLED="background",
            MORE_RASTERS=[arguments["raster"]], PREDICT=[arguments["raster"]], AREA=arguments["rois"],
            OTHER_SETTINGS="training.learning_rate=0.01\naugmentation.changes=blur:0.5:1",
        ),
        "file": made(SETTINGS=str(file), EPOCHS=9),
    }  # fmt: skip


def errors(arguments):
    """What is said when something cannot work."""
    good = {
        "RASTER": arguments["raster"],
        "ROIS": arguments["rois"],
        "FOLDER": str(Path(arguments["temporary"]) / "x"),
    }
    empty = Path(arguments["temporary"]) / "nothing"
    empty.mkdir()
    refused = call("run", {**good, "ROIS": arguments["far"]})
    return {
        "contradiction": call("run", {**good, "TRAIN": 90}),
        "both": call("run", {**good, "EPOCHS": 2, "MINUTES": 1}),
        "stride": call("run", {**good, "WINDOW": 64, "STRIDE": 100}),
        "no_run": call("train", {"RUN": str(empty)}),
        "too_early": call("chips", {"RUN": arguments["run"], "OTHER_SETTINGS": "inputs.overlap=smaller"}),
        "far": refused,
        "far_left": Path(good["FOLDER"]).exists(),
        "not_ready": call("check", {**good, "ROIS": arguments["far"], "QUICK": True}),
        "no_model": call(
            "predict", {"MODEL": "gone.safetensors", "RASTERS": [arguments["raster"]], "FOLDER": "m"}
        ),
    }


def cancel(arguments):
    """Cancel a long training; how long it takes to end, and whether it can go on."""
    feedback = Listening()
    folder = Path(arguments["temporary"]) / "long"
    moment = []

    def press():
        give_up = time.monotonic() + 120
        while not any("Epoch" in line for line in feedback.said["info"]) and time.monotonic() < give_up:
            time.sleep(0.05)
        moment.append(time.monotonic())
        feedback.cancel()

    threading.Thread(target=press).start()
    values = {"RASTER": arguments["raster"], "ROIS": arguments["rois"], "FOLDER": str(folder), "EPOCHS": 100_000}
    ended = call("run", {**values, "WINDOW": 64, "DEPTH": 2, "BASE_WIDTH": 4}, feedback)
    ended["seconds"] = time.monotonic() - moment[0]
    ended["is_resumable"] = (folder / "settings.json").is_file()
    return ended


def cancel_what_does_not_listen(arguments):
    """How long it takes to end an engine that hears nothing any more, and whether its process is gone."""
    from deep_segmentation_wizard.processing_provider import algorithm

    script, number = (Path(arguments["temporary"]) / name for name in ("python", "number"))
    script.write_text(f"#!/bin/sh\necho $$ > '{number}'\nexec sleep 60\n")
    script.chmod(0o755)
    find, algorithm.find_python = algorithm.find_python, lambda: str(script)
    feedback = Listening()
    begun = time.monotonic()
    threading.Timer(0.5, feedback.cancel).start()
    ended = call("chips", {"RUN": arguments["run"]}, feedback)
    algorithm.find_python = find
    is_there = (Path("/proc") / number.read_text().strip()).exists()
    return {**ended, "seconds": time.monotonic() - begun, "is_there": is_there}
