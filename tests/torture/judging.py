"""Whether raw is right: every row of JDE once, with its values, and none that JDE no longer has."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from tests.loader_lab import Lab
from tests.torture.life import TABLES, Key, plain_key

AMOUNTS = {"F0911": ("aa", "co, lt, fy, pn"), "F4311": ("aexp", "kcoo")}
Totals = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True)
class Verdict:
    """Rows that are missing, that stand more than once, and that have another value than JDE's or are gone there."""

    lost: int = 0
    duplicated: int = 0
    stale: int = 0

    def __add__(self, other: Verdict) -> Verdict:
        return Verdict(self.lost + other.lost, self.duplicated + other.duplicated, self.stale + other.stale)

    @property
    def wrong(self) -> int:
        """All of them."""
        return self.lost + self.duplicated + self.stale


def judge(
    lab: Lab, excused: Mapping[str, Set[Key]] | None = None, without: Set[str] = frozenset()
) -> Verdict:
    """Compare raw with JDE row by row.

    Args:
        excused: Keys, by table, that a run cannot have seen.
        without: Tables that the run reported as failed.
    """
    named = [name for name in TABLES if name not in without]
    with lab.opened():
        return sum((_judge(lab, name, (excused or {}).get(name, frozenset())) for name in named), Verdict())


def control_totals(lab: Lab) -> Totals:
    """Rows, distinct keys and exact sums by company, ledger and period, as JDE's database has them."""
    return {name: _totals(lab, name) for name in TABLES}


def warehouse_totals(lab: Lab) -> Totals:
    """The same over the live rows of raw."""
    return {
        name: sorted(lab.query(_total_sql(lab, name, f"raw.{name.lower()} where _jde_deleted_at is null")))
        for name in TABLES
    }


def _totals(lab: Lab, name: str) -> list[tuple[object, ...]]:
    with lab.jde.cursor() as cursor:
        return sorted(cursor.execute(_total_sql(lab, name, name.lower())).fetchall())


def _total_sql(lab: Lab, name: str, source: str) -> str:
    amount, groups = AMOUNTS.get(name, ("0", ""))
    keys = ", ".join(f"trim(cast({key} as varchar))" for key in lab.table(name).primary_key)
    shown, grouping = (f"{groups}, ", f" group by {groups}") if groups else ("", "")
    return f"select {shown}count(*), count(distinct concat_ws('|', {keys})), sum({amount}) from {source}{grouping}"


def _judge(lab: Lab, name: str, excused: Set[Key]) -> Verdict:
    table = lab.table(name)
    places = [[column.name for column in table.columns].index(key) for key in table.primary_key]

    def key(row: tuple[object, ...]) -> Key:
        return plain_key(tuple(row[place] for place in places))

    live, source = lab.live(name), lab.source(name)
    held = {key(row): row for row in live}
    wanted = {key(row): row for row in source}
    return Verdict(
        lost=len(wanted.keys() - held.keys() - excused),
        duplicated=len(live) - len(held),
        stale=len(held.keys() - wanted.keys() - excused)
        + sum(held[k] != wanted[k] for k in held.keys() & wanted.keys() - excused),
    )
