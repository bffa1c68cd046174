"""`histocast info`: print the facts that a file of any kind records, and which of these values the program uses."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, error_text, print_error
from app.cli.exit_codes import GOOD, SOME_FAILED
from app.cli.images import expand
from app.cli.progress import follow
from model.base.errors import FaultsError

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "info"
ABOUT = """\
Print what a file states, and which of these values the program uses:
  slide          size, levels, pixel size with its source, values that are not used with the reason, colours,
                 compression and notes
  table          format and columns
  GeoJSON        objects
  feature file   tiles and encoder
  study, bundle  the main facts
A folder is a DICOM slide or a folder of images. Files are only read. The pixels are not decoded in full, so a damaged
part of them may go unnoticed.
"""
KEYS = """\
--json prints one line with a JSON object for each FILE. Every object has "record": "histocast-info",
"record_version", "path" and "kind"; what is unknown is null or "unknown".
  slide    format, reader, width_px, height_px, levels [width_px, height_px, downsample], mpp (um/px that is used, or
           null), mpp_source, mpp_in_file, mpp_in_file_source, mpp_remembered, rejected [field, text, reason],
           objective, compression, colour_space, bits, icc_profile, series, shown (an index into series), notes,
           warnings, files [name, bytes], sha256 (null without --hash)
  table    use ("core table", "core map", "cohort table" or "table"), format, encoding, separator, decimal_mark, sheet,
           other_sheets, header_line, rows, columns, missing [column, word, cells] (words for unknown), cores,
           missing_cores, faults (of a core table), notes, bytes, sha256
  geojson  cores, missing_cores, cores_with_case, annotations, regions, left_out [reason, objects], notes, bytes,
           sha256
  bundle   name, version, demo, head, endpoint, label_meaning, threshold, threshold_origin, calibration,
           random_orders, order_kind, order_stability_limits, held_out_answers, blank, mpp, window_px,
           tile_layout ("grid" or "positions"), tile_px, backbone, backbone_sha256, feature_layer,
           tensors, not_finite, tensor_faults, bytes, sha256, made_by
  features layout ("TRIDENT", "CLAM", "STAMP" or null), tiles, features (per tile), dtype, unit ("px" or "um"), encoder,
           encoder_sha256, tile_px, tile_mpp, slide_mpp, missing, remedy (what must be stated with options), notes,
           bytes, sha256
  study    status (as study status --json has it), created, made_by, bytes, sha256
  error    error, remedy, faults: the file could not be described
"""


def add_parser(commands: "Subparsers") -> None:
    """Add the command `info`."""
    parser = commands.add_parser(
        NAME,
        help="print what a slide, table, GeoJSON, feature file, study or bundle states, and which values are used",
        description=ABOUT,
        epilog=f"{example('histocast info slide.svs')}\n\n{KEYS}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="file, DICOM folder or folder of images")
    parser.add_argument("--json", action="store_true", help="print one line with a JSON object per file")
    parser.add_argument("--hash", action="store_true", help="also print the SHA-256, which needs the whole file")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Describe every file in turn and return the exit code.

    A file that cannot be described does not stop the others.
    """
    files, troubles = expand(args.files)
    failed = bool(troubles)
    for trouble in troubles:
        _fail(trouble, trouble.path, args.json)
    for path in files:
        failed = not _describe(path, args.json, args.hash) or failed
    return SOME_FAILED if failed else GOOD


def _describe(path: Path, as_json: bool, hashed: bool) -> bool:
    """Print the description of one file. Return whether this succeeded."""
    from model.base.progress import result_of
    from model.info.file_report import report_steps
    from model.info.line import block, json_line

    try:
        steps = report_steps(path, hashed)
        report = follow(steps, path.name) if hashed else result_of(steps)
    except FORESEEN as error:
        _fail(error, path, as_json)
        return False
    print(json_line(report) if as_json else f"{block(report)}\n", flush=True)
    return True


def _fail(error: BaseException, path: Path, as_json: bool) -> None:
    """Print the failure to standard error. With `as_json`, also print it as a JSON object."""
    print_error(error, str(path))
    if as_json:
        from model.info.line import RECORD, RECORD_VERSION

        message, remedy = error_text(error)
        faults = error.faults if isinstance(error, FaultsError) else ()
        fields = {"path": str(path), "kind": "error", "error": message, "remedy": remedy, "faults": list(faults)}
        print(json.dumps({"record": RECORD, "record_version": RECORD_VERSION, **fields}), flush=True)
