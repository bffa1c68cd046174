"""Bundles with numbers that cannot be, written past the program's own checks; tests of several rooms load this file."""

import json
import math

import torch
from safetensors.torch import save_file

from model.bundle.head_shape import HeadShape
from model.bundle.heads.networks import make_head
from model.bundle.manifest import METADATA_KEY, to_json

ATTENTION = HeadShape("attention", cells=(6, 4))


def write_bundle(path, manifest, spoil=lambda tensors: None, card=lambda fields: None):
    """A bundle of `manifest` with a seeded head; `spoil` changes its tensors by name, `card` its fields, in place."""
    torch.manual_seed(0)
    head = make_head(manifest.head)
    tensors = {f"head.{name}": tensor.clone() for name, tensor in head.state_dict().items()}
    tensors |= {"standardise.mean": torch.zeros(4096), "standardise.scale": torch.ones(4096)}
    fields = json.loads(to_json(manifest))
    spoil(tensors)
    card(fields)
    save_file(tensors, path, metadata={METADATA_KEY: json.dumps(fields)})
    return path


def nan_weight(tensors):
    tensors["head.output.weight"][0, 0] = math.nan


def overflowing(tensors):
    """Every weight is finite and within the range of weights; together they overflow any log odds."""
    for name, tensor in tensors.items():
        if name.endswith("weight"):
            tensor.fill_(1e8)


def nan_calibration(fields):
    fields["calibration"] = {"slope": math.nan, "intercept": 0.0, "words": "Platt"}
