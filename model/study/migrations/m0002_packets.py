"""The second version of the study file.

It adds packets for readers, and a hash chain of the locked reads in each packet.

Studies and packets have the same tables. In a study, `packets` lists the packets that were made, and `chain` lists the
reads that were returned. In a packet, `packets` has a single row, and `packet_cases.place` contains the hashed path of
each image.
"""

SQL = """
CREATE TABLE packets (
    id TEXT PRIMARY KEY,
    round_id INTEGER NOT NULL REFERENCES rounds (id),
    at TEXT NOT NULL,
    images TEXT NOT NULL CHECK (images IN ('located', 'copied')),
    salt TEXT NOT NULL,
    seal TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE packet_cases (
    packet_id TEXT NOT NULL REFERENCES packets (id),
    number INTEGER NOT NULL,
    spot_id INTEGER NOT NULL REFERENCES spots (id),
    place TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (packet_id, number),
    UNIQUE (packet_id, spot_id)
) WITHOUT ROWID;
CREATE TABLE packet_ends (
    packet_id TEXT PRIMARY KEY REFERENCES packets (id),
    at TEXT NOT NULL,
    why TEXT NOT NULL CHECK (why IN ('replaced', 'withdrawn'))
) WITHOUT ROWID;
CREATE TABLE chain (
    packet_id TEXT NOT NULL REFERENCES packets (id),
    entry INTEGER NOT NULL,
    number INTEGER NOT NULL,
    read_id INTEGER REFERENCES reads (id),
    digest TEXT NOT NULL,
    PRIMARY KEY (packet_id, entry),
    UNIQUE (packet_id, number)
) WITHOUT ROWID;

CREATE TRIGGER packet_kept BEFORE UPDATE ON packets WHEN OLD.seal <> ''
    BEGIN SELECT RAISE(ABORT, 'a packet is final'); END;
CREATE TRIGGER packet_stays BEFORE DELETE ON packets BEGIN SELECT RAISE(ABORT, 'a packet is final'); END;
CREATE TRIGGER packet_case_kept BEFORE UPDATE OF packet_id, number, spot_id ON packet_cases
    BEGIN SELECT RAISE(ABORT, 'a packet is final'); END;
CREATE TRIGGER packet_case_stays BEFORE DELETE ON packet_cases BEGIN SELECT RAISE(ABORT, 'a packet is final'); END;
CREATE TRIGGER packet_end_kept BEFORE UPDATE ON packet_ends BEGIN SELECT RAISE(ABORT, 'an end is final'); END;
CREATE TRIGGER packet_end_stays BEFORE DELETE ON packet_ends BEGIN SELECT RAISE(ABORT, 'an end is final'); END;
CREATE TRIGGER chain_kept BEFORE UPDATE ON chain BEGIN SELECT RAISE(ABORT, 'the chain is append-only'); END;
CREATE TRIGGER chain_stays BEFORE DELETE ON chain BEGIN SELECT RAISE(ABORT, 'the chain is append-only'); END;
"""
