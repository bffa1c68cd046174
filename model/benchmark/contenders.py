"""What is measured side by side: the plain loop everybody would write, and every engine, precision and device here."""

from dataclasses import dataclass
from importlib.util import find_spec

from model.backbone.devices import EXACT, FAST, fast_arithmetic, list_devices
from model.result.prediction import Precision

PLAIN_BATCHES = (1, 32)
PLAIN = f"plain loop, batch {PLAIN_BATCHES[-1]}"
"""What the others are compared with."""


@dataclass(frozen=True)
class Contender:
    """One way to encode tiles; `plain_batch` is None where it is one of our engines."""

    name: str
    engine: str
    precision: Precision
    device: str
    plain_batch: int | None = None


def contenders(only: str | None = None) -> tuple[Contender, ...]:
    """All of them, the plain loops first where torchvision is here; `only` that device besides the plain loops."""
    batches = PLAIN_BATCHES if find_spec("torchvision") else ()
    found = [Contender(f"plain loop, batch {batch}", "torchvision", EXACT, "cpu-torch", batch) for batch in batches]
    for device in reversed(list_devices()):
        if only not in (None, device.name):
            continue
        if device.name != "npu":  # has no float32
            found.append(Contender(device.words, device.engine, EXACT, device.name))
        arithmetic = fast_arithmetic(device)
        if arithmetic:
            words = device.words.replace(EXACT, f"{FAST} {arithmetic}")
            found.append(Contender(words, device.engine, FAST, device.name))
    return tuple(found)
