"""Exports the model of a finished run from *Choose the model*, by the button that a person presses."""

import sys
from pathlib import Path

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QFileDialog

sys.path.insert(0, str(Path(__file__).parent))

from hands import begin, heavy_modules, open_dock, press, settle, wait_for_end, wait_until  # noqa: E402


def drive(iface, arguments):
    """Returns what was seen; a picture goes to `arguments["picture"]`."""
    begin(iface)
    dock = open_dock(iface)
    page = dock.wizard.pages["selection"]
    seen = {"without_a_run": page.export.isVisibleTo(page)}
    dock.session.open_run(Path(arguments["run"]))
    dock.wizard.go_to("selection")
    settle(0.5)
    answers = [arguments["output"], "", arguments["bare"], arguments["output"]]
    asked = []

    def answer(_parent, _title, proposed, kinds):
        asked.append([proposed, kinds])
        return answers[len(asked) - 1], kinds

    QFileDialog.getSaveFileName = answer
    seen["first"] = export(dock, page)
    area = page.parent().parent()
    area.ensureWidgetVisible(page.export, 0, 20)
    settle(0.3)
    dock.grab().save(arguments["picture"])
    seen["link"] = follow_link(page)
    press(page, "Export for Deepness (ONNX)…")  # and closes the dialog without a name
    seen["nothing"] = dock.session.run.at_work
    seen["bare"] = export(dock, page)
    seen["again"] = export(dock, page)
    seen["stays"] = leave_and_come_back(dock, page)
    dock.wizard.go_to("selection")
    seen["refused"] = export_to_taken(dock, page, Path(arguments["bare"] + ".onnx"))
    seen |= {"asked": asked, "heavy": heavy_modules(), "width": page.minimumSizeHint().width()}
    return seen


def export(dock, page):
    """Press the button and wait; what the page says."""
    press(page, "Export for Deepness (ONNX)…")
    busy = [page.export.button.isEnabled(), page.export.saved.text()]
    state = wait_for_end(dock)
    return {
        "busy": busy, "state": state, "saved": page.export.saved.text().replace("\u200b", ""),
        "findings": page.export.findings.items, "enabled": page.export.button.isEnabled(),
        "format": page.export.saved.textFormat() == Qt.TextFormat.RichText, "notices": dock.notices.texts(),
    }  # fmt: skip


def follow_link(page):
    """Where a click on the link leads."""
    opened = []
    QDesktopServices.openUrl = lambda url: opened.append(url.toLocalFile())
    page.export.saved.linkActivated.emit(page.export.saved.text().partition('href="')[2].partition('"')[0])
    return opened


def leave_and_come_back(dock, page):
    dock.wizard.go_to("prediction")
    dock.wizard.go_to("selection")
    return page.export.saved.isVisible()


def export_to_taken(dock, page, output):
    """A file that came between the question and the engine's start."""
    page.export.export_to(output)
    state = wait_for_end(dock)
    wait_until(dock.notices.texts, "the message")
    return {"state": state, "said": dock.notices.texts(), "saved": page.export.saved.isVisible()}
