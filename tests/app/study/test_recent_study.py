"""A study is among the recent files of the start page and of the menu."""

from app.actions import action_table as commands


def test_a_study_is_offered_again_and_opens_as_a_study(qtbot, window, study_file):
    window.get_ready()
    session = lambda: window.controller.session  # noqa: E731
    window.study.open(study_file)
    qtbot.waitUntil(lambda: bool(session().study.spots))
    assert session().image.recent == (study_file,)
    commands.run("study-close", window.context)
    qtbot.waitUntil(lambda: session().workspace == "viewer" and not session().study.is_open)

    page = window.canvas.empty_state.page
    assert not page.recent[study_file].icon().isNull(), "a study has an icon in place of a picture"
    assert study_file.name in window.bar.recent.actions()[0].text()
    assert not window.cases.thumbnails.failed(study_file), "nothing tries to read a picture of a study"
    page.recent[study_file].click()
    qtbot.waitUntil(lambda: bool(session().study.spots))
    commands.run("study-close", window.context)
    qtbot.waitUntil(lambda: not session().study.is_open)
    window.bar.recent.actions()[0].trigger()
    qtbot.waitUntil(lambda: bool(session().study.spots))
