"""Details of the network for the section *Advanced*, as lines of title and value; no Qt."""

import math

import numpy as np

from app.language.model_text import of_model
from app.language.text import inside, number_text, tr
from app.session.session import Session
from app.viewer.canvas.running_text import several_orders
from model.base.probability_text import probability_text
from model.result.export.wording import orders_used, run_drawn
from model.result.maps import UNFAMILIAR, MapKind, offered

Line = tuple[str, str]
"""One line of the section: its title and its value."""
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
    lines, step = [(tr("Tile, index in files"), tr("{index} (from 0)", index=index))], session.step
    if partial is None or step is None:
        return lines
    trace = partial.trace
    lines += [
        (tr("Tile, |h| of layer {number}", number=number), number_text(f"{np.linalg.norm(hidden[step]):.3f}"))
        for number, hidden in enumerate(trace.hidden, 1)
    ]
    lines += [
        (tr("Tile, {title}", title=inside(tr(kind.title))), _value(float(trace.tiles[kind.key][step]), kind))
        for kind in offered(trace)
        if not kind.layered and kind.key != UNFAMILIAR
    ]
    for key, found in session.explanation.found.items():
        if key in IMPORTANCE_MAPS and found.values is not None:
            title = found.method.title
            lines.append(
                (
                    tr("Tile, {title}", title=inside(of_model(title))),
                    tr("{value:+.4f} log odds", value=float(found.values[index])),
                )
            )
    if not session.analysis.refused:
        order = (
            tr(", {order} order alone", order=of_model(session.grid.order))
            if several_orders(session) and trace.hidden
            else ""
        )
        lines.append(
            (tr("Running probability{order}", order=order), of_model(probability_text(float(trace.running[step]))))
        )
    return lines


def _value(value: float, kind: MapKind) -> str:
    """Return the text of a tile's value on the map `kind`, with its measure; "not pooled" if the value is NaN."""
    if math.isnan(value):
        return tr("not pooled")
    return (
        number_text(f"{value:+.4f}") + f" {of_model(kind.measure)}"
        if kind.signed
        else number_text(f"{value:.4f}") + f" ({of_model(kind.measure)})"
    )


def _result(session: Session) -> list[Line]:
    prediction = session.analysis.prediction
    if prediction is None or session.analysis.refused:
        return []
    lines = [(tr("Log odds of survival"), number_text(f"{prediction.logit:+.3f}"))]
    orders = of_model(orders_used(prediction))
    return (
        [*lines, (tr("Tile orders"), f"{orders[:1].upper()}{orders[1:]}. {of_model(run_drawn(prediction))}")]
        if orders
        else lines
    )


def _network(session: Session) -> list[Line]:
    if session.bundle is None:
        return []
    manifest = session.bundle.manifest
    head = manifest.head
    network = head.text.replace(head.kind, head.facts.title, 1)
    prediction = session.analysis.prediction
    source = prediction.feature_file if prediction is not None else None
    features = f"{manifest.backbone_name}, {manifest.feature_layer}"
    return [
        (tr("Network"), of_model(network)),
        (tr("Features"), features if source is None else tr("from a file: {text}", text=of_model(source.text))),
    ]


def _device(session: Session) -> list[Line]:
    """Return lines about the device of the shown result or, without a result, the device of the next analysis."""
    prediction = session.analysis.prediction
    device = prediction.device if prediction is not None else session.device.on_hand
    if device is None:
        return []
    reason = of_model(f"{device.reason[:1].upper()}{device.reason[1:]}")
    lines = [(tr("Device"), of_model(device.title)), (tr("Why this device"), reason)]
    return lines if prediction is None else [*lines, (tr("Time"), of_model(prediction.time_text))]
