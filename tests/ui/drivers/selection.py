"""Uses *Choose the model* in the real wizard, over finished runs: looks, chooses, clicks chips, goes away."""

import json
import time
import traceback
from pathlib import Path

import qgis.utils
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsProject,
    QgsRasterLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDockWidget
from waiting import settle, wait_until

from deep_segmentation_wizard.ui import memory
from deep_segmentation_wizard.wizard_pages import pr_curve, score_map

ACTION = "deepSegmentationWizard"


def drive(iface, arguments):
    """Returns what was seen; pictures go to `arguments["pictures"]`."""
    if arguments.get("theme"):
        QgsApplication.setUITheme(arguments["theme"])
    iface.messageBar().clearWidgets()
    raised = []
    qgis.utils.open_stack_dialog = lambda kind, value, trace, *_: raised.append(
        "".join(traceback.format_exception(kind, value, trace))
    )
    iface.mainWindow().resize(1280, 720)
    next(a for a in iface.pluginToolBar().actions() if a.objectName() == ACTION).trigger()
    dock = iface.mainWindow().findChild(QDockWidget, "DeepSegmentationWizardDock")
    walk = Walk(iface, dock, Path(arguments["pictures"]))
    seen = {"two": walk.two_classes(Path(arguments["two"])), "four": walk.four_classes(Path(arguments["four"]))}
    seen["many"] = walk.many_chips(Path(arguments["many"]))
    seen["earlier"] = walk.earlier_version(Path(arguments["earlier"]))
    seen["damaged"] = walk.damaged(Path(arguments["earlier"]))
    seen["without_matplotlib"] = walk.without_matplotlib(Path(arguments["four"]), Path(arguments["two"]))
    seen["raised"] = raised
    seen["unloaded"] = qgis.utils.unloadPlugin("deep_segmentation_wizard")
    seen["left_on_map"] = len(items_of(iface))
    return seen


class Walk:
    """The dock with the page in sight."""

    def __init__(self, iface, dock, pictures):
        self.iface, self.dock, self.pictures = iface, dock, pictures
        self.session, self.wizard = dock.session, dock.wizard
        self.page = dock.wizard.pages["selection"]

    def show(self, folder):
        """Open a run and turn to the page."""
        QgsProject.instance().removeAllMapLayers()
        self.session.open_run(folder)
        settings = self.session.settings
        layers = [QgsRasterLayer(scene.raster, Path(scene.raster).stem) for scene in settings.inputs.scenes]
        QgsProject.instance().addMapLayers(layers)
        self.wizard.go_to("selection")
        settle(0.3)  # the first layer gives the project its CRS
        # Another CRS than any of the rasters has, of their datum: else QGIS asks which way leads to it.
        QgsProject.instance().setCrs(QgsCoordinateReferenceSystem.fromEpsgId(4326))
        settle(0.1)

    def wait_for_map(self):
        wait_until(lambda: self.page.chips.map.item is not None, "the chips on the map")

    def two_classes(self, folder):
        self.show(folder)
        page, seen = self.page, {}
        self.wait_for_map()
        self.iface.mapCanvas().setExtent(extent_of(page.chips.map.item))
        seen["why"] = page.why.text()
        seen["chips"] = rows_of(page)
        seen["places"] = self.places(folder)
        seen["curve_folded"] = page.curve.isCollapsed() and page.curve.figure is None
        page.curve.setCollapsed(False)
        wait_until(lambda: page.curve.figure is not None, "the curve")
        seen["curve"] = self.curve_of(page)
        self.pictures_of("two")
        seen["clicked"] = self.click_chip(folder, 0)
        self.picture_of_window("two_clicked")
        seen["keyboard"] = self.press_down(folder)
        seen["mask_threshold"] = self.own_threshold()
        seen["hand"] = self.choose_by_hand(folder)
        self.pictures_of("two_by_hand")
        seen["best_again"] = self.choose_best(folder)
        seen["gone"] = self.choose_what_is_gone(folder)
        self.wizard.go_to("prediction")
        seen["left"] = len(items_of(self.iface))
        return seen

    def four_classes(self, folder):
        self.show(folder)
        self.wait_for_map()
        page = self.page
        self.iface.mapCanvas().setExtent(extent_of(page.chips.map.item))
        self.pictures_of("four")
        seen = {"chips": rows_of(page), "places": self.places(folder), "curve_is_shown": page.curve.isVisible()}
        seen["clicked"] = [self.click_chip(folder, row) for row in (0, page.chips.model.rowCount() - 1)]
        seen["names"] = [page.matrix.verticalHeaderItem(row).text() for row in range(page.matrix.rowCount())]
        seen["tips"] = [
            page.matrix.verticalHeaderItem(1).toolTip(), page.matrix.item(1, 0).toolTip(),
            page.per_class.item(1, 0).toolTip(),
        ]  # fmt: skip
        seen["width"] = page.minimumSizeHint().width()
        page.chips.setCollapsed(True)
        seen["folded"] = len(items_of(self.iface))
        page.chips.setCollapsed(False)
        seen["unfolded"] = len(items_of(self.iface))
        self.dock.close()
        settle(0.2)
        seen["closed"] = len(items_of(self.iface))
        self.dock.show_again()
        self.wait_for_map()
        return seen

    def many_chips(self, folder):
        """Ten thousand testing chips: how long QGIS is held up by each thing."""
        self.wizard.go_to("prediction")
        seen = {}
        with_time = Stopwatch(seen)
        with_time("open", lambda: self.session.open_run(folder))
        with_time("enter", lambda: self.wizard.go_to("selection"))
        self.wait_for_map()
        item = self.page.chips.map.item
        seen["drawn"] = len(item.groups)
        self.iface.mapCanvas().setExtent(extent_of(item))
        settle(0.5)
        with_time("paint", lambda: self.iface.mapCanvas().grab())
        with_time("sort", lambda: self.page.chips.table.sortByColumn(0, Qt.SortOrder.DescendingOrder))
        with_time("sort_back", lambda: self.page.chips.table.sortByColumn(1, Qt.SortOrder.AscendingOrder))
        with_time("other_checkpoint", lambda: select_epoch(self.page, 1))
        with_time("other_checkpoint_again", lambda: select_epoch(self.page, 2))
        seen["clicked"] = self.page.chips.table.model().rowCount()
        self.picture_of_window("many")
        with_time("leave_and_enter", lambda: (self.wizard.go_to("prediction"), self.wizard.go_to("selection")))
        return seen

    def earlier_version(self, folder):
        """A record without figures of chips: shown as far as it goes, and made anew by a click."""
        self.show(folder)
        page = self.page
        seen = {"rows": page.table.rowCount(), "chips": page.chips.isVisible(), "curve": page.curve.isVisible()}
        seen["again"] = page.again.isEnabled()
        page.again.click()
        self.wait_for_run()
        self.wait_for_map()
        return seen | {"chips_now": page.chips.model.rowCount(), "again_now": page.again.isEnabled()}

    def damaged(self, folder):
        """Junk in the place of the record."""
        seen = []
        for text in ("{", "[]", '{"chosen": 1, "candidates": [{"epoch": 1}], "measure": "iou"}', "{}"):
            (folder / "selection.json").write_text(text, encoding="utf-8")
            self.page.enter()
            settle(0.1)
            seen.append([self.page.table.rowCount(), self.page.why.text()[:24], len(items_of(self.iface))])
        return seen

    def without_matplotlib(self, other, folder):
        """What is shown where the figure cannot be imported."""
        import sys

        name = pr_curve.__name__.replace("pr_curve", "pr_figure")
        kept, sys.modules[name] = sys.modules.pop(name, None), None
        view = pr_curve.PrecisionRecall()
        candidate = json.loads((folder / "selection.json").read_text(encoding="utf-8"))["candidates"][0]
        view.setCollapsed(False)
        view.resize(380, 300)
        view.show()
        view.show_curve(pr_curve.read_curve(candidate, None), "<b>roof</b>")
        wait_until(lambda: "matplotlib" in view.legend.text(), "the message")
        words = view.legend.text()
        view.close()
        view.deleteLater()
        sys.modules[name] = kept
        return words

    # -- what a person does -------------------------------------------------------------------------------------

    def click_chip(self, folder, row):
        """Click a row; returns the chip, whether it is in view, and how much of the view it takes."""
        table, canvas = self.page.chips.table, self.iface.mapCanvas()
        self.reveal(table)
        index = table.model().index(row, 0)
        table.scrollTo(index)
        QTest.mouseClick(
            table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
            table.visualRect(index).center(),
        )  # fmt: skip
        settle(0.2)
        return self.view_of(folder, table.model().chips[row].name, canvas)

    def press_down(self, folder):
        table = self.page.chips.table
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_Down)
        settle(0.2)
        return self.view_of(folder, table.model().chips[1].name, self.iface.mapCanvas())

    def view_of(self, folder, name, canvas):
        chip = self.true_place(folder, name)
        view = canvas.extent()
        marked = self.page.chips.map.item.marked
        return [name, view.contains(chip), chip.width() / view.width(), marked is not None]

    def choose_by_hand(self, folder):
        page = self.page
        chosen = record_of(folder)["chosen"]
        select_epoch(page, chosen)
        seen = {"enabled_on_model": page.make_model.isEnabled(), "before": rows_of(page)}
        other = next(c["epoch"] for c in record_of(folder)["candidates"] if c["epoch"] != chosen)
        select_epoch(page, other)
        seen |= {"other": other, "chips": rows_of(page), "enabled": page.make_model.isEnabled()}
        before = [c["test"] for c in record_of(folder)["candidates"]]
        page.make_model.click()
        seen["disabled_at_work"] = not page.make_model.isEnabled()
        self.wait_for_run()
        record = record_of(folder)
        seen |= {"chosen": record["chosen"], "by_hand": record["by_hand"], "why": page.why.text()}
        seen["same_figures"] = before == [c["test"] for c in record["candidates"]]
        seen["draft"] = self.session.settings.selection.checkpoint
        seen["stored"] = json.loads((folder / "settings.json").read_text())["selection"]["checkpoint"]
        seen["star"] = [page.table.item(r, 0).text() for r in range(page.table.rowCount())]
        seen["buttons"] = [page.make_model.isEnabled(), page.again.isEnabled()]
        self.wizard.go_to("training")
        self.wizard.go_to("selection")
        seen["draft_after"] = self.session.settings.selection.checkpoint
        seen["remembered"] = memory.last_values().selection.checkpoint
        kept, self.session.folder = self.session.folder, folder.with_name("a new run")
        seen["draft_elsewhere"] = page.store(self.session.settings).selection.checkpoint
        self.session.folder = kept
        return seen

    def choose_best(self, folder):
        page = self.page
        page.again.click()
        self.wait_for_run()
        record = record_of(folder)
        return {
            "by_hand": record["by_hand"], "why": page.why.text(), "again": page.again.isEnabled(),
            "draft": self.session.settings.selection.checkpoint,
        }  # fmt: skip

    def choose_what_is_gone(self, folder):
        """A checkpoint that somebody deleted: said, and the choice is as before."""
        record = record_of(folder)
        other = next(c["epoch"] for c in record["candidates"] if c["epoch"] != record["chosen"])
        place = folder / "checkpoints" / f"epoch_{other:03d}"
        place.rename(place.with_name("away"))
        select_epoch(self.page, other)
        self.page.make_model.click()
        self.wait_for_run()
        settle(0.2)
        place.with_name("away").rename(place)
        seen = {"said": self.dock.notices.texts(), "draft": self.session.settings.selection.checkpoint}
        return seen | {"why": self.page.why.text(), "same": record_of(folder) == record}

    def own_threshold(self):
        """The user's threshold of the *Result* page is marked, too."""
        import dataclasses

        draft = self.session.settings
        mask = dataclasses.replace(draft.mask, threshold=0.9)
        self.session.settings = dataclasses.replace(draft, mask=mask)
        self.page.enter()
        seen = [self.page.curve.legend.text(), len(self.page.curve.figure.axes.get_lines())]
        self.session.settings = draft
        self.page.enter()
        return seen

    # -- what there is to see -----------------------------------------------------------------------------------

    def places(self, folder):
        """How far each chip on the map is from where its file lies, in chips' widths: the largest."""
        item, chips = self.page.chips.map.item, self.page.chips
        corners = item.corners()
        worst = 0.0
        for name, number in chips._on_map.items():
            true, found = self.true_place(folder, name), corners[number]
            low, high = found.min(axis=0), found.max(axis=0)
            ends = (true.xMinimum() - low[0], true.yMinimum() - low[1], true.xMaximum() - high[0],
                    true.yMaximum() - high[1])  # fmt: skip
            worst = max(worst, *(abs(end) / true.width() for end in ends))
        scores = {chip.name: chip.iou for chip in chips.model.chips}
        colours = all(
            item.groups[number] == score_map.group_of(scores[name]) for name, number in chips._on_map.items()
        )
        return {"count": len(corners), "off": worst, "colours": colours}

    def true_place(self, folder, name):
        """Where the chip's own file lies, in the canvas's CRS."""
        layer = QgsRasterLayer(str(folder / "chips/test/images" / name), "chip")
        to = self.iface.mapCanvas().mapSettings().destinationCrs()
        return QgsCoordinateTransform(layer.crs(), to, QgsProject.instance()).transformBoundingBox(layer.extent())

    def curve_of(self, page):
        line = page.curve.figure.axes.get_lines()[0]
        return {"points": len(line.get_xdata()), "legend": page.curve.legend.text()}

    def wait_for_run(self):
        wait_until(lambda: not self.session.run.at_work, "the engine to end", 90)
        settle(0.3)

    def reveal(self, widget):
        area = self.page.parent().parent()
        area.ensureWidgetVisible(widget, 0, 20)
        settle(0.1)

    def pictures_of(self, name):
        """The dock from its top to its end, and all of QGIS."""
        bar = self.page.parent().parent().verticalScrollBar()
        for part, value in enumerate(range(0, bar.maximum() + bar.pageStep(), max(bar.pageStep() - 40, 1))):
            bar.setValue(value)
            settle(0.2)
            self.dock.grab().save(str(self.pictures / f"{name}_{part}.png"))
        self.picture_of_window(name)

    def picture_of_window(self, name):
        wait_until(lambda: not self.iface.mapCanvas().isDrawing(), "the map")
        settle(0.3)
        self.iface.mainWindow().grab().save(str(self.pictures / f"{name}_window.png"))


class Stopwatch:
    """Notes how many seconds QGIS is held up by something, with what it sets off."""

    def __init__(self, seen):
        self.seen = seen

    def __call__(self, name, act):
        start = time.monotonic()
        act()
        for _ in range(5):
            QApplication.processEvents()
        self.seen[name] = round(time.monotonic() - start, 3)


def rows_of(page):
    model = page.chips.model
    return [[chip.name, model.data(model.index(row, 1))] for row, chip in enumerate(model.chips)]


def record_of(folder):
    return json.loads((folder / "selection.json").read_text(encoding="utf-8"))


def select_epoch(page, epoch):
    for row in range(page.table.rowCount()):
        if int(page.table.item(row, 0).text().split()[0]) == epoch:
            page.table.selectRow(row)


def items_of(iface):
    return [item for item in iface.mapCanvas().scene().items() if type(item).__name__ == "ScoreItem"]


def extent_of(item):
    from qgis.core import QgsRectangle

    corners = item.corners().reshape(-1, 2)
    box = QgsRectangle(*corners.min(axis=0).tolist(), *corners.max(axis=0).tolist())
    box.scale(1.2)
    return box
