"""Compute the curves and the texts of the plot of the running probability from a session; no Qt."""

from dataclasses import dataclass

import numpy as np

from app.language.model_text import of_model
from app.language.text import mark, tr
from app.session.session import Session
from model.base.probability_text import probability_text
from model.result.export.wording import curve_text, run_drawn
from model.result.running import running_answers

TITLE = mark("Survival probability if the analysis stopped at each tile")
SENTENCE = mark("Not a tile's contribution")
NO_VALUES = np.zeros(0, np.float32)


@dataclass(frozen=True, eq=False)
class Curves:
    """Survival probabilities after each step, float32. An empty array is not drawn.

    - `answer` [steps]: the curve that ends at the probability on the screen.
    - `orders` [orders, steps]: one curve for each tile order. The mean of these curves is `answer`.
    - `drawn` [steps]: the curve of the tile order that playback shows, if `answer` comes from other tile orders.
    - `steps`: number of steps on the axis.
    """

    answer: np.ndarray
    orders: np.ndarray
    drawn: np.ndarray
    steps: int


def curves_of(session: Session) -> Curves | None:
    """Return the curves. Return None while no tile is analysed or while the probability is hidden.

    During the analysis, only the tile order in which the tiles arrive is known. If the answer is the mean over other
    tile orders, the curve of the answer is not drawn until the end.
    """
    analysis, none = session.analysis, np.zeros((0, 0), np.float32)
    partial, prediction = analysis.partial, analysis.prediction
    if partial is None or analysis.refused or not partial.trace.steps:
        return None
    running, steps = partial.trace.running, steps_of(session)
    if prediction is None:
        several = session.bundle is not None and session.bundle.manifest.random_orders
        return Curves(NO_VALUES if several else running, none, running if several else NO_VALUES, steps)
    found = running_answers(prediction)
    if found is None:
        return Curves(NO_VALUES, none, running, steps)
    return Curves(found.mean, found.orders, running if len(found.orders) else NO_VALUES, steps)


def steps_of(session: Session) -> int:
    """Return the number of steps of the analysis. While the analysis runs, return the largest possible number."""
    partial = session.analysis.partial
    if partial is None or session.work.activity == "analysing":
        return session.grid.tiles
    return max(1, partial.trace.steps)


def several_orders(session: Session) -> bool:
    """Return whether the answer is the mean over tile orders that differ from the order that playback shows."""
    if session.analysis.prediction is not None:
        return session.analysis.prediction.orders is not None
    return session.bundle is not None and session.bundle.manifest.random_orders > 0


def plot_text(session: Session) -> str:
    """Return the title above the plot: what is drawn, and at which values the lines end."""
    return f"{tr(TITLE)}  ·  {tr(SENTENCE)}. {_lines(session)}".strip()


def _lines(session: Session) -> str:
    analysis = session.analysis
    if analysis.refused or analysis.partial is None:
        return ""
    if analysis.prediction is not None:
        return of_model(curve_text(analysis.prediction))
    if not several_orders(session) or session.bundle is None:
        return ""
    orders, order = session.bundle.manifest.random_orders, session.grid.order
    return tr(
        "So far only the {order} order, in which the tiles arrive, is drawn; the answer will be the mean "
        "over {orders} other tile orders.",
        order=of_model(order),
        orders=orders,
    )


def drawn_text(session: Session) -> str:
    """Return a sentence that names the tile order in which hidden states, gates and playback are shown.

    It is empty if no such sentence is needed.
    """
    analysis = session.analysis
    if analysis.prediction is not None and not analysis.refused:
        return of_model(run_drawn(analysis.prediction))
    if analysis.partial is None or not analysis.partial.trace.hidden or not several_orders(session):
        return ""
    order = session.grid.order
    return tr(
        "Hidden states, gates and playback show one pass in {order} order; the probability is the mean "
        "over other tile orders.",
        order=of_model(order),
    )


def step_text(session: Session) -> str:
    """Return the step of the selected tile and the probability after it; empty if that tile was not analysed.

    For example "step 12 of 150, p so far 0.71" or "raster step 12 of 150, this order alone 0.71".
    """
    partial, step = session.analysis.partial, session.step
    if partial is None or step is None:
        return ""
    other = several_orders(session) and partial.trace.hidden
    place = tr("step {step} of {steps}", step=step + 1, steps=partial.trace.steps)
    place = f"{of_model(session.grid.order)} {place}" if other else place
    if session.analysis.refused:
        return place
    so_far = of_model(probability_text(float(partial.trace.running[step])))
    what = tr("this order alone") if other else tr("p so far")
    return f"{place}, {what} {so_far}"
