"""Rows that are gone from JDE: why, and whether the warehouse keeps them as history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from loader.ais.dates import cyyddd
from loader.strategies import IDENTIFIER_DIGITS
from loader.table import Table

DELETED, PURGED, REKEYED = "deleted", "purged", "rekeyed"

# What JDE's purge programs remove: closed or paid rows, by the date that the purge looks at.
# R04800 for F0411, F0413, F0414; R09911 for F0911; R4301P and R4311P for orders; see jde-tables.
PURGEABLE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "F0411": ("dgj", "coalesce(aap, 0) = 0"),
        "F0413": ("dmtj", "true"),
        "F0414": ("dgj", "true"),
        "F0911": ("dgj", "post = 'P'"),
        "F4301": ("trdj", "true"),
        "F4311": ("trdj", "nxtr = '999'"),
        "F4316": ("upmj", "true"),
        "F43121": ("trdj", "coalesce(uopn, 0) = 0 and coalesce(aopn, 0) = 0"),
    }
)


def reason_sql(table: Table, purge_before: date | None, inserted: str) -> str:
    """SQL over a row `t` that is gone: `deleted`, `purged` or `rekeyed`.

    Args:
        purge_before: Closed rows older than this day count as purged; None when the site does not purge.
        inserted: Relation with the keys of rows that are new in this run.
    """
    cases = []
    if len(table.primary_key) > 1 and (changeable := _changeable(table)):
        alternatives = " or ".join(
            "("
            + " and ".join(f't."{key}" {"<>" if key == name else "="} i."{key}"' for key in table.primary_key)
            + ")"
            for name in changeable
        )
        cases.append(f"when exists (select 1 from {inserted} i where {alternatives}) then '{REKEYED}'")
    rule = PURGEABLE.get(table.name)
    known = {column.name for column in table.columns}
    if rule and purge_before is not None and rule[0] in known:
        day, closed = rule
        cases.append(
            f"when {closed} and t.\"{day}\" between 1 and {cyyddd(purge_before) - 1} then '{PURGED}'"
        )
    return f"case {' '.join(cases)} else '{DELETED}' end" if cases else f"'{DELETED}'"


def _changeable(table: Table) -> list[str]:
    """Key parts that JDE rewrites in place: short codes (a receipt's match type) and dates."""
    columns = [table.column(name) for name in table.primary_key]
    return [c.name for c in columns if c.type == "date" or (c.is_text and c.length < IDENTIFIER_DIGITS)]
