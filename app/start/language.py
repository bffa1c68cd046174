"""Load the language of the window at the start of the program: texts, and the form of numbers in input fields."""

import logging
import re
from datetime import date
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QLibraryInfo, QLocale, QTranslator

from app.language.languages import shown_language
from app.language.model_text import use_sentences
from app.language.text import Lookup, use
from app.ui.native_keys import KeyNames
from model.base.json_file import read_json
from model.base.policy import policy

log = logging.getLogger("histocast")
CONTEXT = "histocast"
"""The context of all texts in the translation files."""
_WEEKDAY = re.compile(r"[ ,]*dddd[ ,]*")
_MOST_TEXTS = 4096
"""Number of translated texts that are remembered. The window asks for the same texts at each change of the session."""


def start_language(app: QCoreApplication, wanted: str) -> str:
    """Show the window in the language `wanted` ("system", "en" or "de"), and return the code of that language.

    The policy of this computer may fix another language. English needs no translation file. If the translation file of
    another language is missing, log this and show English.
    """
    system = QLocale.system()
    code = shown_language(wanted, policy().language, system.name())
    translator = None if code == "en" else _translator(app, code)
    if translator is None:
        code = "en"
    locale = system if system.name().startswith(code) else QLocale(code)
    # Input fields must read numbers as the texts beside them write them.
    QLocale.setDefault(locale)
    if translator is None:
        use(None, day_form=day_text)
        app.installTranslator(KeyNames(app))
        return code
    app.installTranslator(translator)
    _install_qt_texts(app, code)
    use_sentences(_model_sentences())
    use(_lookup(), decimal_point=QLocale().decimalPoint(), keeps_capitals=code == "de", day_form=day_text)
    # Qt asks the translation that was installed last first.
    app.installTranslator(KeyNames(app))
    return code


def day_text(day: date) -> str:
    """Return a day in the form of the locale, with the year in four digits: "30.11.2026" or "30 Nov 2026".

    The month is a word where the locale separates numbers by slashes, because 3/4 is another day in another country.
    """
    locale = QLocale()
    form = locale.dateFormat(QLocale.FormatType.ShortFormat)
    if "/" in form:
        form = locale.dateFormat(QLocale.FormatType.LongFormat).replace("MMMM", "MMM")
        form = _WEEKDAY.sub("", form)
    if "yyyy" not in form:
        form = form.replace("yy", "yyyy")
    return locale.toString(QDate(day.year, day.month, day.day), form)


def _translator(app: QCoreApplication, code: str) -> QTranslator | None:
    translator = QTranslator(app)
    with as_file(files("resources") / "translations" / f"histocast_{code}.qm") as path:
        loaded = translator.load(str(path))
    if not loaded:
        log.warning("There is no translation for the language %s: the window is in English.", code)
        return None
    return translator


def _install_qt_texts(app: QCoreApplication, code: str) -> None:
    """Install Qt's own texts, such as those of buttons and file dialogs, if this installation of Qt has them."""
    translator = QTranslator(app)
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    if translator.load(str(folder / f"qtbase_{code}.qm")):
        app.installTranslator(translator)


def _model_sentences() -> tuple[str, ...]:
    """Return the English sentences of the model that can be translated. `packaging/translations.py` collects them."""
    with as_file(files("resources") / "translations" / "model_sentences.json") as path:
        return tuple(read_json(path))


def _lookup() -> Lookup:
    @lru_cache(maxsize=_MOST_TEXTS)
    def lookup(source: str, number: int) -> str:
        return QCoreApplication.translate(CONTEXT, source, None, number)

    return lookup
