# Collect the texts of the window, and bring the translations of resources/translations up to date:
#     python packaging/translations.py          (after a text was added or changed; then translate what is "unfinished")
#     python packaging/translations.py --check  (changes nothing; exit code 1 if it is not up to date)
# Sources are the calls of app/language/text.py, the stages of work, and the rows of tables.
import argparse
import ast
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
CONTEXT = "histocast"
SENTENCES = "model_sentences.json"
FORMS = {"de": 2}
"""Number of plural forms of each language."""
WORDS = (
    "ok", "caution", "do not use", "low risk", "high risk", "input", "tile order", "uncalibrated", "calibrated",
    "raster", "serpentine", "tile", "region", "block", "exact", "fast", "fastest", "low", "high", "uncertain",
    "points", "point", "analysing", "present", "focus", "stain", "tissue", "colour", "none", "gives", "give",
    "The cores", "DEMO MODEL", "unknown",
    "probability", "binary", "ordinal", "numeric", "higher is better", "higher is worse", "years", "months", "days",
    "{1} years", "{1} months", "{1} days", "Platt-scaled on {1} patients", "shifted on {1} patients",
    "weighted for censoring", "complete", "withdrawn", "replaced", "degree", "degrees", "event", "events",
)  # fmt: skip
"""Words of the model that the window shows alone, or in the fields of its sentences."""
CLAUSES = (
    "uncompressed", "uncompressed, without value representations (Implicit VR)", "JPEG 2000, lossless", "lossless JPEG",
    "compressed (deflated)", "stored in the retired big-endian order", "{1} samples per pixel with {2} bits",
    "{1} skipped.", "strip", "strips", "term", "terms", "{1} more", "and {1} more line", "and {1} more lines",
    "the process took too much time", "the process took too much memory", "the disk with the image did not respond",
    "exit code {1}",
    "between 0 and 1", "0 or 1", "{1} to below {2}", "observed/expected ratio", "calibration slope", "no reader",
    "one of its pages is damaged", "the folder of the file is not writable ({1})",
    "the file system of this disk does not support locks",
    "the file is write-protected", "it was opened for viewing only",
    "the side of its tiles in px", "the pixel size of its tiles", "the pixel size of the slide",
    "the pixel size of the slide (the file names only a magnification, {1}x)",
    "Open the picture in another program and save it as 8-bit RGB (PNG or TIFF).",
    "{1}, no interval: {2}", "of the bundle: {1}", "of the clinical sheet", "survival (Kaplan-Meier, 95 % band)",
    "without the event (Kaplan-Meier, 95 %; other deaths as losses)", "fewer than {1} events by the horizon",
    "the answer {1} of the score sheet", "more than half of {1} readers",
    "default model {1}", "devices allowed: {1}", "network off", "cache in {1}", "update check off",
    "cached features of images: at most {1} GB", "cached features of cohorts: at most {1} GB", "SD {1}",
    "language {1}", "name on reports {1}",
    "study {1} ({2})", "no model", "a loss at the same time as a death counts as later than the death",
    "a patient lost at exactly the horizon was alive at the horizon",
    "patients known to be without an event", "patients known to be without an event at the horizon",
    "patients known to be without the event, judged by all readers", "death of another cause",
    "log-rank p {1}", "log-rank: {1}", "chi2 {1}, {2} df, p {3}",
    "all weighted for censoring", "n {1}, {2} by {3}, {4} without, {5} lost before",
    "the same, with the covariates", "paper: {1}", "high / low", "per SD", "SAME DATA",
    "high against low risk", "per 1", "{1}: {2} against {3}",
    "{1} low, {2} low", "{1} low, {2} high", "{1} high, {2} low", "{1} high, {2} high",
    "it has no outcome", "no usable prediction", "no locked answer, or not assessable",
    "{1} died of another cause. Every result at the horizon refers to the cumulative incidence of the event "
    "(Aalen-Johansen): these patients count as known to be without the event. In hazard ratios, C and log-rank tests, "
    "their follow-up ends at their death (cause-specific).",
    "{1} differs between the spots of {2}: {3}.", "the mean is taken", "it is left out for them",
    "model", "majority of readers", "average of readers", "average of readers, blinded", "average of readers, informed",
    "death of the disease", "divided at the median of these patients", "cuts as stated", "below {1}", "{1} or more",
    "only {1} for {2}: uncertain",
    "The rule was fitted to these same patients: the shares above do not test the rule.",
)  # fmt: skip
"""Parts of the model's errors that `error_arguments` does not find, such as the values of a table."""
FAULTS = (
    "{1} is a number that a spreadsheet has rounded: format the column as text, and enter the id again",
    "{1} contains an invisible character: enter the id again",
    "{1} is not a number",
    "{1} is too large for a number",
    "{1} is empty",
    "core is empty",
    "{1} means unknown",
    "{1} is negative",
    "{1} is more than {2} years: is the time unit right?",
    "{1} is neither 1 (died) nor 0",
    "{1} is empty though the event is 1",
    "{1} is {2} though the event is 0",
    "there is no image {1}",
    "the outcome of patient {1} differs from line {2}",
    "the study has another {1} of patient {2}",
    "the path {1} is not valid UTF-8; rename it",
    "no image's name begins with {1}",
    "no row names it",
    "the row names no image",
    "line {1}, patient {2}",
    "Words for unknown count as missing values: {1}.",
    "In R, 1 often means censored and 2 dead; this program reads 1 as the event.",
    "No row has {1} in the column {2}.",
    "The values of this column are: {1}.",
    "Write --event {1}=VALUE.",
    "Write --other-cause {1}=VALUE.",
    "{1} is neither blinded nor informed",
    "{1} is not an answer of the score sheet",
    "it has no answer",
    "{1} is not a time such as 2024-05-31 or 2024-05-31T13:45:00",
    "this spot already has a {1} read of {2}, round {3}",
    "{1} is not a name such as A-12",
    "core {1} is already in line {2}",
    "{1} is neither true nor false",
    "there is neither a column {1} nor {2}",
    "Required columns: core, and case_id or status.",
    "a question has no title",
    "{1} is not a valid key: use letters, digits and _ only",
    "the key {1} is used twice",
    "{1} has {2} choices, not 2 to {3}",
    "{1}: the value of a choice is not a finite number",
    "it has {1} reasons for 'not assessable', not 1 to {2}",
    "the read is damaged",
    "read number {1} is damaged",
    "the packet has no such case",
    "a row of {1} refers to a row that does not exist",
    "a value in {1} cannot be read",
    "fault",
    "faults",
)
"""Faults of tables, score sheets and studies, and notes on tables. Functions that make no errors return them."""
JOINED = (
    "{1} is ambiguous: it has a dot between digits in a table with decimal commas",
    "{1} is ambiguous: it has a comma between digits in a table with decimal dots",
    "{1} is ambiguous: its dot may be the decimal mark or separate thousands",
    "{1} is ambiguous: its comma may be the decimal mark or separate thousands",
    "{1} and {2} in line {3} are the same number written in two ways",
    "{1} and {2} of the study are the same number written in two ways",
    "{1} is neither disease nor other",
    "{1} is neither present nor missing",
    "The column {1} has values whose meaning is not stated: {2}; all its values: {3}.",
    "core {1} of {2} belongs to line {3} (patient {4}) already",
    "the image {1} belongs to line {2} (patient {3}) already",
    "core {1} of {2} is marked as missing on the slide",
    "the position of core {1} of {2} is not known; find the cores of the slide first",
    "{1} has the same content as an image of patient {2}",
    "{1} images are called {2}",
    "no image's name begins with {1}; {2} differs only in leading zeros, which are part of an id",
    "1 row has no outcome, because the time or the event is a word for unknown: lines {1}.",
    "{1} rows have no outcome, because the time or the event is a word for unknown: lines {2}.",
    "{1} names {2} spots of the study instead of one",
    "{1} names no spots of the study instead of one",
    "nothing names no spots of the study instead of one",
    "{1} is not the number of a round",
    "{1} is not a time",
    "{1} is not a position",
    "{1} is not a radius",
    "1 read was imported.",
    "{1} reads were imported.",
    "1 read was locked before the packet was made, or later than now: the clock of the reader's computer is wrong. "
    "Times are kept as they are.",
    "{1} reads were locked before the packet was made, or later than now: the clock of the reader's computer is wrong. "
    "Times are kept as they are.",
    "This is an older copy of the packet: {1} of its reads were returned earlier.",
    "case {1}: locked in the study at {2}, in the packet at {3}; the study keeps its own read: {4}",
    "{1} is {2} in the study, {3} in the packet",
    "the answers are the same",
    "{1}: the same label is used twice",
    "{1}: the same value is used twice",
    "a value in {1} is of another kind",
    "a value in {1} is not a finite number",
    "Core {1} of the core map: not on the slide.",
    "Cores {1} of the core map: not on the slide.",
    "Core {1} on the slide: not in the core map.",
    "Cores {1} on the slide: not in the core map.",
    "Core {1}: missing according to the core map, but tissue was found there.",
    "Cores {1}: missing according to the core map, but tissue was found there.",
    "Core {1}: present according to the core map, but no tissue was found there.",
    "Cores {1}: present according to the core map, but no tissue was found there.",
    "database disk image is malformed",
    "file is not a database",
    "patient known to be without an event", "patient known to be without an event at the horizon",
    "median of the training set",
    "disk I/O error",
    "there is no column for the patient",
    "{1} cannot be read (with {2}: {3}).",
    "{1} was changed after it was made, or is damaged: {2}",
    "{1} contains no pixels. The folder {2} beside it should contain them, but is incomplete.",
    "{1} contains no pixels. The folder {2} beside it should contain them, but is missing.",
    "1 annotation has {1} parts; each part became a region.",
    "{1} annotations have {2} parts; each part became a region.",
    "1 missing core lies outside the slide.",
    "{1} missing cores lie outside the slide.",
    "Left out: {1}.",
    "{1}, round {2}: {3} added{4}{5}{6}",
    ", {1} were returned earlier",
    ", {1} are not locked yet",
    "; receipt {1}",
    "1 read",
    "{1} reads",
    "1 read was",
    "{1} reads were",
    "1 case",
    "{1} cases",
    "This is an older copy of the packet: {1} of its reads were returned earlier.",
    "{1} locked before the packet was made, or later than now: the clock of the reader's computer is wrong. Times are "
    "kept as they are.",
    "the question {1} has another text or other answers now",
    "{1} is not in the study's sheet",
    "{1} is not in the packet's sheet",
    "{1} is {2} in the study, {3} in the packet",
    "the order of the questions or the reasons differ",
    "case {1}: locked in the study at {2}, in the packet at {3}; the study keeps its own read: {4}",
    "the answers are the same",
    "the answers are the same, but the times differ",
    "packet of {1}, round {2}, made {3}: {4} of {5} came back; {6}",
    "with the reader",
    "complete",
)
"""Errors that the model joins from several texts, and whose German is not joined from the same ones; also of SQLite."""
CARDS = (
    "Showing what the program does. No clinical meaning. Research use only.",
    "A demonstration. Trained on synthetic tissue with simulated outcomes: its numbers have no clinical meaning for"
    " any image, real or synthetic. The backbone's weights are random, not ImageNet's.",
    "A demonstration. Trained on synthetic tissue with simulated outcomes: its numbers have no clinical meaning for"
    " any image, real or synthetic. The backbone's weights are random, not ImageNet's. Uncalibrated.",
    "{1} synthetic tissue spots drawn by this program from seed {2}, with outcomes simulated from a stated risk "
    "function of their composition (poorly differentiated glands and necrosis raise the hazard, lymphocytes and "
    "well-formed glands lower it). No patient, no real tissue.",
    "Research use only. Not for diagnosis, prognosis or treatment of any person.",
    "Tested on held-out patients of the same cohort only.", "alive 5 years after diagnosis",
    "alive 5 years after diagnosis (simulated)", "1: alive at 5 years; 0: died of the disease within 5 years",
    "lost earlier: left out", "lost earlier: used as long as they were followed",
    "lost earlier: represented by the weights of the others",
    "patients of another hospital, and another scanner, stain or sectioning of the same blocks",
    "whole slides, and regions other than the spots of the cohort", "kinds of tissue that are not in the cohort",
    "whether the probability improves any decision",
    "patients of another hospital, scanner, stain or cutting of the same blocks",
    "whole slides and places in them other than the spots of the cohort", "tissue other than that of the cohort",
    "whether knowing the probability helps anybody to decide anything", "{1} flips and rotations", "{1} random orders",
    "{1} balanced orders", "drawn by this program from seed {1}", "random", "balanced", "random numbers",
    "slope {1}", "intercept {1}", "1: alive at 5 years", "0: died of the disease within 5 years",
    "0: died of the disease within 5 years (a death at exactly the horizon counts as an event)",
    "harmful {1}", "protective {1}", "sites", "scanner",
    "all", "lost before 5 years", "test", "training", "validation",
)  # fmt: skip
"""Texts of the shipped bundles, and texts that training writes into a bundle. The model card shows them."""
LISTED = (*WORDS, *CLAUSES, *FAULTS, *JOINED, *CARDS)
WITHOUT_TEXTS = ("app/api", "app/cli", "app/measure")
"""Rooms whose texts stay English."""
MODEL_FILES = (
    "backbone/devices", "base/errors", "base/probability_text", "bundle/calibration_layer", "bundle/heads/head_table",
    "bundle/record", "bundle/stability", "comparison/answers", "comparison/data/origin", "comparison/image_answer",
    "comparison/informed_build", "comparison/majority", "comparison/metrics", "comparison/readers",
    "comparison/report/adjusted_tables", "comparison/report/answers_table", "comparison/report/cautions",
    "comparison/report/decision_table", "comparison/report/flow_table", "comparison/report/informed_tables",
    "comparison/report/reader_record", "comparison/report/reader_tables", "comparison/report/subgroup_tables",
    "comparison/report/tables", "comparison/subgroups", "explain/agreement", "explain/explanation", "explain/states",
    "explain/tissue_regions", "familiarity/judge", "info/slide_report", "predict/quality", "region/region",
    "result/evidence", "result/export/faithfulness", "result/export/familiarity", "result/export/metrics",
    "result/export/site_signature", "result/export/wording", "result/image_store", "result/input_checks",
    "result/maps", "result/marks", "result/near_threshold", "result/points", "result/prediction", "result/reliability",
    "result/saved_regions", "slide/orientation", "slide/plain", "slide/registry", "slide/regular",
    "slide/same_picture", "slide/tiff_samples", "study/columns", "study/packet/holds", "study/packet/outstanding",
    "study/reading", "study/recalibrate", "study/status", "tables/table", "training/threshold",
)  # fmt: skip
"""Files of the model whose sentences the window shows, apart from the messages of errors."""
ERROR_ROOMS = (
    "base", "bundle", "comparison", "explain", "familiarity", "feature_files", "predict", "region", "result", "slide",
    "statistics", "study", "tables", "tma",
)  # fmt: skip
"""Rooms of the model whose errors the window can meet. Errors of training, audits and cohort runs stay English."""
STAGES = {"Progress": 0, "once": 0}
"""Calls that name a stage of work, and the place of the stage among their arguments. The window translates stages."""


ERRORS = ("Error", "Missed", "NotGiven")
PROGRAMMERS = ("ValueError", "TypeError", "KeyError", "RuntimeError", "OSError", "NotImplementedError")
"""Errors that the window does not show with their own text."""
ERROR_MAKERS = ("contradiction", "slide_fault", "unsupported")
"""Functions that make errors of their arguments."""
NO_TEXTS = ("Progress", "get", "partition", "removeprefix", "replace", "compile", "Literal", "normalize", *PROGRAMMERS)
PROSE = re.compile(r"[A-Za-z]{2,}")
NAME = re.compile(
    r"[a-z0-9_./*+:{}-]*|[A-Z0-9_]+|[^ ]*[_.][^ ]*|.*(SELECT|INSERT|UPDATE|DELETE|WHERE|PRAGMA)\b.*"
    r"|line \{1\}: \{2\}( \{\d\})+",
    re.DOTALL,
)
"""Names, keys and abbreviations: no prose. "line {1}: {2} {3}" would hide the fault behind the name of its column."""


@dataclass
class Text:
    """A source text: whether its translation depends on a number, where it comes from, and its translations by form."""

    source: str
    plural: bool
    file: str
    forms: list[str] = field(default_factory=list)

    @property
    def finished(self) -> bool:
        return bool(self.forms) and all(self.forms)


@cache
def texts() -> dict[str, Text]:
    """Return all source texts of the program, by source, in the order of the files."""
    found: dict[str, Text] = {}

    def add(source: str, plural: bool, file: str) -> None:
        if source.strip():
            known = found.setdefault(source, Text(source, plural, file))
            known.plural = known.plural or plural

    for path in sorted((ROOT / "app").rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        if not file.startswith(WITHOUT_TEXTS):
            for source, plural in texts_of(ast.parse(path.read_text(encoding="utf-8"))):
                add(source, plural, file)
    for path in sorted((ROOT / "model").rglob("*.py")):
        code = path.read_text(encoding="utf-8")
        if any(f"{name}(" in code for name in STAGES):
            for source, plural in texts_of(ast.parse(code), stages_only=True):
                add(source, plural, "model")
    for source, file in rows():
        add(source, False, file)
    return found


def texts_of(tree: ast.AST, stages_only: bool = False) -> Iterator[tuple[str, bool]]:
    """Return each source text of a module, and whether its translation depends on a number."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if stages_only and name not in STAGES:
            continue
        if name in ("tr", "mark") and node.args:
            yield from ((source, False) for source in literals(node.args[0]))
        elif name == "plural":
            one = literals(node.args[1])
            many = literals(node.args[2]) if len(node.args) > 2 else [f"{word}s" for word in one]
            yield from ((f"{{number}} {words}", True) for words in many)
        elif name == "counted":
            yield from ((source, True) for source in literals(node.args[2]))
        elif name in STAGES and len(node.args) > STAGES[name]:
            yield from ((source, False) for source in literals(node.args[STAGES[name]]))


def literals(node: ast.AST) -> list[str]:
    """Return the texts that `node` can be: a literal, or either of two literals."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.IfExp):
        return [*literals(node.body), *literals(node.orelse)]
    return []


def rows() -> Iterator[tuple[str, str]]:
    """Return the texts of the rows of tables, which are translated when they are shown, and the files of the tables."""
    sys.path.insert(0, str(ROOT))
    from app.actions.action_table import COMMANDS
    from app.actions.menus import MENUS
    from model.base.colours import PAIR_TITLES
    from model.comparison.metrics import METRICS
    from model.comparison.report.record import METHODS as COMPUTED
    from model.explain.explanation import METHODS
    from model.explain.states import STATES
    from model.familiarity.judge import NO_RECORD
    from model.result.maps import MAPS
    from model.study.columns import FIELD_WORDS

    for plan in MENUS:
        yield plan.title, "app/actions/menus.py"
    for row in COMMANDS:
        yield row.group, "app/actions/action_table.py"
        yield row.title, "app/actions/action_table.py"
    kinds = (*MAPS, *METHODS.values(), *STATES)
    titles = (*(kind.title for kind in kinds), *(kind.measure for kind in kinds), *(row.title for row in METRICS))
    for title in (*PAIR_TITLES.values(), *titles, COMPUTED["fine_gray"], COMPUTED["gray"]):
        yield title, "model"
    yield from model_texts().items()
    for text in (*FIELD_WORDS.values(), NO_RECORD[:1].upper() + NO_RECORD[1:], *LISTED):
        yield text, "model"


@cache
def model_texts() -> dict[str, str]:
    """Return the sentences of the model that the window shows, with the fields {1}, {2} ..., and their files."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "model").rglob("*.py")):
        name = path.relative_to(ROOT / "model").with_suffix("").as_posix()
        if name not in MODEL_FILES and name.partition("/")[0] not in ERROR_ROOMS:
            continue
        code = path.read_text(encoding="utf-8")
        if name not in MODEL_FILES and not any(f"{made}(" in code for made in (*ERRORS, *ERROR_MAKERS)):
            continue
        tree = ast.parse(code)
        nodes = ast.walk(tree) if name in MODEL_FILES else error_arguments(tree)
        skipped = not_shown(tree)
        for node in nodes:
            source = template(node)
            if id(node) not in skipped and PROSE.search(source) and not NAME.fullmatch(source.strip()):
                found.setdefault(source.strip(), f"model/{name}.py")
    return found


def called(node: ast.Call) -> str:
    """Return the last name of what is called."""
    return getattr(node.func, "id", "") or getattr(node.func, "attr", "")


def error_arguments(tree: ast.AST) -> Iterator[ast.AST]:
    """Return the texts of errors: of each call of a class of errors, all that its arguments contain.

    An argument can be a text itself, the name of a text that the module or another module of the model assigns, or a
    call of a function of the module that returns a text.
    """
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or called(node) in PROGRAMMERS:
            continue
        if called(node).endswith(ERRORS) or called(node) in ERROR_MAKERS:
            for argument in (*node.args, *(given.value for given in node.keywords)):
                for part in ast.walk(argument):
                    yield part
                    if isinstance(part, ast.Name):
                        yield from named_texts(tree, part.id)


def named_texts(tree: ast.AST, name: str) -> Iterator[ast.AST]:
    """Return the nodes of all that `name` is assigned or returns in a module, or in the module that it is from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                yield from ast.walk(node.value)
        elif isinstance(node, ast.FunctionDef) and node.name == name:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Return) and inner.value is not None:
                    yield from ast.walk(inner.value)
        elif isinstance(node, ast.ImportFrom) and any((alias.asname or alias.name) == name for alias in node.names):
            path = ROOT / ((node.module or "").replace(".", "/") + ".py")
            if path.is_relative_to(ROOT / "model") and path.exists():
                yield from named_texts(parsed(path), name)


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def not_shown(tree: ast.AST) -> set[int]:
    """Return the nodes that are no texts for users: docstrings, keys, types, formats, and parts of other texts."""
    found: set[int] = set()
    for node in ast.walk(tree):
        hidden: list[ast.AST] = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            hidden = [node.value]
        elif isinstance(node, ast.JoinedStr):
            hidden = [part for part in node.values if isinstance(part, ast.Constant)]
        elif isinstance(node, ast.FormattedValue):
            hidden = [node.format_spec] if node.format_spec else []
        elif isinstance(node, ast.Dict):
            hidden = [key for key in node.keys if key is not None]
        elif isinstance(node, ast.Compare):
            hidden = [node]
        elif isinstance(node, ast.Subscript):
            hidden = [node.slice]
        elif isinstance(node, ast.Call) and called(node) in NO_TEXTS:
            hidden = list(node.args)
        elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            hidden = [node.annotation]
        for part in hidden:
            # The texts inside the fields of a text are shown, but not those that it consists of.
            inside = ast.walk(part) if not isinstance(part, ast.Constant) else [part]
            found.update(id(one) for one in inside)
    return found


def template(node: ast.AST) -> str:
    """Return the text of a literal, with its fields numbered; "" for anything else."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    parts, fields = [], 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value))
        else:
            fields += 1
            parts.append(f"{{{fields}}}")
    return "".join(parts)


def read(path: Path) -> dict[str, Text]:
    """Return the translations of the file, by source. A message that is not finished has empty forms."""
    known: dict[str, Text] = {}
    if not path.exists():
        return known
    for message in ET.parse(path).getroot().iter("message"):
        source, translation = message.findtext("source") or "", message.find("translation")
        assert translation is not None
        plural = message.get("numerus") == "yes"
        forms = [form.text or "" for form in translation.iter("numerusform")] if plural else [translation.text or ""]
        location = message.find("location")
        known[source] = Text(source, plural, location.get("filename", "") if location is not None else "", forms)
    return known


def with_translations(language: str, sources: dict[str, Text], known: dict[str, Text]) -> list[Text]:
    """Return all sources with their known translations; the forms of a text without one are empty."""
    merged = []
    for source, text in sources.items():
        before = known.get(source)
        count = FORMS[language] if text.plural else 1
        forms = before.forms if before and before.plural == text.plural else [""] * count
        merged.append(replace(text, forms=forms))
    return merged


def write(path: Path, language: str, all_texts: list[Text]) -> None:
    """Write the translation file in Qt's format, which Qt Linguist edits."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for text in all_texts:
        message = ET.SubElement(context, "message", {"numerus": "yes"} if text.plural else {})
        ET.SubElement(message, "location", filename=text.file)
        ET.SubElement(message, "source").text = text.source
        translation = ET.SubElement(message, "translation", {} if text.finished else {"type": "unfinished"})
        if text.plural:
            for form in text.forms:
                ET.SubElement(translation, "numerusform").text = form
        else:
            translation.text = text.forms[0]
    ET.indent(root, space=" ")
    body = ET.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8", newline="\n")


def release(path: Path) -> None:
    """Compile the file to the form that the program loads."""
    compiler = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([compiler, "-silent", "-nounfinished", path, "-qm", path.with_suffix(".qm")], check=True)


def sentences() -> str:
    """Return the file of the model's sentences and words, which the window recognises."""
    return json.dumps(sorted({*model_texts(), *LISTED}), indent=0, ensure_ascii=False) + "\n"


def faults(language: str) -> list[str]:
    """Return what is wrong with the translation file, one line for each fault."""
    sources, known = texts(), read(FOLDER / f"{CONTEXT}_{language}.ts")
    found = [f"missing: {source!r}" for source in sources if source not in known]
    found += [f"superfluous: {source!r}" for source in known if source not in sources]
    found += [f"unfinished: {source!r}" for source, text in known.items() if source in sources and not text.finished]
    if (FOLDER / SENTENCES).read_text(encoding="utf-8") != sentences():
        found.append(f"{SENTENCES} is not up to date")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description="Bring the translations of the window up to date.")
    parser.add_argument("--check", action="store_true", help="change nothing; exit code 1 if they are not up to date")
    check = parser.parse_args().check
    failed = False
    for language in FORMS:
        if not check:
            path = FOLDER / f"{CONTEXT}_{language}.ts"
            FOLDER.mkdir(exist_ok=True)
            write(path, language, with_translations(language, texts(), read(path)))
            release(path)
            (FOLDER / SENTENCES).write_text(sentences(), encoding="utf-8", newline="\n")
        found = faults(language)
        print("\n".join([f"{language}: {len(found)} faults", *found]))
        failed = failed or bool(found)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
