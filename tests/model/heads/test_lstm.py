"""The sequence network: stepwise reading agrees with PyTorch's own LSTM, in one go and in pieces."""

import pytest
import torch

from model.heads.lstm import LstmHead
from model.heads.table import HEADS
from model.manifest import HeadShape


@pytest.fixture(params=[True, False], ids=["biases", "no biases"])
def head(request):
    torch.manual_seed(0)
    return LstmHead(HeadShape(inputs=12, cells=(9, 7, 5), bias=request.param)).double().eval()


@pytest.fixture
def features():
    return torch.randn(20, 12, dtype=torch.float64, generator=torch.Generator().manual_seed(1))


def test_stepwise_reading_agrees_with_the_whole(head, features):
    with torch.inference_mode():
        steps = head.advance(features)
        torch.testing.assert_close(steps.logits, head(features[None])[0], atol=1e-12, rtol=1e-12)


def test_states_are_those_of_torchs_lstm_layer_by_layer(head, features):
    with torch.inference_mode():
        steps = head.advance(features)
        x = features[None]
        for layer, hidden, cell in zip(head.layers, steps.hidden, steps.cell, strict=True):
            x, (_, last_cell) = layer(x)
            torch.testing.assert_close(hidden, x[0], atol=1e-12, rtol=1e-12)
            torch.testing.assert_close(cell[-1], last_cell[0, 0], atol=1e-12, rtol=1e-12)


def test_reading_in_pieces_is_reading_in_one_go(head, features):
    with torch.inference_mode():
        whole = head.advance(features)
        first = head.advance(features[:7])
        second = head.advance(features[7:], first.state)
    torch.testing.assert_close(torch.cat([first.logits, second.logits]), whole.logits, atol=1e-12, rtol=1e-12)
    torch.testing.assert_close(second.cell[2], whole.cell[2][7:], atol=1e-12, rtol=1e-12)


def test_the_published_layout():
    head = HEADS["lstm"](HeadShape())
    assert [layer.hidden_size for layer in head.layers] == [264, 128, 64]
    assert head.layers[0].input_size == 4096
