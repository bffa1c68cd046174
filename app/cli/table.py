"""The table of sub-commands, in the order in which --help lists them."""

from app.cli import (
    backbone,
    bench,
    bundle,
    cache,
    compare,
    demo,
    doctor,
    explain,
    explain_audit,
    info,
    open_window,
    predict,
    sample,
    study,
    tma,
    train,
)  # fmt: skip
from app.cli.command import Command

COMMANDS: tuple[Command, ...] = (
    open_window, predict, info, explain, explain_audit, tma, study, sample, doctor, bench, bundle, backbone, cache,
    train, compare, demo,
)  # fmt: skip
