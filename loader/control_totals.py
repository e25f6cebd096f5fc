"""Control totals: counts and exact sums by bucket, from JDE and from the warehouse, and where they part."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from loader import raw
from loader.ais.dataservice import DataService
from loader.ais.filters import Condition, Filter
from loader.strategies import identifier
from loader.table import Table

BUCKET_COLUMNS = ("co", "lt", "ctry", "fy", "pn")
ROWS = "rows"
MOST_SUMS = 12
FEWEST_VOTES = 2
COMPARABLE = frozenset({"currency_company", "currency_ledger", "quantity"})


@dataclass(frozen=True)
class Bucket:
    """Some rows of a table: those that have given values in the grouping columns."""

    keys: tuple[Any, ...] = ()

    def name(self, columns: Sequence[str]) -> str:
        """How jde_control_totals names it (`co=00001 lt=AA ctry=20 fy=26 pn=6`); `all` without columns."""
        return " ".join(f"{c}={k}" for c, k in zip(columns, self.keys, strict=True)) or "all"


@dataclass(frozen=True)
class Measures:
    """Number of rows and sums by column; an absent sum was not asked for."""

    rows: int
    sums: Mapping[str, Decimal] = field(default_factory=dict)

    def differs(self, other: Measures) -> bool:
        """True when the row counts or a sum that both have are not equal."""
        shared = self.sums.keys() & other.sums.keys()
        return self.rows != other.rows or any(self.sums[name] != other.sums[name] for name in shared)

    def shifted(self, names: Collection[str], places: int) -> Measures:
        """The same with the decimal point of the named sums moved to the right."""
        sums = {name: s.scaleb(places) if name in names else s for name, s in self.sums.items()}
        return Measures(self.rows, sums)


Totals = dict[Bucket, Measures]


def bucket_columns(table: Table) -> tuple[str, ...]:
    """What totals are grouped by: company, ledger, fiscal year and period, as far as there are any."""
    known = {column.name for column in table.columns}
    return tuple(name for name in BUCKET_COLUMNS if name in known)


def sum_columns(table: Table) -> tuple[str, ...]:
    """The columns whose sums are compared: the document's number, the time of the last update, amounts.

    The number shows when as many rows are lost as are in excess. The update time moves with nearly every
    change that a program makes, also of a text. Foreign amounts are left out, since JDE adds them up without
    regard to their currencies' decimals.
    """
    amounts = [
        column.name
        for column in table.columns
        if column.scale_class in COMPARABLE
        or (column.type == "numeric" and not column.scale_class and column.decimals)
    ]
    number = identifier(table, table.primary_key)
    first = [number.name] if number else []
    first += [table.cursor.time] if table.cursor and table.cursor.time else []
    return tuple(dict.fromkeys([*first, *amounts]))[:MOST_SUMS]


def from_jde(
    service: DataService, table: Table, columns: Sequence[str], where: Filter, sums: Sequence[str]
) -> Totals:
    """JDE's totals by bucket, added up by the server; a plain count when no grouping and no sum is asked for.

    Raises:
        SourceError: The server answers no totals.
        SignInError: A right is missing.
    """
    if not columns and not sums:
        return {Bucket(): Measures(service.count(table, where))}
    totals = service.totals(table, list(sums), list(columns), where)
    return {
        Bucket(tuple(_plain(key) for key in total.keys)): Measures(
            total.count, {name: value or Decimal(0) for name, value in total.sums.items()}
        )
        for total in totals
        if total.count
    }


def sql_totals(table: Table, relation: str, columns: Sequence[str], sums: Sequence[str], where: str) -> str:
    """SQL with the same totals over a relation: the bucket's columns, the count, the sums."""
    keys = [_group_sql(table, name) for name in columns]
    values = ["count(*)", *(f'coalesce(sum("{name}"), 0)' for name in sums)]
    group = f" group by {', '.join(keys)}" if keys else ""
    return f"select {', '.join([*keys, *values])} from {relation} where {where}{group}"


def read_totals(rows: Iterable[Sequence[Any]], columns: Sequence[str], sums: Sequence[str]) -> Totals:
    """The answer of `sql_totals` as totals."""
    width = len(columns)
    return {
        Bucket(tuple(_plain(key) for key in row[:width])): Measures(
            int(row[width]),
            {name: Decimal(value) for name, value in zip(sums, row[width + 1 :], strict=True)},
        )
        for row in rows
        if row[width]
    }


def differences(
    table: Table, source: Totals, warehouse: Totals, places: Mapping[Bucket, int]
) -> list[Bucket]:
    """The buckets that are not equal on both sides.

    Args:
        places: By how much the decimal point of JDE's sums is off in each bucket.
    """
    names = currency_columns(table)
    return [
        bucket
        for bucket in dict.fromkeys([*source, *warehouse])
        if _or_zero(source, bucket, warehouse)
        .shifted(names, places.get(bucket, 0))
        .differs(_or_zero(warehouse, bucket, source))
    ]


def decimal_places(
    table: Table, columns: Sequence[str], source: Totals, warehouse: Totals, fewest: int = FEWEST_VOTES
) -> dict[Bucket, int]:
    """By how much the decimal point of JDE's sums of currency is off in each bucket.

    JDE writes sums with the data dictionary's decimals, whatever the company's currency has. That is one
    shift for all sums of a company: what most of them show. A sum that is off by itself is a difference.

    Args:
        fewest: How many sums of a company must show the shift.
    """
    names, place = currency_columns(table), columns.index("co") if "co" in columns else None
    votes: dict[Any, Counter[int]] = defaultdict(Counter)
    for bucket in source.keys() & warehouse.keys():
        ours, theirs = source[bucket].sums, warehouse[bucket].sums
        shifts = [_shift(ours[name], theirs[name]) for name in names & ours.keys() & theirs.keys()]
        company = None if place is None else bucket.keys[place]
        votes[company].update(shift for shift in shifts if shift is not None)
    usual = {company: found.most_common(1)[0] for company, found in votes.items() if found}
    shifts_of = {company: shift for company, (shift, times) in usual.items() if times >= fewest}
    return {
        bucket: shifts_of.get(None if place is None else bucket.keys[place], 0)
        for bucket in dict.fromkeys([*source, *warehouse])
    }


def currency_columns(table: Table) -> frozenset[str]:
    """The columns whose decimals a currency decides."""
    return frozenset(c.name for c in table.columns if (c.scale_class or "").startswith("currency_"))


def as_rows(
    table: Table, columns: Sequence[str], source: Totals, warehouse: Totals, *, settled: bool
) -> Iterator[dict[str, Any]]:
    """The totals as rows of jde_control_totals, without run id and time; JDE's with the company's decimals.

    Args:
        settled: What differed has been compared row by row and mended: one sum shows its company's shift.
    """
    names = currency_columns(table)
    places = decimal_places(table, columns, source, warehouse, 1 if settled else FEWEST_VOTES)
    for bucket, shift in places.items():
        left = _or_zero(source, bucket, warehouse).shifted(names, shift)
        right = _or_zero(warehouse, bucket, source)
        pairs = {ROWS: (Decimal(left.rows), Decimal(right.rows))}
        pairs |= {name: (left.sums[name], right.sums[name]) for name in left.sums if name in right.sums}
        for measure, (ours, theirs) in pairs.items():
            yield {
                "table_name": table.raw_name,
                "bucket": bucket.name(columns),
                "measure": measure,
                "source_value": ours,
                "warehouse_value": theirs,
                "difference": ours - theirs,
            }


def bucket_filter(table: Table, columns: Sequence[str], bucket: Bucket) -> tuple[Condition, ...]:
    """The conditions that choose a bucket's rows; blanks are left to the comparison of what comes back."""
    pairs = zip(columns, bucket.keys, strict=True)
    return tuple(Condition(name, "EQUAL", (key,)) for name, key in pairs if key not in ("", None))


def bucket_sql(table: Table, columns: Sequence[str], bucket: Bucket) -> str:
    """SQL over the raw table that chooses the rows which `bucket_filter` asks for."""
    parts = [
        f"{_group_sql(table, name)} = {raw.literal(key)}"
        for name, key in zip(columns, bucket.keys, strict=True)
        if key not in ("", None)
    ]
    return " and ".join(parts) or "true"


def _shift(ours: Decimal, theirs: Decimal) -> int | None:
    """The power of ten between two numbers of the same digits; None when they are other numbers, or 0."""
    if not ours or not theirs or ours.normalize().as_tuple()[:2] != theirs.normalize().as_tuple()[:2]:
        return None
    return theirs.adjusted() - ours.adjusted()


def _or_zero(totals: Totals, bucket: Bucket, other: Totals) -> Measures:
    if bucket in totals:
        return totals[bucket]
    return Measures(0, dict.fromkeys(other[bucket].sums, Decimal(0)))


def _group_sql(table: Table, name: str) -> str:
    column = table.column(name)
    return f"trim(coalesce(\"{name}\", ''))" if column.is_text else f'coalesce("{name}", 0)'


def _plain(key: Any) -> Any:
    """Null is 0 or blank on one side or the other; numbers compare whatever their places."""
    if key is None:
        return 0
    if isinstance(key, Decimal):
        return int(key) if key == key.to_integral_value() else key.normalize()
    return key.strip(" ") if isinstance(key, str) else key
