"""Whether the spots of the open study can be predicted now, and the reason if they cannot; no Qt."""

from app.language.text import mark, tr
from app.session.session import Session
from app.session.study_state import Conditions

LOADING = mark("the model is loading")
NO_MODEL = mark("no model: choose a model file in the menu Analysis")
COUNTING = mark("looking up the predictions of this model")
READ_ONLY = mark("the study is open read-only")
RUNNING = mark("the spots are being predicted")
COMPLETE = mark("this model has predicted all spots")
NO_SPOTS = mark("the study has no spots")


def conditions_of(session: Session) -> Conditions | None:
    """Return what the state of a spot depends on: model, precision and number format; None without a model.

    The number format depends on the device. It is None for the precision *exact*, which has one format.
    """
    if session.bundle is None:
        return None
    device = session.device
    return session.bundle.sha256, device.precision, None if device.precision == "exact" else device.arithmetic


def unknown_states(session: Session) -> str:
    """Return why the states of the spots are not known yet; "" if they are those of the chosen model."""
    conditions = conditions_of(session)
    if conditions is None:
        return tr(NO_MODEL) if session.bundle_failed else tr(LOADING)
    return "" if session.study.counted_for == conditions else tr(COUNTING)


def why_no_predicting(session: Session) -> str:
    """Return why *Predict all spots* is not possible now, without a full stop; "" if it is possible."""
    study = session.study
    if not study.is_open or study.is_packet or study.reading is not None or study.status is None:
        return ""
    if not study.writable:
        return tr(READ_ONLY)
    if study.predicting is not None:
        return tr(RUNNING)
    unknown = unknown_states(session)
    if unknown or study.unanalysed:
        return unknown
    return tr(COMPLETE) if study.spots else tr(NO_SPOTS)


def can_predict(session: Session) -> bool:
    """Return whether *Predict all spots* is possible now."""
    study = session.study
    return study.writable and not study.is_packet and study.reading is None and not why_no_predicting(session)
