"""A window on made-up tasks: nothing in these tests reads an image file or loads torch."""

import importlib.util
import sys
from pathlib import Path

import pytest

from app.actions.dialogs.dialog_functions import Dialogs
from app.session.session import Session
from app.session.store import Store
from app.ui.jobs import Job
from app.viewer.controller import ViewerController


def loaded(name):
    """The module `name` beside this file."""
    spec = importlib.util.spec_from_file_location(f"histocast_test_{name}", Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def fakes():
    """The module `fakes.py` beside this file."""
    return loaded("fakes")


@pytest.fixture(scope="session")
def access():
    """The module `access.py` beside this file: a walk over what a screen reader and the Tab key find."""
    return loaded("access")


@pytest.fixture
def tasks(fakes):
    made = fakes.FakeTasks()
    yield made
    made.open_gates()


@pytest.fixture
def answers():
    """What the dialogs answer, by name; a dialog that is not named fails the test by its own KeyError.

    A test that ends with a queue is not asked about it.
    """
    return {"leave_queue": "discard"}


@pytest.fixture
def asked():
    """What the dialogs were asked: (name, arguments after the parent)."""
    return []


@pytest.fixture
def window(qtbot, tasks, answers, asked):
    """The window on the screen, its model known."""
    from app.window.main_window import MainWindow

    def ask(name):
        def answer(parent, *given):
            asked.append((name, given))
            return answers[name]

        return answer

    names = (
        "image", "bundle", "picture", "figure", "folder", "core_map", "objects", "confirm", "command", "about",
        "card", "note", "page", "page_file", "study", "new_study", "new_bundle", "table", "images", "columns",
        "reader", "lecture", "features", "feature_facts", "image_files", "leave_queue",
        "packet", "new_packet", "packets", "rule", "new_rule", "settings", "description",
    )  # fmt: skip
    made = MainWindow(ViewerController(Store(Session()), tasks), Dialogs(**{name: ask(name) for name in names}))
    # pytest-qt closes it before any fixture ends, and closing waits for what waits at a gate.
    qtbot.addWidget(made, before_close_func=lambda window: tasks.open_gates())
    made.resize(1440, 900)  # the screen of the tests is smaller, and the window would fit itself to it
    with qtbot.waitExposed(made):
        made.show()
    made.controller.choose_bundle("demo")
    qtbot.waitUntil(lambda: made.controller.session.bundle is not None)
    yield made
    tasks.open_gates()
    made.close()


@pytest.fixture
def advanced(window):
    """The window with *Advanced* open: it shows the running curve, the steps and the tile orders."""
    window.controller.change(lambda s: s.viewed(advanced=True))
    return window


@pytest.fixture
def german(qapp):
    """German texts and numbers. Ask for it before the window, which takes its texts when it is made."""
    from PySide6.QtCore import QLocale, QTranslator

    from app.language.model_text import use_sentences
    from app.language.text import use
    from app.start.language import start_language

    before = QLocale()
    assert start_language(qapp, "de") == "de"
    yield
    use(None)
    use_sentences(())
    QLocale.setDefault(before)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


@pytest.fixture
def gates_open_at_cancel(monkeypatch, tasks, window):
    """What waits at a gate goes on once the window is closing and cancels it: its thread waits for it then.

    Not before: tiles that went out of sight are cancelled at any time.
    """
    asked = Job.cancel

    def cancel(job):
        asked(job)
        if not window.isVisible():
            tasks.open_gates()

    monkeypatch.setattr(Job, "cancel", cancel)


@pytest.fixture
def opened(qtbot, window):
    """Opens images: the window with `path` on the screen."""

    def open_image(path=Path("/data/spot-1.png")):
        def is_there():
            image = window.controller.session.image.opened
            return image is not None and image.record.path == str(path)

        window.controller.open_image(path)
        qtbot.waitUntil(is_there)
        return window

    return open_image
