"""Narrowing a difference down: from a bucket of many rows to short ranges of numbers whose rows are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from loader import raw
from loader.ais.dataservice import DataService
from loader.ais.filters import Condition, Filter
from loader.control_totals import Bucket, Measures, currency_columns, from_jde, read_totals, sql_totals
from loader.strategies import Read, identifier
from loader.table import Column, Table
from loader.workplace import Workplace

FEW_ROWS = 250
PIECES = 16

Ends = tuple[Decimal | None, Decimal | None]


class Narrowing:
    """Finds the readings that settle a difference in one table.

    Args:
        sums: The columns whose sums are compared.
    """

    def __init__(self, work: Workplace, service: DataService, table: Table, sums: Sequence[str]) -> None:
        self._work = work
        self._service = service
        self._table = table
        self._sums = sums
        self._engine = work.engine.cursor()
        self._copy = f"{table.raw_name}_narrow"
        self._places = 0

    def reads(
        self, conditions: tuple[Condition, ...], sql: str, rows: int, places: int = 0
    ) -> Iterator[Read]:
        """The readings for rows that the conditions, and likewise the SQL, choose.

        Args:
            rows: How many they are on the side that has more.
            places: By how much the decimal point of JDE's sums of currency is off.
        """
        self._places = places
        column = identifier(self._table, self._table.primary_key)
        if rows <= FEW_ROWS or column is None:
            yield Read(Filter(all_of=conditions), covers=sql)
            return
        self._take_copy(column, sql)
        for low, high in self._pieces(column, None, None, conditions):
            yield Read(
                Filter(all_of=(*conditions, *_range(column, low, high))),
                covers=f"({sql}) and {_range_sql(column, low, high)}",
            )

    def _take_copy(self, column: Column, sql: str) -> None:
        names = list(dict.fromkeys([column.name, *self._sums]))
        types = {name: raw.sql_type(self._table.column(name)) for name in names}
        with self._work.warehouse.comparison(self._engine) as target:
            target.fetch(
                f"select {raw.quoted(names)} from {target.name(self._table.raw_name)}"
                f" where {raw.DELETED_AT} is null and ({sql})",
                self._copy,
                types,
            )

    def _pieces(
        self, column: Column, low: Decimal | None, high: Decimal | None, conditions: tuple[Condition, ...]
    ) -> Iterator[Ends]:
        """The short pieces of the rows from `low` to below `high` that differ."""
        edges = self._edges(column, low, high)
        for ends in zip([low, *edges], [*edges, high], strict=True):
            source = self._from_jde((*conditions, *_range(column, *ends)))
            held = self._held(column, *ends)
            if not source.differs(held):
                continue
            if max(source.rows, held.rows) <= FEW_ROWS or not edges:
                yield ends
            else:
                yield from self._pieces(column, *ends, conditions)

    def _edges(self, column: Column, low: Decimal | None, high: Decimal | None) -> list[Decimal]:
        where = _range_sql(column, low, high)
        rows = self._engine.execute(
            f'select min(number) from (select "{column.name}" as number,'
            f' ntile({PIECES}) over (order by "{column.name}") as piece from {self._copy} where {where})'
            " group by piece order by 1"
        ).fetchall()
        return sorted({Decimal(row[0]) for row in rows} - ({Decimal(rows[0][0])} if rows else set()))

    def _from_jde(self, conditions: tuple[Condition, ...]) -> Measures:
        where = Filter(all_of=conditions)
        totals = from_jde(self._service, self._table, (), where, self._sums)
        return totals.get(Bucket(), self._nothing).shifted(currency_columns(self._table), self._places)

    def _held(self, column: Column, low: Decimal | None, high: Decimal | None) -> Measures:
        query = sql_totals(self._table, self._copy, (), self._sums, _range_sql(column, low, high))
        rows = self._engine.execute(query).fetchall()
        return read_totals(rows, (), self._sums).get(Bucket(), self._nothing)

    @property
    def _nothing(self) -> Measures:
        return Measures(0, dict.fromkeys(self._sums, Decimal(0)))


def _range(column: Column, low: Decimal | None, high: Decimal | None) -> list[Condition]:
    found = []
    if low is not None:
        found.append(Condition(column.name, "GREATER_EQUAL", (low,)))
    if high is not None:
        found.append(Condition(column.name, "LESS", (high,)))
    return found


def _range_sql(column: Column, low: Decimal | None, high: Decimal | None) -> str:
    found = [] if low is None else [f'"{column.name}" >= {low:f}']
    found += [] if high is None else [f'"{column.name}" < {high:f}']
    return " and ".join(found) or "true"
