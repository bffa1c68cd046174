"""`histocast cohort run`: analyse the spots of a table, a folder, a microarray or a study."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.cohort.run_text import DryRun, dry_run_text, summary_text
from app.cli.comma_list import names
from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED, USAGE
from app.cli.explain.explain import METHODS
from app.cli.model_options import PRECISION_HELP, PRECISIONS
from app.cli.progress import follow

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.cohort.analyse import Job
    from model.cohort.engine_source import BundleSource
    from model.cohort.identity import RunIdentity
    from model.cohort.plan import Plan
    from model.cohort.workers import Workers

FILES = ("json", "tiles", "heatmap", "case", "geojson", "arrays")
"""The keys of `model.result.export.export_table.EXPORTS`, repeated here because importing that module loads NumPy."""


def add_parser(actions: "Subparsers") -> None:
    """Add the command `cohort run`."""
    parser = actions.add_parser(
        "run",
        help="analyse all spots that have no result yet",
        description="Analyse all spots of SOURCE and write one row per spot to results.csv, and the reason of each "
        "failure to errors.csv. If the run is interrupted, the same command analyses the missing spots. "
        "A table needs the column image (a path relative to the table, an absolute path, or a URL); it may have core, "
        "x and y (centre in full-resolution px), cores (a table of cores), mpp (um/px) and patient_id. Research use "
        "only.",
        epilog=example(
            "histocast cohort run spots/ --out results/",
            "histocast cohort run spots.csv --out results/ --files arrays",
            "histocast cohort run clinic.histostudy --out results/",
            "histocast cohort run array.svs --cores tables/ --out results/",
            "histocast cohort run spots/ --out results/ --local-cluster 2",
        ),
    )
    parser.add_argument("source", type=Path, metavar="SOURCE", help="table (CSV, XLSX), folder, image or study")
    option = parser.add_argument
    option("--out", type=Path, required=True, metavar="DIR", help="folder of the run")
    option("--bundle", default="", metavar="NAME|FILE", help="the model (default: the embedded one)")
    option("--device", default="auto", help="auto, cpu, cuda:N or mps (default: %(default)s)")
    option("--precision", choices=PRECISIONS, default="exact", help=PRECISION_HELP)
    option("--mpp", type=float, help="pixel size of all images in um/px, if the files give none or a wrong one")
    option(
        "--cores",
        type=Path,
        metavar="DIR",
        help="folder with STEM.cores.csv for each slide (default: the folder of the slide)",
    )
    option("--explain", metavar="METHOD,...", default="", help=f"also explain each result: {', '.join(METHODS)}")
    option("--files", metavar="KIND,...", default="", help=f"result files to write for every spot: {', '.join(FILES)}")
    option("--most", type=int, metavar="N", help="analyse at most N spots in this run")
    option(
        "--dry-run",
        action="store_true",
        help="print what would be analysed, how long it would take and how much disk space it needs; analyse nothing",
    )
    option("--separate", action=argparse.BooleanOptionalAction, default=True,
           help="if DIR has a run with other conditions, use a new folder inside DIR (default), or stop")  # fmt: skip
    option(
        "--retry-set-aside", action="store_true", help="also analyse the spots that ended their worker process twice"
    )
    option("--quiet", action="store_true", help="print no progress; run.log has everything")
    option("--local-cluster", type=int, metavar="N", help="analyse with N worker processes on this computer")
    option("--scheduler", metavar="ADDRESS", help="Dask scheduler: tls://HOST:PORT, or tcp:// on a trusted network")
    option("--tls-ca", type=Path, metavar="FILE", help="certificate authority of the cluster (PEM)")
    option("--tls-cert", type=Path, metavar="FILE", help="certificate of this computer (PEM)")
    option("--tls-key", type=Path, metavar="FILE", help="key of this computer (PEM)")
    parser.set_defaults(run=run)


@dataclass(frozen=True)
class _Prepared:
    """A cohort run that is planned and checked, and of which nothing is written yet."""

    plan: "Plan"
    job: "Job"
    identity: "RunIdentity"
    source: "BundleSource"
    folder: Path


def run(args: argparse.Namespace) -> int:
    """Run the cohort and return the exit code."""
    wrong = _usage_fault(args)
    if wrong:
        print(wrong, file=sys.stderr)
        return USAGE
    from model.base.errors import RunStoppedError
    from model.base.progress import result_of
    from model.cohort.run import RunOptions, run_cohort
    from model.cohort.run_folder import open_run
    from model.result.export.identifiers import COHORT_TABLES

    try:
        prepared = _prepare(args)
        _say_separate(args.out, prepared)
        if args.dry_run:
            only = DryRun(args.retry_set_aside, args.most, args.local_cluster or 1)
            print(dry_run_text(prepared.plan, prepared.job, prepared.identity, prepared.folder, only))
            return GOOD
        options = RunOptions(_arguments(args), args.most, args.retry_set_aside)
        with open_run(prepared.folder, prepared.identity) as folder, _workers(args, prepared) as workers:
            steps = run_cohort(prepared.plan, prepared.job, folder, workers, options)
            with closing(steps):
                summary = result_of(steps) if args.quiet else follow(steps, "cohort")
    except RunStoppedError as error:
        print_error(error)
        return SOME_FAILED
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    print(summary_text(summary, prepared.folder))
    if not args.quiet:
        print(COHORT_TABLES, file=sys.stderr)
    return SOME_FAILED if summary.failed or summary.left_out else GOOD


def _usage_fault(args: argparse.Namespace) -> str:
    """Return what is wrong with the combination of options; "" if nothing is."""
    tls = [args.tls_ca, args.tls_cert, args.tls_key]
    unknown = [one for one in names(args.explain) if one not in METHODS]
    unknown += [one for one in names(args.files) if one not in FILES]
    if unknown:
        return (
            f"Unknown value: {', '.join(unknown)}. --explain takes {', '.join(METHODS)}; --files takes "
            f"{', '.join(FILES)}."
        )
    if args.local_cluster is not None and args.scheduler:
        return "Give either --local-cluster or --scheduler."
    if any(tls) and not (all(tls) and args.scheduler):
        return "Give --tls-ca, --tls-cert and --tls-key together, with --scheduler."
    counts = {"--most": args.most, "--local-cluster": args.local_cluster}
    small = [name for name, count in counts.items() if count is not None and count < 1]
    return f"{', '.join(small)} must be at least 1." if small else ""


def _prepare(args: argparse.Namespace) -> _Prepared:
    """Plan and check the run, and return what was planned.

    Raise an error if an input cannot be read, or if two runs would be mixed.
    """
    from importlib.metadata import version

    from model.base.files import file_sha256
    from model.bundle.installed import find_bundle
    from model.bundle.manifest import read_manifest
    from model.cohort.analyse import Job
    from model.cohort.engine_source import BundleSource
    from model.cohort.identity import RunIdentity
    from model.cohort.plan import plan_run
    from model.cohort.run_folder import folder_for
    from model.slide.remembered import check_given

    if args.scheduler or args.local_cluster:
        from model.cohort.cluster import check_address, check_dask

        check_dask()
        if args.scheduler:
            check_address(args.scheduler)
    bundle = find_bundle(args.bundle)
    read_manifest(bundle)  # report a damaged bundle now
    if args.mpp is not None:
        check_given(args.mpp)
    sha256 = file_sha256(bundle)
    explain = tuple(sorted(set(names(args.explain))))
    identity = RunIdentity(sha256, args.precision, args.mpp, explain, f"histocast {version('histocast')}")
    job = Job(identity.run_id, args.mpp, explain, tuple(one for one in FILES if one in names(args.files)))
    source = BundleSource(bundle, sha256, args.device, args.precision)
    return _Prepared(
        plan_run(args.source, args.cores), job, identity, source, folder_for(args.out, identity, args.separate)
    )


def _say_separate(out: Path, prepared: _Prepared) -> None:
    """If the run gets a separate folder, print why."""
    from model.cohort.identity import differences
    from model.cohort.run_folder import read_run

    before = read_run(out)
    if before is not None and prepared.folder != out:
        print(
            f"{out} has a run with other conditions. The new run gets the separate folder {prepared.folder}. "
            "Differences:",
            file=sys.stderr,
        )
        for line in differences(before["identity"], prepared.identity.as_record()):
            print(f"  {line}", file=sys.stderr)


@contextmanager
def _workers(args: argparse.Namespace, prepared: _Prepared) -> "Iterator[Workers]":
    """Yield the workers that analyse the spots: this process, a local cluster, or a running cluster."""
    if args.scheduler:
        from model.cohort.cluster import Tls, check_address, remote_workers

        warning = check_address(args.scheduler)
        if warning:
            print(warning, file=sys.stderr)
        tls = Tls(args.tls_ca, args.tls_cert, args.tls_key) if args.tls_ca else None
        with remote_workers(args.scheduler, tls, prepared.source.with_content(), prepared.job) as workers:
            yield workers
    elif args.local_cluster:
        from model.cohort.cluster import local_pins, local_workers

        pins = local_pins(args.local_cluster, args.device)
        with local_workers(args.local_cluster, prepared.source, prepared.job, pins) as workers:
            yield workers
    else:
        from model.cohort.scratch import scratch_folder
        from model.cohort.workers import LocalWorkers

        with scratch_folder() as scratch:
            yield LocalWorkers(prepared.source, prepared.job, scratch)


def _arguments(args: argparse.Namespace) -> dict[str, object]:
    """Return the arguments of the command as plain data, for run.json."""
    given = {name: value for name, value in vars(args).items() if name not in ("run", "command")}
    return {name: str(value) if isinstance(value, Path) else value for name, value in given.items()}
