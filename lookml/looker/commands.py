"""The commands of `jde-lookml` that speak with Looker. Slow imports wait until one runs."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lookml.errors import LookmlError, ValidationError
from lookml.looker.interrupts import ended_by_sigterm

if TYPE_CHECKING:
    from lookml.looker.access_file import Nodes
    from lookml.looker.client import Looker
    from lookml.looker.plan import Desired, Options

PACKAGE = Path(__file__).parent.parent
Subparsers = Any


def add_parsers(subparsers: Subparsers) -> None:
    """Declare plan, deploy, status, rollback and refresh."""
    plan = subparsers.add_parser("plan", help="say what a deployment would do; changes nothing")
    _common(plan)
    _deployment(plan)
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
    rollback = subparsers.add_parser("rollback", help="go back to what ran before")
    _common(rollback)
    rollback.add_argument("--to", metavar="COMMIT", help="a commit of the published repository")
    rollback.add_argument("--classic", action="store_true", help="the project has no advanced deploy mode")
    rollback.add_argument("--prune", action="store_true", help="put content into the trash that came later")
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
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
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
    with ended_by_sigterm():
        return command(arguments)


def _plan(arguments: argparse.Namespace) -> int:
    from lookml.looker.plan import refuse_what_cannot_be, survey
    from lookml.looker.render import plan_lines
    from lookml.looker.saved_plan import as_json

    gate = _gate(arguments)
    with _looker(arguments) as looker, survey(looker, _desired(arguments), _options(arguments), _say) as plan:
        content = as_json(plan, gate)
        if arguments.out:
            arguments.out.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        _answer(arguments, [*plan_lines(plan, arguments.verbose), f"gate: {gate}"], content)
        refuse_what_cannot_be(plan)
    return 0


def _deploy(arguments: argparse.Namespace) -> int:
    from lookml.looker.deploy import Outcome, deploy
    from lookml.looker.plan import refuse_what_cannot_be, survey
    from lookml.looker.render import outcome_lines, plan_lines
    from lookml.looker.saved_plan import hold_to, load_plan

    saved = load_plan(arguments.plan) if arguments.plan else None
    desired = _desired(arguments)
    _check(arguments, desired)
    _hold(arguments)
    with _looker(arguments) as looker, survey(looker, desired, _options(arguments), _say) as plan:
        if saved is not None:
            hold_to(plan, saved)
        if not arguments.json:
            _write(plan_lines(plan, arguments.verbose))
        refuse_what_cannot_be(plan)
        if plan.empty:
            nothing = Outcome(plan.instance.production, plan.instance.production)
            _answer(arguments, [], nothing.as_json())
            return 0
        outcome = deploy(plan, arguments.accept_differences, _say)
        _answer(arguments, outcome_lines(outcome), outcome.as_json())
    return 0


def _status(arguments: argparse.Namespace) -> int:
    from lookml.looker.plan import Options, survey
    from lookml.looker.render import state, state_lines

    options = Options(skip=tuple(arguments.skip))
    with _looker(arguments) as looker, survey(looker, _desired(arguments), options, _say) as plan:
        _answer(arguments, state_lines(plan), state(plan))
    return 0


def _rollback(arguments: argparse.Namespace) -> int:
    from lookml.looker.plan import Options, refuse_mode, survey
    from lookml.looker.render import outcome_lines
    from lookml.looker.rollback import find_target, roll_back

    options = Options(classic=arguments.classic, prune=arguments.prune, skip=tuple(arguments.skip))
    with _looker(arguments) as looker, survey(looker, _desired(arguments), options, _say) as plan:
        refuse_mode(plan)
        outcome = roll_back(plan, find_target(plan, arguments.to), _say)
        _answer(arguments, outcome_lines(outcome), outcome.as_json())
    return 0


def _refresh(arguments: argparse.Namespace) -> int:
    from dataclasses import asdict

    from lookml.looker.gate import last_build
    from lookml.looker.refresh import refresh
    from lookml.looker.render import refresh_lines
    from lookml.project import load_project
    from lookml.warehouse import open_warehouse

    project = load_project(arguments.project, constants_of_deployment())
    with open_warehouse(arguments.destination) as warehouse:
        finished = last_build(warehouse, _trust_schema())
    if finished is None:
        raise ValidationError("No dbt build has finished in this warehouse.", "Run `dbt build` first.")
    with _looker(arguments) as looker:
        groups = refresh(looker, project.models, finished)
    facts = [{**asdict(group), "build": finished.isoformat()} for group in groups]
    _answer(arguments, refresh_lines(groups, finished), {"datagroups": facts})
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


def _gate(arguments: argparse.Namespace) -> str:
    """What the gate would say, for a plan, which a closed gate does not stop."""
    from lookml.looker.gate import read_gate
    from lookml.warehouse import open_warehouse

    try:
        with open_warehouse(arguments.destination) as warehouse:
            return read_gate(warehouse, _trust_schema()).words()
    except LookmlError as error:
        return f"the warehouse was not read: {error.cause}"


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


def _answer(arguments: argparse.Namespace, lines: Iterable[str], facts: dict[str, Any]) -> None:
    """The result, for people or for programs."""
    _write([json.dumps(facts, indent=1)] if arguments.json else lines)


def _write(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _say(text: str) -> None:
    """Progress, apart from the result: a CI log keeps every line."""
    sys.stderr.write(f"... {text}\n")
    sys.stderr.flush()
