"""What the drivers of the fault tests do again and again: open the dock, press buttons, wait, look."""

import dataclasses
import faulthandler
import os
import subprocess
import sys
import time
import traceback
from pathlib import Path

import qgis.utils
from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QAbstractListModel, Qt
from qgis.PyQt.QtWidgets import QDockWidget, QLabel, QPushButton, QWidget
from waiting import settle, wait_until

PACKAGE = "deep_segmentation_wizard"
ACTION = "deepSegmentationWizard"
STATUS = "deepSegmentationWizardStatus"


def begin(iface):
    """A QGIS of a usual size in which an exception is written to the log instead of into a waiting window."""
    iface.messageBar().clearWidgets()
    iface.mainWindow().resize(1280, 720)
    qgis.utils.open_stack_dialog = write_exception
    faulthandler.enable()  # a crash tells where it was


def write_exception(kind, value, trace, _message, *_):
    """In place of QGIS's window with the exception, which would wait for someone to close it."""
    sys.stderr.write("".join(traceback.format_exception(kind, value, trace)))
    sys.stderr.flush()


def open_dock(iface):
    """By the toolbar, as a user would; ready means that the packages have been found."""
    next(a for a in iface.pluginToolBar().actions() if a.objectName() == ACTION).trigger()
    dock = iface.mainWindow().findChild(QDockWidget, "DeepSegmentationWizardDock")
    wait_until(dock.isVisible, "the dock to open")
    wait_until(lambda: dock.wizard.page.name != "environment", "the packages to be found", 60)
    settle(0.3)
    return dock


def play(scenes, seen):
    """Each scene in turn, with its seconds; a scene that fails is written down, and the next one begins."""
    seen |= {"seconds": {}, "failed": {}}
    for name, scene in scenes.items():
        begun = time.monotonic()
        try:
            seen[name] = scene()
        except Exception:
            seen["failed"][name] = traceback.format_exc()
        seen["seconds"][name] = round(time.monotonic() - begun, 1)


def press(widget, text):
    """The visible button of this text, pressed."""
    buttons = [b for b in widget.findChildren(QPushButton) if b.text().replace("&", "") == text and b.isVisible()]
    assert buttons, f"no button “{text}”"
    assert buttons[0].isEnabled(), f"“{text}” cannot be pressed"
    buttons[0].click()


def tick_a_raster(page):
    """The first raster of the *Predict* page, unless one is ticked; without layers the file of the run's own."""
    if page.rasters.list.count() == 0:
        page.rasters.add_files([page.services.settings.inputs.scenes[0].raster])
    elif not page.rasters.ticked():
        page.rasters.list.item(0).setCheckState(Qt.CheckState.Checked)


def press_next(dock):
    """Next, once it can be pressed; what hinders is told otherwise."""
    button = dock.wizard.findChild(QPushButton, "next")
    try:
        wait_until(button.isEnabled, "Next", 20)
    except TimeoutError:
        raise AssertionError(f"Next stays closed: {hint(dock)}") from None
    button.click()


def hint(dock):
    """What the wizard says beside Next."""
    label = dock.wizard.findChild(QLabel, "problems")
    return label.text().replace("\u200b", "") if label.isVisible() else ""


def add_layers(raster, rois, names=None):
    """A raster and polygons as layers of the project, below the ones that are there."""
    names = names or (Path(raster).stem, Path(rois).stem)
    layers = QgsRasterLayer(str(raster), names[0]), QgsVectorLayer(str(rois), names[1], "ogr")
    for layer in layers:
        assert layer.isValid(), layer.source()
        QgsProject.instance().addMapLayer(layer)
    return layers


def choose(dock, pairs, folder):
    """The layers and the run folder on the first page, by its widgets."""
    page = dock.wizard.pages["inputs"]
    dock.wizard.go_to("inputs")
    while len(page.rows) > 1:
        page.rows[-1].remove.click()
    for number, (raster, rois) in enumerate(pairs):
        if number == len(page.rows):
            press(page, "Add another raster")
        page.rows[number].raster.combo.setLayer(raster)
        page.rows[number].rois.combo.setLayer(rois)
    page.findChild(QWidget, "folder").setFilePath(str(folder))


def make_tiny(dock, epochs, window=64, stride=32):
    """Values that train in seconds; as if the user had typed them on their pages."""
    draft = dock.session.settings
    dock.session.settings = dataclasses.replace(
        draft,
        seed=3,
        network=dataclasses.replace(draft.network, base_width=4, depth=2),
        training=dataclasses.replace(draft.training, epochs=epochs, batch_size=4, learning_rate=0.01),
        chips=dataclasses.replace(draft.chips, window=window, stride=stride),
        augmentation=dataclasses.replace(draft.augmentation, techniques=("mirror",)),
    )
    for name in ("chips", "augmentation", "network"):
        dock.wizard.pages[name].restore(dock.session.settings)


def start(dock, until="EpochDone"):
    """*Start training*, and wait for an event; returns what is heard, which goes on growing."""
    heard = listen(dock)
    dock.wizard.go_to("network")
    press_next(dock)
    wait_for(dock, heard, until)
    return heard


def listen(dock):
    """All that the run says from now on."""
    heard = []
    dock.session.run.event.connect(heard.append)
    return heard


def wait_for(dock, heard, kind, seconds=90):
    """Until the run has said this; it must not end before."""

    def said():
        return [event for event in heard if event["event"] == kind]

    wait_until(lambda: said() or not dock.session.run.at_work, kind, seconds)
    settle(0.1)
    assert said(), (kind, [event["event"] for event in heard], dock.session.run.failure, dock.notices.texts())
    return said()[-1]


def wait_for_end(dock, seconds=90):
    """Until no run is at work; returns the state it ended in."""
    wait_until(lambda: not dock.session.run.at_work, "the end of the run", seconds)
    settle(0.2)
    return dock.session.run.state.value


def load_as_layer(dock, number=0):
    """The map of this place in the list, loaded from the last page; returns the new layer."""
    before = set(QgsProject.instance().mapLayers())
    page = dock.wizard.pages["result"]
    dock.wizard.go_to("result")
    page.map.setCurrentIndex(number)
    wait_until(lambda: page.load.isEnabled() and page.current() is not None, "Load as layer")
    page.load.click()
    wait_until(lambda: set(result_layers()) - before, "the layer", 40)
    settle(0.2)
    return next(layer for number, layer in result_layers().items() if number not in before)


def result_layers():
    """The masks in the project's groups, by their ids."""
    layers = QgsProject.instance().mapLayers()
    groups = QgsProject.instance().layerTreeRoot().findGroups()
    return {node.layerId(): layers[node.layerId()] for group in groups for node in group.findLayers()}


def engines(idle=False):
    """Process numbers of QGIS's children that are engines; the idle one that answers questions on request."""
    found = subprocess.run(["pgrep", "-P", str(os.getpid()), "-f", "runpy"], capture_output=True, text=True)
    numbers = [int(word) for word in found.stdout.split()]
    return [n for n in numbers if idle or b"serve" not in Path(f"/proc/{n}/cmdline").read_bytes().split(b"\0")]


def unfinished_files(folder):
    """What only exists while something is being written."""
    names = [path.relative_to(folder).as_posix() for path in Path(folder).rglob("*")] if folder.exists() else []
    return sorted(n for n in names if n.endswith((".new", ".old", ".tmp", ".part")) or "/." in n)


def heavy_modules():
    """Packages that must never be loaded into QGIS."""
    return [name for name in ("torch", "cv2") if name in sys.modules]


def read_as_html(dock, words):
    """Places that would take the user's ``words`` (such as ``<b>roof</b>``) for HTML, or show ``&amp;``."""
    found = []
    for widget in [dock, *dock.findChildren(QWidget)]:
        texts = {"tooltip": widget.toolTip()}
        if isinstance(widget, QLabel) and widget.textFormat() != Qt.TextFormat.PlainText:
            texts["text"] = widget.text()
        texts |= {f"tooltip of entry {n}": text for n, text in enumerate(item_tips(widget))}
        for place, text in texts.items():
            plain = text.replace("\u200b", "")
            rich = is_rich(widget, text)
            escaped = not rich and any(sign in plain for sign in ("&amp;", "&lt;", "&quot;", "&#x27;"))
            if escaped or (rich and any(word in plain for word in words)):
                found.append(f"{type(widget).__name__} {widget.objectName()} {place}: {plain[:120]}")
    return found


def is_rich(widget, text):
    """Whether Qt would take the text for HTML."""
    forced = isinstance(widget, QLabel) and widget.textFormat() == Qt.TextFormat.RichText
    return forced or Qt.mightBeRichText(text)


def item_tips(widget):
    """Tooltips of the entries of a list, a table or a tree."""
    model = getattr(widget, "model", None)  # those of QGIS's own widgets are QGIS's
    model = model() if callable(model) else None
    if model is None or model.metaObject().className().startswith("Qgs"):
        return []
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    places = [model.index(row, column) for row in range(model.rowCount()) for column in range(columns)]
    tips = [model.data(place, Qt.ItemDataRole.ToolTipRole) for place in places]
    return [tip for tip in tips if isinstance(tip, str)]
