"""Which tables and columns the server knows: the registry's, as far as the database has them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from loader.table import Column, Table

BUSINESS_UNIT_LENGTH = 12


@dataclass(frozen=True)
class Layout:
    """A table as it is served: name (`F0411`), title, columns in the table's order."""

    name: str
    title: str
    columns: tuple[Column, ...]
    titles: Mapping[str, str]

    def column(self, control_id: str) -> Column:
        """The column behind `F0411.DOC`, `F0411_DOC` or `DOC`; KeyError when there is none."""
        table, _, alias = re.sub(r"[._]", ".", control_id.strip(), count=1).rpartition(".")
        if table and table.upper() != self.name:
            raise KeyError(control_id)
        for column in self.columns:
            if column.data_item == alias.upper():
                return column
        raise KeyError(control_id)


class Catalog:
    """Layouts by table name; columns that the registry lacks are typed by the database."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = tables

    def layout(self, connection: duckdb.DuckDBPyConnection, target: str) -> Layout | None:
        """The layout of a table of the database, or None when it has none of that name."""
        name = target.strip().upper()
        if not re.fullmatch(r"F[0-9A-Z]+", name):
            return None
        try:
            rows = connection.execute(f'DESCRIBE "{name.lower()}"').fetchall()
        except duckdb.CatalogException:
            return None
        table = self._tables.get(name)
        known = {column.name: column for column in table.columns} if table else {}
        columns = tuple(_column(row[0], row[1], known.get(row[0])) for row in rows if row[0][0] != "_")
        title = table.description.split(".")[0] if table else name
        return Layout(name, title, columns, {column.name: _title(table, column) for column in columns})


def is_business_unit(column: Column) -> bool:
    """True for MCU and its like, which JDE right-justifies to 12 characters."""
    named = "mcu" in column.name or column.name == "tsbu"
    return column.is_text and column.length == BUSINESS_UNIT_LENGTH and named


def _column(name: str, database_type: str, known: Column | None) -> Column:
    decimal = re.fullmatch(r"DECIMAL\((\d+),(\d+)\)", database_type)
    scale = int(decimal[2]) if decimal else 0
    if known and (known.type != "numeric" or known.scale == scale):
        return known
    if known:
        return Column(name, "numeric", known.length, scale)
    if decimal:
        return Column(name, "numeric", int(decimal[1]), int(decimal[2]))
    if database_type == "VARCHAR":
        return Column(name, "string", 30)
    return Column(name, "numeric", 15)


def _title(table: Table | None, column: Column) -> str:
    return column.data_item if table is None else f"{column.data_item} {table.name}"
