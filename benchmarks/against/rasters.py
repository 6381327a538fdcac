"""A whole raster by a peer: called by performance.py as a process of its own.

{"tool", "model", "folder", "raster", "output", "window", "stride", "batch", "device"}; answers with the seconds
from opening the raster to the finished mask, with all that was imported and loaded before. The tools:

    geoai           geoai.train.semantic_inference_on_geotiff
    raster-vision   predict_scene_ss with smooth output, and its label store
    onnxruntime     ONNX Runtime, as Deepness runs it
    openvino, openvino bfloat16    OpenVINO in the same loop
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from stand_ins import GEOAI, RASTER_VISION, stand_in

THRESHOLD, BLUR = 0.5, 9


def by_geoai(wanted: dict[str, Any]) -> float:
    """geoai's own function; everything of it runs."""
    stand_in(*GEOAI)
    import torch
    from geoai.train import semantic_inference_on_geotiff
    from zero_to_one import from_zero_to_one

    network = from_zero_to_one(wanted["model"])
    start = time.monotonic()
    semantic_inference_on_geotiff(
        network, wanted["raster"], wanted["output"], wanted["window"], wanted["window"] - wanted["stride"],
        wanted["batch"], 3, 2, torch.device(wanted["device"]), quiet=True,
    )  # fmt: skip
    return time.monotonic() - start


def by_raster_vision(wanted: dict[str, Any]) -> float:
    """raster-vision's own reading, sliding window, prediction, averaging and writing. Only its learner is made
    without its constructor, which would need a training's settings."""
    stand_in(*RASTER_VISION)
    import torch
    from rastervision.core.data import ClassConfig, RasterioSource, Scene, SemanticSegmentationLabelStore
    from rastervision.pytorch_learner.semantic_segmentation_learner import SemanticSegmentationLearner
    from rastervision.pytorch_learner.utils.prediction import predict_scene_ss
    from zero_to_one import from_zero_to_one

    device = torch.device(wanted["device"])
    learner = object.__new__(SemanticSegmentationLearner)
    learner.model, learner.device, learner._onnx_mode = from_zero_to_one(wanted["model"]).to(device), device, False
    data = SimpleNamespace(get_data_transforms=lambda: (None, None), num_workers=0, img_channels=3)
    learner.cfg = SimpleNamespace(data=data, solver=None)
    options = SimpleNamespace(
        chip_sz=wanted["window"], stride=wanted["stride"], crop_sz=None, batch_sz=wanted["batch"]
    )
    classes = ClassConfig(names=["background", "roi"], colors=["black", "white"], null_class="background")
    start = time.monotonic()
    source = RasterioSource(wanted["raster"])
    folder = Path(wanted["output"]).with_suffix("")
    store = SemanticSegmentationLabelStore(str(folder), source.crs_transformer, classes, smooth_output=True)
    store.save(predict_scene_ss(learner, Scene("scene", source, label_store=store), options))
    seconds = time.monotonic() - start
    (folder / "labels.tif").rename(wanted["output"])
    return seconds


def by_tiles(wanted: dict[str, Any]) -> float:
    """What Deepness does with a raster, written anew: one tile after the other is read, divided by 255, run, cut
    by half the overlap and put into the whole mask, which is then smoothed by a median.

    It also makes polygons of the mask, which is left out here in its favour, as is QGIS's own way of reading.
    """
    import cv2
    from onnx_tools import open_onnx
    from osgeo import gdal

    window, stride = wanted["window"], wanted["stride"]
    run, _ = open_onnx(wanted["tool"], str(Path(wanted["folder"]) / "batch_1.onnx"))
    start = time.monotonic()
    raster = gdal.Open(wanted["raster"])
    width, height = raster.RasterXSize, raster.RasterYSize
    columns, rows = (max(-(-(side - window) // stride), 0) + 1 for side in (width, height))
    mask = np.zeros(((rows - 1) * stride + window, (columns - 1) * stride + window), np.uint8)
    margin = (window - stride) // 2
    for row in range(rows):
        for column in range(columns):
            tile = np.zeros((window, window, raster.RasterCount), np.uint8)
            left, top = column * stride, row * stride
            image = raster.ReadAsArray(left, top, min(window, width - left), min(window, height - top))
            tile[: image.shape[1], : image.shape[2]] = np.moveaxis(image, 0, 2)
            scaled = np.float32(tile[None] * 1.0 / 255.0)
            probabilities = np.array(run(np.ascontiguousarray(np.transpose(scaled, (0, 3, 1, 2)))))
            probabilities[probabilities < THRESHOLD] = 0
            found = np.argmax(probabilities, axis=1)[0]
            inner = tuple(
                slice(0 if place == 0 else margin, window if place == last - 1 else window - margin)
                for place, last in ((row, rows), (column, columns))
            )
            target = tuple(
                slice(part.start + place, part.stop + place)
                for part, place in zip(inner, (top, left), strict=True)
            )
            mask[target] = found[inner]
    mask = cv2.medianBlur(mask, BLUR)[:height, :width]
    written = gdal.GetDriverByName("GTiff").Create(wanted["output"], width, height, 1, gdal.GDT_Byte)
    written.SetGeoTransform(raster.GetGeoTransform())
    written.SetProjection(raster.GetProjection())
    written.WriteArray(mask)
    written = None
    return time.monotonic() - start


def main(wanted: dict[str, Any]) -> dict[str, Any]:
    """Measure what is asked for."""
    ways = {"geoai": by_geoai, "raster-vision": by_raster_vision}
    return {"seconds": ways.get(wanted["tool"], by_tiles)(wanted)}


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]))))
