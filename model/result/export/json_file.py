"""Write STEM.json: the record of a prediction with one field per line, for people and programs."""

import json
from pathlib import Path

from model.base.files import replacing
from model.result.export.base import Exported
from model.result.export.record import as_record


def write(exported: Exported, path: Path) -> None:
    """Write the record of `exported` to `path` as UTF-8 JSON."""
    named = {"operator": exported.operator} if exported.operator else {}
    fields = [
        f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False, allow_nan=False)}"
        for key, value in {**as_record(exported.prediction), **named}.items()
    ]
    # Bytes of a file name that are not valid Unicode become JSON escapes (\udc..). Python decodes them to the same
    # name.
    with replacing(path) as beside, beside.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write("{\n" + ",\n".join(fields) + "\n}\n")
