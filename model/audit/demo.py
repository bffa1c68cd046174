"""The demo bundle with its audit: a task that builds a demo bundle comes in; the bundle, audited, goes out."""

from collections.abc import Generator
from pathlib import Path

from model.audit.into_bundle import write_into
from model.audit.run import AuditRequest, audit
from model.audit.section import section
from model.base.files import replacing
from model.base.progress import Progress

SPOTS = 12
CHECKED = 3
"""A few minutes' worth: building is not to take much longer for it. `histocast explain audit` takes forty and ten."""


def audited(
    building: Generator[Progress, None, Path], table: Path, device: str = "auto", spots: int = SPOTS
) -> Generator[Progress, None, Path]:
    """The bundle that `building` gives, its card completed by an audit on spots of `table`.

    It is replaced by its audited self: nobody has seen it before.
    """
    out = yield from building
    found = yield from audit(AuditRequest(out, table, spots, device=device, checked=CHECKED))
    with replacing(out) as beside:
        write_into(out, section(found), beside)
    return out
