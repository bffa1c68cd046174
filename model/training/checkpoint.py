"""Save the state of a training run after an epoch, and restore it.

The state is one `.safetensors` file with tensors and a log. It is complete, so that a resumed run gives the same
result. It contains the weights, the best epoch's weights, the optimiser's state, and the states of the random
generators.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from torch import nn

from model.base.files import replacing
from model.base.json_file import parse_json
from model.base.tensor_file import save_tensors
from model.training.log import Epoch

_KEY = "histocast-checkpoint"
_RANDOM_GPU = "random-gpu"
_HEAD, _BEST, _OPTIMISER, _RANDOM = "head.", "best.", "optimiser.", "random"


@dataclass(frozen=True)
class Checkpoint:
    """The checkpoint file of one run.

    `run` is a hash that identifies the run. A file that another run wrote is ignored.
    """

    path: Path
    run: str

    def save(
        self,
        head: nn.Module,
        best: dict[str, torch.Tensor],
        optimiser: torch.optim.Optimizer,
        generator: np.random.Generator,
        log: list[Epoch],
    ) -> None:
        """Write the state of the training after the last epoch of `log`, and replace the previous file."""
        tensors = {f"{_HEAD}{name}": tensor for name, tensor in head.state_dict().items()}
        tensors |= {f"{_BEST}{name}": tensor for name, tensor in best.items()}
        for number, memory in optimiser.state_dict()["state"].items():
            # Plain gradient descent has no state. PyTorch then stores None.
            tensors |= {f"{_OPTIMISER}{number}.{name}": kept for name, kept in memory.items() if kept is not None}
        tensors[_RANDOM] = torch.get_rng_state()
        if torch.cuda.is_available():
            tensors[_RANDOM_GPU] = torch.cuda.get_rng_state()
        told = {"run": self.run, "generator": generator.bit_generator.state, "log": [asdict(epoch) for epoch in log]}
        with replacing(self.path) as beside:
            save_tensors({n: t.detach().contiguous() for n, t in tensors.items()}, beside, {_KEY: json.dumps(told)})

    def restore(
        self, head: nn.Module, optimiser: torch.optim.Optimizer, generator: np.random.Generator
    ) -> tuple[dict[str, torch.Tensor], list[Epoch]] | None:
        """Restore head, optimiser and generators, and return the best weights and the log so far.

        If there is no readable state of this run, return None and change nothing.
        """
        try:
            with safe_open(self.path, "pt") as file:
                told = parse_json((file.metadata() or {}).get(_KEY, "{}"))
                tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        except (OSError, SafetensorError, ValueError):
            return None
        if told.get("run") != self.run:
            return None
        head.load_state_dict(_under(_HEAD, tensors))
        memory: dict[int, dict[str, torch.Tensor]] = {}
        for name, tensor in _under(_OPTIMISER, tensors).items():
            number, _, what = name.partition(".")
            memory.setdefault(int(number), {})[what] = tensor
        optimiser.load_state_dict({"state": memory, "param_groups": optimiser.state_dict()["param_groups"]})
        torch.set_rng_state(tensors[_RANDOM])
        if _RANDOM_GPU in tensors and torch.cuda.is_available():
            torch.cuda.set_rng_state(tensors[_RANDOM_GPU])
        generator.bit_generator.state = told["generator"]
        return _under(_BEST, tensors), [Epoch(**epoch) for epoch in told["log"]]


def _under(prefix: str, tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}
