"""Installs by one click: what and how much, the button, progress with Cancel; later repair and remove."""

from __future__ import annotations

from html import escape
from typing import Any

from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from ..engine.install_plan import hide_passwords
from ..i18n.numbers import localized
from .data_widgets import Findings, breakable, error_item, wrapped
from .engine_job import EngineJob
from .estimates import duration
from .install_options import InstallOptions
from .training_progress import ProgressBox

_LOG_LINES = 200


class InstallBox(QWidget):
    """The plan for one Python, and what becomes of it."""

    done = pyqtSignal(str)
    """Something was installed or removed: look again. The device of the training step, '' without one."""
    changed = pyqtSignal()
    """Work began or ended."""

    def __init__(self, options: InstallOptions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = options
        self._python = ""
        self._ready = False
        self._what = ""
        self._plan: dict[str, Any] = {}
        self._result: dict[str, Any] | None = None
        self._log: list[str] = []
        self._job = EngineJob(self)
        self._job.heard.connect(self._hear)
        self._job.ended.connect(self._end)
        self._about, self._found, self._progress = wrapped(), Findings(), ProgressBox()
        self._about.setObjectName("installPlan")
        self._about.setTextFormat(Qt.TextFormat.RichText)
        self.install = QPushButton()
        self.install.setObjectName("install")
        self.install.setAutoDefault(True)
        font = self.install.font()
        font.setBold(True)
        self.install.setFont(font)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setObjectName("cancelInstall")
        self.try_it, self.repair = QPushButton(self.tr("&Try a training step")), QPushButton(self.tr("&Repair"))
        self.remove = QPushButton(self.tr("Re&move…"))
        self._explain_buttons()
        self.install.clicked.connect(lambda: self._work("run"))
        self.try_it.clicked.connect(lambda: self._work("run"))
        self.repair.clicked.connect(lambda: self._work("repair"))
        self.remove.clicked.connect(self._ask_to_remove)
        self.cancel.clicked.connect(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self._about, self.install, self._progress):
            layout.addWidget(widget)
        for buttons in ((self.cancel,), (self.try_it, self.repair, self.remove)):
            row = QHBoxLayout()
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            layout.addLayout(row)
        layout.addWidget(self._found)
        self._show()

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    @property
    def at_work(self) -> bool:
        """Whether something is being installed or removed."""
        return self._job.at_work and self._what != "plan"

    @property
    def is_offered(self) -> bool:
        """Whether one click would install what is missing."""
        return bool(self._plan and self._plan["requirements"]) and not self._ready and not self.at_work

    @property
    def diagnosis(self) -> dict[str, Any]:
        """The plan, how the last work ended, and the end of what it said; without passwords."""
        return {"plan": self._plan, "ended": self._result, "log": [hide_passwords(line) for line in self._log]}

    def look_at(self, python: str, ready: bool) -> None:
        """Find out what is to be installed for this Python, or what was."""
        if self.at_work:
            return
        self._python, self._ready, self._plan = python, ready, {}
        if python:
            self._start("plan")
        self._show()

    def stop(self) -> None:
        """End what is at work; an installation goes on next time."""
        self._job.stop()

    def forget(self) -> None:
        """Another check begins: what was said of the last work is out of date."""
        self._found.show_items([])

    # -- the work -------------------------------------------------------------------------------------------

    def _work(self, what: str) -> None:
        self._found.show_items([])
        self._log.clear()
        self._start(what)
        self._progress.show_work(self.tr("Getting ready…"), {}, [])
        self._show()
        self.changed.emit()

    def _start(self, what: str) -> None:
        self._what, self._result = what, None
        arguments = ["install", f"--{what}"]
        arguments += self._options.arguments() if what != "remove" else []
        self._job.start(self._python, arguments, self._options.environment())

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self._job.cancel()

    def _ask_to_remove(self) -> None:
        there = size(self._plan["installed"]["size"] / 2**20)
        question = self.tr("Remove {} of packages? Your runs and models stay.").format(there)
        answer = QMessageBox.question(self, self.tr("Remove the packages"), question)
        if answer == QMessageBox.StandardButton.Yes:
            self._work("remove")

    def _hear(self, event: dict[str, Any]) -> None:
        kind = event["event"]
        if kind != "Progress":
            self._log.append(str({name: value for name, value in event.items() if name != "outputs"}))
            del self._log[:-_LOG_LINES]
        if kind == "StepStarted":
            self._progress.show_work(self._step(event["step"]), {}, [])
        elif kind == "Progress" and self._what != "plan":
            self._show_progress(event)
        elif kind == "Finding" and event["severity"] == "warning":
            item = {"severity": "warning", "message": event["message"], "remedy": event["remedy"]}
            self._found.show_items([*self._found.items, item])
        elif kind in ("Finished", "Failed", "Cancelled"):
            self._result = event

    def _end(self, printed: str) -> None:
        what, result = self._what, self._result or {"event": "Died"}
        self._what = ""
        self._log += printed.splitlines()[-20:]
        if result["event"] == "Finished" and what == "plan":
            self._plan = result["outputs"]
        elif result["event"] == "Finished":
            self.done.emit(result["outputs"].get("chosen_device", ""))
        elif result["event"] == "Cancelled":
            words = self.tr("Cancelled. What was downloaded is kept: Install goes on from there.")
            self._found.show_items([{"severity": "info", "message": words, "remedy": ""}])
        elif result["event"] == "Failed":
            self._found.show_items([*self._found.items, error_item(result["message"], result["remedy"])])
            self._options.setCollapsed(self._options.isCollapsed() and what != "plan")  # there lies the way out
        else:
            last = printed.strip().rpartition("\n")[2]
            words = self.tr("The installation ended unexpectedly: {}").format(last)
            self._found.show_items([error_item(words, self.tr("Install again; it goes on from where it was."))])
        self._show()
        self.changed.emit()

    # -- what is shown --------------------------------------------------------------------------------------

    def _show(self) -> None:
        plan, at_work = self._plan, self.at_work
        self._about.setVisible(not at_work and bool(self._words()))
        self._about.setText(self._words())
        self.install.setVisible(self.is_offered)
        if plan:
            self.install.setText(self.tr("Install (about {} to download)").format(size(plan["download_mb"])))
        self._progress.setVisible(at_work)
        self.cancel.setVisible(at_work)
        self.cancel.setEnabled(True)
        installed = bool(plan and plan["installed"]) and not at_work
        self.try_it.setVisible(installed and self._ready)
        self.repair.setVisible(installed and self._ready)
        self.remove.setVisible(installed)

    def _words(self) -> str:
        """What will happen, before it does; what lies where, afterwards."""
        plan = self._plan
        if not plan or not (self._ready or plan["requirements"]):
            return ""
        folder = breakable(escape(plan["folder"]))
        if self._ready:
            if not plan["installed"]:
                return ""
            there = size(plan["installed"]["size"] / 2**20)
            return self.tr("Its packages take {} in {}.").format(there, folder)
        build = plan["build"] or {"name": "", "reason": ""}
        places = escape(self.tr(" and ").join(_places(plan["sources"])))
        there, free = size(plan["installed_mb"]), size(plan["free_mb"])
        words = self.tr(
            "They come from {} and take about {} in {} ({} are free). QGIS itself is not changed, and no "
            "administrator rights are needed."
        ).format(places, there, folder, free)
        return f"{words}<br>{self._name_of(build['name'])} {escape(build['reason'])}".removesuffix("<br> ")

    def _name_of(self, build: str) -> str:
        return {
            "cpu": self.tr("PyTorch for the processor."),
            "cu126": self.tr("PyTorch with CUDA 12.6."),
            "cu130": self.tr("PyTorch with CUDA 13.0."),
            "mps": self.tr("PyTorch for Apple."),
            "default": self.tr("PyTorch:"),
        }.get(build, "")

    def _step(self, name: str) -> str:
        return {
            "find": self.tr("Finding the packages…"),
            "download": self.tr("Downloading…"),
            "unpack": self.tr("Unpacking…"),
            "try": self.tr("Trying it by a training step…"),
            "remove": self.tr("Removing…"),
        }.get(name, name)

    def _show_progress(self, event: dict[str, Any]) -> None:
        facts = []
        if event["done"]:
            done, total = (localized(f"{event[name]:,}") for name in ("done", "total"))
            facts.append(self.tr("{} of {} MB").format(done, total))
        if event["seconds_left"]:
            facts.append(self.tr("{} left").format(duration(event["seconds_left"])))
        self._progress.show_work(self._step(event["step"]), event if event["done"] else {}, facts)

    def _explain_buttons(self) -> None:
        self.install.setToolTip(self.tr("Downloads what is missing, and tries it by a training step."))
        self.cancel.setToolTip(self.tr("Stops; what was downloaded is kept for the next time."))
        self.try_it.setToolTip(self.tr("Trains a small network for a moment, and tells on what and how fast."))
        self.repair.setToolTip(self.tr("Downloads and installs everything anew; what is there stays until then."))
        self.remove.setToolTip(self.tr("Removes what was installed here. Runs and models stay."))


def size(megabytes: float) -> str:
    """A size in words, no more exact than an estimate is."""
    return localized(f"{megabytes / 1000:.1f}") + " GB" if megabytes >= 1000 else f"{megabytes:.0f} MB"


def _places(sources: list[str]) -> list[str]:
    """Addresses without what is the same in all."""
    return [source.removeprefix("https://").removeprefix("http://") for source in sources]
