"""Fixtures for explanations: small bundles and a region's features in memory, without files and without VGG-16."""

import dataclasses

import numpy as np
import pytest
import torch

from model.bundle.bundle import Bundle, bundle_record
from model.bundle.head_shape import HeadShape
from model.bundle.heads.networks import make_head
from model.explain.spot import prepare_spot

INPUTS, SIDE = 8, 5
TILES = SIDE * SIDE


@pytest.fixture(autouse=True)
def _one_thread(one_thread):
    """Use one thread: for heads this small it is thirty times as fast as two that wait for each other."""


@pytest.fixture
def make_spot(tiny_manifest):
    """Return a function that makes a spot of 25 tiles, 9 of them glass, and the arrays that it was made from."""

    def make(kind="lstm", blank="read", random_orders=0, pooled=None, dtype=torch.float32, tissue=None, **more):
        torch.manual_seed(4)
        rng = np.random.default_rng(4)
        cells = (6, 5, 4) if kind in ("lstm", "elman") else (6, 4) if kind == "attention" else ()
        warm_up, order_kind = more.pop("warm_up", None), more.pop("order_kind", "random")
        mean = {} if warm_up is None else {"readout": "mean", "warm_up": warm_up}
        shape = HeadShape(kind, INPUTS, cells, bias=True, pooled=pooled, **mean)
        head = make_head(shape).to(dtype).eval()
        for name, tensor in head.state_dict().items():
            if name.startswith("classifier."):
                tensor.copy_(torch.randn(tensor.shape))
        head.requires_grad_(False)
        manifest = dataclasses.replace(
            tiny_manifest,
            head=shape,
            blank=blank,
            random_orders=random_orders,
            order_kind=order_kind,
            calibration={"slope": 1.7, "intercept": -0.2, "words": "a test's"},
        )
        mean, scale = torch.full((INPUTS,), 0.1, dtype=dtype), torch.full((INPUTS,), 1.5, dtype=dtype)
        bundle = Bundle(manifest, bundle_record(manifest, ""), head, mean, scale)
        features = rng.normal(size=(TILES, INPUTS)).astype(np.float32)
        if tissue is None:
            tissue = np.where(np.arange(TILES) % 3 == 1, 0.0, 0.6).astype(np.float32)
        glass = rng.normal(size=INPUTS).astype(np.float32)
        return prepare_spot(bundle, features, tissue, glass), features, tissue, glass

    return make
