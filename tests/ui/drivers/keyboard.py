"""The wizard by the keyboard alone: Tab reaches whatever can be used, Alt with a letter presses the buttons."""

from pathlib import Path

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollBar,
    QToolButton,
    QWidget,
)

from deep_segmentation_wizard.tests.ui.drivers.wizard_frame import open_dock, settle, wait_until

PAGES = ("inputs", "chips", "split", "augmentation", "network", "training", "selection", "prediction", "result")
KINDS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit,
)  # fmt: skip
MOST = 150


def drive(iface, arguments):
    """Returns what Tab did not reach on each page, letters that two controls share, and how far Alt+N led."""
    iface.messageBar().clearWidgets()
    dock = open_dock(iface)
    iface.mainWindow().activateWindow()
    wait_until(iface.mainWindow().isActiveWindow, "QGIS to have the keyboard")
    wizard = dock.wizard
    wizard.pages["inputs"].show_folder(Path(arguments["folder"]))
    sample = next(b for b in wizard.page.findChildren(QAbstractButton) if "sample" in b.text())
    sample.setFocus()
    press(sample, Qt.Key.Key_Space)
    wait_until(wizard.next_button.isEnabled, "the sample to be accepted")
    walked = [wizard.page.name]
    while wizard.page.name != "network":
        press(wizard, letter_of(wizard.next_button.text()), Qt.KeyboardModifier.AltModifier)
        settle(0.3)
        walked.append(wizard.page.name)
        if walked[-1] == walked[-2]:
            break
    unreached, shared, unnamed = {}, {}, {}
    for name in PAGES:
        wizard.go_to(name)
        settle(1)
        unreached[name], unnamed[name] = look_at(wizard, dock)
        shared[name] = letters_shared(dock)
    return {"walked": walked, "unreached": unreached, "shared": shared, "unnamed": unnamed}


def press(widget, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, key, modifier)


def letter_of(text):
    """The key behind the ampersand."""
    return getattr(Qt.Key, "Key_" + text[text.index("&") + 1].upper())


def usable(dock):
    """What a person can use in the dock now."""
    found = []
    for widget in dock.wizard.findChildren(QWidget):
        inner = isinstance(widget, (QScrollBar, QHeaderView)) or type(widget) in (QAbstractButton, QToolButton)
        inner = inner and not words_of(widget)  # the corner of a table, the arrow of a box, the cross of a line
        if isinstance(widget, KINDS) and widget.isVisible() and widget.isEnabled() and not inner:
            found.append(widget)
    # A part of a control that is one for the user, such as the line of a spin box, counts with the whole.
    return [w for w in found if not any(isinstance(p, (QAbstractSpinBox, QComboBox)) for p in ancestors(w, dock))]


def ancestors(widget, top):
    parent = widget.parentWidget()
    while parent is not None and parent is not top:
        yield parent
        parent = parent.parentWidget()


def look_at(wizard, dock):
    """Controls that Tab and the arrow keys do not reach, and those that a screen reader could not name."""
    first = wizard.steps.button(wizard.page.name)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    visited = set()
    for _ in range(MOST):
        now = QApplication.focusWidget()
        if now is None or not dock.isAncestorOf(now) or (now is first and visited):
            break
        visited |= {now, *ancestors(now, dock)}
        press(now, Qt.Key.Key_Tab)
    wanted = usable(dock)
    missed = [w for w in wanted if w not in visited and not by_arrows(w, visited)]
    unnamed = [w for w in wanted if not named(w)]
    return [describe(w) for w in missed], [describe(w) for w in unnamed]


def by_arrows(widget, visited):
    """Of radio buttons and of the steps, Tab visits one and the arrow keys the others."""
    if not isinstance(widget, QAbstractButton):
        return False
    group = widget.group()
    siblings = group.buttons() if group is not None else []
    if isinstance(widget, QRadioButton) and group is None:
        siblings = widget.parentWidget().findChildren(QRadioButton)
    return any(button in visited for button in siblings)


def named(widget):
    """Whether the control has words of its own: a text, a label that leads to it, or an accessible name."""
    own = words_of(widget) or widget.accessibleName() or widget.toolTip()
    labels = [w for w in widget.window().findChildren(QWidget) if getattr(w, "buddy", lambda: None)() is widget]
    return bool(own or labels or any(p.toolTip() or p.accessibleName() for p in list(ancestors(widget, None))[:3]))


def words_of(widget):
    return widget.text() if isinstance(widget, (QAbstractButton, QLabel, QLineEdit)) else ""


def describe(widget):
    return f"{type(widget).__name__} {widget.objectName()} {words_of(widget)} {widget.accessibleName()}".strip()


def letters_shared(dock):
    """Letters after Alt that more than one thing in sight answers to."""
    owners = {}
    for widget in dock.findChildren(QWidget):
        is_label = isinstance(widget, QLabel) and widget.buddy() is not None
        plain = words_of(widget).replace("&&", "") if is_label or isinstance(widget, QAbstractButton) else ""
        if "&" in plain and widget.isVisible():
            owners.setdefault(plain[plain.index("&") + 1].lower(), []).append(plain)
    return {letter: texts for letter, texts in owners.items() if len(texts) > 1}
