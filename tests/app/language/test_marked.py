"""Every text for users in the window goes through the translation: the source code of `app` is searched for others."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ENGLISH_ROOMS = ("app/api", "app/cli", "app/language", "app/measure")
"""Their texts stay English."""
TRANSLATED = ("tr", "mark", "plural", "counted")
NOT_SHOWN = (
    "setObjectName", "setProperty", "setStyleSheet", "setStyle", "setApplicationName", "Progress", "once", "Command",
    "OverlayRow", "MenuPlan", "icon", "pixmap", "font", "text_px", "theme", "JobRunner", "getattr", "hasattr", "run",
    "index", "compile", "Literal", "metrics_of", "QKeySequence", "user_config_dir", "ValueError", "OSError",
    "RuntimeError", "get",
)  # fmt: skip
"""Calls whose texts are names, or which are translated where they are shown: stages of work, rows of tables."""
ROLES = ("text_label", "HelpButton", "WithHelp", "Notice", "Step")
"""Calls whose first text is a name."""
PROSE = re.compile(r"[A-Za-z]{2,} [A-Za-z{]|^[A-Z][a-z]+( |$)|[a-z] \{\}|\{\} [a-z]")
PIECE = re.compile(r"(?![a-z-]+: \{\}px)(?=.*\s).*[A-Za-z]{2,}", re.DOTALL)
"""A text with a space and a word, but no style. Where a text has fields, this is prose."""
WORD = re.compile(r"[A-Za-z]{3,}")
WIDGET_TEXTS = (
    "setText", "setToolTip", "setAccessibleName", "setAccessibleDescription", "setWindowTitle", "setPlaceholderText",
    "setStatusTip", "setPlainText", "setPrefix", "setSuffix", "setSpecialValueText", "setTitle", "addItem", "addRow",
    "addAction", "addTab", "drawText", "set_text", "plain_label", "QLabel", "QPushButton", "QCheckBox", "QToolButton",
    "QTableWidgetItem",
)  # fmt: skip
"""Calls that show their text, be it one word."""
SHOWN_AS_IS = ("Histocast",)
MAKERS = ("of_model", "shown")
"""Functions that translate texts of the model."""
SENTENCES = ("notes", "sentences", "holds", "reasons", "faults", "warnings")
"""Names of lists of sentences that the model makes."""
TRANSLATED_BEFORE = (
    "app/actions/dialogs/feature_facts.py: reasons",  # made by `why_not`
    "app/study/comparison/incidence_plot.py: notes",  # parts are translated where they are appended
    "app/study/comparison/view.py: table.notes",
)
"""Lists of sentences that are already in the language of the window."""
KEYS = re.compile(r"((Ctrl|Shift|Alt)\+\S+|[A-Za-z]+)")
ALLOWED = {
    "app/__main__.py": "*",  # the command line
    "app/actions/menus.py": "*",  # rows of a table, which are translated when they are shown
    "app/actions/rows/": "*",
    "app/ui/crash.py": "*",  # the log and the report for the support
    "app/ui/qt_log.py": "*",
    "app/ui/settings_file.py": "*",
    "app/ui/shipped_parts.py": "*",
    "app/ui/startup_error.py": "*",  # there is no Qt yet
    "app/ui/theme.py": "*",  # style sheets
    "app/window/panels/style.py": "*",
    "app/viewer/queue_file.py": "*",  # files and errors, which are translated when they are shown
    "app/viewer/queue_tasks.py": "*",
    "app/viewer/canvas/figure.py": "*",
    "app/start/start.py": "*",  # the terminal
    "app/start/splash.py": "*",  # drawn before the settings are loaded
    "app/actions/dialogs/card.py": ("<p>{}</p>", "<tr><td width='"),
    "app/window/panels/properties_panel.py": ("<tr><td width", "<table cellspacing"),
    "app/help/pages.py": ("{} does not begin with a title.",),
    "app/window/panels/thumbnails.py": ("not made",),  # a name
    "app/window/panels/order_strip.py": ("random order", "flip or rotation"),  # keys of the explanation's facts
    "app/window/panels/queue_dock.py": ("Spot", "Probability", "Reliability", "Group", "Seconds"),  # keys of columns
    "app/study/comparison/calibration_plot.py": ("n {}",),  # symbols
    "app/study/comparison/survival_plot.py": ("n {}, {}",),
    "app/study/comparison/rater_rows.py": ("\np {}",),
    "app/viewer/canvas/state_image.py": ("r {}",),
    "app/viewer/canvas/empty_state.py": ("<div ",),
    "app/viewer/result_files.py": ("{} by {}", "{} by {}{}", " (account on this computer)"),  # in the file
    "app/viewer/canvas/tissue.py": ("reading tiles",),  # a stage of work
    "app/study/controller.py": ("histocast {}",),  # in the file
}
NAMES = (
    "Histocast", "Up", "Down", "Left", "Right", "Enter", "Esc", "Backspace", "Return", "Home", "Del", "Ins",
    "do not use",
)  # fmt: skip


def text_of(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return ""


def hides(outer, inner, node):
    """Whether `outer`, which contains `inner` and so the text `node`, shows that the text is not for users."""
    if isinstance(outer, ast.Call) and inner is not outer.func:
        called = ast.unparse(outer.func).split(".")
        role = called[-1] in ROLES and bool(outer.args) and inner is outer.args[0]
        return role or called[-1] in (*TRANSLATED, *NOT_SHOWN) or called[0] in ("log", "logging")
    return (
        isinstance(outer, ast.Compare | ast.arg)
        or (isinstance(outer, ast.Expr) and isinstance(inner, ast.Constant))  # a docstring
        or (isinstance(outer, ast.JoinedStr) and inner is node)
        or (isinstance(outer, ast.Subscript) and inner is outer.slice)
        or (isinstance(outer, ast.Dict) and inner in outer.keys)
        or (isinstance(outer, ast.FunctionDef) and inner is outer.returns)
        or (isinstance(outer, ast.AnnAssign) and inner is outer.annotation)
    )


def unmarked(source):
    """Return the texts of a module that look like prose and do not go through the translation."""
    tree = ast.parse(source)
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}

    def hidden(node):
        inner = node
        while inner in above:
            if hides(above[inner], inner, node):
                return True
            inner = above[inner]
        return False

    texts = ((node, text_of(node)) for node in ast.walk(tree))
    return [text for node, text in texts if is_prose(node, text) and text not in NAMES and not hidden(node)]


def is_prose(node, text):
    return bool(PROSE.search(text) or (isinstance(node, ast.JoinedStr) and PIECE.match(text)))


def called(node):
    """The last name of what a call calls; "" for anything else."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")


def words_shown(source):
    """The texts that a call of `WIDGET_TEXTS` shows directly, and that contain a word."""
    calls = (node for node in ast.walk(ast.parse(source)) if called(node) in WIDGET_TEXTS)
    found = [text for call in calls for argument in call.args for text in direct_texts(argument)]
    return [text for text in found if WORD.search(text) and text not in SHOWN_AS_IS]


def direct_texts(node):
    """The texts that an argument can be without a call: either of two, or the parts of a text with fields."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    parts = {
        ast.IfExp: lambda one: [one.body, one.orelse],
        ast.BoolOp: lambda one: one.values,
        ast.BinOp: lambda one: [one.left, one.right],
        ast.JoinedStr: lambda one: one.values,
        ast.FormattedValue: lambda one: [one.value],
    }.get(type(node), lambda one: [])
    return [text for part in parts(node) for text in direct_texts(part)]


def joined_sentences(source):
    """The lists of the model's sentences that are joined without a translation."""
    tree = ast.parse(source)
    joins = (node for node in ast.walk(tree) if called(node) == "join" and len(node.args) == 1)
    lists = (ast.unparse(node.args[0]) for node in joins if isinstance(node.args[0], ast.Name | ast.Attribute))
    return [one for one in lists if one.rpartition(".")[2] in SENTENCES and one not in translated_names(tree)]


def translated_names(tree):
    """The names of lists to which a statement of the module gives translated texts."""
    given = (node for node in ast.walk(tree) if isinstance(node, ast.Assign | ast.AugAssign))
    found = set()
    for node in given:
        makers = {*MAKERS, *TRANSLATED}
        if any(called(part) in makers or getattr(part, "id", "") in MAKERS for part in ast.walk(node)):
            found |= {ast.unparse(one) for one in (node.targets if isinstance(node, ast.Assign) else [node.target])}
    return found


def allowed(file, text):
    for name, texts in ALLOWED.items():
        if file.startswith(name) and (texts == "*" or text.startswith(texts)):
            return True
    return bool(KEYS.fullmatch(text)) and "+" in text


def test_every_text_for_users_goes_through_the_translation():
    found = []
    for path in sorted((ROOT / "app").rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        if not file.startswith(ENGLISH_ROOMS):
            texts = unmarked(path.read_text(encoding="utf-8"))
            found += [f"{file}: {text!r}" for text in texts if not allowed(file, text)]
    assert found == [], "write tr(...) around these texts; docs/decisions/translation.md"


def sources():
    for path in sorted((ROOT / "app").rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        if not file.startswith((*ENGLISH_ROOMS, *(name for name, texts in ALLOWED.items() if texts == "*"))):
            yield file, path.read_text(encoding="utf-8")


def test_no_widget_shows_a_word_that_is_not_translated():
    found = [f"{file}: {text!r}" for file, source in sources() for text in words_shown(source) if "<" not in text]
    assert [text for text in found if not text.endswith(("dpi'", "px\">'", "font-size:'"))] == []


def test_sentences_of_the_model_are_translated_before_they_are_joined():
    found = [
        f"{file}: {text}"
        for file, source in sources()
        for text in joined_sentences(source)
    ]
    assert sorted({*found} - {*TRANSLATED_BEFORE}) == [], "write map(of_model, ...) around these lists"


def test_the_searches_find_words_and_joined_sentences():
    assert words_shown('box.setText(", ".join(chosen) or "nothing")') == ["nothing"]
    assert words_shown('box.setText(tr("nothing")); box.setToolTip("px" if x else f"{n} µm")') == []
    assert words_shown('painter.drawText(place, "Unit" if one else title)') == ["Unit"]
    assert joined_sentences('Notice("info", title, " ".join(found.sentences))') == ["found.sentences"]
    assert joined_sentences('" ".join(map(of_model, notes)); " ".join(names)') == []


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('label.setText("Open an image")', 1),
        ('label.setText(f"{name} is open")', 1),
        ('return f"Added: {kind} {value}."', 1),
        ('path = f"{name}.png"', 0),
        ('label.setText("Open" if new else "Close it")', 2),
        ('label.setText(tr("Open an image"))', 0),
        ('label.setText(tr("{name} is open", name=name))', 0),
        ('TITLE = "Open an image"', 1),
        ('TITLE = mark("Open an image")', 0),
        ('log.info("opened an image")', 0),
        ('Notice("error", "The disk is full.")', 1),
        ('"""Open an image."""', 0),
        ('label.setObjectName("main part")', 0),
        ('names["Open an image"]', 0),
    ],
)
def test_the_search_finds_texts_and_nothing_else(code, count):
    assert len(unmarked(code)) == count
