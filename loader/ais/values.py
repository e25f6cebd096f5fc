"""Columns of a page: from AIS's GRID_DATA rows to Arrow under the registry's pinned schema.

The fast reader hands the bytes to `pyarrow.json` with an explicit schema, so that numbers become decimals
without passing through floats or Python objects. What it cannot take goes to `loader.ais.exact`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as pj

from loader.ais.dates import from_cyyddd, parse_ais_date, to_cyyddd
from loader.table import Column, Table

__all__ = ["Fault", "RowSet", "Unfit", "from_cyyddd", "parse_ais_date", "read_columns", "schema", "to_cyyddd"]

NO_DATE = 0
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Unfit(Exception):
    """The page holds something that the fast reader cannot take; the exact reader decides what it is."""


@dataclass(frozen=True)
class Fault:
    """One value that raw cannot hold as it came.

    `kind` is `nul`, `surrogate`, `type`, `number`, `precision`, `date`, `time` or `key`; `raw_value` is the
    value in JSON's ASCII spelling. `action` is `fixed` (the row loads without the bad characters) or `held`
    (the row stays out). `row_key` joins the key's values by `|`.
    """

    table: str
    row_key: str
    column: str
    kind: str
    raw_value: str
    action: str


@dataclass(frozen=True)
class RowSet:
    """The rows of one page.

    `rows` has exactly the pinned schema; `text_fixed` marks those whose text lost characters; `held` has the
    key columns of the rows that stay out. `first_key` and `last_key` are the keys at the page's ends, held
    rows included, as str, Decimal and int (CYYDDD); None when no row has a readable key. `size` counts the
    rows that the server sent.
    """

    rows: pa.Table
    text_fixed: pa.BooleanArray
    faults: tuple[Fault, ...]
    held: pa.Table
    first_key: tuple[object, ...] | None
    last_key: tuple[object, ...] | None
    size: int


def arrow_type(column: Column) -> pa.DataType:
    """The Arrow type that raw has for a column."""
    if column.type == "numeric":
        return pa.decimal128(column.precision, column.scale)
    return pa.string() if column.is_text else pa.int64()


def schema(table: Table, columns: Sequence[str] | None = None) -> pa.Schema:
    """The pinned schema: the registry's columns in its order, or those of them that are named."""
    return pa.schema(
        [
            pa.field(column.name, arrow_type(column))
            for column in table.columns
            if columns is None or column.name in columns
        ]
    )


def wire_name(table: Table, column: str) -> str:
    """The member that holds a column in a GRID_DATA row (`F0411_DOC`)."""
    return f"{table.name}_{column.upper()}"


def wire_type(table: Table, pinned: pa.Schema) -> pa.StructType:
    """What the fast reader expects of a row: as pinned, but dates are still text."""
    return pa.struct(
        [
            pa.field(wire_name(table, f.name), pa.string() if table.column(f.name).type == "date" else f.type)
            for f in pinned
        ]
    )


def parse_document(body: bytes, expected: pa.Schema) -> pa.Table:
    """One JSON object as a table of one row under the expected schema; other members are ignored.

    Raises:
        Unfit: The bytes are no single JSON object, or a member has another type.
    """
    stripped = body.removeprefix(BYTE_ORDER_MARK).strip()
    # pyarrow 26 crashes the interpreter on a bare `null`; only an object gets through.
    if not (stripped.startswith(b"{") and stripped.endswith(b"}")):
        raise Unfit("not an object")
    try:
        document = pj.read_json(
            pa.BufferReader(stripped),
            read_options=pj.ReadOptions(use_threads=False, block_size=len(stripped) + 16),
            parse_options=pj.ParseOptions(
                explicit_schema=expected, newlines_in_values=True, unexpected_field_behavior="ignore"
            ),
        )
        document.validate(full=True)
    except pa.ArrowException as error:
        raise Unfit("not of the expected shape") from error
    if document.num_rows != 1:
        raise Unfit("not one object")
    return document


def read_columns(table: Table, pinned: pa.Schema, rows: pa.StructArray) -> RowSet:
    """The rows of a page that the fast reader took, under the pinned schema.

    Raises:
        Unfit: A date is impossible, a key is missing or a number does not fit its type.
    """
    arrays = dict(zip((field.name for field in rows.type), rows.flatten(), strict=True))
    columns = {field.name: arrays[wire_name(table, field.name)] for field in pinned}
    _convert_dates(table, columns)
    for name in table.primary_key:
        columns[name] = _key_part(table.column(name), columns[name])
    result = pa.table([columns[field.name] for field in pinned], schema=pinned)
    check_pinned(result, pinned)
    first, last = (key_at(table, result, 0), key_at(table, result, -1)) if result.num_rows else (None, None)
    return RowSet(
        result, no_marks(result.num_rows), (), empty_keys(table, pinned), first, last, result.num_rows
    )


def check_pinned(rows: pa.Table, pinned: pa.Schema) -> None:
    """Let only tables through that a parquet file carries unchanged.

    `pyarrow.json` lets whole numbers past a decimal's precision, and parquet would wrap them silently.

    Raises:
        Unfit: A value does not fit its type, or the schema differs.
    """
    try:
        rows.validate(full=True)
    except pa.ArrowException as error:
        raise Unfit("a value does not fit its type") from error
    if rows.schema != pinned:
        raise Unfit("the schema differs from the registry's")


def key_at(table: Table, rows: pa.Table, index: int) -> tuple[object, ...]:
    """The key of the row at an index, which may be -1."""
    place = index % rows.num_rows
    return tuple(rows.column(name)[place].as_py() for name in table.primary_key)


def empty_keys(table: Table, pinned: pa.Schema) -> pa.Table:
    """A table without rows that has the key columns."""
    return pa.schema([pinned.field(name) for name in table.primary_key]).empty_table()


def no_marks(length: int) -> pa.BooleanArray:
    """That many false values."""
    return pa.repeat(pa.scalar(False), length)


def _convert_dates(table: Table, columns: dict[str, pa.Array]) -> None:
    names = [name for name in columns if table.column(name).type == "date"]
    if not names:
        return
    length = len(columns[names[0]])
    try:
        # One conversion over all date columns end to end costs a tenth of one per column.
        numbers = to_cyyddd(pa.concat_arrays([columns[name] for name in names]))
    except ValueError as error:
        raise Unfit("an impossible date") from error
    for place, name in enumerate(names):
        columns[name] = numbers.slice(place * length, length)


def _key_part(column: Column, values: pa.Array) -> pa.Array:
    if column.is_text:
        filled = pc.fill_null(values, "")
        blank = pc.equal(pc.binary_length(pc.utf8_trim(filled, characters=" ")), 0)
        return pc.if_else(blank, pa.scalar(""), filled)
    if column.type == "date":
        return pc.fill_null(values, NO_DATE)
    if values.null_count:
        raise Unfit("a key part is missing")
    return values
