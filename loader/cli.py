"""`jde-loader`: the only place of the loader that prints.

Imports that take time stand in the commands that need them.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from loader.errors import LoaderError
from loader.heaps import share_heaps

if TYPE_CHECKING:
    from loader.progress import Progress

INTERRUPTED = 130
SIGN_IN = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    share_heaps()
    # a process that ends gives everything back at once; to look for garbage first takes a third of a second
    atexit.register(gc.freeze)
    signal.signal(signal.SIGTERM, _stop)
    try:
        return int(options.command(options) or 0)
    except LoaderError as error:
        print(f"jde-loader: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("jde-loader: interrupted. Nothing is half done; run it again.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 1


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="jde-loader", description="Load JD Edwards tables from an AIS Server into the warehouse."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    run = commands.add_parser("run", help="one incremental cycle")
    _table_option(run)
    run.add_argument("--full-refresh", action="store_true", help="read every table whole")
    _destination_option(run)
    run.add_argument(
        "--approve", action="store_true", help="believe that tables which come back empty are empty"
    )
    run.set_defaults(command=_run)

    reconcile = commands.add_parser(
        "reconcile", help="prove that the warehouse equals JDE, repair, mark deletions"
    )
    _table_option(reconcile)
    _destination_option(reconcile)
    reconcile.add_argument(
        "--approve", action="store_true", help="let large or closed-period repairs through"
    )
    reconcile.set_defaults(command=_reconcile)

    doctor = commands.add_parser("doctor", help="check server, rights, formats and target, with remedies")
    _destination_option(doctor)
    doctor.set_defaults(command=_doctor)

    tables = commands.add_parser(
        "tables", help="what is loaded and how; `tables add F5501` drafts a registry file"
    )
    tables.set_defaults(command=_tables)
    add = tables.add_subparsers(metavar="add").add_parser("add", help="draft the registry file of a table")
    add.add_argument("table", help="such as F5501")
    add.add_argument("--write", action="store_true", help="write the file instead of printing it")
    _destination_option(add)
    add.set_defaults(command=_add_table)

    status = commands.add_parser("status", help="the last cycle, table by table")
    _destination_option(status)
    status.set_defaults(command=_status)

    unlock = commands.add_parser(
        "unlock", help="let the loader sign in again after JDE rejected the credentials"
    )
    _destination_option(unlock)
    unlock.set_defaults(command=_unlock)
    return parser


def _table_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tables", metavar="F0411,F4311", default="", help="only these tables")


def _destination_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--destination", metavar="D", help="duckdb or postgres, for this command only")


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip().upper() for name in text.split(",") if name.strip())


def _run(options: argparse.Namespace) -> int:
    from loader.lock import run_lock
    from loader.registry import load_registry
    from loader.settings import load_target

    target = load_target(options.destination)
    registry = load_registry()
    registry.select(list(_names(options.tables)))
    with run_lock(target):
        from loader.cycle import Options, run_cycle
        from loader.settings import load_settings

        chosen = Options(_names(options.tables), options.full_refresh, options.approve)
        report = run_cycle(target, load_settings(), registry, chosen, _progress())
        print("\n".join(report.lines()))
        report.raise_failures()
    return 0


def _reconcile(options: argparse.Namespace) -> int:
    from loader.lock import run_lock
    from loader.registry import load_registry
    from loader.settings import load_target

    target = load_target(options.destination)
    registry = load_registry()
    registry.select(list(_names(options.tables)))
    with run_lock(target):
        from loader.reconcile import reconcile
        from loader.settings import load_settings

        names = _names(options.tables)
        report = reconcile(target, load_settings(), registry, names, options.approve, _progress())
        print("\n".join(report.lines()))
        report.raise_failures()
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from loader.breakers import TargetBreaker
    from loader.doctor import examine
    from loader.registry import load_registry
    from loader.settings import load_settings, load_target
    from loader.warehouses import open_warehouse

    target, settings = load_target(options.destination), load_settings()
    warehouse = open_warehouse(target)

    def reach() -> str:
        warehouse.probe()
        return f"{target.destination}, schema {target.schema}, can be written"

    tables = load_registry().select(list(settings.tables))
    worst = 0
    for check in examine(settings, TargetBreaker(target, warehouse), tables, reach):
        remedy = f"  -> {check.remedy}" if check.remedy and check.outcome != "ok" else ""
        print(f"{check.outcome:5}{check.name:14}{check.detail}{remedy}", flush=True)
        if check.outcome == "fail":
            worst = worst or check.exit_code or SIGN_IN
    return worst


def _tables(options: argparse.Namespace) -> int:
    from loader.listing import table_lines
    from loader.registry import load_registry

    print("\n".join(table_lines(load_registry())))
    return 0


def _add_table(options: argparse.Namespace) -> int:
    from loader.ais.session import Session
    from loader.breakers import TargetBreaker
    from loader.drafting import draft
    from loader.registry import load_registry
    from loader.settings import load_settings, load_target
    from loader.warehouses import open_warehouse

    target = load_target(options.destination)
    breaker = TargetBreaker(target, open_warehouse(target))
    with Session(load_settings(), breaker) as session:
        drafted = draft(session, options.table, load_registry())
    if options.write:
        drafted.path.write_text(drafted.text, encoding="utf-8")
        print(f"Wrote {drafted.path}.")
    else:
        print(drafted.text, end="")
    for doubt in drafted.doubts:
        print(f"check: {doubt}", file=sys.stderr)
    return 0


def _status(options: argparse.Namespace) -> int:
    from loader.registry import load_registry
    from loader.settings import load_target
    from loader.status import status_lines

    print("\n".join(status_lines(load_target(options.destination), load_registry())))
    return 0


def _unlock(options: argparse.Namespace) -> int:
    from loader.breakers import TargetBreaker
    from loader.settings import load_target
    from loader.warehouses import open_warehouse

    target = load_target(options.destination)
    TargetBreaker(target, open_warehouse(target)).reset()
    print("The loader will sign in again at its next run.")
    return 0


def _progress() -> Progress:
    from loader.progress import BarProgress, PlainProgress

    if sys.stderr.isatty() and not os.environ.get("CI"):
        return BarProgress()
    return PlainProgress(lambda text: print(f"jde-loader: {text}", file=sys.stderr, flush=True))
