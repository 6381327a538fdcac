"""The model in ONNX, and the two that run it.

As a program: {"model", "folder", "window", "batches"} writes ``batch_N.onnx`` there: images (N, 3, window, window)
float32 from 0 to 1 to probabilities (N, classes, window, window), the form in which Deepness takes a model.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

Run = Callable[[np.ndarray], np.ndarray]


def export(model: str, folder: str, window: int, batches: list[int]) -> None:
    """Write the model for each size of batch: all that is fixed can be planned ahead by those that run it."""
    import torch
    from zero_to_one import from_zero_to_one

    network = torch.nn.Sequential(from_zero_to_one(model), torch.nn.Softmax(dim=1)).eval()
    for batch in batches:
        path = str(Path(folder) / f"batch_{batch}.onnx")
        torch.onnx.export(network, (torch.rand(batch, 3, window, window),), path, dynamo=False)


def open_onnx(setting: str, path: str) -> tuple[Run, str]:
    """A function from images to probabilities, both numpy, and what runs it."""
    return _onnxruntime(path) if setting == "onnxruntime" else _openvino(path, setting.endswith("bfloat16"))


def _onnxruntime(path: str) -> tuple[Run, str]:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda images: session.run(None, {name: images})[0], f"ONNX Runtime {onnxruntime.__version__}, float32"


def _openvino(path: str, bfloat16: bool) -> tuple[Run, str]:
    import openvino

    core = openvino.Core()
    if bfloat16 and "BF16" not in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        raise SystemExit("this processor has no units for bfloat16")
    precision = "bf16" if bfloat16 else "f32"
    # THROUGHPUT would split the cores between several requests; here one asks at a time.
    wishes = {"INFERENCE_PRECISION_HINT": precision, "PERFORMANCE_HINT": "LATENCY"}
    request = core.compile_model(path, "CPU", wishes).create_infer_request()

    def run(images: np.ndarray) -> np.ndarray:
        return request.infer([images], share_inputs=True, share_outputs=True)[0]

    version = openvino.__version__.partition("-")[0]
    return run, f"OpenVINO {version}, {'bfloat16' if bfloat16 else 'float32'}"


if __name__ == "__main__":
    wanted: dict[str, Any] = json.loads(sys.argv[1])
    export(wanted["model"], wanted["folder"], wanted["window"], wanted["batches"])
    print("{}")
