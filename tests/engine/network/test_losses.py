"""Cross-entropy plus Dice, against the formula written out by hand."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from deep_segmentation_wizard.engine.network.losses import CrossEntropyDice


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
