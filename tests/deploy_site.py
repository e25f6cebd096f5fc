"""A company's side of a deployment in a folder: LookML, marts in DuckDB, and a simulated Looker to deploy to."""

from __future__ import annotations

import contextlib
import copy
import io
import os
import shutil
import signal
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from lookml import cli
from tests.deploy_project import TABLES, write_files
from tests.looker_simulator.engine import Engine
from tests.looker_simulator.repository import Repository
from tests.looker_simulator.server import LookerSimulator
from tests.looker_simulator.state import Project, State

LOOK = "bills_by_company"
LINK = "books::owed"


@dataclass
class Result:
    """What a command answered."""

    code: int
    out: str
    err: str


@dataclass
class Site:
    """The folder, the simulator, and the published repository."""

    folder: Path
    looker: LookerSimulator
    repository: Repository
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def project(self) -> Project:
        """The Looker project."""
        return self.looker.state.projects["books"]

    @property
    def head(self) -> str | None:
        """The head of the production branch."""
        return self.repository.resolve("main")

    def run(self, *words: str, **settings: str) -> Result:
        """`jde-lookml` with these words, in the site's folder and environment."""
        return self._run(self._words(words), settings)

    def run_as_shipped(self, *words: str, **settings: str) -> Result:
        """`jde-lookml` with these words, on the project that is at the default places."""
        return self._run(list(words), settings)

    def _run(self, words: list[str], settings: Mapping[str, str]) -> Result:
        out, err = io.StringIO(), io.StringIO()
        with (
            _environment({**self.settings, **settings}),
            contextlib.chdir(self.folder),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
        ):
            code = cli.main(words)
        return Result(code, out.getvalue(), err.getvalue())

    def _words(self, words: tuple[str, ...]) -> list[str]:
        paths = {"--project": "lookml/project"}
        if words[0] != "refresh":
            paths |= {"--looks": "lookml/looks", "--access": "lookml/access.yml"}
        return [*words, *(word for pair in paths.items() for word in pair)]

    def change(self, name: str, old: str, new: str) -> None:
        """Edit a file of the site."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def warehouse(self, sql: str) -> None:
        """Change the marts, behind the simulator as well as for the gate."""
        with duckdb.connect(str(self.folder / "warehouse.duckdb")) as connection:
            connection.execute(sql)
        self.looker.engine.execute(sql)

    def boards(self, **values: Any) -> list[dict[str, Any]]:
        """Dashboards with these values."""
        return self.looker.state.where("dashboards", **values)

    def leftovers(self) -> list[str]:
        """Branches that a deployment should have taken away, and checkouts that it should have left."""
        branches = [name for name in self.repository.branches() if name != "main"]
        checkouts = [one.branch for one in self.project.checkouts.values() if one.branch.startswith("tmp")]
        return branches + checkouts


def finished(site: Site) -> dict[str, object]:
    """What a finished deployment looks like, ids aside."""
    state = site.looker.state
    return {
        "production": site.project.production == site.head,
        "boards": [(board["title"], board["deleted"]) for board in site.boards()],
        "looks": [(look["title"], look["deleted"]) for look in state.where("looks")],
        "folders": sorted(record["name"] for record in state.where("folders")),
        "groups": sorted(record["name"] for record in state.where("groups")),
        "roles": [(record["name"], len(record["groups"])) for record in state.where("roles")],
        "attributes": sorted(record["name"] for record in state.where("user_attributes")),
        "values": sorted(record["value"] for record in state.where("group_values")),
        "own": sorted(state.user_values.values()),
        "models": sorted(state.table("lookml_models")),
        "rights": sorted(str(record["permission_type"]) for record in state.where("content_accesses")),
    }


FINISHED = {
    "production": True,
    "boards": [("What we owe", False)],
    "looks": [("Bills by company", False)],
    "folders": ["Books", "Shared"],
    "groups": ["All Users", "Bookkeepers"],
    "roles": [("Books", 1)],
    "attributes": ["jde_company", "jde_cost_center"],
    "values": ["%, NULL", "00001"],
    "own": ["%, NULL", "%, NULL"],
    "models": ["books"],
    "rights": ["edit", "view"],
}


def assemble(folder: Path) -> Site:
    """A site on the files under `folder` (company/, books.git); the simulator is not started."""
    simulator = LookerSimulator(Engine(TABLES))
    repository = Repository(folder / "books.git")
    simulator.state.add_user()
    simulator.state.add_connection("books_warehouse")
    simulator.state.add("model_sets", {"name": "Books", "models": ["books"]})
    simulator.state.projects["books"] = Project("books", repository)
    settings = {
        "LOOKERSDK_BASE_URL": simulator.url,
        "LOOKERSDK_CLIENT_ID": "deployer",
        "LOOKERSDK_CLIENT_SECRET": "secret-of-deployer",
        "LOOKERSDK_TIMEOUT": "1",
        "JDE_LOOKER_PATIENCE": "1",
        "JDE_LOOKER_RETRY_WAIT": "0",
        "JDE_LOOKER_CONFIRM_SECONDS": "0.2",
        "JDE_DUCKDB_PATH": "warehouse.duckdb",
        "JDE_DESTINATION": "duckdb",
    }
    return Site(folder / "company", simulator, repository, settings)


@dataclass(frozen=True)
class Template:
    """Stored files, and what the Looker holds that goes with them (None for an empty one)."""

    files: Path
    state: State | None = None


def stored(site: Site, folder: Path) -> State:
    """Keep a site's files under `folder`; returns what its Looker holds, for `open_site`."""
    shutil.copytree(site.folder, folder / "company")
    shutil.copytree(site.repository.path, folder / "books.git")
    return copy.deepcopy(site.looker.state)


def write_site(folder: Path) -> None:
    """The files of a site: the company's folder, its warehouse, an empty published repository."""
    company = write_files(folder / "company")
    with duckdb.connect(str(company / "warehouse.duckdb")) as connection:
        connection.execute(TABLES)
    Repository(folder / "books.git")


@contextlib.contextmanager
def open_site(folder: Path, template: Path | None = None, state: State | None = None) -> Iterator[Site]:
    """A running site under `folder`, its files and its Looker copied from what was stored before.

    At the end every call must have been one that Looker has, and Ctrl-C must mean again what it meant.
    """
    if template is None:
        write_site(folder)
    else:
        shutil.copytree(template, folder, dirs_exist_ok=True)
    site = assemble(folder)
    if state is not None:
        site.looker.state = copy.deepcopy(state)
        site.looker.state.tokens.clear()
        site.project.repository = site.repository
    handler = signal.getsignal(signal.SIGINT)
    with site.looker:
        yield site
    assert site.looker.violations == [], site.looker.violations
    assert signal.getsignal(signal.SIGINT) is handler


@contextlib.contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    for name in list(os.environ):
        if name.startswith(("LOOKERSDK_", "JDE_", "PG")):
            del os.environ[name]
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
