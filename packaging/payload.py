"""Print one SHA-256 over all files of a frozen program.

    python packaging/payload.py dist/histocast [--list FILE]

Two builds gave the same payload where the line is the same; the list (SHA-256 and path of each file) shows the rest.
"""

import argparse
import hashlib
import sys
from pathlib import Path


def lines(folder: Path) -> list[str]:
    """SHA-256 and path of each file by path, links as where they lead, as `sha256sum` writes them."""
    found = []
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found.append(f"{hashlib.sha256(str(path.readlink()).encode()).hexdigest()}  {name} (link)")
        elif path.is_file():
            with path.open("rb") as file:
                found.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {name}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--list", type=Path, metavar="FILE", help="write the list there")
    args = parser.parse_args()
    found = "\n".join(lines(args.folder)) + "\n"
    if args.list:
        args.list.write_text(found, encoding="utf-8")
    print(hashlib.sha256(found.encode()).hexdigest())
    return 0


if __name__ == "__main__":
    sys.exit(main())
