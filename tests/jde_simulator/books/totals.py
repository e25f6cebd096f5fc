"""The simulator's own totals, from the business events of the plan: what marts are compared with.

None of it reads an F-table, so it shares neither the decoding nor the joins that a mart has to get right.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import duckdb

from tests.jde_simulator.books import state

Totals = dict[str, dict[tuple[Any, ...], Decimal]]


def totals(connection: duckdb.DuckDBPyConnection) -> Totals:
    """Every total by name: a mapping from its key to the amount in company currency (units for unit ledgers).

    The keys are written at the head of each file of `sql/totals`, in the marts' words: company_code is `00001`,
    cost_center_code and account codes are trimmed, fiscal_year has four digits. Amounts of 0 are left out.
    """
    state.resume(connection, state.read(connection))
    found: Totals = {}
    for path in sorted((state.SQL / "totals").glob("*.sql")):
        rows = connection.execute(path.read_text(encoding="utf-8")).fetchall()
        found[path.stem] = {tuple(row[:-1]): row[-1] for row in rows if row[-1]}
    return found
