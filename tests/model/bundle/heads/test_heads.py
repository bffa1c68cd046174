"""What every row of `HEADS` keeps: one answer in one go, in pieces, and out of a bundle; sequence networks, by PyTorch
and by the lecture too.
"""

import dataclasses
import itertools

import numpy as np
import pytest
import torch

from model.bundle.bundle import load_bundle, save_bundle
from model.bundle.choices import CLASSIFIERS, POOLINGS
from model.bundle.head_shape import HeadShape, PooledShape
from model.bundle.heads.base import Head, NetworkHead
from model.bundle.heads.head_table import HEADS
from model.bundle.heads.lstm import LstmHead
from model.bundle.heads.networks import make_head, network_class
from model.bundle.heads.orders import logits_in_orders, running_logits_in_orders
from model.bundle.heads.pooled import PooledHead
from model.bundle.heads.recurrent import RecurrentHead
from model.reference import elman, lstm
from model.reference.readout import answer

EXACT = {"atol": 1e-12, "rtol": 1e-12}
SIZES = (9, 7, 5)


RECURRENT = tuple(kind for kind, facts in HEADS.items() if facts.ordered)


def sequence_head(kind, bias, seed=0):
    torch.manual_seed(seed)
    return make_head(HeadShape(kind, inputs=12, cells=SIZES, bias=bias)).double().eval()


def shapes(inputs):
    """A shape of every kind of head, and of pooled ones every pooling with every classifier."""
    found = {}
    for kind, facts in HEADS.items():
        if not facts.pooled:
            found[kind] = HeadShape(kind, inputs, SIZES if "cells" in facts.takes else (9, 7)[: len(facts.cells)])
        if "readout" in facts.takes:
            for warm_up in (0.0, 0.5, 0.7):
                name = f"{kind}, mean after {warm_up}"
                found[name] = dataclasses.replace(found[kind], readout="mean", warm_up=warm_up)
    for pooling in POOLINGS:
        for classifier in CLASSIFIERS:
            fisher = {"components": 3, "gaussians": 2} if pooling == "Fisher vector" else {}
            vectors = 11 if classifier == "RBF SVM" else 0
            pooled = PooledShape(pooling, classifier, vectors=vectors, **fisher)
            found[f"{classifier}, {pooling}"] = HeadShape("pooled", inputs, (), pooled=pooled)
    return found


def made(shape, seed=0):
    """A head whose every tensor has something to say: those that are scales or weights of a mixture are positive."""
    torch.manual_seed(seed)
    head = make_head(shape).eval().requires_grad_(False)
    for name, buffer in head.named_buffers():
        last = name.rpartition(".")[2]
        positive = last in {"scale", "variances", "weights", "priors", "gamma"}
        buffer.copy_(0.3 + torch.rand_like(buffer) if positive else torch.randn_like(buffer) / 4)
    return head


@pytest.fixture(params=RECURRENT)
def kind(request):
    return request.param


@pytest.fixture(params=shapes(12))
def any_head(request):
    return made(shapes(12)[request.param]).double()


@pytest.fixture
def tissue():
    """Two tiles of glass first, the last one too: what is pooled changes on the way."""
    share = torch.rand(20, generator=torch.Generator().manual_seed(2))
    share[[0, 1, 5, 6, 19]] = 0.05
    share[share < 0.1] = 0.05
    return share


@pytest.fixture(params=[True, False], ids=["biases", "no biases"])
def head(kind, request):
    return sequence_head(kind, request.param)


@pytest.fixture
def features():
    return torch.randn(20, 12, dtype=torch.float64, generator=torch.Generator().manual_seed(1))


def lecture_lstm(ih, hh, x):
    run = lstm.forward(lstm.from_pytorch(ih, hh), x)
    return run.h[1:], run.c[1:]


def lecture_elman(ih, hh, x):
    return (elman.forward(elman.Elman(u=ih, v=np.zeros((1, len(hh))), w=hh), x).h[1:],)


ORACLES = {"lstm": lecture_lstm, "elman": lecture_elman}


def test_there_is_a_shape_here_for_every_kind():
    assert {shape.kind for shape in shapes(12).values()} == set(HEADS)
    assert {"lstm", "elman"} <= {kind for kind in HEADS if issubclass(network_class(kind), RecurrentHead)}


@pytest.mark.parametrize("kind", HEADS)
def test_the_description_of_a_head_is_true_of_its_network(kind):
    """Whether the order matters, how it is trained, and which LSTM's gates it has follow from its class."""
    facts, network = HEADS[kind], network_class(kind)
    assert facts.ordered == issubclass(network, RecurrentHead)
    assert facts.pooled == issubclass(network, PooledHead) == (not issubclass(network, NetworkHead))
    assert facts.gated == issubclass(network, LstmHead)
    assert len(facts.cells) >= facts.least_layers or "cells" in facts.takes


def test_a_kind_of_a_newer_version_still_has_a_card():
    assert HeadShape("hopfield", 7, (3, 2)).text == "hopfield of 3, 2 units on 7 features"
    with pytest.raises(KeyError):
        network_class("hopfield")


def test_stepwise_reading_agrees_with_the_whole(any_head, features):
    with torch.inference_mode():
        steps = any_head.advance(features)
        whole = any_head(features[None])[0]
    assert whole.shape == ((20,) if any_head.shape.kind in RECURRENT else (1,))
    torch.testing.assert_close(steps.logits[-len(whole) :], whole, **EXACT)


def test_each_logit_is_that_of_the_string_that_ends_there(any_head, features, tissue):
    with torch.inference_mode():
        steps = any_head.advance(features, None, tissue)
        for n in (1, 2, 3, 7, 20):
            end = any_head.advance(features[:n], None, tissue[:n]).logits[-1]
            torch.testing.assert_close(steps.logits[n - 1], end, **EXACT)


@pytest.mark.parametrize("cuts", [(7,), (1, 2, 3), (2, 6), (4, 19)])
def test_any_head_read_in_pieces_is_read_in_one_go(any_head, features, tissue, cuts):
    ends, state, logits = (0, *cuts, 20), None, []
    with torch.inference_mode():
        whole = any_head.advance(features, None, tissue).logits
        for start, end in itertools.pairwise(ends):
            steps = any_head.advance(features[start:end], state, tissue[start:end])
            state = steps.state
            logits.append(steps.logits)
    torch.testing.assert_close(torch.cat(logits), whole, **EXACT)


def test_a_head_gives_of_each_tile_what_its_shape_says(any_head, features, tissue):
    with torch.inference_mode():
        found = any_head.tile_values(features, tissue)
        hidden = any_head.advance(features, None, tissue).hidden
    assert tuple(found) == tuple(name for name in any_head.shape.gives if name != "hidden")
    assert bool(hidden) == ("hidden" in any_head.shape.gives)
    assert all(values.shape == (20,) for values in found.values())


@pytest.mark.parametrize("drops", [False, True])
def test_a_head_computes_removals_as_if_each_spot_were_read_anew(any_head, features, tissue, drops):
    """Heads may compute them faster than the way of the interface, which reads every set on its own."""
    gone = torch.zeros(3, 20, dtype=torch.bool)
    gone[1, 3], gone[2, 7:15] = True, True
    glass = torch.randn(12, dtype=torch.float64, generator=torch.Generator().manual_seed(5))
    given = (features, glass, gone, drops, tissue)
    found = torch.cat(list(any_head.logits_without(*given)))
    torch.testing.assert_close(found, torch.cat(list(Head.logits_without(any_head, *given))), **EXACT)
    pooled = any_head.shape.pooled
    # Vectors far from every support vector all have the same decision value.
    assert len(set(found.tolist())) == 3 or (pooled and pooled.classifier == "RBF SVM")


def test_a_set_without_any_tile_left_has_no_logit(any_head, features, tissue):
    none_left = torch.ones(1, 20, dtype=torch.bool)
    found = next(iter(Head.logits_without(any_head, features, features[0], none_left, True, tissue)))
    assert found.isnan().all()


def test_without_tissue_anywhere_all_tiles_are_pooled(any_head, features):
    glass = torch.zeros(20)
    with torch.inference_mode():
        torch.testing.assert_close(any_head.advance(features, None, glass).logits, any_head.advance(features).logits)


def test_a_string_does_not_depend_on_the_others_of_its_batch(head, features):
    with torch.inference_mode():
        both = head(torch.stack([features, features.flip(0)]))
    torch.testing.assert_close(both[1], head.advance(features.flip(0)).logits.detach(), **EXACT)


def test_states_are_those_of_torchs_layers(head, features):
    with torch.inference_mode():
        steps = head.advance(features)
        x = features[None]
        for layer, hidden, state in zip(head.layers, steps.hidden, steps.state, strict=True):
            x, last = layer(x)
            torch.testing.assert_close(hidden, x[0], **EXACT)
            # (h, c) of an LSTM, h alone of the others; each [layers, spots, cells] there.
            expected = last if isinstance(last, tuple) else (last,)
            for ours, theirs in zip(state, expected, strict=True):
                torch.testing.assert_close(ours, theirs[0, 0], **EXACT)


def test_cell_states_are_there_for_all_layers_or_none(head, features):
    steps = head.advance(features)
    assert [tuple(h.shape) for h in steps.hidden] == [(20, n) for n in SIZES]
    assert len(steps.cell) in {0, len(SIZES)}
    assert all(c.shape == h.shape for h, c in zip(steps.hidden, steps.cell, strict=False))
    assert {len(layer) for layer in steps.state} == {head.carries}


def test_reading_in_pieces_is_reading_in_one_go(head, features):
    with torch.inference_mode():
        whole = head.advance(features)
        first = head.advance(features[:7])
        second = head.advance(features[7:], first.state)
    torch.testing.assert_close(torch.cat([first.logits, second.logits]), whole.logits, **EXACT)
    for pieces, together in ((second.hidden, whole.hidden), (second.cell, whole.cell)):
        for piece, all_steps in zip(pieces, together, strict=True):
            torch.testing.assert_close(piece, all_steps[7:], **EXACT)


@pytest.mark.parametrize("kind", ORACLES)
def test_without_biases_it_is_the_lectures_network(kind, features):
    head = sequence_head(kind, bias=False)
    steps = head.advance(features)
    x = features.numpy()
    for number, layer in enumerate(head.layers):
        own = {name: weight.detach().numpy() for name, weight in layer.named_parameters()}
        states = ORACLES[kind](own["weight_ih_l0"], own["weight_hh_l0"], x)
        x = states[0]
        ours = (steps.hidden, steps.cell)[: len(states)]
        for found, expected in zip(ours, states, strict=True):
            np.testing.assert_allclose(found[number].detach().numpy(), expected, rtol=1e-6, atol=1e-12)
    logits = x @ head.output.weight.detach().numpy()[0]
    np.testing.assert_allclose(steps.logits.detach().numpy(), logits, rtol=1e-6, atol=1e-12)


def test_dropout_is_of_training_alone(head, features):
    torch.testing.assert_close(head(features[None], 0.5), head(features[None]), atol=0, rtol=0)
    head.train()
    assert not torch.equal(head(features[None], 0.5), head(features[None]))


def test_a_seed_gives_the_weights(kind):
    first, again, other = (sequence_head(kind, True, seed).state_dict() for seed in (3, 3, 4))
    assert all(torch.equal(first[name], again[name]) for name in first)
    assert not torch.equal(first["output.weight"], other["output.weight"])


@pytest.mark.parametrize("warm_up", [None, 0.0, 0.3, 0.5, 0.9])
@pytest.mark.parametrize("steps", [1, 2, 3, 10, 20])
def test_the_answer_is_the_last_logit_or_the_mean_without_the_warm_up(kind, features, warm_up, steps):
    """One pass, whole strings at once, and several orders at once give the reference's answer of the steps' logits."""
    plain = sequence_head(kind, bias=True)
    shape = plain.shape if warm_up is None else dataclasses.replace(plain.shape, readout="mean", warm_up=warm_up)
    head = make_head(shape).double().eval()
    head.load_state_dict(plain.state_dict())
    orders = torch.stack([torch.arange(steps), torch.arange(20 - steps, 20).flip(0)])
    with torch.inference_mode():
        every = [plain(features[order][None])[0].tolist() for order in orders]
        expected = [answer(logits, warm_up) for logits in every]
        assert head(features[orders])[:, -1].tolist() == pytest.approx(expected, abs=1e-12)
        assert logits_in_orders(head, features, orders).tolist() == pytest.approx(expected, abs=1e-12)
        running = head.advance(features[:steps]).logits.tolist()
        in_orders = running_logits_in_orders(head, features, orders).tolist()
    for logits, found in zip(every, in_orders, strict=True):
        assert found == pytest.approx([answer(logits[:n], warm_up) for n in range(1, steps + 1)], abs=1e-12)
    assert running == pytest.approx([answer(every[0][:n], warm_up) for n in range(1, steps + 1)], abs=1e-12)
    if steps == 20 and warm_up is not None:
        assert abs(expected[0] - every[0][-1]) > 1e-3  # the mean is not the last logit


def test_a_share_of_the_steps_is_rounded_down_to_whole_steps():
    shape = HeadShape(readout="mean", warm_up=0.29)
    assert [shape.first_step(steps) for steps in (1, 3, 4, 100, 256)] == [0, 0, 1, 29, 74]
    assert [HeadShape().first_step(steps) for steps in (1, 256)] == [0, 255]


def test_the_card_states_the_readout():
    assert HeadShape("lstm", 7, (3, 2)).text == "lstm of 3, 2 units on 7 features"
    mean = HeadShape("lstm", 7, (3, 2), readout="mean", warm_up=0.5)
    assert mean.text == "lstm of 3, 2 units on 7 features, mean over all steps after the first 50%"
    assert dataclasses.replace(mean, warm_up=0.0).text.endswith("features, mean over all steps")


def test_the_published_layout(kind):
    head = make_head(HeadShape(kind))
    assert [layer.hidden_size for layer in head.layers] == [264, 128, 64]
    assert head.layers[0].input_size == 4096
    assert head.output.weight.shape == (1, 64)


@pytest.mark.parametrize("name", shapes(4096))
def test_a_bundle_keeps_it(tmp_path, tiny_manifest, name):
    manifest = dataclasses.replace(tiny_manifest, head=shapes(4096)[name])
    head = made(manifest.head)
    path = tmp_path / "tiny.safetensors"
    save_bundle(path, manifest, head, torch.zeros(4096), torch.ones(4096))
    bundle = load_bundle(path)
    assert bundle.manifest == manifest
    assert type(bundle.head) is type(head)
    x = torch.randn(6, 4096, generator=torch.Generator().manual_seed(1))
    kept = head.half().float() if head.halved else head
    torch.testing.assert_close(bundle.head.advance(x).logits, kept.advance(x).logits)
