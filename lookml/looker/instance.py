"""What a deployment must know of the instance before it touches anything; GETs alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from looker_sdk.sdk.api40 import models

from lookml.errors import ConfigurationError, ConflictError, SignInError
from lookml.looker.client import Looker, found, rows, sure
from lookml.looker.transport import ApiError

OLDEST_RELEASE = (23, 18)
BASE = (
    "access_data",
    "see_looks",
    "see_user_dashboards",
    "see_lookml_dashboards",
    "explore",
    "see_lookml",
    "develop",
    "deploy",
)


@dataclass(frozen=True)
class Instance:
    """The instance, the API user and the Looker project as they are.

    `permissions` is None when the user may not read its own roles. `production` is the commit that users see,
    None before the first deployment. `branch` is the production branch of the git repository.
    """

    release: str
    user_id: str
    user_name: str
    permissions: frozenset[str] | None
    project: str
    remote: str
    branch: str
    advanced: bool
    production: str | None

    def missing(self, needed: Iterable[str]) -> list[str]:
        """The permissions that the API user lacks, in the order asked."""
        return missing_permissions(self.permissions, needed)


def missing_permissions(held: frozenset[str] | None, needed: Iterable[str]) -> list[str]:
    """What is needed and not held; nothing when what is held cannot be known."""
    if held is None or "administer" in held:
        return []
    return [name for name in dict.fromkeys(needed) if not _has(held, name)]


def lacking_words(permissions: Iterable[str]) -> tuple[str, str]:
    """Cause and remedy for permissions that are missing."""
    return (
        f"The API user lacks the permissions: {', '.join(permissions)}.",
        "Add them to the permission set of its role (Admin, Roles); docs/looker.md lists the least.",
    )


def read_instance(looker: Looker, project_name: str) -> Instance:
    """Sign in and look. Raises SignInError, and ConfigurationError where something is not set up."""
    release = _release(looker)
    user = sure(looker.sdk.me(fields="id,display_name"), "id")
    permissions = _permissions(looker, str(user.id))
    lacking = missing_permissions(permissions, BASE)
    if lacking:
        raise SignInError(*lacking_words(lacking))
    project = _project(looker, project_name)
    branch = project.git_production_branch_name or "main"
    return Instance(
        release=release,
        user_id=str(user.id),
        user_name=user.display_name or str(user.id),
        permissions=permissions,
        project=project_name,
        remote=looker.settings.remote or str(project.git_remote_url),
        branch=branch,
        advanced=bool(project.git_release_mgmt_enabled),
        production=production_commit(looker, project_name),
    )


def production_commit(looker: Looker, project: str) -> str | None:
    """The commit that production stands on, None for a project that was never deployed."""
    branch = found(lambda: looker.sdk.git_branch(project))
    return None if branch is None else sure(branch, "ref").ref


def _release(looker: Looker) -> str:
    release = str(sure(looker.sdk.versions(), "looker_release_version").looker_release_version)
    parts = release.split(".")
    if all(part.isdigit() for part in parts[:2]) and tuple(map(int, parts[:2])) < OLDEST_RELEASE:
        raise ConfigurationError(
            f"Looker {release} is older than {'.'.join(map(str, OLDEST_RELEASE))}.", "Upgrade Looker."
        )
    return release


def _permissions(looker: Looker, user_id: str) -> frozenset[str] | None:
    try:
        roles = rows(looker.sdk.user_roles(user_id))
    except ApiError as error:
        if error.status in (403, 404):
            return None
        raise
    sets = [role.permission_set for role in roles if role.permission_set is not None]
    if any(entry.all_access for entry in sets):
        return frozenset({"administer"})
    return frozenset(name for entry in sets for name in entry.permissions or ())


def _has(permissions: frozenset[str], name: str) -> bool:
    wider = {"manage_project_models": "manage_models", "use_global_connections": "manage_models"}
    return name in permissions or wider.get(name, name) in permissions


def _project(looker: Looker, name: str) -> models.Project:
    project = found(lambda: looker.sdk.project(name))
    if project is None:
        # one that was never deployed is seen in development mode alone
        with looker.dev_workspace():
            project = found(lambda: looker.sdk.project(name))
    if project is None:
        raise ConfigurationError(
            f"Looker has no project `{name}`, or the API user may not see it.",
            "Make it in Looker (Develop, Projects, New LookML Project, Blank Project) or name yours in "
            "JDE_LOOKER_PROJECT.",
        )
    sure(project, "id")
    if not project.uses_git or not project.git_remote_url:
        raise ConfigurationError(
            f"The Looker project `{name}` has no git repository that others can push to.",
            "Connect it to one (Project Settings, Configure Git); see docs/looker.md for trials without.",
        )
    if project.is_git_dev_locked:
        raise ConflictError(
            f"Development mode of the project `{name}` is locked.", "Resolve it in Looker's IDE first."
        )
    return project
