"""A few validation chips as the network sees them by now: image, what was drawn, and its prediction, side by side.

The engine draws them into the run's ``samples/`` after every epoch; here they are only shown. The folder may be a
stranger's, so its record is read with care and no name in it becomes a path.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QImageReader, QPainter, QPaintEvent, QPalette, QPixmap
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QDialog,
    QGridLayout,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyleOptionFocusRect,
    QVBoxLayout,
    QWidget,
)

from ..engine.files import read_json_or
from .data_widgets import class_name, tooltip, wrapped

KINDS = ("image", "truth", "prediction")
MOST_CHIPS = 3
LARGEST = 1024
"""Pixels along a side; the engine's pictures are a quarter of it."""
GAP = 4
LARGE_WIDTH = 900


@dataclass(frozen=True)
class Record:
    """What ``samples.json`` says, as far as it is shown."""

    epoch: int
    chips: tuple[str, ...]
    classes: tuple[tuple[str, str], ...]
    """Name and colour of each."""


def read_record(folder: Path) -> Record | None:
    """The record of a run's samples; None when there are none, or when it is damaged."""
    data: dict[str, Any] = read_json_or(folder / "samples.json", {})
    try:
        return Record(
            int(data["epoch"]),
            tuple(str(name) for name in data["chips"][:MOST_CHIPS]),
            tuple((class_name(str(item["name"])), QColor(str(item["colour"])).name()) for item in data["classes"]),
        )
    except (ValueError, TypeError, KeyError):
        return None


class SamplesView(QWidget):
    """The chips one below the other; nothing at all where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = [ChipRow() for _ in range(MOST_CHIPS)]
        self.captions = Captions()
        self.large: LargeChip | None = None
        self._cache: dict[Path, tuple[tuple[int, int], QPixmap]] = {}
        self.legend = wrapped(soft=True)
        self.legend.setTextFormat(Qt.TextFormat.RichText)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(wrapped(self.tr("Validation chips, from which it does not learn:")))
        layout.addWidget(self.captions)
        for number, row in enumerate(self.rows):
            layout.addWidget(row)
            row.clicked.connect(lambda _=False, number=number: self._enlarge(number))
        layout.addWidget(self.legend)
        self.hide()

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def show_folder(self, folder: Path) -> None:
        """Show what this folder holds by now. Only pictures that have changed are read."""
        record = read_record(folder)
        if record is None or not record.chips:
            self.clear()
            return
        for number, row in enumerate(self.rows):
            row.setVisible(number < len(record.chips))
            if number < len(record.chips):
                pictures = [self._picture(folder / f"chip_{number + 1}_{kind}.png") for kind in KINDS]
                row.show_pictures(record.chips[number], pictures)
        self.captions.show_epoch(record.epoch)
        square = "<span style='color:{}'>■</span>&nbsp;{}"
        self.legend.setText(
            " &nbsp; ".join(square.format(colour, escape(name)) for name, colour in record.classes)
        )
        self.show()
        self._update_large()

    def clear(self) -> None:
        """Show nothing, until there are samples of another training."""
        self._cache.clear()
        if self.large is not None:
            self.large.close()
        self.hide()

    def _picture(self, path: Path) -> QPixmap:
        """A picture file; an empty one where there is none, or something too large to be ours."""
        try:
            status = path.stat()
        except OSError:
            self._cache.pop(path, None)
            return QPixmap()
        version = (status.st_mtime_ns, status.st_size)
        if path not in self._cache or self._cache[path][0] != version:
            reader = QImageReader(str(path), b"png")
            size = reader.size()
            fits = size.isValid() and max(size.width(), size.height()) <= LARGEST
            self._cache[path] = (version, QPixmap.fromImage(reader.read()) if fits else QPixmap())
        return self._cache[path][1]

    def _enlarge(self, number: int) -> None:
        if self.large is None:
            self.large = LargeChip(self)
            self.large.finished.connect(self._forget_large)
        self.large.number = number
        self._update_large()
        self.large.show()
        self.large.raise_()

    def _update_large(self) -> None:
        if self.large is not None:
            row = self.rows[self.large.number]
            if row.isHidden():  # there are fewer chips now
                self.large.close()
                return
            self.large.row.show_pictures(row.name, row.pictures)
            self.large.captions.show_epoch(self.captions.epoch)
            self.large.setWindowTitle(row.name)

    def _forget_large(self) -> None:
        if self.large is not None:
            self.large.deleteLater()
            self.large = None


class Captions(QWidget):
    """What the three columns show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.labels = [QLabel(text) for text in (self.tr("Image"), self.tr("What was drawn"), "")]
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(GAP)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for column, label in enumerate(self.labels):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(40)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            layout.addWidget(label, 0, column)
            layout.setColumnStretch(column, 1)
        self.show_epoch(0)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def show_epoch(self, epoch: int) -> None:
        """The epoch after which the prediction was made; 0: there is none yet."""
        self.epoch = epoch
        self.labels[2].setText(self.tr("After epoch {}").format(epoch) if epoch else self.tr("Prediction"))


class ChipRow(QAbstractButton):
    """The three pictures of one chip, as wide as there is room; a click enlarges them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ""
        self.pictures: list[QPixmap] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def show_pictures(self, name: str, pictures: list[QPixmap]) -> None:
        """Show image, truth and prediction of the chip of this name; an empty picture is not there yet."""
        if name != self.name:
            self.name = name
            self.setAccessibleName(self.tr("{}: image, what was drawn, prediction").format(name))
            hint = self.tr("White: nothing is known there. A click shows it larger.")
            self.setToolTip(tooltip(f"{name}\n{hint}"))
        self.pictures = pictures
        self.update()

    def sizeHint(self) -> QSize:
        """As in a narrow dock."""
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        """What still can be seen."""
        return QSize(120, self.heightForWidth(120))

    def heightForWidth(self, width: int) -> int:
        """Three squares, since chips are."""
        return (width - 2 * GAP) // 3

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pictures side by side, or an empty place for what is not there yet."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        side = min(self.heightForWidth(self.width()), self.height())
        frame = self.palette().color(QPalette.ColorRole.WindowText)
        frame.setAlphaF(0.35)
        for column, picture in enumerate(self.pictures):
            place = QRect(column * (self.width() + GAP) // 3, 0, side, side)
            if picture.isNull():
                painter.fillRect(place, self.palette().color(QPalette.ColorRole.AlternateBase))
            else:
                painter.drawPixmap(place, picture)
            painter.setPen(frame)  # what is white must not flow into a white dock
            painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)


class LargeChip(QDialog):
    """One chip in a window of its own, which learns on like the small one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("largeChip")
        self.number = 0
        self.captions, self.row = Captions(), ChipRow()
        self.row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.row.clicked.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.captions)
        layout.addWidget(self.row)
        layout.addStretch(1)
        width = min(LARGE_WIDTH, self.screen().availableGeometry().width() * 3 // 4)
        self.resize(width, layout.heightForWidth(width))
