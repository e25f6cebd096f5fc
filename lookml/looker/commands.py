"""The commands of `jde-lookml` that speak with Looker. Slow imports wait until one runs."""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from lookml.errors import LookmlError, ValidationError

if TYPE_CHECKING:
    from lookml.looker.access_file import Nodes
    from lookml.looker.client import Looker
    from lookml.looker.gate import Gate
    from lookml.looker.plan import Desired, Options

PACKAGE = Path(__file__).parent.parent
Subparsers = Any


def add_parsers(subparsers: Subparsers) -> None:
    """Declare plan, deploy, status, rollback and refresh."""
    plan = subparsers.add_parser("plan", help="say what a deployment would do; changes nothing")
    _common(plan)
    _deployment(plan)
    plan.add_argument("--json", action="store_true", help="print the plan as JSON")
    plan.add_argument("--out", type=Path, metavar="FILE", help="save the plan for deploy --plan")
    deploy = subparsers.add_parser("deploy", help="bring LookML, dashboards, Looks and access to Looker")
    _common(deploy)
    _deployment(deploy)
    deploy.add_argument("--plan", type=Path, metavar="FILE", help="refuse when this saved plan does not hold")
    deploy.add_argument(
        "--accept-differences",
        metavar="REASON",
        help="deploy though the books do not tie out; goes on record",
    )
    status = subparsers.add_parser("status", help="say what runs on Looker and what was changed by hand")
    _common(status)
    status.add_argument("--json", action="store_true", help="print the state as JSON")
    rollback = subparsers.add_parser("rollback", help="go back to what ran before")
    _common(rollback)
    rollback.add_argument("--to", metavar="COMMIT", help="a commit of the published repository")
    rollback.add_argument("--classic", action="store_true", help="the project has no advanced deploy mode")
    refresh = subparsers.add_parser("refresh", help="after dbt build: trigger datagroups, drop stale caches")
    refresh.add_argument("--project", type=Path, default=PACKAGE / "project", metavar="DIR")
    _connection(refresh)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--project", type=Path, default=PACKAGE / "project", metavar="DIR")
    parser.add_argument("--looks", type=Path, default=PACKAGE / "looks", metavar="DIR")
    parser.add_argument("--access", type=Path, default=PACKAGE / "access.yml", metavar="FILE")
    parser.add_argument("--dbt-project", type=Path, default=Path("dbt_project"), metavar="DIR")
    parser.add_argument(
        "--skip",
        action="append",
        choices=("content", "schedules", "access"),
        default=[],
        help="leave a part alone; repeatable",
    )
    parser.add_argument("--verbose", action="store_true", help="name objects that stay as they are")
    _connection(parser)


def _connection(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--destination", choices=("duckdb", "postgres"), help="default: JDE_DESTINATION")
    parser.add_argument("--insecure", action="store_true", help="allow plain http and unchecked certificates")


def _deployment(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--classic", action="store_true", help="the project has no advanced deploy mode")
    parser.add_argument("--prune", action="store_true", help="put content into the trash that is gone here")
    parser.add_argument("--replace", action="store_true", help="overwrite LookML that others committed")


def run(arguments: argparse.Namespace) -> int:
    """Run one of the commands. Returns the exit code; raises LookmlError."""
    command = {
        "plan": _plan,
        "deploy": _deploy,
        "status": _status,
        "rollback": _rollback,
        "refresh": _refresh,
    }[arguments.command]
    with _ended_by_signal():
        return command(arguments)


@contextmanager
def _ended_by_signal() -> Iterator[None]:
    """A scheduler's SIGTERM cleans up as Ctrl-C does."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, interrupt)
    except ValueError:  # not in the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _plan(arguments: argparse.Namespace) -> int:
    from lookml.looker.plan import refuse_what_cannot_be, survey
    from lookml.looker.render import plan_lines

    gate = _gate(arguments)
    with _looker(arguments) as looker, survey(looker, _desired(arguments), _options(arguments), _say) as plan:
        content = {**plan.as_json(), "gate": gate.words() if gate else "the warehouse was not read"}
        if arguments.out:
            arguments.out.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        if arguments.json:
            _write([json.dumps(content, indent=1)])
        else:
            _write(plan_lines(plan, arguments.verbose))
            _write([f"gate: {content['gate']}"])
        refuse_what_cannot_be(plan)
    return 0


def _deploy(arguments: argparse.Namespace) -> int:
    from lookml.looker.deploy import deploy
    from lookml.looker.plan import hold_to, load_plan, refuse_what_cannot_be, survey
    from lookml.looker.render import outcome_lines, plan_lines

    saved = load_plan(arguments.plan) if arguments.plan else None
    desired = _desired(arguments)
    _check(arguments, desired)
    _hold(arguments)
    with _looker(arguments) as looker, survey(looker, desired, _options(arguments), _say) as plan:
        if saved is not None:
            hold_to(plan, saved)
        _write(plan_lines(plan, arguments.verbose))
        refuse_what_cannot_be(plan)
        if plan.empty:
            return 0
        outcome = deploy(plan, arguments.accept_differences, _say)
        _write(outcome_lines(outcome))
    return 0


def _status(arguments: argparse.Namespace) -> int:
    from lookml.looker.plan import Options, survey
    from lookml.looker.render import state, state_lines

    options = Options(skip=tuple(arguments.skip))
    with _looker(arguments) as looker, survey(looker, _desired(arguments), options, _say) as plan:
        _write([json.dumps(state(plan), indent=1)] if arguments.json else state_lines(plan))
    return 0


def _rollback(arguments: argparse.Namespace) -> int:
    from lookml.looker.plan import Options, survey
    from lookml.looker.render import outcome_lines
    from lookml.looker.rollback import find_target, roll_back

    options = Options(classic=arguments.classic, skip=tuple(arguments.skip))
    with _looker(arguments) as looker, survey(looker, _desired(arguments), options, _say) as plan:
        target = find_target(plan, arguments.to)
        _write(outcome_lines(roll_back(plan, target, _say)))
    return 0


def _refresh(arguments: argparse.Namespace) -> int:
    from lookml.looker.gate import last_build
    from lookml.looker.refresh import refresh
    from lookml.project import load_project
    from lookml.warehouse import open_warehouse

    project = load_project(arguments.project, constants_of_deployment())
    with open_warehouse(arguments.destination) as warehouse:
        finished = last_build(warehouse, _trust_schema())
    if finished is None:
        raise ValidationError("No dbt build has finished in this warehouse.", "Run `dbt build` first.")
    with _looker(arguments) as looker:
        for group in refresh(looker, project.models, finished):
            words = "triggered" if group.triggered else "knows already"
            _write([f"{group.name}: {words}, build of {finished:%Y-%m-%d %H:%M:%S} UTC"])
            if group.trouble:
                _write([f"? {group.name}: its own trigger fails: {group.trouble}"])
    return 0


@contextmanager
def _looker(arguments: argparse.Namespace) -> Iterator[Looker]:
    from lookml.looker.client import Looker
    from lookml.looker.settings import load_sdk_settings, load_settings

    settings = load_settings(arguments.insecure)
    with Looker(settings, load_sdk_settings(arguments.insecure)) as looker:
        yield looker


def _desired(arguments: argparse.Namespace) -> Desired:
    from lookml.contracts import load_contracts
    from lookml.looker.access_file import load_access
    from lookml.looker.plan import Desired
    from lookml.looks import load_looks
    from lookml.project import load_project

    constants = constants_of_deployment()
    return Desired(
        project=load_project(arguments.project, constants),
        looks=load_looks(arguments.looks),
        access=load_access(arguments.access),
        constants=constants,
        contracts=load_contracts(arguments.dbt_project),
        expand=lambda nodes: _cost_centers(arguments, nodes),
    )


def _options(arguments: argparse.Namespace) -> Options:
    from lookml.looker.plan import Options

    return Options(
        classic=arguments.classic,
        prune=arguments.prune,
        replace=arguments.replace,
        skip=tuple(arguments.skip),
    )


def constants_of_deployment() -> dict[str, str]:
    """Values of the manifest's constants on this instance: schemas as dbt's, connection as Looker's."""
    from lookml.cli import constants_of_environment

    connection = os.environ.get("JDE_LOOKER_CONNECTION")
    return constants_of_environment() | ({"CONNECTION_NAME": connection} if connection else {})


def _trust_schema() -> str:
    return constants_of_deployment().get("TRUST_SCHEMA", "trust")


def _check(arguments: argparse.Namespace, desired: Desired) -> None:
    """The offline check, before anything is sent. Raises ValidationError."""
    from lookml.checks import run_checks

    _say("offline check")
    report = run_checks(desired.project, desired.looks, desired.contracts, None)
    if report.faults:
        raise ValidationError(
            "\n".join(["The offline check found faults; nothing was sent:", *map(str, report.faults)]),
            "Correct them; `jde-lookml check` shows the same.",
        )


def _gate(arguments: argparse.Namespace) -> Gate | None:
    from lookml.looker.gate import read_gate
    from lookml.warehouse import open_warehouse

    try:
        with open_warehouse(arguments.destination) as warehouse:
            return read_gate(warehouse, _trust_schema())
    except LookmlError:
        return None


def _hold(arguments: argparse.Namespace) -> None:
    from lookml.looker.gate import hold, read_gate
    from lookml.warehouse import open_warehouse

    if arguments.accept_differences is not None and not arguments.accept_differences.strip():
        raise ValidationError("--accept-differences has no reason.", "Say why; the reason goes on record.")
    _say("gate: the tie-outs of the last build")
    try:
        with open_warehouse(arguments.destination) as warehouse:
            gate = read_gate(warehouse, _trust_schema())
    except LookmlError:
        if arguments.accept_differences:
            return
        raise
    hold(gate, arguments.accept_differences)


def _cost_centers(arguments: argparse.Namespace, nodes: Nodes) -> tuple[str, ...]:
    from lookml.looker.hierarchy import cost_centers
    from lookml.warehouse import open_warehouse

    schema = constants_of_deployment().get("MARTS_SCHEMA", "marts")
    with open_warehouse(arguments.destination) as warehouse:
        return cost_centers(warehouse, schema, nodes.names)


def _write(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _say(text: str) -> None:
    """Progress, apart from the result: a CI log keeps every line."""
    sys.stderr.write(f"... {text}\n")
    sys.stderr.flush()
