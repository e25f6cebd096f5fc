"""Nodes of the cost centre hierarchy as the cost centres below them."""

from __future__ import annotations

from collections.abc import Iterable

from lookml.errors import ConfigurationError
from lookml.warehouse import Warehouse

LEVEL = "hierarchy_level_"


def cost_centers(warehouse: Warehouse, schema: str, nodes: Iterable[str]) -> tuple[str, ...]:
    """Codes of `dim_cost_centers` that have one of the nodes on any level, sorted.

    Raises ConfigurationError for a node that covers nothing: a slip of the pen would lock people out.
    """
    levels = [
        name
        for name in warehouse.columns(schema).get("dim_cost_centers", {})
        if name.startswith(LEVEL) and name.endswith("_code")
    ]
    if not levels:
        raise ConfigurationError(
            f"{schema}.dim_cost_centers has no hierarchy levels.", "Set dbt's var cost_center_hierarchy."
        )
    listed = ", ".join(levels)
    rows = warehouse.query(f"SELECT cost_center_code, {listed} FROM {schema}.dim_cost_centers").rows
    covered: set[str] = set()
    for node in nodes:
        below = {str(row[0]) for row in rows if node in row}
        if not below:
            raise ConfigurationError(f"access.yml: no cost centre is below the node `{node}`.", "Correct it.")
        covered |= below
    return tuple(sorted(covered))
