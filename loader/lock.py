"""One run at a time per target: the lock is taken before anything slow is imported, and names its holder."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from loader.errors import LockedError, WarehouseError
from loader.settings import Target

if TYPE_CHECKING:
    from psycopg2.extensions import connection as PostgresConnection

REMEDY = "Wait until it ends; when that process is dead, the lock is free by itself."
LOCK_CLASS = 0x6A6465  # "jde", so that the lock is told from other programs' advisory locks


@contextmanager
def run_lock(target: Target) -> Iterator[None]:
    """Hold the target's lock for the length of the block.

    Raises:
        LockedError: Another run holds it; says which and since when (UTC).
        WarehouseError: The target cannot be reached.
    """
    if target.destination == "postgres":
        with _advisory_lock(target.schema):
            yield
    else:
        with _file_lock(lock_path(target.duckdb_path)):
            yield


def lock_path(warehouse: Path) -> Path:
    """The lock file of a DuckDB file, beside it."""
    return warehouse.with_name(warehouse.name + ".lock")


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise WarehouseError(f"Cannot write {path}: {error.strerror}.", "Check JDE_DUCKDB_PATH.") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LockedError(f"Another run holds {path}: {_file_holder(handle)}.", REMEDY) from error
        os.ftruncate(handle, 0)
        os.pwrite(handle, json.dumps(_ourselves()).encode(), 0)
        yield
        # the file stays: removing it would let a third run lock a name that a second one still waits on
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _ourselves() -> dict[str, str | int]:
    since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return {"pid": os.getpid(), "host": socket.gethostname(), "since": since}


def _file_holder(handle: int) -> str:
    try:
        holder = json.loads(os.pread(handle, 1000, 0))
        return f"process {holder['pid']} on {holder['host']} since {holder['since']}"
    except (ValueError, KeyError):
        return "a process that has only just started"


@contextmanager
def _advisory_lock(schema: str) -> Iterator[None]:
    import psycopg2

    name = f"jde-loader {os.getpid()} on {socket.gethostname()}"[:63]
    with ExitStack() as stack:
        try:
            connection = stack.enter_context(
                closing(psycopg2.connect("", application_name=name, connect_timeout=15, keepalives_idle=30))
            )
            connection.autocommit = True
            _acquire(connection, schema)
        except psycopg2.Error as error:
            raise WarehouseError(
                f"Cannot reach PostgreSQL: {' '.join(str(error).split())}",
                "Check PGHOST, PGPORT, PGUSER, PGPASSWORD and PGDATABASE.",
            ) from error
        yield


def _acquire(connection: PostgresConnection, schema: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set idle_session_timeout = 0")
        cursor.execute("select pg_try_advisory_lock(%s, hashtext(%s))", (LOCK_CLASS, schema))
        row = cursor.fetchone()
        if row and row[0]:
            return
        cursor.execute(
            "select application_name, pid, to_char(backend_start at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS')"
            " from pg_locks join pg_stat_activity using (pid)"
            " where locktype = 'advisory' and classid = %s and objid = hashtext(%s)::oid and granted"
            " and pg_locks.database = (select oid from pg_database where datname = current_database())",
            (LOCK_CLASS, schema),
        )
        row = cursor.fetchone()
    holder = f"{row[0]} (backend {row[1]}) since {row[2]} UTC" if row else "a session that has just ended"
    raise LockedError(f"Another run holds the schema {schema}: {holder}.", REMEDY)
