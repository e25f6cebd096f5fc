"""A small JDE site for tests of the AIS client: hand-made tables behind the simulated server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from loader.ais.breaker import FileBreaker
from loader.ais.clock import Clock
from loader.ais.dataservice import DataService, Filter, Page
from loader.ais.limiter import Limiter
from loader.ais.session import Session
from loader.ais.values import schema
from loader.registry import Registry, load_registry
from loader.settings import Settings
from loader.table import Column, Table
from tests.jde_simulator.faults import Fault
from tests.jde_simulator.server import AisServer
from tests.jde_simulator.settings import ServerSettings, User

REGISTRY: Registry = load_registry(Path(__file__).parents[1] / "dbt_project")
PASSWORD = "S3cret/pass+word="
TODAY = date(2026, 3, 31)
ROWS = 300


class PatientClock(Clock):
    """A clock whose waits take no time, and which keeps what was waited for."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self._passed = 0.0

    def monotonic(self) -> float:
        return super().monotonic() + self._passed

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self._passed += seconds


@dataclass
class Read:
    """What one reading brought."""

    pages: list[Page]
    session: Session

    @property
    def rows(self) -> pa.Table:
        """All rows, in the order of arrival."""
        return pa.concat_tables([page.rows for page in self.pages])

    def keys(self, table: Table) -> list[tuple[Any, ...]]:
        """The keys, in the order of arrival."""
        return [tuple(row.values()) for row in self.rows.select(table.primary_key).to_pylist()]


@dataclass
class Site:
    """A running server and the way to it."""

    server: AisServer
    state: Path
    clock: PatientClock = field(default_factory=PatientClock)

    def settings(self, **changes: Any) -> Settings:
        """Settings of a loader for this site."""
        given: dict[str, Any] = {
            "base_url": self.server.base_url,
            "username": "SVCELT",
            "password": PASSWORD,
            "page_size": 40,
            "max_attempts": 4,
            "retry_wait": 0.001,
            "connect_timeout": 2.0,
            "read_timeout": 5.0,
        }
        return Settings(**{**given, **changes})

    def session(self, limiter: Limiter | None = None, **changes: Any) -> Session:
        """A session that is not signed in yet."""
        return Session(self.settings(**changes), FileBreaker(self.state), limiter, self.clock)

    def read(
        self,
        table: str = "F0411",
        where: Filter = Filter(),  # noqa: B008
        columns: Sequence[str] | None = ("upmj",),
        **changes: Any,
    ) -> Read:
        """Sign in, read to the end, log out. Few columns, since the simulator takes its time for many."""
        with self.session(**changes) as session:
            pages = list(DataService(session).browse(REGISTRY[table], where, columns))
        return Read(pages, session)

    def expected(self, table: str, where: str = "true") -> list[tuple[Any, ...]]:
        """The keys that the table really has, in order, as raw has them."""
        names = REGISTRY[table].primary_key
        columns = ", ".join(
            f'trim("{name}")' if REGISTRY[table].column(name).is_text else f'"{name}"' for name in names
        )
        order = ", ".join(f'"{name}"' for name in names)
        with self.server._connection.cursor() as connection:
            return connection.execute(
                f'select {columns} from "{table.lower()}" where {where} order by {order}'
            ).fetchall()


@contextmanager
def site(
    state: Path, settings: ServerSettings | None = None, faults: Sequence[Fault] = (), **options: Any
) -> Iterator[Site]:
    """Serve the small tables; the user's password is `PASSWORD`."""
    settings = settings or server_settings()
    with duckdb.connect() as connection:
        fill(connection)
        with AisServer(connection, settings, faults, **{"tables": REGISTRY, **options}) as server:
            yield Site(server, state)


def server_settings(user: User | None = None, **changes: Any) -> ServerSettings:
    """Settings of the server with the tests' user and day."""
    return ServerSettings(users=(user or service_user(),), today=TODAY, **changes)


def service_user(**changes: Any) -> User:
    """The service user, with its password."""
    return User(**{"password": PASSWORD, **changes})


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    """F0411: 300 pay items. F0911: 300 journal lines, texts leading in the key. F0010: five companies."""
    for name in ("F0411", "F0911", "F0010"):
        _create(connection, REGISTRY[name])
    connection.execute(
        f"""insert into f0411 (doc, dct, kco, sfx, sfxe, an8, ag, aap, vinv, mcu, crcd, dgj, upmj, upmt)
        select 1000 + i // 3, 'PV', '00001', lpad((i % 3 + 1)::varchar, 3, '0'), 0, 4242,
               i * 1.25, case when i % 2 = 0 then i * 1.25 else 0 end, '20240131',
               lpad((100 + i % 4)::varchar, 12, ' '), 'USD', 126001 + i % 90, 126001 + i % 90, 93015
        from range({ROWS}) t(i)"""
    )
    connection.execute(
        f"""insert into f0911 (dct, doc, kco, dgj, jeln, lt, extl, aid, aa, upmj, upmt)
        select case when i % 2 = 0 then 'PV' else 'JE' end, 1 + i // 50, '00001', 126001 + i // 100,
               i, 'AA', case when i % 5 = 0 then 'AM' else ' ' end, '00001234', i - 150, 126001 + i % 90, 1
        from range({ROWS}) t(i)"""
    )
    connection.execute(
        "insert into f0010 (co, name, crcd, upmj)"
        " select lpad((i * 10)::varchar, 5, '0'), 'Company', 'USD', 126060"
        " from range(5) t(i)"
    )


def _create(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    columns = ", ".join(f'"{column.name}" {_sql_type(column)}' for column in table.columns)
    connection.execute(f'create table "{table.raw_name}" ({columns})')


def _sql_type(column: Column) -> str:
    if column.type == "numeric":
        return f"decimal({column.precision}, {column.scale}) default 0"
    return "varchar default ' '" if column.is_text else "bigint"


def pinned(table: str, columns: Sequence[str] | None = None) -> pa.Schema:
    """The pinned schema of a table."""
    return schema(REGISTRY[table], columns)
