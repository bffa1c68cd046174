"""Which device computes, and why: a wish comes in ("auto", "cpu", "cuda:0", "mps"), a `DeviceRecord` goes out."""

from importlib.util import find_spec

from model.errors import DeviceError
from model.prediction import DeviceRecord

EXACT = "exact"
AUTO = "auto"
_AUTO_ORDER = "NVIDIA GPU, then Apple GPU, then CPU"


def list_devices() -> tuple[DeviceRecord, ...]:
    """Every device this machine can compute on now, best first; the last two are the CPU by OpenVINO and by torch."""
    import torch

    found: list[DeviceRecord] = []
    if torch.cuda.is_available():
        for number in range(torch.cuda.device_count()):
            name = torch.cuda.get_device_name(number)
            found.append(_record(f"cuda:{number}", name, "torch"))
    if torch.backends.mps.is_available():
        found.append(_record("mps", "Apple GPU", "torch"))
    if find_spec("openvino"):
        found.append(_record("cpu", "CPU", "OpenVINO"))
        found.append(_record("cpu-torch", "CPU", "torch"))
    else:
        found.append(_record("cpu", "CPU", "torch"))
    return tuple(found)


def choose_device(asked: str = AUTO) -> DeviceRecord:
    """The device to use for the wish `asked`, with the reason; DeviceError where it cannot be had."""
    devices = list_devices()
    if asked == AUTO:
        best = devices[0]
        reason = f"chosen automatically ({_AUTO_ORDER})"
        if best.name.startswith("cpu"):
            reason += f"; no GPU: {why_no_gpu()}"
        return _with_reason(best, reason)
    wished = "cuda:0" if asked == "cuda" else asked
    for device in devices:
        if device.name == wished:
            return _with_reason(device, "chosen by the user")
    names = ", ".join(d.name for d in devices)
    why = f" ({why_no_gpu()})" if wished.startswith("cuda") else ""
    raise DeviceError(f"The device {asked!r} cannot be used here{why}.", f"Use auto, or one of: {names}.")


def why_no_gpu() -> str:
    """In words, why no GPU is used, as far as torch can tell."""
    import torch

    if not torch.backends.cuda.is_built():  # type: ignore[no-untyped-call]
        return "this torch is built without CUDA"
    if torch.cuda.is_available():
        return "there is one, and it was not asked for"
    return "torch has CUDA and finds no NVIDIA GPU or no working driver"


def _record(name: str, what: str, engine: str) -> DeviceRecord:
    return DeviceRecord(name, f"{what} ({engine}, {EXACT})", "", engine, EXACT)


def _with_reason(device: DeviceRecord, reason: str) -> DeviceRecord:
    return DeviceRecord(device.name, device.words, reason, device.engine, device.precision)
