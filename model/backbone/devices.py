"""Choose the device that computes, from a name such as "auto", "cpu", "cuda:0" or "mps", and record the reason.

*exact* means float32 everywhere. *fast* is the most faithful format with fewer bits: bfloat16 on a CPU that multiplies
it, half precision on a GPU, int8 on other CPUs. Where *fast* is bfloat16 on a CPU, *fastest* is int8. The errors of
*fast* and *fastest* depend on the model and are measured for each model (`model.predict.precision_error`).
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.util import find_spec

from model.base.errors import DeviceError
from model.base.policy import policy
from model.result.prediction import Arithmetic, DeviceRecord, Precision

EXACT: Precision = "exact"
FAST: Precision = "fast"
FASTEST: Precision = "fastest"
PRECISIONS: tuple[Precision, ...] = (EXACT, FAST, FASTEST)
AUTO = "auto"
_AUTO_ORDER = "NVIDIA GPU, then Apple GPU, then CPU"
"""Order in which "auto" chooses a device, as a text for users. Intel GPUs and NPUs are used only on request, because
they share the CPU's memory and are often no faster."""

INTEL = {"intel-gpu": "GPU", "npu": "NPU"}
"""This program's names of the devices that only OpenVINO supports, and OpenVINO's names of the same devices."""
_BFLOAT_CAPABILITY = (8, 0)
"""Minimum compute capability of NVIDIA cards that compute bfloat16 fast (Ampere). Older cards, from 7.0 (Volta) on, use
float16.
"""
_HALF_CAPABILITY = (7, 0)


def list_devices(engine: str | None = None) -> tuple[DeviceRecord, ...]:
    """Return all available devices that the policy allows, best first, with the precision *exact*.

    If `engine` is given, return only the devices of this engine. Raise DeviceError if there are none, or if the policy
    allows none of them.
    """
    rules, found = policy(), tuple(_computing(engine))
    if not found:
        raise DeviceError(
            f"{engine} is not installed on this computer, and encoders from files need it.",
            "Install openvino, or choose a model with another backbone.",
        )
    allowed = tuple(device for device in found if rules.allows_device(device.name))
    if not allowed:
        raise DeviceError(
            f"The policy of this computer allows only {', '.join(rules.devices)}, and none of these is available.",
            "Ask the administrator of this computer.",
        )
    return allowed


def _computing(engine: str | None) -> Iterator[DeviceRecord]:
    """Yield the available devices of `engine`, or of all engines, best first."""
    return (one for one in _devices_here() if engine in (None, one.engine))


def _best(engine: str | None) -> DeviceRecord:
    """Return the best available device that the policy allows.

    Worse devices are not looked for: the search for Intel's GPU and NPU loads OpenVINO, which takes 0.3 s, and a result
    with saved features needs only the name of its device.
    """
    rules = policy()
    best = next((one for one in _computing(engine) if rules.allows_device(one.name)), None)
    return best if best is not None else list_devices(engine)[0]


def _devices_here() -> Iterator[DeviceRecord]:
    import torch

    if torch.cuda.is_available():
        for number in range(torch.cuda.device_count()):
            yield _record(f"cuda:{number}", torch.cuda.get_device_name(number), "torch")
    if torch.backends.mps.is_available():
        yield _record("mps", "Apple GPU", "torch")
    if find_spec("openvino"):
        yield _record("cpu", "CPU", "OpenVINO")
        yield from _intel_devices()
        yield _record("cpu-torch", "CPU", "torch")
    else:
        yield _record("cpu", "CPU", "torch")


def choose_device(asked: str = AUTO, precision: Precision = EXACT, engine: str | None = None) -> DeviceRecord:
    """Return the device called `asked`, and record why it was chosen.

    If `engine` is given, only the devices of this engine are considered. Raise DeviceError if the device is not
    available or not allowed.
    """
    if asked == AUTO:
        best = _best(engine)
        reason = f"chosen automatically ({_AUTO_ORDER})"
        if engine is not None:
            reason = f"chosen automatically ({engine} only, for an encoder from a file)"
        elif best.name.startswith("cpu"):
            reason += f"; no GPU: {why_no_gpu()}"
        return _with_precision(replace(best, reason=reason), precision)
    devices = list_devices(engine)
    name = "cuda:0" if asked == "cuda" else asked
    for device in devices:
        if device.name == name:
            return _with_precision(replace(device, reason="chosen by the user"), precision)
    names = ", ".join(d.name for d in devices)
    if not policy().allows_device(name):
        raise DeviceError(f"This computer's policy forbids the device {asked!r}.", f"Use auto, or one of: {names}.")
    if engine is not None and any(device.name == name for device in _devices_here()):
        raise DeviceError(
            f"The device {asked!r} cannot compute an encoder from a file: only {engine} reads it.",
            f"Use auto, or one of: {names}.",
        )
    why = f" ({why_no_gpu()})" if name.startswith("cuda") else ""
    raise DeviceError(f"The device {asked!r} cannot be used here{why}.", f"Use auto, or one of: {names}.")


def fast_arithmetic(device: DeviceRecord) -> Arithmetic | None:
    """Return the number format that the precision *fast* uses on `device`, or None if none is faster than *exact*."""
    if device.name.startswith("cuda"):
        import torch

        capability = torch.cuda.get_device_capability(device.name)
        if capability >= _BFLOAT_CAPABILITY:
            return "bfloat16"
        return "float16" if capability >= _HALF_CAPABILITY else None
    if device.name == "mps" or device.name in INTEL:
        return "float16"
    if device.engine == "OpenVINO":
        return "bfloat16" if multiplies_bfloat16() else _int8()
    return None


def fastest_arithmetic(device: DeviceRecord) -> Arithmetic | None:
    """Return the number format that the precision *fastest* uses on `device`, or None if none is faster than *fast*."""
    if device.name != "cpu" or device.engine != "OpenVINO" or not multiplies_bfloat16():
        return None
    return _int8()


def arithmetic_of(device: DeviceRecord, precision: Precision) -> Arithmetic | None:
    """Return the number format of `precision` on `device`, or None if the device does not offer this precision."""
    if precision == EXACT:
        return None if device.name == "npu" else "float32"
    return fast_arithmetic(device) if precision == FAST else fastest_arithmetic(device)


def recipe_of(device: DeviceRecord) -> str:
    """Return a text that describes how `device` computes features, for keys of caches and of measured errors.

    The text changes when a new version of the program computes other features, so that saved features and errors of an
    older version are not used.
    """
    corrected = device.name == "cpu" and device.engine == "OpenVINO" and device.arithmetic != "float32"
    return f"{device.arithmetic}, corrected" if corrected else device.arithmetic


@cache
def multiplies_bfloat16() -> bool:
    """Return whether the CPU has instructions for bfloat16 (AMX or AVX-512-BF16) that OpenVINO uses."""
    from model.backbone.openvino_loader import openvino

    return "BF16" in openvino.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")


def _int8() -> Arithmetic | None:
    if not find_spec("nncf"):
        return None
    return "int8+bfloat16" if multiplies_bfloat16() else "int8"


def why_no_gpu() -> str:
    """Return the reason why no GPU is used, if torch reports one."""
    import torch

    if not torch.backends.cuda.is_built():  # type: ignore[no-untyped-call]
        return "this torch is built without CUDA"
    if torch.cuda.is_available():
        return "there is an NVIDIA GPU, but it was not requested"
    return "torch has CUDA but finds no NVIDIA GPU or no working driver"


def _intel_devices() -> list[DeviceRecord]:
    """Return Intel's GPU and NPU if their drivers are installed."""
    from model.backbone.openvino_loader import openvino

    core = openvino.Core()
    here = {name.split(".")[0] for name in core.available_devices}
    # An NPU cannot compute float32. Therefore requesting *exact* on it raises an error later.
    return [
        _record(name, str(core.get_property(theirs, "FULL_DEVICE_NAME")), "OpenVINO")
        for name, theirs in INTEL.items()
        if theirs in here
    ]


def _with_precision(device: DeviceRecord, precision: Precision) -> DeviceRecord:
    """Return `device` with the given `precision`. Raise DeviceError if the device does not support it."""
    if precision == EXACT:
        if device.name == "npu":
            raise DeviceError("The NPU has no float32, so it cannot be exact.", "Choose fast, or another device.")
        return device
    arithmetic = arithmetic_of(device, precision)
    if arithmetic is None:
        slower = "exact" if precision == FAST or fast_arithmetic(device) is None else "fast or exact"
        raise DeviceError(
            f"{device.title.split(' (')[0]} with {device.engine} has no {precision} arithmetic.",
            f"Choose {slower}, or another device: histocast doctor lists them.",
        )
    title = title_of(device, precision, arithmetic)
    return replace(device, title=title, precision=precision, arithmetic=arithmetic)


def title_of(exact: DeviceRecord, precision: Precision, arithmetic: Arithmetic) -> str:
    """Return the title of the device `exact` with another precision: "CPU (OpenVINO, fast bfloat16)"."""
    return exact.title if precision == EXACT else exact.title.replace(EXACT, f"{precision} {arithmetic}")


def _record(name: str, what: str, engine: str) -> DeviceRecord:
    return DeviceRecord(name, f"{what} ({engine}, {EXACT})", "", engine, EXACT)
