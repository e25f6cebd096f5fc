"""The raw schema: what each table has there, for dlt, for Arrow and for SQL.

An F-table's columns in registry order, then the loader's own; beside them the loader's own tables `jde_*`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loader.table import Column, Table

EXTRACTED_AT = "_jde_extracted_at"
EXTRACT_SEQ = "_jde_extract_seq"
ROW_HASH = "_jde_row_hash"
TEXT_FIXED = "_jde_text_fixed"
DELETED_AT = "_jde_deleted_at"
DELETED_REASON = "_jde_deleted_reason"
LOAD_ID = "_dlt_load_id"
FAST_DIGITS = 18

Hints = dict[str, Any]

_LOADER_COLUMNS: dict[str, Hints] = {
    EXTRACTED_AT: {"data_type": "timestamp"},
    EXTRACT_SEQ: {"data_type": "bigint", "dedup_sort": "desc"},
    ROW_HASH: {"data_type": "text"},
    TEXT_FIXED: {"data_type": "bool"},
    DELETED_AT: {"data_type": "timestamp"},
    DELETED_REASON: {"data_type": "text"},
    LOAD_ID: {"data_type": "text"},
}


@dataclass(frozen=True)
class OwnTable:
    """A table of the loader's own: columns with SQL types, and the key by which new rows replace old ones.

    Without a key rows are only ever added.
    """

    name: str
    types: dict[str, str]
    primary_key: tuple[str, ...] = ()


LOADS = OwnTable(
    "jde_loads",
    {
        "run_id": "varchar",
        "table_name": "varchar",
        "strategies": "varchar",
        "window_from": "date",
        "started_at": "timestamptz",
        "finished_at": "timestamptz",
        "rows_read": "bigint",
        "rows_inserted": "bigint",
        "rows_changed": "bigint",
        "rows_deleted": "bigint",
        "rows_quarantined": "bigint",
        "pages": "bigint",
        "requests": "bigint",
        "logins": "bigint",
        "seconds": "decimal(18,3)",
        "outcome": "varchar",
        "error": "varchar",
        "load_id": "varchar",
        "business_date": "date",
    },
    ("run_id", "table_name"),
)
WATERMARKS = OwnTable(
    "jde_watermarks",
    {
        "table_name": "varchar",
        "watermark": "date",
        "run_id": "varchar",
        "updated_at": "timestamptz",
        "begun_on": "date",
    },
    ("table_name",),
)
QUARANTINE = OwnTable(
    "jde_quarantine",
    {
        "run_id": "varchar",
        "table_name": "varchar",
        "row_key": "varchar",
        "column_name": "varchar",
        "fault": "varchar",
        "raw_value": "varchar",
        "action": "varchar",
        "seen_at": "timestamptz",
    },
)
CONTROL_TOTALS = OwnTable(
    "jde_control_totals",
    {
        "run_id": "varchar",
        "table_name": "varchar",
        "bucket": "varchar",
        "measure": "varchar",
        "source_value": "decimal(38,8)",
        "warehouse_value": "decimal(38,8)",
        "difference": "decimal(38,8)",
        "checked_at": "timestamptz",
    },
)
REJECTED_SIGN_INS = OwnTable(
    "jde_rejected_sign_ins",
    {"fingerprint": "varchar", "since": "varchar", "reason": "varchar"},
    ("fingerprint",),
)
OWN_TABLES = (LOADS, WATERMARKS, QUARANTINE, CONTROL_TOTALS, REJECTED_SIGN_INS)


def hints(table: Table) -> dict[str, Hints]:
    """Every column of an F-table in raw, as dlt wants it."""
    columns = {column.name: _hint(column, table) for column in table.columns}
    return columns | {
        name: {"name": name, "nullable": True, **hint} for name, hint in _LOADER_COLUMNS.items()
    }


def statements(tables: Iterable[Table], existing: Mapping[str, Mapping[str, str]]) -> list[str]:
    """SQL that creates what the raw schema lacks of these tables and the loader's own, and adds new columns.

    Nothing is ever dropped or retyped. `{raw}` stands for the schema.
    """
    wanted = {table.raw_name: _sql_columns(table) for table in tables}
    wanted |= {
        table.name: {name: _sql_word(kind) for name, kind in table.types.items()} for table in OWN_TABLES
    }
    found: list[str] = []
    for name, columns in wanted.items():
        if name not in existing:
            found.append(creation(name, columns))
            continue
        missing = {column: kind for column, kind in columns.items() if column not in existing[name]}
        found += [f'alter table "{{raw}}"."{name}" add column "{c}" {kind}' for c, kind in missing.items()]
    return found


def creation(name: str, columns: Mapping[str, str]) -> str:
    """SQL that creates a table of the raw schema where there is none."""
    body = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    return f'create table if not exists "{{raw}}"."{name}" ({body})'


def load_id_default(table: str, load_id: str | None) -> str:
    """SQL after which rows that come to a table without a load id get this one; None ends it."""
    what = f"set default {literal(load_id)}" if load_id else "drop default"
    return f'alter table "{{raw}}"."{table}" alter column {LOAD_ID} {what}'


def replacement(table: OwnTable, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """SQL that makes room for rows of a table with a key: what has the same keys goes."""
    if not table.primary_key or not rows:
        return []
    keys = ", ".join(f"({', '.join(literal(row[name]) for name in table.primary_key)})" for row in rows)
    return [f'delete from "{{raw}}".{table.name} where ({", ".join(table.primary_key)}) in ({keys})']


def sql_type(column: Column) -> str:
    """The SQL type of a raw column, the same word on DuckDB and PostgreSQL."""
    if column.type == "numeric":
        return f"decimal({column.precision},{column.scale})"
    return "varchar" if column.is_text else "bigint"


def quoted(names: Iterable[str], prefix: str = "") -> str:
    """Column names as a SQL list, each quoted, since JDE has items such as USER and DESC."""
    return ", ".join(f'{prefix}"{name}"' for name in names)


def literal(value: object) -> str:
    """A text or a number as a SQL literal."""
    return str(value) if not isinstance(value, str) else "'" + value.replace("'", "''") + "'"


def row_hash(table: Table) -> str:
    """SQL that makes the 32 hex digits which stand for all of a row's registry columns.

    Every value is told from its neighbours, texts by their length in front, and null from blank; decimals are
    spelled with all places of their type, so that equal digests mean equal rows.
    """
    parts = [_digested(column) for column in table.columns]
    return f"md5(concat({', '.join(parts)}))"


def _digested(column: Column) -> str:
    name = f'"{column.name}"'
    if column.is_text:
        return f"strlen({name}), ':', {name}"
    if column.precision > FAST_DIGITS > column.scale:
        # DuckDB spells a number of up to 18 digits twice as fast, and in the same way
        short = f"try_cast({name} as decimal({FAST_DIGITS},{column.scale}))"
        return f"coalesce({short}::varchar, {name}::varchar), '|'"
    return f"{name}, '|'"


def _sql_columns(table: Table) -> dict[str, str]:
    columns = {column.name: sql_type(column) for column in table.columns}
    return columns | {name: _sql_word(hint["data_type"]) for name, hint in _LOADER_COLUMNS.items()}


def _sql_word(kind: str) -> str:
    return {"varchar": "varchar", "timestamp": "timestamptz", "bool": "boolean"}.get(kind, kind)


def _hint(column: Column, table: Table) -> Hints:
    hint: Hints = {"name": column.name, "data_type": "text" if column.is_text else "bigint", "nullable": True}
    if column.type == "numeric":
        hint |= {"data_type": "decimal", "precision": column.precision, "scale": column.scale}
    if column.name in table.primary_key:
        # never null, but a parquet file cannot promise that, and dlt would rewrite it to add the promise
        hint |= {"primary_key": True}
    return hint
