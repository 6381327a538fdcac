"""Pictures of the real QGIS at every page of the walk, in several sizes of its window."""

import sys
from pathlib import Path

import numpy as np
import qgis.utils
from PIL import Image  # comes with matplotlib, which draws the curves
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QPoint
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QLineEdit, QScrollArea

sys.path.insert(0, str(Path(__file__).parent))

from walk import Walk, Wishes  # noqa: E402
from wizard_frame import stop_at_exception  # noqa: E402

NAMES = {
    "environment": "page_0_environment",
    "inputs": "page_1_inputs",
    "chips": "page_2_chips",
    "split": "page_3_split",
    "augmentation": "page_4_augmentation",
    "network": "page_5_network",
    "training_live": "page_6_training_live",
    "training": "page_6_training",
    "selection": "page_7_selection",
    "prediction": "page_8_prediction",
    "result": "page_9_result",
    "layers": "result",
}
SIZES = ((1280, 720), (1920, 1080))
COLOURS, MAP_COLOURS, FEW_MAP_COLOURS = 160, 40, 16
"""Palettes of the window, of the map in it, and of a map that is but the ground: an aerial image still looks like
one, at a tenth of the size."""
OF_THE_MAP = ("chips", "split", "result", "layers")
"""Pages at which the map shows something of theirs."""
WIDE, ZOOM = 1500, 1.3
"""In a window wider than this the map is zoomed out: what is photographed finely is what makes a picture large."""


class Camera:
    """Takes the pictures: `<name>_<width>_<theme>.png`."""

    def __init__(self, folder: Path, theme: str) -> None:
        self.folder, self.theme = folder, theme
        self.walk: Walk | None = None
        self.taken: dict[str, int] = {}

    def look(self, name: str) -> None:
        """Take a picture in each size, and leave the window as it was."""
        if name == "inputs_empty":
            self._look_at_environment()
        if name not in NAMES:
            return
        window, person = self.walk.window, self.walk.person
        before, canvas = window.size(), self.walk.iface.mapCanvas()
        extent = canvas.extent()
        for size in SIZES:
            window.resize(*size)
            person.pause(0.7)
            self._tidy()
            canvas.setExtent(extent)
            if size[0] > WIDE:
                canvas.zoomByFactor(ZOOM)
            canvas.refresh()
            person.pause(0.4)
            person.wait(lambda: not canvas.isDrawing(), "the map to be drawn", 60)
            person.pause(0.4)
            path = self.folder / f"{NAMES[name]}_{size[0]}_{self.theme}.png"
            if not window.grab().save(str(path)):
                raise OSError(f"Cannot write {path}")
            corner = canvas.mapTo(window, QPoint(0, 0))
            box = (corner.x(), corner.y(), corner.x() + canvas.width(), corner.y() + canvas.height())
            colours = MAP_COLOURS if name in OF_THE_MAP else FEW_MAP_COLOURS
            self.taken[path.name] = compress(path, box, colours)
        window.resize(before)
        canvas.setExtent(extent)
        person.pause(0.3)

    def _tidy(self) -> None:
        """To the top of the page, and no text selected."""
        for area in self.walk.dock.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(0)
        for line in self.walk.dock.findChildren(QLineEdit):
            line.deselect()
        if QApplication.focusWidget() is not None:
            QApplication.focusWidget().clearFocus()

    def _look_at_environment(self) -> None:
        """The page that comes only while something is missing: with a Python that lacks the packages."""
        own = self.walk.dock.findChild(QgsFileWidget, "ownPython")
        own.setFilePath("/usr/bin/python3")
        self.walk.person.wait(lambda: self.walk.page() == "environment", "the page on what is missing", 60)
        self.walk.person.wait(lambda: self.walk.says("It lacks"), "what is missing", 60)
        self.look("environment")
        own.setFilePath("")
        self.walk.person.wait(lambda: self.walk.page() == "inputs", "the first page again", 60)


def drive(iface, arguments):
    """Returns the size of each picture in bytes."""
    iface.messageBar().clearWidgets()
    qgis.utils.open_stack_dialog = stop_at_exception
    for panel in iface.mainWindow().findChildren(QDockWidget):
        if panel.objectName().startswith("Browser"):
            panel.hide()
    camera = Camera(Path(arguments["folder"]), arguments["theme"])
    walk = camera.walk = Walk(iface, Wishes(**arguments["wishes"]), camera.look)
    iface.newProject(False)  # a map in place of the list of projects
    iface.mainWindow().resize(*SIZES[-1])
    seen = walk.whole()
    return {"pictures": camera.taken, "seconds": seen["seconds"]}


def compress(path: Path, box: tuple[int, int, int, int], map_colours: int) -> int:
    """Make a picture small, with few colours for the map in ``box`` and enough for all else; its size in bytes."""
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    shown = picture.crop(box)
    picture.paste(shown.getpixel((0, 0)), box)
    # What a theme paints with is kept exactly; the rest, such as thumbnails, comes near.
    often = sorted(picture.getcolors(picture.width * picture.height), reverse=True)[: COLOURS * 2 // 3]
    near = picture.quantize(COLOURS - len(often), method=Image.Quantize.MEDIANCUT).getpalette()
    wanted = Image.new("P", (1, 1))
    wanted.putpalette([*(value for _, colour in often for value in colour), *near][: 3 * COLOURS])
    window = picture.quantize(palette=wanted, dither=Image.Dither.NONE)
    canvas = shown.quantize(map_colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    places = np.array(window)
    places[box[1] : box[3], box[0] : box[2]] = np.array(canvas) + COLOURS
    made = Image.fromarray(places, "P")
    palette = [*window.getpalette(), *[0] * 3 * COLOURS][: 3 * COLOURS]
    made.putpalette([*palette, *canvas.getpalette()[: 3 * map_colours]])
    made.save(path, optimize=True)
    return path.stat().st_size
