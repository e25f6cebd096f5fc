"""What the simulated instance holds: users, projects, content and access, all as the API words them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.looker_simulator.repository import Repository

Record = dict[str, Any]

DEPLOYER = frozenset(
    {
        "access_data", "see_lookml_dashboards", "see_looks", "see_user_dashboards", "explore", "see_sql",
        "see_lookml", "develop", "deploy", "manage_project_models", "use_global_connections", "save_content",
        "save_dashboards", "save_looks", "manage_spaces", "schedule_look_emails", "see_datagroups",
        "update_datagroups", "see_users", "manage_groups", "manage_roles", "manage_user_attributes",
    }
)  # fmt: skip


class Refused(Exception):
    """An answer that is an error, as Looker words it."""

    def __init__(self, status: int, message: str, errors: list[Record] | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.errors = status, message, errors


@dataclass
class User:
    """An API user. `permissions` are those of its roles together."""

    id: str
    client_id: str
    client_secret: str
    permissions: set[str] = field(default_factory=lambda: set(DEPLOYER))
    group_ids: list[str] = field(default_factory=list)


@dataclass
class Token:
    """A signed-in session; `calls_left` None means that it does not expire."""

    value: str
    user: User
    workspace: str = "production"
    calls_left: int | None = None


@dataclass
class Checkout:
    """A user's development mode of one project: local branches by name, and the one checked out."""

    branch: str
    branches: dict[str, str]


@dataclass
class Project:
    """A Looker project on a git repository. `production` is the commit that users see, None before the first.

    `ref_of_new_branches` says what becomes of the commit that a new branch is to start on: `heeded`, `ignored`
    (it starts at the one checked out) or `refused` (as long as Looker has not fetched it).
    """

    name: str
    repository: Repository
    production_branch: str = "main"
    advanced_deploy: bool = True
    uses_git: bool = True
    dev_locked: bool = False
    not_validated: list[str] = field(default_factory=list)
    production: str | None = None
    ref_of_new_branches: str = "heeded"
    checkouts: dict[str, Checkout] = field(default_factory=dict)


class State:
    """Tables of records by id, and the counters that number them."""

    def __init__(self) -> None:
        self._last_id = 99
        self.release = "26.22.7"
        self.failing_connections: set[str] = set()
        self.users: dict[str, User] = {}
        self.tokens: dict[str, Token] = {}
        self.projects: dict[str, Project] = {}
        self.tables: dict[str, dict[str, Record]] = {}
        self.user_values: dict[tuple[str, str], str] = {}
        shared = self.add("content_metadata", {"inherits": False})
        self.table("folders")["1"] = {
            "id": "1", "name": "Shared", "parent_id": None, "is_shared_root": True,
            "content_metadata_id": shared["id"],
        }  # fmt: skip
        self.table("groups")["1"] = {"id": "1", "name": "All Users"}
        for name, permissions in (
            ("Viewer", ["access_data", "see_looks"]),
            ("User", ["access_data", "explore"]),
        ):
            self.add("permission_sets", {"name": name, "permissions": permissions, "built_in": True})

    def table(self, name: str) -> dict[str, Record]:
        """The records of one kind by id."""
        return self.tables.setdefault(name, {})

    def add(self, table: str, values: Record) -> Record:
        """A new record under a new id."""
        self._last_id += 1
        record = {**values, "id": str(self._last_id)}
        self.table(table)[record["id"]] = record
        return record

    def get(self, table: str, key: str) -> Record:
        """The record of that id. Raises Refused 404."""
        if key not in self.table(table):
            raise Refused(404, "Not found")
        return self.table(table)[key]

    def where(self, table: str, /, **values: Any) -> list[Record]:
        """The records of one kind that have these values."""
        return [
            record
            for record in self.table(table).values()
            if all(record.get(key) == value for key, value in values.items())
        ]

    def add_user(self, client_id: str = "deployer", permissions: set[str] | None = None) -> User:
        """An API user whose secret is `secret-of-<client_id>`, with its own role."""
        user = User(str(len(self.users) + 1), client_id, f"secret-of-{client_id}")
        if permissions is not None:
            user.permissions = permissions
        self.users[user.id] = user
        return user

    def add_connection(self, name: str) -> Record:
        """A database connection that works."""
        record = {"name": name, "dialect_name": "postgres"}
        self.table("connections")[name] = record
        return record
