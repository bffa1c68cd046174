"""Print the size of each part of a frozen program in MB, the largest first.

    python packaging/sizes.py dist/histocast
"""

import sys
from collections import Counter
from pathlib import Path

SMALLEST_MB = 1.0


def sizes(folder: Path) -> Counter[str]:
    """Bytes by part: the packages inside `_internal`, single libraries together, and what stands beside it."""
    found: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_file():
            continue
        parts = path.relative_to(folder).parts
        inside = parts[1:] if parts[0] == "_internal" else parts
        name = inside[0].removesuffix(".libs") if len(inside) > 1 else "single files, Python and its modules"
        if name.endswith(".dist-info"):
            name = "metadata"
        found[name] += path.stat().st_size
    return found


def main() -> int:
    found = sizes(Path(sys.argv[1]))
    small = 0
    for name, size in found.most_common():
        if size / 1e6 < SMALLEST_MB:
            small += size
        else:
            print(f"{size / 1e6:9.1f}  {name}")
    print(f"{small / 1e6:9.1f}  all else\n{found.total() / 1e6:9.1f}  together")
    return 0


if __name__ == "__main__":
    sys.exit(main())
