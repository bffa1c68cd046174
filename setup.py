"""Build a wheel with one top-level package: `app`, `model` and `resources` of the tree are put inside `histocast`.

The three are common names; at the top level of an environment they would shadow a user's own modules. An editable
installation leaves the tree as it is. docs/decisions/python-api.md has the reasons.
"""

import re
import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

INSIDE = ("app", "model", "resources")
OUTER = "histocast"
NAMES = "|".join(INSIDE)
IMPORT = re.compile(rf"^(\s*from |\s*import )(?=(?:{NAMES})\b)", re.MULTILINE)
BINDING = re.compile(rf"^\s*import (?:{NAMES})\b(?!.*noqa: F401).*$", re.MULTILINE)
"""It binds a name that is used; marked F401 it only loads the module."""
RESOURCES = re.compile(r"\bfiles\(\"(?=resources\")")
QUOTED = re.compile(rf"(?<=[\"'])(?:{NAMES})(?:\.\w+)+(?=[\"'])")


def inside(text: str, root: Path) -> str:
    """Return the source `text` with the names that it has inside `histocast`; `root` is the folder of the packages.

    ValueError for `import app.x` whose `app` is used: that use could not be followed.
    """
    binding = BINDING.search(text)
    if binding:
        raise ValueError(f"{binding[0].strip()!r}: write it as from ... import ..., which can be moved.")

    def quoted(found: re.Match[str]) -> str:
        module = root / found[0].replace(".", "/")
        return f"{OUTER}.{found[0]}" if module.is_dir() or module.with_suffix(".py").is_file() else found[0]

    text = IMPORT.sub(rf"\g<1>{OUTER}.", text)
    return QUOTED.sub(quoted, RESOURCES.sub(f'files("{OUTER}.', text))


class BuildInside(build_py):
    """Copies the packages, then moves the three inside."""

    def run(self) -> None:
        """Build as usual; an editable installation, which copies nothing, is left alone."""
        root = Path(self.build_lib)
        if self.editable_mode:
            super().run()
            return
        for name in (*INSIDE, OUTER):
            shutil.rmtree(root / name, ignore_errors=True)  # of an earlier build, where they were moved
        super().run()
        for source in [path for name in (*INSIDE, OUTER) for path in (root / name).rglob("*.py")]:
            before = source.read_text(encoding="utf-8")
            after = inside(before, root)
            if after != before:
                source.write_text(after, encoding="utf-8", newline="\n")
        for name in INSIDE:
            shutil.move(root / name, root / OUTER / name)


setup(cmdclass={"build_py": BuildInside})
