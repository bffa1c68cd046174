"""Build a demo bundle and add an audit of its explanations to its model card."""

from collections.abc import Generator
from pathlib import Path

from model.audit.into_bundle import write_into
from model.audit.run import AuditRequest, audit
from model.audit.section import section
from model.base.files import replacing
from model.base.progress import Progress

SPOTS = 12
CHECKED = 3
"""Number of spots in the audit of the demo bundle, and number of these spots on which the slow checks are made as well.

Both are small, so that the audit takes only a few minutes of the build. The defaults of `histocast explain audit` are
40 and 10.
"""


def audited(
    building: Generator[Progress, None, Path], table: Path, device: str = "auto", spots: int = SPOTS
) -> Generator[Progress, None, Path]:
    """Run `building`, which makes a bundle, audit the bundle on spots of `table`, and return its path.

    The copy with the audit replaces the bundle. This is allowed here, because the bundle is new and not yet in use.
    """
    out = yield from building
    found = yield from audit(AuditRequest(out, table, spots, device=device, checked=CHECKED))
    with replacing(out) as beside:
        write_into(out, section(found), beside)
    return out
