"""Write the books straight into a warehouse's raw schema, as the loader leaves it, so that models can be built without it.

Each copy is a load of its own: rows that are new or changed come with a new load id, rows that are gone stay with
their last values, marked deleted. The same SQL runs on DuckDB and PostgreSQL.
"""

from __future__ import annotations

import tempfile
import uuid
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Protocol

import duckdb
import psycopg2

from loader.table import Column, Table
from tests.jde_simulator.books import schema, state

LOADER_COLUMNS = {
    "_jde_extracted_at": "timestamptz",
    "_jde_extract_seq": "bigint",
    "_jde_row_hash": "varchar",
    "_jde_text_fixed": "boolean",
    "_jde_deleted_at": "timestamptz",
    "_jde_deleted_reason": "varchar",
    "_dlt_load_id": "varchar",
}
OWN_TABLES = {
    "jde_loads": "run_id varchar, table_name varchar, strategies varchar, window_from date, started_at timestamptz,"
    " finished_at timestamptz, rows_read bigint, rows_inserted bigint, rows_changed bigint, rows_deleted bigint,"
    " rows_quarantined bigint, pages bigint, requests bigint, logins bigint, seconds decimal(18,3), outcome varchar,"
    " error varchar, load_id varchar, business_date date",
    "jde_watermarks": "table_name varchar, watermark date, run_id varchar, updated_at timestamptz, begun_on date",
    "jde_quarantine": "run_id varchar, table_name varchar, row_key varchar, column_name varchar, fault varchar,"
    " raw_value varchar, action varchar, seen_at timestamptz",
    "jde_control_totals": "run_id varchar, table_name varchar, bucket varchar, measure varchar,"
    " source_value decimal(38,8), warehouse_value decimal(38,8), difference decimal(38,8), checked_at timestamptz",
    "jde_rejected_sign_ins": "fingerprint varchar, since varchar, reason varchar",
}
# a database holds implied decimals; exchange rates alone are stored as they are shown
DISPLAYED = {"quantity": 2, "unit_cost": 4}


class Target(Protocol):
    """A warehouse: runs SQL, and takes a table of rows from the books."""

    def execute(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]: ...

    def take(self, books: duckdb.DuckDBPyConnection, query: str, table: str) -> None: ...

    def commit(self) -> None: ...


def copy_raw(
    connection: duckdb.DuckDBPyConnection,
    target: Path | str,
    schema_name: str = "raw_jde",
    *,
    database_shaped: bool = False,
    keep_purged: bool = False,
) -> str:
    """Bring a raw schema to what the books are; the run id of the load.

    Args:
        connection: The books.
        target: The path of a DuckDB file, or a PostgreSQL connection string (`postgresql://` or `host=...`).
        schema_name: The raw schema, created when missing.
        database_shaped: Numbers with implied decimals, as the JDE database holds them (dbt var `jde_values_scaled: false`).
        keep_purged: Paid rows of the payables that are gone are marked `purged`, as the loader does with
            `purge_before`; otherwise `deleted` like all others.
    """
    text = str(target)
    opened = _Postgres(text) if text.startswith("postgres") or "=" in text else _DuckDb(text)
    with closing(opened) as warehouse:
        run = _Run.start(warehouse, schema_name, state.read(connection).today, keep_purged)
        for table in state.tables():
            run.load(connection, table, _rows(table, database_shaped))
        warehouse.commit()
    return run.run_id


def _rows(table: Table, database_shaped: bool) -> str:
    columns = ", ".join(
        f'{_value(table, column, database_shaped)} as "{column.name}"' for column in table.columns
    )
    joins = ""
    if database_shaped and any((column.scale_class or "").startswith("currency") for column in table.columns):
        joins = _currencies(table)
    return f'select {columns} from "{table.raw_name}" as source{joins}'


def _value(table: Table, column: Column, database_shaped: bool) -> str:
    value = f'source."{column.name}"'
    if column.is_text and column.name in table.primary_key:
        return f"case when trim({value}) = '' then '' else {value} end"
    if not database_shaped or column.type != "numeric" or column.scale_class == "exchange_rate":
        return value
    kind = schema.column_type(column)
    if column.scale_class in DISPLAYED:
        return f"cast({value} * {10 ** DISPLAYED[column.scale_class]} as {kind})"
    if column.scale_class:
        return f"cast({value} * {column.scale_class}.factor as {kind})"
    return f"cast({value} * {10**column.decimals} as decimal({column.precision}, {column.scale}))"


def _currencies(table: Table) -> str:
    """Joins that give each scale class its factor, by the rules of jde-tables.md 3.2."""
    names = {column.name for column in table.columns}
    company = next((name for name in ("co", "kcoo", "kco") if name in names), None)
    factors = "select crcd, power(10, cdec::integer)::decimal(4, 0) as factor from f0013"
    domestic = f'(select f0010.crcd from f0010 where f0010.co = source."{company}")' if company else "'USD'"
    transaction = next((f'source."{name}"' for name in ("crcd", "crca") if name in names), domestic)
    joins = {
        "currency_company": domestic,
        "currency_transaction": f"coalesce(nullif(trim({transaction}), ''), {domestic})",
    }
    if "lt" in names and any(column.scale_class == "currency_ledger" for column in table.columns):
        joins["currency_ledger"] = (
            f"case when source.lt like '%U' then 'USD' when source.lt = 'CA' then source.crcd else {domestic} end"
        )
    used = {column.scale_class for column in table.columns}
    return "".join(
        f" left join ({factors}) as {name} on {name}.crcd = {value}"
        for name, value in joins.items()
        if name in used
    )


class _Run:
    """One load: what every row and every row of jde_loads carries."""

    def __init__(
        self, warehouse: Target, schema_name: str, started: datetime, day: date, keep_purged: bool
    ) -> None:
        self.warehouse = warehouse
        self.raw = f'"{schema_name}"'
        self.started = started
        self.day = day
        self.keep_purged = keep_purged
        self.run_id = uuid.uuid4().hex
        self.load_id = f"{started.timestamp():.6f}"
        self.sequence = int(started.timestamp() * 1_000_000)

    @classmethod
    def start(cls, warehouse: Target, schema_name: str, day: date, keep_purged: bool) -> _Run:
        """Create what the schema lacks; the clock is two in the afternoon of the books' day, later for each run of a day."""
        run = cls(warehouse, schema_name, datetime.combine(day, time(14), UTC), day, keep_purged)
        warehouse.execute(f"create schema if not exists {run.raw}")
        for name, columns in OWN_TABLES.items():
            warehouse.execute(f"create table if not exists {run.raw}.{name} ({columns})")
        [(latest,)] = warehouse.execute(f"select max(finished_at) from {run.raw}.jde_loads")
        if latest is None or latest < run.started:
            return run
        return cls(warehouse, schema_name, latest.astimezone(UTC) + timedelta(seconds=1), day, keep_purged)

    def load(self, books: duckdb.DuckDBPyConnection, table: Table, rows: str) -> None:
        """Bring one table up to date and write its row of jde_loads."""
        target, stage = f"{self.raw}.{table.raw_name}", f"{self.raw}.stage_{table.raw_name}"
        columns = ", ".join(f'"{column.name}" {schema.column_type(column)}' for column in table.columns)
        own = ", ".join(f"{name} {kind}" for name, kind in LOADER_COLUMNS.items())
        self.warehouse.execute(f"create table if not exists {target} ({columns}, {own})")
        self.warehouse.execute(f"create table {stage} ({columns}, {own})")
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        order = ", ".join(f'"{key}"' for key in table.primary_key)
        values = ", ".join(f'"{column.name}"::varchar' for column in table.columns)
        self.warehouse.take(
            books,
            f"select {names}, {_literal(self.started)}::timestamptz, {self.sequence} + row_number() over (order by {order}),"
            f" md5(concat_ws('|', {values})), false, null::timestamptz, null::varchar, '{self.load_id}' from ({rows}) as read",
            stage,
        )
        counts = self._merge(table, target, stage)
        self.warehouse.execute(f"drop table {stage}")
        self._report(table, counts)

    def _merge(self, table: Table, target: str, stage: str) -> tuple[int, int, int, int]:
        same = " and ".join(f'old."{key}" = new."{key}"' for key in table.primary_key)
        differs = "(old._jde_row_hash <> new._jde_row_hash or old._jde_deleted_at is not null)"
        read = self._count(f"select count(*) from {stage}")
        changed = self._count(
            f"select count(*) from {target} as old join {stage} as new on {same} where {differs}"
        )
        gone = f"old._jde_deleted_at is null and not exists (select 1 from {stage} as new where {same})"
        deleted = self._count(f"select count(*) from {target} as old where {gone}")
        self.warehouse.execute(
            f"update {target} as old set _jde_deleted_at = {_literal(self.started)}, _jde_deleted_reason = {self._reason(table)},"
            f" _dlt_load_id = '{self.load_id}' where {gone}"
        )
        self.warehouse.execute(f"delete from {target} as old using {stage} as new where {same} and {differs}")
        before = self._count(f"select count(*) from {target}")
        self.warehouse.execute(
            f"insert into {target} select new.* from {stage} as new"
            f" where not exists (select 1 from {target} as old where {same})"
        )
        return read, self._count(f"select count(*) from {target}") - before - changed, changed, deleted

    def _reason(self, table: Table) -> str:
        if not self.keep_purged or table.name not in ("F0411", "F0413", "F0414"):
            return "'deleted'"
        # R04800 takes what is paid; an unposted voucher is not
        return (
            "case when old.pst = 'P' then 'purged' else 'deleted' end"
            if table.name == "F0411"
            else "'purged'"
        )

    def _count(self, sql: str) -> int:
        return int(self.warehouse.execute(sql)[0][0])

    def _report(self, table: Table, counts: tuple[int, int, int, int]) -> None:
        wrote = f"'{self.load_id}'" if any(counts[1:]) else "null"
        finished = _literal(self.started + timedelta(seconds=1))
        self.warehouse.execute(
            f"insert into {self.raw}.jde_loads values ('{self.run_id}', '{table.raw_name}', '{','.join(table.strategies)}', null,"
            f" {_literal(self.started)}, {finished}, {', '.join(map(str, counts))}, 0, 1, 1, 1, 1.000, 'ok', null, {wrote},"
            f" date '{self.day}')"
        )
        self.warehouse.execute(f"delete from {self.raw}.jde_watermarks where table_name = '{table.raw_name}'")
        if table.cursor:
            self.warehouse.execute(
                f"insert into {self.raw}.jde_watermarks values ('{table.raw_name}', date '{self.day}', '{self.run_id}', {finished}, null)"
            )


def _literal(moment: datetime) -> str:
    return f"timestamptz '{moment.isoformat()}'"


class _DuckDb:
    """A DuckDB file."""

    def __init__(self, path: str) -> None:
        self._connection = duckdb.connect(path)
        self._connection.begin()

    def execute(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, parameters).fetchall()

    def take(self, books: duckdb.DuckDBPyConnection, query: str, table: str) -> None:
        rows = books.cursor().sql(query).to_arrow_reader()
        self._connection.register("rows_of_books", rows)
        self._connection.execute(f"insert into {table} select * from rows_of_books")
        self._connection.unregister("rows_of_books")

    def commit(self) -> None:
        self._connection.commit()

    def close(self) -> None:
        self._connection.close()


class _Postgres:
    """A PostgreSQL database; rows travel as CSV through COPY."""

    def __init__(self, dsn: str) -> None:
        self._connection = psycopg2.connect(dsn)

    def execute(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            cursor.execute(sql, parameters or None)
            return cursor.fetchall() if cursor.description else []

    def take(self, books: duckdb.DuckDBPyConnection, query: str, table: str) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rows.csv"
            books.execute(
                f"copy ({query}) to '{path}' (format csv, header false, nullstr '\\N', force_quote *)"
            )
            with path.open("rb") as file, self._connection.cursor() as cursor:
                cursor.copy_expert(f"copy {table} from stdin (format csv, null '\\N')", file)

    def commit(self) -> None:
        self._connection.commit()

    def close(self) -> None:
        self._connection.close()
