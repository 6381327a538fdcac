"""Cross-entropy plus Dice, against the formula written out by hand."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from deep_segmentation_wizard.engine.network.losses import CrossEntropyDice, inverse_frequencies, make_loss
from deep_segmentation_wizard.engine.settings import TrainingSettings


def by_hand(logits: torch.Tensor, labels: torch.Tensor) -> float:
    """The loss, pixel by pixel: cross-entropy over known pixels, Dice over the classes that occur."""
    logits, labels = logits.numpy(), labels.numpy()
    batch, classes, height, width = logits.shape
    entropy, known = 0.0, 0
    overlap, sizes, occurs = np.zeros(classes), np.zeros(classes), np.zeros(classes, bool)
    for b in range(batch):
        for row in range(height):
            for column in range(width):
                label = labels[b, row, column]
                if label == 255:
                    continue
                exponents = np.exp(logits[b, :, row, column].astype(float))
                probabilities = exponents / exponents.sum()
                entropy -= np.log(probabilities[label])
                known += 1
                overlap[label] += probabilities[label]
                sizes += probabilities
                sizes[label] += 1
                occurs[label] = True
    dice = 1 - (2 * overlap + 1) / (sizes + 1)
    return float(entropy / known + dice[occurs].mean())


def example(classes: int = 3, ignored: float = 0.3, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    logits = torch.randn(2, classes, 5, 7, generator=generator) * 3
    labels = torch.randint(0, classes, (2, 5, 7), generator=generator)
    labels[torch.rand(2, 5, 7, generator=generator) < ignored] = 255
    return logits, labels


@pytest.mark.parametrize("classes", [2, 3, 5])
@pytest.mark.parametrize("ignored", [0.0, 0.3, 0.9])
def test_equals_the_formula(classes, ignored):
    logits, labels = example(classes, ignored)
    assert CrossEntropyDice()(logits, labels).item() == pytest.approx(by_hand(logits, labels), rel=1e-5)


def test_a_class_that_does_not_occur_has_no_part_in_dice():
    logits, labels = example(4, 0.2)
    labels[labels == 2] = 1
    assert CrossEntropyDice()(logits, labels).item() == pytest.approx(by_hand(logits, labels), rel=1e-5)


def test_what_is_ignored_changes_nothing():
    logits, labels = example()
    other = logits.clone()
    other.movedim(1, -1)[labels == 255] = 40 * torch.randn(int((labels == 255).sum()), 3)
    assert not torch.equal(logits, other)
    first, second = logits.requires_grad_(), other.requires_grad_()
    loss = CrossEntropyDice()(first, labels)
    loss.backward()
    CrossEntropyDice()(second, labels).backward()
    assert CrossEntropyDice()(second, labels).item() == pytest.approx(loss.item(), abs=1e-7)
    known = (labels != 255).unsqueeze(1)
    assert torch.allclose(first.grad * known, second.grad * known, atol=1e-8)
    assert not first.grad[~known.expand_as(logits)].any()


def test_a_batch_without_a_known_pixel_gives_0_and_no_gradient():
    logits = torch.randn(2, 3, 4, 4, requires_grad=True)
    loss = CrossEntropyDice()(logits, torch.full((2, 4, 4), 255))
    loss.backward()
    assert loss.item() == 0
    assert torch.equal(logits.grad, torch.zeros_like(logits))


def test_is_small_where_all_is_right_and_large_where_all_is_wrong():
    labels = example(ignored=0.0)[1]
    right = torch.nn.functional.one_hot(labels, 3).movedim(-1, 1) * 20.0
    assert CrossEntropyDice()(right, labels).item() < 0.01
    assert CrossEntropyDice()(-right, labels).item() > 10


# -- the other losses ---------------------------------------------------------------------------------------

WEIGHTS = [0.5, 2.0, 3.0]


def pixels_of(logits: torch.Tensor, labels: torch.Tensor) -> list[tuple[np.ndarray, int]]:
    """Probabilities and label of each known pixel."""
    flat = logits.double().softmax(dim=1).movedim(1, -1).reshape(-1, logits.shape[1]).numpy()
    return [(p, int(label)) for p, label in zip(flat, labels.flatten().tolist(), strict=True) if label != 255]


def entropy_by_hand(logits, labels, weights, gamma: float) -> float:
    pixels = pixels_of(logits, labels)
    losses = sum(-weights[k] * (1 - p[k]) ** gamma * np.log(p[k]) for p, k in pixels)
    return losses / sum(weights[k] for _, k in pixels)


def tversky_by_hand(logits, labels, weights, beta: float) -> float:
    pixels, total, whole = pixels_of(logits, labels), 0.0, 0.0
    for k in range(logits.shape[1]):
        hits = sum(p[k] for p, label in pixels if label == k)
        false_alarms = sum(p[k] for p, label in pixels if label != k)
        missed = sum(1 - p[k] for p, label in pixels if label == k)
        if any(label == k for _, label in pixels):
            index = (hits + 0.5) / (hits + (1 - beta) * false_alarms + beta * missed + 0.5)
            total, whole = total + weights[k] * (1 - index), whole + weights[k]
    return total / whole


@pytest.mark.parametrize("weights", [None, WEIGHTS])
@pytest.mark.parametrize("ignored", [0.0, 0.4])
def test_every_loss_equals_its_formula(weights, ignored):
    logits, labels = example(3, ignored)
    each = weights or [1.0, 1.0, 1.0]
    entropy, dice = entropy_by_hand(logits, labels, each, 0), tversky_by_hand(logits, labels, each, 0.5)
    expected = {
        "ce": entropy, "dice": dice, "ce_dice": entropy + dice,
        "focal": entropy_by_hand(logits, labels, each, 1.5), "tversky": tversky_by_hand(logits, labels, each, 0.8),
    }  # fmt: skip
    for name, value in expected.items():
        settings = TrainingSettings(loss=name, focal_gamma=1.5, tversky_beta=0.8)
        assert make_loss(settings, weights)(logits, labels).item() == pytest.approx(value, rel=1e-5), name


@pytest.mark.parametrize("name", ["ce", "dice", "ce_dice", "focal", "tversky"])
@pytest.mark.parametrize("weights", [None, WEIGHTS])
def test_no_loss_minds_ignored_pixels_or_perfect_ones(name, weights):
    loss = make_loss(TrainingSettings(loss=name, focal_gamma=0.5), weights)
    logits = torch.randn(2, 3, 4, 4, requires_grad=True)
    value = loss(logits, torch.full((2, 4, 4), 255))
    value.backward()
    assert value.item() == 0 and not logits.grad.any()
    labels = torch.randint(0, 3, (2, 4, 4))
    perfect = (torch.nn.functional.one_hot(labels, 3).movedim(-1, 1) * 200.0).requires_grad_()
    value = loss(perfect, labels)
    value.backward()
    assert value.item() < 0.05 and torch.isfinite(perfect.grad).all()


def test_focal_turns_to_what_is_wrong_and_tversky_to_what_is_missed():
    right, wrong = torch.tensor([[[[3.0]], [[0.0]]]]), torch.tensor([[[[-3.0]], [[0.0]]]])
    label = torch.zeros(1, 1, 1, dtype=torch.int64)

    def ratio(name: str) -> float:
        loss = make_loss(TrainingSettings(loss=name))
        return (loss(wrong, label) / loss(right, label)).item()

    assert ratio("focal") > 100 * ratio("ce")
    truth = torch.tensor([[[0, 0, 1, 1]]])
    missed = torch.tensor([[[[9.0, 9, 9, -9]], [[-9.0, -9, -9, 9]]]])
    alarmed = torch.tensor([[[[9.0, -9, -9, -9]], [[-9.0, 9, 9, 9]]]])
    tversky = make_loss(TrainingSettings(loss="tversky", tversky_beta=0.9), [0.0, 1.0])
    assert tversky(missed, truth) > 1.5 * tversky(alarmed, truth)


def test_inverse_frequencies_let_each_class_weigh_the_same():
    pixels = [900, 90, 10, 0]
    weights = inverse_frequencies(pixels)
    shares = [weight * count for weight, count in zip(weights, pixels, strict=True)]
    assert shares[:3] == pytest.approx([1000 / 3] * 3)
    assert weights[3] == 1
