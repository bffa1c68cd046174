"""Details of the network for the section *Advanced*, as lines of title and value; no Qt."""

import math

import numpy as np

from app.session.session import Session
from app.viewer.canvas.running_text import several_orders
from model.base.probability_text import probability_text
from model.result.export.wording import orders_used, run_drawn
from model.result.maps import UNFAMILIAR, MapKind, offered

Line = tuple[str, str]
"""Title and value."""
IMPORTANCE_MAPS = ("occlusion", "ig")
"""The explanations whose values are listed for the selected tile."""


def advanced_lines(session: Session) -> tuple[Line, ...]:
    """Return lines about the selected tile, the result, the network and the device."""
    return (*_tile(session), *_result(session), *_network(session), *_device(session))


def _tile(session: Session) -> list[Line]:
    """Return lines with the network's values at the selected tile."""
    index, partial = session.region.selected, session.analysis.partial
    if index is None:
        return []
    lines, step = [("Tile, index in files", f"{index} (from 0)")], session.step
    if partial is None or step is None:
        return lines
    trace = partial.trace
    lines += [
        (f"Tile, |h| of layer {number}", f"{np.linalg.norm(hidden[step]):.3f}")
        for number, hidden in enumerate(trace.hidden, 1)
    ]
    lines += [
        (f"Tile, {kind.title.lower()}", _value(float(trace.tiles[kind.key][step]), kind))
        for kind in offered(trace)
        if not kind.layered and kind.key != UNFAMILIAR
    ]
    for key, found in session.explanation.found.items():
        if key in IMPORTANCE_MAPS and found.values is not None:
            title = found.method.title
            lines.append((f"Tile, {title[:1].lower()}{title[1:]}", f"{float(found.values[index]):+.4f} log odds"))
    if not session.analysis.refused:
        order = f", {session.grid.order} order alone" if several_orders(session) and trace.hidden else ""
        lines.append((f"Running probability{order}", probability_text(float(trace.running[step]))))
    return lines


def _value(value: float, kind: MapKind) -> str:
    """Return the value of the tile in a pooling head, with its measure."""
    if math.isnan(value):
        return "not pooled"
    return f"{value:+.4f} {kind.measure}" if kind.signed else f"{value:.4f} ({kind.measure})"


def _result(session: Session) -> list[Line]:
    prediction = session.analysis.prediction
    if prediction is None or session.analysis.refused:
        return []
    lines = [("Log odds of survival", f"{prediction.logit:+.3f}")]
    orders = orders_used(prediction)
    return [*lines, ("Tile orders", f"{orders[:1].upper()}{orders[1:]}. {run_drawn(prediction)}")] if orders else lines


def _network(session: Session) -> list[Line]:
    if session.bundle is None:
        return []
    manifest = session.bundle.manifest
    head = manifest.head
    network = head.text.replace(head.kind, head.facts.title, 1)
    prediction = session.analysis.prediction
    source = prediction.feature_file if prediction is not None else None
    features = f"{manifest.backbone_name}, {manifest.feature_layer}"
    return [("Network", network), ("Features", features if source is None else f"from a file: {source.text}")]


def _device(session: Session) -> list[Line]:
    """Return lines about the device of the shown result or, without a result, of the next analysis."""
    prediction = session.analysis.prediction
    device = prediction.device if prediction is not None else session.device.on_hand
    if device is None:
        return []
    reason = f"{device.reason[:1].upper()}{device.reason[1:]}"
    lines = [("Device", device.title), ("Why this device", reason)]
    return lines if prediction is None else [*lines, ("Time", prediction.time_text)]
