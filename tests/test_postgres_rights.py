"""What a PostgreSQL user may do is known before anything is read, and what is missing is told as SQL."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from loader import raw
from loader.errors import WarehouseError
from loader.warehouses.postgres import PostgresWarehouse
from tests.loader_lab import open_lab, written
from tests.postgres import PostgresServer
from tests.small_company import stamp

DOCS = Path(__file__).parent.parent / "docs" / "loader.md"
SCHEMAS = "create schema jde_raw; create schema jde_raw_staging;"


def execute(sql: str) -> None:
    """Run SQL as whom libpq's variables name."""
    with closing(psycopg2.connect("")) as connection, connection, connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def database(postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty database in which nobody but its owner may do anything, and a user without any right there."""
    for name, value in postgres_server.create_database("rights").items():
        monkeypatch.setenv(name, value)
    execute("create role jde_loader login; revoke temporary on database rights from public")
    yield "rights"
    monkeypatch.undo()
    for name, value in postgres_server.create_database("rights").items():
        monkeypatch.setenv(name, value)
    execute("drop role jde_loader")


def missing(schema: str = "jde_raw") -> str:
    """What the user is told to have granted."""
    with pytest.raises(WarehouseError, match="user jde_loader lacks rights in the database rights") as caught:
        PostgresWarehouse(schema).probe()
    assert caught.value.exit_code == 5
    return caught.value.remedy.removeprefix("Let the owner run: ")


@pytest.mark.parametrize(
    ("before", "lacks"),
    [
        ("", ["temporary on database rights", "create on database rights"]),
        ("grant create on database rights to jde_loader;", ["temporary on database rights"]),
        ("create schema jde_raw;", ["temporary", "create on database", "usage, create on schema jde_raw "]),
        (
            SCHEMAS,
            ["temporary", "usage, create on schema jde_raw ", "usage, create on schema jde_raw_staging "],
        ),
        (
            f"{SCHEMAS} grant usage on schema jde_raw, jde_raw_staging to jde_loader;",
            ["temporary", "usage, create on schema jde_raw ", "usage, create on schema jde_raw_staging "],
        ),
    ],
)
def test_missing_rights_are_named_with_the_sql_that_gives_them(
    database: str, monkeypatch: pytest.MonkeyPatch, before: str, lacks: list[str]
) -> None:
    if before:
        execute(before)
    with monkeypatch.context() as user:
        user.setenv("PGUSER", "jde_loader")
        remedy = missing()
    told = re.findall(r"grant ([^;]*)to jde_loader;", remedy)
    assert len(told) == len(lacks)
    assert all(grant.startswith(words) for grant, words in zip(told, lacks, strict=True)), told
    execute(remedy)
    monkeypatch.setenv("PGUSER", "jde_loader")
    PostgresWarehouse("jde_raw").probe()


@pytest.mark.parametrize("made", [False, True], ids=["documented_grant", "schemas_made_for_it"])
def test_the_rights_that_are_documented_let_a_user_load(
    database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, made: bool
) -> None:
    [grant] = re.findall(r"^grant create, temporary .*;$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    grant = grant.replace("database finance", f"database {database}")
    with open_lab(tmp_path, "postgres", tables=("F4301", "F4311")) as lab:
        if made:
            both = (lab.target.schema, f"{lab.target.schema}_staging")
            execute("; ".join(f"create schema {name}" for name in both))
            execute(f"grant usage, create on schema {', '.join(both)} to jde_loader")
            grant = grant.replace("create, temporary", "temporary")
        execute(grant)
        monkeypatch.setenv("PGUSER", "jde_loader")
        lab.run().raise_failures()
        lab.jde.execute("update f4311 set aexp = aexp + 1, upmj = ? where doco > 3006", [stamp()])
        assert written(lab.run()).keys() == {"F4311"}
        assert lab.out_of_step() == []
        lab.reconcile().raise_failures()


def test_tables_are_made_on_one_connection_by_a_user_who_may_make_no_schema(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    execute(f"{SCHEMAS} grant usage, create on schema jde_raw, jde_raw_staging to jde_loader")
    monkeypatch.setenv("PGUSER", "jde_loader")
    connect, opened = psycopg2.connect, 0

    def counted(*arguments: Any, **options: Any) -> Any:
        nonlocal opened
        opened += 1
        return connect(*arguments, **options)

    monkeypatch.setattr(psycopg2, "connect", counted)
    warehouse = PostgresWarehouse("jde_raw")
    warehouse.execute([raw.creation("f0010", {"co": "varchar"})])
    assert opened == 1
    warehouse.stage(["f0010"])
    assert opened == 2
    assert warehouse.columns() == {"f0010": {"co": "character varying"}}
    assert PostgresWarehouse("jde_raw_staging").columns() == warehouse.columns()


def test_a_schema_that_is_not_there_is_made_with_its_tables_or_not_at_all(database: str) -> None:
    warehouse = PostgresWarehouse("jde_raw")
    wrong = [raw.creation("f0010", {"co": "varchar"}), "select no_such_column"]
    with pytest.raises(WarehouseError, match="no_such_column"):
        warehouse.execute(wrong)
    assert warehouse.select("select 1 from pg_namespace where nspname = '{raw}'") == []
    warehouse.execute(wrong[:1])
    warehouse.stage(["f0010"])
    assert warehouse.columns().keys() == PostgresWarehouse("jde_raw_staging").columns().keys() == {"f0010"}


def test_a_database_that_takes_no_changes_is_told(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c default_transaction_read_only=on")
    with pytest.raises(WarehouseError, match="rights takes no changes: default_transaction_read_only is on"):
        PostgresWarehouse("jde_raw").probe()


def test_a_standby_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with PostgresServer() as server:
        for name, value in server.create_database("standby").items():
            monkeypatch.setenv(name, value)
        PostgresWarehouse("jde_raw").probe()
        server.stand_by()
        with pytest.raises(WarehouseError, match="takes no changes: the server is a standby") as caught:
            PostgresWarehouse("jde_raw").probe()
    assert caught.value.remedy == "Set PGHOST to the primary."
