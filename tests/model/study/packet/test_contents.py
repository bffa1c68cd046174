"""A packet holds what a reader needs and nothing else: its bytes are searched for every value of the study."""

import re
import sqlite3
import struct
from contextlib import closing

import pytest

from model.base.errors import StudyError
from model.study.migrations.migration_table import MIGRATIONS
from model.study.predictions import add_failure
from model.study.reading import Reading
from model.study.rounds import round_of_packet, shuffled, sign_in
from model.study.score_sheet import DEFAULT_SHEET
from model.study.spots import spots_of
from model.study.store import now, open_packet, open_study

SECRETS = {
    "patients": ("code",),
    "spots": ("image", "seen_at", "sha256", "core"),
    "outcomes": ("time_years", "time_entered"),
    "covariates": ("name", "value"),
    "leftovers": ("what", "reason"),
    "readers": ("name", "since"),
    "rounds": ("seed",),
    "reads": ("started_at", "locked_at", "unassessable"),
    "answers": ("label", "at"),
    "predictions": ("at", "bundle_name", "bundle_sha256", "backbone_sha256", "arithmetic", "survival_probability",
                    "calibration", "threshold", "threshold_origin", "reasons", "record"),
    "failures": ("message",),
    "log": ("at", "detail"),
    "facts": ("value",),
}  # fmt: skip
"""Columns of the study whose values must not be in a packet."""
ALLOWED = ("Ada", *(choice.label for question in DEFAULT_SHEET.questions for choice in question.choices))
"""The reader whose packet it is, and words of the score sheet."""
SCHEMA = "".join(MIGRATIONS)
"""The names of tables and columns are in every file, so a value such as "demo" cannot be searched for."""
SHORTEST = 4
"""Shorter texts are found anywhere by chance; `test_every_row_of_a_packet` covers them."""
PIECE = 60
"""SQLite spreads long texts over pages, so only their beginning stands in one piece."""
SHEET = "score sheet"


def forms(value):
    """Return the byte forms in which a database, a TIFF or a text may hold a value; none if it is too short."""
    if isinstance(value, float) and not value.is_integer():
        texts = [f"{value:.6f}".encode(), *([repr(value).encode()] if len(repr(value)) > SHORTEST else [])]
        return [struct.pack(">d", value), struct.pack("<d", value), *texts]
    if isinstance(value, int) and abs(value) > 1 << 16:
        return [value.to_bytes(4, "big"), value.to_bytes(4, "little"), str(value).encode()]
    if isinstance(value, str) and len(value) >= SHORTEST:
        raw = [bytes.fromhex(value)] if re.fullmatch(r"[0-9a-f]{64}", value) else []
        return [*(value[:PIECE].encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")), *raw]
    return []


def secrets_of(study):
    """Return {description: byte forms} of every value of the study that must stay there, and of parts of names."""
    found = {}
    for table, columns in SECRETS.items():
        for row in study.rows(f"SELECT * FROM {table}"):
            if table == "facts" and row["key"] in ("sheet", "made_by", "reveal"):
                continue
            if table == "log" and row["what"] == "packet made":
                continue
            for column in columns:
                value = row[column]
                parts = re.split(r"[\\/]", value) if table == "spots" and isinstance(value, str) else []
                stems = [part.rpartition(".")[0] for part in parts]
                for one in (value, *parts, *stems):
                    if one not in ALLOWED and forms(one) and not (isinstance(one, str) and one in SCHEMA):
                        found[f"{table}.{column} {one!r}"] = forms(one)
    return found


def leaks(secrets, content):
    return [name for name, known in secrets.items() if any(form in content for form in known)]


@pytest.fixture
def rich(make_study, predict):
    """A study with outcomes, predictions, a failure, strays, another reader's reads, and Ada's own first round."""
    study = make_study("Rich-cohort", washout_days=0.0)
    predict(study, level="caution")
    add_failure(study, spots_of(study)[0], "cd" * 32, "exact", "The network ran out of memory")
    with study.changing():
        study.write(
            "INSERT INTO leftovers (at, kind, what, reason) VALUES ('2020-01-02', 'row', 'Surname99', 'no image')"
        )
    for reader in ("Barbara Liskov", "Ada"):
        reading = Reading(study, sign_in(study, reader))
        while reading.state.phase != "done":
            for question, said in {
                "risk": "low",
                "grade": "3",
                "stroma": 70,
                "lymphocytes": "none",
                "confidence": "medium",
                "remark": f"unheard-of {reader}",
            }.items():
                reading.answer(question, said)
            reading.lock()
            reading.reveal()
            reading.go_on()
    last = now()
    while now() == last:
        pass  # a packet made in the same millisecond would have a time of the study
    return study


@pytest.mark.parametrize("copy", [False, True])
def test_no_value_of_the_study_is_in_the_bytes_of_a_packet(rich, give, copy):
    made = give(rich, repeat=True, copy=copy)
    secrets = secrets_of(rich)
    rich.close()
    whole = rich.path.read_bytes()
    assert len(secrets) > 120
    not_searchable = [name for name in secrets if name not in leaks(secrets, whole)]
    assert not_searchable == [], "the search must find in the study what it does not find in the packet"
    files = [path for path in made.path.parent.rglob("*") if path.is_file() and path.suffix != ".lock"]
    assert len(files) == 1 + 7 * copy
    for path in files:
        assert leaks(secrets, path.read_bytes()) == [], path.name
        assert leaks(secrets, path.name.encode()) == []


@pytest.mark.parametrize("copy", [False, True])
def test_names_in_the_metadata_of_images_are_not_copied(rich, give, tmp_path, copy):
    made = give(rich, repeat=True, copy=copy)
    original = (tmp_path / "images" / "ward-3" / "Secret-3.png").read_bytes()
    words = [b"Surname3-of-image", b"Surname3-in-exif"]
    assert all(word in original for word in words)
    content = b"".join(path.read_bytes() for path in made.path.parent.rglob("*") if path.is_file())
    assert not any(word in content for word in (*words, b"Surname", b"Exif", b"tifffile"))


def test_every_row_of_a_packet(rich, give):
    """The whole contents, value by value; random values by their pattern only."""
    made = give(rich, repeat=True)
    with closing(sqlite3.connect(made.path)) as packet:
        names = [name for (name,) in packet.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: list(packet.execute(f"SELECT * FROM {name}")) for name in names}
        assert packet.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert packet.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        marks = [row[4] for row in rows["spots"]]
    ((packet_id, _, at, _, salt, seal),) = rows["packets"]
    numbers = range(1, 8)
    assert rows.pop("packets") == [(packet_id, 1, at, "located", salt, seal)]
    assert (len(packet_id), len(salt), len(seal)) == (32, 64, 64)
    assert rows.pop("spots") == [(n, n, "../images", "", mark, "", None, None, None, None)
                                 for n, mark in zip(numbers, marks, strict=True)]  # fmt: skip
    assert all(re.fullmatch("[0-9a-f]{64}", mark) for mark in marks)
    assert len(set(marks)) == 7
    places = [row[3] for row in rows["packet_cases"]]
    assert all(re.fullmatch("[0-9a-f]{32}/[0-9a-f]{32}", place) for place in places)
    assert len({part for place in places for part in place.split("/")}) == 14, (
        "the folder that two spots share does not show"
    )
    assert rows.pop("packet_cases") == [(packet_id, n, n, place) for n, place in zip(numbers, places, strict=True)]
    assert rows.pop("patients") == [(n, str(n)) for n in numbers]
    assert rows.pop("round_cases") == [(1, n, n) for n in numbers]
    assert rows.pop("readers") == [(1, "Ada", at)]
    assert rows.pop("rounds") == [(1, 1, 2, 0, at, "")]
    facts = dict(rows.pop("facts"))
    assert facts.pop("sheet") == rich.fact("sheet")
    assert facts.pop("made_by").startswith("histocast ")
    assert re.fullmatch(r"[0-9a-f]{16}\.1<", facts.pop("change")), "random, and the number of the change"
    assert facts == {"name": "packet of Ada", "created": at, "reveal": "never"}
    ((_, logged, who, what, detail),) = rows.pop("log")
    assert (who, what) == ("", "packet made")
    assert re.fullmatch(r'\{"cases": 7, "made_by": "histocast [\w.+-]+"\}', detail)
    assert logged >= at
    assert {name: found for name, found in rows.items() if found} == {}
    assert set(rows) == {"outcomes", "covariates", "leftovers", "reads", "answers", "predictions", "failures",
                         "reveals", "packet_ends", "chain"}  # fmt: skip


def test_the_order_is_the_readers_own_and_the_seed_is_not_told(make_study, give):
    study = make_study()
    made = give(study)
    ((seed, round_id),) = study.rows("SELECT seed, id FROM rounds")
    order = shuffled([spot.id for spot in spots_of(study)], seed)
    assert order != sorted(order)
    given = study.rows("SELECT spot_id FROM packet_cases ORDER BY number")
    assert [row["spot_id"] for row in given] == order
    stored = study.rows("SELECT spot_id FROM round_cases WHERE round_id = ? ORDER BY position", (round_id,))
    assert [row["spot_id"] for row in stored] == order
    with open_packet(made.path) as packet:
        assert round_of_packet(packet).order == tuple(range(1, 8))
        right = [spots_of(study)[spot - 1].image for spot in order]
        reading = Reading(packet, sign_in(packet, "Ada"))
        shown = [reading.image(number).path.relative_to(study.folder).as_posix() for number in range(1, 8)]
        assert shown == right


def test_cores_of_one_slide_have_regions_but_no_labels_and_no_common_hash(make_study, give):
    study = make_study()
    slide = study.rows("SELECT image, seen_at, sha256 FROM spots WHERE id = 1")[0]
    with study.changing():
        for spot, x in ((2, 10.5), (1, 40.25)):
            study.write("UPDATE spots SET image = ?, seen_at = ?, sha256 = ?, core = ?, x = ?, y = 5, width = 20,"
                        " height = 20 WHERE id = ?", (*slide, f"Row-{spot}", x, spot))  # fmt: skip
    made = give(study)
    numbers = [
        row["number"] for row in study.rows("SELECT number FROM packet_cases WHERE spot_id < 3 ORDER BY spot_id")
    ]
    with open_packet(made.path) as packet:
        spots = {row["id"]: row for row in packet.rows("SELECT * FROM spots")}
        assert [spots[number]["x"] for number in numbers] == [40.25, 10.5]
        assert len({row["sha256"] for row in spots.values()}) == 7
        reading = Reading(packet, sign_in(packet, "Ada"))
        images = [reading.image(number) for number in numbers]
        assert images[0].path == images[1].path
        assert [image.region.x for image in images] == [40.25, 10.5]
        assert all(image.is_right(slide["sha256"]) for image in images)
    assert b"Row-" not in made.path.read_bytes()
    assert "The positions of 2 cores on their slides" in " ".join(made.holds)


@pytest.mark.parametrize("copy", [False, True])
def test_repeats_share_nothing_that_links_them(make_study, give, lock, copy):
    from model.study.packet.merge import merge_packet

    study = make_study(washout_days=0.0)
    first = give(study, name="one", copy=copy)
    lock(first.path)
    merge_packet(study, first.path)
    second = give(study, name="two", repeat=True, copy=copy)
    assert (first.round, second.round, second.cases) == (1, 2, 7)

    def values(path):
        with closing(sqlite3.connect(path)) as packet:
            spots = packet.execute("SELECT sha256, place FROM spots JOIN packet_cases ON spot_id = spots.id")
            return {part for mark, place in spots for part in (mark, *place.split("/"))}

    assert len(values(first.path)) == 7 * (2 if copy else 3)
    assert values(first.path) & values(second.path) == set()
    (rounds,) = ([row["seed"] for row in study.rows("SELECT seed FROM rounds")],)
    assert rounds[0] != rounds[1]


def test_what_can_identify_somebody_is_told(make_study, give, tmp_path):
    study = make_study()
    told = " ".join(give(study).holds)
    assert "(Ada)" in told
    assert "../images" in told
    assert "names of the images, and their labels and metadata" in told
    assert "ATTENTION" not in told
    told = " ".join(give(study, "Bob", name="for-surname3", copy=True).holds)
    assert "7 images, named by case number" in told
    assert "ATTENTION: the name of the packet or folder contains the id of a patient: Surname3." in told


def test_a_packet_is_no_study_and_takes_nothing_but_reads(make_study, give, cohort, predict, plan):
    from model.base.progress import result_of
    from model.study.fill import fill

    study = make_study()
    made = give(study)
    with pytest.raises(StudyError, match="is a reader's packet"):
        open_study(made.path)
    with pytest.raises(StudyError, match="is a study, not a packet"):
        open_packet(study.path)
    with open_packet(made.path) as packet:
        with pytest.raises(sqlite3.IntegrityError, match="a packet takes reads only"):
            result_of(fill(packet, plan(cohort, cohort.parent / "images")))
        for table in ("patients", "outcomes", "predictions", "readers", "rounds", "round_cases", "packets"):
            columns = len(packet.rows(f"PRAGMA table_info({table})"))
            with pytest.raises(sqlite3.IntegrityError, match="a packet takes reads only"), packet.changing():
                packet.write(f"INSERT INTO {table} VALUES ({', '.join('1' * columns)})")
        reading = Reading(packet, sign_in(packet, "ada "))
        assert reading.state.reader == "Ada"
        assert not reading.state.can_reveal
        with pytest.raises(StudyError, match="This packet is for Ada"):
            sign_in(packet, "Bob")
        with pytest.raises(StudyError, match="one round"):
            sign_in(packet, "Ada", repeat=True)
