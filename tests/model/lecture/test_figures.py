"""The figures have the curves and values of the lecture: their data are compared, not their pixels."""

import dataclasses

import numpy as np
import pytest

from model.lecture import figures
from model.lecture.gradient_flow import KINDS, RADII
from model.lecture.lecture import figures as figures_of
from model.lecture.picture import Picture
from model.lecture.spot_gates import GATES, spot_gates


def lines_of(axes):
    """The lines by label; lines without a label of their own have names that begin with "_"."""
    return {line.get_label(): line.get_xydata() for line in axes.lines}


def test_the_three_steps_show_every_value(lecture):
    [axes] = figures.draw_three_steps(lecture.three_steps).axes
    by_place = {text.get_position(): text.get_text() for text in axes.texts if text.get_text()}
    assert by_place[0, 1] == "h$_0$ = (0, 0)"
    assert [by_place[t, 0] for t in (1, 2, 3)] == ["x$_1$ = (0, 0)", "x$_2$ = (1, 0)", "x$_3$ = (1, 1)"]
    assert [by_place[t, 1] for t in (1, 2, 3)] == ["h$_1$ = (1, 1)", "h$_2$ = (1, 0)", "h$_3$ = (0, 1)"]
    assert [by_place[t, 2] for t in (1, 2, 3)] == ["y$_1$ = (1)", "y$_2$ = (0)", "y$_3$ = (1)"]
    assert [by_place[t + 0.08, 0.62] for t in (1, 2, 3)] == ["sum (0, 0)", "sum (0, -2)", "sum (-1, 0)"]
    arrows = [text.get_text() for text in axes.texts if text.get_text() in ("U", "V", "W")]
    assert sorted(arrows) == ["U"] * 3 + ["V"] * 3 + ["W"] * 3


def test_the_training_shows_error_weights_and_gradients(lecture):
    trained = lecture.trained
    loss, weights, gradients = figures.draw_training(trained).axes
    found = lines_of(loss)
    np.testing.assert_array_equal(found["E"], np.column_stack([np.arange(15), trained.errors]))
    assert set(found["least E without memory"][:, 1]) == {trained.without_memory}
    assert [line.get_label() for line in weights.lines if not line.get_label().startswith("_")] == ["U", "V", "W"]
    assert len(weights.lines) == 2 + 2 + 4
    last = sorted(line.get_ydata()[-1] for line in weights.lines)
    network = trained.networks[-1]
    np.testing.assert_array_equal(last, np.sort(np.concatenate([network.u, network.v, network.w], axis=None)))
    for check in trained.checks:
        points = lines_of(gradients)[f"after {check.step} steps"]
        np.testing.assert_array_equal(points[:2], np.hstack([check.differences["u"], check.propagated["u"]]))
        assert len(points) == 8


def test_the_flows_are_drawn_from_the_last_step_back(lecture):
    panels = figures.draw_flows(lecture.flows).axes
    assert len(panels) == 4
    for axes, kind in zip(panels, KINDS, strict=False):
        found = lines_of(axes)
        for flow in lecture.flows.of(kind):
            np.testing.assert_array_equal(found[f"{flow.radius:g}"][:, 0], np.arange(256))
            np.testing.assert_array_equal(found[f"{flow.radius:g}"][:, 1], flow.norms[::-1])
        assert axes.get_yscale() == "log"
        assert [text.get_text() for text in axes.get_legend().get_texts()] == [f"{radius:g}" for radius in RADII]
    found = lines_of(panels[3])
    for flow in lecture.flows.by_forget:
        np.testing.assert_array_equal(found[f"{flow.forget:.4f}"][:, 1], flow.norms[::-1])


def test_the_gates_are_drawn_by_step_and_as_maps(spot):
    found = spot_gates(*spot())
    axes = figures.draw_gates(found).axes
    for layer in (0, 1):
        lines, *maps = axes[4 * layer : 4 * layer + 4]
        drawn = lines_of(lines)
        for gate, picture in zip(GATES, maps, strict=True):
            mean = getattr(found.layers[layer], gate).mean(axis=1)
            np.testing.assert_array_equal(drawn[gate], np.column_stack([np.arange(1, 21), mean]))
            shown = picture.images[0].get_array()
            assert np.flatnonzero(np.ma.getmaskarray(shown)).tolist() == [0, 4, 12, 20, 24]
            assert shown[4, 3] == mean[0]  # tile 23 is the first that was processed
            assert picture.get_title() == f"{gate} gate, layer {layer + 1}"


def test_a_lecture_with_a_spot_has_one_figure_more(lecture, spot):
    assert list(figures_of(lecture)) == ["three-steps", "elman-training", "gradients"]
    more = dataclasses.replace(lecture, gates=spot_gates(*spot()))
    assert list(figures_of(more)) == ["three-steps", "elman-training", "gradients", "gates"]


@pytest.mark.parametrize("name", ["three-steps", "elman-training", "gradients"])
def test_every_figure_says_research_use_only(lecture, name):
    assert "Research use only" in figures_of(lecture)[name].draw().get_supxlabel()


def test_a_picture_is_a_png_of_the_stated_resolution(lecture):
    import io

    from PIL import Image

    picture = Picture(lambda: figures.draw_three_steps(lecture.three_steps))
    assert Image.open(io.BytesIO(picture.png(50))).size == (320, 195)
    assert picture._repr_png_()[:8] == b"\x89PNG\r\n\x1a\n"
