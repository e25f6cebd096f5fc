"""PostgreSQL as the target, reached by libpq's own variables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import psycopg2
from psycopg2.errors import UniqueViolation
from psycopg2.extras import execute_values

from loader import raw
from loader.errors import LoaderError, WarehouseError
from loader.table import Table
from loader.warehouses import SLICE_ROWS, Row

if TYPE_CHECKING:
    from psycopg2.extensions import connection as PostgresConnection
    from psycopg2.extensions import cursor as Cursor

# whatever the database and its clients are set to
COPY = "(format csv, encoding 'UTF8')"
REMEDY = "Check the server and PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE."
_RIGHTS = """
select
    current_setting('transaction_read_only') = 'on',
    pg_is_in_recovery(),
    current_user,
    current_database(),
    array(
        select format('grant temporary on database %I to %I;', current_database(), current_user)
        where not has_database_privilege(current_database(), 'temporary')
        union all
        select format('grant create on database %I to %I;', current_database(), current_user)
        where not has_database_privilege(current_database(), 'create')
            and (select count(*) from pg_namespace where nspname in ('{raw}', '{raw}_staging')) < 2
        union all
        select format('grant usage, create on schema %I to %I;', nspname, current_user)
        from pg_namespace
        where nspname in ('{raw}', '{raw}_staging')
            and not (has_schema_privilege(oid, 'usage') and has_schema_privilege(oid, 'create'))
    )
"""


class PostgresWarehouse:
    """A PostgreSQL database; each question opens its own connection.

    Rows come and go as CSV: to make the binary form of COPY costs ADBC three times as much.
    """

    takes_csv = True

    def __init__(self, schema: str) -> None:
        self.schema = schema

    def probe(self) -> None:
        """See `Warehouse.probe`."""
        [(read_only, standby, user, database, grants)] = self.select(_RIGHTS)
        if read_only:
            why = "the server is a standby" if standby else "default_transaction_read_only is on"
            raise WarehouseError(
                f"PostgreSQL's database {database} takes no changes: {why}.",
                "Set PGHOST to the primary." if standby else f"Turn it off for {user} or the database.",
            )
        if grants:
            raise WarehouseError(
                f"PostgreSQL's user {user} lacks rights in the database {database}.",
                f"Let the owner run: {' '.join(grants)}",
            )

    def destination(self) -> Any:
        """See `Warehouse.destination`."""
        import dlt
        from dlt.destinations.impl.postgres.configuration import PostgresCredentials

        with self._connection() as connection:
            info = connection.info
            credentials = PostgresCredentials()
            credentials.host = info.host
            credentials.port = info.port
            credentials.username = info.user
            credentials.database = info.dbname
            # dlt insists on a password even where the server asks for none
            credentials.password = info.password or "none"
            credentials.resolve()
        return dlt.destinations.postgres(credentials)

    def columns(self) -> dict[str, dict[str, str]]:
        """See `Warehouse.columns`."""
        found: dict[str, dict[str, str]] = {}
        for table, column, kind in self.select(
            "select relname, attname, format_type(atttypid, atttypmod) from pg_attribute"
            " join pg_class on pg_class.oid = attrelid join pg_namespace on pg_namespace.oid = relnamespace"
            " where nspname = '{raw}' and relkind in ('r', 'p') and attnum > 0 and not attisdropped"
            " order by attnum"
        ):
            found.setdefault(table, {})[column] = kind.replace("numeric", "decimal")
        return found

    def asking(self) -> AbstractContextManager[None]:
        """See `Warehouse.asking`; a connection costs PostgreSQL next to nothing."""
        return nullcontext()

    def select(self, sql: str) -> list[Row]:
        """See `Warehouse.select`."""
        with self._connection() as connection, connection.cursor() as cursor:
            cursor.execute(sql.replace("{raw}", self.schema))
            return cursor.fetchall()

    def execute(self, statements: Sequence[str]) -> None:
        """See `Warehouse.execute`."""
        with self._connection() as connection, connection, connection.cursor() as cursor:
            _create_schema(cursor, self.schema)
            for statement in statements:
                cursor.execute(statement.replace("{raw}", self.schema))

    def record(self, books: Sequence[tuple[raw.OwnTable, Sequence[Mapping[str, Any]]]]) -> None:
        """See `Warehouse.record`."""
        with self._connection() as connection, connection, connection.cursor() as cursor:
            for table, rows in books:
                for statement in raw.replacement(table, rows):
                    cursor.execute(statement.replace("{raw}", self.schema))
                statement = f'insert into "{self.schema}".{table.name} ({", ".join(table.types)}) values %s'
                execute_values(cursor, statement, [[row.get(name) for name in table.types] for row in rows])

    @contextmanager
    def comparison(self, engine: duckdb.DuckDBPyConnection) -> Iterator[PostgresComparison]:
        """See `Warehouse.comparison`."""
        with self._connection() as connection:
            yield PostgresComparison(engine, connection, self.schema)

    def stage(self, tables: Sequence[str]) -> None:
        """See `Warehouse.stage`; dlt would make them with columns that take no null."""
        if not tables:
            return
        staging = f"{self.schema}_staging"
        with self._connection() as connection, connection, connection.cursor() as cursor:
            _create_schema(cursor, staging)
            for table in tables:
                cursor.execute(f'drop table if exists "{staging}"."{table}"')
                cursor.execute(f'create table "{staging}"."{table}" (like "{self.schema}"."{table}")')

    def writing(self) -> AbstractContextManager[None]:
        """See `Warehouse.writing`; nobody has to wait."""
        return nullcontext()

    def explain(self, error: BaseException) -> LoaderError:
        """See `Warehouse.explain`."""
        return _explained(error)

    def slice_rows(self, workers: int) -> int:
        """See `Warehouse.slice_rows`; larger ones leave more to load when the last page is read."""
        return SLICE_ROWS

    def tune(self, table: Table) -> None:
        """See `Warehouse.tune`: a unique index on the key, and one for each way in which rows are sought."""
        raw_table, name = f'"{self.schema}"."{table.raw_name}"', table.raw_name
        sought: list[tuple[str, Sequence[str]]] = [("load", (raw.LOAD_ID,))]
        if table.cursor:
            sought.append(("cursor", (table.cursor.date,)))
        if table.parent and table.parent.key != table.primary_key[: len(table.parent.key)]:
            sought.append(("parent", (*sorted(table.parent.key, key=lambda key: table.column(key).is_text),)))
        indexes = [
            f'create index if not exists "{name}_{why}" on {raw_table} ({_list(columns)})'
            for why, columns in sought
        ]
        with ThreadPoolExecutor(len(indexes)) as pool:
            built = [pool.submit(self.execute, [index]) for index in indexes]
            self._index_key(table)
            for index in built:
                index.result()
        # statistics of all columns take longer than the indexes, and dbt seeks rows by these alone
        seen = dict.fromkeys([*table.primary_key, *(name for _, names in sought for name in names)])
        self.execute([f"analyze {raw_table} ({_list(seen)})"])

    def _index_key(self, table: Table) -> None:
        raw_table, key = f'"{self.schema}"."{table.raw_name}"', _list(table.primary_key)
        statement = f'create unique index if not exists "{table.raw_name}_key" on {raw_table} ({key})'
        with self._connection() as connection:
            try:
                with connection, connection.cursor() as cursor:
                    cursor.execute(statement)
            except UniqueViolation:
                # a connection that broke after its COPY was committed made dlt send the rows again
                same = " and ".join(f'one."{name}" = other."{name}"' for name in table.primary_key)
                other = f"{raw_table} other where one.ctid < other.ctid and {same}"
                with connection, connection.cursor() as cursor:
                    cursor.execute(f"delete from {raw_table} one using {other}")
                    cursor.execute(statement)

    @contextmanager
    def _connection(self) -> Iterator[PostgresConnection]:
        try:
            with closing(psycopg2.connect("", connect_timeout=15)) as connection:
                connection.cursor().execute("set time zone 'UTC'")
                yield connection
        except psycopg2.Error as error:
            raise _explained(error) from error


class PostgresComparison:
    """A session of its own, in which shared relations are temporary tables; it ends with the session.

    Rows pass through a file where the engine has its overflow, so that they need no memory.
    """

    def __init__(
        self, engine: duckdb.DuckDBPyConnection, connection: PostgresConnection, schema: str
    ) -> None:
        self._engine = engine
        self._connection = connection
        self._schema = schema

    def name(self, table: str) -> str:
        """See `Comparison.name`."""
        return f'"{self._schema}"."{table}"'

    def share(self, relation: str) -> str:
        """See `Comparison.share`."""
        columns = ", ".join(
            f'"{name}" {kind}' for name, kind, *_ in self._engine.execute(f"describe {relation}").fetchall()
        )
        with self._file(relation) as path, self._connection.cursor() as cursor:
            self._engine.execute(f"copy {relation} to {raw.literal(str(path))} (format csv, header false)")
            cursor.execute(f"drop table if exists pg_temp.{relation}")
            cursor.execute(f"create temporary table {relation} ({columns})")
            with path.open("rb") as file:
                cursor.copy_expert(f"copy pg_temp.{relation} from stdin {COPY}", file)
            cursor.execute(f"analyze pg_temp.{relation}")
        return f"pg_temp.{relation}"

    def fetch(self, sql: str, into: str, types: Mapping[str, str]) -> None:
        """See `Comparison.fetch`; decimals come as exact text."""
        kinds = ", ".join(f"{raw.literal(name)}: {raw.literal(kind)}" for name, kind in types.items())
        with self._file(into) as path, self._connection.cursor() as cursor:
            with path.open("wb") as file:
                query = f"select {raw.quoted(types)} from ({sql}) answer"
                cursor.copy_expert(f"copy ({query}) to stdout {COPY}", file)
            # as PostgreSQL writes it: null is an empty field, and a blank an empty quoted one
            self._engine.execute(
                f"create or replace table {into} as select * from read_csv({raw.literal(str(path))},"
                f" columns = {{{kinds}}}, auto_detect = false, header = false, parallel = false,"
                """ delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false)"""
            )

    @contextmanager
    def _file(self, name: str) -> Iterator[Path]:
        [(folder,)] = self._engine.execute("select current_setting('temp_directory')").fetchall()
        path = Path(folder) / f"{name}.csv"
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)


def _create_schema(cursor: Cursor, name: str) -> None:
    """Unless it is there: `create schema if not exists` wants the right to create one even then."""
    cursor.execute("select 1 from pg_namespace where nspname = %s", [name])
    if not cursor.fetchone():
        cursor.execute(f'create schema if not exists "{name}"')


def _explained(error: BaseException) -> LoaderError:
    """PostgreSQL's error in the loader's words."""
    text = str(error).strip()
    return WarehouseError(
        f"PostgreSQL failed: {text.splitlines()[0] if text else type(error).__name__}", REMEDY
    )


def _list(columns: Iterable[str]) -> str:
    return raw.quoted(columns)
