"""`jde-lookml`: check and preview the LookML project without Looker, deploy it with."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from lookml.errors import ConfigurationError, LookmlError

PACKAGE = Path(__file__).parent
OWN = ("check", "preview")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0, or that of the error (see lookml.errors)."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        arguments = _parser(words).parse_args(words)
        if arguments.command == "check":
            return _check(arguments)
        if arguments.command == "preview":
            return _preview(arguments)
        from lookml.looker import commands

        return int(commands.run(arguments))
    except LookmlError as error:
        print(error.cause, file=sys.stderr)
        if error.remedy:
            print(f"-> {error.remedy}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="jde-lookml", description="The LookML project: proved and shown offline, deployed to Looker."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="prove the project without Looker")
    _project_arguments(check)
    check.add_argument("--dbt-project", type=Path, default=Path("dbt_project"), metavar="DIR")
    check.add_argument("--no-data", action="store_true", help="leave out what needs the warehouse")
    check.add_argument("--notes", action="store_true", help="also list fields that no board uses")
    preview = commands.add_parser("preview", help="draw each dashboard as an offline HTML page")
    _project_arguments(preview)
    preview.add_argument("--output", type=Path, default=Path(".jde/preview"), metavar="DIR")
    preview.add_argument("--dashboard", action="append", metavar="NAME", help="only this one; repeatable")
    preview.add_argument("--filter", action="append", metavar="NAME=VALUE", help="set a dashboard filter")
    preview.add_argument(
        "--user", action="append", metavar="ATTRIBUTE=VALUE", help="see what a user with this attribute sees"
    )
    from lookml.looker import commands as looker_commands

    looker_commands.add_parsers(commands)
    return parser


def _project_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--project", type=Path, default=PACKAGE / "project", metavar="DIR")
    parser.add_argument("--looks", type=Path, default=PACKAGE / "looks", metavar="DIR")
    parser.add_argument(
        "--destination", choices=("duckdb", "postgres"), help="default: JDE_DESTINATION, else duckdb"
    )


def _check(arguments: argparse.Namespace) -> int:
    from contextlib import nullcontext

    from lookml.checks import run_checks
    from lookml.contracts import load_contracts
    from lookml.looks import load_looks
    from lookml.project import load_project
    from lookml.warehouse import open_warehouse

    project = load_project(arguments.project, constants_of_environment())
    contracts = load_contracts(arguments.dbt_project)
    opened = nullcontext(None) if arguments.no_data else open_warehouse(arguments.destination)
    with opened as warehouse:
        report = run_checks(project, load_looks(arguments.looks), contracts, warehouse, _progress)
    _progress("")
    for fault in report.faults:
        print(fault)
    if arguments.notes:
        for note in report.notes:
            print(note)
    looked = ", ".join(f"{count} {name}" for name, count in report.counts.items())
    if report.faults:
        print(f"{len(report.faults)} faults")
        return 4
    print(f"sound: {looked}" if looked else "sound; the warehouse was left out")
    return 0


def _preview(arguments: argparse.Namespace) -> int:
    from lookml.preview import Choices, write_preview
    from lookml.project import load_project
    from lookml.warehouse import open_warehouse

    choices = Choices(
        filters=_pairs(arguments.filter, "--filter"),
        user_attributes=_pairs(arguments.user, "--user"),
        dashboards=tuple(arguments.dashboard or ()),
    )
    project = load_project(arguments.project, constants_of_environment())
    with open_warehouse(arguments.destination) as warehouse:
        pages = write_preview(project, warehouse, arguments.output, choices, _progress)
    _progress("")
    print(f"{len(pages)} dashboards in {arguments.output / 'index.html'}")
    return 0


def constants_of_environment() -> dict[str, str]:
    """Overrides of the manifest's schemas that follow `JDE_SCHEMA_PREFIX`, as dbt's schemas do."""
    import os

    prefix = os.environ.get("JDE_SCHEMA_PREFIX", "")
    return {"MARTS_SCHEMA": f"{prefix}_marts", "TRUST_SCHEMA": f"{prefix}_trust"} if prefix else {}


def _pairs(words: Sequence[str] | None, option: str) -> dict[str, str]:
    pairs = {}
    for word in words or ():
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise ConfigurationError(f"{option} {word} has no value.", f"Write {option} 'Name=value'.")
        pairs[name] = value
    return pairs


def _progress(text: str) -> None:
    """A line that replaces itself, when a person is watching."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
