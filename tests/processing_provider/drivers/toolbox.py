"""In the real QGIS: toolbox, dialog, batch and model designer, as a person sees and uses them."""

import time
from pathlib import Path

from processing.gui.AlgorithmDialog import AlgorithmDialog
from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog
from processing.modeler.ModelerDialog import ModelerDialog
from qgis.core import QgsApplication, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QGroupBox, QTreeView

PROVIDER = "deep_segmentation_wizard"


def drive(iface, arguments):
    """Returns what was found; pictures go into `arguments["pictures"]` if that names a folder."""
    folder = Path(arguments["pictures"]) if arguments.get("pictures") else None
    iface.newProject(False)
    iface.messageBar().clearWidgets()
    project = QgsProject.instance()
    project.addMapLayer(QgsRasterLayer(arguments["raster"], "field"))
    project.addMapLayer(QgsVectorLayer(arguments["rois"], "trees", "ogr"))
    seen = {"toolbox": look_at_toolbox(iface, folder)}
    seen["predict"] = use_dialog(iface, arguments, folder)
    seen["batch"] = use_batch(iface, arguments, folder)
    seen["designer"] = look_at_designer(iface, folder)
    if folder is not None:
        show_run_dialog(iface, folder)
    return seen


def look_at_toolbox(iface, folder):
    """Groups and algorithms in the toolbox."""
    dock = next(d for d in iface.mainWindow().findChildren(QDockWidget) if d.objectName() == "ProcessingToolbox")
    dock.show()
    dock.resize(420, 800)
    tree = dock.findChild(QTreeView)
    model = tree.model()
    top = next(i for i in map(lambda r: model.index(r, 0), range(model.rowCount())) if "Deep Seg" in i.data())
    tree.expandRecursively(top)
    tree.scrollTo(top, QTreeView.ScrollHint.PositionAtTop)
    settle()
    picture(iface.mainWindow(), folder, "toolbox")
    groups = {}
    for row in range(model.rowCount(top)):
        group = model.index(row, 0, top)
        groups[group.data()] = [model.index(n, 0, group).data() for n in range(model.rowCount(group))]
    return groups


def use_dialog(iface, arguments, folder):
    """Map a raster with a model by the dialog; what layers that adds."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"{PROVIDER}:predict")
    dialog = AlgorithmDialog(algorithm, parent=iface.mainWindow())
    values = {
        "MODEL": arguments["model"], "RASTERS": [arguments["raster"]], "FOLDER": arguments["maps"],
        "KEEP_PROBABILITY": True, "LOAD": True,
    }  # fmt: skip
    dialog.mainWidget().setParameters(values)
    dialog.show()
    settle()
    picture(dialog, folder, "dialog_predict")
    run(dialog)
    picture(dialog, folder, "dialog_predict_log")
    settle(1)
    picture(iface.mainWindow(), folder, "maps_loaded")
    dialog.close()
    layers = {layer.name(): describe(layer) for layer in QgsProject.instance().mapLayers().values()}
    return layers


def describe(layer):
    """How a raster layer looks."""
    if not isinstance(layer, QgsRasterLayer):
        return {}
    renderer = layer.renderer()
    classes = renderer.classes() if hasattr(renderer, "classes") else []
    return {
        "renderer": renderer.type(), "opacity": layer.opacity(),
        "classes": [[item.value, item.label, item.color.alpha()] for item in classes],
    }  # fmt: skip


def use_batch(iface, arguments, folder):
    """Two masks with two thresholds, in one batch."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"{PROVIDER}:mask_from_probability")
    dialog = BatchAlgorithmDialog(algorithm, parent=iface.mainWindow())
    panel = dialog.mainWidget()
    panel.addRow()
    made = []
    for row, threshold in enumerate((0.1, 0.9)):
        output = str(Path(arguments["maps"]) / f"batch_{row}.tif")
        made.append(output)
        values = {"PROBABILITY": arguments["probability"], "MODEL": arguments["model"], "THRESHOLD": threshold}
        for name, value in values.items():
            wrapper = panel.wrappers[row][panel.parameter_to_column[name]]
            wrapper.setParameterValue(value, dialog.processingContext())
        panel.tblParameters.cellWidget(row + 1, panel.parameter_to_column["OUTPUT"]).setValue(output)
    dialog.show()
    dialog.resize(1100, 500)
    settle()
    picture(dialog, folder, "batch")
    run(dialog)
    dialog.close()
    return made


def look_at_designer(iface, folder):
    """The shipped model, opened in the model designer."""
    dialog = ModelerDialog.create()
    path = Path(__file__).resolve().parents[3] / "processing_provider" / "models" / "train_and_map.model3"
    dialog.loadModel(str(path))
    dialog.resize(1500, 800)
    dialog.show()
    settle(1)
    picture(dialog, folder, "model_designer")
    model = dialog.model()
    children = {name: child.algorithmId() for name, child in model.childAlgorithms().items()}
    valid, problems = model.validate()
    dialog.setDirty(False)
    dialog.close()
    return {"children": children, "valid": valid, "problems": problems}


def show_run_dialog(iface, folder):
    """The dialog of the whole workflow, folded and unfolded."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"{PROVIDER}:run")
    dialog = AlgorithmDialog(algorithm, parent=iface.mainWindow())
    dialog.resize(1000, 760)
    dialog.show()
    settle()
    picture(dialog, folder, "dialog_run")
    for box in dialog.mainWidget().findChildren(QGroupBox):
        box.setProperty("collapsed", False)
    dialog.resize(1000, 3000)
    settle()
    picture(dialog, folder, "dialog_run_advanced")
    dialog.close()


def run(dialog):
    """Press Run and wait."""
    button = dialog.runButton()
    button.click()
    give_up = time.monotonic() + 120
    settle()
    while not button.isEnabled():
        assert time.monotonic() < give_up, "the algorithm does not end"
        settle(0.1)
    settle()


def picture(widget, folder, name):
    """Save what a window shows."""
    if folder is not None:
        widget.grab().save(str(folder / f"{name}.png"))


def settle(seconds=0.5):
    """Let QGIS work."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)
