"""Narrowing a difference down: from a bucket of many rows to short ranges of numbers whose rows are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from loader import raw
from loader.ais.dataservice import DataService
from loader.ais.filters import Condition, Filter
from loader.control_totals import Bucket, Measures, from_jde, read_totals, sql_totals
from loader.registry import Column, Table
from loader.strategies import Read, identifier
from loader.workplace import Workplace

FEW_ROWS = 250
PIECES = 16


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

    def reads(self, conditions: tuple[Condition, ...], sql: str, rows: int) -> Iterator[Read]:
        """The readings for rows that the conditions, and likewise the SQL, choose.

        Args:
            rows: How many they are on the side that has more.
        """
        column = identifier(self._table, self._table.primary_key)
        if rows <= FEW_ROWS or column is None:
            yield Read(Filter(all_of=conditions), covers=sql)
            return
        self._take_copy(column, sql)
        yield from self._split(column, conditions, sql)

    def _take_copy(self, column: Column, sql: str) -> None:
        names = [column.name, *self._sums]
        types = {name: raw.sql_type(self._table.column(name)) for name in names}
        with self._work.warehouse.comparison(self._engine) as target:
            target.fetch(
                f"select {raw.quoted(names)} from {target.name(self._table.raw_name)}"
                f" where {raw.DELETED_AT} is null and ({sql})",
                self._copy,
                types,
            )

    def _split(self, column: Column, conditions: tuple[Condition, ...], sql: str) -> Iterator[Read]:
        """Cut the rows into pieces of about the same size, and go on with those that differ."""
        edges = self._edges(column, sql)
        for low, high in zip([None, *edges], [*edges, None], strict=True):
            piece = (*conditions, *_range(column, low, high))
            piece_sql = " and ".join([f"({sql})", *_range_sql(column, low, high)])
            source = self._from_jde(piece)
            held = self._held(piece_sql)
            if not source.differs(held):
                continue
            if max(source.rows, held.rows) <= FEW_ROWS or not edges:
                yield Read(Filter(all_of=piece), covers=piece_sql)
            else:
                yield from self._split(column, piece, piece_sql)

    def _edges(self, column: Column, sql: str) -> list[Decimal]:
        rows = self._engine.execute(
            f'select min(number) from (select "{column.name}" as number,'
            f' ntile({PIECES}) over (order by "{column.name}") as piece from {self._copy} where {sql})'
            " group by piece order by 1"
        ).fetchall()
        return sorted({Decimal(row[0]) for row in rows} - ({Decimal(rows[0][0])} if rows else set()))

    def _from_jde(self, conditions: tuple[Condition, ...]) -> Measures:
        where = Filter(all_of=conditions)
        return from_jde(self._service, self._table, (), where, self._sums).get(Bucket(), self._nothing)

    def _held(self, sql: str) -> Measures:
        query = sql_totals(self._table, self._copy, (), self._sums, sql)
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


def _range_sql(column: Column, low: Decimal | None, high: Decimal | None) -> list[str]:
    found = [] if low is None else [f'"{column.name}" >= {low:f}']
    return found if high is None else [*found, f'"{column.name}" < {high:f}']
