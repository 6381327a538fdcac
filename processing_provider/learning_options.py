"""The table of options of step 6: what learns, and how. See ``option_table.py``."""

from __future__ import annotations

from .option_table import device_option, tr
from .options import Option


def network_options() -> list[Option]:
    """The network, its training, and what computes."""
    return [*_network(), *_learning(), *_loss(), *_keeping(), *_computer()]


def _network() -> list[Option]:
    return [
        Option(
            "DEPTH", "network.depth", tr("Depth of the network"),
            tr("How often the U-Net halves the resolution: more sees further around a pixel, and takes longer."),
            least=1, most=6,
        ),
        Option(
            "BASE_WIDTH", "network.base_width", tr("Width of the network"),
            tr("Channels at full resolution: more can learn more, and takes longer."), least=1, most=256,
        ),
        Option(
            "NORMALIZATION", "network.normalization", tr("Network: normalization"),
            tr("'batch' goes over all chips of a step, 'group' over each chip alone, which is better for 1 to 4 "
               "chips at a time."),
        ),
        Option(
            "DROPOUT", "network.dropout", tr("Network: dropout"),
            tr("Share of the channels that are left out by chance while learning; 0.1 to 0.3 helps where training "
               "gets better and better but validation does not."), least=0, most=0.9,
        ),
        Option(
            "UPSAMPLING", "network.upsampling", tr("Network: way back up"),
            tr("How the resolution is doubled again: 'transposed' is learnt, 'bilinear' avoids a chequered look."),
        ),
        Option(
            "LAYER_PADDING", "network.padding", tr("Network: beyond a chip's edge"),
            tr("What convolutions see there: 'zeros', the mirror image ('reflect') or the last row "
               "('replicate')."),
        ),
    ]  # fmt: skip


def _learning() -> list[Option]:
    return [
        Option(
            "BATCH_SIZE", "training.batch_size", tr("Training: chips at a time"),
            tr("How many chips are learnt from together. Smaller needs less memory."), least=1,
        ),
        Option(
            "ACCUMULATE", "training.accumulate", tr("Training: batches to a step"),
            tr("So many batches are learnt from together, as if the memory took them at once."), least=1,
        ),
        Option(
            "LEARNING_RATE", "training.learning_rate", tr("Training: learning rate"),
            tr("The highest rate of the schedule. Halve it where the loss jumps up and down."), least=0,
        ),
        Option(
            "OPTIMIZER", "training.optimizer", tr("Training: optimizer"),
            tr("How weights follow gradients. 'sgd' wants a rate about ten times as high."),
        ),
        Option(
            "MOMENTUM", "training.momentum", tr("Training: momentum"),
            tr("Of 'sgd': share of the step before in each step."), least=0, most=0.999,
        ),
        Option(
            "SCHEDULE", "training.schedule", tr("Training: schedule of the learning rate"),
            tr("'one_cycle' rises and falls once, 'cosine' falls, 'plateau' falls where nothing gets better, "
               "'constant' stays."),
        ),
        Option(
            "WEIGHT_DECAY", "training.weight_decay", tr("Training: weight decay"),
            tr("How strongly large weights are held back."), least=0,
        ),
        Option(
            "CLIP_GRADIENTS", "training.clip_gradients", tr("Training: longest gradient"),
            tr("Longer ones are shortened to it, which calms a training that jumps. Left empty: none is."),
            least=0,
        ),
        Option(
            "AVERAGE", "training.average", tr("Training: moving average of the weights"),
            tr("Its decay, such as 0.99; the average is then judged and kept. Left empty: there is none."),
            least=0, most=0.9999,
        ),
    ]  # fmt: skip


def _loss() -> list[Option]:
    return [
        Option(
            "LOSS", "training.loss", tr("Training: loss"),
            tr("What counts as an error. 'ce_dice' suits most; 'focal' looks at hard pixels, 'tversky' weighs "
               "missed pixels against false alarms."),
        ),
        Option(
            "CLASS_WEIGHTS", "training.class_weights", tr("Training: weights of classes"),
            tr("'equal', or 'inverse': the more, the rarer a class is. 'own' ones are given as "
               "training.own_weights=NAME=WEIGHT,… under the other settings."),
        ),
        Option(
            "FOCAL_GAMMA", "training.focal_gamma", tr("Training: gamma of the focal loss"),
            tr("The higher, the less pixels count that are right already."), least=0, most=100,
        ),
        Option(
            "TVERSKY_BETA", "training.tversky_beta", tr("Training: beta of the Tversky loss"),
            tr("Weight of missed pixels; that of false alarms is the rest. 0.5 is Dice."), least=0, most=1,
        ),
    ]  # fmt: skip


def _keeping() -> list[Option]:
    return [
        Option(
            "KEEP_CHECKPOINTS", "training.keep_checkpoints", tr("Training: checkpoints to keep"),
            tr("How many epochs stay as candidates for the model: the best by validation, and the last."), least=1,
        ),
        Option(
            "CHECKPOINT_EVERY", "training.checkpoint_every", tr("Training: epochs between candidates"),
            tr("The best and the last are kept in any case."), least=1,
        ),
        Option(
            "PATIENCE", "training.patience", tr("Training: epochs without gain"),
            tr("After so many without a better validation, training ends. Left empty: it never ends early."),
            least=1,
        ),
        Option(
            "STOP_MEASURE", "training.stop_measure", tr("Training: gain in"),
            tr("What must get better on the validation chips."),
        ),
    ]  # fmt: skip


def _computer() -> list[Option]:
    return [
        device_option(),
        Option(
            "PRECISION", "training.precision", tr("Precision"),
            tr("'auto' takes bfloat16 where the processor or graphics card computes it fast, else float32. "
               "'float16' is for older graphics cards."),
        ),
        Option(
            "WORKERS", "training.workers", tr("Training: threads that prepare chips"),
            tr("While a graphics card computes. 0: each batch when it is due, by all threads."), least=0, most=64,
        ),
    ]  # fmt: skip
