"""Uses the pages on the data, with a real engine behind them."""

import dataclasses
import json
import time
from pathlib import Path

from osgeo import gdal
from plain_dock import RASTER, ROIS, PlainDock, Services
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QImage
from qgis.PyQt.QtWidgets import QApplication, QMessageBox
from waiting import settle, wait_until

from deep_segmentation_wizard.engine.augmentation import EFFECTS, Change
from deep_segmentation_wizard.engine.errors import EngineError
from deep_segmentation_wizard.engine.plain import from_plain, to_plain
from deep_segmentation_wizard.engine.settings import (
    AugmentationSettings,
    ChipSettings,
    ClassRule,
    InputSettings,
    RunSettings,
    Scene,
    SplitSettings,
)
from deep_segmentation_wizard.wizard_pages.augmentation_page import AugmentationPage
from deep_segmentation_wizard.wizard_pages.chip_map import ChipItem
from deep_segmentation_wizard.wizard_pages.chips_page import ChipsPage
from deep_segmentation_wizard.wizard_pages.inputs_page import InputsPage
from deep_segmentation_wizard.wizard_pages.split_page import SplitPage

NUMBERED_BY_QGIS = f"{ROIS}|layername=buildings"


def drive(iface, arguments):
    """Returns what was seen; pictures go to `arguments["pictures"]`."""
    services = Services(iface, arguments["python"])
    dock = PlainDock(services, (InputsPage, ChipsPage, SplitPage, AugmentationPage), arguments["pictures"])
    pages, stack, picture = dock.pages, dock.stack, dock.picture
    seen = {"least_width": dock.least_width}
    seen["round_trips"] = round_trips(services, pages)
    picture("inputs_empty")
    seen["empty_problems"] = [problem.message for problem in pages[0].problems()]
    pages[0].enter()
    use_the_sample(services, pages[0], seen, picture)
    look_at_chips(iface, pages[1], stack, seen, picture)
    split(iface, pages[2], stack, seen, picture)
    split_by_polygons(iface, pages[2], seen, picture, Path(arguments["folder"]))
    split_into_folds(iface, pages[2], stack.currentWidget(), seen, picture)
    augment(pages[3], stack, seen, picture)
    stack.setCurrentWidget(pages[0].parent().parent())
    use_a_scratch_layer(services, pages[0], seen, picture, Path(arguments["folder"]))
    be_refused(services, pages[0], seen, picture)
    remove_a_layer(pages[0], seen)
    seen["widest"] = max(page.width() for page in pages)
    delete_while_shown(iface, services, seen)
    use_one_band(services, seen, Path(arguments["folder"]))
    dock.close()
    return seen


def round_trips(services, pages):
    """Settings that came back different from the pages."""
    default = RunSettings()
    scene = Scene("/nowhere/a b.tif", "/nowhere/rois.gpkg|layername=x y", "/nowhere/area.shp")
    varied = [
        default,
        dataclasses.replace(default, inputs=InputSettings((Scene(RASTER, ROIS),), "class", "ignore")),
        dataclasses.replace(default, inputs=InputSettings((scene, Scene(RASTER, ROIS)), "absent", "background")),
        dataclasses.replace(default, inputs=InputSettings((scene,), None, "background")),
        dataclasses.replace(
            default,
            inputs=InputSettings(
                (scene,),
                "class",
                None,
                (ClassRule("a", "b"), ClassRule("c", use=False)),
                "smaller",
                True,
                2.5,
                7.0,
                "background",
            ),
        ),
        dataclasses.replace(default, inputs=InputSettings((scene,), classes=(ClassRule("", "roof"),))),
        dataclasses.replace(default, chips=ChipSettings(96, 40), split=SplitSettings(33.3, 33.3, 33.4, "random")),
        dataclasses.replace(default, chips=ChipSettings(None, 256), split=SplitSettings(66.67, 16.665, 16.665)),
        dataclasses.replace(default, split=SplitSettings(60, 20, 20, "scene", folds=7, fold=3)),
        dataclasses.replace(
            default, split=SplitSettings(method="layer", layer="/nowhere/a b.gpkg|layername=x y", field="set")
        ),
        dataclasses.replace(default, split=SplitSettings(method="field", field="plot", folds=4, fold=4)),
        dataclasses.replace(default, chips=ChipSettings(8192, None), augmentation=AugmentationSettings((), ())),
        dataclasses.replace(
            default, augmentation=AugmentationSettings(("flip", "rotate_90"), ("test", "train", "validation"))
        ),
        dataclasses.replace(
            default,
            augmentation=AugmentationSettings(
                (), ("test",), (Change("noise", 0.123, 0.456), Change("rotate", 1.0, 1 / 3)), 12, "random"
            ),
        ),
        dataclasses.replace(
            default,
            augmentation=AugmentationSettings(changes=tuple(Change(e, 0.0, 0.0) for e in EFFECTS), applied="both"),
        ),
        dataclasses.replace(default, augmentation=AugmentationSettings(copies=0)),
        default,
    ]
    changes, wrong = [], []
    for page in pages:
        page.changed.connect(lambda: changes.append(1))
    for settings in varied:
        for page in pages:
            page.restore(settings)
        if services.settings != settings:
            wrong.append([to_plain(settings), to_plain(services.settings)])
        if from_plain(RunSettings, json.loads(services.settings.to_json())) != settings:
            wrong.append("not plain")
    return {"wrong": wrong, "told_of_changes": len(changes), "tried": len(varied)}


def use_the_sample(services, page, seen, picture):
    button(page, "Try with the sample").click()
    seen["sample_layers"] = sorted(layer.name() for layer in QgsProject.instance().mapLayers().values())
    wait_until(lambda: page.classes.classes.table.topLevelItemCount() == 2)
    table = page.classes.classes.table
    seen["classes"] = [[table.topLevelItem(row).text(c) for c in range(3)] for row in range(2)]
    seen["sample_scene"] = to_plain(services.settings.inputs)["scenes"]
    seen["sample_problems"] = [problem.message for problem in page.problems()]
    before = services.settings
    button(page, "Try with the sample").click()
    seen["sample_added_once"] = services.settings == before and len(QgsProject.instance().mapLayers()) == 2
    wait_until(lambda: page.classes.classes.table.topLevelItemCount() == 2)
    seen["facts"] = page.rows[0].facts.text()
    picture("inputs_sample")


def look_at_chips(iface, page, stack, seen, picture):
    stack.setCurrentWidget(page.parent().parent())
    page.enter()
    wait_until(lambda: items(iface) and page.pictures[0][0].is_shown)
    wait_until(lambda: not iface.mapCanvas().isDrawing())
    picture("chips")
    seen["chips_text"] = page._count.text()
    seen["automatic"] = [page.window.text(), page.stride.text()]
    page.window.setValue(64)
    page.stride.setValue(96)
    seen["stride_limited"] = page.stride.value()
    wait_until(lambda: items(iface)[0].window == 64)
    seen["fewer_pixels"] = page._size.text()
    # Another CRS for the map: the drawing moves along.
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:32645"))
    wait_until(lambda: not iface.mapCanvas().isDrawing())
    seen["off_by_pixels"] = off_by_pixels(iface, items(iface)[0])
    picture("chips_utm")
    seen["turned"] = turned(iface, items(iface)[0])
    seen["paint_seconds"] = paint_many(iface, items(iface)[0])
    QgsProject.instance().setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    page.window.setValue(4096)
    wait_until(lambda: page._findings.items)
    seen["too_large"] = [page._findings.items[0]["severity"], len(items(iface))]
    picture("chips_refused")
    page.window.setValue(0)
    page.stride.setValue(0)
    wait_until(lambda: items(iface))
    page.leave()
    seen["left_after_chips"] = len(items(iface))


def off_by_pixels(iface, item):
    """The largest distance, in pixels of the raster, between a chip's drawn corner and its true place."""
    scene = item.scenes[0]
    x0, xx, _, y0, _, yy = scene["geotransform"]
    crs = QgsCoordinateReferenceSystem.fromWkt(scene["crs"])
    move = QgsCoordinateTransform(crs, iface.mapCanvas().mapSettings().destinationCrs(), QgsProject.instance())
    worst = 0.0
    for corners, column, row in zip(
        item.corners().tolist(), item._columns.tolist(), item._rows.tolist(), strict=True
    ):
        places = [(column, row), (column + 64, row), (column + 64, row + 64), (column, row + 64)]
        for (x, y), (i, j) in zip(corners, places, strict=True):
            point = move.transform(x0 + i * xx, y0 + j * yy)
            worst = max(worst, abs(point.x() - x) / xx, abs(point.y() - y) / xx)
    return worst


def turned(iface, item):
    """Where a chip's corner is on the screen of a turned map, as drawn and as QGIS has it, in pixels."""
    canvas = iface.mapCanvas()
    canvas.setRotation(30)
    wait_until(lambda: not canvas.isDrawing())
    x, y = item.corners()[0, 0].tolist()
    right = canvas.getCoordinateTransform().transform(QgsPointXY(x, y))
    drawn = item.on_screen(item.corners())[0, 0].tolist()
    shift = [item.pos().x(), item.pos().y(), item.rotation()]
    canvas.setRotation(0)
    return {"off": abs(drawn[0] - right.x()) + abs(drawn[1] - right.y()), "shift": shift}


def paint_many(iface, like):
    """Seconds for the first and for a repeated drawing of 100,000 chips, in two ways."""
    scene = {**like.scenes[0], "width": 400 * 64, "height": 250 * 64}
    chips = {
        "scene": [0] * 100_000,
        "column": [64 * (i % 400) for i in range(100_000)],
        "row": [64 * (i // 400) for i in range(100_000)],
        "set": [i % 4 - 1 for i in range(100_000)],
    }
    canvas = iface.mapCanvas()
    extent = canvas.extent()
    item = ChipItem(canvas, {"window": 64, "stride": 64, "scenes": [scene], "chips": chips}, True)
    seconds = {}

    def timed(name, work):
        start = time.perf_counter()
        work()
        seconds[name] = round(time.perf_counter() - start, 4)

    picture = QImage(canvas.size(), QImage.Format.Format_ARGB32_Premultiplied)
    timed("places", item.corners)
    for name, width in (("outlines", 64 * 12), ("filled", 400 * 64), ("dot", 400 * 640)):
        corners = item.corners()
        canvas.setExtent(
            QgsRectangle.fromCenterAndSize(QgsPointXY(*corners[200 * 250 + 200, 0]), width * 0.27, width * 0.27)
        )
        picture.fill(0)
        timed(name, lambda: item._draw(picture))
        seconds[name + "_seen"] = picture.pixelColor(canvas.width() // 2, canvas.height() // 2).alpha() != 0
    item.stop()
    canvas.scene().removeItem(item)
    canvas.setExtent(extent)
    return seconds


def split(iface, page, stack, seen, picture):
    stack.setCurrentWidget(page.parent().parent())
    page.enter()
    wait_until(lambda: items(iface) and page._sets.isVisible())
    wait_until(lambda: not iface.mapCanvas().isDrawing())
    picture("split")
    seen["split_counts"] = {name: line[0].text() for name, line in page.lines.items()}
    sums, values = [], page.percentages.values
    for box, value in ((0, 50), (1, 33.3), (2, 98), (2, 15), (0, 1), (0, 70), (1, 0.2), (0, 98), (0, 70)):
        page.percentages.boxes[box].setValue(value)
        sums.append(sum(page.percentages.values))
        sums.append(sum(b.value() for b in page.percentages.boxes))
    seen["sums"] = sorted({round(value, 9) for value in sums})
    page.percentages.show_values((70, 20, 10))
    for value in (80, 95, 98, 60, 70):
        page.percentages.sliders[0].setValue(value)
    seen["proportion_kept"] = page.percentages.values
    page.percentages.show_values(values)
    page.at_random.click()
    wait_until(lambda: page._findings.items)
    seen["random"] = [page.store(RunSettings()).split.method, page._findings.items[0]["severity"]]
    picture("split_random")
    page.by_area.click()
    wait_until(lambda: not page._findings.items)
    page.leave()
    seen["left_after_split"] = len(items(iface))


def split_by_polygons(iface, page, seen, picture, folder):
    """Three strips over the raster in a scratch layer, one for each set."""
    page.enter()
    sets = QgsVectorLayer("Polygon?crs=EPSG:4326&field=use:string&field=note:string", "My sets", "memory")
    raster = next(x for x in QgsProject.instance().mapLayers().values() if isinstance(x, QgsRasterLayer))
    move = QgsCoordinateTransform(raster.crs(), sets.crs(), QgsProject.instance())
    extent, parts = raster.extent(), []
    for name, start, end in (("Train", 0, 0.6), ("valid", 0.6, 0.8), ("testing", 0.8, 1)):
        strip = QgsRectangle(extent)
        strip.setXMinimum(extent.xMinimum() + start * extent.width())
        strip.setXMaximum(extent.xMinimum() + end * extent.width())
        shape, feature = QgsGeometry.fromRect(strip), QgsFeature(sets.fields())
        shape.transform(move)
        feature.setGeometry(shape)
        feature.setAttributes([name, ""])
        parts.append(feature)
    sets.dataProvider().addFeatures(parts)
    QgsProject.instance().addMapLayer(sets)
    method = page.method
    seen["by_raster_offered"] = method.by_scene.isVisible()
    method.show_scenes(3, "")
    seen["by_raster_offered_for_three"] = method.by_scene.isVisible()
    method.show_scenes(1, "")
    method.by_layer.click()
    told = refusal_of(page)
    settle(0.5)
    seen["polygons_missing"] = [told, method.layer.isVisible(), page.percentages.isEnabled(), len(items(iface))]
    method.layer.show_layer(sets)
    fields = method.layer_field.fields()
    seen["set_fields"] = [fields.at(number).name() for number in range(fields.count())]
    method.layer_field.setField("use")
    wait_until(lambda: items(iface) and page._sets.isVisible())
    wait_until(lambda: not iface.mapCanvas().isDrawing())
    settle(0.5)
    picture("split_polygons")
    seen["polygon_counts"] = {name: int(line[0].text()) for name, line in page.lines.items()}
    seen["polygons_told"] = page._told.text()
    stored = page.store(RunSettings())
    kept = page.freeze(stored, folder / "run_by_polygons").split
    seen["polygons_kept"] = [kept.method, kept.field, QgsVectorLayer(kept.layer, "kept", "ogr").featureCount(),
                             Path(kept.layer).parent == folder / "run_by_polygons" / "inputs"]  # fmt: skip
    page.restore(stored)
    seen["polygons_come_back"] = page.store(RunSettings()) == stored and method.layer.name()
    sets.startEditing()
    sets.deleteFeature(next(sets.getFeatures()).id())
    settle(0.3)
    seen["polygons_unsaved"] = [method._edits.isVisible(), method._edits.text()]
    sets.rollBack()
    QgsProject.instance().removeMapLayer(sets.id())
    page.by_area.click()
    seen["percentages_again"] = page.percentages.isEnabled()
    page.restore(RunSettings())


def refusal_of(page):
    try:
        page.store(RunSettings())
    except EngineError as error:
        return error.message
    return ""


def split_into_folds(iface, page, area, seen, picture):
    """Five folds, of which each in turn could be tested; then groups of ROIs, which the sample cannot give."""
    method = page.method
    method.more.setCollapsed(False)
    method.folds.setValue(5)
    tested = []
    for fold in (1, 2):
        method.fold.setValue(fold)
        wait_until(lambda: page._sets.isVisible() and not page._told.text().startswith("Dividing"))
        tested.append({i for i, group in enumerate(items(iface)[0].groups.tolist()) if group == 2})
    seen["folds"] = [bool(tested[0]) and bool(tested[1]), not tested[0] & tested[1], page.percentages.isEnabled()]
    seen["folds_stored"] = to_plain(page.store(RunSettings()).split)
    wait_until(lambda: not iface.mapCanvas().isDrawing())
    settle(0.3)
    picture("split_folds")
    method.by_field.click()
    method.group_field.setField("building")
    settle(0.3)
    area.ensureWidgetVisible(page._why, 0, 0)
    settle(1)
    picture("split_groups")
    fields = method.group_field.fields()
    seen["group_fields"] = fields.count()
    seen["least_width_split"] = page.minimumSizeHint().width()
    page.restore(RunSettings())
    method.more.setCollapsed(True)
    page.leave()


def augment(page, stack, seen, picture):
    stack.setCurrentWidget(page.parent().parent())
    page.enter()
    wait_until(lambda: all(p.is_shown for pair in page.pictures.values() for p in pair) and page._counts)
    picture("augmentation")
    seen["chips_per_epoch"] = page._count.text()
    button(page, "None").click()
    seen["none"] = [page._count.text(), page.store(RunSettings()).augmentation.techniques]
    button(page, "All").click()
    seen["all"] = len(page.store(RunSettings()).augmentation.techniques)
    change(page, stack.currentWidget(), seen, picture)
    page.leave()


def change(page, area, seen, picture):
    """Unfolds the groups, moves strengths and looks at the pictures that come."""
    asked = []
    page.changed.connect(lambda: asked.append(1))

    def pixels(effect):
        card = page.cards[effect]
        return [bytes(p._pixmap.toImage().constBits().asarray(p._pixmap.toImage().sizeInBytes()))
                for p in (card.other, card.image, card.label)]  # fmt: skip

    seen["changes_at_first"] = [card.image.is_shown for card in page.cards.values()]
    for name, effects in (("geometry", ("rotate",)), ("light", ("brightness",)), ("disturbance", ("cut_out",))):
        group = page.groups[name]
        group.setCollapsed(False)
        wait_until(lambda group=group: all(card.image.is_shown for card in group.cards.values()))
        for effect in effects:
            before = pixels(effect)
            page.cards[effect].slider.setValue(70)
            wait_until(lambda effect=effect, before=before: pixels(effect)[0] != before[0])
            seen[f"moved_{effect}"] = [one != other for one, other in zip(before, pixels(effect), strict=True)]
        seen["told_before_ticking"] = len(asked)
        for card in group.cards.values():
            card.box.setChecked(True)
        settle(0.3)
        area.ensureWidgetVisible(group, 0, 0)
        settle(0.3)
        picture(f"augmentation_{name}")
        group.setCollapsed(True)
        seen[f"title_{name}"] = group.title()
        for effect, card in group.cards.items():
            if effect not in ("brightness", "rotate"):
                card.box.setChecked(False)
    page.versions.advanced.setCollapsed(False)
    page.versions.spins["rotate"].setValue(25)
    page.versions.applied.setCurrentIndex(page.versions.applied.findData("both"))
    page.versions.copies.setValue(10)
    seen["chosen"] = to_plain(page.store(RunSettings()).augmentation)
    seen["chosen_text"] = page._count.text()
    settle(0.3)
    area.ensureWidgetVisible(page._count, 0, 0)
    settle(0.3)
    picture("augmentation_way")
    page.versions.applied.setCurrentIndex(page.versions.applied.findData("random"))
    seen["random_text"] = page._count.text()
    seen["random_sets"] = {name: box.isEnabled() for name, box in page.sets.items()}
    for group in page.groups.values():
        group.setCollapsed(False)
    settle(0.3)
    seen["least_width_unfolded"] = page.minimumSizeHint().width()
    for group in page.groups.values():
        group.setCollapsed(True)
    page.restore(RunSettings())


def use_a_scratch_layer(services, page, seen, picture, folder):
    page.enter()
    source = QgsVectorLayer(NUMBERED_BY_QGIS, "source", "ogr")
    scratch = QgsVectorLayer("Polygon?crs=EPSG:4326&field=kind:string&field=fid:integer", "My sketch, 1", "memory")
    move = QgsCoordinateTransform(source.crs(), scratch.crs(), QgsProject.instance())
    features = []
    for number, feature in enumerate(source.getFeatures()):
        drawn = QgsFeature(scratch.fields())
        geometry = QgsGeometry(feature.geometry())
        geometry.transform(move)
        drawn.setGeometry(geometry)
        drawn.setAttributes(["house" if number % 2 else "shed", 1])  # the same fid for all
        features.append(drawn)
    scratch.dataProvider().addFeatures(features[:300])
    QgsProject.instance().addMapLayer(scratch)
    page.rows[0].rois.show_layer(scratch)
    page.classes.field.setField("kind")
    wait_until(lambda: page.classes.classes.table.topLevelItemCount() == 3)
    count = lambda: sum(int(page.classes.classes.table.topLevelItem(row).text(1)) for row in (0, 1))  # noqa: E731
    seen["scratch"] = {"polygons": count(), "field": services.settings.inputs.class_field}
    exported = services.settings.inputs.scenes[0].rois
    seen["scratch"]["comes_back"] = restored_to(page, services) == scratch.name()

    choose_classes(page, services, seen, picture)

    # Edits that are not saved: told of, not used, asked about on Next.
    scratch.startEditing()
    scratch.addFeatures(features[300:400])
    wait_until(lambda: page.rows[0].rois_findings.items)
    settle(1)
    seen["unsaved"] = {"told": page.rows[0].rois_findings.items[0]["message"], "polygons": count()}
    picture("inputs_scratch")
    seen["unsaved"]["cancel"] = answer_question(page, QMessageBox.StandardButton.Cancel)
    seen["unsaved"]["use_saved"] = answer_question(page, QMessageBox.StandardButton.Ignore)
    seen["unsaved"]["asked_again"] = page.go_next()
    frozen = page.freeze(services.settings, folder / "run").inputs.scenes[0].rois
    seen["frozen_saved"] = QgsVectorLayer(frozen, "frozen", "ogr").featureCount()
    settings = page.freeze(services.settings, folder / "scratch_run")
    (folder / "scratch.json").write_text(settings.to_json(), encoding="utf-8")
    scratch.addFeatures(features[400:410])
    wait_until(lambda: not page._edits.settled)
    seen["unsaved"]["save"] = answer_question(page, QMessageBox.StandardButton.Save)
    wait_until(lambda: count() == 410)
    seen["unsaved"]["after"] = [count(), scratch.isEditable(), scratch.isModified()]
    scratch.commitChanges()

    # What is selected only, a filter, and how it is kept with the run.
    scratch.selectByExpression("$id <= 200")
    row = page.rows[0]
    wait_until(lambda: row.selected.isVisible())
    seen["selected_text"] = row.selected.text()
    row.selected.click()
    wait_until(lambda: count() == 200)
    settings = services.settings
    frozen = page.freeze(settings, folder / "run").inputs.scenes[0].rois
    layer = QgsVectorLayer(frozen, "frozen", "ogr")
    seen["frozen"] = {"path": frozen, "polygons": layer.featureCount(), "crs": layer.crs().authid()}
    seen["frozen"]["layer"] = layer.dataProvider().subLayers()[0].split("!!::!!")[1]
    row.selected.click()
    scratch.removeSelection()
    scratch.setSubsetString("kind = 'house'")
    wait_until(lambda: page.classes.classes.table.topLevelItemCount() == 1 or page._findings.items)
    seen["filtered"] = QgsVectorLayer(services.settings.inputs.scenes[0].rois, "filtered", "ogr").featureCount()
    seen["export_is_no_input"] = exported != frozen
    buildings = next(x for x in QgsProject.instance().mapLayers().values() if x.source().startswith(ROIS))
    page.rows[0].rois.show_layer(buildings)
    page.classes.one_class.click()


def choose_classes(page, services, seen, picture):
    """Houses and sheds: one renamed, one left out, then both made one, and all as it was."""
    table = page.classes.classes.table
    rows = lambda: [table.topLevelItem(row).text(0) for row in range(table.topLevelItemCount())]  # noqa: E731
    row_of = lambda name: table.topLevelItem(rows().index(name))  # noqa: E731
    page.classes.background.click()
    wait_until(lambda: "background" in rows())
    told = [[rows(), services.settings.inputs.classes]]

    def edit(change, done):
        before = services.answers
        change()
        wait_until(lambda: services.answers > before and done())
        told.append([rows(), to_plain(services.settings.inputs)["classes"]])

    edit(lambda: row_of("house").setText(0, "<b>roof</b>"), lambda: "<b>roof</b>" in rows())
    edit(lambda: row_of("shed").setCheckState(0, Qt.CheckState.Unchecked), lambda: rows()[-1] == "shed")
    picture("inputs_classes")
    restored_to(page, services)
    edit(lambda: row_of("shed").setCheckState(0, Qt.CheckState.Checked), lambda: row_of("shed").text(1) != "–")
    edit(lambda: row_of("shed").setText(0, "<b>roof</b>"), lambda: len(rows()) == 2)
    edit(page.classes.classes.reset.click, lambda: len(rows()) == 3)
    page.classes.ignored.click()
    wait_until(lambda: "not known" in rows())
    seen["classes_chosen"] = told


def draw_lines(page, services, seen, picture):
    """A layer of lines: its width is asked for, and goes with the settings."""
    seen["width_of_polygons"] = page.options.line_width.isVisible()
    lines = QgsVectorLayer("LineString?crs=EPSG:3857", "Roads", "memory")
    extent = page.rows[0].raster.layer().extent()
    for share in (0.3, 0.6):
        y = extent.yMinimum() + share * extent.height()
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(f"LINESTRING({extent.xMinimum()} {y},{extent.xMaximum()} {y})"))
        lines.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(lines, False)
    known = page.rows[0].rois.layer()
    page.rows[0].rois.show_layer(lines)
    table = page.classes.classes.table
    shares = []
    for width in (3.0, 30.0):
        before = services.answers
        page.options.line_width.setValue(width)
        wait_until(lambda: services.answers > before and table.topLevelItemCount() == 2)  # noqa: B023
        shares.append(float(table.topLevelItem(1).text(2).split()[0]))
    picture("inputs_lines")
    seen["lines"] = {
        "asked": page.options.line_width.isVisible(), "shares": shares,
        "stored": services.settings.inputs.line_width, "problems": [p.message for p in page.problems()],
    }  # fmt: skip
    page.rows[0].rois.show_layer(known)
    wait_until(lambda: not page.options.line_width.isVisible() and table.topLevelItem(1).text(1) != "2")
    seen["lines"]["forgotten"] = services.settings.inputs.line_width


def restored_to(page, services):
    page.restore(services.settings)
    return page.rows[0].rois.name()


def answer_question(page, choice):
    """What go_next returns when the user answers the question about unsaved edits so."""
    from qgis.PyQt.QtCore import QTimer

    def click():
        box = QApplication.activeModalWidget()
        box.button(choice).click()

    QTimer.singleShot(200, click)
    return page.go_next()


def be_refused(services, page, seen, picture):
    far = QgsVectorLayer("Polygon?crs=EPSG:4326", "far away", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt("POLYGON((1 1,2 1,2 2,1 1))"))
    far.dataProvider().addFeatures([feature])
    QgsProject.instance().addMapLayer(far, False)
    known = page.rows[0].rois.layer()
    page.rows[0].rois.show_layer(far)
    wait_until(lambda: page.rows[0].rois_findings.items)
    seen["elsewhere"] = [page.rows[0].rois_findings.items[0], [problem.message for problem in page.problems()]]
    page.rows[0].rois.show_layer(known)
    wait_until(lambda: page.classes.classes.table.topLevelItemCount() == 2)
    draw_lines(page, services, seen, picture)
    seen["elsewhere_mended"] = [problem.message for problem in page.problems()]
    web = QgsRasterLayer(
        "type=xyz&url=https://nowhere.invalid/{z}/{x}/{y}.png&zmax=19&zmin=0", "Street map", "wms"
    )
    QgsProject.instance().addMapLayer(web, False)
    page.rows[0].raster.show_layer(web)
    wait_until(lambda: page.rows[0].raster_findings.items)
    seen["web_map"] = [[problem.message, problem.remedy] for problem in page.problems()]
    picture("inputs_web_map")
    button(page, "Add another raster").click()
    settle(1)
    picture("inputs_two_rows")
    page.rows[1].remove.click()


def remove_a_layer(page, seen):
    web = page.rows[0].raster.layer()
    QgsProject.instance().removeMapLayer(web.id())
    QApplication.processEvents()
    seen["web_map_removed"] = [page.rows[0].raster.name(), [problem.message for problem in page.problems()]]
    page.rows[0].raster.show_path(RASTER)
    before = page.store(RunSettings())
    for layer in list(QgsProject.instance().mapLayers().values()):
        QgsProject.instance().removeMapLayer(layer.id())
    seen["layers_removed"] = [page.rows[0].raster.combo.currentText(), page.rows[0].rois.combo.currentText()]
    seen["kept_without_layers"] = page.store(RunSettings()) == before


def delete_while_shown(iface, services, seen):
    """A page that is deleted leaves nothing on the map."""
    services.pages = []
    services.base = dataclasses.replace(RunSettings(), inputs=InputSettings((Scene(RASTER, ROIS),)))
    page = SplitPage(services)
    page.enter()
    wait_until(lambda: items(iface))
    sip.delete(page)
    seen["left_after_deletion"] = len(items(iface))


def use_one_band(services, seen, folder):
    """On a raster of one band nothing can be dropped."""
    path = folder / "one_band.tif"
    gdal.Translate(str(path), RASTER, bandList=[1])
    services.pages = []
    services.base = dataclasses.replace(RunSettings(), inputs=InputSettings((Scene(str(path), ROIS),)))
    page = AugmentationPage(services)
    page.enter()
    wait_until(lambda: page.pictures["original"][0].is_shown)
    seen["one_band"] = [effect for effect, card in page.cards.items() if not card.isEnabled()]
    page.leave()
    sip.delete(page)


def items(iface):
    """What the pages have drawn on the map."""
    return [item for item in iface.mapCanvas().scene().items() if isinstance(item, ChipItem)]


def button(page, text):
    from qgis.PyQt.QtWidgets import QPushButton

    return next(b for b in page.findChildren(QPushButton) if b.text().replace("&", "") == text)
