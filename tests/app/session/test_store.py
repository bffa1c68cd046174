"""The store: one signal, and every listener hears all changes in the same order."""

from app.session.session import Session
from app.session.store import Store


def test_the_signal_carries_what_was_seen_last_and_what_is_now():
    store, heard = Store(), []
    store.changed.connect(lambda old, new: heard.append((old, new)))
    first = store.session
    store.change(lambda s: s.toggled("grid"))
    assert heard == [(first, store.session)]


def test_nothing_is_said_when_nothing_changed():
    store, heard = Store(), []
    store.changed.connect(lambda old, new: heard.append(new))
    store.put(store.session)
    assert heard == []


def test_a_change_made_while_telling_is_told_to_all_afterwards():
    store, early, late = Store(), [], []

    def answer(old, new):
        early.append(new.view.opacity)
        if new.view.opacity < 0.6:
            store.change(Session.stronger)

    store.changed.connect(answer)
    store.changed.connect(lambda old, new: late.append(new.view.opacity))
    store.change(Session.stronger)
    assert early == late == [0.55, 0.65]
