"""Training tests compute with one thread: their tensors are too small for two."""

import pytest


@pytest.fixture(autouse=True)
def _one_thread(one_thread):
    pass
