"""Starts QGIS without a screen, registers the provider as the plugin does, and calls a driver."""

import importlib.util
import json
import os
import sys
import traceback
from pathlib import Path

from qgis.core import QgsApplication

PACKAGE = "deep_segmentation_wizard"


def main(task):
    """The driver's answer goes into a file, so that nothing that QGIS prints gets between."""
    application = QgsApplication([], False)
    application.initQgis()
    sys.path.insert(0, str(Path(task["profile"]) / "profiles" / "default" / "python" / "plugins"))
    plugin = importlib.import_module(PACKAGE).classFactory(None)
    plugin.initProcessing()
    spec = importlib.util.spec_from_file_location("driver", task["driver"])
    driver = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(driver)
    answer = driver.drive({**task["arguments"], "temporary": task["temporary"]})
    heavy = sorted(name for name in ("torch", "cv2") if name in sys.modules)
    plugin.unload()
    left = QgsApplication.processingRegistry().providerById(PACKAGE) is not None
    text = json.dumps({**answer, "heavy": heavy, "provider_left": left}, default=str)
    Path(task["answer"]).write_text(text, encoding="utf-8")


try:
    main(json.loads(sys.argv[1]))
except BaseException:
    traceback.print_exc()
    sys.stderr.flush()
    os._exit(1)
os._exit(0)  # QGIS may crash when Python takes it apart
