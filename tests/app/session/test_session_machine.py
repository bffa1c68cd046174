"""Sessions in any order of events: what the user does, and what jobs report in time or late."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.session.session import Session
from app.session.values import Notice, TilePicture
from model.base.progress import Progress
from model.region.region import Placement
from model.result.prediction import Verdict

PATHS = [Path(f"/data/spot-{number}.png") for number in range(1, 5)]
LEVELS = ("ok", "caution", "do not use")
tiles, levels, paths = st.integers(0, 255), st.sampled_from(LEVELS), st.sampled_from(PATHS)


def during(*activities):
    """Allow a rule only while the session does one of these."""
    return precondition(lambda machine: machine.session.work.activity in activities)


def analysed():
    """Allow a rule only while a prediction is shown and nothing runs."""
    return precondition(
        lambda machine: machine.session.analysis.prediction is not None and machine.session.work.activity == "idle"
    )


def now_and_then():
    """Allow a rule only after some steps in an analysed session, which it ends."""
    return precondition(lambda machine: machine.shown_for >= SHOWN_FOR and machine.session.work.activity == "idle")


SHOWN_FOR = 10


class SessionMachine(RuleBasedStateMachine):
    """An open image with a model; rules are transitions, invariants are what the window relies on."""

    def __init__(self, world, count):
        super().__init__()
        self.world, self.count = world, count
        self.session = Session(bundle=world.bundle)
        self.other_bundle = replace(world.bundle, sha256="c" * 64)
        self.started = []
        """(run, what was started) of every opening and analysis."""
        self.explained = {}
        """The prediction that each explanation is about, by the explanation's id."""
        self.shown_for = 0

    def go(self, session):
        """Take a step to `session`."""
        assert session.work.run >= self.session.work.run
        self.shown_for = self.shown_for + 1 if session.analysis.prediction is not None else 0
        self.session = session
        self.count(session)

    def late(self, change):
        """Check that a report of every older run changes nothing."""
        for run, _ in self.started:
            if run < self.session.work.run:
                assert change(self.session, run) is self.session

    # -- opening --------------------------------------------------------------------------------------------------
    @initialize(path=paths, level=st.sampled_from((*LEVELS, None)))
    def first_image(self, path, level):
        self.start_opening(path)
        self.opened()
        if level is not None:
            self.analyse_to_the_end(level)

    @precondition(lambda machine: machine.session.image.opened is None and machine.session.work.activity == "idle")
    @rule(path=paths)
    def open_after_a_failure(self, path):
        self.start_opening(path)

    def start_opening(self, path):
        self.go(self.session.open_started(path))
        self.started.append((self.session.work.run, "opening"))

    @now_and_then()
    @rule(path=paths)
    def open(self, path):
        self.start_opening(path)

    @precondition(lambda machine: machine.session.work.activity == "opening" and machine.session.image.glimpse is None)
    @rule()
    def glimpse(self):
        image = self.world.image(self.session.image.opening)
        self.go(self.session.glimpsed(self.session.work.run, image))

    @during("opening")
    @rule()
    def opened(self):
        image = self.world.image(self.session.image.opening)
        self.go(self.session.opened(self.session.work.run, image, self.world.placement(image), tuple(PATHS)))
        # A result of this image returns; the invariants check that it belongs to image, region and model.
        analysis = self.session.analysis
        known = [one.prediction for one in analysis.remembered]
        assert analysis.prediction is None or any(analysis.prediction is one for one in known)
        assert (analysis.prediction is None) == (analysis.partial is None)
        assert self.session.region.selected is None

    # -- analysing ------------------------------------------------------------------------------------------------
    @precondition(lambda machine: machine.session.can_analyse and machine.session.analysis.prediction is None)
    @rule()
    def analyse(self):
        self.start_analysis()

    @now_and_then()
    @rule()
    def analyse_again(self):
        self.start_analysis()
        assert self.session.analysis.prediction is None

    def start_analysis(self):
        self.go(self.session.analysis_started())
        self.started.append((self.session.work.run, "analysis"))

    @precondition(lambda machine: machine.session.can_analyse and machine.session.analysis.prediction is None)
    @rule(level=levels)
    def analyse_to_the_end(self, level):
        self.start_analysis()
        self.predicted(level)

    def reading(self, batches):
        verdict = Verdict("ok") if batches == 16 else None
        return self.world.fakes.reading(16 * batches, verdict, self.session.region.placement)

    def report(self, batches):
        return Progress("encoding tiles", 16 * batches, 256, self.reading(batches))

    @during("analysing")
    @rule(batches=st.integers(1, 16))
    def progress(self, batches):
        report = self.report(batches)
        self.go(self.session.progressed(self.session.work.run, report, float(batches)))
        assert self.session.analysis.partial is report.partial

    def prediction(self, level):
        made = self.world.prediction(self.session, level)
        return replace(made, bundle=replace(made.bundle, sha256=self.session.bundle.sha256))

    @during("analysing")
    @rule(level=levels)
    def predicted(self, level):
        made = self.prediction(level)
        self.go(self.session.predicted(self.session.work.run, made))
        assert self.session.analysis.prediction is made
        assert self.session.analysis.refused == (level == "do not use")
        outcome = self.session.analysis.outcomes[Path(made.image.path)]
        assert outcome.probability == (None if level == "do not use" else made.survival_probability)

    @during("analysing", "opening")
    @rule()
    def failed(self):
        notice = Notice("error", "no")
        self.go(self.session.stopped(self.session.work.run, notice))
        assert self.session.notice is notice

    @during("analysing", "opening")
    @rule()
    def cancel(self):
        self.go(self.session.cancelled())

    # -- what comes too late --------------------------------------------------------------------------------------
    @precondition(lambda machine: machine.session.image.opened is not None and machine.started)
    @rule(batches=st.integers(1, 16), level=levels)
    def reports_of_older_runs(self, batches, level):
        report, made = self.report(batches), self.prediction(level)
        image = self.world.image(PATHS[batches % 4])
        self.late(lambda s, run: s.progressed(run, report, 1.0))
        self.late(lambda s, run: s.predicted(run, made))
        self.late(lambda s, run: s.stopped(run, Notice("error", "no")))
        self.late(lambda s, run: s.skipped(run, Notice("error", "no")))
        self.late(lambda s, run: s.glimpsed(run, image))
        self.late(lambda s, run: s.opened(run, image, self.world.placement(image), ()))
        self.go(self.session)

    @analysed()
    @rule(batches=st.integers(1, 16))
    def report_after_the_end(self, batches):
        assert self.session.progressed(self.session.work.run, self.report(batches), 1.0) is self.session
        self.go(self.session)

    # -- the region and the model ---------------------------------------------------------------------------------
    @precondition(lambda machine: machine.session.image.opened is not None)
    @rule()
    def place(self):
        """The place where the region lay first, which a new `Placement` describes."""
        self.go(self.session.placed(self.world.placement(self.session.image.opened)))

    @now_and_then()
    @rule(step=st.integers(1, 2))
    def place_elsewhere(self, step):
        region = self.session.region.placement.region.moved(224 * step, 0)
        self.go(self.session.placed(Placement(region, "placed", "placed by hand")))

    @now_and_then()
    @rule(other=st.booleans())
    def bundle(self, other):
        bundle = self.other_bundle if other else self.world.bundle
        self.go(self.session.with_bundle(bundle, self.session.region.placement))

    @now_and_then()
    @rule()
    def pixel_size(self):
        record = replace(self.session.image.opened.record, mpp=0.25)
        self.go(self.session.measured(record, self.session.region.placement))
        shown = self.session.analysis.prediction
        assert shown is None or shown.image.mpp == 0.25

    # -- looking --------------------------------------------------------------------------------------------------
    @precondition(lambda machine: machine.session.analysis.partial is not None)
    @rule(index=tiles, rows=st.integers(-1, 1), cols=st.integers(-2, 2))
    def select(self, index, rows, cols):
        self.go(self.session.selecting(index).walking(rows, cols))

    @analysed()
    @rule(index=tiles, here=st.booleans())
    def pictured(self, index, here):
        placement = self.session.region.placement if here else replace(self.session.region.placement)
        self.go(self.session.pictured(placement, TilePicture(index, None)))

    @analysed()
    @rule(step=st.integers(-1, 300))
    def play(self, step):
        self.go(self.session.at_step(step).play(True).played_on())

    @analysed()
    @rule()
    def reveal(self):
        self.go(self.session.showing_anyway())
        assert not self.session.analysis.refused

    @analysed()
    @rule(strong=st.booleans())
    def look(self, strong):
        self.go((self.session.stronger() if strong else self.session.fainter()).toggled("grid"))

    # -- explaining -----------------------------------------------------------------------------------------------
    @analysed()
    @rule(key=st.sampled_from(("occlusion", "ig")))
    def explain(self, key):
        asked = self.session.explain_asked((key,))
        of = asked.analysis.prediction
        found = self.world.fakes.explanation(key, of)
        self.explained[id(found)] = (found, of)
        self.go(asked.explained_by(of, (found,)))
        assert self.session.analysis.prediction is of
        another = replace(of, trace=replace(of.trace))
        assert self.session.explained_by(another, (found,)) is self.session

        if key == "ig":
            orders = self.world.fakes.explanation("order", of)
            self.explained[id(orders)] = (orders, of)
            self.go(self.session.explain_asked(("order",)).explained_by(of, (orders,)))
            assert self.session.analysis.prediction.order_check is not None

    @invariant()
    def nothing_is_shown_that_is_not_so(self):
        session = self.session
        if session.analysis.prediction is not None:
            assert session.work.activity != "analysing"
            assert session.analysis.partial is not None
            assert session.analysis.partial.trace is session.analysis.prediction.trace
            assert session.analysis.prediction.placement.region == session.region.placement.region
            assert session.analysis.prediction.image == session.image.opened.record
            assert session.analysis.prediction.bundle.sha256 == session.bundle.sha256
        if session.image.opened is None:
            analysis = session.analysis
            assert (analysis.partial, analysis.prediction, session.region.selected) == (None, None, None)
        if session.work.activity == "idle":
            assert (session.work.progress, session.work.pace, session.image.opening) == (None, None, None)
        if session.region.picture is not None:
            assert session.region.picture.index == session.region.selected
        assert session.region.selected is None or 0 <= session.region.selected < 256
        assert 0 <= session.view.opacity <= 1

    @invariant()
    def a_refused_number_is_told_nowhere(self):
        analysis = self.session.analysis
        bad = analysis.reliability is not None and analysis.reliability.level == "do not use"
        assert analysis.refused == (bad and not analysis.revealed)
        assert not analysis.revealed or analysis.prediction is not None

    @invariant()
    def explanations_are_of_what_is_shown(self):
        for one in self.session.explanation.found.values():
            assert self.explained[id(one)][1].trace is self.session.analysis.prediction.trace
            assert one.method.key != "order" or self.session.analysis.prediction.order_check is not None
        assert not self.session.analysis.playing or self.session.analysis.partial is not None


def test_no_order_of_events_shows_what_is_not_so(world):
    """Check the invariants, and that most steps lie in analysed sessions, where most can go wrong."""
    steps = {"all": 0, "analysed": 0, "analysing": 0}

    def count(session):
        steps["all"] += 1
        steps["analysed"] += session.analysis.prediction is not None
        steps["analysing"] += session.work.activity == "analysing"

    run_state_machine_as_test(
        lambda: SessionMachine(world, count),
        settings=settings(
            max_examples=60, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    # About two thirds of the steps show a prediction, and a twelfth are part of an analysis.
    assert steps["analysed"] + steps["analysing"] > 0.5 * steps["all"]
    assert steps["analysing"] > 0.02 * steps["all"]


@pytest.mark.parametrize("level", LEVELS)
def test_a_region_laid_on_the_same_place_again_keeps_its_prediction(world, level):
    """This order of events once failed the test above, which compared placements with `is`."""
    machine = SessionMachine(world, lambda session: None)
    machine.start_opening(PATHS[0])
    machine.opened()
    machine.start_analysis()
    machine.predicted(level)
    before = machine.session.region.placement
    machine.place()
    machine.nothing_is_shown_that_is_not_so()
    assert machine.session.region.placement is not before
    assert machine.session.analysis.prediction is not None
