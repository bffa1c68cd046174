"""All migrations in order: the version of a study file is how many of them it has had."""

from model.study.migrations import m0001_first

MIGRATIONS: tuple[str, ...] = (m0001_first.SQL,)
