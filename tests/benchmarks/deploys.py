"""What a deployment asks of Looker: the shipped project into an empty instance, and once more."""

from __future__ import annotations

import time
from pathlib import Path

import duckdb

from lookml.project import DEFAULT_ROOT, load_project
from tests.benchmarks.report import Bench, Section
from tests.deploy_site import Site
from tests.looker_simulator.engine import Engine
from tests.looker_simulator.repository import Repository
from tests.looker_simulator.server import LookerSimulator
from tests.looker_simulator.state import Project
from tests.test_deploy_shipped import empty_marts

REPOSITORY = Path(__file__).parents[2]


def section(bench: Bench) -> Section:
    """First deployment, second deployment, and `plan`, against the simulated Looker."""
    found = Section(
        "Deployment",
        ("command", "calls", "of them that write", "seconds"),
        "The shipped project against the simulated Looker, with marts that are empty.",
    )
    shipped, tables = load_project(DEFAULT_ROOT), empty_marts()
    warehouse = bench.folder / "warehouse.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(tables)
    repository = Repository(bench.folder / "looker.git")
    with LookerSimulator(Engine(tables)) as simulator:
        simulator.state.add_user()
        simulator.state.add_connection("jde_warehouse")
        simulator.state.add("model_sets", {"name": "JDE Finance", "models": list(shipped.models)})
        simulator.state.projects[shipped.name] = Project(shipped.name, repository)
        settings = {
            "LOOKERSDK_BASE_URL": simulator.url,
            "LOOKERSDK_CLIENT_ID": "deployer",
            "LOOKERSDK_CLIENT_SECRET": "secret-of-deployer",
            "JDE_DUCKDB_PATH": str(warehouse),
        }
        site = Site(REPOSITORY, simulator, repository, settings)
        writes = [
            _run(found, site, label, command)
            for label, command in (
                ("first `deploy`", "deploy"),
                ("second `deploy`", "deploy"),
                ("`plan`", "plan"),
            )
        ]
    found.goal("a second deployment writes nothing", f"{writes[1]} writes", writes[1] == 0)
    return found


def _run(found: Section, site: Site, label: str, command: str) -> int:
    site.looker.forget_calls()
    started = time.perf_counter()
    result = site.run_as_shipped(command)
    seconds = time.perf_counter() - started
    if result.code:
        raise RuntimeError(f"jde-lookml {command} ended with {result.code}: {result.err}")
    writes = len(site.looker.writes)
    found.add(label, str(site.looker.calls), str(writes), f"{seconds:.1f}")
    return writes
