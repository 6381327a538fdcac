"""Which Python computes: the first page while it lacks something, else reached by the wizard's settings."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import shutil
from pathlib import Path
from typing import Any

from qgis.core import QgsSettings
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QProcess, QProcessEnvironment, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QFontDatabase, QGuiApplication
from qgis.PyQt.QtWidgets import QGroupBox, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ..engine.environment import PYTHON_KEY, READY_KEY, child_environment, is_python, preferred_interpreters
from ..engine.process import engine_command
from .data_widgets import wrapped
from .page import Page, Problem, Services

ROOT = Path(__file__).resolve().parent.parent
CHECK_LIMIT_MS = 120_000
FROM_PIP = ("torch", "safetensors", "tqdm", "numpy", "opencv-python-headless", "matplotlib")


def interpreters() -> list[str]:
    """Pythons that may compute, the likeliest first: the user's own, the one that was ready last, those found."""
    own, ready = (QgsSettings().value(key, "", type=str) for key in (PYTHON_KEY, READY_KEY))
    return preferred_interpreters(ROOT, own, ready)


class EnvironmentPage(Page):
    """Tells which Python computes and what it lacks; the user may choose another."""

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
        self._help = self._help_box()
        layout.addWidget(self._help)
        layout.addWidget(self._own_box())
        self._copy = QPushButton(self.tr("Copy &diagnosis"))
        self._copy.setToolTip(self.tr("Puts what was found on the clipboard, for someone who helps you."))
        self._copy.clicked.connect(
            lambda: QGuiApplication.clipboard().setText(json.dumps(self._reports, indent=1, ensure_ascii=False))
        )
        layout.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

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
        if not self._reports and self._process is None:
            self.check()

    def problems(self) -> list[Problem]:
        """The engine must be ready first."""
        if self._process is not None:
            return [Problem(self.tr("Looking for the packages…"))]
        if not self._ready:
            remedy = self.tr("Get what is missing, then press “Check again”.")
            return [Problem(self.tr("The computing part is not ready."), remedy)]
        return []

    # -- the check ------------------------------------------------------------------------------------------

    def was_ready(self) -> bool:
        """Whether the Python in use was ready when it was last looked at."""
        return bool(found := interpreters()) and found[0] == QgsSettings().value(READY_KEY, "", type=str)

    def check(self) -> None:
        """Ask each Python that may do whether it is ready, until one is; ``checked`` follows."""
        self.stop()
        found = interpreters()
        own = QgsSettings().value(PYTHON_KEY, "", type=str)
        # The user's own is used alone: where it lacks something, that is what the user wants to know.
        self._left, self._reports = found[:1] if own and found[:1] == [own] else found, []
        self._check_next()

    def stop(self) -> None:
        """End a check that is going on."""
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
        self._reports.append({**report, "python": python})
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
        self.checked.emit(self._ready)

    # -- what is shown --------------------------------------------------------------------------------------

    def _show(self) -> None:
        """The state, and for the likeliest Python what it lacks."""
        checking = self._process is not None
        self._again.setEnabled(not checking)
        if checking:
            self._state.setText(self.tr("Looking for the packages…"))
            return
        self._copy.setEnabled(bool(self._reports))
        # The fullest of them: what lacks least is the shortest way; the user's own comes before all others.
        own = QgsSettings().value(PYTHON_KEY, "", type=str)
        order = sorted(self._reports, key=lambda r: (not r["ready"], r["python"] != own, len(r["missing"])))
        if not order:
            self._state.setText(self.tr("No Python was found on this computer."))
            self._missing.setText(self.tr("Install Python 3.10 or later, then choose it below."))
            return
        best = order[0]
        state = self.tr("Ready: {}") if best["ready"] else self.tr("This Python was looked at: {}")
        self._state.setText(state.format(best["python"].replace("/", "/\u200b")))
        self._missing.setVisible(not best["ready"])
        self._help.setVisible(not best["ready"])
        self._missing.setText(self._list_missing(best["missing"]))
        self._command.setPlainText(set_up_command(best["python"], is_own=bool(own)))

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
        items = "".join(f"<li>{purposes.get(item['name'], item['name'])}</li>" for item in missing)
        return self.tr("It lacks:") + f"<ul style='margin-left:-20px'>{items}</ul>"

    def _help_box(self) -> QGroupBox:
        box = QGroupBox(self.tr("How to get it"))
        self._command = QPlainTextEdit()
        self._command.setReadOnly(True)
        self._command.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._command.setFixedHeight(3 * self._command.fontMetrics().lineSpacing() + 16)
        self._command.setTabChangesFocus(True)
        self._command.setAccessibleName(self.tr("Command that sets up the computing part"))
        copy = QPushButton(self.tr("&Copy command"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._command.toPlainText()))
        layout = QVBoxLayout(box)
        layout.addWidget(
            wrapped(
                self.tr(
                    "Open a terminal, paste this command and press Enter. It downloads PyTorch, which may be some "
                    "gigabytes, and may ask for your password:"
                )
            )
        )
        layout.addWidget(self._command)
        self._again = QPushButton(self.tr("Check &again"))
        self._again.setObjectName("checkAgain")
        self._again.clicked.connect(self.check)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(self._again)
        layout.addLayout(row)
        return box

    def _own_box(self) -> QGroupBox:
        box = QGroupBox(self.tr("Use my own Python"))
        self._own = QgsFileWidget()
        self._own.setObjectName("ownPython")
        self._own.setStorageMode(QgsFileWidget.StorageMode.GetFile)
        self._own.setDialogTitle(self.tr("Choose a Python"))
        self._own.setFilePath(QgsSettings().value(PYTHON_KEY, "", type=str))
        self._own.lineEdit().setMinimumWidth(60)
        self._own.setToolTip(
            self.tr(
                "The python file of an environment that has PyTorch and GDAL already, such as one of conda. "
                "Leave it empty to let the wizard look for one."
            )
        )
        self._own.fileChanged.connect(self._choose_own)
        self._own_note = wrapped(soft=True)
        self._own_note.hide()
        label = QLabel(self.tr("&Python file (optional)"))
        label.setBuddy(self._own.lineEdit())
        layout = QVBoxLayout(box)
        layout.addWidget(label)
        layout.addWidget(self._own)
        layout.addWidget(self._own_note)
        return box

    def _choose_own(self, path: str) -> None:
        """Keep the user's choice when it can be one, and look at it at once."""
        path = path.strip()
        usable = not path or (Path(path).is_file() and is_python(path))
        self._own_note.setVisible(not usable)
        self._own_note.setText(self.tr("This is not a Python: choose a file named python or python.exe."))
        if usable and path != QgsSettings().value(PYTHON_KEY, "", type=str):
            QgsSettings().setValue(PYTHON_KEY, path)
            self.check()


def set_up_command(python: str, is_own: bool) -> str:
    """What to type into a terminal: the plugin's own script where it works, else pip for this Python.

    The script sets up an environment of the plugin's, so it does nothing for a Python of the user's.
    """
    if shutil.which("apt-get") and not is_own:
        return f"bash {shlex.quote(str(ROOT / 'scripts' / 'setup.sh'))} engine"
    quoted = f'"{python}"' if os.name == "nt" else shlex.quote(python)
    return f"{quoted} -m pip install {' '.join(FROM_PIP)}"
