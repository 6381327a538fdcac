"""Figures of a model worked out a second time, straight from the chips' files and without the engine's metrics."""

from __future__ import annotations

import os
from collections.abc import Callable

import numpy as np
import torch
from osgeo import gdal

from deep_segmentation_wizard.engine.network.model import Model
from deep_segmentation_wizard.engine.run_folder import RunFolder
from deep_segmentation_wizard.tests.engine.scenes import read


def read_chips(folder: RunFolder, name: str, augmented: bool = False) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Images (bands, H, W) and labels (H, W) of class codes of a set, as they lie on the disk."""
    places = [folder.chips / name, *([folder.augmented / name] if augmented else [])]
    files = [path for place in places for path in sorted((place / "images").glob("*.tif"))]
    labels = [read(path.parent.parent / "labels" / path.name) for path in files]
    return [read(path) for path in files], labels


def rewrite_labels(folder: RunFolder, name: str, change: Callable[[np.ndarray, int], np.ndarray]) -> None:
    """Put ``change(label, number)`` in the place of each label chip of a set; the file may be a link, so anew."""
    for number, path in enumerate(sorted((folder.chips / name / "labels").glob("*.tif"))):
        source = gdal.Open(str(path))
        copy = gdal.GetDriverByName("GTiff").CreateCopy(str(path.with_suffix(".new")), source)
        copy.WriteArray(change(source.ReadAsArray(), number))
        copy = source = None
        os.replace(path.with_suffix(".new"), path)


def probabilities_on(model: Model, images: list[np.ndarray]) -> np.ndarray:
    """Probabilities of all classes (N, K, H, W), float32 throughout."""
    mean, deviation = (np.array(v)[:, None, None] for v in (model.card.scaling.mean, model.card.scaling.deviation))
    scaled = torch.from_numpy(np.stack([(image - mean) / deviation for image in images]).astype(np.float32))
    with torch.inference_mode():
        return model.network(scaled).softmax(dim=1).numpy()


def figures_on(
    model: Model, folder: RunFolder, name: str, threshold: float | None
) -> tuple[float, float, float, int]:
    """Accuracy, mean IoU and mean F1 of the drawn classes, and the number of known pixels of a set."""
    images, labels = read_chips(folder, name)
    probabilities, truth = probabilities_on(model, images), np.stack(labels)
    places = probabilities.argmax(axis=1) if threshold is None else (probabilities[:, 1] >= threshold).astype(int)
    predicted = np.array([item.code for item in model.card.classes])[places]
    known = truth != 255
    truth, predicted = truth[known], predicted[known]
    ious, f1s = [], []
    for code in (item.code for item in model.card.classes if item.code != 0):
        hits = np.sum((truth == code) & (predicted == code))
        either = np.sum((truth == code) | (predicted == code))
        if either:
            ious.append(hits / either)
            f1s.append(2 * hits / (np.sum(truth == code) + np.sum(predicted == code)))
    return float((truth == predicted).mean()), float(np.mean(ious)), float(np.mean(f1s)), int(known.sum())
