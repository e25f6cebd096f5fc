"""The project as it ships goes to Looker: every explore, dashboard, Look, data test and user attribute."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from lookml.contracts import load_contracts
from lookml.looker.access_file import DEFAULT_ACCESS, load_access
from lookml.looks import load_looks
from lookml.project import DEFAULT_ROOT, Project, load_project
from tests.deploy_site import Site
from tests.looker_simulator.engine import Engine
from tests.looker_simulator.repository import Repository
from tests.looker_simulator.server import LookerSimulator
from tests.looker_simulator.state import Project as LookerProject

DBT_PROJECT = Path(__file__).parent.parent / "dbt_project"
TRUST_TYPES = {
    "finished_at": "TIMESTAMP", "started_at": "TIMESTAMP", "checked_at": "TIMESTAMP", "business_date": "DATE",
    "fiscal_year": "INTEGER", "fiscal_period": "INTEGER", "model_count": "INTEGER", "test_count": "INTEGER",
    "warning_count": "INTEGER", "seconds": "DECIMAL(18,3)",
}  # fmt: skip


def empty_marts() -> str:
    """The marts as dbt promises them, without rows, and one green build."""
    lines = ["CREATE SCHEMA marts; CREATE SCHEMA trust;"]
    for contract in load_contracts(DBT_PROJECT).values():
        columns = ", ".join(
            f'"{column.name}" {column.data_type or _guessed(column.name)}'
            for column in contract.columns.values()
        )
        lines.append(f"CREATE TABLE {contract.schema}.{contract.name} ({columns});")
    lines.append("INSERT INTO trust.trust_builds (finished_at) VALUES (TIMESTAMP '2026-01-05 06:30:00');")
    return "\n".join(lines)


def _guessed(name: str) -> str:
    if name.endswith(("_amount", "_count")) or name.startswith(("rows_", "pages", "requests")):
        return "DECIMAL(38,8)"
    return TRUST_TYPES.get(name, "VARCHAR")


@pytest.fixture
def shipped() -> Project:
    """The LookML of this repository."""
    return load_project(DEFAULT_ROOT)


@pytest.fixture
def site(tmp_path: Path, shipped: Project) -> Iterator[Site]:
    """A Looker with nothing but the connection, the project's repository and the model set."""
    tables = empty_marts()
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as connection:
        connection.execute(tables)
    repository = Repository(tmp_path / "looker.git")
    with LookerSimulator(Engine(tables)) as simulator:
        simulator.state.add_user()
        simulator.state.add_connection("jde_warehouse")
        simulator.state.add("model_sets", {"name": "JDE Finance", "models": list(shipped.models)})
        simulator.state.projects[shipped.name] = LookerProject(shipped.name, repository)
        settings = {
            "LOOKERSDK_BASE_URL": simulator.url,
            "LOOKERSDK_CLIENT_ID": "deployer",
            "LOOKERSDK_CLIENT_SECRET": "secret-of-deployer",
            "JDE_DUCKDB_PATH": str(tmp_path / "warehouse.duckdb"),
        }
        yield Site(DBT_PROJECT.parent, simulator, repository, settings)
        assert simulator.violations == []


def test_the_shipped_project_deploys_and_is_then_as_it_should_be(site: Site, shipped: Project) -> None:
    result = site.run_as_shipped("deploy")
    assert result.code == 0, result.err
    [model] = shipped.models.values()
    wanted = {f"{model.name}::{name}" for name, board in model.dashboards.items() if not board.is_template}
    assert {board["lookml_link_id"] for board in site.boards(deleted=False)} == wanted
    state = site.looker.state
    assert {look["title"] for look in state.where("looks")} == {look.title for look in load_looks().values()}
    asked = {rule.user_attribute for explore in model.explores.values() for rule in explore.access_filters}
    asked |= {grant.user_attribute for grant in model.access_grants.values()}
    attributes = {record["name"] for record in state.where("user_attributes")}
    assert attributes == {attribute.name for attribute in load_access(DEFAULT_ACCESS).attributes}
    assert asked <= attributes
    assert f"{len(model.explores)} explores, {len(model.tests)} data tests validated" in result.out
    site.looker.forget_calls()
    assert site.run_as_shipped("deploy").code == 0
    assert site.looker.writes == []
