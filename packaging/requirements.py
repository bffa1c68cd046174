"""List the dependencies of pyproject.toml that every flavour of a package installs."""

import re
import sys
import tomllib
from pathlib import Path

FLAVOURED = ("torch", "torchvision")


def main() -> int:
    text = (Path(__file__).resolve().parent.parent / "pyproject.toml").read_text(encoding="utf-8")
    for line in tomllib.loads(text)["project"]["dependencies"]:
        if re.split(r"[^A-Za-z0-9_-]", line, maxsplit=1)[0].lower() not in FLAVOURED:
            print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
