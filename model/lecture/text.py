"""Write the lecture as Markdown that is also readable in a terminal. Every number in it was computed."""

import textwrap
from collections.abc import Sequence

import numpy as np

from model.lecture.elman_task import WEIGHTS, Trained
from model.lecture.equations import EQUATIONS, place
from model.lecture.gradient_flow import EXPLODED, KINDS, OPEN, OPEN_RADIUS, STEPS, TITLES, UNITS, VANISHED, Flow, Flows
from model.lecture.lecture import Lecture
from model.lecture.spot_gates import GATES, SpotGates
from model.lecture.three_steps import ThreeSteps
from model.result.export.wording import RESEARCH_USE_ONLY

WIDTH = 100
"""Maximum number of characters in a line of prose."""
_GATES = "The gates of an LSTM over the tiles of a spot"
_NO_SPOT = "Not computed, because it needs a model and an image. With the bundled sample spot:"
_NO_SOURCE = "This program was installed without its source, so the files are named without lines."
_WITH_SPOT = "    histocast lecture --spot"
TITLE = "Recurrent networks: the lecture, computed"
_INTRODUCTION = (
    "The lecture that Histocast implements introduces two recurrent networks: the Elman network and the LSTM. "
    "The numbers below were computed when this page was made, by the program's reference networks (NumPy, float64). "
    "There is one exception: gates over the tiles of a spot were computed by the network of a bundle."
)


def markdown(lecture: Lecture, pictures: bool) -> str:
    """Return the whole lecture as Markdown.

    If `pictures` is true, each part shows its figure, a file NAME.png beside the text.
    """
    parts = [f"# {TITLE}\n\n{textwrap.fill(_INTRODUCTION, WIDTH)}\n\n{RESEARCH_USE_ONLY}"]
    parts.append(_with_figure(three_steps_text(lecture.three_steps), "three-steps", pictures))
    parts.append(_with_figure(training_text(lecture.trained), "elman-training", pictures))
    parts.append(_with_figure(flow_text(lecture.flows), "gradients", pictures))
    gates = lecture.gates
    if gates is None:
        parts.append(_part(_GATES, _NO_SPOT, _WITH_SPOT))
    else:
        parts.append(_with_figure(gates_text(gates), "gates", pictures))
    parts.append(equations_text())
    return "\n\n".join(parts) + "\n"


def three_steps_text(found: ThreeSteps) -> str:
    """Return the text of the lecture on the three-step example."""
    rows = [
        (str(t), _vector(run_x), _vector(sums), _vector(h), _vector(y_sums), _vector(y))
        for t, (run_x, sums, h, y_sums, y) in enumerate(
            zip(found.run.x, found.h_sums, found.run.h[1:], found.y_sums, found.run.y, strict=True), 1
        )
    ]
    same = "equal those of the lecture" if found.agrees else "DIFFER FROM THOSE OF THE LECTURE"
    network = found.network
    forgetful = ", ".join(_vector(h) for h in found.forgetful.h[1:])
    return _part(
        "The three-step example",
        "A network with the step activation, s(xi) = 1 if xi >= 0, else 0, and h_0 = 0 processes three vectors. The "
        f"states and outputs {same}. The lecture states no weights; this program chose U = {_matrix(network.u)}, "
        f"W = {_matrix(network.w)}, V = {_matrix(network.v)}.",
        table(("t", "x_t", "U x_t + W h_(t-1)", "h_t", "V h_t", "y_t"), rows),
        f"The squared error with the lecture's outputs as desired outputs is {found.error:g}. Without memory (W = 0) "
        f"the states would be {forgetful}.",
    )


def training_text(found: Trained) -> str:
    """Return the text of the lecture on the training of the Elman network."""
    task, rate = found.task, found.unseen_right / found.unseen_bits
    rows = [
        (str(check.step), weight.upper(), f"{np.linalg.norm(check.propagated[weight]):.3g}",
         f"{check.relative(weight):.1e}")
        for check in found.checks for weight in WEIGHTS
    ]  # fmt: skip
    last = found.networks[-1]
    return _part(
        "An Elman network learns to remember",
        f"Task: {task.sequences} sequences of {task.bits} random bits (-0.5 or 0.5); the desired output at every step "
        "is the bit of the step before. The network has "
        f"{task.hidden} units and tanh, and starts with weights near 0. It is trained by back-propagation through time "
        f"and plain gradient descent: {task.steps} steps with rate {task.rate:g}.",
        f"The squared error E falls from {found.errors[0]:.3g} to {found.errors[-1]:.3g}. No output that depends on "
        f"the present bit alone has an E below {found.without_memory:.3g}. Of {found.unseen_bits} bits of new "
        f"sequences, {found.unseen_right} ({rate:.1%}) have the right sign.",
        f"Weights after the last step: U = {_matrix(last.u)}, W = {_matrix(last.w)}, V = {_matrix(last.v)}.",
        "The gradients were compared with central finite differences of E, weight by weight. The last column is the "
        "norm of the difference as a share of the norm of the finite differences.",
        table(("after steps", "weights", "norm of the gradient", "relative difference"), rows),
    )


def flow_text(found: Flows) -> str:
    """Return the text of the lecture on vanishing and exploding gradients."""
    columns = [found.of(kind) for kind in KINDS]
    rows = [(f"{row[0].radius:g}", *map(_share, row)) for row in zip(*columns, strict=True)]
    gates = [(f"{flow.forget:.4f}", _share(flow), f"{flow.per_step:.4f}") for flow in found.by_forget]
    slopes, opened = [flow.slope for flow in found.of("driven")], [flow.forget for flow in found.of("lstm")]
    return _part(
        "Gradients vanish or explode",
        f"An answer after {STEPS} steps depends on the input of every step; there is one step for each tile of an "
        "analysis region. During back-propagation, the gradient of an Elman network is multiplied at every step by "
        "s' W, the derivative of the activation times the recurrent weights. Unless this factor is close to 1, the "
        f"gradient vanishes or explodes. Here the recurrent weights of {UNITS} units are a random rotation times "
        "the spectral radius. The table lists a ratio: the gradient with respect to the first input, divided by "
        f"the gradient with respect to the last input. A ratio below {VANISHED:g} counts as vanished, above "
        f"{EXPLODED:g} as exploded.",
        table(("spectral radius", *(TITLES[kind] for kind in KINDS)), rows),
        f"Random inputs lower the mean s' of tanh to {_range(slopes)}, and with it the product. In the LSTM, memory is "
        f"multiplied by the forget gate, not by s' W. Here its mean is {_range(opened)}: a constant input with weight "
        f"{OPEN:g} opens it, because the lecture's LSTM has no biases.",
        f"The same LSTM with a spectral radius of {OPEN_RADIUS:g} and other forget gates:",
        table(("mean forget gate", "share left", "mean factor per step"), gates),
    )


def _share(flow: Flow) -> str:
    return f"{flow.left:.1e} {flow.fate}"


def _range(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    return f"{min(known):.3f} to {max(known):.3f}"


def gates_text(found: SpotGates) -> str:
    """Return the text of the lecture on the gates of an LSTM over a spot's tiles."""
    rows = []
    for layer, values in enumerate(found.layers):
        for gate in GATES:
            mean = found.mean(layer, gate)
            rows.append((str(layer + 1), str(values.forget.shape[1]), gate, f"{mean.mean():.3f}",
                         f"{mean.min():.3f} to {mean.max():.3f}"))  # fmt: skip
    biases = "This LSTM has biases; the lecture's has none." if found.biases else "This LSTM has no biases."
    return _part(
        _GATES,
        f"{found.bundle} processed {len(found.index)} of {found.rows * found.cols} tiles of {found.image} in "
        f"{found.order} order. {biases} The reference network with the same weights gives the same gates and states: "
        f"the largest difference is {found.difference:.1e}.",
        table(("layer", "units", "gate", "mean", "over tiles (mean of units)"), rows),
        "The value of a gate shows what happens inside the network. It does not show how much a tile matters for the "
        "answer.",
        *found.notices,
    )


def equations_text() -> str:
    """Return the table of the lecture's equations, each with the line of code that computes it."""
    places = [place(equation) for equation in EQUATIONS]
    rows = [
        (equation.topic, equation.name, f"`{equation.text}`", found.text, found.function or "-")
        for equation, found in zip(EQUATIONS, places, strict=True)
    ]
    known = all(found.line is not None for found in places)
    return _part(
        "Equations and the lines that compute them",
        ("The lines were found in the source of this program." if known else _NO_SOURCE)
        + " Between two vectors, o is the product element by element; sg is the logistic function and sh is tanh.",
        table(("topic", "name", "equation", "line", "function"), rows),
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table with columns of equal width."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| " + " | ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) + " |" for line in lines
    )


def _part(title: str, *paragraphs: str) -> str:
    """Return a part of the text: the title and the paragraphs. Prose is wrapped; tables and commands are not."""
    wrapped = (text if text.startswith(("|", "    ")) else textwrap.fill(text, WIDTH) for text in paragraphs)
    return "\n\n".join((f"## {title}", *wrapped))


def _with_figure(text: str, name: str, pictures: bool) -> str:
    title = text.partition("\n")[0].lstrip("# ")
    return f"{text}\n\n![{title}]({name}.png)" if pictures else text


def _vector(values: np.ndarray) -> str:
    return "(" + ", ".join(f"{value:.3g}" for value in values) + ")"


def _matrix(values: np.ndarray) -> str:
    return "[" + ", ".join(_vector(row) for row in values) + "]"
