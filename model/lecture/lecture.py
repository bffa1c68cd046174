"""The lecture on recurrent networks with computed values: all parts, in their order, as one frozen value."""

from collections.abc import Generator
from dataclasses import dataclass

from model.base.progress import Progress
from model.lecture.elman_task import Task, Trained, train
from model.lecture.gradient_flow import Flows, flows
from model.lecture.picture import Picture
from model.lecture.spot_gates import SpotGates
from model.lecture.three_steps import ThreeSteps, three_steps


@dataclass(frozen=True, eq=False)
class Lecture:
    """The computed parts of the lecture. `gates` is None if no spot was given."""

    three_steps: ThreeSteps
    trained: Trained
    flows: Flows
    gates: SpotGates | None = None


def compute(task: Task | None = None, gates: SpotGates | None = None) -> Generator[Progress, None, Lecture]:
    """Compute and return the lecture. `gates` are the gates of a trained LSTM over the tiles of a spot, or None."""
    yield Progress("computing three steps")
    example = three_steps()
    trained = yield from train(task)
    reached = yield from flows()
    return Lecture(example, trained, reached, gates)


def figures(lecture: Lecture) -> dict[str, Picture]:
    """Return the figures by name, in the order of the lecture."""
    from model.lecture import figures as drawn

    found = {
        "three-steps": Picture(lambda: drawn.draw_three_steps(lecture.three_steps)),
        "elman-training": Picture(lambda: drawn.draw_training(lecture.trained)),
        "gradients": Picture(lambda: drawn.draw_flows(lecture.flows)),
    }
    gates = lecture.gates
    if gates is not None:
        found["gates"] = Picture(lambda: drawn.draw_gates(gates))
    return found


def pictures(lecture: Lecture, dpi: int) -> Generator[Progress, None, dict[str, bytes]]:
    """Draw the figures and return them as PNG files, by the name of the figure.

    `dpi` is the number of pixels per inch.
    """
    found, made = figures(lecture), {}
    for number, (name, picture) in enumerate(found.items()):
        yield Progress("drawing figures", number, len(found))
        made[name] = picture.png(dpi)
    return made
