"""Uses the folded options of the page about chips, and opens the index of a run's chips as a layer."""

import dataclasses
import subprocess
from pathlib import Path

from pages_data import items
from plain_dock import RASTER, ROIS, PlainDock, Services
from qgis.core import NULL, QgsApplication, QgsProject, QgsRasterLayer, QgsVectorLayer
from waiting import wait_until

from deep_segmentation_wizard.engine.settings import ChipSettings, InputSettings, RunSettings, Scene
from deep_segmentation_wizard.wizard_pages.chip_map import SET_COLOURS
from deep_segmentation_wizard.wizard_pages.chips_page import ChipsPage

SHOWN = ChipSettings(96, 48, "npy", False, 40.25, 100 / 3)
VARIED = (SHOWN, ChipSettings(), ChipSettings(without_rois=0.0), ChipSettings(without_rois=100.0, min_known=100.0))


def drive(iface, arguments):
    """Returns what was seen; pictures go to `arguments["pictures"]`."""
    if arguments.get("theme"):
        QgsApplication.setUITheme(arguments["theme"])
    services = Services(iface, arguments["python"])
    services.base = dataclasses.replace(RunSettings(), inputs=InputSettings((Scene(RASTER, ROIS),)))
    dock = PlainDock(services, (ChipsPage,), arguments["pictures"], width=380, height=820)
    page = dock.pages[0]

    def picture(name):
        iface.mapCanvas().refreshAllLayers()
        iface.mapCanvas().waitWhileRendering()
        dock.picture(name)

    seen = {"round_trips": round_trips(page, services)}
    QgsProject.instance().addMapLayer(QgsRasterLayer(RASTER, "Banepa"))
    use_options(page, services, seen, picture)
    page.leave()
    seen["least_width"] = dock.least_width
    dock.close()
    if "run" in arguments:
        open_the_index(Path(arguments["run"]), arguments, seen, picture)
    return seen


def round_trips(page, services):
    """Settings that came back different, and how often the page spoke up."""
    told, wrong = [], []
    page.changed.connect(lambda: told.append(1))
    for chips in (*VARIED, ChipSettings()):
        page.restore(dataclasses.replace(services.base, chips=chips))
        if page.store(services.base).chips != chips:
            wrong.append(repr(page.store(services.base).chips))
    return {"wrong": wrong, "told": len(told)}


def use_options(page, services, seen, picture):
    options = page.options
    page.restore(dataclasses.replace(services.base, chips=ChipSettings(64, 32)))
    options.setCollapsed(True)
    page.enter()
    wait_until(lambda: items(services.iface) and page.pictures[0][0].is_shown)
    picture("chips_folded")
    seen["count"] = [plain(page), drawn(services)]
    options.setCollapsed(False)
    seen["specials"] = [options.min_known.text(), options.without_rois.text()]
    picture("chips_more")
    options.without_rois.setValue(0)
    wait_until(lambda: drawn(services) != seen["count"][1])
    seen["without"] = [plain(page), drawn(services)]
    options.without_rois.setValue(-0.4)
    seen["snapped"] = page.store(services.base).chips.without_rois
    options.min_known.setValue(100)
    options.format.setCurrentIndex(1)
    options.keep.click()
    seen["stored"] = dataclasses.asdict(page.store(services.base).chips)
    wait_until(lambda: "Counting" not in plain(page))
    picture("chips_options_used")
    seen["tips"] = all(
        len(w.toolTip()) > 40 for w in (options.min_known, options.without_rois, options.format, options.keep)
    )


def plain(page):
    return page._count.text().replace("<b>", "").replace("</b>", "")


def drawn(services):
    return sum(len(item._columns) for item in items(services.iface))


def open_the_index(run, arguments, seen, picture):
    """The index as a layer: its style, what its fields are called, and a split made while it is open."""
    index = run / "chips" / "index.gpkg"
    layer = QgsVectorLayer(str(index), "chips", "ogr")
    QgsProject.instance().addMapLayer(layer)
    renderer = layer.renderer()
    seen["renderer"] = [renderer.type(), renderer.classAttribute() if renderer.type() != "singleSymbol" else ""]
    seen["colours"] = {
        str(c.value() or ""): [c.label(), c.symbol().color().name(), c.symbol().color().alpha()]
        for c in renderer.categories()
    }
    seen["wizard_colours"] = SET_COLOURS
    seen["aliases"] = {field.name(): field.alias() for field in layer.fields() if field.alias()}
    picture("index")
    before = sets_of(layer)
    command = [arguments["python"], "-m", "engine", "split", "--folder", str(run), "--split", "50,25,25"]
    done = subprocess.run(command, cwd=str(Path(RASTER).parents[1]), capture_output=True, text=True)
    seen["split"] = [done.returncode, done.stderr[-500:] if done.returncode else ""]
    seen["still_readable"] = len(sets_of(layer)) == len(before)
    newest = max((run / "chips").glob("index*.gpkg"), key=lambda path: path.stat().st_mtime_ns)
    after = sets_of(QgsVectorLayer(str(newest), "again", "ogr"))
    seen["changed"] = before != after and before.keys() == after.keys()


def sets_of(layer):
    return {f["name"]: None if f["set"] == NULL else f["set"] for f in layer.getFeatures()}
