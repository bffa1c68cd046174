"""Check the numbers of a manifest, and return the first fault as text.

Every number must be finite. Numbers that are used in computations or shown as shares must be in the ranges defined
here.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from model.base.finite import LARGEST_LOGIT, is_number
from model.bundle.stability import STABILITY_KEY, stability_fault

LEAST_SLOPE, LARGEST_SLOPE = 1e-6, 1e6
"""Limits for the slope of a calibration layer.

A slope of 0 would give all patients the same probability, and a negative slope would reverse their order. If the output
of a model is nearly constant, with a standard deviation of 1e-4 log odds, the slope is about 1e4."""
LARGEST_INTERCEPT = 1e6
LEAST_MPP, LARGEST_MPP = 0.01, 100.0
"""Limits for the pixel size in um/px. The minimum is finer than any light microscope, and the maximum is coarser than
any overview of a slide."""
_COUNT = 1e9
"""Maximum number of patients, events or tiles that a manifest may contain."""
_EXACT = 2**64
"""Upper limit for whole numbers. It is so large because seeds have up to 64 bits."""
_WORDS = (
    "name", "version", "endpoint", "label_meaning", "backbone_name", "backbone_sha256", "feature_layer",
    "threshold_origin", "training", "intended_use", "limits", "made_by",
)  # fmt: skip
_SHARES = ("test_brier", "out_of_fold_brier", "test_sd_of_p")
_SELF_TEST = "self_test_logit"


def number_fault(fields: Mapping[str, Any]) -> str | None:
    """Return a description of the first invalid number in the `fields` of a manifest, or None if all are valid."""
    return next(_faults(fields), None)


def _faults(fields: Mapping[str, Any]) -> Iterator[str]:
    yield from _not_finite(fields, "")
    yield from _unless(fields.get("mpp"), LEAST_MPP, LARGEST_MPP, "mpp")
    for name in ("window_px", "tile_px"):
        yield from _unless_count(fields.get(name), name, least=1)
    yield from _unless_share(fields.get("threshold"), "threshold")
    for name in _WORDS:
        if not isinstance(fields.get(name), str):
            yield f"{name} {fields.get(name)!r} is not text"
    if not isinstance(fields.get("standardised"), bool):
        yield f"standardised {fields.get('standardised')!r}"
    yield from _of_layer(fields.get("calibration"), "calibration")
    yield from _of_metrics(fields.get("metrics"), "metrics")
    if fields.get(_SELF_TEST) is not None:
        yield from _unless(fields[_SELF_TEST], -LARGEST_LOGIT, LARGEST_LOGIT, _SELF_TEST)
    if STABILITY_KEY in fields:
        fault = stability_fault(fields[STABILITY_KEY])
        if fault is not None:
            yield fault


def _of_layer(layer: Any, path: str) -> Iterator[str]:
    if layer is None:
        return
    if not isinstance(layer, dict):
        yield f"{path} {layer!r} is not a table"
        return
    yield from _unless(layer.get("slope"), LEAST_SLOPE, LARGEST_SLOPE, f"{path}.slope")
    yield from _unless(layer.get("intercept"), -LARGEST_INTERCEPT, LARGEST_INTERCEPT, f"{path}.intercept")
    if not isinstance(layer.get("words"), str):
        yield f"{path}.words {layer.get('words')!r} is not text"
    for name in ("prevalence", "share_alive", "threshold_without"):
        yield from _unless_share(layer.get(name), f"{path}.{name}")
    for name in ("patients", "events", "lost"):
        if name in layer:
            yield from _unless_count(layer[name], f"{path}.{name}")
    for name in ("slope_interval", "intercept_interval"):
        pair = layer.get(name, (0, 0))
        if not (isinstance(pair, list | tuple) and len(pair) == 2 and all(map(is_number, pair))):
            yield f"{path}.{name} {pair!r} is not two numbers"
    if layer.get("before") is not None:
        yield from _of_former(layer["before"], f"{path}.before")


def _of_former(before: Any, path: str) -> Iterator[str]:
    """Yield a fault for each invalid field in `before`, the manifest's fields that the calibration layer replaced."""
    if not isinstance(before, dict):
        yield f"{path} {before!r} is not a table"
        return
    for name in ("sha256", "version", "limits"):
        if not isinstance(before.get(name), str):
            yield f"{path}.{name} {before.get(name)!r} is not text"
    yield from _unless_share(before.get("threshold"), f"{path}.threshold")
    yield from _of_layer(before.get("calibration"), f"{path}.calibration")
    yield from _of_metrics(before.get("metrics"), f"{path}.metrics")


def _of_metrics(metrics: Any, path: str) -> Iterator[str]:
    """Yield a fault for each share or AUC that is not in 0..1. All other metrics need only be finite."""
    if not isinstance(metrics, dict):
        yield f"{path} {metrics!r} is not a table"
        return
    for name in _SHARES:
        yield from _unless_share(metrics.get(name), f"{path}.{name}")
    for name, found in metrics.items():
        if name.endswith("_auc") and isinstance(found, dict):
            for part in ("value", "low", "high"):
                yield from _unless_share(found.get(part), f"{path}.{name}.{part}")


def _not_finite(value: Any, path: str) -> Iterator[str]:
    """Yield a fault for every number in `value` that is infinite or NaN, or has more than 64 bits."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _not_finite(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from _not_finite(inner, f"{path}[{number}]")
    elif isinstance(value, float) and not is_number(value):
        yield f"{path} is {value}, not a finite number"
    elif isinstance(value, int) and abs(value) > _EXACT:
        yield f"{path} is a whole number of more than 64 bits"


def _unless(value: Any, low: float, high: float, path: str) -> Iterator[str]:
    """Yield a fault unless `value` is a number from `low` to `high`."""
    if not is_number(value, low, high):
        yield f"{path} {value!r} is not a number from {low:g} to {high:g}"


def _unless_share(value: Any, path: str) -> Iterator[str]:
    """Yield a fault unless `value` is None or a share from 0 to 1."""
    if value is not None:
        yield from _unless(value, 0, 1, path)


def _unless_count(value: Any, path: str, least: int = 0) -> Iterator[str]:
    """Yield a fault unless `value` is a whole number from `least` to `_COUNT`."""
    if type(value) is not int or not least <= value <= _COUNT:
        yield f"{path} {value!r} is not a whole number from {least} to {_COUNT:g}"
