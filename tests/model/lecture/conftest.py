"""A short lecture, computed once for all tests, and the gates of a small LSTM over 25 made-up tiles."""

import dataclasses
from types import SimpleNamespace

import numpy as np
import pytest

from model.base.progress import result_of
from model.lecture.elman_task import Task
from model.lecture.lecture import compute
from model.region.grid import GridSpec

SHORT = Task(sequences=3, bits=6, steps=14, every=4, unseen=5)
INPUTS, SIDE = 8, 5


@pytest.fixture(scope="session")
def lecture():
    return result_of(compute(SHORT))


@pytest.fixture
def spot(tiny_manifest, one_thread):
    """Return a function that makes a prediction of 25 tiles, of which 20 are processed, and the bundle of its head."""
    import torch

    from model.bundle.bundle import Bundle, bundle_record
    from model.bundle.head_shape import HeadShape
    from model.bundle.heads.networks import make_head

    def make(kind="lstm", bias=True):
        torch.manual_seed(7)
        rng = np.random.default_rng(7)
        shape = HeadShape(kind, INPUTS, (6, 4), bias=bias)
        head = make_head(shape).eval().requires_grad_(False)
        manifest = dataclasses.replace(tiny_manifest, head=shape)
        mean, scale = torch.full((INPUTS,), 0.2), torch.full((INPUTS,), 1.5)
        bundle = Bundle(manifest, bundle_record(manifest, ""), head, mean, scale)
        features = rng.normal(size=(SIDE * SIDE, INPUTS)).astype(np.float32)
        index = np.delete(np.arange(SIDE * SIDE), [0, 4, 12, 20, 24])[::-1].copy()
        features[[0, 4, 12, 20, 24]] = np.nan
        prediction = SimpleNamespace(
            image=SimpleNamespace(path="/somewhere/a spot.tif"),
            grid=GridSpec(rows=SIDE, cols=SIDE),
            features=features,
            trace=SimpleNamespace(index=index),
            bundle=bundle.record,
        )
        return prediction, bundle

    return make
