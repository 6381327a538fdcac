"""Figures, against counting by hand."""

from __future__ import annotations

import numpy as np
import pytest

from deep_segmentation_wizard.engine.network.metrics import (
    THRESHOLD_STEPS,
    ThresholdSearch,
    classify,
    confusion_matrices,
    confusion_matrix,
    mean_ious,
    measures,
)

TRUTH = np.array([[0, 0, 1, 1], [2, 255, 2, 1]])
PREDICTED = np.array([[0, 1, 1, 1], [2, 2, 0, 255]])


def test_confusion_matrix_has_truth_down_and_prediction_across():
    matrix = confusion_matrix(TRUTH, PREDICTED, 3)
    assert matrix.tolist() == [[1, 1, 0], [0, 2, 0], [1, 0, 1]]


def test_confusion_matrix_of_random_pixels_equals_counting():
    rng = np.random.default_rng(0)
    truth, predicted = rng.choice([0, 1, 2, 3, 255], (2, 500)), rng.integers(0, 4, (2, 500)).astype(np.uint8)
    counted = [[int(((truth == t) & (predicted == p)).sum()) for p in range(4)] for t in range(4)]
    assert confusion_matrix(truth.astype(np.uint8), predicted, 4).tolist() == counted


def test_measures_of_a_matrix_counted_by_hand():
    figures = measures(np.array([[50, 10, 0], [5, 20, 5], [0, 0, 10]]), drawn=[1, 2])
    assert figures.accuracy == pytest.approx(80 / 100)
    first, second, third = figures.classes
    assert first.iou == pytest.approx(50 / 65)
    assert (second.iou, third.iou) == (pytest.approx(20 / 40), pytest.approx(10 / 15))
    assert (second.f1, third.f1) == (pytest.approx(40 / 60), pytest.approx(20 / 25))
    assert (second.precision, second.recall) == (pytest.approx(20 / 30), pytest.approx(20 / 30))
    assert (third.precision, third.recall) == (pytest.approx(10 / 15), 1)
    assert [figure.pixels for figure in figures.classes] == [60, 30, 10]


def test_chips_are_counted_one_by_one():
    rng = np.random.default_rng(1)
    truth, predicted = rng.choice([0, 1, 2, 255], (4, 9, 7)), rng.integers(0, 3, (4, 9, 7)).astype(np.uint8)
    matrices = confusion_matrices(truth.astype(np.uint8), predicted, 3)
    each = [confusion_matrix(t, p, 3).tolist() for t, p in zip(truth.astype(np.uint8), predicted, strict=True)]
    assert matrices.tolist() == each


def test_a_chip_with_none_of_the_drawn_classes_has_no_figure():
    matrices = np.array([[[9, 0, 0], [0, 0, 0], [0, 0, 0]], [[5, 1, 0], [1, 2, 0], [0, 0, 0]]])
    assert mean_ious(matrices, (1, 2)) == [None, 0.5]
    assert mean_ious(np.zeros((0, 3, 3), np.int64), (1, 2)) == []


def test_the_curve_tells_precision_and_recall_at_each_threshold():
    search = ThresholdSearch([1])
    search.add(np.array([0, 0, 1, 1, 255]), np.array([0.1, 0.6, 0.6, 0.9, 0.9], np.float32))
    curve = search.curve()
    points = dict(zip(curve.thresholds, zip(curve.precision, curve.recall, strict=True), strict=True))
    assert points[0.0] == (0.5, 1) and points[0.5] == (0.6667, 1)
    assert points[0.7] == (1, 0.5) and points[1.0] == (None, 0)
    empty = ThresholdSearch([1])
    empty.add(np.array([0]), np.array([0.4], np.float32))
    assert empty.curve().recall == (None,) * 51


def test_means_are_over_the_drawn_classes_only():
    matrix = np.array([[50, 10, 0], [5, 20, 5], [0, 0, 10]])
    figures = measures(matrix, drawn=[1, 2])
    assert figures.iou == pytest.approx((20 / 40 + 10 / 15) / 2)
    assert figures.f1 == pytest.approx((40 / 60 + 20 / 25) / 2)
    assert measures(matrix, drawn=[0, 1, 2]).iou == pytest.approx((50 / 65 + 20 / 40 + 10 / 15) / 3)


def test_a_class_that_occurs_nowhere_has_no_figure_and_no_part_in_the_mean():
    figures = measures(np.array([[8, 2, 0], [2, 8, 0], [0, 0, 0]]), drawn=[1, 2])
    absent = figures.classes[2]
    assert (absent.iou, absent.f1, absent.precision, absent.recall, absent.pixels) == (None, None, None, None, 0)
    assert figures.iou == pytest.approx(8 / 12)


def test_a_class_that_is_only_predicted_counts_as_wrong():
    figures = measures(np.array([[6, 4], [0, 0]]), drawn=[1])
    assert (figures.iou, figures.f1, figures.classes[1].recall) == (0, 0, None)


def test_nothing_known_gives_no_figures():
    figures = measures(np.zeros((2, 2), int), drawn=[1])
    assert (figures.accuracy, figures.iou, figures.f1) == (None, None, None)


@pytest.mark.parametrize("drawn", [[1], [0, 1]])
@pytest.mark.parametrize("kind", ["smooth", "on the steps", "skewed"])
def test_best_threshold_equals_trying_them_all(kind, drawn):
    rng = np.random.default_rng(1)
    truth = rng.choice([0, 1, 255], 3000, p=[0.6, 0.3, 0.1])
    shift = {"smooth": 0.3, "on the steps": 0.2, "skewed": 0.6}[kind]
    probability = np.clip(rng.normal(0.3 + shift * (truth == 1), 0.2), 0, 1).astype(np.float32)
    if kind == "on the steps":
        probability = (np.round(probability * THRESHOLD_STEPS) / THRESHOLD_STEPS).astype(np.float32)
    search = ThresholdSearch(drawn)
    for part in range(3):
        search.add(truth[part::3], probability[part::3])

    def iou(threshold: float) -> float:
        return measures(confusion_matrix(truth, classify(probability[None], threshold), 2), drawn).iou

    tried = {step / THRESHOLD_STEPS: iou(step / THRESHOLD_STEPS) for step in range(1, THRESHOLD_STEPS)}
    assert tried[search.best()] == pytest.approx(max(tried.values()), abs=1e-6)
    for threshold in (search.best(), 0.005, 0.35, 0.7, 0.995):
        expected = confusion_matrix(truth, classify(probability[None], threshold), 2)
        assert search.matrix_at(search.step_of(threshold)).tolist() == expected.tolist()


def test_of_equally_good_thresholds_the_one_nearest_to_a_half_is_taken():
    search = ThresholdSearch([1])
    search.add(np.array([0, 0, 1, 1]), np.array([0.02, 0.1, 0.9, 0.97], np.float32))
    assert search.best() == 0.5
    search.add(np.array([0]), np.array([0.6], np.float32))
    assert search.best() == pytest.approx(0.605)


def test_classify_takes_the_threshold_itself_as_enough():
    probability = np.array([[[0.0, 0.29999, 0.3, 0.30001, 1.0]]], np.float32)
    assert classify(probability, 0.3).tolist() == [[0, 0, 1, 1, 1]]
    assert classify(probability, 0.0).tolist() == [[1, 1, 1, 1, 1]]
    assert classify(probability, None).tolist() == [[0, 0, 0, 0, 1]]
    assert classify(probability, 0.3).dtype == np.uint8


def test_classify_takes_the_highest_of_many():
    probabilities = np.array([[[0.2, 0.5]], [[0.5, 0.1]], [[0.3, 0.4]]], np.float32)
    assert classify(probabilities, None).tolist() == [[1, 0]]
