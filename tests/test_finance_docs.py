"""docs/finance.md names the seeds, variables, warnings and checks that the dbt project has."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests import markdown_tables

ROOT = Path(__file__).parent.parent
PROJECT = ROOT / "dbt_project"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DOCS = (ROOT / "docs" / "finance.md").read_text(encoding="utf-8")


def _rows(head: str) -> list[list[str]]:
    """The cells of the table with that head."""
    return markdown_tables.rows(DOCS, head)


def test_every_seed_is_explained() -> None:
    told = [name.strip("`") for name, *_ in _rows("seed")]
    assert sorted(told) == sorted(path.stem for path in (PROJECT / "seeds").glob("*.csv"))


def test_every_variable_is_explained_with_its_default() -> None:
    variables = yaml.safe_load((PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    told = {name.strip("`"): default for name, default, _ in _rows("variable")}
    assert told == {name: _spelled(value) for name, value in variables.items()}


def _spelled(value: Any) -> str:
    return "empty" if value == "" else str(value).lower() if isinstance(value, bool) else str(value)


def test_every_warning_is_explained() -> None:
    told = [name for names, _ in _rows("warning") for name in re.findall(r"`([\w.]+)`", names)]
    whole = {name for name in told if not name.endswith("...")}
    begun = tuple(name.removesuffix("...") for name in told if name.endswith("..."))
    warning = _singular_warnings() | _named_warnings()
    assert whole == warning
    assert begun == (
        "covers_ledger_roles_",
        "covers_commitment_order_types_",
        "relationships_",
        "nets_to_zero_",
    )
    assert _kinds_of_nameless_warnings() == {"covers", "relationships", "nets_to_zero"}


def _singular_warnings() -> set[str]:
    return {
        path.stem
        for path in (PROJECT / "tests").glob("*.sql")
        if "config(severity='warn')" in path.read_text()
    }


@cache
def _warnings() -> list[tuple[str, dict[str, Any]]]:
    """Kind and body of every generic test that warns."""
    found = []
    for path in (*(PROJECT / "models").rglob("*.yml"), *(PROJECT / "seeds").glob("*.yml")):
        pending: list[Any] = [yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)]
        while pending:
            part = pending.pop()
            children = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
            pending += children
            if isinstance(part, dict):
                found += [
                    (kind, body)
                    for kind, body in part.items()
                    if isinstance(body, dict) and (body.get("config") or {}).get("severity") == "warn"
                ]
    return found


def _named_warnings() -> set[str]:
    return {str(body["name"]) for _, body in _warnings() if "name" in body}


def _kinds_of_nameless_warnings() -> set[str]:
    return {kind for kind, body in _warnings() if "name" not in body}


def test_every_check_with_a_report_of_jde_is_told() -> None:
    with (PROJECT / "seeds" / "tie_out_checks.csv").open(encoding="utf-8") as file:
        reports = [
            [row["check_name"], row["jde_report"]] for row in csv.DictReader(file) if row["jde_report"]
        ]
    assert [[name.strip("`"), report] for name, report in _rows("check")] == reports
