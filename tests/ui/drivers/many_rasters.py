"""Uses the first page and that of the network with twenty tiles of long names, and with a layer of a database."""

from pathlib import Path

from osgeo import gdal
from pages_data import button
from plain_dock import RASTER, ROIS, PlainDock, Services
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer
from waiting import settle, wait_until

from deep_segmentation_wizard.engine import needs
from deep_segmentation_wizard.engine.settings import InputSettings, RunSettings, Scene
from deep_segmentation_wizard.wizard_pages.inputs_page import InputsPage
from deep_segmentation_wizard.wizard_pages.network_page import NetworkPage
from deep_segmentation_wizard.wizard_pages.page import RunState

LONG = "Orthophoto_Gemeinde_Sankt-Margarethen_an_der_Raab_Befliegung_2024-06-17_RGB_Kachel"
PASSWORD = "hush-hush"  # noqa: S105 - none but that of this test


class OfDatabase(QgsVectorLayer):
    """A layer as one of PostGIS looks to the wizard, with no server behind it."""

    def providerType(self):  # noqa: N802 - QGIS's name
        return "postgres"

    def source(self):
        return f"dbname='gis' host=db user='me' password='{PASSWORD}' key='id' table=\"public\".\"roofs\" (geom)"


class NoRun:
    state = RunState.IDLE


def drive(iface, arguments):
    """Returns what was seen; pictures go to `arguments["pictures"]`."""
    folder = Path(arguments["folder"])
    services = Services(iface, arguments["python"])
    services.run, services.folder = NoRun(), folder / "run"
    dock = PlainDock(services, (InputsPage, NetworkPage), arguments["pictures"])
    seen = {"least_width": dock.least_width}

    def picture(name):
        settle(0.5)
        dock.picture(name)

    inputs, network = dock.pages
    network.restore(RunSettings())
    inputs.enter()
    take_tiles(services, inputs, make_tiles(folder / "tiles"), seen, picture)
    give_rules(services, inputs, seen, picture)
    dock.stack.setCurrentIndex(1)
    need_memory(network, seen, picture)
    dock.stack.setCurrentIndex(0)
    use_a_database(services, inputs, seen, folder)
    dock.close()
    return seen


def make_tiles(folder):
    """The sample's raster in twenty pieces."""
    folder.mkdir()
    whole = gdal.Open(RASTER)
    width, height = whole.RasterXSize // 5, whole.RasterYSize // 4
    for number in range(20):
        window = [number % 5 * width, number // 5 * height, width, height]
        gdal.Translate(str(folder / f"{LONG}_{number:02}.tif"), whole, srcWin=window)
    (folder / "read me.txt").write_text("tiles", encoding="utf-8")
    return folder


def take_tiles(services, page, folder, seen, picture):
    """A folder that holds none is refused; one of twenty becomes one row with a list."""
    for number, bad in enumerate((folder.parent / "nothing here", folder.parent), start=1):
        page.add_folder(str(bad))
        wait_until(lambda: len(services.said) == number)  # noqa: B023
    seen["refused"] = list(services.said)
    page.rows[0].rois.show_path(ROIS)
    page.add_folder(str(folder))
    wait_until(lambda: page.rows[0].tiles.paths)
    before = services.answers
    page.add_folder(str(folder))  # what is listed is not listed twice
    wait_until(lambda: services.answers > before and page.rows[0].facts.isVisible())
    picture("tiles")
    row = page.rows[0]
    scenes = services.settings.inputs.scenes
    seen["tiles"] = {
        "rows": len(page.rows), "scenes": [Path(scene.raster).name for scene in scenes],
        "rois": sorted({Path(scene.rois).name for scene in scenes}), "note": row.tiles.note.text(),
        "height": row.height(), "list": row.tiles.list.height(), "problems": [p.message for p in page.problems()],
        "tooltip": row.tiles.list.item(0).toolTip(), "widest": page.width(),
        "classes": page.classes.classes.table.topLevelItemCount(),
    }  # fmt: skip
    settings = services.settings
    page.restore(settings)
    seen["tiles"]["restored"] = services.settings == settings and len(page.rows) == 1
    names = page.rows[0].tiles.list
    for number in (0, 1):
        names.item(number).setSelected(True)
    page.rows[0].tiles.remove.click()
    seen["tiles"]["left"] = len(services.settings.inputs.scenes)


def give_rules(services, page, seen, picture):
    """With one raster row there is no rule of its own to give; with two there is, folded."""
    row = page.rows[0]
    seen["rule_of_one"] = row.more.isVisible()
    button(page, "Add another raster").click()
    second = page.rows[1]
    second.raster.show_path(RASTER)
    second.rois.show_path(ROIS)
    settle(0.5)
    seen["rule_of_two"] = [row.more.isVisible(), row.more.isCollapsed()]
    row.more.setCollapsed(False)
    row.unlabelled.setCurrentIndex(row.unlabelled.findData("ignore"))
    picture("rules")
    seen["rules"] = [scene.unlabelled for scene in services.settings.inputs.scenes]
    settings = services.settings
    page.restore(settings)
    seen["rules_restored"] = services.settings == settings
    page.rows[1].unlabelled.setCurrentIndex(page.rows[1].unlabelled.findData("ignore"))
    seen["nothing_left"] = [problem.about for problem in page.problems()]
    page.restore(RunSettings(inputs=InputSettings((Scene(RASTER, ROIS),))))
    wait_until(lambda: page.rows[0].facts.isVisible())


def need_memory(page, seen, picture):
    """The memory is told with what is free of it, and follows the settings."""
    page.enter()
    wait_until(lambda: page.memory.isVisible() and page.estimate.text().startswith("Takes"))
    seen["memory"] = [page.memory.text()]
    picture("memory")
    page.advanced._rows["base_width"].widget.setValue(64)
    seen["memory"].append(page.memory.text())
    real, needs.free_memory = needs.free_memory, lambda: int(2e9)
    page._edited()
    seen["memory_short"] = [page.memory.text(), [p.message for p in page.problems()]]
    picture("memory_short")
    needs.free_memory = lambda: int(0.3e9)
    page._edited()
    seen["memory_none"] = [[problem.message, problem.remedy] for problem in page.problems()]
    needs.free_memory = real
    page.advanced._rows["base_width"].widget.setValue(16)


def use_a_database(services, page, seen, folder):
    """What a database holds is exported, and its password goes nowhere."""
    layer = OfDatabase("Polygon?crs=EPSG:3857&field=kind:string", "roofs", "memory")
    extent = page.rows[0].raster.layer().extent()
    for share in (0.2, 0.6):
        feature = QgsFeature(layer.fields())
        x, y = extent.xMinimum() + share * extent.width(), extent.yMinimum() + share * extent.height()
        feature.setGeometry(QgsGeometry.fromWkt(f"POLYGON(({x} {y},{x + 40} {y},{x + 40} {y + 40},{x} {y}))"))
        feature.setAttributes(["roof"])
        layer.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(layer, False)
    page.rows[0].rois.show_layer(layer)
    chosen = page.rows[0].rois.layer()
    frozen = page.sources.freeze(services.settings, folder / "run")
    kept = Path(frozen.inputs.scenes[0].rois)
    copy = QgsVectorLayer(str(kept), "copy", "ogr")
    written = [frozen.to_json().encode(), kept.read_bytes()]
    seen["database"] = {
        "provider": chosen.providerType(), "kept": str(kept.relative_to(folder)), "polygons": copy.featureCount(),
        "password": any(PASSWORD.encode() in text for text in written),
        "problems": [problem.message for problem in page.problems()],
    }  # fmt: skip
