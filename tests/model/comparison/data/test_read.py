"""Tables of patients and raters as people have them: what is read, what is left out and why, what is refused."""

import numpy as np
import pytest

from model.base.errors import RaterError
from model.comparison.data.column_plan import (
    CovariateColumn,
    RaterColumn,
    TablePlan,
    covariate_column,
    rater_column,
    with_roles,
)
from model.comparison.data.rater_table import Rater, RaterTable, Threshold
from model.comparison.data.read_raters import read_table

ROWS = """id;months;died;p;grade;risk;stage
a;12,5;1;0,8;3;high;III
b;60;0;0,2;1;low;I
c;;1;0,5;2;low;II
d;x;0;0,5;2;low;II
e;30;;0,5;2;low;II
f;-1;0;0,5;2;low;II
g;70;0;;2;NA;II
h;8;1;0,7;zwei;high;
;8;1;0,7;3;high;I
"""


def plan(*raters, **fields):
    defaults = {"time": "months", "event": "died", "horizon": 60.0, "patient": "id"}
    return TablePlan(raters=tuple(raters) or (rater_column("p=p:0.5"),), **(defaults | fields))


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "Tabelle.csv"
    path.write_text(ROWS, encoding="utf-8-sig")
    return path


def test_every_row_left_out_is_listed_with_its_reason(table):
    found = read_table(table, plan(rater_column("p=p:0.5"), rater_column("grade=grade:3")))
    assert found.patients == ("a", "b", "g", "h")
    assert found.time.tolist() == [12.5, 60, 70, 8]
    assert [(row.line, row.patient, row.of, row.reason) for row in found.excluded] == [
        (4, "c", "everything", "months is empty"),
        (5, "d", "everything", "months 'x' is not a number"),
        (6, "e", "everything", "died is empty"),
        (7, "f", "everything", "months '-1' is negative"),
        (10, "", "everything", "id is empty"),
        (8, "g", "p", "p is empty"),
        (9, "h", "grade", "grade 'zwei' is not a number"),
    ]
    assert any("unit of time is not stated" in note for note in found.notes)


def test_kinds_are_told_by_the_values_and_said(table):
    columns = ("p=p", "risk=risk", "months=months")
    found = read_table(table, plan(*map(rater_column, columns), unit="months"))
    assert [rater.kind for rater in found.raters] == ["probability", "binary", "numeric"]
    assert "treated as a probability" in found.raters[0].note
    assert found.raters[1].values.tolist()[:2] == [1, 0]
    assert found.raters[1].threshold == Threshold(1.0, "the rater's own two answers")
    assert found.raters[2].threshold is None


def test_the_direction_is_the_one_stated():
    values = np.array([0.9, 0.2, np.nan])
    rater = Rater("p", "probability", values, protective=True, threshold=Threshold(0.5, "bundle"))
    assert rater.risk[:2] == pytest.approx([0.1, 0.8])
    assert rater.high.tolist()[:2] == [0, 1]
    assert np.isnan(rater.high[2])
    assert Rater("g", "ordinal", np.array([1.0, 3.0]), threshold=Threshold(3, "")).high.tolist() == [0, 1]


@pytest.mark.parametrize("protective", [False, True])
def test_a_threshold_from_these_patients_is_flagged_and_splits_where_it_says(tmp_path, protective):
    path = tmp_path / "t.csv"
    values = [0.1, 0.2, 0.3, 0.6, 0.8, 0.9]
    events = [1, 1, 1, 0, 0, 0] if protective else [0, 0, 0, 1, 1, 1]
    path.write_text("t,e,p\n" + "".join(f"{70 - 9 * e},{e},{p}\n" for p, e in zip(values, events, strict=True)))
    column = RaterColumn("p", "p", "youden", protective=protective)
    rater = read_table(path, TablePlan("t", "e", 65, (column,))).raters[0]
    assert rater.threshold.same_data
    assert 0.3 < rater.threshold.value < 0.6
    assert rater.high.tolist() == events


def test_an_event_may_be_called_as_the_table_calls_it(tmp_path):
    path = tmp_path / "lung.csv"
    path.write_text("t,status,x\n5,2,1\n6,1,0\n7,2,1\n")
    with pytest.raises(RaterError, match=r"not stated: 2 \(2\); all its values: 2 \(2\), 1 \(1\)") as caught:
        read_table(path, TablePlan("t", "status", 6, (rater_column("x=x"),)))
    assert "--event status=2." in caught.value.remedy
    found = read_table(path, TablePlan("t", "status", 6, (rater_column("x=x"),), event_value="2"))
    assert found.event.tolist() == [True, False, True]
    assert "status is 2 (no event: 1)" in found.event_text


def test_an_excel_sheet_reads_like_its_csv(table, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    for line in ROWS.splitlines():
        cells = [cell.replace(",", ".") for cell in line.split(";")]
        book.active.append([float(cell) if cell.replace(".", "").isdigit() else cell or None for cell in cells])
    book.save(tmp_path / "Tabelle.xlsx")
    of_csv, of_excel = (read_table(path, plan()) for path in (table, tmp_path / "Tabelle.xlsx"))
    assert of_csv.patients == of_excel.patients
    assert of_csv.time.tolist() == of_excel.time.tolist()
    assert [row.line for row in of_csv.excluded] == [row.line for row in of_excel.excluded]


def test_covariates_are_numbers_or_categories(table):
    found = read_table(table, plan(covariates=(CovariateColumn("stage"), covariate_column("p:category"))))
    assert found.covariates[0].levels == ("I", "II", "III")
    assert found.covariates[0].values[:3].tolist() == [2, 0, 1]
    assert np.isnan(found.covariates[0].values[3])
    assert found.covariates[1].levels == ("0,2", "0,7", "0,8")


def test_patients_in_two_rows_are_refused_by_line(tmp_path):
    path = tmp_path / "spots.csv"
    path.write_text("id,months,died,p\na,1,1,0.5\na,1,1,0.6\n")
    with pytest.raises(RaterError, match="more than one row") as caught:
        read_table(path, plan())
    assert caught.value.faults == ("line 3: patient a is already in line 2",)
    assert "combine" in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "is empty"), ("a,b\n", "has no rows"), ("x,y\n1,2\n", "no column 'months'")],
)
def test_tables_that_are_none_are_told(text, message, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(text)
    with pytest.raises(RaterError, match=message):
        read_table(path, plan(patient=""))


@pytest.mark.parametrize("name", ["missing.csv", "broken.xlsx"])
def test_files_that_cannot_be_read_are_told(name, tmp_path):
    (tmp_path / "broken.xlsx").write_bytes(b"no zip")
    with pytest.raises(RaterError, match=r"cannot be read|can be read"):
        read_table(tmp_path / name, plan())


def test_a_rater_is_named_with_its_column_and_threshold():
    assert rater_column("model = p of death : 0.5") == RaterColumn("model", "p of death", 0.5)
    assert rater_column("a=grade:3").threshold == 3
    assert rater_column("a=T:N stage").column == "T:N stage"
    assert rater_column("a=p:median").threshold == "median"
    for bad in ("p", "=p", "a=", "a=:3"):
        with pytest.raises(RaterError, match="does not name a rater"):
            rater_column(bad)
    with pytest.raises(RaterError, match="'b', which is not a rater"):
        with_roles([rater_column("a=p")], protective=["b"])
    with pytest.raises(RaterError, match="not a kind"):
        with_roles([rater_column("a=p")], kind=["a=fuzzy"])


def test_a_table_with_a_patient_twice_or_a_short_column_cannot_be_made():
    with pytest.raises(RaterError, match="two rows"):
        RaterTable("x", ("a", "a"), np.ones(2), np.ones(2, bool), ())
    with pytest.raises(RaterError, match="more or fewer values"):
        RaterTable("x", ("a", "b"), np.ones(2), np.ones(2, bool), (Rater("r", "numeric", np.ones(3)),))


@pytest.mark.parametrize(("columns", "event", "other"), [
    ("died,other", ("died", "1"), ("other", "1")),
    ("status", ("status", "1"), ("status", "2")),
    ("status", ("status", "cancer"), ("status", "heart")),
])  # fmt: skip
def test_deaths_of_another_cause_are_told_by_a_column_of_their_own_or_a_value(tmp_path, columns, event, other):
    said = {"died,other": ("1,0", "0,1", "0,0"), "status": ("1", "2", "0")}[columns]
    if event[1] == "cancer":
        said = ("cancer", "heart", "alive")
    rows = "".join(f"{12 + number},{of},0.{number + 1}\n" for number, of in enumerate(said))
    (tmp_path / "t.csv").write_text(f"months,{columns},p\n{rows}")
    fields = {"event": event[0], "event_value": event[1], "other": other[0], "other_value": other[1], "patient": ""}
    found = read_table(tmp_path / "t.csv", plan(**fields))
    assert found.event.tolist() == [True, False, False]
    assert found.other_death.tolist() == [False, True, False]
    assert any(note.startswith("1 patient died of another cause") for note in found.notes)
    assert found.excluded == ()
    assert found.event_text == f"{event[0]} is {event[1]} (no event: {said[2] if ',' not in said[2] else 0})"


def test_nobody_dies_of_both(tmp_path):
    (tmp_path / "t.csv").write_text("months,died,other,p\n12,1,1,0.4\n13,0,1,0.4\n14,1,0,0.6\n")
    with pytest.raises(RaterError, match="who died of another cause") as told:
        read_table(tmp_path / "t.csv", plan(patient="", other="other"))
    assert told.value.faults == ("line 2: died says event, other says death of another cause",)


def test_a_table_that_does_not_tell_has_no_deaths_of_another_cause(table):
    found = read_table(table, plan())
    assert not found.other_death.any()
    assert not any("another cause" in note for note in found.notes)


LUNG = "time,status,ecog\n306,2,1\n455,2,0\n1010,1,0\n210,2,1\n883,1,2\n"


@pytest.fixture
def write(tmp_path):
    def make(text):
        path = tmp_path / "t.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return make


def of_lung(**fields):
    return TablePlan("time", "status", 365, (rater_column("r=ecog"),), **fields)


@pytest.mark.parametrize(("codes", "typed"), [
    ("22121", "status=2"), ("01201", "status=2"), ("20202", "status=2"), ("01019", "status=9"),
])  # fmt: skip
def test_event_codes_that_nobody_stated_are_refused_with_what_to_type(write, codes, typed):
    rows = "".join(f"{10 + number},{code},{number % 2}\n" for number, code in enumerate(codes))
    with pytest.raises(RaterError, match="column 'status' has values whose meaning is not stated") as told:
        read_table(write("time,status,ecog\n" + rows), of_lung())
    assert f"--event {typed}." in told.value.remedy
    found = read_table(write("time,status,ecog\n" + rows), of_lung(event_value=typed.partition("=")[2]))
    assert found.event.tolist() == [code == typed[-1] for code in codes]


def test_of_words_that_nobody_stated_all_are_listed_and_none_is_proposed(write):
    """The last one by the alphabet was proposed: of ja and nein the one that means no event."""
    text = "time,status,ecog\n" + "".join(f"{10 + at},{word},{at % 2}\n" for at, word in enumerate(["ja", "nein"] * 3))
    with pytest.raises(RaterError, match=r"all its values: ja \(3\), nein \(3\)") as told:
        read_table(write(text), of_lung())
    assert "--event status=VALUE." in told.value.remedy
    assert read_table(write(text), of_lung(event_value="ja")).event.tolist() == [True, False] * 3


def test_a_code_that_is_named_as_another_cause_needs_no_other_statement(write):
    path = write("time,status,ecog\n1,1,0\n2,2,1\n3,0,1\n")
    found = read_table(path, of_lung(other="status", other_value="2"))
    assert (found.event.tolist(), found.other_death.tolist()) == ([True, False, False], [False, True, False])
    assert found.event_text == "status is 1 (no event: 0)"


@pytest.mark.parametrize(("fields", "words"), [
    ({"event_value": "PCMM"},
     r"No row has 'PCMM' in the column 'status'. The values of this column are: othr \(2\), PCM \(1\)."),
    ({"event_value": "PCM", "other": "status", "other_value": "other"}, "No row has 'other' in the column 'status'"),
])  # fmt: skip
def test_a_value_that_no_row_has_is_refused_with_those_there_are(write, fields, words):
    with pytest.raises(RaterError, match=words):
        read_table(write("time,status,ecog\n1,PCM,0\n2,othr,1\n3,othr,1\n"), of_lung(**fields))


def test_words_for_unknown_are_left_out_and_counted_and_never_alive(write):
    path = write("time,status,ecog\n1,Dead,0\n2,'--,1\n3,Not Reported,1\n4,Alive,NA\nunknown,Dead,2\n6,Dead,2\n")
    for fields in ({}, {"event_value": "Dead"}):
        found = read_table(path, of_lung(**fields))
        assert found.time.tolist() == [1, 4, 6]
        assert found.event.tolist() == [True, False, True]
        assert [row.reason for row in found.excluded] == [
            "status \"'--\" means unknown", "status 'Not Reported' means unknown", "time 'unknown' means unknown",
            "ecog 'NA' means unknown",
        ]  # fmt: skip
        assert (
            "Words for unknown count as missing values: time: unknown (1); status: '-- (1), Not Reported (1); "
            "ecog: NA (1)."
            in found.notes
        )


def test_an_unknown_cause_of_death_is_not_taken_for_none(write):
    path = write("time,status,cause,ecog\n1,0,other,0\n2,0,unknown,1\n3,1,NA,1\n4,0,,0\n")
    found = read_table(path, of_lung(other="cause", other_value="other"))
    assert found.time.tolist() == [1, 3, 4]
    assert found.other_death.tolist() == [True, False, False]
    assert found.excluded[0].reason == "cause 'unknown' means unknown"


def test_numbers_with_two_readings_refuse_the_table_and_are_listed(write):
    path = write("time;status;ecog;stage\n12,5;1;0,5;1.2\n1.815;0;1,5;1.3\n60;0;0.5;1.2\n")
    with pytest.raises(RaterError, match="can be understood in two ways") as told:
        read_table(path, of_lung(covariates=(CovariateColumn("stage", category=True),)))
    words = "is ambiguous: it has a dot between digits in a table with decimal commas"
    assert told.value.faults == (f"line 3: time '1.815' {words}", f"line 4: ecog '0.5' {words}")
    with pytest.raises(RaterError, match="can be understood in two ways") as told:
        read_table(path, of_lung(covariates=(CovariateColumn("stage"),)))
    assert f"line 2: stage '1.2' {words}" in told.value.faults


@pytest.mark.parametrize(("kind", "values", "bad"), [
    ("probability", ("0.2", "45", "1"), ("line 3: ecog '45'",)),
    ("probability", ("-0.1", "0.5", "1.01"), ("line 2", "line 4")),
    ("binary", ("1", "2", "1"), ("line 3: ecog '2'",)),
])  # fmt: skip
def test_values_that_are_not_of_the_kind_that_was_said_are_refused_by_line(write, kind, values, bad):
    path = write("time,status,ecog\n" + "".join(f"{n},{n % 2},{value}\n" for n, value in enumerate(values)))
    with pytest.raises(RaterError, match=f"given as a {kind}") as told:
        read_table(path, TablePlan("time", "status", 2, (RaterColumn("r", "ecog", kind=kind),)))
    assert len(told.value.faults) == len(bad)
    assert all(fault.startswith(start) for fault, start in zip(told.value.faults, bad, strict=True))
    assert f"--kind r={kind}" in told.value.remedy


def test_ratings_in_words_are_reported_as_text(write):
    path = write("time,status,ecog,grade\n1,1,good,45%\n2,0,bad,50%\n3,0,good,0.5\n")
    with pytest.raises(RaterError, match=r"column 'ecog' of r contains text instead of numbers: good \(2\), bad \(1\)"):
        read_table(path, of_lung())
    found = read_table(path, TablePlan("time", "status", 2, (rater_column("g=grade"),)))
    assert "g: text in grade is not a number and is left out: 45% (1), 50% (1)." in found.notes
    assert [row.reason for row in found.excluded] == ["grade '45%' is not a number", "grade '50%' is not a number"]


@pytest.mark.parametrize(("ids", "words"), [
    (("007", "7"), "the same number written in two ways"), (("123.0", "123"), "more than one row"),
])  # fmt: skip
def test_ids_follow_one_rule(write, ids, words):
    path = write("id,time,status,ecog\n" + "".join(f"{one},{n},{n % 2},{n}\n" for n, one in enumerate(ids)))
    with pytest.raises(RaterError, match=words):
        read_table(path, of_lung(patient="id"))


def test_ids_that_were_rounded_or_are_unknown_are_left_out(write):
    path = write("id,time,status,ecog\n1.0,1,1,0\n1.23E+11,2,0,1\nNA,3,0,1\n02,4,0,1\n")
    found = read_table(path, of_lung(patient="id"))
    assert found.patients == ("1", "02")
    assert "rounded" in found.excluded[0].reason
    assert found.excluded[1].reason == "id 'NA' means unknown"


def test_the_notes_of_the_file_stand_in_the_table(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    for row in (("time", "status", "ecog"), (1, 1, 0), (2, 0, 1)):
        book.active.append(row)
    book.active.row_dimensions[2].hidden = True
    book.create_sheet("more")
    book.save(tmp_path / "t.xlsx")
    found = read_table(tmp_path / "t.xlsx", of_lung())
    assert found.notes[2:4] == (
        "The sheet 'Sheet' is read; not read: more.",
        "1 of 2 rows are hidden in the sheet and are read nevertheless: 2.",
    )


def test_a_value_that_is_not_named_is_no_statement():
    from model.comparison.data.column_plan import event_column

    assert event_column("status") == ("status", "")
    assert event_column("vital status = dead") == ("vital status", "dead")
    for bad in ("status=", "=2"):
        with pytest.raises(RaterError, match="does not name both"):
            event_column(bad)
