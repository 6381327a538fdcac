"""Page 7: the checkpoints against the testing set, which of them is the model and why, and how to take another."""

from __future__ import annotations

import html
from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QSignalBlocker
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..engine.files import read_json_or
from ..engine.settings import RunSettings
from .chip_scores import ChipScores
from .data_widgets import class_name
from .export_box import ExportBox
from .learning_widgets import AT_WORK, NumberCell, narrow_combo
from .page import Page, RunState, Services
from .pr_curve import PrecisionRecall, read_curve
from .selection_tables import ClassesPart, MatrixPart, checkpoint_table, fill_checkpoints, selected_epoch


def read_selection(folder: Path) -> dict[str, Any]:
    """``selection.json``; empty when it is missing or damaged. That of an earlier version may lack the figures of
    the chips."""
    data: dict[str, Any] = read_json_or(folder / "selection.json", {})
    try:
        figures = [c[part][data["measure"]] for c in data["candidates"] for part in ("test", "validation")]
        rest = [(c["threshold"], c["confusion_matrix"], c["test"]["classes"]) for c in data["candidates"]]
        epochs = [int(c["epoch"]) for c in data["candidates"]]
    except (KeyError, TypeError, ValueError):
        return {}
    return data if figures and rest and data.get("chosen") in epochs else {}


class SelectionPage(Page):
    """Which checkpoint became the model, why, and how good it is."""

    name = "selection"

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._record: dict[str, Any] = {}
        self._classes: list[str] = []
        self._choosing = False
        self._by_hand: tuple[Path, int] | None = None
        """The run folder, and the epoch that the user made the model in it."""
        self.why = QLabel()
        self.why.setWordWrap(True)
        self.table = checkpoint_table()
        self.table.itemSelectionChanged.connect(self._show_details)
        self.curve = PrecisionRecall()
        self.chips = ChipScores(services)
        self.export = ExportBox(services)
        matrix, classes = MatrixPart(), ClassesPart()
        self.matrix, self.per_class = matrix.table, classes.table
        self._show_matrix, self._show_classes = matrix.show_matrix, classes.show_classes
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.why)
        layout.addWidget(self.table)
        layout.addLayout(self._choice_lines())
        for part in (matrix, classes, self.curve, self.chips, self.export):
            layout.addWidget(part)
        layout.addStretch()
        services.run.state_changed.connect(self._take_state)

    def title(self) -> str:
        """Heading of the page."""
        return self.tr("Choose the model")

    def intro(self) -> str:
        """What the testing set is for."""
        return self.tr(
            "Each checkpoint was tried on the testing chips, which it has never seen. The best one is the model, "
            "unless you choose another."
        )

    def restore(self, settings: RunSettings) -> None:
        """Show measure and choice, and what the run folder holds."""
        blockers = [QSignalBlocker(self.measure), QSignalBlocker(self.by)]
        self.measure.setCurrentIndex(self.measure.findData(settings.selection.measure))
        self.by.setCurrentIndex(self.by.findData(settings.selection.by))
        del blockers
        self._choose(settings.selection.checkpoint)
        self._read_folder()

    def store(self, settings: RunSettings) -> RunSettings:
        """``settings`` with the measure, and with the checkpoint that the user made the model of this very run."""
        folder, epoch = self._by_hand or (None, None)
        checkpoint = epoch if folder == Path(self.services.folder) else None
        measure, by = self.measure.currentData(), self.by.currentData()
        selection = replace(settings.selection, measure=measure, by=by, checkpoint=checkpoint)
        return replace(settings, selection=selection)

    def enter(self) -> None:
        """Read again what may have changed; show the chips on the map."""
        self._read_folder()
        self.chips.set_in_sight(True)

    def leave(self) -> None:
        """Take the chips off the map."""
        self.chips.set_in_sight(False)

    # -- building -------------------------------------------------------------------------------------------

    def _choice_lines(self) -> QVBoxLayout:
        self.make_model = QPushButton(self.tr("&Make this the model"))
        self.make_model.setToolTip(
            self.tr(
                "Takes the selected checkpoint instead of the best one. Maps and masks made so far are of the "
                "other model; predict again to renew them."
            )
        )
        self.make_model.clicked.connect(self._make_selected_the_model)
        self.measure = narrow_combo()
        self.measure.addItem(self.tr("IoU (overlap)"), "iou")
        self.measure.addItem(self.tr("Accuracy"), "accuracy")
        self.measure.addItem(self.tr("F1"), "f1")
        self.measure.setToolTip(
            self.tr("IoU is right for most maps. Accuracy suits classes that all cover much of the image.")
        )
        self.measure.currentIndexChanged.connect(self._edited)
        self.by = narrow_combo()
        self.by.addItem(self.tr("on the testing chips"), "test")
        self.by.addItem(self.tr("on the validation chips"), "validation")
        self.by.setAccessibleName(self.tr("Chips that decide"))
        self.by.setToolTip(
            self.tr(
                "The chips that decide which checkpoint is best; their own figure is then a little too good. With "
                "the validation chips, the figures on the testing chips are those of an unbiased test."
            )
        )
        self.by.currentIndexChanged.connect(self._edited)
        self.again = QPushButton(self.tr("Choose &again"))
        self.again.setToolTip(self.tr("Takes the best checkpoint by this measure as the model."))
        self.again.clicked.connect(self._choose_again)
        self.cancel = QPushButton(self.tr("&Cancel"))
        self.cancel.setToolTip(self.tr("Stops. The model stays the one that it was."))
        self.cancel.clicked.connect(self.services.run.cancel)
        self.cancel.hide()
        label = QLabel(self.tr("Best b&y"))
        label.setBuddy(self.measure)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        upper.addWidget(self.make_model)
        upper.addStretch()
        upper.addWidget(self.cancel)
        lower.addWidget(label)
        lower.addWidget(self.measure, 1)
        last = QHBoxLayout()
        last.addWidget(self.by, 1)
        last.addWidget(self.again)
        lines = QVBoxLayout()
        for line in (upper, lower, last):
            lines.addLayout(line)
        return lines

    # -- what is shown --------------------------------------------------------------------------------------

    def _read_folder(self) -> None:
        folder = Path(self.services.folder)
        record = read_selection(folder)
        labels: dict[str, Any] = read_json_or(folder / "labels" / "labels.json", {})
        self._classes = [class_name(str(item["name"])) for item in labels.get("classes", [])]
        if record != self._record or not record:
            self._record = record
            fill_checkpoints(self.table, record)
            self._explain()
        self.export.look(len(self._classes))
        self._show_details()

    def _candidates(self) -> list[dict[str, Any]]:
        return self._record.get("candidates", [])

    def _candidate(self, epoch: int | None) -> dict[str, Any] | None:
        return next((c for c in self._candidates() if c["epoch"] == epoch), None)

    def _explain(self) -> None:
        """Which checkpoint is the model, why, and how far its figure is to be believed."""
        model = self._candidate(self._record.get("chosen"))
        if model is None:
            self.why.setText(self.tr("There is no model yet: the training has to finish first."))
            return
        measure = self._record["measure"]
        names = {"iou": self.tr("IoU"), "accuracy": self.tr("accuracy"), "f1": self.tr("F1")}
        by = "validation" if self._record.get("by") == "validation" else "test"
        best = max(self._candidates(), key=lambda c: c[by][measure] or 0.0)
        self.why.setText(
            self._words(model, best).format(
                epoch=model["epoch"], count=len(self._candidates()),
                measure=names.get(measure, html.escape(measure)), value=NumberCell(model["test"][measure]).text(),
                best=best["epoch"], best_value=NumberCell(best["test"][measure]).text(),
            )
            + self._in_words(model)
        )  # fmt: skip

    def _in_words(self, model: dict[str, Any]) -> str:
        """What the figures mean for each class that was drawn, and what helps."""
        classes = model["test"].get("classes", [])
        names = self._names(len(classes))
        drawn = [(n, c) for n, c in zip(names, classes, strict=False) if n != "background"]
        drawn = [(n, c) for n, c in drawn if c["recall"] is not None and c["precision"] is not None]
        worst = sorted(drawn, key=lambda item: item[1]["iou"] or 0.0)[:2]
        lines = [
            self.tr(
                "It finds {recall:.0f} % of “{name}”; {precision:.0f} % of what it marks as such is right."
            ).format(recall=100 * figures["recall"], precision=100 * figures["precision"], name=html.escape(name))
            for name, figures in worst
        ]
        lines.append(self.tr("Not good enough? Train longer, or draw more where the chips below score low."))
        return "<br><br>" + "<br>".join(lines)

    def _words(self, model: dict[str, Any], best: dict[str, Any]) -> str:
        measure = self._record["measure"]
        if self._record.get("by_hand") and model["test"][measure] == best["test"][measure]:
            return self.tr(
                "<b>Epoch {epoch} is the model</b> (★): you chose it. It also has the best {measure} on the "
                "testing chips, {value}."
            )
        if self._record.get("by_hand"):
            return self.tr(
                "<b>Epoch {epoch} is the model</b> (★): you chose it. Its {measure} on the testing chips is "
                "{value}; epoch {best} has the best, {best_value}."
            )
        if len(self._candidates()) == 1:
            return self.tr(
                "<b>Epoch {epoch} is the model</b> (★): it is the only checkpoint. "
                "Its {measure} on the testing chips is {value}."
            )
        if self._record.get("by") == "validation":
            return self.tr(
                "<b>Epoch {epoch} is the model</b> (★): of {count} checkpoints it has the best {measure} on the "
                "validation chips. On the testing chips, which had no say, its {measure} is {value}."
            )
        return self.tr(
            "<b>Epoch {epoch} is the model</b> (★): of {count} checkpoints it has the best {measure} on the "
            "testing chips, {value}. As it was picked by these very chips, expect a little less on new images."
        )

    def _show_details(self) -> None:
        """Everything on the checkpoint of the row that is selected."""
        candidate = self._candidate(selected_epoch(self.table)) or {}
        matrix = candidate.get("confusion_matrix", [])
        names = self._names(len(matrix))
        self._show_matrix(matrix, names)
        self._show_classes(candidate.get("test", {}).get("classes", []), names)
        threshold = self.services.settings.mask.threshold
        self.curve.show_curve(read_curve(candidate, threshold), names[1] if len(names) == 2 else "")
        run = (str(self.services.folder), str(self._record.get("figures_key")))
        self.chips.show_scores(self._record.get("chips", []), candidate.get("chip_ious", []), run)
        self._show_buttons()

    def _names(self, count: int) -> list[str]:
        """Names of the classes, or numbers where they are not known."""
        if len(self._classes) == count:
            return self._classes
        return [self.tr("class {}").format(number + 1) for number in range(count)]

    def _show_buttons(self) -> None:
        at_rest = self.services.run.state not in AT_WORK
        self.cancel.setVisible(self._choosing and not at_rest)
        self.cancel.setEnabled(self.services.run.state is RunState.RUNNING)
        epoch = selected_epoch(self.table)
        self.make_model.setEnabled(at_rest and epoch is not None and epoch != self._record.get("chosen"))
        wanted = (self.measure.currentData(), self.by.currentData())
        found = (self._record.get("measure"), self._record.get("by", "test"))
        is_best = not self._record.get("by_hand") and wanted == found
        # A run of an earlier version has no figures of its chips yet; choosing again makes them.
        can_gain = not is_best or "chips" not in self._record
        self.again.setEnabled(at_rest and bool(self._record) and can_gain)

    # -- what the user does ---------------------------------------------------------------------------------

    def _edited(self) -> None:
        self._show_buttons()
        self.changed.emit()

    def _choose(self, epoch: int | None) -> None:
        self._by_hand = None if epoch is None else (Path(self.services.folder), epoch)

    def _make_selected_the_model(self) -> None:
        self._start(selected_epoch(self.table))

    def _choose_again(self) -> None:
        self._start(None)

    def _start(self, epoch: int | None) -> None:
        """Let the engine make this checkpoint the model, or the best one; a refusal leaves all as it was."""
        before = self._by_hand
        self._choose(epoch)
        self.changed.emit()
        self._choosing = True
        self.services.start_run("select")
        if self.services.run.state not in AT_WORK:
            self._choosing, self._by_hand = False, before
            self.changed.emit()

    def _take_state(self, state: RunState) -> None:
        if state in AT_WORK:
            if self._choosing:
                self.why.setText(self._words_at_work())
        elif self._choosing or state is RunState.FINISHED:
            self._record = {}
            self._read_folder()
            self._follow_record()
            self._choosing = False
        self._show_buttons()

    def _words_at_work(self) -> str:
        if self._by_hand is None:
            return self.tr("Trying the checkpoints on the testing chips…")
        return self.tr("Making epoch {} the model…").format(self._by_hand[1])

    def _follow_record(self) -> None:
        """The draft says what was chosen in the end: another training ends a choice, a failure takes it back."""
        before = self._by_hand
        if self._record:
            self._choose(self._record["chosen"] if self._record.get("by_hand") else None)
        if self._by_hand != before:
            self.changed.emit()
