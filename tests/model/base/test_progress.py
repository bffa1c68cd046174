"""A task that is a step of a longer one: its reports count steps, its result and its end are its own."""

from model.base.progress import Progress, counted


def task(closed):
    try:
        yield Progress("reading", 1, 9, partial="a")
        yield Progress("reading", 2, 9)
        return "made"
    finally:
        closed.append(True)


def test_each_report_counts_steps_and_the_result_is_the_tasks():
    reports = []

    def kept(steps):
        while True:
            try:
                reports.append(next(steps))
            except StopIteration as end:
                return end.value

    assert kept(counted(task([]), "analysing", 3, 7)) == "made"
    assert reports == [Progress("analysing", 3, 7)] * 2


def test_a_task_that_is_given_up_is_closed():
    closed = []
    inner = task(closed)  # held here, so that no garbage collection closes it
    steps = counted(inner, "analysing", 3, 7)
    next(steps)
    assert closed == []
    steps.close()
    assert closed == [True]
