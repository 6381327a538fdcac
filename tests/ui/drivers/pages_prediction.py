"""Maps parts of a raster on the *Predict* page: what the map shows, and polygons that were just drawn."""

from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)

from deep_segmentation_wizard.tests.ui.drivers.pages_learning import (
    Stage,
    StandInRun,
    StandInServices,
    wait_until,
)
from deep_segmentation_wizard.wizard_pages.learning_widgets import AT_WORK
from deep_segmentation_wizard.wizard_pages.part_box import POLYGONS, SHOWN
from deep_segmentation_wizard.wizard_pages.prediction_page import PredictionPage


def drive(iface, arguments):
    """Returns what was seen."""
    run = StandInRun(arguments["python"], arguments["root"])
    services = StandInServices(iface, run, arguments["folder"], arguments["answers"])
    raster = QgsRasterLayer(arguments["raster"], "A scene")
    project = QgsProject.instance()
    project.addMapLayer(raster)
    page = PredictionPage(services)
    show = Stage(iface, {"prediction": page}, Path(arguments["pictures"]))
    page.restore(services.settings)
    show(page)
    wait_until(lambda: page.start.isEnabled())
    page.rasters.fill([arguments["raster"]])
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    project.setCrs(degrees)  # now: QGIS has given the project the CRS of its first layer meanwhile
    to_degrees = QgsCoordinateTransform(raster.crs(), degrees, project)
    return {
        "shown": map_what_is_shown(page, services, raster, to_degrees),
        "elsewhere": map_elsewhere(page, services),
        "polygons": map_inside_polygons(show, page, services, raster, to_degrees),
        "mosaic": map_two(show, page, services, arguments),
        "folder": add_a_folder(show, page, Path(arguments["tiles"])),
        "said": services.said,
    } | {"closed": show.close()}


def predict(page, services):
    """Press the button and wait; the mask's layer."""
    page.start.click()
    wait_until(lambda: services.run.state not in AT_WORK and not page.cancel.isVisible())
    assert page.state.text().startswith("Done."), services.said
    command = services.run.commands[-1]
    return QgsRasterLayer(command[command.index("--output") + 1], "mask"), command


def middle_of(raster):
    """The middle quarter of a raster."""
    part = QgsRectangle(raster.extent())
    part.scale(0.5)
    return part


def map_what_is_shown(page, services, raster, to_degrees):
    canvas = services.iface.mapCanvas()
    canvas.setExtent(to_degrees.transformBoundingBox(middle_of(raster)))
    page.part.choice.setCurrentIndex(page.part.choice.findData(SHOWN))
    names = [page.names.item(row).text() for row in range(page.names.count())]
    mask, command = predict(page, services)
    shown = to_degrees.transformBoundingBox(
        canvas.extent(), QgsCoordinateTransform.TransformDirection.ReverseTransform
    )
    found, expected = mask.extent(), shown.intersect(raster.extent())
    sides = ("xMinimum", "xMaximum", "yMinimum", "yMaximum")
    off = max(abs(getattr(found, side)() - getattr(expected, side)()) for side in sides)
    return {
        "names": names,
        "file": Path(mask.source()).name,
        "pixels_off": off / raster.rasterUnitsPerPixelX(),
        "share": mask.width() * mask.height() / (raster.width() * raster.height()),
    }


def map_elsewhere(page, services):
    services.iface.mapCanvas().setExtent(QgsRectangle(-60, -10, -59, -9))
    before = len(services.run.commands)
    page.start.click()
    return {"started": len(services.run.commands) - before, "enabled": page.start.isEnabled()}


def map_inside_polygons(show, page, services, raster, to_degrees):
    page.part.choice.setCurrentIndex(page.part.choice.findData(POLYGONS))
    before = len(services.run.commands)
    page.start.click()  # none is chosen
    started = len(services.run.commands) - before
    layer = QgsVectorLayer("Polygon?crs=EPSG:4326", "Fields / <b>north</b>", "memory")
    feature = QgsFeature()
    outline = QgsGeometry.fromRect(middle_of(raster))
    outline.transform(to_degrees)
    feature.setGeometry(outline)
    layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    page.part.polygons.show_layer(layer)
    show.picture("prediction_polygons")
    mask, command = predict(page, services)
    within = Path(command[command.index("--within") + 1])
    middle = mask.dataProvider().identify(mask.extent().center(), Qgis.RasterIdentifyFormat.Value)
    again = predict(page, services)[1]
    return {
        "started_without": started,
        "kept": within.is_file() and within.parent == Path(mask.source()).parent / "inputs",
        "kept_once": again[again.index("--within") + 1] == str(within),
        "width": mask.width() / raster.width(),
        "known": middle.results()[1] in (0, 1),
    }


def map_two(show, page, services, arguments):
    """Two rasters give two maps and a virtual raster over both."""
    page.part.choice.setCurrentIndex(0)
    other = Path(arguments["pictures"]) / "twin.tif"
    other.write_bytes(Path(arguments["raster"]).read_bytes())
    page.rasters.add_files([str(other)])
    page.start.click()
    wait_until(lambda: services.run.state not in AT_WORK and not page.cancel.isVisible(), 120)
    wait_until(lambda: page.state.text().startswith("Done."), 60)
    show.picture("prediction_mosaic")
    folder = Path(page.output.filePath())
    layer = QgsRasterLayer(str(folder / "all_mask.vrt"), "all")
    return {
        "words": page.state.text().replace("\u200b", ""),
        "commands": [command[0] for command in services.run.commands[-3:]],
        "valid": layer.isValid() and layer.extent() == QgsRasterLayer(arguments["raster"], "").extent(),
        "registered": "all_mask" in (folder / "maps.json").read_text(encoding="utf-8"),
    }


def add_a_folder(show, page, folder):
    page.rasters.add_folder(folder)
    ticked = [Path(path).name for path in page.rasters.ticked()]
    empty = folder / "empty"
    empty.mkdir()
    page.rasters.add_folder(empty)
    show.picture("prediction_folder")
    return {"ticked": ticked, "note": page.rasters.note.text()}
