"""What all tests of prediction share."""

from __future__ import annotations

import pytest
import torch

# Two threads that wait for each other on a busy machine make tiny networks fifty times slower than one.
torch.set_num_threads(1)


@pytest.fixture(autouse=True)
def one_thread_in_children(monkeypatch) -> None:
    """As in this process."""
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
