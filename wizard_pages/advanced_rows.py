"""What the folded settings of the network and its training are called, and when to change them."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QDoubleSpinBox

from ..engine.learning import MOST_WORKERS
from .learning_widgets import decimal, narrow_combo, whole_number
from .setting_rows import Row, choice, decimal_or, model_file, whole_number_or


class AdvancedRows:
    """The rows, made once; ``seed`` is the widget of the run's seed."""

    def __init__(self, seed: QDoubleSpinBox) -> None:
        self._seed = seed

    def tr(self, text: str) -> str:
        """The text in the user's language."""
        return QCoreApplication.translate("DeepSegmentationWizard", text)

    def groups(self) -> list[tuple[str, list[Row]]]:
        """The title of each group, and its rows."""
        return [
            (self.tr("Network"), self._network()),
            (self.tr("Learning"), self._learning()),
            (self.tr("What counts as an error"), self._loss()),
            (self.tr("Keeping and stopping"), self._keeping()),
            (self.tr("Computer and chance"), self._computer()),
        ]

    def _network(self) -> list[Row]:
        return [
            Row(
                "network", "depth", whole_number(1, 6), self.tr("&Levels (depth)"),
                self.tr("How often the network halves the image to see the wider surroundings. 4 suits most; "
                        "more for large objects, fewer for chips below 100 pixels."),
            ),
            Row(
                "network", "base_width", whole_number(1, 256), self.tr("Width (&channels)"),
                self.tr("How many patterns the network can tell apart. 16 is quick; 32 learns finer differences "
                        "from much training data, and takes about four times as long."),
            ),
            Row(
                "network", "normalization",
                choice((self.tr("Over all chips of a step"), "batch"), (self.tr("Over each chip alone"), "group"),
                       (self.tr("None"), "none")),
                self.tr("Normalization"),
                self.tr("Keeps the numbers inside the network within bounds. Over each chip alone is better where "
                        "only 1 to 4 chips fit into a step."),
            ),
            Row(
                "network", "dropout", decimal(0, 0.9, 2, 0.05), self.tr("Dropout"),
                self.tr("Share of the patterns that are hidden by chance while learning. 0.1 to 0.3 helps when "
                        "training gets better and better but validation does not."),
            ),
            Row(
                "network", "upsampling",
                choice((self.tr("Learned"), "transposed"), (self.tr("Smooth (bilinear)"), "bilinear")),
                self.tr("Way back up"),
                self.tr("How the network gets back to full resolution. Smooth avoids a chequered look."),
            ),
            Row(
                "network", "padding",
                choice((self.tr("Nothing (zeros)"), "zeros"), (self.tr("Its mirror image"), "reflect"),
                       (self.tr("Its last row"), "replicate")),
                self.tr("Beyond a chip's edge"),
                self.tr("What the network assumes around a chip. It hardly matters, as overlapping windows hide "
                        "the edges."),
            ),
            Row(
                "training", "start_from", model_file(self.tr("Model to start from")), self.tr("Start from"),
                self.tr("A model file (model.safetensors) whose knowledge training begins with; levels, width and "
                        "the like are then the model's. Bands and classes that it does not know begin anew. Use a "
                        "tenth of the usual learning rate to keep more of what it knows."),
            ),
        ]  # fmt: skip

    def _learning(self) -> list[Row]:
        found = self.tr("Found by trying")
        return [
            Row(
                "training", "batch_size", whole_number_or(found, 4096), self.tr("Chips per step (&batch size)"),
                self.tr("How many chips are looked at before the network is corrected. "
                        "Halve it when the memory does not suffice; below 1 it is found by trying."),
            ),
            Row(
                "training", "accumulate", whole_number(1, 1000), self.tr("Steps taken together"),
                self.tr("So many steps make one correction: like more chips per step, without more memory."),
            ),
            Row(
                "training", "optimizer", choice(("AdamW", "adamw"), ("Adam", "adam"), ("SGD", "sgd")),
                self.tr("Optimizer"),
                self.tr("How corrections are made. AdamW suits nearly always; SGD needs a learning rate about "
                        "50 times as high."),
            ),
            Row(
                "training", "momentum", decimal(0, 0.999, 3, 0.05), self.tr("Momentum"),
                self.tr("How much of a correction goes on in the next one."),
            ),
            Row(
                "training", "learning_rate", decimal_or(found, 10, 6, 0.0005), self.tr("Learning &rate"),
                self.tr("How large each correction is at most. Halve it when the loss jumps up and down. At 0 it "
                        "is found by trying, which takes 60 steps."),
            ),
            Row(
                "training", "schedule",
                choice((self.tr("One cycle"), "one_cycle"), (self.tr("Cosine"), "cosine"),
                       (self.tr("Plateau"), "plateau"),
                       (self.tr("Constant"), "constant")),
                self.tr("Rate in time"),
                self.tr("How the learning rate changes. One cycle goes up and down again and gets the most out of "
                        "a given time; cosine only goes down; plateau goes down when validation gets no better, "
                        "which suits training that is to stop by itself."),
            ),
            Row(
                "training", "weight_decay", decimal(0, 10, 6, 0.005), self.tr("&Weight decay"),
                self.tr("Keeps the network simple. Raise it a little when training gets better and better but "
                        "validation does not."),
            ),
            Row(
                "training", "clip_gradients", decimal_or(self.tr("Not limited"), 1000, 3, 0.5),
                self.tr("Largest correction"),
                self.tr("Limits single corrections (the norm of the gradient). 1 helps when the loss leaps."),
            ),
            Row(
                "training", "average", decimal_or(self.tr("None"), 0.99999, 5, 0.01),
                self.tr("Average of weights"),
                self.tr("Keeps a moving average of the network, which wavers less: 0.99 for short trainings, "
                        "0.999 for long ones."),
            ),
        ]  # fmt: skip

    def _loss(self) -> list[Row]:
        return [
            Row(
                "training", "loss",
                choice((self.tr("CE + Dice"), "ce_dice"),
                       (self.tr("Cross-entropy"), "ce"), (self.tr("Dice (overlap)"), "dice"),
                       (self.tr("Focal (hard pixels)"), "focal"),
                       (self.tr("Tversky"), "tversky")),
                self.tr("Loss"),
                self.tr("What training makes small. CE + Dice, right pixels and right overlap, suits most; focal "
                        "turns to pixels that are still wrong; Tversky where missing something is worse than a "
                        "false alarm, or the other way round."),
            ),
            Row(
                "training", "focal_gamma", decimal(0, 10, 2, 0.5), self.tr("Focus"),
                self.tr("How little pixels count that are right already. 2 is usual; 0 is no focus."),
            ),
            Row(
                "training", "tversky_beta", decimal(0, 1, 2, 0.05), self.tr("Weight of what is missed"),
                self.tr("0.5 counts missed pixels and false alarms alike; above it, missed ones count more."),
            ),
            Row(
                "training", "class_weights",
                choice((self.tr("All alike"), "equal"), (self.tr("The rarer, the more"), "inverse"),
                       (self.tr("Own weights"), "own")),
                self.tr("Classes count"),
                self.tr("The rarer, the more finds more of rare classes, with more false alarms."),
            ),
        ]  # fmt: skip

    def _keeping(self) -> list[Row]:
        return [
            Row(
                "training", "keep_checkpoints", whole_number(1, 10_000), self.tr("Checkpoints &kept"),
                self.tr("How many stages of the training stay as candidates for the model: the best ones, and the "
                        "last. Each takes some space on the disk."),
            ),
            Row(
                "training", "checkpoint_every", whole_number(1, 1000), self.tr("A candidate every … epochs"),
                self.tr("Besides these only the best and the last epoch are candidates. Training can be resumed "
                        "from every epoch all the same."),
            ),
            Row(
                "training", "patience", whole_number_or(self.tr("Never"), 10_000), self.tr("Stop by itself after"),
                self.tr("Epochs without a better validation after which training ends."),
            ),
            Row(
                "training", "stop_measure",
                choice((self.tr("IoU (overlap)"), "iou"), (self.tr("F1"), "f1"), (self.tr("Accuracy"), "accuracy"),
                       (self.tr("Loss"), "loss")),
                self.tr("Better by"),
                self.tr("The figure on the validation chips that has to get better."),
            ),
        ]  # fmt: skip

    def _computer(self) -> list[Row]:
        return [
            Row(
                "training", "device", narrow_combo(), self.tr("C&ompute on"),
                self.tr("Automatic takes the graphics card if there is one that works, else the processor."),
            ),
            Row(
                "training", "precision",
                choice((self.tr("Automatic"), "auto"), (self.tr("Exact (float32)"), "float32"),
                       (self.tr("Fast (bfloat16)"), "bfloat16"), (self.tr("Fast (float16)"), "float16")),
                self.tr("N&umber format"),
                self.tr("Automatic computes with short numbers where this computer does that fast. "
                        "Exact is slower and hardly ever better. float16 is for older graphics cards."),
            ),
            Row(
                "training", "workers", whole_number(0, MOST_WORKERS), self.tr("Chips prepared a&head by"),
                self.tr("Threads that prepare chips while a graphics card computes; 4 suits most. With 0 each "
                        "step waits for its chips, best without a graphics card. The result is the same."),
            ),
            Row(
                "", "seed", self._seed, self.tr("Random &seed"),
                self.tr("Start of everything that is drawn by chance. The same number gives the same chips and "
                        "sets again; another one shows how much is luck."),
            ),
        ]  # fmt: skip
