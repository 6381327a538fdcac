"""Which Python computes: the first page while it lacks something, else reached by the wizard's settings."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import shutil
from html import escape
from pathlib import Path
from typing import Any

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QProcess, QProcessEnvironment, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..engine.discovery import PYTHON_KEY, READY_KEY, child_environment, preferred_interpreters
from ..engine.install_plan import hide_passwords
from ..engine.process import engine_command
from ..i18n.engine_texts import translated
from .data_widgets import wrapped
from .install_box import InstallBox
from .install_options import InstallOptions
from .page import Page, Problem, Services

ROOT = Path(__file__).resolve().parent.parent
CHECK_LIMIT_MS = 120_000
FROM_PIP = ("torch", "safetensors", "tqdm", "numpy", "opencv-python-headless", "matplotlib")


def interpreters() -> list[str]:
    """Pythons that may compute, the likeliest first: the user's own, the one that was ready last, those found."""
    own, ready = (QgsSettings().value(key, "", type=str) for key in (PYTHON_KEY, READY_KEY))
    return preferred_interpreters(ROOT, own, ready)


class EnvironmentPage(Page):
    """Tells which Python computes and what it lacks, and installs that by a click; the user may choose another."""

    name = "environment"
    checked = pyqtSignal(bool)
    """Whether the engine is ready; after every check."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._process: QProcess | None = None
        self._left: list[str] = []
        self._reports: list[dict[str, Any]] = []
        self._ready = False
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(CHECK_LIMIT_MS)
        self._limit.timeout.connect(self._give_up)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self._state = wrapped()
        self._state.setObjectName("environmentState")
        self._missing = wrapped()
        self._missing.setTextFormat(Qt.TextFormat.RichText)
        layout.addWidget(self._state)
        layout.addWidget(self._missing)
        self._options = InstallOptions()
        self._install = InstallBox(self._options)
        layout.addWidget(self._install)
        layout.addWidget(self._options)
        layout.addStretch(1)
        self._options.again.clicked.connect(self.check)
        self._options.copy_diagnosis.clicked.connect(self._copy_diagnosis)
        self._options.python_chosen.connect(self.check)
        self._options.sources_changed.connect(self._look_at_install)
        self._install.done.connect(self._take_installed)
        self._install.changed.connect(self._show)

    def title(self) -> str:
        """Heading."""
        return self.tr("Set up the computing part")

    def intro(self) -> str:
        """Why there is such a page."""
        why = self.tr("Training works in a Python of its own, outside QGIS, so that QGIS stays fast and safe.")
        if self._ready or not self._reports:
            return why
        return why + " " + self.tr("It needs a few free packages, which are not all there yet.")

    def enter(self) -> None:
        """Look, unless that has been done: the wizard takes what was ready last time at its word."""
        if not self._reports and self._process is None and not self._install.at_work:
            self.check()

    def problems(self) -> list[Problem]:
        """The engine must be ready first."""
        if self._process is not None:
            return [Problem(self.tr("Looking for the packages…"))]
        if self._install.at_work:
            return [Problem(self.tr("The computing part is being installed; QGIS can be used meanwhile."))]
        if not self._ready:
            remedy = self.tr("See above what to do.")
            if self._install.is_offered:
                remedy = self.tr("Install what is missing: one click above.")
            return [Problem(self.tr("The computing part is not ready."), remedy)]
        return []

    # -- the check ------------------------------------------------------------------------------------------

    def was_ready(self) -> bool:
        """Whether the Python in use was ready when it was last looked at."""
        return bool(found := interpreters()) and found[0] == QgsSettings().value(READY_KEY, "", type=str)

    def check(self) -> None:
        """Ask each Python that may do whether it is ready, until one is; ``checked`` follows."""
        if self._install.at_work:
            return
        self.stop()
        found = interpreters()
        own = QgsSettings().value(PYTHON_KEY, "", type=str)
        # The user's own is used alone: where it lacks something, that is what the user wants to know.
        self._left, self._reports = found[:1] if own and found[:1] == [own] else found, []
        self._check_next()

    def stop(self) -> None:
        """End what is going on; an installation goes on from there next time."""
        self._install.stop()
        self._limit.stop()
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(TypeError):
                process.finished.disconnect()
                process.errorOccurred.disconnect()
            process.kill()
            process.waitForFinished(2000)
            process.deleteLater()

    def _check_next(self) -> None:
        if not self._left:
            self._conclude(None)
            return
        python = self._left.pop(0)
        command = engine_command(python, "doctor", "--json", "--quick")
        environment = QProcessEnvironment()
        for name, value in child_environment(os.environ, python).items():
            environment.insert(name, value)
        self._process = QProcess(self)
        self._process.setProcessEnvironment(environment)
        self._process.setWorkingDirectory(str(Path.home()))
        self._process.finished.connect(lambda *_: self._take_report(python))
        self._process.errorOccurred.connect(lambda error: self._take_error(python, error))
        self._process.start(command[0], command[1:])
        self._process.closeWriteChannel()
        self._limit.start()
        self._show()

    def _take_report(self, python: str) -> None:
        """A check ended; the next Python is asked unless this one is ready."""
        process, self._process = self._process, None
        self._limit.stop()
        if process is None:
            return
        output = bytes(process.readAllStandardOutput()).decode("utf-8", "replace")
        errors = bytes(process.readAllStandardError()).decode("utf-8", "replace")
        process.deleteLater()
        try:
            report = json.loads(output)
        except ValueError:
            problem = errors.strip().rpartition("\n")[2] or self.tr("It gave no answer.")
            missing = {"name": "python", "problem": problem, "remedy": ""}
            report = {"ready": False, "interpreter": python, "missing": [missing]}
        self._reports.append({**translated(report), "python": python})
        if report["ready"]:
            self._conclude(python)
        else:
            self._check_next()

    def _take_error(self, python: str, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:  # else ``finished`` follows
            self._take_report(python)

    def _give_up(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _conclude(self, python: str | None) -> None:
        self._ready = python is not None
        QgsSettings().setValue(READY_KEY, python or "")
        self._show()
        self._look_at_install()
        self.checked.emit(self._ready)

    # -- the installation -----------------------------------------------------------------------------------

    def _look_at_install(self) -> None:
        """Plan for the Python that is ready, or for the one in which least is missing."""
        if self._process is None and self._reports:
            self._install.look_at(self._best()["python"], self._ready)

    def _take_installed(self, device: str) -> None:
        if device:
            self.services.say(self.tr("The computing part works: {}.").format(device), warning=False)
        self.check()

    def _copy_diagnosis(self) -> None:
        found = {"found": self._reports, "installation": self._install.diagnosis}
        text = hide_passwords(json.dumps(found, indent=1, ensure_ascii=False))
        QGuiApplication.clipboard().setText(text)

    # -- what is shown --------------------------------------------------------------------------------------

    def _best(self) -> dict[str, Any]:
        """The report to show: of the one that is ready; else of the user's own; else of the one that lacks least,
        but not GDAL, which cannot be installed."""
        own = QgsSettings().value(PYTHON_KEY, "", type=str)

        def order(report: dict[str, Any]) -> tuple[bool, bool, bool, int]:
            missing = [item["name"] for item in report["missing"]]
            return not report["ready"], report["python"] != own, "osgeo.gdal" in missing, len(missing)

        return min(self._reports, key=order)

    def _show(self) -> None:
        """The state, and for the likeliest Python what it lacks."""
        checking = self._process is not None
        self._options.again.setEnabled(not checking and not self._install.at_work)
        self._options.own.setEnabled(not self._install.at_work)
        if checking:
            self._state.setText(self.tr("Looking for the packages…"))
            return
        if not self._reports:
            self._state.setText(self.tr("No Python was found on this computer."))
            self._missing.setText(self.tr("Install Python 3.10 or later, then choose it under Details."))
            return
        best = self._best()
        state = self.tr("Ready: {}") if best["ready"] else self.tr("This Python was found: {}")
        self._state.setText(state.format(best["python"].replace("/", "/\u200b")))
        self._missing.setVisible(not best["ready"] and not self._install.at_work)
        self._missing.setText(self._list_missing(best["missing"]))
        is_own = bool(QgsSettings().value(PYTHON_KEY, "", type=str))
        self._options.show_command(set_up_command(best["python"], is_own))

    def _list_missing(self, missing: list[dict[str, str]]) -> str:
        purposes = {
            "python": self.tr("Python itself"),
            "numpy": self.tr("numpy (calculates with images)"),
            "osgeo.gdal": self.tr("GDAL (reads and writes rasters)"),
            "torch": self.tr("PyTorch (the network)"),
            "safetensors": self.tr("safetensors (model files)"),
            "tqdm": self.tr("tqdm (progress)"),
            "cv2": self.tr("OpenCV (versions of chips)"),
            "matplotlib": self.tr("matplotlib (optional: pictures of the curves)"),
        }
        items = ""
        for item in missing:
            # What is there but broken tells why, in its own words.
            why = "" if item["problem"].startswith("ModuleNotFoundError") else f": {escape(item['problem'][:200])}"
            items += f"<li>{purposes.get(item['name'], escape(item['name']))}{why}</li>"
        return self.tr("It lacks:") + f"<ul style='margin-left:-20px'>{items}</ul>"


def set_up_command(python: str, is_own: bool) -> str:
    """What to type into a terminal: pip for a Python of the user's, whose packages are the user's own affair.

    For any other, the script of a checkout where it works, else the installer that the page calls, too.
    """
    quoted = f'"{python}"' if os.name == "nt" else shlex.quote(python)
    if is_own:
        return f"{quoted} -m pip install {' '.join(FROM_PIP)}"
    script = ROOT / "scripts" / "setup.sh"  # no part of the plugin as it is delivered
    if script.is_file() and shutil.which("apt-get"):
        return f"bash {shlex.quote(str(script))} engine"
    folder = f'/d "{ROOT}"' if os.name == "nt" else shlex.quote(str(ROOT))
    return f"cd {folder} && {quoted} -m engine install --run"
