"""The project as it ships goes to Looker: every explore, dashboard, Look, data test and user attribute."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from lookml.contracts import load_contracts
from lookml.looker.access_file import DEFAULT_ACCESS, load_access
from lookml.looks import load_looks
from lookml.project import DEFAULT_ROOT, Project, load_project
from tests.deploy_site import Result, Site
from tests.looker_simulator.engine import Engine
from tests.looker_simulator.prepared import prepared, settings
from tests.looker_simulator.repository import Repository

ROOT = Path(__file__).parent.parent
DBT_PROJECT = ROOT / "dbt_project"
DOCS = (ROOT / "docs" / "looker.md").read_text(encoding="utf-8")
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


@pytest.fixture(scope="module")
def shipped() -> Project:
    """The LookML of this repository."""
    return load_project(DEFAULT_ROOT)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A Looker with what an administrator prepares, and empty marts."""
    folder, tables = tmp_path_factory.mktemp("shipped"), empty_marts()
    with duckdb.connect(str(folder / "warehouse.duckdb")) as connection:
        connection.execute(tables)
    with prepared(Engine(tables), folder / "looker.git") as simulator:
        own = {**settings(simulator), "JDE_DUCKDB_PATH": str(folder / "warehouse.duckdb")}
        yield Site(DBT_PROJECT.parent, simulator, Repository(folder / "looker.git"), own)
        assert simulator.violations == []


@pytest.fixture(scope="module")
def told(site: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Result]]:
    """What each command said, from an empty Looker to a rollback, as docs/looker.md goes through it."""
    results: dict[str, list[Result]] = {}

    def run(command: str, *words: str) -> None:
        results.setdefault(command, []).append(site.run_as_shipped(command, *words))

    [user] = site.looker.state.users.values()
    user.permissions -= {"manage_spaces", "save_looks"}
    run("plan")
    user.permissions |= {"manage_spaces", "save_looks"}
    for command in ("plan", "deploy"):
        run(command)
    site.looker.forget_calls()
    run("deploy")
    assert site.looker.writes == []
    for command in ("status", "refresh", "refresh"):
        run(command)
    changed = tmp_path_factory.mktemp("changed") / "project"
    shutil.copytree(DEFAULT_ROOT, changed)
    board = changed / "dashboards" / "ap_aging.dashboard.lookml"
    board.write_text(board.read_text().replace("title: AP ageing", "title: Ageing of payables", 1))
    for command in ("plan", "deploy", "rollback"):
        run(command, "--project", str(changed))
    return results


def test_the_shipped_project_deploys_and_is_then_as_it_should_be(
    site: Site, shipped: Project, told: dict[str, list[Result]]
) -> None:
    assert [result.code for result in told["deploy"]] == [0, 0, 0], told["deploy"]
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
    counts = f"{len(model.explores)} explores, {len(model.tests)} data tests validated"
    assert counts in told["deploy"][0].out


def test_the_documentation_shows_what_the_commands_say(told: dict[str, list[Result]]) -> None:
    """Every line shown is one that was said, in that order; a line of three dots stands for what is left out."""
    runs = {command: iter(results) for command, results in told.items()}
    refused = next(runs["plan"])
    assert refused.code == 3
    assert _plain(refused.err.splitlines()[-2]) in DOCS
    assert refused.err.splitlines()[-1] in DOCS
    shown = re.findall(r"^```\n(\$ jde-lookml .*?)^```", DOCS, re.MULTILINE | re.DOTALL)
    sessions = [
        part for block in shown for part in re.split(r"^\$ jde-lookml ", block, flags=re.MULTILINE)[1:]
    ]
    assert {session.split()[0] for session in sessions} == set(runs)
    for session in sessions:
        command, *lines = session.splitlines()
        result = next(runs[command])
        assert result.code == 0, result.err
        said = {"...": iter(_plain(result.err).splitlines()), "": iter(_plain(result.out).splitlines())}
        for line in filter(lambda text: text.strip() != "...", lines):
            stream = said["..." if line.startswith("... ") else ""]
            assert _plain(line) in stream, f"{command} does not say {line!r} there:\n{result.out}"


def _plain(text: str) -> str:
    """Without what differs from run to run: addresses, commits, ids, moments, how many tie-outs there are."""
    for pattern, name in (
        (r"http://127\.0\.0\.1:\d+", "https://finance.cloud.looker.com"),
        (r"jde-deploy/\w+-[0-9a-f]{7}", "<record>"),
        (r"LookML( of| folder) ([0-9a-f]{12}( with local changes)?|unversioned files)", r"LookML\1 <source>"),
        (r"from ([0-9a-f]{12}( with local changes)?|unversioned files), ", "from <source>, "),
        (r"\b[0-9a-f]{12}\b", "<commit>"),
        (r"\bid \d+", "id <n>"),
        (r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", "<moment>"),
        (r"\d+ tie-outs agree", "<n> tie-outs agree"),
    ):
        text = re.sub(pattern, name, text)
    return text
