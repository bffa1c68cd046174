"""The table of commands, in the order shown by --help."""

from app.cli import (
    backbone,
    cache,
    compare,
    demo,
    doctor,
    info,
    open_window,
    predict,
    sample,
    train,
    validate,
)
from app.cli.bench import bench
from app.cli.bundle import bundle
from app.cli.cohort import cohort
from app.cli.command import Command
from app.cli.explain import audit as explain_audit
from app.cli.explain import explain
from app.cli.study import study
from app.cli.tma import tma

COMMANDS: tuple[Command, ...] = (
    open_window,
    predict,
    info,
    explain,
    explain_audit,
    tma,
    cohort,
    study,
    sample,
    doctor,
    bench,
    bundle,
    backbone,
    cache,
    train,
    compare,
    validate,
    demo,
)
