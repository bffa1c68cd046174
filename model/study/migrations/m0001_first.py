"""The first version of the study file: the SQL that creates its tables and the triggers that protect them.

Locked reads, reveals, predictions and the log must never change. Triggers in the file prevent such changes, whichever
program tries to make them.
"""

SQL = """
CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE patients (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
CREATE TABLE spots (
    id INTEGER PRIMARY KEY,
    patient_id INTEGER NOT NULL REFERENCES patients (id),
    image TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    core TEXT NOT NULL DEFAULT '',
    x REAL, y REAL, width REAL, height REAL,
    UNIQUE (sha256, core)
);
CREATE TABLE outcomes (
    patient_id INTEGER PRIMARY KEY REFERENCES patients (id),
    time_years REAL NOT NULL CHECK (time_years >= 0),
    event INTEGER NOT NULL CHECK (event IN (0, 1)),
    cause TEXT NOT NULL DEFAULT '',
    time_entered TEXT NOT NULL,
    unit TEXT NOT NULL
);
CREATE TABLE covariates (
    patient_id INTEGER NOT NULL REFERENCES patients (id),
    spot_id INTEGER REFERENCES spots (id),
    name TEXT NOT NULL,
    value TEXT NOT NULL
);
CREATE UNIQUE INDEX covariate_of ON covariates (patient_id, ifnull(spot_id, 0), name);
CREATE TABLE leftovers (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, what TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE TABLE readers (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE, since TEXT NOT NULL);
CREATE TABLE rounds (
    id INTEGER PRIMARY KEY,
    reader_id INTEGER NOT NULL REFERENCES readers (id),
    number INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    origin TEXT NOT NULL DEFAULT '',
    UNIQUE (reader_id, number)
);
CREATE TABLE round_cases (
    round_id INTEGER NOT NULL REFERENCES rounds (id),
    position INTEGER NOT NULL,
    spot_id INTEGER NOT NULL REFERENCES spots (id),
    PRIMARY KEY (round_id, position),
    UNIQUE (round_id, spot_id)
) WITHOUT ROWID;
CREATE TABLE reads (
    id INTEGER PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES rounds (id),
    spot_id INTEGER NOT NULL REFERENCES spots (id),
    kind TEXT NOT NULL CHECK (kind IN ('blinded', 'informed')),
    sheet TEXT NOT NULL,
    started_at TEXT NOT NULL,
    locked_at TEXT,
    seconds REAL NOT NULL DEFAULT 0,
    unassessable TEXT,
    saw_model_before INTEGER NOT NULL DEFAULT 0,
    origin TEXT NOT NULL DEFAULT '',
    UNIQUE (round_id, spot_id, kind)
);
CREATE TABLE answers (
    read_id INTEGER NOT NULL REFERENCES reads (id),
    question TEXT NOT NULL,
    value REAL,
    label TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (read_id, question)
) WITHOUT ROWID;
CREATE TABLE predictions (
    id INTEGER PRIMARY KEY,
    spot_id INTEGER NOT NULL REFERENCES spots (id),
    at TEXT NOT NULL,
    bundle_name TEXT NOT NULL, bundle_version TEXT NOT NULL, bundle_sha256 TEXT NOT NULL,
    backbone_sha256 TEXT NOT NULL, demo INTEGER NOT NULL,
    device TEXT NOT NULL, precision TEXT NOT NULL, arithmetic TEXT NOT NULL,
    mpp REAL, mpp_source TEXT NOT NULL,
    x REAL NOT NULL, y REAL NOT NULL, width REAL NOT NULL, height REAL NOT NULL,
    fit TEXT NOT NULL, tile_order TEXT NOT NULL, tiles_read INTEGER NOT NULL,
    survival_probability REAL NOT NULL CHECK (survival_probability BETWEEN 0 AND 1),
    low REAL, high REAL,
    calibration TEXT NOT NULL,
    threshold REAL, threshold_origin TEXT NOT NULL, risk_group TEXT,
    verdict TEXT NOT NULL, reasons TEXT NOT NULL,
    made_by TEXT NOT NULL,
    record TEXT NOT NULL
);
CREATE INDEX prediction_of ON predictions (spot_id);
CREATE TABLE failures (
    id INTEGER PRIMARY KEY,
    spot_id INTEGER NOT NULL REFERENCES spots (id),
    at TEXT NOT NULL,
    bundle_sha256 TEXT NOT NULL, precision TEXT NOT NULL,
    message TEXT NOT NULL
);
CREATE TABLE reveals (
    id INTEGER PRIMARY KEY,
    read_id INTEGER NOT NULL UNIQUE REFERENCES reads (id),
    prediction_id INTEGER NOT NULL REFERENCES predictions (id),
    at TEXT NOT NULL
);
CREATE TABLE log (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL
);

CREATE TRIGGER log_kept BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_stays BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER prediction_kept BEFORE UPDATE ON predictions BEGIN SELECT RAISE(ABORT, 'a prediction is final'); END;
CREATE TRIGGER prediction_stays BEFORE DELETE ON predictions BEGIN SELECT RAISE(ABORT, 'a prediction is final'); END;
CREATE TRIGGER reveal_kept BEFORE UPDATE ON reveals BEGIN SELECT RAISE(ABORT, 'a reveal is final'); END;
CREATE TRIGGER reveal_stays BEFORE DELETE ON reveals BEGIN SELECT RAISE(ABORT, 'a reveal is final'); END;
CREATE TRIGGER round_kept BEFORE UPDATE ON rounds BEGIN SELECT RAISE(ABORT, 'a round is final'); END;
CREATE TRIGGER case_kept BEFORE UPDATE ON round_cases BEGIN SELECT RAISE(ABORT, 'the order is final'); END;
CREATE TRIGGER case_stays BEFORE DELETE ON round_cases BEGIN SELECT RAISE(ABORT, 'the order is final'); END;

CREATE TRIGGER read_kept BEFORE UPDATE ON reads WHEN OLD.locked_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a locked read is final'); END;
CREATE TRIGGER read_stays BEFORE DELETE ON reads WHEN OLD.locked_at IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a locked read is final'); END;
CREATE TRIGGER answer_new BEFORE INSERT ON answers
    WHEN (SELECT locked_at FROM reads WHERE id = NEW.read_id) IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a locked read is final'); END;
CREATE TRIGGER answer_kept BEFORE UPDATE ON answers
    WHEN (SELECT locked_at FROM reads WHERE id = OLD.read_id) IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a locked read is final'); END;
CREATE TRIGGER answer_stays BEFORE DELETE ON answers
    WHEN (SELECT locked_at FROM reads WHERE id = OLD.read_id) IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a locked read is final'); END;
CREATE TRIGGER reveal_after_lock BEFORE INSERT ON reveals
    WHEN (SELECT locked_at FROM reads WHERE id = NEW.read_id AND kind = 'blinded') IS NULL
    BEGIN SELECT RAISE(ABORT, 'the read is not locked'); END;
CREATE TRIGGER informed_after_reveal BEFORE INSERT ON reads
    WHEN NEW.kind = 'informed' AND NEW.origin = '' AND NOT EXISTS (
        SELECT 1 FROM reveals JOIN reads ON reads.id = reveals.read_id
        WHERE reads.round_id = NEW.round_id AND reads.spot_id = NEW.spot_id)
    BEGIN SELECT RAISE(ABORT, 'nothing was revealed'); END;
"""
