"""The table of options: name, place in the settings, label, help. One row is all that a new option needs.

Names of parameters are kept by models and scripts, so a row may be added or reworded, but never renamed.
"""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication

from .options import Option


def tr(text: str) -> str:
    """The text in the user's language."""
    return QCoreApplication.translate("DeepSegmentationWizard", text)


def input_options(raster: str) -> list[Option]:
    """Step 1; ``raster`` is the parameter that bands are chosen from."""
    return [
        Option(
            "UNLABELLED", "inputs.unlabelled", tr("Outside every ROI"),
            tr("What lies outside every ROI: 'background' is a class of its own, 'ignore' is left out of learning "
               "and judging. Left empty: background without a class field, ignore with one."),
        ),
        Option(
            "OVERLAP", "inputs.overlap", tr("Where ROIs overlap"),
            tr("Which of two overlapping ROIs counts: the 'later' or the 'earlier' one in the layer, or the "
               "'smaller' one."),
        ),
        Option(
            "ALL_TOUCHED", "inputs.all_touched", tr("Take every pixel that a ROI touches"),
            tr("Without this, a pixel belongs to a ROI when the pixel's middle lies in it."),
        ),
        Option(
            "LINE_WIDTH", "inputs.line_width", tr("Width of lines (metres)"),
            tr("ROIs that are lines are taken for strips of this width on the ground."), least=0,
        ),
        Option(
            "POINT_RADIUS", "inputs.point_radius", tr("Radius of points (metres)"),
            tr("ROIs that are points are taken for discs of this radius on the ground."), least=0,
        ),
        Option(
            "BARE_RASTERS", "inputs.without_rois", tr("Rasters without any ROI"),
            tr("Of several rasters under one ROI layer, those without any ROI: 'skip' leaves them out, "
               "'background' learns from them that nothing is there."),
        ),
        Option(
            "BANDS", "inputs.bands", tr("Bands to learn from"),
            tr("Only these bands of the raster are learnt from, and asked of the rasters that are mapped later. "
               "None chosen: all."),
            bands_of=raster,
        ),
        Option(
            "PIXEL_SIZE", "inputs.pixel_size", tr("Size of the pixels to learn from (metres)"),
            tr("The raster is seen with pixels of this size on the ground, and so are those that are mapped "
               "later. Left empty: the raster's own."),
            least=0,
        ),
        Option(
            "RESAMPLING", "inputs.resampling", tr("How pixels of another size are made"),
            tr("'auto' takes the average for larger pixels and bilinear interpolation for smaller ones."),
        ),
    ]  # fmt: skip


def chip_options() -> list[Option]:
    """Step 2."""
    return [
        Option(
            "WINDOW", "chips.window", tr("Edge of a chip (pixels)"),
            tr("Rasters are clipped into square chips of this size. Left empty: 256, or less where a raster is "
               "small."),
            advanced=False, least=32,
        ),
        Option(
            "STRIDE", "chips.stride", tr("Chips: from chip to chip (pixels)"),
            tr("Less than the edge of a chip lets chips overlap. Left empty: half of it."), least=1,
        ),
        Option(
            "CHIP_FORMAT", "chips.format", tr("Chips: kind of files"),
            tr("'geotiff' opens in QGIS, in its place; 'npy' are NumPy's own files."),
        ),
        Option(
            "KEEP_CHIPS", "chips.keep", tr("Chips: keep them"),
            tr("Otherwise they are deleted at the end; a step that needs them makes them again."),
        ),
        Option(
            "MIN_KNOWN", "chips.min_known", tr("Chips: least labelled share (%)"),
            tr("Chips of which less is labelled are left out. 0: any labelled pixel will do."), least=0, most=100,
        ),
        Option(
            "WITHOUT_ROIS", "chips.without_rois", tr("Chips: largest share without any ROI (%)"),
            tr("More of them are left out, by chance but evenly over the ground. Left empty: all are kept."),
            least=0, most=100,
        ),
    ]  # fmt: skip


def split_options() -> list[Option]:
    """Step 3, less its layers."""
    return [
        Option(
            "TRAIN", "split.train", tr("Split: training (%)"),
            tr("Share of the chips to learn from. The three shares add up to 100."), least=0, most=100,
        ),
        Option(
            "VALIDATION", "split.validation", tr("Split: validation (%)"),
            tr("Share of the chips by which progress is judged while the network learns."), least=0, most=100,
        ),
        Option(
            "TEST", "split.test", tr("Split: testing (%)"),
            tr("Share of the chips that are kept for judging the finished model."), least=0, most=100,
        ),
        Option(
            "SPLIT_METHOD", "split.method", tr("Split: how chips are divided"),
            tr("'area': compact regions that share no pixel. 'random': any chip anywhere; overlapping chips then "
               "flatter the figures. 'scene': whole rasters. 'layer': polygons of yours say which ground is for "
               "what. 'field': ROIs of one group stay together."),
        ),
        Option(
            "FOLDS", "split.folds", tr("Cross-validation: number of folds"),
            tr("The ground is divided into so many parts, and each is tested once by a run of its own. "
               "Left empty: one run, with the shares above."),
            least=3, most=20,
        ),
        Option(
            "FOLD", "split.fold", tr("Cross-validation: this fold only"),
            tr("Test this part only, from 1 up. Left empty: one after the other."), least=1, most=20,
        ),
    ]  # fmt: skip


def augmentation_options() -> list[Option]:
    """Step 4, less its changes."""
    return [
        Option(
            "TECHNIQUES", "augmentation.techniques", tr("Augmentation: turns and mirrors"),
            tr("Further versions of chips, so that the network learns that there is no up or down. They move "
               "whole pixels, so nothing is lost."),
        ),
        Option(
            "COPIES", "augmentation.copies", tr("Augmentation: versions of each chip"),
            tr("Beside the chip itself. Left empty: one for each turn or mirror."), least=0, most=1000,
        ),
        Option(
            "APPLIED", "augmentation.applied", tr("Augmentation: how versions are made"),
            tr("'copies' are written once, 'random' ones drawn anew in each pass over the chips, 'both' is half "
               "and half."),
        ),
        Option(
            "AUGMENT_SETS", "augmentation.sets", tr("Augmentation: sets to augment"),
            tr("Training is what helps; the figures always come from the chips as they are."),
        ),
    ]  # fmt: skip


def length_options() -> list[Option]:
    """Step 6: for how long."""
    return [
        Option(
            "EPOCHS", "training.epochs", tr("Epochs"),
            tr("Passes over the training chips. Left empty: 30, unless minutes are given."),
            advanced=False, least=1,
        ),
        Option(
            "MINUTES", "training.minutes", tr("Minutes of training"),
            tr("Instead of epochs: how long the network learns."), advanced=False, least=0,
        ),
    ]  # fmt: skip


def device_option() -> Option:
    """Where to compute; prediction and evaluation have it, too."""
    return Option(
        "DEVICE", "training.device", tr("Where to compute"),
        tr("'auto' takes a graphics card (cuda, mps) when there is one that works, else the processor (cpu)."),
    )  # fmt: skip


def choice_options() -> list[Option]:
    """Step 7."""
    return [
        Option(
            "MEASURE", "selection.measure", tr("Model: best by"),
            tr("The checkpoint that is best by this becomes the model. 'iou' and 'f1' are means over the classes "
               "that were drawn."),
        ),
        Option(
            "CHOSEN_BY", "selection.by", tr("Model: chosen on"),
            tr("The chips that the measure is taken on. Figures of these flatter a little; those of the other set "
               "do not."),
        ),
    ]  # fmt: skip


def checkpoint_option() -> Option:
    """Step 7, by hand."""
    return Option(
        "CHECKPOINT", "selection.checkpoint", tr("Take the checkpoint of this epoch"),
        tr("Makes another kept checkpoint the model, whatever the figures say. Left empty: the best."), least=1,
    )  # fmt: skip


def prediction_options() -> list[Option]:
    """Step 8, less its rasters and its part."""
    return [
        Option(
            "MAP_WINDOW", "prediction.window", tr("Mapping: edge of a window (pixels)"),
            tr("The raster is mapped by overlapping windows of this size. Left empty: that of training."), least=1,
        ),
        Option(
            "MAP_STRIDE", "prediction.stride", tr("Mapping: from window to window (pixels)"),
            tr("Less makes smoother maps and takes longer. Left empty: half a window."), least=1,
        ),
        Option(
            "STEP_MAP", "prediction.step_map", tr("Mapping: weights where windows overlap"),
            tr("'gaussian' and 'hann' trust the middle of a window more than its border; 'uniform' does not."),
        ),
        Option(
            "MAP_BATCH_SIZE", "prediction.batch_size", tr("Mapping: windows at a time"),
            tr("Fewer need less memory. Left empty: as many as suit the device."), least=1,
        ),
        Option(
            "MAP_PADDING", "prediction.padding", tr("Mapping: beyond the raster's edge"),
            tr("What windows see there: the mirror image ('reflect'), the outermost pixels ('replicate'), or "
               "nothing known ('constant')."),
        ),
        Option(
            "FLIPS", "prediction.flips", tr("Mapping: look at each window mirrored, too"),
            tr("The average of four answers is a little better, and takes four times as long."),
        ),
        Option(
            "ENCODING", "prediction.encoding", tr("Mapping: how probabilities are stored"),
            tr("'float32' as 0 to 1, or '8-bit' as 0 to 250 in a quarter of the room."),
        ),
        Option(
            "ALL_BANDS", "prediction.all_bands", tr("Mapping: the probability of each class"),
            tr("With more than two classes; otherwise the likeliest class and its probability are stored."),
        ),
    ]  # fmt: skip


def threshold_option() -> Option:
    """Step 9."""
    return Option(
        "THRESHOLD", "mask.threshold", tr("Threshold of the probability"),
        tr("For two classes: from this probability on, 0 to 1, a pixel is of the class. Left empty: the one that "
           "was best on the validation chips."),
        advanced=False, least=0, most=1,
    )  # fmt: skip


def mask_options() -> list[Option]:
    """Step 9, with all that comes after the threshold."""
    return [
        threshold_option(),
        Option(
            "LEAST_PROBABILITY", "mask.least_probability", tr("Mask: least probability"),
            tr("With more than two classes: where the likeliest class has less, nothing is known."),
            least=0, most=1,
        ),
        Option(
            "SMALLEST_OBJECT", "mask.smallest_object", tr("Mask: smallest object (m²)"),
            tr("Objects that are smaller on the ground vanish. 0: none."), least=0,
        ),
        Option(
            "SMALLEST_HOLE", "mask.smallest_hole", tr("Mask: smallest hole (m²)"),
            tr("Background enclosed by objects is filled where it is smaller on the ground. 0: none."), least=0,
        ),
        Option(
            "POLYGONS", "mask.polygons", tr("Mask: polygons, too"),
            tr("The objects with class, area and mean probability, in a GeoPackage beside the mask."),
        ),
        Option(
            "SIMPLIFY", "mask.simplify", tr("Mask: straighten the polygons"),
            tr("Straight lines in place of stairs of pixels; neighbours stay neighbours."),
        ),
    ]  # fmt: skip


def seed_option() -> Option:
    """For the whole run."""
    return Option(
        "SEED", "seed", tr("Seed"),
        tr("For everything that is drawn by chance: the same seed gives the same result again."), least=0,
        most=2**31 - 1,
    )  # fmt: skip
