"""The whole walk for the test: what the user has at its end, and that nothing stays when the plugin goes."""

import sys
from pathlib import Path

import qgis.utils
from qgis.core import QgsProject, QgsRasterLayer
from qgis.gui import QgsMapCanvasItem
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QThread, QTimer
from qgis.PyQt.QtWidgets import QDockWidget, QWidget
from walk import Walk, Wishes
from wizard_frame import PACKAGE, STATUS, children, places_of_action, stop_at_exception


def drive(iface, arguments):
    """Returns what was seen; a picture of every page goes to `arguments["pictures"]`."""
    iface.messageBar().clearWidgets()
    qgis.utils.open_stack_dialog = stop_at_exception
    before = what_is_there(iface)
    pictures = Path(arguments["pictures"])
    walk = Walk(iface, Wishes(**arguments["wishes"]))
    walk.look = lambda name: walk.dock.grab().save(str(pictures / f"{name}.png"))
    seen = walk.whole()
    seen["notices"] = walk.dock.notices.texts()
    seen["group"] = describe_group(iface, walk.group())
    seen["heavy"] = [name for name in ("torch", "cv2") if name in sys.modules]
    qgis.utils.unloadPlugin(PACKAGE)
    walk.person.place = walk.window
    walk.person.pause(0.5)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    seen["before"], seen["after"] = before, what_is_there(iface)
    return seen


def describe_group(iface, group):
    """Name and place of the group, and its layers from top to bottom."""
    root = QgsProject.instance().layerTreeRoot()
    return {
        "name": group.name(),
        "first": root.children()[0] is group or root.children()[0].name() == group.name(),
        "layers": [describe_layer(iface, node) for node in group.findLayers()],
        "others": [n.name() for n in root.findLayers() if n.parent() == root],
    }


def describe_layer(iface, node):
    """A layer as the user sees it: what it is, where it lies, and its legend."""
    layer = node.layer()
    raster = QgsProject.instance().mapLayersByName(Path(layer.source()).stem.rpartition("_")[0])
    extent = layer.extent()
    described = {
        "name": layer.name(), "source": layer.source(), "valid": layer.isValid(), "crs": layer.crs().authid(),
        "extent": [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()],
        "ticked": node.isVisible(), "shown": layer in iface.mapCanvas().layers(),
        "size": [layer.width(), layer.height()], "rasters": [r.source() for r in raster],
    }  # fmt: skip
    model = iface.layerTreeView().layerTreeModel()
    described["legend"] = [str(entry.data(0) or "") for entry in model.layerLegendNodes(node)]
    if isinstance(layer, QgsRasterLayer) and hasattr(layer.renderer(), "classes"):
        described["classes"] = [
            [item.value, item.label, item.color.name(), item.color.alpha()] for item in layer.renderer().classes()
        ]
    return described


def what_is_there(iface):
    """Everything of the plugin's that QGIS has now, and what of QGIS's own the plugin may have added to."""
    window = iface.mainWindow()
    return {
        "children": children(),
        "docks": [d.objectName() for d in window.findChildren(QDockWidget) if "DeepSeg" in d.objectName()],
        "status": [w.objectName() for w in window.findChildren(QWidget) if w.objectName() == STATUS],
        "threads": len(window.findChildren(QThread)),
        "timers": len(window.findChildren(QTimer)),
        "canvas": sum(isinstance(i, QgsMapCanvasItem) for i in iface.mapCanvas().scene().items()),
        "places": places_of_action(iface),
        # An empty package may stay: QGIS forgets modules, and not the packages around them.
        "modules": [n for n in sys.modules if n.startswith(PACKAGE) and n != f"{PACKAGE}.wizard_pages"],
    }
