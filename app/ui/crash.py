"""Log uncaught exceptions of Python, its threads and Qt, and report them to the user."""

import contextlib
import faulthandler
import logging
import logging.handlers
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from app.ui.qt_log import qt_line
from model.base.places import log_folder
from model.base.private_trace import private_trace


class _Private(logging.Formatter):
    """Formats exceptions for the log without their messages, which may name files and patients."""

    def formatException(self, ei: Any) -> str:
        return private_trace(ei[1])


LOG_BYTES, LOG_FILES = 1_000_000, 3
"""Maximum size of a log file in bytes, and number of log files. The files cover a few months of ordinary use and take
at most 4 MB."""

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
log = logging.getLogger("histocast")
model_log = logging.getLogger("model")
"""The parent of the loggers of all modules in `model`."""


def log_file() -> Path:
    """Return the program's log file."""
    return log_folder() / "histocast.log"


def native_crash_file() -> Path:
    """Return the file to which the stack of a crash in native code is written."""
    return log_folder() / "native-crash.txt"


class CrashReporter(QObject):
    """Handles uncaught exceptions from `install` to `remove`. Connect `crashed` to a slot of the GUI thread."""

    crashed = Signal(object)
    """Emitted with the exception, which is already logged."""

    def install(self) -> None:
        """Open the log and install the hooks of Python, its threads and Qt."""
        self._before = sys.excepthook, threading.excepthook
        self._handler = _open_log()
        self._handler.setFormatter(_Private("%(asctime)s %(levelname)s %(threadName)s %(message)s"))
        for one in (log, model_log):
            one.addHandler(self._handler)
            one.setLevel(logging.INFO)
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        self._qt_before = qInstallMessageHandler(_qt_message)
        self._native = _watch_for_native_crashes()

    def remove(self) -> None:
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(self._qt_before)
        if self._native is not None:
            faulthandler.disable()
            self._native.close()
        for one in (log, model_log):
            one.removeHandler(self._handler)
        self._handler.close()

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("uncaught", exc_info=(kind, error, trace))
        sys.__excepthook__(kind, error, trace)
        # The window may be partly destroyed. A failure of the report itself must not hide the original error.
        with contextlib.suppress(Exception):
            self.crashed.emit(error)

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def _watch_for_native_crashes() -> IO[str] | None:
    """Write a stack trace to a file if the process crashes in C code, and return the open file.

    Return None if a handler is already active or the file cannot be opened.
    """
    if faulthandler.is_enabled():
        return None
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        # Append to the file, because its content is needed in the next run, when the user reports the crash.
        file = native_crash_file().open("a", encoding="utf-8")
    except OSError:
        return None
    faulthandler.enable(file)
    return file


def _open_log() -> logging.Handler:
    """Return a handler for the rotating log file. If the file cannot be opened, log to standard error instead."""
    try:
        log_folder().mkdir(parents=True, exist_ok=True)
        return logging.handlers.RotatingFileHandler(
            log_file(), maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True
        )
    except OSError:
        return logging.StreamHandler()


def _qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    level = _LEVELS.get(kind, logging.INFO)
    log.log(level, "Qt: %s", qt_line(context.category or "", message or ""))
    if level == logging.CRITICAL and sys.stderr is not None:  # Qt ends the program, and only this text says why
        print(message, file=sys.stderr)
