"""The wizard in a German QGIS: what each page says, where English is left, and what the engine refuses."""

import re
from pathlib import Path

import hands
import processing
import qgis.utils
from keyboard import letters_shared
from qgis.core import QgsApplication
from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDockWidget,
    QGroupBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QTableWidget,
    QToolBar,
    QWidget,
)

CONTEXT = "DeepSegmentationWizard"
PAGES = ("inputs", "chips", "split", "augmentation", "network", "training", "selection", "prediction", "result")
WINDOW = (1280, 720)
SHOWN_BARS = ("mFileToolBar", "mMapNavToolBar", "mPluginToolBar")


def drive(iface, arguments):
    """Returns texts by page, those left in English, shared letters, refusals, algorithms, what unloading left."""
    hands.begin(iface)
    iface.mainWindow().resize(*WINDOW)
    english = Finder(arguments["english"])
    pictures = Path(arguments["pictures"]) if arguments.get("pictures") else None
    if pictures:
        make_room(iface)
    dock = hands.open_dock(iface)
    seen = {"window": dock.windowTitle(), "titles": {n: p.title() for n, p in dock.wizard.pages.items()}}
    seen |= {"hint": hands.hint(dock), "texts": {}, "english": {}, "letters": {}, "too_wide": {}}
    layers = hands.add_layers(arguments["raster"], arguments["rois"])
    hands.choose(dock, [layers], arguments["folder"])
    hands.make_tiny(dock, epochs=2, window=arguments["window"], stride=arguments["window"])
    hands.settle(1)

    def look(name):
        dock.wizard.go_to(name)
        hands.settle(arguments.get("patience", 2))
        if pictures:
            photograph(iface, pictures / f"{name}.png")
        for box in dock.wizard.page.findChildren(QgsCollapsibleGroupBox):
            box.setCollapsed(False)
        hands.settle(0.5)
        seen["texts"][name] = sorted(texts_of(dock.wizard))
        seen["english"][name] = english.among(texts_of(dock.wizard))
        seen["letters"][name] = letters_shared(dock)
        seen["too_wide"][name] = max(a.horizontalScrollBar().maximum() for a in dock.findChildren(QScrollArea))
        bars = [area.verticalScrollBar() for area in dock.findChildren(QScrollArea) if area.isVisible()]
        for place in range(0, max(bar.maximum() for bar in bars) + 400, 400) if pictures else ():
            for bar in bars:
                bar.setValue(place)
            photograph(iface, pictures / f"{name}_unfolded_{place}.png")

    for name in PAGES[:5]:
        look(name)
    seen["refused"] = refuse_window(dock, arguments)
    hands.start(dock, until="Finished")
    hands.wait_for_end(dock)
    for name in (*PAGES[5:], "environment"):
        look(name)
    seen["log"] = dock.wizard.pages["training"].log.text.toPlainText()
    seen["failed"] = fail_in_a_folder(dock, layers, arguments)
    seen["algorithms"] = algorithms()
    if pictures:
        photograph_algorithm(iface, pictures)
    seen["before"] = QCoreApplication.translate(CONTEXT, "&Next")
    qgis.utils.unloadPlugin(hands.PACKAGE)
    seen["after"] = QCoreApplication.translate(CONTEXT, "&Next")
    return seen


def photograph(iface, path):
    """The window as it is now."""
    hands.settle(0.5)
    iface.messageBar().clearWidgets()
    iface.mainWindow().resize(*WINDOW)
    hands.settle(0.2)
    iface.mainWindow().grab().save(str(path))


def make_room(iface):
    """Fewer panels and bars: with German words QGIS's own make its window wider than is asked for."""
    for panel in iface.mainWindow().findChildren(QDockWidget):
        if panel.objectName().startswith("Browser"):
            panel.hide()
    for bar in iface.mainWindow().findChildren(QToolBar):
        bar.setVisible(bar.objectName() in SHOWN_BARS)


class Finder:
    """Knows the English texts, with anything in place of their values."""

    def __init__(self, texts):
        parts = ("(.+)".join(map(re.escape, re.split(r"\{[^{}]*\}", text))) for text in texts)
        self.pattern = re.compile("|".join(f"(?:{part})" for part in parts), re.DOTALL)

    def among(self, texts):
        """Those of the texts that are English ones of the plugin."""
        return sorted(text for text in texts if self.pattern.fullmatch(text))


def texts_of(place):
    """All that can be read in the dock: words of widgets, tooltips, entries, headings; hidden ones too."""
    found = set()
    for widget in [place, *place.findChildren(QWidget)]:
        found |= {widget.toolTip(), widget.accessibleName(), widget.windowTitle()}
        if isinstance(widget, (QLabel, QAbstractButton)):
            found.add(widget.text())
        elif isinstance(widget, QGroupBox):
            found.add(widget.title())
        elif isinstance(widget, QComboBox):
            found |= {widget.itemText(number) for number in range(widget.count())}
        elif isinstance(widget, QLineEdit):
            found.add(widget.placeholderText())
        elif isinstance(widget, QSpinBox):
            found |= {widget.specialValueText(), widget.suffix()}
        elif isinstance(widget, QTableWidget):
            headings = (widget.horizontalHeaderItem(column) for column in range(widget.columnCount()))
            found |= {heading.text() for heading in headings if heading is not None}
    return {text.replace("\u200b", "") for text in found if len(text) > 2}


def refuse_window(dock, arguments):
    """A window that the ground is too small for: what the page on the chips says."""
    page = dock.wizard.pages["chips"]
    dock.wizard.go_to("chips")
    before, size = page.window.value(), str(arguments["too_large"])

    def said():
        return [item["message"] + " " + item["remedy"] for item in page._findings.items if size in item["message"]]

    page.window.setValue(arguments["too_large"])
    hands.wait_until(said, "the refusal")
    said = said()[0]
    page.window.setValue(before)
    hands.settle(2)
    return said


def fail_in_a_folder(dock, layers, arguments):
    """A folder that has a file of the run's already: the engine itself refuses it, in the child."""
    folder = Path(arguments["taken"])
    folder.mkdir()
    (folder / "history.csv").write_text("mine")
    hands.choose(dock, [layers], folder)
    dock.wizard.go_to("network")
    hands.settle(1)
    dock.session.start_run()
    hands.wait_for_end(dock)
    return dock.notices.texts()


def algorithms():
    """Id, name, group, tooltip and the labels of parameters of each."""
    provider = QgsApplication.processingRegistry().providerById(hands.PACKAGE)
    return {
        algorithm.id(): {
            "name": algorithm.displayName(), "group": algorithm.group(), "about": algorithm.shortDescription(),
            "labels": [definition.description() for definition in algorithm.parameterDefinitions()],
            "helps": [definition.help() for definition in algorithm.parameterDefinitions()],
        }
        for algorithm in provider.algorithms()
    }  # fmt: skip


def photograph_algorithm(iface, pictures):
    """The dialog of the whole workflow."""
    dialog = processing.createAlgorithmDialog(f"{hands.PACKAGE}:run", {})
    dialog.resize(900, 680)
    dialog.show()
    hands.settle(2)
    dialog.grab().save(str(pictures / "processing.png"))
    dialog.close()
    dialog.deleteLater()
