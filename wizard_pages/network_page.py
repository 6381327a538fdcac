"""Page 5: how long to train, on what, and, folded, everything else about the network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QSignalBlocker
from qgis.PyQt.QtWidgets import (
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ..engine import needs
from ..engine.errors import EngineError
from ..engine.plain import to_plain
from ..engine.settings import DEFAULT_WINDOW, RunSettings, read_settings
from ..i18n.numbers import localized
from .advanced_settings import AdvancedSettings
from .data_widgets import wrapped
from .estimates import duration
from .learning_widgets import AT_WORK, GIVEN, decimal, exact, show_exact, whole_number
from .page import Page, Problem, Services

USUAL_EPOCHS = 30


class NetworkPage(Page):
    """Duration of the training, and the network's settings."""

    name = "network"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._devices: dict[str, Any] = {}
        self._plan: dict[str, Any] = {}
        self._is_planning = False
        self._stored: tuple[tuple[Path, int], RunSettings] | None = None
        """The settings in the run folder, with the file's state when they were read."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._duration_box())
        layout.addWidget(self._computer_box())
        self.advanced = AdvancedSettings()
        layout.addWidget(self.advanced)
        layout.addStretch()
        self.by_epochs.toggled.connect(self._edited)
        self.epochs.valueChanged.connect(self._edited)
        self.minutes.valueChanged.connect(self._edited)
        self.advanced.changed.connect(self._edited)

    def title(self) -> str:
        """Heading of the page."""
        return self.tr("Network and training")

    def intro(self) -> str:
        """What happens next."""
        return self.tr(
            "A U-Net learns from your chips by going through them again and again. "
            "The settings below work for most images; only the duration is yours to choose."
        )

    def next_text(self) -> str:
        """*Next* starts the work, unless it is at work already, or done."""
        return "" if self._at_work() or self._is_begun() else self.tr("Start training")

    def go_next(self) -> bool:
        """Start the run; the wizard stays here when that is refused."""
        if self._at_work() or self._is_begun():
            return True  # the next page shows it, and offers to resume what is unfinished
        self.services.start_run()
        if self._at_work():
            self.services.go_to("training")
        return False

    def restore(self, settings: RunSettings) -> None:
        """Show these settings."""
        blockers = [QSignalBlocker(w) for w in (self.by_epochs, self.by_time, self.epochs, self.minutes)]
        training = settings.training
        self.by_time.setChecked(training.minutes is not None)
        self.by_epochs.setChecked(training.minutes is None)
        self.epochs.setProperty(GIVEN, training.epochs)
        self.epochs.setValue(training.epochs or USUAL_EPOCHS)
        if training.minutes is not None:
            show_exact(self.minutes, training.minutes)
        del blockers
        self.advanced.restore(settings)
        self._enable_duration()
        self._estimate()

    def store(self, settings: RunSettings) -> RunSettings:
        """``settings`` with the network, the training and the seed as shown here."""
        training = replace(
            settings.training,
            epochs=self._epochs() if self.by_epochs.isChecked() else None,
            minutes=exact(self.minutes) if self.by_time.isChecked() else None,
        )
        return self.advanced.store(replace(settings, training=training))

    def problems(self) -> list[Problem]:
        """A network that halves the chips away cannot learn."""
        window = self.services.settings.chips.window or self._plan.get("window") or DEFAULT_WINDOW
        if window > 2 ** self.advanced.depth.value():
            return self._memory_problems()
        return [
            Problem(
                self.tr("{} levels are too many for chips of {} pixels.").format(
                    self.advanced.depth.value(), window
                ),
                self.tr("Use {} levels or fewer, or larger chips.").format((window - 1).bit_length() - 1),
                "depth",
            )
        ]

    def _memory_problems(self) -> list[Problem]:
        """Too little memory even for one chip at a time."""
        known = self._needs()
        if known is None or needs.fitting_batch(*known) > 0:
            return []
        settings, data, free = known
        least = needs.training_memory(settings, data, 1)
        return [
            Problem(
                self.tr(
                    "Training takes up to {} GB of memory even with one chip per step; {} GB are free."
                ).format(_gigabytes(least), _gigabytes(free)),
                self.tr("Close other programs, or use smaller chips or a narrower network (under Advanced)."),
                "base_width",
            )
        ]

    def enter(self) -> None:
        """Ask for what the estimate needs: the device's speed, once, and the chips as they are planned now."""
        if not self._devices and not self._at_work():
            self.services.ask("devices", {}, self._take_devices, self._without_devices)
        self._is_planning = True
        values = {"settings": to_plain(self.services.settings)}
        self.services.ask("plan", values, self._take_plan, self._without_plan)
        self._estimate()

    # -- building -------------------------------------------------------------------------------------------

    def _duration_box(self) -> QWidget:
        box = QGroupBox(self.tr("How long"))
        self.by_epochs = QRadioButton(self.tr("&Passes over the chips (epochs)"))
        self.epochs = whole_number(1, 100_000)
        self.by_time = QRadioButton(self.tr("&Time, in minutes"))
        self.minutes = decimal(0.1, 100_000, 1, 5)
        self.minutes.setValue(20)
        epochs_tip = self.tr(
            "In one pass the network sees every training chip once. 30 is a good start. If the curves on the next "
            "page still get better at the end, train again with more; you can also finish early."
        )
        time_tip = self.tr(
            "Training ends when the time is up, and is paced to make the most of it. "
            "Good for a first try: 5 to 20 minutes show whether your polygons can be learned."
        )
        for radio, spin, tip in (
            (self.by_epochs, self.epochs, epochs_tip),
            (self.by_time, self.minutes, time_tip),
        ):
            radio.setToolTip(tip)
            spin.setToolTip(tip)
            spin.setAccessibleName(radio.text().replace("&", ""))
        self.estimate = QLabel()
        self.estimate.setWordWrap(True)
        layout = QVBoxLayout(box)
        for radio, spin in ((self.by_epochs, self.epochs), (self.by_time, self.minutes)):
            line = QHBoxLayout()
            line.addWidget(radio, 1)
            line.addWidget(spin)
            layout.addLayout(line)
        layout.addWidget(self.estimate)
        self.memory = wrapped(soft=True)
        self.memory.setToolTip(
            self.tr("At most, while the processor trains and maps. Fewer chips per step, smaller chips or a "
                    "narrower network need less.")
        )  # fmt: skip
        layout.addWidget(self.memory)
        layout.addWidget(
            wrapped(
                self.tr(
                    "Start training also chooses the best state and maps your rasters. You can work on meanwhile."
                ),
                soft=True,
            )
        )
        return box

    def _computer_box(self) -> QWidget:
        box = QGroupBox(self.tr("This computer"))
        self.computer = QLabel(self.tr("Measuring its speed…"))
        self.computer.setWordWrap(True)
        QVBoxLayout(box).addWidget(self.computer)
        return box

    # -- what is shown --------------------------------------------------------------------------------------

    def _edited(self) -> None:
        self._enable_duration()
        self._estimate()
        self.changed.emit()

    def _enable_duration(self) -> None:
        self.epochs.setEnabled(self.by_epochs.isChecked())
        self.minutes.setEnabled(self.by_time.isChecked())

    def _epochs(self) -> int | None:
        """The epochs as shown; the engine's own number stays unsaid where it was."""
        shown = self.epochs.value()
        return None if self.epochs.property(GIVEN) is None and shown == USUAL_EPOCHS else shown

    def _is_begun(self) -> bool:
        """Whether the folder holds a run of these very settings; what comes after training may differ."""
        path = Path(self.services.folder) / "settings.json"
        try:
            state = (path, path.stat().st_mtime_ns)
            if self._stored is None or self._stored[0] != state:  # asked several times a second
                self._stored = (state, read_settings(path))
        except (OSError, EngineError):
            return False
        draft, stored = self.services.settings, self._stored[1]
        later: dict[str, Any] = {"selection": draft.selection, "prediction": draft.prediction, "mask": draft.mask}
        return replace(stored, **later) == draft

    def _at_work(self) -> bool:
        return self.services.run.state in AT_WORK

    def _take_devices(self, answer: dict[str, Any]) -> None:
        self._devices = answer
        self.advanced.offer_devices(answer)
        kinds = {
            "cpu": self.tr("Processor: {}"),
            "cuda": self.tr("Graphics card: {}"),
            "mps": self.tr("Apple graphics: {}"),
        }
        lines = []
        for device in answer["devices"]:
            memory = device.get("memory_gib")
            about = [
                device["name"],
                *([self.tr("{} GB memory").format(localized(f"{memory:g}"))] if memory else []),
            ]
            lines.append(kinds.get(device["kind"], "{}").format(", ".join(about)))
        rate = answer["training_images_per_second"]
        place = self.tr("processor") if self._measured_on_cpu() else self.tr("graphics card")
        speed = self.tr("Speed: about {} chips of 256 × 256 pixels per second on the {}.")
        lines.append(speed.format(localized(f"{rate:.1f}") if rate < 10 else f"{rate:.0f}", place))
        self.computer.setText("\n".join(lines))
        self.computer.setToolTip(answer["chosen_device"])
        self._estimate()

    def _without_devices(self, message: str, remedy: str) -> None:
        self.computer.setText(f"{self.tr('The speed could not be measured.')} {message} {remedy}".strip())

    def _take_plan(self, answer: dict[str, Any]) -> None:
        self._plan, self._is_planning = answer, False
        self.advanced.offer_classes([str(item["name"]) for item in answer.get("classes", [])])
        self._estimate()

    def _without_plan(self, _message: str, _remedy: str) -> None:
        self._plan, self._is_planning = {}, False
        self._estimate()

    def _needs(self) -> tuple[RunSettings, needs.Data, int] | None:
        """What the memory depends on, and what is free of it; None where that is not known, or not the place."""
        free, on_card = needs.free_memory(), self.advanced.device.currentData() not in ("auto", "cpu")
        on_card = on_card or (self.advanced.device.currentData() == "auto" and not self._measured_on_cpu())
        if free is None or on_card or not self._plan.get("scenes"):
            return None
        widest = max(scene["width"] for scene in self._plan["scenes"])
        data = needs.Data(self._plan["window"], self._plan["bands"], len(self._plan["classes"]), widest)
        return self.advanced.store(self.services.settings), data, free

    def _estimate_memory(self) -> None:
        """How much memory it takes at most, and what to do where that is too much."""
        known = self._needs()
        self.memory.setVisible(known is not None)
        if known is None:
            return
        settings, data, free = known
        needed = max(needs.training_memory(settings, data), needs.prediction_memory(settings, data))
        text = self.tr("Takes up to {} GB of memory; {} GB are free.").format(_gigabytes(needed), _gigabytes(free))
        fitting = needs.fitting_batch(settings, data, free)
        if 0 < fitting < (settings.training.batch_size or 0):
            text += " " + self.tr("<b>Use {} chips per step or fewer</b> (under Advanced).").format(fitting)
        self.memory.setText(text)

    def _measured_on_cpu(self) -> bool:
        return str(self._devices.get("chosen_device", "")).startswith("CPU")

    def _measured_device(self) -> bool:
        """Whether the speed was measured on the device that is chosen."""
        chosen = self.advanced.device.currentData()
        return chosen == "auto" or (chosen == "cpu") == self._measured_on_cpu()

    def _estimate(self) -> None:
        self._estimate_memory()
        if not self._plan.get("sets"):
            self.estimate.setText(
                self.tr("Estimating the time…")
                if self._is_planning
                else self.tr("The time can be estimated once the pages before tell which chips there are.")
            )
            return
        if not self._devices:
            self.estimate.setText(self.tr("The time is estimated once the computer's speed is known."))
            return
        if not self._measured_device():
            self.estimate.setText(self.tr("No estimate: the speed of this device was not measured."))
            return
        sets = self._plan["sets"]
        each = needs.seconds_per_epoch(
            self.advanced.store(self.services.settings), sets["train"]["count"], sets["validation"]["count"],
            self._plan["window"], self._devices["training_images_per_second"],
        )  # fmt: skip
        if self.by_epochs.isChecked():
            count = self.epochs.value()
            text = self.tr("Takes {}.") if each < 8 else self.tr("Takes {}, {} for each pass.")
            self.estimate.setText(text.format(duration(each * count), duration(each)))
            return
        passes = round(self.minutes.value() * 60 / each) if each else 1
        self.estimate.setText(
            self.tr("Enough for about {} passes.").format(passes)
            + (" " + self.tr("30 are usual; for a first try a few minutes do.") if passes < 15 else "")
            if passes > 1
            else self.tr("Enough for one pass at most, which is little to learn from.")
        )


def _gigabytes(size: int) -> str:
    return localized(f"{size / 1e9:.1f}")
