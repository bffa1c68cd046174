"""List the contenders of the benchmark: plain loops with torchvision, and all engines, precisions and devices."""

from dataclasses import dataclass
from importlib.util import find_spec

from model.backbone.devices import EXACT, PRECISIONS, arithmetic_of, list_devices, title_of
from model.result.prediction import Precision

PLAIN_BATCHES = (1, 32)
PLAIN = f"plain loop, batch {PLAIN_BATCHES[-1]}"
"""Name of the contender with which all others are compared."""


@dataclass(frozen=True)
class Contender:
    """One way to encode tiles.

    `plain_batch` is the batch size of a plain loop. It is None for the program's own engines.
    """

    name: str
    engine: str
    precision: Precision
    device: str
    plain_batch: int | None = None


def contenders(only: str | None = None, engine: str | None = None) -> tuple[Contender, ...]:
    """Return all contenders, the ways to encode tiles that the benchmark compares.

    If torchvision is installed, plain loops with torchvision come first.

    If `only` is given, return only this device and the plain loops. If `engine` is given, return only the devices of
    this engine. Plain loops are then left out, because they can compute only VGG-16.
    """
    batches = PLAIN_BATCHES if find_spec("torchvision") and engine is None else ()
    found = [Contender(f"plain loop, batch {batch}", "torchvision", EXACT, "cpu-torch", batch) for batch in batches]
    for device in reversed(list_devices(engine)):
        if only not in (None, device.name):
            continue
        for precision in PRECISIONS:
            arithmetic = arithmetic_of(device, precision)
            if arithmetic is not None:
                found.append(Contender(title_of(device, precision, arithmetic), device.engine, precision, device.name))
    return tuple(found)
