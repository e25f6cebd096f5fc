"""JDE's integrity reports over the simulator's own F-tables: books that break one are not handed out.

Each file of `sql/checks` is one report, named by what it proves; a row gives a subject and the two amounts that must be
equal to the last decimal. They are written against the F-tables alone and share nothing with the plan that fills them
or with the marts.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import duckdb

from tests.jde_simulator.books.state import SQL

CHECKS = sorted((SQL / "checks").glob("*.sql"))


@dataclass(frozen=True)
class Break:
    """Two amounts that should be one: `subject` is the account, batch or document, its parts joined by slashes."""

    check: str
    subject: str
    source_amount: Decimal
    other_amount: Decimal

    @property
    def difference(self) -> Decimal:
        """How far the two amounts are apart."""
        return self.source_amount - self.other_amount


def check(connection: duckdb.DuckDBPyConnection) -> list[Break]:
    """Every break of every report, or an empty list."""
    breaks: list[Break] = []
    for path in CHECKS:
        report = path.read_text(encoding="utf-8")
        rows = connection.execute(
            f"select subject, source_amount, other_amount from ({report}) as report"
            " where source_amount is distinct from other_amount order by subject"
        ).fetchall()
        breaks += [Break(path.stem, *row) for row in rows]
    return breaks
