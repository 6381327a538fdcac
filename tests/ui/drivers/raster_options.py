"""Uses bands, pixel size and further files on the page about rasters and ROIs."""

import dataclasses
from pathlib import Path

from osgeo import gdal
from plain_dock import RASTER, ROIS, PlainDock, Services
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFileDialog
from waiting import wait_until

from deep_segmentation_wizard.engine.settings import InputSettings, Scene
from deep_segmentation_wizard.wizard_pages.inputs_page import InputsPage

CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
VARIED = (
    InputSettings((Scene(RASTER, ROIS),), bands=(3, 1), pixel_size=1.23456, resampling="bilinear"),
    InputSettings((Scene(RASTER, ROIS, None, ("/elsewhere/nir.tif",)),), bands=(4, 2)),
    InputSettings((Scene(RASTER, ROIS),)),
)


def drive(iface, arguments):
    """Returns what was seen; pictures go to `arguments["pictures"]`."""
    services = Services(iface, arguments["python"])
    dock = PlainDock(services, (InputsPage,), arguments["pictures"])
    page = dock.pages[0]
    seen = {"wrong": round_trips(page, services)}
    use_options(page, services, seen, dock.picture)
    stack_files(page, services, seen, dock.picture, Path(arguments["folder"]))
    page.leave()
    seen["least_width"] = dock.least_width
    dock.close()
    return seen


def round_trips(page, services):
    """Settings that came back different."""
    wrong = []
    for inputs in VARIED:
        page.restore(dataclasses.replace(services.base, inputs=inputs))
        if page.store(services.base).inputs != inputs:
            wrong.append(repr(page.store(services.base).inputs))
    return wrong


def use_options(page, services, seen, picture):
    options = page.rasters
    options.setCollapsed(True)
    page.enter()
    wait_until(lambda: "3 bands" in page.rows[0].facts.text() and options.bands.count() == 3)
    picture("rasters_folded")
    seen["bands"] = [options.bands.item(row).text() for row in range(3)]
    options.setCollapsed(False)
    options.bands.item(1).setCheckState(UNCHECKED)
    options.bands.setCurrentRow(2)
    options.up.click()
    options.up.click()
    seen["stored"] = list(page.store(services.base).inputs.bands)
    options.pixel_size.setValue(1.2)
    wait_until(lambda: "2 bands" in page.rows[0].facts.text() and "1.2 m" in page.rows[0].facts.text())
    seen["facts"] = page.rows[0].facts.text()
    page.parent().parent().ensureWidgetVisible(options)
    picture("rasters_more")
    for row in range(3):
        options.bands.item(row).setCheckState(UNCHECKED)
    seen["never_empty"] = len(page.store(services.base).inputs.bands)
    seen["tips"] = all(len(w.toolTip()) > 40 for w in (options.bands, options.pixel_size, options.resampling))
    page.restore(dataclasses.replace(services.base, inputs=VARIED[2]))


def stack_files(page, services, seen, picture, folder):
    """Bands in separate files, one of them with larger pixels and a long name."""
    page.leave()
    files = [
        str(folder / f"{name}.tif") for name in ("first", "second", "a_very_long_name_of_a_band_" * 4 + "B05")
    ]
    for number, file in enumerate(files, start=1):
        gdal.Translate(
            file, RASTER, bandList=[number], **({"widthPct": 50, "heightPct": 50} if number == 3 else {})
        )
    QFileDialog.getOpenFileNames = lambda *_: (files[:0:-1], "")
    page.restore(dataclasses.replace(services.base, inputs=InputSettings((Scene(files[0], ROIS),))))
    page.enter()
    page.rows[0].files.add.click()
    wait_until(lambda: page.rasters.bands.count() == 3 and "3 bands" in page.rows[0].facts.text())
    wait_until(lambda: page.classes.classes.isVisible())
    seen["files"] = [Path(file).name for file in page.store(services.base).inputs.scenes[0].more]
    seen["stack"] = [page.rasters.bands.item(row).text()[:11] for row in range(3)]
    seen["findings"] = [item["message"] for item in page.rows[0].raster_findings.items]
    page.parent().parent().verticalScrollBar().setValue(0)
    picture("rasters_stack")
    page.rows[0].files.clear.click()
    seen["cleared"] = list(page.store(services.base).inputs.scenes[0].more)
    wait_until(lambda: "one band" in page.rows[0].facts.text())
