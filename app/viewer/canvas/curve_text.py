"""Describe a curve in words, for users who cannot see it: its ends, and its extremes with their places. No Qt."""

from collections.abc import Callable

import numpy as np

from app.language.model_text import of_model
from app.language.text import counted, plural, tr
from app.session.session import Session
from app.viewer.canvas.running_text import curves_of
from model.base.probability_text import probability_text


def course(values: np.ndarray, text: Callable[[float], str]) -> str:
    """Return where a curve starts, where it is lowest and highest, and where it ends. `values` is float [steps].

    `text` writes one value. Steps are counted from 1.
    """
    lowest, highest = int(np.argmin(values)), int(np.argmax(values))
    return tr(
        "starts at {first}, lowest {low} at step {low_step}, highest {high} at step {high_step}, ends at {last}",
        first=text(float(values[0])),
        low=text(float(values[lowest])),
        low_step=lowest + 1,
        high=text(float(values[highest])),
        high_step=highest + 1,
        last=text(float(values[-1])),
    )


def running_alternative(session: Session) -> str:
    """Return the curves of the running probability as sentences; "" if no curve is drawn."""
    curves = curves_of(session)
    if curves is None:
        return ""
    said = []
    if len(curves.answer):
        steps = plural(len(curves.answer), "step")
        said.append(tr("Running probability over {steps}: {course}.", steps=steps, course=course(curves.answer, _text)))
    if len(curves.orders):
        ends = curves.orders[:, -1]
        said.append(
            tr(
                "The curves of {orders} tile orders end between {low} and {high}.",
                orders=len(ends),
                low=_text(float(ends.min())),
                high=_text(float(ends.max())),
            )
        )
    if len(curves.drawn):
        order = of_model(session.grid.order)
        said.append(tr("In {order} order alone: {course}.", order=order, course=course(curves.drawn, _text)))
    limit = session.bundle.manifest.threshold if session.bundle is not None else None
    if limit is not None:
        said.append(_crossings(curves.answer if len(curves.answer) else curves.drawn, limit))
    return " ".join(said)


def _crossings(values: np.ndarray, limit: float) -> str:
    times = int(np.count_nonzero(np.diff(values >= limit)))
    return counted(
        times,
        "It crosses the threshold, {limit}, {number} time.",
        "It crosses the threshold, {limit}, {number} times.",
        limit=_text(limit),
    )


def _text(probability: float) -> str:
    return of_model(probability_text(probability))
