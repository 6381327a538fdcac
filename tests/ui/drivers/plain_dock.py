"""Pages in a plain dock beside the map, with a real engine behind them that answers their questions."""

import json
import threading
from pathlib import Path

from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QScrollArea, QStackedWidget

from deep_segmentation_wizard.engine.process import EngineProcess
from deep_segmentation_wizard.engine.settings import RunSettings
from deep_segmentation_wizard.wizard_pages.sample import SAMPLE

RASTER, ROIS = str(SAMPLE / "banepa_train.tif"), str(SAMPLE / "banepa_train_buildings.gpkg")


class Services(QObject):
    """The wizard as the pages see it: a draft of the settings, and an engine to ask."""

    heard = pyqtSignal(dict)

    def __init__(self, iface, python):
        super().__init__()
        self.iface, self.pages, self.said, self.opened = iface, [], [], []
        self.base = RunSettings()
        self.engine = EngineProcess(["serve"], python, takes_commands=False)
        self._pending = {}
        self.answers = 0
        self.heard.connect(self._answer)
        self.reader = threading.Thread(
            target=lambda: [self.heard.emit(e) for e in self.engine.events()], daemon=True
        )
        self.reader.start()

    @property
    def settings(self):
        settings = self.base
        for page in self.pages:
            settings = page.store(settings)
        return settings

    def ask(self, question, values, answered, refused):
        number = len(self._pending) + 1
        self._pending[number] = (answered, refused)
        self.engine.send(json.dumps({**values, "id": number, "ask": question}))

    def say(self, message, remedy="", details="", warning=True):
        self.said.append(message)

    def open_run(self, folder):
        self.opened.append(str(folder))

    def close(self):
        self.engine.process.stdin.close()
        self.engine.wait(10)
        self.reader.join(10)

    def _answer(self, event):
        if event["event"] != "Answer" or event["superseded"]:
            return
        answered, refused = self._pending[event["id"]]
        self.answers += 1
        if event["refused"]:
            refused(event["refused"]["message"], event["refused"]["remedy"])
        else:
            answered(event["answer"])


class PlainDock:
    """One page of several in sight; ``kinds`` are their classes. Pictures are taken of QGIS's whole window."""

    def __init__(self, services, kinds, pictures, width=400, height=720):
        iface = services.iface
        self.services, self.window, self.pictures = services, iface.mainWindow(), Path(pictures)
        self.dock, self.stack = QDockWidget("Deep Segmentation Wizard"), QStackedWidget()
        self.dock.setWidget(self.stack)
        iface.messageBar().clearWidgets()
        self.window.resize(1280, height)
        iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self.pages = [kind(services) for kind in kinds]
        for page in self.pages:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setWidget(page)
            self.stack.addWidget(area)
        services.pages = self.pages
        self.window.resizeDocks([self.dock], [width], Qt.Orientation.Horizontal)

    @property
    def least_width(self):
        return max(page.minimumSizeHint().width() for page in self.pages)

    def picture(self, name):
        QApplication.processEvents()
        self.window.grab().save(str(self.pictures / f"{name}.png"))

    def close(self):
        self.services.pages = []
        self.services.close()
        self.dock.deleteLater()
        self.services.iface.removeDockWidget(self.dock)
