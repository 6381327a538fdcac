"""Pictures of the real QGIS at every page of the walk, in several sizes of its window."""

from pathlib import Path

import qgis.utils
from PIL import Image  # comes with matplotlib, which draws the curves
from qgis.gui import QgsFileWidget, QgsMapCanvas
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QLineEdit, QPushButton, QScrollArea
from walk import Walk, Wishes
from wizard_frame import stop_at_exception

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
DOCKS = {
    "environment": "environment", "inputs": "inputs", "chips": "chips", "split": "split",
    "augmentation": "augmentation", "network": "network", "training_live": "training", "selection": "selection",
    "prediction": "prediction", "result": "result",
}  # fmt: skip
"""What of the guide shows the dock alone."""
WINDOWS = {"split": "split_map", "layers": "map"}
"""What of the guide shows all of QGIS."""
QUALITY = 78
"""Of WebP: letters stay sharp and colours true at a quarter of a PNG's size."""
WIDE, ZOOM = 1500, 1.3
"""In a window wider than this the map is zoomed out: what is photographed finely is what makes a picture large."""


class Camera:
    """Takes the pictures: `<name>_<width>_<theme>.webp`, and those of the guide in the smallest size."""

    def __init__(self, folder: Path, guide: Path | None, sizes: list[list[int]], theme: str) -> None:
        self.folder, self.guide, self.sizes, self.theme = folder, guide, sizes, theme
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
        for size in self.sizes:
            window.resize(*size)
            person.pause(0.7)
            self._tidy()
            canvas.setExtent(extent)
            if size[0] > WIDE:
                canvas.zoomByFactor(ZOOM)
            self._draw(canvas)
            person.pause(0.4)
            path = self.folder / f"{NAMES[name]}_{size[0]}_{self.theme}.png"
            if not window.grab().save(str(path)):
                raise OSError(f"Cannot write {path}")
            self._keep(compress(path))
            if size == self.sizes[0] and self.guide is not None:
                self._look_for_guide(name, self.guide)
        window.resize(before)
        canvas.setExtent(extent)
        person.pause(0.3)

    def _draw(self, canvas: QgsMapCanvas) -> None:
        """Have the map drawn, to its end, however busy the computer is."""
        if not canvas.layers():
            return
        drawn = []

        def note() -> None:
            drawn.append(True)

        canvas.mapCanvasRefreshed.connect(note)
        canvas.refresh()
        self.walk.person.wait(lambda: drawn and not canvas.isDrawing(), "the map to be drawn", 120)
        canvas.mapCanvasRefreshed.disconnect(note)

    def _look_for_guide(self, name: str, folder: Path) -> None:
        """PNG and JPEG: every Qt reads them, and not every one WebP."""
        for names, what, finish in ((DOCKS, self.walk.dock, palette_png), (WINDOWS, self.walk.window, jpeg)):
            if name in names:
                path = folder / f"{names[name]}.png"
                if not what.grab().save(str(path)):
                    raise OSError(f"Cannot write {path}")
                self._keep(finish(path))

    def _keep(self, path: Path) -> None:
        self.taken[str(path)] = path.stat().st_size

    def _tidy(self) -> None:
        """To the top of the page, no text selected, and no message of QGIS itself, such as of a font."""
        self.walk.iface.messageBar().clearWidgets()
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
        install = self.walk.dock.findChild(QPushButton, "install")
        self.walk.person.wait(install.isVisible, "what would be installed", 60)
        self.look("environment")
        own.setFilePath("")
        self.walk.person.wait(lambda: self.walk.page() == "inputs", "the first page again", 60)


def drive(iface, arguments):
    """Returns each picture with its size in bytes."""
    iface.messageBar().clearWidgets()
    qgis.utils.open_stack_dialog = stop_at_exception
    for panel in iface.mainWindow().findChildren(QDockWidget):
        if panel.objectName().startswith("Browser"):
            panel.hide()
    guide = Path(arguments["guide"]) if arguments["guide"] else None
    camera = Camera(Path(arguments["folder"]), guide, arguments["sizes"], arguments["theme"])
    walk = camera.walk = Walk(iface, Wishes(**arguments["wishes"]), camera.look)
    iface.newProject(False)  # a map in place of the list of projects
    iface.mainWindow().resize(*arguments["sizes"][-1])
    seen = walk.whole()
    return {"pictures": camera.taken, "seconds": seen["seconds"]}


def compress(path: Path) -> Path:
    """Keep a picture small without changing its colours: PNG to WebP."""
    with Image.open(path) as picture:
        picture.convert("RGB").save(path.with_suffix(".webp"), quality=QUALITY, method=6)
    path.unlink()
    return path.with_suffix(".webp")


def palette_png(path: Path) -> Path:
    """A PNG of 256 colours, which is enough for a dock."""
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    return path


def jpeg(path: Path) -> Path:
    """PNG to JPEG, for what is mostly map."""
    with Image.open(path) as picture:
        picture.convert("RGB").save(path.with_suffix(".jpg"), quality=82, optimize=True, progressive=True)
    path.unlink()
    return path.with_suffix(".jpg")
