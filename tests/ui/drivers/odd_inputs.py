"""Inputs as people have them, walked to loaded maps: odd names and paths, HTML, sketches, two scenes, web maps."""

import json
from pathlib import Path

import hands
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QApplication, QLabel, QMessageBox, QWidget

from deep_segmentation_wizard.wizard_pages.chip_map import ChipItem


def drive(iface, arguments):
    """Returns what was seen; pictures go to `arguments["pictures"]`."""
    hands.begin(iface)
    pictures, words = Path(arguments["pictures"]), arguments["html"]
    dock = hands.open_dock(iface)
    seen = {"as_html": []}
    one, two = arguments["odd"]
    scenes = {
        "web_map": lambda: choose_web_map(dock),
        "odd": lambda: choose_odd(dock, one, two, arguments, pictures),
        "walked": lambda: walk(iface, dock, arguments, pictures, seen["as_html"]),
        "maps": lambda: load_maps(iface, dock, pictures, seen["as_html"], words),
        "style": lambda: look_at_files(Path(arguments["folder"])),
        "one_layer": lambda: learn_two_scenes_from_one_layer(dock, arguments),
        "long_name": lambda: choose_a_name_that_is_too_long(dock, arguments, pictures),
    }
    hands.play(scenes, seen)
    seen["heavy_modules"] = hands.heavy_modules()
    return seen


def choose_web_map(dock):
    """A tile service as raster: told beside it and under the page, and Next stays closed."""
    source = "type=xyz&url=https://nowhere.invalid/{z}/{x}/{y}.png&zmax=19&zmin=0"
    web = QgsRasterLayer(source, "Street map", "wms")
    QgsProject.instance().addMapLayer(web, False)
    page = dock.wizard.pages["inputs"]
    page.rows[0].raster.combo.setLayer(web)
    hands.wait_until(lambda: page.rows[0].raster_findings.items, "the finding")
    hands.settle(0.6)
    seen = {"hint": hands.hint(dock), "next": dock.wizard.next_button.isEnabled()}
    seen["beside"] = page.rows[0].raster_findings.items[0]["message"]
    dock.wizard.go_to("prediction")
    hands.settle(0.3)
    seen["listed"] = [row.text() for row in entries(dock.wizard.page.rasters.list)]
    dock.wizard.go_to("inputs")
    QgsProject.instance().removeMapLayer(web.id())
    return seen


def entries(widget):
    """The entries of a list."""
    return [widget.item(row) for row in range(widget.count())]


def choose_odd(dock, one, two, arguments, pictures):
    """Two scenes with a layer each: a file with odd names, and a sketch with edits that are not saved."""
    first = hands.add_layers(one["raster"], one["rois"], one["names"])
    stored = QgsVectorLayer(two["rois"], "stored", "ogr")
    sketch = QgsVectorLayer(f"Polygon?crs=EPSG:4326&field={arguments['field']}:string", two["names"][1], "memory")
    move = QgsCoordinateTransform(stored.crs(), sketch.crs(), QgsProject.instance())
    features = []
    for feature in stored.getFeatures():
        geometry = feature.geometry()
        geometry.transform(move)
        drawn = QgsFeature(sketch.fields())
        drawn.setGeometry(geometry)
        drawn.setAttributes([feature[arguments["field"]]])
        features.append(drawn)
    sketch.dataProvider().addFeatures(features[:-3])
    raster = QgsRasterLayer(two["raster"], two["names"][0])
    QgsProject.instance().addMapLayers([raster, sketch])
    hands.choose(dock, [first, (raster, sketch)], Path(arguments["folder"]))
    hands.make_tiny(dock, epochs=3, window=32, stride=16)
    page = dock.wizard.pages["inputs"]
    page.classes.field.setField(arguments["field"])
    try:
        hands.wait_until(lambda: page.classes.classes.table.topLevelItemCount() >= 2, "the classes", 15)
    except TimeoutError:
        raise AssertionError(hands.hint(dock)) from None
    hands.settle(1)
    seen = {"count": count(page), "drawn": len(features)}
    sketch.startEditing()
    sketch.addFeatures(features[-3:])
    hands.wait_until(lambda: page.rows[1].rois_findings.items, "the warning")
    hands.settle(1)
    seen["told"] = [item["message"] for item in page.rows[1].rois_findings.items]
    dock.grab().save(str(pictures / "odd_inputs.png"))
    seen["as_html"] = hands.read_as_html(dock, arguments["html"])
    seen["asked"] = [answer_on_next(dock, QMessageBox.StandardButton.Cancel), dock.wizard.page.name]
    seen["asked"] += [answer_on_next(dock, QMessageBox.StandardButton.Save), dock.wizard.page.name]
    # Now, since QGIS takes the CRS of a project from the first layer.
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem(arguments["map_crs"]))
    seen["saved"] = sketch.featureCount() == len(features) and not sketch.isModified()
    sketch.commitChanges()
    return seen


def count(page):
    """Polygons that the engine found."""
    table = page.classes.classes.table
    words = [table.topLevelItem(row).text(1) for row in range(table.topLevelItemCount())]
    return sum(int(word) for word in words if word.isdigit())


def answer_on_next(dock, choice):
    """Press Next and answer the question; returns its text."""
    texts = []

    def click():
        box = QApplication.activeModalWidget()
        is_plain = box.textFormat() == Qt.TextFormat.PlainText or not Qt.mightBeRichText(box.text())
        texts.append(box.text() if is_plain else f"as HTML: {box.text()}")
        box.button(choice).click()

    QTimer.singleShot(300, click)
    hands.press_next(dock)
    hands.settle(0.3)
    return "".join(texts)


def walk(iface, dock, arguments, pictures, as_html):
    """On over the pages by Next, to the end of the training; looks at what is drawn on the map."""
    hands.settle(1.5)
    seen = {"page": dock.wizard.page.name}
    hands.wait_until(lambda: chips(iface), "the chips on the map")
    hands.settle(1)
    seen["map_crs"] = iface.mapCanvas().mapSettings().destinationCrs().authid()
    seen["off_by_pixels"] = off_by_pixels(iface, [scene["raster"] for scene in arguments["odd"]])
    iface.mainWindow().grab().save(str(pictures / "odd_chips.png"))
    while dock.wizard.page.name != "network":
        hands.press_next(dock)
        hands.settle(0.7)
        as_html += hands.read_as_html(dock, arguments["html"])
    heard = hands.listen(dock)
    hands.press_next(dock)
    hands.wait_for(dock, heard, "EpochDone")
    seen["state"] = hands.wait_for_end(dock)
    seen["on_the_map_after"] = len(chips(iface))
    for name in ("training", "selection", "prediction"):
        dock.wizard.go_to(name)
        hands.settle(1)
        as_html += hands.read_as_html(dock, arguments["html"])
        dock.grab().save(str(pictures / f"odd_{name}.png"))
    return seen


def chips(iface):
    """What is drawn on the map."""
    return [item for item in iface.mapCanvas().scene().items() if isinstance(item, ChipItem)]


def off_by_pixels(iface, rasters):
    """For each raster: the greatest distance of a drawn chip from its place in the raster, in pixels of it, and
    how much of the raster the chips span."""
    item = chips(iface)[0]
    corners, found = item.corners(), []
    crs = iface.mapCanvas().mapSettings().destinationCrs()
    for number, path in enumerate(rasters):
        layer = QgsRasterLayer(path, "again")
        move = QgsCoordinateTransform(crs, layer.crs(), QgsProject.instance())
        extent, worst, columns = layer.extent(), 0.0, []
        x_size, y_size = layer.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelY()
        for chip in (item._scene == number).nonzero()[0].tolist():
            left, top = int(item._columns[chip]), int(item._rows[chip])
            for (x, y), (i, j) in zip(corners[chip].tolist(), ((0, 0), (1, 0), (1, 1), (0, 1)), strict=True):
                back = move.transform(QgsPointXY(x, y))
                column = (back.x() - extent.xMinimum()) / x_size
                row = (extent.yMaximum() - back.y()) / y_size
                worst = max(worst, abs(column - left - i * item.window), abs(row - top - j * item.window))
                columns.append(column)
        found.append([worst, (max(columns) - min(columns)) / layer.width() if columns else 0])
    return found


def load_maps(iface, dock, pictures, as_html, words):
    """Every map as a layer."""
    page = dock.wizard.pages["result"]
    dock.wizard.go_to("result")
    hands.settle(0.5)
    seen = []
    for number in range(page.map.count()):
        layer = hands.load_as_layer(dock, number)
        renderer = layer.renderer()
        raster = QgsRasterLayer(page.current().raster, "again")
        seen.append({
            "name": layer.name(), "valid": layer.isValid(), "crs": layer.crs() == raster.crs(),
            "extent": layer.extent() == raster.extent(),
            "legend": [item.label for item in renderer.classes()],
            "style": Path(layer.source()).with_suffix(".qml").is_file(),
        })  # fmt: skip
        hands.settle(0.7)
        as_html += hands.read_as_html(dock, words)
    dock.grab().save(str(pictures / "odd_result.png"))
    iface.mainWindow().grab().save(str(pictures / "odd_map.png"))
    groups = QgsProject.instance().layerTreeRoot().findGroups()
    return {"layers": seen, "groups": [group.name() for group in groups]}


def look_at_files(folder):
    """The run's styles and report."""
    styles = [path.read_text(encoding="utf-8") for path in folder.rglob("*.qml")]
    reports = [path.read_text(encoding="utf-8") for path in (folder / "report").rglob("*.html")]
    stored = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    return {
        "styles": styles, "reports": reports,
        "rois": [scene["rois"] for scene in stored["inputs"]["scenes"]],
    }  # fmt: skip


def learn_two_scenes_from_one_layer(dock, arguments):
    """Two neighbouring rasters, and one layer with the polygons of both."""
    QgsProject.instance().removeAllMapLayers()
    left, rois = hands.add_layers(arguments["left"], arguments["both"])
    right = QgsRasterLayer(arguments["right"], "right")
    QgsProject.instance().addMapLayer(right)
    folder = Path(arguments["folder_of_one"])
    hands.choose(dock, [(left, rois), (right, rois)], folder)
    dock.wizard.pages["inputs"].classes.one_class.click()
    hands.make_tiny(dock, epochs=3, window=32, stride=16)
    hands.settle(1.5)
    hands.start(dock)
    state = hands.wait_for_end(dock)
    layers = [hands.load_as_layer(dock, number) for number in (0, 1)]
    return {
        "state": state, "valid": [layer.isValid() for layer in layers],
        "extents": [one.extent() == other.extent() for one, other in zip(layers, (left, right), strict=True)],
        "files": sorted(path.name for path in (folder / "prediction").glob("*_mask.tif")),
    }  # fmt: skip


def choose_a_name_that_is_too_long(dock, arguments, pictures):
    """A run folder with a name longer than file systems take; then a good one again."""
    box = dock.wizard.pages["inputs"].findChild(QWidget, "folder")
    good, bad = box.filePath(), str(Path(arguments["folder_of_one"]).parent / ("x" * 300))
    dock.wizard.go_to("inputs")
    box.setFilePath(bad)
    hands.settle(1)
    seen = {"hint": hands.hint(dock), "next": dock.wizard.next_button.isEnabled()}
    dock.session.start_run()
    state = hands.wait_for_end(dock)
    seen |= {"said": dock.notices.texts(), "state": state, "page": dock.wizard.page.name}
    dock.grab().save(str(pictures / "too_long.png"))
    box.setFilePath(good)
    hands.settle(1)
    labels = [label.text() for label in dock.wizard.page.findChildren(QLabel) if label.isVisible()]
    return seen | {"mended": [hands.hint(dock), any("holds a run" in text for text in labels)]}
