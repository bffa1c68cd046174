"""All migrations in order. The version of a study file is the number of migrations applied to it."""

from model.study.migrations import m0001_first, m0002_packets

MIGRATIONS: tuple[str, ...] = (m0001_first.SQL, m0002_packets.SQL)
