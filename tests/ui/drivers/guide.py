"""The guide as a user reads it: from every page, from the menus, by its links, and again after a restart."""

from pathlib import Path

import qgis.utils
from hands import PACKAGE, begin, open_dock, settle, wait_until
from person import plain
from qgis.core import QgsProject
from qgis.gui import QgsFieldComboBox, QgsMapLayerComboBox
from qgis.PyQt.QtCore import QObject, QPoint, Qt, QUrl, pyqtSlot
from qgis.PyQt.QtGui import QDesktopServices, QPalette
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QGroupBox,
    QLabel,
    QListWidget,
    QPushButton,
    QRadioButton,
    QTextBrowser,
    QToolBar,
)

WINDOW = "DeepSegmentationWizardHelp"
ENTRIES_OF_THE_MACHINE = "Compute on"
IMAGE = 2
"""QTextDocument.ResourceType, as a number for Qt 5 and 6."""


def drive(iface, arguments):
    """Returns what was seen; a picture of every chapter goes to `arguments["pictures"]`."""
    begin(iface)
    dock = open_dock(iface)
    seen = {"opened": {}, "labels": {}, "entries": {}}
    for name, page in dock.wizard.pages.items():
        dock.wizard.go_to(name)
        settle(0.2)
        dock.wizard.findChild(QPushButton, "help").click()
        seen["opened"][name] = chapter(iface)
        seen["labels"][name], seen["entries"][name] = words_of_page(page)
    window = find_window(iface)
    seen["is_modal"] = window.isModal()
    seen["chapters"] = look_at_chapters(window, Path(arguments["pictures"]))
    seen["dock_picture"] = dock.grab().save(str(Path(arguments["pictures"]) / "dock.png"))
    seen["links"] = follow_links(iface, window)
    seen["by_key"] = press_f1(iface, dock)
    seen["size"] = forget_and_open_again(iface, window)
    QgsProject.instance().setDirty(False)
    return seen


class Browser(QObject):
    """In place of the user's."""

    def __init__(self):
        super().__init__()
        self.asked = []

    @pyqtSlot(QUrl)
    def take(self, url):
        self.asked.append(url.toString())


def find_window(iface):
    return iface.mainWindow().findChild(QDialog, WINDOW)


def view_of(window):
    return window.findChild(QTextBrowser)


def chapter(iface):
    """The chapter that is shown in a visible window, '' where there is none."""
    window = find_window(iface)
    return Path(view_of(window).source().toLocalFile()).stem if window and window.isVisible() else ""


def words_of_page(page):
    """What the controls of a page are called, and what its lists offer, in sight or not."""
    labels, entries = set(), set()
    for label in page.findChildren(QLabel):
        if label.buddy() is not None:
            labels.add(label.text())
    for button in page.findChildren(QAbstractButton):
        if not any(isinstance(parent, QToolBar) for parent in parents(button)):  # matplotlib's
            labels.add(button.text() or button.accessibleName())
    for group in page.findChildren(QGroupBox):
        labels.add(group.title())
    for combo in page.findChildren(QComboBox):
        named = [label.text() for label in page.findChildren(QLabel) if label.buddy() is combo]
        is_of_machine = any(plain(name) == ENTRIES_OF_THE_MACHINE for name in named)
        if not is_of_machine and not isinstance(combo, (QgsMapLayerComboBox, QgsFieldComboBox)):
            entries |= {combo.itemText(row) for row in range(combo.count())}
    return [
        sorted({plain(text) for text in texts if any(c.isalpha() for c in text)}) for texts in (labels, entries)
    ]


def parents(widget):
    while (widget := widget.parentWidget()) is not None:
        yield widget


def look_at_chapters(window, pictures):
    """By the list of contents, each chapter in turn: its title, whether it fits, and its colours."""
    contents, view, found = window.findChild(QListWidget), view_of(window), {}
    for row in range(contents.count()):
        if not contents.item(row).flags() & Qt.ItemFlag.ItemIsSelectable:
            continue
        contents.setCurrentRow(row)
        settle(0.3)
        name = Path(view.source().toLocalFile()).stem
        window.grab().save(str(pictures / f"{name}.png"))
        found[name] = {
            "title": contents.item(row).text(),
            "begins": view.document().firstBlock().text(),
            "too_wide": view.horizontalScrollBar().isVisible() and view.horizontalScrollBar().maximum(),
            "missing": missing_pictures(view),
        }
    palette = view.palette()
    view.setSource(view.source().resolved(QUrl("index.md")))
    settle(0.2)
    look = {name: palette.color(role).name() for name, role in (
        ("ground", QPalette.ColorRole.Base), ("text", QPalette.ColorRole.Text),
    )}  # fmt: skip
    look["links"] = sorted({colour for colour in colours_of_links(view)})
    return {"found": found, "look": look, "window": [window.width(), window.height()]}


def fragments(view):
    block = view.document().begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            yield place.fragment()
            place += 1
        block = block.next()


def missing_pictures(view):
    """Pictures that the document cannot show."""
    missing = []
    for fragment in fragments(view):
        look = fragment.charFormat()
        if look.isImageFormat():
            name = look.toImageFormat().name()
            image = view.document().resource(2, view.source().__class__(name))  # 2: an image
            if (
                image is None
                or image.isNull()
                or image.width() / image.devicePixelRatio() > view.viewport().width()
            ):
                missing.append(name)
    return missing


def colours_of_links(view):
    for fragment in fragments(view):
        if fragment.charFormat().anchorHref():
            yield fragment.charFormat().foreground().color().name()


def click_link(view, words):
    """Click the first place in the text with these words."""
    view.moveCursor(view.textCursor().MoveOperation.Start)
    assert view.find(words), words
    settle(0.1)
    end = view.cursorRect()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=end.center() - QPoint(8, 0))
    settle(0.2)


def follow_links(iface, window):
    """To another chapter, to a heading, back and forth, and out into the world."""
    view, seen = view_of(window), {}
    click_link(view, "Drawing good ROIs")
    seen["chapter"], seen["marked"] = chapter(iface), window.findChild(QListWidget).currentItem().text()
    window.back.click()
    settle(0.2)
    seen["back"] = chapter(iface)
    window.forward.click()
    settle(0.2)
    seen["forward"] = chapter(iface)
    window.show_chapter("trouble")
    settle(0.2)
    before = view.verticalScrollBar().value()
    click_link(view, "Maps")
    seen["heading"] = [chapter(iface), before, view.verticalScrollBar().value()]
    window.show_chapter("training")
    settle(0.2)
    click_link(view, "When something goes wrong")
    seen["from_a_table"] = chapter(iface)
    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "take")
    click_link(view, "https://github.com")
    QDesktopServices.unsetUrlHandler("https")
    seen["outside"] = [chapter(iface), browser.asked]
    return seen


def press_f1(iface, dock):
    """In the wizard, F1 is about the page."""
    find_window(iface).close()
    iface.mainWindow().activateWindow()
    dock.wizard.go_to("split")
    settle(0.3)
    inside = next(b for b in dock.wizard.page.findChildren(QRadioButton) if b.isVisible())
    inside.setFocus()
    QTest.keyClick(inside, Qt.Key.Key_F1)
    settle(0.3)
    return chapter(iface)


def forget_and_open_again(iface, window):
    """Another size, the plugin unloaded and loaded, and the guide opened by the menu: the size is the same."""
    window.resize(720, 480)
    settle(0.3)
    window.close()
    unloaded = qgis.utils.unloadPlugin(PACKAGE)
    settle(0.5)
    gone = find_window(iface) is None and not guide_actions(iface)
    qgis.utils.loadPlugin(PACKAGE)
    qgis.utils.startPlugin(PACKAGE)
    actions = guide_actions(iface)
    actions[0].trigger()
    wait_until(lambda: chapter(iface) == "index", "the guide to open from the menu")
    again = find_window(iface)
    size = [again.width(), again.height()]
    again.close()
    return {"unloaded": unloaded, "gone": gone, "places": len(actions), "again": size}


def guide_actions(iface):
    """The guide in the menus, once for each place."""
    menus = [iface.pluginHelpMenu(), *(a.menu() for a in iface.pluginMenu().actions() if a.menu())]
    return [a for menu in menus for a in menu.actions() if a.objectName() == "deepSegmentationWizardGuide"]
