"""Page 2: the windows that are clipped from the rasters."""

from __future__ import annotations

import dataclasses
from typing import Any

from qgis.core import QgsCoordinateReferenceSystem, QgsDistanceArea, QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QLocale, Qt
from qgis.PyQt.QtWidgets import QFormLayout, QGridLayout, QLabel, QSpinBox, QWidget

from ..engine.settings import DEFAULT_WINDOW, SMALLEST_WINDOW, ChipSettings, RunSettings
from ..i18n.numbers import localized
from .chip_options import ChipOptions
from .data_widgets import (
    ASK_AFTER_MS,
    Findings,
    Picture,
    Question,
    SharesBar,
    class_legend,
    class_name,
    error_item,
    page_layout,
    tooltip,
    wrapped,
)
from .map_page import MapPage
from .page import Page, Services

PICTURES = 4
_LARGEST = 4096


class ChipsPage(MapPage):
    """Window, stride and folded options, the windows on the map, and what is in them."""

    name = "chips"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._pictures = Question(self, "pictures", self._show_pictures, lambda *_: None, count=PICTURES)

    def title(self) -> str:
        """Heading."""
        return self.tr("Chips")

    def intro(self) -> str:
        """What the page is for."""
        return self.tr(
            "The network looks at small square pieces of the image, called chips. The map shows where they lie."
        )

    # -- the contract with the wizard -------------------------------------------------------------------------

    def restore(self, settings: RunSettings) -> None:
        """Show these settings."""
        for box, value in ((self.window, settings.chips.window), (self.stride, settings.chips.stride)):
            box.blockSignals(True)
            box.setMaximum(max(_LARGEST, value or 0))
            box.setValue(value or 0)
            box.blockSignals(False)
        self.options.restore(settings.chips)
        self._limit_stride()
        if self._shown:
            self._ask()

    def store(self, settings: RunSettings) -> RunSettings:
        """``settings`` with the chips as they are shown; a window or stride of 0 stands for automatic."""
        chips = ChipSettings(self.window.value() or None, self.stride.value() or None, **self.options.values())
        return dataclasses.replace(settings, chips=chips)

    def leave(self) -> None:
        """Take the windows off the map."""
        super().leave()
        self._pictures.stop()

    # -- helpers ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        layout = page_layout(self)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.window = _pixel_box(
            32,
            self.tr("The edge of a chip. Large enough to hold a thing and what is around it, such as a house and "
                    "its yard: 256 pixels suit most images. Larger needs more memory; smaller gives more chips "
                    "on little labelled ground."),
            self.tr("automatic"),
        )  # fmt: skip
        self.stride = _pixel_box(
            16,
            self.tr("The way from one chip to the next. Half the window lets neighbours overlap, so that each "
                    "thing is seen whole somewhere. The whole window gives fewer chips without overlap, and "
                    "faster training."),
            self.tr("automatic: half the window"),
        )  # fmt: skip
        for text, box in ((self.tr("&Window"), self.window), (self.tr("&Stride"), self.stride)):
            label = QLabel(text)
            label.setBuddy(box)
            label.setToolTip(box.toolTip())
            form.addRow(label, box)
            box.valueChanged.connect(self._entry_changed)
        layout.addLayout(form)
        self.options = ChipOptions()
        self.options.changed.connect(self._entry_changed)
        layout.addWidget(self.options)
        self._size = wrapped(soft=True)
        self._count = wrapped()
        self._findings = Findings()
        self._shares, self._legend = SharesBar(), wrapped(soft=True)
        for widget in (self._size, self._findings, self._count, self._shares, self._legend):
            layout.addWidget(widget)
        layout.addWidget(self._gallery())
        layout.addStretch(1)

    def _gallery(self) -> QWidget:
        """A few chips: the image above, its label below."""
        self._chips = QWidget()
        grid = QGridLayout(self._chips)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setSpacing(4)
        grid.addWidget(
            wrapped(self.tr("Some of them (above: the image, below: what is drawn):"), soft=True),
            0,
            0,
            1,
            PICTURES,
        )
        self.pictures = [(Picture(), Picture()) for _ in range(PICTURES)]
        for column, pair in enumerate(self.pictures):
            grid.setColumnStretch(column, 1)
            for row, picture in enumerate(pair, start=1):
                grid.addWidget(picture, row, column)
        self._chips.hide()
        return self._chips

    def _entry_changed(self) -> None:
        for box in (self.window, self.stride):
            # Between automatic and what can work there is nothing.
            if box is self.window and 0 < box.value() < SMALLEST_WINDOW:
                box.setValue(SMALLEST_WINDOW)
        self._limit_stride()
        self.changed.emit()
        self._ask()

    def _limit_stride(self) -> None:
        """A stride beyond the window would leave gaps between the chips."""
        self.stride.blockSignals(True)
        self.stride.setMaximum(self.window.value() or DEFAULT_WINDOW)
        self.stride.blockSignals(False)

    def _ask(self, delay: int = ASK_AFTER_MS) -> None:
        self._pictures.stop()
        super()._ask(delay)
        self._count.setText(self.tr("Counting the chips…"))
        self._count.show()

    def _show_plan(self, plan: dict[str, Any]) -> None:
        if self._shown:
            self.map.show(plan, by_set=False)
        self._size.setText(
            describe_size(self, plan)
            + self.tr("; all take {} on the disk").format(
                QLocale().formattedDataSize(plan["bytes"], 0, QLocale.DataSizeFormat.DataSizeSIFormat)
            )
        )
        self._count.setText(self._describe_count(plan))
        classes = plan["classes"]
        self._shares.show_parts([(item["pixels"], item["colour"], class_name(item["name"])) for item in classes])
        self._legend.setText(class_legend(classes))
        self._show_parts(True)
        if self._shown:
            self._pictures.ask_soon(0)  # not before: where no chip can be cut, none can be shown
        self._findings.show_items(plan["findings"])

    def _describe_count(self, plan: dict[str, Any]) -> str:
        """How many chips there are, and why other windows are left out."""
        number = self.locale().toString
        reasons = [
            text.format(number(plan[name]))
            for name, text in (
                ("left_out", self.tr("{} with nothing labelled")),
                ("too_little", self.tr("{} with too little labelled")),
                ("plain", self.tr("{} without ROIs")),
            )
            if plan[name]
        ]
        text = self.tr("<b>{} chips</b>").format(number(len(plan["chips"]["column"])))
        if plan["kept_plain"]:
            text += self.tr(", {} of them without ROIs").format(number(plan["kept_plain"]))
        return text + (self.tr(". Left out: {}").format(", ".join(reasons)) if reasons else "")

    def _show_refusal(self, message: str, remedy: str) -> None:
        self.map.clear()
        self._show_parts(False)
        self._findings.show_items([error_item(message, remedy)])

    def _show_parts(self, visible: bool) -> None:
        for widget in (self._size, self._count, self._shares, self._legend):
            widget.setVisible(visible)
        if not visible:
            self._chips.hide()

    def _show_pictures(self, answer: dict[str, Any]) -> None:
        chips = answer["chips"]
        for number, (image, label) in enumerate(self.pictures):
            chip = chips[number] if number < len(chips) else {"image": "", "label": "", "name": ""}
            image.show_file(chip["image"])
            label.show_file(chip["label"])
            image.setToolTip(tooltip(chip["name"]))
        self._chips.setVisible(bool(chips))


def describe_size(page: Page, plan: dict[str, Any]) -> str:
    """The window and the stride in pixels, and on the ground where the raster has a CRS."""
    text = page.tr("Window {} pixels, stride {} pixels").format(plan["window"], plan["stride"])
    metres = ground_length(plan["scenes"][0], plan["window"]) if plan["scenes"] else 0.0
    if metres <= 0:
        return text
    shown = localized(f"{metres:.0f}" if metres >= 10 else f"{metres:.1f}") + " m"
    text += page.tr("; a chip is {} wide on the ground").format(shown)
    overlap = round(100 * (1 - plan["stride"] / plan["window"]))
    return text + (page.tr(" and shares {} % with the next").format(overlap) if overlap > 0 else "")


def ground_length(scene: dict[str, Any], pixels: int) -> float:
    """Metres on the ground along a row in the middle of a scene; 0 without a CRS."""
    crs = QgsCoordinateReferenceSystem.fromWkt(scene["crs"]) if scene["crs"] else QgsCoordinateReferenceSystem()
    if not crs.isValid():
        return 0.0
    x0, xx, xy, y0, yx, yy = scene["geotransform"]
    column, row = scene["width"] / 2, scene["height"] / 2
    start = QgsPointXY(x0 + column * xx + row * xy, y0 + column * yx + row * yy)
    end = QgsPointXY(start.x() + pixels * xx, start.y() + pixels * yx)
    measure = QgsDistanceArea()
    measure.setSourceCrs(crs, QgsProject.instance().transformContext())
    measure.setEllipsoid(crs.ellipsoidAcronym() or "EPSG:7030")
    length = measure.measureLine(start, end)
    return length if length == length else 0.0


def _pixel_box(step: int, tip: str, automatic: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, _LARGEST)
    box.setSingleStep(step)
    box.setSpecialValueText(automatic)
    box.setSuffix(" px")
    box.setToolTip(tip)
    box.setKeyboardTracking(False)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return box
