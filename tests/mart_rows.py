"""The rows of every mart and trust table, to be compared between engines and between feeds."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

MODELS = Path(__file__).parents[1] / "dbt_project" / "models"
# when a load or a build ran and what it was called: true of one run alone
OF_ONE_RUN = {
    "_dlt_load_id", "checked_at", "closed_at", "error", "finished_at", "invocation_id", "is_latest", "load_id", "loaded_at",
    "logins", "pages", "requests", "restated_at", "run_id", "seconds", "started_at",
}  # fmt: skip

Query = Callable[[str], list[tuple[Any, ...]]]
Rows = dict[str, list[tuple[Any, ...]]]


def tables() -> list[str]:
    """Every mart and trust model, with its schema."""
    return sorted(
        f"{folder}.{path.stem}" for folder in ("marts", "trust") for path in (MODELS / folder).glob("*.sql")
    )


def every_row(query: Query) -> Rows:
    """All rows by table, in one order, without what is true of one run alone."""
    return {table: _rows(query, table) for table in tables()}


def _rows(query: Query, table: str) -> list[tuple[Any, ...]]:
    schema, name = table.split(".")
    columns = [
        column
        for (column,) in query(
            "select column_name from information_schema.columns"
            f" where table_schema = '{schema}' and table_name = '{name}' order by ordinal_position"
        )
        if column not in OF_ONE_RUN
    ]
    assert columns, f"{table} is not there"
    found = query(f"select {', '.join(columns)} from {table}")
    return sorted((tuple(map(_plain, row)) for row in found), key=repr)


def _plain(value: Any) -> Any:
    """A number as text, without the zeros that an engine gives or leaves out: one counts in integers, one in decimals."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value
