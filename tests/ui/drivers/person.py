"""A person at the screen of QGIS: finds what is in sight by its words, clicks, types, drags and waits.

Nothing here calls the plugin: what a person cannot do, a driver that uses this cannot do either. Waiting is QGIS's
own event loop, without sleeping, so a driver may measure how evenly it turns (``own_work``: what to leave out).
"""

import contextlib
import time

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QScrollArea,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QStyleOptionViewItem,
    QWidget,
)

LOOK_MS = 100
LEFT = Qt.MouseButton.LeftButton


class Person:
    """Uses what is within one widget, such as the dock."""

    def __init__(self, place):
        self.place = place
        self.own_work = []
        """Spans (start, end) of ``time.perf_counter`` in which the driver itself kept the event loop waiting."""
        self._since = time.perf_counter()

    # -- seeing -----------------------------------------------------------------------------------------------

    def find(self, kind, words="", name="", within=None):
        """The first widget in sight of this kind, by its words (part of them will do) or its object name."""
        for widget in self.all(kind, within):
            if (not name or widget.objectName() == name) and words.lower() in words_of(widget).lower():
                return widget
        there = sorted({words_of(widget) or widget.objectName() for widget in self.all(kind, within)})
        raise LookupError(f"No {kind.__name__} “{words or name}” in sight; there is: {there}")

    def sees(self, kind, words="", name=""):
        """Whether there is such a widget in sight."""
        with contextlib.suppress(LookupError):
            return bool(self.find(kind, words, name))
        return False

    def all(self, kind, within=None):
        """All widgets of this kind in sight, in the order in which they were made."""
        return [widget for widget in (within or self.place).findChildren(kind) if widget.isVisible()]

    def field(self, words, kind=QWidget):
        """The entry that belongs to a label, such as a spin box: by its buddy or its accessible name."""
        for label in self.all(QLabel):
            if plain(label.text()).lower().startswith(words.lower()) and isinstance(label.buddy(), kind):
                return label.buddy()
        for widget in self.all(kind):
            if widget.accessibleName().lower().startswith(words.lower()):
                return widget
        raise LookupError(f"No entry “{words}” in sight")

    def texts(self):
        """All words in sight."""
        return [plain(label.text()) for label in self.all(QLabel) if label.text()]

    # -- acting -----------------------------------------------------------------------------------------------

    def click(self, widget, position=None):
        """Bring it into sight and click it."""
        if not widget.isEnabled():
            raise ValueError(f"“{words_of(widget) or widget.objectName()}” cannot be clicked: it is greyed out")
        self._scroll_to(widget)
        if position is None:
            # A tick and its words are on the left of a check box that may be wide.
            inset = min(10, widget.width() // 2)
            is_choice = isinstance(widget, QAbstractButton) and widget.isCheckable()
            position = QPoint(inset, widget.height() // 2) if is_choice else widget.rect().center()
        with self._acting():
            QTest.mouseClick(widget, LEFT, pos=position)

    def press(self, words):
        """Click the button with these words."""
        self.click(self.find(QAbstractButton, words))

    def enter(self, widget, text):
        """Replace what an entry holds by other words, and press Enter."""
        line = widget.lineEdit() if isinstance(widget, QgsFileWidget) else widget
        self._scroll_to(line)
        with self._acting():
            QTest.mouseClick(line, LEFT, pos=QPoint(12, line.height() // 2))
            QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClicks(line, str(text))
            QTest.keyClick(line, Qt.Key.Key_Return)

    def choose(self, combo, words):
        """Go through a combo box by the arrow keys until it shows these words."""
        self._scroll_to(combo)
        with self._acting():
            QTest.keyClick(combo, Qt.Key.Key_Home)
            for _ in range(combo.count()):
                if words in combo.currentText():
                    return
                QTest.keyClick(combo, Qt.Key.Key_Down)
        raise LookupError(f"“{words}” is not offered")

    def tick(self, items, words):
        """Click the box of an item of a list."""
        [item] = items.findItems(words, Qt.MatchFlag.MatchContains)
        with self._acting():
            items.scrollToItem(item)
        option = QStyleOptionViewItem()
        option.initFrom(items)
        option.rect = items.visualItemRect(item)
        option.features = QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
        box = items.style().subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, items)
        self.click(items.viewport(), box.center())

    def unfold(self, words):
        """Click the arrow of a group that is folded."""
        for box in self.all(QWidget):
            if hasattr(box, "isCollapsed") and words in box.title() and box.isCollapsed():
                self.click(self.find(QAbstractButton, name="collapseButton", within=box))

    def drag(self, slider: QSlider, share, moved=None):
        """Drag a slider's handle to a share of its way in four moves; ``moved`` is called after each."""
        self._scroll_to(slider)
        option = QStyleOptionSlider()
        slider.initStyleOption(option)
        handle = slider.style().subControlRect(
            QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, slider
        )
        start = handle.center()
        end = handle.width() // 2 + round(share * (slider.width() - handle.width()))
        kinds = QEvent.Type
        places = [QPoint(start.x() + (end - start.x()) * part // 4, start.y()) for part in (1, 2, 3, 4)]
        self._mouse(slider, kinds.MouseButtonPress, start)
        for place in places:
            self._mouse(slider, kinds.MouseMove, place)
            if moved is not None:
                moved()
            self.pause(0.05)
        self._mouse(slider, kinds.MouseButtonRelease, places[-1])

    # -- waiting ----------------------------------------------------------------------------------------------

    def wait(self, condition, what, seconds=30):
        """Let QGIS go on until the condition holds."""
        until = time.monotonic() + seconds
        loop, timer, failure, met = QEventLoop(), QTimer(), [], []

        def look():
            self._since = time.perf_counter()
            try:
                if condition():
                    met.append(True)
                    loop.quit()
                elif time.monotonic() > until:
                    loop.quit()
            except Exception as error:  # noqa: BLE001 - raised again below: here it would end QGIS
                failure.append(error)
                loop.quit()
            self._close_span()

        timer.timeout.connect(look)
        timer.start(LOOK_MS)
        with self._acting():
            loop.exec()
        if failure:
            raise failure[0]
        if not met:
            raise TimeoutError(f"waited {seconds} s for {what}; in sight: {self.texts()}")

    def pause(self, seconds):
        """Do nothing for a while, as someone who reads."""
        until = time.monotonic() + seconds
        self.wait(lambda: time.monotonic() >= until, "nothing", seconds + 60)

    # -- helpers ----------------------------------------------------------------------------------------------

    def _mouse(self, widget, kind, place):
        point = QPointF(place)
        where = QPointF(widget.mapToGlobal(place))
        released, moving = kind == QEvent.Type.MouseButtonRelease, kind == QEvent.Type.MouseMove
        buttons = Qt.MouseButton.NoButton if released else LEFT
        button = Qt.MouseButton.NoButton if moving else LEFT
        event = QMouseEvent(kind, point, where, button, buttons, Qt.KeyboardModifier.NoModifier)
        with self._acting():
            QApplication.sendEvent(widget, event)

    def _scroll_to(self, widget):
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget, 0, 8)
            parent = parent.parentWidget()

    @contextlib.contextmanager
    def _acting(self):
        """What happens in here is the work of QGIS and the plugin, not the driver's."""
        self._close_span()
        try:
            yield
        finally:
            self._since = time.perf_counter()

    def _close_span(self):
        self.own_work.append((self._since, time.perf_counter()))


def plain(text):
    """Words as they are read: without the mark of the key that calls them."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").replace("\u200b", "")


def words_of(widget):
    """What a widget says."""
    for name in ("text", "title", "accessibleName"):
        words = getattr(widget, name, None)
        if callable(words) and (said := words()):
            return plain(said)
    return ""
