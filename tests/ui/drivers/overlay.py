"""Loads an image and a mask as a user would, the mask half transparent, and takes a picture of the map."""

from pathlib import Path

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtWidgets import QDockWidget
from waiting import wait_until


def drive(iface, arguments):
    """Saves the map canvas to `arguments["picture"]`; fails unless image and mask cover the same ground."""
    image, mask = (QgsRasterLayer(arguments[name], Path(arguments[name]).stem) for name in ("image", "mask"))
    for layer in (image, mask):
        if not layer.isValid():
            raise ValueError(f"QGIS cannot open {layer.source()}: {layer.error().summary()}")
    if mask.crs() != image.crs():
        raise ValueError(f"The mask has {mask.crs().authid()}, the image {image.crs().authid()}")
    if mask.extent() != image.extent():
        raise ValueError(f"The mask covers {mask.extent().toString()}, the image {image.extent().toString()}")

    # The map as large as the screen allows.
    for panel in iface.mainWindow().findChildren(QDockWidget):
        panel.hide()

    mask.setOpacity(0.5)
    QgsProject.instance().setCrs(image.crs())
    QgsProject.instance().addMapLayers([mask, image])
    canvas = iface.mapCanvas()
    wait_until(lambda: canvas.layers() == [mask, image], "the layers")
    canvas.setExtent(image.extent())
    canvas.refresh()
    wait_until(lambda: not canvas.isDrawing(), "the map", 180)
    if not canvas.grab().save(arguments["picture"]):
        raise OSError(f"Cannot write {arguments['picture']}")
    return {"shown": canvas.extent().toString()}
