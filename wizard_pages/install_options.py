"""The folded part of the page that sets up the engine: where packages come from, and the user's own Python."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from qgis.core import QgsSettings
from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget, QgsFilterLineEdit
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal
from qgis.PyQt.QtGui import QFontDatabase, QGuiApplication
from qgis.PyQt.QtWidgets import QFormLayout, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ..engine.discovery import PYTHON_KEY, is_python
from ..engine.torch_builds import WISHES
from .data_widgets import wrapped
from .learning_widgets import narrow_combo

SCOPE = "deep_segmentation_wizard"
_INDEX_KEY, _WHEELS_KEY = f"{SCOPE}/index", f"{SCOPE}/wheels"


class InstallOptions(QgsCollapsibleGroupBox):
    """What most people never need."""

    sources_changed = pyqtSignal()
    """What would be installed, or from where, is another now."""
    python_chosen = pyqtSignal()
    """The user's own interpreter was chosen, or taken back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Details"))
        self.setObjectName("installDetails")
        self.setCollapsed(True)
        self.torch = narrow_combo()
        names = (self.tr("what fits this computer"), self.tr("processor only"), "CUDA 12.6", "CUDA 13.0")
        for wish, name in zip(WISHES, names, strict=True):
            self.torch.addItem(name, wish)
        self.index, self.proxy = QgsFilterLineEdit(), QgsFilterLineEdit()
        self.wheels, self.own = QgsFileWidget(), QgsFileWidget()
        self.wheels.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.wheels.setDialogTitle(self.tr("Choose a folder of wheels"))
        self.own.setStorageMode(QgsFileWidget.StorageMode.GetFile)
        self.own.setDialogTitle(self.tr("Choose a Python"))
        self.index.setPlaceholderText(self.tr("the public one"))
        self.proxy.setPlaceholderText(self.tr("that of QGIS") if qgis_proxy() else self.tr("none"))
        self._note = wrapped(soft=True)
        self._note.hide()
        self._lay_out()
        stored = QgsSettings()
        self.index.setText(stored.value(_INDEX_KEY, "", type=str))
        self.wheels.setFilePath(stored.value(_WHEELS_KEY, "", type=str))
        self.own.setFilePath(stored.value(PYTHON_KEY, "", type=str))
        self.torch.currentIndexChanged.connect(lambda _: self.sources_changed.emit())
        self.index.editingFinished.connect(self._keep)
        self.wheels.fileChanged.connect(lambda _: self._keep())
        self.own.fileChanged.connect(self._choose_own)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def arguments(self) -> list[str]:
        """What the engine's command gets."""
        wheels = self.wheels.filePath().strip()
        return ["--torch", self.torch.currentData(), *(["--wheels", wheels] if wheels else [])]

    def environment(self) -> dict[str, str]:
        """The addresses, which may hold a password: by the environment, where other users do not read them."""
        given = {
            "PIP_INDEX_URL": self.index.text().strip(),
            "PIP_PROXY": self.proxy.text().strip() or qgis_proxy(),
        }
        return {name: value for name, value in given.items() if value}

    def show_command(self, text: str) -> None:
        """The command for a terminal."""
        self.command.setPlainText(text)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, widget, name, tip in self._rows():
            widget.setObjectName(name)
            widget.setToolTip(tip)
            if isinstance(widget, QgsFileWidget):
                widget.lineEdit().setMinimumWidth(60)
            form.addRow(label, widget)
            form.labelForField(widget).setToolTip(tip)
        self.command = QPlainTextEdit()
        self.command.setReadOnly(True)
        self.command.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.command.setFixedHeight(3 * self.command.fontMetrics().lineSpacing() + 16)
        self.command.setTabChangesFocus(True)
        self.command.setAccessibleName(self.tr("Command that sets up the computing part"))
        self.copy_command = QPushButton(self.tr("&Copy command"))
        self.copy_command.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.command.toPlainText()))
        self.copy_diagnosis = QPushButton(self.tr("Copy &diagnosis"))
        self.copy_diagnosis.setToolTip(self.tr("Puts what was found on the clipboard, for someone who helps you."))
        self.again = QPushButton(self.tr("Check &again"))
        self.again.setObjectName("checkAgain")
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self._note)
        layout.addWidget(
            wrapped(self.tr("Or by a command in a terminal, which may ask for your password:"), soft=True)
        )
        layout.addWidget(self.command)
        for buttons in ((self.copy_command,), (self.copy_diagnosis, self.again)):
            row = QHBoxLayout()
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            layout.addLayout(row)

    def _rows(self) -> list[tuple[str, QWidget, str, str]]:
        return [
            (
                self.tr("&PyTorch for"), self.torch, "torchBuild",
                self.tr("Which build of PyTorch: CUDA is for NVIDIA GPUs, and needs a recent driver."),
            ),
            (
                self.tr("&Index"), self.index, "packageIndex",
                self.tr("Address of an index of packages, such as your company's, instead of the public ones."),
            ),
            (
                self.tr("Pro&xy"), self.proxy, "proxy",
                self.tr(
                    "Such as http://host:8080; where it asks for a login, with name, colon, password and @ before "
                    "the host. Empty: the one that QGIS uses. It is not stored."
                ),
            ),
            (
                self.tr("&Folder of wheels"), self.wheels, "wheels",
                self.tr(
                    "For a computer without internet: a folder with the packages as .whl files. The diagnosis has "
                    "the command that fills it on another computer."
                ),
            ),
            (
                self.tr("My &own Python"), self.own, "ownPython",
                self.tr(
                    "The python file of an environment that has GDAL already, such as one of conda. Leave it "
                    "empty to let the wizard look for one."
                ),
            ),
        ]  # fmt: skip

    def _keep(self) -> None:
        """Remember where packages come from, unless a password is in it."""
        index, wheels = self.index.text().strip(), self.wheels.filePath().strip()
        before = [QgsSettings().value(key, "", type=str) for key in (_INDEX_KEY, _WHEELS_KEY)]
        QgsSettings().setValue(_INDEX_KEY, "" if "@" in index else index)
        QgsSettings().setValue(_WHEELS_KEY, wheels)
        if before != [index, wheels]:
            self.sources_changed.emit()

    def _choose_own(self, path: str) -> None:
        """Keep the user's choice when it can be one."""
        path = path.strip()
        usable = not path or (Path(path).is_file() and is_python(path))
        self._note.setVisible(not usable)
        self._note.setText(self.tr("This is not a Python: choose a file named python or python.exe."))
        if usable and path != QgsSettings().value(PYTHON_KEY, "", type=str):
            QgsSettings().setValue(PYTHON_KEY, path)
            self.python_chosen.emit()


def qgis_proxy() -> str:
    """The proxy that QGIS is set to use, as an address; '' where there is none, or the system's is taken."""
    settings = QgsSettings()
    enabled = settings.value("proxy/proxyEnabled", False, type=bool)
    host = settings.value("proxy/proxyHost", "", type=str)
    if not enabled or not host or settings.value("proxy/proxyType", "", type=str) != "HttpProxy":
        return ""
    user, password, port = (
        settings.value(f"proxy/proxy{name}", "", type=str) for name in ("User", "Password", "Port")
    )
    login = f"{quote(user, '')}:{quote(password, '')}@" if user else ""
    return f"http://{login}{host}" + (f":{port}" if port else "")
