"""Gated attention over the tiles.

The head ignores the order of the tiles. It returns a survival logit and each tile's share of the attention. Ilse,
Tomczak & Welling, ICML 2018: a_k = softmax(w (tanh(V h_k) * sg(U h_k))), where h_k is the embedding of tile k and sg is
the logistic function. A linear unit on the sum of a_k h_k gives the logit.
"""

from collections.abc import Iterator

import torch
from torch import nn
from torch.nn.functional import dropout as dropped

from model.bundle.head_shape import HeadShape
from model.bundle.heads.base import LayerState, NetworkHead, Steps


class AttentionHead(NetworkHead):
    """The gated attention head.

    It uses all tiles, including blank tiles. The trained weights decide how much each tile counts.
    """

    first_weights = ("layers.0.weight",)

    def __init__(self, shape: HeadShape) -> None:
        super().__init__(shape)
        embedded, gate = shape.cells[:2]
        sizes = ((shape.inputs, embedded), (embedded, gate), (embedded, gate))
        self.layers = nn.ModuleList(nn.Linear(*size) for size in sizes)  # the embedding, V, and U
        self.attend = nn.Linear(gate, 1)
        self.make_output(embedded)

    def curves(
        self, features: torch.Tensor, dropout: float = 0.0, lengths: torch.Tensor | None = None
    ) -> torch.Tensor:
        """Return the log odds of being alive at each time, [spots, 1, times]; see `NetworkHead.curves`.

        Dropout acts on the input and before the output unit.
        """
        h, scores = self.embedded(dropped(features, dropout, self.training))
        if lengths is not None:
            beyond = torch.arange(scores.shape[1], device=scores.device) >= lengths[:, None]
            scores = scores.masked_fill(beyond, -torch.inf)
        share = torch.softmax(scores, dim=1)[..., None]
        return self.curve(dropped((share * h).sum(dim=1), dropout, self.training))[:, None]

    def advance(
        self,
        features: torch.Tensor,
        state: tuple[LayerState, ...] | None = None,
        tissue: torch.Tensor | None = None,
    ) -> Steps:
        """Process n more tiles, and return the result of each step, as `Head.advance` describes.

        The state consists of two values: the logarithm of the sum of exp(score) over the tiles so far, and the mean of
        the embeddings h of these tiles, weighted by attention.
        """
        h, scores = self.embedded(features)
        before, mean = state[0] if state else (h.new_full((), -torch.inf), h.new_zeros(h.shape[1]))
        sums = torch.logcumsumexp(torch.cat([before[None], scores]), dim=0)[1:]
        read = torch.tril(torch.ones(len(h), len(h), dtype=torch.bool, device=h.device))
        share = (scores[None] - sums[:, None]).masked_fill(~read, -torch.inf).exp()
        means = share @ h + (before - sums).exp()[:, None] * mean
        return Steps((), (), self.logit(means), ((sums[-1], means[-1]),))

    def tile_values(self, features: torch.Tensor, tissue: torch.Tensor | None = None) -> dict[str, torch.Tensor]:
        """Return two values [n] for each tile: `attention` and `removal`.

        `attention` is the tile's share of the attention; all shares add up to 1. `removal` is the logit of the spot
        minus the logit without the tile.
        """
        h, scores = self.embedded(features)
        share = torch.softmax(scores, dim=0)
        if len(h) == 1:
            return {"attention": share, "removal": torch.full_like(share, torch.nan)}
        itself = torch.eye(len(h), dtype=torch.bool, device=h.device)
        without = torch.softmax(scores[None].expand(len(h), -1).masked_fill(itself, -torch.inf), dim=1) @ h
        removal = self.logit(share @ h) - self.logit(without)
        return {"attention": share, "removal": removal}

    @torch.no_grad()
    def logits_without(
        self, features: torch.Tensor, glass: torch.Tensor, gone: torch.Tensor, drops: bool, tissue: torch.Tensor
    ) -> Iterator[torch.Tensor]:
        """Yield the logits of a spot without each of m sets of tiles, as `Head.logits_without` describes.

        All sets are computed at once. This is possible because the embedding of a tile does not depend on the other
        tiles.
        """
        h, scores = self.embedded(features)
        of_glass, glass_score = self.embedded(glass)
        instead = torch.full_like(glass_score, -torch.inf) if drops else glass_score
        share = torch.softmax(torch.where(gone, instead, scores), dim=1)
        share_of_glass = (share * gone).sum(dim=1, keepdim=True)
        logits = self.logit((share * ~gone) @ h + share_of_glass * of_glass)
        return iter((logits,))

    def embedded(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the embedding h of each tile, [..., tiles, width], and its score before the softmax, [..., tiles]."""
        embed, value, gate = self.layers
        h = torch.relu(embed(x))
        return h, self.attend(torch.tanh(value(h)) * torch.sigmoid(gate(h))).squeeze(-1)
