"""Bundles: what is saved comes back, and damaged or foreign files are refused with a remedy."""

import dataclasses
import json

import pytest
import torch
from safetensors.torch import load_file, save_file

from model.base.errors import BundleError
from model.bundle.bundle import load_bundle, save_bundle
from model.bundle.encoder_facts import EncoderFacts
from model.bundle.head_shape import HeadShape, PooledShape
from model.bundle.heads.lstm import LstmHead
from model.bundle.heads.pooled import PooledHead
from model.bundle.installed import find_bundle
from model.bundle.manifest import METADATA_KEY, from_json, read_manifest, to_json

HEAD = {"kind": "lstm", "inputs": 4096, "cells": [6, 5, 4], "bias": True}
"""As bundles have it that are older than pooled heads."""
POOLED = {"pooling": "mean", "classifier": "logistic regression", "tissue": 0.1, "components": 0, "gaussians": 0,
          "vectors": 0, "strength": 1.0}  # fmt: skip


@pytest.fixture
def saved(tmp_path, tiny_manifest):
    torch.manual_seed(0)
    head = LstmHead(tiny_manifest.head)
    path = tmp_path / "ähnlich.safetensors"
    save_bundle(path, tiny_manifest, head, torch.full((4096,), 0.25), torch.full((4096,), 2.0))
    return path, head


def test_what_is_saved_comes_back(saved, tiny_manifest):
    path, head = saved
    bundle = load_bundle(path)
    assert bundle.manifest == tiny_manifest
    assert bundle.record.demo is True
    assert bundle.record.calibration == "uncalibrated"
    for name, tensor in head.state_dict().items():
        torch.testing.assert_close(bundle.head.state_dict()[name], tensor.half().float(), atol=0, rtol=0)
    assert bundle.standardised(torch.full((1, 4096), 0.75))[0, 0] == 1


def test_the_file_is_safetensors_under_pytorchs_names(saved):
    names = load_file(saved[0]).keys()
    assert {"head.layers.0.weight_ih_l0", "head.layers.2.weight_hh_l0", "head.output.weight"} <= set(names)


def test_the_record_carries_the_files_own_hash(saved):
    import hashlib

    assert load_bundle(saved[0]).record.sha256 == hashlib.sha256(saved[0].read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("threshold", "probability", "group"),
    [(0.5, 0.5, "low risk"), (0.5, 0.499, "high risk"), (None, 0.9, None)],
)
def test_risk_groups_at_the_threshold(saved, tiny_manifest, threshold, probability, group):
    bundle = load_bundle(saved[0])
    manifest = dataclasses.replace(tiny_manifest, threshold=threshold)
    assert dataclasses.replace(bundle, manifest=manifest).risk_group(probability) == group


def test_calibration_is_a_layer_on_the_logit(saved, tiny_manifest):
    bundle = load_bundle(saved[0])
    layer = {"slope": 2.0, "intercept": -1.0, "words": "Platt, on 60 spots"}
    calibrated = dataclasses.replace(bundle, manifest=dataclasses.replace(tiny_manifest, calibration=layer))
    assert bundle.calibrated(0.5) == 0.5
    assert calibrated.calibrated(0.5) == 0
    assert calibrated.manifest.calibration_text == "Platt, on 60 spots"


def test_fields_of_the_future_are_kept(tmp_path, tiny_manifest):
    text = to_json(dataclasses.replace(tiny_manifest, extra={"colour": "teal"}))
    assert from_json(text, tmp_path / "x").extra == {"colour": "teal"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": "other"}, "does not name the format"),
        ({"format_version": 99}, "format version 99"),
        ({"fit": "stretch"}, "fit 'stretch'"),
        ({"order": "spiral"}, "order 'spiral'"),
        ({"tile_layout": "hexagons"}, "tile_layout 'hexagons'"),
        ({"tile_layout": "positions"}, "window_px is 3500, but the tiles lie at any positions"),
        ({"mpp": 0}, "mpp 0"),
        ({"tile_px": 54}, "tile_px 54"),
        ({"threshold": 3}, "threshold 3"),
        ({"head": {"kind": "lstm"}}, "inputs"),
        ({"head": HEAD | {"cells": []}}, "cells"),
        ({"head": HEAD | {"cells": [10**9]}}, "cells"),
        ({"head": HEAD | {"kind": "pooled"}}, "head.pooled None"),
        ({"head": HEAD | {"kind": "attention", "cells": [8]}}, "cells"),
        ({"head": HEAD | {"pooled": POOLED}}, "does not fit head.kind 'lstm'"),
        ({"head": HEAD | {"readout": "first"}}, "readout 'first'"),
        ({"head": HEAD | {"readout": ["mean"]}}, "readout"),
        ({"head": HEAD | {"readout": "mean", "warm_up": 0.91}}, "head.warm_up 0.91"),
        ({"head": HEAD | {"readout": "mean", "warm_up": -0.1}}, "head.warm_up -0.1"),
        ({"head": HEAD | {"readout": "mean", "warm_up": "half"}}, "head.warm_up 'half'"),
        ({"head": HEAD | {"readout": "last", "warm_up": 0.5}}, "0.5 is not 0, as the readout 'last' requires"),
        ({"head": HEAD | {"kind": "attention", "cells": [8, 4], "readout": "mean"}}, "ignores the order"),
        ({"order_kind": "alphabetical"}, "order_kind 'alphabetical'"),
        ({"head": HEAD | {"kind": "pooled", "pooled": POOLED | {"pooling": "median"}}}, "pooling 'median'"),
        ({"head": HEAD | {"kind": "pooled", "pooled": POOLED | {"pooling": ["mean"]}}}, "is not valid"),
        ({"head": HEAD | {"kind": "pooled", "pooled": POOLED | {"classifier": "oracle"}}}, "classifier 'oracle'"),
        ({"head": HEAD | {"kind": "pooled", "pooled": POOLED | {"vectors": 10**9}}}, "head.pooled.vectors 1000000000"),
        ({"head": HEAD | {"kind": "pooled", "pooled": POOLED | {"pooling": "Fisher vector"}}}, "pooled.components 0"),
        ({"head": HEAD | {"kind": "pooled", "pooled": POOLED | {"tissue": "much"}}}, "is not valid"),
        ({"head": HEAD | {"kind": "pooled", "pooled": POOLED | {"loss": 1}}}, "loss"),
        ({"mpp": "wide"}, "is not valid"),
    ],
)
def test_wrong_manifests_are_refused(tmp_path, tiny_manifest, change, message):
    given = json.loads(to_json(tiny_manifest)) | change
    with pytest.raises(BundleError, match=message) as caught:
        from_json(json.dumps(given), tmp_path / "x.safetensors")
    assert caught.value.remedy


def test_a_head_without_a_word_on_pooling_is_a_sequence_network(tmp_path, tiny_manifest):
    given = json.loads(to_json(tiny_manifest)) | {"head": HEAD}
    assert from_json(json.dumps(given), tmp_path / "x.safetensors") == tiny_manifest


def test_a_pooled_bundle_without_a_tensor_is_refused(tmp_path, tiny_manifest):
    manifest = dataclasses.replace(tiny_manifest, head=HeadShape("pooled", cells=(), pooled=PooledShape()))
    whole, short = tmp_path / "whole.safetensors", tmp_path / "short.safetensors"
    save_bundle(whole, manifest, PooledHead(manifest.head), torch.zeros(4096), torch.ones(4096))
    tensors = load_file(whole)
    assert tensors["head.classifier.weight"].dtype == torch.float32
    for changed in (
        {name: tensor for name, tensor in tensors.items() if name != "head.slope"},
        tensors | {"head.classifier.weight": torch.zeros(7)},
        tensors | {"head.classifier.vectors": torch.zeros(7)},
    ):
        save_file(changed, short, metadata={METADATA_KEY: to_json(manifest)})
        with pytest.raises(BundleError, match="do not fit"):
            load_bundle(short)


def test_a_missing_field_is_named(tmp_path, tiny_manifest):
    given = json.loads(to_json(tiny_manifest))
    del given["backbone_sha256"]
    with pytest.raises(BundleError, match="lacks backbone_sha256"):
        from_json(json.dumps(given), tmp_path / "x.safetensors")


def test_files_that_are_no_bundles_are_refused(tmp_path, saved):
    text = tmp_path / "text.safetensors"
    text.write_text("this is not a bundle at all")
    plain = tmp_path / "plain.safetensors"
    save_file({"a": torch.zeros(2)}, plain)
    cut = tmp_path / "cut.safetensors"
    cut.write_bytes(saved[0].read_bytes()[:-100])
    for path, message in ((text, "not a safetensors"), (plain, "has no Histocast manifest"), (cut, "damaged")):
        with pytest.raises(BundleError, match=message):
            load_bundle(path)
    with pytest.raises(BundleError, match="There is no bundle file"):
        read_manifest(tmp_path / "none.safetensors")


def test_tensors_that_do_not_fit_the_manifest_are_refused(tmp_path, saved):
    tensors = load_file(saved[0])
    metadata = {METADATA_KEY: to_json(read_manifest(saved[0]))}
    del tensors["head.output.weight"]
    path = tmp_path / "short.safetensors"
    save_file(tensors, path, metadata=metadata)
    with pytest.raises(BundleError, match="do not fit"):
        load_bundle(path)


def test_an_unknown_name_lists_what_is_installed():
    with pytest.raises(BundleError, match="Installed: "):
        find_bundle("no such bundle")


@pytest.mark.parametrize("count", [1, -2, 1001, 2.0, True])
def test_a_senseless_number_of_orders_is_refused(tiny_manifest, tmp_path, count):
    text = to_json(dataclasses.replace(tiny_manifest, random_orders=count))
    with pytest.raises(BundleError, match="random_orders"):
        from_json(text, tmp_path / "x.safetensors")


def test_a_bundle_from_before_there_were_orders_is_read_once(tiny_manifest, tmp_path):
    fields = json.loads(to_json(tiny_manifest))
    del fields["random_orders"]
    assert from_json(json.dumps(fields), tmp_path / "x.safetensors").random_orders == 0


def test_a_bundle_from_before_there_were_readouts_answers_with_its_last_logit(tiny_manifest, tmp_path):
    fields = json.loads(to_json(tiny_manifest))
    assert fields["format_version"] == 1
    assert not {"order_kind", "readout", "warm_up"}.intersection({*fields, *fields["head"]})
    read = from_json(json.dumps(fields), tmp_path / "x.safetensors")
    assert (read.head.readout, read.head.warm_up, read.order_kind) == ("last", 0.0, "random")


@pytest.mark.parametrize(
    "change",
    [{"head": HeadShape(cells=(6, 5, 4), readout="mean", warm_up=0.4)}, {"random_orders": 8, "order_kind": "balanced"}],
    ids=["mean", "balanced"],
)
def test_a_bundle_that_an_older_program_would_compute_wrongly_has_another_version(tiny_manifest, tmp_path, change):
    manifest = dataclasses.replace(tiny_manifest, **change)
    text = to_json(manifest)
    assert json.loads(text)["format_version"] == 2
    assert from_json(text, tmp_path / "x.safetensors") == manifest


def test_a_model_of_feature_files_states_any_encoder_and_its_own_version(tiny_manifest, tmp_path):
    """A program of version 2 would ignore `tile_layout`, and cut a grid into one region of the size of a tile."""
    head = dataclasses.replace(tiny_manifest.head, inputs=1024)
    changes = {"tile_layout": "positions", "window_px": 256, "tile_px": 256, "mpp": 0.5, "head": head}
    encoder = {"backbone_name": "uni_v1", "backbone_sha256": "", "feature_layer": "stated by the feature files"}
    manifest = dataclasses.replace(tiny_manifest, **changes, **encoder)
    text = to_json(manifest)
    assert json.loads(text)["format_version"] == 3
    read = from_json(text, tmp_path / "x.safetensors")
    assert read == manifest
    assert read.encoder == EncoderFacts("uni_v1", "", 1024, 256, 0.5, "stated by the feature files")
    assert read.encoder.text == "uni_v1 (weights not known): 1024 features of tiles of 256 px at 0.5 um/px"
    assert read.encoder.tile_um == 128


def test_a_bundle_from_before_there_were_feature_files_states_the_facts_of_vgg_16(tiny_manifest, tmp_path):
    fields = json.loads(to_json(tiny_manifest))
    assert "tile_layout" not in fields
    read = from_json(json.dumps(fields), tmp_path / "x.safetensors")
    assert read.tile_layout == "grid"
    found = read.encoder
    assert (found.name, found.sha256) == (fields["backbone_name"], fields["backbone_sha256"])
    assert (found.length, found.tile_px, found.mpp) == (4096, 224, fields["mpp"])


@pytest.mark.parametrize(
    ("window_px", "tile_px", "rows"), [(3500, 224, 16), (3500, 55, 64), (2002, 224, 9), (448, 224, 2), (224, 224, 1)]
)
def test_a_region_has_as_many_tiles_as_cover_it(tiny_manifest, window_px, tile_px, rows):
    """By hand: 3500 / 224 is 15.6; 2002 / 224 is 8.9."""
    grid = dataclasses.replace(tiny_manifest, window_px=window_px, tile_px=tile_px, fit="pad").grid
    assert (grid.window_px, grid.tile_px, grid.rows, grid.cols, grid.fit) == (window_px, tile_px, rows, rows, "pad")
