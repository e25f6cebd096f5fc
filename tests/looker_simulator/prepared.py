"""A Looker as an administrator prepares it for the project that ships: steps 1 to 5 of docs/looker.md."""

from __future__ import annotations

from pathlib import Path

import duckdb

from lookml.looker.access_file import load_access
from lookml.project import load_project
from tests.looker_simulator.engine import Engine
from tests.looker_simulator.repository import Repository
from tests.looker_simulator.server import LookerSimulator
from tests.looker_simulator.state import Project

SCHEMAS = ("marts", "trust")


def prepared(engine: Engine, repository: Path) -> LookerSimulator:
    """The service account, the connection, the model set, and the project on its own git repository."""
    shipped, access = load_project(), load_access()
    simulator = LookerSimulator(engine)
    simulator.state.add_user("jde-deploy")
    for connection in {model.connection for model in shipped.models.values()}:
        simulator.state.add_connection(connection)
    simulator.state.add("model_sets", {"name": access.model_set, "models": list(shipped.models)})
    simulator.state.projects[shipped.name] = Project(shipped.name, Repository(repository))
    return simulator


def settings(simulator: LookerSimulator) -> dict[str, str]:
    """The variables that point `jde-lookml` at it."""
    [user] = simulator.state.users.values()
    return {
        "LOOKERSDK_BASE_URL": simulator.url,
        "LOOKERSDK_CLIENT_ID": user.client_id,
        "LOOKERSDK_CLIENT_SECRET": user.client_secret,
    }


def marts_of(warehouse: Path) -> Engine:
    """An engine on copies of the marts in a DuckDB file, so that dbt may go on building there."""
    engine = Engine()
    engine.execute(f"ATTACH '{warehouse}' AS {warehouse.stem} (READ_ONLY)")
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = connection.execute(
            "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema IN ?",
            [SCHEMAS],
        ).fetchall()
    for schema in SCHEMAS:
        engine.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    for schema, name in names:
        engine.execute(f"CREATE TABLE {schema}.{name} AS SELECT * FROM {warehouse.stem}.{schema}.{name}")
    engine.execute(f"DETACH {warehouse.stem}")
    return engine
