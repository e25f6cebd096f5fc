"""docs/mutations.md: the mutations that were tried and what caught each."""

from __future__ import annotations

import re
from pathlib import Path

from tests.mutations.trial import Outcome

PAGE = Path(__file__).parents[2] / "docs" / "mutations.md"
SHOWN = 3
HEAD = """\
# Mutations of the finance model

A test suite is worth what it notices. Each row is a mistake that was put into the SQL on purpose, built on the books of
the simulated company after {days} days with deletes, purges, reversals and restatements, and the dbt tests that failed.
dbt stops behind a failure, so the tests named are the nearest ones; others further down would have failed too.

`make mutate` tries them all and writes this page; `make test` tries {few} of them. The mistakes stand in
`tests/mutations/catalogue.yml`.

| mutation | rule that it breaks | file | caught by |
|---|---|---|---|
"""
ROW = re.compile(r"^\| (?P<name>\S+) \| (?P<rule>.+) \| `(?P<file>.+)` \| (?P<tests>.+) \|$", re.MULTILINE)


def line(outcome: Outcome) -> str:
    """One line for a person who waits."""
    return f"{outcome.mutation.name}: {', '.join(outcome.caught_by) or 'NOT CAUGHT'}"


def write(outcomes: list[Outcome], days: int) -> None:
    """Write the page."""
    few = sum(outcome.mutation.everyday for outcome in outcomes)
    table = "".join(_row(outcome) for outcome in outcomes)
    PAGE.write_text(HEAD.format(days=days, few=few) + table, encoding="utf-8")


def _row(outcome: Outcome) -> str:
    mutation, tests = outcome.mutation, outcome.caught_by
    named = ", ".join(f"`{test}`" for test in tests[:SHOWN]) or "nothing"
    more = f" and {len(tests) - SHOWN} more" if len(tests) > SHOWN else ""
    return f"| {mutation.name} | {mutation.rule} | `{mutation.file}` | {named}{more} |\n"


def rows() -> dict[str, dict[str, str]]:
    """The page as it stands, by name of the mutation."""
    return {found["name"]: found.groupdict() for found in ROW.finditer(PAGE.read_text(encoding="utf-8"))}
