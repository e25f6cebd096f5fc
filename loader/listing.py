"""What `jde-loader tables` says: each table of the registry and how it is kept in step."""

from __future__ import annotations

from loader.registry import Registry
from loader.table import Table


def table_lines(registry: Registry) -> list[str]:
    """One line per table: name, strategies, number of columns, key, and what it holds."""
    head = f"{'table':8}{'kept in step by':36}{'columns':>8}  {'key':40}holds"
    return [head, *(_line(table) for table in registry.values())]


def _line(table: Table) -> str:
    ways = ", ".join(_way(table, strategy) for strategy in table.strategies)
    ways += ", on request" if table.on_request else ""
    key = ",".join(table.primary_key)
    return f"{table.name:8}{ways:36}{len(table.columns):>8}  {key:40}{table.description}"


def _way(table: Table, strategy: str) -> str:
    if strategy == "children" and table.parent:
        return f"children of {table.parent.table}"
    if strategy == "scope" and table.scope:
        if table.scope.rows:
            return " and ".join(f"{row.column} {row.operator} {row.value}" for row in table.scope.rows)
        return (
            f"{table.scope.fiscal_years} years"
            if table.scope.fiscal_years
            else f"{table.scope.fiscal_periods} periods"
        )
    return strategy
